/* Which cue gives a subject force: it asks, takes a side, judges or commits. */
#include "config.h"

#include "analyze/decide_internal.h"

static bool gives_force(sp_cue_kind k, sp_need need)
{
	switch (k) {
	case SP_CUE_ASK:
	case SP_CUE_IMPERATIVE:
	case SP_CUE_COMMIT:
	case SP_CUE_SIDE:
	case SP_CUE_REJECT:
	case SP_CUE_APPROVE:
	case SP_CUE_REPORT:	/* what is reported is a view */
		return true;
	case SP_CUE_JUDGE:
	case SP_CUE_LACK:
		return need == SP_NEED_ANY;
	default:
		return false;
	}
}

/* "reduces costs": an effect on a value is a judgement. */
static bool judges(const sp_decider *d, uint32_t i)
{
	const sp_span *e = &d->spans[i];

	for (uint32_t k = i + 1; k < d->nspans; k++) {
		const sp_span *s = &d->spans[k];
		if (s->begin < e->end || sp_kind_of(d, s) == SP_CUE_NONE)
			continue;
		if (s->clause != e->clause ||
		    sp_distance(d, e->end, s->begin) > SP_REACH_OBJECT)
			return false;
		if (sp_kind_of(d, s) == SP_CUE_VALUE)
			return true;
	}
	return false;
}

static bool has_force(const sp_decider *d, uint32_t i, sp_need need)
{
	sp_cue_kind k = sp_kind_of(d, &d->spans[i]);

	/* "senators want": what is reported is a view */
	return gives_force(k, need) || i == d->reporter ||
	       (k == SP_CUE_EFFECT && need == SP_NEED_ANY && judges(d, i));
}

uint32_t sp_find_force(const sp_decider *d, uint32_t subject, sp_need need)
{
	const sp_span *me = &d->spans[subject];
	uint32_t earlier = SP_NO_SPAN, judged = SP_NO_SPAN;

	for (uint32_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		if (s->hidden || !has_force(d, i, need))
			continue;
		bool asks = i == d->reporter ||
			    gives_force(sp_kind_of(d, s), SP_NEED_ASK);
		if (s->clause == me->clause && asks)
			return i;
		if (s->clause == me->clause && judged == SP_NO_SPAN)
			judged = i;
		/* a call in an earlier clause, or in the lead-in, goes on */
		if (s->clause < me->clause && earlier == SP_NO_SPAN && asks &&
		    !d->clauses[s->clause].conceded)
			earlier = i;
	}
	return judged != SP_NO_SPAN ? judged : earlier;
}
