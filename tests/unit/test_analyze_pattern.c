/* The pattern notation and the matcher: the same hits whatever the path. */
#include "tests/unit/test.h"

#include "analyze/literals.h"
#include "analyze/matcher.h"
#include "analyze/pattern.h"

/* Does `pattern` match `text`? *found is the first match. */
static bool matches(const char *pattern, const char *text, bool prefilter,
		    char *found, size_t size)
{
	sp_arena *a = sp_arena_new(), *tmp = sp_arena_new();
	sp_matcher *m = sp_matcher_new();
	sp_error err = SP_ERROR_INIT;
	sp_pattern_code code;
	const char *why = NULL;
	size_t at, n, len = strlen(text);
	char folded[512];

	sp_node *tree = sp_pattern_parse(a, pattern, NULL, NULL, &why,
					       &at);
	if (!tree)
		fail_msg("%s: %s", pattern, why);
	sp_pattern_compile(a, tmp, tree, &code);
	assert_ok(sp_matcher_add(m, &code, "test", 1, 1, &err), &err);
	sp_matcher_build(m);
	sp_match_state *st = sp_match_state_new(m);
	if (!prefilter)
		sp_match_without_prefilter(st);
	sp_match_fold(text, len, folded);
	const sp_hit *hits = sp_match(m, st, folded, len, &n);
	if (n)
		snprintf(found, size, "%.*s",
			 (int)(hits[0].end - hits[0].begin),
			 text + hits[0].begin);
	sp_match_state_free(st);
	sp_matcher_free(m);
	sp_arena_free(tmp);
	sp_arena_free(a);
	return n > 0;
}

static void test_matches(void **state)
{
	static const struct {
		const char *pattern, *text, *want;	/* NULL: no match */
	} cases[] = {
		{ "open source", "An Open-Source model", "Open-Source" },
		{ "open source", "An open\nsource model", "open\nsource" },
		{ "open source", "reopen sources", NULL },
		{ "export control*", "the export controls.", "export controls" },
		{ "export control*", "an export contract", NULL },
		{ "model(s|ling)?", "we like modelling", "modelling" },
		{ "model(s|ling)?", "a modeller", NULL },
		{ "licen[cs]e", "a license", "license" },
		{ "licen[cs]e", "a licence", "licence" },
		{ "ban ~ models", "ban all the open models", "ban all the open models" },
		{ "ban ~ models", "ban one two three four models", NULL },
		{ "ban ~6 models", "ban one two three four models", "ban one two three four models" },
		{ "ban ~ models", "ban it; models", NULL },
		{ "support (for)? the", "we support the plan", "support the" },
		{ "support (for)? the", "in support for the plan", "support for the" },
		{ "won't", "we won\xE2\x80\x99t do it", "won\xE2\x80\x99t" },
		{ "u.s.", "the U.S. senate", "U.S." },
		{ "u.s.", "the uxs senate", NULL },
		{ "r&d", "R&D spending", "R&D" },
		{ "regulat* ban", "a regulatory ban", "regulatory ban" },
		{ "/rules? (?=for)/", "rules for all", "rules " },
		{ "/[0-9]{4}/", "in 2026", "2026" },
		{ "/\\b[0-9]{4}\\b/", "in 20267", NULL },
		{ ";", "this; that", ";" },
		{ "[:a:]", "an a", "a" },
		{ "ban ~ the use", "the use of a ban", NULL },
		{ "ban ~ the use", "urban bans; ban in the use", "ban in the use" },
		{ "ban ~ the use", "ban the user; ban the use", "ban the use" },
		{ "(a )?ban ~ use", "a ban on use", "a ban on use" },
		{ "~2 ban use", "we all ban use", "we all ban use" },
		{ "regulat* (the|an) ~ use", "the use regulates the use", "regulates the use" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		for (int prefilter = 0; prefilter < 2; prefilter++) {
			char found[512] = "";
			bool hit = matches(cases[i].pattern, cases[i].text,
					   prefilter, found, sizeof found);
			if (hit != (cases[i].want != NULL))
				fail_msg("'%s' in '%s': %s", cases[i].pattern,
					 cases[i].text, hit ? "found" : "missed");
			if (hit)
				assert_string_equal(found, cases[i].want);
		}
}

static void test_faults(void **state)
{
	static const struct {
		const char *pattern, *why;
	} cases[] = {
		{ "", "an empty pattern" },
		{ "(a", "'(' without ')'" },
		{ "a)", "')' without '('" },
		{ "?a", "'?' has nothing before it" },
		{ "a ~x b", "a gap '~' stands between blanks, with a number from 1 to 15 or none" },
		{ "a ~16 b", "a gap '~' stands between blanks, with a number from 1 to 15 or none" },
		{ "{no} b", "no concept 'no' before this line" },
		{ "[ab", "'[' without letters and ']'" },
		{ " a", "a pattern cannot begin or end with a blank" },
	};
	sp_arena *a = sp_arena_new(), *tmp = sp_arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *why = NULL;
		size_t at;
		assert_null(sp_pattern_parse(a, cases[i].pattern, NULL, NULL,
					     &why, &at));
		assert_string_equal(why, cases[i].why);
	}
	sp_arena_free(tmp);
	sp_arena_free(a);
}

/* What a pattern needs decides how much it costs. */
static void test_literals(void **state)
{
	static const struct {
		const char *pattern;
		bool whole;
		const char *literal;	/* NULL: none */
		const char *also;	/* of the second set */
	} cases[] = {
		{ "open source", true, "open source", NULL },
		{ "regulat*", true, "regulat", NULL },
		{ "fund ~ research", false, "research", "fund" },
		{ "(ban|limit) ~4 open (source|weights)", false, "open", "ban" },
		{ "(ban|limit) ~4 a", false, "ban", NULL },
		{ "/[a-z]+ment/", false, "ment", NULL },
		{ "/a|b/", false, NULL, NULL },
		{ "/\\(foo|barbaz/", false, NULL, NULL },
		{ "/[(]foo|barbaz/", false, NULL, NULL },
		{ "/\\(foo\\)|[|]x/", false, NULL, NULL },
		{ "/[]|[]foo\\|bar?/", false, "foo", NULL },
		{ "/\\p{Greek}+ law/", false, " law", NULL },
		{ "/\\x{fee}\\x61 law/", false, " law", NULL },
		{ "/[[:alpha:]foo]+ment/", false, "ment", NULL },
		{ "/\\Qa|b\\E cap/", false, " cap", NULL },
		{ "/(?x) foo bar/", false, NULL, NULL },
		{ "/foo(?:bar|baz)?x*/", false, "foo", NULL },
	};
	sp_arena *a = sp_arena_new(), *tmp = sp_arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *why;
		size_t at;
		sp_pattern_code code;
		sp_pattern_compile(a, tmp, sp_pattern_parse(a, cases[i].pattern,
						       NULL, NULL, &why, &at),
				   &code);
		assert_int_equal(code.whole, cases[i].whole);
		assert_int_equal(code.nliterals > 0, cases[i].literal != NULL);
		if (cases[i].literal)
			assert_non_null(strstr(code.literals[0],
					       cases[i].literal));
		assert_int_equal(code.nalso > 0, cases[i].also != NULL);
		if (cases[i].also)
			assert_non_null(strstr(code.also[0], cases[i].also));
	}
	sp_arena_free(tmp);
	sp_arena_free(a);
}

static void test_invalid_regex(void **state)
{
	static const struct {
		const char *pattern, *message;
	} cases[] = {
		{ "/(unclosed/", "p.yaml:7:3: invalid pattern" },
		{ "/x*/", "p.yaml:7:3: the pattern can match the empty string" },
		{ "~ (a)?", "p.yaml:7:3: the pattern can match the empty string" },
		{ "* [:a:]", "p.yaml:7:3: invalid pattern: POSIX named classes" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		sp_arena *a = sp_arena_new(), *tmp = sp_arena_new();
		sp_matcher *m = sp_matcher_new();
		sp_error err = SP_ERROR_INIT;
		sp_pattern_code code;
		const char *why;
		size_t at;
		sp_pattern_compile(a, tmp, sp_pattern_parse(a, cases[i].pattern,
						       NULL, NULL, &why, &at),
				   &code);
		assert_false(sp_matcher_add(m, &code, "p.yaml", 7, 3, &err));
		assert_non_null(strstr(error_text(&err), cases[i].message));
		sp_matcher_free(m);
		sp_arena_free(tmp);
	sp_arena_free(a);
	}
}

/* ---- literals ------------------------------------------------------------- */

typedef struct tally {
	const char *const *list;
	const char *text;
	size_t found[16];
} tally;

static void count_literal(void *arg, uint32_t owner, uint8_t set, size_t begin,
			  size_t end)
{
	tally *t = arg;

	assert_int_equal(set, owner % 2 + 1);
	assert_int_equal(end - begin, strlen(t->list[owner]));
	assert_memory_equal(t->text + begin, t->list[owner], end - begin);
	t->found[owner]++;
}

static size_t count_of(const char *text, const char *what)
{
	size_t n = 0;

	for (const char *p = text; (p = strstr(p, what)) != NULL; p++)
		n++;
	return n;
}

/* Strings that begin alike, hold each other, or are the same. */
static void test_many_literals(void **state)
{
	static const char *const list[] = {
		"ban", "bans", "ban on", "ban on it", "an on", "urban", "n",
		"ban on", "regulation", "regulate", "late", "\xE2\x80\x99s",
	};
	static const char *const texts[] = {
		"", "b", "ban", "urban", "urbans", "ban on", "ban on i", "ban on it",
		"the ban on bans on urban on ban on it",
		"regulat", "regulation", "regulated late",
		"nnn", "ban\xE2\x80\x99s \xE2\x80\x98late",
	};
	enum { N = sizeof list / sizeof list[0] };
	sp_literals *l = sp_literals_new();

	(void)state;
	for (uint32_t i = 0; i < N; i++)
		sp_literals_add(l, list[i], i, i % 2 + 1);
	sp_literals_build(l);
	for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
		tally t = { .list = list, .text = texts[k] };
		sp_literals_find(l, texts[k], strlen(texts[k]), count_literal, &t);
		for (size_t i = 0; i < N; i++)
			assert_int_equal(t.found[i], count_of(texts[k], list[i]));
	}
	sp_literals_free(l);
}

/* ---- tries ---------------------------------------------------------------- */

/* The first tries are interpreted, those after them run machine code, and what
 * goes back and forth is left to the latter: the same is found. */
static void test_each_try_finds_the_same(void **state)
{
	static const char pattern[] = "/(?:x|xx)+y/";
	char hard[40], plain[] = "an xxy and an xy";
	sp_arena *a = sp_arena_new(), *tmp = sp_arena_new();
	sp_matcher *m = sp_matcher_new();
	sp_error err = SP_ERROR_INIT;
	sp_pattern_code code;
	const char *why;
	size_t at, n;

	(void)state;
	memset(hard, 'x', sizeof hard);
	sp_pattern_compile(a, tmp, sp_pattern_parse(a, pattern, NULL, NULL, &why,
						    &at), &code);
	assert_false(code.sure);
	assert_ok(sp_matcher_add(m, &code, "test", 1, 1, &err), &err);
	sp_matcher_build(m);
	sp_match_state *st = sp_match_state_new(m);
	sp_match_without_prefilter(st);
	for (int i = 0; i < 40; i++) {
		const sp_hit *hits = sp_match(m, st, plain, strlen(plain), &n);
		assert_int_equal(n, 2);
		assert_int_equal(hits[0].begin, 3);
		assert_int_equal(hits[1].end, strlen(plain));
		if (i == 3)
			sp_match(m, st, hard, sizeof hard, &n);
	}
	sp_match_state_free(st);
	sp_matcher_free(m);
	sp_arena_free(tmp);
	sp_arena_free(a);
}

/* A pattern waits to be compiled only if PCRE2 is sure to take it. */
static void test_what_is_sure(void **state)
{
	static const struct {
		const char *pattern;
		bool sure;
		size_t least;
	} cases[] = {
		{ "ban ~ use", true, 7 },
		{ "(a|the) ~15 (bcd|ef)? use", true, 6 },
		{ "'s* ~ x", true, 4 },
		{ "~ (a)?", true, 0 },
		{ "/a/", false, 0 },
		{ "[:a:]* ~ x", false, 3 },
	};
	sp_arena *a = sp_arena_new(), *tmp = sp_arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *why;
		size_t at;
		sp_pattern_code code;
		sp_pattern_compile(a, tmp, sp_pattern_parse(a, cases[i].pattern,
							    NULL, NULL, &why, &at),
				   &code);
		assert_int_equal(code.sure, cases[i].sure);
		assert_int_equal(code.least, cases[i].least);
	}
	sp_arena_free(tmp);
	sp_arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_matches),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_literals),
		cmocka_unit_test(test_invalid_regex),
		cmocka_unit_test(test_many_literals),
		cmocka_unit_test(test_each_try_finds_the_same),
		cmocka_unit_test(test_what_is_sure),
	};

	return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
