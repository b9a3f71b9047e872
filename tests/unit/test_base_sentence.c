/* The splitter, by a table: '|' in the text marks where a sentence ends. */
#include "tests/unit/test.h"

#include "base/sentence.h"

static const char *const table[] = {
	/* plain */
	"The port needs a crane.| It cannot wait!| Who pays?",
	"One sentence without a stop",
	"Trailing blanks are no sentence.  ",
	"Wait...| There is more.",
	"Is it \"safe\"?| We think so.",

	/* abbreviations, initials, decimals */
	"Dr. Okafor met Prof. Lindqvist at St. Anne.| They agreed.",
	"See Sec. 4 and Fig. 2 of the draft.| It is long.",
	"No. 12 is missing.| No.| We say it again.",
	"The answer is no.| The reason is money.",
	"J. P. Marsh wrote it.| She signed.",
	"The tax is 3.5 percent.| It was 2.",
	"In the U.S. Senate the bill died.| It will return.",
	"This holds in the U.S.| The rest of us wait.",
	"Lantern Works, Inc. builds lamps.| Others do too.",
	"We use lamps, ropes, etc.| They are cheap.",
	"Some tools, e.g. Hammers, are old.| We keep them.",
	"It opens at 9 a.m. on Mondays.| Come early.",
	"Under 5 U.S.C. 552 a request was made.| It was denied.",
	"Visit example.org today.| It is free.",

	/* enumerators */
	"1. Fund the port.",
	"a. Fund the port.",
	"iv. Publish the map.| It is due.",

	/* quotes, brackets, notes */
	"He said: \"Go home.\"| We stayed.",
	"They call it \xE2\x80\x9Cprogress.\xE2\x80\x9D| We call it noise.",
	"(This is an aside.)| This is not.",
	"The survey proves it.[3]| Others differ.",
	"The survey proves it.12| Others differ.",

	/* lower case goes on */
	"The firm yahoo! is old.| It lives.",
	"We asked why? and got no answer.",

	/* line ends */
	"First line of verse\n|Second line of verse",
	"A sentence that is\nwrapped in lower case.",
	"Dear Office,\nWe write to you.",
};

/* The text without marks, and the ends that they stand for. */
static size_t strip(const char *marked, char *text, size_t ends[16])
{
	size_t n = 0, k = 0;

	for (; *marked; marked++)
		if (*marked == '|')
			ends[k++] = n;
		else
			text[n++] = *marked;
	text[n] = '\0';
	while (n && (text[n - 1] == ' ' || text[n - 1] == '\n'))
		n--;
	ends[k++] = n;
	return k;
}

static void sentences_end_where_the_table_says(void **state)
{
	(void)state;
	int wrong = 0;

	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		char text[512];
		size_t ends[16], n = strip(table[i], text, ends), k = 0;
		sp_buf blob = SP_BUF_INIT;
		sp_sentence_iter it;
		sp_range r;

		size_t found = sp_sentence_split(text, strlen(text), &blob);
		bool same = found == n;
		sp_sentence_iter_init(&it, blob.data, blob.len);
		for (; sp_sentence_next(&it, &r); k++) {
			size_t end = k < n ? ends[k] : 0;
			while (end && text[end - 1] == '\n')
				end--;
			same = same && r.end == end;
		}
		if (!same || k != n) {
			print_error("# %s\n", table[i]);
			sp_sentence_iter_init(&it, blob.data, blob.len);
			while (sp_sentence_next(&it, &r))
				print_error("#   [%.*s]\n",
					    (int)(r.end - r.begin),
					    text + r.begin);
			wrong++;
		}
		sp_buf_release(&blob);
	}
	assert_int_equal(wrong, 0);
}

/* Whatever the text: in order, not empty, inside, no blank at the ends. */
static void check_ranges(const char *text, size_t n)
{
	sp_buf blob = SP_BUF_INIT;
	sp_sentence_iter it;
	sp_range r;
	size_t last = 0, count = 0, total;

	total = sp_sentence_split(text, n, &blob);
	sp_sentence_iter_init(&it, blob.data, blob.len);
	while (sp_sentence_next(&it, &r)) {
		assert_true(r.begin >= last && r.begin < r.end && r.end <= n);
		assert_true(r.end - r.begin <= SP_SENTENCE_MAX);
		assert_false(text[r.begin] == ' ' || text[r.end - 1] == ' ');
		last = r.end;
		count++;
	}
	assert_ptr_equal(it.p, it.end);
	assert_int_equal(count, total);
	sp_buf_release(&blob);
}

static void ranges_are_sound_for_any_text(void **state)
{
	(void)state;
	static const char alphabet[] = "aA. .?!\n\"(1)\xE2\x80\x9D.U.S";
	char text[400];
	unsigned seed = 7;

	for (int round = 0; round < 3000; round++) {
		size_t n = (size_t)round % sizeof text;
		for (size_t i = 0; i < n; i++) {
			seed = seed * 1103515245u + 12345u;
			text[i] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
		}
		check_ranges(text, n);
	}
	check_ranges("", 0);
	check_ranges("   ", 3);
}

static void a_monster_is_cut_at_a_blank(void **state)
{
	(void)state;
	sp_buf text = SP_BUF_INIT;

	for (int i = 0; i < 5000; i++)
		sp_buf_adds(&text, "w\xC3\xB6rd ");
	check_ranges(text.data, text.len);
	sp_buf_clear(&text);
	for (int i = 0; i < 5000; i++)	/* no blank anywhere */
		sp_buf_adds(&text, "\xC3\xB6");
	check_ranges(text.data, text.len);
	sp_buf_release(&text);
}

static void a_damaged_blob_ends(void **state)
{
	(void)state;
	sp_sentence_iter it;
	sp_range r;

	sp_sentence_iter_init(&it, "\x00\x05\x80", 3);
	assert_true(sp_sentence_next(&it, &r));
	assert_int_equal(r.end, 5);
	assert_false(sp_sentence_next(&it, &r));
	assert_ptr_not_equal(it.p, it.end);
	sp_sentence_iter_init(&it, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 7);
	assert_false(sp_sentence_next(&it, &r));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences_end_where_the_table_says),
		cmocka_unit_test(ranges_are_sound_for_any_text),
		cmocka_unit_test(a_monster_is_cut_at_a_blank),
		cmocka_unit_test(a_damaged_blob_ends),
	};

	return cmocka_run_group_tests_name("sentence", tests, NULL, NULL);
}
