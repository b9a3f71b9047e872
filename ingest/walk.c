#include "config.h"

#include "ingest/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"

typedef struct place {
	dev_t dev;
	ino_t ino;
} place;

typedef struct walker {
	sp_walk *w;
	char *root;		/* the folder named, without links; NULL if unknown */
	char **pending;		/* folders still to list */
	size_t npending, pending_cap;
	place *seen;		/* folders listed: a hash table, inode 0 is free */
	size_t nseen, seen_cap;
} walker;

static sp_found new_found(const char *file, sp_file_kind kind, bool named)
{
	sp_buf path = SP_BUF_INIT;

	sp_name_add(&path, file);
	return (sp_found){
		.file = sp_strdup(file), .path = sp_buf_detach(&path, NULL),
		.kind = kind, .named = named,
	};
}

static void free_found(sp_found *f)
{
	free(f->file);
	free(f->path);
	free(f->problem);
}

static sp_found *found(sp_walk *w, const char *file, sp_file_kind kind, bool named)
{
	w->found = sp_grow(w->found, w->n, &w->cap, sizeof *w->found);
	w->found[w->n] = new_found(file, kind, named);
	return &w->found[w->n++];
}

static void problem(sp_walk *w, const char *file, sp_severity severity,
		    bool named, const char *what)
{
	sp_found *f = found(w, file, SP_FILE_OTHER, named);

	f->problem = sp_strdup(what);
	f->severity = severity;
}

static void manifest(sp_walk *w, const char *file)
{
	w->manifests = sp_grow(w->manifests, w->nmanifests, &w->manifests_cap,
			       sizeof *w->manifests);
	w->manifests[w->nmanifests++] = new_found(file, SP_FILE_MANIFEST, false);
}

/* "./a//b/./" -> "a/b": one file has one name in the corpus. */
char *sp_walk_tidy(const char *path)
{
	sp_buf b = SP_BUF_INIT;

	while (strncmp(path, "./", 2) == 0)
		path += 2 + strspn(path + 2, "/");
	for (; *path; path++) {
		bool begins = b.len && b.data[b.len - 1] == '/';
		if (begins && path[0] == '.' && (!path[1] || path[1] == '/'))
			continue;
		if (*path != '/' || !begins)
			sp_buf_addc(&b, *path);
	}
	while (b.len > 1 && b.data[b.len - 1] == '/')
		sp_buf_truncate(&b, b.len - 1);
	if (!b.len)
		sp_buf_addc(&b, '.');
	return sp_buf_detach(&b, NULL);
}

/* ---- folders that were listed ----------------------------------------------------- */

static place *place_of(const walker *k, const place *p)
{
	size_t i = sp_hash64(&p->ino, sizeof p->ino) & (k->seen_cap - 1);

	while (k->seen[i].ino &&
	       (k->seen[i].ino != p->ino || k->seen[i].dev != p->dev))
		i = (i + 1) & (k->seen_cap - 1);
	return &k->seen[i];
}

static void grow_seen(walker *k)
{
	place *old = k->seen;
	size_t n = k->seen_cap;

	k->seen_cap = n ? n * 2 : 64;
	k->seen = sp_calloc(k->seen_cap, sizeof *k->seen);
	for (size_t i = 0; i < n; i++)
		if (old[i].ino)
			*place_of(k, &old[i]) = old[i];
	free(old);
}

static bool seen_before(walker *k, const struct stat *st)
{
	place p = { st->st_dev, st->st_ino };

	if (k->nseen * 2 >= k->seen_cap)
		grow_seen(k);
	place *at = place_of(k, &p);
	if (at->ino)
		return true;
	*at = p;
	k->nseen++;
	return false;
}

/* ---- the entries of a folder -------------------------------------------------------- */

/* What stands behind the root in `target`; NULL if it is not below the root. */
static const char *below(const char *root, const char *target)
{
	size_t n = root ? strlen(root) : 0;

	if (root && strcmp(root, "/") == 0)
		return target + 1;
	if (!root || strncmp(target, root, n) != 0 || (target[n] && target[n] != '/'))
		return NULL;
	return target + n + (target[n] == '/');
}

/* Whether to follow the link `file`, which leads to `st`. Submissions from
 * outside must not make us read what is not theirs, nor read one thing twice. */
static bool follow(walker *k, const char *file, const struct stat *st)
{
	char *target = realpath(file, NULL);
	const char *inside = target ? below(k->root, target) : NULL;
	sp_buf why = SP_BUF_INIT;
	sp_severity severity = SP_WARNING;

	if (!target) {
		sp_buf_addf(&why, "a link that leads nowhere: %s", strerror(errno));
	} else if (!inside) {
		sp_buf_adds(&why, "a link that leads out of the folder, to '");
		sp_name_add(&why, target);
		sp_buf_adds(&why, "': not followed; give that as a PATH to read it");
	} else if (!sp_name_hidden(inside) &&
		   (S_ISDIR(st->st_mode) || sp_name_file_kind(inside) != SP_FILE_OTHER)) {
		sp_buf_adds(&why, "a link to '");
		sp_name_add(&why, *inside ? inside : ".");
		sp_buf_adds(&why, "', which is read in its own place");
		severity = SP_NOTE;
	}
	if (why.len)
		problem(k->w, file, severity, false, why.data);
	bool ok = !why.len;
	sp_buf_release(&why);
	free(target);
	return ok;
}

static const char *special(mode_t mode)
{
	return S_ISFIFO(mode) ? "a FIFO, not a file: not read" :
		S_ISSOCK(mode) ? "a socket, not a file: not read" :
		"a device, not a file: not read";
}

static void entry(walker *k, const char *file, const char *name)
{
	struct stat st, target;
	sp_file_kind kind = sp_name_file_kind(name);

	if (lstat(file, &st) < 0) {
		problem(k->w, file, SP_ERROR, false, strerror(errno));
		return;
	}
	if (S_ISLNK(st.st_mode)) {
		if (stat(file, &target) < 0)
			target = st;
		if (!follow(k, file, &target))
			return;
		st = target;
	}
	if (S_ISDIR(st.st_mode)) {
		if (!seen_before(k, &st)) {
			k->pending = sp_grow(k->pending, k->npending, &k->pending_cap, sizeof *k->pending);
			k->pending[k->npending++] = sp_strdup(file);
		}
	} else if (!S_ISREG(st.st_mode)) {
		problem(k->w, file, SP_WARNING, false, special(st.st_mode));
	} else if (kind == SP_FILE_MANIFEST) {
		manifest(k->w, file);
	} else if (kind != SP_FILE_OTHER) {
		found(k->w, file, kind, false);
	} else {
		sp_skipped_add(&k->w->skipped, name);
	}
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void list(walker *k, const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *e;
	char **names = NULL;
	size_t n = 0, cap = 0;

	if (!dir) {
		problem(k->w, folder, SP_ERROR, false, strerror(errno));
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

/* ---- the paths of the command line --------------------------------------------------- */

static void named(walker *k, const char *given)
{
	struct stat st;
	char *path = sp_walk_tidy(given);

	if (stat(path, &st) < 0)
		problem(k->w, path, SP_ERROR, true, strerror(errno));
	else if (S_ISREG(st.st_mode) && sp_name_file_kind(path) == SP_FILE_MANIFEST)
		manifest(k->w, path);
	else if (S_ISREG(st.st_mode))
		found(k->w, path, sp_name_file_kind(path), true);
	else if (!S_ISDIR(st.st_mode))
		problem(k->w, path, SP_ERROR, true, special(st.st_mode));
	else if (!seen_before(k, &st)) {
		k->root = realpath(path, NULL);
		list(k, path);
	}
	while (k->npending) {
		char *folder = k->pending[--k->npending];
		list(k, folder);
		free(folder);
	}
	free(k->root);
	k->root = NULL;
	free(path);
}

static int by_path(const void *a, const void *b)
{
	const sp_found *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	return order ? order : strcmp(x->file, y->file);
}

/* By one path the corpus means one file, however it was come by. */
static bool is_the_same(const sp_found *a, const sp_found *b)
{
	struct stat x, y;

	return strcmp(a->path, b->path) == 0 && stat(a->file, &x) == 0 &&
		stat(b->file, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static size_t sort(sp_found *found, size_t n)
{
	size_t to = 0;

	if (n)
		qsort(found, n, sizeof *found, by_path);
	for (size_t i = 0; i < n; i++) {
		if (to && (strcmp(found[to - 1].file, found[i].file) == 0 ||
			   is_the_same(&found[to - 1], &found[i])))
			free_found(&found[i]);
		else
			found[to++] = found[i];
	}
	return to;
}

void sp_walk_sort(sp_walk *w)
{
	w->n = sort(w->found, w->n);
	w->nmanifests = sort(w->manifests, w->nmanifests);
}

void sp_walk_run(sp_walk *w, const char *const *paths, size_t n)
{
	walker k = { .w = w };

	*w = (sp_walk){ 0 };
	for (size_t i = 0; i < n; i++)
		named(&k, paths[i]);
	sp_walk_sort(w);
	free(k.pending);
	free(k.seen);
}

void sp_walk_release(sp_walk *w)
{
	for (size_t i = 0; i < w->n; i++)
		free_found(&w->found[i]);
	for (size_t i = 0; i < w->nmanifests; i++)
		free_found(&w->manifests[i]);
	free(w->found);
	free(w->manifests);
}
