#include "config.h"

#include "ingest/dialect.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/yaml.h"

enum { BUCKETS = 128, CLIMB = 64 /* levels that a "//" spans */ };

struct sp_dialect {
	const char *name;
	const char **roots, **namespaces, **doctypes, **children, **bodies;
	bool any;		/* the last resort */
	sp_selector *bucket[BUCKETS];
	sp_path *paths;
	size_t npaths;
};

struct sp_dialects {
	sp_arena *arena;	/* all strings, selectors and paths */
	sp_dialect **list;
	size_t n, cap;
};

typedef struct loader {
	sp_arena *arena;
	const sp_yaml *yaml;
	sp_dialect *d;
	sp_error *err;
} loader;

static const char tei[] =
#include "ingest/dialects/tei.yaml.h"
	;
static const char akoma_ntoso[] =
#include "ingest/dialects/akoma-ntoso.yaml.h"
	;
static const char jats[] =
#include "ingest/dialects/jats.yaml.h"
	;
static const char docbook[] =
#include "ingest/dialects/docbook.yaml.h"
	;
static const char uslm[] =
#include "ingest/dialects/uslm.yaml.h"
	;
static const char gpo_bill[] =
#include "ingest/dialects/gpo-bill.yaml.h"
	;
static const char federal_register[] =
#include "ingest/dialects/federal-register.yaml.h"
	;
static const char ecfr[] =
#include "ingest/dialects/ecfr.yaml.h"
	;
static const char generic[] =
#include "ingest/dialects/generic.yaml.h"
	;

static const struct builtin {
	const char *file, *text;
} builtins[] = {
	{ "tei.yaml", tei },
	{ "akoma-ntoso.yaml", akoma_ntoso },
	{ "jats.yaml", jats },
	{ "docbook.yaml", docbook },
	{ "uslm.yaml", uslm },
	{ "gpo-bill.yaml", gpo_bill },
	{ "federal-register.yaml", federal_register },
	{ "ecfr.yaml", ecfr },
	{ "generic.yaml", generic },
};

/* ---- loading: names and selectors ------------------------------------------------ */

static unsigned bucket_of(const char *name)
{
	return (unsigned)(sp_hash64(name, strlen(name)) % BUCKETS);
}

static const char *copy(loader *l, const char *s, size_t n)
{
	return sp_arena_strndup(l->arena, s, n);
}

/* A list of scalars, or one scalar, as a NULL-terminated array. */
static bool names(loader *l, const sp_yaml_node *map, const char *key,
		  const char ***out)
{
	const sp_yaml_node *node = sp_yaml_get(map, key);
	size_t n = !node ? 0 : node->kind == SP_YAML_LIST ? node->n : 1;

	*out = sp_arena_alloc(l->arena, (n + 1) * sizeof **out);
	for (size_t i = 0; i < n; i++) {
		const sp_yaml_node *item = node->kind == SP_YAML_LIST ? node->items[i] : node;
		if (item->kind != SP_YAML_SCALAR)
			return sp_yaml_fail(l->yaml, item, l->err, "'%s' takes names", key);
		(*out)[i] = copy(l, item->text, strlen(item->text));
	}
	return true;
}

/* "name[@attr=value]" without the parent part; s is cut in place. */
static bool predicate(char *s, const char **attr, const char **value)
{
	char *open = strchr(s, '['), *eq, *close;

	*attr = *value = NULL;
	if (!open)
		return *s != '\0';
	close = strchr(open, ']');
	eq = strchr(open, '=');
	if (open[1] != '@' || !close || close[1] || !eq || eq > close || open == s)
		return false;
	*open = *eq = *close = '\0';
	*attr = open + 2;
	*value = eq + 1;
	return true;
}

static int weight(const sp_selector *s)
{
	return (s->attr ? 2 : 0) + (s->parent ? 1 : 0);
}

static bool add_selector(loader *l, const sp_yaml_node *at, const char *text,
			 sp_role role, int level)
{
	char *s = sp_arena_strdup(l->arena, text);
	char *slash = strchr(s, '/');
	sp_selector *sel = sp_arena_alloc(l->arena, sizeof *sel);
	sp_selector **p;

	if (slash && strchr(s, '[') && strchr(s, '[') < slash)
		return sp_yaml_fail(l->yaml, at, l->err, "a condition stands on the last name only: '%s'", text);
	if (slash) {
		*slash = '\0';
		sel->parent = s;
		s = slash + 1;
	}
	sel->name = s;
	sel->role = role;
	sel->level = level;
	if (!predicate(s, &sel->attr, &sel->value))
		return sp_yaml_fail(l->yaml, at, l->err, "not an element: '%s'", text);
	p = &l->d->bucket[bucket_of(sel->name)];
	while (*p && weight(*p) >= weight(sel))
		p = &(*p)->next;
	sel->next = *p;
	*p = sel;
	return true;
}

static bool selectors(loader *l, const sp_yaml_node *map, const char *key,
		      sp_role role)
{
	const char **list;
	const sp_yaml_node *node = sp_yaml_get(map, key);

	if (!node)
		return true;
	if (!names(l, map, key, &list))
		return false;
	for (; *list; list++)
		if (!add_selector(l, node, *list, role, SP_LEVEL_BY_SECTION))
			return false;
	return true;
}

/* heading: a list (level by sections), or a map from element to level. */
static bool headings(loader *l, const sp_yaml_node *map)
{
	const sp_yaml_node *node = sp_yaml_get(map, "heading");

	if (!node || node->kind != SP_YAML_MAP)
		return selectors(l, map, "heading", SP_ROLE_HEADING);
	for (size_t i = 0; i < node->n; i++) {
		const sp_yaml_node *v = node->items[i];
		int level = SP_LEVEL_BY_SECTION;
		if (v->kind == SP_YAML_SCALAR && v->text[0] >= '1' &&
		    v->text[0] <= '6' && !v->text[1])
			level = v->text[0] - '0';
		else if (v->kind != SP_YAML_SCALAR || strcmp(v->text, "section") != 0)
			return sp_yaml_fail(l->yaml, v, l->err,
					    "a heading's level is 1 to 6 or 'section'");
		if (!add_selector(l, v, node->keys[i]->text, SP_ROLE_HEADING, level))
			return false;
	}
	return true;
}

/* ---- loading: paths ----------------------------------------------------------------- */

static bool parse_path(loader *l, const sp_yaml_node *at, const char *text,
		       sp_path *out)
{
	char *s = sp_arena_strdup(l->arena, text);
	size_t max = 1;

	for (const char *p = s; *p; p++)
		max += *p == '/';
	out->steps = sp_arena_alloc(l->arena, max * sizeof *out->steps);
	bool deep = strncmp(s, "//", 2) == 0;
	s += strspn(s, "/");
	while (*s) {
		char *end = s + strcspn(s, "/"), *next = end + strspn(end, "/");
		bool deeper = next - end > 1;
		*end = '\0';
		if (*s == '@') {
			out->attr = s + 1;
			if (*next || !s[1])
				return sp_yaml_fail(l->yaml, at, l->err,
						    "an attribute ends a path: '%s'", text);
			return true;
		}
		sp_step *step = &out->steps[out->nsteps++];
		step->name = s;
		step->deep = deep;
		if (!predicate(s, &step->attr, &step->value))
			return sp_yaml_fail(l->yaml, at, l->err, "not a path: '%s'", text);
		s = next;
		deep = deeper;
	}
	return true;
}

static bool metadata(loader *l, const sp_yaml_node *map)
{
	static const struct { const char *key; sp_field field; } fields[] = {
		{ "title", SP_FIELD_TITLE }, { "submitter", SP_FIELD_SUBMITTER },
		{ "date", SP_FIELD_DATE }, { "docket", SP_FIELD_DOCKET },
		{ "document-id", SP_FIELD_DOCUMENT }, { "language", SP_FIELD_OTHER },
	};
	static const char *const known[] = {
		"title", "submitter", "date", "docket", "document-id", "language", NULL
	};
	const sp_yaml_node *node = sp_yaml_get(map, "metadata");
	size_t n = 0;

	if (!node)
		return true;
	if (!sp_yaml_known(l->yaml, node, known, l->err))
		return false;
	for (size_t i = 0; i < node->n; i++)
		n += node->items[i]->kind == SP_YAML_LIST ? node->items[i]->n : 1;
	l->d->paths = sp_arena_alloc(l->arena, (n + 1) * sizeof *l->d->paths);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		const char **list;
		if (!names(l, node, fields[i].key, &list))
			return false;
		for (; *list; list++) {
			sp_path *p = &l->d->paths[l->d->npaths++];
			p->field = fields[i].field;
			p->language = fields[i].field == SP_FIELD_OTHER;
			if (!parse_path(l, sp_yaml_get(node, fields[i].key), *list, p))
				return false;
		}
	}
	return true;
}

/* ---- loading: a file -------------------------------------------------------------------- */

static bool match_rules(loader *l, const sp_yaml_node *root)
{
	static const char *const known[] = {
		"root", "namespace", "doctype", "child", "any", NULL
	};
	const sp_yaml_node *m = sp_yaml_get(root, "match");

	if (!m || m->kind != SP_YAML_MAP)
		return sp_yaml_fail(l->yaml, root, l->err, "a dialect needs 'match'");
	l->d->any = sp_yaml_get(m, "any");
	return sp_yaml_known(l->yaml, m, known, l->err) &&
		names(l, m, "root", &l->d->roots) &&
		names(l, m, "namespace", &l->d->namespaces) &&
		names(l, m, "doctype", &l->d->doctypes) &&
		names(l, m, "child", &l->d->children);
}

static const struct { const char *key; sp_role role; } roles[] = {
	{ "container", SP_ROLE_CONTAINER }, { "section", SP_ROLE_SECTION },
	{ "paragraph", SP_ROLE_PARAGRAPH }, { "list", SP_ROLE_LIST },
	{ "item", SP_ROLE_ITEM }, { "table", SP_ROLE_TABLE },
	{ "row", SP_ROLE_ROW }, { "cell", SP_ROLE_CELL },
	{ "quote", SP_ROLE_QUOTE }, { "note", SP_ROLE_NOTE },
	{ "inline", SP_ROLE_INLINE }, { "break", SP_ROLE_BREAK },
	{ "space", SP_ROLE_SPACE }, { "drop", SP_ROLE_DROP },
	{ "drop-if-short", SP_ROLE_METADATA },
};

static bool load(loader *l)
{
	static const char *const known[] = {
		"name", "title", "match", "metadata", "body", "container",
		"section", "heading", "paragraph", "list", "item", "table",
		"row", "cell", "quote", "note", "inline", "break", "space",
		"drop", "drop-if-short", NULL
	};
	const sp_yaml_node *root = sp_yaml_root(l->yaml);
	const char *name = NULL;

	if (!root || root->kind != SP_YAML_MAP)
		return sp_fail(l->err, SP_ESYNTAX, sp_yaml_file(l->yaml), 1,
			       "a dialect is a map of keys and values");
	if (!sp_yaml_known(l->yaml, root, known, l->err) ||
	    !sp_yaml_string(l->yaml, root, "name", true, &name, l->err))
		return false;
	l->d->name = copy(l, name, strlen(name));
	if (!match_rules(l, root) || !metadata(l, root) ||
	    !names(l, root, "body", &l->d->bodies) || !headings(l, root))
		return false;
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (!selectors(l, root, roles[i].key, roles[i].role))
			return false;
	return true;
}

static bool add_text(sp_dialects *d, const char *file, const char *text,
		     size_t n, sp_error *err)
{
	sp_yaml *y = sp_yaml_parse(file, text, n, err);
	loader l = { .arena = d->arena, .yaml = y, .err = err };

	if (!y)
		return false;
	l.d = sp_arena_alloc(d->arena, sizeof *l.d);
	bool ok = load(&l);
	if (ok) {
		d->list = sp_grow(d->list, d->n, &d->cap, sizeof *d->list);
		d->list[d->n++] = l.d;
	}
	sp_yaml_free(y);
	return ok;
}

sp_dialects *sp_dialects_new(const char *const *files, size_t n, sp_error *err)
{
	sp_dialects *d = sp_calloc(1, sizeof *d);
	sp_buf text = SP_BUF_INIT;
	bool ok = true;

	d->arena = sp_arena_new();
	for (size_t i = 0; ok && i < n; i++) {
		sp_buf_clear(&text);
		ok = sp_buf_read(&text, files[i], 1 << 20, err) &&
			add_text(d, files[i], text.data, text.len, err);
	}
	for (size_t i = 0; ok && i < sizeof builtins / sizeof *builtins; i++)
		ok = add_text(d, builtins[i].file, builtins[i].text,
			      strlen(builtins[i].text), err);
	sp_buf_release(&text);
	if (!ok) {
		sp_dialects_free(d);
		return NULL;
	}
	return d;
}

void sp_dialects_free(sp_dialects *d)
{
	if (!d)
		return;
	free(d->list);
	sp_arena_free(d->arena);
	free(d);
}

/* ---- matching ----------------------------------------------------------------------------- */

static bool listed(const char *const *list, const char *s)
{
	for (; s && *list; list++)
		if (strcmp(*list, s) == 0)
			return true;
	return false;
}

/* Namespaces may carry a version behind the listed beginning. */
static bool begins(const char *const *list, const char *s)
{
	for (; s && *list; list++)
		if (strncmp(*list, s, strlen(*list)) == 0)
			return true;
	return false;
}

static bool within(const char *const *list, const char *s)
{
	for (; s && *list; list++)
		if (strstr(s, *list))
			return true;
	return false;
}

static bool has_child(const sp_dialect *d, const sp_tree *t)
{
	for (size_t i = 1; i < t->nodes[0].end; i = t->nodes[i].end)
		if (t->nodes[i].name && listed(d->children, t->nodes[i].name))
			return true;
	return false;
}

static int fit(const sp_dialect *d, const sp_tree *t, const sp_xml_info *info)
{
	int score = 0;

	if (begins(d->namespaces, t->ns))
		score += 8;
	if (within(d->doctypes, info->public_id))
		score += 4;
	if (listed(d->roots, t->nodes[0].name))
		score += 2;
	else if (d->roots[0])
		return d->any ? 1 : 0;
	if (score == 2 && d->children[0] && !has_child(d, t))
		return 0;
	return score ? score : d->any;
}

const sp_dialect *sp_dialects_match(const sp_dialects *d, const sp_tree *t,
				    const sp_xml_info *info)
{
	const sp_dialect *best = d->list[d->n - 1];
	int high = 0;

	for (size_t i = 0; i < d->n; i++) {
		int score = fit(d->list[i], t, info);
		if (score > high) {
			high = score;
			best = d->list[i];
		}
	}
	return best;
}

const char *sp_dialect_name(const sp_dialect *d)
{
	return d->name;
}

sp_role sp_dialect_role(const sp_dialect *d, const sp_tree *t, size_t node,
			int *level)
{
	const char *name = t->nodes[node].name;
	const char *parent = t->nodes[t->nodes[node].parent].name;

	for (const sp_selector *s = d->bucket[bucket_of(name)]; s; s = s->next) {
		if (strcmp(s->name, name) != 0)
			continue;
		if (s->parent && (node == 0 || strcmp(s->parent, parent) != 0))
			continue;
		if (s->attr) {
			const char *v = sp_tree_get(t, node, s->attr);
			if (!v || strcmp(v, s->value) != 0)
				continue;
		}
		*level = s->level;
		return s->role;
	}
	*level = 0;
	return SP_ROLE_UNKNOWN;
}

/* ---- metadata ------------------------------------------------------------------------------- */

static bool step_fits(const sp_tree *t, size_t node, const sp_step *s)
{
	if (strcmp(s->name, "*") != 0 && strcmp(s->name, t->nodes[node].name) != 0)
		return false;
	if (!s->attr)
		return true;
	const char *v = sp_tree_get(t, node, s->attr);
	return v && strcmp(v, s->value) == 0;
}

/* Is `node` what the path leads to? Read from its end. */
static bool path_fits(const sp_tree *t, size_t node, const sp_path *p)
{
	size_t at = node;

	for (size_t k = p->nsteps; k-- > 0;) {
		if (at == 0 || !step_fits(t, at, &p->steps[k]))
			return false;
		size_t up = t->nodes[at].parent;
		if (p->steps[k].deep && k)
			for (int n = 0; n < CLIMB && up && !step_fits(t, up, &p->steps[k - 1]); n++)
				up = t->nodes[up].parent;
		else if (p->steps[k].deep)
			return true;
		at = up;
	}
	return at == 0;
}

static bool take(const sp_tree *t, size_t node, const sp_path *p,
		 sp_document *doc, sp_buf *text)
{
	const char *value;

	sp_buf_clear(text);
	if (p->attr) {
		value = sp_tree_get(t, node, p->attr);
	} else {
		sp_tree_plain(t, node, text);
		value = text->data;
	}
	if (!value || !*value)
		return false;
	if (!p->language)
		return sp_field_set(doc, p->field, value, "dialect", doc->dialect);
	if (!doc->language)
		doc->language = sp_document_line(doc, value, SP_LANGUAGE_LIMIT);
	return true;
}

void sp_dialect_metadata(const sp_dialect *d, const sp_tree *t, sp_document *doc)
{
	sp_buf text = SP_BUF_INIT;

	for (size_t k = 0; k < d->npaths; k++) {
		const sp_path *p = &d->paths[k];
		for (size_t i = 0; i < t->n; i++) {
			if (!t->nodes[i].name)
				continue;
			if (p->nsteps ? path_fits(t, i, p) : i == 0)
				if (take(t, i, p, doc, &text))
					break;
		}
	}
	sp_buf_release(&text);
}

size_t sp_dialect_body(const sp_dialect *d, const sp_tree *t)
{
	if (!d->bodies[0])
		return 0;
	for (size_t i = 0; i < t->n; i++)
		if (t->nodes[i].name && listed(d->bodies, t->nodes[i].name))
			return i;
	return 0;
}
