#include "config.h"

#include "ingest/dialect_path.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

enum {
	CLIMB = 64,	/* levels that a "//" spans: keeps deep files linear */
	CHILDREN = 64	/* children that a condition looks through */
};

/* ---- parsing ---------------------------------------------------------------- */

typedef struct reader {
	sp_arena *arena;
	const char *s;
	const char *wrong;
} reader;

static bool fault(reader *r, const char *what)
{
	if (!r->wrong)
		r->wrong = what;
	return false;
}

static bool is_name(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80 ||
		(c && strchr("_-.", c));
}

static const char *name(reader *r)
{
	const char *from = r->s;

	if (*r->s == '*')
		r->s++;
	else
		while (is_name(*r->s) && strncmp(r->s, "->", 2) != 0)
			r->s++;
	if (*r->s == ':')
		fault(r, "names stand without prefix");
	else if (r->s == from)
		fault(r, "a name is missing");
	return sp_arena_strndup(r->arena, from, (size_t)(r->s - from));
}

/* "=value", "^=value", "~=value", up to the bracket. */
static bool comparison(reader *r, sp_condition *c)
{
	if ((*r->s == '^' || *r->s == '~') && r->s[1] == '=')
		c->op = *r->s++;
	else if (*r->s == '=')
		c->op = '=';
	else
		return true;
	r->s++;
	char quote = *r->s == '"' || *r->s == '\'' ? *r->s++ : ']';
	size_t n = strcspn(r->s, (char[]){ quote, '\0' });
	if (!r->s[n])
		return fault(r, "a value does not end");
	c->value = sp_arena_strndup(r->arena, r->s, n);
	r->s += n + (quote != ']');
	return true;
}

static bool condition(reader *r, sp_condition **out)
{
	sp_condition *c = sp_arena_alloc(r->arena, sizeof *c);
	size_t max = 1;

	r->s++;
	for (const char *p = r->s; *p && *p != ']'; p++)
		max += *p == '/';
	c->names = sp_arena_alloc(r->arena, max * sizeof *c->names);
	if (*r->s == '+') {
		c->next = true;
		r->s++;
	}
	while (!r->wrong && *r->s != '@') {
		c->names[c->nnames++] = name(r);
		if (*r->s != '/')
			break;
		r->s++;
	}
	if (*r->s == '@') {
		r->s++;
		c->attr = name(r);
	}
	if (r->wrong || !comparison(r, c))
		return false;
	if (*r->s++ != ']')
		return fault(r, "a condition reads [name], [@attr], [@attr=value], [name/@attr=value]");
	c->more = *out;
	*out = c;
	return true;
}

static bool step(reader *r, sp_path *p, bool deep)
{
	sp_step *s = &p->steps[p->nsteps++];

	s->deep = deep;
	s->name = name(r);
	while (!r->wrong && *r->s == '[')
		condition(r, &s->conditions);
	return !r->wrong;
}

static bool path(reader *r, sp_path *p)
{
	size_t max = 1;
	bool deep = strncmp(r->s, "//", 2) == 0;

	*p = (sp_path){ 0 };
	for (const char *c = r->s; *c; c++)
		max += *c == '/';
	p->steps = sp_arena_alloc(r->arena, max * sizeof *p->steps);
	p->anchored = !deep && *r->s == '/';
	r->s += deep ? 2 : p->anchored;
	while (!r->wrong) {
		if (*r->s == '@') {
			r->s++;
			p->attr = name(r);
			break;
		}
		if (!step(r, p, deep) || *r->s != '/')
			break;
		r->s++;
		deep = *r->s == '/';
		r->s += deep;
	}
	if (!r->wrong && strncmp(r->s, "->", 2) == 0) {
		r->s += 2;
		p->via = sp_arena_alloc(r->arena, sizeof *p->via);
		return path(r, p->via);
	}
	if (!r->wrong && *r->s)
		fault(r, *r->s == ':' ? "names stand without prefix" : "a path has steps, '/' between, and '/@attr' at its end");
	return !r->wrong;
}

const char *sp_path_parse(sp_arena *a, const char *text, sp_path *out)
{
	reader r = { .arena = a, .s = text };

	path(&r, out);
	return r.wrong;
}

int sp_path_weight(const sp_path *p)
{
	int weight = 0;

	for (size_t i = 0; i < p->nsteps; i++) {
		weight += strcmp(p->steps[i].name, "*") != 0;
		for (const sp_condition *c = p->steps[i].conditions; c; c = c->more)
			weight += 2;
	}
	return weight;
}

/* ---- matching --------------------------------------------------------------- */

static bool has_word(const char *s, const char *word)
{
	size_t n = strlen(word);

	while (*s) {
		size_t len = strcspn(s, " \t\r\n");
		if (len == n && memcmp(s, word, n) == 0)
			return true;
		s += len;
		s += strspn(s, " \t\r\n");
	}
	return false;
}

static bool compares(const sp_condition *c, const char *value)
{
	switch (c->op) {
	case '=':
		return strcmp(value, c->value) == 0;
	case '^':
		return strncmp(value, c->value, strlen(c->value)) == 0;
	case '~':
		return has_word(value, c->value);
	default:
		return true;
	}
}

static bool end_holds(const sp_condition *c, const sp_tree *t, size_t node)
{
	const char *value;

	if (c->attr) {
		value = sp_tree_get(t, node, c->attr);
		return value && compares(c, value);
	}
	if (!c->op)
		return true;
	if (t->nodes[node].len > 1000)
		return false;
	sp_buf text = SP_BUF_INIT;
	sp_tree_plain(t, node, &text);
	bool ok = compares(c, text.data);
	sp_buf_release(&text);
	return ok;
}

/* Does some element below `node` by the names from `at` on fulfil c? */
static bool below(const sp_condition *c, const sp_tree *t, size_t node, size_t at)
{
	int seen = 0;

	if (at == c->nnames)
		return end_holds(c, t, node);
	for (size_t i = node + 1; i < t->nodes[node].end && seen < CHILDREN;
	     i = t->nodes[i].end, seen++)
		if (t->nodes[i].name && strcmp(t->nodes[i].name, c->names[at]) == 0 &&
		    below(c, t, i, at + 1))
			return true;
	return false;
}

/* The element right behind `node`, with nothing but blanks between. */
static size_t next_element(const sp_tree *t, size_t node)
{
	size_t i = t->nodes[node].end, end = t->nodes[t->nodes[node].parent].end;

	if (i < end && !t->nodes[i].name) {
		const char *s = t->text.data + t->nodes[i].text;
		for (size_t k = 0; k < t->nodes[i].len; k++)
			if (!isspace((unsigned char)s[k]))
				return SIZE_MAX;
		i++;
	}
	return node && i < end && t->nodes[i].name ? i : SIZE_MAX;
}

static bool holds(const sp_condition *c, const sp_tree *t, size_t node)
{
	if (!c->next)
		return below(c, t, node, 0);
	size_t i = next_element(t, node);
	return i != SIZE_MAX && c->nnames && strcmp(t->nodes[i].name, c->names[0]) == 0 &&
		below(c, t, i, 1);
}

static bool step_fits(const sp_step *s, const sp_tree *t, size_t node)
{
	if (strcmp(s->name, "*") != 0 && strcmp(s->name, t->nodes[node].name) != 0)
		return false;
	for (const sp_condition *c = s->conditions; c; c = c->more)
		if (!holds(c, t, node))
			return false;
	return true;
}

/* Do the steps 0..k end at `node`? base SIZE_MAX: the first may stand anywhere. */
static bool fits(const sp_path *p, const sp_tree *t, size_t base, size_t node, size_t k)
{
	const sp_step *s = &p->steps[k];

	if (node == base || !step_fits(s, t, node))
		return false;
	if (k == 0 && base == SIZE_MAX)
		return !p->anchored || node == 0;
	size_t up = t->nodes[node].parent;
	bool root = up == node;
	if (k == 0)
		return s->deep || (!root && up == base);
	for (int n = 0; !root && n < CLIMB; n++) {
		if (fits(p, t, base, up, k - 1))
			return true;
		if (!s->deep)
			return false;
		root = t->nodes[up].parent == up;
		up = t->nodes[up].parent;
	}
	return false;
}

bool sp_path_leads(const sp_path *p, const sp_tree *t, size_t base, size_t node)
{
	return p->nsteps ? fits(p, t, base, node, p->nsteps - 1) : node == base;
}

bool sp_path_ends_at(const sp_path *p, const sp_tree *t, size_t node)
{
	return p->nsteps && fits(p, t, SIZE_MAX, node, p->nsteps - 1);
}
