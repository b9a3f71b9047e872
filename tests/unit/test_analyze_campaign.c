/* Form letters: shingles, similarity, and groups over a corpus. */
#include "tests/unit/test.h"

#include "analyze/campaign.h"
#include "analyze/form.h"
#include "analyze/shingle.h"
#include "tests/unit/fixture.h"

static const char letter[] =
	"Dear office, I am a teacher and I write because the plan for our "
	"schools says nothing about the children who will have to live with "
	"the machines that it brings into the class room. Please hold a hearing "
	"before you decide, and let those speak who teach.";

static sp_set set_of(const char *text)
{
	sp_shingler s = { 0 };

	sp_shingler_text(&s, text, strlen(text));
	sp_set set = sp_set_new(s.shingles, s.n);
	sp_shingler_release(&s);
	return set;
}

static double similarity(const char *x, const char *y)
{
	sp_set a = set_of(x), b = set_of(y);
	double s = sp_jaccard(&a, &b);

	sp_set_release(&a);
	sp_set_release(&b);
	return s;
}

static void test_shingles(void **state)
{
	static const struct { const char *text; size_t words, set; } cases[] = {
		{ "one two three four", 4, 2 },
		{ "one two", 2, 0 },
		{ "", 0, 0 },
		{ "a b c a b c", 6, 3 },	/* repeats count once */
		{ "don't they\xE2\x80\x99re \xE2\x80\x9Cquoted\xE2\x80\x9D", 3, 1 },
		{ "\xE6\x88\x91\xE4\xBB\xAC\xE8\xA6\x81\xE6\xB1\x82\xE3\x80\x82", 4, 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sp_shingler s = { 0 };
		sp_shingler_text(&s, cases[i].text, strlen(cases[i].text));
		assert_int_equal(s.words, cases[i].words);
		sp_set set = sp_set_new(s.shingles, s.n);
		assert_int_equal(set.n, cases[i].set);
		sp_set_release(&set);
		sp_shingler_release(&s);
	}
}

static void test_jaccard(void **state)
{
	(void)state;
	assert_float_equal(similarity("a b c d", "A, b. C d!"), 1, 1e-9);
	/* curly and straight apostrophes, capitals beyond ASCII */
	assert_float_equal(similarity("we don't like \xC3\x89tudes",
		"we don\xE2\x80\x99t like \xC3\xA9tudes"), 1, 1e-9);
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

/* ---- campaigns in a corpus of letters --------------------------------------- */

static const char bridge_form[] =
	"Dear council, the old bridge carries every bus and every bicycle of "
	"the northern quarter, and since the spring its left lane has been "
	"closed. We ask you to repair it before winter. Waiting will cost the "
	"town twice as much, and the shops on both sides will not last so long.";

static const char pool_form[] =
	"To whom it may concern: our swimming pool opens on three days only, "
	"while the schools need it on five. Two lifeguards more would do. I "
	"call on the committee to pay for them out of the sports fund, which "
	"was not used up in any of the last four years.";

static const char own_start[] =
	"I have driven the night bus for eleven years now. ";
static const char own_middle[] =
	"My daughter learned to walk on that very pavement, holding my hand.";
static const char own_end[] =
	" Last week I waited forty minutes in the rain with two bags.";
static const char own_long[] =
	" Let me tell you how this looks from a bakery. We start at three in "
	"the morning, and the flour comes by a lorry that is too heavy for the "
	"detour, so that it stops at the far end and four of us carry the sacks "
	"across by hand. Nobody is paid for it. Two apprentices have left since "
	"May, and a third one says that she will. If my father had seen this he "
	"would have laughed, because he helped to paint the railing in the year "
	"when it was opened, and he used to say that it would outlive us all.";

static sp_corpus *new_corpus(const char *name)
{
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = sp_corpus_open(fixture_path(name), SP_CORPUS_CREATE,
				      &err);

	assert_non_null(c);
	return c;
}

static void find(sp_corpus *c, int jobs)
{
	sp_error err = SP_ERROR_INIT;
	sp_campaign_counts n;

	assert_ok(sp_campaign_find(c, jobs, &n, &err), &err);
}

/* One text: the first column of all rows, each followed by a bar. */
static void expect_rows(sp_corpus *c, const char *sql, const char *expected)
{
	sp_error err = SP_ERROR_INIT;
	sp_query *q = sp_query_new(c, sql, &err);
	sp_buf got = SP_BUF_INIT;

	assert_non_null(q);
	while (sp_query_step(q, &err))
		sp_buf_addf(&got, "%s|", sp_query_text(q, 0));
	sp_query_free(q);
	assert_string_equal(got.data, expected);
	sp_buf_release(&got);
}

static const char members_sql[] =
	"SELECT m.campaign || ':' || d.path FROM campaign_member m"
	" JOIN document d ON d.id = m.document ORDER BY m.campaign, d.path";

static void put_joined(sp_corpus *c, const char *path, const char *a,
		       const char *b)
{
	char text[4096];

	snprintf(text, sizeof text, "%s%s", a, b);
	put(c, path, text);
}

/* The form with something behind its second sentence. */
static void put_in_the_middle(sp_corpus *c, const char *path)
{
	const char *at = strstr(bridge_form, " Waiting");
	char text[4096];

	snprintf(text, sizeof text, "%.*s %s%s", (int)(at - bridge_form),
		 bridge_form, own_middle, at);
	put(c, path, text);
}

static void added_text_is_kept_apart(void **state)
{
	sp_corpus *c = new_corpus("added.db");

	(void)state;
	put(c, "form-1", bridge_form);
	put(c, "form-2", bridge_form);
	put_joined(c, "start", own_start, bridge_form);
	put_in_the_middle(c, "middle");
	put_joined(c, "end", bridge_form, own_end);
	put_joined(c, "name", bridge_form, " Ada Quill, 4 Mill Lane");
	find(c, 1);
	expect_rows(c, members_sql, "1:end|1:form-1|1:form-2|1:middle|1:name|"
		    "1:start|");
	expect_rows(c, "SELECT text FROM additions WHERE document = 'start'",
		    "I have driven the night bus for eleven years now.|");
	expect_rows(c, "SELECT text FROM additions WHERE document = 'middle'",
		    "My daughter learned to walk on that very pavement, holding "
		    "my hand.|");
	expect_rows(c, "SELECT text FROM additions WHERE document = 'end'",
		    "Last week I waited forty minutes in the rain with two "
		    "bags.|");
	expect_rows(c, "SELECT document FROM additions ORDER BY 1",
		    "end|middle|name|start|");
	/* letters, submitters, wordings, with added text that is not a name */
	expect_rows(c, "SELECT document || letters || submitters || wordings"
		    " || added FROM forms", "form-16653|");
	sp_corpus_close(c);
}

/* "I, Ann, a nurse, ask" for "I, Bob, a cook, ask" is the form's sentence. */
static void an_edited_sentence_is_the_forms(void **state)
{
	sp_corpus *c = new_corpus("edited.db");
	char text[4096];

	(void)state;
	put(c, "a", bridge_form);
	put(c, "b", bridge_form);
	snprintf(text, sizeof text, "%s", bridge_form);
	memcpy(strstr(text, "winter"), "autumn", 6);
	put(c, "c", text);
	find(c, 1);
	expect_rows(c, members_sql, "1:a|1:b|1:c|");
	expect_rows(c, "SELECT text FROM additions", "");
	sp_corpus_close(c);
}

/* Its Jaccard index to the form is 0.4 or so, yet the form stands in it. */
static void a_form_is_found_in_a_long_letter(void **state)
{
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = new_corpus("long.db");

	(void)state;
	put(c, "a", bridge_form);
	put(c, "b", bridge_form);
	put_joined(c, "long", bridge_form, own_long);
	put(c, "other", letter);
	find(c, 1);
	expect_rows(c, members_sql, "1:a|1:b|1:long|");
	assert_int_equal(sp_corpus_int(c, "SELECT similarity < 0.5 FROM"
		" campaign_member ORDER BY similarity", &err), 1);
	expect_rows(c, "SELECT text FROM additions", "Let me tell you how this "
		    "looks from a bakery. We start at three in the morning, and "
		    "the flour comes by a lorry that is too heavy for the detour, "
		    "so that it stops at the far end and four of us carry the "
		    "sacks across by hand. Nobody is paid for it. Two apprentices "
		    "have left since May, and a third one says that she will. If "
		    "my father had seen this he would have laughed, because he "
		    "helped to paint the railing in the year when it was opened, "
		    "and he used to say that it would outlive us all.|");
	sp_corpus_close(c);
}

static void a_letter_with_two_forms_joins_no_campaigns(void **state)
{
	sp_corpus *c = new_corpus("bridge.db");

	(void)state;
	put(c, "b1", bridge_form);
	put(c, "b2", bridge_form);
	put(c, "p1", pool_form);
	put(c, "p2", pool_form);
	put(c, "p3", pool_form);
	put_joined(c, "x1", bridge_form, pool_form);
	put_joined(c, "x2", pool_form, bridge_form);
	find(c, 1);
	expect_rows(c, "SELECT group_concat(substr(path, 1, 1), '') FROM"
		    " (SELECT campaign, path FROM campaign_member m JOIN"
		    " document d ON d.id = m.document WHERE path < 'x'"
		    " ORDER BY 1, 2) GROUP BY campaign", "ppp|bb|");
	sp_corpus_close(c);
}

/* Each text shares most words with the next, the ends share none. */
static void a_chain_is_no_campaign(void **state)
{
	sp_corpus *c = new_corpus("chain.db");
	sp_error err = SP_ERROR_INIT;

	(void)state;
	for (int i = 0; i < 12; i++) {
		char path[16];
		sp_buf text = SP_BUF_INIT;
		for (int w = 0; w < 60; w++)
			sp_buf_addf(&text, "word%d ", i * 8 + w);
		snprintf(path, sizeof path, "%02d", i);
		put(c, path, text.data);
		sp_buf_release(&text);
	}
	find(c, 1);
	assert_true(sp_corpus_int(c, "SELECT max(n) FROM (SELECT count(*) AS n"
		" FROM campaign_member GROUP BY campaign)", &err) <= 4);
	assert_int_equal(sp_corpus_int(c, "SELECT count(*) FROM campaign_member"
		" WHERE similarity < 0.5", &err), 0);
	sp_corpus_close(c);
}

static void equal_short_texts_are_one(void **state)
{
	sp_corpus *c = new_corpus("short.db");

	(void)state;
	put(c, "a", "Keep the hands of the clock tower golden, please!");
	put(c, "b", "keep the hands of the clock tower golden please");
	put(c, "c", "Keep the hands of the clock tower silver, please!");
	put(c, "d", "I agree.");
	put(c, "e", "I agree.");
	find(c, 1);
	expect_rows(c, members_sql, "1:a|1:b|");
	sp_corpus_close(c);
}

static void put_all(sp_corpus *c, bool backwards)
{
	for (int i = 0; i < 8; i++) {
		switch (backwards ? 7 - i : i) {
		case 0: put(c, "k", bridge_form); break;
		case 1: put_joined(c, "c", own_start, bridge_form); break;
		case 2: put_in_the_middle(c, "z"); break;
		case 3: put_joined(c, "b", bridge_form, own_end); break;
		case 4: put(c, "a", pool_form); break;
		case 5: put_joined(c, "y", pool_form, own_end); break;
		case 6: put_joined(c, "d", pool_form, own_long); break;
		default: put(c, "m", letter); break;
		}
	}
}

/* Neither the order of ingest nor the number of threads counts. */
static void the_result_depends_on_the_texts_alone(void **state)
{
	static const char all[] =
		"SELECT m.campaign || d.path || m.similarity || ifnull((SELECT"
		" group_concat(text) FROM additions a WHERE a.document ="
		" d.path), '') || (c.document = d.id) FROM campaign_member m"
		" JOIN campaign c ON c.id = m.campaign JOIN document d"
		" ON d.id = m.document ORDER BY m.campaign, d.path";
	sp_corpus *c = new_corpus("forwards.db"), *d = new_corpus("back.db");
	sp_error err = SP_ERROR_INIT;
	sp_query *q;
	sp_buf expected = SP_BUF_INIT;

	(void)state;
	put_all(c, false);
	put_all(d, true);
	find(c, 1);
	find(d, 3);
	q = sp_query_new(c, all, &err);
	while (sp_query_step(q, &err))
		sp_buf_addf(&expected, "%s|", sp_query_text(q, 0));
	sp_query_free(q);
	assert_true(expected.len > 100);
	expect_rows(d, all, expected.data);
	sp_buf_release(&expected);
	sp_corpus_close(c);
	sp_corpus_close(d);
}

static void expect_due(sp_corpus *c, bool expected)
{
	sp_error err = SP_ERROR_INIT;
	bool due;

	assert_ok(sp_corpus_compare_due(c, &due, &err), &err);
	assert_int_equal(due, expected);
}

static void later_letters_join(void **state)
{
	sp_corpus *c = new_corpus("later.db");

	(void)state;
	put(c, "b", bridge_form);
	put(c, "x", pool_form);
	expect_due(c, true);
	find(c, 1);
	expect_due(c, false);
	expect_rows(c, members_sql, "");
	put_joined(c, "a", bridge_form, own_end);
	put(c, "c", bridge_form);
	expect_due(c, true);
	find(c, 1);
	expect_rows(c, members_sql, "1:a|1:b|1:c|");
	/* a letter that is replaced by another text leaves */
	put(c, "b", own_long + 1);
	expect_due(c, true);
	find(c, 1);
	expect_rows(c, members_sql, "1:a|1:c|");
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
		cmocka_unit_test(added_text_is_kept_apart),
		cmocka_unit_test(an_edited_sentence_is_the_forms),
		cmocka_unit_test(a_form_is_found_in_a_long_letter),
		cmocka_unit_test(a_letter_with_two_forms_joins_no_campaigns),
		cmocka_unit_test(a_chain_is_no_campaign),
		cmocka_unit_test(equal_short_texts_are_one),
		cmocka_unit_test(the_result_depends_on_the_texts_alone),
		cmocka_unit_test(later_letters_join),
	};

	return cmocka_run_group_tests_name("campaign", tests, NULL, clean);
}
