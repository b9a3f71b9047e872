/* group.h - which documents of a corpus are letters of one campaign. */
#ifndef SP_ANALYZE_GROUP_H
#define SP_ANALYZE_GROUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyze/shingle.h"
#include "analyze/signature.h"
#include "base/error.h"
#include "corpus/corpus.h"

#define SP_ALONE UINT32_MAX

/** The shingles of a document, across its blocks. Caller releases. */
bool sp_letter_set(sp_corpus *c, int64_t document, sp_set *out,
		     sp_error *err);

/** A document as the search sees it. */
typedef struct sp_letter {
	int64_t document;
	size_t words;
	uint64_t order;		/* hash of its words in their order */
	uint32_t leader;	/* number of the letter it goes with, or SP_ALONE */
	uint32_t sig[SP_SIGNATURE];
} sp_letter;

/** Words, order and signature of the documents ids[0..n). */
bool sp_letters_read(sp_corpus *c, int jobs, const int64_t *ids, size_t n,
		     sp_letter *letters, sp_error *err);

/**
 * Set the leader of each letter. A leader leads itself; all that go with it
 * have its words, or a Jaccard index of SP_CAMPAIGN_SIMILARITY to it at least.
 * The result depends on the texts and the order of `letters` only.
 */
bool sp_letters_group(sp_corpus *c, sp_letter *letters, size_t n,
		      sp_error *err);

#endif
