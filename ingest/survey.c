#include "config.h"

#include "ingest/survey.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ingest/archive.h"

static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? sp_strndup(path, (size_t)(slash - path)) : sp_strdup("");
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

static void look_into(const sp_found *f, sp_manifest *m, size_t *documents)
{
	sp_error unread = SP_ERROR_INIT;
	sp_archive *a = sp_archive_open(f->file, f->path, &unread);
	sp_member member;

	while (a && sp_archive_next(a, &member)) {
		if (member.problem)
			continue;
		*documents += member.kind == SP_KIND_DOCUMENT;
		if (member.kind == SP_KIND_MANIFEST)
			add_member(a, &member, m);
	}
	sp_archive_free(a);
}

size_t sp_survey(const sp_walk *w, sp_manifest *m)
{
	size_t documents = 0;

	for (size_t i = 0; i < w->nmanifests; i++)
		add_file(&w->manifests[i], m);
	for (size_t i = 0; i < w->n; i++) {
		const sp_found *f = &w->found[i];
		if (f->kind == SP_KIND_ARCHIVE && !f->problem)
			look_into(f, m, &documents);
		else
			documents++;
	}
	return documents;
}
