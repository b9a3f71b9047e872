/* charset.h - the character sets that documents come in, by the names and
 * labels of the WHATWG encoding standard. */
#ifndef SP_INGEST_CHARSET_H
#define SP_INGEST_CHARSET_H

#include <stddef.h>
#include <stdint.h>

typedef enum sp_charset_kind {
	SP_CHARSET_UTF8,
	SP_CHARSET_SINGLE,	/* ASCII below 0x80, a table above */
	SP_CHARSET_MULTI,	/* a converter, in bytes */
	SP_CHARSET_WIDE,	/* UTF-16, UTF-32 */
	SP_CHARSET_NONE		/* "replacement": nobody reads it any more */
} sp_charset_kind;

typedef struct sp_charset {
	const char *name;	/* of the standard, or iconv's */
	const char *iconv;	/* what iconv calls it */
	sp_charset_kind kind;
} sp_charset;

/** The set that a label means, blanks around it and case ignored; or NULL. */
const sp_charset *sp_charset_by_label(const char *label, size_t n);

/** The set of this very name, which must exist. */
const sp_charset *sp_charset_by_name(const char *name);

/** All single-byte sets that are known, `*n` of them, best known first. */
const sp_charset *sp_charset_singles(size_t *n);

/**
 * The code points of the bytes 0x80 to 0xFF in a single-byte set, 0 where a
 * byte has none. As the standard has it, a byte from 0x80 to 0x9F that a table
 * leaves undefined is the control character of its number. The table is
 * iconv's, is made at the first call (from any thread) and stays.
 */
const uint32_t *sp_charset_high(const sp_charset *single);

#endif
