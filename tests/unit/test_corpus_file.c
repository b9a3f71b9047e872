/* The corpus as a file: made, opened, refused, checked. */
#include "tests/unit/test.h"

#include <unistd.h>

#include "tests/unit/fixture.h"

static void write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void expect_refusal(const char *path, sp_corpus_mode mode,
			   const char *why)
{
	sp_error err = SP_ERROR_INIT;

	assert_null(sp_corpus_open(path, mode, &err));
	assert_int_equal(err.code, SP_EDB);
	if (!strstr(error_text(&err), why))
		fail_msg("'%s' does not say '%s'", error_text(&err), why);
	assert_string_equal(err.file, path);
}

/* Run SQL on a fresh corpus, as another program could, and close it. */
static const char *with(const char *name, const char *sql)
{
	sp_error err = SP_ERROR_INIT;
	const char *path = fixture_path(name);
	sp_corpus *c = sp_corpus_open(path, SP_CORPUS_CREATE, &err);

	assert_non_null(c);
	assert_ok(sp_corpus_exec(c, sql, &err), &err);
	sp_corpus_close(c);
	return path;
}

static void it_is_made_once_and_opened_again(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	const char *path = fixture_path("odd %23 name?.db");

	expect_refusal(path, SP_CORPUS_READ, "no such corpus");
	expect_refusal(path, SP_CORPUS_WRITE, "no such corpus");
	sp_corpus *c = sp_corpus_open(path, SP_CORPUS_CREATE, &err);
	assert_non_null(c);
	assert_string_equal(sp_corpus_path(c), path);
	sp_corpus_close(c);
	assert_int_equal(access(path, F_OK), 0);
	for (int mode = SP_CORPUS_READ; mode <= SP_CORPUS_CREATE; mode++) {
		c = sp_corpus_open(path, (sp_corpus_mode)mode, &err);
		assert_non_null(c);
		assert_int_equal(sp_corpus_int(c, "SELECT count(*) FROM"
					       " document", &err), 0);
		assert_ok(sp_corpus_check(c, &err), &err);
		sp_corpus_close(c);
	}
	sp_corpus_close(NULL);
}

static void what_is_no_corpus_is_refused(void **state)
{
	(void)state;
	const char *text = fixture_path("text.db");
	const char *empty = fixture_path("empty.db");

	write_file(text, "This is a letter, not a database, and long enough to "
		   "be told from one: a header is a hundred bytes at least, so "
		   "here are some more words.");
	for (int mode = SP_CORPUS_READ; mode <= SP_CORPUS_CREATE; mode++)
		expect_refusal(text, (sp_corpus_mode)mode, "is not a corpus");
	write_file(empty, "");
	expect_refusal(empty, SP_CORPUS_READ, "is not a corpus");
	expect_refusal(with("foreign.db", "PRAGMA application_id = 77"),
		       SP_CORPUS_CREATE, "is not a corpus");
	expect_refusal(fixture_dir(), SP_CORPUS_READ, "is a folder");
}

static void another_version_is_handled(void **state)
{
	(void)state;
	const char *newer = with("newer.db", "PRAGMA user_version = 99");

	expect_refusal(newer, SP_CORPUS_READ, "version 99");
	expect_refusal(newer, SP_CORPUS_CREATE, "use a newer standpoint");
	expect_refusal(with("zero.db", "PRAGMA user_version = 0"),
		       SP_CORPUS_WRITE, "is not a corpus");
}

/* As version 1 was: without what the migrations bring. */
static const char downgrade[] =
	"DROP VIEW forms; DROP VIEW additions;"
	"DROP TABLE addition; DROP TABLE wording; DROP TABLE metadata;"
	"DROP TABLE submitter_alias; DROP TABLE submitter_name;"
	"ALTER TABLE document DROP COLUMN language_from;"
	"ALTER TABLE document DROP COLUMN question;"
	"ALTER TABLE document DROP COLUMN attributes;"
	"ALTER TABLE document DROP COLUMN attached_to;"
	"ALTER TABLE document DROP COLUMN described_by;"
	"ALTER TABLE document DROP COLUMN charset_by;"
	"ALTER TABLE document DROP COLUMN repairs;"
	"ALTER TABLE document DROP COLUMN read_by;"
	"ALTER TABLE run DROP COLUMN folder;"
	"ALTER TABLE issue DROP COLUMN title;"
	"ALTER TABLE issue DROP COLUMN stake;"
	"PRAGMA user_version = 1";

/* Tables, their columns in order, and what is indexed. Caller frees. */
static char *shape(const char *path)
{
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = sp_corpus_open(path, SP_CORPUS_READ, &err);

	assert_ok(c, &err);
	sp_query *q = sp_query_new(c, "SELECT group_concat(name || ':' || columns, ' ') FROM"
		" (SELECT m.name, (SELECT group_concat(p.name) FROM pragma_table_info(m.name) p)"
		" AS columns FROM sqlite_schema m WHERE m.type = 'table' UNION ALL"
		" SELECT name, tbl_name FROM sqlite_schema WHERE type = 'index' ORDER BY 1)", &err);
	assert_non_null(q);
	assert_true(sp_query_step(q, &err));
	char *text = strdup(sp_query_text(q, 0));
	sp_query_free(q);
	sp_corpus_close(c);
	return text;
}

static void an_old_corpus_is_brought_up_to_date(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	const char *old = fixture_path("old.db");
	sp_corpus *c = fixture_corpus(old);

	assert_ok(sp_corpus_exec(c, downgrade, &err), &err);
	sp_corpus_close(c);
	expect_refusal(old, SP_CORPUS_READ, "older version");
	c = sp_corpus_open(old, SP_CORPUS_WRITE, &err);
	assert_ok(c, &err);
	assert_int_equal(sp_corpus_int(c, "PRAGMA user_version", &err),
			 SP_CORPUS_VERSION);
	sp_corpus_close(c);
	char *was = shape(old), *is = shape(with("new.db", "SELECT 1"));
	assert_string_equal(was, is);
	free(was);
	free(is);
}

/* Joining names must not take away what nobody can read again. */
static void an_old_corpus_keeps_who_submitted(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	const char *old = fixture_path("kept.db");
	sp_corpus *c = fixture_corpus(old);
	static const char said[] = "SELECT count(*) FROM document d JOIN submitter s"
		" ON s.id = d.submitter WHERE (d.path, s.name, s.type) IN"
		" (VALUES ('b.html', 'Bob', 'company'), ('c.html', 'Cyd', 'nonprofit'),"
		" ('d.html', 'Cyd', 'nonprofit'))";

	assert_int_equal(sp_corpus_int(c, said, &err), 3);
	assert_ok(sp_corpus_exec(c, downgrade, &err), &err);
	sp_corpus_close(c);
	c = sp_corpus_open(old, SP_CORPUS_WRITE, &err);
	assert_ok(c, &err);
	assert_ok(sp_corpus_join_submitters(c, &err), &err);
	assert_int_equal(sp_corpus_int(c, said, &err), 3);
	sp_corpus_close(c);
}

static void a_reader_cannot_write(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	const char *path = with("read.db", "SELECT 1");
	sp_corpus *c = sp_corpus_open(path, SP_CORPUS_READ, &err);

	assert_non_null(c);
	assert_false(sp_corpus_exec(c, "DELETE FROM document", &err));
	assert_non_null(strstr(error_text(&err), "read only"));
	sp_corpus_close(c);
}

static void an_open_transaction_is_rolled_back(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	const char *path = with("roll.db", "SELECT 1");
	sp_corpus *c = sp_corpus_open(path, SP_CORPUS_WRITE, &err);

	assert_ok(sp_corpus_begin(c, &err), &err);
	assert_ok(sp_corpus_problem(c, "x", "ingest", SP_ERROR, 3, "bad", &err),
		  &err);
	sp_corpus_close(c);
	c = sp_corpus_open(path, SP_CORPUS_READ, &err);
	assert_int_equal(sp_corpus_int(c, "SELECT count(*) FROM problem", &err),
			 0);
	sp_corpus_close(c);
}

/* Each damage is told by the check. */
static void damage_is_found(void **state)
{
	(void)state;
	static const struct {
		const char *sql, *says;
	} damages[] = {
		{ "UPDATE position SET end = 9999 WHERE id = 1",
		  "position 1 does not lie in its block" },
		{ "UPDATE position SET decided_begin = 0 WHERE id = 2",
		  "position 2 does not lie in its block" },
		{ "UPDATE block SET sentences = x'0080' WHERE id = 3",
		  "block 3: its sentences do not fit" },
		{ "UPDATE block SET text = 'No' WHERE id = 4",
		  "block 4: its sentences do not fit" },
		{ "PRAGMA foreign_keys = OFF;"
		  "DELETE FROM document WHERE id = 2", "foreign_key_check" },
	};

	for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
		sp_error err = SP_ERROR_INIT;
		char name[32];
		snprintf(name, sizeof name, "damage%zu.db", i);
		sp_corpus *c = fixture_corpus(fixture_path(name));
		assert_ok(sp_corpus_check(c, &err), &err);
		assert_ok(sp_corpus_exec(c, damages[i].sql, &err), &err);
		assert_false(sp_corpus_check(c, &err));
		if (!strstr(error_text(&err), damages[i].says))
			fail_msg("'%s' does not say '%s'", error_text(&err),
				 damages[i].says);
		sp_corpus_close(c);
	}
}

static void runs_are_noted(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	int64_t run;
	sp_corpus *c = sp_corpus_open(fixture_path("run.db"), SP_CORPUS_CREATE,
				      &err);

	assert_ok(sp_corpus_run_start(c, "ingest", "a b", &run, &err), &err);
	assert_int_equal(sp_corpus_int(c, "SELECT finished IS NULL FROM run",
				       &err), 1);
	assert_ok(sp_corpus_run_count(c, run, "documents", 7, &err), &err);
	assert_ok(sp_corpus_run_count(c, run, "failed", 2, &err), &err);
	assert_ok(sp_corpus_run_finish(c, run, &err), &err);
	assert_int_equal(sp_corpus_int(c, "SELECT counts ->> 'documents' * 10"
				       " + (counts ->> 'failed') FROM run"
				       " WHERE finished >= started", &err), 72);
	sp_corpus_close(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_made_once_and_opened_again),
		cmocka_unit_test(what_is_no_corpus_is_refused),
		cmocka_unit_test(another_version_is_handled),
		cmocka_unit_test(an_old_corpus_is_brought_up_to_date),
		cmocka_unit_test(an_old_corpus_keeps_who_submitted),
		cmocka_unit_test(a_reader_cannot_write),
		cmocka_unit_test(an_open_transaction_is_rolled_back),
		cmocka_unit_test(damage_is_found),
		cmocka_unit_test(runs_are_noted),
	};
	int failed = cmocka_run_group_tests_name("corpus file", tests, NULL,
						 NULL);

	fixture_clean();
	return failed;
}
