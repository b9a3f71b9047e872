/* hash.h - SHA-256 (libcrypto) of sources, packs and fonts. */
#ifndef SP_BASE_HASH_H
#define SP_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define SP_SHA256_HEX 65	/* 64 hex digits and the NUL */

/** SHA-256 of n bytes as lower-case hex. */
void sp_sha256(const void *bytes, size_t n, char hex[SP_SHA256_HEX]);

/** FNV-1a, 64 bits, for hash tables and content keys; not cryptographic. */
uint64_t sp_hash64(const void *bytes, size_t n);

#endif
