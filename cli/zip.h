/* zip.h - a ZIP file whose bytes depend on its contents alone. */
#ifndef SP_CLI_ZIP_H
#define SP_CLI_ZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/error.h"

typedef struct sp_zip sp_zip;

/** Write to `out`, called `path` in errors (both borrowed). Caller frees. */
sp_zip *sp_zip_new(FILE *out, const char *path, sp_error *err);

/** Add an entry with the bytes. Fails with SP_EIO. */
bool sp_zip_add(sp_zip *z, const char *name, const void *bytes, size_t n,
		sp_error *err);

/** Add an entry with all of `from`, read from its beginning. */
bool sp_zip_add_file(sp_zip *z, const char *name, FILE *from, sp_error *err);

/** Write the directory; the ZIP is complete. */
bool sp_zip_finish(sp_zip *z, sp_error *err);
void sp_zip_free(sp_zip *z);	/* NULL is fine */

#endif
