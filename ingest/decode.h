/* decode.h - bytes in any character set -> UTF-8. */
#ifndef SP_INGEST_DECODE_H
#define SP_INGEST_DECODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/** What came of the decoding, for the document's row and its problems. */
typedef struct sp_decoded {
	const char *charset;	/* WHATWG name, static */
	const char *declared;	/* WHATWG name if the declaration was set aside, else NULL */
	size_t invalid;		/* byte sequences that became U+FFFD */
	size_t invalid_at;	/* offset of the first in the output */
	size_t nuls;		/* NUL characters left out */
} sp_decoded;

/**
 * Decode bytes[0..n) and append UTF-8 to `out`. The character set is that of
 * the byte order mark; else UTF-8 if the bytes are valid UTF-8; else the one
 * declared (XML declaration or meta element) by the labels of the WHATWG
 * encoding standard, so that iso-8859-1 means windows-1252; else windows-1252.
 * Never fails: what has no meaning becomes U+FFFD and is counted.
 */
void sp_decode(const char *bytes, size_t n, sp_buf *out, sp_decoded *info);

/**
 * Does this look like a program, picture or archive rather than text: NULs
 * (where it is not UTF-16) or many control characters in its first 64 KB?
 */
bool sp_decode_is_binary(const char *bytes, size_t n);

/** The Unicode code point of a windows-1252 byte, or of a number 128 to 159. */
unsigned sp_windows_1252(unsigned char byte);

#endif
