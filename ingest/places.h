/* places.h - one file has one name in the corpus: a folder that was ingested as
 * "letters" keeps that name when it is given as "./letters/.", by its absolute
 * path, through a link, or from another working folder. */
#ifndef SP_INGEST_PLACES_H
#define SP_INGEST_PLACES_H

#include <stdbool.h>
#include <stddef.h>

#include "corpus/corpus.h"
#include "ingest/walk.h"

typedef struct sp_places sp_places;

/**
 * Give the files of `w` the paths that the corpus knows them by, where it knows
 * their folder by another one; files that were found twice stay once. Relative
 * paths of the corpus are seen from the folders that its runs worked in. Caller
 * frees; NULL and `err` if the corpus cannot be read.
 */
sp_places *sp_places_new(sp_corpus *c, sp_walk *w, sp_error *err);
void sp_places_free(sp_places *p);	/* NULL is fine */

/** How many folders go by another path, and the i-th with that path. Borrowed. */
size_t sp_places_count(const sp_places *p);
void sp_places_get(const sp_places *p, size_t i, const char **given, const char **known);

#endif
