/* Who speaks, by a noun or a pronoun before the verb: "lawmakers of both parties",
 * "the Association", "she". */
#include "config.h"

#include <string.h>
#include <strings.h>

#include "analyze/speaker_internal.h"

#define SUBJECT_WORDS 7		/* between a noun and its verb, at most */

/* Where the word before `at` begins; `from` if there is none. */
size_t sp_word_before(const sp_decider *d, size_t from, size_t at)
{
	const char *s = d->folded.data;

	while (at > from && s[at - 1] == ' ')
		at--;
	while (at > from && s[at - 1] != ' ')
		at--;
	return at;
}

bool sp_word_among(const sp_decider *d, size_t from, size_t to,
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
		w = sp_word_before(d, d->base, w);
		bool the = sp_word_among(d, w, end, definite);
		if (the || sp_word_among(d, w, end, indefinite)) {
			*begin = w;
			return the ? 1 : -1;
		}
		if (sp_word_among(d, w, end, prepositions) ||
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

/* Bodies that send submissions; an agency is one only by its name. */
static const char *const senders[] = {
	"association", "alliance", "coalition", "council", "institute",
	"foundation", "federation", "society", "consortium", "chamber",
	NULL
};
static const char *const any_sender[] = {
	"company", "firm", "organization", "organisation", NULL
};

/* The text holds one of the words, upper or lower case. */
static bool holds_any(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strcasestr(text, *words))
			return true;
	return false;
}

/* The last other that was heard has the noun in its name. */
static bool heard_by(const sp_decider *d, sp_range noun)
{
	char word[sizeof d->heard_name];
	size_t n = noun.end - noun.begin;

	if (n >= sizeof word)
		return false;
	memcpy(word, d->text.data + noun.begin, n);
	word[n] = '\0';
	return strcasestr(d->heard_name, word) != NULL;
}

/* "the Chamber" of the Chamber of Trade; "the Association" where nothing says that
 * the submitter is none, and no other one was heard. */
static bool own_noun(const sp_decider *d, const sp_span *noun, int det)
{
	sp_range r = { noun->begin, noun->end };
	const char *own = d->now->submitter;
	bool general = sp_word_among(d, r.begin, r.end, any_sender);

	if (det <= 0 || !sp_capital(d->text.data[noun->begin]) || heard_by(d, r))
		return false;
	if (sp_own_name(d, r))
		return true;
	if ((!general && !sp_word_among(d, r.begin, r.end, senders)) ||
	    !sp_gap_ends(d, d->base, noun->begin, "the"))
		return false;
	return !own || (general && !holds_any(own, senders));
}

bool sp_bare_noun(const sp_decider *d, sp_range name)
{
	if (!sp_word_among(d, name.begin, name.end, senders) &&
	    !sp_word_among(d, name.begin, name.end, any_sender))
		return false;
	return sp_word_before(d, d->base, name.begin) < name.begin &&
	       sp_gap_ends(d, d->base, name.begin, "the");
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
	    !(sp_capital(t[noun->begin]) || sp_word_among(d, noun->begin, noun->end, bodies)))
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
	at = sp_word_before(d, d->base, begin);
	if (begin > d->base && sp_word_among(d, at, begin, prepositions))
		return out;
	out.begin = begin;
	out.end = noun->end;
	sp_range name = sp_name_before(d->text.data, d->base, noun->begin);
	/* "Consumer groups": the first word of a sentence is no name of another */
	bool one = !memchr(d->text.data + name.begin, ' ', name.end - name.begin);
	if (name.begin == d->base && one && !sp_own_name(d, name))
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
sp_subject sp_noun_before(const sp_decider *d, const sp_span *cue)
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
sp_subject sp_pronoun_before(const sp_decider *d, const sp_span *cue)
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
		at = sp_word_before(d, d->base, at);
		if (sp_word_among(d, at, end, pronouns)) {
			out.who = sp_word_among(d, at, end, persons) ? SP_WHO_BACK :
				  SP_WHO_IT;
			out.begin = at;
			return out;
		}
		if (!sp_word_among(d, at, end, helpers) &&
		    !(end - at > 4 && d->folded.data[end - 2] == 'y'))
			break;
	}
	return out;
}
