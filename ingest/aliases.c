#include "config.h"

#include "ingest/aliases.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/utf8.h"

enum { ALIASES_MAX = 64 << 20 };

typedef struct table {
	sp_arena *arena;
	sp_alias *list;
	size_t n, cap;
	bool begun;	/* a line that is no comment was met: a header would be the first */
} table;

static char *cell(table *t, const char *s, size_t n)
{
	while (n && strchr(" \r\t", *s))
		s++, n--;
	while (n && strchr(" \r\t", s[n - 1]))
		n--;
	return n ? sp_arena_strndup(t->arena, s, n) : NULL;
}

static bool read_line(table *t, const char *path, int line, const char *s, size_t n,
		      sp_error *err)
{
	const char *tab = memchr(s, '\t', n);
	sp_buf where = SP_BUF_INIT;

	if (!n || *s == '#' || (n == 1 && *s == '\r'))
		return true;
	if (sp_utf8_valid(s, n) != n)
		return sp_fail(err, SP_ESYNTAX, path, line, "not UTF-8");
	char *name = cell(t, s, tab ? (size_t)(tab - s) : n);
	char *alias = tab ? cell(t, tab + 1, n - (size_t)(tab + 1 - s)) : NULL;
	if (!name || !alias)
		return sp_fail(err, SP_ESYNTAX, path, line,
			       "two names with a tab between are needed: as written, and as it is to be");
	if (strchr(alias, '\t'))
		return sp_fail(err, SP_ESYNTAX, path, line, "more than two columns");
	bool first = !t->begun;
	t->begun = true;
	if (first && strcasecmp(name, "name") == 0 && strcasecmp(alias, "canonical") == 0)
		return true;
	sp_buf_addf(&where, "%s:%d", sp_path_last(path), line);
	t->list = sp_grow(t->list, t->n, &t->cap, sizeof *t->list);
	t->list[t->n++] = (sp_alias){
		.name = name, .alias = alias,
		.evidence = sp_arena_strdup(t->arena, where.data),
	};
	sp_buf_release(&where);
	return true;
}

bool sp_aliases_load(sp_corpus *c, const char *path, sp_error *err)
{
	table t = { .arena = sp_arena_new() };
	sp_buf text = SP_BUF_INIT;
	bool ok = sp_buf_read(&text, path, ALIASES_MAX, err);
	const char *s = text.data, *stop = text.data + text.len;

	if (text.len > 2 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
		s += 3;
	for (int line = 1; ok && s < stop; line++) {
		const char *nl = memchr(s, '\n', (size_t)(stop - s));
		const char *end = nl ? nl : stop;
		ok = read_line(&t, path, line, s, (size_t)(end - s), err);
		s = end + 1;
	}
	ok = ok && sp_corpus_set_aliases(c, t.list, t.n, err);
	free(t.list);
	sp_arena_free(t.arena);
	sp_buf_release(&text);
	return ok;
}
