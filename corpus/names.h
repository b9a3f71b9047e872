/* names.h - short names of submitters, for charts and columns. */
#ifndef SP_CORPUS_NAMES_H
#define SP_CORPUS_NAMES_H

#include "base/buf.h"

#define SP_SHORT_NAME 28	/* characters at most (report/spec, long names) */

/**
 * Add a short form of `name` to `out`: legal form and a bracketed addition
 * off; the bracketed acronym itself where the rest is too long; else cut at a
 * word, with an ellipsis.
 */
void sp_short_name(const char *name, sp_buf *out);

#endif
