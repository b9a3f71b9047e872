/* pack.h - a rule pack, loaded: read-only and shared between threads.
 *
 * The language is described in standpoint-pack(5). */
#ifndef SP_ANALYZE_PACK_H
#define SP_ANALYZE_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyze/matcher.h"
#include "analyze/weights.h"
#include "base/error.h"
#include "base/hash.h"

typedef struct sp_pack sp_pack;

/** What a cue does in a sentence; see the table in standpoint-pack(5). */
typedef enum sp_cue_kind {
	SP_CUE_ASK,
	SP_CUE_IMPERATIVE,
	SP_CUE_COMMIT,
	SP_CUE_SIDE,
	SP_CUE_JUDGE,
	SP_CUE_EFFECT,
	SP_CUE_VALUE,
	SP_CUE_NEGATION,
	SP_CUE_LACK,
	SP_CUE_REJECT,
	SP_CUE_SKIP,
	SP_CUE_STOP,
	SP_CUE_CLAUSE,
	SP_CUE_CONCEDE,
	SP_CUE_REPORT,
	SP_CUE_SAYS,
	SP_CUE_OWN,
	SP_CUE_APPROVE,
	SP_CUE_DISAGREE,
	SP_CUE_REFER,
	SP_CUE_MOOD,
	SP_CUE_FACT,
	SP_CUE_VOICE,
	SP_CUE_SPEAKER,
	SP_CUE_BODY,
	SP_CUE_MEASURE,
	SP_CUE_OUTCOME,
	SP_CUE_KINDS,
	SP_CUE_NONE = SP_CUE_KINDS	/* the vocabulary is a concept */
} sp_cue_kind;

const char *sp_cue_kind_name(sp_cue_kind kind);

/** A named list of patterns: a concept, a cue, or an issue's own list. */
typedef struct sp_vocabulary {
	const char *name;	/* issue lists: "ISSUE/about", ... */
	sp_cue_kind cue;
	int sign;		/* of a cue: +1, -1; 0 if it has none */
	int line;		/* where it is defined */
	const char *file;
	size_t npatterns;
	bool used;		/* by an issue, a cue or another concept */
} sp_vocabulary;

typedef struct sp_rule_pattern {
	const char *text;	/* as written */
	uint32_t vocabulary;
	int line, column;
	const sp_pattern_code *code;
} sp_rule_pattern;

typedef enum sp_role {
	SP_ABOUT,
	SP_AGAINST,
	SP_CONCERNS,
	SP_SUPPORTS,
	SP_OPPOSES,
	SP_EXCEPT
} sp_role;

const char *sp_role_name(sp_role role);

/** How much a sentence must say of a subject for a position. */
typedef enum sp_need { SP_NEED_ANY, SP_NEED_ASK, SP_NEED_NONE } sp_need;

/** An entry of an issue: one vocabulary in a role. It is a rule. */
typedef struct sp_entry {
	uint32_t issue;
	sp_role role;
	uint32_t vocabulary;
	const uint32_t *with;	/* vocabularies; one must occur, if any */
	size_t nwith;
	sp_need need;
	int line;
	const char *name;	/* ISSUE/ROLE/CONCEPT or ISSUE/ROLE/NUMBER */
	const char *pattern;	/* as written, for the corpus */
} sp_entry;

typedef struct sp_issue {
	const char *name, *short_name, *proposition;
	const char *title, *stake;	/* NULL: none */
	size_t dimension;
	double weight;		/* for each row of it; see weights.h */
	int line;
} sp_issue;

typedef struct sp_dimension {
	const char *name, *title;
	int line;
} sp_dimension;

/** A sentence of the pack's own with what must come out for its issue. */
typedef struct sp_example {
	uint32_t issue;
	const char *lead;	/* "" or the lead-in of a list item */
	const char *text;
	bool none;		/* no row of this issue */
	bool oppose, other;
	int line;
} sp_example;

struct sp_pack {
	const char *name, *version, *title, *language, *file;
	char sha256[SP_SHA256_HEX];	/* over all files it is made of */
	const sp_dimension *dimensions;
	size_t ndimensions;
	const sp_issue *issues;
	size_t nissues;
	const sp_vocabulary *vocabularies;
	size_t nvocabularies;
	const sp_rule_pattern *patterns; /* numbered as in the matcher */
	size_t npatterns;
	const sp_entry *entries;
	size_t nentries;
	const sp_example *examples;
	size_t nexamples;
	/* entries by vocabulary: entry_of[first[v] .. first[v + 1]) */
	const uint32_t *entry_of, *first_entry;
	const sp_matcher *matcher;
	sp_weights weights;
};

/**
 * Load a pack: a file, or the name of a built-in one ("ai-policy", "english").
 * Fails at the first fault as file:line:column. Caller frees.
 */
sp_pack *sp_pack_load(const char *file, sp_error *err);
void sp_pack_free(sp_pack *p);

#endif
