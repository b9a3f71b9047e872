/* evaluate_internal.h - an evaluation in progress: what evaluate.c reads and
 * matches, evaluate_figures.c counts. */
#ifndef SP_ANALYZE_EVALUATE_INTERNAL_H
#define SP_ANALYZE_EVALUATE_INTERNAL_H

#include "analyze/evaluate.h"
#include "analyze/gold.h"
#include "base/buf.h"

/** Columns of the tallies: the issues come after these. */
enum { ALL, REPORTED, STANCES, FIRST_ISSUE };

/** No such row. */
#define NONE ((size_t)-1)

typedef struct sp_work {
	sp_corpus *corpus;
	const char *path;		/* of the gold */
	sp_evaluation *out;
	sp_buf base;			/* of the path last looked up */
	sp_nameset documents, issues;
	sp_coding gold, found;
	size_t *partner;		/* found row -> gold row or NONE */
	bool *answered;			/* gold row -> was found */
	size_t *first, *next;		/* gold rows by document, in order */
	unsigned char *gold_cell, *found_cell;	/* documents x issues */
	bool *in_gold;			/* issues */
	size_t ncolumns;
	sp_tally *tallies;		/* documents x columns */
	sp_confusion *cells;		/* documents */
} sp_work;

static inline size_t sp_work_document(const sp_work *w, const sp_coded *row)
{
	return sp_nameset_find(&w->documents, row->document);
}

static inline size_t sp_work_issue(const sp_work *w, const sp_coded *row)
{
	return sp_nameset_find(&w->issues, row->issue);
}

/** Count rows and cells, compute all figures with their intervals. */
void sp_work_figures(sp_work *w);

#endif
