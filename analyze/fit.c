#include "config.h"

#include "analyze/fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/fit_internal.h"
#include "analyze/logistic.h"
#include "base/hash.h"
#include "base/mem.h"

/* Sums that a row may have to reach: from -2 to 2, by twentieths. */
#define STEPS 40
#define STEP 0.05

typedef struct fitting {
	const sp_fit_work *w;
	const sp_fit_options *o;
	double scale;		/* so that the weights of a sample are 1 on average */
	unsigned *fold;		/* by document */
	unsigned folds;
	size_t k;		/* features: the reasons, then one for each issue */
	float *x;		/* k for each candidate */
	sp_logistic_row *rows;	/* as candidates; weight 0: not of this fit */
	double *sum;		/* by candidate */
} fitting;

/* ---- folds ---------------------------------------------------------------- */

typedef struct ranked {
	uint64_t hash;
	size_t document;
} ranked;

static int by_hash(const void *x, const void *y)
{
	const ranked *a = x, *b = y;

	return a->hash != b->hash ? (a->hash > b->hash) - (a->hash < b->hash) :
	       (a->document > b->document) - (a->document < b->document);
}

/* The documents, dealt in an order that their names give and nobody chose. */
static void deal(fitting *f)
{
	const sp_nameset *names = &f->w->gold.documents;
	ranked *order = sp_calloc(names->n, sizeof *order);
	size_t n = 0;

	f->fold = sp_calloc(names->n, sizeof *f->fold);
	for (size_t d = 0; d < names->n; d++)
		if (f->w->present[d])
			order[n++] = (ranked){ sp_hash64(names->names[d],
							 strlen(names->names[d])), d };
	qsort(order, n, sizeof *order, by_hash);
	f->folds = n < SP_FIT_FOLDS ? (unsigned)n : SP_FIT_FOLDS;
	for (size_t i = 0; i < n; i++)
		f->fold[order[i].document] = (unsigned)(i % f->folds);
	free(order);
}

static bool in_fold(const fitting *f, const sp_fit_candidate *c, unsigned fold)
{
	return c->document != SP_NO_DOCUMENT && f->fold[c->document] == fold;
}

/* ---- features ------------------------------------------------------------- */

/* What one issue alone would add is in `base`. */
static void set_features(fitting *f)
{
	size_t issues = f->w->pack->nissues;

	f->k = SP_REASONS;
	if (issues > 1 && SP_REASONS + issues <= SP_LOGISTIC_MAX)
		f->k += issues;
	f->x = sp_calloc(f->w->n * f->k, sizeof *f->x);
	for (size_t i = 0; i < f->w->n; i++) {
		const sp_fit_candidate *c = &f->w->list[i];
		memcpy(f->x + i * f->k, c->reasons, sizeof c->reasons);
		if (f->k > SP_REASONS)
			f->x[i * f->k + SP_REASONS + c->issue] = 1;
	}
}

/* ---- counting ------------------------------------------------------------- */

/* The gold of the documents in `fold`, or outside it. */
static double due(const fitting *f, unsigned fold, bool inside)
{
	double sum = 0;

	for (size_t d = 0; d < f->w->gold.documents.n; d++)
		if (f->w->present[d] && (f->fold[d] == fold) == inside)
			sum += f->w->due[d];
	return sum;
}

static void count(const sp_fit_candidate *c, sp_sums *s)
{
	s->found += c->weight;
	s->right += c->in_gold ? c->weight : 0;
	s->answered += c->gold_weight;
}

/* What stands in or outside `fold` if a sum must be above `least`. */
static sp_sums counted(const fitting *f, unsigned fold, bool inside,
		       double least)
{
	sp_sums s = { .gold = due(f, fold, inside) };

	for (size_t i = 0; i < f->w->n; i++) {
		const sp_fit_candidate *c = &f->w->list[i];
		if (c->document != SP_NO_DOCUMENT &&
		    in_fold(f, c, fold) == inside && f->sum[i] > least)
			count(c, &s);
	}
	return s;
}

/* ---- fitting -------------------------------------------------------------- */

/* To all documents outside `fold`, and the examples. */
static void fit(fitting *f, unsigned fold, double *beta)
{
	for (size_t i = 0; i < f->w->n; i++) {
		const sp_fit_candidate *c = &f->w->list[i];
		f->rows[i] = (sp_logistic_row){
			.x = f->x + i * f->k, .y = c->in_gold,
			.weight = c->document == SP_NO_DOCUMENT ? f->o->examples :
				  in_fold(f, c, fold) ? 0 : c->weight * f->scale };
	}
	sp_logistic_fit(f->rows, f->w->n, f->k, f->o->penalty, beta);
}

static void set_sums(fitting *f, const double *beta, unsigned fold, bool all)
{
	for (size_t i = 0; i < f->w->n; i++)
		if (all || in_fold(f, &f->w->list[i], fold))
			f->sum[i] = sp_logistic_sum(f->x + i * f->k, beta, f->k);
}

/* Where F1 outside `fold` is best; of equal ones the nearest to 0. */
static double best_least(const fitting *f, unsigned fold)
{
	double best = 0, most = -1;

	for (int i = 0; i <= 2 * STEPS; i++) {
		/* 0, -1, 1, -2, 2, ... steps */
		double least = STEP * (i % 2 ? -(i + 1) / 2 : i / 2);
		sp_sums s = counted(f, fold, false, least);
		if (sp_f1(&s) > most + 1e-12) {
			most = sp_f1(&s);
			best = least;
		}
	}
	return best;
}

static void validate(fitting *f, sp_sums *out)
{
	double beta[SP_LOGISTIC_MAX], *held = sp_calloc(f->w->n + 1, sizeof *held);

	for (unsigned k = 0; k < f->folds; k++) {
		fit(f, k, beta);
		set_sums(f, beta, k, true);
		sp_sums s = counted(f, k, true, best_least(f, k));
		sp_sums_add(out, &s, 1);
		for (size_t i = 0; i < f->w->n; i++)
			if (in_fold(f, &f->w->list[i], k))
				held[i] = f->sum[i];
	}
	memcpy(f->sum, held, f->w->n * sizeof *held);
	free(held);
}

static double rounded(double weight)
{
	return nearbyint(weight * 100) / 100 + 0.0;
}

/* Fitted to all; the sum to reach is that of the held-out documents. */
static void fit_all(fitting *f, sp_fit *out)
{
	unsigned none = f->folds;
	double beta[SP_LOGISTIC_MAX], least = best_least(f, none);

	fit(f, none, beta);
	beta[SP_FOR_BASE] -= least;
	out->weights.given = true;
	for (size_t e = 0; e < SP_REASONS; e++)
		out->weights.of[e] = rounded(beta[e]);
	if (f->k == SP_REASONS)
		return;
	out->issue_weights = sp_calloc(f->k - SP_REASONS,
				       sizeof *out->issue_weights);
	for (size_t i = SP_REASONS; i < f->k; i++)
		out->issue_weights[i - SP_REASONS] = rounded(beta[i]);
}

/* ---- all ------------------------------------------------------------------ */

static void describe(const sp_fit_work *w, sp_fit *out)
{
	for (size_t d = 0; d < w->gold.documents.n; d++) {
		out->documents += w->present[d];
		out->before.gold += w->present[d] ? w->due[d] : 0;
	}
	for (size_t i = 0; i < w->gold.positions.n; i++)
		out->gold += w->present[sp_nameset_find(
			&w->gold.documents, w->gold.positions.rows[i].document)];
	for (size_t i = 0; i < w->n; i++) {
		const sp_fit_candidate *c = &w->list[i];
		if (c->document == SP_NO_DOCUMENT) {
			out->examples++;
			continue;
		}
		out->candidates++;
		out->right += c->in_gold;
		if (c->stands)
			count(c, &out->before);
	}
}

static bool enough(const sp_corpus *c, const char *gold, const sp_fit *out,
		   sp_error *err)
{
	if (out->documents < 2)
		return sp_fail(err, SP_ENOROW, gold, 0,
			       "fewer than two of its documents are in %s: weights "
			       "cannot be fitted and tried on others",
			       sp_corpus_path(c));
	return out->right ||
	       sp_fail(err, SP_ENOROW, gold, 0,
		       "the rules find none of its positions, so there is nothing "
		       "to fit weights to");
}

bool sp_fit_weights(sp_corpus *c, const sp_pack *pack, const char *gold_path,
		    const sp_fit_options *o, sp_fit *out, sp_error *err)
{
	sp_fit_work w = { .pack = pack };
	fitting f = { .w = &w, .o = o };
	double sum = 0;

	*out = (sp_fit){ 0 };
	bool ok = sp_fit_read(&w, c, gold_path, err);
	if (ok) {
		describe(&w, out);
		ok = enough(c, gold_path, out, err);
	}
	if (ok) {
		for (size_t i = 0; i < w.n; i++)
			sum += w.list[i].document == SP_NO_DOCUMENT ?
			       0 : w.list[i].weight;
		f.scale = (double)out->candidates / sum;
		set_features(&f);
		f.rows = sp_calloc(w.n, sizeof *f.rows);
		f.sum = sp_calloc(w.n, sizeof *f.sum);
		deal(&f);
		out->folds = f.folds;
		validate(&f, &out->after);
		fit_all(&f, out);
	}
	free(f.fold);
	free(f.x);
	free(f.rows);
	free(f.sum);
	sp_fit_release(&w);
	return ok;
}

void sp_fit_free(sp_fit *f)
{
	free(f->issue_weights);
	f->issue_weights = NULL;
}
