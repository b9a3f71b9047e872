/* Form letters: what the search for campaigns reads and stores. */
#include "config.h"

#include "corpus/internal.h"

bool sp_corpus_texts(sp_corpus *c, int64_t document,
		     void (*see)(void *arg, const char *text, size_t n),
		     void *arg, sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_TEXTS_GET, err);
	int code;

	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, document);
	while ((code = sqlite3_step(s)) == SQLITE_ROW)
		see(arg, (const char *)sqlite3_column_text(s, 0),
		    (size_t)sqlite3_column_bytes(s, 0));
	if (code != SQLITE_DONE)
		sp_db_fail(c, err, NULL);
	sqlite3_reset(s);
	return code == SQLITE_DONE;
}

bool sp_corpus_compare_due(sp_corpus *c, bool *due, sp_error *err)
{
	int64_t n = sp_corpus_int(c,
		"SELECT EXISTS (SELECT 1 FROM document d WHERE d.status = 'ok'"
		" AND NOT EXISTS (SELECT 1 FROM wording w WHERE w.document ="
		" d.id)) OR EXISTS (SELECT 1 FROM campaign_member m WHERE NOT"
		" EXISTS (SELECT 1 FROM wording w WHERE w.document ="
		" m.document))", err);

	*due = n > 0;
	return n >= 0;
}

bool sp_corpus_forget_campaigns(sp_corpus *c, sp_error *err)
{
	return sp_corpus_exec(c, "DELETE FROM addition;"
			      "DELETE FROM campaign_member;"
			      "DELETE FROM campaign", err);
}

bool sp_corpus_add_campaign(sp_corpus *c, int64_t document, int64_t *campaign,
			    sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_CAMPAIGN_ADD, err);

	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, document);
	if (!sp_stmt_run(c, s, err))
		return false;
	*campaign = sqlite3_last_insert_rowid(c->db);
	return true;
}

bool sp_corpus_add_member(sp_corpus *c, int64_t campaign, int64_t document,
			  double similarity, sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_MEMBER_ADD, err);

	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, campaign);
	sqlite3_bind_int64(s, 2, document);
	sqlite3_bind_double(s, 3, similarity);
	return sp_stmt_run(c, s, err);
}

bool sp_corpus_add_addition(sp_corpus *c, const sp_addition_row *row,
			    sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_ADDITION_ADD, err);

	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, row->block);
	sqlite3_bind_int64(s, 2, (sqlite3_int64)row->begin);
	sqlite3_bind_int64(s, 3, (sqlite3_int64)row->end);
	sqlite3_bind_int64(s, 4, (sqlite3_int64)row->words);
	return sp_stmt_run(c, s, err);
}

bool sp_corpus_put_wording(sp_corpus *c, int64_t document, size_t words,
			   uint64_t hash, sp_error *err)
{
	sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_WORDING_PUT, err);

	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, document);
	sqlite3_bind_int64(s, 2, (sqlite3_int64)words);
	sqlite3_bind_int64(s, 3, (sqlite3_int64)hash);
	return sp_stmt_run(c, s, err);
}
