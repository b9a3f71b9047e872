/* logistic.h - logistic regression (Cox 1958) with an L2 penalty. */
#ifndef SP_ANALYZE_LOGISTIC_H
#define SP_ANALYZE_LOGISTIC_H

#include <stdbool.h>
#include <stddef.h>

#define SP_LOGISTIC_MAX 256	/* features */

typedef struct sp_logistic_row {
	const float *x;		/* features; borrowed */
	bool y;
	double weight;		/* how often it counts; 0 leaves it out */
} sp_logistic_row;

/**
 * The coefficients b of `k` features (an intercept is a feature that is always 1)
 * that make sum of weight * log(1 + exp(-+ x.b)) + penalty / 2 * b.b least; there is
 * one such b if penalty > 0. By Newton's method, without chance: the same rows in
 * the same order give the same coefficients. `beta` has room for k.
 */
void sp_logistic_fit(const sp_logistic_row *rows, size_t n, size_t k,
		     double penalty, double *beta);

/** The sum x.b: the log odds that y. */
double sp_logistic_sum(const float *x, const double *beta, size_t k);

#endif
