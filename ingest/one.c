/* One file, or one member of an archive, read as a run would: for people who
 * want to see what comes of it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/mem.h"
#include "ingest/about.h"
#include "ingest/archive.h"
#include "ingest/explain.h"
#include "ingest/ingest.h"
#include "ingest/manifest.h"
#include "ingest/reader.h"
#include "ingest/rows.h"

/* "charset: windows-1252 (meta element)", "language: en (text)" */
static void explain_text(sp_explanation *x, const sp_document *d)
{
	if (d->charset)
		sp_explain_note_add(x, "charset", "%s (%s)", d->charset, d->charset_by);
	if (d->language)
		sp_explain_note_add(x, "language", "%s (%s)", d->language,
				    d->language_from ? d->language_from : "markup");
	for (size_t i = 0; i < d->nrepairs; i++)
		sp_explain_note_add(x, "repaired", "%zu place%s: %s", d->repairs[i].count,
				    d->repairs[i].count == 1 ? "" : "s", d->repairs[i].kind);
}

/* "submitter_type: academic (kinds: name: university)" */
static void explain_metadata(sp_explanation *x, const sp_document *d)
{
	for (int i = 0; i < SP_DATUM_COUNT; i++) {
		const char *value = sp_document_datum(d, (sp_datum)i);
		const sp_origin *o = &d->origin[i];
		if (value && o->source)
			sp_explain_note_add(x, sp_datum_name((sp_datum)i), "%s (%s%s%s)", value,
					    o->source, o->evidence ? ": " : "",
					    o->evidence ? o->evidence : "");
	}
	for (size_t i = 0; i < d->naliases; i++)
		sp_explain_note_add(x, "also called", "%s (%s)", d->aliases[i].alias,
				    d->aliases[i].evidence);
}

/* How much of `path` is the name of a file, with more behind it; 0: nothing. */
static size_t archive_in(const char *path)
{
	for (const char *slash = path; (slash = strchr(slash + 1, '/'));) {
		char *file = sp_strndup(path, (size_t)(slash - path));
		struct stat st;
		bool is_file = stat(file, &st) == 0 && S_ISREG(st.st_mode);
		free(file);
		if (is_file)
			return (size_t)(slash - path);
	}
	return 0;
}

/* "ARCHIVE/MEMBER", as documents in archives are called. */
static bool load_member(const char *path, sp_buf *bytes, sp_source *out, sp_error *err)
{
	size_t n = archive_in(path);
	char *file = sp_strndup(path, n);
	sp_archive *a = n ? sp_archive_open(file, file, err) : NULL;
	bool found = false, ok = false;
	sp_buf damage = SP_BUF_INIT;	/* of the archive itself */
	sp_member m;

	while (a && !found && sp_archive_next(a, &m)) {
		found = strcmp(m.path, path) == 0;
		if (m.problem && m.severity == SP_ERROR && !m.path[m.archive]) {
			sp_buf_clear(&damage);
			sp_buf_adds(&damage, m.problem);
		}
	}
	if (found && m.problem)
		sp_fail(err, SP_EIO, path, 0, "%s", m.problem);
	else if (found && (ok = sp_archive_read(a, bytes, err)))
		*out = sp_source_of(bytes->data, bytes->len);
	else if (a && !found)
		sp_fail(err, SP_EIO, path, 0, "the archive has no such member%s%s",
			damage.len ? " that can be read: it is " : "", damage.data);
	sp_buf_release(&damage);
	sp_archive_free(a);
	free(file);
	return ok;
}

static bool load(sp_reader *reader, const char *path, sp_buf *bytes, sp_source *out,
		 sp_error *err)
{
	return archive_in(path) ? load_member(path, bytes, out, err) :
		sp_reader_load(reader, path, out, err);
}

sp_document *sp_ingest_read(const char *path, const sp_ingest_options *o,
			    sp_error *err)
{
	sp_dialects *dialects = sp_dialects_new(o->dialects, o->ndialects, err);
	sp_manifest *manifest = sp_manifest_new();
	sp_kinds *kinds = dialects ? sp_kinds_new(o->kinds, err) : NULL;
	sp_reader *reader = kinds ? sp_reader_new(dialects) : NULL;
	sp_document *d = NULL;
	sp_buf member = SP_BUF_INIT;
	sp_source source;

	if (!reader || !load(reader, path, &member, &source, err))
		goto done;
	if (o->manifest && !sp_manifest_add_file(manifest, o->manifest, o->manifest, NULL, err))
		goto done;
	sp_reader_explain(reader, o->explain);
	d = sp_reader_read(reader, path, &source, o->all);
	sp_rows rows;
	sp_rows_of(manifest, path, archive_in(path), NULL, &rows);
	sp_rows_apply(&rows, d, false);
	for (sp_document *part = d; part; part = part->next) {
		sp_reader_mend_said(reader, part);
		sp_about(kinds, part);
	}
	explain_text(o->explain, d);
	explain_metadata(o->explain, d);
done:
	sp_buf_release(&member);
	sp_reader_free(reader);
	sp_kinds_free(kinds);
	sp_manifest_free(manifest);
	sp_dialects_free(dialects);
	return d;
}
