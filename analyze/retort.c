/* What the submitter answers to another's view, in the same sentence: "Acme is
 * wrong to say that A", "the claim that A does not hold up", "critics say A; we
 * disagree", "the call for A deserves support". What is answered is the
 * submitter's own view then, turned round if it is denied. */
#include "config.h"

#include "analyze/decide_internal.h"

#define DENIED_WORDS 6	/* what is denied begins within as many */

/* "we reject proposals that would": what follows is no view. */
static bool relative(const sp_decider *d, size_t from)
{
	static const char *const verbs[] = {
		"would", "will", "could", "may", "might", "is", "are", "was",
		"were", "has", "have", "do", "does", "seek", "seeks",
		"require", "requires", "impose", "imposes", "allow", "allows",
		"force", "forces", "limit", "limits", "make", "makes", NULL
	};

	return sp_gap_starts(d, from, d->folded.len, verbs);
}

/* Where what the cue denies ends: with the clause, the comma of "contrary to ...",
 * or a call of its own: "and urge". */
static uint32_t denied_end(const sp_decider *d, const sp_span *cue)
{
	static const char *const openers[] = { "contrary", NULL };
	bool opener = sp_gap_starts(d, cue->begin, cue->end, openers);
	uint32_t end = (uint32_t)d->folded.len;

	for (uint32_t i = cue->end; opener && i < end; i++)
		if (d->folded.data[i] == ',')
			end = i;
	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		sp_cue_kind k = sp_kind_of(d, s);
		if (s->begin < cue->end || s->begin >= end)
			continue;
		if (s->clause > cue->clause)
			end = d->clauses[cue->clause + 1].begin;
		else if ((k == SP_CUE_SIDE || k == SP_CUE_ASK) &&
			 sp_gap_ends(d, cue->end, s->begin, "and"))
			end = s->begin;
	}
	return end;
}

/* The report is a noun, and what is said of it is yet to come: "the claim that",
 * "those who argue", "Acme's call for". */
static bool nominal(const sp_decider *d)
{
	static const char *const nouns[] = {
		"the", "those", "call", "calls", "demand", "demands",
		"request", "requests", "plea", "pleas", "pressure", "appeal",
		"appeals", "proposal", "proposals", "argument", "arguments",
		"claim by", "claims by", "fears", "complaints", "warnings", NULL
	};
	const sp_span *by = &d->spans[d->reporter];

	return d->folded.data[by->begin] == '\'' ||
	       sp_gap_starts(d, by->begin, by->end, nouns);
}

/* "wants A": the report goes on with "for" or "to", not with a sentence. */
static bool of_measure(const sp_decider *d)
{
	static const char *const links[] = { "for", "to", NULL };
	const sp_span *by = &d->spans[d->reporter];
	size_t end = d->reported.name_end > by->end ? d->reported.name_end :
		     by->end;

	return sp_gap_ends(d, by->begin, by->end, "for") ||
	       sp_gap_ends(d, by->begin, by->end, "to") ||
	       sp_gap_starts(d, end, d->folded.len, links) ||
	       sp_gap_holds(d, end, d->folded.len, "for") ||
	       (sp_gap_holds(d, end, d->folded.len, "to") &&
		!sp_gap_holds(d, end, d->folded.len, "that"));
}

/* Is the cue what is said of the noun: "is misguided", "should be resisted"? */
static bool predicative(const sp_decider *d, const sp_span *s)
{
	static const char *const verbs[] = {
		"is", "are", "was", "were", "be", "a", "an", NULL
	};
	static const char *const starts[] = {
		"is", "are", "was", "were", "would be", "has", "have", "had",
		"deserve", "deserves", "does", "do", NULL
	};

	if (sp_gap_starts(d, s->begin, s->end, starts))
		return true;
	for (const char *const *w = verbs; *w; w++)
		if (sp_gap_ends(d, d->base, s->begin, *w))
			return true;
	return false;
}

/* What is said of the call that is reported: its sign, or 0. */
static int said_of_call(const sp_decider *d, uint32_t *span)
{
	const sp_span *by = &d->spans[d->reporter];
	int turned = 1;

	if (!nominal(d) || !of_measure(d))
		return 0;
	for (uint32_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		sp_cue_kind k = sp_kind_of(d, s);
		if (s->begin < by->end || s->clause != by->clause)
			continue;
		if (k == SP_CUE_NEGATION)
			turned = -turned;
		if ((k == SP_CUE_JUDGE && predicative(d, s)) ||
		    (k == SP_CUE_EFFECT &&
		     sp_gap_ends(d, d->base, s->begin, "be"))) {
			*span = i;
			return turned * sp_vocab_of(d, s)->sign;
		}
	}
	return 0;
}

static void answer(sp_decider *d, uint32_t from, uint32_t to, uint32_t span,
		   int sign)
{
	d->retort = (sp_retort){ from, to, span, sign };
	if (d->has_reported && d->reported.end > d->spans[span].begin)
		d->reported.end = d->spans[span].begin;
}

/* A cue of denial, with what it denies. */
static bool denies(sp_decider *d, uint32_t i)
{
	const sp_span *s = &d->spans[i];

	if (sp_gap_ends(d, s->begin, s->end, "that")) {
		if (relative(d, s->end))
			return false;
		d->retort = (sp_retort){ s->end, denied_end(d, s), i, -1 };
		return true;
	}
	if (!d->has_reported || d->reporter == SP_NO_SPAN ||
	    s->begin < d->spans[d->reporter].end)
		return false;
	if (s->clause == d->spans[d->reporter].clause && !nominal(d))
		return false;
	answer(d, d->reported.begin, s->begin, i, -1);
	return true;
}

void sp_find_retort(sp_decider *d)
{
	uint32_t span;

	d->retort = (sp_retort){ .span = SP_NO_SPAN };
	for (uint32_t i = 0; i < d->nspans; i++)
		if (d->spans[i].begin >= d->base &&
		    sp_kind_of(d, &d->spans[i]) == SP_CUE_DISAGREE &&
		    !sp_quoted(d, d->spans[i].begin) && denies(d, i))
			return;
	if (!d->has_reported || d->reporter == SP_NO_SPAN)
		return;
	int sign = said_of_call(d, &span);
	if (sign) {
		answer(d, d->reported.begin, d->spans[span].begin, span, sign);
		d->spans[span].hidden = true;
	}
}

bool sp_in_retort(const sp_decider *d, const sp_span *s)
{
	const sp_retort *r = &d->retort;

	return r->span != SP_NO_SPAN && s->begin >= r->begin &&
	       s->end <= r->end &&
	       (d->spans[r->span].begin > r->begin ||
		sp_gap_between(d, r->begin, s->begin).words <= DENIED_WORDS);
}
