/* Loading: YAML -> vocabularies of parsed patterns -> one matcher.
 *
 * A pack that extends another takes over its concepts, cues and weights, never
 * its issues. Everything lives in one arena that dies with the pack. */
#include "config.h"

#include "analyze/pack.h"

#include <math.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyze/builtin.h"
#include "analyze/pack_internal.h"
#include "base/mem.h"
#include "base/path.h"

#define MAX_FILE (4u << 20)
#define MAX_EXTENDS 8

const char *sp_pack_keep(sp_pack_build *b, const char *s)
{
	return sp_arena_strdup(b->a, s);
}

/* ---- files -------------------------------------------------------------- */

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

static bool load_file(sp_pack_build *b, const char *file, int depth);

/* A pack named in `extends`: a built-in one, or a file beside this one. */
static bool extend(sp_pack_build *b, const char *file, const sp_yaml_node *n,
		   int depth)
{
	sp_buf path = SP_BUF_INIT;

	if (n->kind != SP_YAML_SCALAR)
		return sp_pack_fail(b, n, "'extends' is a list of packs");
	if (depth >= MAX_EXTENDS)
		return sp_pack_fail(b, n, "packs extend each other in a circle, or too deeply: '%s'", n->text);
	if (!sp_builtin_pack(n->text) && n->text[0] != '/')
		sp_buf_add(&path, file, sp_path_folder(file));
	sp_buf_adds(&path, n->text);
	const sp_yaml *mine = b->y;
	sp_error inner = SP_ERROR_INIT, *outer = b->err;
	b->err = &inner;
	bool ok = load_file(b, path.data, depth + 1);
	b->err = outer;
	b->y = mine;
	if (!ok && inner.code == SP_EIO)
		sp_pack_fail(b, n, "cannot read the pack '%s'", path.data);
	else if (!ok && outer && outer->code == SP_OK)
		*outer = inner;
	sp_buf_release(&path);
	return ok;
}

static bool load_extends(sp_pack_build *b, const char *file,
			 const sp_yaml_node *list, int depth)
{
	if (!list)
		return true;
	if (list->kind != SP_YAML_LIST)
		return sp_pack_fail(b, list, "'extends' is a list of packs");
	for (size_t i = 0; i < list->n; i++)
		if (!extend(b, file, list->items[i], depth))
			return false;
	return true;
}

static bool load_head(sp_pack_build *b, const sp_yaml_node *root)
{
	const char *name = NULL, *version = NULL, *title = NULL;
	const char *language = "en";

	if (!sp_yaml_string(b->y, root, "pack", true, &name, b->err) ||
	    !sp_yaml_string(b->y, root, "version", true, &version, b->err) ||
	    !sp_yaml_string(b->y, root, "title", true, &title, b->err) ||
	    !sp_yaml_string(b->y, root, "language", false, &language, b->err))
		return false;
	b->o->pack.name = sp_pack_keep(b, name);
	b->o->pack.version = sp_pack_keep(b, version);
	b->o->pack.title = sp_pack_keep(b, title);
	b->o->pack.language = sp_pack_keep(b, language);
	return true;
}

/* The number that `key` of `weights` sets: a reason's or an issue's. NULL: none
 * of that name. */
static double *weight_of(sp_pack_build *b, const char *key)
{
	for (int e = 0; e < SP_REASONS; e++)
		if (strcmp(sp_reason_name((sp_reason)e), key) == 0)
			return &b->o->pack.weights.of[e];
	for (size_t i = 0; i < b->nissues; i++)
		if (strcmp(b->issues[i].name, key) == 0)
			return &b->issues[i].weight;
	return NULL;
}

/* Those of a pack that this one extends are overridden one by one. */
static bool load_weights(sp_pack_build *b, const sp_yaml_node *map)
{
	if (!map)
		return true;
	if (map->kind != SP_YAML_MAP)
		return sp_pack_fail(b, map, "'weights' must be a map of reasons and issues to numbers");
	for (size_t i = 0; i < map->n; i++) {
		const sp_yaml_node *n = map->items[i];
		const char *key = map->keys[i]->text;
		double *w = weight_of(b, key);
		char *end = NULL;
		if (!w)
			return sp_pack_fail(b, map->keys[i], "no reason and no issue '%s'", key);
		if (n->kind == SP_YAML_SCALAR)
			*w = strtod(n->text, &end);
		if (!end || end == n->text || *end || !isfinite(*w))
			return sp_pack_fail(b, n, "the weight of '%s' must be a number", key);
		b->o->pack.weights.given = true;
	}
	return true;
}

static bool load_root(sp_pack_build *b, const char *file, const sp_yaml_node *root,
		      int depth)
{
	static const char *const known[] = {
		"pack", "version", "title", "language", "extends",
		"dimensions", "concepts", "cues", "weights", "issues",
		NULL
	};

	if (!root || root->kind != SP_YAML_MAP)
		return sp_fail(b->err, SP_ESYNTAX, file, 1,
			       "is not a rule pack: a map with 'pack', 'version', 'title' is needed");
	if (!sp_yaml_known(b->y, root, known, b->err) ||
	    !load_extends(b, file, sp_yaml_get(root, "extends"), depth))
		return false;
	if (depth == 0 &&
	    (!load_head(b, root) ||
	     !sp_pack_load_dimensions(b, sp_yaml_get(root, "dimensions"))))
		return false;
	return sp_pack_load_concepts(b, sp_yaml_get(root, "concepts")) &&
	       sp_pack_load_cues(b, sp_yaml_get(root, "cues")) &&
	       (depth > 0 ||
		sp_pack_load_issues(b, sp_yaml_get(root, "issues"))) &&
	       load_weights(b, sp_yaml_get(root, "weights"));
}

static bool load_file(sp_pack_build *b, const char *file, int depth)
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

static void *store(sp_pack_build *b, const void *array, size_t n, size_t size)
{
	void *copy = sp_arena_alloc(b->a, n * size);

	if (n)
		memcpy(copy, array, n * size);
	return copy;
}

static void index_entries(sp_pack_build *b, sp_pack *p)
{
	uint32_t *first = sp_arena_alloc(b->a, (b->nvocabs + 1) *
					 sizeof *first);
	uint32_t *entry_of = sp_arena_alloc(b->a, b->nentries *
					    sizeof *entry_of);

	for (size_t e = 0; e < b->nentries; e++)
		first[b->entries[e].vocabulary]++;
	for (size_t v = 0, at = 0; v <= b->nvocabs; v++) {
		at += first[v];
		first[v] = (uint32_t)at;
	}
	for (size_t e = b->nentries; e-- > 0;)
		entry_of[--first[b->entries[e].vocabulary]] = (uint32_t)e;
	p->first_entry = first;
	p->entry_of = entry_of;
}

static void finish(sp_pack_build *b, const char *file)
{
	sp_pack *p = &b->o->pack;
	sp_vocabulary *v = sp_arena_alloc(b->a, b->nvocabs * sizeof *v);

	for (size_t i = 0; i < b->nvocabs; i++)
		v[i] = b->vocabs[i].v;
	p->file = sp_pack_keep(b, file);
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

/* The keys live in the arena. */
static void keep_key(void *key)
{
	(void)key;
}

static void release(sp_pack_build *b)
{
	for (size_t i = 0; i < b->nvocabs; i++)
		free(b->vocabs[i].trees);
	free(b->vocabs);
	tdestroy(b->names, keep_key);
	free(b->patterns);
	free(b->issues);
	free(b->entries);
	free(b->examples);
	free(b->dimensions);
	sp_buf_release(&b->sources);
	sp_arena_free(b->scratch);
}

/* A word that is no file: a built-in pack was meant. */
static bool is_known(const char *file, sp_error *err)
{
	sp_buf names = SP_BUF_INIT;
	const char *name;

	if (sp_builtin_pack(file) || strpbrk(file, "./") || access(file, F_OK) == 0)
		return true;
	for (size_t i = 0; (name = sp_builtin_name(i)); i++)
		sp_buf_addf(&names, "%s%s", i ? ", " : "", name);
	sp_fail(err, SP_EIO, file, 0, "no such file, and no built-in pack: %s",
		names.data);
	sp_buf_release(&names);
	return false;
}

sp_pack *sp_pack_load(const char *file, sp_error *err)
{
	if (!is_known(file, err))
		return NULL;

	sp_pack_owned *o = sp_calloc(1, sizeof *o);
	sp_pack_build b = { .o = o, .err = err, .sources = SP_BUF_INIT };
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
	sp_pack_owned *o = (sp_pack_owned *)p;

	if (!p)
		return;
	sp_matcher_free(o->matcher);
	sp_arena_free(o->arena);
	free(o);
}
