/* campaign.h - form letters: near-duplicate documents of a corpus.
 *
 * MinHash over 3-word shingles (Broder 1997) with one permutation and optimal
 * densification (Shrivastava 2017), 32 bands of 4 (locality-sensitive hashing,
 * Indyk and Motwani 1998); pairs that share a band are verified by their exact
 * Jaccard index. Cost is linear in the documents (perf/README.md, section 6). */
#ifndef SP_ANALYZE_CAMPAIGN_H
#define SP_ANALYZE_CAMPAIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "corpus/corpus.h"

/** Two texts belong to one campaign from this Jaccard index on. */
#define SP_CAMPAIGN_SIMILARITY 0.6

/** Shorter texts are never called a campaign: "I agree." is none. In words. */
#define SP_CAMPAIGN_WORDS 20

typedef struct sp_campaign_counts {
	size_t campaigns, members;
} sp_campaign_counts;

/**
 * Find all campaigns and store them in place of those found before, with the
 * member of the lowest id as the text that stands for each. One transaction.
 */
bool sp_campaign_find(sp_corpus *c, int jobs, sp_campaign_counts *counts,
		      sp_error *err);

/** Hashes of the distinct 3-word shingles of a text, sorted; caller frees. */
uint64_t *sp_shingles(const char *text, size_t len, size_t *n, size_t *words);

/** Jaccard index of two sorted sets; 0 if both are empty. */
double sp_jaccard(const uint64_t *a, size_t na, const uint64_t *b, size_t nb);

#endif
