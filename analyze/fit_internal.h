/* fit_internal.h - candidates with what the gold says of them: fit_read.c finds
 * them, fit.c fits weights to them. */
#ifndef SP_ANALYZE_FIT_INTERNAL_H
#define SP_ANALYZE_FIT_INTERNAL_H

#include "analyze/fit.h"
#include "analyze/gold.h"
#include "analyze/reading.h"

#define SP_NO_DOCUMENT ((size_t)-1)	/* an example of the pack */

typedef struct sp_fit_candidate {
	float reasons[SP_REASONS];
	uint32_t issue;
	bool in_gold, stands;	/* stands: with the weights that the pack has */
	size_t document;	/* in gold.documents, or SP_NO_DOCUMENT */
	double weight;		/* of its sentence */
	double gold_weight;	/* of the gold row that it answers, or 0 */
} sp_fit_candidate;

typedef struct sp_fit_work {
	const sp_pack *pack;
	sp_arena *arena;
	sp_gold gold;
	bool *answered;		/* gold rows */
	bool *present;		/* documents that are in the corpus */
	double *due;		/* documents: weights of their gold rows */
	sp_fit_candidate *list;
	size_t n, cap;
} sp_fit_work;

/** Read the gold, the documents of it that `c` has, and the pack's examples. */
bool sp_fit_read(sp_fit_work *w, sp_corpus *c, const char *gold_path,
		 sp_error *err);
void sp_fit_release(sp_fit_work *w);

#endif
