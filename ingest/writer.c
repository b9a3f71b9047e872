#include "config.h"

#include "ingest/writer.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sentence.h"
#include "base/utf8.h"
#include "ingest/marker.h"
#include "ingest/normal.h"

void sp_writer_init(sp_writer *w)
{
	*w = (sp_writer){ .node = SIZE_MAX };
	sp_buf_init(&w->text);
	sp_buf_init(&w->sentences);
}

void sp_writer_release(sp_writer *w)
{
	sp_buf_release(&w->text);
	sp_buf_release(&w->sentences);
	free(w->drafts);
	free(w->omitted);
}

void sp_writer_clear(sp_writer *w)
{
	sp_buf_clear(&w->text);
	w->n = w->begin = w->controls = w->nomitted = 0;
	w->composed = w->replacements = 0;
	w->blank = false;
	w->breaks = w->line = 0;
	w->node = SIZE_MAX;
}

/* ---- text in ------------------------------------------------------------------- */

typedef enum glyph { LETTER, BLANK, NOTHING, CONTROL } glyph;

/* What a character beyond ASCII is for us. */
static glyph wide_glyph(unsigned cp)
{
	if (cp < 0xa0)
		return cp == 0x85 ? BLANK : CONTROL;
	if (cp == 0xa0)
		return BLANK;
	if (cp == 0xad)
		return NOTHING;
	if (cp < 0x1680)
		return LETTER;
	if (cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200a) || cp == 0x2028 ||
	    cp == 0x2029 || cp == 0x202f || cp == 0x205f || cp == 0x3000)
		return BLANK;
	/* Joiners (200C, 200D) and direction marks carry meaning; these do not. */
	if (cp == 0x180e || cp == 0x200b || cp == 0x2060 || cp == 0xfeff)
		return NOTHING;
	return LETTER;
}

static glyph narrow_glyph(unsigned char c)
{
	if (c > ' ' && c != 0x7f)
		return LETTER;
	if (c == ' ' || (c >= '\t' && c <= '\r'))
		return BLANK;
	return CONTROL;
}

static void letter(sp_writer *w, const char *s, size_t n, int line, size_t node)
{
	if (w->text.len == w->begin) {
		w->line = line;
		w->node = node;
	} else if (w->breaks) {
		sp_buf_addc(&w->text, '\n');
	} else if (w->blank) {
		sp_buf_addc(&w->text, ' ');
	}
	w->blank = false;
	w->breaks = 0;
	sp_buf_add(&w->text, s, n);
}

void sp_writer_text(sp_writer *w, const char *s, size_t n, int line, size_t node)
{
	for (size_t i = 0; i < n;) {
		size_t run = i, step = 1;
		while (run < n && s[run] > ' ' && s[run] != 0x7f)
			run++;
		if (run > i) {
			letter(w, s + i, run - i, line, node);
			i = run;
			continue;
		}
		glyph g;
		if ((unsigned char)s[i] < 0x80) {
			g = narrow_glyph((unsigned char)s[i]);
		} else {
			unsigned cp;
			step = sp_utf8_decode(s + i, n - i, &cp);
			g = wide_glyph(cp);
		}
		w->replacements += step == 3 && memcmp(s + i, "\xef\xbf\xbd", 3) == 0;
		if (g == LETTER) {
			letter(w, s + i, step, line, node);
		} else if (g == BLANK) {
			w->blank = true;
			line += s[i] == '\n';
		} else if (g == CONTROL) {
			w->controls++;
		}
		i += step;
	}
}

void sp_writer_break(sp_writer *w)
{
	w->breaks++;
}

bool sp_writer_pending(const sp_writer *w)
{
	return w->text.len > w->begin;
}

bool sp_writer_double(const sp_writer *w)
{
	return w->breaks > 1 && sp_writer_pending(w);
}

void sp_writer_omit(sp_writer *w, size_t node)
{
	w->omitted = sp_grow(w->omitted, w->nomitted, &w->omitted_cap, sizeof *w->omitted);
	w->omitted[w->nomitted++] = (sp_omitted){ .node = node, .before = w->n };
}

int sp_writer_flush(sp_writer *w, sp_block_kind kind, int level, int lead_in)
{
	size_t begin = w->begin;

	w->blank = false;
	w->breaks = 0;
	if (w->text.len == begin)
		return -1;
	w->composed += sp_normal(&w->text, begin);
	w->drafts = sp_grow(w->drafts, w->n, &w->cap, sizeof *w->drafts);
	w->drafts[w->n] = (sp_draft){
		.kind = kind, .level = level, .lead_in = lead_in,
		.line = w->line, .node = w->node,
		.text = begin, .len = w->text.len - begin,
	};
	w->begin = w->text.len;
	return (int)w->n++;
}

/* Seq of the block that stands before block i, notes not counted, or -1. */
static int before(const sp_writer *w, size_t i)
{
	return (int)(i ? i - w->drafts[i - 1].aside : i) - 1;
}

void sp_writer_aside(sp_writer *w, size_t first)
{
	for (size_t i = first; i < w->n; i++)
		w->drafts[i].aside = i ? w->drafts[i - 1].aside + 1 : 1;
}

int sp_writer_last(const sp_writer *w)
{
	return before(w, w->n);
}

/* ---- lists ----------------------------------------------------------------------- */

static bool speaks_of_following(const char *s, size_t n)
{
	static const char *const words[] = {
		"following", "as follows", "these ", "below", "such as", "including",
	};
	size_t from = n > 160 ? n - 160 : 0;

	/* Only its last sentence counts. */
	for (size_t i = from; i + 2 < n; i++)
		if ((s[i] == '.' || s[i] == '?' || s[i] == '!') && s[i + 1] == ' ')
			from = i + 2;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (memmem(s + from, n - from, words[i], strlen(words[i])))
			return true;
	return false;
}

/* "The Office shall—": how laws introduce their items. */
static bool ends_with_dash(const char *s, size_t n)
{
	return n > 3 && memcmp(s + n - 3, "\xe2\x80\x94", 3) == 0;
}

bool sp_writer_introduces(const sp_writer *w, int seq)
{
	if (seq < 0)
		return false;
	const sp_draft *d = &w->drafts[seq];
	const char *s = w->text.data + d->text;
	size_t n = d->len;

	while (n && strchr("\"')*_ ", s[n - 1]))
		n--;
	if (!n)
		return false;
	if (s[n - 1] == ':' || ends_with_dash(s, n))
		return true;
	if (d->kind == SP_HEADING)
		return false;
	if (s[n - 1] == '.' || s[n - 1] == '!' || s[n - 1] == '?')
		return speaks_of_following(s, n);
	/* It breaks off: "The Administration should", "we ask that -". A short
	 * line by itself ("Sincerely", a name) introduces nothing. */
	return d->kind == SP_PARAGRAPH && n > 8 &&
		(memchr(s, ' ', n) && (islower((unsigned char)s[n - 1]) || s[n - 1] == '-'));
}

static bool ends_with_colon(const sp_writer *w, size_t i)
{
	const sp_draft *d = &w->drafts[i];

	return d->len && (w->text.data[d->text + d->len - 1] == ':' ||
			  ends_with_dash(w->text.data + d->text, d->len));
}

static void strip(sp_draft *d, size_t n)
{
	d->text += n;
	d->len -= n;
}

typedef struct run {
	sp_marker_kind kind;
	int value;	/* of the last item */
	int lead_in;
	size_t last;	/* seq of the last item */
} run;

/* Does paragraph i with marker m begin a list: a bullet, or a number that the
 * next marked paragraph takes up, or one right behind a colon? */
static bool begins_list(const sp_writer *w, size_t i, sp_marker m)
{
	if (m.kind == SP_MARKER_BULLET)
		return true;
	if (i && ends_with_colon(w, i - 1))
		return true;
	if (i + 1 >= w->n || w->drafts[i + 1].kind != SP_PARAGRAPH)
		return false;
	const sp_draft *next = &w->drafts[i + 1];
	sp_marker n = sp_marker_of(w->text.data + next->text, next->len);
	return n.kind == m.kind && n.value == m.value + (m.kind != SP_MARKER_DASH);
}

static bool takes_up(const run *r, sp_marker m, size_t i)
{
	if (r->last + 1 != i)
		return false;
	switch (r->kind) {
	case SP_MARKER_NONE:
		return false;
	case SP_MARKER_LETTER:
		return m.letter == r->value + 1;
	case SP_MARKER_ROMAN:
		return m.roman == r->value + 1;
	case SP_MARKER_NUMBER:
		return m.kind == r->kind && m.value == r->value + 1;
	default:
		return m.kind == r->kind;
	}
}

/* Paragraphs that begin with a typed marker are list items. A bullet goes; a
 * number stays, since people refer to it. */
static void typed_lists(sp_writer *w)
{
	run r = { SP_MARKER_NONE, 0, -1, 0 };

	for (size_t i = 0; i < w->n; i++) {
		sp_draft *d = &w->drafts[i];
		const char *s = w->text.data + d->text;
		if (d->kind != SP_PARAGRAPH && d->kind != SP_LIST_ITEM)
			continue;
		sp_marker m = sp_marker_of(s, d->len);
		if (d->kind == SP_LIST_ITEM) {
			if (m.kind == SP_MARKER_BULLET)
				strip(d, m.len);
			continue;
		}
		if (!m.kind || (!takes_up(&r, m, i) && !begins_list(w, i, m)))
			continue;
		if (!takes_up(&r, m, i))
			r.lead_in = i && sp_writer_introduces(w, (int)i - 1) ?
				(int)i - 1 : -1;
		d->kind = SP_LIST_ITEM;
		d->level = 1;
		d->lead_in = r.lead_in;
		if (m.kind <= SP_MARKER_DASH)
			strip(d, m.len);
		bool goes_on = takes_up(&r, m, i);
		r = (run){ goes_on ? r.kind : m.kind,
			   goes_on ? r.value + 1 : m.value, r.lead_in, i };
	}
}

/* Items that no list element introduces: after the paragraph that does, or
 * after another item that it does. Some dialects number paragraphs only, some
 * put the lead-in into the list. */
static void find_lead_ins(sp_writer *w)
{
	for (size_t i = 1; i < w->n; i++) {
		sp_draft *d = &w->drafts[i];
		int at = before(w, i);
		if (d->kind != SP_LIST_ITEM || d->lead_in >= 0 || at < 0)
			continue;
		const sp_draft *up = &w->drafts[at];
		if (up->kind == SP_LIST_ITEM && up->level == d->level)
			d->lead_in = up->lead_in;
		else if (sp_writer_introduces(w, at))
			d->lead_in = at;
	}
}

/* ---- blocks out -------------------------------------------------------------------- */

static void hand_over(sp_writer *w, sp_document *d, const sp_draft *from,
		      sp_block *to)
{
	to->kind = from->kind;
	to->level = from->level;
	to->lead_in = from->lead_in;
	to->line = from->line;
	to->text = sp_arena_strndup(d->arena, w->text.data + from->text, from->len);
	to->len = from->len;
	sp_buf_clear(&w->sentences);
	sp_sentence_split(to->text, to->len, &w->sentences);
	void *blob = sp_arena_alloc(d->arena, w->sentences.len);
	memcpy(blob, w->sentences.data, w->sentences.len);
	to->sentences = blob;
	to->sentences_len = w->sentences.len;
}

static void report(const sp_writer *w, sp_document *d)
{
	if (w->controls)
		sp_document_problem(d, SP_WARNING, 0, "%zu control character%s left out",
				    w->controls, w->controls == 1 ? "" : "s");
	if (w->replacements)
		sp_document_problem(d, SP_WARNING, 0,
				    "the text holds U+FFFD in %zu place%s: characters that were lost",
				    w->replacements, w->replacements == 1 ? "" : "s");
	if (w->composed)
		sp_document_repair(d, "letters and accents composed (NFC)", w->composed,
				   NULL, 0, NULL, 0);
}

void sp_writer_finish(sp_writer *w, sp_document *d,
		      void (*xpath)(const void *arg, size_t node, sp_buf *out),
		      const void *arg)
{
	int heading = -1;
	sp_buf path = SP_BUF_INIT;

	typed_lists(w);
	find_lead_ins(w);
	d->nblocks = w->n;
	d->blocks = sp_arena_alloc(d->arena, (w->n ? w->n : 1) * sizeof *d->blocks);
	for (size_t i = 0; i < w->n; i++) {
		sp_block *b = &d->blocks[i];
		hand_over(w, d, &w->drafts[i], b);
		b->heading = heading;
		if (b->kind == SP_HEADING)
			heading = (int)i;
		if (xpath && w->drafts[i].node != SIZE_MAX) {
			sp_buf_clear(&path);
			xpath(arg, w->drafts[i].node, &path);
			if (path.len)
				b->xpath = sp_arena_strndup(d->arena, path.data, path.len);
		}
	}
	report(w, d);
	sp_buf_release(&path);
}
