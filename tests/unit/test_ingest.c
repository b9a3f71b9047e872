/* What ingest reads of a source: blocks, main content, encodings, dialects,
 * and what it refuses. Each case is a file of its own. */
#include "tests/unit/test.h"

#include <strings.h>

#include "base/buf.h"
#include "ingest/ingest.h"
#include "tests/unit/fixture.h"

static sp_document *read_bytes(const char *name, const void *bytes, size_t n,
			       bool all)
{
	sp_error err = SP_ERROR_INIT;
	const char *path = fixture_path(name);
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	sp_ingest_options o = { .all = all };
	sp_document *d = sp_ingest_read(path, &o, &err);
	if (!d)
		fail_msg("%s: %s", name, error_text(&err));
	return d;
}

/* Blocks as "h2:text|p:text|li1:text ..."; a lead-in as "<seq" behind. */
static void describe(const sp_document *d, char *out, size_t size)
{
	static const char *const names[] = { "h", "p", "li", "tr", "q" };
	sp_buf b = SP_BUF_INIT;

	for (size_t i = 0; i < d->nblocks; i++) {
		const sp_block *k = &d->blocks[i];
		sp_buf_addf(&b, "%s%s", i ? "|" : "", names[k->kind]);
		if (k->level)
			sp_buf_addf(&b, "%d", k->level);
		if (k->lead_in >= 0)
			sp_buf_addf(&b, "<%d", k->lead_in);
		sp_buf_addf(&b, ":%s", k->text);
	}
	snprintf(out, size, "%s", b.data);
	sp_buf_release(&b);
}

static void check(const char *name, const char *source, const char *want)
{
	char got[2048];
	sp_document *d = read_bytes(name, source, strlen(source), false);

	describe(d, got, sizeof got);
	if (strcmp(got, want) != 0)
		fail_msg("%s\n  wanted %s\n  got    %s", source, want, got);
	sp_document_free(d);
}

static void test_html_blocks(void **state)
{
	(void)state;
	check("a.html", "<h2>Open models</h2><p>We  ask\nthat:</p><ul><li>one"
	      "<ul><li>deep</li></ul></li><li>two</li></ul>",
	      "h2:Open models|p:We ask that:|li1<1:one|li2<2:deep|li1<1:two");
	check("a.html", "<p>First.<br><br>Second.<br>Third.</p>",
	      "p:First.|p:Second.\nThird.");
	check("a.html", "<blockquote><p>Said.</p></blockquote><p>So.</p>",
	      "q:Said.|p:So.");
	check("a.html", "<table><tr><th>Year</th><th>Sum</th></tr>"
	      "<tr><td>2024</td><td>5</td></tr></table>",
	      "tr:Year | Sum|tr:2024 | 5");
	check("a.html", "<p>A&nbsp;B&shy;C &#146;x&#146; &copy 2025</p>",
	      "p:A BC \xE2\x80\x99x\xE2\x80\x99 \xC2\xA9 2025");
	check("a.html", "<p>We recommend:</p><p>1. Fund it.</p><p>2. Test it.</p>",
	      "p:We recommend:|li1<0:1. Fund it.|li1<0:2. Test it.");
}

/* A position in the furniture of a page is not the submitter's. */
static void test_furniture(void **state)
{
	static const char page[] =
		"<!DOCTYPE html><html><head><title>Letter</title></head><body>"
		"<header><nav><ul><li><a href='/'>Home</a></li><li><a href='/b'>"
		"Ban it now</a></li></ul></nav></header>"
		"<main><article><h1>Letter</h1><p>We ask the council to keep the "
		"old bridge open to walkers, because a town without a crossing "
		"is two towns, and nobody here wishes for that.</p>"
		"<p>We also ask for a light on the northern stair.</p></article>"
		"<section class='related'><h3>Related posts</h3><ul><li>"
		"<a href='/1'>The bridge must go</a></li></ul></section></main>"
		"<aside><p>Subscribe to our newsletter.</p></aside>"
		"<div id='comments'><p>Tear it down!</p></div>"
		"<footer><p>All rights reserved.</p></footer></body></html>";
	char got[2048];
	sp_document *d = read_bytes("f.html", page, strlen(page), false);

	(void)state;
	describe(d, got, sizeof got);
	assert_non_null(strstr(got, "keep the old bridge"));
	assert_non_null(strstr(got, "northern stair"));
	assert_null(strstr(got, "Ban it now"));
	assert_null(strstr(got, "must go"));
	assert_null(strstr(got, "newsletter"));
	assert_null(strstr(got, "Tear it down"));
	assert_null(strstr(got, "rights reserved"));
	sp_document_free(d);
	/* nothing is lost with --all */
	d = read_bytes("f.html", page, strlen(page), true);
	describe(d, got, sizeof got);
	assert_non_null(strstr(got, "Tear it down"));
	assert_non_null(strstr(got, "must go"));
	sp_document_free(d);
}

static void test_charsets(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *charset, *want;
	} cases[] = {
#define BYTES(s) s, sizeof s - 1
		{ BYTES("<meta charset=iso-8859-1><p>don\x92t"),
		  "windows-1252", "p:don\xE2\x80\x99t" },
		{ BYTES("<p>caf\xC3\xA9"), "utf-8", "p:caf\xC3\xA9" },
		{ BYTES("<p>caf\xE9"), "windows-1252", "p:caf\xC3\xA9" },
		{ BYTES("\xEF\xBB\xBF<p>\xC3\xA9"), "utf-8", "p:\xC3\xA9" },
		{ BYTES("\xFF\xFE<\0p\0>\0\xE9\0"), "utf-16le",
		  "p:\xC3\xA9" },
#undef BYTES
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char got[256];
		sp_document *d = read_bytes("c.html", cases[i].bytes,
					    cases[i].n, false);
		describe(d, got, sizeof got);
		assert_string_equal(got, cases[i].want);
		assert_int_equal(strcasecmp(d->charset, cases[i].charset), 0);
		sp_document_free(d);
	}
}

static void test_dialects(void **state)
{
	static const char tei[] =
		"<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc>"
		"<titleStmt><title>Letter</title><author>Acme</author></titleStmt>"
		"<publicationStmt><date when='2026-02-03'/></publicationStmt>"
		"<sourceDesc><p>Converted.</p></sourceDesc></fileDesc></teiHeader>"
		"<text><body><div><head>One</head><p>We agree.</p></div></body>"
		"</text></TEI>";
	static const char own[] =
		"<!DOCTYPE s [<!ENTITY org \"B&#233;ton AG\">]>"
		"<s><meta><submitter>&org;</submitter><received>2026-01-02"
		"</received></meta><content><para>We of &org; object.</para>"
		"</content></s>";
	char got[512];
	sp_document *d = read_bytes("t.xml", tei, strlen(tei), false);

	(void)state;
	describe(d, got, sizeof got);
	assert_non_null(strstr(got, "One|p:We agree."));
	assert_null(strstr(got, "Converted"));
	assert_string_equal(d->dialect, "tei");
	assert_string_equal(d->submitter, "Acme");
	assert_string_equal(d->submitted_on, "2026-02-03");
	sp_document_free(d);
	d = read_bytes("o.xml", own, strlen(own), false);
	describe(d, got, sizeof got);
	assert_string_equal(got, "p:We of B\xC3\xA9ton AG object.");
	assert_string_equal(d->submitter, "B\xC3\xA9ton AG");
	sp_document_free(d);
}

static void check_failed(const char *name, const void *bytes, size_t n,
			 const char *message)
{
	sp_document *d = read_bytes(name, bytes, n, false);

	if (d->status != SP_DOC_FAILED)
		fail_msg("%s was not refused", name);
	assert_int_equal(d->nblocks, 0);
	assert_true(d->nproblems >= 1);
	if (!strstr(d->problems[0].message, message))
		fail_msg("%s: %s", name, d->problems[0].message);
	sp_document_free(d);
}

static void test_refused(void **state)
{
	static const char bomb[] =
		"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
		"<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
		"<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>"
		"<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>"
		"<!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'>"
		"<!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>"
		"<!ENTITY g '&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;'>]><x>&g;</x>";
	static const char external[] =
		"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>"
		"<x><p>Before &e; after.</p></x>";
	char binary[512];
	sp_document *d;

	(void)state;
	check_failed("b.xml", bomb, strlen(bomb), "refused");
	check_failed("e.xml", external, strlen(external), "e");
	check_failed("t.xml", "<a><p>Half of", 13, "Premature end");
	for (size_t i = 0; i < sizeof binary; i++)
		binary[i] = (char)(i * 37);
	check_failed("n.html", binary, sizeof binary, "binary");
	d = read_bytes("z.html", "", 0, false);
	assert_int_equal(d->status, SP_DOC_EMPTY);
	sp_document_free(d);
}

/* The tree is walked without recursion. */
static void test_deep(void **state)
{
	sp_buf b = SP_BUF_INIT;

	(void)state;
	for (int i = 0; i < 100000; i++)
		sp_buf_adds(&b, "<div>");
	sp_buf_adds(&b, "<p>At the bottom of it all there is a sentence.");
	sp_document *d = read_bytes("deep.html", b.data, b.len, true);
	assert_int_equal(d->nblocks, 1);
	sp_document_free(d);
	sp_buf_release(&b);
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
		cmocka_unit_test(test_html_blocks),
		cmocka_unit_test(test_furniture),
		cmocka_unit_test(test_charsets),
		cmocka_unit_test(test_dialects),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_deep),
	};

	return cmocka_run_group_tests_name("ingest", tests, NULL, clean);
}
