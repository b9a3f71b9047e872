/* What a sentence says by reference: to the sentence before ("Such rules would
 * ...", "We disagree."), or to an earlier clause of its own ("Some want A, but we
 * oppose it."). */
#include "config.h"

#include <string.h>

#include "analyze/decide_internal.h"
#include "base/mem.h"

#define ANSWER_WORDS 12		/* "We disagree." is short */

/* ---- to the sentence before ---------------------------------------------- */

static bool any_taken(const sp_decider *d)
{
	for (size_t i = 0; i < d->ncandidates; i++)
		if (d->candidates[i].fate == SP_TAKEN)
			return true;
	return false;
}

/* The first words are a cue of this kind: its span, or SP_NO_SPAN. */
static uint32_t leading_cue(const sp_decider *d, sp_cue_kind kind)
{
	for (uint32_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		if (s->begin < d->base)
			continue;
		if (sp_kind_of(d, s) == kind &&
		    sp_gap_between(d, d->base, s->begin).words <= 2)
			return i;
	}
	return SP_NO_SPAN;
}

/* "We disagree.", "We join them.": the stances that the sentence before reported,
 * reversed or adopted. */
static void answer(sp_decider *d, sp_cue_kind kind, int sign)
{
	uint32_t cue = leading_cue(d, kind);

	if (cue == SP_NO_SPAN ||
	    sp_gap_between(d, d->base, d->folded.len).words > ANSWER_WORDS)
		return;
	for (size_t i = 0; i < d->nbefore; i++) {
		if (!d->before[i].other || !d->before[i].taken)
			continue;
		sp_candidate *c = sp_add_candidate(d, cue,
						   d->before[i].entry, true);
		c->sign = sign * d->before[i].sign;
		c->rank = SP_BY_GOVERNOR;
		c->fate = SP_TAKEN;
		c->force = cue;
		c->begin = d->spans[cue].begin;
		c->end = d->spans[cue].end;
	}
}

/* "Some want A. Such would be a mistake.": a judgement of what was reported is
 * one's own; anything else may go on with the report. */
static void judge_reported(const sp_decider *d, const sp_antecedent *a,
			   sp_candidate *c)
{
	int sign = a->sign;

	if (c->rank != SP_BY_PREDICATE || c->force == SP_NO_SPAN ||
	    sp_kind_of(d, &d->spans[c->force]) != SP_CUE_JUDGE)
		c->fate = SP_NO_FORCE;
	/* in "such a ban" the ban is what was reported, turned already */
	for (uint32_t i = 0; i < c->nsteps; i++) {
		const sp_step *st = &d->steps[c->first_step + i];
		if (sp_kind_of(d, &d->spans[st->span]) != SP_CUE_EFFECT)
			sign *= st->sign;
	}
	c->sign = sign;
}

/* "Such rules would ...": judged, with the subject of the sentence before. */
static void refer(sp_decider *d)
{
	uint32_t cue = leading_cue(d, SP_CUE_REFER);

	size_t told = 0;

	for (size_t i = 0; i < d->nbefore; i++)
		told += d->before[i].told;
	if (cue == SP_NO_SPAN || d->nbefore - told > SP_REFER_ISSUES)
		return;
	for (size_t i = 0; i < d->nbefore; i++) {
		const sp_antecedent *a = &d->before[i];
		if (a->told)
			continue;
		sp_candidate *c = sp_add_candidate(d, cue, a->entry, true);
		if (a->other)
			judge_reported(d, a, c);
		else if (a->taken)
			c->sign = a->sign;
		else if (c->rank < SP_BY_PREDICATE && c->fate == SP_TAKEN)
			c->fate = SP_NO_FORCE;
	}
}

/* ---- to an earlier clause ------------------------------------------------ */

/* Words that stand for what was said, or for what was spoken of. */
static const char *const said[] = { "it", "this", "that", NULL };
static const char *const spoken_of[] = { "them", "these", "those", NULL };

/* "we oppose them", "we are against it": a side is taken on what the pronoun
 * stands for. Returns its sign, or 0. */
static int side_on_pronoun(const sp_decider *d, const sp_span *s, bool *of_said)
{
	sp_cue_kind kind = sp_kind_of(d, s);
	size_t from = s->end, to = d->folded.len;
	int sign = sp_vocab_of(d, s)->sign;

	if (kind == SP_CUE_DISAGREE) {
		/* the pronoun is its last word: "we strongly oppose them" */
		sign = -1;
		to = s->end;
		while (from > s->begin && d->folded.data[from - 1] != ' ')
			from--;
	} else if (kind != SP_CUE_SIDE) {
		return 0;
	}
	*of_said = sp_gap_starts(d, from, to, said);
	return *of_said || sp_gap_starts(d, from, to, spoken_of) ? sign : 0;
}

/* What the pronoun at `s` may stand for: reported, or conceded. */
static bool is_antecedent(const sp_decider *d, const sp_candidate *c,
			  const sp_span *s)
{
	return d->spans[c->span].clause < s->clause && !c->refers &&
	       (c->fate == SP_CONCEDED || (c->fate == SP_TAKEN && c->other));
}

static bool same_issue(const sp_decider *d, uint32_t a, uint32_t b)
{
	return d->pack->entries[a].issue == d->pack->entries[b].issue;
}

/* The first antecedent of each issue; returns how many, SP_REFER_ISSUES + 1 for
 * too many. */
static size_t antecedents(const sp_decider *d, const sp_span *s, size_t n,
			  sp_antecedent *out)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		const sp_candidate *c = &d->candidates[i];
		size_t k = 0;
		if (!is_antecedent(d, c, s))
			continue;
		while (k < found && !same_issue(d, out[k].entry, c->entry))
			k++;
		if (k < found)
			continue;
		if (found == SP_REFER_ISSUES)
			return found + 1;
		out[found++] = (sp_antecedent){
			.entry = c->entry, .sign = c->sign,
			.taken = true, .other = c->other
		};
	}
	return found;
}

/* "Some want A, but we oppose it.": A as it was reported, or its subject. */
static void refer_within(sp_decider *d)
{
	size_t n = d->ncandidates;

	for (uint32_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		sp_antecedent of[SP_REFER_ISSUES];
		bool of_said;
		int side = s->clause > 0 ? side_on_pronoun(d, s, &of_said) : 0;
		size_t found = side ? antecedents(d, s, n, of) : 0;
		for (size_t k = 0; k < found && found <= SP_REFER_ISSUES; k++) {
			const sp_entry *e = &d->pack->entries[of[k].entry];
			sp_candidate *c = sp_add_candidate(d, i, of[k].entry,
							   true);
			bool turned = e->role == SP_AGAINST || e->role == SP_OPPOSES;
			c->sign = of_said && of[k].other ? side * of[k].sign :
				  turned ? -side : side;
			c->rank = SP_BY_GOVERNOR;
			c->fate = SP_TAKEN;
			c->force = i;
			c->begin = d->spans[i].begin;
			c->end = d->spans[i].end;
		}
		if (found)
			return;
	}
}

void sp_refer(sp_decider *d)
{
	if (!any_taken(d)) {
		answer(d, SP_CUE_DISAGREE, -1);
		answer(d, SP_CUE_APPROVE, 1);
		sp_refer_by_noun(d);
		if (!any_taken(d))
			refer(d);
	}
	refer_within(d);
}

/* The sign of the candidate says what the submitter holds, not only what a measure
 * does. */
static bool is_stance(const sp_decider *d, const sp_candidate *c)
{
	for (uint32_t i = 0; i < c->nsteps; i++) {
		const sp_step *st = &d->steps[c->first_step + i];
		sp_cue_kind k = sp_kind_of(d, &d->spans[st->span]);
		if (k == SP_CUE_SIDE || k == SP_CUE_JUDGE || k == SP_CUE_DISAGREE ||
		    k == SP_CUE_OUTCOME)
			return true;
	}
	return c->refers;
}

/* `a` speaks for its issue rather than `b`, which was met first. */
static bool outdoes(const sp_antecedent *a, const sp_antecedent *b)
{
	return (a->taken && !b->taken) || (!a->told && b->told) ||
	       (!a->inside && b->inside && a->taken == b->taken);
}

/* "AI laws" in "state AI laws" is not what the sentence is about. */
static bool inside_another(const sp_decider *d, const sp_candidate *c)
{
	const sp_span *s = &d->spans[c->span];

	for (size_t i = 0; i < d->ncandidates; i++) {
		const sp_candidate *o = &d->candidates[i];
		const sp_span *x = &d->spans[o->span];
		if (o->fate != SP_EXCEPTED && o->fate != SP_NO_CONTEXT &&
		    !same_issue(d, o->entry, c->entry) &&
		    x->begin <= s->begin && x->end >= s->end &&
		    x->end - x->begin > s->end - s->begin)
			return true;
	}
	return false;
}

void sp_remember(sp_decider *d)
{
	d->nbefore = 0;
	for (size_t i = 0; i < d->ncandidates; i++) {
		const sp_candidate *c = &d->candidates[i];
		size_t k = 0;
		if (c->fate != SP_TAKEN && c->fate != SP_NO_FORCE &&
		    c->fate != SP_TOLD)
			continue;
		while (k < d->nbefore &&
		       !same_issue(d, d->before[k].entry, c->entry))
			k++;
		sp_antecedent a = {
			.entry = c->entry, .sign = c->sign,
			.taken = c->fate == SP_TAKEN, .other = c->other,
			.told = c->fate == SP_TOLD, .judged = is_stance(d, c),
			.inside = inside_another(d, c)
		};
		if (k < d->nbefore) {
			if (outdoes(&a, &d->before[k]))
				d->before[k] = a;
			continue;
		}
		d->before = sp_grow(d->before, d->nbefore, &d->cap_before,
				    sizeof *d->before);
		d->before[d->nbefore++] = a;
	}
	sp_remember_measures(d);
}
