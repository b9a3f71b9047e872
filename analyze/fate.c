/* What becomes of a candidate: whether something gives it force, and what speaks
 * against it. */
#include "config.h"

#include "analyze/decide_internal.h"

#define CALL_WORDS 15		/* how far a bare call reaches to the right */
#define JUDGE_WORDS 3		/* and a judgement that is not of it */

const char *sp_fate_text(sp_fate fate)
{
	static const char *const texts[] = {
		[SP_TAKEN] = "stated",
		[SP_OUTVOTED] = "outvoted: better evidence in the same sentence",
		[SP_NO_FORCE] = "weak: nothing in reach asks, takes a side, judges or commits",
		[SP_NO_CONTEXT] = "no: none of the words of its 'with' occurs",
		[SP_EXCEPTED] = "no: covered by an 'except' of the issue",
		[SP_CONCEDED] = "weak: stands in a clause that is only conceded",
		[SP_ASKED] = "no: the sentence is a question or restates one",
		[SP_TOLD] = "no: the sentence tells facts, and nothing asks or takes a side",
		[SP_IN_LEAD] = "no: belongs to the lead-in, not to this sentence",
	};

	return texts[fate];
}

/* The words of an `except` that cover some of `s`, or SP_NO_SPAN. */
static uint32_t excepted_by(const sp_decider *d, const sp_span *s, uint32_t issue)
{
	const sp_pack *p = d->pack;

	for (uint32_t i = 0; i < d->nspans; i++) {
		const sp_span *x = &d->spans[i];
		if (x->begin >= s->end)
			return SP_NO_SPAN;
		if (x->end <= s->begin)
			continue;
		for (uint32_t e = p->first_entry[x->vocabulary];
		     e < p->first_entry[x->vocabulary + 1]; e++) {
			const sp_entry *en = &p->entries[p->entry_of[e]];
			if (en->role == SP_EXCEPT && en->issue == issue)
				return i;
		}
	}
	return SP_NO_SPAN;
}

static bool in_context(const sp_decider *d, const sp_entry *e)
{
	for (size_t i = 0; i < e->nwith; i++)
		if (d->seen[e->with[i]] == d->round)
			return true;
	return e->nwith == 0;
}

static bool conceded(const sp_decider *d, const sp_candidate *c)
{
	uint32_t clause = d->spans[c->span].clause;

	if (!d->clauses[clause].conceded)
		return false;
	/* "while we support A" holds A all the same */
	for (size_t i = 0; i < d->nspans; i++) {
		sp_cue_kind k = sp_kind_of(d, &d->spans[i]);
		if (d->spans[i].clause == clause &&
		    (k == SP_CUE_SIDE || k == SP_CUE_ASK || k == SP_CUE_OWN))
			return false;
	}
	return true;
}

static bool asked(const sp_decider *d, const sp_span *s)
{
	if (d->question)
		return true;
	for (size_t i = 0; i < d->nspans; i++)
		if (sp_kind_of(d, &d->spans[i]) == SP_CUE_MOOD &&
		    d->spans[i].begin <= s->begin)
			return true;
	return false;
}

static unsigned words_apart(const sp_decider *d, const sp_span *a,
			    const sp_span *b)
{
	size_t from = a->end > d->base ? a->end : d->base;

	return a->end <= b->begin ? sp_gap_between(d, from, b->begin).words :
	       b->end <= a->begin ? sp_gap_between(d, b->end, a->begin).words :
	       0;
}

/* Enough is said: a call covers what follows it for some way; a judgement
 * counts only if it is one of the subject, as its governor or predicate, or
 * close to it. */
static bool has_force(const sp_decider *d, const sp_candidate *c,
		      const sp_sign *sign, sp_need need)
{
	if (need == SP_NEED_NONE || c->rank == SP_BY_ITSELF)
		return true;
	if (sign->judged && need == SP_NEED_ANY)
		return true;
	if (c->force == SP_NO_SPAN)
		return false;
	const sp_span *f = &d->spans[c->force], *s = &d->spans[c->span];
	sp_cue_kind k = sp_kind_of(d, f);
	bool judges = k == SP_CUE_JUDGE || k == SP_CUE_EFFECT;
	unsigned far = words_apart(d, f, s);
	if (c->rank == SP_BY_DEFAULT)
		return !judges && far <= CALL_WORDS;
	return !judges || far <= (f->begin < s->begin && k == SP_CUE_JUDGE ?
				  CALL_WORDS : JUDGE_WORDS);
}

/* Where facts are told ("in 2023 we released ..."), a word of praise or blame
 * in passing is no position; a call or a side is one all the same. */
static bool told(const sp_decider *d, const sp_candidate *c)
{
	bool fact = false, approved = false;

	for (size_t i = 0; i < d->nspans; i++) {
		sp_cue_kind k = sp_kind_of(d, &d->spans[i]);
		fact = fact || k == SP_CUE_FACT;
		approved = approved || k == SP_CUE_APPROVE;
	}
	/* "as the court rightly held" */
	if (!fact || approved)
		return false;
	if (c->force == SP_NO_SPAN)
		return true;
	sp_cue_kind k = sp_kind_of(d, &d->spans[c->force]);
	return k == SP_CUE_JUDGE || k == SP_CUE_EFFECT || k == SP_CUE_LACK;
}

sp_fate sp_judge_fate(const sp_decider *d, sp_candidate *c,
		      const sp_sign *sign, const sp_entry *e)
{
	const sp_span *s = &d->spans[c->span];

	if (s->end <= d->base)
		return SP_IN_LEAD;
	if (!c->refers)
		c->excepted_by = excepted_by(d, s, e->issue);
	if (c->excepted_by != SP_NO_SPAN)
		return SP_EXCEPTED;
	if (!c->refers && !in_context(d, e))
		return SP_NO_CONTEXT;
	if (asked(d, s))
		return SP_ASKED;
	if (told(d, c))
		return SP_TOLD;
	if (!has_force(d, c, sign, e->need))
		return SP_NO_FORCE;
	if (conceded(d, c))
		return SP_CONCEDED;
	return SP_TAKEN;
}
