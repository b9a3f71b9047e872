/* fold.h - a sentence as its words: what two wordings of it are compared by. */
#ifndef SP_ANALYZE_FOLD_H
#define SP_ANALYZE_FOLD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/** All borrowed from the arena that sp_fold() was given. */
typedef struct sp_folded {
	const char *text;	/* words with one blank between them; "" if none */
	const char **words;	/* distinct, in byte order */
	size_t nwords;
} sp_folded;

/**
 * Fold `s` (UTF-8): compatibility forms (ligatures, superscripts, full width)
 * become what they stand for, ’ becomes ', letters lower-case; then a word is a
 * run of [a-z0-9'] and all else separates.
 */
void sp_fold(sp_arena *a, const char *s, sp_folded *out);

/** How many distinct words both have. */
size_t sp_folded_shared(const sp_folded *a, const sp_folded *b);

/**
 * Whether they are the same sentence: equal, or one contains the other and both
 * have at least 4 distinct words, or 60 % of all distinct words are shared.
 * Nothing is the same as a sentence without words.
 */
bool sp_folded_same(const sp_folded *a, const sp_folded *b);

#endif
