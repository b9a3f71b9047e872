#include "config.h"

#include "ingest/tree.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/hash.h"
#include "base/mem.h"

/* How many children of one name an open element has had. The first few names
 * are counted with it, those beyond in one table for all. */
enum { COUNTED = 8 };

struct sp_tree_open {
	uint32_t node;
	struct { const char *name; uint32_t n; } count[COUNTED];
};

/* Open addressing, a power of two in size; free where there is no name. */
struct sp_tree_counts {
	struct count { const char *name; uint32_t node, n; } *slot;
	size_t n, size;
};

static struct count *count_slot(const struct sp_tree_counts *c, uint32_t node, const char *name)
{
	const uint64_t key[] = { (uintptr_t)name, node };
	size_t k = sp_hash64(key, sizeof key) & (c->size - 1);

	while (c->slot[k].name && (c->slot[k].name != name || c->slot[k].node != node))
		k = (k + 1) & (c->size - 1);
	return &c->slot[k];
}

static void counts_grow(struct sp_tree_counts *c)
{
	struct sp_tree_counts old = *c;

	c->size = old.size ? old.size * 2 : 64;
	c->slot = sp_calloc(c->size, sizeof *c->slot);
	for (size_t i = 0; i < old.size; i++)
		if (old.slot[i].name)
			*count_slot(c, old.slot[i].node, old.slot[i].name) = old.slot[i];
	free(old.slot);
}

static void counts_clear(struct sp_tree_counts *c)
{
	free(c->slot);
	*c = (struct sp_tree_counts){ 0 };
}

static uint32_t count_more(struct sp_tree_counts *c, uint32_t node, const char *name)
{
	if (c->n * 2 >= c->size)
		counts_grow(c);
	struct count *at = count_slot(c, node, name);
	if (!at->name) {
		*at = (struct count){ .name = name, .node = node };
		c->n++;
	}
	return ++at->n;
}

/* Interned names: open addressing, a power of two in size. */
struct sp_tree_names {
	char **slot;
	size_t n, size;
};

enum { NAMES_MAX = 65536 };	/* names kept from document to document */

static void names_clear(struct sp_tree_names *names)
{
	for (size_t i = 0; i < names->size; i++)
		free(names->slot[i]);
	free(names->slot);
	names->n = 0;
	names->size = 256;
	names->slot = sp_calloc(names->size, sizeof *names->slot);
}

static void names_grow(struct sp_tree_names *names)
{
	size_t size = names->size * 2;
	char **slot = sp_calloc(size, sizeof *slot);

	for (size_t i = 0; i < names->size; i++) {
		if (!names->slot[i])
			continue;
		size_t k = sp_hash64(names->slot[i], strlen(names->slot[i])) & (size - 1);
		while (slot[k])
			k = (k + 1) & (size - 1);
		slot[k] = names->slot[i];
	}
	free(names->slot);
	names->slot = slot;
	names->size = size;
}

static const char *intern(struct sp_tree_names *names, const char *s)
{
	size_t n = strlen(s);

	if (names->n * 2 >= names->size)
		names_grow(names);
	size_t k = sp_hash64(s, n) & (names->size - 1);
	for (; names->slot[k]; k = (k + 1) & (names->size - 1))
		if (strcmp(names->slot[k], s) == 0)
			return names->slot[k];
	names->n++;
	return names->slot[k] = sp_strndup(s, n);
}

void sp_tree_init(sp_tree *t)
{
	*t = (sp_tree){ 0 };
	sp_buf_init(&t->text);
	sp_buf_init(&t->values);
	t->names = sp_calloc(1, sizeof *t->names);
	names_clear(t->names);
	t->counts = sp_calloc(1, sizeof *t->counts);
}

void sp_tree_release(sp_tree *t)
{
	free(t->nodes);
	free(t->attrs);
	free(t->open);
	sp_buf_release(&t->text);
	sp_buf_release(&t->values);
	for (size_t i = 0; i < t->names->size; i++)
		free(t->names->slot[i]);
	free(t->names->slot);
	free(t->names);
	counts_clear(t->counts);
	free(t->counts);
}

void sp_tree_clear(sp_tree *t)
{
	t->n = t->nattrs = t->depth = 0;
	t->ns = NULL;
	sp_buf_clear(&t->text);
	sp_buf_clear(&t->values);
	counts_clear(t->counts);
	if (t->names->n > NAMES_MAX)
		names_clear(t->names);
}

/* ---- building ------------------------------------------------------------------ */

static uint32_t count(sp_tree *t, const char *name)
{
	struct sp_tree_open *o = &t->open[t->depth - 1];

	for (size_t i = 0; i < COUNTED; i++) {
		if (!o->count[i].name)
			o->count[i].name = name;
		if (o->count[i].name == name)
			return ++o->count[i].n;
	}
	return count_more(t->counts, o->node, name);
}

static sp_node *add(sp_tree *t, int line)
{
	t->nodes = sp_grow(t->nodes, t->n, &t->cap, sizeof *t->nodes);
	sp_node *node = &t->nodes[t->n];
	*node = (sp_node){
		.parent = t->depth ? t->open[t->depth - 1].node : 0,
		.end = (uint32_t)t->n + 1,
		.text = (uint32_t)t->text.len,
		.attr = (uint32_t)t->nattrs,
		.line = line > 0 ? (uint32_t)line : 0,
	};
	t->n++;
	return node;
}

void sp_tree_start(sp_tree *t, const char *name, sp_tag tag, int line)
{
	sp_node *node = add(t, line);

	node->name = intern(t->names, name);
	node->tag = (uint8_t)tag;
	node->pos = t->depth ? count(t, node->name) : 1;
	t->open = sp_grow(t->open, t->depth, &t->open_cap, sizeof *t->open);
	t->open[t->depth++] = (struct sp_tree_open){ .node = (uint32_t)t->n - 1 };
}

void sp_tree_attr(sp_tree *t, const char *name, const char *value, size_t n)
{
	t->attrs = sp_grow(t->attrs, t->nattrs, &t->attrs_cap, sizeof *t->attrs);
	t->attrs[t->nattrs++] = (sp_attr){
		.name = intern(t->names, name),
		.value = (uint32_t)t->values.len,
	};
	sp_buf_add(&t->values, value, n);
	sp_buf_addc(&t->values, '\0');
	t->nodes[t->n - 1].nattr++;
}

void sp_tree_text(sp_tree *t, const char *s, size_t n, int line)
{
	sp_node *last = t->n ? &t->nodes[t->n - 1] : NULL;

	if (!t->depth || !n)
		return;
	if (!last || last->name)
		last = add(t, line);
	else if (last->parent != t->open[t->depth - 1].node)
		last = add(t, line);
	sp_buf_add(&t->text, s, n);
	last->len += (uint32_t)n;
}

void sp_tree_end(sp_tree *t)
{
	if (!t->depth)
		return;
	sp_node *node = &t->nodes[t->open[--t->depth].node];
	node->end = (uint32_t)t->n;
	node->len = (uint32_t)(t->text.len - node->text);
}

void sp_tree_finish(sp_tree *t)
{
	while (t->depth)
		sp_tree_end(t);
}

/* ---- reading ------------------------------------------------------------------- */

const char *sp_tree_get(const sp_tree *t, size_t node, const char *attr)
{
	const sp_node *n = &t->nodes[node];

	for (uint32_t i = n->attr; i < n->attr + n->nattr; i++)
		if (strcmp(t->attrs[i].name, attr) == 0)
			return t->values.data + t->attrs[i].value;
	return NULL;
}

bool sp_tree_has_word(const sp_tree *t, size_t node, const char *attr,
		      const char *word)
{
	const char *s = sp_tree_get(t, node, attr);
	size_t n = strlen(word);

	while (s && *s) {
		size_t len = strcspn(s, " \t\r\n\f");
		if (len == n && strncasecmp(s, word, n) == 0)
			return true;
		s += len;
		s += strspn(s, " \t\r\n\f");
	}
	return false;
}

static bool only_blanks(const char *s, size_t n)
{
	while (n && isspace((unsigned char)*s))
		s++, n--;
	return !n;
}

bool sp_tree_own_text(const sp_tree *t, size_t node)
{
	for (uint32_t i = (uint32_t)node + 1; i < t->nodes[node].end; i = t->nodes[i].end)
		if (!t->nodes[i].name &&
		    !only_blanks(t->text.data + t->nodes[i].text, t->nodes[i].len))
			return true;
	return false;
}

void sp_tree_plain(const sp_tree *t, size_t node, sp_buf *out)
{
	const char *s = t->text.data + t->nodes[node].text;
	const char *end = s + t->nodes[node].len;
	size_t from = out->len;

	while (s < end) {
		const char *run = s;
		while (s < end && !isspace((unsigned char)*s))
			s++;
		if (s > run && out->len > from)
			sp_buf_addc(out, ' ');
		sp_buf_add(out, run, (size_t)(s - run));
		while (s < end && isspace((unsigned char)*s))
			s++;
	}
}

void sp_tree_xpath(const sp_tree *t, size_t node, sp_buf *out)
{
	uint32_t path[SP_TREE_XPATH_MAX / 2];	/* a step has a slash and a letter */
	uint32_t i = (uint32_t)node;
	size_t n = 0, len = 0;

	for (;;) {
		len += strlen(t->nodes[i].name) + 1;
		if (len > SP_TREE_XPATH_MAX)
			return;
		path[n++] = i;
		if (t->nodes[i].parent == i)
			break;
		i = t->nodes[i].parent;
	}
	while (n--) {
		sp_buf_addc(out, '/');
		sp_buf_adds(out, t->nodes[path[n]].name);
		if (t->nodes[path[n]].pos > 1)
			sp_buf_addf(out, "[%u]", t->nodes[path[n]].pos);
	}
}
