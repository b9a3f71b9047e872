/* XML on its whole way: entities, dialects, the map, metadata, XPaths. */
#include "config.h"

#include "tests/fuzz/fuzz.h"

/* Ten times ten times ... "lol": a billion of them in a kilobyte. */
static void billion_laughs(sp_buf *out)
{
	sp_buf_adds(out, "<?xml version='1.0'?>\n<!DOCTYPE a [\n<!ENTITY l0 'lol'>\n");
	for (int i = 1; i < 10; i++) {
		sp_buf_addf(out, "<!ENTITY l%d '", i);
		for (int k = 0; k < 10; k++)
			sp_buf_addf(out, "&l%d;", i - 1);
		sp_buf_adds(out, "'>\n");
	}
	sp_buf_adds(out, "]>\n<a><p>&l9;</p></a>\n");
}

/* One large entity, many times: quadratic without any nesting. */
static void quadratic_blowup(sp_buf *out)
{
	sp_buf_adds(out, "<!DOCTYPE a [<!ENTITY x '");
	for (int i = 0; i < 100000; i++)
		sp_buf_addc(out, 'x');
	sp_buf_adds(out, "'>]><a><p>");
	for (int i = 0; i < 100000; i++)
		sp_buf_adds(out, "&x;");
	sp_buf_adds(out, "</p></a>");
}

static const fuzz_hostile hostile[] = {
	{ .name = "billion-laughs", .make = billion_laughs },
	{ .name = "quadratic-blowup", .make = quadratic_blowup },
	{ .name = "entity-loop", .head = "<!DOCTYPE a [<!ENTITY x '&y;'><!ENTITY y '&x;'>]>"
	  "<a><p>&x;</p></a>" },
	{ .name = "external-entities", .head = "<!DOCTYPE a SYSTEM 'file:///etc/passwd' ["
	  "<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY % y SYSTEM 'http://localhost/'>%y;]>"
	  "<a><p>&x;</p>", .unit = "<p>&x;</p>", .count = 10000, .tail = "</a>" },
	{ .name = "parameter-entities", .head = "<!DOCTYPE a [<!ENTITY % p 'x'>",
	  .unit = "%p;", .count = 25000, .tail = "]><a><p>t</p></a>" },
	{ .name = "entity-declarations", .head = "<!DOCTYPE a [",
	  .unit = "<!ENTITY e\a 'x'>", .count = 25000, .tail = "]><a><p>&e9;</p></a>" },
	{ .name = "deep-elements", .unit = "<div>", .count = 1000000, .tail = "Deep down." },
	{ .name = "deep-closed", .unit = "<a>x", .count = 250 , .tail = "" },
	{ .name = "mixed-content", .head = "<a>", .unit = "t<b>u</b>", .count = 50000,
	  .tail = "</a>" },
	{ .name = "namespaces", .head = "<a", .unit = " xmlns:n\a='u'", .count = 3000,
	  .tail = "><p>t</p></a>" },
	{ .name = "attributes", .head = "<a", .unit = " a\a='b'", .count = 100000,
	  .tail = "><p>Text.</p></a>" },
	{ .name = "huge-attribute", .head = "<a b='", .unit = "word ", .count = 300000,
	  .tail = "'><p>Text.</p></a>" },
	{ .name = "huge-text", .head = "<a><p>", .unit = "word ", .count = 1000000,
	  .tail = "</p></a>" },
	{ .name = "huge-cdata", .head = "<a><p><![CDATA[", .unit = "x < y ", .count = 300000,
	  .tail = "]]></p></a>" },
	{ .name = "huge-name", .head = "<", .unit = "x", .count = 300000, .tail = "/>" },
	{ .name = "paragraphs", .head = "<a>", .unit = "<p>We oppose rule \a.</p>\n",
	  .count = 25000, .tail = "</a>" },
	{ .name = "other-elements", .head = "<a>", .unit = "<x\a>t</x\a>", .count = 25000,
	  .tail = "</a>" },
	{ .name = "sections", .head = "<TEI><text><body>", .unit = "<div><head>H \a</head>",
	  .count = 120 , .tail = "<p>t</p>" },
	{ .name = "surrogates", .head = "<a><p>t", .unit = "&#xD800;", .count = 25000,
	  .tail = "</p></a>" },
	{ .name = "unclosed", .head = "<a><p>We support it.", .unit = "<b>", .count = 25000 },
	{ .name = "faults", .head = "<a>", .unit = "<p>a & b < c</q>", .count = 25000,
	  .tail = "</a>" },
	{ .name = "declarations", .unit = "<!DOCTYPE a [<!-- ", .count = 25000 },
	{ .name = "instructions", .head = "<a>", .unit = "<?x y?>", .count = 75000,
	  .tail = "<p>t</p></a>" },
	{ .name = "escaped-html", .head = "<rss><channel><item><description>",
	  .unit = "&lt;div&gt;", .count = 75000,
	  .tail = "t</description></item></channel></rss>" },
	{ .name = "items", .head = "<rss><channel>",
	  .unit = "<item><title>T \a</title><description>&lt;p&gt;We object.</description></item>",
	  .count = 5000, .tail = "</channel></rss>" },
	{ 0 }
};

const fuzz_target fuzz_this = { .name = "xml", .hostile = hostile };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_read("file.xml", data, size);
	return 0;
}
