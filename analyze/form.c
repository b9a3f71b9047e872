#include "config.h"

#include "analyze/form.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/sentence.h"

static int by_value(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;

	return (a > b) - (a < b);
}

/* All shingles of all sets, sorted. */
static uint64_t *pool(const sp_set *sets, size_t n, size_t *total)
{
	size_t k = 0;

	*total = 0;
	for (size_t i = 0; i < n; i++)
		*total += sets[i].n;
	uint64_t *v = sp_calloc(*total + 1, sizeof *v);
	for (size_t i = 0; i < n; i++)
		for (size_t at = 0; sets[i].n && at <= sets[i].mask; at++)
			if (sets[i].slots[at])
				v[k++] = sets[i].slots[at];
	qsort(v, k, sizeof *v, by_value);
	return v;
}

sp_set sp_form_of(const sp_set *sets, size_t n)
{
	size_t total, kept = 0;
	uint64_t *v = pool(sets, n, &total);

	for (size_t i = 0, run; i < total; i += run) {
		for (run = 1; i + run < total && v[i + run] == v[i]; run++)
			;
		if (run * 2 > n)
			v[kept++] = v[i];
	}
	sp_set form = sp_set_new(v, kept);
	free(v);
	return form;
}

/* ---- additions ------------------------------------------------------------ */

/* The words of a letter, block by block, and whether the form has them. */
typedef struct words {
	sp_word *v;
	bool *shared;
	size_t *block_end;	/* [block]: number of its last word + 1 */
	size_t n, cap;
} words;

static void read_words(const sp_document *d, words *w)
{
	w->block_end = sp_calloc(d->nblocks + 1, sizeof *w->block_end);
	for (size_t b = 0; b < d->nblocks; b++) {
		size_t at = 0;
		sp_word word;
		while (sp_word_next(d->blocks[b].text, d->blocks[b].len, &at,
				    &word)) {
			w->v = sp_grow(w->v, w->n, &w->cap, sizeof *w->v);
			w->v[w->n++] = word;
		}
		w->block_end[b] = w->n;
	}
	w->shared = sp_calloc(w->n + 1, sizeof *w->shared);
}

static void mark(words *w, const sp_set *form)
{
	sp_shingler s = { 0 };

	for (size_t i = 0; i < w->n; i++) {
		sp_shingler_word(&s, w->v[i].hash);
		if (i + 1 < SP_SHINGLE ||
		    !sp_set_has(form, s.shingles[s.n - 1]))
			continue;
		for (size_t k = 0; k < SP_SHINGLE; k++)
			w->shared[i - k] = true;
	}
	sp_shingler_release(&s);
}

typedef struct additions {
	sp_addition *v;
	size_t n, cap;
	bool open;	/* the last one may go on with the next sentence */
} additions;

static void add(additions *a, int64_t block, sp_range r, size_t n)
{
	if (a->open) {
		a->v[a->n - 1].end = r.end;
		a->v[a->n - 1].words += n;
		return;
	}
	a->v = sp_grow(a->v, a->n, &a->cap, sizeof *a->v);
	a->v[a->n++] = (sp_addition){ block, r.begin, r.end, n };
	a->open = true;
}

static void block_additions(const words *w, const sp_block *b, size_t from,
			    size_t to, additions *a)
{
	sp_sentence_iter it;
	sp_range r;

	a->open = false;
	sp_sentence_iter_init(&it, b->sentences, b->sentences_len);
	while (sp_sentence_next(&it, &r)) {
		size_t n = 0, shared = 0;
		for (; from < to && w->v[from].begin < r.end; from++, n++)
			shared += w->shared[from];
		if (n && shared * 2 < n)
			add(a, b->id, r, n);
		else if (n)
			a->open = false;
	}
}

size_t sp_additions_of(const sp_document *d, const sp_set *form,
		       sp_addition **out)
{
	words w = { 0 };
	additions a = { 0 };

	read_words(d, &w);
	mark(&w, form);
	for (size_t b = 0; b < d->nblocks; b++)
		block_additions(&w, &d->blocks[b], b ? w.block_end[b - 1] : 0,
				w.block_end[b], &a);
	free(w.v);
	free(w.shared);
	free(w.block_end);
	*out = a.v;
	return a.n;
}
