/* output.h - where a result goes: standard output, or a file that is replaced
 * in one step when it is complete.
 *
 * One rule guards what is there already: an older file is replaced if it is
 * empty or begins as the new one does. A PDF goes over a PDF, a table over a table
 * with the same header line; so a corpus, a submission, a manifest or a gold file
 * is safe from a mistyped name, and the same command can be given again. */
#ifndef SP_BASE_OUTPUT_H
#define SP_BASE_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"

/** A kind of file. Without `begin` it is known by its first line as a whole, in
 * which the number of blanks does not count. */
typedef struct sp_output_kind {
	const char *name;	/* "PDF": for messages */
	const char *begin;	/* what each such file begins with; or NULL */
} sp_output_kind;

typedef struct sp_output {
	FILE *f;		/* write here */
	const char *path;	/* as given, borrowed; NULL: standard output */
	const sp_output_kind *kind;
	bool force;
	char *target;		/* `path`, or what it is a link to */
	char *temp;		/* the new file beside `target`; NULL: in place */
} sp_output;

/**
 * Would `path` be written? Fails with SP_EIO if it is a folder, if its folder is
 * missing or may not be written, or if a file of another kind is there; `force`
 * permits the latter unless it is a database (a corpus); `kind` may be NULL for a
 * path where nothing is. For a kind that is
 * known by its first line sp_output_commit() has the last word.
 */
bool sp_output_check(const char *path, const sp_output_kind *kind, bool force,
		     sp_error *err);

/**
 * Open `path`; NULL or "-" is standard output. A regular file is written
 * beside itself, and so is the target of a link; a device or pipe in place.
 * `kind` is borrowed. Fails as sp_output_check() does. After success end with
 * sp_output_commit() or sp_output_abandon().
 */
bool sp_output_open(sp_output *o, const char *path, const sp_output_kind *kind,
		    bool force, sp_error *err);

/**
 * Flush, check, and put the new file in place with the rights of the old one; what
 * was written survives a crash. On failure (SP_EIO: a full disk, or an older file
 * with another first line) the old file stays and nothing is left beside it.
 */
bool sp_output_commit(sp_output *o, sp_error *err);

/** Forget what was written (standard output keeps it). */
void sp_output_abandon(sp_output *o);

#endif
