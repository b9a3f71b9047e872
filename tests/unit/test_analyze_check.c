/* What `pack check` knows of patterns: whether they can match, and at what cost. */
#include "config.h"

#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "analyze/matcher.h"
#include "analyze/pack.h"
#include "analyze/regex.h"
#include "tests/unit/test.h"

static bool pcre_matches(const char *regex, const char *text, size_t n)
{
	int code;
	PCRE2_SIZE at;
	pcre2_code *re = pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED,
				       PCRE2_UTF, &code, &at, NULL);

	assert_non_null(re);
	pcre2_match_data *md = pcre2_match_data_create(1, NULL);
	int rc = pcre2_match(re, (PCRE2_SPTR)text, n, 0, 0, md, NULL);
	pcre2_match_data_free(md);
	pcre2_code_free(re);
	return rc >= 0;
}

/* What the search says holds before PCRE2 itself. */
static sp_reach reach(const char *regex, const char *witness)
{
	sp_buf text = SP_BUF_INIT;
	sp_reached r = sp_regex_reach(regex, &text);

	if (r.reach == SP_REACH_YES) {
		assert_true(pcre_matches(regex, text.data, text.len));
		if (witness)
			assert_string_equal(text.data, witness);
	}
	sp_buf_release(&text);
	return r.reach;
}

static void what_can_match(void **state)
{
	(void)state;
	static const char *const good[][2] = {
		{ "abc", "abc" }, { "a(?:b|c)d", "abd" }, { "a{3}b?", "aaa" },
		{ "\\bfoo\\b", "foo" }, { "(?<=foo)bar", "foobar" },
		{ "foo(?=bar)", "foobar" }, { "foo(?= b)(?! ba)", "foo b" },
		{ "^a$", "a" }, { "(?<!x)a", "a" }, { "a(?!$)", NULL },
		{ "a(?=.*z)b", "abz" }, { "a\\B.", NULL }, { "[^a-z]x", NULL },
		{ "(?=a)(?=.b)a(?=b(?=c))", "abc" }, { "A|b", "b" },
		{ "(?<=a)(?<!ba)c", "ac" }, { "\\d+ per ?cent", "0 percent" },
		{ "[a\\-z]q", "aq" }, { "a{x}", "a{x}" }, { "a{2,}b", "aab" },
	};
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		assert_int_equal(reach(good[i][0], good[i][1]), SP_REACH_YES);
}

static void what_never_matches(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"\\bfoo\\B$", "foo(?=bar)baz", "AI", "open-source", "a\\nb",
		"x^a", "a$b", "foo\\bbar", "(?<=a)\\Bb\\b(?=c)", "(?!a)a",
		"(?<!a)(?<=ba)c", "[A-Z]{2}", "a(?= )(?! )", "(?<= )\\B\\w",
		"(?=ab)(?=ac)a", "a(?!.*)", "\\d(?<=[a-f])",
	};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(reach(bad[i], NULL), SP_REACH_NEVER);
}

static void what_is_not_looked_into(void **state)
{
	(void)state;
	static const char *const unknown[] = {
		"(a)\\1", "\\p{Lu}", "(?i)A", "(?<n>a)", "a(?!b(?!c))", "\\x41",
		"[[:alpha:]]", "a{1,1000}", "a{2}{3}",
	};
	for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++)
		assert_int_equal(reach(unknown[i], NULL), SP_REACH_UNKNOWN);
}

static void odd_characters_are_placed(void **state)
{
	(void)state;
	sp_buf text = SP_BUF_INIT;
	sp_reached r = sp_regex_reach("ai|the [A-F]x", &text);

	assert_int_equal(r.reach, SP_REACH_YES);
	assert_int_equal(r.odd, 7);
	assert_int_equal(r.odd_len, 5);
	sp_buf_release(&text);
}

/* What the search says of the patterns of a pack holds before PCRE2. */
static void patterns_of_a_pack_match(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_buf regex = SP_BUF_INIT;
	sp_pack *p = sp_pack_load("english", &err);

	assert_non_null(p);
	for (size_t i = 0; i < p->npatterns; i++)
		if (!p->patterns[i].code->whole) {
			sp_pattern_regex(p->patterns[i].code->tree, &regex);
			assert_int_equal(reach(regex.data, NULL), SP_REACH_YES);
		}
	sp_buf_release(&regex);
	sp_pack_free(p);
}

static void shadowed(const char *regex, const char *what, const char *by)
{
	sp_buf x = SP_BUF_INIT, y = SP_BUF_INIT;

	assert_int_equal(sp_regex_shadowed(regex, &x, &y), what != NULL);
	assert_string_equal(x.data, what ? what : "");
	assert_string_equal(y.data, what ? by : "");
	sp_buf_release(&x);
	sp_buf_release(&y);
}

static void a_longer_alternative_behind_a_shorter_one(void **state)
{
	(void)state;
	shadowed("the (?:ban|ban on)\\b", "ban on", "ban");
	shadowed("(?:x|the (?:a|b|a c))(?!\\w)", "a c", "a");
	shadowed("(?:ban on|ban)\\b", NULL, NULL);
	shadowed("(?:ban|bans)\\b", NULL, NULL);
	shadowed("(?:ban|ban on) models", NULL, NULL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_can_match),
		cmocka_unit_test(what_never_matches),
		cmocka_unit_test(what_is_not_looked_into),
		cmocka_unit_test(odd_characters_are_placed),
		cmocka_unit_test(patterns_of_a_pack_match),
		cmocka_unit_test(a_longer_alternative_behind_a_shorter_one),
	};
	return cmocka_run_group_tests_name("analyze/check", tests, NULL, NULL);
}
