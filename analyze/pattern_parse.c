/* The notation of patterns, read into a tree. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/pattern_internal.h"
#include "base/mem.h"

#define MAX_GAP 15
#define DEFAULT_GAP 3
#define MAX_DEPTH 40

typedef struct parser {
	sp_arena *a;
	const char *start, *p;
	sp_concept_fn concept;
	void *arg;
	const char *why;
	int depth;
	sp_node **stack;
	size_t n, cap;
} parser;

static sp_node *new_node(parser *ps, node_kind kind)
{
	sp_node *n = sp_arena_alloc(ps->a, sizeof *n);

	n->kind = kind;
	return n;
}

/* Kids are gathered on a stack until their number is known. */
static void push(parser *ps, sp_node *kid)
{
	ps->stack = sp_grow(ps->stack, ps->n, &ps->cap, sizeof *ps->stack);
	ps->stack[ps->n++] = kid;
}

static void set_kids(sp_arena *a, sp_node *n, sp_node *const *kids, size_t nkids)
{
	n->kids = sp_arena_alloc(a, nkids * sizeof *n->kids);
	if (nkids)
		memcpy(n->kids, kids, nkids * sizeof *kids);
	n->nkids = nkids;
}

/* All that were pushed since there were `base`. */
static sp_node *pop_kids(parser *ps, node_kind kind, size_t base)
{
	sp_node *n = new_node(ps, kind);

	set_kids(ps->a, n, ps->stack + base, ps->n - base);
	ps->n = base;
	return n;
}

static sp_node *optional(parser *ps, sp_node *inner)
{
	sp_node *n = new_node(ps, N_OPT);

	set_kids(ps->a, n, &inner, 1);
	return n;
}

static sp_node *text_node(parser *ps, const char *s, size_t len)
{
	sp_node *n = new_node(ps, N_TEXT);
	char *copy = sp_arena_strndup(ps->a, s, len);

	for (size_t i = 0; i < len; i++) {
		if (copy[i] >= 'A' && copy[i] <= 'Z')
			copy[i] += 'a' - 'A';
		else if (copy[i] == '-' || copy[i] == '\n')
			copy[i] = ' ';
	}
	n->text = copy;
	n->len = len;
	return n;
}

sp_node *sp_pattern_any(sp_arena *a, sp_node *const *trees, size_t n)
{
	sp_node *alt = sp_arena_alloc(a, sizeof *alt);

	alt->kind = N_ALT;
	set_kids(a, alt, trees, n);
	return alt;
}

static sp_node *fault(parser *ps, const char *why)
{
	if (!ps->why)
		ps->why = why;
	return NULL;
}

static sp_node *parse_alt(parser *ps);

static sp_node *parse_concept(parser *ps)
{
	const char *close = strchr(ps->p, '}');

	if (!close)
		return fault(ps, "'{' without '}'");
	char *name = sp_arena_strndup(ps->a, ps->p + 1,
				      (size_t)(close - ps->p - 1));
	sp_node *n = ps->concept ? ps->concept(ps->arg, name) : NULL;
	if (!n) {
		char *why = sp_arena_alloc(ps->a, strlen(name) + 64);
		sprintf(why, "no concept '%s' before this line", name);
		return fault(ps, why);
	}
	ps->p = close + 1;
	return n;
}

static sp_node *parse_class(parser *ps)
{
	const char *close = strchr(ps->p, ']');

	if (!close || close == ps->p + 1)
		return fault(ps, "'[' without letters and ']'");
	sp_node *n = text_node(ps, ps->p + 1, (size_t)(close - ps->p - 1));
	n->kind = N_CLASS;
	for (size_t i = 0; i < n->len; i++)
		if (n->text[i] & 0x80 || strchr("^\\[", n->text[i]))
			return fault(ps, "only plain letters and digits can stand in [ ]");
	ps->p = close + 1;
	return n;
}

static sp_node *parse_gap(parser *ps)
{
	sp_node *n = new_node(ps, N_GAP);

	n->n = DEFAULT_GAP;
	ps->p++;
	if (*ps->p >= '0' && *ps->p <= '9')
		for (n->n = 0; *ps->p >= '0' && *ps->p <= '9' &&
			       n->n <= MAX_GAP; ps->p++)
			n->n = n->n * 10 + (*ps->p - '0');
	if (*ps->p != ' ' || n->n < 1 || n->n > MAX_GAP)
		return fault(ps, "a gap '~' stands between blanks, with a number from 1 to 15 or none");
	ps->p++;
	return n;
}

static bool blank(char c)
{
	return c == ' ' || c == '-' || c == '\n';
}

/* Bytes of the next text: letters as far as none of them can belong to what
 * stands around them, as the last one does to '?' and a blank to brackets. */
static size_t letters(const char *p)
{
	size_t n = blank(*p) || *p == '\'' ? 1 : strcspn(p, "([{*~?|)'");

	if (p[n] == '?')
		while (n > 1 && (p[--n] & 0xC0) == 0x80)
			;
	if (n > 1 && blank(p[n - 1]))
		n--;
	while ((p[n] & 0xC0) == 0x80)
		n++;
	return n;
}

/* One element that '?' can follow. */
static sp_node *parse_atom(parser *ps)
{
	sp_node *n;

	switch (*ps->p) {
	case '(':
		if (++ps->depth > MAX_DEPTH)
			return fault(ps, "brackets nested too deeply");
		ps->p++;
		n = parse_alt(ps);
		if (!n)
			return NULL;
		if (*ps->p != ')')
			return fault(ps, "'(' without ')'");
		ps->p++;
		ps->depth--;
		return n;
	case '{':
		return parse_concept(ps);
	case '[':
		return parse_class(ps);
	case '*':
		ps->p++;
		return new_node(ps, N_ENDING);
	case '~':
		return parse_gap(ps);
	case '?':
		return fault(ps, "'?' has nothing before it");
	default:
		break;
	}
	size_t len = letters(ps->p);
	n = text_node(ps, ps->p, len);
	ps->p += len;
	return n;
}

static bool is_blank(const sp_node *n)
{
	return n->kind == N_TEXT && n->len == 1 && n->text[0] == ' ';
}

/* An optional element takes one of the blanks around it with it, so that
 * "support (for)? the" finds "support the": the one after it, or at the end
 * of the phrase the one before. */
static void join_blanks(parser *ps, sp_node *cat)
{
	size_t k = 0;

	for (size_t i = 0; i < cat->nkids; i++) {
		sp_node *n = cat->kids[i];
		bool after = i + 1 < cat->nkids && is_blank(cat->kids[i + 1]);
		bool before = k > 0 && is_blank(cat->kids[k - 1]);
		if (n->kind != N_OPT || !((k == 0 || before) && after)) {
			if (n->kind != N_OPT || !before ||
			    i + 1 < cat->nkids) {
				cat->kids[k++] = n;
				continue;
			}
		}
		sp_node *inner = new_node(ps, N_CAT), *kids[2];
		kids[0] = after ? n->kids[0] : cat->kids[--k];
		kids[1] = after ? cat->kids[++i] : n->kids[0];
		set_kids(ps->a, inner, kids, 2);
		cat->kids[k++] = optional(ps, inner);
	}
	cat->nkids = k;
}

static bool plain_text(const sp_node *n)
{
	return n->kind == N_TEXT && n->text[0] != '\'';
}

/* Letters were taken one by one, for '?' to bind to; join what is left. */
static void join_letters(parser *ps, sp_node *cat)
{
	size_t k = 0;

	for (size_t i = 0; i < cat->nkids;) {
		size_t end = i, len = 0;
		while (end < cat->nkids && plain_text(cat->kids[end]))
			len += cat->kids[end++]->len;
		if (end <= i + 1) {
			cat->kids[k++] = cat->kids[i++];
			continue;
		}
		sp_node *n = new_node(ps, N_TEXT);
		char *text = sp_arena_alloc(ps->a, len + 1);
		for (; i < end; i++) {
			memcpy(text + n->len, cat->kids[i]->text,
			       cat->kids[i]->len);
			n->len += cat->kids[i]->len;
		}
		n->text = text;
		cat->kids[k++] = n;
	}
	cat->nkids = k;
}

static sp_node *parse_cat(parser *ps)
{
	size_t base = ps->n;

	while (*ps->p && *ps->p != '|' && *ps->p != ')') {
		sp_node *n = parse_atom(ps);
		if (!n)
			return NULL;
		if (*ps->p == '?') {
			n = optional(ps, n);
			ps->p++;
		}
		push(ps, n);
	}
	/* most alternatives are one word */
	if (ps->n == base + 1)
		return ps->stack[--ps->n];
	sp_node *cat = pop_kids(ps, N_CAT, base);
	join_blanks(ps, cat);
	join_letters(ps, cat);
	return cat->nkids == 1 ? cat->kids[0] : cat;
}

static sp_node *parse_alt(parser *ps)
{
	size_t base = ps->n;
	sp_node *n = parse_cat(ps);

	if (!n || *ps->p != '|')
		return n;
	push(ps, n);
	while (*ps->p == '|') {
		ps->p++;
		n = parse_cat(ps);
		if (!n)
			return NULL;
		push(ps, n);
	}
	return pop_kids(ps, N_ALT, base);
}

static sp_node *parse_raw(parser *ps, size_t len)
{
	sp_node *n = new_node(ps, N_RAW);

	n->text = sp_arena_strndup(ps->a, ps->p + 1, len - 2);
	n->len = len - 2;
	return n;
}

sp_node *sp_pattern_parse(sp_arena *a, const char *text,
			  sp_concept_fn concept, void *arg,
			  const char **why, size_t *at)
{
	parser ps = { .a = a, .start = text, .p = text, .concept = concept,
		      .arg = arg };
	size_t len = strlen(text);
	sp_node *n;

	if (len > 2 && text[0] == '/' && text[len - 1] == '/')
		return parse_raw(&ps, len);
	n = len ? parse_alt(&ps) : fault(&ps, "an empty pattern");
	free(ps.stack);
	if (n && *ps.p == ')')
		n = fault(&ps, "')' without '('");
	if (n && (text[0] == ' ' || text[len - 1] == ' '))
		n = fault(&ps, "a pattern cannot begin or end with a blank");
	if (!n) {
		*why = ps.why;
		*at = (size_t)(ps.p - text);
	}
	return n;
}
