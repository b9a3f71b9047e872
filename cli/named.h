/* named.h - the queries that have a name: cli/queries/NAME.sql, embedded. */
#ifndef SP_CLI_NAMED_H
#define SP_CLI_NAMED_H

#include <stdbool.h>
#include <stdio.h>

#include "corpus/corpus.h"

typedef struct sp_named sp_named;

/** By name; NULL if there is none such. */
const sp_named *sp_named_find(const char *name);

/** A line for each: its name, its arguments, what it shows. */
void sp_named_list(FILE *out);

/** True if the full text index must be up to date before it is opened. */
bool sp_named_needs_index(const sp_named *n);

/**
 * Prepare it with argv[0..argc) bound. Fails with SP_EUSAGE (too few or too
 * many arguments), SP_ENOROW (no such issue, submitter ...), SP_EDB. Caller
 * frees.
 */
sp_query *sp_named_open(const sp_named *n, sp_corpus *c, int argc,
			char *const *argv, sp_error *err);

#endif
