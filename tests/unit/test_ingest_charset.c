/* The labels of character sets, UTF-16 and UTF-32 with and without their marks,
 * and normal form C. */
#include "tests/unit/test.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "ingest/charset.h"
#include "ingest/decode.h"
#include "ingest/normal.h"

/* As the encoding standard has them; blanks and case do not count. */
static void labels_mean_what_browsers_mean(void **state)
{
	(void)state;
	static const struct { const char *label, *name; } cases[] = {
		{ "utf-8", "UTF-8" }, { "UTF8", "UTF-8" }, { "unicode-1-1-utf-8", "UTF-8" },
		{ " \tUTF-8\r\n", "UTF-8" }, { "x-unicode20utf8", "UTF-8" },
		{ "ascii", "windows-1252" }, { "us-ascii", "windows-1252" },
		{ "iso-8859-1", "windows-1252" }, { "ISO8859-1", "windows-1252" },
		{ "latin1", "windows-1252" }, { "l1", "windows-1252" },
		{ "ANSI_X3.4-1968", "windows-1252" }, { "cp1252", "windows-1252" },
		{ "x-cp1252", "windows-1252" }, { "ibm819", "windows-1252" },
		{ "iso-8859-9", "windows-1254" }, { "latin5", "windows-1254" },
		{ "iso-8859-11", "windows-874" }, { "tis-620", "windows-874" },
		{ "dos-874", "windows-874" }, { "latin2", "ISO-8859-2" },
		{ "csisolatin2", "ISO-8859-2" }, { "iso-8859-15", "ISO-8859-15" },
		{ "l9", "ISO-8859-15" }, { "greek", "ISO-8859-7" },
		{ "sun_eu_greek", "ISO-8859-7" }, { "cyrillic", "ISO-8859-5" },
		{ "logical", "ISO-8859-8-I" }, { "visual", "ISO-8859-8" },
		{ "koi", "KOI8-R" }, { "koi8-ru", "KOI8-U" }, { "cp866", "IBM866" },
		{ "mac", "macintosh" }, { "x-mac-roman", "macintosh" },
		{ "x-mac-ukrainian", "x-mac-cyrillic" },
		{ "windows-1251", "windows-1251" }, { "x-cp1250", "windows-1250" },
		{ "gb2312", "GBK" }, { "chinese", "GBK" }, { "gb18030", "gb18030" },
		{ "big5-hkscs", "Big5" }, { "x-x-big5", "Big5" },
		{ "sjis", "Shift_JIS" }, { "ms_kanji", "Shift_JIS" },
		{ "windows-31j", "Shift_JIS" }, { "x-euc-jp", "EUC-JP" },
		{ "ks_c_5601-1987", "EUC-KR" }, { "korean", "EUC-KR" },
		{ "csiso2022jp", "ISO-2022-JP" }, { "hz-gb-2312", "replacement" },
		{ "iso-2022-kr", "replacement" }, { "utf-16", "UTF-16LE" },
		{ "ucs-2", "UTF-16LE" }, { "unicodefffe", "UTF-16BE" },
		{ "utf-16be", "UTF-16BE" },
		{ "", NULL }, { "utf-9", NULL }, { "none", NULL }, { "latin", NULL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const sp_charset *c = sp_charset_by_label(cases[i].label, strlen(cases[i].label));
		if (!c != !cases[i].name || (c && strcmp(c->name, cases[i].name) != 0))
			fail_msg("'%s' is %s, not %s", cases[i].label, c ? c->name : "none",
				 cases[i].name ? cases[i].name : "none");
	}
}

static void put_wide(sp_buf *out, unsigned cp, unsigned bytes, bool little)
{
	for (unsigned k = 0; k < bytes; k++)
		sp_buf_addc(out, (char)(cp >> 8 * (little ? k : bytes - 1 - k)));
}

/* `text` in UTF-16 (bytes 2) or UTF-32 (bytes 4). */
static void make_wide(const char *text, unsigned bytes, bool little, bool mark, sp_buf *out)
{
	sp_buf_clear(out);
	if (mark)
		put_wide(out, 0xfeff, bytes, little);
	for (size_t i = 0, n = strlen(text); i < n;) {
		unsigned cp;
		i += sp_utf8_decode(text + i, n - i, &cp);
		if (bytes == 2 && cp > 0xffff) {
			put_wide(out, 0xd800 + ((cp - 0x10000) >> 10), 2, little);
			cp = 0xdc00 + (cp & 0x3ff);
		}
		put_wide(out, cp, bytes, little);
	}
}

static void wide_text_is_read_with_and_without_its_mark(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"We ask for time.\n", "<p>Une réponse, déjà</p>\r\n",
		"<p>Мы просим времени.</p>\n", "<html><body>私たちは求めます。😀</body></html>",
	};
	static const char *const names[2][2] = {
		{ "UTF-16BE", "UTF-16LE" }, { "UTF-32BE", "UTF-32LE" },
	};
	sp_buf in = SP_BUF_INIT, out = SP_BUF_INIT;

	for (unsigned k = 0; k < 4 * 8; k++) {
		const char *text = texts[k / 8];
		bool wide = k & 1, little = k & 2, mark = k & 4;
		sp_decoded info;
		make_wide(text, wide ? 4 : 2, little, mark, &in);
		assert_false(sp_decode_is_binary(in.data, in.len));
		sp_buf_clear(&out);
		sp_decode(in.data, in.len, &out, &info);
		assert_string_equal(info.charset, names[wide][little]);
		assert_int_equal(info.by, mark ? SP_BY_MARK : SP_BY_NULS);
		assert_string_equal(out.data, text);
		assert_int_equal(info.invalid, 0);
	}
	sp_buf_release(&in);
	sp_buf_release(&out);
}

static void broken_wide_text_is_counted(void **state)
{
	(void)state;
	static const struct { const char *in; size_t n; const char *out; size_t invalid; } cases[] = {
#define C(s, out, invalid) { s, sizeof s - 1, out, invalid }
		C("\xff\xfe" "a\0\x00\xd8" "b\0", "a�b", 1),	/* lone high surrogate */
		C("\xff\xfe" "a\0\x00\xdc" "b\0", "a�b", 1),	/* lone low surrogate */
		C("\xff\xfe" "a\0b", "a�", 1),			/* cut off */
		C("\xff\xfe\0\0" "a\0\0\0\0\0\x11\0" "b\0\0\0", "a�b", 1), /* beyond U+10FFFF */
		C("\xff\xfe" "a\0\0\0b\0", "ab", 0),		/* NULs are left out */
#undef C
	};
	sp_buf out = SP_BUF_INIT;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sp_decoded info;
		sp_buf_clear(&out);
		sp_decode(cases[i].in, cases[i].n, &out, &info);
		assert_string_equal(out.data, cases[i].out);
		assert_int_equal(info.invalid, cases[i].invalid);
	}
	sp_buf_release(&out);
}

/* A mark goes before what is declared; a declared UTF-16 that can be read is none. */
static void what_the_bytes_are_goes_before_what_is_said(void **state)
{
	(void)state;
	static const struct { const char *in, *charset; sp_decoded_by by; } cases[] = {
		{ "\xef\xbb\xbf<meta charset=koi8-r>\xc3\xa9", "UTF-8", SP_BY_MARK },
		{ "<meta charset=utf-16>caf\xc3\xa9 \xc3\xa9", "UTF-8", SP_BY_UTF8 },
		{ "<meta charset=utf-16>plain", "UTF-8", SP_BY_ASCII },
		{ "<?xml version='1.0' encoding='ISO-8859-2'?><a>\xb1</a>", "ISO-8859-2", SP_BY_XML },
		{ "<meta charset='windows-1250'>\x9e\xe1k", "windows-1250", SP_BY_META },
		{ "\x93quoted\x94", "windows-1252", SP_BY_DEFAULT },
	};
	sp_buf out = SP_BUF_INIT;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sp_decoded info;
		sp_buf_clear(&out);
		sp_decode(cases[i].in, strlen(cases[i].in), &out, &info);
		assert_string_equal(info.charset, cases[i].charset);
		assert_string_equal(sp_decoded_by_name(info.by), sp_decoded_by_name(cases[i].by));
	}
	sp_buf_release(&out);
}

static void letters_are_composed(void **state)
{
	(void)state;
	static const struct { const char *in, *out; } cases[] = {
		{ "plain", "plain" }, { "é", "é" }, { "e\xcc\x81", "é" },
		{ "A\xcc\x8a", "Å" }, { "\xe2\x84\xab", "Å" },		/* the sign for angstrom */
		{ "\xe2\x84\xa6", "Ω" },				/* and for ohm */
		{ "s\xcc\xa3\xcc\x87", "ṩ" }, { "s\xcc\x87\xcc\xa3", "ṩ" }, /* in either order */
		{ "q\xcc\x87", "q\xcc\x87" },				/* has no letter of its own */
		{ "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "한" },	/* jamo */
		{ "ﬁ ² Ａ ½", "ﬁ ² Ａ ½" },				/* compatibility stays */
		{ "e\xcc\x81 und o\xcc\x88", "é und ö" },
	};
	sp_buf text = SP_BUF_INIT;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sp_buf_clear(&text);
		sp_buf_adds(&text, "e\xcc\x81|");	/* what stands before is not looked at */
		sp_buf_adds(&text, cases[i].in);
		bool changed = sp_normal(&text, 4);
		assert_string_equal(text.data + 4, cases[i].out);
		assert_int_equal(changed, strcmp(cases[i].in, cases[i].out) != 0);
		assert_memory_equal(text.data, "e\xcc\x81|", 4);
	}
	sp_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_mean_what_browsers_mean),
		cmocka_unit_test(wide_text_is_read_with_and_without_its_mark),
		cmocka_unit_test(broken_wide_text_is_counted),
		cmocka_unit_test(what_the_bytes_are_goes_before_what_is_said),
		cmocka_unit_test(letters_are_composed),
	};

	return cmocka_run_group_tests_name("ingest charset", tests, NULL, NULL);
}
