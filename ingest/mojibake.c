/* The runs of a document, one after another; those that could be both are
 * kept until what stands behind them is known. */
#include "config.h"

#include "ingest/mojibake.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ingest/mojibake_internal.h"
#include "ingest/spelling.h"

enum {
	CONTEXT = 24,	/* characters that are looked at around a run */
	RUN = 384, RUN_LATER = 768, RUN_MAX = 1024	/* bytes judged at once */
};

typedef sp_mojibake_piece piece;
typedef sp_mojibake_event event;
typedef sp_mojibake_edit edit;

sp_mojibake *sp_mojibake_new(void)
{
	sp_mojibake *m = sp_calloc(1, sizeof *m);

	sp_buf_init(&m->text);
	sp_mojibake_clear(m);
	return m;
}

void sp_mojibake_free(sp_mojibake *m)
{
	if (!m)
		return;
	free(m->pieces);
	free(m->events);
	free(m->edits);
	free(m->out);
	free(m->window.s);
	for (size_t i = 0; i <= SP_TIMES_MAX; i++) {
		free(m->scratch.trial[i].s);
		free(m->scratch.best[i].s);
	}
	free(m->scratch.weighed.s);
	free(m->scratch.spare.s);
	sp_buf_release(&m->text);
	free(m);
}

void sp_mojibake_clear(sp_mojibake *m)
{
	m->npieces = m->nevents = m->nedits = m->nout = m->either = 0;
	m->likely = 0;
	m->scratch.tries = SP_TRIES_TEXT;
	sp_buf_clear(&m->text);
}

/* ---- windows ---------------------------------------------------------------- */

static void put(sp_window *w, uint32_t cp)
{
	sp_window_put(w, w->n, cp);
	w->n++;
}

/* The run s[from..to) of a piece, with its context. */
static void open_window(sp_window *w, const piece *p, size_t from, size_t to)
{
	size_t begin = from, i;
	unsigned cp, after = 0;

	for (unsigned k = 0; k < CONTEXT && begin; k++) {
		begin--;
		while (begin && ((unsigned char)p->s[begin] & 0xc0) == 0x80)
			begin--;
	}
	w->n = w->from = w->to = 0;
	for (i = begin; i < p->n && after <= CONTEXT; i += sp_utf8_decode(p->s + i, p->n - i, &cp)) {
		if (i == from)
			w->from = w->n;
		if (i == to)
			w->to = w->n;
		after += i >= to;
		sp_utf8_decode(p->s + i, p->n - i, &cp);
		put(w, cp);
	}
	if (i <= to)
		w->to = w->n;
}

static bool same_script(uint32_t a, uint32_t b)
{
	return a && b && !sp_spelling_clash(a, b);
}

static uint32_t a_letter(const sp_window *w)
{
	for (size_t i = w->from; i < w->to; i++)
		if (sp_spelling_is_letter(w->s[i]))
			return w->s[i];
	return 0;
}

/* ---- edits ------------------------------------------------------------------ */

/* What the window holds now takes the run's place. Of the source, as much goes
 * as the window has lost behind the run: blanks that stood for bytes. */
static void add_edit(sp_mojibake *m, event *e, const sp_outcome *o, size_t behind)
{
	const piece *p = &m->pieces[e->piece];
	const sp_window *w = &m->window;
	size_t taken = behind - (w->n - w->to);	/* ASCII, a byte each, or U+FFFD */
	size_t end = e->at + e->len, from = m->text.len;
	unsigned cp;

	for (; taken; taken--)
		end += sp_utf8_decode(p->s + end, p->n - end, &cp);
	for (size_t i = w->from; i < w->to; i++)
		sp_buf_addcp(&m->text, w->s[i]);
	m->edits = sp_grow(m->edits, m->nedits, &m->edits_cap, sizeof *m->edits);
	m->edits[m->nedits] = (edit){
		.e = { .at = p->base + e->at, .len = end - e->at, .n = m->text.len - from },
		.text = from, .page = o->page, .times = o->times, .count = o->count,
		.lossy = o->lossy, .piece = e->piece,
	};
	e->edit = m->nedits++;
	e->page = o->page;
	e->times = o->times;
	e->open = o->open;
}

static bool waits(const event *e)
{
	return e->verdict == SP_RUN_EITHER || e->verdict == SP_RUN_WEAK || e->open;
}

static void add_event(sp_mojibake *m, const event *e)
{
	const event *last = m->nevents ? &m->events[m->nevents - 1] : NULL;

	/* One of a row of good runs is enough for their neighbours. */
	if (e->verdict == SP_RUN_PLAIN ||
	    (e->verdict == SP_RUN_GOOD && last && last->verdict == SP_RUN_GOOD &&
	     same_script(last->sample, e->sample)))
		return;
	m->events = sp_grow(m->events, m->nevents, &m->events_cap, sizeof *m->events);
	m->events[m->nevents++] = *e;
	m->either += waits(e);
}

/* Nothing in the run begins a sequence of UTF-8 in any code page: no need to
 * look closer. Then one of its letters is in `*sample`, or 0. */
static bool is_harmless(const char *s, size_t n, uint32_t *sample)
{
	unsigned cp, next;
	size_t i = sp_utf8_decode(s, n, &cp);

	*sample = sp_spelling_is_letter(cp) ? cp : 0;
	if (i == n)	/* one alone: only a capital can have lost what followed */
		return !sp_spelling_is_upper(cp) || !sp_codepage_leads(cp);
	for (; i < n; cp = next) {
		i += sp_utf8_decode(s + i, n - i, &next);
		if (sp_codepage_begins(cp, next))
			return false;
		if (!*sample && sp_spelling_is_letter(next))
			*sample = next;
	}
	return !sp_spelling_is_upper(cp) || !sp_codepage_leads(cp);
}

static void read_run(sp_mojibake *m, size_t at, size_t len)
{
	const piece *p = &m->pieces[m->npieces - 1];
	event e = { .piece = m->npieces - 1, .at = at, .len = len };
	sp_window *w = &m->window;

	if (is_harmless(p->s + at, len, &e.sample)) {
		e.verdict = e.sample ? SP_RUN_GOOD : SP_RUN_PLAIN;
		add_event(m, &e);
		return;
	}
	open_window(w, p, at, at + len);
	e.sample = a_letter(w);
	size_t behind = w->n - w->to;
	sp_outcome o = sp_mojibake_run(w, m->likely, &m->scratch);
	e.verdict = o.verdict;
	if (o.times) {
		m->likely = o.page;
		add_edit(m, &e, &o, behind);
	}
	add_event(m, &e);
}

/* ---- looking ------------------------------------------------------------------ */

/* Where the next character beyond ASCII stands. */
static size_t skip_ascii(const char *s, size_t n, size_t i)
{
	uint64_t eight;

	while (i + 8 <= n) {
		memcpy(&eight, s + i, 8);
		if (eight & UINT64_C(0x8080808080808080))
			break;
		i += 8;
	}
	while (i < n && !(s[i] & 0x80))
		i++;
	return i;
}

/* Quotes, dashes and the ellipsis, and all that no code page has: a run of
 * nothing else says nothing. */
static bool says_nothing(const unsigned char *s, size_t n)
{
	for (size_t i = 0; i + 2 < n; i += 3)
		if (s[i] != 0xe2 || s[i + 1] != 0x80)
			return false;
	return n % 3 == 0;
}

/* The code pages that the run at `i` could have been read by: those in which it
 * begins with a sequence; else the one that mended the last run. */
static uint32_t pages_of(const sp_mojibake *m, const char *s, size_t n, size_t i)
{
	unsigned first, second = 0;

	i += sp_utf8_decode(s + i, n - i, &first);
	if (i < n)
		sp_utf8_decode(s + i, n - i, &second);
	uint32_t pages = sp_codepage_begins(first, second);
	return pages ? pages : 1u << m->likely;
}

/* Where the run ends that begins at `i`. A long one is cut before a character
 * that begins a sequence in all its code pages, since the cost grows with its
 * square. Later, if they are not those of the last run: such a cut may part a
 * sequence of what was read wrongly twice. */
static size_t end_of_run(const sp_mojibake *m, const char *s, size_t n, size_t i)
{
	unsigned cp = 0, before;
	uint32_t pages = 0, likely = 1u << m->likely;

	for (size_t begin = i; i < n && s[i] & 0x80;) {
		before = cp;
		size_t step = sp_utf8_decode(s + i, n - i, &cp);
		if (i - begin >= RUN_MAX)
			break;
		if (i - begin >= RUN) {
			uint32_t leads = sp_codepage_leads(cp);
			pages = pages ? pages : pages_of(m, s, n, begin);
			if ((leads & pages & likely && !sp_codepage_begins(before, cp)) ||
			    (i - begin >= RUN_LATER && (leads & pages) == pages))
				break;
		}
		i += step;
	}
	return i;
}

void sp_mojibake_add(sp_mojibake *m, const char *s, size_t n, size_t base)
{
	size_t i = skip_ascii(s, n, 0);

	if (i == n)
		return;
	m->pieces = sp_grow(m->pieces, m->npieces, &m->pieces_cap, sizeof *m->pieces);
	m->pieces[m->npieces++] = (piece){ s, n, base };
	while (i < n) {
		size_t end = end_of_run(m, s, n, i);
		if (!says_nothing((const unsigned char *)s + i, end - i))
			read_run(m, i, end - i);
		i = skip_ascii(s, n, end);
	}
}

/* ---- deciding ------------------------------------------------------------------ */

/* A run that waits looks so many runs before and behind it: what is farther off
 * says nothing, and a text of such runs costs no quadratic time. */
#define NEIGHBOURS 64

static const event *neighbour(const sp_mojibake *m, size_t i, int step)
{
	for (unsigned far = 0; far < NEIGHBOURS &&
			       (step < 0 ? i > 0 : i + 1 < m->nevents); far++) {
		i += (size_t)step;
		if (!waits(&m->events[i]))
			return &m->events[i];
	}
	return NULL;
}

static bool is_good(const event *e)
{
	return e && e->verdict == SP_RUN_GOOD;
}

/* Mend the run as its neighbour was, by the same page and as often. */
static bool follow(sp_mojibake *m, event *e, const event *by)
{
	sp_window *w = &m->window;
	sp_outcome o = { .verdict = SP_RUN_EITHER };

	open_window(w, &m->pieces[e->piece], e->at, e->at + e->len);
	size_t behind = w->n - w->to;
	if (e->times)
		o = sp_mojibake_run(w, e->page, &m->scratch);
	sp_mojibake_run_on(by->page, by->times, w, &o, &m->scratch);
	if (o.times <= e->times)
		return false;
	if (e->times)
		m->edits[e->edit].off = true;
	add_edit(m, e, &o, behind);
	return true;
}

/* Right as it stands, in the run's own alphabet: a French word says nothing of
 * letters that look Thai. */
static bool speaks_against(const event *by, const event *e)
{
	return is_good(by) && same_script(by->sample, e->sample);
}

/* A run that could be both goes with what stands before and behind it. */
static void decide_either(sp_mojibake *m, size_t i, const event *a, const event *b)
{
	event *e = &m->events[i];
	event was = *e;

	/* what is right in another alphabet has no page to go by */
	if (is_good(a) && !speaks_against(a, e))
		a = NULL;
	if (is_good(b) && !speaks_against(b, e))
		b = NULL;
	if (is_good(a) || is_good(b) || (a && a->times <= was.times) ||
	    (b && b->times <= was.times))
		return;
	if (!(a && follow(m, e, a)) && b)
		follow(m, e, b);
	e->open = was.open;	/* it still says nothing to others */
}

/* Thai in a Thai text, as it seems. */
static void decide_weak(sp_mojibake *m, size_t i, const event *a, const event *b)
{
	event *e = &m->events[i];
	bool off = speaks_against(a, e) || speaks_against(b, e);

	m->edits[e->edit].off = off;
	e->verdict = off ? SP_RUN_GOOD : SP_RUN_MENDED;
}

static void decide(sp_mojibake *m, bool weak)
{
	for (size_t i = 0; i < m->nevents; i++) {
		event *e = &m->events[i];
		if (!waits(e) || weak != (e->verdict == SP_RUN_WEAK))
			continue;
		const event *a = neighbour(m, i, -1), *b = neighbour(m, i, 1);
		if (weak)
			decide_weak(m, i, a, b);
		else
			decide_either(m, i, a, b);
	}
}

static int by_place(const void *a, const void *b)
{
	size_t x = ((const edit *)a)->e.at, y = ((const edit *)b)->e.at;

	return (x > y) - (x < y);
}

const sp_edit *sp_mojibake_edits(sp_mojibake *m, size_t *n)
{
	if (m->either) {
		decide(m, true);
		decide(m, false);
		m->either = 0;
	}
	if (m->nedits)
		qsort(m->edits, m->nedits, sizeof *m->edits, by_place);
	m->nout = 0;
	for (size_t i = 0; i < m->nedits; i++) {
		if (m->edits[i].off)
			continue;
		m->out = sp_grow(m->out, m->nout, &m->out_cap, sizeof *m->out);
		m->edits[i].e.text = m->text.data + m->edits[i].text;
		m->out[m->nout++] = m->edits[i].e;
	}
	*n = m->nout;
	return m->out;
}
