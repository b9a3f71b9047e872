/* archive.h - the members of an archive, read as a stream by libarchive.
 *
 * ZIP, tar (with gzip, bzip2, xz or Zstandard) and single files compressed by
 * one of these; archives inside archives too. Nothing is written to disk, and
 * a member is never held unless the caller asks for it. Members come in the
 * archive's own order, each under a name like "in.zip/letters/a.html". An
 * archive is input from strangers: all that it can promise is bounded here. */
#ifndef SP_INGEST_ARCHIVE_H
#define SP_INGEST_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/error.h"
#include "corpus/document.h"
#include "ingest/name.h"

enum {
	SP_ARCHIVE_DEPTH = 3,		/* archives in one another, with the outermost */
	SP_ARCHIVE_MEMBERS = 1000000,	/* in all levels together */
	SP_ARCHIVE_NESTED = 1000,	/* archives inside, all levels together */
	SP_ARCHIVE_RATIO = 500,		/* bytes out for a byte in, behind the first ... */
	SP_ARCHIVE_FREE_MB = 64,	/* ... megabytes. Text packs 3 to 20 times. */
	SP_ARCHIVE_TOTAL_MB = 8192,	/* out; or SP_ARCHIVE_GROWTH times the file */
	SP_ARCHIVE_GROWTH = 10,
	SP_ARCHIVE_COMPLAINTS = 100	/* errors, and warnings, that are told one by one */
};

typedef struct sp_archive sp_archive;

/** A member, or something to be said. Borrowed until the next call. */
typedef struct sp_member {
	const char *path;	/* "in.zip/letters/a.html" */
	size_t archive;		/* how much of `path` names the archive: 6 */
	const char *name;	/* whose ending tells the format: without .gz */
	sp_file_kind kind;
	const char *problem;	/* why it cannot be read, or NULL */
	sp_severity severity;
} sp_member;

/**
 * Open the file, called `path` in names. Fails with SP_EIO if it cannot be
 * read, SP_ESYNTAX if it is no archive. Caller frees.
 */
sp_archive *sp_archive_open(const char *file, const char *path, sp_error *err);
void sp_archive_free(sp_archive *a);	/* NULL is fine */

/** The next member; false at the end. What is not read is passed over. */
bool sp_archive_next(sp_archive *a, sp_member *m);

/**
 * Append the current member to `out`. Fails with SP_ELIMIT if it is larger
 * than SP_SOURCE_MAX or the archive beyond its bounds, SP_EIO if damaged.
 */
bool sp_archive_read(sp_archive *a, sp_buf *out, sp_error *err);

/** Is the archive beyond its bounds? The next call of sp_archive_next() tells. */
bool sp_archive_stopped(const sp_archive *a);

/** The next bytes of the current member: how many, 0 at its end, -1 on failure. */
ssize_t sp_archive_data(sp_archive *a, void *to, size_t n, sp_error *err);

#endif
