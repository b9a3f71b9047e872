/* literals.h - many strings searched for at once.
 *
 * One deterministic automaton (Aho and Corasick 1975) runs over the text. It
 * holds of each string only the beginning that tells it from all others; what
 * follows is compared where that is met. So the table stays small, whatever the
 * length of the strings. Once built it is read-only and shared. */
#ifndef SP_ANALYZE_LITERALS_H
#define SP_ANALYZE_LITERALS_H

#include <stddef.h>
#include <stdint.h>

typedef struct sp_literals sp_literals;

/** Empty; add strings, then build. Caller frees. */
sp_literals *sp_literals_new(void);
void sp_literals_free(sp_literals *l);

/**
 * Add a string that is not empty, borrowed until `l` is freed. `owner` and `set`
 * are told when it is found; several owners can add the same.
 */
void sp_literals_add(sp_literals *l, const char *text, uint32_t owner, uint8_t set);

/** Build the automaton; nothing can be added afterwards. */
void sp_literals_build(sp_literals *l);

/** Strings added, states and bytes of the table. */
size_t sp_literals_count(const sp_literals *l, size_t *states, size_t *bytes);

/** The string of `owner` stands at begin..end of the text. */
typedef void sp_literal_fn(void *arg, uint32_t owner, uint8_t set, size_t begin,
			   size_t end);

/** Tell `fn` of every place in text[0..n) where a string stands. */
void sp_literals_find(const sp_literals *l, const char *text, size_t n,
		      sp_literal_fn *fn, void *arg);

#endif
