/* Clauses, concessions, questions and reported views of a statement. */
#include "config.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "analyze/decide_internal.h"

#define CONCEDED_WORDS 3	/* a conceded clause is at least that long */

sp_gap sp_gap_between(const sp_decider *d, size_t from, size_t to)
{
	const char *s = d->folded.data;
	sp_gap g = { 0, 0 };
	bool in_word = false;

	for (size_t i = from; i < to; i++) {
		bool blank = s[i] == ' ';
		if (!blank && !in_word && s[i] != ',')
			g.words++;
		in_word = !blank && s[i] != ',';
		g.commas += s[i] == ',';
	}
	return g;
}

bool sp_gap_ends(const sp_decider *d, size_t from, size_t to, const char *word)
{
	const char *s = d->folded.data;
	size_t n = strlen(word);

	while (to > from && s[to - 1] == ' ')
		to--;
	if (to - from < n || memcmp(s + to - n, word, n) != 0)
		return false;
	return to - from == n || s[to - n - 1] == ' ' || word[0] == ',';
}

bool sp_gap_holds(const sp_decider *d, size_t from, size_t to, const char *word)
{
	const char *s = d->folded.data;
	size_t n = strlen(word);

	for (size_t i = from; i + n <= to; i++)
		if (memcmp(s + i, word, n) == 0 &&
		    (i == from || s[i - 1] == ' ') &&
		    (i + n == to || s[i + n] == ' '))
			return true;
	return false;
}

bool sp_gap_starts(const sp_decider *d, size_t from, size_t to,
		   const char *const *words)
{
	const char *s = d->folded.data;

	while (from < to && s[from] == ' ')
		from++;
	for (; *words; words++) {
		size_t n = strlen(*words);
		if (to - from >= n && memcmp(s + from, *words, n) == 0 &&
		    (from + n >= to || s[from + n] == ' '))
			return true;
	}
	return false;
}

uint32_t sp_clause_of(const sp_decider *d, uint32_t at)
{
	uint32_t i = (uint32_t)d->nclauses;

	while (i > 1 && d->clauses[i - 1].begin > at)
		i--;
	return i - 1;
}

static void open_clause(sp_decider *d, uint32_t at, bool conceded)
{
	if (d->nclauses < SP_MAX_CLAUSES)
		d->clauses[d->nclauses++] = (sp_clause){ at, conceded };
}

/* "Although A, B": the comma that ends A, if one stands before `until`. */
static uint32_t concession_end(const sp_decider *d, uint32_t from,
			       uint32_t until)
{
	for (uint32_t i = from; i < until; i++)
		if (d->folded.data[i] == ',' &&
		    sp_gap_between(d, from, i).words >= CONCEDED_WORDS)
			return i;
	return until;
}

static uint32_t next_break(const sp_decider *d, size_t i)
{
	for (i++; i < d->nspans; i++) {
		sp_cue_kind k = sp_kind_of(d, &d->spans[i]);
		if (k == SP_CUE_CLAUSE || k == SP_CUE_CONCEDE)
			return d->spans[i].begin;
	}
	return (uint32_t)d->folded.len;
}

void sp_find_clauses(sp_decider *d)
{
	d->nclauses = 0;
	open_clause(d, 0, false);
	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		sp_cue_kind k = sp_kind_of(d, s);
		if (k == SP_CUE_CLAUSE)
			open_clause(d, s->begin, false);
		if (k != SP_CUE_CONCEDE)
			continue;
		uint32_t until = next_break(d, i);
		open_clause(d, s->begin, true);
		uint32_t end = concession_end(d, s->end, until);
		if (end < until)
			open_clause(d, end, false);
	}
	for (size_t i = 0; i < d->nspans; i++)
		d->spans[i].clause = sp_clause_of(d, d->spans[i].begin);
	d->question = d->text.len > d->base &&
		      d->text.data[d->text.len - 1] == '?';
}

/* ---- reported views ------------------------------------------------------ */

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
		"also", "moreover", "further", "and", "but", "ai", "you", NULL
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

/* The name that ends at `end` (before a verb of saying): capitalised words,
 * joined by "of", "the", "for", "and", "&". Empty if there is none. */
static sp_range name_before(const char *s, size_t from, size_t end)
{
	sp_range r = { end, end };
	size_t at = end;

	while (at > from) {
		size_t stop = at;
		while (stop > from && s[stop - 1] == ' ')
			stop--;
		size_t begin = stop;
		while (begin > from && s[begin - 1] != ' ')
			begin--;
		size_t n = stop - begin;
		if (!n || strchr(",;:(\"", s[stop - 1]) ||
		    strchr("(\"", s[begin]))
			break;
		if (upper(s[begin]) ||
		    (s[begin] >= '0' && s[begin] <= '9' && r.end > r.begin) ||
		    (n <= 6 && s[begin] == 'a' && begin + 1 < stop &&
		     s[begin + 1] == '1')) {
			r.begin = begin;
			if (r.end == end)
				r.end = stop;
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

static void report_from(sp_decider *d, const sp_span *cue, sp_range name)
{
	uint32_t end = (uint32_t)d->folded.len;
	bool at_end = sp_gap_between(d, cue->end, end).words <= 1;

	d->has_reported = true;
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
		if (sp_kind_of(d, s) == SP_CUE_OWN &&
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
		if (sp_kind_of(d, s) == SP_CUE_OWN && s->end <= cue->begin &&
		    sp_gap_between(d, s->end, cue->begin).words <= 2)
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
		sp_range name = drop_possessive(d->text.data,
			name_before(d->text.data, d->base, s->begin));
		bool named = name.begin < name.end;
		if ((k == SP_CUE_REPORT || named) &&
		    !(named && own_name(d, name)))
			report_from(d, s, name);
	}
	if (d->has_reported)
		end_at_own(d);
}
