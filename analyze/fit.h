/* fit.h - the weights of a pack, from what people coded.
 *
 * The rules find candidates, and weights decide which of them stand
 * (weights.h). Which candidates a gold has is known, so the weights are those of
 * a logistic regression; the sum above which a row stands is where F1 is best. */
#ifndef SP_ANALYZE_FIT_H
#define SP_ANALYZE_FIT_H

#include "analyze/pack.h"
#include "analyze/reliability.h"
#include "corpus/corpus.h"

#define SP_FIT_FOLDS 10

typedef struct sp_fit_options {
	double penalty;		/* of the regression, above 0 */
	double examples;	/* how often an example of the pack counts, 0 or more */
} sp_fit_options;

#define SP_FIT_OPTIONS { .penalty = 3, .examples = 1 }

typedef struct sp_fit {
	size_t documents;	/* of the gold, in the corpus */
	size_t gold;		/* its positions in them */
	size_t candidates, right; /* that the rules find there; in the gold */
	size_t examples;	/* candidates in examples of the pack */
	size_t folds;
	sp_sums before;		/* with the weights that the pack has */
	sp_sums after;		/* by cross-validation: each document with weights
				 * that were fitted to the other folds */
	sp_weights weights;	/* fitted to all, rounded to two digits */
	double *issue_weights;	/* by issue of the pack, too; NULL if the pack has
				 * one, or more than the regression takes */
} sp_fit;

/**
 * Fit the weights of `pack` to the gold file (sp_gold_read()) on the documents
 * of `c`, which need not be analysed. Rows count with the weights of a sample.
 * The same input gives the same weights. Fails with the errors of
 * sp_gold_read(), with SP_ENOROW if fewer than two documents of the gold are in
 * the corpus or no candidate is in the gold, or with SP_EDB. End `out` with
 * sp_fit_free(), also after an error.
 */
bool sp_fit_weights(sp_corpus *c, const sp_pack *pack, const char *gold_path,
		    const sp_fit_options *o, sp_fit *out, sp_error *err);

void sp_fit_free(sp_fit *f);

#endif
