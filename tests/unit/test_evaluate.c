/* Evaluation: folding and sameness, figures with published values, and a small
 * gold against the fixture's corpus, counted by hand. */
#include "tests/unit/test.h"

#include <math.h>

#include "analyze/evaluate.h"
#include "analyze/fold.h"
#include "analyze/gold.h"
#include "tests/unit/fixture.h"

#define HEADER "document\tsentence\tissue\tstance\tholder\tholder_name\n"

static void assert_near(double a, double b)
{
	if (!(fabs(a - b) < 0.0005))
		fail_msg("%f is not %f", a, b);
}

/* ---- names and words ----------------------------------------------------- */

static void documents_go_by_base_name(void **state)
{
	(void)state;
	static const char *const names[][2] = {
		{ "a.html", "a" }, { "x/y/a.xml", "a" }, { "x\\a.htm", "a" },
		{ "a", "a" }, { "a.b", "a.b" }, { "a.abcdef", "a.abcdef" },
		{ "a.mp3", "a.mp3" }, { "a.tar.xz", "a.tar" }, { ".html", "" },
		{ "x/", "" }, { "html", "html" }, { "", "" },
	};
	sp_buf b = SP_BUF_INIT;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		sp_document_base(names[i][0], &b);
		assert_string_equal(b.data, names[i][1]);
	}
	sp_buf_release(&b);
}

static void sentences_fold_to_words(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "", "" }, { " -- ", "" },
		{ "We OPPOSE it.", "we oppose it" },
		{ "America\xE2\x80\x99s AI\xE2\x80\x94now", "america's ai now" },
		{ "\xE2\x80\x9Cquoted\xE2\x80\x9D", "quoted" },
		{ "e\xEF\xAC\x83" "cient con\xEF\xAC\x81g", "efficient config" },
		{ "Brand\xE2\x84\xA2 x\xC2\xB2 \xC2\xBD", "brandtm x2 1 2" },
		{ "\xEF\xBC\xA1\xEF\xBC\xA9", "ai" },		/* full width */
		{ "\xF0\x9D\x90\x80\xF0\x9D\x9F\x8F", "a1" },	/* bold */
		{ "r\xC3\xA9sum\xC3\xA9", "r sum" },
		{ "re\xCC\x81sume\xCC\x81", "r sum" },	/* the same, decomposed */
		{ "a\xFFz", "a z" },
	};
	sp_arena *a = sp_arena_new();
	sp_folded f;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		sp_fold(a, cases[i][0], &f);
		assert_string_equal(f.text, cases[i][1]);
	}
	sp_fold(a, "the cat and the dog and a bird", &f);
	assert_int_equal(f.nwords, 6);
	assert_string_equal(f.words[0], "a");
	assert_string_equal(f.words[5], "the");
	sp_arena_free(a);
}

static void sameness_has_three_ways(void **state)
{
	(void)state;
	static const struct {
		const char *a, *b;
		bool same;
	} cases[] = {
		{ "", "", false }, { "...", "...", false },
		{ "No.", "no", true },
		{ "one two three four", "zero one two three four five six seven",
		  true },
		{ "one two three", "zero one two three four five six seven",
		  false },				/* too short */
		{ "one one one one", "zero one one one one five six seven",
		  false },				/* not distinct */
		{ "a b c x y", "a b c", true },		/* 3 of 5 */
		{ "a b c x y z", "a b c", false },	/* 3 of 6 */
	};
	sp_arena *a = sp_arena_new();

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		sp_folded x, y;
		sp_fold(a, cases[i].a, &x);
		sp_fold(a, cases[i].b, &y);
		if (sp_folded_same(&x, &y) != cases[i].same ||
		    sp_folded_same(&y, &x) != cases[i].same)
			fail_msg("'%s' and '%s'", cases[i].a, cases[i].b);
	}
	sp_arena_free(a);
}

/* ---- figures ------------------------------------------------------------- */

static void rows_have_precision_recall_f1(void **state)
{
	(void)state;
	const sp_sums t = { .gold = 8, .answered = 4, .found = 5, .right = 4 };
	const sp_sums none = { 0 };

	assert_near(sp_precision(&t), 0.8);
	assert_near(sp_recall(&t), 0.5);
	assert_near(sp_f1(&t), 2 * 0.8 * 0.5 / 1.3);
	assert_near(sp_precision(&none) + sp_recall(&none) + sp_f1(&none), 0);
}

static void agreement_has_published_values(void **state)
{
	(void)state;
	/* Krippendorff 2011, section A: binary data, two observers */
	const sp_confusion binary = { { { 5, 3 }, { 1, 1 } } };
	/* 25 grants, the usual example for kappa */
	const sp_confusion grants = { { { 20, 5 }, { 10, 15 } } };
	const sp_confusion one = { { { 9 } } }, empty = { 0 };

	assert_near(sp_alpha(&binary), 0.095);
	assert_near(sp_kappa(&grants), 0.4);
	assert_near(sp_kappa(&one), 1);
	assert_true(isnan(sp_alpha(&one)));
	assert_true(isnan(sp_kappa(&empty)) && isnan(sp_alpha(&empty)));
	sp_confusion taken = sp_confusion_taken(&grants);
	assert_int_equal(sp_confusion_cells(&grants), 50);
	assert_int_equal(sp_confusion_agreed(&grants), 35);
	assert_int_equal(sp_confusion_cells(&taken), 15);
}

/* Share of the units that are even, and what is defined for half of them. */
static void evens(const void *arg, const unsigned *weight, double *out)
{
	size_t n = *(const size_t *)arg;
	double even = 0;

	for (size_t i = 0; i < n; i += 2)
		even += weight[i];
	out[0] = even / (double)n;
	out[1] = weight[0] ? 1 : NAN;
}

static void bootstrap_gives_intervals(void **state)
{
	(void)state;
	size_t n = 100, single = 1;
	sp_estimate x[2], again[2];

	sp_bootstrap(n, 2, evens, &n, x);
	assert_near(x[0].value, 0.5);
	/* 0.5 +- 1.96 * sqrt(0.25 / 100) */
	assert_true(fabs(x[0].low - 0.402) < 0.03);
	assert_true(fabs(x[0].high - 0.598) < 0.03);
	assert_near(x[1].low, 1);	/* undefined samples left out */
	sp_bootstrap(n, 2, evens, &n, again);
	assert_memory_equal(x, again, sizeof x);
	sp_bootstrap(1, 2, evens, &single, x);
	assert_near(x[0].low + x[0].high, 2);
}

/* ---- gold files ---------------------------------------------------------- */

static void faults_in_gold_are_named(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "", "gold.tsv:1: no column 'document'" },
		{ "document\tsentence\tissue\tholder\n",
		  "gold.tsv:1: no column 'stance'" },
		{ "document\tdocument\n",
		  "gold.tsv:1: column 'document' stands twice" },
		{ HEADER, "gold.tsv:2: no rows" },
		{ HEADER "a\tAlpha.\talpha\tfor\tself\t\n",
		  "gold.tsv:2: no stance 'for': it is support or oppose" },
		{ HEADER "a\t\t\t\t\t\na\tAlpha.\talpha\toppose\tme\t\n",
		  "gold.tsv:3: no holder 'me': it is self or other" },
		{ HEADER "a\tAlpha.\n",
		  "gold.tsv:2: 2 fields where the header asks for 5" },
		{ HEADER "\tAlpha.\talpha\tsupport\tself\t\n",
		  "gold.tsv:2: no document is named" },
		{ HEADER "a\t\talpha\tsupport\tself\t\n",
		  "gold.tsv:2: an issue but no sentence" },
		{ HEADER "a\tAl\xE9.\talpha\tsupport\tself\t\n",
		  "gold.tsv:2: not UTF-8 text" },
		{ HEADER "zzz.html\t\t\t\t\t\n",
		  "gold.tsv: none of its 1 document is in " },
	};
	sp_corpus *c = fixture_corpus(fixture_path("faults.db"));

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		sp_error err = SP_ERROR_INIT;
		sp_evaluation e;
		assert_false(sp_evaluate(c, fixture_write("gold.tsv", cases[i][0]), &e, &err));
		if (!strstr(error_text(&err), cases[i][1]))
			fail_msg("'%s' does not say '%s'", error_text(&err),
				 cases[i][1]);
	}
	sp_error err = SP_ERROR_INIT;
	sp_evaluation e;
	assert_false(sp_evaluate(c, fixture_path("nowhere.tsv"), &e, &err));
	assert_int_equal(err.code, SP_EIO);
	assert_non_null(strstr(error_text(&err), "nowhere.tsv: cannot open"));
	sp_corpus_close(c);
}

static void gold_is_read_leniently(void **state)
{
	(void)state;
	/* a byte order mark, CRLF, other columns and order, a blank line */
	static const char text[] =
		"\xEF\xBB\xBFnote\tissue\tholder\tstance\tsentence\tdocument\r\n"
		"x\talpha\tself\tsupport\tSay \"alpha\".\tdir/b.html\r\n"
		"\r\n"
		"\t\t\t\t\ta.html\r\n";
	sp_error err = SP_ERROR_INIT;
	sp_arena *a = sp_arena_new();
	sp_gold gold = { 0 };

	assert_ok(sp_gold_read(fixture_write("gold.tsv", text), a, &gold, &err), &err);
	assert_int_equal(gold.documents.n, 2);
	assert_string_equal(gold.documents.names[1], "b");
	assert_int_equal(gold.positions.n, 1);
	assert_string_equal(gold.positions.rows[0].sentence,
			    "Say \"alpha\".");
	assert_int_equal(gold.positions.rows[0].line, 2);
	sp_gold_release(&gold);
	sp_arena_free(a);
}

/* ---- the whole ----------------------------------------------------------- */

/* Against the fixture (6 found rows in a, b, c): a's own alpha and its reported
 * one are right, b's alpha is a flip; of beta's rows in a "Do beta." is right
 * and "Do not do beta.", which shares two words of three with it, a flip; c is
 * not in the gold; d and e hold what was not found. */
static const char gold_text[] = HEADER
	"a\tAlpha is needed!\talpha\tsupport\tself\t\n"
	"a\tCritics hate alpha\talpha\toppose\tother\tCritics\n"
	"a\tDo beta.\tbeta\tsupport\tself\t\n"
	"b\tNo alpha.\talpha\tsupport\tself\t\n"
	"d\tAbout nothing.\tbeta\toppose\tself\t\n"
	"e\tNot here.\tgamma\toppose\tself\t\n";

static void assert_tally(const sp_tally *t, size_t gold, size_t found,
			 size_t right)
{
	assert_int_equal(t->gold, gold);
	assert_int_equal(t->found, found);
	assert_int_equal(t->right, right);
}

static void a_corpus_is_evaluated(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = fixture_corpus(fixture_path("whole.db"));
	sp_evaluation e;

	assert_ok(sp_evaluate(c, fixture_write("gold.tsv", gold_text), &e, &err), &err);
	assert_int_equal(e.documents, 4);
	assert_int_equal(e.absent, 1);
	assert_tally(&e.positions.tally, 6, 5, 3);
	assert_tally(&e.reported.tally, 1, 1, 1);
	assert_int_equal(e.flips, 2);
	assert_near(e.positions.precision.value, 0.6);
	assert_true(e.positions.f1.low <= e.positions.f1.value &&
		    e.positions.f1.value <= e.positions.f1.high);
	/* cells, gold/found: a alpha s/s, a beta s/m, b alpha s/o, d beta o/-,
	 * e gamma o/-, 7 none/none */
	assert_int_equal(sp_confusion_cells(&e.cells), 12);
	assert_int_equal(e.cells.n[SP_CELL_SUPPORT][SP_CELL_MIXED], 1);
	assert_int_equal(e.cells.n[SP_CELL_SUPPORT][SP_CELL_OPPOSE], 1);
	assert_int_equal(e.cells.n[SP_CELL_OPPOSE][SP_CELL_NONE], 2);
	assert_tally(&e.stances.tally, 5, 3, 1);
	/* observed 8/12, expected (7*9 + 3*1 + 2*1 + 0*1)/144 */
	assert_near(e.kappa.value, (8.0 / 12 - 68.0 / 144) / (1 - 68.0 / 144));
	sp_evaluation_release(&e);
	sp_corpus_close(c);
}

static void issues_stand_apart(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = fixture_corpus(fixture_path("issues.db"));
	sp_evaluation e;

	assert_ok(sp_evaluate(c, fixture_write("gold.tsv", gold_text), &e, &err), &err);
	assert_int_equal(e.nissues, 3);
	const sp_issue_score *alpha = sp_evaluation_issue(&e, "alpha");
	assert_tally(&alpha->positions.tally, 3, 3, 2);
	assert_int_equal(alpha->flips, 1);
	const sp_issue_score *gamma = sp_evaluation_issue(&e, "gamma");
	assert_tally(&gamma->positions.tally, 1, 0, 0);
	assert_near(gamma->positions.precision.value, 0);
	assert_true(isnan(gamma->positions.precision.low));
	assert_null(sp_evaluation_issue(&e, "delta"));
	/* precision 2/3, 1/2, 0; recall 2/3, 1/2, 0 */
	assert_near(e.macro_precision.value, (2.0 / 3 + 0.5) / 3);
	assert_near(e.macro_recall.value, (2.0 / 3 + 0.5) / 3);
	sp_evaluation_release(&e);
	sp_corpus_close(c);
}

static void misses_and_warnings_are_listed(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = fixture_corpus(fixture_path("misses.db"));
	sp_evaluation e;

	assert_ok(sp_evaluate(c, fixture_write("gold.tsv", gold_text), &e, &err), &err);
	assert_int_equal(e.nmisses, 5);
	assert_false(e.misses[0].found);
	assert_int_equal(e.misses[0].line, 5);
	assert_string_equal(e.misses[2].issue, "gamma");
	assert_true(e.misses[3].found);
	assert_string_equal(e.misses[3].sentence, "Do not do beta.");
	assert_true(e.misses[3].position > 0);
	assert_string_equal(e.misses[4].document, "b");
	assert_int_equal(e.nwarnings, 2);
	assert_non_null(strstr(e.warnings[0],
			       "gold.tsv: 1 of 4 documents is not in "));
	assert_non_null(strstr(e.warnings[1],
			       "gold.tsv:7: no issue 'gamma' in "));
	sp_evaluation_release(&e);
	sp_corpus_close(c);
}

static void one_row_answers_one_row(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = fixture_corpus(fixture_path("one.db"));
	sp_evaluation e;

	/* two gold rows are like c's only one; a is read and holds nothing */
	assert_ok(sp_evaluate(c, fixture_write("gold.tsv", HEADER
		"c\tYes alpha\talpha\tsupport\tself\t\n"
		"c\tYes, alpha.\talpha\tsupport\tself\t\n"
		"d\t\t\t\t\t\n"), &e, &err), &err);
	assert_tally(&e.positions.tally, 2, 1, 1);
	assert_int_equal(e.misses[0].line, 3);
	assert_int_equal(e.documents, 2);
	assert_int_equal(e.nwarnings, 0);
	sp_evaluation_release(&e);
	sp_corpus_close(c);
}

/* A gold in which nobody takes a position has figures, if dull ones. */
static void gold_may_hold_no_position(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = fixture_corpus(fixture_path("dull.db"));
	sp_evaluation e;

	assert_ok(sp_evaluate(c, fixture_write("gold.tsv", HEADER "d\t\t\t\t\t\n"), &e, &err),
		  &err);
	assert_tally(&e.positions.tally, 0, 0, 0);
	assert_int_equal(e.nissues, 0);
	assert_true(isnan(e.kappa.value) && isnan(e.macro_f1.value));
	sp_evaluation_release(&e);
	sp_evaluation_release(&e);	/* twice is fine */
	sp_corpus_close(c);
}

static void what_was_not_analysed_is_refused(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = sp_corpus_open(fixture_path("raw.db"), SP_CORPUS_CREATE,
				      &err);
	sp_document *d = fixture_document("a.html", "Ann", NULL, "Text.");
	sp_evaluation e;

	assert_ok(sp_corpus_put(c, d, NULL, &err), &err);
	sp_document_free(d);
	assert_false(sp_evaluate(c, fixture_write("gold.tsv", gold_text), &e, &err));
	assert_non_null(strstr(error_text(&err), "raw.db: not analysed; run "));
	sp_corpus_close(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documents_go_by_base_name),
		cmocka_unit_test(sentences_fold_to_words),
		cmocka_unit_test(sameness_has_three_ways),
		cmocka_unit_test(rows_have_precision_recall_f1),
		cmocka_unit_test(agreement_has_published_values),
		cmocka_unit_test(bootstrap_gives_intervals),
		cmocka_unit_test(faults_in_gold_are_named),
		cmocka_unit_test(gold_is_read_leniently),
		cmocka_unit_test(a_corpus_is_evaluated),
		cmocka_unit_test(issues_stand_apart),
		cmocka_unit_test(misses_and_warnings_are_listed),
		cmocka_unit_test(one_row_answers_one_row),
		cmocka_unit_test(gold_may_hold_no_position),
		cmocka_unit_test(what_was_not_analysed_is_refused),
	};
	int failed = cmocka_run_group_tests_name("evaluate", tests, NULL, NULL);

	fixture_clean();
	return failed;
}
