#include "config.h"

#include "ingest/repair.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Attributes stand behind the text: one document, one decision. */
static void add_all(sp_mojibake *m, const sp_tree *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (!t->nodes[i].name)
			sp_mojibake_add(m, t->text.data + t->nodes[i].text,
					t->nodes[i].len, t->nodes[i].text);
	for (size_t i = 0; i < t->nattrs; i++) {
		const char *value = t->values.data + t->attrs[i].value;
		sp_mojibake_add(m, value, strlen(value), t->text.len + t->attrs[i].value);
	}
}

/* A value gets shorter where it stands. */
static void edit_value(sp_tree *t, size_t at, const sp_edit *e)
{
	char *s = t->values.data + at;
	size_t rest = strlen(s + e->len) + 1;

	memcpy(s, e->text, e->n);
	memmove(s + e->n, s + e->len, rest);
}

/* Where each offset of the old text stands in the new one: the walk goes over
 * the nodes in document order, in which their beginnings only grow. Their ends
 * do not, so that the edits before an end are looked up. */
static size_t edits_before(const sp_edit *e, size_t n, size_t at)
{
	size_t lo = 0;

	while (lo < n) {
		size_t mid = lo + (n - lo) / 2;
		if (e[mid].at < at)
			lo = mid + 1;
		else
			n = mid;
	}
	return lo;
}

static void edit_text(sp_tree *t, const sp_edit *e, size_t n)
{
	size_t *shrunk = sp_calloc(n + 1, sizeof *shrunk), to = 0, from = 0;

	for (size_t i = 0; i < n; i++) {
		memmove(t->text.data + to, t->text.data + from, e[i].at - from);
		to += e[i].at - from;
		memcpy(t->text.data + to, e[i].text, e[i].n);
		to += e[i].n;
		from = e[i].at + e[i].len;
		shrunk[i + 1] = from - to;
	}
	memmove(t->text.data + to, t->text.data + from, t->text.len - from);
	sp_buf_truncate(&t->text, to + t->text.len - from);
	for (size_t i = 0; i < t->n; i++) {
		sp_node *node = &t->nodes[i];
		size_t end = node->text + node->len;
		end -= shrunk[edits_before(e, n, end)];
		node->text -= (uint32_t)shrunk[edits_before(e, n, node->text)];
		node->len = (uint32_t)(end - node->text);
	}
	free(shrunk);
}

void sp_repair_tree(sp_mojibake *m, sp_tree *t, sp_document *d, sp_explanation *x)
{
	size_t n, in_text = 0;

	sp_mojibake_clear(m);
	add_all(m, t);
	const sp_edit *e = sp_mojibake_edits(m, &n);
	if (!n)
		return;
	sp_mojibake_report(m, d, x);
	while (in_text < n && e[in_text].at < t->text.len)
		in_text++;
	/* from the last, so that the offsets before it hold */
	for (size_t i = n; i-- > in_text;)
		edit_value(t, e[i].at - t->text.len, &e[i]);
	edit_text(t, e, in_text);
}

void sp_repair_text(sp_mojibake *m, sp_buf *text, sp_document *d, sp_explanation *x)
{
	sp_buf out = SP_BUF_INIT;
	size_t n, at = 0;

	sp_mojibake_clear(m);
	sp_mojibake_add(m, text->data, text->len, 0);
	const sp_edit *e = sp_mojibake_edits(m, &n);
	if (!n)
		return;
	sp_mojibake_report(m, d, x);
	sp_buf_reserve(&out, text->len);
	for (size_t i = 0; i < n; i++) {
		sp_buf_add(&out, text->data + at, e[i].at - at);
		sp_buf_add(&out, e[i].text, e[i].n);
		at = e[i].at + e[i].len;
	}
	sp_buf_add(&out, text->data + at, text->len - at);
	sp_buf_release(text);
	*text = out;
}

/* ---- what is said of a document ------------------------------------------------- */

/* The string with the edits in s[base..): a new one in the arena. *i is the
 * first edit that is not before it. */
static const char *edited(sp_arena *a, const char *s, size_t base, const sp_edit *e,
			  size_t n, size_t *i)
{
	size_t len = strlen(s), at = 0;
	sp_buf out = SP_BUF_INIT;

	for (; *i < n && e[*i].at < base + len; ++*i) {
		sp_buf_add(&out, s + at, e[*i].at - base - at);
		sp_buf_add(&out, e[*i].text, e[*i].n);
		at = e[*i].at - base + e[*i].len;
	}
	if (at) {
		sp_buf_add(&out, s + at, len - at);
		s = sp_arena_strndup(a, out.data, out.len);
	}
	sp_buf_release(&out);
	return s;
}

void sp_repair_said(sp_mojibake *m, sp_document *d, sp_explanation *x)
{
	const char **const fields[] = {
		&d->submitter, &d->title, &d->docket_id, &d->question,
	};
	enum { FIELDS = sizeof fields / sizeof *fields };
	size_t total = FIELDS + d->nattributes, base = 0, n, i = 0;
	sp_attribute *attributes = sp_arena_alloc(d->arena, d->nattributes * sizeof *attributes + 1);

	sp_mojibake_clear(m);
	if (d->nattributes)
		memcpy(attributes, d->attributes, d->nattributes * sizeof *attributes);
	for (size_t k = 0; k < total; k++) {
		const char *s = k < FIELDS ? *fields[k] : attributes[k - FIELDS].value;
		sp_mojibake_add(m, s ? s : "", s ? strlen(s) : 0, base);
		base += s ? strlen(s) + 1 : 0;
	}
	const sp_edit *e = sp_mojibake_edits(m, &n);
	if (!n)
		return;
	sp_mojibake_report(m, d, x);
	base = 0;
	for (size_t k = 0; k < total; k++) {
		const char **s = k < FIELDS ? fields[k] : &attributes[k - FIELDS].value;
		size_t len = *s ? strlen(*s) + 1 : 0;
		if (*s)
			*s = edited(d->arena, *s, base, e, n, &i);
		base += len;
	}
	d->attributes = attributes;
}
