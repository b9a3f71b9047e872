/* aliases.h - a table of names that are one submitter's: name, canonical name. */
#ifndef SP_INGEST_ALIASES_H
#define SP_INGEST_ALIASES_H

#include "corpus/corpus.h"

/**
 * Read the tab-separated file `path` (UTF-8; a header "name<TAB>canonical", empty
 * lines and lines that begin with '#' are skipped) and keep its names in the
 * corpus in place of an earlier file's. Fails with SP_EIO, or SP_ESYNTAX at the
 * first line that has not two names; then the corpus is as it was.
 */
bool sp_aliases_load(sp_corpus *c, const char *path, sp_error *err);

#endif
