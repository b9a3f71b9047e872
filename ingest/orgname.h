/* orgname.h - where a name begins and ends in running text. */
#ifndef SP_INGEST_ORGNAME_H
#define SP_INGEST_ORGNAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "ingest/lines.h"

/**
 * The name that stands at token *at of the line: capitalised words, small
 * words between them ("of", "for the"), a legal form behind a comma, and a
 * bracketed short name. *at moves behind a "the" that is not the name's own, *end
 * is set behind it. false if none begins there, or if it is no name of a
 * submitter ("We", "Comments", a month).
 */
bool sp_orgname_at(const sp_lines *l, const sp_line *line, size_t *at, size_t *end);

/** Append tokens first..end of the line as they are written. */
void sp_orgname_text(const sp_lines *l, size_t first, size_t end, sp_buf *out);

#endif
