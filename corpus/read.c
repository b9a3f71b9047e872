/* Typed reading for the analysis, and the full text index. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "corpus/internal.h"

/* The first column of all rows of `q`, which is freed. Caller frees *ids. */
static bool read_ids(sp_query *q, int64_t **ids, size_t *n, sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	size_t cap = 0;

	*ids = NULL;
	*n = 0;
	if (!q)
		return false;
	while (sp_query_step(q, &local)) {
		*ids = sp_grow(*ids, *n, &cap, sizeof **ids);
		(*ids)[(*n)++] = sp_query_int(q, 0);
	}
	sp_query_free(q);
	if (local.code == SP_OK)
		return true;
	free(*ids);
	*ids = NULL;
	if (err && err->code == SP_OK)
		*err = local;
	return false;
}

bool sp_corpus_due(sp_corpus *c, int64_t pack, int64_t **ids, size_t *n,
		   sp_error *err)
{
	sp_query *q = sp_query_new(c,
		"SELECT d.id FROM document d WHERE d.status = 'ok' AND NOT"
		" EXISTS (SELECT 1 FROM analysis a WHERE a.document = d.id"
		" AND a.pack = ?1) AND NOT EXISTS (SELECT 1 FROM uncoded u"
		" WHERE u.document = d.path AND u.pack = (SELECT name FROM pack"
		" WHERE id = ?1)) ORDER BY d.id", err);

	if (q)
		sp_query_bind_int(q, 1, pack);
	return read_ids(q, ids, n, err);
}

bool sp_corpus_by_path(sp_corpus *c, int64_t **ids, size_t *n, sp_error *err)
{
	return read_ids(sp_query_new(c, "SELECT id FROM document"
				     " WHERE status = 'ok' ORDER BY path",
				     err), ids, n, err);
}

static const char *text_or_null(sp_arena *a, sqlite3_stmt *s, int col)
{
	const char *t = (const char *)sqlite3_column_text(s, col);

	return t ? sp_arena_strdup(a, t) : NULL;
}

static sp_block_kind kind_of(const char *name)
{
	int k = SP_QUOTE;

	while (k > SP_HEADING &&
	       strcmp(sp_block_kind_name((sp_block_kind)k), name) != 0)
		k--;
	return (sp_block_kind)k;
}

static sp_document *read_head(sp_corpus *c, int64_t id, sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_DOC_GET, err);
	sp_document *d = NULL;

	if (!s)
		return NULL;
	sqlite3_bind_int64(s, 1, id);
	int code = sqlite3_step(s);
	if (code == SQLITE_ROW) {
		d = sp_document_new((const char *)sqlite3_column_text(s, 0));
		sp_arena *a = d->arena;
		strncpy(d->sha256, (const char *)sqlite3_column_text(s, 1),
			sizeof d->sha256 - 1);
		d->bytes = (size_t)sqlite3_column_int64(s, 2);
		d->media_type = text_or_null(a, s, 3);
		d->dialect = text_or_null(a, s, 4);
		d->charset = text_or_null(a, s, 5);
		d->title = text_or_null(a, s, 6);
		d->submitter = text_or_null(a, s, 7);
		d->submitter_type = text_or_null(a, s, 8);
		d->submitted_on = text_or_null(a, s, 9);
		d->docket_id = text_or_null(a, s, 10);
		d->url = text_or_null(a, s, 11);
		d->language = text_or_null(a, s, 12);
	} else if (code == SQLITE_DONE) {
		sp_fail(err, SP_ENOROW, c->path, 0, "no document %lld",
			(long long)id);
	} else {
		sp_db_fail(c, err, NULL);
	}
	sqlite3_reset(s);
	return d;
}

static void read_block(sp_document *d, sqlite3_stmt *s, sp_block *b)
{
	size_t len = (size_t)sqlite3_column_bytes(s, 8);

	b->id = sqlite3_column_int64(s, 0);
	b->kind = kind_of((const char *)sqlite3_column_text(s, 1));
	b->level = sqlite3_column_int(s, 2);
	b->lead_in = sqlite3_column_int(s, 3);
	b->heading = sqlite3_column_int(s, 4);
	b->line = sqlite3_column_int(s, 5);
	b->xpath = text_or_null(d->arena, s, 6);
	b->text = (const char *)sqlite3_column_text(s, 7);
	b->len = (size_t)sqlite3_column_bytes(s, 7);
	b->text = sp_arena_strndup(d->arena, b->text, b->len);
	b->sentences_len = len;
	b->sentences = sp_arena_strndup(d->arena, len ?
					sqlite3_column_blob(s, 8) : "", len);
}

static bool read_blocks(sp_corpus *c, sp_document *d, int64_t id, sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_BLOCKS_GET, err);
	sp_block *blocks = NULL;
	size_t cap = 0, n = 0;
	int code;

	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, id);
	while ((code = sqlite3_step(s)) == SQLITE_ROW) {
		blocks = sp_grow(blocks, n, &cap, sizeof *blocks);
		read_block(d, s, &blocks[n++]);
	}
	if (code != SQLITE_DONE)
		sp_db_fail(c, err, NULL);
	sqlite3_reset(s);
	d->nblocks = n;
	d->blocks = sp_arena_alloc(d->arena, n * sizeof *blocks);
	if (n)
		memcpy(d->blocks, blocks, n * sizeof *blocks);
	free(blocks);
	return code == SQLITE_DONE;
}

sp_document *sp_corpus_document(sp_corpus *c, int64_t id, sp_error *err)
{
	sp_document *d = read_head(c, id, err);

	if (d && !read_blocks(c, d, id, err)) {
		sp_document_free(d);
		d = NULL;
	}
	return d;
}

/* External content knows nothing of changes. FTS5 keeps one row for each
 * in its docsize table, and that is emptied where blocks go (corpus.c): the index
 * is stale if it does not hold as many as there are. */
bool sp_corpus_index(sp_corpus *c, sp_error *err)
{
	int64_t stale = sp_corpus_int(c,
		"SELECT (SELECT count(*) FROM block) <>"
		" (SELECT count(*) FROM block_fts_docsize)", err);

	if (stale < 0)
		return false;
	if (!stale)
		return true;
	return sp_corpus_exec(c, "INSERT INTO block_fts (block_fts, rank)"
			      " VALUES ('hashsize', 67108864);"
			      "INSERT INTO block_fts (block_fts)"
			      " VALUES ('rebuild')", err);
}
