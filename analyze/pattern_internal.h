/* pattern_internal.h - the tree of a pattern: pattern_parse.c reads the notation
 * into one, pattern.c compiles it. */
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

struct sp_node {
	node_kind kind;
	const char *text;
	size_t len;
	int n;
	const sp_node **kids;
	size_t nkids;
};

#endif
