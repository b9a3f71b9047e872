/* Manifests: any bytes as a table; its rows then speak of documents. */
#include "config.h"

#include <string.h>

#include "ingest/manifest.h"
#include "ingest/rows.h"
#include "tests/fuzz/fuzz.h"

static const fuzz_hostile hostile[] = {
	{ .name = "columns", .head = "file", .unit = "\tcolumn \a", .count = 100000,
	  .tail = "\na.html\tx\n" },
	{ .name = "cells", .head = "file\ttype\na.html", .unit = "\tx", .count = 200000 },
	{ .name = "rows", .head = "file\tsubmitter\tdate\n",
	  .unit = "\a.html\tOffice \a\t2025-03-01\n", .count = 100000 },
	{ .name = "same-file", .head = "file\tsubmitter\n", .unit = "a.html\tOffice \a\n",
	  .count = 200000 },
	{ .name = "huge-cell", .head = "file\tsubmitter\na.html\t", .unit = "word ",
	  .count = 300000 },
	{ .name = "huge-header", .unit = "x", .count = 1000000 },
	{ .name = "slashes", .head = "file\tsubmitter\n", .unit = "a/", .count = 100000,
	  .tail = "\tOffice\n" },
	{ .name = "open-quotes", .head = "file,submitter\n", .unit = "\"a,\n", .count = 200000 },
	{ .name = "quotes", .head = "file,submitter\na.html,\"", .unit = "\"\"", .count = 200000 },
	{ .name = "blank-lines", .head = "file\n", .unit = "\n", .count = 300000 },
	{ 0 }
};

const fuzz_target fuzz_this = { .name = "manifest", .hostile = hostile };

static void check_row(const sp_manifest_row *row, const char *path)
{
	sp_document *d = sp_document_new(path);

	sp_manifest_apply(row, d);
	d->status = SP_DOC_EMPTY;
	fuzz_check_document(d);
	sp_document_free(d);
}

/* All that speaks of a file with two documents in it. */
static void check_parts(sp_manifest *m, char *path)
{
	sp_document *d = sp_document_new(path);
	sp_rows rows;

	path[strcspn(path, "#")] = '\0';
	d->next = sp_document_new("1");
	d->next->next = sp_document_new("2");
	sp_rows_of(m, path, 0, NULL, &rows);
	for (size_t i = 0; i < rows.nparts; i++) {
		const char *file = sp_manifest_row_at(m, rows.parts[i].row)->file;
		fuzz_check(file[rows.parts[i].base] == '#', "a row of a part that names none");
		fuzz_check(!i || rows.parts[i - 1].number < rows.parts[i].number,
			   "rows of parts out of order");
	}
	sp_rows_apply(&rows, d, false);
	for (sp_document *part = d; part; part = part->next) {
		part->status = SP_DOC_EMPTY;
		fuzz_check_document(part);
	}
	sp_document_free(d);
}

/* Ask for what may be file names in it: the cells, and some names of ours. */
static void find_rows(sp_manifest *m, const char *s, size_t n)
{
	static const char *const paths[] = {
		"a.html", "letters/a.html", "/x/letters/a.html", "in.zip/a.html", "", "/"
	};

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		const sp_manifest_row *row = sp_manifest_find(m, paths[i]);
		if (row)
			check_row(row, paths[i]);
	}
	for (size_t i = 0, cells = 0; i < n && cells < 32; cells++) {
		size_t len = 0;
		char path[256];
		while (i + len < n && !strchr("\t\n,;\"", s[i + len]))
			len++;
		size_t kept = len < sizeof path - 1 ? len : sizeof path - 1;
		memcpy(path, s + i, kept);
		path[kept] = '\0';
		const sp_manifest_row *row = sp_manifest_find(m, path);
		if (row)
			check_row(row, "a.html");
		check_parts(m, path);
		i += len + 1;
	}
}

static void read_as(const char *name, const uint8_t *data, size_t size)
{
	static const char *const folders[] = { "", "letters" };
	const char *path = fuzz_file(name, data, size);

	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		sp_manifest *m = sp_manifest_new();
		sp_error err = SP_ERROR_INIT;
		bool ok = sp_manifest_add_file(m, path, path, folders[i], &err);
		fuzz_check(ok == (err.code == SP_OK), "success and error at once");
		fuzz_check_text("the error", err.msg, strlen(err.msg), false);
		find_rows(m, (const char *)data, size);
		fuzz_check_complaints(m);
		sp_manifest_free(m);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_as("manifest.tsv", data, size);
	return 0;
}
