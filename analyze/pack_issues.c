/* What a pack decides: dimensions, issues, their entries and examples. */
#include "config.h"

#include <string.h>

#include "analyze/pack_internal.h"
#include "base/mem.h"

/* What charts, and two lines at the head of a page, have room for: characters. */
enum { SHORT_NAME = 26, TITLE = 80, STAKE = 180 };

static const char *const role_names[] = {
	[SP_ABOUT] = "about", [SP_AGAINST] = "against",
	[SP_CONCERNS] = "concerns",
	[SP_SUPPORTS] = "support", [SP_OPPOSES] = "oppose",
	[SP_EXCEPT] = "except",
};

const char *sp_role_name(sp_role role)
{
	return role_names[role];
}

static bool find_dimension(sp_pack_build *b, const sp_yaml_node *at,
			   const char *name, size_t *out)
{
	for (*out = 0; *out < b->ndimensions; (*out)++)
		if (strcmp(b->dimensions[*out].name, name) == 0)
			return true;
	return sp_pack_fail(b, at, "no dimension '%s'", name);
}

/* A reference: the name of a concept, else a pattern of its own. */
static bool reference(sp_pack_build *b, const sp_yaml_node *n, const char *issue,
		      const char *what, uint32_t *vi)
{
	if (n->kind != SP_YAML_SCALAR)
		return sp_pack_fail(b, n, "a concept or a pattern is needed");
	sp_vocab_build *v = sp_pack_find_vocab(b, n->text, true);
	if (v) {
		v->v.used = true;
		*vi = (uint32_t)(v - b->vocabs);
		return true;
	}
	sp_buf name = SP_BUF_INIT;
	sp_buf_addf(&name, "%s/%s", issue, what);
	*vi = sp_pack_add_vocab(b, name.data, SP_CUE_NONE, 0, n);
	b->vocabs[*vi].v.used = true;
	sp_buf_release(&name);
	return sp_pack_add_pattern(b, *vi, n);
}

static bool references(sp_pack_build *b, const sp_yaml_node *list, const char *issue,
		       const char *what, uint32_t **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	if (!list)
		return true;
	if (list->kind != SP_YAML_LIST || !list->n)
		return sp_pack_fail(b, list, "'%s' must be a list", what);
	*out = sp_arena_alloc(b->a, list->n * sizeof **out);
	for (size_t i = 0; i < list->n; i++)
		if (!reference(b, list->items[i], issue, what, &(*out)[(*n)++]))
			return false;
	return true;
}

static bool entry_need(sp_pack_build *b, const sp_yaml_node *map, sp_need *need)
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
	return sp_pack_fail(b, sp_yaml_get(map, "force"), "force is any, ask or none, not '%s'", text);
}

static void add_entry(sp_pack_build *b, sp_entry e, const char *issue,
		      const char *pattern, bool named)
{
	sp_buf name = SP_BUF_INIT;
	size_t number = 1;

	/* those of an issue stand together */
	for (size_t i = b->nentries; i-- > 0 && b->entries[i].issue == e.issue;)
		number += b->entries[i].role == e.role;
	sp_buf_addf(&name, "%s/%s/", issue, role_names[e.role]);
	if (named)
		sp_buf_adds(&name, b->vocabs[e.vocabulary].v.name);
	else
		sp_buf_addf(&name, "%zu", number);
	e.name = sp_pack_keep(b, name.data);
	e.pattern = sp_pack_keep(b, pattern);
	sp_buf_release(&name);
	b->entries = sp_grow(b->entries, b->nentries, &b->cap_entries,
			     sizeof *b->entries);
	b->entries[b->nentries++] = e;
}

static bool plain_entry(sp_pack_build *b, sp_entry e, const char *issue,
			const sp_yaml_node *n)
{
	if (!reference(b, n, issue, role_names[e.role], &e.vocabulary))
		return false;
	bool named = strchr(b->vocabs[e.vocabulary].v.name, '/') == NULL;
	add_entry(b, e, issue, n->text, named);
	return true;
}

static bool map_entry(sp_pack_build *b, sp_entry e, const char *issue,
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
		return sp_pack_fail(b, map, "an entry with conditions needs 'any'");
	if (any->kind == SP_YAML_SCALAR) {
		e.line = any->line;
		return plain_entry(b, e, issue, any);
	}
	if (any->kind != SP_YAML_LIST || !any->n)
		return sp_pack_fail(b, any, "'any' must be a list");
	for (size_t i = 0; i < any->n; i++) {
		e.line = any->items[i]->line;
		if (!plain_entry(b, e, issue, any->items[i]))
			return false;
	}
	return true;
}

static bool load_role(sp_pack_build *b, const sp_yaml_node *issue, const char *name,
		      sp_role role)
{
	const sp_yaml_node *list = sp_yaml_get(issue, role_names[role]);

	if (!list)
		return true;
	if (list->kind != SP_YAML_LIST)
		return sp_pack_fail(b, list, "'%s' must be a list", role_names[role]);
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

static bool load_example(sp_pack_build *b, const sp_yaml_node *n)
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
		return sp_pack_fail(b, n, "an example is written as 'support: A sentence.'");
	for (size_t i = 0; i < n->n; i++) {
		const char *key = n->keys[i]->text;
		size_t k = 0;
		if (n->items[i]->kind != SP_YAML_SCALAR)
			return sp_pack_fail(b, n->items[i], "the example's sentence must be text");
		const char *text = sp_pack_keep(b, n->items[i]->text);
		if (strcmp(key, "lead") == 0) {
			e.lead = text;
			continue;
		}
		while (k < 5 && strcmp(keys[k].key, key) != 0)
			k++;
		if (k == 5)
			return sp_pack_fail(b, n->keys[i], "an example is support, oppose, none, 'support other' or 'oppose other', not '%s'", key);
		e.text = text;
		e.none = keys[k].none;
		e.oppose = keys[k].oppose;
		e.other = keys[k].other;
	}
	if (!e.text)
		return sp_pack_fail(b, n, "an example without a sentence");
	b->examples = sp_grow(b->examples, b->nexamples, &b->cap_examples,
			      sizeof *b->examples);
	b->examples[b->nexamples++] = e;
	return true;
}

static bool load_examples(sp_pack_build *b, const sp_yaml_node *list)
{
	if (!list)
		return true;
	if (list->kind != SP_YAML_LIST)
		return sp_pack_fail(b, list, "'examples' must be a list");
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

/* In `weights` the two could not be told apart. */
static bool is_reason(const char *name)
{
	for (int e = 0; e < SP_REASONS; e++)
		if (strcmp(sp_reason_name((sp_reason)e), name) == 0)
			return true;
	return false;
}

/* A text for charts or heads, where there is room for so many characters. */
static bool load_words(sp_pack_build *b, const sp_yaml_node *n, const char *key,
		       const char *what, size_t most, const char **out)
{
	const char *text = NULL;

	if (!sp_yaml_string(b->y, n, key, false, &text, b->err))
		return false;
	if (text && characters(text) > most)
		return sp_pack_fail(b, sp_yaml_get(n, key),
				    "the %s '%s' has more than %zu characters",
				    what, text, most);
	*out = text ? sp_pack_keep(b, text) : NULL;
	return true;
}

static bool load_issue(sp_pack_build *b, const char *name, const sp_yaml_node *n)
{
	static const char *const known[] = {
		"dimension", "short", "proposition", "title", "stake", "about",
		"against", "concerns", "support", "oppose", "except",
		"examples", NULL
	};
	const char *dimension = NULL, *short_name = NULL, *text = NULL;
	sp_issue issue = { .name = sp_pack_keep(b, name), .line = n->line };

	if (n->kind != SP_YAML_MAP)
		return sp_pack_fail(b, n, "the issue '%s' must be a map", name);
	if (is_reason(name))
		return sp_pack_fail(b, n, "no issue can be called '%s': in 'weights' that is a reason", name);
	if (!sp_yaml_known(b->y, n, known, b->err) ||
	    !sp_yaml_string(b->y, n, "dimension", true, &dimension, b->err) ||
	    !sp_yaml_string(b->y, n, "short", true, &short_name, b->err) ||
	    !sp_yaml_string(b->y, n, "proposition", true, &text, b->err) ||
	    !find_dimension(b, sp_yaml_get(n, "dimension"), dimension,
			    &issue.dimension))
		return false;
	if (!load_words(b, n, "short", "short name", SHORT_NAME,
			&issue.short_name) ||
	    !load_words(b, n, "title", "title", TITLE, &issue.title) ||
	    !load_words(b, n, "stake", "stake", STAKE, &issue.stake))
		return false;
	issue.proposition = sp_pack_keep(b, text);
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

bool sp_pack_load_issues(sp_pack_build *b, const sp_yaml_node *map)
{
	if (!map)
		return true;
	if (map->kind != SP_YAML_MAP)
		return sp_pack_fail(b, map, "'issues' must be a map");
	for (size_t i = 0; i < map->n; i++)
		if (!load_issue(b, map->keys[i]->text, map->items[i]))
			return false;
	return true;
}

bool sp_pack_load_dimensions(sp_pack_build *b, const sp_yaml_node *map)
{
	if (!map)
		return true;
	if (map->kind != SP_YAML_MAP)
		return sp_pack_fail(b, map, "'dimensions' must be a map of names to titles");
	for (size_t i = 0; i < map->n; i++) {
		if (map->items[i]->kind != SP_YAML_SCALAR)
			return sp_pack_fail(b, map->items[i], "the title of a dimension must be text");
		b->dimensions = sp_grow(b->dimensions, b->ndimensions,
					&b->cap_dimensions,
					sizeof *b->dimensions);
		b->dimensions[b->ndimensions++] = (sp_dimension){
			sp_pack_keep(b, map->keys[i]->text), sp_pack_keep(b, map->items[i]->text),
			map->keys[i]->line
		};
	}
	return true;
}

