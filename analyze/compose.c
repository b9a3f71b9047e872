/* The sign of a subject is the product of what governs it.
 *
 * To its left, cues are taken from the nearest to the farthest as long as their
 * scope reaches the head of the chain so far: "oppose (-) restrictions on (-)
 * open models" is +. If nothing there bears a sign, the predicate to its right
 * decides: "open models are (not -) dangerous (-)", "a patchwork slows (-)
 * innovation (+)". Reaches are in words; a comma counts for three. They follow
 * ConText's finding that scopes end early, and were set on the development
 * gold. */
#include "config.h"

#include <string.h>

#include "analyze/compose_internal.h"
#include "base/mem.h"

#define REACH_EFFECT 8
#define REACH_SIDE 12
#define REACH_NEGATION 6
#define REACH_LACK 5
#define REACH_REJECT 12
#define REACH_JUDGE 6
#define REACH_VALUE 3

static const char *const links[] = {
	"to", "for", "that", "of", "from", "about", "with", "in", "than", "on",
	"by", "if", "over", "regarding", "around", "surrounding",
	NULL
};

void sp_add_step(sp_decider *d, uint32_t span, int sign, sp_relation how)
{
	d->steps = sp_grow(d->steps, d->nsteps, &d->cap_steps,
			   sizeof *d->steps);
	d->steps[d->nsteps++] = (sp_step){ span, sign, how };
}

/* How far a cue is from the head. A lead-in governs the whole of its item, so
 * there only the words of the lead-in count. */
static sp_gap gap_to_head(const sp_decider *d, const sp_span *s, size_t head)
{
	if (s->end <= d->base && head > d->base)
		head = d->base;
	return sp_gap_between(d, s->end, head);
}

static bool overlaps(const sp_span *a, const sp_span *b)
{
	return a->begin < b->end && b->begin < a->end;
}

/* "restrict A and promote B": what stands before "and" does not govern B. */
static bool coordinated(const sp_decider *d, size_t from, size_t to)
{
	return sp_gap_ends(d, from, to, "and") ||
	       sp_gap_ends(d, from, to, "or") ||
	       sp_gap_ends(d, from, to, ",");
}

/* State of the walk to the left. */
typedef struct chain {
	uint32_t subject;
	size_t head;		/* begin of the nearest element so far */
	bool head_is_cue;
	int product;
	bool bearing;		/* something with a sign of its own governs */
	bool negated, lack;
	bool modal;		/* a "should" stands between */
	uint32_t value;		/* a value that leads on to the head, or none */
	int attribute;
	uint32_t attribute_span;
} chain;

static void take(sp_decider *d, chain *c, uint32_t i, int sign)
{
	c->product *= sign;
	c->head = d->spans[i].begin;
	c->head_is_cue = true;
	sp_add_step(d, i, sign, SP_GOVERNS);
}

/* "removing (-) uncertainty (-) about X": a value between an effect and the
 * head takes part if the effect follows. */
static void note_value(sp_decider *d, chain *c, uint32_t i, unsigned far)
{
	const sp_span *s = &d->spans[i];

	if (c->value == SP_NO_SPAN && far > 0 && far <= REACH_VALUE &&
	    sp_gap_starts(d, s->end, c->head, links))
		c->value = i;
}

static void left_effect(sp_decider *d, chain *c, uint32_t i, unsigned far)
{
	const sp_span *s = &d->spans[i];

	if (c->value != SP_NO_SPAN) {
		const sp_span *v = &d->spans[c->value];
		if (s->end <= v->begin &&
		    sp_distance(d, s->end, v->begin) <= REACH_VALUE)
			take(d, c, c->value, sp_vocab_of(d, v)->sign);
		c->value = SP_NO_SPAN;
	}
	if (c->modal || far > REACH_EFFECT ||
	    (c->head_is_cue && coordinated(d, s->end, c->head)))
		return;
	take(d, c, i, sp_vocab_of(d, s)->sign);
	c->bearing = true;
}

static bool ends_in_link(const sp_decider *d, const sp_span *s)
{
	for (const char *const *w = links; *w; w++)
		if (sp_gap_ends(d, s->begin, s->end, *w))
			return true;
	return false;
}

static void left_judge(sp_decider *d, chain *c, uint32_t i, unsigned far)
{
	const sp_span *s = &d->spans[i];
	int sign = sp_vocab_of(d, s)->sign;

	if (far <= REACH_JUDGE &&
	    (sp_gap_starts(d, s->end, c->head, links) ||
	     ends_in_link(d, s))) {
		take(d, c, i, sign);
		c->bearing = true;
	} else if (far == 0 && !c->head_is_cue && !c->attribute) {
		c->attribute = sign;
		c->attribute_span = i;
	}
}

/* A negation ends at a comma and at "and", but not at "or": "must not ban,
 * limit or tax X". */
static void left_negation(sp_decider *d, chain *c, uint32_t i, unsigned far)
{
	const sp_span *s = &d->spans[i];
	bool or_list = c->head_is_cue && sp_gap_ends(d, s->end, c->head, "or");

	if (far > REACH_NEGATION ||
	    (c->head_is_cue && sp_gap_ends(d, s->end, c->head, "and")) ||
	    (gap_to_head(d, s, c->head).commas && !or_list))
		return;
	take(d, c, i, -1);
	c->negated = true;
}

/* One cue to the left; false ends the walk. */
static bool left_cue(sp_decider *d, chain *c, uint32_t i)
{
	const sp_span *s = &d->spans[i];
	sp_gap gap = gap_to_head(d, s, c->head);
	unsigned far = gap.words + SP_COMMA * gap.commas;
	bool beside = c->head_is_cue && coordinated(d, s->end, c->head);

	switch (sp_kind_of(d, s)) {
	case SP_CUE_STOP:
		return false;
	case SP_CUE_EFFECT:
		left_effect(d, c, i, far);
		return true;
	case SP_CUE_VALUE:
		note_value(d, c, i, far);
		return true;
	case SP_CUE_ASK:
		c->modal = true;
		return true;
	case SP_CUE_SIDE:
		if (far <= REACH_SIDE && !beside) {
			take(d, c, i, sp_vocab_of(d, s)->sign);
			c->bearing = true;
		}
		return true;
	case SP_CUE_JUDGE:
		left_judge(d, c, i, far);
		return true;
	case SP_CUE_NEGATION:
		left_negation(d, c, i, far);
		return true;
	case SP_CUE_LACK:
		if (far <= REACH_LACK && !beside) {
			take(d, c, i, 1);
			c->lack = true;
			return false;
		}
		return true;
	case SP_CUE_REJECT:
		if (far <= REACH_REJECT && !gap.commas) {
			take(d, c, i, -1);
			c->bearing = true;
		}
		return false;
	default:
		return true;
	}
}

static void walk_left(sp_decider *d, chain *c)
{
	const sp_span *subject = &d->spans[c->subject];

	c->head = subject->begin;
	c->product = 1;
	for (uint32_t i = c->subject; i-- > 0;) {
		const sp_span *s = &d->spans[i];
		if (s->end > c->head || overlaps(s, subject) ||
		    sp_kind_of(d, s) == SP_CUE_NONE)
			continue;
		/* a lead-in governs its items across the clause mark between */
		if (s->clause != subject->clause && s->begin >= d->base)
			break;
		if (!left_cue(d, c, i))
			break;
	}
}

static bool ends(const char *word, size_t len, const char *tail)
{
	size_t n = strlen(tail);

	return len > n + 1 && memcmp(word + len - n, tail, n) == 0;
}

/* "Cutting research funding would be a mistake", "limits on open models harm
 * us": what governs the subject is a gerund or a noun that opens the clause,
 * and the predicate speaks of that. */
static bool governor_opens(const sp_decider *d, const chain *c)
{
	const sp_span *me = &d->spans[c->subject];
	size_t begin = sp_clause_begin(d, me->clause);

	if (!c->head_is_cue || c->head < begin ||
	    sp_gap_between(d, begin, c->head).words > 1)
		return false;
	const char *word = d->folded.data + c->head;
	size_t len = strcspn(word, " ");
	return ends(word, len, "ing") || ends(word, len, "s") ||
	       ends(word, len, "ion");
}

/* A relative clause says nothing of the governor: "limits on X that harm us". */
static sp_predicate predicate_of_governor(sp_decider *d, const chain *c)
{
	const sp_span *me = &d->spans[c->subject];
	size_t mark = d->nsteps;
	sp_predicate p = { 0, 0 };

	if (!governor_opens(d, c))
		return p;
	p = sp_walk_right(d, c->subject);
	if (p.sign && sp_gap_holds(d, me->end, p.end, "that"))
		p.sign = 0;
	if (!p.sign)
		d->nsteps = mark;
	return p;
}

/* ---- both ---------------------------------------------------------------- */

static sp_sign by_predicate(sp_decider *d, const chain *c)
{
	const sp_span *me = &d->spans[c->subject];
	size_t mark = d->nsteps;
	sp_sign out = { .sign = c->product, .rank = SP_BY_DEFAULT,
			.begin = me->begin, .end = me->end };
	sp_predicate p = sp_walk_right(d, c->subject);

	if (p.sign) {
		out.sign *= p.sign;
		out.rank = SP_BY_PREDICATE;
		out.judged = true;
		out.end = p.end;
		return out;
	}
	/* negations without a predicate say nothing of the subject */
	d->nsteps = mark;
	if (c->attribute) {
		sp_add_step(d, c->attribute_span, c->attribute, SP_ATTRIBUTE);
		out.sign *= c->attribute;
		out.rank = SP_BY_PREDICATE;
		out.begin = d->spans[c->attribute_span].begin;
	} else if (c->negated) {
		out.rank = SP_BY_PREDICATE;
	}
	return out;
}

sp_sign sp_compose(sp_decider *d, uint32_t subject)
{
	const sp_span *me = &d->spans[subject];
	chain c = { .subject = subject, .value = SP_NO_SPAN };
	sp_sign out;

	walk_left(d, &c);
	if (c.lack || c.bearing) {
		out = (sp_sign){ .sign = c.product, .rank = SP_BY_GOVERNOR,
				 .lack = c.lack, .begin = (uint32_t)c.head,
				 .end = me->end };
		sp_predicate p = predicate_of_governor(d, &c);
		if (p.sign) {
			out.sign *= p.sign;
			out.end = p.end;
			out.judged = true;
		}
	} else {
		out = by_predicate(d, &c);
		if (c.head < out.begin)
			out.begin = (uint32_t)c.head;
	}
	if (out.begin < d->base)
		out.begin = me->begin;
	return out;
}
