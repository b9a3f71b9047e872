/* Character sets, references, dates, markers: what stands before any block. */
#include "tests/unit/test.h"

#include "base/buf.h"
#include "ingest/date.h"
#include "ingest/decode.h"
#include "ingest/entity.h"
#include "ingest/manifest.h"
#include "ingest/marker.h"
#include "ingest/mend.h"

static void character_sets_are_what_browsers_take(void **state)
{
	(void)state;
	static const struct {
		const char *in;
		size_t n;
		const char *charset, *out;
	} cases[] = {
#define C(s, charset, out) { s, sizeof s - 1, charset, out }
		C("plain", "UTF-8", "plain"),
		C("caf\xc3\xa9", "UTF-8", "café"),
		C("\xef\xbb\xbf" "a", "UTF-8", "a"),
		C("\xff\xfe" "a\0\xe9\0", "UTF-16LE", "aé"),
		C("\xfe\xff" "\0a\0\xe9", "UTF-16BE", "aé"),
		C("<\0p\0>\0", "UTF-16LE", "<p>"),
		C("\x93x\x94 caf\xe9", "windows-1252", "“x” café"),
		C("<meta charset=iso-8859-1>\x92", "windows-1252",
		  "<meta charset=iso-8859-1>’"),
		C("<meta charset='us-ascii'>\x92", "windows-1252",
		  "<meta charset='us-ascii'>’"),
		C("<meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\">\xcf",
		  "windows-1251",
		  "<meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\">П"),
		C("<?xml version='1.0' encoding='KOI8-R'?><a>\xf0</a>", "KOI8-R",
		  "<?xml version='1.0' encoding='KOI8-R'?><a>П</a>"),
		/* a false declaration: the bytes decide */
		C("<meta charset=latin1>caf\xc3\xa9", "UTF-8", "<meta charset=latin1>café"),
		C("<meta charset=utf-8>caf\xe9", "windows-1252", "<meta charset=utf-8>café"),
		C("<meta charset=tis-620>\xa1", "windows-874", "<meta charset=tis-620>ก"),
		C("<meta charset=sjis>\x82\xa0", "Shift_JIS", "<meta charset=sjis>あ"),
#undef C
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sp_buf out = SP_BUF_INIT;
		sp_decoded info;
		sp_decode(cases[i].in, cases[i].n, &out, &info);
		assert_string_equal(out.data, cases[i].out);
		assert_string_equal(info.charset, cases[i].charset);
		assert_int_equal(info.invalid, 0);
		sp_buf_release(&out);
	}
}

/* Nothing is declared; each reads without an error in either set. */
static void macintosh_is_told_from_windows(void **state)
{
	(void)state;
	static const struct { const char *in, *charset, *out; } cases[] = {
		{ "We don\xd5t ask for it.", "macintosh", "We don’t ask for it." },
		{ "\xd2We ask,\xd3 she wrote.", "macintosh", "“We ask,” she wrote." },
		{ "Mills \xd0 all of them \xd0 close.", "macintosh", "Mills – all of them – close." },
		{ "Les d\x8eput\x8es ont vot\x8e.", "macintosh", "Les députés ont voté." },
		{ "We don\x92t ask for it.", "windows-1252", "We don’t ask for it." },
		{ "La letra \xd1 de Espa\xf1" "a.", "windows-1252", "La letra Ñ de España." },
		{ "\xc9 bom. \xd2pera \xe9 m\xfasica.", "windows-1252", "É bom. Òpera é música." },
		{ "<a title='caf\xe9'>go</a>", "windows-1252", "<a title='café'>go</a>" },
		{ "M\xfchlen \x96 \xdc" "bung", "windows-1252", "Mühlen – Übung" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sp_buf out = SP_BUF_INIT;
		sp_decoded info;
		sp_decode(cases[i].in, strlen(cases[i].in), &out, &info);
		assert_string_equal(out.data, cases[i].out);
		assert_string_equal(info.charset, cases[i].charset);
		sp_buf_release(&out);
	}
}

static void what_has_no_meaning_is_counted(void **state)
{
	(void)state;
	static const char mixed[] = "<meta charset=utf-8>é \xff and \xe2\x80 end\0";
	sp_buf out = SP_BUF_INIT;
	sp_decoded info;

	sp_decode(mixed, sizeof mixed - 1, &out, &info);
	assert_string_equal(out.data, "<meta charset=utf-8>é � and � end");
	assert_int_equal(info.invalid, 2);
	assert_int_equal(info.nuls, 1);
	sp_buf_release(&out);
}

static void programs_are_no_text(void **state)
{
	(void)state;
	char junk[4096];

	for (size_t i = 0; i < sizeof junk; i++)
		junk[i] = (char)(i * 7919 % 256);
	assert_true(sp_decode_is_binary(junk, sizeof junk));
	assert_false(sp_decode_is_binary("a\tb\r\n", 5));
	assert_false(sp_decode_is_binary("\xff\xfe" "a\0b\0", 6));
	assert_false(sp_decode_is_binary("one \0 slip", 10));
}

static void references_are_read_as_html_has_them(void **state)
{
	(void)state;
	static const struct { const char *in; bool attribute; const char *out; size_t read; } cases[] = {
		{ "&amp;x", false, "&", 5 }, { "&nbsp", false, "\xc2\xa0", 5 },
		{ "&copyx", false, "©", 5 }, { "&copyx", true, "", 0 },
		{ "&copy=1", true, "", 0 }, { "&rightarrow;", false, "→", 12 },
		{ "&dash;", false, "‐", 6 }, { "&notit;", false, "¬", 4 },
		{ "&notin;", false, "∉", 7 }, { "&#146;", false, "’", 6 },
		{ "&#x96;", false, "–", 6 }, { "&#8217", false, "’", 6 },
		{ "&#0;", false, "�", 4 }, { "&#xD800;", false, "�", 8 },
		{ "&#99999999999;", false, "�", 14 }, { "&#x;", false, "", 0 },
		{ "&bogus;", false, "", 0 }, { "& ", false, "", 0 }, { "&", false, "", 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sp_buf out = SP_BUF_INIT;
		size_t n = sp_entity_decode(cases[i].in, strlen(cases[i].in),
					    cases[i].attribute, &out);
		assert_int_equal(n, cases[i].read);
		assert_string_equal(out.data, cases[i].out);
		sp_buf_release(&out);
	}
}

static void markup_is_mended(void **state)
{
	(void)state;
	static const struct { const char *in, *out; } cases[] = {
		{ "<P CLASS=a CLASS=b ONCLICK=x>1 < 2 & &lt;", "<p class=\"a\" class=\"b\">1 &lt; 2 &amp; &lt;" },
		{ "a<!-->b-->c", "a<!---->b-->c" },
		{ "a<!--x--!>b", "a<!---->b" },
		{ "a<![CDATA[x]]>b", "a<!---->b" },
		{ "<svg><![CDATA[<x>]]></svg>", "<svg>&lt;x></svg>" },
		{ "<script>if (a<b) '</p>'</script>t", "<script></script>t" },
		{ "<script><!--<script>-></script>--></script>t", "<script></script>t" },
		{ "<title>a <b> &amp;c</title>", "<title>a &lt;b> &amp;c</title>" },
		{ "<template><p>x<template></template></template>y", "<template></template>y" },
		{ "a<?php echo ?>b</>c", "a<!---->b<!---->c" },
		{ "<img src=x alt=y/>", "<img src=\"x\">" },
		{ "x<p never closed", "x" },
		/* an <svg> that is never closed ends where HTML begins */
		{ "<svg><g><p>x", "<svg><g></svg><p>x" },
		{ "<svg><math><font size=1>x", "<svg><math></math></svg><font>x" },
		{ "<svg><font>x", "<svg><font>x" },
		{ "<svg><foreignObject><p>x</foreignObject><br></svg>",
		  "<svg><foreignobject><p>x</foreignobject></svg><br></svg>" },
		{ "<svg><title>a<b>c</svg><title><b></title>",
		  "<svg><title>a<b>c</svg><title>&lt;b></title>" },
		/* the name of an element may be cut, a letter not */
		{ "<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaé>x",
		  "<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa>x" },
		{ "<svg/><svg></svg><p>x", "<svg/><svg></svg><p>x" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sp_buf out = SP_BUF_INIT;
		sp_mended info;
		sp_mend(cases[i].in, strlen(cases[i].in), &out, &info);
		assert_string_equal(out.data, cases[i].out);
		sp_buf_release(&out);
	}
}

static void lines_stay_where_they_were(void **state)
{
	(void)state;
	static const char in[] = "<p\nclass=a>\n<!--\n\n-->x<script>\n\n</script>\n<b\n>y";
	sp_buf out = SP_BUF_INIT;
	sp_mended info;
	size_t before = 0, after = 0;

	sp_mend(in, sizeof in - 1, &out, &info);
	for (size_t i = 0; i < sizeof in; i++)
		before += in[i] == '\n';
	for (size_t i = 0; i < out.len; i++)
		after += out.data[i] == '\n';
	assert_int_equal(after, before);
	sp_buf_release(&out);
}

static void a_flood_of_attributes_is_capped(void **state)
{
	(void)state;
	sp_buf in = SP_BUF_INIT, out = SP_BUF_INIT;
	sp_mended info;

	sp_buf_adds(&in, "<p");
	for (int i = 0; i < 5000; i++)
		sp_buf_adds(&in, " class=x");
	sp_buf_adds(&in, ">text");
	sp_mend(in.data, in.len, &out, &info);
	assert_int_equal(info.attributes, 1);
	assert_true(out.len < 1000);
	sp_buf_release(&in);
	sp_buf_release(&out);
}

static void dates_are_found(void **state)
{
	(void)state;
	static const struct { const char *in, *out; } cases[] = {
		{ "2025-03-14", "2025-03-14" }, { "2025-03-14T10:00:00Z", "2025-03-14" },
		{ "20250314", "2025-03-14" }, { "March 14, 2025", "2025-03-14" },
		{ "Mar. 14th, 2025", "2025-03-14" }, { "14 March 2025", "2025-03-14" },
		{ "Monday, February 12, 2024", "2024-02-12" }, { "3/14/2025", "2025-03-14" },
		{ "14/3/2025", "2025-03-14" }, { "14.03.2025", "2025-03-14" },
		{ "Posted on Sept 1, 2025 at noon", "2025-09-01" },
		{ "February 29, 2024", "2024-02-29" }, { "29.2.2000", "2000-02-29" },
		{ "February 29, 2025", NULL }, { "29.2.1900", NULL },
		{ "2025-13-01", NULL }, { "2025", NULL }, { "Maybe 14, 2025", NULL },
		{ "31 February", NULL }, { "", NULL },
	};
	char date[SP_DATE_SIZE];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool found = sp_date(cases[i].in, date);
		assert_int_equal(found, cases[i].out != NULL);
		if (found)
			assert_string_equal(date, cases[i].out);
	}
}

static void markers_are_told_from_words(void **state)
{
	(void)state;
	static const struct { const char *in; sp_marker_kind kind; int value; size_t len; } cases[] = {
		{ "• One", SP_MARKER_BULLET, 0, 4 }, { "- One", SP_MARKER_DASH, 0, 2 },
		{ "1. One", SP_MARKER_NUMBER, 1, 3 }, { "(12) One", SP_MARKER_NUMBER, 12, 5 },
		{ "b) One", SP_MARKER_LETTER, 2, 3 }, { "(iv) One", SP_MARKER_ROMAN, 4, 5 },
		{ "3.14 is pi", SP_MARKER_NONE, 0, 0 }, { "2025 was", SP_MARKER_NONE, 0, 0 },
		{ "e.g. this", SP_MARKER_NONE, 0, 0 }, { "U. S. law", SP_MARKER_NONE, 0, 0 },
		{ "-5 degrees", SP_MARKER_NONE, 0, 0 }, { "well) then", SP_MARKER_NONE, 0, 0 },
		{ "", SP_MARKER_NONE, 0, 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sp_marker m = sp_marker_of(cases[i].in, strlen(cases[i].in));
		if (m.kind != cases[i].kind || m.value != cases[i].value || m.len != cases[i].len)
			fail_msg("%s: kind %d value %d len %zu", cases[i].in, m.kind,
				 m.value, m.len);
	}
}

static void kinds_of_submitters_are_understood(void **state)
{
	(void)state;
	static const struct { const char *in, *out; } cases[] = {
		{ "Firm (Industry or Technology Company)", "company" },
		{ "Business/trade associations", "trade-association" },
		{ "Non-profits/NGOs/charities", "nonprofit" },
		{ "Think tanks/research institutions and universities", "academic" },
		{ "Individual/Other", "individual" }, { "AI Company", "company" },
		{ "Industry Association", "trade-association" },
		{ "Professional Society", "nonprofit" }, { "State government", "government" },
		{ "trade-association", "trade-association" }, { "other", "other" },
		{ "zebra", NULL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *type = sp_submitter_type(cases[i].in);
		if (!cases[i].out)
			assert_null(type);
		else
			assert_string_equal(type, cases[i].out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(character_sets_are_what_browsers_take),
		cmocka_unit_test(macintosh_is_told_from_windows),
		cmocka_unit_test(what_has_no_meaning_is_counted),
		cmocka_unit_test(programs_are_no_text),
		cmocka_unit_test(references_are_read_as_html_has_them),
		cmocka_unit_test(markup_is_mended),
		cmocka_unit_test(lines_stay_where_they_were),
		cmocka_unit_test(a_flood_of_attributes_is_capped),
		cmocka_unit_test(dates_are_found),
		cmocka_unit_test(markers_are_told_from_words),
		cmocka_unit_test(kinds_of_submitters_are_understood),
	};

	return cmocka_run_group_tests_name("ingest decode", tests, NULL, NULL);
}
