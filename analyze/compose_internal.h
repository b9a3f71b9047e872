/* compose_internal.h - what the files that compose a sign share. */
#ifndef SP_ANALYZE_COMPOSE_INTERNAL_H
#define SP_ANALYZE_COMPOSE_INTERNAL_H

#include "analyze/decide_internal.h"

/* predicate.c */

typedef struct sp_predicate {
	int sign;		/* 0: none found */
	uint32_t end;		/* of the words that give it */
} sp_predicate;

/** What is said of the span `subject` to its right; adds steps. */
sp_predicate sp_walk_right(sp_decider *d, uint32_t subject);

#endif
