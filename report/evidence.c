/* evidence.c - chooses and reads quotes; see evidence.h for the rule. */
#include "config.h"

#include "report/evidence.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const char evidence_sql[] =
#include "report/evidence.sql.h"
	;
static const char quote_sql[] =
#include "report/quote.sql.h"
	;

static const char profile_sql[] =
#include "report/profile.sql.h"
	;

enum { SHORT = 40, LONG = 400 };

/* The best position of a submitter and side so far. */
struct best {
	int64_t position;	/* 0: none */
	int64_t campaign;
	int score;
	int submitter;
};

struct sp_evidence {
	const sp_model *m;
	sp_query *find, *read, *profile;
	struct best *best;	/* nsubmitters x 2: oppose, support */
	sp_quote *quotes;
	size_t n, cap;
};

sp_evidence *sp_evidence_new(sp_corpus *c, const sp_model *m, sp_error *err)
{
	sp_evidence *e = sp_calloc(1, sizeof *e);

	e->m = m;
	e->best = sp_calloc((size_t)m->nsubmitters * 2 + 1, sizeof *e->best);
	e->find = sp_query_new(c, evidence_sql, err);
	if (e->find)
		e->read = sp_query_new(c, quote_sql, err);
	if (e->read)
		e->profile = sp_query_new(c, profile_sql, err);
	if (!e->profile) {
		sp_evidence_free(e);
		return NULL;
	}
	return e;
}

void sp_evidence_free(sp_evidence *e)
{
	if (!e)
		return;
	sp_query_free(e->find);
	sp_query_free(e->read);
	sp_query_free(e->profile);
	free(e->best);
	free(e->quotes);
	free(e);
}

/* Higher is better: the longest of those in bounds, or, below all of these, the
 * nearest to the bounds. */
static int score(int64_t length, bool heading)
{
	int n = length > 4 * LONG ? 4 * LONG : (int)length;
	int s = n > LONG ? LONG - n : n < SHORT ? n - SHORT : n;

	return heading ? s - 10 * LONG : s;
}

static void offer(sp_evidence *e, const sp_query *q)
{
	int s = sp_model_submitter(e->m, sp_query_int(q, 1));

	if (s < 0)
		return;
	struct best *b = &e->best[2 * s + (sp_query_int(q, 2) != 0)];
	int sc = score(sp_query_int(q, 4), sp_query_int(q, 5) != 0);
	if (b->position && b->score >= sc)
		return;
	*b = (struct best){ sp_query_int(q, 0), sp_query_int(q, 6), sc, s };
}

/* By kind, the best first. */
static int kind_order(const void *a, const void *b)
{
	const struct best *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->submitter - y->submitter;
}

static void add(sp_evidence *e, const struct best *b, bool support)
{
	e->quotes = sp_grow(e->quotes, e->n, &e->cap, sizeof *e->quotes);
	e->quotes[e->n++] = (sp_quote){ b->position, b->submitter, support };
}

/* Drop all but the first letter of each campaign from list[0..n). */
static size_t once(struct best *list, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		size_t k = list[i].campaign ? 0 : kept;

		while (k < kept && list[k].campaign != list[i].campaign)
			k++;
		if (k == kept)
			list[kept++] = list[i];
	}
	return kept;
}

/* The kinds of submitter take turns until all are heard or `max` is reached. */
static size_t take_turns(sp_evidence *e, struct best *list, size_t n,
			 bool support, size_t max)
{
	size_t taken = 0;

	qsort(list, n, sizeof *list, kind_order);
	n = once(list, n);
	for (bool more = true; more && taken < max;) {
		more = false;
		for (int type = 0; type < SP_TYPES && taken < max; type++)
			for (size_t i = 0; i < n; i++) {
				struct best *b = &list[i];

				if (!b->position ||
				    e->m->submitters[b->submitter].type != type)
					continue;
				add(e, b, support);
				b->position = 0;
				more = true;
				taken++;
				break;
			}
	}
	return n - taken;
}

static size_t choose_side(sp_evidence *e, bool support, size_t max)
{
	struct best *list = sp_calloc((size_t)e->m->nsubmitters + 1,
				      sizeof *list);
	size_t n = 0;

	for (int s = 0; s < e->m->nsubmitters; s++)
		if (e->best[2 * s + support].position)
			list[n++] = e->best[2 * s + support];
	size_t left = take_turns(e, list, n, support, max);
	free(list);
	return left;
}

bool sp_evidence_choose(sp_evidence *e, int issue, bool own,
			const sp_quote **quotes, size_t *n, size_t *left,
			sp_error *err)
{
	sp_error local = SP_ERROR_INIT;

	memset(e->best, 0, (size_t)e->m->nsubmitters * 2 * sizeof *e->best);
	sp_query_reset(e->find);
	sp_query_bind_int(e->find, 1, e->m->issues[issue].id);
	sp_query_bind_text(e->find, 2, own ? "self" : "other");
	while (sp_query_step(e->find, &local))
		offer(e, e->find);
	if (!sp_error_pass(err, &local))
		return false;
	e->n = 0;
	size_t max = own ? SP_QUOTES_MAX : SP_REPORTED_MAX / 2;
	*left = choose_side(e, true, max);
	*left += choose_side(e, false, max);
	*quotes = e->quotes;
	*n = e->n;
	return true;
}

/* ---- a submitter --------------------------------------------------------- */

/* A position of the submitter that could be quoted. */
struct candidate {
	int64_t position, block;
	int begin;		/* of the sentence, with the block its name */
	int issue, score;
	bool support;
};

struct candidates {
	struct candidate *list;
	size_t n, cap;
};

static void add_candidate(struct candidates *c, const sp_model *m,
			  const sp_query *q)
{
	int issue = sp_model_issue(m, sp_query_int(q, 1));

	if (issue < 0)
		return;
	c->list = sp_grow(c->list, c->n, &c->cap, sizeof *c->list);
	c->list[c->n++] = (struct candidate){
		.position = sp_query_int(q, 0), .issue = issue,
		.support = sp_query_int(q, 2) != 0,
		.score = score(sp_query_int(q, 3), sp_query_int(q, 4) != 0),
		.block = sp_query_int(q, 5),
		.begin = (int)sp_query_int(q, 6) };
}

static bool one_sentence(const struct candidate *a, const struct candidate *b)
{
	return a->block == b->block && a->begin == b->begin;
}

/* The best on a side that does not repeat the words of `other`; on another issue
 * than that, too, if `elsewhere`. NULL if there is none. */
static const struct candidate *best_of(const struct candidates *c, bool support,
				       const struct candidate *other,
				       bool elsewhere)
{
	const struct candidate *best = NULL;

	for (size_t i = 0; i < c->n; i++) {
		const struct candidate *x = &c->list[i];

		if (x->support != support || (best && best->score >= x->score))
			continue;
		if (other && (one_sentence(x, other) ||
			      (elsewhere && x->issue == other->issue)))
			continue;
		best = x;
	}
	return best;
}

static void show(sp_profile_quote out[SP_PROFILE_QUOTES], size_t *n,
		 const struct candidate *c, int submitter)
{
	if (c)
		out[(*n)++] = (sp_profile_quote){
			{ c->position, submitter, c->support }, c->issue };
}

/* One on each side; where a sentence says both, another one if there is one. */
static void choose_two(const struct candidates *c, int submitter,
		       sp_profile_quote out[SP_PROFILE_QUOTES], size_t *n)
{
	const struct candidate *for_it = best_of(c, true, NULL, false),
			       *against = best_of(c, false, for_it, false);

	if (!against)
		against = best_of(c, false, NULL, false);
	show(out, n, for_it, submitter);
	show(out, n, against, submitter);
	if (!for_it && against)
		show(out, n, best_of(c, false, against, true), submitter);
	if (for_it && !against)
		show(out, n, best_of(c, true, for_it, true), submitter);
}

bool sp_evidence_profile(sp_evidence *e, int submitter,
			 sp_profile_quote out[SP_PROFILE_QUOTES], size_t *n,
			 sp_error *err)
{
	struct candidates c = { 0 };
	sp_error local = SP_ERROR_INIT;

	*n = 0;
	sp_query_reset(e->profile);
	sp_query_bind_int(e->profile, 1, e->m->submitters[submitter].id);
	while (sp_query_step(e->profile, &local))
		add_candidate(&c, e->m, e->profile);
	choose_two(&c, submitter, out, n);
	free(c.list);
	return sp_error_pass(err, &local);
}

/* ---- text ---------------------------------------------------------------- */

bool sp_evidence_text(sp_evidence *e, int64_t position, sp_quote_text *out,
		      sp_error *err)
{
	sp_query_reset(e->read);
	sp_query_bind_int(e->read, 1, position);
	if (!sp_query_step(e->read, err))
		return sp_fail(err, SP_ENOROW, NULL, 0,
			       "position %lld is gone", (long long)position);
	*out = (sp_quote_text){ .sentence = sp_query_text(e->read, 0),
				.lead_in = sp_query_text(e->read, 1),
				.path = sp_query_text(e->read, 2),
				.line = (int)sp_query_int(e->read, 3),
				.holder = sp_query_text(e->read, 4),
				.adjacent = sp_query_int(e->read, 6) == 1 };
	return true;
}
