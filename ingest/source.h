/* source.h - a file as a stream of bytes. */
#ifndef SP_INGEST_SOURCE_H
#define SP_INGEST_SOURCE_H

#include <stddef.h>
#include <sys/types.h>

#include "base/error.h"

typedef struct sp_source_file sp_source_file;

/** Open a regular file. Fails with SP_EIO. Caller closes. */
sp_source_file *sp_source_open(const char *file, sp_error *err);
void sp_source_close(sp_source_file *s);	/* NULL is fine */

/** The next bytes, as sp_table_read does it; `arg` is the sp_source_file. */
ssize_t sp_source_read(void *arg, void *to, size_t n, sp_error *err);

#endif
