/* Shaping, copying out, breaking lines, numbers and findings in words. */
#include "tests/unit/test.h"

#include <math.h>

#include "base/buf.h"
#include "report/findings.h"
#include "report/font.h"
#include "report/pdf_internal.h"
#include "report/text.h"
#include "report/wording.h"

static sp_fonts *fonts;
static const sp_style body = { .face = SP_REGULAR, .size = 10 };

static int open_fonts(void **state)
{
	sp_error err = SP_ERROR_INIT;

	(void)state;
	fonts = sp_fonts_new(NULL, &err);
	if (!fonts)
		print_error("%s\n", error_text(&err));
	return fonts ? 0 : -1;
}

static int close_fonts(void **state)
{
	(void)state;
	sp_fonts_free(fonts);
	return 0;
}

/* What a reader copies: the texts of the glyphs, one after the other. */
static char *copied(const char *s, sp_face face)
{
	const sp_word *w = sp_fonts_shape(fonts, face, s, strlen(s));
	sp_buf b = SP_BUF_INIT;

	for (unsigned i = 0; i < w->n; i++)
		sp_buf_adds(&b, sp_fonts_cid(fonts,
					     (sp_face)w->glyphs[i].face,
					     w->glyphs[i].cid)->text);
	return sp_buf_detach(&b, NULL);
}

static void expect_copy(const char *s, const char *want)
{
	char *got = copied(s, SP_REGULAR);

	assert_string_equal(got, want);
	free(got);
}

static void test_copies_what_was_written(void **state)
{
	(void)state;
	expect_copy("office", "office");
	expect_copy("na\u00efve\u2014\u201cfi\u201d", "na\u00efve\u2014\u201cfi\u201d");
	expect_copy("\u0141\u00f3dzka", "\u0141\u00f3dzka");
	expect_copy("\u0395\u03bb\u03bb\u03ac\u03b4\u03b1",
		    "\u0395\u03bb\u03bb\u03ac\u03b4\u03b1");
	/* what no font has is a box, but copies out */
	expect_copy("\u6771\u4eac", "\u6771\u4eac");
}

static void test_a_ligature_is_one_glyph(void **state)
{
	(void)state;
	const sp_word *w = sp_fonts_shape(fonts, SP_REGULAR, "office", 6);

	assert_true(w->n < 6);
	assert_true(w->width > 1000 && w->width < 6000);
}

static void test_kerning_narrows(void **state)
{
	(void)state;
	float both = sp_fonts_shape(fonts, SP_REGULAR, "AV", 2)->width;
	float a = sp_fonts_shape(fonts, SP_REGULAR, "A", 1)->width;
	float v = sp_fonts_shape(fonts, SP_REGULAR, "V", 1)->width;

	assert_true(both < a + v);
}

static void test_fallback_fills_in(void **state)
{
	(void)state;
	const sp_word *w = sp_fonts_shape(fonts, SP_REGULAR, "a\u265e", 4);

	assert_int_equal(w->n, 2);
	assert_int_equal(w->glyphs[0].face, SP_REGULAR);
	assert_int_equal(w->glyphs[1].face, SP_FALLBACK);
	w = sp_fonts_shape(fonts, SP_HEAVY, "\u265e", 3);
	assert_int_equal(w->glyphs[0].face, SP_FALLBACK_BOLD);
}

static void test_invalid_bytes_are_replaced(void **state)
{
	(void)state;
	expect_copy("a\xff(b", "a\ufffd(b");
	expect_copy("a\xc3", "a\ufffd");
	expect_copy("\xed\xa0\x80", "\ufffd\ufffd\ufffd");
	expect_copy("a\x01" "b", "a b");
	assert_int_equal(sp_fonts_shape(fonts, SP_REGULAR, "", 0)->n, 0);
}

static void test_right_to_left_is_seen(void **state)
{
	(void)state;
	const char *hebrew = "\u05d4\u05de\u05db\u05d5\u05df";

	assert_true(sp_fonts_shape(fonts, SP_REGULAR, hebrew,
				   strlen(hebrew))->rtl);
	assert_false(sp_fonts_shape(fonts, SP_REGULAR, "abc", 3)->rtl);
}

static void test_the_same_word_is_shaped_once(void **state)
{
	(void)state;
	const sp_word *a = sp_fonts_shape(fonts, SP_BOLD, "once", 4);

	for (int i = 0; i < 5000; i++) {
		char word[16];
		int n = snprintf(word, sizeof word, "w%d", i);

		sp_fonts_shape(fonts, SP_BOLD, word, (size_t)n);
	}
	assert_ptr_equal(a, sp_fonts_shape(fonts, SP_BOLD, "once", 4));
}

static size_t lines(const char *text, float width, size_t max, bool balanced,
		    float *widest, bool *cut)
{
	sp_para *p = sp_para_new(fonts);

	sp_para_add(p, &body, text);
	size_t n = sp_para_break(p, width, max, balanced);
	if (widest)
		*widest = sp_para_width(p);
	if (cut)
		*cut = sp_para_cut(p);
	sp_para_free(p);
	return n;
}

static void test_lines_keep_the_measure(void **state)
{
	(void)state;
	const char *text = "A person who loses a benefit because of a faulty "
			   "score should not have to show which line of code "
			   "was wrong.";
	float widest, even;
	bool cut;

	assert_int_equal(lines("", 100, 0, false, NULL, NULL), 0);
	assert_int_equal(lines("one", 100, 0, false, NULL, NULL), 1);
	assert_int_equal(lines("one\ntwo", 1000, 0, false, NULL, NULL), 1);
	size_t n = lines(text, 150, 0, false, &widest, &cut);
	assert_true(n > 2 && widest <= 150.01f);
	assert_false(cut);
	assert_int_equal(lines(text, 150, 0, true, &even, NULL), n);
	assert_true(even <= widest);
	assert_int_equal(lines(text, 150, 2, false, &widest, &cut), 2);
	assert_true(cut && widest <= 150.01f);
}

static void test_a_long_address_is_broken(void **state)
{
	(void)state;
	const char *url = "https://www.example.org/a/very/long/path/that/"
			  "never/ends/and/never/will/end/at/all";
	float widest;

	assert_true(lines(url, 150, 0, false, &widest, NULL) > 1);
	assert_true(widest <= 160);
}

static float width_of(const char *s)
{
	return sp_text_width(fonts, &body, s);
}

static void test_a_word_without_end_is_broken(void **state)
{
	(void)state;
	char word[201];
	float widest;

	memset(word, 'x', 200);
	word[200] = '\0';
	assert_true(lines(word, 60, 0, false, &widest, NULL) > 10);
	assert_true(widest <= 60);
	/* shorter ones stay whole: a hyphen or a line of its own is enough */
	assert_int_equal(lines("Donaudampfschifffahrt", 60, 0, false, NULL,
			       NULL), 1);
}

static void test_two_lines_part_behind_a_colon(void **state)
{
	(void)state;
	const char *first = "Open science and data:",
		   *second = "all who address it are in favour",
		   *text = "Open science and data: all who address it are in "
			   "favour";
	float widest;

	assert_int_equal(lines(text, width_of(second) + 20, 2, true, &widest,
			       NULL), 2);
	assert_float_equal(widest, width_of(second), 0.01);
	/* not where the rest is too long for a line */
	assert_int_equal(lines(text, width_of(second) - 1, 2, true, &widest,
			       NULL), 2);
	assert_true(widest < width_of(second) && widest > width_of(first));
}

static void test_a_ratio_stays_on_its_line(void **state)
{
	(void)state;
	static const struct {
		const char *before, *ratio;
	} held[] = { { "Kestrel", "(3 of 5)" }, { "Kestrel", "5 of the 6" },
		     { "those", "nine in ten who" }, { "with", "2 oppose" } };

	for (size_t i = 0; i < sizeof held / sizeof *held; i++) {
		char text[64];
		float widest;

		snprintf(text, sizeof text, "%s %s", held[i].before,
			 held[i].ratio);
		/* all but the last letter would fit */
		assert_int_equal(lines(text, width_of(text) - 0.5f, 0, false,
				       &widest, NULL), 2);
		if (i != 2)
			assert_float_equal(widest,
					   fmaxf(width_of(held[i].ratio),
						 width_of(held[i].before)),
					   0.01);
		else
			assert_float_equal(widest,
					   width_of("those nine in ten"),
					   0.01);
	}
}

/* A page with a link, a name and an element. */
static void draw_page(sp_pdf *p, const char *text)
{
	sp_pdf_open(p, "Sect");
	sp_pdf_add_page(p);
	sp_pdf_dest(p, text, 0, 700);
	sp_pdf_begin(p, "P");
	sp_text(p, 50, 700, &body, text);
	sp_pdf_end(p);
	sp_pdf_open(p, "Link");
	sp_pdf_mark(p);
	sp_text(p, 50, 600, &body, "start");
	sp_pdf_unmark(p);
	sp_pdf_link(p, 50, 600, 40, 10, "start", "to the start");
	sp_pdf_close(p);
	sp_pdf_close(p);
}

static void two_pages(sp_buf *out, bool detour)
{
	const sp_pdf_info info = { .title = "t", .subject = "s",
				   .creator = "c", .date = "2026-01-01",
				   .language = "en" };
	sp_pdf *p = sp_pdf_new(fonts, 595, 842, 0, 0);
	sp_error err = SP_ERROR_INIT;

	draw_page(p, "start");
	sp_pdf_point here = sp_pdf_here(p);
	for (int i = 0; detour && i < 3; i++) {
		draw_page(p, i ? "start more" : "end");
		draw_page(p, "more");
		assert_true(sp_pdf_has_dest(p, "more"));
		sp_pdf_back(p, &here);
		assert_false(sp_pdf_has_dest(p, "more"));
		assert_int_equal(sp_pdf_pages(p), 1);
	}
	draw_page(p, "end");
	assert_ok(sp_pdf_finish(p, &info, out, &err), &err);
	sp_pdf_free(p);
}

static void test_pages_are_taken_back_without_a_trace(void **state)
{
	(void)state;
	sp_buf straight = SP_BUF_INIT, detour = SP_BUF_INIT;

	/* the words of the detour are shaped either way */
	sp_fonts_shape(fonts, SP_REGULAR, "more", 4);
	two_pages(&straight, false);
	two_pages(&detour, true);
	assert_int_equal(straight.len, detour.len);
	assert_memory_equal(straight.data, detour.data, straight.len);
	sp_buf_release(&straight);
	sp_buf_release(&detour);
}

static void test_quotation_marks_stay(void **state)
{
	(void)state;
	sp_para *p = sp_para_new(fonts);
	float word = sp_text_width(fonts, &body, "word");

	sp_para_add(p, &body, "a ");
	sp_para_add(p, &body, "\u201c");
	sp_para_add(p, &body, "word");
	sp_para_add(p, &body, "\u201d");
	/* room for the word, not for its marks: nothing is torn off */
	sp_para_break(p, word + 1, 0, false);
	assert_int_equal(sp_para_lines(p), 2);
	sp_para_free(p);
}

static void expect_num(double v, const char *want)
{
	sp_buf b = SP_BUF_INIT;

	sp_pdf_num(&b, v);
	assert_string_equal(b.data, want);
	sp_buf_release(&b);
}

static void test_numbers(void **state)
{
	(void)state;
	expect_num(0, "0");
	expect_num(-0.001, "0");
	expect_num(12, "12");
	expect_num(12.5, "12.5");
	expect_num(12.05, "12.05");
	expect_num(-3.14159, "-3.14");
	expect_num(841.89, "841.89");
	expect_num(1.999, "2");
}

static void expect_finding(int s, int m, int o, const char *want)
{
	sp_tally t = { .n = { [SP_SUPPORT] = s, [SP_MIXED] = m,
			      [SP_OPPOSE] = o, [SP_SILENT] = 99 } };
	sp_buf b = SP_BUF_INIT;

	sp_add_finding(&b, &t);
	assert_string_equal(b.data, want);
	sp_buf_release(&b);
}

static void test_findings(void **state)
{
	(void)state;
	expect_finding(0, 0, 0, "nobody addresses it");
	expect_finding(1, 0, 0, "too few to tell (1 for)");
	expect_finding(0, 1, 0, "too few to tell (1 mixed)");
	expect_finding(2, 1, 1, "too few to tell (2 for, 1 mixed, 1 against)");
	expect_finding(4, 0, 0, "too few to tell (4 for)");
	expect_finding(4, 0, 1, "4 of the 5 who address it are in favour");
	expect_finding(0, 0, 7, "all 7 who address it are against");
	expect_finding(5, 1, 1, "5 of the 7 who address it are in favour");
	expect_finding(18, 1, 1, "nine in ten who address it are in favour");
	expect_finding(3, 0, 17, "nine in ten who address it are against");
	expect_finding(39, 0, 1,
		       "all but 1 of the 40 who address it are in favour");
	expect_finding(11, 0, 10,
		       "11 of the 21 who address it are in favour");
	expect_finding(10, 0, 10, "opinion is split, 10 for and 10 against");
	expect_finding(3, 3, 0, "3 in favour and 3 mixed");
	expect_finding(0, 5, 1, "1 against and 5 mixed");
	expect_finding(0, 5, 0, "all who address it are mixed");
}

/* The issue that a finding with this label tells of, or -1. */
static int labelled(const sp_finding *f, int n, const char *label)
{
	for (int i = 0; i < n; i++)
		for (int k = 0; k < f[i].nlabels; k++)
			if (!strcmp(f[i].labels[k], label))
				return f[i].issue;
	return -1;
}

/* What is the most of two things is told as both; no other stands in for it. */
static void test_superlatives(void **state)
{
	sp_issue issues[] = {
		{ .all = { { 0, 4, 0, 0 } } },	/* silent, for, mixed, against */
		{ .all = { { 0, 9, 0, 4 } } }, { .all = { { 0, 6, 2, 0 } } },
		{ .all = { { 0, 3, 0, 3 } } }, { .all = { { 0, 1, 1, 4 } } },
		{ .all = { { 0, 0, 0, 0 } } },
	};
	sp_model m = { .issues = issues, .nissues = 6 };
	sp_finding f[SP_FINDINGS_MAX];
	int n = sp_findings(&m, f);

	(void)state;
	assert_int_equal(labelled(f, n, "Most discussed"), 1);
	assert_int_equal(labelled(f, n, "Most contested"), 1);
	assert_int_equal(labelled(f, n, "Widest net support"), 2);
	assert_int_equal(labelled(f, n, "Most mixed"), 2);
	assert_int_equal(labelled(f, n, "Widest net opposition"), 4);
	assert_int_equal(labelled(f, n, "Also contested"), 3);
	/* four for it are too few to be called wide support */
	assert_int_equal(labelled(f, n, "Also supported"), -1);
	assert_int_equal(labelled(f, n, "Kinds that part"), -1);
	assert_int_equal(labelled(f, n, "Also much discussed"), 0);
	sp_ranked *r = sp_issues_ranked(&m, sp_score_rare);
	assert_int_equal(r[0].issue, 0);
	assert_int_equal(r[5].score, 0);	/* nobody's is not listed */
	free(r);
}

/* Two of three individuals are no side of the individuals. */
static void test_kinds_part(void **state)
{
	sp_issue issue = { .all = { { 0, 7, 0, 5 } } };
	sp_model m = { .issues = &issue, .nissues = 1 };
	int i, for_it, against;

	(void)state;
	issue.type[1] = (sp_tally){ { 0, 5, 0, 1 } };
	issue.type[5] = (sp_tally){ { 0, 1, 0, 3 } };
	assert_int_equal(sp_kinds_part(&m, &i, &for_it, &against), 0);
	issue.type[5] = (sp_tally){ { 0, 1, 0, 4 } };
	assert_int_equal(sp_kinds_part(&m, &i, &for_it, &against), 4);
	assert_int_equal(for_it, 1);
	assert_int_equal(against, 5);
}

static void test_shares_have_words(void **state)
{
	(void)state;
	assert_string_equal(sp_share_word(0, 8), "none");
	assert_string_equal(sp_share_word(2, 8), "few");
	assert_string_equal(sp_share_word(3, 8), "some");
	assert_string_equal(sp_share_word(4, 8), "some");
	assert_string_equal(sp_share_word(5, 8), "most");
}

static void test_counts_and_dates(void **state)
{
	(void)state;
	sp_buf b = SP_BUF_INIT;

	sp_add_count(&b, 1234567);
	sp_buf_addc(&b, ' ');
	sp_add_count(&b, -12);
	sp_buf_addc(&b, ' ');
	sp_add_number(&b, 7, true);
	sp_buf_addc(&b, ' ');
	sp_add_number(&b, 13, true);
	sp_buf_addc(&b, ' ');
	sp_add_counted(&b, 1, "letter", "letters");
	sp_buf_addc(&b, ' ');
	sp_add_date(&b, "2025-03-07");
	sp_buf_addc(&b, ' ');
	sp_add_date(&b, "soon");
	sp_buf_addc(&b, ' ');
	sp_add_lower(&b, "AI policy");
	sp_buf_addc(&b, ' ');
	sp_add_lower(&b, "Open models");
	assert_string_equal(b.data, "1,234,567 \u221212 Seven 13 1 letter "
				    "7 March 2025 soon AI policy open models");
	sp_buf_release(&b);
}

static void test_a_missing_font_names_its_package(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;

	/* Debian's folder is always looked at too: it must be a real lack. */
	sp_fonts *f = sp_fonts_new("/nowhere", &err);
	if (!f) {
		assert_int_equal(err.code, SP_EFONT);
		assert_non_null(strstr(error_text(&err), "install the package"));
	}
	sp_fonts_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_copies_what_was_written),
		cmocka_unit_test(test_a_ligature_is_one_glyph),
		cmocka_unit_test(test_kerning_narrows),
		cmocka_unit_test(test_fallback_fills_in),
		cmocka_unit_test(test_invalid_bytes_are_replaced),
		cmocka_unit_test(test_right_to_left_is_seen),
		cmocka_unit_test(test_the_same_word_is_shaped_once),
		cmocka_unit_test(test_lines_keep_the_measure),
		cmocka_unit_test(test_a_long_address_is_broken),
		cmocka_unit_test(test_a_word_without_end_is_broken),
		cmocka_unit_test(test_two_lines_part_behind_a_colon),
		cmocka_unit_test(test_a_ratio_stays_on_its_line),
		cmocka_unit_test(test_pages_are_taken_back_without_a_trace),
		cmocka_unit_test(test_quotation_marks_stay),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_findings),
		cmocka_unit_test(test_superlatives),
		cmocka_unit_test(test_kinds_part),
		cmocka_unit_test(test_counts_and_dates),
		cmocka_unit_test(test_shares_have_words),
		cmocka_unit_test(test_a_missing_font_names_its_package),
	};

	return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
