/* An aligned table. Rows come in batches, so that memory does not grow with
 * their number; widths are those of the widest cells so far. */
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
	NARROWEST = 4,		/* a column is not cut below this */
	GAP = 2			/* blanks between columns */
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

static void put_cell(const table *t, int i, const char *s, bool right)
{
	const column *c = &t->columns[i];
	int width = text_width(s);

	if (right)
		put_blanks(c->shown - (width < c->shown ? width : c->shown),
			   t->out);
	int used = put_cut(s, c->shown, t->out);
	if (i + 1 < t->n)
		put_blanks(right ? GAP : c->shown - used + GAP, t->out);
	else
		putc('\n', t->out);
}

/* Make the widest columns narrower until the line fits. */
static void fit(table *t)
{
	int total = GAP * (t->n - 1);

	for (int i = 0; i < t->n; i++) {
		t->columns[i].shown = t->columns[i].width;
		total += t->columns[i].width;
	}
	while (t->terminal && total > t->terminal) {
		column *widest = &t->columns[0];
		for (int i = 1; i < t->n; i++)
			if (t->columns[i].shown > widest->shown)
				widest = &t->columns[i];
		if (widest->shown <= NARROWEST)
			return;
		widest->shown--;
		total--;
	}
}

static void put_head(const table *t, const sp_query *q)
{
	for (int i = 0; i < t->n; i++)
		put_cell(t, i, sp_query_name(q, i), t->columns[i].numeric);
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

static void put_batch(const table *t, int rows)
{
	const char *s = t->text.data;

	for (int r = 0; r < rows; r++)
		for (int i = 0; i < t->n; i++) {
			put_cell(t, i, s, t->columns[i].numeric);
			s += strlen(s) + 1;
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
	sp_buf_release(&t.text);
	return sp_error_pass(err, &local);
}
