/* CSV and TSV: separators, quotes right and wrong, line ends, character sets,
 * in pieces of any size; and what the columns of a manifest mean. */
#include "tests/unit/test.h"

#include "base/buf.h"
#include "base/mem.h"
#include "ingest/manifest.h"
#include "ingest/rows.h"
#include "ingest/manifest_columns.h"
#include "ingest/table.h"

typedef struct bytes {
	const char *s;
	size_t n, piece;
} bytes;

static ssize_t give(void *arg, void *to, size_t n, sp_error *err)
{
	bytes *b = arg;

	(void)err;
	if (n > b->piece)
		n = b->piece;
	if (n > b->n)
		n = b->n;
	memcpy(to, b->s, n);
	b->s += n;
	b->n -= n;
	return (ssize_t)n;
}

/* "line:cell|cell;line:..." with '~' for line ends, '!' for a problem. */
static char *rows(const char *s, size_t n, size_t piece)
{
	bytes b = { s, n, piece };
	sp_error err = SP_ERROR_INIT;
	sp_table *t = sp_table_open("t.csv", give, &b, &err);
	sp_table_row row;
	sp_buf out = SP_BUF_INIT;

	assert_ok(t, &err);
	while (sp_table_next(t, &row, &err)) {
		sp_buf_addf(&out, "%s%d:", out.len ? ";" : "", row.line);
		for (size_t i = 0; i < row.n; i++) {
			if (i)
				sp_buf_addc(&out, '|');
			for (const char *p = row.cells[i].text; *p; p++)
				sp_buf_addc(&out, *p == '\n' ? '~' : *p);
		}
		if (row.problem)
			sp_buf_addc(&out, '!');
	}
	assert_int_equal(err.code, SP_OK);
	sp_table_free(t);
	return sp_buf_detach(&out, NULL);
}

#define T(text) text, sizeof text - 1

static void tables_are_read(void **state)
{
	(void)state;
	static const struct { const char *text; size_t n; const char *rows; } cases[] = {
		{ T("a,b\n1,2\n3,4"), "2:1|2;3:3|4" },
		{ T("a,b\r\n1,2\r\n\r\n3,4\r\n"), "2:1|2;4:3|4" },
		{ T("a,b\r1,2\r3,4\r"), "2:1|2;3:3|4" },
		{ T("a;b\n1,5;2\n"), "2:1,5|2" },
		{ T("a\tb\n1 \t 2\n"), "2:1|2" },
		{ T("a|b\n1|2\n"), "2:1|2" },
		{ T("sep=;\na,b;c\n1;2\n"), "3:1|2" },
		{ T("\xef\xbb\xbf\"a\",b\n1,2\n"), "2:1|2" },
		{ T("a,b\n\"x,\ny\r\nz\",\"say \"\"so\"\"\"\n3,4\n"), "2:x,~y~z|say \"so\";5:3|4" },
		{ T("a,b\n,\n1,\n"), "3:1|" },
		{ T("a,b\n1\n1,2,3\n"), "2:1;3:1|2|3" },
		{ T("\"a\nb\",c\n1,2\n"), "3:1|2" },
		/* wrong quotes */
		{ T("a,b\n\"the \"big\" one\",2\n3,4\n"), "2:the \"big\" one|2!;3:3|4" },
		{ T("a,b\n\"open,2\n3,4\n"), "2:\"open|2!;3:3|4" },
		{ T("a,b\n\"open\n3,4\n"), "2:!;3:3|4" },
		{ T("a\tb\n5\" pipe\t\"6\"\n"), "2:5\" pipe|6" },
		{ T("a,b\n\"x\" y,\"z\"\n"), "2:\"x\" y|z!" },
		/* character sets */
		{ T("a,b\ncaf\xe9,\xe2\x82\xac\n"), "2:caf\xc3\xa9|\xe2\x82\xac" },
		{ T("\xff\xfe" "a\0,\0b\0\n\0\xe9\0,\0\xac\x20\n\0"), "2:\xc3\xa9|\xe2\x82\xac" },
		{ T("\xfe\xff" "\0a\0,\0b\0\n\0\xe9\0,\x20\xac\0\n"), "2:\xc3\xa9|\xe2\x82\xac" },
		{ T("a,b\nx\0y,2\n"), "2:xy|2" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t piece = 1; piece < 100; piece = piece * 3 + 1) {
			char *got = rows(cases[i].text, cases[i].n, piece);
			assert_string_equal(got, cases[i].rows);
			free(got);
		}
}

static void a_quote_that_is_never_closed_costs_little(void **state)
{
	(void)state;
	sp_buf text = SP_BUF_INIT;
	sp_error err = SP_ERROR_INIT;
	sp_table_row row;
	size_t n = 0;

	sp_buf_adds(&text, "a,b,c\n");
	for (int i = 0; i < 300; i++) {
		sp_buf_adds(&text, "\"x");
		for (int k = 0; k < 1000; k++)
			sp_buf_adds(&text, "xy\"z ");
		sp_buf_addc(&text, '\n');
	}
	bytes b = { text.data, text.len, 4096 };
	sp_table *t = sp_table_open("t.csv", give, &b, &err);
	assert_ok(t, &err);
	while (sp_table_next(t, &row, &err)) {
		assert_int_equal(row.n, 0);
		assert_non_null(row.problem);
		n++;
	}
	assert_int_equal(err.code, SP_ELIMIT);
	assert_in_range(n, 1, 102);
	sp_table_free(t);
	sp_buf_release(&text);
}

static void an_empty_file_is_no_table(void **state)
{
	(void)state;
	static const char *const empty[] = { "", "\n\n", "\xef\xbb\xbf" };

	for (size_t i = 0; i < 3; i++) {
		bytes b = { empty[i], strlen(empty[i]), 10 };
		sp_error err = SP_ERROR_INIT;
		assert_null(sp_table_open("t.csv", give, &b, &err));
		assert_non_null(strstr(err.msg, "no header line"));
	}
}

static void columns_have_many_names(void **state)
{
	(void)state;
	static const char text[] = "Name,Docket-ID,ORGANISATION,File Name,Date received,path,Web address?\n";
	static const sp_column expected[] = {
		SP_COLUMN_OTHER, SP_COLUMN_DOCKET, SP_COLUMN_SUBMITTER,
		SP_COLUMN_FILE, SP_COLUMN_DATE, SP_COLUMN_OTHER, SP_COLUMN_URL,
	};
	bytes b = { T(text), 1000 };
	sp_error err = SP_ERROR_INIT;
	sp_table *t = sp_table_open("t.csv", give, &b, &err);
	sp_column columns[SP_TABLE_CELLS_MAX];

	assert_ok(t, &err);
	sp_columns_of(t, columns);
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
		assert_int_equal(columns[i], expected[i]);
	sp_table_free(t);
}

static void dates_are_in_the_order_of_the_column(void **state)
{
	(void)state;
	static const struct { const char *text, *date; } cases[] = {
		{ "file,date\na,3/4/2025\n", "2025-03-04" },
		{ "file,date\na,3/4/2025\nb,14/4/2025\n", "2025-04-03" },
		{ "file;date\na;3/4/2025\n", "2025-04-03" },
		{ "file;date\na;3/4/2025\nb;4/14/2025\n", "2025-03-04" },
		{ "file;date\na;3.4.2025\n", "2025-04-03" },
		{ "file,date\na,3/4/2025 10:30\nb,14/4/2025 9:00\n", "2025-04-03" },
		{ "file,date\na,3/4/25\nb,14/4/25\n", "2025-04-03" },
		{ "file,date\na,3/4/25 10:30\nb,4/14/25 9:00\n", "2025-03-04" },
		{ "file,date\na,2025-04-03T04:00Z\n", "2025-04-03" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bytes b = { cases[i].text, strlen(cases[i].text), 1000 };
		sp_error err = SP_ERROR_INIT;
		sp_manifest *m = sp_manifest_new();
		assert_ok(sp_manifest_add(m, "m.csv", give, &b, NULL, &err), &err);
		assert_string_equal(sp_manifest_find(m, "in/a")->date, cases[i].date);
		sp_manifest_free(m);
	}
}

static void put_file(sp_manifest *m, const char *file, const char *attached_to, bool anywhere)
{
	sp_manifest_row row = {
		.file = file, .attached_to = attached_to, .anywhere = anywhere, .table = "t.csv",
	};

	sp_manifest_put(m, &row);
}

static void a_row_speaks_of_its_own_folder(void **state)
{
	(void)state;
	sp_manifest *m = sp_manifest_new();
	size_t n;

	put_file(m, "a/x.html", NULL, false);
	put_file(m, "f.xml#2", NULL, false);
	put_file(m, "y.html", NULL, true);
	put_file(m, "g.xml#2", NULL, true);
	assert_non_null(sp_manifest_find(m, "a/x.html"));
	assert_null(sp_manifest_find(m, "b/a/x.html"));
	assert_non_null(sp_manifest_find(m, "b/a/y.html"));
	assert_non_null(sp_manifest_parts(m, "f.xml", &n));
	assert_null(sp_manifest_parts(m, "b/f.xml", &n));
	assert_non_null(sp_manifest_parts(m, "b/g.xml", &n));
	sp_manifest_free(m);
}

static void a_name_that_two_attach_is_disputed(void **state)
{
	(void)state;
	sp_manifest *m = sp_manifest_new();
	sp_rows rows;

	put_file(m, "one.html", "A-1", true);
	put_file(m, "one.html", "A-1", true);
	put_file(m, "two.html", "A-1", true);
	put_file(m, "two.html", "A-2", true);
	sp_rows_of(m, "in/one.html", 0, NULL, &rows);
	assert_string_equal(rows.own->attached_to, "A-1");
	sp_rows_of(m, "in/two.html", 0, NULL, &rows);
	assert_null(rows.own);
	sp_document *d = sp_document_new("in/two.html");
	sp_rows_apply(&rows, d, false);
	assert_null(d->attached_to);
	assert_int_equal(d->nproblems, 1);
	assert_non_null(strstr(d->problems->message, "to 'A-1' and to 'A-2'"));
	sp_document_free(d);
	/* the row of a manifest settles it */
	put_file(m, "two.html", NULL, true);
	sp_rows_of(m, "in/two.html", 0, NULL, &rows);
	assert_non_null(rows.own);
	sp_manifest_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_are_read),
		cmocka_unit_test(a_quote_that_is_never_closed_costs_little),
		cmocka_unit_test(an_empty_file_is_no_table),
		cmocka_unit_test(columns_have_many_names),
		cmocka_unit_test(dates_are_in_the_order_of_the_column),
		cmocka_unit_test(a_row_speaks_of_its_own_folder),
		cmocka_unit_test(a_name_that_two_attach_is_disputed),
	};

	return cmocka_run_group_tests_name("ingest table", tests, NULL, NULL);
}
