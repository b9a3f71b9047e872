/* Whose view a sentence gives: names before verbs of saying, reported stretches,
 * and the voices of a document that reports what others say. */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "analyze/decide_internal.h"

#define MOST_BRACKET 16		/* bytes of a short name in brackets */

static bool upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Words that a sentence starts with in capitals and that name nobody. */
static bool names_nobody(const char *s, size_t n)
{
	static const char *const words[] = {
		"we", "i", "my", "it", "they", "he", "she", "this", "that", "these",
		"those", "the", "a", "an", "our", "as", "in", "if", "when",
		"who", "which", "there", "some", "many", "however", "finally",
		"also", "moreover", "further", "and", "but", "ai", "you", "while",
		"although", "though", "since", "because", "despite", "yet",
		"today", "yes", "no", "not", "nor", "such", "others", "critics",
		"opponents", "most", "several", "certain", "another", "here",
		"even", "like", "unlike", "contrary", "what", "why", "how", "so", "then", "indeed", NULL
	};

	for (const char *const *w = words; *w; w++)
		if (strlen(*w) == n && strncasecmp(*w, s, n) == 0)
			return true;
	return false;
}

static bool name_link(const char *s, size_t n)
{
	return (n == 2 && !memcmp(s, "of", 2)) ||
	       (n == 3 && (!memcmp(s, "the", 3) || !memcmp(s, "and", 3) ||
			   !memcmp(s, "for", 3))) ||
	       (n == 1 && s[0] == '&');
}

/* Without what may stand between a name and its verb: "Acme (A9)", "Acme, which",
 * "Acme also". */
static size_t skip_between(const char *s, size_t from, size_t end)
{
	static const char *const words[] = {
		", which", ", who", " also", " likewise", " too", " again",
		" both", " all", " publicly", " strongly", NULL
	};

	while (end > from && s[end - 1] == ' ')
		end--;
	for (const char *const *w = words; *w; w++) {
		size_t n = strlen(*w);
		if (end - from > n && memcmp(s + end - n, *w, n) == 0)
			end -= n;
	}
	if (end > from && s[end - 1] == ')') {
		size_t open = end - 1;
		while (open > from && s[open] != '(')
			open--;
		if (s[open] == '(' && end - open <= MOST_BRACKET)
			end = open;
	}
	return end;
}

/* A quotation mark or dash inside a word ("policy-Acme") ends what stands before
 * it: move `begin` behind it; behind the whole word if it is the last. */
static bool ends_before(const char *s, size_t *begin, size_t stop)
{
	bool found = false;

	for (size_t i = *begin; i < stop; i++) {
		size_t n = s[i] == '"' ? 1 : 0;
		if (stop - i >= 3 && memcmp(s + i, "\xE2\x80", 2) == 0 &&
		    memchr("\x93\x94\x9C\x9D", s[i + 2], 4))
			n = 3;
		if (n) {
			*begin = i + n;
			found = true;
		}
	}
	return found;
}

/* The name that ends at `end` (before a verb of saying): capitalised words,
 * joined by "of", "the", "for", "and", "&". Empty if there is none. */
static sp_range name_before(const char *s, size_t from, size_t end)
{
	end = skip_between(s, from, end);
	sp_range r = { end, end };
	size_t at = end;
	bool any = false;

	while (at > from) {
		size_t stop = at;
		while (stop > from && s[stop - 1] == ' ')
			stop--;
		size_t begin = stop;
		while (begin > from && s[begin - 1] != ' ')
			begin--;
		bool first = ends_before(s, &begin, stop);
		size_t n = stop - begin;
		if (!n || strchr(",;:(\"", s[stop - 1]) ||
		    strchr("(\"", s[begin]))
			break;
		if (upper(s[begin]) ||
		    (s[begin] >= '0' && s[begin] <= '9' && r.end > r.begin) ||
		    (n <= 6 && s[begin] == 'a' && begin + 1 < stop &&
		     s[begin + 1] == '1')) {
			r.begin = begin;
			if (!any)
				r.end = stop;
			any = true;
			if (first)
				break;
		} else if (!(r.begin < r.end && name_link(s + begin, n))) {
			break;
		}
		at = begin;
	}
	while (r.begin < r.end) {
		size_t n = strcspn(s + r.begin, " ");
		if (n > r.end - r.begin)
			n = r.end - r.begin;
		if (!names_nobody(s + r.begin, n))
			break;
		r.begin += n;
		while (r.begin < r.end && s[r.begin] == ' ')
			r.begin++;
	}
	return r;
}

/* Is `word` made of the initials of `name`: "IOE" of "Institute of Examples"?
 * Small words may be left out, and a digit stands for one ("C4E" is "Council
 * for Examples"). */
static bool initials_of(const char *word, const char *name)
{
	while (*name) {
		size_t n = strcspn(name, " -,(");
		bool small = n && name[0] >= 'a' && name[0] <= 'z';
		bool fits = n && (toupper((unsigned char)name[0]) == *word ||
				  (small && *word >= '0' && *word <= '9'));
		if (fits)
			word++;
		else if (n && !small)
			return false;
		name += n;
		name += strspn(name, " -,(");
		if (!*word)
			return !upper(*name);
	}
	return false;
}

/* "AmExam Utopia": shortened words of the submitter's name, in order. */
static bool shortened_from(const char *word, const char *name)
{
	size_t n = strcspn(word, " ");
	const char *begin = strchr(name, ' ');

	while (begin && n >= 4) {
		begin++;
		size_t k = 0, first = 0;
		while (name[first] && name[first] == word[first])
			first++;
		while (begin[k] && first + k < n &&
		       tolower((unsigned char)begin[k]) ==
			       tolower((unsigned char)word[first + k]))
			k++;
		if (first >= 2 && k >= 3 && first + k == n)
			return true;
		begin = strchr(begin, ' ');
	}
	return false;
}

/* Is the name the submitter's own: part of it, its initials, or short for it? */
static bool own_name(const sp_decider *d, sp_range r)
{
	const char *own = d->now->submitter;
	char word[128];
	size_t n = r.end - r.begin;

	if (!own || n >= sizeof word)
		return false;
	memcpy(word, d->text.data + r.begin, n);
	word[n] = '\0';
	return strcasestr(own, word) != NULL ||
	       strcasestr(word, own) != NULL || initials_of(word, own) ||
	       shortened_from(word, own);
}

/* Possessives: "Google's submission" names Google. */
static sp_range drop_possessive(const char *s, sp_range r)
{
	size_t n = r.end - r.begin;

	if (n > 4 && memcmp(s + r.end - 4, "\xE2\x80\x99s", 4) == 0)
		r.end -= 4;
	else if (n > 2 && memcmp(s + r.end - 2, "'s", 2) == 0)
		r.end -= 2;
	return r;
}

/* "Acme Labs contend": a noun that is part of the cue, in capitals after a
 * name, belongs to the name. */
static sp_range name_of(const sp_decider *d, const sp_span *cue)
{
	const char *t = d->text.data;
	sp_range r = drop_possessive(t, name_before(t, d->base, cue->begin));

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

/* "The Orchard Fund argues" asks for no funds. */
static void hide_in_name(sp_decider *d, sp_range name)
{
	for (size_t i = 0; i < d->nspans; i++)
		if (d->spans[i].begin >= name.begin &&
		    d->spans[i].end <= name.end)
			d->spans[i].hidden = true;
}

static void report_from(sp_decider *d, const sp_span *cue, sp_range name)
{
	uint32_t end = (uint32_t)d->folded.len;
	bool at_end = sp_gap_between(d, cue->end, end).words <= 1;

	d->has_reported = true;
	hide_in_name(d, name);
	/* "..., critics say." reports all that stands before it */
	d->reported.begin = at_end ? (uint32_t)d->base : cue->begin;
	d->reported.end = at_end ? cue->begin : end;
	d->reported.name_begin = (uint32_t)name.begin;
	d->reported.name_end = (uint32_t)name.end;
}

/* A report ends where the submitter speaks again in a clause of its own. */
static void end_at_own(sp_decider *d)
{
	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		if (sp_vocab_of(d, s)->cue == SP_CUE_OWN &&
		    s->begin > d->reported.begin &&
		    s->begin < d->reported.end &&
		    s->clause > sp_clause_of(d, d->reported.begin))
			d->reported.end = d->clauses[s->clause].begin;
	}
}

/* "we argue that" reports nobody else: the submitter speaks, at most two
 * words before. */
static bool speaks_itself(const sp_decider *d, const sp_span *cue)
{
	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		if (sp_vocab_of(d, s)->cue != SP_CUE_OWN)
			continue;
		if (s->end <= cue->begin &&
		    sp_gap_between(d, s->end, cue->begin).words <= 2)
			return true;
		/* "like many others, we believe" */
		if (s->begin > cue->begin && s->end <= cue->end &&
		    sp_gap_ends(d, cue->begin, s->begin, ","))
			return true;
	}
	return false;
}

void sp_find_reported(sp_decider *d)
{
	d->has_reported = false;
	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		sp_cue_kind k = sp_kind_of(d, s);
		if (s->begin < d->base)
			continue;
		if (k == SP_CUE_APPROVE) {
			d->has_reported = false;
			return;
		}
		if (d->has_reported)
			continue;
		if ((k != SP_CUE_REPORT && k != SP_CUE_SAYS) ||
		    speaks_itself(d, s))
			continue;
		sp_range name = name_of(d, s);
		bool nobody = plural_noun(d, s, name);
		if (nobody)
			name.end = name.begin;
		bool named = name.begin < name.end;
		if ((k == SP_CUE_REPORT || named || nobody) &&
		    !(named && own_name(d, name)))
			report_from(d, s, name);
	}
	if (d->has_reported)
		end_at_own(d);
}

/* ---- voices: who is heard where, for documents that report others ---------- */

/* The clause up to `end` begins with a word that points back: "Its first
 * proposal ...", "The company ...". */
static bool points_back(const sp_decider *d, const sp_span *cue)
{
	static const char *const words[] = {
		"the", "its", "their", "his", "her", "it", "they", "he", "she",
		"this", "that", NULL
	};
	size_t from = d->clauses[cue->clause].begin;

	if (from < d->base)
		from = d->base;
	size_t clause = from;
	/* a comma or quote before the cue begins it anew, unless all of it is
	 * the cue: "The firm, which sells chips, has argued" */
	for (size_t i = cue->begin; i-- > from;)
		if (d->folded.data[i] == ',' ||
		    (unsigned char)d->folded.data[i] >= 0x80) {
			from = i + 1;
			break;
		}
	if (sp_gap_between(d, from, cue->begin).words == 0)
		from = clause;
	while (from < cue->begin &&
	       ((unsigned char)d->folded.data[from] >= 0x80 ||
		d->folded.data[from] == ' '))
		from++;
	return sp_gap_starts(d, from, cue->begin, words);
}

static void add_voice(sp_decider *d, const sp_span *cue)
{
	sp_range name = name_of(d, cue);
	bool named = name.begin < name.end && !plural_noun(d, cue, name);
	bool back = !named && points_back(d, cue);

	if (named && own_name(d, name)) {
		d->own = true;
		return;
	}
	if (d->nvoices == SP_MAX_VOICES || speaks_itself(d, cue) ||
	    (!named && !back && sp_vocab_of(d, cue)->cue != SP_CUE_REPORT))
		return;
	d->voices[d->nvoices++] = (sp_voice){
		.at = cue->begin, .back = back,
		.name_begin = (uint32_t)name.begin,
		.name_end = (uint32_t)(named ? name.end : name.begin)
	};
}

/* Is the byte inside quotation marks? */
static bool quoted(const char *s, size_t from, size_t at)
{
	bool open = false;

	for (; from < at; from++) {
		if (s[from] == '"')
			open = !open;
		else if (memcmp(s + from, "\xE2\x80\x9C", 3) == 0)
			open = true;
		else if (memcmp(s + from, "\xE2\x80\x9D", 3) == 0)
			open = false;
	}
	return open;
}

/* "The agency should": the writer's own call, if nobody else is heard. */
static bool calls(const sp_decider *d)
{
	for (size_t i = 0; i < d->nspans; i++) {
		sp_cue_kind k = sp_kind_of(d, &d->spans[i]);
		if (d->spans[i].begin >= d->base &&
		    (k == SP_CUE_ASK || k == SP_CUE_IMPERATIVE))
			return true;
	}
	return false;
}

void sp_find_voices(sp_decider *d)
{
	d->nvoices = 0;
	d->own = false;
	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		/* also where a longer cue covers it: "suggests that" asks */
		sp_cue_kind k = sp_vocab_of(d, s)->cue;
		if (s->begin < d->base)
			continue;
		if (k == SP_CUE_OWN &&
		    !quoted(d->text.data, d->base, s->begin))
			d->own = true;
		if (k == SP_CUE_REPORT || k == SP_CUE_SAYS || k == SP_CUE_VOICE)
			add_voice(d, s);
	}
	d->own = d->own || (!d->nvoices && calls(d));
}
