/* What was put right, told by kind, and to people word by word. */
#include "config.h"

#include <stdio.h>

#include "base/utf8.h"
#include "ingest/mojibake_internal.h"

enum { EXAMPLE = 60 };	/* bytes of text shown of a repair */

static bool same_kind(const sp_mojibake_edit *a, const sp_mojibake_edit *b)
{
	return a->page == b->page && a->times == b->times && a->lossy == b->lossy;
}

/* An example is the word around the edit, cut to a readable length. */
static void example(const sp_mojibake *m, const sp_mojibake_edit *e, sp_buf *before, sp_buf *after)
{
	const sp_mojibake_piece *p = &m->pieces[e->piece];
	size_t at = e->e.at - p->base, end = at + e->e.len, from = at, to = end;

	while (from && at - from < EXAMPLE / 2 && (unsigned char)p->s[from - 1] > ' ')
		from--;
	while (from < at && ((unsigned char)p->s[from] & 0xc0) == 0x80)
		from++;
	while (to < p->n && to - end < EXAMPLE / 2 && (unsigned char)p->s[to] > ' ')
		to++;
	to = sp_utf8_cut(p->s, p->n, to);
	sp_buf_clear(before);
	sp_buf_clear(after);
	sp_buf_add(before, p->s + from, to - from);
	sp_buf_add(after, p->s + from, at - from);
	sp_buf_add(after, m->text.data + e->text, e->e.n);
	sp_buf_add(after, p->s + end, to - end);
}

static void kind_of(const sp_mojibake_edit *e, char *kind, size_t size)
{
	static const char *const times[] = { "", "", ", twice", ", three times", ", four times" };

	snprintf(kind, size, "UTF-8 read as %s%s%s", sp_codepage_name(e->page),
		 times[e->times], e->lossy ? ", bytes lost" : "");
}

static void explain_each(const sp_mojibake *m, sp_explanation *x, sp_buf *before, sp_buf *after)
{
	char kind[80];

	for (size_t i = 0; i < m->nedits; i++) {
		if (m->edits[i].off)
			continue;
		kind_of(&m->edits[i], kind, sizeof kind);
		example(m, &m->edits[i], before, after);
		sp_explain_repaired(x, kind, before->data, before->len, after->data, after->len);
	}
}

static void report_kind(const sp_mojibake *m, size_t first, sp_document *d,
			sp_buf *before, sp_buf *after)
{
	const sp_mojibake_edit *e = &m->edits[first];
	char kind[80];
	size_t count = 0;

	for (size_t i = first; i < m->nedits; i++)
		if (!m->edits[i].off && same_kind(e, &m->edits[i]))
			count += m->edits[i].count;
	kind_of(e, kind, sizeof kind);
	example(m, e, before, after);
	sp_document_repair(d, kind, count, before->data, before->len, after->data, after->len);
}

void sp_mojibake_report(const sp_mojibake *m, sp_document *d, sp_explanation *x)
{
	sp_buf before = SP_BUF_INIT, after = SP_BUF_INIT;

	for (size_t i = 0; i < m->nedits; i++) {
		size_t k = 0;
		while (k < i && (m->edits[k].off || !same_kind(&m->edits[k], &m->edits[i])))
			k++;
		if (k == i && !m->edits[i].off)
			report_kind(m, i, d, &before, &after);
	}
	if (x)
		explain_each(m, x, &before, &after);
	sp_buf_release(&before);
	sp_buf_release(&after);
}
