/* The metadata of a document by its dialect's paths. */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ingest/dialect_data.h"
#include "ingest/flow.h"

enum {
	URL_LIMIT = 2000,	/* bytes */
	VALUE_MAX = 16384,	/* bytes of source text that may be one value */
	TRIES = 100		/* elements of one path that may turn out empty */
};

static const char *plain(const sp_tree *t, size_t node, sp_buf *text)
{
	sp_buf_clear(text);
	if (t->nodes[node].len <= VALUE_MAX)
		sp_tree_plain(t, node, text);
	return text->data;
}

/* "#ann", "file.xml#ann": the element of that id, or SIZE_MAX. */
static size_t named_element(const sp_tree *t, const char *value)
{
	static const char *const attrs[] = { "id", "eId", "wId" };
	const char *hash = strchr(value, '#'), *id = hash ? hash + 1 : value;

	for (size_t i = 0; *id && i < t->n; i++) {
		if (!t->nodes[i].nattr)
			continue;
		for (size_t k = 0; k < sizeof attrs / sizeof *attrs; k++) {
			const char *v = sp_tree_get(t, i, attrs[k]);
			if (v && strcmp(v, id) == 0)
				return i;
		}
	}
	return SIZE_MAX;
}

/* Looking for a value that `use` takes. */
typedef struct search {
	const sp_tree *t;
	bool ids;	/* an id whose element is not there counts as a value */
	bool (*use)(void *arg, const char *value);
	void *arg;
	sp_buf text;
} search;

static bool find(search *s, const sp_path *p, size_t base);

/* What the path says at `node`. */
static bool value_at(search *s, const sp_path *p, size_t node)
{
	const char *value = p->attr ? sp_tree_get(s->t, node, p->attr) :
		plain(s->t, node, &s->text);

	if (!value || !*value)
		return false;
	if (!p->via)
		return s->use(s->arg, value);
	size_t to = named_element(s->t, value);
	if (to != SIZE_MAX)
		return find(s, p->via, to);
	const char *hash = strchr(value, '#');
	return s->ids && s->use(s->arg, hash ? hash + 1 : value);
}

/* What a file says of itself is not sought in the documents that it holds. */
static bool other_document(const sp_tree *t, size_t base, size_t node)
{
	return node != base && (t->nodes[node].mark & SP_MARK_OUT);
}

static bool find(search *s, const sp_path *p, size_t base)
{
	const sp_tree *t = s->t;
	size_t end = p->nsteps ? t->nodes[base].end : base + 1;
	int tries = 0;

	for (size_t i = base; i < end && tries < TRIES; i++) {
		if (other_document(t, base, i)) {
			i = t->nodes[i].end - 1;
			continue;
		}
		if (!t->nodes[i].name || !sp_path_leads(p, t, base, i))
			continue;
		if (value_at(s, p, i))
			return true;
		tries++;
	}
	return false;
}

/* ---- fields ----------------------------------------------------------------- */

typedef struct target {
	sp_document *doc;
	sp_dialect_field field;
} target;

static bool set_once(sp_document *d, const char **field, const char *value,
		     size_t limit)
{
	if (!*field)
		*field = sp_document_line(d, value, limit);
	return *field;
}

static bool set_type(sp_document *d, const char *value)
{
	static const char *const types[] = {
		"individual", "company", "trade-association", "nonprofit", "academic",
		"government", "other",
	};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (strcmp(types[i], value) != 0)
			continue;
		sp_document_set(d, SP_DATUM_KIND, value, "dialect", d->dialect);
		return true;
	}
	return false;
}

static bool set_field(sp_document *d, sp_field field, const char *value)
{
	return sp_field_set(d, field, value, "dialect", d->dialect);
}

/* "[Docket No. X-1]" in print. */
static bool set_docket(sp_document *d, const char *value)
{
	size_t n = strlen(value);

	if (n < 3 || value[0] != '[' || value[n - 1] != ']')
		return set_field(d, SP_FIELD_DOCKET, value);
	char *inside = sp_strndup(value + 1, n - 2);
	bool ok = set_field(d, SP_FIELD_DOCKET, inside);
	free(inside);
	return ok;
}

static bool is_set(const target *t)
{
	const sp_document *d = t->doc;

	switch (t->field) {
	case SP_DIALECT_TITLE:
		return d->title;
	case SP_DIALECT_SUBMITTER:
		return d->submitter;
	case SP_DIALECT_TYPE:
		return d->submitter_type;
	case SP_DIALECT_DATE:
		return d->submitted_on;
	case SP_DIALECT_URL:
		return d->url;
	case SP_DIALECT_LANGUAGE:
		return d->language;
	default:
		return d->docket_id;
	}
}

static bool set(void *arg, const char *value)
{
	const target *t = arg;

	switch (t->field) {
	case SP_DIALECT_TITLE:
		return set_field(t->doc, SP_FIELD_TITLE, value);
	case SP_DIALECT_SUBMITTER:
		return set_field(t->doc, SP_FIELD_SUBMITTER, value);
	case SP_DIALECT_TYPE:
		return set_type(t->doc, value);
	case SP_DIALECT_DATE:
		return set_field(t->doc, SP_FIELD_DATE, value);
	case SP_DIALECT_DOCKET:
		return set_docket(t->doc, value);
	case SP_DIALECT_ID:
		return set_field(t->doc, SP_FIELD_DOCUMENT, value);
	case SP_DIALECT_URL:
		return set_once(t->doc, &t->doc->url, value, URL_LIMIT);
	case SP_DIALECT_LANGUAGE:
		return set_once(t->doc, &t->doc->language, value, SP_LANGUAGE_LIMIT);
	}
	return false;
}

/* The list of persons may stand in another file: then their ids are better than
 * nothing, but only than nothing. */
static void follow(const sp_field_path *paths, const sp_tree *t, size_t base,
		   sp_document *doc)
{
	target to = { .doc = doc };
	search s = { .t = t, .use = set, .arg = &to, .text = SP_BUF_INIT };

	for (int pass = 0; pass < 2; pass++) {
		s.ids = pass == 1;
		for (const sp_field_path *p = paths; p; p = p->next) {
			to.field = p->field;
			if ((pass == 0 || p->path.via) && !is_set(&to))
				find(&s, &p->path, base);
		}
	}
	sp_buf_release(&s.text);
}

/* Leaves whose name, or the name they are given, tells a field. */
static void by_name(const sp_tree *t, size_t base, sp_document *doc)
{
	static const char *const named[] = { "name", "label", "key" };
	static const sp_field order[] = {
		SP_FIELD_ORGANIZATION, SP_FIELD_SUBMITTER, SP_FIELD_DATE,
		SP_FIELD_DOCKET, SP_FIELD_DOCUMENT, SP_FIELD_TITLE,
	};
	sp_buf text = SP_BUF_INIT;

	for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
		for (size_t i = base + 1; i < t->nodes[base].end; i++) {
			const sp_node *n = &t->nodes[i];
			if (other_document(t, base, i)) {
				i = n->end - 1;
				continue;
			}
			if (!n->name || n->len > 300 || n->end > i + 2)
				continue;
			sp_field field = sp_field_of(n->name);
			for (size_t a = 0; !field && a < sizeof named / sizeof *named; a++) {
				const char *label = sp_tree_get(t, i, named[a]);
				field = label ? sp_field_of(label) : SP_FIELD_NONE;
			}
			if (field == order[k] && set_field(doc, field, plain(t, i, &text)))
				break;
		}
	}
	sp_buf_release(&text);
}

void sp_dialect_metadata(const sp_dialect *d, const sp_tree *t, sp_document *doc)
{
	if (!t->n)
		return;
	follow(d->metadata, t, 0, doc);
	if (d->fields)
		by_name(t, 0, doc);
}

void sp_dialect_document_metadata(const sp_dialect *d, const sp_tree *t,
				  size_t node, sp_document *doc)
{
	follow(d->document_metadata, t, node, doc);
	if (d->fields)
		by_name(t, node, doc);
}
