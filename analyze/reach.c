/* A search, breadth first, through the texts that an automaton can read.
 *
 * A place in it is: the state of the expression (one, chosen); the states of
 * the lookaheads that must still match (one each, chosen); all states that the
 * lookaheads which must not match could be in; all those of the lookbehinds,
 * which start anew at every character. The next symbol is chosen before the
 * steps that read nothing are taken, so that \b is decided exactly. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/regex_internal.h"
#include "base/mem.h"

#define MAX_PLACES 4000
#define MAX_STEPS 4000		/* of one symbol at one place */
#define MAX_WORK 500000		/* steps in all */
#define BEFORE UINT32_MAX	/* the match has not begun */
#define DONE (UINT32_MAX - 1)	/* it has ended */

enum { PENDING, KEPT, FORBIDDEN, BEHIND, SETS };
enum { AT_BEGIN, AFTER_OTHER, AFTER_WORD };

typedef struct place {
	uint32_t main;
	uint8_t after;
	bool settled;		/* main has read the symbol */
	uint32_t from;		/* the place before, and by which symbol */
	uint16_t symbol;
	uint64_t *sets[SETS];
} place;

typedef struct list {
	place *places;
	size_t n, cap;
	uint32_t *table;	/* by hash: number + 1 */
	size_t size;
} list;

typedef struct walk {
	const sp_automaton *a;
	sp_arena *arena, *passing;	/* of `all`; of `steps` */
	size_t words;		/* of a set */
	size_t work;
	list all, steps;
	size_t symbol;		/* being read; nsymbols: the end of the text */
	uint8_t after;
	uint64_t *behind;	/* closed, for this symbol: one of these */
	uint64_t *behind_of[3];	/* before a word, before another, at the end */
	bool ready[3];
	bool found, over;
	uint32_t current;
} walk;

static bool has(const uint64_t *set, uint32_t i)
{
	return set[i / 64] >> (i % 64) & 1;
}

static void put(uint64_t *set, uint32_t i)
{
	set[i / 64] |= (uint64_t)1 << (i % 64);
}

static uint64_t hash_place(const walk *w, const place *p)
{
	uint64_t h = 1469598103934665603u ^ p->main ^ (uint64_t)p->after << 40 ^
		     (uint64_t)p->settled << 50;

	for (int s = 0; s < SETS; s++)
		for (size_t i = 0; i < w->words; i++)
			h = (h ^ p->sets[s][i]) * 1099511628211u ^ h >> 29;
	return h;
}

static bool same_place(const walk *w, const place *p, const place *q)
{
	if (p->main != q->main || p->after != q->after ||
	    p->settled != q->settled)
		return false;
	for (int s = 0; s < SETS; s++)
		if (memcmp(p->sets[s], q->sets[s],
			   w->words * sizeof **p->sets) != 0)
			return false;
	return true;
}

static void index_place(const walk *w, list *l, size_t number)
{
	size_t k = hash_place(w, &l->places[number]) & (l->size - 1);

	while (l->table[k])
		k = (k + 1) & (l->size - 1);
	l->table[k] = (uint32_t)number + 1;
}

static bool known(const walk *w, const list *l, const place *p)
{
	if (!l->size)
		return false;
	for (size_t k = hash_place(w, p) & (l->size - 1); l->table[k];
	     k = (k + 1) & (l->size - 1))
		if (same_place(w, &l->places[l->table[k] - 1], p))
			return true;
	return false;
}

static void add(walk *w, list *l, const place *p, size_t most)
{
	if (known(w, l, p))
		return;
	if (l->n >= most) {
		w->over = true;
		return;
	}
	l->places = sp_grow(l->places, l->n, &l->cap, sizeof *l->places);
	l->places[l->n++] = *p;
	if (2 * l->n > l->size) {
		l->size = l->size ? 2 * l->size : 64;
		free(l->table);
		l->table = sp_calloc(l->size, sizeof *l->table);
		for (size_t i = 0; i < l->n; i++)
			index_place(w, l, i);
	} else {
		index_place(w, l, l->n - 1);
	}
}

static uint64_t *new_set(const walk *w, sp_arena *a)
{
	return sp_arena_alloc(a, w->words * sizeof(uint64_t));
}

/* A copy with sets of its own, for the steps of this symbol. */
static place copy(const walk *w, const place *p)
{
	place q = *p;

	for (int s = 0; s < SETS; s++) {
		q.sets[s] = new_set(w, w->passing);
		memcpy(q.sets[s], p->sets[s], w->words * sizeof **q.sets);
	}
	return q;
}

/* ---- steps that read nothing ---------------------------------------------- */

static bool holds(const walk *w, const sp_state *s)
{
	bool end = w->symbol == w->a->nsymbols;
	bool boundary = (w->after == AFTER_WORD) !=
			(!end && w->a->word[w->symbol]);

	switch (s->kind) {
	case S_BEGIN:
		return w->after == AT_BEGIN;
	case S_END:
		return end;
	case S_BOUNDARY:
		return boundary;
	case S_NO_BOUNDARY:
		return !boundary;
	case S_BEHIND:
		return has(w->behind, s->mark);
	case S_NOT_BEHIND:
		return !has(w->behind, s->mark);
	default:
		return true;
	}
}

static bool empty(const walk *w, const uint64_t *set)
{
	for (size_t i = 0; i < w->words; i++)
		if (set[i])
			return false;
	return true;
}

/* All states that can be reached without reading; no lookaround is in them. */
static void close_set(const walk *w, uint64_t *set)
{
	for (bool more = !empty(w, set); more;) {
		more = false;
		for (uint32_t i = 0; i < w->a->nstates; i++) {
			const sp_state *s = &w->a->states[i];
			if (!has(set, i) || s->kind == S_SET ||
			    s->kind >= S_AHEAD || !holds(w, s))
				continue;
			more = more || !has(set, s->a) ||
			       (s->kind == S_SPLIT && !has(set, s->b));
			put(set, s->a);
			if (s->kind == S_SPLIT)
				put(set, s->b);
		}
	}
}

static void read_set(const walk *w, const uint64_t *from, uint64_t *to)
{
	for (uint32_t i = 0; i < w->a->nstates; i++) {
		const sp_state *s = &w->a->states[i];
		if (has(from, i) && s->kind == S_SET &&
		    s->set->has[w->symbol])
			put(to, s->a);
	}
}

static bool any_of(const walk *w, const uint64_t *set, sp_state_kind kind)
{
	if (empty(w, set))
		return false;
	for (uint32_t i = 0; i < w->a->nstates; i++)
		if (has(set, i) && w->a->states[i].kind == kind)
			return true;
	return false;
}

/* ---- one symbol ----------------------------------------------------------- */

/* Everything is chosen: read the symbol, or see that the text may end here. */
static void finish(walk *w, const place *p)
{
	uint64_t *forbidden = p->sets[FORBIDDEN];
	place q = *p;

	close_set(w, forbidden);
	if (any_of(w, forbidden, S_BROKEN))
		return;
	if (w->symbol == w->a->nsymbols) {
		w->found = w->found ||
			   (p->main == DONE && empty(w, p->sets[KEPT]));
		return;
	}
	for (int s = 0; s < SETS; s++)
		q.sets[s] = new_set(w, w->arena);
	memcpy(q.sets[PENDING], p->sets[KEPT], w->words * sizeof **q.sets);
	read_set(w, forbidden, q.sets[FORBIDDEN]);
	read_set(w, w->behind, q.sets[BEHIND]);
	q.after = w->a->word[w->symbol] ? AFTER_WORD : AFTER_OTHER;
	q.settled = false;
	q.from = w->current;
	q.symbol = (uint16_t)w->symbol;
	add(w, &w->all, &q, MAX_PLACES);
}

/* The state that steps next is main, or one of the pending lookaheads. */
static void go(walk *w, const place *p, bool main, uint32_t to)
{
	place q = copy(w, p);

	if (main)
		q.main = to;
	else
		put(q.sets[PENDING], to);
	add(w, &w->steps, &q, MAX_STEPS);
}

static void read_symbol(walk *w, const place *p, bool main, const sp_state *s)
{
	if (w->symbol == w->a->nsymbols || !s->set->has[w->symbol])
		return;
	place q = copy(w, p);
	if (main) {
		q.main = s->a;
		q.settled = true;
	} else {
		put(q.sets[KEPT], s->a);
	}
	add(w, &w->steps, &q, MAX_STEPS);
}

static void look_ahead(walk *w, const place *p, bool main, const sp_state *s)
{
	place q = copy(w, p);

	put(q.sets[s->kind == S_AHEAD ? PENDING : FORBIDDEN], s->b);
	go(w, &q, main, s->a);
}

static void step_state(walk *w, const place *p, bool main, uint32_t i)
{
	const sp_state *s = &w->a->states[i];

	switch (s->kind) {
	case S_SET:
		read_symbol(w, p, main, s);
		return;
	case S_SPLIT:
		go(w, p, main, s->b);
		go(w, p, main, s->a);
		return;
	case S_AHEAD:
	case S_NOT_AHEAD:
		look_ahead(w, p, main, s);
		return;
	case S_ACCEPT: {
		place q = copy(w, p);
		q.main = DONE;
		q.settled = true;
		add(w, &w->steps, &q, MAX_STEPS);
		return;
	}
	case S_HELD:	/* it is no longer pending: nothing to add */
		add(w, &w->steps, p, MAX_STEPS);
		return;
	default:
		if (holds(w, s))
			go(w, p, main, s->a);
	}
}

static void step(walk *w, const place *p)
{
	if (!p->settled) {
		if (p->main != BEFORE && p->main != DONE) {
			step_state(w, p, true, p->main);
			return;
		}
		place q = copy(w, p);
		q.settled = true;
		add(w, &w->steps, &q, MAX_STEPS);
		if (p->main == BEFORE)
			go(w, p, true, (uint32_t)w->a->start);
		return;
	}
	for (uint32_t i = 0; i < w->a->nstates; i++) {
		if (!has(p->sets[PENDING], i))
			continue;
		place q = copy(w, p);
		q.sets[PENDING][i / 64] &= ~((uint64_t)1 << (i % 64));
		step_state(w, &q, false, i);
		return;
	}
	place q = copy(w, p);
	finish(w, &q);
}

/* What the lookbehinds have read; it only differs by what \b can see. */
static void set_behind(walk *w, const place *p)
{
	int k = w->symbol == w->a->nsymbols ? 2 : !w->a->word[w->symbol];

	w->behind = w->behind_of[k];
	if (w->ready[k])
		return;
	w->ready[k] = true;
	memcpy(w->behind, p->sets[BEHIND], w->words * sizeof *w->behind);
	for (size_t i = 0; i < w->a->nstates; i++) {
		const sp_state *s = &w->a->states[i];
		if (s->kind == S_BEHIND || s->kind == S_NOT_BEHIND)
			put(w->behind, s->b);
	}
	close_set(w, w->behind);
}

static void read_symbol_at(walk *w, const place *p, size_t symbol)
{
	w->symbol = symbol;
	set_behind(w, p);
	w->steps.n = 0;
	sp_arena_clear(w->passing);
	if (w->steps.table)
		memset(w->steps.table, 0, w->steps.size * sizeof *w->steps.table);
	add(w, &w->steps, p, MAX_STEPS);
	for (size_t i = 0; i < w->steps.n && !w->found && !w->over; i++) {
		const place next = w->steps.places[i];
		step(w, &next);
		w->over = w->over || ++w->work > MAX_WORK;
	}
}

/* All that can follow a place; first, whether the text can end there. */
static void go_on(walk *w, uint32_t number)
{
	const place p = w->all.places[number];

	w->current = number;
	w->after = p.after;
	memset(w->ready, 0, sizeof w->ready);
	read_symbol_at(w, &p, w->a->nsymbols);
	for (size_t s = 0; s < w->a->nsymbols && !w->found && !w->over; s++)
		read_symbol_at(w, &p, s);
}

static void write_witness(const walk *w, sp_buf *out)
{
	size_t n = 0;

	for (uint32_t i = w->current; i; i = w->all.places[i].from)
		n++;
	for (size_t k = n; k-- > 0;) {
		uint32_t i = w->current;
		for (size_t skip = 0; skip < k; skip++)
			i = w->all.places[i].from;
		sp_buf_addcp(out, w->a->symbols[w->all.places[i].symbol]);
	}
}

sp_reach sp_automaton_walk(const sp_automaton *a, sp_buf *witness)
{
	walk w = { .a = a, .arena = sp_arena_new(), .passing = sp_arena_new(),
		   .words = (a->nstates + 63) / 64 };
	place first = { .main = BEFORE, .after = AT_BEGIN };

	for (int s = 0; s < SETS; s++)
		first.sets[s] = new_set(&w, w.arena);
	for (int k = 0; k < 3; k++)
		w.behind_of[k] = new_set(&w, w.arena);
	add(&w, &w.all, &first, MAX_PLACES);
	for (uint32_t i = 0; i < w.all.n && !w.found && !w.over; i++)
		go_on(&w, i);
	if (w.found)
		write_witness(&w, witness);
	sp_reach reach = w.found ? SP_REACH_YES :
			 w.over ? SP_REACH_UNKNOWN : SP_REACH_NEVER;
	free(w.all.places);
	free(w.all.table);
	free(w.steps.places);
	free(w.steps.table);
	sp_arena_free(w.arena);
	sp_arena_free(w.passing);
	return reach;
}
