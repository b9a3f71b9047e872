/* campaign.h - form letters: documents of a corpus with one text, or nearly.
 *
 * Near texts are found by MinHash and locality-sensitive hashing over 3-word
 * shingles (signature.h) and verified by their exact Jaccard index to the
 * campaign's text or its form (what most of its letters share). A letter with so
 * much of its own that this index is low goes to a campaign if the whole form
 * stands in it. Cost is linear in the documents. */
#ifndef SP_ANALYZE_CAMPAIGN_H
#define SP_ANALYZE_CAMPAIGN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "corpus/corpus.h"

/** Two texts belong to one campaign from this Jaccard index on. */
#define SP_CAMPAIGN_SIMILARITY 0.6

/** In words: shorter texts are never near; shorter ones than SP_CAMPAIGN_EXACT
 * are not even called a campaign if they are equal: "I agree." is none. */
enum { SP_CAMPAIGN_WORDS = 20, SP_CAMPAIGN_EXACT = 8 };

/** A letter holds a form if it has this share of the form's shingles, they
 * are this share of the letter's, and the form has so many. */
#define SP_CAMPAIGN_HELD 0.8
#define SP_CAMPAIGN_OF_LETTER 0.25
enum { SP_CAMPAIGN_FORM = 30 };

typedef struct sp_campaign_counts {
	size_t campaigns, members;
} sp_campaign_counts;

/**
 * Find all campaigns, and what each signer added, and store them in place of
 * those found before: the largest first. One transaction. The most frequent
 * text, or else the shortest, stands for the campaign. The result depends on
 * the texts and paths of the documents only.
 */
bool sp_campaign_find(sp_corpus *c, int jobs, sp_campaign_counts *counts,
		      sp_error *err);

#endif
