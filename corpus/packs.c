/* Packs as the corpus records them, and the positions found with them. */
#include "config.h"

#include "corpus/internal.h"

/* Run a statement with text parameters 1.. and integers after them. */
static bool insert(sp_corpus *c, sp_stmt which, const char *const *texts,
		   size_t ntexts, const int64_t *ints, size_t nints,
		   sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, which, err);
	int at = 1;

	if (!s)
		return false;
	for (size_t i = 0; i < ntexts; i++)
		sp_bind_opt(s, at++, texts[i]);
	for (size_t i = 0; i < nints; i++)
		sqlite3_bind_int64(s, at++, ints[i]);
	return sp_stmt_run(c, s, err);
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
					r->proposition, r->title, r->stake };
		const int64_t ints[] = {
			ids->first_issue + (int64_t)i, ids->pack,
			first_dimension + (int64_t)r->dimension, (int64_t)i + 1
		};
		if (!insert(c, SP_STMT_ISSUE_ADD, texts, 5, ints, 4, err))
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
		if (!insert(c, SP_STMT_RULE_ADD, texts, 2, ints, 4, err))
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
		if (!insert(c, SP_STMT_DIMENSION_ADD, texts, 2, ints, 3, err))
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
	if (!insert(c, SP_STMT_PACK_DEL, texts, 1, NULL, 0, err) ||
	    !insert(c, SP_STMT_PACK_ADD, texts, 6, NULL, 0, err))
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
	bool ok = sp_corpus_begin(c, err) &&
		sp_corpus_exec(c, "DELETE FROM problem WHERE stage = 'analyze'"
		" AND message LIKE 'is in %: kept, not coded by %';"
		"INSERT INTO problem (path, stage, severity, message)"
		" SELECT u.document, 'analyze', 'note', 'is in ' || u.language ||"
		" ', not in ' || p.language || ': kept, not coded by ' || u.pack"
		" FROM uncoded u JOIN pack p ON p.name = u.pack", err) &&
		sp_corpus_commit(c, err);

	if (!ok)
		sp_corpus_rollback(c);
	return ok;
}
