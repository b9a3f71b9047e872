/* A page on its whole way: decode, mend, parse, choose the content, metadata,
 * blocks, sentences. */
#include "config.h"

#include "tests/fuzz/fuzz.h"

static const fuzz_hostile hostile[] = {
	{ .name = "million-div", .unit = "<div>", .count = 1000000, .tail = "Deep down." },
	{ .name = "million-div-with-text", .unit = "<div>a ", .count = 25000 },
	{ .name = "end-tags", .head = "<p>Text.", .unit = "</div>", .count = 75000 },
	{ .name = "nested-tables", .unit = "<table><tr><td>x", .count = 12500 },
	{ .name = "nested-lists", .unit = "<ul><li>item \a", .count = 12500 },
	{ .name = "nested-inline", .head = "<p>", .unit = "<b><i><a href=x>", .count = 12500,
	  .tail = "We oppose it." },
	{ .name = "misnested-inline", .head = "<p>", .unit = "<b><p>x</b>", .count = 12500 },
	{ .name = "attributes", .head = "<p", .unit = " a\a=b", .count = 100000,
	  .tail = ">We support open models." },
	{ .name = "same-attributes", .head = "<p", .unit = " class=c\a", .count = 200000,
	  .tail = ">Text." },
	{ .name = "huge-attribute", .head = "<p class=\"", .unit = "nav footer ",
	  .count = 200000, .tail = "\">Text of the letter.</p>" },
	{ .name = "huge-text", .head = "<p>", .unit = "word ", .count = 200000 },
	{ .name = "huge-word", .head = "<p>", .unit = "x", .count = 1000000 },
	{ .name = "huge-tag-name", .head = "<", .unit = "x", .count = 1000000, .tail = ">t" },
	{ .name = "unclosed-tag", .head = "<p title='", .unit = "<div class=x>", .count = 75000 },
	{ .name = "unclosed-comments", .head = "<p>t", .unit = "<!--", .count = 50000 },
	{ .name = "bogus-comments", .head = "<p>t", .unit = "<?a", .count = 50000 },
	{ .name = "raw-text", .head = "<p>t<script>", .unit = "</scrip", .count = 50000 },
	{ .name = "raw-openings", .head = "<p>t", .unit = "<title>", .count = 75000 },
	{ .name = "angle-brackets", .head = "<p>t", .unit = "<", .count = 50000 },
	{ .name = "ampersands", .head = "<p>t", .unit = "&", .count = 50000 },
	{ .name = "long-reference", .head = "<p>t&#", .unit = "9", .count = 50000 },
	{ .name = "long-entity", .head = "<p>t&", .unit = "a", .count = 50000 },
	{ .name = "surrogates", .head = "<p>t", .unit = "&#xD800;&#xDFFF;", .count = 50000 },
	{ .name = "numbers", .head = "<p>t", .unit = "&#\a;", .count = 75000 },
	{ .name = "nested-brackets", .head = "<script type='application/ld+json'>",
	  .unit = "[{\"a\":", .count = 300000, .tail = "</script><p>Text." },
	{ .name = "breaks", .head = "<p>t", .unit = "<br>", .count = 75000 },
	{ .name = "break-lines", .head = "<div>", .unit = "We ask for this.<br>\n",
	  .count = 25000 },
	{ .name = "paragraphs", .head = "<body>", .unit = "<p>We oppose rule \a.\n",
	  .count = 25000 },
	{ .name = "links", .head = "<body>", .unit = "<li><a href=/\a>Story number \a</a>\n",
	  .count = 25000 },
	{ .name = "headings", .head = "<body>", .unit = "<h2>Part \a</h2>", .count = 25000 },
	{ .name = "siblings", .head = "<body>", .unit = "<x\a>", .count = 25000 },
	{ .name = "forms", .head = "<body>", .unit = "<form><select><option>x", .count = 25000 },
	{ .name = "formatting", .head = "<p>", .unit = "<font color=\a>x<p>", .count = 12500 },
	{ .name = "bullets", .head = "<body>", .unit = "<p>(\a) It must hold:", .count = 12500 },
	{ .name = "full-stops", .head = "<p>t", .unit = ". ", .count = 75000 },
	{ .name = "quotes-and-stops", .head = "<p>t", .unit = ".\")", .count = 75000 },
	{ 0 }
};

const fuzz_target fuzz_this = { .name = "html", .hostile = hostile };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_read("page.html", data, size);
	return 0;
}
