/* matrix.h - submitters by issues: SQL whose columns come from the corpus. */
#ifndef SP_CLI_MATRIX_H
#define SP_CLI_MATRIX_H

#include "corpus/corpus.h"

/**
 * A row a submitter, a column an issue (of one dimension, if it is not NULL):
 * + support, - oppose, ± mixed, . not addressed. Fails with SP_EDB, SP_ENOROW.
 * Caller frees.
 */
sp_query *sp_matrix_open(sp_corpus *c, const char *dimension, sp_error *err);

#endif
