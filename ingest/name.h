/* name.h - names of files and of members of archives: what their endings say,
 * how the corpus writes them, and which a member may not have. */
#ifndef SP_INGEST_NAME_H
#define SP_INGEST_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

typedef enum sp_file_kind {
	SP_FILE_OTHER,		/* not for us */
	SP_FILE_DOCUMENT,	/* .html .htm .xhtml .xml .txt */
	SP_FILE_ARCHIVE,	/* .zip .tar .tar.gz ..., or one of these and .gz */
	SP_FILE_TABLE,		/* .csv .tsv: perhaps a bulk download */
	SP_FILE_MANIFEST	/* manifest.tsv, manifest.csv */
} sp_file_kind;

/** By the last part of a path, without regard to case. */
sp_file_kind sp_name_file_kind(const char *path);

/**
 * Length of `path` without the ending of a compressor: "a.html.gz" is 6;
 * the whole length if it has none.
 */
size_t sp_name_unpacked(const char *path);

/** Does a part of the relative path begin with a dot? */
bool sp_name_hidden(const char *path);

/** What a Mac leaves in an archive, and nobody wrote: __MACOSX/, .DS_Store, ._x */
bool sp_name_litter(const char *path);

/**
 * Why a member may not be called that ("leads out of the archive"), static;
 * NULL if it may. Backslashes count as slashes.
 */
const char *sp_name_trick(const char *path);

/**
 * Append a file's name as the corpus writes it: valid UTF-8 without control
 * characters; any other byte becomes \xNN.
 */
void sp_name_add(sp_buf *out, const char *name);

#endif
