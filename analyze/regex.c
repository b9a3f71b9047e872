/* Reading an expression to a tree, by recursive descent. */
#include "config.h"

#include "analyze/regex.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/regex_internal.h"
#include "base/utf8.h"

#define MAX_REPEAT 64
#define MAX_DEPTH 60

typedef sp_part part;
typedef sp_regex_reader reader;

static part *new_part(reader *r, sp_part_kind kind)
{
	part *x = sp_arena_alloc(r->a->arena, sizeof *x);

	x->kind = kind;
	x->at = (size_t)(r->p - r->text);
	return x;
}

static part *unknown(reader *r)
{
	r->failed = true;
	return new_part(r, P_CAT);
}

static void add_kid(reader *r, part *x, part *kid)
{
	if (x->nkids == x->cap) {
		size_t cap = x->cap ? 2 * x->cap : 4;
		part **kids = sp_arena_alloc(r->a->arena, cap * sizeof *kids);
		if (x->nkids)
			memcpy(kids, x->kids, x->nkids * sizeof *kids);
		x->kids = kids;
		x->cap = cap;
	}
	x->kids[x->nkids++] = kid;
}

/* ---- sets of characters --------------------------------------------------- */

static sp_range_set *new_set(reader *r)
{
	sp_automaton *a = r->a;
	sp_range_set *s = sp_arena_alloc(a->arena, sizeof *s);

	if ((a->nsets & (a->nsets - 1)) == 0) {
		sp_range_set **sets = sp_arena_alloc(
			a->arena, (2 * a->nsets + 1) * sizeof *sets);
		if (a->nsets)
			memcpy(sets, a->sets, a->nsets * sizeof *sets);
		a->sets = sets;
	}
	a->sets[a->nsets++] = s;
	s->at = (size_t)(r->p - r->text);
	return s;
}

static void add_range(reader *r, sp_range_set *s, uint32_t lo, uint32_t hi)
{
	if ((s->n & (s->n - 1)) == 0) {
		uint32_t (*ranges)[2] = sp_arena_alloc(
			r->a->arena, (2 * s->n + 1) * sizeof *ranges);
		if (s->n)
			memcpy(ranges, s->ranges, s->n * sizeof *ranges);
		s->ranges = ranges;
	}
	s->ranges[s->n][0] = lo;
	s->ranges[s->n++][1] = hi;
}

static const uint32_t digits[][2] = { { '0', '9' } };
static const uint32_t blanks[][2] = { { '\t', '\r' }, { ' ', ' ' } };

static void add_ranges(reader *r, sp_range_set *s, const uint32_t (*list)[2],
		       size_t n, bool others)
{
	uint32_t from = 0;

	for (size_t i = 0; i < n; i++) {
		if (!others)
			add_range(r, s, list[i][0], list[i][1]);
		else if (list[i][0] > from)
			add_range(r, s, from, list[i][0] - 1);
		from = list[i][1] + 1;
	}
	if (others)
		add_range(r, s, from, SP_LAST_CHARACTER);
}

/* \w and the like; false if `c` is no such letter. */
static bool add_shorthand(reader *r, sp_range_set *s, char c)
{
	switch (c) {
	case 'w':
	case 'W':
		add_ranges(r, s, sp_regex_words, 4, c == 'W');
		return true;
	case 'd':
	case 'D':
		add_ranges(r, s, digits, 1, c == 'D');
		return true;
	case 's':
	case 'S':
		add_ranges(r, s, blanks, 2, c == 'S');
		return true;
	default:
		return false;
	}
}

/* The character that a backslash and `c` stand for; 0 for what is not known. */
static uint32_t escaped(char c)
{
	const char *at;
	static const char names[] = "ntrfae", bytes[] = "\n\t\r\f\a\033";

	if (!c)
		return 0;
	if ((at = strchr(names, c)) != NULL)
		return (unsigned char)bytes[at - names];
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (c & 0x80) ? 0 : (unsigned char)c;
}

static uint32_t next_character(reader *r)
{
	unsigned cp;

	r->p += sp_utf8_decode(r->p, strlen(r->p), &cp);
	return cp;
}

/* One character of a class, or 0 with the shorthand added. */
static uint32_t class_character(reader *r, sp_range_set *s)
{
	if (*r->p != '\\')
		return next_character(r);
	char c = r->p[1];
	uint32_t cp = c == 'b' ? '\b' : escaped(c);
	if (!cp && !add_shorthand(r, s, c))
		r->failed = true;
	r->p += c ? 2 : 1;
	return cp;
}

static part *read_class(reader *r)
{
	part *x = new_part(r, P_SET);
	sp_range_set *s = x->set = new_set(r);
	bool first = true;

	r->p++;
	if (*r->p == '^') {
		s->negated = true;
		r->p++;
	}
	for (; *r->p && (*r->p != ']' || first) && !r->failed; first = false) {
		if (r->p[0] == '[' && r->p[1] && strchr(":.=", r->p[1]))
			return unknown(r);
		uint32_t lo = class_character(r, s), hi = lo;
		if (lo && r->p[0] == '-' && r->p[1] && r->p[1] != ']') {
			r->p++;
			hi = class_character(r, s);
			if (!hi)	/* [a-\d]: a hyphen by itself */
				return unknown(r);
		}
		if (lo)
			add_range(r, s, lo, hi);
	}
	if (*r->p != ']')
		return unknown(r);
	r->p++;
	s->len = (size_t)(r->p - r->text) - s->at;
	return x;
}

/* ---- reading -------------------------------------------------------------- */

static part *read_alternatives(reader *r);

static part *assertion(reader *r, sp_state_kind state, size_t len)
{
	part *x = new_part(r, P_ASSERT);

	x->state = state;
	r->p += len;
	return x;
}

static part *read_escape(reader *r)
{
	char c = r->p[1];
	uint32_t cp = escaped(c);

	switch (c) {
	case 'b':
		return assertion(r, S_BOUNDARY, 2);
	case 'B':
		return assertion(r, S_NO_BOUNDARY, 2);
	case 'A':
		return assertion(r, S_BEGIN, 2);
	case 'z':
	case 'Z':
		return assertion(r, S_END, 2);
	default:
		break;
	}
	part *x = new_part(r, P_SET);
	x->set = new_set(r);
	if (cp)
		add_range(r, x->set, cp, cp);
	else if (!add_shorthand(r, x->set, c))
		return unknown(r);
	r->p += 2;
	x->set->len = 2;
	return x;
}

static part *read_group(reader *r)
{
	static const struct {
		const char *open;
		sp_state_kind state;	/* S_ACCEPT: a plain group */
	} kinds[] = {
		{ "(?:", S_ACCEPT }, { "(?>", S_ACCEPT }, { "(?=", S_AHEAD },
		{ "(?!", S_NOT_AHEAD }, { "(?<=", S_BEHIND },
		{ "(?<!", S_NOT_BEHIND }, { "(", S_ACCEPT },
	};
	size_t k = 0;

	while (strncmp(r->p, kinds[k].open, strlen(kinds[k].open)) != 0)
		k++;
	r->p += strlen(kinds[k].open);
	if (*r->p == '?' || *r->p == '*' || ++r->depth > MAX_DEPTH)
		return unknown(r);
	part *inner = read_alternatives(r);
	r->depth--;
	if (*r->p != ')')
		return unknown(r);
	r->p++;
	if (kinds[k].state == S_ACCEPT)
		return inner;
	part *x = new_part(r, P_LOOK);
	x->state = kinds[k].state;
	add_kid(r, x, inner);
	return x;
}

static part *read_atom(reader *r)
{
	switch (*r->p) {
	case '(':
		return read_group(r);
	case '[':
		return read_class(r);
	case '\\':
		return read_escape(r);
	case '^':
		return assertion(r, S_BEGIN, 1);
	case '$':
		return assertion(r, S_END, 1);
	default:
		break;
	}
	part *x = new_part(r, P_SET);
	x->set = new_set(r);
	if (*r->p == '.') {
		add_range(r, x->set, '\n', '\n');
		x->set->negated = true;
		r->p++;
	} else {
		uint32_t cp = next_character(r);
		add_range(r, x->set, cp, cp);
	}
	x->set->len = (size_t)(r->p - r->text) - x->set->at;
	return x;
}

/* {n}, {n,} or {n,m}; anything else in braces stands for itself. */
static bool read_bounds(reader *r, unsigned *min, unsigned *max)
{
	char *end;

	if (r->p[1] < '0' || r->p[1] > '9')
		return false;
	unsigned long lo = strtoul(r->p + 1, &end, 10), hi = lo;
	if (*end == ',')
		hi = end[1] == '}' ? 0 : strtoul(end + 1, &end, 10);
	if (end[0] == ',')
		end++;
	if (*end != '}')
		return false;
	if (lo > MAX_REPEAT || hi > MAX_REPEAT || (hi && hi < lo) ||
	    (!hi && end[-1] != ','))
		r->failed = true;
	*min = (unsigned)lo;
	*max = (unsigned)hi;
	r->p = end + 1;
	return true;
}

static part *read_repeat(reader *r, part *x)
{
	unsigned min = 0, max = 0;

	if (*r->p == '?') {
		max = 1;
		r->p++;
	} else if (*r->p == '+' || *r->p == '*') {
		min = *r->p++ == '+';
	} else if (*r->p != '{' || !read_bounds(r, &min, &max)) {
		return x;
	}
	if (*r->p == '?' || *r->p == '+')	/* lazy or greedy: the same texts */
		r->p++;
	part *repeat = new_part(r, P_REPEAT);
	repeat->min = min;
	repeat->max = max;
	add_kid(r, repeat, x);
	/* a{2}{3} is not looked into */
	return *r->p == '{' && r->p[1] >= '0' && r->p[1] <= '9' ? unknown(r) :
								  repeat;
}

static part *read_alternatives(reader *r)
{
	part *alt = new_part(r, P_ALT), *cat = new_part(r, P_CAT);

	while (*r->p && *r->p != ')' && !r->failed) {
		if (*r->p == '|') {
			add_kid(r, alt, cat);
			r->p++;
			cat = new_part(r, P_CAT);
			continue;
		}
		add_kid(r, cat, read_repeat(r, read_atom(r)));
		cat->end = (size_t)(r->p - r->text);
	}
	if (!alt->nkids)
		return cat;
	add_kid(r, alt, cat);
	return alt;
}

sp_part *sp_regex_read(sp_regex_reader *r, sp_automaton *a, const char *regex)
{
	*r = (sp_regex_reader){ .a = a, .text = regex, .p = regex };
	part *all = read_alternatives(r);

	r->failed = r->failed || *r->p;
	return all;
}

/* ---- alternatives --------------------------------------------------------- */

static bool same_set(const sp_range_set *x, const sp_range_set *y)
{
	return x->n == y->n && x->negated == y->negated &&
	       memcmp(x->ranges, y->ranges, x->n * sizeof *x->ranges) == 0;
}

/* `x` is characters that `y` begins with, and a blank or nothing follows. */
static bool begins_with(const part *y, const part *x)
{
	if (x->kind != P_CAT || y->kind != P_CAT || !x->nkids ||
	    y->nkids < x->nkids)
		return false;
	for (size_t i = 0; i < x->nkids; i++)
		if (x->kids[i]->kind != P_SET || y->kids[i]->kind != P_SET ||
		    !same_set(x->kids[i]->set, y->kids[i]->set))
			return false;
	if (y->nkids == x->nkids)
		return true;
	const part *next = y->kids[x->nkids];
	return next->kind == P_SET && next->set->n == 1 &&
	       next->set->ranges[0][0] == ' ' && next->set->ranges[0][1] == ' ';
}

static bool find_shadowed(const part *x, const part **alternative,
			  const part **by)
{
	if (x->kind == P_CAT) {
		size_t n = x->nkids;
		while (n && (x->kids[n - 1]->kind == P_LOOK ||
			     x->kids[n - 1]->kind == P_ASSERT))
			n--;
		return n && find_shadowed(x->kids[n - 1], alternative, by);
	}
	if (x->kind != P_ALT)
		return false;
	for (size_t k = 0; k < x->nkids; k++) {
		for (size_t i = 0; i < k; i++)
			if (begins_with(x->kids[k], x->kids[i])) {
				*alternative = x->kids[k];
				*by = x->kids[i];
				return true;
			}
		if (find_shadowed(x->kids[k], alternative, by))
			return true;
	}
	return false;
}

bool sp_regex_shadowed(const char *regex, sp_buf *alternative, sp_buf *by)
{
	sp_automaton a = { .arena = sp_arena_new() };
	reader r;
	const part *all = sp_regex_read(&r, &a, regex), *x, *y;
	bool found = !r.failed && find_shadowed(all, &x, &y);

	if (found) {
		sp_buf_add(alternative, regex + x->at, x->end - x->at);
		sp_buf_add(by, regex + y->at, y->end - y->at);
	}
	sp_arena_free(a.arena);
	return found;
}

/* ---- all ------------------------------------------------------------------ */

static const sp_range_set *odd_set(const sp_automaton *a)
{
	for (size_t i = 0; i < a->nsets; i++) {
		bool any = false;
		for (size_t k = 0; k < a->nsymbols; k++)
			any = any || a->sets[i]->has[k];
		if (!any)
			return a->sets[i];
	}
	return NULL;
}

sp_reached sp_regex_reach(const char *regex, sp_buf *witness)
{
	sp_automaton a = { .arena = sp_arena_new() };
	sp_reached out = { .reach = SP_REACH_UNKNOWN };
	reader r;
	const part *all = sp_regex_read(&r, &a, regex);

	sp_buf_clear(witness);
	if (sp_automaton_build(&a, &r, all)) {
		const sp_range_set *odd = odd_set(&a);
		if (odd) {
			out.odd = odd->at;
			out.odd_len = odd->len;
		}
		out.reach = sp_automaton_walk(&a, witness);
	}
	sp_arena_free(a.arena);
	return out;
}
