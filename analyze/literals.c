#include "config.h"

#include "analyze/literals.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define NONE UINT32_MAX
typedef struct literal {
	const char *text;
	uint32_t len;
	uint32_t owner;
	uint32_t next;		/* further one with the same text, or NONE */
	uint8_t set;
} literal;

/* A state with less than that many letters before it has a row in a table; of
 * the others, most have one successor or two, and are searched. */
#define TABLE_DEPTH 3

/* In the order of breadth first, so that the successors of one stand together. */
typedef struct state {
	uint32_t first;		/* of its successors */
	uint32_t fail;		/* the state of the longest proper suffix */
	uint32_t out;		/* the first literal that is told here, or NONE */
	uint32_t then;		/* nearest suffix that tells something, or 0 */
	uint32_t depth;		/* bytes that lead here */
	uint32_t nkids;
} state;

/* While it grows: a tree of letters. */
typedef struct twig {
	uint32_t child, sibling;	/* 0: none */
	uint32_t out, depth;
	uint8_t letter;		/* its class */
} twig;

struct sp_literals {
	literal *list;
	size_t n, cap;
	uint8_t class_of[256];
	unsigned nclasses;
	twig *twigs;		/* until it is built */
	size_t ntwigs, cap_twigs;
	state *states;
	uint8_t *letters;	/* by state: the class that leads to it */
	uint32_t *tells;	/* by state: itself or the nearest suffix that tells
				 * something, or 0 */
	size_t nstates;
	uint32_t *table;	/* nrows x nclasses: the state after a letter */
	size_t nrows;
};

sp_literals *sp_literals_new(void)
{
	return sp_calloc(1, sizeof(sp_literals));
}

void sp_literals_free(sp_literals *l)
{
	if (!l)
		return;
	free(l->list);
	free(l->twigs);
	free(l->states);
	free(l->letters);
	free(l->tells);
	free(l->table);
	free(l);
}

void sp_literals_add(sp_literals *l, const char *text, uint32_t owner, uint8_t set)
{
	assert(!l->states && text[0]);
	l->list = sp_grow(l->list, l->n, &l->cap, sizeof *l->list);
	l->list[l->n++] = (literal){ .text = text, .len = (uint32_t)strlen(text),
				     .owner = owner, .set = set, .next = NONE };
}

/* ---- building ------------------------------------------------------------- */

static void number_classes(sp_literals *l)
{
	l->nclasses = 1;
	for (size_t i = 0; i < l->n; i++)
		for (const char *p = l->list[i].text; *p; p++)
			if (!l->class_of[(unsigned char)*p])
				l->class_of[(unsigned char)*p] =
					(uint8_t)l->nclasses++;
}

static uint8_t class_at(const sp_literals *l, const literal *x, uint32_t i)
{
	return l->class_of[(unsigned char)x->text[i]];
}

static uint32_t add_twig(sp_literals *l, uint32_t parent, uint8_t letter)
{
	l->twigs = sp_grow(l->twigs, l->ntwigs, &l->cap_twigs, sizeof *l->twigs);
	twig *up = &l->twigs[parent];
	uint32_t fresh = (uint32_t)l->ntwigs++;

	l->twigs[fresh] = (twig){ .sibling = up->child, .out = NONE,
				  .depth = up->depth + 1, .letter = letter };
	up->child = fresh;
	return fresh;
}

static uint32_t find_child(const sp_literals *l, uint32_t at, uint8_t letter)
{
	uint32_t k = l->twigs[at].child;

	while (k && l->twigs[k].letter != letter)
		k = l->twigs[k].sibling;
	return k;
}

/* What was alone on a twig no longer is: it moves on by its next letter. */
static void push_on(sp_literals *l, uint32_t from)
{
	uint32_t out = l->twigs[from].out;
	uint32_t fresh = add_twig(l, from, class_at(l, &l->list[out],
						    l->twigs[from].depth));

	l->twigs[fresh].out = out;
	l->twigs[from].out = NONE;
}

static bool same_text(const literal *x, const literal *y)
{
	return x->len == y->len && memcmp(x->text, y->text, x->len) == 0;
}

/* A literal ends on the first twig that no other one passes. */
static void insert(sp_literals *l, uint32_t id)
{
	literal *x = &l->list[id];
	uint32_t at = 0, depth = 0;

	while (depth < x->len) {
		uint8_t letter = class_at(l, x, depth++);
		uint32_t to = find_child(l, at, letter);
		if (!to) {
			at = add_twig(l, at, letter);
			break;
		}
		at = to;
		uint32_t out = l->twigs[at].out;
		if (out == NONE || l->list[out].len == depth)
			continue;
		if (same_text(&l->list[out], x))
			break;
		push_on(l, at);
	}
	x->next = l->twigs[at].out;
	l->twigs[at].out = id;
}

/* Number the twigs breadth first. */
static void lay_out(sp_literals *l)
{
	uint32_t *queue = sp_reallocarray(NULL, l->ntwigs, sizeof *queue);
	uint32_t tail = 1;

	l->nstates = l->ntwigs;
	l->states = sp_calloc(l->nstates, sizeof *l->states);
	l->letters = sp_calloc(l->nstates, sizeof *l->letters);
	l->tells = sp_calloc(l->nstates, sizeof *l->tells);
	queue[0] = 0;
	for (uint32_t head = 0; head < tail; head++) {
		const twig *t = &l->twigs[queue[head]];
		state *s = &l->states[head];
		s->out = t->out;
		s->depth = t->depth;
		s->first = tail;
		l->letters[head] = t->letter;
		l->nrows += t->depth < TABLE_DEPTH;
		for (uint32_t k = t->child; k; k = l->twigs[k].sibling)
			queue[tail++] = k;
		s->nkids = tail - s->first;
	}
	free(queue);
	free(l->twigs);
	l->twigs = NULL;
}

static uint32_t step(const sp_literals *l, uint32_t at, uint8_t letter)
{
	for (; at >= l->nrows; at = l->states[at].fail) {
		const state *s = &l->states[at];
		for (uint32_t k = s->first; k < s->first + s->nkids; k++)
			if (l->letters[k] == letter)
				return k;
	}
	return l->table[at * l->nclasses + letter];
}

/* The row of a state: where it has no successor, its suffix has it. */
static void fill_row(sp_literals *l, uint32_t at)
{
	const state *s = &l->states[at];
	uint32_t *row = l->table + (size_t)at * l->nclasses;

	if (at)
		memcpy(row, l->table + (size_t)s->fail * l->nclasses,
		       l->nclasses * sizeof *row);
	for (uint32_t k = s->first; k < s->first + s->nkids; k++)
		row[l->letters[k]] = k;
}

/* What each state falls back to. A suffix is shorter, so it is done before. */
static void link_suffixes(sp_literals *l)
{
	l->table = sp_calloc(l->nrows, l->nclasses * sizeof *l->table);
	for (uint32_t at = 0; at < l->nstates; at++) {
		state *s = &l->states[at];
		s->then = l->tells[s->fail];
		l->tells[at] = s->out != NONE ? at : s->then;
		for (uint32_t k = s->first; at && k < s->first + s->nkids; k++)
			l->states[k].fail = step(l, s->fail, l->letters[k]);
		if (at < l->nrows)
			fill_row(l, at);
	}
}

void sp_literals_build(sp_literals *l)
{
	assert(!l->states);
	number_classes(l);
	l->twigs = sp_grow(l->twigs, l->ntwigs, &l->cap_twigs, sizeof *l->twigs);
	l->twigs[l->ntwigs++] = (twig){ .out = NONE };
	for (size_t i = 0; i < l->n; i++)
		insert(l, (uint32_t)i);
	lay_out(l);
	link_suffixes(l);
}

size_t sp_literals_count(const sp_literals *l, size_t *states, size_t *bytes)
{
	*states = l->nstates;
	*bytes = l->nrows * l->nclasses * sizeof *l->table +
		 l->nstates * (sizeof *l->states + sizeof *l->letters +
			       sizeof *l->tells);
	return l->n;
}

/* ---- searching ------------------------------------------------------------ */

/* The beginning of a literal ends at `end`: does the rest follow? */
static void tell(const sp_literals *l, const state *s, const char *text, size_t n,
		 size_t end, sp_literal_fn *fn, void *arg)
{
	const literal *x = &l->list[s->out];
	size_t begin = end - s->depth, rest = x->len - s->depth;

	if (rest > n - end || memcmp(text + end, x->text + s->depth, rest) != 0)
		return;
	fn(arg, x->owner, x->set, begin, end + rest);
	for (uint32_t i = x->next; i != NONE; i = l->list[i].next)
		fn(arg, l->list[i].owner, l->list[i].set, begin, end + rest);
}

void sp_literals_find(const sp_literals *l, const char *text, size_t n,
		      sp_literal_fn *fn, void *arg)
{
	uint32_t at = 0;

	for (size_t i = 0; i < n; i++) {
		at = step(l, at, l->class_of[(unsigned char)text[i]]);
		for (uint32_t s = l->tells[at]; s; s = l->states[s].then)
			tell(l, &l->states[s], text, n, i + 1, fn, arg);
	}
}
