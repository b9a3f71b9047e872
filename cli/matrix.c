#include "config.h"

#include "cli/matrix.h"

#include "base/buf.h"

/* The SQL of a column. SQLite quotes the name, as it quotes everywhere. */
static const char columns_sql[] =
	"SELECT printf(', ifnull(max(CASE WHEN x.issue = %d THEN"
	" CASE x.stance WHEN ''support'' THEN ''+'' WHEN ''oppose'' THEN ''-''"
	" ELSE ''±'' END END), ''.'') AS \"%w\"', i.id, i.name)"
	" FROM issue i JOIN dimension d ON d.id = i.dimension"
	" WHERE ?1 IS NULL OR d.name = ?1 ORDER BY i.pack, i.ord";

/* A document that names no submitter stands for itself; who was not coded is
 * not silent. */
static const char rows_sql[] =
	" FROM (SELECT DISTINCT ifnull(d.submitter, -d.id) AS id,"
	" ifnull(s.short_name, d.path) AS name FROM document d"
	" LEFT JOIN submitter s ON s.id = d.submitter WHERE d.id IN"
	" (SELECT document FROM analysis)) w"
	" LEFT JOIN submitter_stance x ON x.submitter = w.id"
	" GROUP BY w.id ORDER BY w.name";

/* Append a column for each issue; returns their number. */
static size_t add_columns(sp_corpus *c, const char *dimension, sp_buf *sql,
			  sp_error *err)
{
	sp_query *q = sp_query_new(c, columns_sql, err);
	size_t n = 0;

	if (!q)
		return 0;
	sp_query_bind_text(q, 1, dimension);
	for (; sp_query_step(q, err); n++)
		sp_buf_adds(sql, sp_query_text(q, 0));
	sp_query_free(q);
	return n;
}

sp_query *sp_matrix_open(sp_corpus *c, const char *dimension, sp_error *err)
{
	sp_buf sql = SP_BUF_INIT;
	sp_query *q = NULL;

	sp_buf_adds(&sql, "SELECT w.name AS submitter");
	if (add_columns(c, dimension, &sql, err)) {
		sp_buf_adds(&sql, rows_sql);
		q = sp_query_new(c, sql.data, err);
	} else {
		sp_fail(err, SP_ENOROW, sp_corpus_path(c), 0,
			"no issues: run 'standpoint analyze' first");
	}
	sp_buf_release(&sql);
	return q;
}
