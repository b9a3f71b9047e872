/* The automaton is made from its end to its begin: each part is built when what
 * follows it is known (Thompson 1968). */
#include "config.h"

#include <stdlib.h>

#include "analyze/regex_internal.h"

typedef sp_part part;
typedef sp_regex_reader reader;

/* ---- building ------------------------------------------------------------- */

static uint32_t add_state(reader *r, sp_state s)
{
	if (r->a->nstates == SP_REGEX_STATES) {
		r->failed = true;
		return 0;
	}
	r->a->states[r->a->nstates] = s;
	return (uint32_t)r->a->nstates++;
}

static uint32_t build(reader *r, const part *x, uint32_t next, bool looking);

static uint32_t build_repeat(reader *r, const part *x, uint32_t next,
			     bool looking)
{
	if (!x->max) {
		uint32_t loop = add_state(r, (sp_state){ .kind = S_SPLIT, .b = next });
		uint32_t body = build(r, x->kids[0], loop, looking);
		r->a->states[loop].a = body;
		next = loop;
	}
	for (unsigned i = x->min; i < x->max && !r->failed; i++)
		next = add_state(r, (sp_state){
			.kind = S_SPLIT, .b = next,
			.a = build(r, x->kids[0], next, looking) });
	for (unsigned i = 0; i < x->min && !r->failed; i++)
		next = build(r, x->kids[0], next, looking);
	return next;
}

/* A lookaround within another one is followed only in plain lookaheads. */
static uint32_t build_look(reader *r, const part *x, uint32_t next, bool looking)
{
	bool ahead = x->state == S_AHEAD;
	bool behind = x->state == S_BEHIND || x->state == S_NOT_BEHIND;

	if (looking)
		r->failed = true;
	uint32_t end = add_state(r, (sp_state){
		.kind = ahead ? S_HELD : behind ? S_MARK : S_BROKEN });
	uint32_t inner = build(r, x->kids[0], end, !ahead);
	return add_state(r, (sp_state){ .kind = x->state, .a = next,
					.b = inner, .mark = end });
}

static uint32_t build(reader *r, const part *x, uint32_t next, bool looking)
{
	if (r->failed)
		return 0;
	switch (x->kind) {
	case P_SET:
		return add_state(r, (sp_state){ .kind = S_SET, .set = x->set,
						.a = next });
	case P_CAT:
		for (size_t i = x->nkids; i-- > 0;)
			next = build(r, x->kids[i], next, looking);
		return next;
	case P_ALT: {
		uint32_t all = build(r, x->kids[x->nkids - 1], next, looking);
		for (size_t i = x->nkids - 1; i-- > 0;) {
			uint32_t one = build(r, x->kids[i], next, looking);
			all = add_state(r, (sp_state){ .kind = S_SPLIT,
						       .a = one, .b = all });
		}
		return all;
	}
	case P_REPEAT:
		return build_repeat(r, x, next, looking);
	case P_ASSERT:
		return add_state(r, (sp_state){ .kind = x->state, .a = next });
	case P_LOOK:
		return build_look(r, x, next, looking);
	}
	return next;
}

/* ---- symbols -------------------------------------------------------------- */

const uint32_t sp_regex_words[4][2] = {
	{ '0', '9' }, { 'A', 'Z' }, { '_', '_' }, { 'a', 'z' }
};

/* What a text can hold after sp_match_fold(). */
static const uint32_t legal[][2] = {
	{ ' ', ',' }, { '.', '@' }, { '[', '~' }, { 0xA1, 0xD7FF },
	{ 0xE000, SP_LAST_CHARACTER }
};

typedef const uint32_t range[2];

static bool within(range *ranges, size_t n, uint32_t cp)
{
	for (size_t i = 0; i < n; i++)
		if (cp >= ranges[i][0] && cp <= ranges[i][1])
			return true;
	return false;
}

static int by_number(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	return (a > b) - (a < b);
}

static size_t add_bounds(range *ranges, size_t n, uint32_t *out)
{
	for (size_t i = 0; i < n; i++) {
		out[2 * i] = ranges[i][0];
		out[2 * i + 1] = ranges[i][1] + 1;
	}
	return 2 * n;
}

/* Between two bounds of ranges all code points are alike. */
static bool number_symbols(sp_automaton *a)
{
	size_t room = 32, n = 0, k;

	for (size_t i = 0; i < a->nsets; i++)
		room += 2 * a->sets[i]->n;
	uint32_t *bounds = sp_arena_alloc(a->arena, room * sizeof *bounds);
	n += add_bounds(sp_regex_words, 4, bounds);
	n += add_bounds(legal, 5, bounds + n);
	for (size_t i = 0; i < a->nsets; i++)
		n += add_bounds((range *)a->sets[i]->ranges, a->sets[i]->n,
				bounds + n);
	qsort(bounds, n, sizeof *bounds, by_number);
	for (size_t i = 0; i < n; i++) {
		if ((i && bounds[i] == bounds[i - 1]) ||
		    !within(legal, 5, bounds[i]))
			continue;
		if (a->nsymbols == SP_REGEX_SYMBOLS)
			return false;
		k = a->nsymbols++;
		a->symbols[k] = bounds[i];
		a->word[k] = within(sp_regex_words, 4, bounds[i]);
		for (size_t s = 0; s < a->nsets; s++) {
			sp_range_set *set = a->sets[s];
			set->has[k] = within((range *)set->ranges, set->n,
					     bounds[i]) != set->negated;
		}
	}
	return true;
}

bool sp_automaton_build(sp_automaton *a, sp_regex_reader *r, const sp_part *tree)
{
	if (r->failed)
		return false;
	a->states = sp_arena_alloc(a->arena, SP_REGEX_STATES * sizeof *a->states);
	uint32_t end = add_state(r, (sp_state){ .kind = S_ACCEPT });
	a->start = build(r, tree, end, false);
	return !r->failed && number_symbols(a);
}
