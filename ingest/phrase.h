/* phrase.h - the small language of kinds.yaml: words, word*, "..", ^, $,
 * <name>; matched on tokens. */
#ifndef SP_INGEST_PHRASE_H
#define SP_INGEST_PHRASE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "ingest/tokens.h"

typedef enum sp_piece_kind {
	SP_PIECE_WORD,
	SP_PIECE_PREFIX,	/* word* */
	SP_PIECE_GAP,		/* ..: up to SP_PHRASE_GAP words */
	SP_PIECE_NAME		/* <name> */
} sp_piece_kind;

enum { SP_PHRASE_GAP = 4, SP_PHRASE_MAX = 12 };

typedef struct sp_piece {
	sp_piece_kind kind;
	const char *word;
	size_t len;
} sp_piece;

/** All in the arena it was made in. */
typedef struct sp_phrase {
	const char *text;	/* as written */
	const sp_piece *pieces;
	size_t n;
	bool begins, ends;	/* ^ and $ */
} sp_phrase;

/** Read a phrase; false if it is empty, too long, or begins or ends with "..". */
bool sp_phrase_read(const char *text, sp_arena *arena, sp_phrase *out);

/**
 * Does the phrase stand at token `at`? *end is set behind it. It never runs on
 * into the next sentence; a bracketed piece behind a name's end does not count
 * for $.
 */
bool sp_phrase_at(const sp_phrase *p, const sp_tokens *t, size_t at, size_t *end);

/** The first letter it can begin with, or 0 if that is <name>. */
unsigned char sp_phrase_first(const sp_phrase *p);

#endif
