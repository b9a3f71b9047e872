/* A loaded dialect at work: which one fits, and what it says of an element. */
#include "config.h"

#include "ingest/dialect.h"

#include <ctype.h>
#include <string.h>

#include "ingest/dialect_data.h"

enum { FIELD_MAX = 300 };	/* bytes of a leaf that may be a field */

/* ---- which dialect ---------------------------------------------------------- */

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

static const char *known_child(const sp_dialect *d, const sp_tree *t)
{
	for (size_t i = 1; i < t->nodes[0].end; i = t->nodes[i].end)
		if (t->nodes[i].name && listed(d->children, t->nodes[i].name))
			return t->nodes[i].name;
	return NULL;
}

static void reason(sp_buf *why, const char *what, const char *value)
{
	if (why)
		sp_buf_addf(why, "%s%s %s", why->len ? ", " : "", what, value);
}

/* 8 a namespace, 4 a doctype, 2 the root element alone, 1 the last resort. */
static int fit(const sp_dialect *d, const sp_tree *t, const sp_xml_info *info,
	       sp_buf *why)
{
	const char *root = t->nodes[0].name, *child;
	bool named = listed(d->roots, root);
	int score = 0;

	if (begins(d->namespaces, t->ns))
		score += 8;
	if (within(d->doctypes, info->public_id))
		score += 4;
	if (named)
		score += 2;
	else if (d->roots[0])
		score = 0;
	child = score == 2 && d->children[0] ? known_child(d, t) : NULL;
	if (score == 2 && d->children[0] && !child)
		score = 0;
	if (!score)
		return d->any;
	if (named)
		reason(why, "root element", root);
	if (score & 8)
		reason(why, "namespace", t->ns);
	if (score & 4)
		reason(why, "DOCTYPE", info->public_id);
	if (child)
		reason(why, "with a", child);
	return score;
}

const sp_dialect *sp_dialects_match(const sp_dialects *d, const sp_tree *t,
				    const sp_xml_info *info, sp_buf *why)
{
	const sp_dialect *best = d->list[d->n - 1];
	int high = 0;

	for (size_t i = 0; i < d->n && t->n; i++) {
		if (high && best->user && !d->list[i]->user)
			break;
		int score = fit(d->list[i], t, info, NULL);
		if (score > high) {
			high = score;
			best = d->list[i];
		}
	}
	if (t->n && why && fit(best, t, info, why) <= 1)
		sp_buf_addf(why, "no other dialect knows the root element %s", t->nodes[0].name);
	if (why && best->user)
		sp_buf_adds(why, " (--dialect)");
	return best;
}

const char *sp_dialect_name(const sp_dialect *d)
{
	return d->name;
}

/* ---- what an element is ----------------------------------------------------- */

static const sp_selector *first(const sp_selector *s, const sp_tree *t, size_t node)
{
	while (s && !sp_path_ends_at(&s->path, t, node))
		s = s->next;
	return s;
}

static const sp_selector *selected(const sp_selectors *set, const sp_tree *t, size_t node)
{
	const sp_selector *s = first(set->bucket[sp_dialect_bucket(t->nodes[node].name)], t, node);
	const sp_selector *any = set->any && (!s || set->any->weight > s->weight) ?
		first(set->any, t, node) : NULL;

	return any && (!s || any->weight > s->weight) ? any : s;
}

/* More than one word and a full stop: prose, whatever its element is called. */
static bool is_sentence(const char *s, size_t n)
{
	while (n && isspace((unsigned char)s[n - 1]))
		n--;
	while (n && isspace((unsigned char)*s))
		s++, n--;
	return n > 25 && strchr(".!?", s[n - 1]) && memchr(s, ' ', n);
}

/* A leaf with little in it whose name, or the name it is given, tells a field. */
static bool is_field(const sp_tree *t, size_t node)
{
	static const char *const named[] = { "name", "label", "key" };
	const sp_node *n = &t->nodes[node];

	if (n->len > FIELD_MAX || n->end > node + 2 ||
	    is_sentence(t->text.data + n->text, n->len))
		return false;
	if (sp_field_of(n->name))
		return true;
	for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
		const char *label = sp_tree_get(t, node, named[i]);
		if (label && sp_field_of(label))
			return true;
	}
	return false;
}

/* Nothing but short leaves, two of them with telling names: "about the writer". */
static bool is_record(const sp_tree *t, size_t node)
{
	size_t fields = 0;

	if (node == 0 || t->nodes[node].len > FIELD_MAX || sp_tree_own_text(t, node))
		return false;
	for (size_t i = node + 1; i < t->nodes[node].end; i = t->nodes[i].end) {
		const sp_node *n = &t->nodes[i];
		if (!n->name)
			continue;
		if (n->end > i + 2 || is_sentence(t->text.data + n->text, n->len))
			return false;
		fields += is_field(t, i);
	}
	return fields > 1;
}

sp_role sp_dialect_role(const sp_dialect *d, const sp_tree *t, size_t node,
			int *level)
{
	const sp_selector *s = selected(&d->roles, t, node);

	*level = s ? s->level : 0;
	if (!s && d->fields && (is_field(t, node) || is_record(t, node)))
		return SP_ROLE_METADATA;
	return s ? s->role : SP_ROLE_UNKNOWN;
}

bool sp_dialect_is_html(const sp_dialect *d, const sp_tree *t, size_t node)
{
	return selected(&d->html, t, node);
}

const char *sp_dialect_insert(const sp_dialect *d, const sp_tree *t, size_t node)
{
	const sp_selector *s = selected(&d->inserts, t, node);

	return s ? s->insert : NULL;
}

size_t sp_dialect_body(const sp_dialect *d, const sp_tree *t)
{
	if (!d->bodies || !d->bodies[0])
		return 0;
	for (size_t i = 0; i < t->n; i++)
		if (t->nodes[i].name && listed(d->bodies, t->nodes[i].name))
			return i;
	return 0;
}

void sp_dialect_documents(const sp_dialect *d, const sp_tree *t, sp_buf *out)
{
	for (size_t i = 1; d->has_documents && i < t->n;) {
		uint32_t node = (uint32_t)i;
		if (t->nodes[i].name && selected(&d->documents, t, i)) {
			sp_buf_add(out, &node, sizeof node);
			i = t->nodes[i].end;
		} else {
			i++;
		}
	}
}
