/* Who speaks: the subject of a verb of saying. It is a name, a noun for people
 * ("lawmakers of both parties"), a noun for a body that may be the submitter
 * ("the association"), or a pronoun. */
#include "config.h"

#include <string.h>

#include "analyze/decide_internal.h"

#define SUBJECT_WORDS 7		/* between a noun and its verb, at most */
#define BEHIND_WORDS 3		/* "by several senior witnesses" */
#define INVERTED_WORDS 8	/* "said a nurse who ...": to the noun */

static bool upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

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

	if (r.begin == r.end || !upper(t[cue->begin]))
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
	    !upper(t[cue->begin]) && n > 2 && verb[n - 1] == 's' &&
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

/* ---- nouns and pronouns --------------------------------------------------- */

/* Where the word before `at` begins; `from` if there is none. */
static size_t word_before(const sp_decider *d, size_t from, size_t at)
{
	const char *s = d->folded.data;

	while (at > from && s[at - 1] == ' ')
		at--;
	while (at > from && s[at - 1] != ' ')
		at--;
	return at;
}

static bool among(const sp_decider *d, size_t from, size_t to,
		  const char *const *words)
{
	const char *s = d->folded.data + from;
	size_t n = to - from;

	while (n && s[n - 1] == ' ')
		n--;
	for (; *words; words++)
		if (strlen(*words) == n && memcmp(*words, s, n) == 0)
			return true;
	return false;
}

static const char *const prepositions[] = {
	"to", "for", "by", "of", "with", "from", "in", "on", "against", "about",
	"among", "between", "like", "urge", "let", NULL
};
static const char *const definite[] = {
	"the", "this", "that", "its", "their", "his", "her", "these", "those",
	NULL
};
static const char *const indefinite[] = { "a", "an", "one", "another", NULL };

/* The determiner of the noun at `at`, at most three words before: "the" (1), "a"
 * (-1), none (0). `begin` is where the phrase begins. */
static int determiner(const sp_decider *d, size_t at, size_t *begin)
{
	size_t w = at;

	*begin = at;
	for (int k = 0; k < 3 && w > d->base; k++) {
		size_t end = w;
		w = word_before(d, d->base, w);
		bool the = among(d, w, end, definite);
		if (the || among(d, w, end, indefinite)) {
			*begin = w;
			return the ? 1 : -1;
		}
		if (among(d, w, end, prepositions) ||
		    memchr(d->folded.data + w, ',', end - w))
			return 0;
	}
	return 0;
}

/* Something between the noun and the verb makes the verb another's. */
static bool parted(const sp_decider *d, size_t from, size_t to)
{
	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		sp_cue_kind k = sp_vocab_of(d, s)->cue;
		if (s->begin >= from && s->end <= to &&
		    (sp_is_own(d, s) ||
		     (sp_kind_of(d, s) == SP_CUE_ASK && k == SP_CUE_ASK)))
			return true;
	}
	return false;
}

static bool owned_before(const sp_decider *d, const sp_span *noun)
{
	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		if (sp_is_own(d, s) &&
		    s->clause == noun->clause && s->begin >= d->base &&
		    s->end <= noun->begin && !sp_quoted(d, s->begin))
			return true;
	}
	return false;
}

/* "Acme Fund, a trade group, warned": the name before the apposition. */
static sp_range apposed_to(const sp_decider *d, size_t begin)
{
	size_t at = begin;

	while (at > d->base && d->text.data[at - 1] == ' ')
		at--;
	if (at > d->base && d->text.data[at - 1] == ',')
		return sp_name_before(d->text.data, d->base, at - 1);
	return (sp_range){ at, at };
}

/* "the Chamber" of the Chamber of Trade */
static bool own_noun(const sp_decider *d, const sp_span *noun, int det)
{
	sp_range r = { noun->begin, noun->end };

	return det > 0 && upper(d->text.data[noun->begin]) && sp_own_name(d, r);
}

/* "the Quarry Institute", "the Harrow administration": the noun is part of the
 * name before it. A committee of Acme's is not Acme, a group of friends is. */
static size_t name_end(const sp_decider *d, const sp_span *noun, sp_range name)
{
	static const char *const bodies[] = {
		"administration", "government", "campaign", "committee", "panel",
		"ministry", "department", "board", NULL
	};
	const char *t = d->text.data;

	if (name.end == name.begin || name.end + 1 != noun->begin ||
	    !(upper(t[noun->begin]) || among(d, noun->begin, noun->end, bodies)))
		return name.end;
	sp_range whole = sp_name_behind(t, name.begin, d->text.len);
	return whole.end > noun->end ? whole.end : noun->end;
}

/* "the Harrow administration's approach": the noun belongs to what follows, which
 * the verb is said of. */
static bool possessive(const sp_decider *d, const sp_span *noun,
		       const sp_span *cue)
{
	const char *t = d->text.data + noun->end;

	return (*t == '\'' || strncmp(t, "\xE2\x80\x99", 3) == 0) &&
	       sp_gap_between(d, noun->end, cue->begin).words > 1;
}

static sp_subject by_noun(const sp_decider *d, const sp_span *noun, size_t verb)
{
	bool body = sp_vocab_of(d, noun)->cue == SP_CUE_BODY;
	sp_subject out = { .who = SP_WHO_NOBODY };
	size_t begin, at;
	int det = determiner(d, noun->begin, &begin);

	if (owned_before(d, noun) || parted(d, noun->end, verb))
		return out;
	at = word_before(d, d->base, begin);
	if (begin > d->base && among(d, at, begin, prepositions))
		return out;
	out.begin = begin;
	out.end = noun->end;
	sp_range name = sp_name_before(d->text.data, d->base, noun->begin);
	/* "Consumer groups": the first word of a sentence is no name */
	if (name.begin == d->base && !memchr(d->text.data + name.begin, ' ',
					     name.end - name.begin))
		name.end = name.begin;
	name.end = name_end(d, noun, name);
	if (name.end == name.begin)
		name = apposed_to(d, begin);
	if (own_noun(d, noun, det)) {
		out.who = SP_WHO_OWN;
	} else if (name.end > name.begin) {
		out.name = name;
		if (name.begin < begin)
			out.begin = name.begin;
		out.who = sp_own_name(d, name) ? SP_WHO_OWN : SP_WHO_NAMED;
	} else {
		bool some = d->folded.data[noun->end - 1] == 's' && !det;
		out.who = !body || det < 0 ? SP_WHO_OTHER :
			  some ? SP_WHO_SOME : SP_WHO_BACK;
	}
	return out;
}

/* A noun for people or bodies before the verb; of several the first. */
static sp_subject noun_before(const sp_decider *d, const sp_span *cue)
{
	sp_subject out = { .who = SP_WHO_NOBODY };
	size_t head = cue->begin;	/* "policy groups": the last one counts */

	for (size_t i = d->nspans; i-- > 0;) {
		const sp_span *s = &d->spans[i];
		sp_cue_kind k = sp_vocab_of(d, s)->cue;
		if ((k != SP_CUE_SPEAKER && k != SP_CUE_BODY) ||
		    s->begin < d->base || s->begin > cue->begin ||
		    s->end >= cue->end || s->clause != cue->clause ||
		    possessive(d, s, cue) ||
		    sp_gap_between(d, s->end, cue->begin).words > SUBJECT_WORDS)
			continue;
		sp_gap gap = sp_gap_between(d, s->end, head);
		if (head < cue->begin && (s->end > head ||
					  gap.words + gap.commas == 0))
			continue;
		head = s->begin;
		sp_subject now = by_noun(d, s, cue->begin);
		if (now.who != SP_WHO_NOBODY)
			out = now;
	}
	return out;
}

/* "she added", "it has also urged" */
static sp_subject pronoun_before(const sp_decider *d, const sp_span *cue)
{
	static const char *const pronouns[] = {
		"he", "she", "they", "it", "another", "others", NULL
	};
	static const char *const persons[] = { "he", "she", NULL };
	static const char *const helpers[] = {
		"also", "has", "have", "had", "is", "are", "was", "were",
		"then", "further", "likewise", "both", "all", "even", "again",
		"therefore", "would", "still", "now", "too", NULL
	};
	sp_subject out = { .who = SP_WHO_NOBODY };
	size_t at = cue->begin;

	for (int k = 0; k < 4 && at > d->base; k++) {
		size_t end = at;
		at = word_before(d, d->base, at);
		if (among(d, at, end, pronouns)) {
			out.who = among(d, at, end, persons) ? SP_WHO_BACK :
				  SP_WHO_IT;
			out.begin = at;
			return out;
		}
		if (!among(d, at, end, helpers) &&
		    !(end - at > 4 && d->folded.data[end - 2] == 'y'))
			break;
	}
	return out;
}

/* ---- after what is said --------------------------------------------------- */

bool sp_after_speech(const sp_decider *d, size_t begin)
{
	const char *t = d->text.data;

	while (begin > d->base && t[begin - 1] == ' ')
		begin--;
	return begin > d->base &&
	       (t[begin - 1] == ',' || t[begin - 1] == '"' ||
		(begin >= d->base + 3 &&
		 memcmp(t + begin - 3, "\xE2\x80\x9D", 3) == 0));
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
	size_t at = word_before(d, d->base, cue->begin);

	if (cue->begin > d->base && upper(d->text.data[cue->begin]))
		return true;
	return cue->begin > d->base && among(d, at, cue->begin, words) &&
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
	       !among(d, cue->begin, cue->end, past) &&
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
	if (out.name.begin < out.name.end && !noun_in_capitals(d, out.name)) {
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
		subject_after, pronoun_before, noun_before
	};
	for (size_t i = 0; i < 3; i++) {
		sp_subject found = ways[i](d, cue);
		if (found.who != SP_WHO_NOBODY)
			return found;
	}
	return out;
}
