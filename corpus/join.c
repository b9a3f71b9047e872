/* Names of one submitter, written in several ways, become one submitter.
 *
 * Names are nodes of a graph, by their keys (names.h). Edges that say "the same"
 * (an alias file, a document that calls its submitter by a second full name)
 * join at once. A short name ("EXA") joins the name it is short for only if no
 * other submitter of the corpus is short for the same. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "corpus/internal.h"
#include "corpus/names.h"

typedef enum reason { R_NONE, R_SHORT, R_DOCUMENT, R_FILE } reason;

typedef struct node {
	const char *key;
	size_t up;		/* union-find */
	reason why;
	bool canonical;		/* named so by the alias file */
	bool written;		/* a name of the corpus has this key */
} node;

typedef struct name {
	int64_t id, submitter, documents;
	const char *text;
	const char *joined;	/* as the corpus has it, "" for NULL */
	const char *called;	/* its submitter's name in the corpus */
	size_t node;
} name;

/* "K is short for node": joined when K means nobody else. */
typedef struct edge {
	size_t node, brief;
	reason why;
} edge;

typedef struct join {
	sp_corpus *c;
	sp_error *err;
	sp_arena *arena;
	node *nodes;
	size_t nnodes, nodes_cap;
	size_t *slots, nslots;
	name *names;
	size_t nnames, names_cap;
	edge *edges;
	size_t nedges, edges_cap;
} join;

/* ---- nodes ---------------------------------------------------------------- */

static size_t slot_of(const join *j, const char *key)
{
	size_t i = sp_hash64(key, strlen(key)) & (j->nslots - 1);

	while (j->slots[i] && strcmp(j->nodes[j->slots[i] - 1].key, key) != 0)
		i = (i + 1) & (j->nslots - 1);
	return i;
}

static void grow_slots(join *j)
{
	free(j->slots);
	j->nslots *= 2;
	j->slots = sp_calloc(j->nslots, sizeof *j->slots);
	for (size_t i = 0; i < j->nnodes; i++)
		j->slots[slot_of(j, j->nodes[i].key)] = i + 1;
}

static size_t node_of(join *j, const char *text)
{
	sp_buf key = SP_BUF_INIT;

	sp_name_key(text, &key);
	if (!key.len)
		sp_buf_adds(&key, text);
	size_t s = slot_of(j, key.data), found = j->slots[s];
	if (!found) {
		j->nodes = sp_grow(j->nodes, j->nnodes, &j->nodes_cap, sizeof *j->nodes);
		j->nodes[j->nnodes] = (node){
			.key = sp_arena_strdup(j->arena, key.data), .up = j->nnodes,
		};
		found = j->slots[s] = ++j->nnodes;
		if (j->nnodes * 2 > j->nslots)
			grow_slots(j);
	}
	sp_buf_release(&key);
	return found - 1;
}

static size_t root(join *j, size_t n)
{
	while (j->nodes[n].up != n)
		n = j->nodes[n].up = j->nodes[j->nodes[n].up].up;
	return n;
}

static void unite(join *j, size_t a, size_t b, reason why)
{
	if (j->nodes[a].why < why)
		j->nodes[a].why = why;
	if (j->nodes[b].why < why)
		j->nodes[b].why = why;
	a = root(j, a);
	b = root(j, b);
	j->nodes[a > b ? a : b].up = a < b ? a : b;
}

static void add_edge(join *j, size_t to, size_t brief, reason why)
{
	j->edges = sp_grow(j->edges, j->nedges, &j->edges_cap, sizeof *j->edges);
	j->edges[j->nedges++] = (edge){ to, brief, why };
}

/* ---- loading ----------------------------------------------------------------- */

static bool load_names(join *j)
{
	sp_query *q = sp_query_new(j->c,
		"SELECT n.id, n.name, n.submitter, ifnull(m.documents, 0),"
		" n.joined, s.name FROM submitter_name n"
		" JOIN submitter s ON s.id = n.submitter LEFT JOIN (SELECT value, count(*) AS documents"
		" FROM metadata WHERE field = 'submitter' GROUP BY value) m"
		" ON m.value = n.name ORDER BY n.id", j->err);
	sp_buf alias = SP_BUF_INIT;

	while (q && sp_query_step(q, j->err)) {
		j->names = sp_grow(j->names, j->nnames, &j->names_cap, sizeof *j->names);
		name *n = &j->names[j->nnames++];
		*n = (name){
			.id = sp_query_int(q, 0), .submitter = sp_query_int(q, 2),
			.documents = sp_query_int(q, 3),
			.text = sp_arena_strdup(j->arena, sp_query_text(q, 1)),
			.joined = sp_arena_strdup(j->arena, sp_query_text(q, 4)),
			.called = sp_arena_strdup(j->arena, sp_query_text(q, 5)),
		};
		n->node = node_of(j, n->text);
		j->nodes[n->node].written = true;
		sp_buf_clear(&alias);
		if (sp_name_alias(n->text, &alias))
			add_edge(j, n->node, node_of(j, alias.data), R_SHORT);
	}
	sp_buf_release(&alias);
	sp_query_free(q);
	return !j->err->code;
}

static bool load_aliases(join *j)
{
	sp_query *q = sp_query_new(j->c, "SELECT name, alias, document IS NULL"
				   " FROM submitter_alias ORDER BY id", j->err);

	while (q && sp_query_step(q, j->err)) {
		size_t a = node_of(j, sp_query_text(q, 0));
		size_t b = node_of(j, sp_query_text(q, 1));
		if (sp_query_int(q, 2)) {
			j->nodes[b].canonical = true;
			unite(j, a, b, R_FILE);
		} else if (strchr(j->nodes[b].key, ' ')) {
			unite(j, a, b, R_DOCUMENT);
		} else {
			add_edge(j, a, b, R_DOCUMENT);
		}
	}
	sp_query_free(q);
	return !j->err->code;
}

/* A short name that stands for two submitters joins neither. */
static void join_short_names(join *j)
{
	size_t *means = sp_calloc(j->nnodes + 1, sizeof *means);	/* root + 1 */
	bool *torn = sp_calloc(j->nnodes + 1, sizeof *torn);

	for (size_t i = 0; i < j->nedges; i++) {
		const edge *e = &j->edges[i];
		size_t r = root(j, e->node);
		if (means[e->brief] && means[e->brief] != r + 1)
			torn[e->brief] = true;
		means[e->brief] = r + 1;
	}
	for (size_t i = 0; i < j->nedges; i++)
		if (!torn[j->edges[i].brief])
			unite(j, j->edges[i].node, j->edges[i].brief, j->edges[i].why);
	free(means);
	free(torn);
}

/* ---- groups --------------------------------------------------------------------- */

/* The alias file's name; else the one most documents bear; else the longer. */
static bool is_better(const join *j, const name *a, const name *b)
{
	bool ca = j->nodes[a->node].canonical, cb = j->nodes[b->node].canonical;

	if (ca != cb)
		return ca;
	if (a->documents != b->documents)
		return a->documents > b->documents;
	size_t na = strlen(a->text), nb = strlen(b->text);
	return na != nb ? na > nb : a->id < b->id;
}

/* For each group (by root): its best name, as index + 1. */
static size_t *best_names(join *j)
{
	size_t *best = sp_calloc(j->nnodes + 1, sizeof *best);

	for (size_t i = 0; i < j->nnames; i++) {
		size_t r = root(j, j->names[i].node);
		if (!best[r] || is_better(j, &j->names[i], &j->names[best[r] - 1]))
			best[r] = i + 1;
	}
	return best;
}

typedef struct claim {
	int64_t submitter;
	bool taken;
} claim;

static int by_submitter(const void *x, const void *y)
{
	const claim *a = x, *b = y;

	return (a->submitter > b->submitter) - (a->submitter < b->submitter);
}

/* Which submitter a group is: the first that one of its names had, if no group
 * before it is that one already; 0: a new one. */
static int64_t *choose_submitters(join *j)
{
	int64_t *id = sp_calloc(j->nnodes + 1, sizeof *id);
	claim *claims = sp_calloc(j->nnames + 1, sizeof *claims);
	size_t n = 0;

	for (size_t i = 0; i < j->nnames; i++)
		claims[i].submitter = j->names[i].submitter;
	qsort(claims, j->nnames, sizeof *claims, by_submitter);
	for (size_t i = 0; i < j->nnames; i++)
		if (!n || claims[n - 1].submitter != claims[i].submitter)
			claims[n++] = claims[i];
	for (size_t i = 0; i < j->nnames; i++) {
		size_t r = root(j, j->names[i].node);
		const claim key = { .submitter = j->names[i].submitter };
		claim *c = bsearch(&key, claims, n, sizeof key, by_submitter);
		if (id[r] || !c || c->taken)
			continue;
		c->taken = true;
		id[r] = c->submitter;
	}
	free(claims);
	return id;
}

/* ---- writing ------------------------------------------------------------------------ */

/* A statement's parameters: `id`; `other`, if it is not 0; then the texts. */
static bool run(join *j, sp_stmt which, int64_t id, int64_t other, const char *text,
		const char *more)
{
	sqlite3_stmt *s = sp_stmt_get(j->c, which, j->err);
	int at = 1;

	if (!s)
		return false;
	sqlite3_bind_int64(s, at++, id);
	if (other)
		sqlite3_bind_int64(s, at++, other);
	if (text)
		sp_bind_opt(s, at++, text);
	if (more)
		sp_bind_opt(s, at++, more);
	return sp_stmt_run(j->c, s, j->err);
}

static const char *reason_of(const join *j, const name *n, const name *best)
{
	static const char *const texts[] = {
		[R_NONE] = "same words", [R_SHORT] = "short name",
		[R_DOCUMENT] = "document", [R_FILE] = "alias file",
	};

	if (n == best)
		return NULL;
	return n->node == best->node ? texts[R_NONE] :
		texts[j->nodes[n->node].why > R_NONE ? j->nodes[n->node].why :
		      j->nodes[best->node].why];
}

/* A submitter that is new gets a name nobody has, until all are renamed. */
static bool make_submitter(join *j, int64_t *id, int64_t unique)
{
	if (*id)
		return true;
	if (!run(j, SP_STMT_JOIN_MAKE, unique, 0, NULL, NULL))
		return false;
	*id = sqlite3_last_insert_rowid(j->c->db);
	return true;
}

static bool write_names(join *j, const size_t *best, int64_t *ids, bool *changed)
{
	for (size_t i = 0; i < j->nnames; i++) {
		const name *n = &j->names[i];
		size_t r = root(j, n->node);
		const char *why = reason_of(j, n, &j->names[best[r] - 1]);
		if (!make_submitter(j, &ids[r], n->id))
			return false;
		if ((ids[r] != n->submitter || strcmp(n->joined, why ? why : "") != 0) &&
		    !run(j, SP_STMT_JOIN_NAME, n->id, ids[r], why, NULL))
			return false;
		*changed |= ids[r] != n->submitter;
	}
	return true;
}

static bool move_documents(join *j)
{
	return sp_corpus_exec(j->c,
		"UPDATE document SET submitter = n.submitter FROM metadata m"
		" JOIN submitter_name n ON n.name = m.value"
		" WHERE m.document = document.id AND m.field = 'submitter'"
		" AND document.submitter IS NOT n.submitter", j->err);
}

static bool rename_submitters(join *j, const size_t *best, const int64_t *ids)
{
	sp_buf brief = SP_BUF_INIT;
	bool ok = true;

	for (int pass = 0; pass < 2; pass++) {
		for (size_t r = 0; ok && r < j->nnodes; r++) {
			const name *n = best[r] ? &j->names[best[r] - 1] : NULL;
			if (!n || (n->submitter == ids[r] && strcmp(n->called, n->text) == 0))
				continue;
			sp_buf_clear(&brief);
			sp_short_name(n->text, &brief);
			/* out of the way first: two may exchange their names */
			ok = pass ? run(j, SP_STMT_JOIN_RENAME, ids[r], 0, n->text, brief.data) :
				run(j, SP_STMT_JOIN_ASIDE, ids[r], 0, NULL, NULL);
		}
	}
	sp_buf_release(&brief);
	return ok;
}

static bool write_groups(join *j)
{
	size_t *best = best_names(j);
	int64_t *ids = choose_submitters(j);
	bool changed = false;
	bool ok = write_names(j, best, ids, &changed) &&
		(!changed || move_documents(j)) &&
		sp_corpus_exec(j->c, "DELETE FROM submitter WHERE id NOT IN"
			       " (SELECT submitter FROM submitter_name) AND id NOT IN"
			       " (SELECT submitter FROM document WHERE submitter IS NOT NULL)",
			       j->err) &&
		rename_submitters(j, best, ids);

	free(best);
	free(ids);
	return ok;
}

/* Names that nothing bears any more go; the alias file's name comes. */
static bool tidy(join *j)
{
	return sp_corpus_exec(j->c,
		"DELETE FROM submitter_name WHERE name NOT IN"
		" (SELECT value FROM metadata WHERE field = 'submitter')", j->err);
}

/* The alias file may call a submitter as no document does. */
static bool add_canonical_names(join *j)
{
	sp_query *q = sp_query_new(j->c,
		"SELECT DISTINCT a.alias, n.submitter FROM submitter_alias a"
		" JOIN submitter_name n ON n.name = a.name WHERE a.document IS NULL"
		" AND a.alias NOT IN (SELECT name FROM submitter_name) ORDER BY a.id", j->err);
	bool ok = q != NULL;

	while (ok && sp_query_step(q, j->err))
		ok = run(j, SP_STMT_JOIN_CANONICAL, sp_query_int(q, 1), 0,
			 sp_query_text(q, 0), NULL);
	sp_query_free(q);
	return ok && !j->err->code;
}

/* A manifest's word counts most; then what most documents show. */
static bool set_kinds(join *j)
{
	return sp_corpus_exec(j->c,
		"UPDATE submitter SET type = ifnull((SELECT m.value FROM document d"
		" JOIN metadata m ON m.document = d.id AND m.field = 'submitter_type'"
		" WHERE d.submitter = submitter.id GROUP BY m.value"
		" ORDER BY max(m.source = 'manifest') DESC, count(*) DESC, min(d.id)"
		" LIMIT 1), 'other')", j->err);
}

bool sp_corpus_join_submitters(sp_corpus *c, sp_error *err)
{
	sp_error own = SP_ERROR_INIT;
	join j = { .c = c, .err = err ? err : &own, .arena = sp_arena_new(), .nslots = 256 };
	bool ok;

	j.slots = sp_calloc(j.nslots, sizeof *j.slots);
	ok = sp_corpus_begin(c, j.err) && tidy(&j) && add_canonical_names(&j) &&
		load_names(&j) && load_aliases(&j);
	if (ok) {
		join_short_names(&j);
		ok = write_groups(&j) && set_kinds(&j) && sp_corpus_commit(c, j.err);
	}
	if (!ok)
		sp_corpus_rollback(c);
	sp_arena_free(j.arena);
	free(j.slots);
	free(j.nodes);
	free(j.names);
	free(j.edges);
	return ok;
}

bool sp_corpus_set_aliases(sp_corpus *c, const sp_alias *list, size_t n, sp_error *err)
{
	bool ok = sp_corpus_exec(c, "DELETE FROM submitter_alias WHERE document IS NULL", err);

	for (size_t i = 0; ok && i < n; i++) {
		sqlite3_stmt *s = sp_stmt_get(c, SP_STMT_ALIAS_ADD, err);
		if (!s)
			return false;
		sp_bind_opt(s, 2, list[i].name);
		sp_bind_opt(s, 3, list[i].alias);
		sp_bind_opt(s, 4, list[i].evidence);
		ok = sp_stmt_run(c, s, err);
	}
	return ok;
}
