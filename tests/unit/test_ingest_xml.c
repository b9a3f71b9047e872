/* XML: safety, entities, dialects. */
#include "tests/unit/ingest_text.h"

#define TIMES10(x) x x x x x x x x x x
#define LAUGHS \
	"<!ENTITY a 'ha'><!ENTITY b '" TIMES10("&a;") "'><!ENTITY c '" TIMES10("&b;") \
	"'><!ENTITY d '" TIMES10("&c;") "'><!ENTITY e '" TIMES10("&d;") \
	"'><!ENTITY f '" TIMES10("&e;") "'><!ENTITY g '" TIMES10("&f;") "'>"
#define EMPTY_LAUGHS \
	"<!ENTITY b '" TIMES10("&z;") "'><!ENTITY c '" TIMES10("&b;") \
	"'><!ENTITY d '" TIMES10("&c;") "'><!ENTITY e '" TIMES10("&d;") \
	"'><!ENTITY f '" TIMES10("&e;") "'><!ENTITY g '" TIMES10("&f;") "'>"

static void dialects_become_blocks(void **state)
{
	(void)state;
	static const text_case cases[] = {
		{ "tei.xml", "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>T</title>"
		  "</titleStmt><sourceDesc><p>Not this.</p></sourceDesc></fileDesc></teiHeader><text><body>"
		  "<div><head>A</head><p>One<note>a note</note> two:</p><list><item>x</item></list>"
		  "<div><head>B</head><quote>q</quote></div></div></body></text></TEI>",
		  "h1 A|p One two:|p a note|i1<1 x|h2 B|q q" },
		{ "akn.xml", "<akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'><doc><meta>m</meta>"
		  "<preface><longTitle><p><docTitle>T</docTitle></p></longTitle></preface><mainBody>"
		  "<crossHeading>A</crossHeading><p>We ask:</p><ul><li><p>x</p></li></ul></mainBody></doc></akomaNtoso>",
		  "h1 A|p We ask:|i1<1 x" },
		{ "jats.xml", "<article><front><article-meta><title-group><article-title>T</article-title></title-group>"
		  "</article-meta></front><body><sec><title>A</title><p>b <xref>1</xref></p><list><list-item><p>x</p>"
		  "</list-item></list><disp-quote><p>q</p></disp-quote></sec></body></article>",
		  "h1 A|p b 1|i1 x|q q" },
		{ "db.xml", "<article xmlns='http://docbook.org/ns/docbook'><info><title>T</title></info><section>"
		  "<title>A</title><para>We ask:</para><itemizedlist><listitem><para>x</para></listitem></itemizedlist>"
		  "<informaltable><tgroup><row><entry>1</entry><entry>2</entry></row></tgroup></informaltable></section></article>",
		  "h1 A|p We ask:|i1<1 x|r 1 / 2" },
		{ "fr.xml", "<NOTICE><PREAMB><AGENCY>Agency</AGENCY></PREAMB><HD SOURCE='HD1'>A</HD><P>b <E T='03'>c</E></P>"
		  "<PRTPAGE P='1'/></NOTICE>", "h1 Agency|h3 A|p b c" },
		{ "home.xml", "<submission><meta><submitter>S</submitter></meta><content><heading>A</heading>"
		  "<para>One <b>two</b> three.</para><points><point>x</point></points></content></submission>",
		  "h1 A|p One two three.|i1 x" },
		{ "odd.xml", "<zap><zip>Text of its own, and more than a field.</zip><zop><zup>More <zi>in</zi> line.</zup></zop></zap>",
		  "p Text of its own, and more than a field.|p More in line." },
		{ "x.xml", "<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>A</h1><p>b<br/>c</p></body></html>",
		  "h1 A|p b~c" },
	};

	CHECK_CASES(cases, false);
}

static void entities_of_the_file_are_expanded(void **state)
{
	(void)state;
	static const text_case cases[] = {
		{ "a.xml", "<!DOCTYPE s [<!ENTITY org 'The Org'>]><s><p>We, &org;, ask.</p></s>", "p We, The Org, ask." },
		{ "a.xml", "<!DOCTYPE s [<!ENTITY a '&b; Org'><!ENTITY b 'The'>]><s><p>We, &a;.</p></s>", "p We, The Org." },
		{ "a.xml", "<!DOCTYPE s [<!ENTITY p '<p>In it.</p>'>]><s>&p;<p>x</p></s>", "p In it.|p x" },
		{ "a.xml", "<s><p>a&nbsp;b &mdash; &#8217;</p></s>", "p a b — ’" },
		{ "a.xml", "<s><p><![CDATA[a <b> & c]]></p></s>", "p a <b> & c" },
		/* what stands outside the file is not read, and no fault */
		{ "a.xml", "<!DOCTYPE s SYSTEM 'http://127.0.0.1:9/no.dtd' [<!ENTITY e SYSTEM 'file:///etc/passwd'>"
		  "<!ENTITY % q SYSTEM 'file:///etc/passwd'> %q;]><s><p>a &e; b</p></s>", "p a b" },
	};

	CHECK_CASES(cases, false);
}

static void entity_bombs_are_refused(void **state)
{
	(void)state;
	static const struct { const char *in; const char *says; } cases[] = {
		{ "<!DOCTYPE l [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><l>&a;</l>", "refused" },
		{ "<!DOCTYPE l [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><l x='&a;'/>", "refused" },
		{ "<!DOCTYPE l [" LAUGHS "]><l>&g;&g;&g;</l>", "beyond all measure" },
		{ "<!DOCTYPE l [" LAUGHS "]><l x='&g;&g;&g;'/>", "beyond all measure" },
		/* each of them empty: no text, but all the work */
		{ "<!DOCTYPE l [<!ENTITY z ''>" EMPTY_LAUGHS "]><l>&g;&g;&g;</l>", "beyond all measure" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sp_document *d = read_bytes("a.xml", cases[i].in, strlen(cases[i].in), false);
		assert_int_equal(d->status, SP_DOC_FAILED);
		assert_int_equal(d->nblocks, 0);
		assert_int_equal(d->nproblems, 1);
		if (!strstr(d->problems[0].message, cases[i].says))
			fail_msg("'%s'", d->problems[0].message);
		assert_int_equal(d->problems[0].line, 1);
		sp_document_free(d);
	}
}

/* One entity of 100 KB, 1,000 times: 100 MB out of 107 KB. */
static void quadratic_blowup_is_refused(void **state)
{
	(void)state;
	sp_buf in = SP_BUF_INIT;

	sp_buf_adds(&in, "<!DOCTYPE a [<!ENTITY x '");
	for (int i = 0; i < 10000; i++)
		sp_buf_adds(&in, "ten bytes ");
	sp_buf_adds(&in, "'>]><a>");
	for (int i = 0; i < 1000; i++)
		sp_buf_adds(&in, "<p>&x;</p>");
	sp_buf_adds(&in, "</a>");
	sp_document *d = read_bytes("a.xml", in.data, in.len, false);
	assert_int_equal(d->status, SP_DOC_FAILED);
	assert_string_equal(d->problems[0].message, "entities expand beyond all measure: refused");
	sp_document_free(d);
	sp_buf_release(&in);
}

static void what_is_not_well_formed_is_read_as_meant(void **state)
{
	(void)state;
	static const struct { text_case c; int line; } cases[] = {
		{ { "a.xml", "<a>\n<b>x</b>\n", "p x" }, 3 },
		{ { "a.xml", "<a>\n<b>x</a>", "p x" }, 2 },
		{ { "a.xml", "<s><p>R&D at AT&T & Co. &nothing; &nbsp x</p><p>y</p></s>",
		    "p R&D at AT&T & Co. &nothing; &nbsp x|p y" }, 1 },
		{ { "a.xml", "<s><p>if 3 < 5 and a <b or <x@y.org></p>\n<p>y</p></s>",
		    "p if 3 < 5 and a <b or <x@y.org>|p y" }, 1 },
		/* end tags: forgotten, misspelt, crossed, too many */
		{ { "a.xml", "<s><p>one<p>two</p><p>three</p></s>", "p one|p two|p three" }, 1 },
		{ { "a.xml", "<s><head>A</haed><p>b</p></s>", "h1 A|p b" }, 1 },
		{ { "a.xml", "<s><p>a <b>b <i>c</b> d</i> e</p></s>", "p a b c d e" }, 1 },
		{ { "a.xml", "<s><p>a</p></p></s></s><p>b</p>", "p a|p b" }, 1 },
		{ { "a.xml", "<s><P>a</p><p>b</P></s>", "p a|p b" }, 1 },
		{ { "a.xml", "<s><p>a<br>b</p><p>c</p></s>", "p a~b|p c" }, 1 },
		/* what stands around the root */
		{ { "a.xml", "From: x\n<s><p>a</p></s>", "p From: x|p a" }, 1 },
		{ { "a.xml", "<s><p>a</p></s>\n<s><p>b</p></s>", "p a|p b" }, 2 },
		{ { "a.xml", "<s><p>a</p></s>\n<?xml version='1.0'?><s><p>b</p></s>", "p a|p b" }, 2 },
		/* attributes: bare, doubled, never closed, with markup */
		{ { "a.xml", "<s><p n=1 n=2 k>a</p></s>", "p a" }, 1 },
		{ { "a.xml", "<s><p n='1>a</p><p n='2'>b</p></s>", "p a|p b" }, 1 },
		{ { "a.xml", "<s><p n='a & b'>a</p></s>", "p a" }, 1 },
		/* characters, comments, declarations */
		{ { "a.xml", "<s><p>a\x01&#2;b ]]> c \xef\xbf\xbe.</p></s>", "p ab ]]> c ." }, 1 },
		{ { "a.xml", "<s><!-- a -- b --><p>c</p><!-- d</s>", "p c|p d" }, 1 },
		{ { "a.xml", "<s><p><![CDATA[a < b & c", "p a < b & c" }, 1 },
		{ { "a.xml", "<!DOCTYPE s [<!ENTITY o 'Org'>]>\n<s><p>&o; & &lt;x&gt;</p></s>", "p Org & <x>" }, 2 },
		{ { "a.xml", "<!DOCTYPE s [<!ENTITY o Org>]><s><p>&o;.</p></s>", "p &o;." }, 1 },
		{ { "a.xml", "<s><p title='caf&eacute; & x'>caf&eacute;</p></s>", "p caf\xc3\xa9" }, 1 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const text_case *c = &cases[i].c;
		check_cases(c, 1, false);
		sp_document *d = read_bytes(c->name, c->in, strlen(c->in), false);
		assert_int_equal(d->nproblems >= 1, 1);
		if (strncmp(d->problems[0].message, "XML that is not well-formed, read as it was meant: ", 51) != 0 ||
		    d->problems[0].line != cases[i].line)
			fail_msg("%s: %d: %s", c->in, d->problems[0].line, d->problems[0].message);
		assert_int_equal(d->problems[0].severity, SP_WARNING);
		sp_document_free(d);
	}
}

/* Not well-formed only for those who ask for namespaces; numbers of 1252. */
static void small_faults_are_no_faults(void **state)
{
	(void)state;
	static const text_case cases[] = {
		{ "a.xml", "<s><x:p y:n='1'>a</x:p></s>", "p a" },
		{ "a.xml", "<s><p>It&#146;s &#150; so</p></s>", "p It\xe2\x80\x99s \xe2\x80\x93 so" },
	};

	CHECK_CASES(cases, false);
	sp_document *d = read_bytes("a.xml", cases[0].in, strlen(cases[0].in), false);
	assert_int_equal(d->nproblems, 0);
	sp_document_free(d);
}

static void repeat(sp_buf *out, const char *s, int times)
{
	while (times--)
		sp_buf_adds(out, s);
}

static void read_large(sp_buf *in, size_t blocks, const char *message)
{
	sp_document *d = read_bytes("a.xml", in->data, in->len, false);

	assert_int_equal(d->status, SP_DOC_OK);
	assert_int_equal(d->nblocks, blocks);
	if (d->nproblems != (message ? 1 : 0) ||
	    (message && strcmp(d->problems[0].message, message) != 0))
		fail_msg("'%s'", d->nproblems ? d->problems[0].message : "no problem");
	sp_document_free(d);
	sp_buf_clear(in);
}

static void size_and_depth_are_no_fault(void **state)
{
	(void)state;
	sp_buf in = SP_BUF_INIT;

	sp_buf_adds(&in, "<a");
	for (int i = 0; i < 100000; i++)
		sp_buf_addf(&in, " a%d='1'", i);
	sp_buf_adds(&in, "><p>x</p></a>");
	read_large(&in, 1, "tags with more attributes than anybody needs: 99744 left out");
	sp_buf_adds(&in, "<TEI>");	/* has paths with any depth between */
	repeat(&in, "<date>", 300000);
	sp_buf_adds(&in, "<p>x</p>");
	repeat(&in, "</date>", 300000);
	sp_buf_adds(&in, "</TEI>");
	read_large(&in, 1, NULL);
	repeat(&in, "<d>", 300000);
	sp_buf_adds(&in, "x");
	read_large(&in, 1, "XML that is not well-formed, read as it was meant: "
		   "Premature end of data in tag d line 1");
	sp_buf_adds(&in, "<a><p>");
	repeat(&in, "twelve bytes ", 1000000);
	sp_buf_adds(&in, "</p></a>");
	read_large(&in, 1, NULL);
	sp_buf_adds(&in, "<a>");	/* a namespace a level */
	for (int i = 0; i < 100000; i++)
		sp_buf_addf(&in, "<b xmlns:n%d='u'>", i);
	sp_buf_adds(&in, "<p>x</p>");
	repeat(&in, "</b>", 100000);
	sp_buf_adds(&in, "</a>");
	read_large(&in, 1, NULL);
	/* what is sought and never found is sought once */
	sp_buf_adds(&in, "<a><p>x</p>");
	repeat(&in, "<!--<?<![CDATA", 300000);
	sp_document *d = read_bytes("a.xml", in.data, in.len, false);
	assert_int_equal(d->status, SP_DOC_OK);
	sp_document_free(d);
	sp_buf_clear(&in);
	repeat(&in, "<a>", 500001);
	d = read_bytes("a.xml", in.data, in.len, false);
	assert_int_equal(d->status, SP_DOC_FAILED);
	assert_string_equal(d->problems[0].message, "nested deeper than 500,000 elements: refused");
	sp_document_free(d);
	sp_buf_release(&in);
}

/* What stands in a file counts, not what it is called. */
static void xml_is_known_by_its_content(void **state)
{
	(void)state;
	static const struct { const char *name, *in, *type; } cases[] = {
		{ "a.html", "<?xml version='1.0'?><s><p>a</p></s>", "application/xml" },
		{ "a.html", "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><p>a</p></text></TEI>", "application/xml" },
		{ "a.htm", "<!DOCTYPE article PUBLIC '-//OASIS//DTD DocBook XML V4.5//EN' 'x'><article><para>a</para></article>",
		  "application/xml" },
		{ "a.html", "<submission><p>a</p></submission>\n", "application/xml" },
		{ "a.html", "<article><p>a</p></article>", "text/html" },
		{ "a.html", "<custom-page><p>a</p>", "text/html" },
		{ "a.xml", "<!DOCTYPE html>\n<html><body><p>a<br>b</body></html>", "application/xhtml+xml" },
		{ "a.xml", "<!-- c --><HTML><p>a</HTML>", "application/xhtml+xml" },
		{ "a.xml", "We ask for nothing.", "text/plain" },
		{ "a.xml", "<s><p>a</p></s>", "application/xml" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sp_document *d = read_bytes(cases[i].name, cases[i].in, strlen(cases[i].in), false);
		if (strcmp(d->media_type, cases[i].type) != 0)
			fail_msg("%s: %s: %s", cases[i].name, cases[i].in, d->media_type);
		assert_int_equal(d->nblocks, 1);
		sp_document_free(d);
	}
}

static void metadata_follows_the_dialect(void **state)
{
	(void)state;
	static const struct { const char *in, *dialect, *submitter, *date, *title; } cases[] = {
		{ "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>T</title>"
		  "<author><orgName>Org</orgName></author></titleStmt><publicationStmt><date when='2025-03-14'/>"
		  "</publicationStmt></fileDesc></teiHeader><text><body><p>x</p></body></text></TEI>",
		  "tei", "Org", "2025-03-14", "T" },
		{ "<akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'><doc><meta><identification><FRBRWork>"
		  "<FRBRdate date='2025-03-14'/></FRBRWork></identification><references><TLCOrganization showAs='Org'/>"
		  "</references></meta><mainBody><p>x</p></mainBody></doc></akomaNtoso>", "akoma-ntoso", "Org", "2025-03-14", NULL },
		{ "<submission><meta><submitter>Org</submitter><received>14 March 2025</received><title>T</title></meta>"
		  "<content><para>x</para></content></submission>", "generic", "Org", "2025-03-14", "T" },
		{ "<letter submitter='Org' date='2025-03-14'><p>x</p></letter>", "generic", "Org", "2025-03-14", NULL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sp_document *d = read_bytes("a.xml", cases[i].in, strlen(cases[i].in), false);
		assert_string_equal(d->dialect, cases[i].dialect);
		assert_string_equal(d->submitter, cases[i].submitter);
		assert_string_equal(d->submitted_on, cases[i].date);
		if (cases[i].title)
			assert_string_equal(d->title, cases[i].title);
		assert_int_equal(d->nblocks, 1);
		sp_document_free(d);
	}
}

static void blocks_know_their_place(void **state)
{
	(void)state;
	static const char in[] = "<s>\n<p>a</p>\n<p>b</p>\n<d><p>c</p></d></s>";
	sp_document *d = read_bytes("a.xml", in, sizeof in - 1, false);

	assert_int_equal(d->nblocks, 3);
	assert_string_equal(d->blocks[0].xpath, "/s/p");
	assert_string_equal(d->blocks[1].xpath, "/s/p[2]");
	assert_int_equal(d->blocks[1].line, 3);
	assert_string_equal(d->blocks[2].xpath, "/s/d/p");
	sp_document_free(d);
}

/* Ten kinds of children, and nested deeper than anybody does. */
static void places_are_right_in_any_markup(void **state)
{
	(void)state;
	sp_buf in = SP_BUF_INIT, path = SP_BUF_INIT;

	sp_buf_adds(&in, "<r>");
	for (int i = 0; i < 3; i++)
		for (char c = 'a'; c <= 'j'; c++)
			sp_buf_addf(&in, "<%c/>", c);
	for (int i = 0; i < 90; i++)
		sp_buf_adds(&in, "<j>");
	sp_buf_adds(&in, "<p>Far down.</p>");
	for (int i = 0; i < 90; i++)
		sp_buf_adds(&in, "</j>");
	sp_buf_adds(&in, "</r>");
	sp_document *d = read_bytes("a.xml", in.data, in.len, false);
	sp_buf_adds(&path, "/r/j[4]");
	for (int i = 0; i < 89; i++)
		sp_buf_adds(&path, "/j");
	sp_buf_adds(&path, "/p");
	assert_int_equal(d->nblocks, 1);
	assert_string_equal(d->blocks[0].xpath, path.data);
	sp_document_free(d);
	sp_buf_release(&in);
	sp_buf_release(&path);
}

/* No place rather than a wrong one, or one that is longer than the text. */
static void a_place_too_deep_is_none(void **state)
{
	(void)state;
	sp_buf in = SP_BUF_INIT;

	for (int i = 0; i < 5000; i++)
		sp_buf_adds(&in, "<a>");
	sp_buf_adds(&in, "<p>Far down.</p>");
	for (int i = 0; i < 5000; i++)
		sp_buf_adds(&in, "</a>");
	sp_document *d = read_bytes("a.xml", in.data, in.len, false);
	assert_int_equal(d->nblocks, 1);
	assert_null(d->blocks[0].xpath);
	sp_document_free(d);
	sp_buf_release(&in);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dialects_become_blocks),
		cmocka_unit_test(entities_of_the_file_are_expanded),
		cmocka_unit_test(entity_bombs_are_refused),
		cmocka_unit_test(quadratic_blowup_is_refused),
		cmocka_unit_test(what_is_not_well_formed_is_read_as_meant),
		cmocka_unit_test(small_faults_are_no_faults),
		cmocka_unit_test(size_and_depth_are_no_fault),
		cmocka_unit_test(xml_is_known_by_its_content),
		cmocka_unit_test(metadata_follows_the_dialect),
		cmocka_unit_test(blocks_know_their_place),
		cmocka_unit_test(places_are_right_in_any_markup),
		cmocka_unit_test(a_place_too_deep_is_none),
	};

	return cmocka_run_group_tests_name("ingest xml", tests, NULL, NULL);
}
