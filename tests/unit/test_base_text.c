/* buf, utf8, arena, hash, error: the pieces that all else stands on. */
#include "tests/unit/test.h"

#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tests/unit/fixture.h"

/* ---- buf ---------------------------------------------------------------- */

static void buf_is_terminated_from_the_start(void **state)
{
	(void)state;
	sp_buf b = SP_BUF_INIT;

	assert_string_equal(b.data, "");
	sp_buf_adds(&b, "");
	assert_int_equal(b.len, 0);
	sp_buf_adds(&b, "one");
	sp_buf_addc(&b, ' ');
	sp_buf_addf(&b, "%d %s", 2, "three");
	assert_string_equal(b.data, "one 2 three");
	assert_int_equal(b.len, 11);
	sp_buf_truncate(&b, 3);
	assert_string_equal(b.data, "one");
	sp_buf_truncate(&b, 99);
	assert_int_equal(b.len, 3);
	sp_buf_clear(&b);
	assert_string_equal(b.data, "");
	sp_buf_release(&b);
	assert_string_equal(b.data, "");
}

static void buf_grows_and_keeps_nuls(void **state)
{
	(void)state;
	sp_buf b = SP_BUF_INIT;

	for (int i = 0; i < 10000; i++)
		sp_buf_add(&b, "\0x", 2);
	assert_int_equal(b.len, 20000);
	assert_int_equal(b.data[19999], 'x');
	assert_int_equal(b.data[20000], '\0');
	size_t n;
	char *s = sp_buf_detach(&b, &n);
	assert_int_equal(n, 20000);
	assert_int_equal(b.len, 0);
	free(s);
	sp_buf_release(&b);
}

static void buf_writes_code_points(void **state)
{
	(void)state;
	sp_buf b = SP_BUF_INIT;

	sp_buf_addcp(&b, 'a');
	sp_buf_addcp(&b, 0xE9);
	sp_buf_addcp(&b, 0x20AC);
	sp_buf_addcp(&b, 0x1F600);
	sp_buf_addcp(&b, 0xD800);
	sp_buf_addcp(&b, 0x110000);
	assert_string_equal(b.data, "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"
			    "\xEF\xBF\xBD\xEF\xBF\xBD");
	sp_buf_release(&b);
}

static void buf_reads_regular_files_only(void **state)
{
	(void)state;
	sp_buf b = SP_BUF_INIT;
	sp_error err = SP_ERROR_INIT;
	const char *path = fixture_path("file");
	FILE *f = fopen(path, "w");

	fputs("12345", f);
	fclose(f);
	assert_ok(sp_buf_read(&b, path, 0, &err), &err);
	assert_string_equal(b.data, "12345");
	assert_ok(sp_buf_read(&b, path, 5, &err), &err);
	assert_string_equal(b.data, "1234512345");
	assert_false(sp_buf_read(&b, path, 4, &err));
	assert_int_equal(err.code, SP_ELIMIT);
	assert_non_null(strstr(error_text(&err), ": 5 bytes, larger than the limit of 4 bytes"));
	sp_error_clear(&err);
	assert_false(sp_buf_read(&b, fixture_dir(), 0, &err));
	assert_non_null(strstr(error_text(&err), "is a folder"));
	sp_error_clear(&err);
	assert_false(sp_buf_read(&b, "/dev/null", 0, &err));
	assert_non_null(strstr(error_text(&err), "not a regular file"));
	sp_error_clear(&err);
	assert_false(sp_buf_read(&b, fixture_path("none"), 0, &err));
	assert_int_equal(err.code, SP_EIO);
	sp_buf_release(&b);
}

static void a_size_a_little_too_large_is_told_in_bytes(void **state)
{
	(void)state;
	sp_buf b = SP_BUF_INIT;
	sp_error err = SP_ERROR_INIT;
	const char *path = fixture_path("large");
	FILE *f = fopen(path, "w");

	assert_int_equal(ftruncate(fileno(f), (1 << 20) + 1), 0);
	assert_false(sp_buf_read(&b, path, 1 << 20, &err));
	assert_non_null(strstr(error_text(&err), ": 1048577 bytes, larger than the limit of 1048576 bytes"));
	sp_error_clear(&err);
	assert_int_equal(ftruncate(fileno(f), 3 << 20), 0);
	assert_false(sp_buf_read(&b, path, 1 << 20, &err));
	assert_non_null(strstr(error_text(&err), ": 3 MB, larger than the limit of 1 MB"));
	fclose(f);
	sp_buf_release(&b);
}

/* ---- utf8 --------------------------------------------------------------- */

/* Sequences after table 3-8 of the Unicode standard, chapter 3.9: how many
 * replacement characters each gives, by maximal subparts. */
static const struct {
	const char *bytes;
	size_t n;
	const unsigned cps[8];
	size_t ncps;
} sequences[] = {
	{ "A", 1, { 'A' }, 1 },
	{ "\xC3\xA9", 2, { 0xE9 }, 1 },
	{ "\xE2\x82\xAC", 3, { 0x20AC }, 1 },
	{ "\xF4\x8F\xBF\xBF", 4, { 0x10FFFF }, 1 },
	{ "\xC0\xAF", 2, { 0xFFFD, 0xFFFD }, 2 },		/* overlong */
	{ "\xE0\x80\xBF", 3, { 0xFFFD, 0xFFFD, 0xFFFD }, 3 },
	{ "\xED\xA0\x80", 3, { 0xFFFD, 0xFFFD, 0xFFFD }, 3 },	/* surrogate */
	{ "\xF4\x90\x80\x80", 4, { 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD }, 4 },
	{ "\xF0\x9F\x98", 3, { 0xFFFD }, 1 },			/* cut off */
	{ "\xE2\x82" "A", 3, { 0xFFFD, 'A' }, 2 },
	{ "\xF1\x80\x80\xE1\x80\xC2\x62", 7,
	  { 0xFFFD, 0xFFFD, 0xFFFD, 'b' }, 4 },
	{ "\x80\xFF", 2, { 0xFFFD, 0xFFFD }, 2 },
	{ "\0", 1, { 0 }, 1 },
};

static void utf8_decodes_by_maximal_subparts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++) {
		const char *s = sequences[i].bytes;
		size_t n = sequences[i].n, k = 0;
		while (n) {
			unsigned cp;
			size_t len = sp_utf8_decode(s, n, &cp);
			assert_in_range(len, 1, n);
			assert_in_range(k, 0, sequences[i].ncps - 1);
			assert_int_equal(cp, sequences[i].cps[k++]);
			s += len;
			n -= len;
		}
		assert_int_equal(k, sequences[i].ncps);
	}
}

static void utf8_encodes_what_it_decodes(void **state)
{
	(void)state;
	for (unsigned cp = 0; cp <= 0x10FFFF; cp += cp < 0x3000 ? 1 : 97) {
		char out[4];
		unsigned back;
		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		size_t n = sp_utf8_encode(cp, out);
		assert_int_equal(sp_utf8_decode(out, n, &back), n);
		assert_int_equal(back, cp);
		assert_int_equal(sp_utf8_valid(out, n), n);
	}
}

static void utf8_finds_the_valid_prefix(void **state)
{
	(void)state;
	assert_int_equal(sp_utf8_valid("", 0), 0);
	assert_int_equal(sp_utf8_valid("caf\xC3\xA9", 5), 5);
	assert_int_equal(sp_utf8_valid("caf\xE9!", 5), 3);
	assert_int_equal(sp_utf8_valid("x\xEF\xBF\xBDy", 5), 5);
	assert_int_equal(sp_utf8_valid("x\xC3", 2), 1);
}

static void utf8_counts_and_cuts(void **state)
{
	(void)state;
	const char *s = "a\xC3\xA9\xF0\x9F\x98\x80z";

	assert_int_equal(sp_utf8_count(s, 8), 4);
	assert_int_equal(sp_utf8_cut(s, 8, 2), 1);
	assert_int_equal(sp_utf8_cut(s, 8, 3), 3);
	assert_int_equal(sp_utf8_cut(s, 8, 6), 3);
	assert_int_equal(sp_utf8_cut(s, 8, 100), 8);
	assert_int_equal(sp_utf8_cut(s, 8, 0), 0);
}

static void utf8_makes_a_line(void **state)
{
	char s[] = "a\tb\x7f\xC2\x85\xC3\xA9\xFF\xEF\xBF\xBD\xE2\x80";

	(void)state;
	size_t n = sp_utf8_line(s, sizeof s - 1);
	s[n] = '\0';
	assert_string_equal(s, "a?b??\xC3\xA9?\xEF\xBF\xBD?");
}

static void utf8_lowers_ascii_only(void **state)
{
	(void)state;
	char out[32] = "";

	sp_utf8_lower("AZ az @[`{ \xC3\x89", 13, out);
	assert_string_equal(out, "az az @[`{ \xC3\x89");
}

/* ---- arena, hash, error --------------------------------------------------- */

static void arena_gives_zeroed_aligned_pieces(void **state)
{
	(void)state;
	sp_arena *a = sp_arena_new();

	for (int round = 0; round < 3; round++) {
		for (size_t n = 1; n < 3000; n = n * 3 + 1) {
			char *p = sp_arena_alloc(a, n);
			assert_int_equal((uintptr_t)p % _Alignof(max_align_t),
					 0);
			for (size_t i = 0; i < n; i++)
				assert_int_equal(p[i], 0);
			memset(p, 'x', n);
		}
		char *big = sp_arena_alloc(a, 3 << 20);
		big[(3 << 20) - 1] = 1;
		assert_true(sp_arena_size(a) >= 3 << 20);
		sp_arena_clear(a);
	}
	assert_string_equal(sp_arena_strndup(a, "abcdef", 3), "abc");
	assert_string_equal(sp_arena_strdup(a, ""), "");
	sp_arena_free(a);
	sp_arena_free(NULL);
}

/* Known answers: FIPS 180-4's "abc", and the FNV page's "foobar". */
static void hashes_give_known_answers(void **state)
{
	(void)state;
	char hex[SP_SHA256_HEX];

	sp_sha256("abc", 3, hex);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223"
			    "b00361a396177a9cb410ff61f20015ad");
	assert_true(sp_hash64("", 0) == 0xcbf29ce484222325u);
	assert_true(sp_hash64("foobar", 6) == 0x85944171f73967e8u);
}

static void the_first_error_wins(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT, other = SP_ERROR_INIT;

	assert_false(sp_fail_at(&err, SP_ESYNTAX, "f.yaml", 3, 7, "no %s",
				"issue"));
	assert_false(sp_fail(&err, SP_EIO, NULL, 0, "later"));
	assert_string_equal(error_text(&err), "f.yaml:3:7: no issue");
	assert_true(sp_error_pass(&err, &other));
	sp_fail(&other, SP_EIO, "g", 2, "one\nline\x1b");
	assert_string_equal(error_text(&other), "g:2: one?line?");
	assert_false(sp_error_pass(&err, &other));
	assert_string_equal(error_text(&err), "f.yaml:3:7: no issue");
	sp_error_clear(&err);
	assert_false(sp_error_pass(&err, &other));
	assert_int_equal(err.code, SP_EIO);
	assert_false(sp_fail(NULL, SP_EIO, NULL, 0, "nobody listens"));
	sp_error_clear(&err);
	sp_fail(&err, SP_EIO, "a\nb\x1b[2J.html", 0, "no");
	assert_string_equal(error_text(&err), "a?b?[2J.html: no");
}

static void arrays_grow_by_doubling(void **state)
{
	(void)state;
	int *v = NULL;
	size_t cap = 0, moves = 0, last = 0;

	for (size_t n = 0; n < 1000; n++) {
		v = sp_grow(v, n, &cap, sizeof *v);
		v[n] = (int)n;
		moves += cap != last;
		last = cap;
	}
	assert_int_equal(v[999], 999);
	assert_in_range(moves, 1, 12);
	free(v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(buf_is_terminated_from_the_start),
		cmocka_unit_test(buf_grows_and_keeps_nuls),
		cmocka_unit_test(buf_writes_code_points),
		cmocka_unit_test(buf_reads_regular_files_only),
		cmocka_unit_test(a_size_a_little_too_large_is_told_in_bytes),
		cmocka_unit_test(utf8_decodes_by_maximal_subparts),
		cmocka_unit_test(utf8_encodes_what_it_decodes),
		cmocka_unit_test(utf8_finds_the_valid_prefix),
		cmocka_unit_test(utf8_counts_and_cuts),
		cmocka_unit_test(utf8_makes_a_line),
		cmocka_unit_test(utf8_lowers_ascii_only),
		cmocka_unit_test(arena_gives_zeroed_aligned_pieces),
		cmocka_unit_test(hashes_give_known_answers),
		cmocka_unit_test(the_first_error_wins),
		cmocka_unit_test(arrays_grow_by_doubling),
	};
	int failed = cmocka_run_group_tests_name("base", tests, NULL, NULL);

	fixture_clean();
	return failed;
}
