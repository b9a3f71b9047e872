/* Pages that nobody means well with: made of one thing a hundred thousand
 * times, or of markup that never ends. Each must give its text, no more text
 * than went in, and that in time that grows with the page. */
#include <time.h>

#include "tests/unit/ingest_text.h"

#define PROSE "Open models should stay available to everybody, and we ask the agency " \
	"not to restrict their release."

/* Processor time for one page, in seconds; each takes less than a tenth of that
 * where it is linear, and minutes where it is quadratic. */
enum { SECONDS = 3 };

typedef struct hostile {
	const char *before, *again;	/* `again` is written `times` times */
	int times;
	const char *after;
	const char *wanted;		/* stands in the text */
} hostile;

static void write_page(const hostile *h, sp_buf *out)
{
	sp_buf_clear(out);
	sp_buf_adds(out, h->before);
	for (int i = 0; i < h->times; i++)
		sp_buf_adds(out, h->again);
	sp_buf_adds(out, h->after);
}

static void check_hostile(const hostile *h)
{
	sp_buf in = SP_BUF_INIT, out = SP_BUF_INIT;

	write_page(h, &in);
	clock_t begin = clock();
	sp_document *d = read_bytes("a.html", in.data, in.len, false);
	double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
	blocks_text(d, &out);
	if (!strstr(out.data, h->wanted))
		fail_msg("%.40s%.40s...: no '%s' in '%.200s'", h->before, h->again,
			 h->wanted, out.data);
	size_t text = 0;
	for (size_t i = 0; i < d->nblocks; i++)
		text += d->blocks[i].len;
	if (text > in.len)
		fail_msg("%.40s%.40s...: %zu bytes of text from %zu", h->before,
			 h->again, text, in.len);
	if (seconds > SECONDS)
		fail_msg("%.40s%.40s...: %.1f s", h->before, h->again, seconds);
	sp_document_free(d);
	sp_buf_release(&in);
	sp_buf_release(&out);
}

static void check_all(const hostile *cases, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check_hostile(&cases[i]);
}
#define CHECK(cases) check_all(cases, sizeof cases / sizeof *cases)

static void nests_are_bounded(void **state)
{
	(void)state;
	static const hostile cases[] = {
		{ "", "<div>", 50000, "the bottom", "the bottom" },
		{ "<p>", "<span>", 20000, "the bottom", "the bottom" },
		{ "<p>", "<b>", 20000, "the bottom", "the bottom" },
		{ "", "<a href=x>", 20000, "the bottom", "the bottom" },
		{ "", "<form>", 20000, "the bottom", "the bottom" },
		{ "", "<table><tr><td>", 5000, "the bottom", "the bottom" },
		{ "", "<ul><li>", 5000, "the bottom", "the bottom" },
		{ "<main>", "<header>", 3000, PROSE, PROSE },
		{ "<p>" PROSE "</p>", "<div><div><p>Ann 1:22 reply</p></div>", 3000, "", PROSE },
		{ "<p>" PROSE "</p>", "<template>", 20000, "x", PROSE },
	};

	CHECK(cases);
}

static void floods_are_bounded(void **state)
{
	(void)state;
	static const hostile cases[] = {
		{ "<p", " a=1", 50000, ">the bottom", "the bottom" },
		{ "<p", " class=c", 50000, ">the bottom", "the bottom" },
		{ "<p class=\"", "x y ", 50000, "\">the bottom", "the bottom" },
		{ "<p>", "word ", 100000, "the bottom", "word word the bottom" },
		{ "", "<", 100000, " bottom", "< bottom" },
		{ "", "&", 100000, "bottom", "&&bottom" },
		{ "<p>" PROSE "</p>", "<!-- -->", 50000, "", PROSE },
		{ "", "<p>x</p>", 20000, "<p>the bottom", "the bottom" },
		{ "<p>the top</p>",
		  "<div><h3><a href=a>A heading that is long</a></h3><p>tea</p></div>",
		  5000, "", "A heading that is long" },
	};

	CHECK(cases);
}

static void text_around_faulty_markup_is_kept(void **state)
{
	(void)state;
	static const hostile cases[] = {
		{ "<p>a<!-->b</p><!--->c", "", 0, "", "c" },
		{ "<textarea><p>in</p></textarea>b", "", 0, "", "p b" },
		{ "<p>a<plaintext></p>b</plaintext>", "", 0, "", "b</plaintext>" },
		{ "<p>before</p><!-- after", "", 0, "", "before" },
		{ "<p>before</p><script>after<p>c", "", 0, "", "before" },
		{ "<p>before</p><style>after<p>c", "", 0, "", "before" },
		{ "<p>before</p><textarea>after<p>c", "", 0, "", "before" },
		{ "<p>before</p><div class=\"a", "", 0, "", "before" },
		{ "<p>before</p><div class=\"a>after</p>", "", 0, "", "before" },
		{ "<p>before</p>", "<!--", 50000, "", "before" },
		{ "<p>before</p>", "<script><!--", 20000, "", "before" },
	};
	sp_buf out = SP_BUF_INIT;

	CHECK(cases);
	sp_document *d = read_bytes("a.html", "<p>the\0 bot\0tom", 15, false);
	assert_string_equal(blocks_text(d, &out), "p the bottom");
	assert_string_equal(d->problems[0].message, "2 NUL characters left out");
	sp_document_free(d);
	sp_buf_release(&out);
}

static void markup_that_never_ends_is_told(void **state)
{
	(void)state;
	static const struct { const char *in, *what; int line; } cases[] = {
		{ "<p>a\n<!-- b", "comment", 2 },
		{ "<p>a\n\n<textarea>b<p>c", "raw text", 3 },
		{ "<title>a<p>b", "raw text", 1 },
		{ "<p>a\n<script>b<p>c", "raw text", 2 },
		{ "<p>a\n<style>b<p>c", "raw text", 2 },
		{ "<p>a\n<div class=\"b>c</p>", "tag", 2 },
		{ "<p>a<!-- b --><script>c</script><style>d</style><b>e", NULL, 0 },
	};
	sp_buf told = SP_BUF_INIT;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sp_document *d = read_bytes("a.html", cases[i].in, strlen(cases[i].in), false);
		const char *got = "";
		int line = 0;
		for (size_t k = 0; k < d->nproblems; k++)
			if (strstr(d->problems[k].message, "never ends")) {
				got = d->problems[k].message;
				line = d->problems[k].line;
			}
		sp_buf_clear(&told);
		if (cases[i].what)
			sp_buf_addf(&told, "a %s that begins here never ends: the rest "
				    "of the file counts as part of it", cases[i].what);
		if (strcmp(got, told.data) != 0 || line != cases[i].line)
			fail_msg("%s: '%s' at line %d", cases[i].in, got, line);
		sp_document_free(d);
	}
	sp_buf_release(&told);
}

static double seconds_of(const char *name, const hostile *h, int times, sp_buf *text)
{
	hostile more = *h;
	sp_buf in = SP_BUF_INIT;

	more.times = times;
	write_page(&more, &in);
	clock_t begin = clock();
	sp_document *d = read_bytes(name, in.data, in.len, false);
	double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
	blocks_text(d, text);
	sp_document_free(d);
	sp_buf_release(&in);
	return seconds;
}

/* Eight times the input may take eight times as long, not sixty-four. What takes
 * no time at all is not compared. */
static void time_grows_with_the_file(void **state)
{
	(void)state;
	static const struct { const char *name; hostile h; } cases[] = {
		{ "a.html", { "<p>caf\xe9 ", "<", 125000, " end", "end" } },
		{ "a.html", { "", "<!doctype[>", 25000, "<p>end", "end" } },
		{ "a.txt", { "We write. ", ".", 50000, "x end", "x end" } },
		{ "a.txt", { "We write. ", "?.!", 20000, "x end", "x end" } },
		{ "a.txt", { "We a", "\u0301\u0323", 20000, " end", " end" } },
		{ "a.xml", { "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body><p>Text",
		  "<note>a b</note>", 12500, " end.</p></body></text></TEI>", "end" } },
		{ "a.html", { "", "<pre>x\n", 5000, "end", "end" } },
	};
	sp_buf text = SP_BUF_INIT;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const hostile *h = &cases[i].h;
		double once = seconds_of(cases[i].name, h, h->times, &text);
		double again = seconds_of(cases[i].name, h, h->times * 8, &text);
		if (!strstr(text.data, h->wanted))
			fail_msg("%.40s%.40s...: no '%s'", h->before, h->again, h->wanted);
		if (again > 24 * (once > 0.02 ? once : 0.02))
			fail_msg("%.40s%.40s...: %.2f s, and %.2f s for eight times as much",
				 h->before, h->again, once, again);
	}
	sp_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nests_are_bounded),
		cmocka_unit_test(floods_are_bounded),
		cmocka_unit_test(text_around_faulty_markup_is_kept),
		cmocka_unit_test(markup_that_never_ends_is_told),
		cmocka_unit_test(time_grows_with_the_file),
	};

	return cmocka_run_group_tests_name("ingest hostile", tests, NULL, NULL);
}
