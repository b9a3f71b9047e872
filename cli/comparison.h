/* comparison.h - two codings held against one gold, as text and as data. */
#ifndef SP_CLI_COMPARISON_H
#define SP_CLI_COMPARISON_H

#include <stdbool.h>
#include <stdio.h>

#include "analyze/compare.h"
#include "cli/format.h"
#include "corpus/corpus.h"

/** What the sides are called: "a.db", or "a.db, pack ai-policy". Borrowed. */
typedef struct sp_sides {
	const char *a, *b;
} sp_sides;

/**
 * The figures of both sides, their change, and who is right about how many
 * rows: a table, CSV or JSON. `issues`: with a row for each issue. `c` lends
 * SQLite's JSON functions. Fails with SP_EDB.
 */
bool sp_comparison_write(sp_corpus *c, const sp_comparison *x,
			 const sp_sides *sides, bool issues, sp_format format,
			 FILE *out, sp_error *err);

/**
 * The rows of `issue` (NULL: of all) that one side found and the other did not;
 * as a table: tab separated lines under a header.
 */
bool sp_comparison_write_rows(sp_corpus *c, const sp_comparison *x,
			      const char *issue, sp_format format, FILE *out,
			      sp_error *err);

#endif
