/* The one writer's side: runs, documents, problems, packs, positions. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "corpus/internal.h"
#include "corpus/names.h"

/* ---- runs --------------------------------------------------------------- */

bool sp_corpus_run_start(sp_corpus *c, const char *stage, const char *args,
			 int64_t *run, sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_RUN_ADD, err);

	if (!s)
		return false;
	sp_bind_opt(s, 1, stage);
	sp_bind_opt(s, 2, PACKAGE_VERSION);
	sp_bind_opt(s, 3, args);
	char *folder = getcwd(NULL, 0);	/* NULL: it is gone, or may not be known */
	sp_bind_opt(s, 4, folder);
	bool ok = sp_stmt_run(c, s, err);
	free(folder);
	if (!ok)
		return false;
	*run = sqlite3_last_insert_rowid(c->db);
	return true;
}

bool sp_corpus_run_count(sp_corpus *c, int64_t run, const char *name,
			 int64_t value, sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_RUN_COUNT, err);

	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, run);
	sp_bind_opt(s, 2, name);
	sqlite3_bind_int64(s, 3, value);
	return sp_stmt_run(c, s, err);
}

bool sp_corpus_run_finish(sp_corpus *c, int64_t run, sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_RUN_END, err);

	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, run);
	return sp_stmt_run(c, s, err);
}

/* ---- problems ----------------------------------------------------------- */

bool sp_corpus_problem(sp_corpus *c, const char *path, const char *stage,
		       sp_severity severity, int line, const char *message,
		       sp_error *err)
{
	static const char *const names[] = { "note", "warning", "error" };
	sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_PROBLEM_ADD, err);

	if (!s)
		return false;
	sp_bind_opt(s, 1, path);
	sp_bind_opt(s, 2, stage);
	if (line > 0)
		sqlite3_bind_int(s, 3, line);
	sp_bind_opt(s, 4, names[severity]);
	sp_bind_opt(s, 5, message);
	return sp_stmt_run(c, s, err);
}

bool sp_corpus_forget_problems(sp_corpus *c, const char *path,
			       const char *stage, sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, path ? SP_STMT_PROBLEM_DEL :
				      SP_STMT_PROBLEM_DEL_ALL, err);

	if (!s)
		return false;
	sp_bind_opt(s, 1, path ? path : stage);
	if (path)
		sp_bind_opt(s, 2, stage);
	return sp_stmt_run(c, s, err);
}

/* ---- documents ---------------------------------------------------------- */

static void copy_hex(char out[SP_SHA256_HEX], sqlite3_stmt *s, int col)
{
	snprintf(out, SP_SHA256_HEX, "%s", (const char *)sqlite3_column_text(s, col));
}

bool sp_corpus_known(sp_corpus *c, const char *path, sp_known *out, sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_KNOWN, err);
	bool found = false;

	if (!s)
		return false;
	sp_bind_opt(s, 1, path);
	int code = sqlite3_step(s);
	if (code == SQLITE_ROW) {
		out->bytes = sqlite3_column_int64(s, 0);
		copy_hex(out->sha256, s, 1);
		copy_hex(out->described_by, s, 2);
		out->failed = sqlite3_column_int(s, 3);
		copy_hex(out->read_by, s, 4);
		found = true;
	} else if (code != SQLITE_DONE) {
		sp_db_fail(c, err, NULL);
	}
	sqlite3_reset(s);
	return found;
}

bool sp_corpus_holds_below(sp_corpus *c, const char *path, sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_BELOW, err);

	if (!s)
		return false;
	sp_bind_opt(s, 1, path);
	int code = sqlite3_step(s);
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		sp_db_fail(c, err, NULL);
	sqlite3_reset(s);
	return code == SQLITE_ROW;
}

/* The id that a one-column query gives: 0 if no row, -1 on error. */
static int64_t get_id(sp_corpus *c, sqlite3_stmt *s, sp_error *err)
{
	int code = sqlite3_step(s);
	int64_t id = 0;

	if (code == SQLITE_ROW)
		id = sqlite3_column_int64(s, 0);
	else if (code != SQLITE_DONE) {
		sp_db_fail(c, err, NULL);
		id = -1;
	}
	sqlite3_reset(s);
	return id;
}

static bool add_submitter(sp_corpus *c, const char *name, int64_t *id,
			  sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_SUBMITTER_ADD, err);
	sp_buf short_name = SP_BUF_INIT;

	if (!s)
		return false;
	sp_short_name(name, &short_name);
	sp_bind_opt(s, 1, name);
	sp_bind_opt(s, 2, short_name.data);
	bool ok = sp_stmt_run(c, s, err);
	sp_buf_release(&short_name);
	*id = sqlite3_last_insert_rowid(c->db);
	if (!ok || !(s = sp_stmt_get(c, SP_STMT_NAME_ADD, err)))
		return false;
	sp_bind_opt(s, 1, name);
	sqlite3_bind_int64(s, 2, *id);
	return sp_stmt_run(c, s, err);
}

/* Find or make the submitter; *id is 0 if the document names none. */
static bool put_submitter(sp_corpus *c, const sp_document *d, int64_t *id,
			  sp_error *err)
{
	sqlite3_stmt *s;

	*id = 0;
	if (!d->submitter || !d->submitter[0])
		return true;
	if (!(s = sp_stmt_get(c, SP_STMT_SUBMITTER_GET, err)))
		return false;
	sp_bind_opt(s, 1, d->submitter);
	*id = get_id(c, s, err);
	if (*id < 0 || (*id == 0 && !add_submitter(c, d->submitter, id, err)))
		return false;
	if (!d->submitter_type)
		return true;
	if (!(s = sp_stmt_get(c, SP_STMT_SUBMITTER_TYPE, err)))
		return false;
	sqlite3_bind_int64(s, 1, *id);
	sp_bind_opt(s, 2, d->submitter_type);
	return sp_stmt_run(c, s, err);
}

static const char *status_name(sp_doc_status status)
{
	static const char *const names[] = { "ok", "empty", "failed" };

	return names[status];
}

/* The attributes as a JSON object; "" if there are none. */
static bool attributes(sp_corpus *c, const sp_document *d, sp_buf *out, sp_error *err)
{
	for (size_t i = 0; i < d->nattributes; i++) {
		sp_buf_addc(out, i ? ',' : '{');
		if (!sp_corpus_json(c, d->attributes[i].name, out, err))
			return false;
		sp_buf_addc(out, ':');
		if (!sp_corpus_json(c, d->attributes[i].value, out, err))
			return false;
	}
	if (out->len)
		sp_buf_addc(out, '}');
	return true;
}

static bool put_row(sp_corpus *c, sp_stmt which, const sp_document *d,
		    int64_t submitter, sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, which, err);
	sp_buf json = SP_BUF_INIT;

	if (!s || !attributes(c, d, &json, err)) {
		sp_buf_release(&json);
		return false;
	}
	sp_bind_opt(s, 1, d->path);
	sp_bind_opt(s, 2, d->sha256);
	sqlite3_bind_int64(s, 3, (sqlite3_int64)d->bytes);
	sp_bind_opt(s, 4, d->media_type);
	sp_bind_opt(s, 5, d->dialect);
	sp_bind_opt(s, 6, d->charset);
	sp_bind_opt(s, 7, d->title);
	if (submitter)
		sqlite3_bind_int64(s, 8, submitter);
	sp_bind_opt(s, 9, d->submitted_on);
	sp_bind_opt(s, 10, d->docket_id);
	sp_bind_opt(s, 11, d->url);
	sp_bind_opt(s, 12, d->language);
	sp_bind_opt(s, 13, status_name(d->status));
	sp_bind_opt(s, 14, d->language_from);
	sp_bind_opt(s, 15, d->question);
	sp_bind_opt(s, 16, json.len ? json.data : NULL);
	sp_bind_opt(s, 17, d->attached_to);
	sp_bind_opt(s, 18, d->described_by);
	sp_bind_opt(s, 19, d->charset_by);
	sqlite3_bind_int64(s, 20, (sqlite3_int64)sp_document_repaired(d));
	sp_bind_opt(s, 21, d->read_by);
	bool ok = sp_stmt_run(c, s, err);
	sp_buf_release(&json);
	return ok;
}

static bool delete_of(sp_corpus *c, sp_stmt which, int64_t document,
		      sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, which, err);

	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, document);
	return sp_stmt_run(c, s, err);
}

static void bind_seq(sqlite3_stmt *s, int i, int seq)
{
	if (seq >= 0)
		sqlite3_bind_int(s, i, seq);
}

static bool put_blocks(sp_corpus *c, const sp_document *d, int64_t id,
		       sp_error *err)
{
	for (size_t i = 0; i < d->nblocks; i++) {
		const sp_block *b = &d->blocks[i];
		sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_BLOCK_ADD, err);
		if (!s)
			return false;
		sqlite3_bind_int64(s, 1, id);
		sqlite3_bind_int64(s, 2, (sqlite3_int64)i);
		sp_bind_opt(s, 3, sp_block_kind_name(b->kind));
		sqlite3_bind_int(s, 4, b->level);
		bind_seq(s, 5, b->lead_in);
		bind_seq(s, 6, b->heading);
		if (b->line > 0)
			sqlite3_bind_int(s, 7, b->line);
		sp_bind_opt(s, 8, b->xpath);
		sqlite3_bind_text64(s, 9, b->text, b->len, SQLITE_STATIC,
				    SQLITE_UTF8);
		sqlite3_bind_blob64(s, 10, b->sentences_len ? b->sentences : "",
				    b->sentences_len, SQLITE_STATIC);
		if (!sp_stmt_run(c, s, err))
			return false;
	}
	return true;
}

static bool put_metadata(sp_corpus *c, const sp_document *d, int64_t id, sp_error *err)
{
	if (!delete_of(c, SP_STMT_METADATA_DEL, id, err) ||
	    !delete_of(c, SP_STMT_ALIAS_DEL, id, err))
		return false;
	for (int i = 0; i < SP_DATUM_COUNT; i++) {
		const char *value = sp_document_datum(d, (sp_datum)i);
		const sp_origin *o = &d->origin[i];
		sqlite3_stmt *s = value && *value ? sp_stmt_get(c, SP_STMT_METADATA_ADD, err) : NULL;
		if (!value || !*value)
			continue;
		if (!s)
			return false;
		sqlite3_bind_int64(s, 1, id);
		sp_bind_opt(s, 2, sp_datum_name((sp_datum)i));
		sp_bind_opt(s, 3, value);
		sp_bind_opt(s, 4, o->source ? o->source : "unknown");
		sp_bind_opt(s, 5, o->evidence);
		if (!sp_stmt_run(c, s, err))
			return false;
	}
	for (size_t i = 0; d->submitter && i < d->naliases; i++) {
		sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_ALIAS_ADD, err);
		if (!s)
			return false;
		sqlite3_bind_int64(s, 1, id);
		sp_bind_opt(s, 2, d->submitter);
		sp_bind_opt(s, 3, d->aliases[i].alias);
		sp_bind_opt(s, 4, d->aliases[i].evidence);
		if (!sp_stmt_run(c, s, err))
			return false;
	}
	return true;
}

static bool put_problems(sp_corpus *c, const sp_document *d, sp_error *err)
{
	if (!sp_corpus_forget_problems(c, d->path, "ingest", err))
		return false;
	for (size_t i = 0; i < d->nproblems; i++) {
		const sp_problem *p = &d->problems[i];
		if (!sp_corpus_problem(c, d->path, "ingest", p->severity,
				       p->line, p->message, err))
			return false;
	}
	return true;
}

static bool put_one(sp_corpus *c, const sp_document *d, int64_t *id,
		    sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_DOC_ID, err);
	int64_t doc, submitter;

	if (!s)
		return false;
	sp_bind_opt(s, 1, d->path);
	doc = get_id(c, s, err);
	if (doc < 0 || !put_submitter(c, d, &submitter, err))
		return false;
	if (doc) {
		if (!put_row(c, SP_STMT_DOC_SET, d, submitter, err) ||
		    !delete_of(c, SP_STMT_BLOCKS_DEL, doc, err) ||
		    !delete_of(c, SP_STMT_ANALYSIS_DEL, doc, err) ||
		    !delete_of(c, SP_STMT_WORDING_DEL, doc, err))
			return false;
	} else {
		if (!put_row(c, SP_STMT_DOC_ADD, d, submitter, err))
			return false;
		doc = sqlite3_last_insert_rowid(c->db);
	}
	if (id)
		*id = doc;
	return put_metadata(c, d, doc, err) && put_blocks(c, d, doc, err) &&
		put_problems(c, d, err);
}

static bool forget_parts(sp_corpus *c, const char *path, sp_error *err)
{
	static const sp_stmt both[] = { SP_STMT_PARTS_PROBLEM_DEL, SP_STMT_PARTS_DEL };

	for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
		sqlite3_stmt *s = sp_stmt_get(c, both[i], err);
		if (!s)
			return false;
		sp_bind_opt(s, 1, path);
		if (!sp_stmt_run(c, s, err))
			return false;
	}
	return true;
}

bool sp_corpus_put(sp_corpus *c, const sp_document *d, int64_t *id,
		   sp_error *err)
{
	if (!forget_parts(c, d->path, err))
		return false;
	if (!put_one(c, d, id, err))
		return false;
	for (d = d->next; d; d = d->next)
		if (!put_one(c, d, NULL, err))
			return false;
	return true;
}
