/* XML: safety, entities, dialects. */
#include "tests/unit/ingest_text.h"

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
		{ "odd.xml", "<zap><zip>Text of its own.</zip><zop><zup>More <zi>in</zi> line.</zup></zop></zap>",
		  "p Text of its own.|p More in line." },
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

static void faults_are_told_with_their_line(void **state)
{
	(void)state;
	static const struct { const char *in; int line; const char *says; } cases[] = {
		{ "<a>\n<b>x</b>\n", 0, "Premature end" },
		{ "<a>\n<b>x</a>", 2, "mismatch" },
		{ "<!DOCTYPE l [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><l>&a;</l>", 1, "refused" },
		{ "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
		  "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>"
		  "<!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'><!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>"
		  "<!ENTITY g '&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;'>]><l>&g;&g;&g;</l>", 1, "refused" },
		{ "<l>&nothing;</l>", 1, "nothing" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sp_document *d = read_bytes("a.xml", cases[i].in, strlen(cases[i].in), false);
		assert_int_equal(d->status, SP_DOC_FAILED);
		assert_int_equal(d->nblocks, 0);
		assert_int_equal(d->nproblems, 1);
		if (!strstr(d->problems[0].message, cases[i].says))
			fail_msg("'%s'", d->problems[0].message);
		if (cases[i].line)
			assert_int_equal(d->problems[0].line, cases[i].line);
		sp_document_free(d);
	}
}

static void floods_are_refused(void **state)
{
	(void)state;
	sp_buf in = SP_BUF_INIT;

	sp_buf_adds(&in, "<a");
	for (int i = 0; i < 20000; i++)
		sp_buf_addf(&in, " a%d='1'", i);
	sp_buf_adds(&in, "/>");
	sp_document *d = read_bytes("a.xml", in.data, in.len, false);
	assert_int_equal(d->status, SP_DOC_FAILED);
	assert_string_equal(d->problems[0].message, "a tag longer than 64 KB: refused");
	sp_document_free(d);
	sp_buf_clear(&in);
	for (int i = 0; i < 1000; i++)
		sp_buf_adds(&in, "<a>");
	d = read_bytes("a.xml", in.data, in.len, false);
	assert_int_equal(d->status, SP_DOC_FAILED);
	sp_document_free(d);
	sp_buf_release(&in);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dialects_become_blocks),
		cmocka_unit_test(entities_of_the_file_are_expanded),
		cmocka_unit_test(faults_are_told_with_their_line),
		cmocka_unit_test(floods_are_refused),
		cmocka_unit_test(metadata_follows_the_dialect),
		cmocka_unit_test(blocks_know_their_place),
	};

	return cmocka_run_group_tests_name("ingest xml", tests, NULL, NULL);
}
