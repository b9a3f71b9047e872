/* file.h - write a whole PDF or leave the old file alone. */
#ifndef SP_REPORT_FILE_H
#define SP_REPORT_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/**
 * Write bytes[0..n) to `path` through a new file beside it, fsync, and rename.
 * On an error (SP_EIO: no folder, no right, a full disk) the file at `path`
 * stays as it was and nothing is left beside it. A database (the corpus) and a
 * file that begins with markup (a submission) are not replaced: SP_EIO, too.
 * What is no regular file (a device, a pipe) is written in place.
 */
bool sp_file_replace(const char *path, const void *bytes, size_t n,
		     sp_error *err);

#endif
