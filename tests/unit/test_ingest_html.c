/* HTML and plain text: blocks, main content, metadata. */
#include "tests/unit/ingest_text.h"

static void html_becomes_blocks(void **state)
{
	(void)state;
	static const text_case cases[] = {
		{ "a.html", "<h1>A</h1><p>One <b>two</b>\n three.<h2>B</h2>text",
		  "h1 A|p One two three.|h2 B|p text" },
		{ "a.html", "<p>We ask that you:<ul><li>stop<li>go<ul><li>far</ul></ul>",
		  "p We ask that you:|i1<0 stop|i1<0 go|i2<2 far" },
		{ "a.html", "<p>It is done.<ol><li>a</ol>", "p It is done.|i1 a" },
		{ "a.html", "<p>We urge the following.</p><ol><li><p>a</p><p>b</p></ol>",
		  "p We urge the following.|i1<0 a|p b" },
		{ "a.html", "<dl><dt>Term<dd>Meaning</dl>", "i1 Term|i1<0 Meaning" },
		{ "a.html", "a<br>b<br><br>c", "p a~b|p c" },
		{ "a.html", "<table><tr><th>A<th>B<tr><td>1<td><p>2</p></table>",
		  "r A / B|r 1 / 2" },
		{ "a.html", "<table role=presentation><tr><td>A<td>B</table>", "p A|p B" },
		{ "a.html", "<table><tr><td><h1>A</h1><p>b</table>", "h1 A|p b" },
		{ "a.html", "<blockquote><p>They said.</blockquote>x", "q They said.|p x" },
		{ "a.html", "<pre>one\ntwo</pre>", "p one~two" },
		{ "a.html", "<p>a&nbsp;&nbsp; b\xc2\xad" "c\xe2\x80\x8b" "d", "p a bcd" },
		{ "a.html", "<p>Our asks:<p>• One<p>• Two", "p Our asks:|i1<0 One|i1<0 Two" },
		{ "a.html", "<p>Our asks:<p>1. One<p>2. Two<p>Thanks.",
		  "p Our asks:|i1<0 1. One|i1<0 2. Two|p Thanks." },
		{ "a.html", "<p>1. Alone stands.<p>No list.", "p 1. Alone stands.|p No list." },
		{ "a.html", "<p class=MsoNormal>We ask:<p class=MsoListParagraph "
		  "style='mso-list:l0 level2 lfo1'>·<span>&nbsp;&nbsp; </span>Stop",
		  "p We ask:|i2<0 Stop" },
		{ "a.html", "<p><b>A title in bold</b></p><p><b>A sentence in bold.</b></p>",
		  "h3 A title in bold|p A sentence in bold." },
		{ "a.html", "<script>x</script><style>y</style><title>z</title><template>t</template>a", "p a" },
		/* an element of HTML5 ends a head whose end tag is left out */
		{ "a.html", "<title>z</title><header>a</header><main><p>b</main>", "p a|p b" },
		{ "a.html", "<meta charset=utf-8><section>a</section>", "p a" },
		{ "a.html", "<head><noscript><img src=x></noscript><title>t</title></head><body>a", "p a" },
		{ "a.html", "", "" },
	};

	CHECK_CASES(cases, true);
}

#define PROSE "Open models should stay available to everybody, and we ask the agency " \
	"not to restrict their release, since research and small firms depend on them."

static void furniture_is_left_out(void **state)
{
	(void)state;
	static const text_case cases[] = {
		{ "a.html", "<header><nav><a href=/>Home</a></nav></header><main><article>"
		  "<p class=byline>By Ann</p><p>" PROSE "</p></article></main>"
		  "<aside><p>Join our newsletter for coverage of everything that happens in the whole wide world today.</aside>"
		  "<footer>Copyright</footer>", "p " PROSE },
		{ "a.html", "<div class=top-bar>Top 5</div><div class=post><div class=entry-content><p>"
		  PROSE "</p></div><div class=tags><a>#AI</a></div></div><div class=sidebar><h4>Popular</h4>"
		  "<p>Licences are urgently needed, our columnist argues in this column, and states must act now.</div>"
		  "<div id=comments><ol><li>Great post! Ban it all.</ol></div>", "p " PROSE },
		{ "a.html", "<div class=nav><a>x</a></div><dl><dt>Posted<dd>Mar 14, 2025<dt>Submitter Name<dd>Ann</dl>"
		  "<div class=comment-text>" PROSE "<br><br>Ban nothing.</div>",
		  "p " PROSE "|p Ban nothing." },
		/* nothing but the submission: nothing is left out */
		{ "a.html", "<p>Ban it.</p><p>Now.</p>", "p Ban it.|p Now." },
		{ "a.html", "<p>We ask:<ul><li>" PROSE "<li>" PROSE "</ul>",
		  "p We ask:|i1<0 " PROSE "|i1<0 " PROSE },
		{ "a.html", "<form><p>" PROSE "</form>", "p " PROSE },
		{ "a.html", "<div class=has-sidebar><p>" PROSE "</div>", "p " PROSE },
		/* what is hidden was not said */
		{ "a.html", "<p>" PROSE "<p style='display: none'>Secret. " PROSE "<p hidden>x",
		  "p " PROSE },
		/* the sign of a link to itself goes, a number stays */
		{ "a.html", "<h2>Scope <a href=#s> # </a></h2><p>" PROSE, "h2 Scope|p " PROSE },
		{ "a.html", "<h2><a href=#s>#2</a> Scope</h2><p>" PROSE, "h2 #2 Scope|p " PROSE },
		{ "a.html", "<h2><a href=#s>§7</a> Scope</h2><p>" PROSE, "h2 §7 Scope|p " PROSE },
		/* the title is the document's, not a block */
		{ "a.html", "<title>My view | Site</title><h1>My view</h1><p>" PROSE, "p " PROSE },
	};

	CHECK_CASES(cases, false);
}

static void plain_text_becomes_blocks(void **state)
{
	(void)state;
	static const text_case cases[] = {
		{ "a.txt", "One line.\n\nTwo\nlines.\n", "p One line.|p Two~lines." },
		{ "a.txt", "This line is as long as lines in this text are going to be\n"
		  "so that it goes on here.\n\nIt ends.",
		  "p This line is as long as lines in this text are going to be so that it goes on here.|p It ends." },
		{ "a.txt", "SUMMARY\n\nWe ask:\n- stop\n- go\n", "h2 SUMMARY|p We ask:|i1<1 stop|i1<1 go" },
		{ "a.txt", "Title\n=====\nText\n", "h1 Title|p Text" },
		{ "a.txt", "What should be done?\n---\nText\n", "h2 What should be done?|p Text" },
		{ "a.txt", "We oppose it.\n---\nText\n", "p We oppose it.|p Text" },
		{ "a.txt", "We oppose a ban on open models since it would harm small developers and "
		  "researchers in every state as we have said before\n---\nText\n",
		  "p We oppose a ban on open models since it would harm small developers and "
		  "researchers in every state as we have said before|p Text" },
		{ "a.txt", "\r\na\r\n\r\nb", "p a|p b" },
		{ "a.txt", "<p>not markup</p>", "p <p>not markup</p>" },
	};

	CHECK_CASES(cases, false);
}

static void expect(const char *what, const char *got, const char *wanted)
{
	if (!wanted ? got != NULL : !got || strcmp(got, wanted) != 0)
		fail_msg("%s: '%s', wanted '%s'", what, got ? got : "(none)",
			 wanted ? wanted : "(none)");
}

static void metadata_is_found(void **state)
{
	(void)state;
	static const struct { const char *in, *title, *submitter, *date, *docket; } cases[] = {
		{ "<html lang=en><title>T | Portal</title><meta name=author content='Ann &amp; Co'>"
		  "<meta name=dcterms.date content=2025-03-14><h1>T</h1><p>x",
		  "T", "Ann & Co", "2025-03-14", NULL },
		{ "<meta property=og:site_name content='The Org'><title>T - The Org</title>"
		  "<meta property=article:published_time content=2025-03-14T10:00:00Z><p>x",
		  "T", "The Org", "2025-03-14", NULL },
		{ "<title>Comments of Kestrel Forge</title><h1>Comment</h1><p>x",
		  "Comments of Kestrel Forge", NULL, NULL, NULL },
		{ "<title>Comment — Kestrel Forge</title><h1>Comment</h1><p>x", "Comment", NULL, NULL, NULL },
		{ "<meta property=og:site_name content='Daily News'><title>T</title><p>x",
		  "T", NULL, NULL, NULL },
		{ "<title>R</title><dl><dt>Document ID<dd>NSF-2025-0001-0042<dt>Posted<dd>Mar 14, 2025"
		  "<dt>Submitter Name<dd>Ann Lee<dt>Organization<dd>Lee Inc.</dl><p>x",
		  "R", "Lee Inc.", "2025-03-14", "NSF-2025-0001" },
		{ "<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>A&amp;B</o:Author>"
		  "</o:DocumentProperties></xml><![endif]--><title>T</title><p>x", "T", "A&B", NULL, NULL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sp_document *d = read_bytes("a.html", cases[i].in, strlen(cases[i].in), false);
		expect("title", d->title, cases[i].title);
		expect("submitter", d->submitter, cases[i].submitter);
		expect("date", d->submitted_on, cases[i].date);
		expect("docket", d->docket_id, cases[i].docket);
		sp_document_free(d);
	}
}

static void deep_markup_is_read_whole(void **state)
{
	(void)state;
	sp_buf in = SP_BUF_INIT, out = SP_BUF_INIT;

	for (int i = 0; i < 100000; i++)
		sp_buf_adds(&in, "<div>");
	sp_buf_adds(&in, "the bottom");
	sp_document *d = read_bytes("a.html", in.data, in.len, false);
	assert_string_equal(blocks_text(d, &out), "p the bottom");
	sp_document_free(d);
	sp_buf_release(&in);
	sp_buf_release(&out);
}

static void what_is_no_text_fails_or_is_empty(void **state)
{
	(void)state;
	char junk[2048];
	sp_document *d = read_bytes("a.html", "", 0, false);

	assert_int_equal(d->status, SP_DOC_EMPTY);
	assert_int_equal(d->nproblems, 1);
	sp_document_free(d);
	memset(junk, 1, sizeof junk);
	d = read_bytes("a.html", junk, sizeof junk, false);
	assert_int_equal(d->status, SP_DOC_FAILED);
	assert_string_equal(d->problems[0].message, "binary data, not text");
	sp_document_free(d);
	d = read_bytes("a.html", "<p> &nbsp; </p>", 15, false);
	assert_int_equal(d->status, SP_DOC_EMPTY);
	sp_document_free(d);
}

static void blocks_know_line_and_heading(void **state)
{
	(void)state;
	static const char in[] = "<h2>A</h2>\n<p\nclass=x>b</p>\n<h2>C</h2><p>d</p>";
	sp_document *d = read_bytes("a.html", in, sizeof in - 1, true);

	assert_int_equal(d->nblocks, 4);
	assert_int_equal(d->blocks[0].heading, -1);
	assert_int_equal(d->blocks[1].heading, 0);
	assert_int_equal(d->blocks[1].line, 3);
	assert_int_equal(d->blocks[3].heading, 2);
	assert_int_equal(d->blocks[3].line, 4);
	sp_document_free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(html_becomes_blocks),
		cmocka_unit_test(furniture_is_left_out),
		cmocka_unit_test(plain_text_becomes_blocks),
		cmocka_unit_test(metadata_is_found),
		cmocka_unit_test(deep_markup_is_read_whole),
		cmocka_unit_test(what_is_no_text_fails_or_is_empty),
		cmocka_unit_test(blocks_know_line_and_heading),
	};

	return cmocka_run_group_tests_name("ingest html", tests, NULL, NULL);
}
