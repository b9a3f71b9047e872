/* libxml2 at arm's length: SAX in, our tree out; no network, no DTD and no
 * external entity whatever the options. XML_PARSE_HUGE is on, since a letter
 * may hold a picture of 10 MB or be nested deeper than 256; it turns off
 * libxml2's guards against entity bombs, so ours counts what every reference
 * stands for, in text and attributes alike, as it is resolved. */
#include "config.h"

#include "ingest/xml.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ingest/decode.h"
#include "ingest/entity.h"
#include "ingest/xml_mend.h"
#include "ingest/xml_survey.h"

enum {
	DEPTH_MAX = 500000,		/* open elements: some 200 bytes each */
	NODES_MAX = 20000000,		/* elements and texts: some 50 bytes each */
	TIMES = 4,			/* entities multiply a file by that at most, */
	FREE_EXPANSION = 1000000,	/* and add that much in any case (bytes) */
	REFERENCE_COST = 32		/* bytes a reference counts for, even if empty */
};

struct sp_xml {
	xmlParserCtxtPtr ctxt;
	xmlSAXHandler sax;
	sp_tree *tree;		/* of the parse under way */
	const char *path;
	sp_error fault;		/* the first */
	sp_xml_info *info;
	xmlEntity html_entity;	/* lent to libxml2 for one reference */
	size_t left;		/* bytes that entities may still stand for */
	sp_buf mended;
	char doctype[64], public_id[256], ns[256];
};

static int line_now(const sp_xml *x)
{
	return x->ctxt->input ? x->ctxt->input->line : 0;
}

static void stop(sp_xml *x, const char *why)
{
	sp_error_clear(&x->fault);
	sp_fail(&x->fault, SP_ELIMIT, x->path, line_now(x), "%s", why);
	xmlStopParser(x->ctxt);
}

/* ---- elements and text ------------------------------------------------------ */

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix,
		     const xmlChar *uri, int nns, const xmlChar **ns,
		     int natts, int ndefault, const xmlChar **atts)
{
	sp_xml *x = user;

	(void)prefix, (void)nns, (void)ns, (void)ndefault;
	if (x->tree->depth >= DEPTH_MAX || x->tree->n >= NODES_MAX) {
		stop(x, x->tree->depth >= DEPTH_MAX ?
		     "nested deeper than 500,000 elements: refused" :
		     "more than 20 million elements and texts: refused");
		return;
	}
	if (!x->tree->n && uri) {
		snprintf(x->ns, sizeof x->ns, "%s", (const char *)uri);
		x->tree->ns = x->ns;
	}
	sp_tree_start(x->tree, (const char *)name, SP_TAG_NONE, line_now(x));
	for (int i = 0; i < natts; i++, atts += 5)
		sp_tree_attr(x->tree, (const char *)atts[0],
			     (const char *)atts[3], (size_t)(atts[4] - atts[3]));
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix,
		   const xmlChar *uri)
{
	sp_xml *x = user;

	(void)name, (void)prefix, (void)uri;
	sp_tree_end(x->tree);
}

/* libxml2 counts the lines of a text before it hands it over. */
static int first_line(int last, const char *s, const char *end)
{
	for (; (s = memchr(s, '\n', (size_t)(end - s))); s++)
		last--;
	return last;
}

/* "&#146;" is meant as windows-1252 has it, in XML as in HTML. */
static void on_text(void *user, const xmlChar *text, int len)
{
	sp_xml *x = user;
	const char *s = (const char *)text, *end = s + len, *from = s;
	int line = first_line(line_now(x), s, end);

	while ((s = memchr(s, 0xc2, (size_t)(end - s)))) {
		unsigned char c = s + 1 < end ? (unsigned char)s[1] : 0;
		if (c < 0x80 || c >= 0xa0) {
			s++;
			continue;
		}
		sp_buf one = SP_BUF_INIT;
		sp_buf_addcp(&one, sp_windows_1252(c));
		sp_tree_text(x->tree, from, (size_t)(s - from), line);
		sp_tree_text(x->tree, one.data, one.len, line);
		sp_buf_release(&one);
		from = s += 2;
	}
	sp_tree_text(x->tree, from, (size_t)(end - from), line);
}

static void on_fault(void *user, xmlErrorPtr e)
{
	sp_xml *x = user;
	char msg[256];

	if (e->level != XML_ERR_FATAL || x->fault.code)
		return;
	if (e->code == XML_ERR_ENTITY_LOOP) {
		stop(x, "entities refer to themselves: refused");
		return;
	}
	snprintf(msg, sizeof msg, "%s", e->message ? e->message : "ill-formed XML");
	msg[strcspn(msg, "\n")] = '\0';
	sp_fail(&x->fault, SP_ESYNTAX, x->path, e->line, "%s", msg);
}

/* ---- DOCTYPE and entities --------------------------------------------------- */

static void on_doctype(void *user, const xmlChar *name, const xmlChar *id,
		       const xmlChar *system)
{
	sp_xml *x = user;

	snprintf(x->doctype, sizeof x->doctype, "%s", (const char *)name);
	x->info->doctype = x->doctype;
	if (id || system) {
		snprintf(x->public_id, sizeof x->public_id, "%s",
			 (const char *)(id ? id : system));
		x->info->public_id = x->public_id;
	}
	xmlSAX2InternalSubset(x->ctxt, name, id, system);
}

/* Only entities whose text stands in the file itself are taken. */
static void on_declaration(void *user, const xmlChar *name, int type,
			   const xmlChar *id, const xmlChar *system,
			   xmlChar *content)
{
	sp_xml *x = user;

	if (type == XML_INTERNAL_GENERAL_ENTITY)
		xmlSAX2EntityDecl(x->ctxt, name, type, id, system, content);
	else	/* what it would have declared may be missing: no fault then */
		x->ctxt->hasPErefs = 1;
}

/* Pay for one reference; false: the file has spent all it may. */
static bool pay(sp_xml *x, const xmlEntity *e)
{
	size_t cost = (size_t)(e->length > 0 ? e->length : 0) + REFERENCE_COST;

	if (x->fault.code == SP_ELIMIT)
		return false;
	if (cost > x->left) {
		stop(x, "entities expand beyond all measure: refused");
		return false;
	}
	x->left -= cost;
	return true;
}

static xmlEntityPtr on_reference(void *user, const xmlChar *name)
{
	sp_xml *x = user;
	xmlEntityPtr e = xmlSAX2GetEntity(x->ctxt, name);

	if (e)
		return e->etype == XML_INTERNAL_PREDEFINED_ENTITY || pay(x, e) ? e : NULL;
	/* The names of HTML are what people mean when they declare nothing.
	 * In an attribute libxml2 would take the first byte only. */
	const char *text = x->ctxt->instate == XML_PARSER_ATTRIBUTE_VALUE ? NULL :
		sp_entity((const char *)name, strlen((const char *)name));
	if (!text) {
		x->info->external++;
		return NULL;
	}
	x->html_entity = (xmlEntity){
		.type = XML_ENTITY_DECL,
		.name = name,
		.etype = XML_INTERNAL_PREDEFINED_ENTITY,
		.content = (xmlChar *)text,
		.length = (int)strlen(text),
	};
	return &x->html_entity;
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

static void on_document(void *user)
{
	sp_xml *x = user;

	xmlSAX2StartDocument(x->ctxt);	/* holds the entities, no nodes */
}

/* ---- a parse ---------------------------------------------------------------- */

static void parse(sp_xml *x, const char *s, size_t n, int options)
{
	sp_tree_clear(x->tree);
	sp_error_clear(&x->fault);
	x->info->doctype = x->info->public_id = NULL;
	x->info->external = 0;
	x->left = TIMES * n + FREE_EXPANSION;
	if (!x->ctxt) {
		x->ctxt = xmlNewParserCtxt();
		xmlFree(x->ctxt->sax);
	}
	x->ctxt->sax = &x->sax;
	x->ctxt->userData = x;
	xmlDocPtr doc = xmlCtxtReadMemory(x->ctxt, s, (int)n, NULL, "UTF-8", options |
			XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC |
			XML_PARSE_HUGE);
	if (!x->fault.code && !x->ctxt->wellFormed)
		sp_fail(&x->fault, SP_ESYNTAX, x->path, 0, "ill-formed XML");
	if (doc)
		xmlFreeDoc(doc);
	xmlCtxtReset(x->ctxt);
	sp_tree_finish(x->tree);
}

static int line_of(const char *s, size_t at)
{
	int line = 1;

	for (const char *end = s + at; (s = memchr(s, '\n', (size_t)(end - s))); s++)
		line++;
	return line;
}

/* Mended once with its DOCTYPE; if that is at fault, once more without. */
static bool parse_mended(sp_xml *x, const char *s, size_t n)
{
	sp_xml_mended mended;

	for (int attempt = 0; attempt < 2; attempt++) {
		sp_buf_clear(&x->mended);
		sp_xml_mend(s, n, attempt == 0, &x->mended, &mended);
		if (!mended.element)
			return false;
		parse(x, x->mended.data, x->mended.len, attempt ? XML_PARSE_RECOVER : 0);
		if (!x->fault.code || x->fault.code == SP_ELIMIT)
			break;
	}
	x->info->attributes = mended.attributes;
	if (mended.attributes)
		x->info->attributes_line = line_of(s, mended.attributes_at);
	return true;
}

/* Attributes and namespaces in numbers that nobody needs cost libxml2 time
 * that grows with their square. */
static bool is_flood(const char *s, size_t n)
{
	sp_xml_survey survey;

	sp_xml_survey_of(s, n, &survey);
	return survey.attributes > SP_XML_ATTRIBUTES || survey.namespaces > 20000;
}

bool sp_xml_parse(sp_xml *x, const char *path, const char *s, size_t n,
		  sp_tree *t, sp_xml_info *info, sp_error *err)
{
	bool element = true;

	*info = (sp_xml_info){ 0 };
	x->tree = t;
	x->path = path;
	x->info = info;
	if (n > INT_MAX / 4)
		return sp_fail(err, SP_ELIMIT, path, 0, "larger than 500 MB");
	if (is_flood(s, n)) {
		element = parse_mended(x, s, n);
	} else {
		parse(x, s, n, 0);
		if (x->fault.code == SP_ESYNTAX) {
			info->fault = x->fault;
			element = parse_mended(x, s, n);
		}
	}
	sp_buf_release(&x->mended);
	if (x->fault.code == SP_ELIMIT)
		return sp_error_pass(err, &x->fault);
	if (element)
		return true;
	return sp_fail(err, SP_ESYNTAX, path, info->fault.line, "no element in it: no XML");
}

/* ---- contexts --------------------------------------------------------------- */

static void start_libxml2(void)
{
	xmlInitParser();
	xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader);
}

sp_xml *sp_xml_new(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	sp_xml *x = sp_calloc(1, sizeof *x);

	pthread_once(&once, start_libxml2);
	sp_buf_init(&x->mended);
	x->sax = (xmlSAXHandler){
		.initialized = XML_SAX2_MAGIC,
		.startDocument = on_document,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.internalSubset = on_doctype,
		.externalSubset = no_subset,
		.entityDecl = on_declaration,
		.getEntity = on_reference,
		.getParameterEntity = no_parameter_entity,
		.resolveEntity = no_input,
		.serror = on_fault,
	};
	return x;
}

void sp_xml_free(sp_xml *x)
{
	if (!x)
		return;
	if (x->ctxt) {
		x->ctxt->sax = NULL;	/* ours: libxml2 must not free it */
		xmlFreeParserCtxt(x->ctxt);
	}
	sp_buf_release(&x->mended);
	free(x);
}
