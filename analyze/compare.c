/* Everything follows from what each side missed, found beside the gold, and
 * answered: two lists in the order of the gold, and two of rows beside it. */
#include "config.h"

#include "analyze/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/fold.h"
#include "analyze/nameset.h"
#include "base/mem.h"

#define NONE ((size_t)-1)

typedef struct work {
	const sp_evaluation *side[2];
	sp_comparison *out;
	sp_nameset documents, issues;
	size_t ncolumns;		/* all, then the issues */
	sp_sums *tallies[2];		/* documents x columns */
	sp_sums *sums[2];		/* columns, of one bootstrap sample */
} work;

/* ---- who is right about a row --------------------------------------------- */

static sp_comparison_part *part_of(const work *w, const char *issue)
{
	return &w->out->issues[sp_nameset_find(&w->issues, issue)];
}

static void count(const work *w, const char *issue, bool right_a, bool right_b)
{
	sp_contest *each[] = { &w->out->all.contest,
			       &part_of(w, issue)->contest };

	for (int i = 0; i < 2; i++) {
		size_t *n = right_a && right_b ? &each[i]->both :
			    right_a ? &each[i]->only_a :
			    right_b ? &each[i]->only_b : &each[i]->neither;
		++*n;
	}
}

static void add_difference(const work *w, const sp_miss *row, bool found_by_b,
			   bool in_gold, int64_t position)
{
	sp_difference d = {
		.document = row->document, .issue = row->issue,
		.sentence = row->sentence,
		.oppose = row->oppose, .other = row->other,
		.found_by_b = found_by_b, .in_gold = in_gold,
		.line = row->line, .position = position,
	};

	w->out->rows[w->out->nrows++] = d;
	count(w, row->issue, !sp_difference_right_in_b(&d),
	      sp_difference_right_in_b(&d));
}

static const sp_miss *miss_at(const sp_evaluation *e, int line)
{
	for (size_t lo = 0, hi = e->nmisses; lo < hi;) {
		size_t mid = lo + (hi - lo) / 2;
		const sp_miss *m = &e->misses[mid];
		if (!m->found && m->line == line)
			return m;
		if (!m->found && m->line < line)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

/* Gold rows that side `s` found: the other one may have missed them. */
static void compare_answers(const work *w, int s)
{
	const sp_evaluation *e = w->side[s];

	for (size_t i = 0; i < e->nanswers; i++) {
		const sp_answer *x = &e->answers[i];
		const sp_miss *missed = miss_at(w->side[!s], x->line);
		if (missed)
			add_difference(w, missed, s == 1, true, x->position);
		else if (s == 0)
			count(w, x->issue, true, true);
	}
}

/* ---- rows beside the gold -------------------------------------------------- */

static void fold_all(const work *w, const sp_evaluation *e, sp_folded *out)
{
	for (size_t i = 0; i < e->nmisses; i++)
		if (e->misses[i].found)
			sp_fold(w->out->arena, e->misses[i].sentence, &out[i]);
}

static bool same_but_sentence(const sp_miss *x, const sp_miss *y)
{
	return y->found && x->oppose == y->oppose && x->other == y->other &&
	       strcmp(x->document, y->document) == 0 &&
	       strcmp(x->issue, y->issue) == 0;
}

/* The free row of `b` that says the same as `row`: equal text first, then the
 * one that shares most words. */
static size_t partner(const sp_miss *row, const sp_folded *folded,
		      const sp_evaluation *b, const sp_folded *others,
		      const bool *taken)
{
	size_t best = NONE, most = 0;

	for (size_t i = 0; i < b->nmisses; i++) {
		if (taken[i] || !same_but_sentence(row, &b->misses[i]) ||
		    !sp_folded_same(folded, &others[i]))
			continue;
		size_t shared = sp_folded_shared(folded, &others[i]);
		if (strcmp(folded->text, others[i].text) == 0)
			return i;
		if (best == NONE || shared > most) {
			best = i;
			most = shared;
		}
	}
	return best;
}

/* Pair A's rows beside the gold with B's; list those that are left. */
static void compare_false(const work *w)
{
	const sp_evaluation *a = w->side[0], *b = w->side[1];
	sp_folded *fa = sp_calloc(a->nmisses + 1, sizeof *fa);
	sp_folded *fb = sp_calloc(b->nmisses + 1, sizeof *fb);
	bool *taken = sp_calloc(b->nmisses + 1, sizeof *taken);

	fold_all(w, a, fa);
	fold_all(w, b, fb);
	for (size_t i = 0; i < a->nmisses; i++) {
		const sp_miss *row = &a->misses[i];
		if (!row->found)
			continue;
		size_t p = partner(row, &fa[i], b, fb, taken);
		if (p == NONE) {
			add_difference(w, row, false, false, row->position);
			continue;
		}
		taken[p] = true;
		count(w, row->issue, false, false);
	}
	compare_answers(w, 1);
	for (size_t i = 0; i < b->nmisses; i++)
		if (b->misses[i].found && !taken[i])
			add_difference(w, &b->misses[i], true, false,
				       b->misses[i].position);
	free(fa);
	free(fb);
	free(taken);
}

static void compare_rows(const work *w)
{
	const sp_evaluation *a = w->side[0], *b = w->side[1];

	w->out->rows = sp_arena_alloc(w->out->arena,
		(a->nanswers + a->nmisses + b->nanswers + b->nmisses + 1) *
		sizeof *w->out->rows);
	compare_answers(w, 0);
	for (size_t i = 0; i < a->nmisses; i++)
		if (!a->misses[i].found && miss_at(b, a->misses[i].line))
			count(w, a->misses[i].issue, false, false);
	compare_false(w);
}

/* ---- change of the figures -------------------------------------------------- */

static void tally(work *w, int s, const char *document, const char *issue,
		  sp_sums add)
{
	size_t d = sp_nameset_find(&w->documents, document);
	sp_sums *t = w->tallies[s] + d * w->ncolumns;

	sp_sums_add(&t[0], &add, 1);
	sp_sums_add(&t[1 + sp_nameset_find(&w->issues, issue)], &add, 1);
}

static void tally_side(work *w, int s)
{
	const sp_evaluation *e = w->side[s];

	w->tallies[s] = sp_calloc(w->documents.n + 1,
				  w->ncolumns * sizeof *w->tallies[s]);
	w->sums[s] = sp_calloc(w->ncolumns, sizeof *w->sums[s]);
	for (size_t i = 0; i < e->nanswers; i++) {
		const sp_answer *x = &e->answers[i];
		tally(w, s, x->document, x->issue,
		      (sp_sums){ x->gold_weight, x->gold_weight,
				 x->found_weight, x->found_weight });
	}
	for (size_t i = 0; i < e->nmisses; i++) {
		const sp_miss *x = &e->misses[i];
		tally(w, s, x->document, x->issue,
		      (sp_sums){ .gold = x->found ? 0 : x->weight,
				 .found = x->found ? x->weight : 0 });
	}
}

static void sum_sample(const work *w, int s, const unsigned *weight)
{
	memset(w->sums[s], 0, w->ncolumns * sizeof *w->sums[s]);
	for (size_t d = 0; d < w->documents.n; d++)
		for (size_t k = 0; weight[d] && k < w->ncolumns; k++)
			sp_sums_add(&w->sums[s][k],
				    &w->tallies[s][d * w->ncolumns + k],
				    weight[d]);
}

static void change(const void *arg, const unsigned *weight, double *out)
{
	const work *w = arg;

	sum_sample(w, 0, weight);
	sum_sample(w, 1, weight);
	for (size_t k = 0; k < w->ncolumns; k++) {
		const sp_sums *a = &w->sums[0][k], *b = &w->sums[1][k];
		bool rows = a->gold + a->found + b->found > 0;
		out[3 * k] = a->found > 0 && b->found > 0 ?
			     sp_precision(b) - sp_precision(a) : NAN;
		out[3 * k + 1] = a->gold > 0 ? sp_recall(b) - sp_recall(a) : NAN;
		out[3 * k + 2] = rows ? sp_f1(b) - sp_f1(a) : NAN;
	}
}

static void estimate_changes(work *w)
{
	size_t n = 3 * w->ncolumns;
	sp_estimate *x = sp_calloc(n, sizeof *x);

	tally_side(w, 0);
	tally_side(w, 1);
	sp_bootstrap(w->documents.n, n, change, w, x);
	for (size_t k = 0; k < w->ncolumns; k++) {
		sp_comparison_part *p = k ? &w->out->issues[k - 1] :
					    &w->out->all;
		p->precision = x[3 * k];
		p->recall = x[3 * k + 1];
		p->f1 = x[3 * k + 2];
	}
	free(x);
}

/* ---- all together ------------------------------------------------------------ */

static void number(work *w)
{
	for (int s = 0; s < 2; s++) {
		const sp_evaluation *e = w->side[s];
		for (size_t i = 0; i < e->nissues; i++)
			sp_nameset_add(&w->issues, e->issues[i].name);
		for (size_t i = 0; i < e->nmisses; i++)
			sp_nameset_add(&w->documents, e->misses[i].document);
		for (size_t i = 0; i < e->nanswers; i++)
			sp_nameset_add(&w->documents, e->answers[i].document);
	}
	sp_nameset_sort(&w->issues);
	sp_nameset_sort(&w->documents);
	w->ncolumns = 1 + w->issues.n;
}

/* An issue that only the other side knows was not found here; what the gold
 * has of it, both sides know. */
static sp_score score_of(const sp_evaluation *e, const char *issue)
{
	const sp_issue_score *s = sp_evaluation_issue(e, issue);

	return s ? s->positions :
	       (sp_score){ .precision = { 0, NAN, NAN },
			   .recall = { 0, NAN, NAN }, .f1 = { 0, NAN, NAN } };
}

static void make_parts(work *w)
{
	sp_comparison *c = w->out;

	c->all.a = w->side[0]->positions;
	c->all.b = w->side[1]->positions;
	c->nissues = w->issues.n;
	c->issues = sp_arena_alloc(c->arena, (c->nissues + 1) *
					     sizeof *c->issues);
	for (size_t i = 0; i < c->nissues; i++) {
		c->issues[i].issue = w->issues.names[i];
		c->issues[i].a = score_of(w->side[0], w->issues.names[i]);
		c->issues[i].b = score_of(w->side[1], w->issues.names[i]);
	}
}

static void test(sp_contest *c)
{
	c->p = sp_mcnemar(c->only_a, c->only_b);
}

void sp_compare(const sp_evaluation *a, const sp_evaluation *b,
		sp_comparison *out)
{
	work w = { .side = { a, b }, .out = out };

	*out = (sp_comparison){ .arena = sp_arena_new() };
	number(&w);
	make_parts(&w);
	compare_rows(&w);
	estimate_changes(&w);
	test(&out->all.contest);
	for (size_t i = 0; i < out->nissues; i++)
		test(&out->issues[i].contest);
	sp_nameset_release(&w.documents);
	sp_nameset_release(&w.issues);
	for (int s = 0; s < 2; s++) {
		free(w.tallies[s]);
		free(w.sums[s]);
	}
}

void sp_comparison_release(sp_comparison *c)
{
	sp_arena_free(c->arena);
	*c = (sp_comparison){ 0 };
}
