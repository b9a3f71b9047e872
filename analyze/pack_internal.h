/* pack_internal.h - a pack while it is built; for the files that load it. */
#ifndef SP_ANALYZE_PACK_INTERNAL_H
#define SP_ANALYZE_PACK_INTERNAL_H

#include "analyze/pack.h"
#include "analyze/pattern.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/yaml.h"

/* A vocabulary while it is built: the public part and its parsed trees. */
typedef struct sp_vocab_build {
	sp_vocabulary v;
	sp_node **trees;
	size_t cap_trees;
	sp_node *any;		/* stands for the first `nany` of them */
	size_t nany;
} sp_vocab_build;

typedef struct sp_pack_owned {
	sp_pack pack;
	sp_arena *arena;
	sp_matcher *matcher;
} sp_pack_owned;

typedef struct sp_pack_build {
	sp_pack_owned *o;
	sp_arena *a;
	sp_arena *scratch;	/* for one pattern at a time */
	const sp_yaml *y;	/* the file being read */
	sp_error *err;
	sp_vocab_build *vocabs;
	size_t nvocabs, cap_vocabs;
	void *names;		/* of vocabularies: a tree, see pack_words.c */
	sp_rule_pattern *patterns;
	size_t npatterns, cap_patterns;
	sp_issue *issues;
	size_t nissues, cap_issues;
	sp_entry *entries;
	size_t nentries, cap_entries;
	sp_example *examples;
	size_t nexamples, cap_examples;
	sp_dimension *dimensions;
	size_t ndimensions, cap_dimensions;
	sp_buf sources;		/* all files' text, for the hash */
} sp_pack_build;

#define sp_pack_fail(b, at, ...) sp_yaml_fail((b)->y, at, (b)->err, __VA_ARGS__)

/** A copy in the pack's arena. */
const char *sp_pack_keep(sp_pack_build *b, const char *s);

/* pack_words.c: concepts and cues */
sp_vocab_build *sp_pack_find_vocab(sp_pack_build *b, const char *name,
				   bool concepts);
uint32_t sp_pack_add_vocab(sp_pack_build *b, const char *name, sp_cue_kind cue,
			   int sign, const sp_yaml_node *at);
bool sp_pack_add_pattern(sp_pack_build *b, uint32_t vi, const sp_yaml_node *n);
bool sp_pack_load_concepts(sp_pack_build *b, const sp_yaml_node *map);
bool sp_pack_load_cues(sp_pack_build *b, const sp_yaml_node *map);

/* pack_issues.c */
bool sp_pack_load_dimensions(sp_pack_build *b, const sp_yaml_node *map);
bool sp_pack_load_issues(sp_pack_build *b, const sp_yaml_node *map);

#endif
