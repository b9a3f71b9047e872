/* Sampling: shares, strata, order and context on the fixture's ten sentences. */
#include "tests/unit/test.h"

#include "analyze/sample.h"
#include "base/hash.h"
#include "tests/unit/fixture.h"

static void assert_shares(const size_t sizes[3], size_t want, size_t a,
			  size_t b, size_t c)
{
	size_t got[3];

	sp_sample_share(sizes, 3, want, got);
	assert_int_equal(got[0], a);
	assert_int_equal(got[1], b);
	assert_int_equal(got[2], c);
}

static void shares_follow_sizes(void **state)
{
	(void)state;
	assert_shares((const size_t[]){ 10, 30, 60 }, 10, 1, 3, 6);
	assert_shares((const size_t[]){ 14, 33, 53 }, 10, 2, 3, 5);
	assert_shares((const size_t[]){ 1, 1, 98 }, 10, 1, 1, 8);
	assert_shares((const size_t[]){ 5, 0, 5 }, 10, 5, 0, 5);
	assert_shares((const size_t[]){ 1, 1, 1 }, 2, 1, 1, 0);
	assert_shares((const size_t[]){ 3, 3, 3 }, 0, 0, 0, 0);
	assert_shares((const size_t[]){ 0, 0, 0 }, 0, 0, 0, 0);
}

static const sp_stratum *stratum(const sp_sample *s, const char *type,
				 bool found)
{
	for (int i = 0; i < SP_STRATA; i++)
		if (s->strata[i].found == found &&
		    strcmp(s->strata[i].type, type) == 0)
			return &s->strata[i];
	fail_msg("no stratum %s", type);
	return NULL;
}

static void assert_stratum(const sp_sample *s, const char *type, bool found,
			   size_t sentences, size_t drawn)
{
	assert_int_equal(stratum(s, type, found)->sentences, sentences);
	assert_int_equal(stratum(s, type, found)->drawn, drawn);
}

static const sp_sample_row *row_of(const sp_sample *s, const char *sentence)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->rows[i].sentence, sentence) == 0)
			return &s->rows[i];
	fail_msg("'%s' was not drawn", sentence);
	return NULL;
}

static void half_of_them_hold_positions(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = fixture_corpus(fixture_path("draw.db"));
	sp_sample s;

	assert_ok(sp_sample_draw(c, NULL, 4, 1, &s, &err), &err);
	assert_int_equal(s.n, 4);
	assert_stratum(&s, "individual", true, 4, 1);
	assert_stratum(&s, "company", true, 1, 1);
	assert_stratum(&s, "nonprofit", true, 1, 0);
	assert_stratum(&s, "individual", false, 2, 1);
	assert_stratum(&s, "company", false, 1, 1);
	assert_stratum(&s, "nonprofit", false, 1, 0);
	double sum = 0;
	for (size_t i = 0; i < s.n; i++)
		sum += s.rows[i].weight;
	assert_true(sum == 4 + 1 + 2 + 1);
	sp_sample_release(&s);
	/* what one half lacks the other one gives */
	assert_ok(sp_sample_draw(c, "test", 9, 1, &s, &err), &err);
	assert_int_equal(s.n, 9);
	assert_stratum(&s, "individual", false, 2, 2);
	sp_sample_release(&s);
	assert_false(sp_sample_draw(c, "none", 9, 1, &s, &err));
	assert_non_null(strstr(error_text(&err),
			       "no document was analysed with the pack none"));
	sp_corpus_close(c);
}

static void sentences_have_their_context(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = fixture_corpus(fixture_path("context.db"));
	sp_sample s;

	assert_ok(sp_sample_draw(c, NULL, 100, 1, &s, &err), &err);
	assert_int_equal(s.n, 10);
	const sp_sample_row *row = row_of(&s, "Critics hate alpha.");
	assert_string_equal(row->document, "a.html");
	assert_string_equal(row->submitter, "Ann");
	assert_string_equal(row->heading, "On alpha");
	assert_string_equal(row->before, "Alpha is needed.");
	assert_string_equal(row->after, "Do beta.");
	assert_true(row->stratum->found && row->weight == 1);
	row = row_of(&s, "Do beta.");		/* its list's lead-in */
	assert_string_equal(row->before, "Critics hate alpha.");
	row = row_of(&s, "Never.");
	assert_string_equal(row->after, "");
	assert_false(row->stratum->found);
	sp_sample_release(&s);
	sp_corpus_close(c);
}

/* The number of a row with seed 7, from its definition. */
static void number_of(const sp_sample_row *row, char hex[SP_SHA256_HEX])
{
	char key[200];

	snprintf(key, sizeof key, "7\t%s\t%s", row->document, row->sentence);
	sp_sha256(key, strlen(key), hex);
	hex[16] = '\0';
}

static void numbers_decide(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = fixture_corpus(fixture_path("order.db"));
	char last[SP_SHA256_HEX] = "", next[SP_SHA256_HEX];
	sp_sample all, few;

	assert_ok(sp_sample_draw(c, NULL, 10, 7, &all, &err), &err);
	for (size_t i = 0; i < all.n; i++) {
		number_of(&all.rows[i], next);
		assert_true(strcmp(last, next) < 0);
		strcpy(last, next);
	}
	/* of each stratum the first in that order */
	assert_ok(sp_sample_draw(c, NULL, 4, 7, &few, &err), &err);
	for (size_t i = 0; i < few.n; i++) {
		const sp_stratum *own = few.rows[i].stratum;
		size_t k = 0;
		while (all.rows[k].stratum->found != own->found ||
		       strcmp(all.rows[k].stratum->type, own->type) != 0)
			k++;
		assert_string_equal(few.rows[i].sentence, all.rows[k].sentence);
	}
	sp_sample_release(&few);
	sp_sample_release(&all);
	sp_corpus_close(c);
}

/* Twice in a document counts once; of form letters one; signs are no words. */
static void nothing_is_coded_twice(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = fixture_corpus(fixture_path("twice.db"));
	static const char *const paths[] = { "x.html", "y.html" };
	sp_sample s;

	for (int i = 0; i < 2; i++) {
		sp_document *d = fixture_document(paths[i], NULL, NULL,
						  "Same here. Same here. Other.");
		fixture_block(d, SP_PARAGRAPH, -1, -1, "* * *");
		assert_ok(sp_corpus_put(c, d, NULL, &err), &err);
		sp_document_free(d);
	}
	assert_ok(sp_corpus_exec(c,
		"INSERT INTO analysis SELECT d.id, p.id FROM document d, pack p"
		" WHERE d.path IN ('x.html', 'y.html');"
		"INSERT INTO campaign SELECT 1, id FROM document"
		" WHERE path = 'x.html';"
		"INSERT INTO campaign_member SELECT 1, id, 1 FROM document"
		" WHERE path IN ('x.html', 'y.html')", &err), &err);
	assert_ok(sp_sample_draw(c, NULL, 100, 1, &s, &err), &err);
	assert_stratum(&s, "other", false, 2, 2);
	assert_string_equal(row_of(&s, "Same here.")->document, "x.html");
	sp_sample_release(&s);
	sp_corpus_close(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shares_follow_sizes),
		cmocka_unit_test(half_of_them_hold_positions),
		cmocka_unit_test(sentences_have_their_context),
		cmocka_unit_test(numbers_decide),
		cmocka_unit_test(nothing_is_coded_twice),
	};
	int failed = cmocka_run_group_tests_name("sample", tests, NULL, NULL);

	fixture_clean();
	return failed;
}
