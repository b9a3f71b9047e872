/* Who speaks: the subject of a verb of saying. It is a name, a noun for people
 * ("lawmakers of both parties"), a noun for a body that may be the submitter
 * ("the association"), or a pronoun. */
#include "config.h"

#include <string.h>

#include "analyze/speaker_internal.h"

#define BEHIND_WORDS 3		/* "by several senior witnesses" */
#define INVERTED_WORDS 8	/* "said a nurse who ...": to the noun */

/* "US" is no "us". */
bool sp_is_own(const sp_decider *d, const sp_span *s)
{
	return sp_vocab_of(d, s)->cue == SP_CUE_OWN &&
	       memcmp(d->text.data + s->begin, "US", 2) != 0;
}

bool sp_quoted(const sp_decider *d, size_t at)
{
	const char *s = d->text.data;
	bool open = d->speech_open;

	for (size_t i = d->base; i < at; i++) {
		if (s[i] == '"')
			open = !open;
		else if (strncmp(s + i, "\xE2\x80\x9C", 3) == 0)
			open = true;
		else if (strncmp(s + i, "\xE2\x80\x9D", 3) == 0)
			open = false;
	}
	return open;
}

/* "Acme Labs contend": a noun that is part of the cue, in capitals after a
 * name, belongs to the name. */
static sp_range name_of(const sp_decider *d, const sp_span *cue)
{
	const char *t = d->text.data;
	sp_range r = sp_name_before(t, d->base, cue->begin);

	if (r.begin == r.end || !sp_capital(t[cue->begin]))
		return r;
	r.end = cue->begin + strcspn(t + cue->begin, " ,;");
	return r;
}

/* "Startups complain": a plural noun that opens the sentence names nobody. */
static bool plural_noun(const sp_decider *d, const sp_span *cue, sp_range r)
{
	const char *t = d->text.data, *verb = t + cue->begin;
	size_t n = strcspn(verb, " ,.;"), word = strcspn(t + r.begin, " ");
	bool one = word >= r.end - r.begin;

	if (r.begin == r.end || r.begin != d->base || !one)
		return false;
	/* "Consumer groups argue": the noun is in the cue */
	if (sp_vocab_of(d, cue)->cue == SP_CUE_REPORT &&
	    sp_gap_between(d, r.end, cue->begin).words == 0 &&
	    sp_gap_between(d, cue->begin, cue->end).words > 1 &&
	    !sp_capital(t[cue->begin]) && n > 2 && verb[n - 1] == 's' &&
	    strncmp(verb + n, " that", 5) != 0 &&
	    strncmp(verb + n, " of", 3) != 0)
		return true;
	return word > 3 && n > 2 && t[r.end - 1] == 's' &&
	       verb[n - 1] != 's' && memcmp(verb + n - 2, "ed", 2) != 0;
}

/* "we argue that" reports nobody else: the submitter speaks, at most two
 * words before. */
static bool speaks_itself(const sp_decider *d, const sp_span *cue)
{
	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		if (!sp_is_own(d, s))
			continue;
		if (s->end <= cue->begin &&
		    sp_gap_between(d, s->end, cue->begin).words <= 2 &&
		    sp_quoted(d, s->begin) == sp_quoted(d, cue->begin))
			return true;
		/* "like many others, we believe" */
		if (s->begin > cue->begin && s->end <= cue->end &&
		    sp_gap_ends(d, cue->begin, s->begin, ","))
			return true;
	}
	return false;
}

/* ---- after what is said --------------------------------------------------- */

bool sp_after_speech(const sp_decider *d, size_t begin)
{
	const char *t = d->text.data;

	while (begin > d->base && t[begin - 1] == ' ')
		begin--;
	if (begin == d->base)
		return false;
	/* a straight mark may open the speech, too */
	return t[begin - 1] == ',' ||
	       (t[begin - 1] == '"' && !sp_quoted(d, begin)) ||
	       (begin >= d->base + 3 &&
		memcmp(t + begin - 3, "\xE2\x80\x9D", 3) == 0);
}

/* "...," said the head of the council. */
static sp_subject subject_after(const sp_decider *d, const sp_span *cue)
{
	static const char *const pronouns[] = { "he", "she", "they", "it", NULL };
	sp_subject out = { .who = SP_WHO_NOBODY, .begin = cue->begin };

	if (!sp_after_speech(d, cue->begin))
		return out;
	out.name = sp_name_after(d->text.data, cue->end, d->text.len);
	if (out.name.end > out.name.begin) {
		out.who = sp_own_name(d, out.name) ? SP_WHO_OWN : SP_WHO_NAMED;
		return out;
	}
	if (sp_gap_starts(d, cue->end, d->folded.len, pronouns))
		out.who = SP_WHO_BACK;
	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		sp_cue_kind k = sp_vocab_of(d, s)->cue;
		if ((k == SP_CUE_SPEAKER || k == SP_CUE_BODY) &&
		    s->begin >= cue->end &&
		    sp_gap_between(d, cue->end, s->begin).words <= INVERTED_WORDS)
			out.who = SP_WHO_OTHER;
	}
	return out;
}

/* "according to a study of Acme's": evidence, which the submitter gives as such. */
static bool evidence(const sp_decider *d, const sp_span *cue)
{
	static const char *const words[] = {
		"report", "reports", "study", "studies", "survey", "surveys",
		"data", "analysis", "estimate", "estimates", "research",
		"researchers", "poll", "polls", "statistics", NULL
	};
	size_t end = cue->end + strcspn(d->folded.data + cue->end, ",");

	for (const char *const *w = words; *w; w++)
		if (sp_gap_holds(d, cue->end, end, *w))
			return true;
	return false;
}

/* "according to Acme", "the view of Acme", "is opposed by Acme": the cue leads on
 * to who speaks. */
static sp_subject subject_behind(const sp_decider *d, const sp_span *cue)
{
	sp_subject out = { .who = SP_WHO_NOBODY, .begin = cue->begin };

	bool of = sp_gap_ends(d, cue->begin, cue->end, "of");
	bool to = sp_gap_ends(d, cue->begin, cue->end, "according to");

	if (!of && !to && !sp_gap_ends(d, cue->begin, cue->end, "by") &&
	    !sp_gap_ends(d, cue->begin, cue->end, "from"))
		return out;
	if (to && evidence(d, cue))
		return out;
	out.name = sp_name_behind(d->text.data, cue->end, d->text.len);
	if (out.name.end > out.name.begin) {
		out.who = sp_own_name(d, out.name) ? SP_WHO_OWN : SP_WHO_NAMED;
		return out;
	}
	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		sp_cue_kind k = sp_vocab_of(d, s)->cue;
		if (s->begin < cue->end ||
		    sp_gap_between(d, cue->end, s->begin).words > BEHIND_WORDS)
			continue;
		if (k == SP_CUE_OWN)
			out.who = SP_WHO_OWN;
		/* "the idea of an agency" is nobody's */
		if (k == SP_CUE_SPEAKER || (k == SP_CUE_BODY && !of))
			out.who = SP_WHO_OTHER;
	}
	return out;
}

/* A word that can be a noun, too, is one behind these ("in several states"), or in
 * capitals. */
static bool is_noun(const sp_decider *d, const sp_span *cue)
{
	static const char *const words[] = {
		"the", "a", "an", "of", "in", "for", "to", "by", "with", "from",
		"several", "many", "other", "all", "these", "their", "its",
		"our", "such", "any", "no", "on", "and", "or", "false",
		"these", "his", "her", "my", "your", NULL
	};
	size_t at = sp_word_before(d, d->base, cue->begin);

	if (cue->begin > d->base && sp_capital(d->text.data[cue->begin]))
		return true;
	return cue->begin > d->base && sp_word_among(d, at, cue->begin, words) &&
	       sp_gap_between(d, cue->begin, cue->end).words == 1 &&
	       !sp_gap_ends(d, d->base, cue->begin, "and") &&
	       !sp_gap_ends(d, d->base, cue->begin, "or");
}

/* "that the Plan urge the agency": what a plan is to do is no report. */
static bool subjunctive(const sp_decider *d, const sp_span *cue, sp_range name)
{
	static const char *const past[] = { "wrote", "spoke", "took", "came", NULL };
	const char *t = d->text.data;
	char last = t[cue->end - 1];

	return last != 's' && last != 'd' && t[name.end - 1] != 's' &&
	       sp_gap_between(d, cue->begin, cue->end).words == 1 &&
	       !sp_gap_holds(d, name.begin, name.end, "and") &&
	       !sp_word_among(d, cue->begin, cue->end, past) &&
	       sp_gap_holds(d, d->base, name.begin, "that");
}

/* "Panelists stressed": a noun that opens the sentence. */
static bool noun_in_capitals(const sp_decider *d, sp_range name)
{
	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		sp_cue_kind k = sp_vocab_of(d, s)->cue;
		if ((k == SP_CUE_SPEAKER || k == SP_CUE_BODY) &&
		    s->begin == d->base && s->begin == name.begin &&
		    s->end >= name.end &&
		    sp_gap_between(d, name.begin, name.end).words == 1)
			return true;
	}
	return false;
}

/* "Senator Harrow" is no company, whatever it does. */
static bool titled(const sp_decider *d, sp_range name)
{
	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		if (sp_vocab_of(d, s)->cue == SP_CUE_SPEAKER &&
		    s->begin >= name.begin && s->end <= name.end)
			return true;
	}
	return false;
}

sp_subject sp_subject_of(const sp_decider *d, const sp_span *cue)
{
	sp_subject out = { .who = SP_WHO_NOBODY, .begin = cue->begin };

	if (speaks_itself(d, cue)) {
		out.who = SP_WHO_OWN;
		return out;
	}
	sp_subject behind = subject_behind(d, cue);
	if (behind.who != SP_WHO_NOBODY)
		return behind;
	out.name = name_of(d, cue);
	if (out.name.begin < out.name.end && subjunctive(d, cue, out.name)) {
		out.name.end = out.name.begin;
		return out;
	}
	if (out.name.begin < out.name.end && !noun_in_capitals(d, out.name) &&
	    !sp_bare_noun(d, out.name)) {
		out.begin = (uint32_t)out.name.begin;
		bool nobody = plural_noun(d, cue, out.name);
		if (!nobody && sp_own_name(d, out.name))
			out.who = SP_WHO_OWN;
		else
			out.who = nobody || titled(d, out.name) ? SP_WHO_OTHER :
				  SP_WHO_NAMED;
		if (nobody)
			out.name.end = out.name.begin;
		return out;
	}
	out.name.end = out.name.begin;
	if (is_noun(d, cue))
		return out;
	sp_subject (*const ways[])(const sp_decider *, const sp_span *) = {
		subject_after, sp_pronoun_before, sp_noun_before
	};
	for (size_t i = 0; i < 3; i++) {
		sp_subject found = ways[i](d, cue);
		if (found.who != SP_WHO_NOBODY)
			return found;
	}
	return out;
}
