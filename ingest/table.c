#include "config.h"

#include "ingest/table.h"

#include <csv.h>
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ingest/decode.h"

enum { PIECE = 65536, RUNAWAYS = 100 };

/* How a row is to be understood; tried in this order. */
typedef enum reading {
	STRICT,		/* RFC 4180 */
	LENIENT,	/* a quote that is not doubled stays, if it ends no cell */
	LITERAL		/* a quote is a character like any other */
} reading;

typedef enum outcome { ROW, BAD, RUNAWAY, END, FAILED } outcome;

struct sp_table {
	char *path;
	sp_table_read read;
	void *arg;
	bool ended;		/* no more bytes to come */
	iconv_t cd;		/* from UTF-16, or (iconv_t)-1 */
	const char *charset;	/* by its mark, else NULL */
	sp_buf in;		/* bytes to be converted */
	sp_buf text;		/* from the row on */
	size_t done;		/* bytes of `text` that belong to earlier rows */
	int line;
	char separator;
	size_t runaways;
	struct csv_parser strict;	/* its buffer serves all rows */
	bool started;
	/* the row being read */
	sp_buf bytes, decoded;	/* its cells, each with a NUL behind it */
	sp_cell cells[SP_TABLE_CELLS_MAX];
	size_t starts[SP_TABLE_CELLS_MAX];
	size_t n;
	size_t at;		/* where libcsv stands in `text` */
	int cell_line, line_at;
	bool complete;
	char **columns;
	size_t ncolumns;
};

/* ---- bytes in ------------------------------------------------------------------------ */

static void convert(sp_table *t)
{
	char *from = t->in.data;
	size_t left = t->in.len;

	while (left) {
		sp_buf_reserve(&t->text, left * 2 + 16);
		char *to = t->text.data + t->text.len;
		size_t room = t->text.cap - t->text.len - 1;
		size_t code = iconv(t->cd, &from, &left, &to, &room);
		t->text.len = (size_t)(to - t->text.data);
		if (code == (size_t)-1 && errno == EILSEQ) {
			sp_buf_addcp(&t->text, 0xfffd);
			from += left < 2 ? left : 2;
			left -= left < 2 ? left : 2;
		} else if (code == (size_t)-1 && errno == EINVAL) {
			break;	/* half a character: the rest comes */
		}
	}
	memmove(t->in.data, from, left);
	t->in.len = left;
	t->text.data[t->text.len] = '\0';
}

/* More bytes behind `text`; false at the end or on failure. */
static bool fill(sp_table *t, sp_error *err)
{
	bool utf16 = t->cd != (iconv_t)-1;
	sp_buf *to = utf16 ? &t->in : &t->text;

	if (t->ended)
		return false;
	sp_buf_reserve(to, PIECE);
	ssize_t n = t->read(t->arg, to->data + to->len, PIECE, err);
	if (n <= 0) {
		t->ended = true;
		return false;
	}
	to->len += (size_t)n;
	to->data[to->len] = '\0';
	if (utf16)
		convert(t);
	return true;
}

static void skip_mark(sp_table *t)
{
	const char *s = t->text.data;

	if (t->text.len >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0) {
		t->done = 3;
		t->charset = "UTF-8";
	} else if (t->text.len >= 2 && (memcmp(s, "\xff\xfe", 2) == 0 ||
					memcmp(s, "\xfe\xff", 2) == 0)) {
		t->charset = *s == '\xff' ? "UTF-16LE" : "UTF-16BE";
		t->cd = iconv_open("UTF-8", t->charset);
		sp_buf_add(&t->in, s + 2, t->text.len - 2);
		sp_buf_clear(&t->text);
		convert(t);
	}
}

/* ---- one row through libcsv ---------------------------------------------------------- */

/* Copy a cell without NULs, with '\n' for any line end. */
static void on_cell(void *s, size_t n, void *arg)
{
	sp_table *t = arg;
	const char *from = s;

	if (t->n == SP_TABLE_CELLS_MAX)
		return;
	t->cells[t->n].line = t->cell_line;
	t->starts[t->n++] = t->bytes.len;
	for (size_t i = 0; i < n; i++) {
		if (from[i] == '\r' && (i + 1 == n || from[i + 1] != '\n'))
			sp_buf_addc(&t->bytes, '\n');
		else if (from[i] && from[i] != '\r')
			sp_buf_addc(&t->bytes, from[i]);
	}
	sp_buf_addc(&t->bytes, '\0');
	t->cell_line = t->line_at;
}

static void on_row(int end, void *arg)
{
	sp_table *t = arg;

	(void)end;
	t->complete = t->n > 0;
}

/* The end of the line that `from` stands in: behind CR, LF or CR LF; the end
 * of what there is if the line goes on. */
static size_t line_end(sp_table *t, size_t from, bool *ends, sp_error *err)
{
	for (;;) {
		const char *s = t->text.data;
		size_t i = from;
		while (i < t->text.len && s[i] != '\n' && s[i] != '\r')
			i++;
		*ends = i < t->text.len;
		if (*ends && s[i] == '\r' && i + 1 == t->text.len && fill(t, err))
			continue;
		if (*ends)
			return i + (s[i] == '\r' && s[i + 1] == '\n' ? 2 : 1);
		if (i > from || !fill(t, err))
			return i;
	}
}

static void start_parser(const sp_table *t, struct csv_parser *p, reading how)
{
	csv_init(p, how == STRICT ? CSV_STRICT | CSV_STRICT_FINI : 0);
	csv_set_delim(p, (unsigned char)t->separator);
	csv_set_quote(p, how == LITERAL ? '\0' : '"');
	csv_set_blk_size(p, 16384);
}

static void start_row(sp_table *t)
{
	sp_buf_clear(&t->bytes);
	t->n = 0;
	t->at = t->done;
	t->cell_line = t->line_at = t->line;
	t->complete = false;
}

static bool is_blank(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] != '\n' && s[i] != '\r')
			return false;
	return true;
}

static outcome parse_with(sp_table *t, struct csv_parser *p, sp_error *err)
{
	outcome out = END;
	bool ends;

	start_row(t);
	while (out == END && !t->complete) {
		size_t end = line_end(t, t->at, &ends, err), n = end - t->at;
		if (!n) {
			if (csv_fini(p, on_cell, on_row, t))
				out = RUNAWAY;
			break;
		}
		if (csv_parse(p, t->text.data + t->at, n, on_cell, on_row, t) < n)
			out = BAD;
		bool blank = t->at == t->done && is_blank(t->text.data + t->at, n);
		t->at = end;
		t->line_at += ends;
		if (blank) {
			t->done = end;
			t->line = t->cell_line = t->line_at;
		}
		if (end - t->done > SP_TABLE_ROW_MAX)
			out = RUNAWAY;
	}
	if (err && err->code)
		return FAILED;
	return t->complete && out == END ? ROW : out;
}

static outcome parse(sp_table *t, reading how, sp_error *err)
{
	struct csv_parser other, *p = how == STRICT ? &t->strict : &other;

	if (how != STRICT || !t->started)
		start_parser(t, p, how);
	t->started |= how == STRICT;
	outcome out = parse_with(t, p, err);
	if (how != STRICT) {
		csv_free(p);
	} else if (out != ROW) {	/* it stands inside a row: start anew */
		csv_free(p);
		t->started = false;
	}
	return out;
}

/* Does the row that was read look right: as many cells as the header? */
static bool fits(const sp_table *t)
{
	return !t->ncolumns || t->n == t->ncolumns;
}

/* Of a row that was read as it stands: the quotes round whole cells. */
static void unquote(sp_table *t)
{
	for (size_t i = 0; i < t->n; i++) {
		char *s = t->bytes.data + t->starts[i];
		size_t n = strlen(s);
		if (n > 1 && s[0] == '"' && strchr(s + 1, '"') == s + n - 1) {
			s[n - 1] = '\0';
			t->starts[i]++;
		}
	}
}

/* A row whose quotes are wrong. A stray quote inside a cell is common, and can
 * be told from one that was never closed, which would swallow the next rows:
 * then this line alone has as many cells as it should. */
static outcome parse_faulty(sp_table *t, bool runaway, const char **problem, sp_error *err)
{
	int first = t->line;
	outcome lenient = runaway ? RUNAWAY : parse(t, LENIENT, err);
	bool lines = t->line_at > first + 1;

	t->runaways += lenient == RUNAWAY || t->at - t->done > PIECE;
	*problem = t->separator == '\t' ? NULL : "a quote inside a cell is not doubled";
	if (lenient == FAILED || (lenient == ROW && fits(t) && !lines))
		return lenient;
	outcome literal = parse(t, LITERAL, err);
	if (literal == FAILED || (literal == ROW && fits(t))) {
		*problem = "its quotes do not pair up: they are read as they stand";
		unquote(t);
		return literal;
	}
	if (lenient == ROW && parse(t, LENIENT, err) == ROW && fits(t))
		return ROW;
	literal = parse(t, LITERAL, err);
	*problem = "its quotes do not pair up: the line is left out";
	t->n = 0;
	return literal == FAILED ? FAILED : BAD;
}

static outcome parse_any(sp_table *t, const char **problem, sp_error *err)
{
	outcome out = parse(t, STRICT, err);

	*problem = NULL;
	if (out != BAD && out != RUNAWAY)
		return out;
	return parse_faulty(t, out == RUNAWAY, problem, err);
}

/* ---- rows ---------------------------------------------------------------------------- */

static void add_decoded(sp_table *t, const char *s, size_t n, sp_table_row *row)
{
	sp_decoded info;

	if (sp_utf8_valid(s, n) == n) {
		sp_buf_add(&t->decoded, s, n);
	} else {
		sp_decode(s, n, &t->decoded, &info);
		row->charset = info.charset;
		row->charset_by = sp_decoded_by_name(info.by);
	}
	sp_buf_addc(&t->decoded, '\0');
}

static void set_cells(sp_table *t, sp_table_row *row)
{
	const sp_buf *from = &t->bytes;
	size_t *at = t->starts;

	row->charset = t->charset ? t->charset : "UTF-8";
	row->charset_by = sp_decoded_by_name(t->charset ? SP_BY_MARK : SP_BY_UTF8);
	if (sp_utf8_valid(from->data, from->len) != from->len) {
		sp_buf_clear(&t->decoded);
		for (size_t i = 0; i < t->n; i++) {
			const char *s = t->bytes.data + at[i];
			at[i] = t->decoded.len;
			add_decoded(t, s, strlen(s), row);
		}
		from = &t->decoded;
	}
	for (size_t i = 0; i < t->n; i++) {
		t->cells[i].text = from->data + at[i];
		t->cells[i].len = strlen(t->cells[i].text);
	}
}

static bool only_empty(const sp_table *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->cells[i].len)
			return false;
	return true;
}

/* Forget the rows that were given out, when they are many bytes. */
static void forget(sp_table *t)
{
	if (t->done < PIECE)
		return;
	memmove(t->text.data, t->text.data + t->done, t->text.len - t->done);
	sp_buf_truncate(&t->text, t->text.len - t->done);
	t->done = 0;
	if (t->text.cap > SP_TABLE_ROW_MAX && t->text.len < PIECE) {
		sp_buf rest = SP_BUF_INIT;
		sp_buf_add(&rest, t->text.data, t->text.len);
		sp_buf_release(&t->text);
		t->text = rest;
	}
}

bool sp_table_next(sp_table *t, sp_table_row *row, sp_error *err)
{
	for (;;) {
		forget(t);
		if (t->runaways > RUNAWAYS)
			return sp_fail(err, SP_ELIMIT, t->path, t->line,
				       "quotes do not pair up in more than %d rows: the rest is not read",
				       RUNAWAYS);
		*row = (sp_table_row){ .cells = t->cells };
		outcome out = parse_any(t, &row->problem, err);
		if (out == END || out == FAILED)
			return false;
		row->line = t->line;
		row->n = t->n;
		row->raw = t->text.data + t->done;
		row->raw_len = t->at - t->done;
		t->done = t->at;
		t->line = t->line_at;
		set_cells(t, row);
		if (out == BAD || !only_empty(t))
			return true;
	}
}

/* ---- the header ------------------------------------------------------------------------ */

/* The separator that the header line has most of, outside quotes. */
static char most_frequent(const char *s, size_t n)
{
	static const char known[] = "\t;,|";
	size_t counts[sizeof known - 1] = { 0 }, best = 2;
	bool quoted = false;

	for (size_t i = 0; i < n; i++) {
		const char *k = s[i] ? strchr(known, s[i]) : NULL;
		quoted ^= s[i] == '"';
		if (k && !quoted)
			counts[k - known]++;
	}
	for (size_t k = 0; k < sizeof known - 1; k++)
		if (counts[k] > counts[best])
			best = k;
	return known[best];
}

static void find_separator(sp_table *t, sp_error *err)
{
	bool ends;
	size_t end = line_end(t, t->done, &ends, err);

	while (!ends && t->text.len - t->done < PIECE && fill(t, err))
		end = line_end(t, t->done, &ends, err);
	const char *s = t->text.data + t->done;
	size_t n = end - t->done;
	if (n > 4 && n < 8 && strncasecmp(s, "sep=", 4) == 0) {
		t->separator = s[4];
		t->done = end;
		t->line++;
		return;
	}
	t->separator = most_frequent(s, n);
}

static bool read_header(sp_table *t, sp_error *err)
{
	sp_table_row row;
	sp_error own = SP_ERROR_INIT;

	while (t->text.len < 4 && fill(t, &own))
		;
	skip_mark(t);
	find_separator(t, &own);
	bool ok = !own.code && sp_table_next(t, &row, &own) && row.n;
	if (!ok) {
		if (!own.code)
			sp_fail(&own, SP_ESYNTAX, t->path, t->line, "no header line");
		return sp_error_pass(err, &own);
	}
	t->columns = sp_calloc(row.n, sizeof *t->columns);
	t->ncolumns = row.n;
	for (size_t i = 0; i < row.n; i++)
		t->columns[i] = sp_strdup(row.cells[i].text);
	return true;
}

sp_table *sp_table_open(const char *path, sp_table_read read, void *arg, sp_error *err)
{
	sp_table *t = sp_calloc(1, sizeof *t);

	t->path = sp_strdup(path);
	t->read = read;
	t->arg = arg;
	t->cd = (iconv_t)-1;
	t->line = 1;
	sp_buf_init(&t->in);
	sp_buf_init(&t->text);
	sp_buf_init(&t->bytes);
	sp_buf_init(&t->decoded);
	if (read_header(t, err))
		return t;
	sp_table_free(t);
	return NULL;
}

void sp_table_free(sp_table *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < t->ncolumns; i++)
		free(t->columns[i]);
	free(t->columns);
	if (t->started)
		csv_free(&t->strict);
	if (t->cd != (iconv_t)-1)
		iconv_close(t->cd);
	sp_buf_release(&t->in);
	sp_buf_release(&t->text);
	sp_buf_release(&t->bytes);
	sp_buf_release(&t->decoded);
	free(t->path);
	free(t);
}

size_t sp_table_columns(const sp_table *t)
{
	return t->ncolumns;
}

const char *sp_table_column(const sp_table *t, size_t i)
{
	return t->columns[i];
}

char sp_table_separator(const sp_table *t)
{
	return t->separator;
}
