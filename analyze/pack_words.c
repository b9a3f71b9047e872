/* The words of a pack: concepts and cues, vocabularies of parsed patterns. */
#include "config.h"

#include <search.h>
#include <string.h>

#include "analyze/pack_internal.h"
#include "base/mem.h"

static const char *const kind_names[SP_CUE_KINDS] = {
	[SP_CUE_ASK] = "ask", [SP_CUE_IMPERATIVE] = "imperative",
	[SP_CUE_COMMIT] = "commit", [SP_CUE_SIDE] = "side",
	[SP_CUE_JUDGE] = "judge", [SP_CUE_EFFECT] = "effect",
	[SP_CUE_VALUE] = "value", [SP_CUE_NEGATION] = "negation",
	[SP_CUE_LACK] = "lack", [SP_CUE_REJECT] = "reject",
	[SP_CUE_SKIP] = "skip", [SP_CUE_STOP] = "stop",
	[SP_CUE_CLAUSE] = "clause", [SP_CUE_CONCEDE] = "concede",
	[SP_CUE_REPORT] = "report", [SP_CUE_SAYS] = "says",
	[SP_CUE_OWN] = "own", [SP_CUE_APPROVE] = "approve",
	[SP_CUE_DISAGREE] = "disagree", [SP_CUE_REFER] = "refer",
	[SP_CUE_MOOD] = "mood", [SP_CUE_FACT] = "fact",
	[SP_CUE_VOICE] = "voice",
	[SP_CUE_SPEAKER] = "speaker", [SP_CUE_BODY] = "body",
	[SP_CUE_MEASURE] = "measure", [SP_CUE_OUTCOME] = "outcome",
};

const char *sp_cue_kind_name(sp_cue_kind kind)
{
	return kind < SP_CUE_KINDS ? kind_names[kind] : "concept";
}

/* A vocabulary's name in the tree that finds it: concepts and cues can be called
 * the same. */
typedef struct vocab_key {
	const char *name;
	bool concept;
	uint32_t number;
} vocab_key;

static int compare_keys(const void *x, const void *y)
{
	const vocab_key *a = x, *b = y;

	return a->concept != b->concept ? a->concept - b->concept :
					  strcmp(a->name, b->name);
}

sp_vocab_build *sp_pack_find_vocab(sp_pack_build *b, const char *name, bool concepts)
{
	const vocab_key key = { .name = name, .concept = concepts };
	void *found = tfind(&key, &b->names, compare_keys);

	return found ? &b->vocabs[(*(const vocab_key **)found)->number] : NULL;
}

/* The first of a name is the one that is found. */
static void add_key(sp_pack_build *b, uint32_t number)
{
	vocab_key *key = sp_arena_alloc(b->a, sizeof *key);

	*key = (vocab_key){ .name = b->vocabs[number].v.name, .number = number,
			    .concept = b->vocabs[number].v.cue == SP_CUE_NONE };
	tsearch(key, &b->names, compare_keys);
}

uint32_t sp_pack_add_vocab(sp_pack_build *b, const char *name, sp_cue_kind cue,
			  int sign, const sp_yaml_node *at)
{
	b->vocabs = sp_grow(b->vocabs, b->nvocabs, &b->cap_vocabs,
			    sizeof *b->vocabs);
	b->vocabs[b->nvocabs] = (sp_vocab_build){ .v = {
		.name = sp_pack_keep(b, name), .cue = cue, .sign = sign,
		.line = at->line, .file = sp_pack_keep(b, sp_yaml_file(b->y)),
		.used = cue != SP_CUE_NONE,
	} };
	add_key(b, (uint32_t)b->nvocabs);
	return (uint32_t)b->nvocabs++;
}

/* The node of a concept is made anew when its list has grown. */
static sp_node *concept_node(void *arg, const char *name)
{
	sp_pack_build *b = arg;
	sp_vocab_build *v = sp_pack_find_vocab(b, name, true);

	if (!v || !v->v.npatterns)
		return NULL;
	v->v.used = true;
	if (v->nany != v->v.npatterns) {
		v->any = sp_pattern_any(b->a, v->trees, v->v.npatterns);
		v->nany = v->v.npatterns;
	}
	return v->any;
}

bool sp_pack_add_pattern(sp_pack_build *b, uint32_t vi, const sp_yaml_node *n)
{
	const char *why = "";
	size_t at = 0;
	sp_pattern_code *code;

	if (n->kind != SP_YAML_SCALAR)
		return sp_pack_fail(b, n, "a pattern must be text, in quotes if it begins with { [ * or '");
	const char *text = sp_pack_keep(b, n->text);
	sp_node *tree = sp_pattern_parse(b->a, text, concept_node, b, &why, &at);
	int column = n->column + (int)at + !n->plain;
	if (!tree)
		return sp_fail_at(b->err, SP_ESYNTAX, sp_yaml_file(b->y),
				  n->line, column, "pattern '%s': %s", text,
				  why);
	code = sp_arena_alloc(b->a, sizeof *code);
	sp_pattern_compile(b->a, b->scratch, tree, code);
	if (!sp_matcher_add(b->o->matcher, code, sp_yaml_file(b->y), n->line,
			    n->column, b->err))
		return false;
	b->patterns = sp_grow(b->patterns, b->npatterns, &b->cap_patterns,
			      sizeof *b->patterns);
	b->patterns[b->npatterns++] = (sp_rule_pattern){ text, vi, n->line,
							 n->column, code };
	sp_vocab_build *v = &b->vocabs[vi];
	v->trees = sp_grow(v->trees, v->v.npatterns, &v->cap_trees,
			   sizeof *v->trees);
	v->trees[v->v.npatterns++] = tree;
	return true;
}

static bool add_patterns(sp_pack_build *b, uint32_t vi, const sp_yaml_node *list)
{
	if (list->kind != SP_YAML_LIST || !list->n)
		return sp_pack_fail(b, list, "a list of patterns is needed");
	for (size_t i = 0; i < list->n; i++)
		if (!sp_pack_add_pattern(b, vi, list->items[i]))
			return false;
	return true;
}

bool sp_pack_load_concepts(sp_pack_build *b, const sp_yaml_node *map)
{
	if (!map)
		return true;
	if (map->kind != SP_YAML_MAP)
		return sp_pack_fail(b, map, "'concepts' must be a map of names to lists");
	for (size_t i = 0; i < map->n; i++) {
		const char *name = map->keys[i]->text;
		if (sp_pack_find_vocab(b, name, true))
			return sp_pack_fail(b, map->keys[i], "the concept '%s' exists already, from a pack that this one extends", name);
		uint32_t vi = sp_pack_add_vocab(b, name, SP_CUE_NONE, 0, map->keys[i]);
		if (!add_patterns(b, vi, map->items[i]))
			return false;
	}
	return true;
}

static bool cue_kind(sp_pack_build *b, const sp_yaml_node *map, sp_cue_kind *kind)
{
	const char *text = NULL;

	if (!sp_yaml_string(b->y, map, "kind", true, &text, b->err))
		return false;
	for (int k = 0; k < SP_CUE_KINDS; k++)
		if (strcmp(kind_names[k], text) == 0) {
			*kind = (sp_cue_kind)k;
			return true;
		}
	return sp_pack_fail(b, sp_yaml_get(map, "kind"), "no kind of cue '%s'", text);
}

static bool cue_sign(sp_pack_build *b, const sp_yaml_node *map, sp_cue_kind kind,
		     int *sign)
{
	const char *text = NULL;
	bool needs = kind == SP_CUE_SIDE || kind == SP_CUE_JUDGE ||
		     kind == SP_CUE_EFFECT || kind == SP_CUE_VALUE ||
		     kind == SP_CUE_OUTCOME;

	if (!sp_yaml_string(b->y, map, "sign", needs, &text, b->err))
		return false;
	*sign = 0;
	if (!text)
		return true;
	if (!needs && kind != SP_CUE_IMPERATIVE)
		return sp_pack_fail(b, sp_yaml_get(map, "sign"), "a cue of kind '%s' has no sign", kind_names[kind]);
	if (strcmp(text, "+") == 0)
		*sign = 1;
	else if (strcmp(text, "-") == 0)
		*sign = -1;
	else
		return sp_pack_fail(b, sp_yaml_get(map, "sign"), "the sign must be \"+\" or \"-\", not '%s'", text);
	return true;
}

bool sp_pack_load_cues(sp_pack_build *b, const sp_yaml_node *map)
{
	static const char *const known[] = { "kind", "sign", "words", NULL };

	if (!map)
		return true;
	if (map->kind != SP_YAML_MAP)
		return sp_pack_fail(b, map, "'cues' must be a map");
	for (size_t i = 0; i < map->n; i++) {
		const sp_yaml_node *c = map->items[i];
		const char *name = map->keys[i]->text;
		sp_cue_kind kind = SP_CUE_NONE;
		int sign = 0;
		if (c->kind != SP_YAML_MAP)
			return sp_pack_fail(b, c, "the cue '%s' must be a map with kind and words", name);
		if (!sp_yaml_known(b->y, c, known, b->err) ||
		    !cue_kind(b, c, &kind) || !cue_sign(b, c, kind, &sign))
			return false;
		if (sp_pack_find_vocab(b, name, false))
			return sp_pack_fail(b, map->keys[i], "the cue '%s' exists already, from a pack that this one extends", name);
		const sp_yaml_node *words = sp_yaml_get(c, "words");
		if (!words)
			return sp_pack_fail(b, c, "the cue '%s' has no words", name);
		if (!add_patterns(b, sp_pack_add_vocab(b, name, kind, sign,
					       map->keys[i]), words))
			return false;
	}
	return true;
}

