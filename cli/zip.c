/* libarchive's ZIP writer, with nothing in it of the machine or the clock. */
#include "config.h"

#include "cli/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <time.h>

#include "base/mem.h"

#define EPOCH_OF_ZIP 315532800	/* 1980-01-01T00:00:00Z */

struct sp_zip {
	struct archive *a;
	FILE *out;
	const char *path;
};

static bool fail(sp_zip *z, sp_error *err)
{
	return sp_fail(err, SP_EIO, z->path, 0, "cannot write: %s",
		       ferror(z->out) ? "is the disk full?" :
		       archive_error_string(z->a));
}

/* A failure stays in the stream, where each call looks for it: told of one,
 * libarchive leaks its compressor. */
static la_ssize_t write_out(struct archive *a, void *arg, const void *bytes,
			    size_t n)
{
	sp_zip *z = arg;

	(void)a;
	fwrite(bytes, 1, n, z->out);
	return (la_ssize_t)n;
}

sp_zip *sp_zip_new(FILE *out, const char *path, sp_error *err)
{
	sp_zip *z = sp_calloc(1, sizeof *z);

	z->out = out;
	z->path = path;
	/* ZIP keeps the local time besides UTC: let there be one */
	setenv("TZ", "UTC0", 1);
	tzset();
	z->a = archive_write_new();
	/* blocks of 0: what is written is passed on as it is, unpadded */
	if (z->a && archive_write_set_format_zip(z->a) == ARCHIVE_OK &&
	    archive_write_set_bytes_per_block(z->a, 0) == ARCHIVE_OK &&
	    archive_write_open(z->a, z, NULL, write_out, NULL) == ARCHIVE_OK)
		return z;
	fail(z, err);
	sp_zip_free(z);
	return NULL;
}

static bool begin_entry(sp_zip *z, const char *name, long long size,
			sp_error *err)
{
	struct archive_entry *e = archive_entry_new();

	archive_entry_set_pathname(e, name);
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_perm(e, 0644);
	archive_entry_set_size(e, size);
	archive_entry_set_mtime(e, EPOCH_OF_ZIP, 0);
	bool ok = archive_write_header(z->a, e) == ARCHIVE_OK &&
		  !ferror(z->out);
	archive_entry_free(e);
	return ok || fail(z, err);
}

static bool add_bytes(sp_zip *z, const void *bytes, size_t n, sp_error *err)
{
	return (archive_write_data(z->a, bytes, n) == (la_ssize_t)n &&
		!ferror(z->out)) || fail(z, err);
}

bool sp_zip_add(sp_zip *z, const char *name, const void *bytes, size_t n,
		sp_error *err)
{
	return begin_entry(z, name, (long long)n, err) &&
	       add_bytes(z, bytes, n, err);
}

bool sp_zip_add_file(sp_zip *z, const char *name, FILE *from, sp_error *err)
{
	char bytes[16384];
	size_t n;

	fseeko(from, 0, SEEK_END);
	off_t size = ftello(from);
	rewind(from);
	if (!begin_entry(z, name, (long long)size, err))
		return false;
	while ((n = fread(bytes, 1, sizeof bytes, from)) > 0)
		if (!add_bytes(z, bytes, n, err))
			return false;
	return !ferror(from) || sp_fail(err, SP_EIO, z->path, 0,
					"cannot read a temporary file");
}

bool sp_zip_finish(sp_zip *z, sp_error *err)
{
	return (archive_write_close(z->a) == ARCHIVE_OK &&
		fflush(z->out) == 0) || fail(z, err);
}

void sp_zip_free(sp_zip *z)
{
	if (!z)
		return;
	archive_write_free(z->a);
	free(z);
}
