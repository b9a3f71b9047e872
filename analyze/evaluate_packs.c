/* A corpus can have the rows of several packs, and a gold is coded by the issues
 * of one codebook: the rows of the others are neither right nor wrong. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/evaluate_internal.h"
#include "base/mem.h"

/* The pack that has each issue of the gold; NULL while none was seen. */
typedef struct owners {
	sp_nameset issues;
	const char **pack;
} owners;

static bool note_owner(sp_work *w, owners *o, const char *issue,
		       const char *pack, sp_error *err)
{
	size_t i = sp_nameset_find(&o->issues, issue);

	if (i == SP_NO_NAME)
		return true;
	if (o->pack[i])
		return sp_fail(err, SP_EUSAGE, w->path, 0,
			       "its issue '%s' is in the packs '%s' and '%s'; "
			       "evaluate --pack says which one is meant",
			       issue, o->pack[i], pack);
	o->pack[i] = sp_arena_strdup(w->out->arena, pack);
	sp_nameset_add(&w->packs, o->pack[i]);
	return true;
}

static bool find_owners(sp_work *w, owners *o, sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	bool ok = true;
	sp_query *q = sp_query_new(w->corpus,
		"SELECT i.name, k.name FROM issue i JOIN pack k ON k.id = i.pack"
		" ORDER BY k.id, i.id", err);

	if (!q)
		return false;
	while (ok && sp_query_step(q, &local))
		ok = note_owner(w, o, sp_query_text(q, 0), sp_query_text(q, 1),
				err);
	sp_query_free(q);
	return ok && sp_error_pass(err, &local);
}

bool sp_work_choose_packs(sp_work *w, sp_error *err)
{
	owners o = { .pack = NULL };

	if (w->pack)
		return true;
	for (size_t i = 0; i < w->gold.positions.n; i++)
		sp_nameset_add(&o.issues, w->gold.positions.rows[i].issue);
	sp_nameset_sort(&o.issues);
	o.pack = sp_calloc(o.issues.n + 1, sizeof *o.pack);
	bool ok = find_owners(w, &o, err);
	if (ok)
		sp_nameset_sort(&w->packs);
	if (ok && w->packs.n == 1)
		w->pack = w->packs.names[0];
	free(o.pack);
	sp_nameset_release(&o.issues);
	return ok;
}
