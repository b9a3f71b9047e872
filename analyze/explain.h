/* explain.h - a verdict in words: what `standpoint why` prints. */
#ifndef SP_ANALYZE_EXPLAIN_H
#define SP_ANALYZE_EXPLAIN_H

#include "analyze/reading.h"
#include "base/buf.h"

/**
 * Add the explanation of `v` to `out`: the spans that were found, and for each
 * candidate how its sign came about and what became of it. `only_issue`: the
 * name of one issue, or NULL for all.
 */
void sp_explain(const sp_pack *pack, const sp_verdict *v,
		const char *only_issue, sp_buf *out);

/**
 * Add how the rows of sentence number `sentence` of a reading were weighed:
 * each reason with what it adds, the sum, and whether the row stands.
 */
void sp_explain_rows(const sp_pack *pack, const sp_row *rows, size_t n,
		     size_t sentence, const char *only_issue, sp_buf *out);

#endif
