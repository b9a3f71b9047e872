/* What was met and what is missing is kept in two temporary tables, so that memory
 * does not grow by more than SQLite's cache. */
#include "config.h"

#include "ingest/missing.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "ingest/name.h"
#include "ingest/walk.h"

bool sp_missing_begin(sp_corpus *c, sp_error *err)
{
	return sp_corpus_exec(c,
		"CREATE TEMP TABLE met (path TEXT PRIMARY KEY) WITHOUT ROWID;"
		"CREATE TEMP TABLE missing (document INTEGER PRIMARY KEY)", err);
}

static bool run(sp_corpus *c, const char *sql, const char *text, int64_t id,
		sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	sp_query *q = sp_query_new(c, sql, err);

	if (!q)
		return false;
	if (text)
		sp_query_bind_text(q, 1, text);
	else
		sp_query_bind_int(q, 1, id);
	sp_query_step(q, &local);
	sp_query_free(q);
	return sp_error_pass(err, &local);
}

bool sp_missing_met(sp_corpus *c, const char *path, sp_error *err)
{
	return run(c, "INSERT OR IGNORE INTO met VALUES (?1)", path, 0, err);
}

/* Length of the part of `path` that is a file by its ending: the whole of a
 * document, "in.zip" of "in.zip/a.html"; 0: none, as of a row. */
static size_t file_part(const char *path)
{
	sp_buf part = SP_BUF_INIT;
	size_t n = 0;

	for (const char *end = path; *end && !n; end++) {
		end += strcspn(end, "/");
		sp_buf_clear(&part);
		sp_buf_add(&part, path, (size_t)(end - path));
		sp_file_kind kind = sp_name_file_kind(part.data);
		if (kind == SP_FILE_ARCHIVE || (!*end && kind == SP_FILE_DOCUMENT))
			n = part.len;
		if (!*end)
			break;
	}
	sp_buf_release(&part);
	return n;
}

/* "feed.xml#3" is there as long as feed.xml is. */
static void drop_part(sp_buf *path)
{
	char *hash = strrchr(path->data, '#');

	if (hash && hash[1] && !hash[1 + strspn(hash + 1, "0123456789")])
		sp_buf_truncate(path, (size_t)(hash - path->data));
}

/* Is the file of the document `path` gone? */
static bool is_gone(const char *path, const char *given, const char *known)
{
	sp_buf doc = SP_BUF_INIT, file = SP_BUF_INIT;
	size_t skip = strcmp(known, ".") ? strlen(known) : 0;
	struct stat st;

	sp_buf_adds(&doc, path);
	drop_part(&doc);
	size_t n = file_part(doc.data);
	bool gone = false;
	if (n > skip) {
		/* a member of an archive that is there was not met in it */
		bool member = n < doc.len;
		sp_buf_truncate(&doc, n);
		sp_buf_addf(&file, "%s/%s", given,
			    doc.data + skip + (doc.data[skip] == '/'));
		gone = lstat(file.data, &st) != 0 || member;
	}
	sp_buf_release(&doc);
	sp_buf_release(&file);
	return gone;
}

/* Below the folder ?1 ("." is where all relative paths begin), not met, neither
 * they nor the file of which they are a part; and nothing is wrong with a folder
 * or archive that they are in. '0' is the character behind '/'. */
static const char not_met[] =
	"SELECT d.id, d.path FROM document d WHERE"
	" CASE ?1 WHEN '.' THEN d.path NOT GLOB '/*' AND d.path NOT GLOB '../*'"
	" ELSE d.path > ?1 || '/' AND d.path < ?1 || '0' END"
	" AND d.path NOT IN (SELECT path FROM met)"
	" AND rtrim(rtrim(d.path, '0123456789'), '#') NOT IN (SELECT path FROM met)"
	" AND NOT EXISTS (SELECT 1 FROM problem p WHERE p.stage = 'ingest'"
	"  AND p.severity <> 'note'"
	"  AND substr(d.path, 1, length(p.path) + 1) = p.path || '/')";

/* The corpus knows the folder `given` as `known`. */
static bool look_below(sp_corpus *c, const char *given, const char *known,
		       sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	sp_query *q = sp_query_new(c, not_met, err);
	bool ok = q != NULL;

	if (!ok)
		return false;
	sp_query_bind_text(q, 1, known);
	while (ok && sp_query_step(q, &local))
		if (is_gone(sp_query_text(q, 1), given, known))
			ok = run(c, "INSERT OR IGNORE INTO missing VALUES (?1)",
				 NULL, sp_query_int(q, 0), &local);
	sp_query_free(q);
	return sp_error_pass(err, &local);
}

/* The folder itself and, where folders in it go by other paths, those. */
static bool look_in(sp_corpus *c, const char *folder, const sp_places *places,
		    sp_error *err)
{
	size_t n = strcmp(folder, ".") ? strlen(folder) : 0;
	bool ok = true, itself = false;

	for (size_t i = 0; ok && i < sp_places_count(places); i++) {
		const char *given, *known;
		sp_places_get(places, i, &given, &known);
		given = *given ? given : ".";
		if (strncmp(given, folder, n) || (n && given[n] && given[n] != '/'))
			continue;
		itself |= strcmp(given, folder) == 0;
		ok = look_below(c, given, *known ? known : ".", err);
	}
	return ok && (itself || look_below(c, folder, folder, err));
}

bool sp_missing_look(sp_corpus *c, const char *const *paths, size_t n,
		     const sp_places *places, sp_error *err)
{
	bool ok = true;

	for (size_t i = 0; ok && i < n; i++) {
		char *folder = sp_walk_tidy(paths[i]);
		struct stat st;
		if (stat(paths[i], &st) == 0 && S_ISDIR(st.st_mode))
			ok = look_in(c, folder, places, err);
		free(folder);
	}
	return ok;
}

bool sp_missing_count(sp_corpus *c, size_t *n, sp_error *err)
{
	int64_t all = sp_corpus_int(c, "SELECT count(*) FROM missing", err);

	*n = all > 0 ? (size_t)all : 0;
	return all >= 0;
}

bool sp_missing_remove(sp_corpus *c, sp_error *err)
{
	return sp_corpus_exec(c,
		"DELETE FROM wording WHERE document IN (SELECT document FROM"
		" campaign_member WHERE campaign IN (SELECT campaign FROM"
		" campaign_member WHERE document IN missing));"
		"DELETE FROM problem WHERE path IN (SELECT path FROM document"
		" WHERE id IN missing);"
		"DELETE FROM document WHERE id IN missing", err);
}
