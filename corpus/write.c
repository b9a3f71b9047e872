/* The one writer's side: runs, documents, problems, packs, positions. */
#include "config.h"

#include <stdio.h>
#include <string.h>

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
	if (!sp_stmt_run(c, s, err))
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
		found = true;
	} else if (code != SQLITE_DONE) {
		sp_db_fail(c, err, NULL);
	}
	sqlite3_reset(s);
	return found;
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

/* The parts of a file's former version: "feed.xml#1" and so on, of the same
 * bytes as the file's own row; a file "feed.xml#notes" is another. '$' is the
 * character behind '#'. */
#define FORMER_PARTS \
	" IN (SELECT path FROM document WHERE path > ?1 || '#' AND path < ?1 || '$'" \
	" AND substr(path, length(?1) + 2) NOT GLOB '*[^0-9]*'" \
	" AND sha256 = (SELECT sha256 FROM document WHERE path = ?1))"

static bool forget_parts(sp_corpus *c, const char *path, sp_error *err)
{
	static const char *const sql[] = {
		"DELETE FROM problem WHERE path" FORMER_PARTS,
		"DELETE FROM document WHERE path" FORMER_PARTS,
	};

	for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
		sp_error own = SP_ERROR_INIT;
		sp_query *q = sp_query_new(c, sql[i], err);
		if (!q)
			return false;
		sp_query_bind_text(q, 1, path);
		sp_query_step(q, &own);
		sp_query_free(q);
		if (!sp_error_pass(err, &own))
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

/* ---- packs and positions ------------------------------------------------ */

/* Run `sql` with text parameters 1.. and integers after them. */
static bool insert(sp_corpus *c, const char *sql, const char *const *texts,
		   size_t ntexts, const int64_t *ints, size_t nints,
		   sp_error *err)
{
	sp_query *q = sp_query_new(c, sql, err);
	sp_error local = SP_ERROR_INIT;
	int at = 1;

	if (!q)
		return false;
	for (size_t i = 0; i < ntexts; i++)
		sp_query_bind_text(q, at++, texts[i]);
	for (size_t i = 0; i < nints; i++)
		sp_query_bind_int(q, at++, ints[i]);
	sp_query_step(q, &local);
	sp_query_free(q);
	if (local.code == SP_OK)
		return true;
	if (err && err->code == SP_OK)
		*err = local;
	return false;
}

static bool find_pack(sp_corpus *c, const sp_pack_row *p, sp_pack_ids *ids,
		      sp_error *err)
{
	sp_query *q = sp_query_new(c,
		"SELECT id, (SELECT min(id) FROM issue WHERE pack = p.id),"
		" (SELECT ifnull(min(id), 0) FROM rule WHERE pack = p.id)"
		" FROM pack p WHERE name = ?1 AND sha256 = ?2 AND program = ?3",
		err);
	bool found = false;

	if (!q)
		return false;
	sp_query_bind_text(q, 1, p->name);
	sp_query_bind_text(q, 2, p->sha256);
	sp_query_bind_text(q, 3, PACKAGE_VERSION);
	if (sp_query_step(q, err)) {
		ids->pack = sp_query_int(q, 0);
		ids->first_issue = sp_query_int(q, 1);
		ids->first_rule = sp_query_int(q, 2);
		found = true;
	}
	sp_query_free(q);
	return found;
}

static bool add_issues(sp_corpus *c, const sp_pack_row *p,
		       const sp_pack_ids *ids, int64_t first_dimension,
		       sp_error *err)
{
	for (size_t i = 0; i < p->nissues; i++) {
		const sp_issue_row *r = &p->issues[i];
		const char *texts[] = { r->name, r->short_name,
					r->proposition };
		const int64_t ints[] = {
			ids->first_issue + (int64_t)i, ids->pack,
			first_dimension + (int64_t)r->dimension, (int64_t)i + 1
		};
		if (!insert(c, "INSERT INTO issue (name, short_name,"
			    " proposition, id, pack, dimension, ord)"
			    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
			    texts, 3, ints, 4, err))
			return false;
	}
	return true;
}

static bool add_rules(sp_corpus *c, const sp_pack_row *p,
		      const sp_pack_ids *ids, sp_error *err)
{
	for (size_t i = 0; i < p->nrules; i++) {
		const sp_rule_row *r = &p->rules[i];
		const char *texts[] = { r->name, r->pattern };
		const int64_t ints[] = {
			ids->first_rule + (int64_t)i, ids->pack,
			ids->first_issue + (int64_t)r->issue, r->line
		};
		if (!insert(c, "INSERT INTO rule (name, pattern, id, pack,"
			    " issue, line) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
			    texts, 2, ints, 4, err))
			return false;
	}
	return true;
}

static bool add_dimensions(sp_corpus *c, const sp_pack_row *p, int64_t pack,
			   int64_t first, sp_error *err)
{
	for (size_t i = 0; i < p->ndimensions; i++) {
		const char *texts[] = { p->dimensions[i].name,
					p->dimensions[i].title };
		const int64_t ints[] = { first + (int64_t)i, pack,
					 (int64_t)i + 1 };
		if (!insert(c, "INSERT INTO dimension (name, title, id, pack,"
			    " ord) VALUES (?1, ?2, ?3, ?4, ?5)", texts, 2,
			    ints, 3, err))
			return false;
	}
	return true;
}

bool sp_corpus_put_pack(sp_corpus *c, const sp_pack_row *p, sp_pack_ids *ids,
			sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	const char *texts[] = { p->name, p->version, p->title, p->language,
				p->sha256, PACKAGE_VERSION };

	if (find_pack(c, p, ids, &local))
		return true;
	if (local.code != SP_OK) {
		if (err && err->code == SP_OK)
			*err = local;
		return false;
	}
	if (!insert(c, "DELETE FROM pack WHERE name = ?1", texts, 1, NULL, 0,
		    err) ||
	    !insert(c, "INSERT INTO pack (name, version, title, language,"
		    " sha256, program) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", texts,
		    6, NULL, 0, err))
		return false;
	ids->pack = sqlite3_last_insert_rowid(c->db);
	int64_t dimension = sp_corpus_int(c, "SELECT ifnull(max(id), 0)"
					  " + 1 FROM dimension", err);
	ids->first_issue = sp_corpus_int(c, "SELECT ifnull(max(id), 0) + 1"
					 " FROM issue", err);
	ids->first_rule = sp_corpus_int(c, "SELECT ifnull(max(id), 0) + 1"
					" FROM rule", err);
	return dimension > 0 && ids->first_issue > 0 && ids->first_rule > 0 &&
	       add_dimensions(c, p, ids->pack, dimension, err) &&
	       add_issues(c, p, ids, dimension, err) &&
	       add_rules(c, p, ids, err);
}

static bool put_position(sp_corpus *c, const sp_pack_ids *ids,
			 const sp_position_row *r, sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_POSITION_ADD, err);

	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, r->block);
	sqlite3_bind_int64(s, 2, (sqlite3_int64)r->begin);
	sqlite3_bind_int64(s, 3, (sqlite3_int64)r->end);
	sqlite3_bind_int64(s, 4, ids->first_issue + (int64_t)r->issue);
	sp_bind_opt(s, 5, r->oppose ? "oppose" : "support");
	sp_bind_opt(s, 6, r->other ? "other" : "self");
	sp_bind_opt(s, 7, r->holder_name);
	sqlite3_bind_int64(s, 8, ids->first_rule + (int64_t)r->rule);
	sqlite3_bind_int64(s, 9, (sqlite3_int64)r->decided_begin);
	sqlite3_bind_int64(s, 10, (sqlite3_int64)r->decided_end);
	return sp_stmt_run(c, s, err);
}

bool sp_corpus_put_positions(sp_corpus *c, int64_t document,
			     const sp_pack_ids *ids,
			     const sp_position_row *rows, size_t n,
			     sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_ANALYSIS_ADD, err);

	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, document);
	sqlite3_bind_int64(s, 2, ids->pack);
	if (!sp_stmt_run(c, s, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!put_position(c, ids, &rows[i], err))
			return false;
	return true;
}

bool sp_corpus_note_uncoded(sp_corpus *c, sp_error *err)
{
	return sp_corpus_exec(c, "DELETE FROM problem WHERE stage = 'analyze'"
		" AND message LIKE 'is in %: kept, not coded by %';"
		"INSERT INTO problem (path, stage, severity, message)"
		" SELECT u.document, 'analyze', 'note', 'is in ' || u.language ||"
		" ', not in ' || p.language || ': kept, not coded by ' || u.pack"
		" FROM uncoded u JOIN pack p ON p.name = u.pack", err);
}
