/* skipped.h - files that are none of ours: how many of which ending. */
#ifndef SP_INGEST_SKIPPED_H
#define SP_INGEST_SKIPPED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum { SP_SKIPPED_ENDINGS = 64, SP_SKIPPED_ENDING = 12 };

/** Counts by ending; all zero at first. */
typedef struct sp_skipped {
	struct {
		char ending[SP_SKIPPED_ENDING];	/* ".pdf", lower case; "": none */
		size_t n;
	} kinds[SP_SKIPPED_ENDINGS];	/* the last one takes what has no place */
	size_t nkinds;
	size_t total;
} sp_skipped;

/** One more file of this path's ending. */
void sp_skipped_add(sp_skipped *s, const char *path);

/** All of `from`, too. */
void sp_skipped_merge(sp_skipped *s, const sp_skipped *from);

/** Append "12 .pdf, 3 .docx, 2 others", the most frequent first. */
void sp_skipped_text(const sp_skipped *s, sp_buf *out);

/**
 * How to make of them what can be read, static; NULL if they hold no letters
 * (".css"), as far as their endings tell. Pictures may be letters only if `alone`.
 */
const char *sp_skipped_advice(const sp_skipped *s, bool alone);

#endif
