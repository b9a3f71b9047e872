#include "config.h"

#include "ingest/reader.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "ingest/binary.h"
#include "ingest/content.h"
#include "ingest/decode.h"
#include "ingest/explain.h"
#include "ingest/flow.h"
#include "ingest/language.h"
#include "ingest/mend.h"
#include "ingest/meta.h"
#include "ingest/parse.h"
#include "ingest/plain.h"
#include "ingest/repair.h"
#include "ingest/sniff.h"
#include "ingest/structured.h"
#include "ingest/xml_document.h"

struct sp_reader {
	const sp_dialects *dialects;
	sp_parser *parser;
	sp_xml_reader *xml;
	sp_tree tree;
	sp_content content;
	sp_writer writer;
	sp_language *language;
	sp_mojibake *mojibake;
	sp_buf bytes, text, markup;
	sp_explanation *explain;	/* or NULL */
};

/* A buffer that one huge file has blown up is not kept for the small ones. */
enum { KEEP = 8 << 20 };

sp_reader *sp_reader_new(const sp_dialects *dialects)
{
	sp_reader *r = sp_calloc(1, sizeof *r);

	r->dialects = dialects;
	r->parser = sp_parser_new();
	r->xml = sp_xml_reader_new(dialects);
	sp_tree_init(&r->tree);
	sp_content_init(&r->content);
	sp_writer_init(&r->writer);
	r->language = sp_language_new();
	r->mojibake = sp_mojibake_new();
	sp_buf_init(&r->bytes);
	sp_buf_init(&r->text);
	sp_buf_init(&r->markup);
	return r;
}

void sp_reader_free(sp_reader *r)
{
	if (!r)
		return;
	sp_parser_free(r->parser);
	sp_xml_reader_free(r->xml);
	sp_tree_release(&r->tree);
	sp_content_release(&r->content);
	sp_writer_release(&r->writer);
	sp_language_free(r->language);
	sp_mojibake_free(r->mojibake);
	sp_buf_release(&r->bytes);
	sp_buf_release(&r->text);
	sp_buf_release(&r->markup);
	free(r);
}

static void reuse(sp_buf *b)
{
	if (b->cap > KEEP)
		sp_buf_release(b);
	else
		sp_buf_clear(b);
}

void sp_reader_explain(sp_reader *r, sp_explanation *x)
{
	r->explain = x;
}

sp_source sp_source_of(const char *bytes, size_t n)
{
	sp_source s = { .bytes = bytes, .n = n };

	sp_sha256(bytes, n, s.sha256);
	return s;
}

bool sp_reader_load(sp_reader *r, const char *path, sp_source *out, sp_error *err)
{
	struct stat before, after;
	bool seen = stat(path, &before) == 0;

	reuse(&r->bytes);
	if (!sp_buf_read(&r->bytes, path, SP_SOURCE_MAX, err))
		return false;
	*out = sp_source_of(r->bytes.data, r->bytes.len);
	out->changed = seen && stat(path, &after) == 0 &&
		(after.st_size != before.st_size || after.st_size != (off_t)r->bytes.len);
	return true;
}

void sp_reader_mend_said(sp_reader *r, sp_document *d)
{
	sp_repair_said(r->mojibake, d, r->explain);
}

/* ---- problems ----------------------------------------------------------------------- */

static int line_at(const char *s, size_t n)
{
	int line = 1;

	for (const char *end = s + n; (s = memchr(s, '\n', (size_t)(end - s))); s++)
		line++;
	return line;
}

static void note_decoding(sp_document *d, const sp_buf *text, const sp_decoded *i)
{
	if (i->declared)
		sp_document_problem(d, SP_NOTE, 1, "declared as %s, read as %s",
				    i->declared, i->charset);
	if (i->invalid)
		sp_document_problem(d, SP_WARNING, line_at(text->data, i->invalid_at),
				    "%zu byte sequence%s invalid in %s, read as U+FFFD",
				    i->invalid, i->invalid == 1 ? "" : "s", i->charset);
	if (i->unknown[0])
		sp_document_problem(d, SP_NOTE, 1, "declared as '%s', which is no character set: read as %s",
				    i->unknown, i->charset);
	if (i->nuls)
		sp_document_problem(d, SP_WARNING, 0, "%zu NUL character%s left out",
				    i->nuls, i->nuls == 1 ? "" : "s");
	if (i->strays)
		sp_document_repair(d, "bytes of windows-1252 amid UTF-8", i->strays,
				   NULL, 0, NULL, 0);
	if (i->surrogates)
		sp_document_repair(d, "pairs of surrogates amid UTF-8", i->surrogates,
				   NULL, 0, NULL, 0);
}

static void fail(sp_document *d, const sp_error *err)
{
	d->status = SP_DOC_FAILED;
	d->nblocks = 0;
	sp_document_problem(d, SP_ERROR, err->line, "%s", err->msg);
}

/* ---- the formats ----------------------------------------------------------------------- */

static void read_html(sp_reader *r, sp_document *d, bool all)
{
	sp_mended mended;
	sp_error err = SP_ERROR_INIT;

	reuse(&r->markup);
	sp_mend(r->text.data, r->text.len, &r->markup, &mended);
	if (mended.attributes)
		sp_document_problem(d, SP_NOTE, line_at(r->text.data, mended.attributes_at),
				    "a tag with more attributes than anybody needs: the rest of them is left out");
	if (mended.unended)
		sp_document_problem(d, SP_WARNING, line_at(r->text.data, mended.unended_at),
				    "a %s that begins here never ends: the rest of the file counts as part of it",
				    mended.unended);
	if (!sp_parse_html(r->parser, r->markup.data, r->markup.len, &r->tree, &err)) {
		fail(d, &err);
		return;
	}
	sp_repair_tree(r->mojibake, &r->tree, d, r->explain);
	sp_meta_html(&r->tree, d);
	sp_structured_json(r->text.data, r->text.len, d);
	if (!all) {
		uint32_t root = sp_content_choose(&r->content, &r->tree, d->title);
		sp_explain_part(r->explain, "main content", &r->tree, root);
	}
	sp_flow(&r->tree, 0, r->tree.n, all, &r->writer);
	sp_writer_finish(&r->writer, d, NULL, NULL);
	sp_explain_blocks(r->explain, &r->tree, &r->writer, d);
}

static void read_text(sp_reader *r, sp_document *d)
{
	sp_repair_text(r->mojibake, &r->text, d, r->explain);
	sp_plain(r->text.data, r->text.len, &r->writer);
	sp_writer_finish(&r->writer, d, NULL, NULL);
	sp_explain_blocks(r->explain, NULL, &r->writer, d);
}

static void read_as(sp_reader *r, sp_document *d, sp_format f, bool all)
{
	static const char *const types[] = {
		[SP_FORMAT_HTML] = "text/html",
		[SP_FORMAT_XHTML] = "application/xhtml+xml",
		[SP_FORMAT_XML] = "application/xml",
		[SP_FORMAT_TEXT] = "text/plain",
	};

	d->media_type = types[f];
	sp_writer_clear(&r->writer);
	if (f == SP_FORMAT_XML)
		sp_xml_read(r->xml, r->text.data, r->text.len, all, &r->writer,
			    r->explain, d);
	else if (f == SP_FORMAT_TEXT)
		read_text(r, d);
	else
		read_html(r, d, all);
}

static bool only_blanks(const char *s, size_t n)
{
	while (n && isspace((unsigned char)s[n - 1]))
		n--;
	return !n;
}

sp_document *sp_reader_read(sp_reader *r, const char *path, const sp_source *s,
			    bool all)
{
	sp_document *d = sp_document_new(path);
	sp_decoded info;

	memcpy(d->sha256, s->sha256, sizeof d->sha256);
	d->bytes = s->n;
	if (s->changed)
		sp_document_problem(d, SP_WARNING, 0,
				    "changed while it was read: ingest it again when it is complete");
	const char *what = sp_binary_what(s->bytes, s->n);
	if (what) {
		d->status = SP_DOC_FAILED;
		sp_document_problem(d, SP_ERROR, 0, "%s", what);
		return d;
	}
	reuse(&r->text);
	sp_decode(s->bytes, s->n, &r->text, &info);
	d->charset = info.charset;
	d->charset_by = sp_decoded_by_name(info.by);
	if (info.refused) {
		d->status = SP_DOC_FAILED;
		sp_document_problem(d, SP_ERROR, 1,
				    "in a character set that no browser reads (HZ, ISO-2022-CN, ISO-2022-KR): convert it to UTF-8");
		return d;
	}
	note_decoding(d, &r->text, &info);
	if (!only_blanks(r->text.data, r->text.len))
		read_as(r, d, sp_sniff(s->name ? s->name : path, r->text.data, r->text.len), all);
	for (sp_document *part = d; part; part = part->next)
		if (part->nblocks)
			sp_language_find(r->language, part);
	if (d->status == SP_DOC_OK && !d->nblocks) {
		d->status = SP_DOC_EMPTY;
		if (d->next)	/* all that the file says stands in its parts */
			return d;
		sp_document_problem(d, SP_NOTE, 0, s->n ? "holds no text" : "empty file");
	}
	return d;
}

/* The HTML of a cell, in which a line end is one that shows. */
static void add_breaks(const char *html, size_t n, sp_buf *out)
{
	bool tag = false;
	char quote = 0, before = 0;	/* of an attribute's value; what is no blank */

	for (size_t i = 0; i < n; i++) {
		char c = html[i], next = i + 1 < n ? html[i + 1] : 0;
		if (!tag) {
			tag = c == '<' && (isalpha((unsigned char)next) || strchr("/!?", next)) && next;
			quote = 0;
			if (c == '\n')
				sp_buf_adds(out, "<br>");
		} else if (quote) {
			quote = c == quote ? 0 : quote;
		} else if (c == '>') {
			tag = false;
		} else if (before == '=' && (c == '"' || c == '\'')) {
			quote = c;
		}
		if (!isspace((unsigned char)c))
			before = c;
		sp_buf_addc(out, c);
	}
}

sp_document *sp_reader_cell(sp_reader *r, const char *path, const sp_source *s,
			    const char *html, size_t n, int line)
{
	sp_document *d = sp_document_new(path);

	memcpy(d->sha256, s->sha256, sizeof d->sha256);
	d->bytes = s->n;
	reuse(&r->text);
	add_breaks(html, n, &r->text);
	if (!only_blanks(r->text.data, r->text.len))
		read_as(r, d, SP_FORMAT_HTML, true);
	for (size_t i = 0; i < d->nblocks; i++)
		if (d->blocks[i].line)
			d->blocks[i].line += line - 1;
	if (d->nblocks)
		sp_language_find(r->language, d);
	if (d->status == SP_DOC_OK && !d->nblocks)
		d->status = SP_DOC_EMPTY;
	return d;
}
