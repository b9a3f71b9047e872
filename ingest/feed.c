#include "config.h"

#include "ingest/feed.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "ingest/archive.h"
#include "ingest/bulk.h"
#include "ingest/source.h"

/* A buffer that one huge member has blown up is not kept for the small ones. */
enum { KEEP = 8 << 20 };

/* A name that is taken, and for what: hashes; 0 is free. */
typedef struct name {
	uint64_t hash, what;
} name;

struct sp_feed {
	const sp_walk *walk;
	size_t at;		/* next of the walk */
	sp_archive *archive;	/* open now, or NULL */
	bool archive_named;	/* it stood on the command line */
	sp_source_file *file;	/* of the table, if it is no member */
	sp_table *table;	/* open now, or NULL */
	sp_bulk bulk;
	char *table_path;
	sp_skipped skipped;
	name *used;		/* names given out: a hash table */
	size_t nused, used_cap;
	size_t repeated;	/* rows of the table that were met before */
};

void sp_item_init(sp_item *i)
{
	*i = (sp_item){ .file = NULL };
	sp_buf_init(&i->path);
	sp_buf_init(&i->name);
	sp_buf_init(&i->bytes);
	sp_buf_init(&i->problem);
	sp_buf_init(&i->comment);
	i->arena = sp_arena_new();
}

void sp_item_release(sp_item *i)
{
	sp_buf_release(&i->path);
	sp_buf_release(&i->name);
	sp_buf_release(&i->bytes);
	sp_buf_release(&i->problem);
	sp_buf_release(&i->comment);
	sp_arena_free(i->arena);
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
	i->charset = i->charset_by = NULL;
	i->severity = SP_ERROR;
	i->document = i->renamed = i->row = i->withdrawn = false;
	i->line = 0;
	sp_buf_clear(&i->comment);
	sp_arena_clear(i->arena);
	i->said = (sp_manifest_row){ 0 };
}

static void close_table(sp_feed *f)
{
	sp_table_free(f->table);
	sp_source_close(f->file);
	free(f->table_path);
	f->table = NULL;
	f->file = NULL;
	f->table_path = NULL;
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
	close_table(f);
	sp_archive_free(f->archive);
	free(f->used);
	free(f);
}

const sp_skipped *sp_feed_skipped(const sp_feed *f)
{
	return &f->skipped;
}

/* ---- names that are taken -------------------------------------------------------------- */

static name *used_slot(const sp_feed *f, uint64_t hash)
{
	size_t i = (size_t)hash & (f->used_cap - 1);

	while (f->used[i].hash && f->used[i].hash != hash)
		i = (i + 1) & (f->used_cap - 1);
	return &f->used[i];
}

/* Take a name for `what`; if it is taken, what for: else 0. */
static uint64_t take_name(sp_feed *f, const char *path, uint64_t what)
{
	uint64_t hash = sp_hash64(path, strlen(path)) | 1;

	if (f->nused * 2 >= f->used_cap) {
		name *old = f->used;
		size_t n = f->used_cap;
		f->used_cap = n ? n * 2 : 256;
		f->used = sp_calloc(f->used_cap, sizeof *f->used);
		for (size_t i = 0; i < n; i++)
			if (old[i].hash)
				*used_slot(f, old[i].hash) = old[i];
		free(old);
	}
	name *slot = used_slot(f, hash);
	if (slot->hash)
		return slot->what;
	*slot = (name){ hash, what };
	f->nused++;
	return 0;
}

/* An archive can hold two members of one name, and neither may be lost. False
 * if the name stands for the same `what` (0: nothing is the same) already. */
static bool name_once(sp_feed *f, sp_item *item, uint64_t what)
{
	size_t n = item->path.len;
	uint64_t taken;

	for (int k = 2; (taken = take_name(f, item->path.data, what ? what : 1)); k++) {
		if (what && taken == what)
			return false;
		sp_buf_truncate(&item->path, n);
		sp_buf_addf(&item->path, " (%d)", k);
		item->renamed = true;
	}
	return true;
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
	name_once(f, item, 0);
	if (sp_archive_read(f->archive, &item->bytes, &err))
		return true;
	if (sp_archive_stopped(f->archive)) {
		clear(item);
		return false;
	}
	item->document = true;
	return trouble(item, SP_ERROR, err.msg);
}

/* ---- rows of bulk downloads -------------------------------------------------------------- */

static ssize_t read_member(void *arg, void *to, size_t n, sp_error *err)
{
	return sp_archive_data(arg, to, n, err);
}

/* Open the table at `path`; false if it is no bulk download. */
static bool open_table(sp_feed *f, const char *file, const char *path)
{
	sp_error err = SP_ERROR_INIT;	/* then it is none of ours */

	f->file = file ? sp_source_open(file, &err) : NULL;
	if (!file || f->file)
		f->table = sp_table_open(path, file ? sp_source_read : read_member,
					 file ? (void *)f->file : (void *)f->archive, &err);
	f->table_path = sp_strdup(path);
	if (f->table && sp_bulk_is(f->table, &f->bulk))
		return true;
	close_table(f);
	return false;
}

static bool row_trouble(sp_feed *f, sp_item *item, sp_severity severity, int line, const char *what)
{
	sp_buf_clear(&item->path);
	sp_buf_adds(&item->path, f->table_path);
	item->line = line;
	return trouble(item, severity, what);
}

/* What a row has to say, for comparison: downloads of overlapping times hold it
 * twice, perhaps with other columns. */
static uint64_t words_of(const sp_feed *f, const sp_table_row *r)
{
	const char *comment = sp_bulk_cell(&f->bulk, r, SP_BULK_COMMENT);

	return sp_hash64(comment, strlen(comment)) | 2;
}

/* False if the row is one that was met before. */
static bool give_row(sp_feed *f, const sp_table_row *r, sp_item *item)
{
	size_t at = f->bulk.at[SP_BULK_COMMENT];

	if (!r->n)
		return row_trouble(f, item, SP_ERROR, r->line, r->problem);
	item->said.table = sp_arena_strdup(item->arena, f->table_path);
	sp_bulk_describe(&f->bulk, f->table, r, item->arena, &item->said);
	if (!*item->said.file)
		return row_trouble(f, item, SP_ERROR, r->line, "the row has no Document ID: left out");
	sp_buf_adds(&item->path, item->said.file);
	if (!sp_bulk_is_submission(&f->bulk, r)) {
		sp_buf why = SP_BUF_INIT;
		sp_buf_addf(&why, "'%s' is no submission (%s): left out", item->said.file,
			    sp_bulk_cell(&f->bulk, r, SP_BULK_TYPE));
		row_trouble(f, item, SP_WARNING, r->line, why.data);
		sp_buf_release(&why);
		return true;
	}
	if (!name_once(f, item, words_of(f, r))) {
		f->repeated++;
		clear(item);
		return false;
	}
	item->row = true;
	item->line = r->line;
	item->withdrawn = sp_bulk_is_withdrawn(&f->bulk, r);
	item->attachments = sp_arena_strdup(item->arena,
		sp_bulk_cell(&f->bulk, r, SP_BULK_ATTACHMENTS));
	sp_buf_add(&item->bytes, r->raw, r->raw_len);
	if (at < r->n) {
		sp_buf_add(&item->comment, r->cells[at].text, r->cells[at].len);
		item->comment_line = r->cells[at].line;
		item->charset = r->charset;
		item->charset_by = r->charset_by;
	}
	return true;
}

/* At the end of a table: what is to be said of it, if anything is. */
static bool end_table(sp_feed *f, const sp_error *err, sp_item *item)
{
	sp_buf what = SP_BUF_INIT;
	bool said = true;

	if (err->code) {
		row_trouble(f, item, SP_ERROR, err->line, err->msg);
	} else if (f->repeated) {
		sp_buf_addf(&what, "%zu row%s of this table had been read already, from here or another table: left out",
			    f->repeated, f->repeated == 1 ? "" : "s");
		row_trouble(f, item, SP_NOTE, 0, what.data);
	} else {
		said = false;
	}
	f->repeated = 0;
	sp_buf_release(&what);
	close_table(f);
	return said;
}

static bool from_table(sp_feed *f, sp_item *item)
{
	sp_error err = SP_ERROR_INIT;
	sp_table_row row;

	if (!f->table)
		return false;
	while (sp_table_next(f->table, &row, &err))
		if (give_row(f, &row, item))
			return true;
	return end_table(f, &err, item);
}

/* Is the member a document? A single compressed file is what it was named for. */
static bool wanted(const sp_feed *f, const sp_member *m)
{
	bool whole = m->archive == strlen(m->path);

	return m->problem || m->kind == SP_FILE_DOCUMENT ||
		(f->archive_named && whole && m->kind == SP_FILE_OTHER);
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
		if (m.kind == SP_FILE_TABLE && open_table(f, NULL, m.path)) {
			if (from_table(f, item))
				return true;
			continue;
		}
		if (m.kind != SP_FILE_MANIFEST)
			sp_skipped_add(&f->skipped, m.path);
	}
	sp_archive_free(f->archive);
	f->archive = NULL;
	return false;
}

/* True if the file is an item itself. */
static bool from_walk(sp_feed *f, const sp_found *found, sp_item *item)
{
	sp_error err = SP_ERROR_INIT;

	if (found->kind == SP_FILE_TABLE && !found->problem) {
		if (open_table(f, found->file, found->path))
			return false;
		if (!found->named) {
			sp_skipped_add(&f->skipped, found->path);
			return false;
		}
		sp_buf_adds(&item->path, found->path);
		return trouble(item, SP_ERROR, "a table, but no bulk download: its header has no 'Document ID' and 'Comment'");
	}
	if (found->kind == SP_FILE_ARCHIVE && !found->problem) {
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
	name_once(f, item, 0);
	item->file = found->file;
	return true;
}

bool sp_feed_next(sp_feed *f, sp_item *item)
{
	clear(item);
	for (;;) {
		if (from_table(f, item) || from_archive(f, item))
			return true;
		if (f->at == f->walk->n)
			return false;
		if (from_walk(f, &f->walk->found[f->at++], item))
			return true;
	}
}
