/* pattern_internal.h - the tree of a pattern: pattern_parse.c reads the notation
 * into one, pattern_shape.c measures it and finds what each match must hold,
 * pattern.c compiles it. */
#ifndef SP_ANALYZE_PATTERN_INTERNAL_H
#define SP_ANALYZE_PATTERN_INTERNAL_H

#include "analyze/pattern.h"

typedef enum node_kind {
	N_TEXT,		/* text as it stands */
	N_CAT,
	N_ALT,
	N_OPT,
	N_ENDING,	/* the rest of a word: * */
	N_GAP,		/* up to n words and the blank after each: ~ */
	N_CLASS,	/* one of the bytes in text */
	N_RAW		/* PCRE2 */
} node_kind;

/* A list of plain strings. */
typedef struct sp_strings {
	const char **s;
	size_t n;
	size_t solid;		/* fewest bytes in any of them that are no blanks */
	bool leads, trails;	/* each match begins, or ends, with one of them */
} sp_strings;

/* What is known of a node. Of one with kids it is worked out once: a concept's
 * node stands in the trees of all patterns that name it. */
typedef struct sp_shape {
	bool required_known;
	bool sure;		/* PCRE2 takes it: nothing in it is the author's own */
	unsigned strings;	/* that it stands for; 0: not plain, or too many */
	unsigned solid;		/* as in sp_strings */
	unsigned least;		/* bytes of the shortest text it can match */
	unsigned depth;		/* of groups in each other */
	size_t size;		/* bytes of compiled code, generously */
	const sp_strings *required;	/* one of them is in each match; or NULL */
} sp_shape;

struct sp_node {
	node_kind kind;
	int n;
	const char *text;
	size_t len;
	sp_node **kids;
	size_t nkids;
	sp_shape *shape;
};

/* More plain strings than that: PCRE2 finds them. */
#define SP_MAX_STRINGS 128
/* What a second set must be worth: its shortest string, eight a byte. */
#define SP_WORTH_TWO 8

/* What is kept of it lives in `a`, as the node does. */
sp_shape sp_pattern_shape(sp_arena *a, sp_node *n);

/* All strings that n->kids[from..to) of a sequence stand for, one behind the
 * other. They must be plain. `scratch` is for the way there. */
sp_strings sp_pattern_expand(sp_arena *a, sp_arena *scratch, sp_node *n,
			     size_t from, size_t to);

/* Two sets of strings, one of each of which must stand in each match of `n`;
 * NULL where none is known. */
void sp_pattern_required(sp_arena *a, sp_arena *scratch, sp_node *n,
			 const sp_strings **first, const sp_strings **second);

#endif
