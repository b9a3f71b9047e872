/* REFI-QDA Project 1.0 (www.qdasoftware.org): a ZIP with project.qde (XML) and
 * the sources as plain text. Positions in a source count Unicode code points
 * from 0, half-open. GUIDs are hashes of what they name, and no times are
 * written: the same corpus gives the same bytes.
 *
 * The source of a document is its blocks, an empty line between them. */
#include "config.h"

#include "cli/qdpx.h"

#include <libxml/xmlwriter.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "cli/zip.h"

#define NAMESPACE "urn:QDA-XML:project:1.0"
#define BLOCK_GAP "\n\n"

enum { GUID_SIZE = 37 };	/* 36 characters and the NUL */

typedef struct writer {
	sp_corpus *c;
	xmlTextWriterPtr x;
	sp_zip *zip;
	sp_error *err;
	char user[GUID_SIZE];
} writer;

/* ---- GUIDs --------------------------------------------------------------- */

/* The layout of RFC 9562, version 8 (what a vendor defines). */
static void make_guid(char out[GUID_SIZE], const char *kind, const char *a,
		      const char *b)
{
	char hex[SP_SHA256_HEX];
	sp_buf name = SP_BUF_INIT;

	sp_buf_adds(&name, kind);
	sp_buf_addc(&name, '\0');
	sp_buf_adds(&name, a);
	sp_buf_addc(&name, '\0');
	sp_buf_adds(&name, b);
	sp_sha256(name.data, name.len, hex);
	sp_buf_release(&name);
	snprintf(out, GUID_SIZE, "%.8s-%.4s-8%.3s-8%.3s-%.12s", hex, hex + 8,
		 hex + 12, hex + 15, hex + 18);
}

/* The code of a position: pack and issue, then side and holder. */
static void code_guid(char out[GUID_SIZE], const char *pack, const char *issue,
		      const char *stance, const char *holder)
{
	sp_buf side = SP_BUF_INIT;

	sp_buf_addf(&side, "%s/%s/%s", issue, stance, holder);
	make_guid(out, "code", pack, side.data);
	sp_buf_release(&side);
}

/* ---- XML ----------------------------------------------------------------- */

static void start(writer *w, const char *name)
{
	xmlTextWriterStartElement(w->x, BAD_CAST name);
}

static void end(writer *w)
{
	xmlTextWriterEndElement(w->x);
}

static void attribute(writer *w, const char *name, const char *value)
{
	xmlTextWriterWriteAttribute(w->x, BAD_CAST name, BAD_CAST value);
}

static void element(writer *w, const char *name, const char *text)
{
	xmlTextWriterWriteElement(w->x, BAD_CAST name, BAD_CAST text);
}

static void reference(writer *w, const char *element_name, const char *guid)
{
	start(w, element_name);
	attribute(w, "targetGUID", guid);
	end(w);
}

static void variable_value(writer *w, const char *variable, const char *kind,
			   const char *value)
{
	char guid[GUID_SIZE];

	if (!value[0])
		return;
	make_guid(guid, "variable", variable, "");
	start(w, "VariableValue");
	reference(w, "VariableRef", guid);
	element(w, kind, value);
	end(w);
}

/* ---- users, codes, variables ---------------------------------------------- */

static void put_user(writer *w)
{
	make_guid(w->user, "user", "standpoint", PACKAGE_VERSION);
	start(w, "Users");
	start(w, "User");
	attribute(w, "guid", w->user);
	attribute(w, "name", "standpoint " PACKAGE_VERSION);
	end(w);
	end(w);
}

static void start_code(writer *w, const char *guid, const char *name,
		       bool codable, const char *color)
{
	start(w, "Code");
	attribute(w, "guid", guid);
	attribute(w, "name", name);
	attribute(w, "isCodable", codable ? "true" : "false");
	if (color)
		attribute(w, "color", color);
}

static void put_sides(writer *w, const char *pack, const char *issue)
{
	static const struct {
		const char *stance, *holder, *suffix, *color;
	} sides[] = {
		{ "support", "self", "support", "#1F78B4" },
		{ "oppose", "self", "oppose", "#D95F02" },
		{ "support", "other", "support (reported)", "#A6CEE3" },
		{ "oppose", "other", "oppose (reported)", "#FDC692" },
	};

	for (size_t i = 0; i < sizeof sides / sizeof sides[0]; i++) {
		char guid[GUID_SIZE];
		sp_buf name = SP_BUF_INIT;
		code_guid(guid, pack, issue, sides[i].stance, sides[i].holder);
		sp_buf_addf(&name, "%s: %s", issue, sides[i].suffix);
		start_code(w, guid, name.data, true, sides[i].color);
		end(w);
		sp_buf_release(&name);
	}
}

static void put_issue(writer *w, const sp_query *q)
{
	char guid[GUID_SIZE];
	const char *pack = sp_query_text(q, 0), *issue = sp_query_text(q, 3);

	make_guid(guid, "issue", pack, issue);
	start_code(w, guid, issue, false, NULL);
	element(w, "Description", sp_query_text(q, 4));
	put_sides(w, pack, issue);
	end(w);
}

static bool put_codes(writer *w)
{
	static const char sql[] =
		"SELECT p.name, d.name, d.title, i.name, i.proposition, d.id"
		" FROM issue i JOIN dimension d ON d.id = i.dimension"
		" JOIN pack p ON p.id = i.pack"
		" ORDER BY i.pack, d.ord, i.ord";
	sp_error local = SP_ERROR_INIT;
	sp_query *q = sp_query_new(w->c, sql, w->err);
	int64_t dimension = 0;

	while (q && sp_query_step(q, &local)) {
		char guid[GUID_SIZE];
		if (dimension != sp_query_int(q, 5)) {
			if (dimension)
				end(w);
			else {
				start(w, "CodeBook");
				start(w, "Codes");
			}
			dimension = sp_query_int(q, 5);
			make_guid(guid, "dimension", sp_query_text(q, 0),
				  sp_query_text(q, 1));
			start_code(w, guid, sp_query_text(q, 2), false, NULL);
		}
		put_issue(w, q);
	}
	sp_query_free(q);
	if (!q || !sp_error_pass(w->err, &local))
		return false;
	if (!dimension)
		return sp_fail(w->err, SP_ENOROW, sp_corpus_path(w->c), 0,
			       "nothing was analysed: run 'standpoint analyze' first");
	end(w);
	end(w);
	end(w);
	return true;
}

static void put_variables(writer *w)
{
	static const char *const variables[][2] = {
		{ "submitter type", "Text" }, { "submitted on", "Date" },
		{ "docket id", "Text" }, { "url", "Text" },
	};

	start(w, "Variables");
	for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
		char guid[GUID_SIZE];
		make_guid(guid, "variable", variables[i][0], "");
		start(w, "Variable");
		attribute(w, "guid", guid);
		attribute(w, "name", variables[i][0]);
		attribute(w, "typeOfVariable", variables[i][1]);
		end(w);
	}
	end(w);
}

/* A case a submitter, with its documents. */
static bool put_cases(writer *w)
{
	static const char sql[] =
		"SELECT s.name, s.type, d.path FROM submitter s"
		" JOIN document d ON d.submitter = s.id AND d.status = 'ok'"
		" ORDER BY s.name, d.path";
	sp_error local = SP_ERROR_INIT;
	sp_query *q = sp_query_new(w->c, sql, w->err);
	sp_buf last = SP_BUF_INIT;
	bool open = false;

	while (q && sp_query_step(q, &local)) {
		char guid[GUID_SIZE];
		const char *name = sp_query_text(q, 0);
		if (!open || strcmp(last.data, name) != 0) {
			if (open)
				end(w);
			else
				start(w, "Cases");
			open = true;
			sp_buf_clear(&last);
			sp_buf_adds(&last, name);
			make_guid(guid, "case", name, "");
			start(w, "Case");
			attribute(w, "guid", guid);
			attribute(w, "name", name);
			variable_value(w, "submitter type", "TextValue",
				       sp_query_text(q, 1));
		}
		make_guid(guid, "source", sp_query_text(q, 2), "");
		reference(w, "SourceRef", guid);
	}
	if (open) {
		end(w);
		end(w);
	}
	sp_buf_release(&last);
	sp_query_free(q);
	return q && sp_error_pass(w->err, &local);
}

/* ---- sources --------------------------------------------------------------- */

/* The positions of one document in reading order, with the text of their
 * blocks and how many code points stand before the block: two for each gap. */
static const char positions_sql[] =
	"SELECT k.name, i.name, p.stance, p.holder, p.holder_name, r.name,"
	" p.begin, p.end, b.text, b.until - length(b.text) - 2, p.id"
	" FROM (SELECT id, seq, text, sum(length(text) + 2) OVER (ORDER BY seq) AS until"
	" FROM block WHERE document = ?1) b JOIN position p ON p.block = b.id"
	" JOIN issue i ON i.id = p.issue JOIN pack k ON k.id = i.pack"
	" JOIN rule r ON r.id = p.rule"
	" ORDER BY b.seq, p.begin, p.id";

static void put_selection(writer *w, const sp_query *q, const char *path)
{
	const char *text = sp_query_text(q, 8);
	size_t from = (size_t)sp_query_int(q, 6), to = (size_t)sp_query_int(q, 7);
	size_t begin = (size_t)sp_query_int(q, 9) + sp_utf8_count(text, from);
	size_t stop = begin + sp_utf8_count(text + from, to - from);
	char guid[GUID_SIZE], code[GUID_SIZE];
	sp_buf b = SP_BUF_INIT;

	code_guid(code, sp_query_text(q, 0), sp_query_text(q, 1),
		  sp_query_text(q, 2), sp_query_text(q, 3));
	sp_buf_addf(&b, "%s %zu %zu", code, begin, stop);
	make_guid(guid, "selection", path, b.data);
	start(w, "PlainTextSelection");
	attribute(w, "guid", guid);
	sp_buf_clear(&b);
	sp_buf_add(&b, text + from, sp_utf8_cut(text + from, to - from, 60));
	attribute(w, "name", b.data);
	sp_buf_clear(&b);
	sp_buf_addf(&b, "%zu", begin);
	attribute(w, "startPosition", b.data);
	sp_buf_clear(&b);
	sp_buf_addf(&b, "%zu", stop);
	attribute(w, "endPosition", b.data);
	attribute(w, "creatingUser", w->user);
	sp_buf_clear(&b);
	sp_buf_addf(&b, "rule %s", sp_query_text(q, 5));
	if (!sp_query_null(q, 4))
		sp_buf_addf(&b, "; view of %s", sp_query_text(q, 4));
	element(w, "Description", b.data);
	sp_buf_release(&b);
	make_guid(guid, "coding", guid, code);
	start(w, "Coding");
	attribute(w, "guid", guid);
	attribute(w, "creatingUser", w->user);
	reference(w, "CodeRef", code);
	end(w);
	end(w);
}

static bool put_selections(writer *w, sp_query *positions, int64_t document,
			   const char *path)
{
	sp_error local = SP_ERROR_INIT;

	sp_query_reset(positions);
	sp_query_bind_int(positions, 1, document);
	while (sp_query_step(positions, &local))
		put_selection(w, positions, path);
	return sp_error_pass(w->err, &local);
}

static bool put_source(writer *w, const sp_query *d, sp_query *positions)
{
	const char *path = sp_query_text(d, 1);
	char guid[GUID_SIZE], file[64];

	make_guid(guid, "source", path, "");
	snprintf(file, sizeof file, "internal://%s.txt", guid);
	start(w, "TextSource");
	attribute(w, "guid", guid);
	attribute(w, "name", path);
	attribute(w, "plainTextPath", file);
	attribute(w, "creatingUser", w->user);
	if (sp_query_bytes(d, 2))
		element(w, "Description", sp_query_text(d, 2));
	if (!put_selections(w, positions, sp_query_int(d, 0), path))
		return false;
	variable_value(w, "submitted on", "DateValue", sp_query_text(d, 3));
	variable_value(w, "docket id", "TextValue", sp_query_text(d, 4));
	variable_value(w, "url", "TextValue", sp_query_text(d, 5));
	end(w);
	return true;
}

static sp_query *documents(writer *w)
{
	return sp_query_new(w->c, "SELECT id, path, ifnull(title, ''),"
			    " submitted_on, docket_id, url FROM document"
			    " WHERE status = 'ok' ORDER BY path", w->err);
}

static bool put_sources(writer *w)
{
	sp_error local = SP_ERROR_INIT;
	sp_query *d = documents(w);
	sp_query *p = d ? sp_query_new(w->c, positions_sql, w->err) : NULL;
	bool ok = p != NULL, any = false;

	while (ok && sp_query_step(d, &local)) {
		if (!any)
			start(w, "Sources");
		any = true;
		ok = put_source(w, d, p);
	}
	if (any)
		end(w);
	sp_query_free(p);
	sp_query_free(d);
	return ok && sp_error_pass(w->err, &local);
}

static bool put_project(writer *w)
{
	xmlTextWriterStartDocument(w->x, NULL, "utf-8", NULL);
	start(w, "Project");
	attribute(w, "xmlns", NAMESPACE);
	attribute(w, "name", "standpoint");
	attribute(w, "origin", "standpoint " PACKAGE_VERSION);
	make_guid(w->user, "user", "standpoint", PACKAGE_VERSION);
	attribute(w, "creatingUserGUID", w->user);
	put_user(w);
	if (!put_codes(w))
		return false;
	put_variables(w);
	if (!put_cases(w) || !put_sources(w))
		return false;
	end(w);
	return xmlTextWriterEndDocument(w->x) >= 0 ||
	       sp_fail(w->err, SP_EIO, NULL, 0,
		       "cannot write a temporary file: is the disk full?");
}

static int write_file(void *file, const char *bytes, int n)
{
	return fwrite(bytes, 1, (size_t)n, file) == (size_t)n ? n : -1;
}

/* The XML goes to a temporary file first: memory must not grow with it. */
static bool add_project(writer *w)
{
	FILE *temp = tmpfile();
	bool ok = false;

	if (!temp)
		return sp_fail(w->err, SP_EIO, NULL, 0,
			       "cannot make a temporary file");
	xmlOutputBufferPtr out = xmlOutputBufferCreateIO(write_file, NULL,
							 temp, NULL);
	w->x = xmlNewTextWriter(out);
	xmlTextWriterSetIndent(w->x, 1);
	ok = put_project(w);
	xmlFreeTextWriter(w->x);
	if (ok && (fflush(temp) != 0 || ferror(temp)))
		ok = sp_fail(w->err, SP_EIO, NULL, 0,
			     "cannot write a temporary file: is the disk full?");
	ok = ok && sp_zip_add_file(w->zip, "project.qde", temp, w->err);
	fclose(temp);
	return ok;
}

/* ---- texts ----------------------------------------------------------------- */

static bool add_text(writer *w, int64_t id, const char *path)
{
	sp_error local = SP_ERROR_INIT;
	sp_query *q = sp_query_new(w->c, "SELECT text FROM block WHERE"
				   " document = ?1 ORDER BY seq", w->err);
	sp_buf text = SP_BUF_INIT;
	char guid[GUID_SIZE], name[64];

	if (!q)
		return false;
	sp_query_bind_int(q, 1, id);
	while (sp_query_step(q, &local)) {
		sp_buf_adds(&text, text.len ? BLOCK_GAP : "");
		sp_buf_adds(&text, sp_query_text(q, 0));
	}
	sp_query_free(q);
	make_guid(guid, "source", path, "");
	snprintf(name, sizeof name, "sources/%s.txt", guid);
	bool ok = sp_error_pass(w->err, &local) &&
		  sp_zip_add(w->zip, name, text.data, text.len, w->err);
	sp_buf_release(&text);
	return ok;
}

static bool add_texts(writer *w)
{
	sp_error local = SP_ERROR_INIT;
	sp_query *d = documents(w);
	bool ok = d != NULL;

	while (ok && sp_query_step(d, &local))
		ok = add_text(w, sp_query_int(d, 0), sp_query_text(d, 1));
	sp_query_free(d);
	return ok && sp_error_pass(w->err, &local);
}

bool sp_qdpx_write(sp_corpus *c, FILE *out, const char *path, sp_error *err)
{
	writer w = { .c = c, .err = err };

	w.zip = sp_zip_new(out, path, err);
	bool ok = w.zip && add_project(&w) && add_texts(&w) &&
		  sp_zip_finish(w.zip, err);
	sp_zip_free(w.zip);
	return ok;
}
