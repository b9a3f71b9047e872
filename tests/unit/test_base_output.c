/* What a result may go over, and that the old file stays if it may not. */
#include "tests/unit/test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/output.h"
#include "tests/unit/fixture.h"

static const sp_output_kind pdf = { "PDF", "%PDF-" };
static const sp_output_kind table = { "table", NULL };

static int clean(void **state)
{
	(void)state;
	fixture_clean();
	return 0;
}

static bool put(const char *path, const sp_output_kind *kind, bool force,
		const char *text, sp_error *err)
{
	sp_output o;

	sp_error_clear(err);
	if (!sp_output_open(&o, path, kind, force, err))
		return false;
	fputs(text, o.f);
	return sp_output_commit(&o, err);
}

static void expect(const char *path, const char *text)
{
	sp_error err = SP_ERROR_INIT;
	sp_buf b = SP_BUF_INIT;

	assert_ok(sp_buf_read(&b, path, 0, &err), &err);
	assert_string_equal(b.data, text);
	sp_buf_release(&b);
}

static void test_one_kind_goes_over_itself_alone(void **state)
{
	(void)state;
	const char *path = fixture_write("r.pdf", "%PDF-1");
	sp_error err = SP_ERROR_INIT;

	assert_ok(put(path, &pdf, false, "%PDF-2", &err), &err);
	assert_false(put(path, &table, false, "a,b\n", &err));
	assert_non_null(strstr(error_text(&err), "--force"));
	expect(path, "%PDF-2");
	assert_ok(put(path, &table, true, "a,b\n", &err), &err);
	assert_false(put(path, &pdf, false, "%PDF-3", &err));
	assert_non_null(strstr(error_text(&err), "is no PDF"));
	expect(path, "a,b\n");
	fixture_write("r.pdf", "");
	assert_ok(put(path, &pdf, false, "%PDF-4", &err), &err);
}

static void test_a_table_goes_over_one_of_its_columns(void **state)
{
	(void)state;
	const char *path = fixture_write("t.csv", "issue  support\nx  1\n");
	sp_error err = SP_ERROR_INIT;

	assert_ok(put(path, &table, false, "issue     support\nyy        2\n", &err),
		  &err);
	assert_false(put(path, &table, false, "file\tsubmitter\n", &err));
	assert_int_equal(err.code, SP_EIO);
	expect(path, "issue     support\nyy        2\n");
	path = fixture_write("letter.xml", "<a>we ask</a>\n");
	assert_false(put(path, &table, false, "issue\n", &err));
	assert_non_null(strstr(error_text(&err), "submission"));
}

static void test_a_database_is_never_replaced(void **state)
{
	(void)state;
	const char *path = fixture_write("c.db", "SQLite format 3");
	sp_error err = SP_ERROR_INIT;

	assert_false(put(path, &table, true, "a\n", &err));
	expect(path, "SQLite format 3");
}

/* The file is replaced that a link leads to, and keeps its rights. */
static void test_a_link_stays_a_link(void **state)
{
	(void)state;
	const char *file = fixture_write("real.pdf", "%PDF-1");
	const char *link = fixture_path("link.pdf");
	sp_error err = SP_ERROR_INIT;
	struct stat st;

	assert_int_equal(chmod(file, 0640), 0);
	assert_int_equal(symlink("real.pdf", link), 0);
	assert_ok(put(link, &pdf, false, "%PDF-22", &err), &err);
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	expect(file, "%PDF-22");
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	link = fixture_path("to-nothing.pdf");
	assert_int_equal(symlink("new.pdf", link), 0);
	assert_ok(put(link, &pdf, false, "%PDF-3", &err), &err);
	expect(fixture_path("new.pdf"), "%PDF-3");
}

static void test_places_that_cannot_be_written(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;

	assert_false(put(fixture_dir(), &pdf, true, "%PDF-", &err));
	assert_int_equal(err.code, SP_EIO);
	assert_false(put("/nowhere/at/all.pdf", &pdf, true, "%PDF-", &err));
	assert_non_null(strstr(error_text(&err),
			       "/nowhere/at/all.pdf: cannot write"));
	if (access("/dev/full", W_OK) != 0)
		skip();
	assert_false(put("/dev/full", &pdf, false, "%PDF-", &err));
	assert_non_null(strstr(error_text(&err), "No space left"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_kind_goes_over_itself_alone),
		cmocka_unit_test(test_a_table_goes_over_one_of_its_columns),
		cmocka_unit_test(test_a_database_is_never_replaced),
		cmocka_unit_test(test_a_link_stays_a_link),
		cmocka_unit_test(test_places_that_cannot_be_written),
	};

	return cmocka_run_group_tests(tests, NULL, clean);
}
