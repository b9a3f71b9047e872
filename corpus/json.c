/* JSON as SQLite writes it, so that quoting is nobody's home-made loop. */
#include "config.h"

#include <math.h>

#include "base/utf8.h"
#include "corpus/internal.h"

/* Step the prepared json_quote() whose parameter is bound. */
static bool quote(sp_corpus *c, sqlite3_stmt *s, sp_buf *out, sp_error *err)
{
	bool ok = sqlite3_step(s) == SQLITE_ROW;

	if (ok)
		sp_buf_add(out, sqlite3_column_text(s, 0),
			   (size_t)sqlite3_column_bytes(s, 0));
	else
		sp_db_fail(c, err, NULL);
	sqlite3_reset(s);
	return ok;
}

bool sp_corpus_json(sp_corpus *c, const char *text, sp_buf *out, sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_JSON, err);

	if (!s)
		return false;
	sqlite3_bind_text(s, 1, text, -1, SQLITE_TRANSIENT);
	return quote(c, s, out, err);
}

static void add_hex(sp_buf *out, const unsigned char *p, size_t n)
{
	sp_buf_addc(out, '"');
	for (size_t i = 0; i < n; i++)
		sp_buf_addf(out, "%02x", p[i]);
	sp_buf_addc(out, '"');
}

/* Bind a copy of the text in which what is no UTF-8 is U+FFFD. */
static void bind_mended(sqlite3_stmt *s, const char *text, size_t n)
{
	sp_buf b = SP_BUF_INIT;

	for (size_t i = 0; i < n;) {
		char out[4];
		unsigned cp;
		i += sp_utf8_decode(text + i, n - i, &cp);
		sp_buf_add(&b, out, sp_utf8_encode(cp, out));
	}
	sqlite3_bind_text64(s, 1, b.data, b.len, SQLITE_TRANSIENT, SQLITE_UTF8);
	sp_buf_release(&b);
}

/* JSON has no word for an infinite number, and knows UTF-8 only. */
static void bind_value(sqlite3_stmt *s, const sp_query *q, int col)
{
	const char *text = NULL;
	size_t n = 0;

	switch (sqlite3_column_type(q->s, col)) {
	case SQLITE_FLOAT:
		if (!isfinite(sqlite3_column_double(q->s, col)))
			return;	/* nothing bound is null */
		break;
	case SQLITE_TEXT:
		text = (const char *)sqlite3_column_text(q->s, col);
		n = (size_t)sqlite3_column_bytes(q->s, col);
		break;
	default:
		break;
	}
	if (text && sp_utf8_valid(text, n) < n)
		bind_mended(s, text, n);
	else
		sqlite3_bind_value(s, 1, sqlite3_column_value(q->s, col));
}

bool sp_query_json(const sp_query *q, int col, sp_buf *out, sp_error *err)
{
	if (sp_query_is_blob(q, col)) {
		const void *p = sqlite3_column_blob(q->s, col);
		add_hex(out, p, (size_t)sqlite3_column_bytes(q->s, col));
		return true;
	}
	sqlite3_stmt *s = sp_stmt_get(q->c, SP_STMT_JSON, err);
	if (!s)
		return false;
	bind_value(s, q, col);
	return quote(q->c, s, out, err);
}

bool sp_query_is_blob(const sp_query *q, int col)
{
	return sqlite3_column_type(q->s, col) == SQLITE_BLOB;
}

int sp_query_parameters(const sp_query *q)
{
	return sqlite3_bind_parameter_count(q->s);
}
