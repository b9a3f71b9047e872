/* Names of who may hold a view: capitalised words, and which of them are the
 * submitter's own. */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "analyze/decide_internal.h"

#define MOST_BRACKET 16		/* bytes of a short name in brackets */

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
		"even", "like", "unlike", "contrary", "what", "why", "how", "so", "then", "indeed",
		"much", "now", "each", "every", "u.s.", "us", "america", "united", "states", "china",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
		"proponents", "supporters", "insiders", "panelists", "whoever", NULL
	};

	for (const char *const *w = words; *w; w++)
		if (strlen(*w) == n && strncasecmp(*w, s, n) == 0)
			return true;
	return strspn(s, "0123456789") >= n;	/* "on page 26 the Office" */
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
		if (sp_capital(s[begin]) ||
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
			return !sp_capital(*name);
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

/* "Acme's AI policy" is Acme's. */
static void cut_possessive(char *word)
{
	char *mark = strstr(word, "'s ");

	if (!mark)
		mark = strstr(word, "\xE2\x80\x99s ");
	if (mark)
		*mark = '\0';
}

/* Is the name the submitter's own: part of it, its initials, or short for it? */
bool sp_own_name(const sp_decider *d, sp_range r)
{
	const char *own = d->now->submitter;
	char word[128];
	size_t n = r.end - r.begin;

	if (!own || n >= sizeof word)
		return false;
	memcpy(word, d->text.data + r.begin, n);
	word[n] = '\0';
	cut_possessive(word);
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
	else if (n > 2 && memcmp(s + r.end - 2, "s'", 2) == 0)
		r.end -= 1;
	return r;
}

sp_range sp_name_before(const char *s, size_t from, size_t end)
{
	return drop_possessive(s, name_before(s, from, end));
}

/* The capitalised words from `from` on; their number in *words. */
static sp_range capitals(const char *s, size_t from, size_t end, unsigned *words)
{
	sp_range r = { from, from };

	*words = 0;
	while (r.begin < end && s[r.begin] == ' ')
		r.begin++;
	for (size_t at = r.begin; at < end && sp_capital(s[at]); at++) {
		++*words;
		at += strcspn(s + at, " ,;:.\"");
		r.end = at;
		if (s[at] != ' ')
			break;
	}
	if (!*words)
		r.end = r.begin;
	return r;
}

/* "..., said Kate Bell of the union": capitalised words, two at least. */
sp_range sp_name_after(const char *s, size_t from, size_t end)
{
	unsigned words;
	sp_range r = capitals(s, from, end, &words);

	if (words < 2)
		r.end = r.begin;
	return r;
}

/* "according to the Chamber of Trade": joined by small words, too; a single one
 * that is no "Section 4". */
sp_range sp_name_behind(const char *s, size_t from, size_t end)
{
	static const char *const parts[] = {
		"section", "title", "article", "figure", "table", "appendix",
		"part", "chapter", "question", "executive", NULL
	};
	unsigned words;

	while (from < end && s[from] == ' ')
		from++;
	if (end - from > 4 && strncasecmp(s + from, "the ", 4) == 0)
		from += 4;
	sp_range r = capitals(s, from, end, &words);
	size_t n = strcspn(s + r.begin, " ,;:.\"");
	for (const char *const *w = parts; *w && words; w++)
		if (strlen(*w) == n && strncasecmp(s + r.begin, *w, n) == 0)
			words = 0;
	if (!words || names_nobody(s + r.begin, n))
		return (sp_range){ r.begin, r.begin };
	for (;;) {
		size_t link = r.end < end && s[r.end] == ' ' ?
			      strcspn(s + r.end + 1, " ") : 0;
		if (!link || !name_link(s + r.end + 1, link))
			break;
		sp_range more = capitals(s, r.end + 1 + link, end, &words);
		if (!words)
			break;
		r.end = more.end;
	}
	return drop_possessive(s, r);
}
