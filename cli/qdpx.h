/* qdpx.h - the corpus as a REFI-QDA project, which NVivo, ATLAS.ti, MAXQDA,
 * QualCoder and others read. */
#ifndef SP_CLI_QDPX_H
#define SP_CLI_QDPX_H

#include <stdbool.h>
#include <stdio.h>

#include "corpus/corpus.h"

/**
 * Write the project of `c` to `out`, called `path` in errors. Codes are the
 * issues by dimension, each with support and oppose; a view that a document
 * reports of others has codes of its own. Fails with SP_ENOROW (nothing was
 * analysed), SP_EIO, SP_EDB.
 */
bool sp_qdpx_write(sp_corpus *c, FILE *out, const char *path, sp_error *err);

#endif
