#include "config.h"

#include "ingest/xml_document.h"

#include <stdlib.h>
#include <string.h>

#include "base/count.h"
#include "base/mem.h"
#include "ingest/flow.h"
#include "ingest/map.h"
#include "ingest/mend.h"
#include "ingest/parse.h"
#include "ingest/repair.h"
#include "ingest/xml.h"

struct sp_xml_reader {
	const sp_dialects *dialects;
	sp_xml *xml;
	sp_tree tree;
	/* for HTML in the text of elements */
	sp_parser *parser;
	sp_tree html;
	sp_buf markup;
	sp_mojibake *mojibake;
};

/* One reading. */
typedef struct reading {
	sp_xml_reader *r;
	const sp_dialect *dialect;
	sp_writer *w;
	sp_explanation *x;
	sp_document *d;		/* whose blocks are read */
	bool all;
} reading;

sp_xml_reader *sp_xml_reader_new(const sp_dialects *dialects)
{
	sp_xml_reader *r = sp_calloc(1, sizeof *r);

	r->dialects = dialects;
	r->xml = sp_xml_new();
	r->parser = sp_parser_new();
	sp_tree_init(&r->tree);
	sp_tree_init(&r->html);
	sp_buf_init(&r->markup);
	r->mojibake = sp_mojibake_new();
	return r;
}

void sp_xml_reader_free(sp_xml_reader *r)
{
	if (!r)
		return;
	sp_xml_free(r->xml);
	sp_parser_free(r->parser);
	sp_tree_release(&r->tree);
	sp_tree_release(&r->html);
	sp_buf_release(&r->markup);
	sp_mojibake_free(r->mojibake);
	free(r);
}

static void xpath(const void *arg, size_t node, sp_buf *out)
{
	sp_tree_xpath(arg, node, out);
}

/* HTML that stood in an element's text: all of it is content. */
static void read_html(void *arg, const char *s, size_t n)
{
	reading *g = arg;
	sp_mended mended;
	sp_error err = SP_ERROR_INIT;

	sp_buf_clear(&g->r->markup);
	sp_mend(s, n, &g->r->markup, &mended);
	if (!sp_parse_html(g->r->parser, g->r->markup.data, g->r->markup.len,
			   &g->r->html, &err))
		return;
	/* what its own character references spell out */
	sp_repair_tree(g->r->mojibake, &g->r->html, g->d, g->x);
	sp_flow(&g->r->html, 0, g->r->html.n, true, g->w);
}

/* The blocks of the element `root` into `d`. */
static void read_blocks(reading *g, size_t root, sp_document *d)
{
	sp_mapping map = {
		.dialect = g->dialect, .tree = &g->r->tree, .root = root,
		.all = g->all, .title = d->title, .html = read_html, .html_arg = g,
	};

	g->d = d;
	sp_writer_clear(g->w);
	sp_map(&map, g->w);
	sp_writer_finish(g->w, d, xpath, &g->r->tree);
	sp_explain_blocks(g->x, &g->r->tree, g->w, d);
}

/* What the file says counts for its documents where they do not. */
static void inherit(const sp_document *file, sp_document *d)
{
	for (sp_datum i = 0; i < SP_DATUM_COUNT; i++) {
		const char *value = sp_document_datum(file, i);
		if (value && !sp_document_datum(d, i))
			sp_document_set(d, i, value, file->origin[i].source,
					file->origin[i].evidence);
	}
	if (file->url && !d->url)
		d->url = sp_arena_strdup(d->arena, file->url);
	if (file->language && !d->language)
		d->language = sp_arena_strdup(d->arena, file->language);
}

static sp_document *read_part(reading *g, size_t node, size_t number,
			      const sp_document *file)
{
	sp_buf path = SP_BUF_INIT;

	sp_buf_addf(&path, "%s#%zu", file->path, number);
	sp_document *d = sp_document_new(path.data);
	sp_buf_release(&path);
	memcpy(d->sha256, file->sha256, sizeof d->sha256);
	d->bytes = file->bytes;
	d->media_type = file->media_type;
	d->charset = file->charset;
	d->charset_by = file->charset_by;
	d->dialect = sp_arena_strdup(d->arena, file->dialect);
	sp_dialect_document_metadata(g->dialect, &g->r->tree, node, d);
	inherit(file, d);
	read_blocks(g, node, d);
	if (!d->nblocks)
		d->status = SP_DOC_EMPTY;
	return d;
}

static void read_documents(reading *g, sp_document *d)
{
	sp_buf list = SP_BUF_INIT;
	sp_document **last = &d->next;

	sp_dialect_documents(g->dialect, &g->r->tree, &list);
	const uint32_t *parts = (const uint32_t *)(const void *)list.data;
	size_t n = list.len / sizeof *parts;
	for (size_t i = 0; i < n; i++)
		g->r->tree.nodes[parts[i]].mark |= SP_MARK_OUT;
	sp_dialect_metadata(g->dialect, &g->r->tree, d);
	read_blocks(g, 0, d);
	for (size_t i = 0; i < n; i++) {
		*last = read_part(g, parts[i], i + 1, d);
		last = &(*last)->next;
	}
	sp_buf_release(&list);
}

static void note(sp_document *d, const sp_xml_info *info)
{
	if (info->fault.code)
		sp_document_problem(d, SP_WARNING, info->fault.line,
				    "XML that is not well-formed, read as it was meant: %s",
				    info->fault.msg);
	if (info->attributes)
		sp_document_problem(d, SP_WARNING, info->attributes_line,
				    "tags with more attributes than anybody needs: %zu left out",
				    info->attributes);
	if (info->external)
		sp_document_problem(d, SP_WARNING, 0,
				    "%zu reference%s to entities that the file does not hold: left out",
				    info->external, sp_plural(info->external));
}

void sp_xml_read(sp_xml_reader *r, const char *s, size_t n, bool all,
		 sp_writer *w, sp_explanation *x, sp_document *d)
{
	sp_xml_info info;
	sp_error err = SP_ERROR_INIT;
	sp_buf why = SP_BUF_INIT;
	reading g = { .r = r, .w = w, .x = x, .all = all };

	if (!sp_xml_parse(r->xml, d->path, s, n, &r->tree, &info, &err)) {
		d->status = SP_DOC_FAILED;
		sp_document_problem(d, SP_ERROR, err.line, "%s", err.msg);
		return;
	}
	note(d, &info);
	sp_repair_tree(r->mojibake, &r->tree, d, x);
	g.dialect = sp_dialects_match(r->dialects, &r->tree, &info, &why);
	d->dialect = sp_arena_strdup(d->arena, sp_dialect_name(g.dialect));
	sp_explain_note_add(x, "dialect", "%s: %s", d->dialect, why.data);
	sp_buf_release(&why);
	read_documents(&g, d);
}
