/* analyze.h - blocks -> sentences -> positions, over a corpus. */
#ifndef SP_ANALYZE_ANALYZE_H
#define SP_ANALYZE_ANALYZE_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/pack.h"
#include "base/error.h"
#include "base/progress.h"
#include "corpus/corpus.h"

typedef struct sp_analyze_options {
	int jobs;			/* threads; 0: as many as cores */
	const char *const *packs;	/* files; none: the built-in ai-policy */
	size_t npacks;
	const sp_progress *progress;	/* may be NULL */
} sp_analyze_options;

typedef struct sp_analyze_counts {
	/* documents, each once however many packs there are */
	size_t documents;	/* analysed in this run, by one pack at least */
	size_t unchanged;	/* had been analysed with the same packs before */
	size_t sentences;	/* of those analysed */
	size_t positions;	/* rows stored in this run */
	size_t uncoded;		/* in another language than some pack */
	size_t campaigns;	/* groups of form letters in the corpus */
} sp_analyze_counts;

/**
 * Find the positions of all documents whose analysis is due, with each pack,
 * and the campaigns among all documents if any changed since the last time.
 * Fails with SP_ESYNTAX at a fault of a pack, SP_EDB for the corpus. What was
 * committed before a failure stays.
 */
bool sp_analyze_run(sp_corpus *c, const sp_analyze_options *o,
		    sp_analyze_counts *counts, sp_error *err);

/** Would sp_analyze_run() take this pack? Fails as it does, before any work. */
bool sp_analyze_takes(const char *pack, sp_error *err);

#endif
