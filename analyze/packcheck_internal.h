/* packcheck_internal.h - what the files that check a pack share. */
#ifndef SP_ANALYZE_PACKCHECK_INTERNAL_H
#define SP_ANALYZE_PACKCHECK_INTERNAL_H

#include "analyze/packcheck.h"

typedef struct sp_packcheck_work {
	const sp_pack *pack;
	sp_buf *out;
	size_t n;		/* warnings */
	sp_match_state *match;
} sp_packcheck_work;

/** A warning at a place of the pack. */
void sp_packcheck_warn(sp_packcheck_work *w, const char *file, int line,
		       const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/** A warning of pattern `i`; the message begins with the pattern in quotes. */
void sp_packcheck_pattern(sp_packcheck_work *w, size_t i, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/** patterncheck.c: whether each pattern by itself can match, and at what cost. */
void sp_packcheck_each(sp_packcheck_work *w);

/** overlap.c: patterns that another one, or an exception, makes idle. */
void sp_packcheck_overlaps(sp_packcheck_work *w);

#endif
