#include "config.h"

#include "analyze/reliability.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"

/* ---- rows --------------------------------------------------------------- */

void sp_sums_add(sp_sums *to, const sp_sums *more, unsigned times)
{
	to->gold += times * more->gold;
	to->answered += times * more->answered;
	to->found += times * more->found;
	to->right += times * more->right;
}

double sp_precision(const sp_sums *s)
{
	return s->found > 0 ? s->right / s->found : 0;
}

double sp_recall(const sp_sums *s)
{
	return s->gold > 0 ? s->answered / s->gold : 0;
}

/* From the two, as the gold's scorer does: to the last digit the same. */
double sp_f1(const sp_sums *s)
{
	double p = sp_precision(s), r = sp_recall(s);

	return p + r > 0 ? 2 * p * r / (p + r) : 0;
}

/* ---- categories --------------------------------------------------------- */

const char *sp_cell_name(sp_cell cell)
{
	static const char *const names[SP_CELLS] = {
		[SP_CELL_NONE] = "none",
		[SP_CELL_SUPPORT] = "support",
		[SP_CELL_OPPOSE] = "oppose",
		[SP_CELL_MIXED] = "mixed",
	};

	return names[cell];
}

void sp_confusion_add(sp_confusion *to, const sp_confusion *more, size_t times)
{
	for (int g = 0; g < SP_CELLS; g++)
		for (int f = 0; f < SP_CELLS; f++)
			to->n[g][f] += times * more->n[g][f];
}

sp_confusion sp_confusion_taken(const sp_confusion *c)
{
	sp_confusion taken = *c;

	for (int i = 0; i < SP_CELLS; i++)
		taken.n[SP_CELL_NONE][i] = taken.n[i][SP_CELL_NONE] = 0;
	return taken;
}

size_t sp_confusion_cells(const sp_confusion *c)
{
	size_t sum = 0;

	for (int g = 0; g < SP_CELLS; g++)
		for (int f = 0; f < SP_CELLS; f++)
			sum += c->n[g][f];
	return sum;
}

size_t sp_confusion_agreed(const sp_confusion *c)
{
	size_t sum = 0;

	for (int i = 0; i < SP_CELLS; i++)
		sum += c->n[i][i];
	return sum;
}

/* How often gold and found use each category. */
static void marginals(const sp_confusion *c, double gold[SP_CELLS],
		      double found[SP_CELLS])
{
	for (int i = 0; i < SP_CELLS; i++) {
		gold[i] = found[i] = 0;
		for (int j = 0; j < SP_CELLS; j++) {
			gold[i] += (double)c->n[i][j];
			found[i] += (double)c->n[j][i];
		}
	}
}

double sp_kappa(const sp_confusion *c)
{
	double n = (double)sp_confusion_cells(c);
	double gold[SP_CELLS], found[SP_CELLS], product = 0;

	if (n == 0)
		return NAN;
	marginals(c, gold, found);
	for (int i = 0; i < SP_CELLS; i++)
		product += gold[i] * found[i];
	double observed = (double)sp_confusion_agreed(c) / n;
	double expected = product / n / n;
	return expected < 1 ? (observed - expected) / (1 - expected) : 1;
}

/* With v = 2n values of which v_k are in category k, the coincidence matrix
 * holds each cell's pair both ways round: D_o = 2 * disagreed / v, and
 * D_e = (v * v - sum of v_k * v_k) / (v * (v - 1)). */
double sp_alpha(const sp_confusion *c)
{
	size_t n = sp_confusion_cells(c);
	double gold[SP_CELLS], found[SP_CELLS];
	double values = 2.0 * (double)n, pairs = values * values;

	marginals(c, gold, found);
	for (int k = 0; k < SP_CELLS; k++)
		pairs -= (gold[k] + found[k]) * (gold[k] + found[k]);
	if (pairs <= 0)
		return NAN;
	double disagreed = 2.0 * (double)(n - sp_confusion_agreed(c));
	return 1 - (values - 1) * disagreed / pairs;
}

/* ---- two codings ----------------------------------------------------------- */

double sp_mcnemar(size_t only_a, size_t only_b)
{
	size_t least = only_a < only_b ? only_a : only_b;
	double n = (double)(only_a + only_b), p = 0;

	if (only_a == only_b)	/* both tails would count the middle twice */
		return 1;
	for (size_t k = 0; k <= least; k++)
		p += exp(lgamma(n + 1) - lgamma((double)k + 1) -
			 lgamma(n - (double)k + 1) - n * log(2));
	return 2 * p < 1 ? 2 * p : 1;
}

/* ---- bootstrap ---------------------------------------------------------- */

static uint64_t splitmix64(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

/* A number below n < 2^32: the high half of a 32 by 32 bit product. */
static size_t draw(uint64_t *state, size_t n)
{
	return (size_t)((splitmix64(state) >> 32) * n >> 32);
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Samples in which the figure is not defined say nothing of its spread. */
static void set_interval(double *values, size_t n, sp_estimate *out)
{
	size_t defined = 0;

	for (size_t i = 0; i < n; i++)
		if (!isnan(values[i]))
			values[defined++] = values[i];
	out->low = out->high = NAN;
	if (isnan(out->value) || !defined)
		return;
	qsort(values, defined, sizeof *values, compare_doubles);
	size_t above = (size_t)(0.975 * (double)defined);
	out->low = values[(size_t)(0.025 * (double)defined)];
	out->high = values[above ? above - 1 : 0];
}

void sp_bootstrap(size_t units, size_t nfigures, sp_statistic *statistic,
		  const void *arg, sp_estimate *out)
{
	enum { SAMPLES = SP_BOOTSTRAP_SAMPLES };
	uint64_t state = 7;
	unsigned *weight = sp_calloc(units, sizeof *weight);
	double *figures = sp_calloc(nfigures, sizeof *figures);
	double *values = sp_calloc(nfigures, SAMPLES * sizeof *values);

	for (size_t i = 0; i < units; i++)
		weight[i] = 1;
	statistic(arg, weight, figures);
	for (size_t k = 0; k < nfigures; k++)
		out[k].value = figures[k];
	for (size_t s = 0; s < SAMPLES; s++) {
		for (size_t i = 0; i < units; i++)
			weight[i] = 0;
		for (size_t i = 0; i < units; i++)
			weight[draw(&state, units)]++;
		statistic(arg, weight, figures);
		for (size_t k = 0; k < nfigures; k++)
			values[k * SAMPLES + s] = figures[k];
	}
	for (size_t k = 0; k < nfigures; k++)
		set_interval(values + k * SAMPLES, SAMPLES, &out[k]);
	free(values);
	free(figures);
	free(weight);
}
