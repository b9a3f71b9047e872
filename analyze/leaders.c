/* A hash table for each band; who shares a slot is chained. A chain is followed
 * for so many steps only, and grows no longer: texts that crowd a band without
 * being alike (all hold the same paragraph of a law) cannot make the search
 * quadratic. */
#include "config.h"

#include "analyze/leaders.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

#define NONE UINT32_MAX
#define CHAIN_MAX 64

/* Of 128: an estimate this low leaves no hope of a Jaccard index of 0.6, not
 * even for a text of 20 words, where its standard error is 0.12. */
#define HOPE 38

struct sp_leaders {
	size_t n, mask;
	uint32_t *head;		/* [band][slot]: a leader's number or NONE */
	uint32_t *next;		/* [leader][band] */
	uint32_t *name;
	uint32_t *seen;		/* [leader]: the search that met it last */
	uint32_t search;
	const uint32_t **sig;
};

sp_leaders *sp_leaders_new(size_t max)
{
	sp_leaders *l = sp_calloc(1, sizeof *l);
	size_t slots = 64;

	while (slots < max)
		slots *= 2;
	l->mask = slots - 1;
	l->head = sp_malloc(slots * SP_BANDS * sizeof *l->head);
	memset(l->head, 0xFF, slots * SP_BANDS * sizeof *l->head);
	l->next = sp_calloc(max * SP_BANDS + 1, sizeof *l->next);
	l->name = sp_calloc(max + 1, sizeof *l->name);
	l->seen = sp_calloc(max + 1, sizeof *l->seen);
	l->sig = sp_calloc(max + 1, sizeof *l->sig);
	return l;
}

void sp_leaders_free(sp_leaders *l)
{
	if (!l)
		return;
	free(l->head);
	free(l->next);
	free(l->name);
	free(l->seen);
	free(l->sig);
	free(l);
}

static const uint32_t *band_of(const uint32_t *sig, size_t band)
{
	return sig + band * SP_BAND_ROWS;
}

static uint32_t *slot(sp_leaders *l, size_t band, const uint32_t *sig)
{
	uint64_t h = sp_hash64(band_of(sig, band),
			       SP_BAND_ROWS * sizeof *sig);

	return &l->head[band * (l->mask + 1) + ((h ^ h >> 32) & l->mask)];
}

void sp_leaders_add(sp_leaders *l, uint32_t name, const uint32_t *sig)
{
	uint32_t me = (uint32_t)l->n++;

	l->name[me] = name;
	l->sig[me] = sig;
	for (size_t b = 0; b < SP_BANDS; b++) {
		uint32_t *at = slot(l, b, sig);
		int steps = 0;
		while (*at != NONE && steps++ < CHAIN_MAX)
			at = &l->next[*at * SP_BANDS + b];
		l->next[(size_t)me * SP_BANDS + b] = NONE;
		if (*at == NONE)
			*at = me;
	}
}

typedef struct near {
	uint32_t names[SP_NEAR];
	int agreement[SP_NEAR];
	size_t n;
} near;

/* Keep the best, the older first among equals. */
static void keep(near *r, uint32_t name, int agreement)
{
	size_t i = r->n;

	if (agreement < HOPE)
		return;
	while (i > 0 && r->agreement[i - 1] < agreement)
		i--;
	if (i == SP_NEAR)
		return;
	size_t last = r->n < SP_NEAR ? r->n++ : SP_NEAR - 1;
	for (size_t k = last; k > i; k--) {
		r->names[k] = r->names[k - 1];
		r->agreement[k] = r->agreement[k - 1];
	}
	r->names[i] = name;
	r->agreement[i] = agreement;
}

size_t sp_leaders_near(sp_leaders *l, const uint32_t *sig,
		       uint32_t names[SP_NEAR])
{
	near r = { .n = 0 };

	l->search++;
	for (size_t b = 0; b < SP_BANDS; b++) {
		uint32_t at = *slot(l, b, sig);
		for (int steps = 0; at != NONE && steps < CHAIN_MAX; steps++) {
			if (l->seen[at] != l->search &&
			    memcmp(band_of(l->sig[at], b), band_of(sig, b),
				   SP_BAND_ROWS * sizeof *sig) == 0) {
				l->seen[at] = l->search;
				keep(&r, l->name[at],
				     sp_agreement(l->sig[at], sig));
			}
			at = l->next[(size_t)at * SP_BANDS + b];
		}
	}
	memcpy(names, r.names, r.n * sizeof *names);
	return r.n;
}
