/* Opening, versions and transactions. */
#include "config.h"

#include "corpus/corpus.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
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
static const char to_4_sql[] =
#include "corpus/to_4.sql.h"
	;
static const char to_5_sql[] =
#include "corpus/to_5.sql.h"
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
	to_4_sql,
	to_5_sql,
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

/* While it is written, a corpus can be read as it was. */
static bool begin_wal(sp_corpus *c, sp_error *err)
{
	return sp_corpus_exec(c, "PRAGMA journal_mode = WAL", err);
}

/* At rest it is one file, which any tool reads, also where nothing can be written.
 * Not while somebody else has it open: then the next writer does it. */
static void end_wal(sp_corpus *c)
{
	sp_corpus_rollback(c);
	sqlite3_busy_timeout(c->db, 0);
	sqlite3_exec(c->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
}

static bool create_schema(sp_corpus *c, sp_error *err)
{
	if (!begin_wal(c, err) || !sp_corpus_begin(c, err))
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

/* The index of words does not see that blocks go: it must look stale, as it does
 * without its count of rows, so that it is made anew (read.c, sp_corpus_index).
 * A trigger may not speak to FTS5 itself in a schema that is not trusted. */
static bool watch_blocks(sp_corpus *c, sp_error *err)
{
	return sp_corpus_exec(c,
		"CREATE TEMP TRIGGER block_gone AFTER DELETE ON main.block"
		" WHEN EXISTS (SELECT 1 FROM block_fts_docsize) BEGIN"
		" DELETE FROM block_fts_docsize; END", err);
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

/* What was committed last stands in the WAL, and its index cannot be made. */
static bool has_wal(const sp_corpus *c)
{
	sp_buf name = SP_BUF_INIT;
	struct stat st;

	sp_buf_addf(&name, "%s-wal", c->path);
	bool some = stat(name.data, &st) == 0 && st.st_size > 0;
	sp_buf_release(&name);
	return some;
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
		if (has_wal(c))
			return sp_fail(err, SP_EDB, c->path, 0,
				       "its newest changes are in the file with -wal at the end, which can only be read where files can be written: copy both there");
		sqlite3_close(c->db);
		code = open_db(c, mode, true);
	}
	if (code == SQLITE_NOTADB)
		return not_a_corpus(c, err);
	if (code != SQLITE_OK)
		return sp_db_fail(c, err, "cannot open the corpus");
	if (!configure(c, mode, err) || !check_version(c, mode, err))
		return false;
	c->writes = mode != SP_CORPUS_READ;
	return !c->writes || (begin_wal(c, err) && watch_blocks(c, err));
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
	if (c->writes)
		end_wal(c);
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
