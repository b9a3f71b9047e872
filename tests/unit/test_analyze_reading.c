/* Which rows stand when a document has been read, and what was weighed. */
#include "tests/unit/test.h"

#include <unistd.h>

#include "analyze/explain.h"
#include "analyze/reading.h"

#define PACK(weights) \
	"pack: small\n" \
	"version: \"1\"\n" \
	"title: A small pack\n" \
	"dimensions: { d: D }\n" \
	"cues:\n" \
	"  asks: { kind: ask, words: [should] }\n" \
	weights \
	"issues:\n" \
	"  build:\n" \
	"    dimension: d\n" \
	"    short: Towers\n" \
	"    proposition: Towers should be built.\n" \
	"    about: [tower*, spire*]\n" \
	"  plant:\n" \
	"    dimension: d\n" \
	"    short: Trees\n" \
	"    proposition: Trees should be planted.\n" \
	"    about: [tree*]\n"

static sp_pack *load_text(const char *text, sp_error *err)
{
	char path[] = "/tmp/sp-pack-XXXXXX";
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	sp_pack *p = sp_pack_load(path, err);
	unlink(path);
	return p;
}

static sp_pack *must_load(const char *text)
{
	sp_error err = SP_ERROR_INIT;
	sp_pack *p = load_text(text, &err);

	if (!p)
		fail_msg("%s", error_text(&err));
	return p;
}

/* Without weights the rules decide alone. */
static void test_no_weights(void **state)
{
	sp_pack *p = must_load(PACK(""));
	sp_reading *r = sp_reading_new(p);
	size_t n;

	(void)state;
	sp_read_text(r, NULL, "The city should build towers. Towers are tall.", NULL, NULL);
	const sp_row *rows = sp_reading_rows(r, &n);
	assert_int_equal(n, 2);
	assert_true(rows[0].stands && rows[0].decided);
	assert_int_equal(rows[1].sentence, 1);
	assert_false(rows[1].stands || rows[1].decided);
	sp_reading_free(r);
	sp_pack_free(p);
}

/* What is weighed: different words, neighbours, being alone, other issues. */
static void test_reasons(void **state)
{
	sp_pack *p = must_load(PACK("weights: { base: 1 }\n"));
	sp_reading *r = sp_reading_new(p);
	size_t n;

	(void)state;
	sp_read_text(r, NULL, "A. Cities should build towers, tall towers and spires. "
		  "Towers stand. B is here. C is here. Towers fall. "
		  "Trees should grow.", NULL, NULL);
	const sp_row *rows = sp_reading_rows(r, &n);
	for (size_t again = 0; again < 2; again++) {
		rows = sp_reading_rows(r, &n);
		assert_int_equal(n, 4);
		assert_float_equal(rows[0].reasons[SP_FOR_BASE], 1, 0);
		assert_float_equal(rows[0].reasons[SP_FOR_WORDS], 1, 0);
		assert_float_equal(rows[0].reasons[SP_FOR_ASK], 1, 0);
		assert_float_equal(rows[0].reasons[SP_FOR_BESIDE], 1, 0);
		assert_float_equal(rows[0].reasons[SP_FOR_AROUND], 1, 0);
		assert_float_equal(rows[0].reasons[SP_FOR_LONE], 0, 0);
		assert_float_equal(rows[1].reasons[SP_FOR_UNFORCED], 1, 0);
		assert_true(rows[3].reasons[SP_FOR_LONE] > 0);
		assert_float_equal(rows[3].sum, 1, 1e-9);
	}
	sp_read_text(r, NULL, "Cities should plant trees and build towers.", NULL, NULL);
	rows = sp_reading_rows(r, &n);
	assert_int_equal(n, 2);
	assert_float_equal(rows[0].reasons[SP_FOR_OTHERS], 1, 0);
	sp_reading_free(r);
	sp_pack_free(p);
}

/* The sum decides, and the explanation shows it. */
static void test_sum(void **state)
{
	sp_pack *p = must_load(PACK("weights: { base: -1, ask: 1.5, words: 0.6,"
				    " unforced: 0 }\n"));
	sp_reading *r = sp_reading_new(p);
	sp_buf out = SP_BUF_INIT;
	size_t n;

	(void)state;
	sp_read_text(r, NULL, "Cities should build towers. Towers are tall. "
		  "Towers are spires.", NULL, NULL);
	const sp_row *rows = sp_reading_rows(r, &n);
	assert_int_equal(n, 3);
	assert_true(rows[0].stands);
	assert_false(rows[1].stands);
	assert_float_equal(rows[2].sum, -0.4, 1e-6);
	sp_explain_rows(p, rows, n, 0, NULL, &out);
	assert_non_null(strstr(out.data, "build support: a position, sum +0.50"));
	assert_non_null(strstr(out.data, "+1.50  it is asked for"));
	sp_buf_clear(&out);
	sp_explain_rows(p, rows, n, 2, "build", &out);
	assert_non_null(strstr(out.data, "no position, sum -0.40"));
	sp_buf_clear(&out);
	sp_explain_rows(p, rows, n, 0, "plant", &out);
	assert_int_equal(out.len, 0);
	sp_buf_release(&out);
	sp_reading_free(r);
	sp_pack_free(p);
}

/* A pack of one issue that is about these words; "should" asks. */
#define ONE_ISSUE(words) \
	"pack: small\nversion: \"1\"\ntitle: A small pack\n" \
	"dimensions: { d: D }\n" \
	"cues:\n  asks: { kind: ask, words: [should] }\n" \
	"issues:\n  build:\n    dimension: d\n    short: T\n" \
	"    proposition: P.\n    about: [" words "]\n"

/* A short form that the document introduces stands for its long form. */
static void test_short_forms(void **state)
{
	static const struct {
		const char *text;
		size_t rows;	/* of the last sentence */
	} cases[] = {
		{ "The Tower Erection Rule (TER) is new. The TER should stay.", 1 },
		{ "The Tower Rule (the \"Tower Act\") is new. The Tower Act should stay.", 1 },
		{ "The TER should stay.", 0 },
		{ "We saw towers (XYZ). The XYZ should stay.", 0 },
		{ "The Tower Erection Rule (TER) is new. TERMS should stay.", 0 },
		/* stands for two of the three words */
		{ "The Tower Erection Rule (ER) is new. The ER should stay.", 0 },
	};
	sp_pack *p = must_load(ONE_ISSUE("tower erection rule, tower rule, towers"));
	sp_reading *r = sp_reading_new(p);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t n, last = 0;
		sp_read_text(r, NULL, cases[i].text, NULL, NULL);
		const sp_row *rows = sp_reading_rows(r, &n);
		for (size_t k = 0; k < n; k++)
			last += rows[k].stands && rows[k].sentence > 0;
		if (last != cases[i].rows)
			fail_msg("%s: %zu rows", cases[i].text, last);
	}
	sp_reading_free(r);
	sp_pack_free(p);
}

/* "towers" in "tall towers" is no further word of the issue. */
static void test_words_inside(void **state)
{
	static const struct {
		const char *text;
		double words;
	} cases[] = {
		{ "They should build tall towers.", 0 },
		{ "They should build tall towers and masts.", 1 },
		{ "They should build towers, and towers again.", 0 },
	};
	sp_pack *p = must_load(ONE_ISSUE("tall towers, towers, masts"));
	sp_reading *r = sp_reading_new(p);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t n;
		sp_read_text(r, NULL, cases[i].text, NULL, NULL);
		const sp_row *rows = sp_reading_rows(r, &n);
		assert_int_equal(n, 1);
		if ((double)rows[0].reasons[SP_FOR_WORDS] != cases[i].words)
			fail_msg("%s: %g", cases[i].text,
				 (double)rows[0].reasons[SP_FOR_WORDS]);
	}
	sp_reading_free(r);
	sp_pack_free(p);
}

static void test_bad_weights(void **state)
{
	static const char *const bad[][2] = {
		{ PACK("weights: { luck: 1 }\n"), "no reason and no issue 'luck'" },
		{ PACK("weights: { ask: much }\n"), "must be a number" },
		{ PACK("weights: { ask: nan }\n"), "must be a number" },
		{ PACK("weights: [1]\n"), "must be a map" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		sp_error err = SP_ERROR_INIT;
		assert_null(load_text(bad[i][0], &err));
		if (!strstr(error_text(&err), bad[i][1]))
			fail_msg("%s", error_text(&err));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_weights),
		cmocka_unit_test(test_reasons),
		cmocka_unit_test(test_sum),
		cmocka_unit_test(test_short_forms),
		cmocka_unit_test(test_words_inside),
		cmocka_unit_test(test_bad_weights),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
