/* Phrases are tried in the order of their rank: the smallest rank that stands
 * somewhere decides the step. Buckets by first letter keep the scan linear. */
#include "config.h"

#include "ingest/kind.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/yaml.h"
#include "ingest/phrase.h"

static const char builtin[] =
#include "ingest/kinds.yaml.h"
	;

static const char *const types[] = {
	"individual", "company", "trade-association", "nonprofit", "academic",
	"government", "other", NULL
};

typedef enum look { LOOK_NAME, LOOK_WE, LOOK_I, LOOK_TEXT } look;
typedef enum special { SPECIAL_NONE, SPECIAL_PERSON, SPECIAL_I } special;

static const char *const look_names[] = {
	[LOOK_NAME] = "name", [LOOK_WE] = "we", [LOOK_I] = "i", [LOOK_TEXT] = "text",
};

typedef struct rule {
	const char *type;
	special special;
	sp_phrase phrase;
	size_t next;		/* index + 1 in the same bucket, of higher rank */
} rule;

/* Rules that share a place to look; rank is the order in the file. */
typedef struct rules {
	rule *list;
	size_t n, cap;
	size_t first[256], last[256];	/* index + 1 */
} rules;

typedef struct step {
	look look;
	rules only_if, rules;	/* `if`: one of these must stand in the name */
} step;

struct sp_kinds {
	sp_arena *arena;
	step *steps;
	size_t n, cap;
	rules we, i;		/* what comes before a description */
	const char **ends;
	size_t nends, ends_cap;
	const char **names;	/* given names: a hash table */
	size_t slots;
};

/* ---- loading ------------------------------------------------------------------------ */

static void add_rule(rules *r, const rule *one)
{
	r->list = sp_grow(r->list, r->n, &r->cap, sizeof *r->list);
	r->list[r->n++] = *one;
	unsigned char c = one->special ? 0 : sp_phrase_first(&one->phrase);
	if (r->last[c])
		r->list[r->last[c] - 1].next = r->n;
	else
		r->first[c] = r->n;
	r->last[c] = r->n;
}

static bool load_phrases(sp_kinds *k, const sp_yaml *y, const sp_yaml_node *list,
			 const char *type, rules *out, sp_error *err)
{
	if (list->kind != SP_YAML_LIST)
		return sp_yaml_fail(y, list, err, "a list of phrases is needed here");
	for (size_t i = 0; i < list->n; i++) {
		const sp_yaml_node *item = list->items[i];
		rule one = { .type = type };
		if (item->kind != SP_YAML_SCALAR)
			return sp_yaml_fail(y, item, err, "a phrase is needed here");
		if (strcmp(item->text, "<person>") == 0)
			one.special = SPECIAL_PERSON;
		else if (strcmp(item->text, "<I>") == 0)
			one.special = SPECIAL_I;
		else if (!sp_phrase_read(item->text, k->arena, &one.phrase))
			return sp_yaml_fail(y, item, err, "'%s' is no phrase: words, "
					    "at most %d, not beginning or ending with '..'",
					    item->text, SP_PHRASE_MAX);
		if (one.special)
			one.phrase.text = sp_arena_strdup(k->arena, item->text);
		add_rule(out, &one);
	}
	return true;
}

static const char *type_of(const char *s)
{
	for (const char *const *t = types; *t; t++)
		if (strcmp(*t, s) == 0)
			return *t;
	return NULL;
}

static bool load_look(const sp_yaml *y, const sp_yaml_node *map, step *s, sp_error *err)
{
	const char *where = NULL;

	if (!sp_yaml_string(y, map, "look", true, &where, err))
		return false;
	for (int i = 0; i <= LOOK_TEXT; i++) {
		if (strcmp(look_names[i], where) == 0) {
			s->look = (look)i;
			return true;
		}
	}
	return sp_yaml_fail(y, sp_yaml_get(map, "look"), err,
			    "'%s' is no place to look: name, we, i or text", where);
}

static bool load_step(sp_kinds *k, const sp_yaml *y, const sp_yaml_node *map,
		      sp_error *err)
{
	if (map->kind != SP_YAML_MAP)
		return sp_yaml_fail(y, map, err, "a step is a map: look, and phrases by kind");
	k->steps = sp_grow(k->steps, k->n, &k->cap, sizeof *k->steps);
	step *s = &k->steps[k->n++];
	*s = (step){ 0 };
	if (!load_look(y, map, s, err))
		return false;
	for (size_t i = 0; i < map->n; i++) {
		const char *key = map->keys[i]->text;
		const char *type = type_of(key);
		if (strcmp(key, "look") == 0)
			continue;
		bool cond = strcmp(key, "if") == 0;
		if (!type && !cond)
			return sp_yaml_fail(y, map->keys[i], err, "no kind '%s'", key);
		if (!load_phrases(k, y, map->items[i], type, cond ? &s->only_if : &s->rules, err))
			return false;
	}
	return true;
}

static size_t name_slot(const sp_kinds *k, const char *w)
{
	size_t i = sp_hash64(w, strlen(w)) & (k->slots - 1);

	while (k->names[i] && strcmp(k->names[i], w) != 0)
		i = (i + 1) & (k->slots - 1);
	return i;
}

static bool load_names(sp_kinds *k, const sp_yaml *y, const sp_yaml_node *root,
		       sp_error *err)
{
	const char *text = "";
	sp_tokens words;

	if (!sp_yaml_string(y, root, "given-names", false, &text, err))
		return false;
	sp_tokens_init(&words);
	sp_tokens_add(&words, text, strlen(text), 0);
	for (k->slots = 16; k->slots < words.n * 2;)
		k->slots *= 2;
	k->names = sp_calloc(k->slots, sizeof *k->names);
	for (size_t i = 0; i < words.n; i++)
		k->names[name_slot(k, sp_token_word(&words, i))] =
			sp_arena_strdup(k->arena, sp_token_word(&words, i));
	sp_tokens_release(&words);
	return true;
}

static bool load_ends(sp_kinds *k, const sp_yaml *y, const sp_yaml_node *root, sp_error *err)
{
	const sp_yaml_node *list = sp_yaml_get(root, "ends");

	if (list && list->kind != SP_YAML_LIST)
		return sp_yaml_fail(y, list, err, "a list of words is needed here");
	for (size_t i = 0; list && i < list->n; i++) {
		if (list->items[i]->kind != SP_YAML_SCALAR)
			return sp_yaml_fail(y, list->items[i], err, "a word is needed here");
		k->ends = sp_grow(k->ends, k->nends, &k->ends_cap, sizeof *k->ends);
		k->ends[k->nends++] = sp_arena_strdup(k->arena, list->items[i]->text);
	}
	return true;
}

static bool load(sp_kinds *k, const sp_yaml *y, sp_error *err)
{
	static const char *const known[] = { "we", "i", "ends", "steps", "given-names", NULL };
	const sp_yaml_node *root = sp_yaml_root(y);
	const sp_yaml_node *steps = root ? sp_yaml_get(root, "steps") : NULL;
	const sp_yaml_node *we = root ? sp_yaml_get(root, "we") : NULL;
	const sp_yaml_node *i = root ? sp_yaml_get(root, "i") : NULL;

	if (!steps || steps->kind != SP_YAML_LIST)
		return sp_fail(err, SP_ESYNTAX, sp_yaml_file(y), 1, "there is no list 'steps'");
	if (!sp_yaml_known(y, root, known, err) || !load_ends(k, y, root, err) ||
	    !load_names(k, y, root, err))
		return false;
	if ((we && !load_phrases(k, y, we, NULL, &k->we, err)) ||
	    (i && !load_phrases(k, y, i, NULL, &k->i, err)))
		return false;
	for (size_t s = 0; s < steps->n; s++)
		if (!load_step(k, y, steps->items[s], err))
			return false;
	return true;
}

sp_kinds *sp_kinds_new(const char *file, sp_error *err)
{
	sp_kinds *k = sp_calloc(1, sizeof *k);
	sp_buf text = SP_BUF_INIT;
	sp_yaml *y = NULL;
	bool ok = true;

	k->arena = sp_arena_new();
	if (file)
		ok = sp_buf_read(&text, file, 16 << 20, err);
	else
		sp_buf_add(&text, builtin, sizeof builtin - 1);
	if (ok)
		y = sp_yaml_parse(file ? file : "kinds.yaml", text.data, text.len, err);
	ok = y && load(k, y, err);
	sp_yaml_free(y);
	sp_buf_release(&text);
	if (ok)
		return k;
	sp_kinds_free(k);
	return NULL;
}

void sp_kinds_free(sp_kinds *k)
{
	if (!k)
		return;
	for (size_t i = 0; i < k->n; i++) {
		free(k->steps[i].only_if.list);
		free(k->steps[i].rules.list);
	}
	free(k->steps);
	free(k->we.list);
	free(k->i.list);
	free(k->ends);
	free(k->names);
	sp_arena_free(k->arena);
	free(k);
}

/* ---- names of persons ------------------------------------------------------------------ */

static bool one_of(const char *const *list, const char *w)
{
	for (; *list; list++)
		if (strcmp(*list, w) == 0)
			return true;
	return false;
}

static bool reads_like_person(const sp_kinds *k, const sp_tokens *t)
{
	static const char *const titles[] = {
		"dr", "mr", "mrs", "ms", "miss", "prof", "professor", "rev", "fr",
		"sir", "hon", NULL
	};
	static const char *const degrees[] = {
		"phd", "md", "jd", "esq", "jr", "sr", "ii", "iii", "rn", "mba", "ms",
		"mph", "cpa", "pe", "facs", "do", "dds", "edd", "llm", NULL
	};
	static const char *const particles[] = {
		"de", "la", "van", "von", "der", "den", "bin", "al", "el", "di", "da",
		"del", "y", "dos", "le", NULL
	};
	size_t i = 0, n = t->n;
	bool titled = n > 1 && one_of(titles, sp_token_word(t, 0));

	if (titled)
		i++;
	while (n > i + 1 && one_of(degrees, sp_token_word(t, n - 1)))
		n--;
	if (n - i > 5)
		return false;
	for (size_t j = i; j < n; j++)
		if ((!(t->list[j].flags & SP_TOKEN_CAPITAL) &&
		     !one_of(particles, sp_token_word(t, j))) ||
		    (sp_token_word(t, j)[0] >= '0' && sp_token_word(t, j)[0] <= '9'))
			return false;
	if (titled || n < t->n)
		return true;
	bool given = k->names[name_slot(k, sp_token_word(t, i))] != NULL;
	if (n - i == 1)
		return given;
	/* "J. Lee", "Lee, Ann" */
	if (t->list[i].len == 1 && n - i <= 4)
		return true;
	return given || ((t->list[i + 1].flags & SP_TOKEN_COMMA) &&
			 k->names[name_slot(k, sp_token_word(t, i + 1))]);
}

/* ---- matching ------------------------------------------------------------------------------ */

typedef struct hit {
	size_t rank;		/* index of the rule; SIZE_MAX: none */
	size_t at, end;		/* tokens */
} hit;

static void try_at(const rules *r, const sp_tokens *t, size_t at, hit *best)
{
	unsigned char letters[2] = { (unsigned char)sp_token_word(t, at)[0], 0 };
	int nletters = t->list[at].flags & SP_TOKEN_NAME ? 2 : 1;

	for (int l = 0; l < nletters; l++) {
		for (size_t i = r->first[letters[l]]; i && i - 1 < best->rank; i = r->list[i - 1].next) {
			size_t end;
			if (!r->list[i - 1].special &&
			    sp_phrase_at(&r->list[i - 1].phrase, t, at, &end))
				*best = (hit){ i - 1, at, end };
		}
	}
}

static hit anywhere(const rules *r, const sp_tokens *t)
{
	hit best = { .rank = SIZE_MAX };

	for (size_t i = 0; i < t->n; i++)
		try_at(r, t, i, &best);
	return best;
}

static bool ends_head(const sp_kinds *k, const sp_tokens *t, size_t i)
{
	for (size_t e = 0; e < k->nends; e++)
		if (sp_token_is(t, i, k->ends[e]))
			return true;
	return false;
}

/* Behind each "we are a": phrases that begin before the description's end. */
static hit described(const sp_kinds *k, const rules *before, const rules *r,
		     const sp_tokens *t)
{
	enum { HEAD = 14 };
	hit best = { .rank = SIZE_MAX };

	for (size_t i = 0; i < t->n; i++) {
		hit anchor = { .rank = SIZE_MAX }, got = best;
		try_at(before, t, i, &anchor);
		if (anchor.rank == SIZE_MAX)
			continue;
		for (size_t at = anchor.end; at < t->n && at < anchor.end + HEAD; at++) {
			if ((t->list[at].flags & SP_TOKEN_START) || ends_head(k, t, at))
				break;
			try_at(r, t, at, &got);
		}
		if (got.rank < best.rank) {
			best = got;
			best.at = i;
		}
	}
	return best;
}

/* "I" at least twice, and half as often as "we" or more. */
static bool says_i(const sp_tokens *t)
{
	static const char *const singular[] = { "i", "my", "me", "i'm", "i've", "myself", "im", NULL };
	static const char *const plural[] = { "we", "our", "us", NULL };
	size_t is = 0, wes = 0;

	for (size_t i = 0; i < t->n; i++) {
		const char *w = sp_token_word(t, i);
		is += one_of(singular, w);
		wes += one_of(plural, w);
	}
	return (is >= 2 || (is && t->n < 150)) && is * 2 >= wes;
}

static hit specials(const sp_kinds *k, const rules *r, const sp_tokens *name,
		    const sp_tokens *text, hit best)
{
	for (size_t i = 0; i < r->n && i < best.rank; i++) {
		bool yes = r->list[i].special == SPECIAL_PERSON ?
			name->n && reads_like_person(k, name) :
			r->list[i].special == SPECIAL_I && text && says_i(text);
		if (yes)
			return (hit){ i, 0, 0 };
	}
	return best;
}

static hit try_step(const sp_kinds *k, const step *s, const sp_tokens *name,
		    const sp_tokens *text)
{
	hit best = { .rank = SIZE_MAX };

	if (s->only_if.n && anywhere(&s->only_if, name).rank == SIZE_MAX)
		return best;
	switch (s->look) {
	case LOOK_NAME:
		best = anywhere(&s->rules, name);
		break;
	case LOOK_WE:
		if (text)
			best = described(k, &k->we, &s->rules, text);
		break;
	case LOOK_I:
		if (text)
			best = described(k, &k->i, &s->rules, text);
		break;
	case LOOK_TEXT:
		if (text)
			best = anywhere(&s->rules, text);
		break;
	}
	return specials(k, &s->rules, name, text, best);
}

static void explain(const step *s, const hit *h, const sp_tokens *name,
		    const sp_tokens *text, sp_buf *why)
{
	const sp_tokens *t = s->look == LOOK_NAME ? name : text;

	sp_buf_addf(why, "%s: %s", look_names[s->look], s->rules.list[h->rank].phrase.text);
	if (s->look == LOOK_NAME || h->end == h->at)
		return;
	sp_buf_adds(why, " in \"");
	for (size_t i = h->at; i < h->end; i++)
		sp_buf_addf(why, "%s%s", i > h->at ? " " : "", sp_token_word(t, i));
	sp_buf_adds(why, "\"");
}

const char *sp_kinds_of(const sp_kinds *k, const char *name, const sp_tokens *text,
			sp_buf *why)
{
	const char *type = NULL;
	sp_tokens words;

	sp_tokens_init(&words);
	if (name)
		sp_tokens_add(&words, name, strlen(name), 0);
	for (size_t i = 0; i < k->n && !type; i++) {
		hit h = try_step(k, &k->steps[i], &words, text);
		if (h.rank == SIZE_MAX)
			continue;
		type = k->steps[i].rules.list[h.rank].type;
		explain(&k->steps[i], &h, &words, text, why);
	}
	sp_tokens_release(&words);
	return type;
}

bool sp_kinds_person(const sp_kinds *k, const char *name)
{
	sp_tokens words;

	sp_tokens_init(&words);
	sp_tokens_add(&words, name, strlen(name), 0);
	bool person = words.n && reads_like_person(k, &words);
	sp_tokens_release(&words);
	return person;
}

bool sp_kinds_organisation(const sp_kinds *k, const char *name)
{
	sp_buf why = SP_BUF_INIT;
	const char *type = sp_kinds_of(k, name, NULL, &why);

	sp_buf_release(&why);
	return type && strcmp(type, "individual") != 0;
}
