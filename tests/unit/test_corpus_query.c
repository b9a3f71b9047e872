/* SQL from outside: it reads, and nothing else; JSON comes from SQLite. */
#include "tests/unit/test.h"

#include "tests/unit/fixture.h"

static sp_corpus *guarded(const char *name, sp_corpus_mode mode)
{
	sp_error err = SP_ERROR_INIT;
	const char *path = fixture_path(name);

	sp_corpus_close(fixture_corpus(path));
	sp_corpus *c = sp_corpus_open(path, mode, &err);
	assert_non_null(c);
	sp_corpus_guard(c);
	return c;
}

static void reading_is_allowed(void **state)
{
	(void)state;
	static const char *const sql[] = {
		"SELECT * FROM positions",
		"SELECT issue, count(*) FROM stances GROUP BY 1 HAVING 1",
		"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1"
		" FROM n WHERE i < 5) SELECT * FROM n",
		"VALUES (1), (2)",
		"SELECT json_group_array(name) FROM submitter",
		"SELECT rowid FROM block_fts WHERE block_fts MATCH 'alpha'",
		"PRAGMA table_info(document)",
		"PRAGMA user_version",
		"EXPLAIN QUERY PLAN SELECT 1",
		" SELECT 1 ; ",
	};
	sp_corpus *c = guarded("reads.db", SP_CORPUS_READ);

	for (size_t i = 0; i < sizeof sql / sizeof sql[0]; i++) {
		sp_error err = SP_ERROR_INIT;
		sp_query *q = sp_query_new(c, sql[i], &err);
		while (q && sp_query_step(q, &err))
			;
		sp_query_free(q);
		if (err.code != SP_OK)
			fail_msg("%s: %s", sql[i], error_text(&err));
	}
	sp_corpus_close(c);
}

/* On a handle that could write: the guard alone must hold. */
static void writing_is_refused(void **state)
{
	(void)state;
	static const char *const sql[] = {
		"DELETE FROM document",
		"INSERT INTO submitter (name, short_name) VALUES ('x', 'x')",
		"UPDATE document SET title = 'x'",
		"WITH x AS (SELECT 1) DELETE FROM block",
		"CREATE TABLE t (x)", "CREATE TEMP TABLE t (x)",
		"CREATE VIEW v AS SELECT 1", "DROP TABLE position",
		"ALTER TABLE document ADD COLUMN x", "REINDEX", "ANALYZE",
		"ATTACH 'other.db' AS other", "DETACH main", "VACUUM",
		"VACUUM INTO 'copy.db'", "BEGIN", "COMMIT", "SAVEPOINT s",
		"PRAGMA journal_mode = DELETE", "PRAGMA user_version = 3",
		"PRAGMA query_only = OFF", "PRAGMA writable_schema = ON",
		"PRAGMA trusted_schema = ON", "PRAGMA temp_store_directory = '/'",
		"PRAGMA foreign_keys = OFF", "PRAGMA optimize",
		"INSERT INTO block_fts (block_fts) VALUES ('rebuild')",
		"SELECT load_extension('x')",
		"EXPLAIN DELETE FROM document",
		"UPDATE sqlite_master SET sql = ''",
		"UPDATE sqlite_schema SET name = 'x'",
	};
	sp_corpus *c = guarded("writes.db", SP_CORPUS_WRITE);

	for (size_t i = 0; i < sizeof sql / sizeof sql[0]; i++) {
		sp_error err = SP_ERROR_INIT;
		sp_query *q = sp_query_new(c, sql[i], &err);
		/* VACUUM is refused when it attaches its copy */
		bool done = q && !sp_query_step(q, &err) && err.code == SP_OK;
		sp_query_free(q);
		if (done)
			fail_msg("allowed: %s", sql[i]);
		assert_int_equal(err.code, SP_EDB);
	}
	sp_corpus_close(c);
}

static void one_statement_at_a_time(void **state)
{
	(void)state;
	static const char *const sql[][2] = {
		{ "", "no SQL statement" },
		{ " -- a remark", "no SQL statement" },
		{ "SELECT 1; SELECT 2", "more than one SQL statement" },
		{ "SELEC 1", "syntax error" },
		{ "SELECT x FROM nowhere", "no such table: nowhere" },
	};
	sp_corpus *c = guarded("one.db", SP_CORPUS_READ);

	for (size_t i = 0; i < sizeof sql / sizeof sql[0]; i++) {
		sp_error err = SP_ERROR_INIT;
		assert_null(sp_query_new(c, sql[i][0], &err));
		if (!strstr(error_text(&err), sql[i][1]))
			fail_msg("'%s' does not say '%s'", error_text(&err),
				 sql[i][1]);
	}
	sp_corpus_close(c);
}

static void values_become_json(void **state)
{
	(void)state;
	static const char *const expected[] = {
		"null", "42", "-1.5", "\"a \\\"b\\\" \\\\ \\n \xC3\xA9\"",
		"\"00ff\"", "\"\"", "\"\\u0001\"",
	};
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = guarded("json.db", SP_CORPUS_READ);
	sp_query *q = sp_query_new(c, "SELECT NULL, 42, -1.5, 'a \"b\" \\ ' ||"
				   " char(10) || ' \xC3\xA9', x'00ff', x'',"
				   " char(1)", &err);
	sp_buf b = SP_BUF_INIT;

	assert_non_null(q);
	assert_true(sp_query_step(q, &err));
	for (int i = 0; i < sp_query_columns(q); i++) {
		sp_buf_clear(&b);
		assert_ok(sp_query_json(q, i, &b, &err), &err);
		assert_string_equal(b.data, expected[i]);
	}
	assert_true(sp_query_is_blob(q, 4));
	assert_false(sp_query_is_blob(q, 3));
	sp_buf_clear(&b);
	assert_ok(sp_corpus_json(c, "say \"x\"", &b, &err), &err);
	assert_string_equal(b.data, "\"say \\\"x\\\"\"");
	sp_buf_release(&b);
	sp_query_free(q);
	sp_corpus_close(c);
}

static void parameters_are_counted_and_bound(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = guarded("bind.db", SP_CORPUS_READ);
	sp_query *q = sp_query_new(c, "SELECT ?2, ?1, ?3", &err);

	assert_int_equal(sp_query_parameters(q), 3);
	sp_query_bind_text(q, 1, "one");
	sp_query_bind_int(q, 2, 2);
	sp_query_bind_text(q, 3, NULL);
	assert_true(sp_query_step(q, &err));
	assert_int_equal(sp_query_int(q, 0), 2);
	assert_true(sp_query_numeric(q, 0));
	assert_string_equal(sp_query_text(q, 1), "one");
	assert_true(sp_query_null(q, 2));
	assert_string_equal(sp_query_text(q, 2), "");
	assert_false(sp_query_step(q, &err));
	sp_query_reset(q);
	assert_true(sp_query_step(q, &err));
	assert_string_equal(sp_query_name(q, 0), "?2");
	sp_query_free(q);
	sp_query_free(NULL);
	sp_corpus_close(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reading_is_allowed),
		cmocka_unit_test(writing_is_refused),
		cmocka_unit_test(one_statement_at_a_time),
		cmocka_unit_test(values_become_json),
		cmocka_unit_test(parameters_are_counted_and_bound),
	};
	int failed = cmocka_run_group_tests_name("corpus query", tests, NULL,
						 NULL);

	fixture_clean();
	return failed;
}
