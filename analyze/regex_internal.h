/* regex_internal.h - an expression as a nondeterministic automaton: what
 * regex.c reads, regex_build.c builds and reach.c walks. */
#ifndef SP_ANALYZE_REGEX_INTERNAL_H
#define SP_ANALYZE_REGEX_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "analyze/regex.h"
#include "base/arena.h"

#define SP_REGEX_STATES 4096
#define SP_REGEX_SYMBOLS 255
#define SP_LAST_CHARACTER 0x10FFFFu

typedef enum sp_state_kind {
	S_SET,		/* reads one symbol of `set`, goes to a */
	S_SPLIT,	/* goes to a or b, reads nothing; so do all that follow */
	S_BEGIN,	/* goes to a at the begin of the text; so below */
	S_END,
	S_BOUNDARY,
	S_NO_BOUNDARY,
	S_AHEAD,	/* goes to a if b matches from here */
	S_NOT_AHEAD,
	S_BEHIND,	/* goes to a if b matched up to here: `mark` was reached */
	S_NOT_BEHIND,
	S_ACCEPT,	/* the whole matches */
	S_HELD,		/* a lookahead matches */
	S_BROKEN,	/* one that must not does */
	S_MARK		/* a lookbehind matched */
} sp_state_kind;

typedef struct sp_range_set {
	uint32_t (*ranges)[2];	/* code points, both ends included */
	size_t n;
	bool negated;
	bool has[SP_REGEX_SYMBOLS];	/* by symbol, once these are numbered */
	size_t at, len;		/* in the expression */
} sp_range_set;

typedef struct sp_state {
	sp_state_kind kind;
	uint32_t a, b, mark;
	sp_range_set *set;
} sp_state;

/** Symbols stand for code points that no part of the expression tells apart. */
typedef struct sp_automaton {
	sp_arena *arena;
	sp_state *states;
	size_t nstates, start;
	sp_range_set **sets;
	size_t nsets;
	uint32_t symbols[SP_REGEX_SYMBOLS];	/* a code point of each */
	bool word[SP_REGEX_SYMBOLS];
	size_t nsymbols;
} sp_automaton;

/* A part of the expression, read. */
typedef enum sp_part_kind {
	P_SET, P_CAT, P_ALT, P_REPEAT, P_ASSERT, P_LOOK
} sp_part_kind;

typedef struct sp_part {
	sp_part_kind kind;
	sp_range_set *set;
	struct sp_part **kids;
	size_t nkids, cap;
	unsigned min, max;	/* repeat; max 0: any number */
	sp_state_kind state;	/* assertion or lookaround */
	size_t at, end;		/* in the expression */
} sp_part;

typedef struct sp_regex_reader {
	sp_automaton *a;
	const char *text, *p;
	int depth;
	bool failed;
} sp_regex_reader;

/** The ranges of \w. */
extern const uint32_t sp_regex_words[4][2];

/** regex.c: the expression as a tree; r->failed if something is not known. */
sp_part *sp_regex_read(sp_regex_reader *r, sp_automaton *a, const char *regex);

/** False if it holds what is not looked into. All lives in a->arena. */
bool sp_automaton_build(sp_automaton *a, sp_regex_reader *r, const sp_part *tree);

/** Does it match in any text? */
sp_reach sp_automaton_walk(const sp_automaton *a, sp_buf *witness);

#endif
