#include "config.h"

#include "ingest/structured.h"

#include <ctype.h>
#include <jansson.h>
#include <string.h>
#include <strings.h>

#include "ingest/meta.h"

/* Nesting that is followed: @graph, lists, author, its organisation. */
enum { DEPTH = 6 };

/* The kind that a type of schema.org means for certain. */
static const char *kind_of(const char *type)
{
	static const struct { const char *type, *kind; } known[] = {
		{ "Corporation", "company" }, { "LocalBusiness", "company" },
		{ "NGO", "nonprofit" }, { "CollegeOrUniversity", "academic" },
		{ "ResearchOrganization", "academic" },
		{ "GovernmentOrganization", "government" },
		{ "WorkersUnion", "nonprofit" }, { "Person", "individual" },
	};

	for (size_t i = 0; type && i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].type, type) == 0)
			return known[i].kind;
	return NULL;
}

static void put(sp_document *d, const char *name, const char *type, const char *source,
		const char *evidence)
{
	const char *kind = kind_of(type);

	if (!name || strstr(name, "://") || sp_meta_is_site(name) || d->submitter)
		return;
	sp_document_set(d, SP_DATUM_SUBMITTER, name, source, evidence);
	if (kind && !d->submitter_type)
		sp_document_set(d, SP_DATUM_KIND, kind, source, type);
}

/* A page has a handful of authors: what has more is made to cost time. */
#define MOST_LOOKUPS 64

/* ---- JSON-LD ------------------------------------------------------------------------- */

typedef struct graph {
	json_t *root;
	sp_document *d;
	unsigned lookups;
} graph;

static const char *text_of(const json_t *object, const char *key)
{
	const json_t *v = json_object_get(object, key);

	if (json_is_array(v))
		v = json_array_get(v, 0);
	if (json_is_object(v))
		v = json_object_get(v, "@value");
	return json_string_value(v);
}

/* The object that {"@id": id} stands for. */
static const json_t *by_id(const json_t *at, const char *id, int depth)
{
	const json_t *found = NULL, *v;
	const char *key;
	size_t i;

	if (depth > DEPTH)
		return NULL;
	if (json_is_array(at)) {
		json_array_foreach(at, i, v)
			if ((found = by_id(v, id, depth + 1)))
				return found;
	} else if (json_is_object(at)) {
		const char *own = text_of(at, "@id");
		if (own && strcmp(own, id) == 0 && json_object_get(at, "name"))
			return at;
		json_object_foreach((json_t *)(uintptr_t)at, key, v)
			if ((found = by_id(v, id, depth + 1)))
				return found;
	}
	return NULL;
}

static void take_author(graph *g, const json_t *object, const char *key)
{
	const json_t *v = json_object_get(object, key);

	if (json_is_array(v))
		v = json_array_get(v, 0);
	if (json_is_string(v)) {
		put(g->d, json_string_value(v), NULL, "json-ld", key);
		return;
	}
	if (v && !text_of(v, "name") && text_of(v, "@id") &&
	    g->lookups++ < MOST_LOOKUPS)
		v = by_id(g->root, text_of(v, "@id"), 0);
	if (v)
		put(g->d, text_of(v, "name"), text_of(v, "@type"), "json-ld", key);
}

/* An object that somebody wrote, not the site or its menu. */
static bool is_work(const json_t *object)
{
	static const char *const others[] = {
		"WebSite", "BreadcrumbList", "ListItem", "ImageObject", "Organization",
		"Person", "SearchAction", "Comment", "Product",
	};
	const char *type = text_of(object, "@type");

	for (size_t i = 0; type && i < sizeof others / sizeof *others; i++)
		if (strcmp(type, others[i]) == 0)
			return false;
	return type != NULL;
}

static void take_works(graph *g, const json_t *at, int depth)
{
	const json_t *v;
	size_t i;

	if (depth > DEPTH)
		return;
	if (json_is_array(at)) {
		json_array_foreach(at, i, v)
			take_works(g, v, depth + 1);
	} else if (json_is_object(at)) {
		if (is_work(at)) {
			take_author(g, at, "author");
			take_author(g, at, "creator");
			take_author(g, at, "sourceOrganization");
			take_author(g, at, "publisher");
			sp_field_set(g->d, SP_FIELD_DATE, text_of(at, "datePublished"),
				     "json-ld", "datePublished");
			sp_field_set(g->d, SP_FIELD_TITLE, text_of(at, "headline"),
				     "json-ld", "headline");
		}
		take_works(g, json_object_get(at, "@graph"), depth + 1);
		take_works(g, json_object_get(at, "mainEntity"), depth + 1);
	}
}

static void take_script(const char *s, size_t n, sp_document *d)
{
	json_t *root = json_loadb(s, n, JSON_DISABLE_EOF_CHECK, NULL);
	graph g = { .root = root, .d = d };

	if (root)
		take_works(&g, root, 0);
	json_decref(root);
}

void sp_structured_json(const char *html, size_t n, sp_document *d)
{
	static const char type[] = "application/ld+json";
	const char *s = html, *end = html + n;

	while ((s = memmem(s, (size_t)(end - s), type, sizeof type - 1))) {
		const char *begin = memchr(s, '>', (size_t)(end - s));
		if (!begin)
			return;
		const char *stop = memmem(begin, (size_t)(end - begin), "</script", 8);
		stop = stop ? stop : end;
		take_script(begin + 1, (size_t)(stop - begin - 1), d);
		s = stop;
	}
}

/* ---- microdata and RDFa ------------------------------------------------------------------ */

/* Has the attribute the word `name`, behind any prefix ("schema:author")? */
static bool names(const char *list, const char *name)
{
	size_t len = strlen(name);

	while (list && *list) {
		size_t n = strcspn(list, " ");
		if (n >= len && strncasecmp(list + n - len, name, len) == 0 &&
		    (n == len || list[n - len - 1] == ':' || list[n - len - 1] == '/'))
			return true;
		list += n + strspn(list + n, " ");
	}
	return false;
}

static bool is_property(const sp_tree *t, size_t i, const char *name)
{
	if (!t->nodes[i].name || !t->nodes[i].nattr)
		return false;
	const char *item = sp_tree_get(t, i, "itemprop");
	const char *rdfa = t->nodes[i].tag == SP_TAG_META ? NULL : sp_tree_get(t, i, "property");

	return names(item, name) || names(rdfa, name);
}

static void value_of(const sp_tree *t, size_t i, sp_buf *out)
{
	static const char *const attrs[] = { "content", "datetime", NULL };

	sp_buf_clear(out);
	for (const char *const *a = attrs; *a; a++) {
		const char *v = sp_tree_get(t, i, *a);
		if (v && *v) {
			sp_buf_adds(out, v);
			return;
		}
	}
	sp_tree_plain(t, i, out);
}

/* An author is a text, or a thing with a name. */
static void person_of(const sp_tree *t, size_t i, sp_buf *out)
{
	for (size_t k = i + 1; k < t->nodes[i].end; k++) {
		if (is_property(t, k, "name")) {
			value_of(t, k, out);
			return;
		}
	}
	value_of(t, i, out);
}

/* Inside a comment, or another work, that the page only shows? */
static bool is_elsewhere(const sp_tree *t, size_t i)
{
	while (i) {
		i = t->nodes[i].parent;
		if (t->nodes[i].nattr && (names(sp_tree_get(t, i, "itemprop"), "comment") ||
					  names(sp_tree_get(t, i, "itemtype"), "Comment")))
			return true;
	}
	return false;
}

void sp_structured_tree(const sp_tree *t, sp_document *d)
{
	static const char *const authors[] = { "author", "creator", "publisher" };
	sp_buf value = SP_BUF_INIT;

	for (size_t a = 0; a < sizeof authors / sizeof *authors; a++) {
		unsigned lookups = 0;
		for (size_t i = 0; i < t->n && !d->submitter; i++) {
			if (!is_property(t, i, authors[a]))
				continue;
			if (lookups++ == MOST_LOOKUPS)
				break;
			if (is_elsewhere(t, i))
				continue;
			person_of(t, i, &value);
			const char *type = sp_tree_get(t, i, "itemtype");
			const char *slash = type ? strrchr(type, '/') : NULL;
			if (value.len < 200)
				put(d, value.data, slash ? slash + 1 : NULL, "microdata", authors[a]);
		}
	}
	unsigned lookups = 0;
	for (size_t i = 0; i < t->n && !d->submitted_on; i++) {
		if (!is_property(t, i, "datePublished"))
			continue;
		if (lookups++ == MOST_LOOKUPS)
			break;
		if (is_elsewhere(t, i))
			continue;
		value_of(t, i, &value);
		sp_field_set(d, SP_FIELD_DATE, value.data, "microdata", "datePublished");
	}
	sp_buf_release(&value);
}
