#include "config.h"

#include "analyze/logistic.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define MAX_ROUNDS 100
#define ENOUGH 1e-9		/* of a step */

enum { K = SP_LOGISTIC_MAX };

double sp_logistic_sum(const float *x, const double *beta, size_t k)
{
	double z = 0;

	for (size_t i = 0; i < k; i++)
		z += (double)x[i] * beta[i];
	return z;
}

/* log(1 + exp(z)), also where exp(z) is no number. */
static double softplus(double z)
{
	return z > 0 ? z + log1p(exp(-z)) : log1p(exp(z));
}

static double loss(const sp_logistic_row *rows, size_t n, size_t k,
		   double penalty, const double *beta)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		double z = sp_logistic_sum(rows[i].x, beta, k);
		sum += rows[i].weight * softplus(rows[i].y ? -z : z);
	}
	for (size_t i = 0; i < k; i++)
		sum += penalty / 2 * beta[i] * beta[i];
	return sum;
}

/* Gradient and the lower half of the Hessian at beta. */
static void slopes(const sp_logistic_row *rows, size_t n, size_t k,
		   double penalty, const double *beta, double g[K],
		   double h[K][K])
{
	for (size_t i = 0; i < k; i++) {
		g[i] = penalty * beta[i];
		memset(h[i], 0, sizeof h[i]);
		h[i][i] = penalty;
	}
	for (size_t r = 0; r < n; r++) {
		const float *x = rows[r].x;
		double p = 1 / (1 + exp(-sp_logistic_sum(x, beta, k)));
		double miss = rows[r].weight * (p - rows[r].y);
		double curve = rows[r].weight * p * (1 - p);
		for (size_t i = 0; i < k; i++) {
			g[i] += miss * (double)x[i];
			for (size_t j = 0; j <= i; j++)
				h[i][j] += curve * (double)x[i] * (double)x[j];
		}
	}
}

/* Solve h.step = g in place of g; h is positive definite (Cholesky). */
static void solve(size_t k, double h[K][K], double g[K])
{
	for (size_t i = 0; i < k; i++) {
		for (size_t j = 0; j <= i; j++) {
			double sum = h[i][j];
			for (size_t m = 0; m < j; m++)
				sum -= h[i][m] * h[j][m];
			h[i][j] = i == j ? sqrt(sum) : sum / h[j][j];
		}
	}
	for (size_t i = 0; i < k; i++) {
		for (size_t m = 0; m < i; m++)
			g[i] -= h[i][m] * g[m];
		g[i] /= h[i][i];
	}
	for (size_t i = k; i-- > 0;) {
		for (size_t m = i + 1; m < k; m++)
			g[i] -= h[m][i] * g[m];
		g[i] /= h[i][i];
	}
}

/* Go the whole step, or half of it, ... so that the loss gets less. */
static bool advance(const sp_logistic_row *rows, size_t n, size_t k,
		    double penalty, const double *step, double *beta)
{
	double before = loss(rows, n, k, penalty, beta), share = 1, next[K];

	for (int tries = 0; tries < 40; tries++, share /= 2) {
		for (size_t i = 0; i < k; i++)
			next[i] = beta[i] - share * step[i];
		if (loss(rows, n, k, penalty, next) <= before) {
			memcpy(beta, next, k * sizeof *beta);
			return true;
		}
	}
	return false;
}

void sp_logistic_fit(const sp_logistic_row *rows, size_t n, size_t k,
		     double penalty, double *beta)
{
	double step[K], (*h)[K] = sp_calloc(K, sizeof *h);

	assert(k <= K && penalty > 0);
	memset(beta, 0, k * sizeof *beta);
	for (int round = 0; round < MAX_ROUNDS; round++) {
		double widest = 0;
		slopes(rows, n, k, penalty, beta, step, h);
		solve(k, h, step);
		for (size_t i = 0; i < k; i++)
			widest = fmax(widest, fabs(step[i]));
		if (widest < ENOUGH ||
		    !advance(rows, n, k, penalty, step, beta))
			break;
	}
	free(h);
}
