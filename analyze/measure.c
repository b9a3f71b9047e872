/* Measures that the sentence before spoke of, taken up by a noun: "The bill deserves
 * support." What the sentence says of the noun is said of what the measure does. */
#include "config.h"

#include <string.h>

#include "analyze/decide_internal.h"

#define CUE_WORDS 4		/* from a cue to the noun */
#define PREDICATE_WORDS 6	/* from the noun to what is said of it */
#define DETERMINER_WORDS 1	/* "the proposed rule" */

static const char *const pointing[] = {
	"this", "that", "these", "those", "such", NULL
};

/* The noun without its plural; false if it does not fit. */
static bool stem(const sp_decider *d, const sp_span *s, char *out)
{
	size_t from = s->begin, n;

	for (size_t i = s->begin; i < s->end; i++)	/* its last word */
		if (d->folded.data[i] == ' ')
			from = i + 1;
	n = s->end - from;
	if (n > 1 && d->folded.data[s->end - 1] == 's')
		n--;
	if (n >= SP_MEASURE_MAX)
		return false;
	memcpy(out, d->folded.data + from, n);
	out[n] = '\0';
	return true;
}

static bool is_measure(const sp_decider *d, const sp_span *s)
{
	return s->begin >= d->base && sp_vocab_of(d, s)->cue == SP_CUE_MEASURE;
}

/* The sentence before has the noun; "proposal" and the like stand for others. */
static bool spoken_of(const sp_decider *d, const char *noun)
{
	static const char *const general[] = {
		"measure", "proposal", "approach", "legislation", "policy", NULL
	};

	for (size_t i = 0; i < d->nmeasures; i++)
		if (strcmp(d->measures[i], noun) == 0)
			return true;
	for (const char *const *w = general; *w && d->nmeasures; w++)
		if (strcmp(*w, noun) == 0)
			return true;
	return false;
}

/* "the rule", "these measures", and no more: not "the rule of law". */
static bool takes_up(const sp_decider *d, const sp_span *s)
{
	static const char *const further[] = {
		"of", "to", "for", "on", "that", "which", "in", "under", "by",
		"from", "against", "with", NULL
	};
	char noun[SP_MEASURE_MAX];
	size_t from = s->begin;
	bool points = false, the = false;

	for (int k = 0; k <= DETERMINER_WORDS && !points && !the; k++) {
		size_t end = from;
		while (end > d->base && d->folded.data[end - 1] == ' ')
			end--;
		for (from = end; from > d->base &&
				 d->folded.data[from - 1] != ' ';)
			from--;
		points = sp_gap_starts(d, from, end, pointing) && k == 0;
		the = sp_gap_ends(d, from, end, "the");
	}
	if (!(points || the) || !stem(d, s, noun) ||
	    (sp_gap_starts(d, s->end, d->folded.len, further) &&
	     !sp_gap_starts(d, s->end, d->folded.len,
			    (const char *const[]){ "in force", NULL })))
		return false;
	return points || spoken_of(d, noun);
}

/* The cue is said of the noun itself: "the bill would harm", not "the laws answer
 * threats"; or it stands close before it. */
static bool said_of(const sp_decider *d, const sp_candidate *c)
{
	static const char *const verbs[] = {
		"is", "are", "was", "were", "be", "been", "has", "have",
		"will", "would", "could", "can", "may", "might", "should",
		"must", "do", "does", "did", "only", "also", NULL
	};
	const sp_span *noun = &d->spans[c->span];

	for (uint32_t i = 0; i < c->nsteps; i++) {
		const sp_step *st = &d->steps[c->first_step + i];
		const sp_span *s = &d->spans[st->span];
		unsigned far = s->begin >= noun->end ?
			sp_gap_between(d, noun->end, s->begin).words :
			sp_gap_between(d, s->end, noun->begin).words;
		if (s->begin >= noun->end)
			return far == 0 || (far <= PREDICATE_WORDS &&
				sp_gap_starts(d, noun->end, s->begin, verbs));
		return far <= CUE_WORDS;
	}
	return false;
}

/* What the sentence says of the noun, for the issue of `a`; false if that is
 * nothing. */
static bool take_up(sp_decider *d, uint32_t span, const sp_antecedent *a)
{
	const sp_entry *e = &d->pack->entries[a->entry];
	sp_candidate *c = sp_add_candidate(d, span, a->entry, true);

	bool goes_on = a->taken && a->judged && !a->other;

	/* of what is judged already, only the same again */
	if (c->fate != SP_TAKEN || c->rank < SP_BY_PREDICATE || !said_of(d, c) ||
	    (goes_on && c->sign != a->sign)) {
		d->nsteps = c->first_step;
		d->ncandidates--;
		return false;
	}
	if (!goes_on)
		c->sign *= e->role == SP_AGAINST ? -a->sign : a->sign;
	return true;
}

void sp_refer_by_noun(sp_decider *d)
{
	size_t issues = 0;

	for (size_t k = 0; k < d->nbefore; k++)
		issues += !d->before[k].inside;
	if (!issues || issues > SP_REFER_ISSUES)
		return;
	for (uint32_t i = 0; i < d->nspans; i++) {
		bool found = false;
		if (!is_measure(d, &d->spans[i]) || !takes_up(d, &d->spans[i]))
			continue;
		for (size_t k = 0; k < d->nbefore; k++)
			found |= !d->before[k].inside &&
				 take_up(d, i, &d->before[k]);
		if (found)
			return;
	}
}

void sp_remember_measures(sp_decider *d)
{
	d->nmeasures = 0;
	for (size_t i = 0; i < d->nspans && d->nmeasures < SP_MEASURES; i++)
		if (is_measure(d, &d->spans[i]) &&
		    stem(d, &d->spans[i], d->measures[d->nmeasures]))
			d->nmeasures++;
}
