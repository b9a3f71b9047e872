/* shingle.h - the words of a text, and the sets of three in a row that say how
 * much two texts have in common (Broder 1997: resemblance by shingles). */
#ifndef SP_ANALYZE_SHINGLE_H
#define SP_ANALYZE_SHINGLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Words in a shingle. */
#define SP_SHINGLE 3

/**
 * A word: letters and digits, whatever their case, with apostrophes left out
 * of it. In scripts that put no blanks between words (Han, Kana, Thai, Lao,
 * Khmer, Burmese) each character is one.
 */
typedef struct sp_word {
	size_t begin, end;	/* bytes of the text, half-open */
	uint64_t hash;
} sp_word;

/** The next word of text[0..n) from *at on; false at the end. */
bool sp_word_next(const char *text, size_t n, size_t *at, sp_word *out);

/** Shingles, words and their order, of texts that are added one by one. */
typedef struct sp_shingler {
	uint64_t *shingles;	/* never 0, in the order of the text */
	size_t n, cap;
	size_t words;
	uint64_t last[SP_SHINGLE - 1];
	uint64_t order;		/* hash of all words in their order */
} sp_shingler;

/** All zero is an empty one. */
void sp_shingler_release(sp_shingler *s);
/** Add a word, or all words of a text, behind those there are. */
void sp_shingler_word(sp_shingler *s, uint64_t hash);
void sp_shingler_text(sp_shingler *s, const char *text, size_t n);

/** A mixer for hash values (the finaliser of MurmurHash3, Appleby). */
uint64_t sp_mix(uint64_t h);

/** A set of shingles: a hash table, 0 in an empty slot. All zero is empty. */
typedef struct sp_set {
	uint64_t *slots;
	size_t mask;		/* number of slots - 1 */
	size_t n;
} sp_set;

/** The distinct ones of v[0..n). Caller releases. */
sp_set sp_set_new(const uint64_t *v, size_t n);
void sp_set_release(sp_set *s);

bool sp_set_has(const sp_set *s, uint64_t shingle);

/** How many shingles two sets share. */
size_t sp_shared(const sp_set *a, const sp_set *b);

/** Jaccard index of two sets; 0 if both are empty. */
double sp_jaccard(const sp_set *a, const sp_set *b);

#endif
