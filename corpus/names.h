/* names.h - names of submitters: a short form for charts and columns, and the
 * key by which two ways of writing one name are known to be the same. */
#ifndef SP_CORPUS_NAMES_H
#define SP_CORPUS_NAMES_H

#include <stdbool.h>

#include "base/buf.h"

#define SP_SHORT_NAME 28	/* characters at most (report/spec, long names) */

/**
 * Add a short form of `name` to `out`: legal form and a bracketed addition
 * off; the bracketed acronym itself where the rest is too long; else cut at a
 * word, with an ellipsis.
 */
void sp_short_name(const char *name, sp_buf *out);

/**
 * Add the key of `name`: its words without case, accents and punctuation; "&"
 * as "and"; without "the" at the beginning, a legal form at the end and what
 * stands in brackets. "The Example Co., Inc. (EXA)" -> "example". Two names
 * with one key are one submitter's; the key is "" if no word is left.
 */
void sp_name_key(const char *name, sp_buf *out);

/**
 * A second name inside `name`: in brackets ("AH Example, LLC (a16z)"), or behind
 * "d/b/a", "doing business as", "trading as", "also known as", "a/k/a",
 * "formerly". Adds it to `out` as written; false if there is none. Several
 * words in brackets without such a link ("(Policy Programs)") only add to the
 * name.
 */
bool sp_name_alias(const char *name, sp_buf *out);

#endif
