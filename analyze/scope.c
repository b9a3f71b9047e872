/* Clauses, concessions, questions and reported views of a statement. */
#include "config.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "analyze/decide_internal.h"
#include "base/mem.h"

#define CONCEDED_WORDS 3	/* a conceded clause is at least that long */

static bool word_byte(char c)
{
	return c != ' ' && c != ',';
}

void sp_count_gaps(sp_decider *d)
{
	const char *s = d->folded.data;
	size_t n = d->folded.len;
	sp_gap g = { 0, 0 };

	if (n >= d->cap_upto) {
		d->cap_upto = 2 * (n + 1);
		d->upto = sp_reallocarray(d->upto, d->cap_upto, sizeof *d->upto);
	}
	for (size_t i = 0; i < n; i++) {
		d->upto[i] = g;
		g.words += word_byte(s[i]) && (i == 0 || !word_byte(s[i - 1]));
		g.commas += s[i] == ',';
	}
	d->upto[n] = g;
}

sp_gap sp_gap_between(const sp_decider *d, size_t from, size_t to)
{
	const char *s = d->folded.data;

	if (from >= to)
		return (sp_gap){ 0, 0 };
	/* what begins before `from` and goes on is a word of the gap, too */
	bool cut = from > 0 && word_byte(s[from]) && word_byte(s[from - 1]);
	return (sp_gap){ d->upto[to].words - d->upto[from].words + cut,
			 d->upto[to].commas - d->upto[from].commas };
}

unsigned sp_distance(const sp_decider *d, size_t from, size_t to)
{
	sp_gap g = sp_gap_between(d, from, to);

	return g.words + SP_COMMA * g.commas;
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
		    (from + n >= to || !isalnum((unsigned char)s[from + n])))
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

uint32_t sp_clause_begin(const sp_decider *d, uint32_t clause)
{
	uint32_t begin = d->clauses[clause].begin;

	return begin > d->base ? begin : (uint32_t)d->base;
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
