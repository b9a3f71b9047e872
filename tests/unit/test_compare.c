/* Two codings against one gold, counted by hand; gold of sampled sentences. */
#include "tests/unit/test.h"

#include <math.h>

#include "analyze/compare.h"
#include "tests/unit/fixture.h"

#define HEADER "document\tsentence\tissue\tstance\tholder\tscope\tweight\n"

static void assert_near(double a, double b)
{
	if (!(fabs(a - b) < 0.00005))
		fail_msg("%f is not %f", a, b);
}

static void assert_contest(const sp_contest *n, size_t both, size_t only_a,
			   size_t only_b, size_t neither, double p)
{
	assert_int_equal(n->both, both);
	assert_int_equal(n->only_a, only_a);
	assert_int_equal(n->only_b, only_b);
	assert_int_equal(n->neither, neither);
	assert_near(n->p, p);
}

static void assert_tally(const sp_tally *t, size_t gold, size_t found,
			 size_t right)
{
	assert_int_equal(t->gold, gold);
	assert_int_equal(t->found, found);
	assert_int_equal(t->right, right);
}

static void mcnemar_is_exact(void **state)
{
	(void)state;
	assert_near(sp_mcnemar(0, 0), 1);
	assert_near(sp_mcnemar(7, 7), 1);
	assert_near(sp_mcnemar(0, 1), 1);
	assert_near(sp_mcnemar(0, 5), 2.0 / 32);
	assert_near(sp_mcnemar(9, 1), 22.0 / 1024);
	assert_near(sp_mcnemar(5, 15), 43400.0 / 1048576);
	assert_true(sp_mcnemar(0, 900) > 0);
	assert_true(sp_mcnemar(40000, 60000) < 1e-300);
	assert_true(sp_mcnemar(50000, 50001) > 0.99);
}

/* ---- comparing ----------------------------------------------------------- */

/* Of what the fixture holds in a and b: alpha, the reported alpha and "Do
 * beta." are right, "Do not do beta." and b's "No alpha." are not; three gold
 * rows are missed. */
static const char gold_text[] = HEADER
	"a\tAlpha is needed!\talpha\tsupport\tself\t\t\n"
	"a\tCritics hate alpha\talpha\toppose\tother\t\t\n"
	"a\tDo beta.\tbeta\tsupport\tself\t\t\n"
	"b\tNo alpha.\talpha\tsupport\tself\t\t\n"
	"d\tAbout nothing.\tbeta\toppose\tself\t\t\n"
	"e\tNot here.\tgamma\toppose\tself\t\t\n";

typedef struct pair {
	sp_corpus *c[2];
	sp_evaluation e[2];
	sp_comparison x;
} pair;

/* The fixture against itself after `sql`. */
static void compare_after(const char *sql, pair *p)
{
	sp_error err = SP_ERROR_INIT;
	const char *gold = fixture_write("gold.tsv", gold_text);

	remove(fixture_path("one.db"));
	remove(fixture_path("two.db"));
	p->c[0] = fixture_corpus(fixture_path("one.db"));
	p->c[1] = fixture_corpus(fixture_path("two.db"));
	assert_ok(sp_corpus_exec(p->c[1], sql, &err), &err);
	for (int i = 0; i < 2; i++)
		assert_ok(sp_evaluate(p->c[i], gold, &p->e[i], &err), &err);
	sp_compare(&p->e[0], &p->e[1], &p->x);
}

static void release_pair(pair *p)
{
	sp_comparison_release(&p->x);
	for (int i = 0; i < 2; i++) {
		sp_evaluation_release(&p->e[i]);
		sp_corpus_close(p->c[i]);
	}
}

static void equal_codings_do_not_differ(void **state)
{
	(void)state;
	pair p;

	compare_after("SELECT 1", &p);
	assert_contest(&p.x.all.contest, 3, 0, 0, 5, 1);
	assert_int_equal(p.x.nrows, 0);
	assert_near(p.x.all.f1.value, 0);
	assert_near(p.x.all.f1.high, 0);
	release_pair(&p);
}

/* B loses a right row and a false one, and turns another to the right side. */
static void rows_are_compared_one_by_one(void **state)
{
	(void)state;
	pair p;

	compare_after("DELETE FROM position WHERE id IN (2, 4);"
		      "UPDATE position SET stance = 'support' WHERE id = 5", &p);
	assert_tally(&p.x.all.a.tally, 6, 5, 3);
	assert_tally(&p.x.all.b.tally, 6, 3, 3);
	assert_contest(&p.x.all.contest, 2, 1, 3, 2, 0.625);
	assert_near(p.x.all.precision.value, 0.4);
	assert_near(p.x.all.recall.value, 0);
	assert_near(p.x.all.f1.value, 6.0 / 9 - 6.0 / 11);
	assert_true(p.x.all.f1.low <= p.x.all.f1.value &&
		    p.x.all.f1.value <= p.x.all.f1.high);
	assert_int_equal(p.x.nissues, 3);
	assert_string_equal(p.x.issues[0].issue, "alpha");
	assert_contest(&p.x.issues[0].contest, 1, 1, 2, 0, 1);
	assert_contest(&p.x.issues[1].contest, 1, 0, 1, 1, 1);
	assert_contest(&p.x.issues[2].contest, 0, 0, 0, 1, 1);
	assert_near(p.x.issues[1].f1.value, 2.0 / 3 - 0.5);
	assert_true(isnan(p.x.issues[2].precision.value));

	assert_int_equal(p.x.nrows, 4);
	const sp_difference *d = p.x.rows;
	assert_string_equal(d[0].sentence, "Critics hate alpha");
	assert_true(d[0].in_gold && !d[0].found_by_b && d[0].other);
	assert_false(sp_difference_right_in_b(&d[0]));
	assert_int_equal(d[0].line, 3);
	assert_int_equal(d[0].position, 2);
	assert_string_equal(d[1].sentence, "Do not do beta.");
	assert_true(!d[1].in_gold && sp_difference_right_in_b(&d[1]));
	assert_string_equal(d[2].sentence, "No alpha.");
	assert_true(d[3].in_gold && d[3].found_by_b &&
		    sp_difference_right_in_b(&d[3]));
	assert_int_equal(d[3].position, 5);
	release_pair(&p);
}

/* Another version may cut sentences otherwise: the same mistake stays one. */
static void false_rows_are_the_same_by_their_words(void **state)
{
	(void)state;
	pair p;

	compare_after("UPDATE position SET end = 16 WHERE id = 5", &p);
	assert_contest(&p.x.all.contest, 3, 0, 0, 5, 1);
	assert_int_equal(p.x.nrows, 0);
	release_pair(&p);
}

/* ---- packs ---------------------------------------------------------------- */

/* A second pack that has b's alpha on the other side, and nothing else. */
static void put_other_pack(sp_corpus *c)
{
	static const sp_dimension_row dimensions[] = { { "one", "One" } };
	static const sp_issue_row issues[] = {
		{ 0, "alpha", "Alpha", "Alpha should be done.", NULL, NULL },
	};
	static const sp_rule_row rules[] = { { 0, "alpha/x/1", "x", 1 } };
	static const sp_pack_row pack = {
		"other", "1", "Other", "en", "11", dimensions, 1, issues, 1,
		rules, 1
	};
	sp_error err = SP_ERROR_INIT;
	sp_position_row row = { .begin = 0, .end = 9, .decided_end = 2 };
	sp_pack_ids ids;

	assert_ok(sp_corpus_begin(c, &err), &err);
	assert_ok(sp_corpus_put_pack(c, &pack, &ids, &err), &err);
	row.block = sp_corpus_int(c, "SELECT b.id FROM block b"
		" JOIN document d ON d.id = b.document"
		" WHERE d.path = 'b.html'", &err);
	assert_ok(sp_corpus_put_positions(c, sp_corpus_int(c,
		"SELECT id FROM document WHERE path = 'b.html'", &err),
		&ids, &row, 1, &err), &err);
	assert_ok(sp_corpus_commit(c, &err), &err);
}

static void packs_are_told_apart(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = fixture_corpus(fixture_path("packs.db"));
	const char *gold = fixture_write("gold.tsv", gold_text);
	sp_evaluation e, f;

	put_other_pack(c);
	/* both have an issue alpha: which one did the coder mean? */
	assert_false(sp_evaluate(c, gold, &e, &err));
	assert_int_equal(err.code, SP_EUSAGE);
	assert_non_null(strstr(error_text(&err), "gold.tsv: its issue 'alpha' is in "
		"the packs 'test' and 'other'; evaluate --pack says"));
	sp_error_clear(&err);
	/* only one has beta: the rows of the other do not count */
	assert_ok(sp_evaluate(c, fixture_write("gold.tsv", HEADER
		"a\tDo beta.\tbeta\tsupport\tself\t\t\n"
		"b\t\t\t\t\t\t\n"), &e, &err), &err);
	assert_string_equal(e.pack, "test");
	assert_tally(&e.positions.tally, 1, 5, 1);
	sp_evaluation_release(&e);
	gold = fixture_write("gold.tsv", gold_text);
	assert_ok(sp_evaluate_pack(c, "test", gold, &e, &err), &err);
	assert_tally(&e.positions.tally, 6, 5, 3);
	assert_ok(sp_evaluate_pack(c, "other", gold, &f, &err), &err);
	assert_tally(&f.positions.tally, 6, 1, 1);
	assert_tally(&f.stances.tally, 5, 1, 1);
	assert_int_equal(f.nwarnings, 4);	/* absent, due, beta, gamma */
	assert_non_null(strstr(f.warnings[2], "no issue 'beta' in "));
	sp_evaluation_release(&e);
	sp_evaluation_release(&f);
	assert_false(sp_evaluate_pack(c, "none", gold, &e, &err));
	assert_non_null(strstr(error_text(&err),
			       "packs.db: not analysed with a pack 'none'"));
	sp_corpus_close(c);
}

/* ---- a gold of sentences -------------------------------------------------- */

static void only_what_was_read_counts(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = fixture_corpus(fixture_path("scope.db"));
	sp_evaluation e;

	assert_ok(sp_evaluate(c, fixture_write("gold.tsv", HEADER
		"a\tAlpha is needed.\talpha\tsupport\tself\tsentence\t2\n"
		"b\tNever.\t\t\t\tsentence\t3\n"), &e, &err), &err);
	assert_tally(&e.positions.tally, 1, 1, 1);
	assert_tally(&e.stances.tally, 1, 1, 1);
	assert_int_equal(sp_confusion_cells(&e.cells), 2);
	sp_evaluation_release(&e);
	/* read, and nothing is in it; the rest of a document as ever */
	assert_ok(sp_evaluate(c, fixture_write("gold.tsv", HEADER
		"b\tNo alpha.\t\t\t\tsentence\t1\n"
		"a\tDo beta.\tbeta\tsupport\tself\tdocument\t\n"), &e, &err),
		  &err);
	assert_tally(&e.positions.tally, 1, 5, 1);
	sp_evaluation_release(&e);
	sp_corpus_close(c);
}

static void faults_in_scope_and_weight_are_named(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ HEADER "a\tX.\t\t\t\tblock\t\n",
		  "gold.tsv:2: no scope 'block': it is document or sentence" },
		{ HEADER "a\tX.\t\t\t\tsentence\t0\n",
		  "gold.tsv:2: no weight '0': it is a number above 0" },
		{ HEADER "a\tX.\t\t\t\tsentence\t2x\n",
		  "gold.tsv:2: no weight '2x'" },
		{ HEADER "a\tX.\t\t\t\tsentence\tinf\n",
		  "gold.tsv:2: no weight 'inf'" },
	};
	sp_corpus *c = fixture_corpus(fixture_path("scope-faults.db"));

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		sp_error err = SP_ERROR_INIT;
		sp_evaluation e;
		assert_false(sp_evaluate(c, fixture_write("gold.tsv", cases[i][0]), &e, &err));
		if (!strstr(error_text(&err), cases[i][1]))
			fail_msg("'%s' does not say '%s'", error_text(&err),
				 cases[i][1]);
	}
	sp_corpus_close(c);
}

/* What is found in a sentence counts as often as the sentence was drawn for. */
static void rows_are_weighed(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = fixture_corpus(fixture_path("weights.db"));
	sp_evaluation e;
	sp_comparison x;

	/* right; found where nothing is; found on the wrong side */
	assert_ok(sp_evaluate(c, fixture_write("gold.tsv", HEADER
		"a\tAlpha is needed.\talpha\tsupport\tself\tsentence\t2\n"
		"b\tNo alpha.\t\t\t\tsentence\t10\n"
		"c\tYes, alpha.\talpha\toppose\tself\tsentence\t4\n"),
		&e, &err), &err);
	assert_tally(&e.positions.tally, 2, 3, 1);
	assert_near(e.positions.precision.value, 2.0 / 16);
	assert_near(e.positions.recall.value, 2.0 / 6);
	assert_near(sp_evaluation_issue(&e, "alpha")->positions.f1.value, 2.0 / 11);
	assert_near(e.macro_precision.value, 2.0 / 16);
	assert_near(e.positions.precision.low, 0);
	assert_near(e.positions.precision.high, 1);
	assert_int_equal(e.sentences, 3);
	assert_near(e.stand_for, 16);
	assert_true(e.weighted);
	sp_compare(&e, &e, &x);
	assert_near(x.all.precision.value, 0);
	sp_comparison_release(&x);
	sp_evaluation_release(&e);
	sp_corpus_close(c);
}

static void an_empty_sheet_is_told(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = fixture_corpus(fixture_path("unfilled.db"));
	sp_evaluation e;

	assert_ok(sp_evaluate(c, fixture_write("gold.tsv", HEADER
		"a\tAlpha is needed.\t\t\t\tsentence\t2\n"
		"b\tNo alpha.\t\t\t\tsentence\t1\n"), &e, &err), &err);
	assert_int_equal(e.nwarnings, 1);
	assert_non_null(strstr(e.warnings[0], "gold.tsv: none of its 2 sentences has "
			       "an issue: is the sheet filled in?"));
	sp_evaluation_release(&e);
	sp_corpus_close(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mcnemar_is_exact),
		cmocka_unit_test(equal_codings_do_not_differ),
		cmocka_unit_test(rows_are_compared_one_by_one),
		cmocka_unit_test(false_rows_are_the_same_by_their_words),
		cmocka_unit_test(packs_are_told_apart),
		cmocka_unit_test(only_what_was_read_counts),
		cmocka_unit_test(rows_are_weighed),
		cmocka_unit_test(an_empty_sheet_is_told),
		cmocka_unit_test(faults_in_scope_and_weight_are_named),
	};
	int failed = cmocka_run_group_tests_name("compare", tests, NULL, NULL);

	fixture_clean();
	return failed;
}
