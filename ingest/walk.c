#include "config.h"

#include "ingest/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/mem.h"

typedef struct place {
	dev_t dev;
	ino_t ino;
} place;

typedef struct walker {
	sp_walk *w;
	char **todo;		/* folders still to list */
	size_t ntodo, todo_cap;
	place *seen;		/* folders listed */
	size_t nseen, seen_cap;
} walker;

static void found(sp_walk *w, const char *path, const char *problem, bool named)
{
	w->found = sp_grow(w->found, w->n, &w->cap, sizeof *w->found);
	w->found[w->n++] = (sp_found){
		.path = sp_strdup(path),
		.problem = problem ? sp_strdup(problem) : NULL,
		.named = named,
	};
}

static const char *extension(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot ? dot : "";
}

static bool is_document(const char *name)
{
	static const char *const known[] = { ".html", ".htm", ".xhtml", ".xml", ".txt" };

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcasecmp(extension(name), known[i]) == 0)
			return true;
	return false;
}

/* "./a//b/" -> "a/b": one file has one name in the corpus. */
static char *tidy(const char *path)
{
	sp_buf b = SP_BUF_INIT;

	while (strncmp(path, "./", 2) == 0)
		path += 2 + strspn(path + 2, "/");
	for (; *path; path++)
		if (*path != '/' || !b.len || b.data[b.len - 1] != '/')
			sp_buf_addc(&b, *path);
	while (b.len > 1 && b.data[b.len - 1] == '/')
		sp_buf_truncate(&b, b.len - 1);
	if (!b.len)
		sp_buf_addc(&b, '.');
	return sp_buf_detach(&b, NULL);
}

static bool seen_before(walker *k, const struct stat *st)
{
	for (size_t i = 0; i < k->nseen; i++)
		if (k->seen[i].dev == st->st_dev && k->seen[i].ino == st->st_ino)
			return true;
	k->seen = sp_grow(k->seen, k->nseen, &k->seen_cap, sizeof *k->seen);
	k->seen[k->nseen++] = (place){ st->st_dev, st->st_ino };
	return false;
}

static void manifest(sp_walk *w, const char *path)
{
	w->manifests = sp_grow(w->manifests, w->nmanifests, &w->manifests_cap,
			       sizeof *w->manifests);
	w->manifests[w->nmanifests++] = sp_strdup(path);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* One entry of a folder. */
static void entry(walker *k, const char *path, const char *name)
{
	struct stat st;

	if (stat(path, &st) < 0) {
		if (is_document(name))
			found(k->w, path, strerror(errno), false);
		return;
	}
	if (S_ISDIR(st.st_mode)) {
		if (!seen_before(k, &st)) {
			k->todo = sp_grow(k->todo, k->ntodo, &k->todo_cap, sizeof *k->todo);
			k->todo[k->ntodo++] = sp_strdup(path);
		}
	} else if (!S_ISREG(st.st_mode)) {
		k->w->skipped++;
	} else if (strcmp(name, "manifest.tsv") == 0) {
		manifest(k->w, path);
	} else if (is_document(name)) {
		found(k->w, path, NULL, false);
	} else {
		k->w->skipped++;
	}
}

static void list(walker *k, const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *e;
	char **names = NULL;
	size_t n = 0, cap = 0;

	if (!dir) {
		found(k->w, folder, strerror(errno), false);
		return;
	}
	while ((e = readdir(dir))) {
		if (e->d_name[0] == '.')
			continue;
		names = sp_grow(names, n, &cap, sizeof *names);
		names[n++] = sp_strdup(e->d_name);
	}
	closedir(dir);
	if (n)
		qsort(names, n, sizeof *names, by_name);
	for (size_t i = 0; i < n; i++) {
		sp_buf path = SP_BUF_INIT;
		if (strcmp(folder, ".") != 0)
			sp_buf_addf(&path, "%s%s", folder, strcmp(folder, "/") ? "/" : "");
		sp_buf_adds(&path, names[i]);
		entry(k, path.data, names[i]);
		sp_buf_release(&path);
		free(names[i]);
	}
	free(names);
}

static void named(walker *k, const char *given)
{
	struct stat st;
	char *path = tidy(given);

	if (stat(path, &st) < 0)
		found(k->w, path, strerror(errno), true);
	else if (S_ISREG(st.st_mode))
		found(k->w, path, NULL, true);
	else if (!S_ISDIR(st.st_mode))
		found(k->w, path, "neither a file nor a folder", true);
	else if (!seen_before(k, &st))
		list(k, path);
	free(path);
	while (k->ntodo) {
		char *folder = k->todo[--k->ntodo];
		list(k, folder);
		free(folder);
	}
}

static int by_path(const void *a, const void *b)
{
	const sp_found *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static void drop_doubles(sp_walk *w)
{
	size_t to = 0;

	for (size_t i = 0; i < w->n; i++) {
		if (to && strcmp(w->found[to - 1].path, w->found[i].path) == 0) {
			free(w->found[i].path);
			free(w->found[i].problem);
		} else {
			w->found[to++] = w->found[i];
		}
	}
	w->n = to;
}

void sp_walk_run(sp_walk *w, const char *const *paths, size_t n)
{
	walker k = { .w = w };

	*w = (sp_walk){ 0 };
	for (size_t i = 0; i < n; i++)
		named(&k, paths[i]);
	if (w->n)
		qsort(w->found, w->n, sizeof *w->found, by_path);
	drop_doubles(w);
	if (w->nmanifests)
		qsort(w->manifests, w->nmanifests, sizeof *w->manifests, by_name);
	free(k.todo);
	free(k.seen);
}

void sp_walk_release(sp_walk *w)
{
	for (size_t i = 0; i < w->n; i++) {
		free(w->found[i].path);
		free(w->found[i].problem);
	}
	for (size_t i = 0; i < w->nmanifests; i++)
		free(w->manifests[i]);
	free(w->found);
	free(w->manifests);
}
