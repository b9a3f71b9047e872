/* prescan.h - what the bytes of a document say about their character set. */
#ifndef SP_INGEST_PRESCAN_H
#define SP_INGEST_PRESCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "ingest/charset.h"

/** The set that a byte order mark names, `*skip` its length; or NULL and 0. */
const sp_charset *sp_prescan_mark(const char *s, size_t n, size_t *skip);

/**
 * UTF-16 or UTF-32 without a mark, told by where the NULs of its ASCII
 * characters (letters, blanks, line ends, digits) stand; or NULL.
 */
const sp_charset *sp_prescan_wide(const char *s, size_t n);

/** What a document declares. */
typedef struct sp_declared {
	const sp_charset *charset;	/* NULL: none, or an unknown one */
	bool xml;			/* by an XML declaration, not a meta element */
	const char *unknown;		/* a label that no standard knows, borrowed; */
	size_t len;			/* 0: there is none */
} sp_declared;

/**
 * The set that an XML declaration or a meta element names, however far down
 * before the body. What can be read as ASCII and says UTF-16 means UTF-8, as in
 * browsers.
 */
sp_declared sp_prescan_declared(const char *s, size_t n);

#endif
