/* Counts are kept a document apart, because documents are what the bootstrap
 * draws: the sentences of one document stand and fall together. */
#include "config.h"

#include "analyze/evaluate_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* ---- counting, a document apart ------------------------------------------ */

static sp_tally *tallies_of(const sp_work *w, size_t document)
{
	return w->tallies + document * w->ncolumns;
}

static sp_sums *sums_of(const sp_work *w, size_t document)
{
	return w->sums + document * w->ncolumns;
}

/* A row of the gold, or a found one; `good`: it was found, or is right. */
static void count_row(sp_work *w, const sp_coded *row, bool good)
{
	size_t document = sp_work_document(w, row);
	bool found = row->position != 0;
	double weight = row->weight;
	const sp_sums sums = {
		.gold = found ? 0 : weight, .answered = !found && good ? weight : 0,
		.found = found ? weight : 0, .right = found && good ? weight : 0,
	};
	size_t columns[] = { ALL, FIRST_ISSUE + sp_work_issue(w, row), REPORTED };

	for (int i = 0; i < (row->other ? 3 : 2); i++) {
		sp_tally *t = &tallies_of(w, document)[columns[i]];
		t->gold += !found;
		t->found += found;
		t->right += found && good;
		sp_sums_add(&sums_of(w, document)[columns[i]], &sums, 1);
	}
}

static void count_cell(sp_work *w, size_t document, size_t issue)
{
	size_t at = document * w->issues.n + issue;
	unsigned char gold = w->gold_cell[at], found = w->found_cell[at];
	sp_tally *t = &tallies_of(w, document)[STANCES];

	w->cells[document].n[gold][found]++;
	w->out->issues[issue].cells.n[gold][found]++;
	t->gold += gold != SP_CELL_NONE;
	t->found += found != SP_CELL_NONE;
	t->right += gold != SP_CELL_NONE && gold == found;
	sums_of(w, document)[STANCES] = (sp_sums){
		(double)t->gold, (double)t->right, (double)t->found,
		(double)t->right };
}

static void count_all(sp_work *w)
{
	w->ncolumns = FIRST_ISSUE + w->issues.n;
	w->tallies = sp_calloc(w->gold.documents.n,
			       w->ncolumns * sizeof *w->tallies);
	w->sums = sp_calloc(w->gold.documents.n,
			    w->ncolumns * sizeof *w->sums);
	w->cells = sp_calloc(w->gold.documents.n, sizeof *w->cells);
	for (size_t i = 0; i < w->gold.positions.n; i++)
		count_row(w, &w->gold.positions.rows[i], w->answered[i]);
	for (size_t i = 0; i < w->found.n; i++)
		count_row(w, &w->found.rows[i], w->partner[i] != NONE);
	for (size_t d = 0; d < w->gold.documents.n; d++)
		for (size_t i = 0; i < w->issues.n; i++)
			if (w->in_gold[i])
				count_cell(w, d, i);
}

/* ---- figures ------------------------------------------------------------- */

/* A sample's sums; kept from sample to sample so as not to allocate each. */
typedef struct sample {
	const sp_work *work;
	sp_sums *sums;		/* columns */
} sample;

/* Where the figures stand: 3 a column, then these. */
static size_t macro_figure(const sp_work *w)
{
	return 3 * w->ncolumns;
}

static size_t kappa_figure(const sp_work *w)
{
	return macro_figure(w) + 3;
}

static size_t nfigures(const sp_work *w)
{
	return kappa_figure(w) + 2;
}

static void sum_sample(const sp_work *w, const unsigned *weight, sp_sums *sums,
		       sp_confusion *cells)
{
	memset(sums, 0, w->ncolumns * sizeof *sums);
	for (size_t d = 0; d < w->gold.documents.n; d++) {
		if (!weight[d])
			continue;
		for (size_t k = 0; k < w->ncolumns; k++)
			sp_sums_add(&sums[k], &sums_of(w, d)[k], weight[d]);
		sp_confusion_add(cells, &w->cells[d], weight[d]);
	}
}

/* In a sample without rows of an issue its figures are not defined; a zero
 * there would only tell how rare the issue is. */
static void row_figures(const sp_sums *s, double out[3])
{
	out[0] = s->found > 0 ? sp_precision(s) : NAN;
	out[1] = s->gold > 0 ? sp_recall(s) : NAN;
	out[2] = s->gold + s->found > 0 ? sp_f1(s) : NAN;
}

/* The mean over the gold's issues, of which one that neither side has in this
 * sample says nothing; one that only the gold has counts as not found. */
static void macro_average(const sp_work *w, const sp_sums *sums,
			  double out[3])
{
	size_t n = 0;

	out[0] = out[1] = out[2] = 0;
	for (size_t i = 0; i < w->issues.n; i++) {
		const sp_sums *t = &sums[FIRST_ISSUE + i];
		if (!w->in_gold[i] || !(t->gold + t->found > 0))
			continue;
		n++;
		out[0] += sp_precision(t);
		out[1] += sp_recall(t);
		out[2] += sp_f1(t);
	}
	for (size_t k = 0; k < 3; k++)
		out[k] = n ? out[k] / (double)n : NAN;
}

static void compute_figures(const void *arg, const unsigned *weight,
			    double *out)
{
	const sample *s = arg;
	const sp_work *w = s->work;
	sp_confusion cells = { 0 };

	sum_sample(w, weight, s->sums, &cells);
	for (size_t k = 0; k < w->ncolumns; k++)
		row_figures(&s->sums[k], out + 3 * k);
	macro_average(w, s->sums, out + macro_figure(w));
	out[kappa_figure(w)] = sp_kappa(&cells);
	out[kappa_figure(w) + 1] = sp_alpha(&cells);
}

static void set_score(const sp_work *w, size_t column, const sp_estimate *figures,
		      sp_score *out)
{
	sp_sums sums = { 0 };

	for (size_t d = 0; d < w->gold.documents.n; d++) {
		const sp_tally *t = &tallies_of(w, d)[column];
		out->tally.gold += t->gold;
		out->tally.found += t->found;
		out->tally.right += t->right;
		sp_sums_add(&sums, &sums_of(w, d)[column], 1);
	}
	out->precision = figures[3 * column];
	out->recall = figures[3 * column + 1];
	out->f1 = figures[3 * column + 2];
	/* over all documents the same figures as the gold's scorer gives */
	out->precision.value = sp_precision(&sums);
	out->recall.value = sp_recall(&sums);
	out->f1.value = sp_f1(&sums);
}

static void set_scores(sp_work *w, const sp_estimate *figures)
{
	sp_evaluation *e = w->out;

	set_score(w, ALL, figures, &e->positions);
	set_score(w, REPORTED, figures, &e->reported);
	set_score(w, STANCES, figures, &e->stances);
	e->macro_precision = figures[macro_figure(w)];
	e->macro_recall = figures[macro_figure(w) + 1];
	e->macro_f1 = figures[macro_figure(w) + 2];
	e->kappa = figures[kappa_figure(w)];
	e->alpha = figures[kappa_figure(w) + 1];
	for (size_t i = 0; i < e->nissues; i++) {
		sp_issue_score *s = &e->issues[i];
		set_score(w, FIRST_ISSUE + i, figures, &s->positions);
		s->kappa = sp_kappa(&s->cells);
		s->alpha = sp_alpha(&s->cells);
	}
	for (size_t d = 0; d < w->gold.documents.n; d++)
		sp_confusion_add(&e->cells, &w->cells[d], 1);
	sp_confusion taken = sp_confusion_taken(&e->cells);
	e->kappa_taken = sp_kappa(&taken);
}

static void estimate(sp_work *w)
{
	sp_estimate *figures = sp_calloc(nfigures(w), sizeof *figures);
	sample s = { w, sp_calloc(w->ncolumns, sizeof *s.sums) };

	sp_bootstrap(w->gold.documents.n, nfigures(w), compute_figures, &s, figures);
	set_scores(w, figures);
	free(s.sums);
	free(figures);
}

void sp_work_figures(sp_work *w)
{
	count_all(w);
	estimate(w);
}
