/* pattern.h - the pattern notation of rule packs (see standpoint-pack(5)).
 *
 * A phrase is parsed into a small tree. If the tree stands for a few plain
 * strings (alternatives, optional letters, an open word end), these are the
 * pattern: the automaton alone finds it. Otherwise it becomes a PCRE2 pattern
 * with a set of literals, one of which every match must hold, and perhaps a
 * second such set. */
#ifndef SP_ANALYZE_PATTERN_H
#define SP_ANALYZE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

typedef struct sp_node sp_node;

/** Looks up the node of a concept for {name}; NULL if there is none. */
typedef sp_node *(*sp_concept_fn)(void *arg, const char *name);

/**
 * Parse `text`. Nodes live in `a`. On a fault returns NULL and puts a message
 * (static, or in `a`) into *why and the byte offset into *at.
 */
sp_node *sp_pattern_parse(sp_arena *a, const char *text,
			  sp_concept_fn concept, void *arg,
			  const char **why, size_t *at);

/** A node, in `a`, that stands for any of `trees`: that of a concept. */
sp_node *sp_pattern_any(sp_arena *a, sp_node *const *trees, size_t n);

/** What a pattern compiles to; strings live in the arena given. */
typedef struct sp_pattern_code {
	const char **literals;	/* lower-case, no empty ones */
	size_t nliterals;
	const char **also;	/* not whole: a second set, one of which too */
	size_t nalso;		/* must be there; 0: none is known */
	unsigned leads, trails;	/* the set that each match begins, or ends, with:
				 * 1, or 2 for the second; 0: neither */
	bool whole;		/* the literals are the pattern: no PCRE2 */
	bool open_end;		/* whole: the match runs on to the word's end */
	bool sure;		/* PCRE2 takes its expression for certain, */
	size_t least;		/* whose shortest match has so many bytes */
	const sp_node *tree;
} sp_pattern_code;

/**
 * Compile; what `out` points to lives in `a`. `scratch` is for the way there
 * and is cleared. A pattern without any required literal has nliterals 0: it
 * must be tried on every sentence. What is worked out is kept in the nodes: one
 * thread at a time may compile patterns that share concepts.
 */
void sp_pattern_compile(sp_arena *a, sp_arena *scratch, sp_node *tree,
			sp_pattern_code *out);

/** The tree as an expression of PCRE2, boundaries included; `out` is cleared. */
void sp_pattern_regex(const sp_node *tree, sp_buf *out);

#endif
