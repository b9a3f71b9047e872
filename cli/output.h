/* output.h - where a result goes: standard output, or a file that is replaced
 * in one step when it is complete. */
#ifndef SP_CLI_OUTPUT_H
#define SP_CLI_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"

typedef struct sp_output {
	FILE *f;		/* write here */
	const char *path;	/* borrowed; NULL: standard output */
	char *temp;		/* the new file beside `path`; NULL: in place */
} sp_output;

/**
 * Open `path`; NULL or "-" is standard output. A regular file is written
 * beside itself; a device or pipe in place. Fails with SP_EIO, also if the file
 * is a database: nobody means to put a table over a corpus. After success
 * end with sp_output_commit() or sp_output_abandon().
 */
bool sp_output_open(sp_output *o, const char *path, sp_error *err);

/**
 * Flush, check, and put the new file in place. On failure (SP_EIO: a full
 * disk) the old file stays and nothing is left beside it.
 */
bool sp_output_commit(sp_output *o, sp_error *err);

/** Forget what was written (standard output keeps it). */
void sp_output_abandon(sp_output *o);

#endif
