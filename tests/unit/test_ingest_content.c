/* Main content: which parts of a page are kept, and what is told of it. */
#include "ingest/explain.h"
#include "ingest/words.h"
#include "tests/unit/ingest_text.h"

static void names_of_parts_are_read_by_token(void **state)
{
	(void)state;
	static const struct { const char *in; sp_hint hint; } cases[] = {
		{ "sidebar", SP_HINT_FURNITURE }, { "related-posts", SP_HINT_FURNITURE },
		{ "relatedPosts", SP_HINT_FURNITURE }, { "top_bar", SP_HINT_FURNITURE },
		{ "layout has-sidebar", SP_HINT_CONTENT }, { "entry-content", SP_HINT_BODY },
		{ "articleBody", SP_HINT_BODY }, { "authority", SP_HINT_NONE },
		{ "heading-shared", SP_HINT_NONE }, { "comment-text", SP_HINT_BODY },
		{ "comments", SP_HINT_THREAD }, { "give-feedback", SP_HINT_FURNITURE },
		{ "", SP_HINT_NONE },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (sp_words_hint(cases[i].in).hint != cases[i].hint)
			fail_msg("%s: %d", cases[i].in, sp_words_hint(cases[i].in).hint);
	assert_int_equal(sp_words_hint(NULL).hint, SP_HINT_NONE);
	assert_string_equal(sp_words_text(sp_words_hint("boxMostRead").word), "most-read");
}

#define PROSE "Open models should stay available to everybody, and we ask the agency " \
	"not to restrict their release, since research and small firms depend on them."

#define NAV "<nav>Home</nav>"

#define CARD(to) "<div><h3><a href=" to ">What others think of it</a></h3><p>Read on.</p></div>"
#define REPLY(name) "<div><b>" name "</b> Mar 14, 2025<p>I do not agree.</p><a href=r>Reply</a></div>"

#define SHOT(n) "<div><img><span>" n " The harbour at dawn</span></div>"

static const char *row_text(const sp_explain_row *r, sp_buf *out)
{
	sp_buf_clear(out);
	sp_buf_addf(out, "%s %d %s: %s", r->kept ? "+" : "-", r->line, r->element, r->why);
	return out->data;
}

/* Each rule tells itself; the numbers are the ones it decided by. */
static void decisions_are_told(void **state)
{
	(void)state;
	static const struct { const char *in, *row; size_t at; } cases[] = {
		{ "<nav>Home</nav><p>" PROSE, "- 1 <nav>: element <nav>", 0 },
		{ "<nav>Home</nav><p>" PROSE, "+ 1 : ", 1 },
		{ "<p hidden>x<p>" PROSE, "- 1 <p>: hidden: attribute hidden", 0 },
		{ "<p aria-hidden=true>x<p>" PROSE, "- 1 <p>: hidden: aria-hidden", 0 },
		{ "<p style='display:none'>x<p>" PROSE, "- 1 <p>: hidden: by its style", 0 },
		{ "<div role=banner>x</div>\n<p>" PROSE, "- 1 <div role=\"banner\">: role 'banner'", 0 },
		{ "<div class='a related'>x</div><p>" PROSE,
		  "- 1 <div class=\"a related\">: class word 'related'", 0 },
		{ "<div id=sideBar>x</div><p>" PROSE, "- 1 <div id=\"sideBar\">: id word 'side-bar'", 0 },
		{ "<p>" PROSE "<ul><li><a href=a>One</a> <li><a href=b>Two</a>?</ul>",
		  "- 1 <ul>: link density 0.86", 1 },
		{ "<main><header><p>By A. N. Other</p><p>" PROSE "</header><p>" PROSE "</main>",
		  "- 1 <p>: in a header, and no prose", 0 },
		{ "<h2>Costs <a href=#c>#</a></h2><p>" PROSE, "- 1 <a>: links to its own heading", 0 },
		{ "<p>" PROSE PROSE PROSE "<div id=x>" CARD("a") CARD("b") CARD("c") "</div>",
		  "- 1 <div id=\"x\">: 3 linked headings with teasers", 1 },
		{ "<p>" PROSE PROSE PROSE "<div id=x>" REPLY("Ann") REPLY("Bob") "</div>",
		  "- 1 <div id=\"x\">: 2 dated replies behind the text", 1 },
		{ NAV "<p>" PROSE "<p>Read more »<p>" PROSE,
		  "- 1 <p>: a line that begins with 'read more'", 2 },
		{ NAV "<p>4 min read<p>" PROSE, "- 1 <p>: a line that ends with 'min read'", 1 },
		{ NAV "<p>By Ann Lee<p>" PROSE, "- 1 <p>: a line that begins with 'by'", 1 },
		{ NAV "<p>" PROSE "<p>By Ann Lee", "+ 1 : ", 2 },
		{ "<p>By Ann Lee<p>" PROSE, "+ 1 : ", 0 },	/* nothing but the text */
		{ NAV "<p>" PROSE "<figure><img><figcaption>Our hall</figcaption></figure>",
		  "- 1 <figcaption>: element <figcaption>", 2 },
		{ NAV "<p>" PROSE "<figure><img><figcaption>Fig. 1: Costs</figcaption></figure>",
		  "+ 1 : ", 2 },
		{ NAV "<h2>Costs</h2><p>" PROSE "<h3>What we found</h3><div class=related>Another view "
		  "of the matter</div>", "- 1 <h3>: heads nothing that is kept", 3 },
		{ NAV "<p>" PROSE PROSE "<div id=x><h3>Mehr zum Thema</h3><p><a href=a>Another view</a>"
		  "</div>", "- 1 <div id=\"x\">: headed by 'mehr zum thema'", 2 },
		{ NAV "<p>" PROSE PROSE "<h3>Related</h3><p>" PROSE, "+ 1 : ", 2 },
		{ NAV "<p>" PROSE PROSE PROSE "<h3>2 комментария</h3><div><b>Анна</b> 3 марта 2024<p>" PROSE
		  "</p><a href=r>Ответить</a></div>", "- 1 <h3>: headed by 'комментария'", 2 },
		{ NAV "<p>" PROSE PROSE PROSE "<h3>Comments</h3><p>" PROSE, "+ 1 : ", 2 },
		{ NAV "<p>" PROSE PROSE PROSE "<div id=x>" SHOT("1/3") SHOT("2/3") SHOT("3/3") "</div>",
		  "- 1 <div id=\"x\">: 3 pictures with a line each", 2 },
		{ NAV "<p>" PROSE PROSE PROSE "<div id=x>" SHOT("A") SHOT("B") SHOT("C") "</div>",
		  "+ 1 : ", 2 },
		{ NAV "<p>3 March 2024, 10:12 Uhr<p>" PROSE, "- 1 <p>: a date, above the text", 1 },
		{ NAV "<p>By Ann Lee<p>3 mars 2024<p>" PROSE, "- 1 <p>: a date, above the text", 2 },
		{ NAV "<p>3 March 2024<p>" PROSE, "+ 1 : ", 1 },	/* a letter's own */
		{ NAV "<p>" PROSE "<p>Alle Rechte vorbehalten. " PROSE,
		  "- 1 <p>: a line that holds 'alle rechte vorbehalten'", 2 },
		{ NAV "<h2>Costs</h2><p>" PROSE "<h3>Our plans</h3><div class=related>Another view "
		  "of the matter</div><p>We ask for time.", "+ 1 : ", 3 },
		{ NAV "<p>" PROSE "<h3>Our hall</h3><figure><img><figcaption>Our hall, as seen from "
		  "the street</figcaption></figure>", "+ 1 : ", 2 },
		{ NAV "<p>" PROSE "<p>© 2026 The Board", "- 1 <p>: a line that begins with '©'", 2 },
		{ "<title>Our view</title>\n<h1>Our view <a href=#o>¶</a></h1><p>" PROSE,
		  "- 2 <h1>: repeats the title", 1 },
		{ "<title>Our view</title>\n<h1>Our view</h1><p>" PROSE,
		  "- 1 <head>: element <head> is never shown", 0 },
		{ "<title>Our view</title>\n<h1>Our view</h1><p>" PROSE, "- 2 <h1>: repeats the title", 1 },
		{ "<div class=widget><p>" PROSE "</div>",
		  "+ 1 <div class=\"widget\">: class word 'widget', but 100 % of the page's prose stand in it", 0 },
	};
	sp_buf out = SP_BUF_INIT;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sp_explanation x;
		sp_explanation_init(&x);
		sp_document *d = read_told("a.html", cases[i].in,
					   strlen(cases[i].in), false, &x);
		assert_true(x.nrows > cases[i].at);
		assert_string_equal(row_text(&x.rows[cases[i].at], &out), cases[i].row);
		sp_document_free(d);
		sp_explanation_release(&x);
	}
	sp_buf_release(&out);
}

/* A name, a day or a place that stands in a sentence is part of it. */
static void sentences_keep_their_words(void **state)
{
	(void)state;
	static const struct { const char *in, *begin; } cases[] = {
		{ NAV "<p><span class=dateline>HARBOUR —</span> " PROSE, "HARBOUR — Open models" },
		{ NAV "<p>On <b class='the-date'>2 May</b> " PROSE, "On 2 May Open models" },
		{ NAV "<p class=dateline>HARBOUR, 2 May</p><p>" PROSE, "Open models" },
		{ NAV "<p><span class=tooltip>Shown on a touch</span>" PROSE, "Open models" },
		{ NAV "<p><span class=author>A. Lee</span> <span class=date>2 May</span></p><p>"
		  PROSE, "Open models" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sp_explanation x;
		sp_explanation_init(&x);
		sp_document *d = read_told("a.html", cases[i].in, strlen(cases[i].in), false, &x);
		assert_int_equal(d->nblocks, 1);
		assert_memory_equal(d->blocks[0].text, cases[i].begin, strlen(cases[i].begin));
		sp_document_free(d);
		sp_explanation_release(&x);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_parts_are_read_by_token),
		cmocka_unit_test(decisions_are_told),
		cmocka_unit_test(sentences_keep_their_words),
	};

	return cmocka_run_group_tests_name("ingest content", tests, NULL, NULL);
}
