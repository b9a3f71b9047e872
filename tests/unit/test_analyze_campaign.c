/* Form letters: shingles, similarity, and groups over a corpus. */
#include "tests/unit/test.h"

#include "analyze/campaign.h"
#include "tests/unit/fixture.h"

static const char letter[] =
	"Dear office, I am a teacher and I write because the plan for our "
	"schools says nothing about the children who will have to live with "
	"the machines that it brings into the class room. Please hold a hearing "
	"before you decide, and let those speak who teach.";

static double similarity(const char *x, const char *y)
{
	size_t nx, ny, words;
	uint64_t *a = sp_shingles(x, strlen(x), &nx, &words);
	uint64_t *b = sp_shingles(y, strlen(y), &ny, &words);
	double s = sp_jaccard(a, nx, b, ny);

	free(a);
	free(b);
	return s;
}

static void test_shingles(void **state)
{
	size_t n, words;
	uint64_t *v = sp_shingles("one two three four", 18, &n, &words);

	(void)state;
	assert_int_equal(n, 2);
	assert_int_equal(words, 4);
	free(v);
	v = sp_shingles("one two", 7, &n, &words);
	assert_int_equal(n, 0);
	free(v);
	/* repeated shingles count once */
	v = sp_shingles("a b c a b c", 11, &n, &words);
	assert_int_equal(n, 3);
	free(v);
}

static void test_jaccard(void **state)
{
	(void)state;
	assert_float_equal(similarity("a b c d", "A, b. C d!"), 1, 1e-9);
	/* abc bcd against abc bce: one of three */
	assert_float_equal(similarity("a b c d", "a b c e"), 1.0 / 3, 1e-9);
	assert_float_equal(similarity("a b c", "d e f"), 0, 1e-9);
	assert_float_equal(similarity("", ""), 0, 1e-9);
}

static void put(sp_corpus *c, const char *path, const char *text)
{
	sp_error err = SP_ERROR_INIT;
	sp_document *d = fixture_document(path, path, "individual", text);

	assert_ok(sp_corpus_put(c, d, NULL, &err), &err);
	sp_document_free(d);
}

static void test_groups(void **state)
{
	sp_error err = SP_ERROR_INIT;
	sp_campaign_counts n;
	sp_corpus *c = sp_corpus_open(fixture_path("campaign.db"),
				      SP_CORPUS_CREATE, &err);
	char longer[sizeof letter + 64];

	(void)state;
	snprintf(longer, sizeof longer, "%s My own class has thirty pupils.",
		 letter);
	put(c, "1.html", letter);
	put(c, "2.html", "A text on another matter altogether, which is long "
	    "enough to be looked at and yet shares no run of words with any "
	    "of the other texts here.");
	put(c, "3.html", longer);
	put(c, "4.html", letter);
	put(c, "5.html", "I agree.");
	put(c, "6.html", "I agree.");
	for (int jobs = 1; jobs <= 2; jobs++) {
		assert_ok(sp_campaign_find(c, jobs, &n, &err), &err);
		assert_int_equal(n.campaigns, 1);
		assert_int_equal(n.members, 3);
		assert_int_equal(sp_corpus_int(c,
			"SELECT count(*) FROM campaign_member m JOIN document d"
			" ON d.id = m.document WHERE d.path IN ('1.html',"
			" '3.html', '4.html')", &err), 3);
		/* the first one stands for the text */
		assert_int_equal(sp_corpus_int(c,
			"SELECT d.path = '1.html' FROM campaign c JOIN document"
			" d ON d.id = c.document", &err), 1);
		assert_int_equal(sp_corpus_int(c,
			"SELECT count(*) FROM campaign_member WHERE similarity"
			" = 1", &err), 2);
	}
	sp_corpus_close(c);
}

static int clean(void **state)
{
	(void)state;
	fixture_clean();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shingles),
		cmocka_unit_test(test_jaccard),
		cmocka_unit_test(test_groups),
	};

	return cmocka_run_group_tests_name("campaign", tests, NULL, clean);
}
