/* Steps that a sentence only supposes, and what it says that they lead to: "if X
 * were loosened, adversaries would gain", "limiting X would cede the lead". The
 * outcome judges the step. */
#include "config.h"

#include <string.h>

#include "analyze/decide_internal.h"

#define REACH_OUTCOME 9		/* from the end of the step, in words */

static const char *const modals[] = {
	"would", "will", "could", "may", "might", "risk", "risks", NULL
};

static bool any_of(const sp_decider *d, size_t from, size_t to,
		   const char *const *words)
{
	for (; *words; words++)
		if (sp_gap_holds(d, from, to, *words))
			return true;
	return false;
}

/* What an effect works on within `end`: the sign of both, or 0. */
static int effect_on_value(const sp_decider *d, uint32_t effect, uint32_t end)
{
	const sp_span *e = &d->spans[effect];

	for (uint32_t i = effect + 1; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		sp_cue_kind k = sp_kind_of(d, s);
		if (s->begin < e->end || k == SP_CUE_NONE)
			continue;
		if (s->begin >= end ||
		    sp_distance(d, e->end, s->begin) > SP_REACH_OBJECT)
			return 0;
		if (k == SP_CUE_VALUE)
			return sp_vocab_of(d, e)->sign * sp_vocab_of(d, s)->sign;
	}
	return 0;
}

/* An outcome covers the judgement and more. */
bool sp_outcome_over(const sp_decider *d, uint32_t judge)
{
	const sp_span *j = &d->spans[judge];

	for (uint32_t i = 0; i < d->nspans && d->spans[i].begin <= j->begin; i++)
		if (d->spans[i].end > j->end &&
		    sp_kind_of(d, &d->spans[i]) == SP_CUE_OUTCOME)
			return true;
	return false;
}

/* The first cue in [from, to) that tells a gain from a loss. A call or a side is no
 * outcome. */
static sp_outcome outcome_in(const sp_decider *d, uint32_t from, uint32_t to)
{
	sp_outcome none = { 0, SP_NO_SPAN }, out = none;
	int turned = 1;

	if (!any_of(d, from, to, modals))
		return none;
	for (uint32_t i = 0; i < d->nspans && !out.sign; i++) {
		const sp_span *s = &d->spans[i];
		bool out_of_reach = s->begin < from || s->end > to ||
			sp_gap_between(d, from, s->begin).words > REACH_OUTCOME;
		sp_cue_kind k = out_of_reach ? SP_CUE_NONE : sp_kind_of(d, s);
		switch (k) {
		case SP_CUE_ASK:
		case SP_CUE_SIDE:
			return none;
		case SP_CUE_NEGATION:
			turned = -turned;
			break;
		case SP_CUE_JUDGE:
			if (sp_outcome_over(d, i))	/* "would make us less safe" */
				break;
			/* fall through */
		case SP_CUE_OUTCOME:
			out = (sp_outcome){ turned * sp_vocab_of(d, s)->sign, i };
			break;
		case SP_CUE_EFFECT:
			out = (sp_outcome){ turned * effect_on_value(d, i, to), i };
			break;
		default:
			break;
		}
	}
	return out;
}

/* "If X ..., Y", "Were X ..., Y": the comma behind X, or 0. */
static uint32_t condition_end(const sp_decider *d, const sp_span *x)
{
	static const char *const openers[] = {
		"if", "were", "should", "had", "suppose", "supposing", NULL
	};
	uint32_t from = sp_clause_begin(d, x->clause);

	if (!sp_gap_starts(d, from, x->begin, openers) &&
	    !sp_gap_starts(d, from, x->end, openers))
		return 0;
	const char *comma = memchr(d->folded.data + x->begin, ',',
				   d->folded.len - x->begin);
	return comma ? (uint32_t)(comma - d->folded.data) : 0;
}

static uint32_t clause_end(const sp_decider *d, const sp_span *x)
{
	return x->clause + 1 < d->nclauses ? d->clauses[x->clause + 1].begin :
	       (uint32_t)d->folded.len;
}

/* "Limiting X would ...": the words begin with what is done. */
static bool opens_with_act(const sp_decider *d, const sp_span *x)
{
	size_t n = strcspn(d->folded.data + x->begin, " ,");
	uint32_t from = sp_clause_begin(d, x->clause);

	return n > 4 && memcmp(d->folded.data + x->begin + n - 3, "ing", 3) == 0 &&
	       sp_gap_between(d, from, x->begin).words <= 1;
}

sp_supposition sp_supposed(const sp_decider *d, const sp_span *x)
{
	sp_supposition out = { .outcome = { 0, SP_NO_SPAN } };
	uint32_t comma = condition_end(d, x);

	if (x->begin < d->base)
		return out;
	if (comma) {
		out.end = comma;
		out.outcome = outcome_in(d, comma, clause_end(d, x));
	} else if (opens_with_act(d, x)) {
		out.act = true;
		out.end = x->end;
		out.outcome = outcome_in(d, x->end, clause_end(d, x));
	}
	return out;
}

/* Do the words name something done: "loosened", "limiting"? A judgement among them
 * has decided the side already. */
bool sp_names_act(const sp_decider *d, const sp_span *x)
{
	bool act = false;

	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		sp_cue_kind k = sp_vocab_of(d, s)->cue;
		if (s->begin < x->begin || s->end > x->end)
			continue;
		if (k == SP_CUE_JUDGE || k == SP_CUE_ASK)
			return false;
		act = act || k == SP_CUE_EFFECT || k == SP_CUE_IMPERATIVE;
	}
	return act;
}
