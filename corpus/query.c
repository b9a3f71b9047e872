/* Generic queries: any SQL, a row at a time. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "corpus/internal.h"

static bool only_blanks(const char *tail)
{
	return tail[strspn(tail, " \t\r\n;")] == '\0';
}

sp_query *sp_query_new(sp_corpus *c, const char *sql, sp_error *err)
{
	sqlite3_stmt *s = NULL;
	const char *tail = NULL;

	if (sqlite3_prepare_v2(c->db, sql, -1, &s, &tail) != SQLITE_OK) {
		sp_db_fail(c, err, NULL);
		return NULL;
	}
	if (!s || !only_blanks(tail)) {
		sqlite3_finalize(s);
		sp_fail(err, SP_EDB, c->path, 0, s ?
			"more than one SQL statement" : "no SQL statement");
		return NULL;
	}
	sp_query *q = sp_calloc(1, sizeof *q);
	q->c = c;
	q->s = s;
	return q;
}

void sp_query_free(sp_query *q)
{
	if (!q)
		return;
	sqlite3_finalize(q->s);
	free(q);
}

void sp_query_bind_int(sp_query *q, int i, int64_t v)
{
	sqlite3_bind_int64(q->s, i, v);
}

void sp_query_bind_text(sp_query *q, int i, const char *s)
{
	if (s)
		sqlite3_bind_text(q->s, i, s, -1, SQLITE_TRANSIENT);
	else
		sqlite3_bind_null(q->s, i);
}

bool sp_query_step(sp_query *q, sp_error *err)
{
	int code = sqlite3_step(q->s);

	if (code == SQLITE_ROW)
		return true;
	if (code != SQLITE_DONE)
		sp_db_fail(q->c, err, NULL);
	return false;
}

void sp_query_reset(sp_query *q)
{
	sqlite3_reset(q->s);
}

int sp_query_columns(const sp_query *q)
{
	return sqlite3_column_count(q->s);
}

const char *sp_query_name(const sp_query *q, int col)
{
	return sqlite3_column_name(q->s, col);
}

bool sp_query_null(const sp_query *q, int col)
{
	return sqlite3_column_type(q->s, col) == SQLITE_NULL;
}

bool sp_query_numeric(const sp_query *q, int col)
{
	int type = sqlite3_column_type(q->s, col);

	return type == SQLITE_INTEGER || type == SQLITE_FLOAT;
}

int64_t sp_query_int(const sp_query *q, int col)
{
	return sqlite3_column_int64(q->s, col);
}

const char *sp_query_text(const sp_query *q, int col)
{
	const unsigned char *s = sqlite3_column_text(q->s, col);

	return s ? (const char *)s : "";
}

size_t sp_query_bytes(const sp_query *q, int col)
{
	return (size_t)sqlite3_column_bytes(q->s, col);
}

const void *sp_query_blob(const sp_query *q, int col)
{
	return sqlite3_column_blob(q->s, col);
}
