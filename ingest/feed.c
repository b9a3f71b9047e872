#include "config.h"

#include "ingest/feed.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "ingest/archive.h"

/* A buffer that one huge member has blown up is not kept for the small ones. */
enum { KEEP = 8 << 20 };

struct sp_feed {
	const sp_walk *walk;
	size_t at;		/* next of the walk */
	sp_archive *archive;	/* open now, or NULL */
	bool archive_named;	/* it stood on the command line */
	size_t skipped;
	uint64_t *used;		/* hashes of the names given out; 0 is free */
	size_t nused, used_cap;
};

void sp_item_init(sp_item *i)
{
	*i = (sp_item){ .file = NULL };
	sp_buf_init(&i->path);
	sp_buf_init(&i->name);
	sp_buf_init(&i->bytes);
	sp_buf_init(&i->problem);
}

void sp_item_release(sp_item *i)
{
	sp_buf_release(&i->path);
	sp_buf_release(&i->name);
	sp_buf_release(&i->bytes);
	sp_buf_release(&i->problem);
}

static void clear(sp_item *i)
{
	if (i->bytes.cap > KEEP)
		sp_buf_release(&i->bytes);
	sp_buf_clear(&i->path);
	sp_buf_clear(&i->name);
	sp_buf_clear(&i->bytes);
	sp_buf_clear(&i->problem);
	i->file = NULL;
	i->archive = 0;
	i->severity = SP_ERROR;
	i->document = i->renamed = false;
}

sp_feed *sp_feed_new(const sp_walk *walk)
{
	sp_feed *f = sp_calloc(1, sizeof *f);

	f->walk = walk;
	return f;
}

void sp_feed_free(sp_feed *f)
{
	if (!f)
		return;
	sp_archive_free(f->archive);
	free(f->used);
	free(f);
}

size_t sp_feed_skipped(const sp_feed *f)
{
	return f->skipped;
}

/* ---- names that are taken -------------------------------------------------------------- */

static uint64_t *used_slot(const sp_feed *f, uint64_t hash)
{
	size_t i = (size_t)hash & (f->used_cap - 1);

	while (f->used[i] && f->used[i] != hash)
		i = (i + 1) & (f->used_cap - 1);
	return &f->used[i];
}

/* Take a name; false if it is taken. */
static bool take_name(sp_feed *f, const char *path)
{
	uint64_t hash = sp_hash64(path, strlen(path)) | 1;

	if (f->nused * 2 >= f->used_cap) {
		uint64_t *old = f->used;
		size_t n = f->used_cap;
		f->used_cap = n ? n * 2 : 256;
		f->used = sp_calloc(f->used_cap, sizeof *f->used);
		for (size_t i = 0; i < n; i++)
			if (old[i])
				*used_slot(f, old[i]) = old[i];
		free(old);
	}
	uint64_t *slot = used_slot(f, hash);
	if (*slot)
		return false;
	*slot = hash;
	f->nused++;
	return true;
}

/* An archive can hold two members of one name, and neither may be lost. */
static void name_once(sp_feed *f, sp_item *item)
{
	size_t n = item->path.len;

	for (int k = 2; !take_name(f, item->path.data); k++) {
		sp_buf_truncate(&item->path, n);
		sp_buf_addf(&item->path, " (%d)", k);
		item->renamed = true;
	}
}

/* ---- files and members -------------------------------------------------------------------- */

static bool trouble(sp_item *item, sp_severity severity, const char *what)
{
	sp_buf_adds(&item->problem, what);
	item->severity = severity;
	return true;
}

/* True if the item is one: what lies beyond the archive's bounds is none. */
static bool give_member(sp_feed *f, const sp_member *m, sp_item *item)
{
	sp_error err = SP_ERROR_INIT;

	sp_buf_adds(&item->path, m->path);
	sp_buf_adds(&item->name, m->name);
	item->archive = m->archive;
	if (m->problem)
		return trouble(item, m->severity, m->problem);
	name_once(f, item);
	if (sp_archive_read(f->archive, &item->bytes, &err))
		return true;
	if (sp_archive_stopped(f->archive)) {
		clear(item);
		return false;
	}
	item->document = true;
	return trouble(item, SP_ERROR, err.msg);
}

/* Is the member a document? A single compressed file is what it was named for. */
static bool wanted(const sp_feed *f, const sp_member *m)
{
	bool whole = m->archive == strlen(m->path);

	return m->problem || m->kind == SP_KIND_DOCUMENT ||
		(f->archive_named && whole && m->kind == SP_KIND_OTHER);
}

static bool from_archive(sp_feed *f, sp_item *item)
{
	sp_member m;

	while (f->archive && sp_archive_next(f->archive, &m)) {
		if (wanted(f, &m)) {
			if (give_member(f, &m, item))
				return true;
			continue;
		}
		f->skipped += m.kind != SP_KIND_MANIFEST;
	}
	sp_archive_free(f->archive);
	f->archive = NULL;
	return false;
}

/* True if the file is an item itself. */
static bool from_walk(sp_feed *f, const sp_found *found, sp_item *item)
{
	sp_error err = SP_ERROR_INIT;

	if (found->kind == SP_KIND_TABLE && !found->named && !found->problem) {
		f->skipped++;
		return false;
	}
	if (found->kind == SP_KIND_ARCHIVE && !found->problem) {
		f->archive = sp_archive_open(found->file, found->path, &err);
		f->archive_named = found->named;
		if (f->archive)
			return false;
	}
	sp_buf_adds(&item->path, found->path);
	sp_buf_adds(&item->name, found->path);
	if (err.code)
		return trouble(item, SP_ERROR, err.msg);
	if (found->problem)
		return trouble(item, found->severity, found->problem);
	name_once(f, item);
	item->file = found->file;
	return true;
}

bool sp_feed_next(sp_feed *f, sp_item *item)
{
	clear(item);
	for (;;) {
		if (from_archive(f, item))
			return true;
		if (f->at == f->walk->n)
			return false;
		if (from_walk(f, &f->walk->found[f->at++], item))
			return true;
	}
}
