#include "config.h"

#include "ingest/places.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/path.h"

/* A folder without links, and what the corpus calls it ("": the working folder). */
typedef struct place {
	const char *real, *name;
} place;

/* The folder given as `from` is called `to`; the same: it keeps its name. */
typedef struct change {
	const char *from, *to;
	bool told;		/* it holds documents itself */
} change;

struct sp_places {
	sp_arena *arena;
	sp_corpus *corpus;
	sp_error *err;
	place *places;
	size_t n, cap;
	change *changes;
	size_t nchanges, changes_cap;
};

/* ---- the folders that the corpus knows ------------------------------------------------ */

/* "a/b" seen from `base`. */
static void join(const char *base, const char *path, size_t n, sp_buf *out)
{
	sp_buf_clear(out);
	if (n && *path == '/') {
		sp_buf_add(out, path, n);
		return;
	}
	sp_buf_adds(out, base);
	if (n)
		sp_buf_addc(out, '/');
	sp_buf_add(out, path, n);
}

static size_t parent(const char *path, size_t n)
{
	while (n && path[n - 1] != '/')
		n--;
	return n > 1 ? n - 1 : n;
}

/* How much of `folder` is a folder on the disk, seen from `base`: all of it, or
 * what an archive stands in, of which the rest is a part. False if it is none. */
static bool is_there(const char *base, const char *folder, size_t *n, sp_buf *scratch)
{
	struct stat st;

	*n = strlen(folder);
	for (bool all = true;; all = false) {
		join(base, folder, *n, scratch);
		if (stat(scratch->data, &st) == 0) {
			if (S_ISDIR(st.st_mode))
				return all;
			*n = parent(folder, *n);
			join(base, folder, *n, scratch);
			return true;
		}
		if (!*n || (*n == 1 && *folder == '/'))
			return false;
		*n = parent(folder, *n);
	}
}

static bool add_place(sp_places *p, const char *base, const char *folder, sp_buf *scratch)
{
	size_t n;
	char *real = is_there(base, folder, &n, scratch) ? realpath(scratch->data, NULL) : NULL;

	if (!real)
		return false;
	p->places = sp_grow(p->places, p->n, &p->cap, sizeof *p->places);
	p->places[p->n++] = (place){
		sp_arena_strdup(p->arena, real), sp_arena_strndup(p->arena, folder, n),
	};
	free(real);
	return true;
}

/* A folder is seen from where the first run worked from which it can be seen. */
static bool load(sp_places *p)
{
	char *here = getcwd(NULL, 0);
	sp_query *q = here ? sp_query_new(p->corpus,
		"WITH folders (name) AS (SELECT DISTINCT"
		" rtrim(rtrim(path, replace(path, '/', '')), '/') FROM document),"
		" bases (name, first) AS (SELECT folder, min(id) FROM run"
		" WHERE folder IS NOT NULL AND stage = 'ingest' GROUP BY folder"
		" UNION ALL SELECT ?1, 9e18)"
		" SELECT b.name, f.name FROM folders f, bases b"
		" ORDER BY f.name, b.first", p->err) : NULL;
	sp_buf scratch = SP_BUF_INIT, last = SP_BUF_INIT;
	bool found = false;

	if (q)
		sp_query_bind_text(q, 1, here);
	while (q && sp_query_step(q, p->err)) {
		const char *folder = sp_query_text(q, 1);
		if (strcmp(folder, last.data) != 0)
			found = false;
		sp_buf_clear(&last);
		sp_buf_adds(&last, folder);
		found = found || add_place(p, sp_query_text(q, 0), folder, &scratch);
	}
	sp_query_free(q);
	sp_buf_release(&scratch);
	sp_buf_release(&last);
	free(here);
	return !p->err->code;
}

/* ---- which names change ----------------------------------------------------------------- */

/* Does the corpus hold `folder`/`name`, or members of it? */
static bool holds(sp_places *p, const char *folder, const char *name)
{
	sp_buf path = SP_BUF_INIT;
	sp_known known;

	sp_buf_addf(&path, "%s%s%s", folder, *folder && strcmp(folder, "/") ? "/" : "", name);
	bool found = sp_corpus_known(p->corpus, path.data, &known, p->err) ||
		(sp_name_file_kind(name) == SP_FILE_ARCHIVE &&
		 sp_corpus_holds_below(p->corpus, path.data, p->err));
	sp_buf_release(&path);
	return found;
}

/* Does the corpus hold any of the files found[0..n), all of one folder, in the
 * folder that it calls `name`? */
static bool holds_any(sp_places *p, const sp_found *found, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (!found[i].problem && holds(p, name, sp_path_last(found[i].path)))
			return true;
	return false;
}

static void add_change(sp_places *p, const char *from, const char *to, bool told)
{
	p->changes = sp_grow(p->changes, p->nchanges, &p->changes_cap, sizeof *p->changes);
	p->changes[p->nchanges++] = (change){ from, to, told };
}

/* The folders above go by the names above: a manifest may stand there. */
static void add_folders_above(sp_places *p, const char *from, const char *to)
{
	for (;;) {
		const char *a = sp_path_last(from), *b = sp_path_last(to);
		if (!*a || strcmp(a, b) != 0 || a == from)
			return;
		from = sp_arena_strndup(p->arena, from, parent(from, (size_t)(a - from)));
		to = sp_arena_strndup(p->arena, to, b == to ? 0 : (size_t)(b - to) - 1);
		add_change(p, from, to, false);
		if (!*to)
			return;
	}
}

/* The change of the innermost folder that `path` stands in. */
static const change *find_change(const sp_places *p, const char *path)
{
	const change *best = NULL;

	for (size_t i = 0; i < p->nchanges; i++) {
		const change *c = &p->changes[i];
		size_t n = strlen(c->from);
		bool within = !n ? *path != '/' :
			strncmp(path, c->from, n) == 0 && (path[n] == '/' || c->from[n - 1] == '/');
		if (within && (!best || n > strlen(best->from)))
			best = c;
	}
	return best;
}

/* What `path` is called; caller frees. */
static char *renamed(const sp_places *p, const char *path)
{
	const change *c = find_change(p, path);
	sp_buf out = SP_BUF_INIT;

	if (!c)
		return sp_strdup(path);
	const char *rest = path + strlen(c->from);
	rest += *rest == '/';
	sp_buf_addf(&out, "%s%s%s", c->to, *c->to && *rest && strcmp(c->to, "/") ? "/" : "", rest);
	return sp_buf_detach(&out, NULL);
}

/* What follows from the folder above needs no word. */
static void take(sp_places *p, const char *given, const char *name)
{
	char *follows = renamed(p, given);

	if (strcmp(follows, name) != 0) {
		add_change(p, given, name, true);
		add_folders_above(p, given, name);
	}
	free(follows);
}

/* The files found[0..n) are all of one folder. */
static void decide(sp_places *p, const sp_found *found, size_t n)
{
	size_t len = sp_path_folder(found->path);
	const char *given = sp_arena_strndup(p->arena, found->path, len > 1 ? len - 1 : len);
	char *real = realpath(*given ? given : ".", NULL);
	bool known = false, is_own = false;

	for (size_t i = 0; real && i < p->n; i++)
		known |= strcmp(p->places[i].real, real) == 0 && strcmp(p->places[i].name, given) != 0;
	if (known)
		is_own = holds_any(p, found, n, given);
	for (size_t i = 0; known && !is_own && i < p->n; i++) {
		const place *at = &p->places[i];
		if (strcmp(at->real, real) != 0 || strcmp(at->name, given) == 0 ||
		    !holds_any(p, found, n, at->name))
			continue;
		take(p, given, at->name);
		break;
	}
	if (is_own)
		add_change(p, given, given, false);
	free(real);
}

static void rename_found(const sp_places *p, sp_found *f)
{
	char *path = renamed(p, f->path);

	free(f->path);
	f->path = path;
}

static bool same_folder(const sp_found *a, const sp_found *b)
{
	size_t n = sp_path_folder(a->path);

	return n == sp_path_folder(b->path) && memcmp(a->path, b->path, n) == 0;
}

static int by_folder(const void *a, const void *b)
{
	const sp_found *x = a, *y = b;
	size_t n = sp_path_folder(x->path), m = sp_path_folder(y->path);
	int order = memcmp(x->path, y->path, n < m ? n : m);

	return order ? order : n != m ? (n > m) - (n < m) : strcmp(x->path, y->path);
}

sp_places *sp_places_new(sp_corpus *c, sp_walk *w, sp_error *err)
{
	sp_error own = SP_ERROR_INIT;
	sp_places *p = sp_calloc(1, sizeof *p);

	*p = (sp_places){ .arena = sp_arena_new(), .corpus = c, .err = err ? err : &own };
	if (!load(p)) {
		sp_places_free(p);
		return NULL;
	}
	if (p->n && w->n)
		qsort(w->found, w->n, sizeof *w->found, by_folder);
	for (size_t i = 0, k; p->n && i < w->n; i = k) {
		for (k = i + 1; k < w->n && same_folder(&w->found[i], &w->found[k]); k++)
			;
		decide(p, &w->found[i], k - i);
	}
	for (size_t i = 0; p->nchanges && i < w->n; i++)
		rename_found(p, &w->found[i]);
	for (size_t i = 0; p->nchanges && i < w->nmanifests; i++)
		rename_found(p, &w->manifests[i]);
	sp_walk_sort(w);
	p->err = NULL;
	return p;
}

void sp_places_free(sp_places *p)
{
	if (!p)
		return;
	sp_arena_free(p->arena);
	free(p->places);
	free(p->changes);
	free(p);
}

size_t sp_places_count(const sp_places *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->nchanges; i++)
		n += p->changes[i].told;
	return n;
}

void sp_places_get(const sp_places *p, size_t i, const char **given, const char **known)
{
	for (size_t k = 0; k < p->nchanges; k++) {
		if (!p->changes[k].told || i--)
			continue;
		*given = p->changes[k].from;
		*known = p->changes[k].to;
		return;
	}
}
