/* missing.h - documents that the corpus holds of a folder, and that are gone from
 * it: they stay in every figure until they are taken out. */
#ifndef SP_INGEST_MISSING_H
#define SP_INGEST_MISSING_H

#include <stdbool.h>
#include <stddef.h>

#include "corpus/corpus.h"
#include "ingest/places.h"

/** Begin to note in `c`, for this handle alone, which documents are met. */
bool sp_missing_begin(sp_corpus *c, sp_error *err);

/** The document `path`, as the corpus knows it, was met. */
bool sp_missing_met(sp_corpus *c, const char *path, sp_error *err);

/**
 * Look for what was not met below those of paths[0..n) that are folders. A document
 * is missing if its file, or the archive that held it, is no longer there, or if the
 * archive is there, was read without a problem and has no such member. The row of a
 * bulk download never is.
 */
bool sp_missing_look(sp_corpus *c, const char *const *paths, size_t n,
		     const sp_places *places, sp_error *err);

/** How many are missing of all folders that were looked at. */
bool sp_missing_count(sp_corpus *c, size_t *n, sp_error *err);

/** Take them out, with their positions. Campaigns that they were in are due. */
bool sp_missing_remove(sp_corpus *c, sp_error *err);

#endif
