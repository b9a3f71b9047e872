/* Archives: the whole way from a file to what there is to read in it, through
 * archives in archives, with the manifests in them. */
#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ingest/feed.h"
#include "ingest/manifest.h"
#include "ingest/reader.h"
#include "ingest/survey.h"
#include "ingest/walk.h"
#include "tests/fuzz/fuzz.h"

/* ---- hostile archives, written by libarchive --------------------------------- */

enum { BOMB = 128 << 20 };

static la_ssize_t to_buffer(struct archive *a, void *buffer, const void *bytes,
			    size_t n)
{
	(void)a;
	sp_buf_add(buffer, bytes, n);
	return (la_ssize_t)n;
}

static struct archive *open_zip(sp_buf *out)
{
	struct archive *a = archive_write_new();

	archive_write_set_format_zip(a);
	archive_write_set_bytes_in_last_block(a, 1);
	archive_write_open(a, out, NULL, to_buffer, NULL);
	return a;
}

static void add_member(struct archive *a, const char *name, const void *bytes,
		       size_t n)
{
	struct archive_entry *e = archive_entry_new();

	archive_entry_set_pathname(e, name);
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_perm(e, 0644);
	archive_entry_set_size(e, (la_int64_t)n);
	fuzz_check(archive_write_header(a, e) == ARCHIVE_OK &&
		   archive_write_data(a, bytes, n) == (la_ssize_t)n,
		   "cannot write %s: %s", name, archive_error_string(a));
	archive_entry_free(e);
}

static void close_zip(struct archive *a)
{
	archive_write_close(a);
	archive_write_free(a);
}

/* A member that unpacks to a thousand times its size. */
static void bomb(sp_buf *out)
{
	struct archive *a = open_zip(out);
	char *zeros = sp_calloc(BOMB, 1);

	add_member(a, "first.html", "<p>Good.", 8);
	add_member(a, "bomb.html", zeros, BOMB);
	add_member(a, "last.html", "<p>Good.", 8);
	free(zeros);
	close_zip(a);
}

/* A bomb in an archive in an archive. */
static void nested_bomb(sp_buf *out)
{
	sp_buf inner = SP_BUF_INIT;

	bomb(&inner);
	for (int i = 0; i < 2; i++) {
		sp_buf outer = SP_BUF_INIT;
		struct archive *a = open_zip(&outer);
		for (int k = 0; k < 8; k++) {
			char name[32];
			snprintf(name, sizeof name, "%d.zip", k);
			add_member(a, name, inner.data, inner.len);
		}
		close_zip(a);
		sp_buf_release(&inner);
		inner = outer;
	}
	sp_buf_add(out, inner.data, inner.len);
	sp_buf_release(&inner);
}

static void deep(sp_buf *out)
{
	sp_buf inner = SP_BUF_INIT;

	sp_buf_adds(&inner, "not an archive");
	for (int i = 0; i < 100; i++) {
		sp_buf outer = SP_BUF_INIT;
		struct archive *a = open_zip(&outer);
		add_member(a, "in.zip", inner.data, inner.len);
		close_zip(a);
		sp_buf_release(&inner);
		inner = outer;
	}
	sp_buf_add(out, inner.data, inner.len);
	sp_buf_release(&inner);
}

static void many_members(sp_buf *out)
{
	struct archive *a = open_zip(out);

	for (int i = 0; i < 20000; i++) {
		char name[64];
		snprintf(name, sizeof name, "letters/%d/../%d.html", i % 3, i);
		add_member(a, name, "<p>x", 4);
	}
	close_zip(a);
}

static void many_archives(sp_buf *out)
{
	struct archive *a = open_zip(out);

	for (int i = 0; i < 3000; i++) {
		char name[64];
		snprintf(name, sizeof name, "%d.zip", i);
		add_member(a, name, "PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22);
	}
	close_zip(a);
}

static const fuzz_hostile hostile[] = {
	{ .name = "bomb", .make = bomb },
	{ .name = "nested-bomb", .make = nested_bomb },
	{ .name = "deep", .make = deep },
	{ .name = "many-members", .make = many_members },
	{ .name = "many-archives", .make = many_archives },
	{ .name = "local-headers", .unit = "PK\3\4", .count = 200000 },
	{ 0 }
};

const fuzz_target fuzz_this = { .name = "archive", .hostile = hostile };

/* ---- the way ------------------------------------------------------------------ */

static void check_item(const sp_item *item, const char *path)
{
	size_t n = strlen(path);

	fuzz_check_text("a path", item->path.data, item->path.len, false);
	fuzz_check(item->archive <= item->path.len, "a path shorter than its archive");
	/* The row of a bulk download has its own name, all else the archive's. */
	const char *inside = item->path.data;
	if (item->path.len >= n && memcmp(inside, path, n) == 0)
		inside += n;
	fuzz_check(item->problem.len || !strstr(inside, "/../"),
		   "'%s' leads out of the archive", item->path.data);
	fuzz_check_text("a problem", item->problem.data, item->problem.len, false);
	fuzz_check(item->bytes.len <= SP_SOURCE_MAX, "a member of %zu bytes",
		   item->bytes.len);
}

static void check_described(const sp_manifest *m, const char *path)
{
	const sp_manifest_row *row = sp_manifest_find(m, path);

	if (!row)
		return;
	sp_document *d = sp_document_new(path);
	sp_manifest_apply(row, d);
	d->status = SP_DOC_EMPTY;
	fuzz_check_document(d);
	sp_document_free(d);
}

static void read_all(const sp_walk *walk, const char *path)
{
	sp_manifest *m = sp_manifest_new();
	sp_item item;

	sp_survey(walk, m, true);
	fuzz_check_complaints(m);
	sp_feed *feed = sp_feed_new(walk);
	sp_item_init(&item);
	while (sp_feed_next(feed, &item)) {
		check_item(&item, path);
		check_described(m, item.path.data);
	}
	sp_item_release(&item);
	sp_feed_free(feed);
	sp_manifest_free(m);
}

static void read_as(const char *name, const uint8_t *data, size_t size)
{
	const char *path = fuzz_file(name, data, size);
	sp_walk walk;

	sp_walk_run(&walk, &path, 1);
	read_all(&walk, path);
	sp_walk_release(&walk);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_as("in.zip", data, size);
	return 0;
}
