/* reading_internal.h - what is known of a document as it is read: reading.c takes its
 * sentences, context.c settles at its end which rows stand. */
#ifndef SP_ANALYZE_READING_INTERNAL_H
#define SP_ANALYZE_READING_INTERNAL_H

#include "analyze/reading.h"
#include "base/arena.h"

#define SP_READ_NAMES 64	/* of holders who are heard; further ones are not kept */

/* That a sentence speaks of an issue, whether it states a position or not. */
typedef struct sp_mention {
	uint32_t sentence, issue;
} sp_mention;

struct sp_reading {
	const sp_pack *pack;
	sp_decider *decider;
	sp_arena *arena;	/* of the holders' names */
	sp_row *rows;
	size_t nrows, cap_rows;
	sp_mention *mentions;	/* by sentence, an issue once in each */
	size_t nmentions, cap_mentions;
	size_t sentences, own, voiced, calls, reported;
	const char *speaker;	/* who was heard last by name */
	const char *names[SP_READ_NAMES];	/* all who were */
	size_t nnames;
};

#endif
