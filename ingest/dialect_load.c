/* A dialect's YAML -> selectors and paths. Whatever a file says of an element it
 * says once: a second word for the same selector is an error that names the
 * line of the first. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/yaml.h"
#include "ingest/dialect_data.h"

typedef struct loader {
	sp_arena *arena;
	const sp_yaml *yaml;
	sp_dialect *d;
	sp_error *err;
	bool inherited;		/* this file is the one that is extended */
} loader;

static const char *copy(loader *l, const char *s)
{
	return sp_arena_strdup(l->arena, s);
}

static bool fault(loader *l, const sp_yaml_node *at, const char *what, const char *s)
{
	return sp_yaml_fail(l->yaml, at, l->err, "%s: '%s'", what, s);
}

/* The entries of a list, or one scalar by itself. */
static size_t count(const sp_yaml_node *n)
{
	return !n ? 0 : n->kind == SP_YAML_LIST ? n->n : 1;
}

static const sp_yaml_node *entry(const sp_yaml_node *n, size_t i)
{
	return n->kind == SP_YAML_LIST ? n->items[i] : n;
}

static bool is_scalar(loader *l, const sp_yaml_node *n, const char *key)
{
	return n->kind == SP_YAML_SCALAR ||
		sp_yaml_fail(l->yaml, n, l->err, "'%s' takes a name or a list of names", key);
}

/* A list of names as a NULL-terminated array; what is there already stays. */
static bool names(loader *l, const sp_yaml_node *map, const char *key,
		  const char ***out)
{
	const sp_yaml_node *node = sp_yaml_get(map, key);
	size_t n = count(node);

	if (*out && (*out)[0])
		return true;
	*out = sp_arena_alloc(l->arena, (n + 1) * sizeof **out);
	for (size_t i = 0; i < n; i++) {
		if (!is_scalar(l, entry(node, i), key))
			return false;
		(*out)[i] = copy(l, entry(node, i)->text);
	}
	return true;
}

/* ---- selectors -------------------------------------------------------------- */

static const sp_selector *written_before(const sp_selector *s, const sp_selector *new)
{
	for (; s; s = s->next)
		if (s->line && strcmp(s->text, new->text) == 0)
			return s;
	return NULL;
}

/* Among equals the first one written decides. */
static bool insert(loader *l, const sp_yaml_node *at, sp_selectors *to, sp_selector *s)
{
	const char *last = s->path.steps[s->path.nsteps - 1].name;
	sp_selector **p = strcmp(last, "*") == 0 ? &to->any :
		&to->bucket[sp_dialect_bucket(last)];
	const sp_selector *twin = l->inherited ? NULL : written_before(*p, s);

	if (twin)
		return sp_yaml_fail(l->yaml, at, l->err,
				    "'%s' has its role in line %d already", s->text, twin->line);
	while (*p && (*p)->weight >= s->weight)
		p = &(*p)->next;
	s->next = *p;
	*p = s;
	return true;
}

static sp_selector *add(loader *l, const sp_yaml_node *at, const char *text,
			sp_selectors *to)
{
	sp_selector *s = sp_arena_alloc(l->arena, sizeof *s);
	const char *wrong = sp_path_parse(l->arena, text, &s->path);

	if (!wrong && (!s->path.nsteps || s->path.attr || s->path.via))
		wrong = "an element is needed here";
	if (wrong) {
		fault(l, at, wrong, text);
		return NULL;
	}
	s->text = copy(l, text);
	s->line = l->inherited ? 0 : at->line;
	s->weight = sp_path_weight(&s->path);
	return insert(l, at, to, s) ? s : NULL;
}

static bool selectors(loader *l, const sp_yaml_node *map, const char *key,
		      sp_role role, sp_selectors *to)
{
	const sp_yaml_node *node = sp_yaml_get(map, key);

	for (size_t i = 0; i < count(node); i++) {
		const sp_yaml_node *item = entry(node, i);
		if (!is_scalar(l, item, key))
			return false;
		sp_selector *s = add(l, item, item->text, to);
		if (!s)
			return false;
		s->role = role;
	}
	return true;
}

/* heading and item: a list, or a map from element to level. */
static bool levels(loader *l, const sp_yaml_node *map, const char *key, sp_role role)
{
	const sp_yaml_node *node = sp_yaml_get(map, key);

	if (!node || node->kind != SP_YAML_MAP)
		return selectors(l, map, key, role, &l->d->roles);
	for (size_t i = 0; i < node->n; i++) {
		const sp_yaml_node *v = node->items[i];
		int level = SP_LEVEL_BY_SECTION;
		if (v->kind == SP_YAML_SCALAR && v->text[0] >= '1' &&
		    v->text[0] <= '6' && !v->text[1])
			level = v->text[0] - '0';
		else if (v->kind != SP_YAML_SCALAR || strcmp(v->text, "section") != 0)
			return sp_yaml_fail(l->yaml, v, l->err,
					    "a level is 1 to 6, or 'section': as deep as the sections around it");
		sp_selector *s = add(l, node->keys[i], node->keys[i]->text, &l->d->roles);
		if (!s)
			return false;
		s->role = role;
		s->level = level;
	}
	return true;
}

static bool inserts(loader *l, const sp_yaml_node *map)
{
	const sp_yaml_node *node = sp_yaml_get(map, "insert");

	if (node && node->kind != SP_YAML_MAP)
		return sp_yaml_fail(l->yaml, node, l->err, "'insert' is a map from element to text");
	for (size_t i = 0; node && i < node->n; i++) {
		if (!is_scalar(l, node->items[i], "insert"))
			return false;
		sp_selector *s = add(l, node->keys[i], node->keys[i]->text, &l->d->inserts);
		if (!s)
			return false;
		s->insert = copy(l, node->items[i]->text);
	}
	return true;
}

/* ---- metadata --------------------------------------------------------------- */

static bool field_paths(loader *l, const sp_yaml_node *node, const char *key,
			sp_dialect_field field, sp_field_path **to)
{
	while (*to)
		to = &(*to)->next;
	for (size_t i = 0; i < count(node); i++) {
		const sp_yaml_node *item = entry(node, i);
		sp_field_path *p = sp_arena_alloc(l->arena, sizeof *p);
		if (!is_scalar(l, item, key))
			return false;
		const char *wrong = sp_path_parse(l->arena, item->text, &p->path);
		if (wrong)
			return fault(l, item, wrong, item->text);
		p->field = field;
		*to = p;
		to = &p->next;
	}
	return true;
}

static bool metadata(loader *l, const sp_yaml_node *map, sp_field_path **to)
{
	static const struct { const char *key; sp_dialect_field field; } fields[] = {
		{ "title", SP_DIALECT_TITLE }, { "submitter", SP_DIALECT_SUBMITTER },
		{ "type", SP_DIALECT_TYPE }, { "date", SP_DIALECT_DATE },
		{ "docket", SP_DIALECT_DOCKET }, { "document-id", SP_DIALECT_ID },
		{ "url", SP_DIALECT_URL }, { "language", SP_DIALECT_LANGUAGE },
	};
	static const char *const known[] = {
		"title", "submitter", "type", "date", "docket", "document-id", "url",
		"language", NULL
	};
	const sp_yaml_node *node = sp_yaml_get(map, "metadata");

	if (!node)
		return true;
	if (node->kind != SP_YAML_MAP)
		return sp_yaml_fail(l->yaml, node, l->err, "'metadata' is a map from field to paths");
	if (!sp_yaml_known(l->yaml, node, known, l->err))
		return false;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (!field_paths(l, sp_yaml_get(node, fields[i].key), fields[i].key,
				 fields[i].field, to))
			return false;
	return true;
}

static bool documents(loader *l, const sp_yaml_node *map)
{
	static const char *const known[] = { "element", "metadata", NULL };
	const sp_yaml_node *node = sp_yaml_get(map, "documents");

	if (!node)
		return true;
	if (node->kind != SP_YAML_MAP || !sp_yaml_get(node, "element"))
		return sp_yaml_fail(l->yaml, node, l->err, "'documents' needs 'element'");
	l->d->has_documents = true;
	return sp_yaml_known(l->yaml, node, known, l->err) &&
		selectors(l, node, "element", SP_ROLE_UNKNOWN, &l->d->documents) &&
		metadata(l, node, &l->d->document_metadata);
}

/* ---- a file ----------------------------------------------------------------- */

static bool match_rules(loader *l, const sp_yaml_node *root)
{
	static const char *const known[] = {
		"root", "namespace", "doctype", "child", "any", NULL
	};
	const sp_yaml_node *m = sp_yaml_get(root, "match");
	sp_dialect *d = l->d;

	if (!m && sp_yaml_get(root, "extends"))
		return true;
	if (!m || m->kind != SP_YAML_MAP || !m->n)
		return sp_yaml_fail(l->yaml, m ? m : root, l->err,
				    "a dialect needs 'match': root, namespace or doctype");
	if (l->inherited && (d->any || (d->roots && (d->roots[0] || d->namespaces[0] || d->doctypes[0]))))
		return true;
	d->any = sp_yaml_get(m, "any");
	return sp_yaml_known(l->yaml, m, known, l->err) &&
		names(l, m, "root", &d->roots) &&
		names(l, m, "namespace", &d->namespaces) &&
		names(l, m, "doctype", &d->doctypes) &&
		names(l, m, "child", &d->children);
}

static const struct { const char *key; sp_role role; } roles[] = {
	{ "container", SP_ROLE_CONTAINER }, { "section", SP_ROLE_SECTION },
	{ "paragraph", SP_ROLE_PARAGRAPH }, { "list", SP_ROLE_LIST },
	{ "table", SP_ROLE_TABLE }, { "row", SP_ROLE_ROW },
	{ "cell", SP_ROLE_CELL }, { "quote", SP_ROLE_QUOTE },
	{ "note", SP_ROLE_NOTE }, { "label", SP_ROLE_LABEL },
	{ "inline", SP_ROLE_INLINE }, { "break", SP_ROLE_BREAK },
	{ "space", SP_ROLE_SPACE }, { "drop", SP_ROLE_DROP },
	{ "drop-if-short", SP_ROLE_METADATA },
};

static bool load_roles(loader *l, const sp_yaml_node *root)
{
	if (!levels(l, root, "heading", SP_ROLE_HEADING) ||
	    !levels(l, root, "item", SP_ROLE_ITEM) ||
	    !selectors(l, root, "html", SP_ROLE_UNKNOWN, &l->d->html) || !inserts(l, root))
		return false;
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (!selectors(l, root, roles[i].key, roles[i].role, &l->d->roles))
			return false;
	return true;
}

static bool infer(loader *l, const sp_yaml_node *root)
{
	const sp_yaml_node *node = sp_yaml_get(root, "fields");

	if (!node)
		return true;
	if (node->kind != SP_YAML_SCALAR || strcmp(node->text, "by-name") != 0)
		return sp_yaml_fail(l->yaml, node, l->err, "'fields' is 'by-name', or left away");
	return l->d->fields = true;
}

static bool extend(loader *l, const sp_yaml_node *root,
		   const char *(*base)(const char *name));

static bool load(loader *l, const char *(*base)(const char *name))
{
	static const char *const known[] = {
		"name", "title", "extends", "match", "metadata", "documents", "body",
		"container", "section", "heading", "paragraph", "list", "item", "table",
		"row", "cell", "quote", "note", "label", "inline", "break", "space",
		"insert", "html", "fields", "drop", "drop-if-short", NULL
	};
	const sp_yaml_node *root = sp_yaml_root(l->yaml);
	const char *name = NULL;

	if (!root || root->kind != SP_YAML_MAP)
		return sp_fail(l->err, SP_ESYNTAX, sp_yaml_file(l->yaml), 1,
			       "a dialect is a map of keys and values; it begins with 'name: ...'");
	if (!sp_yaml_known(l->yaml, root, known, l->err) ||
	    !sp_yaml_string(l->yaml, root, "name", true, &name, l->err))
		return false;
	if (!l->inherited)
		l->d->name = copy(l, name);
	return match_rules(l, root) && metadata(l, root, &l->d->metadata) &&
		documents(l, root) && names(l, root, "body", &l->d->bodies) &&
		infer(l, root) && load_roles(l, root) && extend(l, root, base);
}

/* What the file does not say, the dialect that it extends says. */
static bool extend(loader *l, const sp_yaml_node *root,
		   const char *(*base)(const char *name))
{
	const char *name = NULL, *text;
	loader up = *l;

	if (!sp_yaml_string(l->yaml, root, "extends", false, &name, l->err))
		return false;
	if (!name)
		return true;
	text = base ? base(name) : NULL;
	if (!text)
		return sp_yaml_fail(l->yaml, sp_yaml_get(root, "extends"), l->err,
				    "no built-in dialect '%s'", name);
	sp_yaml *y = sp_yaml_parse(name, text, strlen(text), l->err);
	up.yaml = y;
	up.inherited = true;
	bool ok = y && load(&up, NULL);
	sp_yaml_free(y);
	return ok;
}

sp_dialect *sp_dialect_load(sp_arena *arena, const char *file, const char *text,
			    size_t n, const char *(*base)(const char *name),
			    sp_error *err)
{
	static const char *none[1];
	sp_yaml *y = sp_yaml_parse(file, text, n, err);
	loader l = { .arena = arena, .yaml = y, .err = err,
		     .d = sp_arena_alloc(arena, sizeof *l.d) };
	bool ok = y && load(&l, base);

	sp_yaml_free(y);
	if (!ok)
		return NULL;
	l.d->roots = l.d->roots ? l.d->roots : none;
	l.d->namespaces = l.d->namespaces ? l.d->namespaces : none;
	l.d->doctypes = l.d->doctypes ? l.d->doctypes : none;
	l.d->children = l.d->children ? l.d->children : none;
	return l.d;
}
