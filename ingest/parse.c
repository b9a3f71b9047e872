/* libxml2 at arm's length: SAX in, our tree out. HTML is parsed with
 * XML_PARSE_HUGE: without it, what is nested deeper than 256 is lost in
 * silence. */
#include "config.h"

#include "ingest/parse.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ingest/entity.h"

struct sp_parser {
	htmlParserCtxtPtr html;
	htmlSAXHandler html_sax;
	sp_tree *tree;		/* of the parse under way */
};

static void silent(void *user, const char *msg, ...)
{
	(void)user;
	(void)msg;
}

/* ---- HTML ---------------------------------------------------------------------- */

static int html_line(const sp_parser *p)
{
	return p->html->input ? p->html->input->line : 0;
}

static void html_start(void *user, const xmlChar *name, const xmlChar **atts)
{
	sp_parser *p = user;

	sp_tree_start(p->tree, (const char *)name, sp_tag_of((const char *)name),
		      html_line(p));
	for (; atts && *atts; atts += 2) {
		const char *value = atts[1] ? (const char *)atts[1] : "";
		sp_tree_attr(p->tree, (const char *)atts[0], value, strlen(value));
	}
}

static void html_end(void *user, const xmlChar *name)
{
	sp_parser *p = user;

	(void)name;
	sp_tree_end(p->tree);
}

/* libxml2 counts the lines of a text before it hands it over. */
static int first_line(int last, const char *s, size_t n)
{
	for (const char *end = s + n; (s = memchr(s, '\n', (size_t)(end - s))); s++)
		last--;
	return last;
}

static void html_text(void *user, const xmlChar *s, int n)
{
	sp_parser *p = user;

	sp_tree_text(p->tree, (const char *)s, (size_t)n,
		     first_line(html_line(p), (const char *)s, (size_t)n));
}

/* The only comment that passes the mender holds Word's properties. */
static void html_comment(void *user, const xmlChar *s)
{
	sp_parser *p = user;
	const char *author = strstr((const char *)s, "<o:Author>");
	const char *end = author ? strstr(author, "</o:Author>") : NULL;

	if (!end)
		return;
	author += strlen("<o:Author>");
	sp_buf text = SP_BUF_INIT;
	for (const char *c = author; c < end;) {
		size_t read = *c != '&' ? 0 :
			sp_entity_decode(c, (size_t)(end - c), false, &text);
		if (!read)
			sp_buf_addc(&text, *c);
		c += read ? read : 1;
	}
	sp_tree_start(p->tree, "meta", SP_TAG_META, html_line(p));
	sp_tree_attr(p->tree, "name", "o:Author", strlen("o:Author"));
	sp_tree_attr(p->tree, "content", text.data, text.len);
	sp_tree_end(p->tree);
	sp_buf_release(&text);
}

static void html_setup(sp_parser *p)
{
	htmlSAXHandler *sax = &p->html_sax;

	sax->startElement = html_start;
	sax->endElement = html_end;
	sax->characters = html_text;
	sax->ignorableWhitespace = html_text;
	sax->cdataBlock = html_text;
	sax->comment = html_comment;
	sax->warning = sax->error = sax->fatalError = silent;
}

bool sp_parse_html(sp_parser *p, const char *s, size_t n, sp_tree *t,
		   sp_error *err)
{
	sp_tree_clear(t);
	if (n > INT_MAX / 2)
		return sp_fail(err, SP_ELIMIT, NULL, 0, "larger than 1 GB");
	if (!n)
		return true;
	if (!p->html) {
		p->html = htmlNewParserCtxt();
		xmlFree(p->html->sax);
	}
	p->html->sax = &p->html_sax;
	p->html->userData = p;
	p->tree = t;
	htmlCtxtReadMemory(p->html, s, (int)n, NULL, "UTF-8",
			   HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
			   HTML_PARSE_NONET | HTML_PARSE_RECOVER | XML_PARSE_HUGE);
	sp_tree_finish(t);
	return true;
}

/* ---- contexts ------------------------------------------------------------------- */

sp_parser *sp_parser_new(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	sp_parser *p = sp_calloc(1, sizeof *p);

	pthread_once(&once, xmlInitParser);
	html_setup(p);
	return p;
}

void sp_parser_free(sp_parser *p)
{
	if (!p)
		return;
	if (p->html) {
		p->html->sax = NULL;	/* ours: libxml2 must not free it */
		htmlFreeParserCtxt(p->html);
	}
	free(p);
}
