/* Patterns that change nothing: the pack's own matcher runs over each text that
 * a plain pattern stands for, and tells what else is found there. */
#include "config.h"

#include <string.h>

#include "analyze/packcheck_internal.h"

#define ANY_END "zq"		/* as what follows a '*' */

/* Do an entry of `a` and one of `b` say the same but for their words? */
static bool same_entry(const sp_entry *a, const sp_entry *b)
{
	return a->issue == b->issue && a->role == b->role &&
	       a->need == b->need && !a->nwith && !b->nwith;
}

/* Is what is found of vocabulary `other` also found for every use of `mine`? */
static bool stands_in(const sp_pack *p, uint32_t other, uint32_t mine)
{
	if (other == mine)
		return true;
	if (!strchr(p->vocabularies[mine].name, '/') ||
	    p->first_entry[mine] == p->first_entry[mine + 1])
		return false;
	for (uint32_t i = p->first_entry[mine]; i < p->first_entry[mine + 1]; i++) {
		bool found = false;
		for (uint32_t k = p->first_entry[other];
		     k < p->first_entry[other + 1]; k++)
			found = found || same_entry(&p->entries[p->entry_of[i]],
						    &p->entries[p->entry_of[k]]);
		if (!found)
			return false;
	}
	return true;
}

static const sp_hit *find(sp_packcheck_work *w, const char *text, sp_buf *whole,
			  bool open_end, size_t *n)
{
	sp_buf_clear(whole);
	sp_buf_adds(whole, text);
	if (open_end)
		sp_buf_adds(whole, ANY_END);
	return sp_match(w->pack->matcher, w->match, whole->data, whole->len, n);
}

/* ---- what another pattern finds anyway ------------------------------------ */

static bool finds_itself(sp_packcheck_work *w, size_t i, const char *text,
			 sp_buf *whole, bool open_end)
{
	size_t n;
	const sp_hit *hits = find(w, text, whole, open_end, &n);

	for (size_t h = 0; h < n; h++)
		if (hits[h].pattern == i && hits[h].begin == 0 &&
		    hits[h].end == whole->len)
			return true;
	return false;
}

/* Another plain pattern that finds all of `text`, or SIZE_MAX. (Of the others
 * a match may begin before and run over it.) */
static size_t finder(sp_packcheck_work *w, size_t i, const char *text,
		     sp_buf *whole, bool open_end)
{
	const sp_pack *p = w->pack;
	size_t n;
	const sp_hit *hits = find(w, text, whole, open_end, &n);

	for (size_t h = 0; h < n; h++)
		if (hits[h].pattern != i && hits[h].begin == 0 &&
		    hits[h].end == whole->len &&
		    p->patterns[hits[h].pattern].code->whole &&
		    stands_in(p, p->patterns[hits[h].pattern].vocabulary,
			      p->patterns[i].vocabulary))
			return hits[h].pattern;
	return SIZE_MAX;
}

/* The pattern that finds all that `i` does; SIZE_MAX if none or several do. */
static size_t container(sp_packcheck_work *w, size_t i, sp_buf *whole)
{
	const sp_pattern_code *code = w->pack->patterns[i].code;
	size_t by = SIZE_MAX;

	for (size_t k = 0; k < code->nliterals; k++)
		for (int open = 0; open <= code->open_end; open++) {
			size_t one = finder(w, i, code->literals[k], whole, open);
			if (one == SIZE_MAX || (by != SIZE_MAX && one != by))
				return SIZE_MAX;
			by = one;
		}
	return by;
}

static void check_contained(sp_packcheck_work *w, size_t i, sp_buf *whole)
{
	const sp_rule_pattern *list = w->pack->patterns;

	if (!list[i].code->whole ||
	    !finds_itself(w, i, list[i].code->literals[0], whole, false))
		return;
	size_t by = container(w, i, whole);
	if (by == SIZE_MAX ||
	    (by > i && container(w, by, whole) == i))
		return;		/* of two that are alike the second is told */
	sp_packcheck_pattern(w, i, "adds nothing: '%s' in line %d finds the same",
			     list[by].text, list[by].line);
}

/* ---- what an exception takes away ----------------------------------------- */

static bool is_excepted(sp_packcheck_work *w, const char *text, uint32_t issue,
			sp_buf *whole, size_t *by)
{
	const sp_pack *p = w->pack;
	size_t n;
	const sp_hit *hits = find(w, text, whole, false, &n);

	for (size_t h = 0; h < n; h++) {
		uint32_t v = p->patterns[hits[h].pattern].vocabulary;
		for (uint32_t k = p->first_entry[v]; k < p->first_entry[v + 1]; k++) {
			const sp_entry *e = &p->entries[p->entry_of[k]];
			if (e->role == SP_EXCEPT && e->issue == issue) {
				*by = hits[h].pattern;
				return true;
			}
		}
	}
	return false;
}

static bool all_excepted(sp_packcheck_work *w, const sp_entry *e, sp_buf *whole,
			 size_t *by)
{
	const sp_pack *p = w->pack;
	bool any = false;

	for (size_t i = 0; i < p->npatterns; i++) {
		const sp_pattern_code *code = p->patterns[i].code;
		if (p->patterns[i].vocabulary != e->vocabulary)
			continue;
		any = true;
		if (!code->whole)
			return false;
		for (size_t k = 0; k < code->nliterals; k++)
			if (!is_excepted(w, code->literals[k], e->issue, whole, by))
				return false;
	}
	return any;
}

static void check_excepted(sp_packcheck_work *w, const sp_entry *e, sp_buf *whole)
{
	const sp_pack *p = w->pack;
	size_t by = 0;

	if (e->role == SP_EXCEPT || !all_excepted(w, e, whole, &by))
		return;
	sp_packcheck_warn(w, p->file, e->line, "'%s' never counts for '%s': the "
					       "exception '%s' in line %d takes all "
					       "of it away",
			  e->pattern, p->issues[e->issue].name,
			  p->patterns[by].text, p->patterns[by].line);
}

void sp_packcheck_overlaps(sp_packcheck_work *w)
{
	sp_buf whole = SP_BUF_INIT;

	for (size_t i = 0; i < w->pack->npatterns; i++)
		check_contained(w, i, &whole);
	for (size_t i = 0; i < w->pack->nentries; i++)
		check_excepted(w, &w->pack->entries[i], &whole);
	sp_buf_release(&whole);
}
