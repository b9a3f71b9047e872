/* Of long forms every fourth shingle is indexed, by its value, so that letters
 * and forms agree on which (sketches "modulo m", Broder 1997). */
#include "config.h"

#include "analyze/forms.h"

#include <stdlib.h>

#include "analyze/campaign.h"
#include "analyze/shingle.h"
#include "base/mem.h"

enum { LONG_FORM = 256, MODULO = 4, SAME_SHINGLE_MAX = 16 };

/* Of a form's indexed shingles: with fewer in the text, looking closer is of
 * no use. */
#define HOPE 0.5

typedef struct entry {
	uint64_t shingle;
	uint32_t form;
} entry;

struct sp_forms {
	const sp_set *const *forms;
	entry *entries;		/* sorted by shingle, then form */
	size_t nentries;
	uint32_t *indexed;	/* [form]: how many of its shingles are */
	sp_set any;		/* the shingles of all entries: most texts have none */
};

static int by_shingle(const void *x, const void *y)
{
	const entry *a = x, *b = y;

	if (a->shingle != b->shingle)
		return a->shingle < b->shingle ? -1 : 1;
	return (a->form > b->form) - (a->form < b->form);
}

static bool is_indexed(uint64_t shingle, const sp_set *form)
{
	return form->n < LONG_FORM || shingle % MODULO == 0;
}

static void index_form(sp_forms *f, uint32_t k, size_t *cap)
{
	const sp_set *form = f->forms[k];

	if (form->n < SP_CAMPAIGN_FORM)
		return;
	for (size_t i = 0; i <= form->mask; i++) {
		uint64_t shingle = form->slots[i];
		if (!shingle || !is_indexed(shingle, form))
			continue;
		f->entries = sp_grow(f->entries, f->nentries, cap,
				     sizeof *f->entries);
		f->entries[f->nentries++] = (entry){ shingle, k };
		f->indexed[k]++;
	}
}

static sp_set indexed_shingles(const sp_forms *f)
{
	uint64_t *v = sp_calloc(f->nentries + 1, sizeof *v);

	for (size_t i = 0; i < f->nentries; i++)
		v[i] = f->entries[i].shingle;
	sp_set s = sp_set_new(v, f->nentries);
	free(v);
	return s;
}

sp_forms *sp_forms_new(const sp_set *const *forms, size_t n)
{
	sp_forms *f = sp_calloc(1, sizeof *f);
	size_t cap = 0;

	f->forms = forms;
	f->indexed = sp_calloc(n + 1, sizeof *f->indexed);
	for (size_t k = 0; k < n; k++)
		index_form(f, (uint32_t)k, &cap);
	if (f->nentries)
		qsort(f->entries, f->nentries, sizeof *f->entries, by_shingle);
	f->any = indexed_shingles(f);
	return f;
}

void sp_forms_free(sp_forms *f)
{
	if (!f)
		return;
	free(f->entries);
	free(f->indexed);
	sp_set_release(&f->any);
	free(f);
}

/* The first entry of `shingle`, or the number of entries. */
static size_t lookup(const sp_forms *f, uint64_t shingle)
{
	size_t low = 0, high = f->nentries;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (f->entries[mid].shingle < shingle)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool alike(const sp_set *form, const sp_set *text, bool held,
		  size_t *shared)
{
	*shared = sp_shared(form, text);
	double s = (double)*shared, f = (double)form->n, t = (double)text->n;

	return s >= SP_CAMPAIGN_SIMILARITY * (f + t - s) ||
	       (held && s >= SP_CAMPAIGN_HELD * f &&
		s >= SP_CAMPAIGN_OF_LETTER * t);
}

static int by_number(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	return (a > b) - (a < b);
}

/* Add the number of each form that has `shingle`. */
static void add_hits(const sp_forms *f, uint64_t shingle, uint32_t **hits,
		     size_t *n, size_t *cap)
{
	size_t at = lookup(f, shingle), stop = at + SAME_SHINGLE_MAX;

	for (; at < f->nentries && at < stop &&
	     f->entries[at].shingle == shingle; at++) {
		*hits = sp_grow(*hits, *n, cap, sizeof **hits);
		(*hits)[(*n)++] = f->entries[at].form;
	}
}

/* A number of a form for each of its shingles in the text, sorted. */
static uint32_t *find_hits(const sp_forms *f, const sp_set *text, size_t *n)
{
	uint32_t *hits = NULL;
	size_t cap = 0;

	*n = 0;
	for (size_t i = 0; text->n && i <= text->mask; i++)
		if (text->slots[i] && sp_set_has(&f->any, text->slots[i]))
			add_hits(f, text->slots[i], &hits, n, &cap);
	if (*n)
		qsort(hits, *n, sizeof *hits, by_number);
	return hits;
}

size_t sp_forms_find(const sp_forms *f, const sp_set *text, size_t limit,
		     bool held)
{
	size_t best = SIZE_MAX, most = 0, n, shared;
	uint32_t *hits = find_hits(f, text, &n);

	for (size_t i = 0, run; i < n && hits[i] < limit; i += run) {
		uint32_t k = hits[i];
		for (run = 1; i + run < n && hits[i + run] == k; run++)
			;
		if ((double)run >= HOPE * f->indexed[k] &&
		    alike(f->forms[k], text, held, &shared) && shared > most) {
			most = shared;
			best = k;
		}
	}
	free(hits);
	return best;
}
