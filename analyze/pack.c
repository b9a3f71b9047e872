/* Loading: YAML -> vocabularies of parsed patterns -> one matcher.
 *
 * A pack that extends another takes over its concepts and cues, never its
 * issues. Everything lives in one arena that dies with the pack. */
#include "config.h"

#include "analyze/pack.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/builtin.h"
#include "analyze/pattern.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/yaml.h"

#define MAX_FILE (4u << 20)
#define MAX_EXTENDS 8
#define SHORT_NAME 26		/* characters (report/spec, long names) */

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
};

static const char *const role_names[] = {
	[SP_ABOUT] = "about", [SP_AGAINST] = "against",
	[SP_CONCERNS] = "concerns",
	[SP_SUPPORTS] = "support", [SP_OPPOSES] = "oppose",
	[SP_EXCEPT] = "except",
};

const char *sp_cue_kind_name(sp_cue_kind kind)
{
	return kind < SP_CUE_KINDS ? kind_names[kind] : "concept";
}

const char *sp_role_name(sp_role role)
{
	return role_names[role];
}

/* A vocabulary while it is built: the public part and its parsed trees. */
typedef struct vocab {
	sp_vocabulary v;
	const sp_node **trees;
	size_t cap_trees;
} vocab;

typedef struct owned {
	sp_pack pack;
	sp_arena *arena;
	sp_matcher *matcher;
} owned;

typedef struct builder {
	owned *o;
	sp_arena *a;
	sp_arena *scratch;	/* for one pattern at a time */
	const sp_yaml *y;	/* the file being read */
	sp_error *err;
	vocab *vocabs;
	size_t nvocabs, cap_vocabs;
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
} builder;

#define fail(b, at, ...) sp_yaml_fail((b)->y, at, (b)->err, __VA_ARGS__)

static const char *keep(builder *b, const char *s)
{
	return sp_arena_strdup(b->a, s);
}

/* ---- vocabularies ------------------------------------------------------- */

static vocab *find_vocab(builder *b, const char *name, bool concepts)
{
	for (size_t i = 0; i < b->nvocabs; i++)
		if ((b->vocabs[i].v.cue == SP_CUE_NONE) == concepts &&
		    strcmp(b->vocabs[i].v.name, name) == 0)
			return &b->vocabs[i];
	return NULL;
}

static uint32_t add_vocab(builder *b, const char *name, sp_cue_kind cue,
			  int sign, const sp_yaml_node *at)
{
	b->vocabs = sp_grow(b->vocabs, b->nvocabs, &b->cap_vocabs,
			    sizeof *b->vocabs);
	b->vocabs[b->nvocabs] = (vocab){ .v = {
		.name = keep(b, name), .cue = cue, .sign = sign,
		.line = at->line, .file = keep(b, sp_yaml_file(b->y)),
		.used = cue != SP_CUE_NONE,
	} };
	return (uint32_t)b->nvocabs++;
}

static bool concept_patterns(void *arg, const char *name,
			     const sp_node *const **patterns, size_t *n)
{
	builder *b = arg;
	vocab *v = find_vocab(b, name, true);

	if (!v || !v->v.npatterns)
		return false;
	v->v.used = true;
	*patterns = v->trees;
	*n = v->v.npatterns;
	return true;
}

static bool add_pattern(builder *b, uint32_t vi, const sp_yaml_node *n)
{
	const char *why = "";
	size_t at = 0;
	sp_pattern_code code;

	if (n->kind != SP_YAML_SCALAR)
		return fail(b, n, "a pattern must be text, in quotes if it begins with { [ * or '");
	const char *text = keep(b, n->text);
	const sp_node *tree = sp_pattern_parse(b->a, text, concept_patterns,
					       b, &why, &at);
	int column = n->column + (int)at + !n->plain;
	if (!tree)
		return sp_fail_at(b->err, SP_ESYNTAX, sp_yaml_file(b->y),
				  n->line, column, "pattern '%s': %s", text,
				  why);
	sp_pattern_compile(b->a, b->scratch, tree, &code);
	if (!sp_matcher_add(b->o->matcher, &code, sp_yaml_file(b->y), n->line,
			    n->column, b->err))
		return false;
	b->patterns = sp_grow(b->patterns, b->npatterns, &b->cap_patterns,
			      sizeof *b->patterns);
	b->patterns[b->npatterns++] = (sp_rule_pattern){ text, vi, n->line,
							 n->column };
	vocab *v = &b->vocabs[vi];
	v->trees = sp_grow(v->trees, v->v.npatterns, &v->cap_trees,
			   sizeof *v->trees);
	v->trees[v->v.npatterns++] = tree;
	return true;
}

static bool add_patterns(builder *b, uint32_t vi, const sp_yaml_node *list)
{
	if (list->kind != SP_YAML_LIST || !list->n)
		return fail(b, list, "a list of patterns is needed");
	for (size_t i = 0; i < list->n; i++)
		if (!add_pattern(b, vi, list->items[i]))
			return false;
	return true;
}

static bool load_concepts(builder *b, const sp_yaml_node *map)
{
	if (!map)
		return true;
	if (map->kind != SP_YAML_MAP)
		return fail(b, map, "'concepts' must be a map of names to lists");
	for (size_t i = 0; i < map->n; i++) {
		const char *name = map->keys[i]->text;
		if (find_vocab(b, name, true))
			return fail(b, map->keys[i], "the concept '%s' exists already, from a pack that this one extends", name);
		uint32_t vi = add_vocab(b, name, SP_CUE_NONE, 0, map->keys[i]);
		if (!add_patterns(b, vi, map->items[i]))
			return false;
	}
	return true;
}

static bool cue_kind(builder *b, const sp_yaml_node *map, sp_cue_kind *kind)
{
	const char *text = NULL;

	if (!sp_yaml_string(b->y, map, "kind", true, &text, b->err))
		return false;
	for (int k = 0; k < SP_CUE_KINDS; k++)
		if (strcmp(kind_names[k], text) == 0) {
			*kind = (sp_cue_kind)k;
			return true;
		}
	return fail(b, sp_yaml_get(map, "kind"), "no kind of cue '%s'", text);
}

static bool cue_sign(builder *b, const sp_yaml_node *map, sp_cue_kind kind,
		     int *sign)
{
	const char *text = NULL;
	bool needs = kind == SP_CUE_SIDE || kind == SP_CUE_JUDGE ||
		     kind == SP_CUE_EFFECT || kind == SP_CUE_VALUE;

	if (!sp_yaml_string(b->y, map, "sign", needs, &text, b->err))
		return false;
	*sign = 0;
	if (!text)
		return true;
	if (!needs && kind != SP_CUE_IMPERATIVE)
		return fail(b, sp_yaml_get(map, "sign"), "a cue of kind '%s' has no sign", kind_names[kind]);
	if (strcmp(text, "+") == 0)
		*sign = 1;
	else if (strcmp(text, "-") == 0)
		*sign = -1;
	else
		return fail(b, sp_yaml_get(map, "sign"), "the sign must be \"+\" or \"-\", not '%s'", text);
	return true;
}

static bool load_cues(builder *b, const sp_yaml_node *map)
{
	static const char *const known[] = { "kind", "sign", "words", NULL };

	if (!map)
		return true;
	if (map->kind != SP_YAML_MAP)
		return fail(b, map, "'cues' must be a map");
	for (size_t i = 0; i < map->n; i++) {
		const sp_yaml_node *c = map->items[i];
		const char *name = map->keys[i]->text;
		sp_cue_kind kind = SP_CUE_NONE;
		int sign = 0;
		if (c->kind != SP_YAML_MAP)
			return fail(b, c, "the cue '%s' must be a map with kind and words", name);
		if (!sp_yaml_known(b->y, c, known, b->err) ||
		    !cue_kind(b, c, &kind) || !cue_sign(b, c, kind, &sign))
			return false;
		if (find_vocab(b, name, false))
			return fail(b, map->keys[i], "the cue '%s' exists already, from a pack that this one extends", name);
		const sp_yaml_node *words = sp_yaml_get(c, "words");
		if (!words)
			return fail(b, c, "the cue '%s' has no words", name);
		if (!add_patterns(b, add_vocab(b, name, kind, sign,
					       map->keys[i]), words))
			return false;
	}
	return true;
}

/* ---- issues ------------------------------------------------------------- */

static bool find_dimension(builder *b, const sp_yaml_node *at,
			   const char *name, size_t *out)
{
	for (*out = 0; *out < b->ndimensions; (*out)++)
		if (strcmp(b->dimensions[*out].name, name) == 0)
			return true;
	return fail(b, at, "no dimension '%s'", name);
}

/* A reference: the name of a concept, else a pattern of its own. */
static bool reference(builder *b, const sp_yaml_node *n, const char *issue,
		      const char *what, uint32_t *vi)
{
	if (n->kind != SP_YAML_SCALAR)
		return fail(b, n, "a concept or a pattern is needed");
	vocab *v = find_vocab(b, n->text, true);
	if (v) {
		v->v.used = true;
		*vi = (uint32_t)(v - b->vocabs);
		return true;
	}
	sp_buf name = SP_BUF_INIT;
	sp_buf_addf(&name, "%s/%s", issue, what);
	*vi = add_vocab(b, name.data, SP_CUE_NONE, 0, n);
	b->vocabs[*vi].v.used = true;
	sp_buf_release(&name);
	return add_pattern(b, *vi, n);
}

static bool references(builder *b, const sp_yaml_node *list, const char *issue,
		       const char *what, uint32_t **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	if (!list)
		return true;
	if (list->kind != SP_YAML_LIST || !list->n)
		return fail(b, list, "'%s' must be a list", what);
	*out = sp_arena_alloc(b->a, list->n * sizeof **out);
	for (size_t i = 0; i < list->n; i++)
		if (!reference(b, list->items[i], issue, what, &(*out)[(*n)++]))
			return false;
	return true;
}

static bool entry_need(builder *b, const sp_yaml_node *map, sp_need *need)
{
	static const char *const names[] = { "any", "ask", "none" };
	const char *text = NULL;

	if (!sp_yaml_string(b->y, map, "force", false, &text, b->err))
		return false;
	if (!text)
		return true;
	for (int i = 0; i < 3; i++)
		if (strcmp(names[i], text) == 0) {
			*need = (sp_need)i;
			return true;
		}
	return fail(b, sp_yaml_get(map, "force"), "force is any, ask or none, not '%s'", text);
}

static void add_entry(builder *b, sp_entry e, const char *issue,
		      const char *pattern, bool named)
{
	sp_buf name = SP_BUF_INIT;
	size_t number = 1;

	for (size_t i = 0; i < b->nentries; i++)
		number += b->entries[i].issue == e.issue &&
			  b->entries[i].role == e.role;
	sp_buf_addf(&name, "%s/%s/", issue, role_names[e.role]);
	if (named)
		sp_buf_adds(&name, b->vocabs[e.vocabulary].v.name);
	else
		sp_buf_addf(&name, "%zu", number);
	e.name = keep(b, name.data);
	e.pattern = keep(b, pattern);
	sp_buf_release(&name);
	b->entries = sp_grow(b->entries, b->nentries, &b->cap_entries,
			     sizeof *b->entries);
	b->entries[b->nentries++] = e;
}

static bool plain_entry(builder *b, sp_entry e, const char *issue,
			const sp_yaml_node *n)
{
	if (!reference(b, n, issue, role_names[e.role], &e.vocabulary))
		return false;
	bool named = strchr(b->vocabs[e.vocabulary].v.name, '/') == NULL;
	add_entry(b, e, issue, n->text, named);
	return true;
}

static bool map_entry(builder *b, sp_entry e, const char *issue,
		      const sp_yaml_node *map)
{
	static const char *const known[] = { "any", "with", "force", NULL };
	const sp_yaml_node *any = sp_yaml_get(map, "any");
	uint32_t *with;

	if (!sp_yaml_known(b->y, map, known, b->err) ||
	    !entry_need(b, map, &e.need) ||
	    !references(b, sp_yaml_get(map, "with"), issue, "with", &with,
			&e.nwith))
		return false;
	e.with = with;
	if (!any)
		return fail(b, map, "an entry with conditions needs 'any'");
	if (any->kind == SP_YAML_SCALAR) {
		e.line = any->line;
		return plain_entry(b, e, issue, any);
	}
	if (any->kind != SP_YAML_LIST || !any->n)
		return fail(b, any, "'any' must be a list");
	for (size_t i = 0; i < any->n; i++) {
		e.line = any->items[i]->line;
		if (!plain_entry(b, e, issue, any->items[i]))
			return false;
	}
	return true;
}

static bool load_role(builder *b, const sp_yaml_node *issue, const char *name,
		      sp_role role)
{
	const sp_yaml_node *list = sp_yaml_get(issue, role_names[role]);

	if (!list)
		return true;
	if (list->kind != SP_YAML_LIST)
		return fail(b, list, "'%s' must be a list", role_names[role]);
	for (size_t i = 0; i < list->n; i++) {
		const sp_yaml_node *n = list->items[i];
		sp_entry e = { .issue = (uint32_t)b->nissues, .role = role,
			       .line = n->line };
		bool ok = n->kind == SP_YAML_MAP ? map_entry(b, e, name, n)
						 : plain_entry(b, e, name, n);
		if (!ok)
			return false;
	}
	return true;
}

static bool load_example(builder *b, const sp_yaml_node *n)
{
	static const struct {
		const char *key;
		bool none, oppose, other;
	} keys[] = {
		{ "support", false, false, false },
		{ "oppose", false, true, false },
		{ "none", true, false, false },
		{ "support other", false, false, true },
		{ "oppose other", false, true, true },
	};
	sp_example e = { .issue = (uint32_t)b->nissues, .line = n->line,
			 .lead = "" };

	if (n->kind != SP_YAML_MAP || !n->n)
		return fail(b, n, "an example is written as 'support: A sentence.'");
	for (size_t i = 0; i < n->n; i++) {
		const char *key = n->keys[i]->text;
		size_t k = 0;
		if (n->items[i]->kind != SP_YAML_SCALAR)
			return fail(b, n->items[i], "the example's sentence must be text");
		const char *text = keep(b, n->items[i]->text);
		if (strcmp(key, "lead") == 0) {
			e.lead = text;
			continue;
		}
		while (k < 5 && strcmp(keys[k].key, key) != 0)
			k++;
		if (k == 5)
			return fail(b, n->keys[i], "an example is support, oppose, none, 'support other' or 'oppose other', not '%s'", key);
		e.text = text;
		e.none = keys[k].none;
		e.oppose = keys[k].oppose;
		e.other = keys[k].other;
	}
	if (!e.text)
		return fail(b, n, "an example without a sentence");
	b->examples = sp_grow(b->examples, b->nexamples, &b->cap_examples,
			      sizeof *b->examples);
	b->examples[b->nexamples++] = e;
	return true;
}

static bool load_examples(builder *b, const sp_yaml_node *list)
{
	if (!list)
		return true;
	if (list->kind != SP_YAML_LIST)
		return fail(b, list, "'examples' must be a list");
	for (size_t i = 0; i < list->n; i++)
		if (!load_example(b, list->items[i]))
			return false;
	return true;
}

static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += (*s & 0xC0) != 0x80;
	return n;
}

static bool load_issue(builder *b, const char *name, const sp_yaml_node *n)
{
	static const char *const known[] = {
		"dimension", "short", "proposition", "about", "against",
		"concerns", "support", "oppose", "except", "examples", NULL
	};
	const char *dimension = NULL, *short_name = NULL, *text = NULL;
	sp_issue issue = { .name = keep(b, name), .line = n->line };

	if (n->kind != SP_YAML_MAP)
		return fail(b, n, "the issue '%s' must be a map", name);
	if (!sp_yaml_known(b->y, n, known, b->err) ||
	    !sp_yaml_string(b->y, n, "dimension", true, &dimension, b->err) ||
	    !sp_yaml_string(b->y, n, "short", true, &short_name, b->err) ||
	    !sp_yaml_string(b->y, n, "proposition", true, &text, b->err) ||
	    !find_dimension(b, sp_yaml_get(n, "dimension"), dimension,
			    &issue.dimension))
		return false;
	if (characters(short_name) > SHORT_NAME)
		return fail(b, sp_yaml_get(n, "short"), "the short name '%s' has more than 26 characters", short_name);
	issue.short_name = keep(b, short_name);
	issue.proposition = keep(b, text);
	for (int role = SP_ABOUT; role <= SP_EXCEPT; role++)
		if (!load_role(b, n, name, (sp_role)role))
			return false;
	if (!load_examples(b, sp_yaml_get(n, "examples")))
		return false;
	b->issues = sp_grow(b->issues, b->nissues, &b->cap_issues,
			    sizeof *b->issues);
	b->issues[b->nissues++] = issue;
	return true;
}

static bool load_issues(builder *b, const sp_yaml_node *map)
{
	if (!map)
		return true;
	if (map->kind != SP_YAML_MAP)
		return fail(b, map, "'issues' must be a map");
	for (size_t i = 0; i < map->n; i++)
		if (!load_issue(b, map->keys[i]->text, map->items[i]))
			return false;
	return true;
}

static bool load_dimensions(builder *b, const sp_yaml_node *map)
{
	if (!map)
		return true;
	if (map->kind != SP_YAML_MAP)
		return fail(b, map, "'dimensions' must be a map of names to titles");
	for (size_t i = 0; i < map->n; i++) {
		if (map->items[i]->kind != SP_YAML_SCALAR)
			return fail(b, map->items[i], "the title of a dimension must be text");
		b->dimensions = sp_grow(b->dimensions, b->ndimensions,
					&b->cap_dimensions,
					sizeof *b->dimensions);
		b->dimensions[b->ndimensions++] = (sp_dimension){
			keep(b, map->keys[i]->text), keep(b, map->items[i]->text)
		};
	}
	return true;
}

/* ---- files -------------------------------------------------------------- */

/* A name without a slash or dot is a built-in pack unless such a file exists. */
static bool read_pack(const char *file, sp_buf *text, sp_error *err)
{
	const char *builtin = sp_builtin_pack(file);

	/* a file of that name is called ./NAME: what stands in the current
	 * folder must not change what a name means */
	if (builtin) {
		sp_buf_adds(text, builtin);
		return true;
	}
	return sp_buf_read(text, file, MAX_FILE, err);
}

static bool load_file(builder *b, const char *file, int depth);

/* A pack named in `extends`: a built-in one, or a file beside this one. */
static bool extend(builder *b, const char *file, const sp_yaml_node *n,
		   int depth)
{
	sp_buf path = SP_BUF_INIT;
	const char *slash = strrchr(file, '/');

	if (n->kind != SP_YAML_SCALAR)
		return fail(b, n, "'extends' is a list of packs");
	if (depth >= MAX_EXTENDS)
		return fail(b, n, "packs extend each other in a circle, or too deeply: '%s'", n->text);
	if (!sp_builtin_pack(n->text) && n->text[0] != '/' && slash)
		sp_buf_add(&path, file, (size_t)(slash + 1 - file));
	sp_buf_adds(&path, n->text);
	const sp_yaml *mine = b->y;
	sp_error inner = SP_ERROR_INIT, *outer = b->err;
	b->err = &inner;
	bool ok = load_file(b, path.data, depth + 1);
	b->err = outer;
	b->y = mine;
	if (!ok && inner.code == SP_EIO)
		fail(b, n, "cannot read the pack '%s'", path.data);
	else if (!ok && outer && outer->code == SP_OK)
		*outer = inner;
	sp_buf_release(&path);
	return ok;
}

static bool load_extends(builder *b, const char *file,
			 const sp_yaml_node *list, int depth)
{
	if (!list)
		return true;
	if (list->kind != SP_YAML_LIST)
		return fail(b, list, "'extends' is a list of packs");
	for (size_t i = 0; i < list->n; i++)
		if (!extend(b, file, list->items[i], depth))
			return false;
	return true;
}

static bool load_head(builder *b, const sp_yaml_node *root)
{
	const char *name = NULL, *version = NULL, *title = NULL;
	const char *language = "en";

	if (!sp_yaml_string(b->y, root, "pack", true, &name, b->err) ||
	    !sp_yaml_string(b->y, root, "version", true, &version, b->err) ||
	    !sp_yaml_string(b->y, root, "title", true, &title, b->err) ||
	    !sp_yaml_string(b->y, root, "language", false, &language, b->err))
		return false;
	b->o->pack.name = keep(b, name);
	b->o->pack.version = keep(b, version);
	b->o->pack.title = keep(b, title);
	b->o->pack.language = keep(b, language);
	return true;
}

static bool load_root(builder *b, const char *file, const sp_yaml_node *root,
		      int depth)
{
	static const char *const known[] = {
		"pack", "version", "title", "language", "extends",
		"dimensions", "concepts", "cues", "issues", NULL
	};

	if (!root || root->kind != SP_YAML_MAP)
		return sp_fail(b->err, SP_ESYNTAX, file, 1,
			       "is not a rule pack: a map with 'pack', 'version', 'title' is needed");
	if (!sp_yaml_known(b->y, root, known, b->err) ||
	    !load_extends(b, file, sp_yaml_get(root, "extends"), depth))
		return false;
	if (depth == 0 &&
	    (!load_head(b, root) ||
	     !load_dimensions(b, sp_yaml_get(root, "dimensions"))))
		return false;
	return load_concepts(b, sp_yaml_get(root, "concepts")) &&
	       load_cues(b, sp_yaml_get(root, "cues")) &&
	       (depth > 0 || load_issues(b, sp_yaml_get(root, "issues")));
}

static bool load_file(builder *b, const char *file, int depth)
{
	sp_buf text = SP_BUF_INIT;
	sp_yaml *y = NULL;
	bool ok = false;

	if (!read_pack(file, &text, b->err))
		goto done;
	sp_buf_add(&b->sources, text.data, text.len);
	y = sp_yaml_parse(file, text.data, text.len, b->err);
	if (!y)
		goto done;
	b->y = y;
	ok = load_root(b, file, sp_yaml_root(y), depth);
done:
	sp_yaml_free(y);
	sp_buf_release(&text);
	return ok;
}

/* ---- finishing ---------------------------------------------------------- */

static void *store(builder *b, const void *array, size_t n, size_t size)
{
	void *copy = sp_arena_alloc(b->a, n * size);

	if (n)
		memcpy(copy, array, n * size);
	return copy;
}

static void index_entries(builder *b, sp_pack *p)
{
	uint32_t *first = sp_arena_alloc(b->a, (b->nvocabs + 1) *
					 sizeof *first);
	uint32_t *entry_of = sp_arena_alloc(b->a, b->nentries *
					    sizeof *entry_of);
	uint32_t at = 0;

	for (size_t v = 0; v < b->nvocabs; v++) {
		first[v] = at;
		for (size_t e = 0; e < b->nentries; e++)
			if (b->entries[e].vocabulary == v)
				entry_of[at++] = (uint32_t)e;
	}
	first[b->nvocabs] = at;
	p->first_entry = first;
	p->entry_of = entry_of;
}

static void finish(builder *b, const char *file)
{
	sp_pack *p = &b->o->pack;
	sp_vocabulary *v = sp_arena_alloc(b->a, b->nvocabs * sizeof *v);

	for (size_t i = 0; i < b->nvocabs; i++)
		v[i] = b->vocabs[i].v;
	p->file = keep(b, file);
	p->vocabularies = v;
	p->nvocabularies = b->nvocabs;
	p->patterns = store(b, b->patterns, b->npatterns, sizeof *b->patterns);
	p->npatterns = b->npatterns;
	p->issues = store(b, b->issues, b->nissues, sizeof *b->issues);
	p->nissues = b->nissues;
	p->entries = store(b, b->entries, b->nentries, sizeof *b->entries);
	p->nentries = b->nentries;
	p->examples = store(b, b->examples, b->nexamples, sizeof *b->examples);
	p->nexamples = b->nexamples;
	p->dimensions = store(b, b->dimensions, b->ndimensions,
			      sizeof *b->dimensions);
	p->ndimensions = b->ndimensions;
	index_entries(b, p);
	sp_sha256(b->sources.data, b->sources.len, p->sha256);
	sp_matcher_build(b->o->matcher);
	p->matcher = b->o->matcher;
}

static void release(builder *b)
{
	for (size_t i = 0; i < b->nvocabs; i++)
		free(b->vocabs[i].trees);
	free(b->vocabs);
	free(b->patterns);
	free(b->issues);
	free(b->entries);
	free(b->examples);
	free(b->dimensions);
	sp_buf_release(&b->sources);
	sp_arena_free(b->scratch);
}

sp_pack *sp_pack_load(const char *file, sp_error *err)
{
	owned *o = sp_calloc(1, sizeof *o);
	builder b = { .o = o, .err = err, .sources = SP_BUF_INIT };
	sp_error local = SP_ERROR_INIT;

	if (!err)
		b.err = &local;
	o->arena = b.a = sp_arena_new();
	b.scratch = sp_arena_new();
	o->matcher = sp_matcher_new();
	bool ok = load_file(&b, file, 0);
	if (ok)
		finish(&b, file);
	release(&b);
	if (ok)
		return &o->pack;
	sp_pack_free(&o->pack);
	return NULL;
}

void sp_pack_free(sp_pack *p)
{
	/* the pack is the first member of what owns it */
	owned *o = (owned *)p;

	if (!p)
		return;
	sp_matcher_free(o->matcher);
	sp_arena_free(o->arena);
	free(o);
}
