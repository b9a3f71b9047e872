#include "config.h"

#include "ingest/survey.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/path.h"
#include "ingest/archive.h"
#include "ingest/bulk.h"
#include "ingest/source.h"

static char *folder_of(const char *path)
{
	size_t n = sp_path_folder(path);

	return sp_strndup(path, n ? n - 1 : 0);
}

/* A table that is no manifest, whatever its name: the documents can be read
 * without it, so that is told like a bad row. */
static void complain(sp_manifest *m, const char *path, const sp_error *err)
{
	sp_manifest_complain(m, path, err->line, "%s: this manifest is not used", err->msg);
}

static void add_file(const sp_found *f, sp_manifest *m)
{
	sp_error err = SP_ERROR_INIT;
	char *folder = folder_of(f->path);

	if (!sp_manifest_add_file(m, f->file, f->path, folder, &err))
		complain(m, f->path, &err);
	free(folder);
}

static ssize_t read_member(void *arg, void *to, size_t n, sp_error *err)
{
	return sp_archive_data(arg, to, n, err);
}

static void add_member(sp_archive *a, const sp_member *member, sp_manifest *m)
{
	sp_error err = SP_ERROR_INIT;
	char *path = sp_strdup(member->path), *folder = folder_of(path);

	if (!sp_manifest_add(m, path, read_member, a, folder, &err))
		complain(m, path, &err);
	free(folder);
	free(path);
}

/* ---- attachments ---------------------------------------------------------------------- */

/* "attachment_1.pdf", "content.htm": every submission has one of that name. */
static bool is_common(const char *name)
{
	return strncasecmp(name, "attachment_", 11) == 0 || strncasecmp(name, "content.", 8) == 0;
}

/* A file attached to a row is of the same submitter. It may have been saved as
 * the address says, ID/attachment_1.htm, in one folder, ID_attachment_1.htm, or
 * under a name that no other has: if another row has it, the manifest notes it. */
static void add_attachments(const sp_bulk *b, const sp_table *t, const sp_table_row *r,
			    const char *path, sp_manifest *m)
{
	const char *s = sp_bulk_cell(b, r, SP_BULK_ATTACHMENTS), *name;
	sp_manifest_row row = { .table = path, .anywhere = true };
	sp_arena *a = *s && r->n ? sp_arena_new() : NULL;
	size_t n;

	if (!a)
		return;
	sp_bulk_describe(b, t, r, a, &row);
	row.attached_to = row.file;
	while ((n = sp_bulk_attachment(&s, &name))) {
		const char *file = sp_arena_strndup(a, name, n);
		sp_buf key = SP_BUF_INIT;
		if (sp_name_file_kind(file) == SP_FILE_DOCUMENT) {
			sp_buf_addf(&key, "%s/%s", row.attached_to, file);
			row.file = key.data;
			sp_manifest_put(m, &row);
			sp_buf_clear(&key);
			if (is_common(file))
				sp_buf_addf(&key, "%s_", row.attached_to);
			sp_buf_adds(&key, file);
			row.file = key.data;
			sp_manifest_put(m, &row);
		}
		sp_buf_release(&key);
	}
	sp_arena_free(a);
}

static void look_for_attachments(const char *path, sp_table_read read, void *arg, sp_manifest *m)
{
	sp_error err = SP_ERROR_INIT;	/* told by who reads the table */
	sp_table *t = sp_table_open(path, read, arg, &err);
	sp_table_row row;
	sp_bulk b;

	if (t && sp_bulk_is(t, &b) && b.at[SP_BULK_ATTACHMENTS] < SP_TABLE_CELLS_MAX)
		while (sp_table_next(t, &row, &err))
			add_attachments(&b, t, &row, path, m);
	sp_table_free(t);
}

static void look_at_table(const sp_found *f, sp_manifest *m)
{
	sp_error err = SP_ERROR_INIT;
	sp_source_file *s = sp_source_open(f->file, &err);

	if (s)
		look_for_attachments(f->path, sp_source_read, s, m);
	sp_source_close(s);
}

static void look_into(const sp_found *f, sp_manifest *m, bool manifests, size_t *documents)
{
	sp_error unread = SP_ERROR_INIT;
	sp_archive *a = sp_archive_open(f->file, f->path, &unread);
	sp_member member;

	while (a && sp_archive_next(a, &member)) {
		if (member.problem)
			continue;
		*documents += member.kind == SP_FILE_DOCUMENT;
		if (member.kind == SP_FILE_MANIFEST && manifests)
			add_member(a, &member, m);
		if (member.kind == SP_FILE_TABLE) {
			char *path = sp_strdup(member.path);
			look_for_attachments(path, read_member, a, m);
			free(path);
		}
	}
	sp_archive_free(a);
}

size_t sp_survey(const sp_walk *w, sp_manifest *m, bool manifests)
{
	size_t documents = 0;

	for (size_t i = 0; manifests && i < w->nmanifests; i++)
		add_file(&w->manifests[i], m);
	for (size_t i = 0; i < w->n; i++) {
		const sp_found *f = &w->found[i];
		if (f->kind == SP_FILE_ARCHIVE && !f->problem)
			look_into(f, m, manifests, &documents);
		else
			documents++;
		/* a table alone has no attachments beside it */
		if (f->kind == SP_FILE_TABLE && !f->problem && w->n > 1)
			look_at_table(f, m);
	}
	return documents;
}
