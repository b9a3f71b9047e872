/* Weights from coded gold: the regression against closed forms, and a pack whose
 * weights follow what was coded. */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyze/fit.h"
#include "analyze/logistic.h"
#include "tests/unit/fixture.h"
#include "tests/unit/test.h"

#define TINY 1e-9

static void assert_near(double a, double b)
{
	if (!(fabs(a - b) < 1e-6))
		fail_msg("%.9f is not %.9f", a, b);
}

/* ---- the regression ------------------------------------------------------- */

/* Without a penalty the coefficients of a 2 x 2 table are its log odds. */
static void a_table_gives_its_log_odds(void **state)
{
	(void)state;
	static const float none[] = { 1, 0 }, some[] = { 1, 1 };
	const sp_logistic_row rows[] = {
		{ none, true, 3 }, { none, false, 12 },
		{ some, true, 20 }, { some, false, 5 },
		{ some, true, 0 },	/* left out */
	};
	double beta[2];

	sp_logistic_fit(rows, 5, 2, TINY, beta);
	assert_near(beta[0], log(3.0 / 12));
	assert_near(beta[1], log(20.0 / 5) - log(3.0 / 12));
	assert_near(sp_logistic_sum(some, beta, 2), log(4));
}

/* Where the slope of loss and penalty is 0, there is the minimum. */
static void the_slope_is_level(void **state)
{
	(void)state;
	enum { N = 60, K = 4 };
	float x[N][K];
	sp_logistic_row rows[N];
	double beta[K];

	for (int i = 0; i < N; i++) {
		for (int k = 0; k < K; k++)
			x[i][k] = k ? (float)((i * 7 + k * 5) % (3 + k)) : 1;
		rows[i] = (sp_logistic_row){ x[i], (i * 11) % 5 < 2,
					     1 + i % 3 };
	}
	sp_logistic_fit(rows, N, K, 3, beta);
	for (int k = 0; k < K; k++) {
		double slope = 3 * beta[k];
		for (int i = 0; i < N; i++)
			slope += rows[i].weight * (double)x[i][k] *
				 (1 / (1 + exp(-sp_logistic_sum(x[i], beta, K))) -
				  rows[i].y);
		assert_near(slope, 0);
	}
}

/* What parts yes from no without a miss has no end but for the penalty. */
static void separable_rows_end(void **state)
{
	(void)state;
	static const float low[] = { -1000 }, high[] = { 1000 };
	const sp_logistic_row rows[] = { { low, false, 1 }, { high, true, 1 } };
	double beta[1];

	sp_logistic_fit(rows, 2, 1, 1, beta);
	assert_true(beta[0] > 0 && beta[0] < 1);
}

/* ---- the whole ------------------------------------------------------------ */

static const char pack_text[] =
	"pack: towers\nversion: \"1\"\ntitle: Towers\nextends: [english]\n"
	"dimensions:\n  d: D\nissues:\n  towers:\n    dimension: d\n"
	"    short: Towers\n    proposition: There should be towers.\n"
	"    about: [tower*]\n"
	"    examples:\n      - support: We support towers.\n";

static sp_corpus *towers(const char *name, int documents)
{
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = sp_corpus_open(fixture_path(name), SP_CORPUS_CREATE, &err);

	assert_non_null(c);
	for (int i = 0; i < documents; i++) {
		char path[20];
		snprintf(path, sizeof path, "%c.html", 'a' + i);
		sp_document *d = fixture_document(path, "Ann", NULL,
			"We support towers. The tower is essential for the town.");
		assert_ok(sp_corpus_put(c, d, NULL, &err), &err);
		sp_document_free(d);
	}
	return c;
}

#define HEADER "document\tsentence\tissue\tstance\tholder\n"

static void weights_follow_the_gold(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	const sp_fit_options o = SP_FIT_OPTIONS;
	sp_corpus *c = towers("fit.db", 6);
	sp_pack *p = sp_pack_load(fixture_write("towers.yaml", pack_text), &err);
	sp_fit f, g;
	sp_buf gold = SP_BUF_INIT;

	/* in all documents a side is a position, and a judgement is none */
	sp_buf_adds(&gold, HEADER);
	for (int i = 0; i < 6; i++)
		sp_buf_addf(&gold, "%c\tWe support towers.\ttowers\tsupport\tself\n",
			    'a' + i);
	assert_non_null(p);
	const char *path = fixture_write("fit.tsv", gold.data);
	assert_ok(sp_fit_weights(c, p, path, &o, &f, &err), &err);
	assert_int_equal(f.documents, 6);
	assert_int_equal(f.gold, 6);
	assert_int_equal(f.candidates, 12);
	assert_int_equal(f.right, 6);
	assert_int_equal(f.examples, 1);
	assert_int_equal(f.folds, 6);
	assert_near(sp_recall(&f.before), 1);
	assert_near(sp_precision(&f.before), 0.5);
	assert_near(sp_f1(&f.after), 1);
	assert_true(f.weights.of[SP_FOR_SIDE] > f.weights.of[SP_FOR_JUDGE]);
	/* the same again */
	assert_ok(sp_fit_weights(c, p, path, &o, &g, &err), &err);
	assert_memory_equal(&f.weights, &g.weights, sizeof f.weights);
	/* one issue needs no weight of its own */
	assert_null(f.issue_weights);
	sp_fit_free(&f);
	sp_fit_free(&g);
	sp_buf_release(&gold);
	sp_pack_free(p);
	sp_corpus_close(c);
}

static void too_little_is_refused(void **state)
{
	(void)state;
	static const struct {
		const char *gold, *why;
	} cases[] = {
		{ HEADER "a\tWe support towers.\ttowers\tsupport\tself\n",
		  "fewer than two of its documents are in " },
		{ HEADER "a\tNo.\ttowers\tsupport\tself\nb\t\t\t\t\n",
		  "the rules find none of its positions" },
		{ "document\n", "no column 'sentence'" },
	};
	const sp_fit_options o = SP_FIT_OPTIONS;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = towers("little.db", 2);
	sp_pack *p = sp_pack_load(fixture_write("towers.yaml", pack_text), &err);
	sp_fit f;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		sp_error_clear(&err);
		assert_false(sp_fit_weights(c, p, fixture_write("little.tsv", cases[i].gold),
					    &o, &f, &err));
		assert_non_null(strstr(error_text(&err), cases[i].why));
	}
	sp_pack_free(p);
	sp_corpus_close(c);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_gives_its_log_odds),
		cmocka_unit_test(the_slope_is_level),
		cmocka_unit_test(separable_rows_end),
		cmocka_unit_test(weights_follow_the_gold),
		cmocka_unit_test(too_little_is_refused),
	};
	int failed = cmocka_run_group_tests_name("fit", tests, NULL, NULL);

	fixture_clean();
	return failed;
}
