/* One task: the document of an item, or that it is as it was. */
#include "config.h"

#include "ingest/work.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ingest/about.h"
#include "ingest/bulk.h"
#include "ingest/name.h"

static sp_document *unreadable(const char *path, sp_severity severity, int line,
			       const char *what)
{
	sp_document *d = sp_document_new(path);

	d->status = SP_DOC_FAILED;
	sp_sha256("", 0, d->sha256);
	sp_document_problem(d, severity, line, "%s", what);
	return d;
}

static bool described_as_before(const sp_task *t)
{
	return strcmp(t->known.described_by, t->rows.fingerprint) == 0;
}

/* One that failed is tried again: it must not pass for read. One that was read
 * by other options may come out as another. */
static bool is_unchanged(const sp_work_options *o, const sp_task *t, const sp_source *s)
{
	return t->is_known && !t->known.failed &&
		strcmp(t->known.read_by, o->read_by ? o->read_by : "") == 0 &&
		(size_t)t->known.bytes == s->n &&
		strcmp(t->known.sha256, s->sha256) == 0 && described_as_before(t);
}

/* What a comment says of its attachments, in place of saying something. */
static void refer(sp_task *t, sp_document *d)
{
	const char *s = t->item.attachments, *name;
	size_t n, files = 0, read = 0;

	while ((n = sp_bulk_attachment(&s, &name))) {
		char *copy = sp_strndup(name, n);
		files++;
		read += sp_name_file_kind(copy) == SP_FILE_DOCUMENT;
		free(copy);
	}
	if (d->nblocks == 1 && sp_bulk_only_refers(d->blocks[0].text, d->blocks[0].len)) {
		d->nblocks = 0;
		d->status = SP_DOC_EMPTY;
		t->meant = true;
		sp_document_problem(d, SP_NOTE, t->item.line,
				    "says only that something is attached: %zu file%s, of which %zu can be read",
				    files, files == 1 ? "" : "s", read);
	} else if (read < files) {
		sp_document_problem(d, SP_NOTE, t->item.line,
				    "%zu of its attachments are not HTML, XML or text", files - read);
	}
}

/* A row of a bulk download. */
static sp_document *read_row(const sp_work_options *o, sp_reader *reader, sp_task *t)
{
	const sp_item *item = &t->item;
	sp_source source = sp_source_of(item->bytes.data, item->bytes.len);

	if (is_unchanged(o, t, &source))
		return NULL;
	sp_document *d = sp_reader_cell(reader, item->path.data, &source, item->comment.data,
					item->withdrawn ? 0 : item->comment.len, item->comment_line);
	d->charset = item->charset;
	d->charset_by = item->charset_by;
	t->meant = item->withdrawn;
	if (item->withdrawn)
		sp_document_problem(d, SP_NOTE, item->line, "was withdrawn: its text is left out");
	else
		refer(t, d);
	if (d->status == SP_DOC_EMPTY && !d->nproblems)
		sp_document_problem(d, SP_NOTE, item->line, "the row has no comment");
	sp_manifest_apply(&item->said, d);
	d->described_by = NULL;
	if (item->renamed)
		sp_document_problem(d, SP_WARNING, item->line, "another row has this Document ID, and other words");
	return d;
}

/* The document; NULL if it is unchanged. */
static sp_document *read_item(const sp_work_options *o, sp_reader *reader, sp_task *t)
{
	const char *path = t->item.path.data;
	sp_error err = SP_ERROR_INIT;
	sp_source source;
	sp_document *d;

	if (t->item.row)
		return read_row(o, reader, t);
	if (!t->item.file)
		source = sp_source_of(t->item.bytes.data, t->item.bytes.len);
	else if (!sp_reader_load(reader, t->item.file, &source, &err))
		return unreadable(path, SP_ERROR, 0, err.msg);
	source.name = t->item.name.data;
	if (is_unchanged(o, t, &source))
		return NULL;
	d = sp_reader_read(reader, path, &source, o->all);
	if (t->item.renamed)
		sp_document_problem(d, SP_WARNING, 0,
				    "the archive has another member of this name");
	return d;
}

static void set_language(sp_document *d, const char *tag)
{
	d->language = sp_arena_strdup(d->arena, tag);
	d->language_from = "given";
}

/* What the manifest and the user say of it, then what its own words do. */
static void complete(const sp_work_options *o, sp_reader *reader, const sp_task *t,
		     sp_document *d)
{
	sp_rows_apply(&t->rows, d, t->item.row);
	for (sp_document *part = d; part; part = part->next) {
		bool given = part->language_from && strcmp(part->language_from, "given") == 0;
		part->read_by = o->read_by ? sp_arena_strdup(part->arena, o->read_by) : NULL;
		sp_reader_mend_said(reader, part);
		sp_about(o->kinds, part);
		if (o->language && !given)
			set_language(part, o->language);
	}
}

sp_result *sp_work(const sp_work_options *o, sp_reader *reader, sp_task *t, size_t *bytes)
{
	const sp_item *item = &t->item;
	sp_result *out = sp_calloc(1, sizeof *out);

	*bytes = sizeof *out;
	out->was_known = t->is_known;
	out->table = t->table;
	out->row_lost = t->is_known && t->known.described_by[0] &&
		!*t->rows.fingerprint;
	if (item->problem.len) {
		out->d = unreadable(item->path.data, item->severity, item->line, item->problem.data);
		out->verdict = item->document ? SP_STORE : SP_LINE;
	} else {
		out->d = read_item(o, reader, t);
		out->verdict = out->d ? SP_STORE : SP_UNCHANGED;
		out->meant = item->row && t->meant;
	}
	if (!out->d)	/* unchanged; its path is needed if something is to be said */
		out->d = sp_document_new(item->path.data);
	else if (out->verdict == SP_STORE)
		complete(o, reader, t, out->d);
	*bytes += sp_arena_size(out->d->arena);
	return out;
}
