/* Is the file what the schema and this program promise? */
#include "config.h"

#include <string.h>

#include "base/sentence.h"
#include "corpus/internal.h"

static bool check_pragma(sp_corpus *c, const char *sql, const char *good,
			 sp_error *err)
{
	sp_query *q = sp_query_new(c, sql, err);
	bool ok = q != NULL;

	while (ok && sp_query_step(q, err))
		if (!good || strcmp(sp_query_text(q, 0), good) != 0)
			ok = sp_fail(err, SP_EDB, c->path, 0, "%s: %s", sql,
				     sp_query_text(q, 0));
	sp_query_free(q);
	return ok && (!err || err->code == SP_OK);
}

static bool check_sentences(sp_corpus *c, sp_error *err)
{
	sp_query *q = sp_query_new(c, "SELECT id, sentences,"
				   " length(CAST(text AS BLOB)) FROM block",
				   err);
	bool ok = q != NULL;

	while (ok && sp_query_step(q, err)) {
		sp_sentence_iter it;
		sp_range r = { 0, 0 };
		sp_sentence_iter_init(&it, sp_query_blob(q, 1),
				      sp_query_bytes(q, 1));
		while (sp_sentence_next(&it, &r))
			;
		if (it.p != it.end || r.end > (size_t)sp_query_int(q, 2))
			ok = sp_fail(err, SP_EDB, c->path, 0,
				     "block %lld: its sentences do not fit its text",
				     (long long)sp_query_int(q, 0));
	}
	sp_query_free(q);
	return ok && (!err || err->code == SP_OK);
}

bool sp_corpus_check(sp_corpus *c, sp_error *err)
{
	int64_t bad;

	if (!check_pragma(c, "PRAGMA integrity_check", "ok", err) ||
	    !check_pragma(c, "PRAGMA foreign_key_check", NULL, err) ||
	    !check_sentences(c, err))
		return false;
	bad = sp_corpus_int(c, "SELECT ifnull(min(p.id), 0) FROM position p"
		" JOIN block b ON b.id = p.block WHERE NOT (p.begin < p.end AND"
		" p.end <= length(CAST(b.text AS BLOB)) AND"
		" p.decided_begin BETWEEN p.begin AND p.decided_end AND"
		" p.decided_end <= p.end)", err);
	if (bad > 0)
		sp_fail(err, SP_EDB, c->path, 0,
			"position %lld does not lie in its block",
			(long long)bad);
	return bad == 0;
}
