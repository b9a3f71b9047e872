#include "config.h"

#include "base/hash.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

void sp_sha256(const void *bytes, size_t n, char hex[SP_SHA256_HEX])
{
	unsigned char md[EVP_MAX_MD_SIZE];
	unsigned len = 0;

	if (!EVP_Digest(bytes, n, md, &len, EVP_sha256(), NULL) || len != 32) {
		fputs("standpoint: libcrypto offers no SHA-256\n", stderr);
		exit(3);
	}
	for (unsigned i = 0; i < len; i++)
		snprintf(hex + 2 * i, 3, "%02x", md[i]);
}

/* Fowler, Noll, Vo: FNV-1a, parameters of the 64-bit variant
 * (draft-eastlake-fnv). */
uint64_t sp_hash64(const void *bytes, size_t n)
{
	const unsigned char *s = bytes;
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ s[i]) * 0x100000001b3u;
	return h;
}
