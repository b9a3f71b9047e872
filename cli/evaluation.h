/* evaluation.h - an evaluation as text for readers, and as data. */
#ifndef SP_CLI_EVALUATION_H
#define SP_CLI_EVALUATION_H

#include <stdbool.h>
#include <stdio.h>

#include "analyze/evaluate.h"
#include "corpus/corpus.h"

/** The figures for reading; `issues`: with a row for each issue. */
void sp_evaluation_print(const sp_evaluation *e, bool issues, FILE *out);

/**
 * The misses of `issue` (NULL: of all) as tab separated lines under a header.
 * Tabs and line ends in a sentence become blanks.
 */
void sp_evaluation_print_misses(const sp_evaluation *e, const char *issue,
				FILE *out);

/* evaluation_data.c: `c` lends SQLite's JSON functions. Fails with SP_EDB. */

/** The figures as one JSON object. */
bool sp_evaluation_json(sp_corpus *c, const sp_evaluation *e, bool issues,
			FILE *out, sp_error *err);
/** The same as CSV: a line each for positions, reported, macro, stances, issue. */
bool sp_evaluation_csv(sp_corpus *c, const sp_evaluation *e, bool issues,
		       FILE *out, sp_error *err);

/** The misses as CSV, or (`json`) as a JSON array of objects. */
bool sp_evaluation_misses(sp_corpus *c, const sp_evaluation *e,
			  const char *issue, bool json, FILE *out,
			  sp_error *err);

#endif
