#include "config.h"

#include "ingest/tell.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "ingest/name.h"
#include "ingest/walk.h"

/* '/' + 1 is '0': all that begins with the path and a slash lies between. */
static bool forget(sp_teller *t, const char *path, sp_error *err)
{
	sp_buf root = SP_BUF_INIT;
	char *tidy = sp_walk_tidy(path);
	bool all = strcmp(tidy, ".") == 0;
	sp_query *q = sp_query_new(t->corpus, all ?
		"DELETE FROM problem WHERE stage = 'ingest' AND path NOT IN"
		" (SELECT path FROM document)" :
		"DELETE FROM problem WHERE stage = 'ingest' AND (path = ?1 OR"
		" (path >= ?1 || '/' AND path < ?1 || '0')) AND path NOT IN"
		" (SELECT path FROM document)", err);
	sp_error local = SP_ERROR_INIT;

	sp_name_add(&root, tidy);
	free(tidy);
	if (q && !all)
		sp_query_bind_text(q, 1, root.data);
	if (q)
		sp_query_step(q, &local);
	sp_query_free(q);
	sp_buf_release(&root);
	return q && sp_error_pass(err, &local);
}

bool sp_tell_anew(sp_teller *t, const char *const *paths, size_t n, sp_error *err)
{
	bool ok = !t->o->manifest || forget(t, t->o->manifest, err);

	for (size_t i = 0; ok && i < n; i++)
		ok = forget(t, paths[i], err);
	return ok;
}

static void tell(sp_teller *t, const char *path, int line, sp_severity severity,
		 const char *message)
{
	sp_error e = SP_ERROR_INIT;
	char text[1200];

	sp_fail(&e, SP_EIO, path, line, "%s", message);
	t->o->notice(t->o->notice_arg, severity, sp_error_text(&e, text, sizeof text));
}

void sp_tell_line(sp_teller *t, const char *path, int line, sp_severity severity,
		  const char *message)
{
	if (t->o->notice && (severity == SP_ERROR || t->told < SP_TELL_MAX))
		tell(t, path, line, severity, message);
	t->told += severity != SP_ERROR;
}

bool sp_tell(sp_teller *t, const char *path, int line, sp_severity severity,
	     const char *message, sp_error *err)
{
	sp_tell_line(t, path, line, severity, message);
	return sp_corpus_problem(t->corpus, path, "ingest", severity, line, message, err);
}

void sp_tell_end(sp_teller *t)
{
	sp_buf line = SP_BUF_INIT;

	if (t->told > SP_TELL_MAX && t->o->notice) {
		sp_buf_addf(&line, "and %zu more: 'standpoint query %s problems' lists all",
			    t->told - SP_TELL_MAX, sp_corpus_path(t->corpus));
		t->o->notice(t->o->notice_arg, SP_NOTE, line.data);
	}
	sp_buf_release(&line);
}
