/* decode.h - bytes in any character set -> UTF-8. */
#ifndef SP_INGEST_DECODE_H
#define SP_INGEST_DECODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/** What decided which character set a document is in. */
typedef enum sp_decoded_by {
	SP_BY_ASCII,		/* nothing to decide */
	SP_BY_MARK,		/* a byte order mark */
	SP_BY_NULS,		/* UTF-16 or UTF-32 by where its NULs stand */
	SP_BY_UTF8,		/* the bytes are UTF-8, whatever is declared */
	SP_BY_XML,		/* the XML declaration */
	SP_BY_META,		/* a meta element */
	SP_BY_DETECTION,	/* libuchardet and which reading makes words */
	SP_BY_DEFAULT		/* windows-1252 */
} sp_decoded_by;

/** "byte order mark", "XML declaration", "only ASCII" ... Static. */
const char *sp_decoded_by_name(sp_decoded_by by);

/** What came of the decoding, for the document's row and its problems. */
typedef struct sp_decoded {
	const char *charset;	/* WHATWG name, static */
	sp_decoded_by by;
	const char *declared;	/* WHATWG name if the declaration was set aside, else NULL */
	char unknown[40];	/* a declared label that no standard knows, else "" */
	bool refused;		/* in a character set that nobody reads: no output */
	size_t invalid;		/* byte sequences that became U+FFFD */
	size_t invalid_at;	/* offset of the first in the output */
	size_t nuls;		/* NUL characters left out */
	size_t strays;		/* windows-1252 bytes amid UTF-8 */
	size_t surrogates;	/* pairs of surrogates amid UTF-8 (CESU-8) */
} sp_decoded;

/**
 * Decode bytes[0..n) and append UTF-8 to `out`. What the bytes are goes before
 * what is said of them: a byte order mark; the NULs of UTF-16 and UTF-32;
 * valid UTF-8; then the declaration (XML declaration or meta element) by the
 * labels of the WHATWG encoding standard, so that iso-8859-1 means
 * windows-1252; where nothing is declared or the declaration is false, what
 * libuchardet detects, if that reading makes words; else windows-1252.
 *
 * Never fails: what has no meaning becomes U+FFFD and is counted. In a
 * document that is UTF-8 but for some bytes, a lone windows-1252 byte in or at
 * a word is read as that, and a pair of surrogates as the character it means;
 * both are counted.
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
