/* compare.h - two codings of the same documents against one gold, row by row. */
#ifndef SP_ANALYZE_COMPARE_H
#define SP_ANALYZE_COMPARE_H

#include "analyze/evaluate.h"

/**
 * A row that one side found and the other did not. If the gold has it, the side
 * that found it is right; if not, the other one.
 */
typedef struct sp_difference {
	const char *document, *issue, *sentence;
	bool oppose, other;
	bool found_by_b;	/* else by A */
	bool in_gold;
	int line;		/* in the gold file; 0 if not in the gold */
	int64_t position;	/* its id in the corpus that found it */
} sp_difference;

/** Whether B is right about it; else A is. */
static inline bool sp_difference_right_in_b(const sp_difference *d)
{
	return d->found_by_b == d->in_gold;
}

/**
 * Rows of the gold and rows that either found beside it, by who is right about
 * them. p: McNemar's exact test of only_a against only_b, sp_mcnemar().
 */
typedef struct sp_contest {
	size_t both, only_a, only_b, neither;
	double p;
} sp_contest;

/** The rows of one issue, or of all. */
typedef struct sp_comparison_part {
	const char *issue;	/* NULL: all */
	sp_score a, b;		/* an issue that a side does not know: 0 found */
	sp_estimate precision, recall, f1;	/* B less A */
	sp_contest contest;
} sp_comparison_part;

/** All borrowed until sp_comparison_release(), and from both evaluations. */
typedef struct sp_comparison {
	sp_comparison_part all;
	sp_comparison_part *issues;	/* of either, by name */
	size_t nissues;
	sp_difference *rows;	/* those that A found, then those of B */
	size_t nrows;
	sp_arena *arena;	/* owned */
} sp_comparison;

/**
 * Compare two evaluations against the same gold file. A row beside the gold is
 * the same in both if document, issue, stance and holder are, and the sentence
 * is (sp_folded_same()); one row answers one row, equal text before others.
 * The intervals of the changes are over documents, drawn for both sides alike.
 */
void sp_compare(const sp_evaluation *a, const sp_evaluation *b,
		sp_comparison *out);

void sp_comparison_release(sp_comparison *c);

#endif
