/* evaluate_internal.h - an evaluation in progress: what evaluate_read.c reads,
 * evaluate.c matches and evaluate_figures.c counts. */
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
	const char *pack;		/* NULL: all of the corpus */
	sp_nameset packs;		/* if there are any, only these */
	sp_nameset issues;
	sp_gold gold;
	sp_coding found;
	size_t *partner;		/* found row -> gold row or NONE */
	bool *answered;			/* gold row -> was found */
	size_t *first, *next;		/* gold rows by document, in order */
	size_t *first_read, *next_read;	/* the same of gold.read */
	unsigned char *gold_cell, *found_cell;	/* documents x issues */
	bool *in_gold;			/* issues */
	size_t ncolumns;
	sp_tally *tallies;		/* documents x columns */
	sp_sums *sums;			/* the same, weighed */
	sp_confusion *cells;		/* documents */
} sp_work;

static inline size_t sp_work_document(const sp_work *w, const sp_coded *row)
{
	return sp_nameset_find(&w->gold.documents, row->document);
}

static inline size_t sp_work_issue(const sp_work *w, const sp_coded *row)
{
	return sp_nameset_find(&w->issues, row->issue);
}

/** A warning about the gold, at `line` (0: none), written like an error. */
void sp_work_warn(sp_work *w, int line, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/** Read the gold, and what the corpus found in the gold's documents. */
bool sp_work_read(sp_work *w, sp_error *err);

/** evaluate_packs.c: without a pack, which ones the gold is about. */
bool sp_work_choose_packs(sp_work *w, sp_error *err);

/** Count rows and cells, compute all figures with their intervals. */
void sp_work_figures(sp_work *w);

#endif
