/* prescan.h - what the bytes of a document say about their character set. */
#ifndef SP_INGEST_PRESCAN_H
#define SP_INGEST_PRESCAN_H

#include <stddef.h>

#include "ingest/charset.h"

/** The set that a byte order mark names, `*skip` its length; or NULL and 0. */
const sp_charset *sp_prescan_mark(const char *s, size_t n, size_t *skip);

/**
 * UTF-16 or UTF-32 without a mark, told by where the NULs of its ASCII
 * characters (letters, blanks, line ends, digits) stand; or NULL.
 */
const sp_charset *sp_prescan_wide(const char *s, size_t n);

/**
 * The set that an XML declaration or a meta element names, however far down
 * before the body; NULL if none does. A label that no standard knows is given
 * in `*unknown` (borrowed from `s`, `*len` bytes), else `*len` is 0. What can
 * be read as ASCII and says UTF-16 means UTF-8, as in browsers.
 */
const sp_charset *sp_prescan_declared(const char *s, size_t n,
				      const char **unknown, size_t *len);

#endif
