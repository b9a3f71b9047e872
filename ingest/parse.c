/* libxml2 at arm's length: SAX in, our tree out. HTML is parsed with
 * XML_PARSE_HUGE (without it, what is nested deeper than 256 is lost in
 * silence); XML without, so that libxml2's own guards against entity bombs
 * hold, with no network, no DTD and no external entity whatever the options. */
#include "config.h"

#include "ingest/parse.h"

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "ingest/entity.h"

enum { TAG_MAX = 65536 };

struct sp_parser {
	htmlParserCtxtPtr html;
	htmlSAXHandler html_sax;
	xmlParserCtxtPtr xml;
	xmlSAXHandler xml_sax;
	sp_tree *tree;		/* of the parse under way */
	const char *path;
	sp_error *err;
	sp_xml_info *info;
	xmlEntity html_entity;	/* lent to libxml2 for one reference */
	size_t text_max;	/* no document grows beyond this */
	char doctype[64], public_id[256], ns[256];
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

/* ---- XML ----------------------------------------------------------------------- */

static int xml_line(const sp_parser *p)
{
	return p->xml->input ? p->xml->input->line : 0;
}

static void xml_start(void *user, const xmlChar *name, const xmlChar *prefix,
		      const xmlChar *uri, int nns, const xmlChar **ns,
		      int natts, int ndefault, const xmlChar **atts)
{
	sp_parser *p = user;

	(void)prefix, (void)nns, (void)ns, (void)ndefault;
	if (!p->tree->n && uri) {
		snprintf(p->ns, sizeof p->ns, "%s", (const char *)uri);
		p->tree->ns = p->ns;
	}
	sp_tree_start(p->tree, (const char *)name, SP_TAG_NONE, xml_line(p));
	for (int i = 0; i < natts; i++, atts += 5)
		sp_tree_attr(p->tree, (const char *)atts[0],
			     (const char *)atts[3], (size_t)(atts[4] - atts[3]));
}

static void xml_end(void *user, const xmlChar *name, const xmlChar *prefix,
		    const xmlChar *uri)
{
	sp_parser *p = user;

	(void)name, (void)prefix, (void)uri;
	sp_tree_end(p->tree);
}

static void xml_text(void *user, const xmlChar *s, int n)
{
	sp_parser *p = user;

	if (p->tree->text.len > p->text_max) {
		sp_fail(p->err, SP_ELIMIT, p->path, xml_line(p),
			"entities expand beyond all measure: refused");
		xmlStopParser(p->xml);
		return;
	}
	sp_tree_text(p->tree, (const char *)s, (size_t)n,
		     first_line(xml_line(p), (const char *)s, (size_t)n));
}

static void xml_fault(void *user, xmlErrorPtr e)
{
	sp_parser *p = user;
	char msg[256];

	if (e->level != XML_ERR_FATAL || p->err->code)
		return;
	if (e->code == XML_ERR_ENTITY_LOOP) {
		sp_fail(p->err, SP_ELIMIT, p->path, e->line,
			"entities refer to themselves or expand beyond all measure: refused");
		return;
	}
	snprintf(msg, sizeof msg, "%s", e->message ? e->message : "ill-formed XML");
	msg[strcspn(msg, "\n")] = '\0';
	if (strstr(msg, "XML_PARSE_HUGE"))
		sp_fail(p->err, SP_ELIMIT, p->path, e->line,
			"nested deeper than 256 elements, or a text over 10 MB: refused");
	else
		sp_fail(p->err, SP_ESYNTAX, p->path, e->line, "%s", msg);
}

static void xml_doctype(void *user, const xmlChar *name, const xmlChar *id,
			const xmlChar *system)
{
	sp_parser *p = user;

	snprintf(p->doctype, sizeof p->doctype, "%s", (const char *)name);
	p->info->doctype = p->doctype;
	if (id) {
		snprintf(p->public_id, sizeof p->public_id, "%s", (const char *)id);
		p->info->public_id = p->public_id;
	}
	xmlSAX2InternalSubset(p->xml, name, id, system);
}

/* Only entities whose text stands in the file itself are taken. */
static void xml_declare(void *user, const xmlChar *name, int type,
			const xmlChar *id, const xmlChar *system,
			xmlChar *content)
{
	sp_parser *p = user;

	if (type == XML_INTERNAL_GENERAL_ENTITY)
		xmlSAX2EntityDecl(p->xml, name, type, id, system, content);
	else	/* what it would have declared may be missing: no fault then */
		p->xml->hasPErefs = 1;
}

static xmlEntityPtr xml_entity(void *user, const xmlChar *name)
{
	sp_parser *p = user;
	xmlEntityPtr e = xmlSAX2GetEntity(p->xml, name);

	if (e)
		return e;
	/* The names of HTML are what people mean when they declare nothing.
	 * In an attribute libxml2 would take the first byte only. */
	const char *text = p->xml->instate == XML_PARSER_ATTRIBUTE_VALUE ? NULL :
		sp_entity((const char *)name, strlen((const char *)name));
	if (!text) {
		p->info->external++;
		return NULL;
	}
	p->html_entity = (xmlEntity){
		.type = XML_ENTITY_DECL,
		.name = name,
		.etype = XML_INTERNAL_PREDEFINED_ENTITY,
		.content = (xmlChar *)text,
		.length = (int)strlen(text),
	};
	return &p->html_entity;
}

static xmlEntityPtr no_parameter_entity(void *user, const xmlChar *name)
{
	(void)user;
	(void)name;
	return NULL;
}

static xmlParserInputPtr no_input(void *user, const xmlChar *id,
				  const xmlChar *system)
{
	(void)user;
	(void)id;
	(void)system;
	return NULL;
}

static void no_subset(void *user, const xmlChar *name, const xmlChar *id,
		      const xmlChar *system)
{
	(void)user;
	(void)name;
	(void)id;
	(void)system;
}

static void xml_start_document(void *user)
{
	sp_parser *p = user;

	xmlSAX2StartDocument(p->xml);	/* holds the entities, no nodes */
}

static void xml_setup(sp_parser *p)
{
	xmlSAXHandler *sax = &p->xml_sax;

	sax->initialized = XML_SAX2_MAGIC;
	sax->startDocument = xml_start_document;
	sax->startElementNs = xml_start;
	sax->endElementNs = xml_end;
	sax->characters = xml_text;
	sax->ignorableWhitespace = xml_text;
	sax->cdataBlock = xml_text;
	sax->internalSubset = xml_doctype;
	sax->externalSubset = no_subset;
	sax->entityDecl = xml_declare;
	sax->getEntity = xml_entity;
	sax->getParameterEntity = no_parameter_entity;
	sax->resolveEntity = no_input;
	sax->serror = xml_fault;
}

static int line_of(const char *s, const char *at)
{
	int line = 1;

	while ((s = memchr(s, '\n', (size_t)(at - s))))
		line++, s++;
	return line;
}

/* A tag with very many attributes costs libxml2 quadratic time. */
static bool check_tags(const char *path, const char *s, size_t n, sp_error *err)
{
	const char *begin = s, *end = s + n;

	while ((s = memchr(s, '<', (size_t)(end - s)))) {
		size_t left = (size_t)(end - s);
		const char *close = NULL, *skip = NULL;
		if (left > 4 && memcmp(s, "<!--", 4) == 0)
			skip = "-->";
		else if (left > 9 && memcmp(s, "<![CDATA[", 9) == 0)
			skip = "]]>";
		else if (left > 2 && memcmp(s, "<?", 2) == 0)
			skip = "?>";
		if (skip) {
			close = memmem(s, left, skip, strlen(skip));
			s = close ? close + strlen(skip) : end;
			continue;
		}
		if (left > 1 && s[1] == '!') {	/* a declaration has no attributes */
			s++;
			continue;
		}
		close = memchr(s, '>', left < TAG_MAX ? left : TAG_MAX);
		if (!close && left > TAG_MAX)
			return sp_fail(err, SP_ELIMIT, path, line_of(begin, s),
				       "a tag longer than 64 KB: refused");
		s = close ? close + 1 : end;
	}
	return true;
}

bool sp_parse_xml(sp_parser *p, const char *path, const char *s, size_t n,
		  sp_tree *t, sp_xml_info *info, sp_error *err)
{
	sp_error own = SP_ERROR_INIT;

	sp_tree_clear(t);
	*info = (sp_xml_info){ 0 };
	if (n > INT_MAX / 2)
		return sp_fail(err, SP_ELIMIT, path, 0, "larger than 1 GB");
	if (!check_tags(path, s, n, err))
		return false;
	if (!p->xml) {
		p->xml = xmlNewParserCtxt();
		xmlFree(p->xml->sax);
	}
	p->xml->sax = &p->xml_sax;
	p->xml->userData = p;
	p->tree = t;
	p->path = path;
	p->err = &own;
	p->info = info;
	p->text_max = 4 * n + 1000000;
	xmlDocPtr doc = xmlCtxtReadMemory(p->xml, s, (int)n, NULL, "UTF-8",
			XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
	bool ok = p->xml->wellFormed;
	if (doc)
		xmlFreeDoc(doc);
	xmlCtxtReset(p->xml);
	sp_tree_finish(t);
	if (!own.code && !ok)
		sp_fail(&own, SP_ESYNTAX, path, 0, "ill-formed XML");
	if (own.code)
		return sp_fail(err, own.code, path, own.line, "%s", own.msg);
	return true;
}

/* ---- contexts ------------------------------------------------------------------- */

static void start_libxml2(void)
{
	xmlInitParser();
	xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader);
}

sp_parser *sp_parser_new(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	sp_parser *p = sp_calloc(1, sizeof *p);

	pthread_once(&once, start_libxml2);
	html_setup(p);
	xml_setup(p);
	return p;
}

void sp_parser_free(sp_parser *p)
{
	if (!p)
		return;
	/* The handlers are ours: libxml2 must not free them. */
	if (p->html) {
		p->html->sax = NULL;
		htmlFreeParserCtxt(p->html);
	}
	if (p->xml) {
		p->xml->sax = NULL;
		xmlFreeParserCtxt(p->xml);
	}
	free(p);
}
