/* An aligned table. Rows come in batches, so that memory does not grow with
 * their number; widths are those of the widest cells so far. On a terminal that
 * is too narrow the widest column, as a rule a sentence, gets most of the line,
 * and what does not fit its column goes on below. */
#include "config.h"

#include "cli/format.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

enum {
	BATCH = 1000,		/* rows that are measured together */
	NARROWEST = 4,		/* a column is not made narrower than this */
	GAP = 2,		/* blanks between columns */
	SIDE = 11,		/* columns beside the widest one: enough for a name */
	MOST_LINES = 8		/* of a cell; the last one is cut */
};

typedef struct column {
	int width;		/* of the widest cell */
	int shown;		/* what the terminal has room for */
	bool numeric;		/* all cells so far: aligned to the right */
} column;

typedef struct table {
	int n, terminal;
	column *columns;
	sp_buf text;		/* the cells of the batch, NUL after each */
	const char **rest;	/* of the row that is written: what is left of a cell */
	int owed;		/* blanks before the next cell, if one comes */
	FILE *out;
} table;

/* One character as a terminal can show it; its width in *width. */
static size_t shown_char(const char *s, size_t n, unsigned *cp, int *width)
{
	size_t len = sp_utf8_decode(s, n, cp);

	if (*cp == '\n' || *cp == '\t')
		*cp = ' ';
	*width = wcwidth((wchar_t)*cp);
	/* controls, and what would turn the direction of the line */
	if (*width < 0 || (*cp >= 0x202A && *cp <= 0x202E) ||
	    (*cp >= 0x2066 && *cp <= 0x2069)) {
		*cp = 0xFFFD;
		*width = 1;
	}
	return len;
}

static int text_width(const char *s)
{
	size_t n = strlen(s);
	int width = 0;

	while (n) {
		unsigned cp;
		int w;
		size_t len = shown_char(s, n, &cp, &w);
		width += w;
		s += len;
		n -= len;
	}
	return width;
}

static void put_cp(unsigned cp, FILE *out)
{
	char bytes[4];

	fwrite(bytes, 1, sp_utf8_encode(cp, bytes), out);
}

/* Write at most `room` columns of s, an ellipsis if it is longer. */
static int put_cut(const char *s, int room, FILE *out)
{
	bool cut = text_width(s) > room;
	size_t n = strlen(s);
	int used = 0;

	while (n) {
		unsigned cp;
		int w;
		size_t len = shown_char(s, n, &cp, &w);
		if (used + w > room - cut)
			break;
		put_cp(cp, out);
		used += w;
		s += len;
		n -= len;
	}
	if (cut) {
		put_cp(0x2026, out);
		used++;
	}
	return used;
}

static void put_blanks(int n, FILE *out)
{
	while (n-- > 0)
		putc(' ', out);
}

/* ---- widths --------------------------------------------------------------- */

/* The widest column that can be made narrower, beside `not`: a number cannot. */
static column *widest_but(table *t, const column *not)
{
	column *widest = NULL;

	for (int i = 0; i < t->n; i++) {
		column *c = &t->columns[i];
		if (c != not && !c->numeric &&
		    (!widest || c->shown > widest->shown))
			widest = c;
	}
	return widest;
}

/* Take from the widest column beside `not` until the line fits or it is as
 * narrow as `least`; returns the width that is left. */
static int narrow(table *t, int total, const column *not, int least, int most)
{
	while (total > most) {
		column *c = widest_but(t, not);
		if (!c || c->shown <= least)
			break;
		c->shown--;
		total--;
	}
	return total;
}

/* Make the line fit: first the widest column, down to half of the line, then
 * the others, then all alike. */
static void fit(table *t)
{
	int total = GAP * (t->n - 1), half = t->terminal / 2;

	for (int i = 0; i < t->n; i++) {
		t->columns[i].shown = t->columns[i].width;
		total += t->columns[i].width;
	}
	if (!t->terminal || total <= t->terminal)
		return;
	column *main = widest_but(t, NULL);
	while (main && total > t->terminal && main->shown > half) {
		main->shown--;
		total--;
	}
	total = narrow(t, total, main, SIDE, t->terminal);
	narrow(t, total, NULL, NARROWEST, t->terminal);
}

/* ---- rows ----------------------------------------------------------------- */

/* How many bytes of `s` go into a line of `room` columns: up to a blank, if
 * there is one in the line, or up to a stroke as in paths. */
static size_t piece(const char *s, int room)
{
	size_t n = strlen(s), at = 0, blank = 0, stroke = 0;
	int used = 0;

	while (at < n) {
		unsigned cp;
		int w;
		size_t len = shown_char(s + at, n - at, &cp, &w);
		if (used + w > room)
			return blank ? blank : stroke ? stroke : at ? at : len;
		if (cp == ' ' && used)
			blank = at;
		used += w;
		at += len;
		if (strchr("/-_", s[at - 1]))
			stroke = at;
	}
	return n;
}

/* The next line of a cell; its width. */
static int put_piece(const char **rest, int room, bool last, FILE *out)
{
	const char *s = *rest;
	size_t n = piece(s, room);
	int used = 0;

	if (last) {
		*rest += strlen(s);
		return put_cut(s, room, out);
	}
	for (size_t at = 0; at < n;) {
		unsigned cp;
		int w;
		at += shown_char(s + at, n - at, &cp, &w);
		put_cp(cp, out);
		used += w;
	}
	*rest = s + n;
	if (n)
		*rest += strspn(*rest, " \n\t");
	return used;
}

/* Nothing is put behind the last cell of a line. */
static void put_line(table *t, bool last)
{
	t->owed = 0;
	for (int i = 0; i < t->n; i++) {
		const column *c = &t->columns[i];
		int width = text_width(t->rest[i]);
		int before = c->numeric && width < c->shown ? c->shown - width : 0;
		if (width) {
			put_blanks(t->owed + before, t->out);
			t->owed = c->shown + GAP - before -
				  put_piece(&t->rest[i], c->shown, last, t->out);
		} else {
			t->owed += c->shown + GAP;
		}
	}
	putc('\n', t->out);
}

static bool any_rest(const table *t)
{
	for (int i = 0; i < t->n; i++)
		if (*t->rest[i])
			return true;
	return false;
}

/* The row that t->rest is set to. */
static void put_row(table *t)
{
	int line = 1;

	do
		put_line(t, line == MOST_LINES);
	while (any_rest(t) && line++ < MOST_LINES);
}

static void put_head(table *t, const sp_query *q)
{
	for (int i = 0; i < t->n; i++)
		t->rest[i] = sp_query_name(q, i);
	put_row(t);
	for (int i = 0; i < t->n; i++) {
		for (int k = 0; k < t->columns[i].shown; k++)
			putc('-', t->out);
		if (i + 1 < t->n)
			put_blanks(GAP, t->out);
	}
	putc('\n', t->out);
}

static void add_cell(table *t, const sp_query *q, int i)
{
	size_t at = t->text.len;
	column *c = &t->columns[i];

	if (sp_query_is_blob(q, i))
		sp_buf_addf(&t->text, "(%zu bytes)", sp_query_bytes(q, i));
	else
		sp_buf_adds(&t->text, sp_query_text(q, i));
	sp_buf_addc(&t->text, '\0');
	int width = text_width(t->text.data + at);
	if (width > c->width)
		c->width = width;
	if (!sp_query_numeric(q, i) && !sp_query_null(q, i))
		c->numeric = false;
}

/* Returns the number of rows taken, at most a batch. */
static int read_batch(table *t, sp_query *q, sp_error *err)
{
	int rows = 0;

	sp_buf_clear(&t->text);
	while (rows < BATCH && sp_query_step(q, err)) {
		for (int i = 0; i < t->n; i++)
			add_cell(t, q, i);
		rows++;
	}
	return rows;
}

static void put_batch(table *t, int rows)
{
	const char *s = t->text.data;

	for (int r = 0; r < rows; r++) {
		for (int i = 0; i < t->n; i++) {
			t->rest[i] = s;
			s += strlen(s) + 1;
		}
		put_row(t);
	}
}

bool sp_table_rows(sp_query *q, int width, FILE *out, sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	table t = { .n = sp_query_columns(q), .terminal = width,
		    .text = SP_BUF_INIT, .out = out };
	int rows;
	bool first = true;

	t.columns = sp_calloc((size_t)t.n + 1, sizeof *t.columns);
	t.rest = sp_calloc((size_t)t.n + 1, sizeof *t.rest);
	for (int i = 0; i < t.n; i++)
		t.columns[i] = (column){
			.width = text_width(sp_query_name(q, i)),
			.numeric = true
		};
	do {
		rows = read_batch(&t, q, &local);
		if (local.code != SP_OK)
			break;
		fit(&t);
		if (first)
			put_head(&t, q);
		first = false;
		put_batch(&t, rows);
	} while (rows == BATCH);
	free(t.columns);
	free(t.rest);
	sp_buf_release(&t.text);
	return sp_error_pass(err, &local);
}
