/* libyaml's event stream turned into a tree in one arena. The parser recurses
 * by depth of the file, which is capped. */
#include "config.h"

#include "base/yaml.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/near.h"
#include "base/utf8.h"

#define MAX_DEPTH 32

struct sp_yaml {
	sp_arena *arena;
	const char *file;
	sp_yaml_node *root;
};

typedef struct loader {
	sp_yaml *y;
	yaml_parser_t parser;
	sp_error *err;
	const char *text;	/* all of it */
	size_t n;
} loader;

static bool fail_event(loader *l, const yaml_event_t *e, const char *what)
{
	return sp_fail_at(l->err, SP_ESYNTAX, l->y->file,
			  (int)e->start_mark.line + 1,
			  (int)e->start_mark.column + 1, "%s", what);
}

/* A fault of the bytes: libyaml gives its offset, not its line. */
static bool fail_reader(loader *l)
{
	const yaml_parser_t *p = &l->parser;
	size_t at = p->problem_offset < l->n ? p->problem_offset : l->n;
	int line = 1;
	const char *begin = l->text, *end = l->text + at, *nl;

	for (; (nl = memchr(begin, '\n', (size_t)(end - begin))); begin = nl + 1)
		line++;
	return sp_fail_at(l->err, SP_ESYNTAX, l->y->file, line,
			  (int)sp_utf8_count(begin, (size_t)(end - begin)) + 1, "%s",
			  p->problem ? p->problem : "not YAML");
}

static bool next_event(loader *l, yaml_event_t *e)
{
	const yaml_parser_t *p = &l->parser;

	if (yaml_parser_parse(&l->parser, e))
		return true;
	if (p->error == YAML_READER_ERROR)
		return fail_reader(l);
	const char *what = p->problem ? p->problem : "not YAML";
	if (p->context)
		return sp_fail_at(l->err, SP_ESYNTAX, l->y->file,
				  (int)p->problem_mark.line + 1,
				  (int)p->problem_mark.column + 1, "%s (%s)",
				  what, p->context);
	return sp_fail_at(l->err, SP_ESYNTAX, l->y->file,
			  (int)p->problem_mark.line + 1,
			  (int)p->problem_mark.column + 1, "%s", what);
}

static sp_yaml_node *node_new(loader *l, sp_yaml_kind kind,
			      const yaml_event_t *e)
{
	sp_yaml_node *n = sp_arena_alloc(l->y->arena, sizeof *n);

	n->kind = kind;
	n->line = (int)e->start_mark.line + 1;
	n->column = (int)e->start_mark.column + 1;
	return n;
}

static sp_yaml_node *load_node(loader *l, yaml_event_t *e, int depth);

/* Growing arrays of children, moved into the arena when they are complete. */
typedef struct children {
	sp_yaml_node **keys, **items;
	size_t n, cap_keys, cap_items;
	size_t *slot, slots;	/* hash of a key -> index + 1; free: 0 */
} children;

static size_t *key_slot(const children *c, const char *key)
{
	size_t i = sp_hash64(key, strlen(key)) & (c->slots - 1);

	while (c->slot[i] && strcmp(c->keys[c->slot[i] - 1]->text, key) != 0)
		i = (i + 1) & (c->slots - 1);
	return &c->slot[i];
}

static void make_room(children *c)
{
	if ((c->n + 1) * 2 <= c->slots)
		return;
	free(c->slot);
	c->slots = c->slots ? c->slots * 2 : 16;
	c->slot = sp_calloc(c->slots, sizeof *c->slot);
	for (size_t i = 0; i < c->n; i++)
		*key_slot(c, c->keys[i]->text) = i + 1;
}

static void children_add(children *c, sp_yaml_node *key, sp_yaml_node *item)
{
	c->keys = sp_grow(c->keys, c->n, &c->cap_keys, sizeof *c->keys);
	c->items = sp_grow(c->items, c->n, &c->cap_items, sizeof *c->items);
	c->keys[c->n] = key;
	c->items[c->n++] = item;
	if (key)
		*key_slot(c, key->text) = c->n;
}

static void children_store(loader *l, children *c, sp_yaml_node *n)
{
	size_t size = c->n * sizeof(sp_yaml_node *);

	n->n = c->n;
	n->items = sp_arena_alloc(l->y->arena, size);
	if (c->n)
		memcpy(n->items, c->items, size);
	if (n->kind == SP_YAML_MAP) {
		n->keys = sp_arena_alloc(l->y->arena, size);
		if (c->n)
			memcpy(n->keys, c->keys, size);
	}
}

static bool check_key(loader *l, children *c, const sp_yaml_node *key)
{
	if (key->kind != SP_YAML_SCALAR)
		return sp_fail_at(l->err, SP_ESYNTAX, l->y->file, key->line,
				  key->column, "a key must be a word");
	make_room(c);
	size_t first = *key_slot(c, key->text);
	return !first ||
		sp_fail_at(l->err, SP_ESYNTAX, l->y->file, key->line, key->column,
			   "the key '%s' stands twice, first in line %d",
			   key->text, c->keys[first - 1]->line);
}

static bool load_children(loader *l, sp_yaml_node *n, yaml_event_type_t end,
			  children *c, int depth)
{
	for (;;) {
		yaml_event_t e;
		sp_yaml_node *key = NULL, *item;
		if (!next_event(l, &e))
			return false;
		if (e.type == end) {
			yaml_event_delete(&e);
			return true;
		}
		if (n->kind == SP_YAML_MAP) {
			key = load_node(l, &e, depth);
			if (!key || !check_key(l, c, key))
				return false;
			if (!next_event(l, &e))
				return false;
		}
		item = load_node(l, &e, depth);
		if (!item)
			return false;
		children_add(c, key, item);
	}
}

static const char marked[] = "anchors and tags are not supported";

static bool is_marked(const yaml_char_t *anchor, const yaml_char_t *tag)
{
	return anchor || tag;
}

static sp_yaml_node *load_collection(loader *l, yaml_event_t *e, int depth)
{
	bool map = e->type == YAML_MAPPING_START_EVENT;
	sp_yaml_node *n = NULL;
	children c = { 0 };

	if (depth >= MAX_DEPTH)
		fail_event(l, e, "nested too deeply");
	else if (map ? is_marked(e->data.mapping_start.anchor, e->data.mapping_start.tag) :
		 is_marked(e->data.sequence_start.anchor, e->data.sequence_start.tag))
		fail_event(l, e, marked);
	else
		n = node_new(l, map ? SP_YAML_MAP : SP_YAML_LIST, e);
	yaml_event_delete(e);
	if (!n)
		return NULL;
	bool ok = load_children(l, n, map ? YAML_MAPPING_END_EVENT :
				YAML_SEQUENCE_END_EVENT, &c, depth + 1);
	if (ok)
		children_store(l, &c, n);
	free(c.keys);
	free(c.items);
	free(c.slot);
	return ok ? n : NULL;
}

static sp_yaml_node *load_scalar(loader *l, yaml_event_t *e)
{
	const char *s = (const char *)e->data.scalar.value;
	size_t len = e->data.scalar.length;
	sp_yaml_node *n = NULL;

	if (is_marked(e->data.scalar.anchor, e->data.scalar.tag)) {
		fail_event(l, e, marked);
	} else if (memchr(s, '\0', len)) {
		fail_event(l, e, "a NUL byte in text");
	} else {
		n = node_new(l, SP_YAML_SCALAR, e);
		n->text = sp_arena_strndup(l->y->arena, s, len);
		n->plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	}
	yaml_event_delete(e);
	return n;
}

/* Takes the event. */
static sp_yaml_node *load_node(loader *l, yaml_event_t *e, int depth)
{
	switch (e->type) {
	case YAML_SCALAR_EVENT:
		return load_scalar(l, e);
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT:
		return load_collection(l, e, depth);
	default:
		fail_event(l, e, "anchors and aliases are not supported");
		yaml_event_delete(e);
		return NULL;
	}
}

static bool load_stream(loader *l)
{
	for (;;) {
		yaml_event_t e;
		if (!next_event(l, &e))
			return false;
		switch (e.type) {
		case YAML_STREAM_END_EVENT:
			yaml_event_delete(&e);
			return true;
		case YAML_STREAM_START_EVENT:
		case YAML_DOCUMENT_END_EVENT:
			yaml_event_delete(&e);
			break;
		case YAML_DOCUMENT_START_EVENT:
			if (l->y->root)
				fail_event(l, &e, "more than one document");
			yaml_event_delete(&e);
			if (l->y->root)
				return false;
			break;
		default:
			l->y->root = load_node(l, &e, 0);
			if (!l->y->root)
				return false;
		}
	}
}

sp_yaml *sp_yaml_parse(const char *file, const char *text, size_t n,
		       sp_error *err)
{
	sp_yaml *y = sp_calloc(1, sizeof *y);
	loader l = { .y = y, .err = err, .text = text, .n = n };
	bool ok = false;

	y->arena = sp_arena_new();
	y->file = sp_arena_strdup(y->arena, file);
	if (yaml_parser_initialize(&l.parser)) {
		yaml_parser_set_input_string(&l.parser,
					     (const unsigned char *)text, n);
		ok = load_stream(&l);
		yaml_parser_delete(&l.parser);
	} else {
		sp_fail(err, SP_EIO, file, 0, "cannot start the YAML parser");
	}
	if (ok)
		return y;
	sp_yaml_free(y);
	return NULL;
}

void sp_yaml_free(sp_yaml *y)
{
	if (!y)
		return;
	sp_arena_free(y->arena);
	free(y);
}

const sp_yaml_node *sp_yaml_root(const sp_yaml *y)
{
	return y->root;
}

const char *sp_yaml_file(const sp_yaml *y)
{
	return y->file;
}

const sp_yaml_node *sp_yaml_get(const sp_yaml_node *map, const char *key)
{
	if (!map || map->kind != SP_YAML_MAP)
		return NULL;
	for (size_t i = 0; i < map->n; i++)
		if (strcmp(map->keys[i]->text, key) == 0)
			return map->items[i];
	return NULL;
}

bool sp_yaml_fail(const sp_yaml *y, const sp_yaml_node *at, sp_error *err,
		  const char *fmt, ...)
{
	char msg[sizeof err->msg];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(msg, sizeof msg, fmt, ap);
	va_end(ap);
	return sp_fail_at(err, SP_ESYNTAX, y->file, at ? at->line : 0,
			  at ? at->column : 0, "%s", msg);
}

bool sp_yaml_string(const sp_yaml *y, const sp_yaml_node *map, const char *key,
		    bool required, const char **out, sp_error *err)
{
	const sp_yaml_node *n = sp_yaml_get(map, key);

	if (!n && required)
		return sp_yaml_fail(y, map, err, "'%s' is missing", key);
	if (!n)
		return true;
	if (n->kind != SP_YAML_SCALAR)
		return sp_yaml_fail(y, n, err, "'%s' must be text", key);
	if (required && !n->text[0])
		return sp_yaml_fail(y, n, err, "'%s' is empty", key);
	*out = n->text;
	return true;
}

bool sp_yaml_known(const sp_yaml *y, const sp_yaml_node *map,
		   const char *const *known, sp_error *err)
{
	for (size_t i = 0; i < map->n; i++) {
		const char *near = NULL, *key = map->keys[i]->text;
		size_t best = 3;
		const char *const *k;
		for (k = known; *k && strcmp(*k, key) != 0; k++) {
			size_t d = sp_name_distance(key, *k);
			if (d < best) {
				best = d;
				near = *k;
			}
		}
		if (*k)
			continue;
		if (near)
			return sp_yaml_fail(y, map->keys[i], err,
					    "unknown key '%s'; did you mean '%s'?",
					    key, near);
		return sp_yaml_fail(y, map->keys[i], err, "unknown key '%s'",
				    key);
	}
	return true;
}
