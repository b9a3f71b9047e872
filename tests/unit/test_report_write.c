/* A whole report: the same bytes twice, what it says, and a full disk. */
#include "tests/unit/test.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "report/report.h"
#include "tests/unit/fixture.h"

static sp_corpus *corpus;

static int open_corpus(void **state)
{
	(void)state;
	unsetenv("SOURCE_DATE_EPOCH");
	corpus = fixture_corpus(fixture_path("report.db"));
	return corpus ? 0 : -1;
}

static int close_corpus(void **state)
{
	(void)state;
	sp_corpus_close(corpus);
	fixture_clean();
	return 0;
}

/* Write a report; its bytes go to `out`. */
static void write_report(sp_report_options o, const char *name, sp_buf *out,
			 sp_report_counts *n)
{
	sp_error err = SP_ERROR_INIT;

	o.output = fixture_path(name);
	assert_ok(sp_report_write(corpus, &o, n, &err), &err);
	if (out)
		assert_ok(sp_buf_read(out, o.output, 0, &err), &err);
}

static bool holds(const sp_buf *b, const char *s)
{
	return memmem(b->data, b->len, s, strlen(s)) != NULL;
}

static void test_same_corpus_same_bytes(void **state)
{
	(void)state;
	sp_buf a = SP_BUF_INIT, b = SP_BUF_INIT;
	sp_report_counts n;

	write_report((sp_report_options){ 0 }, "a.pdf", &a, &n);
	setenv("TZ", "Asia/Tokyo", 1);
	write_report((sp_report_options){ 0 }, "b.pdf", &b, NULL);
	unsetenv("TZ");
	assert_int_equal(a.len, b.len);
	assert_memory_equal(a.data, b.data, a.len);
	assert_int_equal(n.submitters, 3);
	assert_int_equal(n.issues, 2);
	assert_true(n.pages >= 8);
	sp_buf_release(&a);
	sp_buf_release(&b);
}

static void test_the_file_is_what_it_should_be(void **state)
{
	(void)state;
	sp_buf b = SP_BUF_INIT;
	sp_report_options o = { .title = "R&D <plan> \u2014 \u00c5bo",
				.date = "2031-02-03" };

	write_report(o, "c.pdf", &b, NULL);
	assert_memory_equal(b.data, "%PDF-1.7", 8);
	assert_true(holds(&b, "/MarkInfo<</Marked true>>"));
	assert_true(holds(&b, "/StructTreeRoot"));
	assert_true(holds(&b, "D:20310203000000Z"));
	assert_true(holds(&b, "R&amp;D &lt;plan&gt;"));
	assert_true(holds(&b, "(issue-01)"));
	assert_true(holds(&b, "(cell-01-01)"));
	assert_true(holds(&b, "/ID"));
	assert_false(holds(&b, "Haru"));
	sp_buf_release(&b);
}

static void test_the_date_is_never_the_clock(void **state)
{
	(void)state;
	sp_buf b = SP_BUF_INIT;

	write_report((sp_report_options){ 0 }, "d.pdf", &b, NULL);
	assert_true(holds(&b, "D:20260401000000Z"));	/* newest submission */
	sp_buf_clear(&b);
	setenv("SOURCE_DATE_EPOCH", "86400", 1);
	write_report((sp_report_options){ 0 }, "d.pdf", &b, NULL);
	unsetenv("SOURCE_DATE_EPOCH");
	assert_true(holds(&b, "D:19700102000000Z"));
	sp_buf_release(&b);
}

static void test_chosen_submitters(void **state)
{
	(void)state;
	const char *const names[] = { "bob", "Cyd" };
	sp_report_options o = { .submitters = names, .nsubmitters = 2 };
	sp_report_counts n;

	write_report(o, "e.pdf", NULL, &n);
	assert_int_equal(n.submitters, 2);
}

static void test_an_unknown_submitter(void **state)
{
	(void)state;
	const char *const names[] = { "Dot" };
	sp_report_options o = { .submitters = names, .nsubmitters = 1,
				.output = fixture_path("f.pdf") };
	sp_error err = SP_ERROR_INIT;

	assert_false(sp_report_write(corpus, &o, NULL, &err));
	assert_int_equal(err.code, SP_ENOROW);
	assert_non_null(strstr(error_text(&err), "no submitter 'Dot'"));
	assert_int_not_equal(access(o.output, F_OK), 0);
}

static void test_an_empty_corpus(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = sp_corpus_open(fixture_path("empty.db"),
				      SP_CORPUS_CREATE, &err);
	sp_report_options o = { .output = fixture_path("g.pdf") };

	assert_non_null(c);
	assert_false(sp_report_write(c, &o, NULL, &err));
	assert_int_equal(err.code, SP_ENOROW);
	assert_non_null(strstr(error_text(&err), "no documents"));
	sp_corpus_close(c);
}

static void expect_old(const char *path)
{
	sp_error err = SP_ERROR_INIT;
	sp_buf b = SP_BUF_INIT;

	assert_ok(sp_buf_read(&b, path, 0, &err), &err);
	assert_string_equal(b.data, "%PDF-old");
	sp_buf_release(&b);
}

/* A limit on the size of files stands in for a full disk. */
static void test_a_full_disk_leaves_the_old_file(void **state)
{
	(void)state;
	const char *path = fixture_path("full.pdf");
	sp_report_options o = { .output = path };
	sp_error err = SP_ERROR_INIT;
	struct rlimit old, small;

	fixture_write("full.pdf", "%PDF-old");
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	signal(SIGXFSZ, SIG_IGN);
	small = old;
	small.rlim_cur = 4096;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	bool ok = sp_report_write(corpus, &o, NULL, &err);
	setrlimit(RLIMIT_FSIZE, &old);
	assert_false(ok);
	assert_int_equal(err.code, SP_EIO);
	assert_non_null(strstr(error_text(&err), "cannot write"));
	expect_old(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_corpus_same_bytes),
		cmocka_unit_test(test_the_file_is_what_it_should_be),
		cmocka_unit_test(test_the_date_is_never_the_clock),
		cmocka_unit_test(test_chosen_submitters),
		cmocka_unit_test(test_an_unknown_submitter),
		cmocka_unit_test(test_an_empty_corpus),
		cmocka_unit_test(test_a_full_disk_leaves_the_old_file),
	};

	return cmocka_run_group_tests(tests, open_corpus, close_corpus);
}
