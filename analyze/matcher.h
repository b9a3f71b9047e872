/* matcher.h - all patterns of a pack at once.
 *
 * One automaton (literals.h) runs over the text and reports plain patterns
 * itself; for the others it says which ones PCRE2 has to try, and only these are
 * compiled. So the cost hardly grows with the number of patterns. A matcher is
 * shared between threads; the state of a match belongs to one. */
#ifndef SP_ANALYZE_MATCHER_H
#define SP_ANALYZE_MATCHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyze/pattern.h"
#include "base/error.h"

typedef struct sp_matcher sp_matcher;
typedef struct sp_match_state sp_match_state;

/** An empty matcher; add patterns, then build. Caller frees. */
sp_matcher *sp_matcher_new(void);
void sp_matcher_free(sp_matcher *m);

/**
 * Add a pattern; its number is the count of those added before. The arena that
 * it was compiled in outlives `m`. `file`, `line` and `column` are its place in
 * the pack. Fails with SP_ESYNTAX if PCRE2 does
 * not take it or it can match the empty string.
 */
bool sp_matcher_add(sp_matcher *m, const sp_pattern_code *code,
		    const char *file, int line, int column, sp_error *err);

/** Build the automaton; nothing can be added afterwards. */
void sp_matcher_build(sp_matcher *m);

/** Figures for `pack check` and benchmarks. */
typedef struct sp_matcher_stats {
	size_t patterns, plain, regexes, unanchored;
	size_t literals, states, bytes;
} sp_matcher_stats;
void sp_matcher_describe(const sp_matcher *m, sp_matcher_stats *out);

/** True if pattern `i` has no literal, so that it is tried everywhere. */
bool sp_matcher_unanchored(const sp_matcher *m, size_t i);

/** What became of a pattern on a text. */
typedef enum sp_try {
	SP_TRY_NONE,
	SP_TRY_MATCH,
	SP_TRY_LIMIT	/* given up: PCRE2 went back and forth too often */
} sp_try;

/**
 * Try pattern `i`, a PCRE2 one, on text[0..n), folded, by itself and without
 * machine code: how far it goes back and forth is the same on every machine.
 */
sp_try sp_matcher_try(const sp_matcher *m, size_t i, const char *text,
		      size_t n);

typedef struct sp_hit {
	uint32_t pattern;
	uint32_t begin, end;	/* bytes, half-open */
} sp_hit;

/** A thread's own state. Caller frees. */
sp_match_state *sp_match_state_new(const sp_matcher *m);
void sp_match_state_free(sp_match_state *s);

/**
 * Prepare text for matching: lower-case, hyphens and line breaks as blanks,
 * the same length. `out` has room for n bytes and may be `s`.
 */
void sp_match_fold(const char *s, size_t n, char *out);

/**
 * Find all patterns in text[0..n), folded. The hits are borrowed from `st`
 * until the next call, sorted by begin, the longer first, then by pattern.
 */
const sp_hit *sp_match(const sp_matcher *m, sp_match_state *st,
		       const char *text, size_t n, size_t *nhits);

/** Try every PCRE2 pattern everywhere instead of asking the automaton first:
 * the rows must be the same (tests and benchmarks). */
void sp_match_without_prefilter(sp_match_state *st);

#endif
