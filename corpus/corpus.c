/* Opening, versions, transactions and generic queries. */
#include "config.h"

#include "corpus/corpus.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/sentence.h"
#include "corpus/internal.h"

#define BUSY_MS 10000

static const char schema_sql[] =
#include "corpus/schema.sql.h"
	;
static const char views_sql[] =
#include "corpus/views.sql.h"
	;
static const char to_3_sql[] =
#include "corpus/to_3.sql.h"
	;

/* Statements that bring version i + 1 to i + 2; views are always made anew. */
static const char *const migrations[SP_CORPUS_VERSION - 1] = {
	"CREATE TABLE addition (block INTEGER NOT NULL REFERENCES block (id)"
	" ON DELETE CASCADE, begin INTEGER NOT NULL, end INTEGER NOT NULL,"
	" words INTEGER NOT NULL, PRIMARY KEY (block, begin))"
	" STRICT, WITHOUT ROWID;"
	"CREATE TABLE wording (document INTEGER PRIMARY KEY REFERENCES"
	" document (id) ON DELETE CASCADE, words INTEGER NOT NULL,"
	" hash INTEGER NOT NULL) STRICT;"
	"ALTER TABLE document ADD COLUMN language_from TEXT CHECK"
	" (language_from IN ('given', 'text', 'markup'));",
	to_3_sql,
};

static const char *const stmt_sql[SP_STMT_MAX] = {
	[SP_STMT_KNOWN] =
		"SELECT bytes, sha256, ifnull(described_by, ''), status = 'failed'"
		" FROM document WHERE path = ?1",
	[SP_STMT_SUBMITTER_GET] =
		"SELECT submitter FROM submitter_name WHERE name = ?1",
	[SP_STMT_NAME_ADD] =
		"INSERT INTO submitter_name (name, submitter) VALUES (?1, ?2)",
	[SP_STMT_METADATA_DEL] = "DELETE FROM metadata WHERE document = ?1",
	[SP_STMT_METADATA_ADD] =
		"INSERT INTO metadata (document, field, value, source, evidence)"
		" VALUES (?1, ?2, ?3, ?4, ?5)",
	[SP_STMT_ALIAS_DEL] = "DELETE FROM submitter_alias WHERE document = ?1",
	[SP_STMT_ALIAS_ADD] =
		"INSERT INTO submitter_alias (document, name, alias, evidence)"
		" VALUES (?1, ?2, ?3, ?4)",
	[SP_STMT_SUBMITTER_ADD] =
		"INSERT INTO submitter (name, short_name) VALUES (?1, ?2)",
	[SP_STMT_SUBMITTER_TYPE] =
		"UPDATE submitter SET type = ?2 WHERE id = ?1",
	[SP_STMT_DOC_ID] = "SELECT id FROM document WHERE path = ?1",
	[SP_STMT_DOC_ADD] =
		"INSERT INTO document (path, sha256, bytes, media_type, dialect,"
		" charset, title, submitter, submitted_on, docket_id, url,"
		" language, status, language_from, question, attributes,"
		" attached_to, described_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6,"
		" ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
	[SP_STMT_DOC_SET] =
		"UPDATE document SET sha256 = ?2, bytes = ?3, media_type = ?4,"
		" dialect = ?5, charset = ?6, title = ?7, submitter = ?8,"
		" submitted_on = ?9, docket_id = ?10, url = ?11, language = ?12,"
		" status = ?13, language_from = ?14, question = ?15,"
		" attributes = ?16, attached_to = ?17, described_by = ?18"
		" WHERE path = ?1",
	[SP_STMT_BLOCKS_DEL] = "DELETE FROM block WHERE document = ?1",
	[SP_STMT_ANALYSIS_DEL] = "DELETE FROM analysis WHERE document = ?1",
	[SP_STMT_WORDING_DEL] = "DELETE FROM wording WHERE document = ?1",
	[SP_STMT_BLOCK_ADD] =
		"INSERT INTO block (document, seq, kind, level, lead_in,"
		" heading, line, xpath, text, sentences) VALUES"
		" (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
	[SP_STMT_PROBLEM_ADD] =
		"INSERT INTO problem (path, stage, line, severity, message)"
		" VALUES (?1, ?2, ?3, ?4, ?5)",
	[SP_STMT_PROBLEM_DEL] =
		"DELETE FROM problem WHERE path = ?1 AND stage = ?2",
	[SP_STMT_PROBLEM_DEL_ALL] = "DELETE FROM problem WHERE stage = ?1",
	[SP_STMT_RUN_ADD] =
		"INSERT INTO run (stage, started, program, arguments) VALUES"
		" (?1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?2, ?3)",
	[SP_STMT_RUN_COUNT] =
		"UPDATE run SET counts = json_set(ifnull(counts, '{}'),"
		" '$.' || ?2, ?3) WHERE id = ?1",
	[SP_STMT_RUN_END] =
		"UPDATE run SET finished = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
		" WHERE id = ?1",
	[SP_STMT_POSITION_ADD] =
		"INSERT OR IGNORE INTO position (block, begin, end, issue,"
		" stance, holder, holder_name, rule, decided_begin,"
		" decided_end) VALUES"
		" (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
	[SP_STMT_ANALYSIS_ADD] =
		"INSERT INTO analysis (document, pack) VALUES (?1, ?2)",
	[SP_STMT_CAMPAIGN_ADD] = "INSERT INTO campaign (document) VALUES (?1)",
	[SP_STMT_MEMBER_ADD] =
		"INSERT INTO campaign_member (campaign, document, similarity)"
		" VALUES (?1, ?2, ?3)",
	[SP_STMT_ADDITION_ADD] =
		"INSERT INTO addition (block, begin, end, words)"
		" VALUES (?1, ?2, ?3, ?4)",
	[SP_STMT_WORDING_PUT] =
		"INSERT OR REPLACE INTO wording (document, words, hash)"
		" VALUES (?1, ?2, ?3)",
	[SP_STMT_DOC_GET] =
		"SELECT d.path, d.sha256, d.bytes, d.media_type, d.dialect,"
		" d.charset, d.title, s.name, s.type, d.submitted_on,"
		" d.docket_id, d.url, d.language FROM document d"
		" LEFT JOIN submitter s ON s.id = d.submitter WHERE d.id = ?1",
	[SP_STMT_BLOCKS_GET] =
		"SELECT id, kind, level, ifnull(lead_in, -1),"
		" ifnull(heading, -1), ifnull(line, 0), xpath, text, sentences"
		" FROM block WHERE document = ?1 ORDER BY seq",
	[SP_STMT_TEXTS_GET] =
		"SELECT text FROM block WHERE document = ?1 ORDER BY seq",
	[SP_STMT_JSON] = "SELECT json_quote(?1)",
};

bool sp_db_fail(sp_corpus *c, sp_error *err, const char *what)
{
	int code = sqlite3_errcode(c->db);

	if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
		return sp_fail(err, SP_EDB, c->path, 0,
			       "another program is writing to this corpus; try again when it is done");
	if (code == SQLITE_FULL)
		return sp_fail(err, SP_EDB, c->path, 0,
			       "the disk is full; what was committed is safe");
	if (code == SQLITE_AUTH)
		return sp_fail(err, SP_EDB, c->path, 0,
			       "refused: a query may only read the corpus");
	if (code == SQLITE_READONLY)
		return sp_fail(err, SP_EDB, c->path, 0,
			       "cannot be written (read only)");
	if (what)
		return sp_fail(err, SP_EDB, c->path, 0, "%s: %s", what,
			       sqlite3_errmsg(c->db));
	return sp_fail(err, SP_EDB, c->path, 0, "%s", sqlite3_errmsg(c->db));
}

sqlite3_stmt *sp_stmt_get(sp_corpus *c, sp_stmt which, sp_error *err)
{
	sqlite3_stmt **s = &c->stmt[which];

	if (*s) {
		sqlite3_reset(*s);
		sqlite3_clear_bindings(*s);
	} else if (sqlite3_prepare_v3(c->db, stmt_sql[which], -1,
				      SQLITE_PREPARE_PERSISTENT, s, NULL)) {
		sp_db_fail(c, err, NULL);
	}
	return *s;
}

bool sp_stmt_run(sp_corpus *c, sqlite3_stmt *s, sp_error *err)
{
	int code = sqlite3_step(s);

	if (code != SQLITE_DONE && code != SQLITE_ROW) {
		sp_db_fail(c, err, NULL);
		sqlite3_reset(s);
		return false;
	}
	sqlite3_reset(s);
	return true;
}

void sp_bind_opt(sqlite3_stmt *s, int i, const char *text)
{
	if (text)
		sqlite3_bind_text(s, i, text, -1, SQLITE_STATIC);
	else
		sqlite3_bind_null(s, i);
}

bool sp_corpus_exec(sp_corpus *c, const char *sql, sp_error *err)
{
	if (sqlite3_exec(c->db, sql, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	return sp_db_fail(c, err, NULL);
}

int64_t sp_corpus_int(sp_corpus *c, const char *sql, sp_error *err)
{
	sp_query *q = sp_query_new(c, sql, err);
	int64_t v = -1;

	if (q && sp_query_step(q, err))
		v = sp_query_int(q, 0);
	sp_query_free(q);
	return v;
}

/* ---- opening ------------------------------------------------------------ */

static bool make_views(sp_corpus *c, sp_error *err)
{
	return sp_corpus_exec(c, views_sql, err);
}

static bool set_version(sp_corpus *c, sp_error *err)
{
	char sql[96];

	snprintf(sql, sizeof sql,
		 "PRAGMA application_id = %d; PRAGMA user_version = %d",
		 SP_CORPUS_APPLICATION_ID, SP_CORPUS_VERSION);
	return sp_corpus_exec(c, sql, err);
}

static bool create_schema(sp_corpus *c, sp_error *err)
{
	if (!sp_corpus_exec(c, "PRAGMA journal_mode = WAL", err) ||
	    !sp_corpus_begin(c, err))
		return false;
	if (sp_corpus_exec(c, schema_sql, err) && make_views(c, err) &&
	    set_version(c, err))
		return sp_corpus_commit(c, err);
	sp_corpus_rollback(c);
	return false;
}

static bool drop_views(sp_corpus *c, sp_error *err)
{
	sp_buf sql = SP_BUF_INIT;
	sp_query *q = sp_query_new(c, "SELECT name FROM sqlite_schema"
				   " WHERE type = 'view'", err);
	bool ok = q != NULL;

	while (ok && sp_query_step(q, err))
		sp_buf_addf(&sql, "DROP VIEW \"%s\";", sp_query_text(q, 0));
	sp_query_free(q);
	ok = ok && sp_corpus_exec(c, sql.data, err);
	sp_buf_release(&sql);
	return ok;
}

static bool migrate(sp_corpus *c, int64_t from, sp_error *err)
{
	bool ok = sp_corpus_begin(c, err) && drop_views(c, err);

	for (int64_t v = from; ok && v < SP_CORPUS_VERSION; v++)
		ok = sp_corpus_exec(c, migrations[v - 1], err);
	if (ok && make_views(c, err) && set_version(c, err))
		return sp_corpus_commit(c, err);
	sp_corpus_rollback(c);
	return false;
}

static bool not_a_corpus(sp_corpus *c, sp_error *err)
{
	return sp_fail(err, SP_EDB, c->path, 0,
		       "is not a corpus of standpoint");
}

static bool check_version(sp_corpus *c, sp_corpus_mode mode, sp_error *err)
{
	int64_t id = sp_corpus_int(c, "PRAGMA application_id", err);
	int64_t version = sp_corpus_int(c, "PRAGMA user_version", err);
	int64_t objects = sp_corpus_int(c, "SELECT count(*) FROM sqlite_schema",
					err);

	if (id < 0 || version < 0 || objects < 0)
		return false;
	if (id == 0 && objects == 0 && mode == SP_CORPUS_CREATE)
		return create_schema(c, err);
	if (id != SP_CORPUS_APPLICATION_ID || version < 1)
		return not_a_corpus(c, err);
	if (version > SP_CORPUS_VERSION)
		return sp_fail(err, SP_EDB, c->path, 0,
			       "has version %lld, this program reads up to %d: use a newer standpoint",
			       (long long)version, SP_CORPUS_VERSION);
	if (version == SP_CORPUS_VERSION)
		return true;
	if (mode == SP_CORPUS_READ)
		return sp_fail(err, SP_EDB, c->path, 0,
			       "has the older version %lld: run 'standpoint analyze' on it once",
			       (long long)version);
	return migrate(c, version, err);
}

static bool configure(sp_corpus *c, sp_corpus_mode mode, sp_error *err)
{
	const char *sql = "PRAGMA foreign_keys = ON;"
			  "PRAGMA cache_size = -65536;"
			  "PRAGMA temp_store = MEMORY;"
			  "PRAGMA trusted_schema = OFF;";

	sqlite3_busy_timeout(c->db, BUSY_MS);
	sqlite3_extended_result_codes(c->db, 0);
	if (!sp_corpus_exec(c, sql, err))
		return false;
	if (mode == SP_CORPUS_READ)
		return sp_corpus_exec(c, "PRAGMA query_only = ON", err);
	return sp_corpus_exec(c, "PRAGMA synchronous = NORMAL;"
			      "PRAGMA wal_autocheckpoint = 16000", err);
}

static void add_uri_path(sp_buf *uri, const char *path)
{
	sp_buf_adds(uri, "file:");
	if (path[0] == '/')
		sp_buf_adds(uri, "//");
	for (; *path; path++) {
		if (strchr("%?#", *path))
			sp_buf_addf(uri, "%%%02X", (unsigned char)*path);
		else
			sp_buf_addc(uri, *path);
	}
}

static int open_db(sp_corpus *c, sp_corpus_mode mode, bool immutable)
{
	static const char *const modes[] = { "ro", "rw", "rwc" };
	sp_buf uri = SP_BUF_INIT;

	add_uri_path(&uri, c->path);
	sp_buf_addf(&uri, "?mode=%s%s", modes[mode],
		    immutable ? "&immutable=1" : "");
	int code = sqlite3_open_v2(uri.data, &c->db, SQLITE_OPEN_URI |
				   SQLITE_OPEN_NOMUTEX |
				   (mode == SP_CORPUS_READ ?
				    SQLITE_OPEN_READONLY :
				    SQLITE_OPEN_READWRITE |
				    SQLITE_OPEN_CREATE), NULL);
	sp_buf_release(&uri);
	if (code == SQLITE_OK)
		code = sqlite3_exec(c->db, "SELECT 1 FROM sqlite_schema", NULL,
				    NULL, NULL);
	return code & 0xFF;
}

static bool open_and_check(sp_corpus *c, sp_corpus_mode mode, sp_error *err)
{
	struct stat st;
	int code;

	if (stat(c->path, &st) == 0 && S_ISDIR(st.st_mode))
		return sp_fail(err, SP_EDB, c->path, 0,
			       "is a folder, not a corpus");
	if (mode != SP_CORPUS_CREATE && access(c->path, F_OK) != 0)
		return sp_fail(err, SP_EDB, c->path, 0,
			       "no such corpus; make it with 'standpoint ingest'");
	code = open_db(c, mode, false);
	if ((code == SQLITE_CANTOPEN || code == SQLITE_READONLY) &&
	    mode == SP_CORPUS_READ) {
		/* in a folder or on a medium that cannot be written the WAL
		 * index cannot be made */
		sqlite3_close(c->db);
		code = open_db(c, mode, true);
	}
	if (code == SQLITE_NOTADB)
		return not_a_corpus(c, err);
	if (code != SQLITE_OK)
		return sp_db_fail(c, err, "cannot open the corpus");
	return configure(c, mode, err) && check_version(c, mode, err);
}

/* SQLite's count of the memory in use is kept under one lock for all threads:
 * readers on several cores would wait for each other at each allocation. */
static void set_up_library(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

sp_corpus *sp_corpus_open(const char *path, sp_corpus_mode mode, sp_error *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, set_up_library);
	sp_corpus *c = sp_calloc(1, sizeof *c);

	c->path = sp_strdup(path);
	if (open_and_check(c, mode, err))
		return c;
	sp_corpus_close(c);
	return NULL;
}

void sp_corpus_close(sp_corpus *c)
{
	if (!c)
		return;
	for (int i = 0; i < SP_STMT_MAX; i++)
		sqlite3_finalize(c->stmt[i]);
	sqlite3_close(c->db);
	free(c->path);
	free(c);
}

const char *sp_corpus_path(const sp_corpus *c)
{
	return c->path;
}

bool sp_corpus_begin(sp_corpus *c, sp_error *err)
{
	return sp_corpus_exec(c, "BEGIN IMMEDIATE", err);
}

bool sp_corpus_commit(sp_corpus *c, sp_error *err)
{
	return sp_corpus_exec(c, "COMMIT", err);
}

void sp_corpus_rollback(sp_corpus *c)
{
	if (!sqlite3_get_autocommit(c->db))
		sqlite3_exec(c->db, "ROLLBACK", NULL, NULL, NULL);
}

/* ---- queries ------------------------------------------------------------ */

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

void sp_query_bind_blob(sp_query *q, int i, const void *p, size_t n)
{
	sqlite3_bind_blob64(q->s, i, p, n, SQLITE_TRANSIENT);
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

double sp_query_real(const sp_query *q, int col)
{
	return sqlite3_column_double(q->s, col);
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

/* ---- check -------------------------------------------------------------- */

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
