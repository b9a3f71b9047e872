/* What a sentence says of a subject after it: "open models are (not -) dangerous
 * (-)", "a patchwork slows (-) innovation (+)". */
#include "config.h"

#include <string.h>

#include "analyze/compose_internal.h"

#define REACH_PREDICATE 14

static const char *const be_forms[] = {
	"be", "been", "being", "is", "are", "was", "were", "get", "gets", NULL
};

/* Is the effect at `s` passive: "(must not) be restricted"? One adverb may
 * stand between. */
static bool passive(const sp_decider *d, const sp_span *s, size_t from)
{
	const char *t = d->folded.data;
	size_t end = s->begin;

	for (int k = 0; k < 2; k++) {
		while (end > from && t[end - 1] == ' ')
			end--;
		size_t begin = end;
		while (begin > from && t[begin - 1] != ' ')
			begin--;
		if (sp_gap_starts(d, begin, end, be_forms))
			return true;
		end = begin;
	}
	return false;
}

/* What an active effect works on: a value, or a judged thing; 0 if neither.
 * What stands between turns it: "ensure they do not (-) reinforce biases". */
static int object_sign(sp_decider *d, uint32_t effect, uint32_t *object)
{
	const sp_span *e = &d->spans[effect];
	int turned = 1;

	for (uint32_t i = effect + 1; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		sp_cue_kind k = sp_kind_of(d, s);
		if (s->begin < e->end || k == SP_CUE_NONE)
			continue;
		if (s->clause != e->clause || k == SP_CUE_STOP ||
		    sp_distance(d, e->end, s->begin) > SP_REACH_OBJECT)
			return 0;
		if (sp_gap_holds(d, e->end, s->begin, "and"))
			return 0;
		if (k == SP_CUE_NEGATION)
			turned = -turned;
		/* "reduces the costs of", "lowers barriers to" */
		bool noun = k == SP_CUE_EFFECT && sp_vocab_of(d, s)->sign < 0 &&
			    sp_distance(d, e->end, s->begin) <= 1;
		if (k == SP_CUE_VALUE || k == SP_CUE_JUDGE || noun) {
			*object = i;
			return turned * sp_vocab_of(d, s)->sign;
		}
		if (k == SP_CUE_EFFECT)
			turned *= sp_vocab_of(d, s)->sign;
	}
	return 0;
}

/* "liable for the harm": a judgement behind a preposition or article is not
 * the predicate. */
static bool inside_phrase(const sp_decider *d, const sp_span *s, size_t from)
{
	static const char *const words[] = {
		"the", "any", "such", "their", "its", "our", "for", "of",
		"from", "against", "about", "with", "in", "to", "on", "by",
		"these", "those", "this", NULL
	};

	for (const char *const *w = words; *w; w++)
		if (sp_gap_ends(d, from, s->begin, *w))
			return true;
	return false;
}

/* "If X were loosened, we should ..." loosens nothing. */
static bool supposed(const sp_decider *d, const sp_span *s, size_t from)
{
	return d->limit == d->folded.len && passive(d, s, from) && sp_gap_holds(d, d->base, from, "if") &&
	       !sp_gap_holds(d, from, s->begin, "be");
}

/* The effect at `i` as predicate; true if it is one. */
static bool effect_predicate(sp_decider *d, uint32_t i, size_t from,
			     int pending, sp_predicate *p)
{
	const sp_span *s = &d->spans[i];
	int sign = sp_vocab_of(d, s)->sign, object;
	uint32_t at = i;

	if (passive(d, s, from)) {
		sp_add_step(d, i, sign, SP_PREDICATE);
		*p = (sp_predicate){ pending * sign, s->end };
		return true;
	}
	object = object_sign(d, i, &at);
	if (!object)
		return false;
	sp_add_step(d, i, sign, SP_PREDICATE);
	sp_add_step(d, at, object, SP_PREDICATE);
	*p = (sp_predicate){ pending * sign * object, d->spans[at].end };
	return true;
}

/* "X should be labelled to ..., preventing ...": what X is asked for, and then
 * what for. A purpose does not turn it. */
static bool in_purpose(const sp_decider *d, size_t from, size_t to)
{
	return sp_gap_holds(d, from, to, "to") ||
	       sp_gap_holds(d, from, to, "so that") ||
	       sp_gap_between(d, from, to).commas > 0;
}

/* The "should" that the words of the subject end with or hold. */
static uint32_t asked_within(const sp_decider *d, uint32_t subject)
{
	const sp_span *me = &d->spans[subject];

	for (uint32_t i = 0; i < d->nspans && d->spans[i].begin < me->end; i++)
		if (d->spans[i].begin > me->begin &&
		    d->spans[i].end <= me->end &&
		    sp_kind_of(d, &d->spans[i]) == SP_CUE_ASK)
			return i;
	return SP_NO_SPAN;
}

/* "X, far from doing A, does B": the comma after what is denied, or 0. */
static uint32_t insertion_end(const sp_decider *d, size_t from, const sp_span *s)
{
	const char *comma = sp_gap_ends(d, from, s->begin, ",") ?
			    strchr(d->folded.data + s->end, ',') : NULL;

	return comma ? (uint32_t)(comma - d->folded.data) : 0;
}

/* State of the walk to the right. */
typedef struct walk {
	uint32_t subject;
	int pending;		/* what negations made of the sign */
	uint32_t inserted;	/* where an inserted negation ends, or 0 */
	uint32_t asked;		/* the last "should", or SP_NO_SPAN */
	uint32_t forbids;	/* the "not" beside it */
	sp_predicate p;
} walk;

/* The predicate is not beyond the cue. */
static bool ends_walk(const sp_decider *d, const walk *w, const sp_span *s)
{
	const sp_span *me = &d->spans[w->subject];

	if (s->clause != me->clause || s->begin >= d->limit ||
	    sp_distance(d, me->end, s->begin) > REACH_PREDICATE)
		return true;
	switch (sp_kind_of(d, s)) {
	case SP_CUE_STOP:
	case SP_CUE_SIDE:
	case SP_CUE_LACK:
	case SP_CUE_REJECT:
	case SP_CUE_OWN:
		return true;
	default:
		return w->asked != SP_NO_SPAN && w->pending > 0 &&
		       in_purpose(d, d->spans[w->asked].end, s->begin);
	}
}

static void negate(sp_decider *d, walk *w, uint32_t i)
{
	const sp_span *s = &d->spans[i];

	w->pending = -w->pending;
	w->inserted = insertion_end(d, d->spans[w->subject].end, s);
	sp_add_step(d, i, -1, SP_PREDICATE);
	if (w->asked != SP_NO_SPAN &&
	    sp_distance(d, d->spans[w->asked].end, s->begin) == 0)
		w->forbids = i;
}

/* One cue to the right; true if it is the predicate. */
static bool right_cue(sp_decider *d, walk *w, uint32_t i)
{
	const sp_span *s = &d->spans[i];
	size_t from = d->spans[w->subject].end;
	int sign = sp_vocab_of(d, s)->sign;

	switch (sp_kind_of(d, s)) {
	case SP_CUE_NEGATION:
		negate(d, w, i);
		return false;
	case SP_CUE_ASK:
		w->asked = i;
		return false;
	case SP_CUE_OUTCOME:
		/* "a center with experts that no firm would hire" */
		if (sp_gap_holds(d, from, s->begin, "that"))
			return false;
		/* fall through */
	case SP_CUE_JUDGE:
		if (sp_outcome_over(d, i) ||
		    inside_phrase(d, s, d->spans[w->subject].begin))
			return false;
		sp_add_step(d, i, sign, SP_PREDICATE);
		w->p = (sp_predicate){ w->pending * sign, s->end };
		return true;
	case SP_CUE_EFFECT:
		if (!supposed(d, s, from))
			return effect_predicate(d, i, from, w->pending, &w->p);
		w->pending *= sign;
		sp_add_step(d, i, sign, SP_PREDICATE);
		return false;
	default:
		return false;
	}
}

sp_predicate sp_walk_right(sp_decider *d, uint32_t subject)
{
	uint32_t end = d->spans[subject].end;
	walk w = { .subject = subject, .pending = 1, .p = { 0, end },
		   .asked = asked_within(d, subject), .forbids = SP_NO_SPAN };

	for (uint32_t i = subject + 1; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		if (s->begin < end || sp_kind_of(d, s) == SP_CUE_NONE)
			continue;
		if (ends_walk(d, &w, s))
			break;
		if (w.inserted && s->begin > w.inserted) {
			w.pending = -w.pending;
			w.inserted = 0;
		}
		if (right_cue(d, &w, i))
			break;
	}
	/* "must not be used to ...": no more is needed */
	if (!w.p.sign && w.forbids != SP_NO_SPAN)
		w.p = (sp_predicate){ -1, d->spans[w.forbids].end };
	return w.p;
}
