/* What is put in comes out: documents, positions, views, full text. */
#include "tests/unit/test.h"

#include "corpus/names.h"
#include "tests/unit/fixture.h"

static sp_corpus *open_new(const char *name)
{
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = sp_corpus_open(fixture_path(name), SP_CORPUS_CREATE,
				      &err);

	assert_non_null(c);
	return c;
}

/* The rows of `sql`: cells joined by '|', rows by ';'. */
static void expect_rows(sp_corpus *c, const char *sql, const char *expected)
{
	sp_error err = SP_ERROR_INIT;
	sp_buf got = SP_BUF_INIT;
	sp_query *q = sp_query_new(c, sql, &err);

	if (!q)
		fail_msg("%s", error_text(&err));
	while (sp_query_step(q, &err)) {
		if (got.len)
			sp_buf_addc(&got, ';');
		for (int i = 0; i < sp_query_columns(q); i++)
			sp_buf_addf(&got, "%s%s", i ? "|" : "",
				    sp_query_text(q, i));
	}
	sp_query_free(q);
	assert_int_equal(err.code, SP_OK);
	assert_string_equal(got.data, expected);
	sp_buf_release(&got);
}

static void a_document_comes_back_whole(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = fixture_corpus(fixture_path("whole.db"));
	sp_document *d = sp_corpus_document(c, 1, &err);

	assert_non_null(d);
	assert_string_equal(d->path, "a.html");
	assert_string_equal(d->title, "A \"quoted\", title");
	assert_string_equal(d->submitter, "Ann");
	assert_string_equal(d->submitter_type, "individual");
	assert_string_equal(d->submitted_on, "2026-04-01");
	assert_null(d->url);
	assert_int_equal(d->nblocks, 3);
	assert_int_equal(d->blocks[0].kind, SP_HEADING);
	assert_int_equal(d->blocks[0].heading, -1);
	assert_int_equal(d->blocks[2].kind, SP_LIST_ITEM);
	assert_int_equal(d->blocks[2].lead_in, 1);
	assert_int_equal(d->blocks[2].heading, 0);
	assert_int_equal(d->blocks[2].line, 30);
	assert_string_equal(d->blocks[2].text, "Do beta. Do not do beta.");
	assert_true(d->blocks[2].id > d->blocks[1].id);
	sp_document_free(d);
	assert_null(sp_corpus_document(c, 77, &err));
	assert_int_equal(err.code, SP_ENOROW);
	sp_corpus_close(c);
}

static void a_known_document_is_known(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = fixture_corpus(fixture_path("known.db"));
	sp_known k;

	assert_true(sp_corpus_known(c, "a.html", &k, &err));
	assert_string_equal(k.sha256, "aa");
	assert_string_equal(k.described_by, "");
	assert_false(k.failed);
	assert_false(sp_corpus_known(c, "z.html", &k, &err));
	assert_int_equal(err.code, SP_OK);
	sp_corpus_close(c);
}

static void a_replaced_document_keeps_its_id_and_loses_its_positions(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = fixture_corpus(fixture_path("replace.db"));
	sp_document *d = fixture_document("a.html", "Ann Other", "company",
					  "New text.");
	int64_t id, *due;
	size_t n;

	sp_document_problem(d, SP_WARNING, 4, "line %d is odd", 4);
	assert_ok(sp_corpus_put(c, d, &id, &err), &err);
	sp_document_free(d);
	assert_int_equal(id, 1);
	expect_rows(c, "SELECT submitter, count(*) FROM positions"
		    " GROUP BY submitter", "Bob|1;Cyd|1");
	expect_rows(c, "SELECT text FROM block WHERE document = 1",
		    "New text.");
	expect_rows(c, "SELECT path, line, severity, message FROM problem",
		    "a.html|4|warning|line 4 is odd");
	assert_ok(sp_corpus_due(c, 1, &due, &n, &err), &err);
	assert_int_equal(n, 1);
	assert_int_equal(due[0], 1);
	free(due);
	assert_ok(sp_corpus_check(c, &err), &err);
	sp_corpus_close(c);
}

static void empty_and_failed_documents_are_never_due(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = fixture_corpus(fixture_path("due.db"));
	sp_document *d = sp_document_new("bad.xml");
	int64_t *due;
	size_t n;

	d->status = SP_DOC_FAILED;
	assert_ok(sp_corpus_put(c, d, NULL, &err), &err);
	sp_document_free(d);
	assert_ok(sp_corpus_due(c, 1, &due, &n, &err), &err);
	assert_int_equal(n, 0);
	free(due);
	/* nor counted as silent */
	expect_rows(c, "SELECT issue, silent FROM issue_tally",
		    "alpha|1;beta|3");
	sp_corpus_close(c);
}

static void a_sentence_is_exact(void **state)
{
	(void)state;
	sp_corpus *c = fixture_corpus(fixture_path("exact.db"));

	expect_rows(c, "SELECT position_id, document, issue, stance, holder,"
		    " holder_name, sentence, heading, rule FROM positions",
		    "1|a.html|alpha|support|self||Alpha is needed.|On alpha|"
		    "alpha/about/1;"
		    "2|a.html|alpha|oppose|other|Critics|Critics hate alpha.|"
		    "On alpha|alpha/about/1;"
		    "3|a.html|beta|support|self||Do beta.|On alpha|"
		    "beta/about/1;"
		    "4|a.html|beta|oppose|self||Do not do beta.|On alpha|"
		    "beta/about/1;"
		    "5|b.html|alpha|oppose|self||No alpha.||alpha/about/1;"
		    "6|c.html|alpha|support|self||Yes alpha!||alpha/about/1");
	sp_corpus_close(c);
}

static void reported_views_are_never_added_up(void **state)
{
	(void)state;
	sp_corpus *c = fixture_corpus(fixture_path("views.db"));

	expect_rows(c, "SELECT submitter, issue, stance, support, oppose"
		    " FROM stances ORDER BY document, issue",
		    "Ann|alpha|support|1|0;Ann|beta|mixed|1|1;"
		    "Bob|alpha|oppose|0|1;Cyd|alpha|support|1|0");
	expect_rows(c, "SELECT * FROM issue_tally",
		    "alpha|one|2|1|0|1|2|1|0|0|2|1|0|1;"
		    "beta|one|0|0|1|3|0|0|1|2|0|0|1|3");
	sp_corpus_close(c);
}

static void agreement_counts_pairs(void **state)
{
	(void)state;
	sp_corpus *c = fixture_corpus(fixture_path("agree.db"));

	expect_rows(c, "SELECT * FROM agreement ORDER BY 1, 2",
		    "Ann|Bob|1|0|1;Ann|Cyd|1|1|0;Bob|Cyd|1|0|1");
	sp_corpus_close(c);
}

static void a_campaign_counts_once(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = fixture_corpus(fixture_path("campaign.db"));

	/* a.html and c.html, which take the same side, are one text */
	assert_ok(sp_corpus_exec(c,
		"INSERT INTO campaign (id, document) VALUES (1, 1);"
		"INSERT INTO campaign_member VALUES (1, 1, 1.0), (1, 3, 0.9)",
		&err), &err);
	expect_rows(c, "SELECT issue, support, oppose, silent, texts_support,"
		    " texts_oppose, texts_silent FROM issue_tally",
		    "alpha|2|1|1|1|1|1;beta|0|0|3|0|0|2");
	assert_ok(sp_corpus_check(c, &err), &err);
	sp_corpus_close(c);
}

static void the_same_pack_stays_and_another_replaces_it(void **state)
{
	(void)state;
	static const sp_dimension_row dimensions[] = { { "one", "One" } };
	static const sp_issue_row issues[] = {
		{ 0, "gamma", "G", "G!", NULL, "What G costs." }
	};
	static const sp_rule_row rules[] = { { 0, "gamma/1", "g", 1 } };
	sp_pack_row pack = { "other", "1", "T", "en", "11", dimensions, 1,
			     issues, 1, rules, 1 };
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = fixture_corpus(fixture_path("packs.db"));
	sp_pack_ids first, again, changed;

	assert_ok(sp_corpus_put_pack(c, &pack, &first, &err), &err);
	assert_ok(sp_corpus_put_pack(c, &pack, &again, &err), &err);
	assert_memory_equal(&first, &again, sizeof first);
	expect_rows(c, "SELECT count(*) FROM position", "6");
	pack.sha256 = "22";
	assert_ok(sp_corpus_put_pack(c, &pack, &changed, &err), &err);
	expect_rows(c, "SELECT count(*) FROM position", "6");
	pack.name = "test";
	assert_ok(sp_corpus_put_pack(c, &pack, &changed, &err), &err);
	expect_rows(c, "SELECT count(*) FROM position", "0");
	expect_rows(c, "SELECT count(*) FROM analysis", "0");
	expect_rows(c, "SELECT title IS NULL, stake FROM issue WHERE pack ="
		       " (SELECT max(id) FROM pack)", "1|What G costs.");
	assert_ok(sp_corpus_check(c, &err), &err);
	sp_corpus_close(c);
}

static void full_text_follows_the_blocks(void **state)
{
	(void)state;
	static const char sql[] = "SELECT d.path FROM block_fts f JOIN block b"
		" ON b.id = f.rowid JOIN document d ON d.id = b.document"
		" WHERE block_fts MATCH 'alpha' ORDER BY d.path, b.id";
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = fixture_corpus(fixture_path("fts.db"));

	assert_ok(sp_corpus_index(c, &err), &err);
	expect_rows(c, sql, "a.html;a.html;b.html;c.html");
	sp_document *d = fixture_document("b.html", "Bob", NULL, "Nothing.");
	assert_ok(sp_corpus_put(c, d, NULL, &err), &err);
	sp_document_free(d);
	assert_ok(sp_corpus_index(c, &err), &err);
	assert_ok(sp_corpus_index(c, &err), &err);
	expect_rows(c, sql, "a.html;a.html;c.html");
	assert_ok(sp_corpus_check(c, &err), &err);
	sp_corpus_close(c);
}

static void problems_are_forgotten_by_stage(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = open_new("problems.db");

	sp_corpus_problem(c, "x", "ingest", SP_ERROR, 0, "one", &err);
	sp_corpus_problem(c, "y", "ingest", SP_NOTE, 2, "two", &err);
	sp_corpus_problem(c, NULL, "report", SP_WARNING, 0, "three", &err);
	sp_corpus_forget_problems(c, "x", "ingest", &err);
	expect_rows(c, "SELECT path, stage, line, severity, message"
		    " FROM problem", "y|ingest|2|note|two;"
		    "|report||warning|three");
	sp_corpus_forget_problems(c, NULL, "ingest", &err);
	expect_rows(c, "SELECT count(*) FROM problem", "1");
	sp_corpus_close(c);
}

static const char *const names[][2] = {
	{ "Kestrel Forge", "Kestrel Forge" },
	{ "Ironwood Meridian Defense, Inc.", "Ironwood Meridian Defense" },
	{ "Lantern GmbH", "Lantern" },
	{ "Tidewater Grid Watch (TGW)", "Tidewater Grid Watch" },
	{ "Association of Long Names and Other Matters (ALNOM)", "ALNOM" },
	{ "The Very Distinguished Office of Paper", "The Very Distinguished\xE2\x80\xA6" },
	{ "Instituto Modelo das Coisas de Todas", "Instituto Modelo\xE2\x80\xA6" },
	{ "Ministerio General las \xC2\xAB Cosas Grandes \xC2\xBB",
	  "Ministerio General\xE2\x80\xA6" },
	{ "\xC5\x81\xC3\xB3" "d\xC5\xBA", "\xC5\x81\xC3\xB3" "d\xC5\xBA" },
	{ "Abcdefghijklmnopqrstuvwxyzabcdefghij",
	  "Abcdefghijklmnopqrstuvwxyza\xE2\x80\xA6" },
	{ "Inc.", "Inc." },
};

static void short_names_fit_charts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		sp_buf out = SP_BUF_INIT;
		sp_short_name(names[i][0], &out);
		assert_string_equal(out.data, names[i][1]);
		sp_buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_document_comes_back_whole),
		cmocka_unit_test(a_known_document_is_known),
		cmocka_unit_test(a_replaced_document_keeps_its_id_and_loses_its_positions),
		cmocka_unit_test(empty_and_failed_documents_are_never_due),
		cmocka_unit_test(a_sentence_is_exact),
		cmocka_unit_test(reported_views_are_never_added_up),
		cmocka_unit_test(agreement_counts_pairs),
		cmocka_unit_test(a_campaign_counts_once),
		cmocka_unit_test(the_same_pack_stays_and_another_replaces_it),
		cmocka_unit_test(full_text_follows_the_blocks),
		cmocka_unit_test(problems_are_forgotten_by_stage),
		cmocka_unit_test(short_names_fit_charts),
	};
	int failed = cmocka_run_group_tests_name("corpus data", tests, NULL,
						 NULL);

	fixture_clean();
	return failed;
}
