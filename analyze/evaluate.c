/* Gold and corpus are brought to the same shape, rows of documents and issues
 * that have numbers; then found rows are matched with gold rows. */
#include "config.h"

#include "analyze/evaluate.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/evaluate_internal.h"
#include "base/mem.h"

static void warn(sp_work *w, int line, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Written like an error, so that a terminal shows all of them alike. */
static void warn(sp_work *w, int line, const char *fmt, ...)
{
	sp_evaluation *e = w->out;
	sp_error place = SP_ERROR_INIT;
	char what[sizeof place.msg], text[1100];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	sp_fail(&place, SP_ESYNTAX, w->path, line, "%s", what);
	sp_error_text(&place, text, sizeof text);
	const char **grown = sp_arena_alloc(e->arena, (e->nwarnings + 1) *
						      sizeof *grown);
	if (e->nwarnings)
		memcpy(grown, e->warnings, e->nwarnings * sizeof *grown);
	grown[e->nwarnings++] = sp_arena_strdup(e->arena, text);
	e->warnings = grown;
}

/* ---- the corpus ---------------------------------------------------------- */

/* The number of the gold's document that `path` is, or SP_NO_NAME. */
static size_t find_document(sp_work *w, const char *path)
{
	sp_document_base(path, &w->base);
	return sp_nameset_find(&w->documents, w->base.data);
}

/* Mark the gold's documents among the rows of `sql` (path); *n: how many. */
static bool mark_documents(sp_work *w, const char *sql, bool *mark, size_t *n,
			   sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	sp_query *q = sp_query_new(w->corpus, sql, err);

	if (!q)
		return false;
	*n = 0;
	while (sp_query_step(q, &local)) {
		size_t d = find_document(w, sp_query_text(q, 0));
		if (d != SP_NO_NAME && !mark[d]) {
			mark[d] = true;
			++*n;
		}
	}
	sp_query_free(q);
	return sp_error_pass(err, &local);
}

static bool count_documents(sp_work *w, size_t *present, size_t *analysed,
			    sp_error *err)
{
	bool *mark = sp_calloc(w->documents.n, sizeof *mark);
	bool ok = mark_documents(w, "SELECT path FROM document", mark, present,
				 err);

	memset(mark, 0, w->documents.n * sizeof *mark);
	/* a document without text has nothing that could be due */
	ok = ok && mark_documents(w, "SELECT d.path FROM document d"
		" WHERE d.status <> 'ok' OR EXISTS"
		" (SELECT 1 FROM analysis a WHERE a.document = d.id)",
		mark, analysed, err);
	free(mark);
	return ok;
}

static bool check_documents(sp_work *w, sp_error *err)
{
	const char *corpus = sp_corpus_path(w->corpus);
	size_t all = w->documents.n, present, analysed;

	if (!count_documents(w, &present, &analysed, err))
		return false;
	if (!present)
		return sp_fail(err, SP_ENOROW, w->path, 0,
			       "none of its %zu documents is in %s (names are compared without folder and extension)",
			       all, corpus);
	int64_t packs = sp_corpus_int(w->corpus, "SELECT count(*) FROM pack",
				      err);
	if (packs <= 0)	/* below: an error, which stays */
		return sp_fail(err, SP_ENOROW, corpus, 0,
			       "not analysed; run 'standpoint analyze %s' first",
			       corpus);
	w->out->documents = all;
	w->out->absent = all - present;
	if (present < all)
		warn(w, 0, "%zu of %zu documents are not in %s; their positions count as missed",
		     all - present, all, corpus);
	if (analysed < present)
		warn(w, 0, "%zu of %zu documents were not analysed; run 'standpoint analyze %s'",
		     present - analysed, all, corpus);
	return true;
}

/* Several rules on one sentence are one position. `last` chains the found rows
 * of each document, `before` leads from a row to the one before. */
static bool is_repeated(const sp_work *w, const sp_coded *row, size_t last,
			const size_t *before)
{
	for (size_t i = last; i != NONE; i = before[i]) {
		const sp_coded *r = &w->found.rows[i];
		if (r->oppose == row->oppose && r->other == row->other &&
		    strcmp(r->issue, row->issue) == 0 &&
		    strcmp(r->folded.text, row->folded.text) == 0)
			return true;
	}
	return false;
}

static bool take_found(sp_work *w, const sp_query *q, const char *document,
		       size_t last, const size_t *before)
{
	sp_arena *a = w->out->arena;
	sp_coded row = {
		.document = document,
		.sentence = sp_arena_strdup(a, sp_query_text(q, 1)),
		.issue = sp_arena_strdup(a, sp_query_text(q, 2)),
		.oppose = strcmp(sp_query_text(q, 3), "oppose") == 0,
		.other = strcmp(sp_query_text(q, 4), "other") == 0,
		.position = sp_query_int(q, 5),
	};

	sp_fold(a, row.sentence, &row.folded);
	if (is_repeated(w, &row, last, before))
		return false;
	*sp_coding_add(&w->found) = row;
	return true;
}

static bool read_found(sp_work *w, sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	sp_query *q = sp_query_new(w->corpus,
		"SELECT document, sentence, issue, stance, holder, position_id"
		" FROM positions ORDER BY position_id", err);
	size_t *last = sp_calloc(w->documents.n, sizeof *last);
	size_t *before = NULL, cap = 0;

	for (size_t d = 0; d < w->documents.n; d++)
		last[d] = NONE;
	while (q && sp_query_step(q, &local)) {
		size_t d = find_document(w, sp_query_text(q, 0));
		size_t n = w->found.n;
		if (d == SP_NO_NAME ||
		    !take_found(w, q, w->documents.names[d], last[d], before))
			continue;
		before = sp_grow(before, n, &cap, sizeof *before);
		before[n] = last[d];
		last[d] = n;
	}
	free(before);
	free(last);
	bool ok = q != NULL;
	sp_query_free(q);
	return sp_error_pass(err, &local) && ok;
}

/* ---- issues -------------------------------------------------------------- */

static bool warn_unknown_issues(sp_work *w, sp_error *err)
{
	sp_query *q = sp_query_new(w->corpus,
		"SELECT 1 FROM issue WHERE name = ?1", err);
	bool *known = sp_calloc(w->issues.n, sizeof *known);
	sp_error local = SP_ERROR_INIT;

	for (size_t i = 0; q && i < w->gold.n; i++) {
		const sp_coded *row = &w->gold.rows[i];
		size_t issue = sp_work_issue(w, row);
		if (known[issue])
			continue;
		known[issue] = true;	/* or told once */
		sp_query_bind_text(q, 1, row->issue);
		if (!sp_query_step(q, &local) && local.code == SP_OK)
			warn(w, row->line, "no issue '%s' in %s; its positions count as missed",
			     row->issue, sp_corpus_path(w->corpus));
		sp_query_reset(q);
	}
	free(known);
	bool ok = q != NULL;
	sp_query_free(q);
	return sp_error_pass(err, &local) && ok;
}

static void number_issues(sp_work *w)
{
	for (size_t i = 0; i < w->gold.n; i++)
		sp_nameset_add(&w->issues, w->gold.rows[i].issue);
	for (size_t i = 0; i < w->found.n; i++)
		sp_nameset_add(&w->issues, w->found.rows[i].issue);
	sp_nameset_sort(&w->issues);
	w->in_gold = sp_calloc(w->issues.n, sizeof *w->in_gold);
	for (size_t i = 0; i < w->gold.n; i++)
		w->in_gold[sp_work_issue(w, &w->gold.rows[i])] = true;
	for (size_t i = 0; i < w->issues.n; i++)
		w->out->ngold_issues += w->in_gold[i];
}

/* ---- matching rows ------------------------------------------------------- */

static void chain_gold(sp_work *w)
{
	size_t ndocs = w->documents.n;

	w->first = sp_calloc(ndocs, sizeof *w->first);
	w->next = sp_calloc(w->gold.n, sizeof *w->next);
	for (size_t d = 0; d < ndocs; d++)
		w->first[d] = NONE;
	for (size_t i = w->gold.n; i-- > 0;) {
		size_t d = sp_work_document(w, &w->gold.rows[i]);
		w->next[i] = w->first[d];
		w->first[d] = i;
	}
}

/* The free gold row that says the same and shares most words: the first of
 * them. `flipped`: the same of the other side. */
static size_t best_answer(const sp_work *w, const sp_coded *found,
			  const bool *taken, bool flipped)
{
	size_t best = NONE, best_shared = 0;

	for (size_t i = w->first[sp_work_document(w, found)]; i != NONE;
	     i = w->next[i]) {
		const sp_coded *g = &w->gold.rows[i];
		if (taken[i] || g->other != found->other ||
		    (g->oppose != found->oppose) != flipped ||
		    strcmp(g->issue, found->issue) != 0 ||
		    !sp_folded_same(&found->folded, &g->folded))
			continue;
		size_t shared = sp_folded_shared(&found->folded, &g->folded);
		if (best == NONE || shared > best_shared) {
			best = i;
			best_shared = shared;
		}
	}
	return best;
}

static void match_rows(sp_work *w)
{
	w->partner = sp_calloc(w->found.n, sizeof *w->partner);
	w->answered = sp_calloc(w->gold.n, sizeof *w->answered);
	for (size_t i = 0; i < w->found.n; i++) {
		size_t g = best_answer(w, &w->found.rows[i], w->answered,
				       false);
		w->partner[i] = g;
		if (g != NONE)
			w->answered[g] = true;
	}
}

/* The wrong rows are matched once more, with the gold turned round. */
static void count_flips(sp_work *w)
{
	bool *taken = sp_calloc(w->gold.n, sizeof *taken);

	for (size_t i = 0; i < w->found.n; i++) {
		const sp_coded *row = &w->found.rows[i];
		if (w->partner[i] != NONE)
			continue;
		size_t g = best_answer(w, row, taken, true);
		if (g == NONE)
			continue;
		taken[g] = true;
		w->out->flips++;
		w->out->issues[sp_work_issue(w, row)].flips++;
	}
	free(taken);
}

/* ---- stances ------------------------------------------------------------- */

static unsigned char cell_by_name(const char *name)
{
	for (int i = 0; i < SP_CELLS; i++)
		if (strcmp(name, sp_cell_name((sp_cell)i)) == 0)
			return (unsigned char)i;
	return SP_CELL_NONE;
}

static bool read_found_cells(sp_work *w, sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	sp_query *q = sp_query_new(w->corpus,
		"SELECT document, issue, stance FROM stances", err);

	while (q && sp_query_step(q, &local)) {
		size_t d = find_document(w, sp_query_text(q, 0));
		size_t i = sp_nameset_find(&w->issues, sp_query_text(q, 1));
		if (d != SP_NO_NAME && i != SP_NO_NAME)
			w->found_cell[d * w->issues.n + i] |=
				cell_by_name(sp_query_text(q, 2));
	}
	bool ok = q != NULL;
	sp_query_free(q);
	return sp_error_pass(err, &local) && ok;
}

static bool read_cells(sp_work *w, sp_error *err)
{
	size_t n = w->documents.n * w->issues.n;

	w->gold_cell = sp_calloc(n, 1);
	w->found_cell = sp_calloc(n, 1);
	for (size_t i = 0; i < w->gold.n; i++) {
		const sp_coded *row = &w->gold.rows[i];
		if (row->other)
			continue;
		size_t cell = sp_work_document(w, row) * w->issues.n +
			      sp_work_issue(w, row);
		w->gold_cell[cell] |= row->oppose ? SP_CELL_OPPOSE :
						    SP_CELL_SUPPORT;
	}
	return read_found_cells(w, err);
}

/* ---- all together -------------------------------------------------------- */

static void make_issues(sp_work *w)
{
	sp_evaluation *e = w->out;

	e->nissues = w->issues.n;
	e->issues = sp_arena_alloc(e->arena, (e->nissues + 1) *
					     sizeof *e->issues);
	for (size_t i = 0; i < e->nissues; i++) {
		e->issues[i].name = w->issues.names[i];
		e->issues[i].in_gold = w->in_gold[i];
	}
}

static void add_miss(sp_evaluation *e, const sp_coded *row)
{
	e->misses[e->nmisses++] = (sp_miss){
		.found = row->position != 0,
		.document = row->document, .issue = row->issue,
		.sentence = row->sentence,
		.oppose = row->oppose, .other = row->other,
		.line = row->line, .position = row->position,
	};
}

static void list_misses(sp_work *w)
{
	sp_evaluation *e = w->out;

	e->misses = sp_arena_alloc(e->arena, (w->gold.n + w->found.n + 1) *
					     sizeof *e->misses);
	for (size_t i = 0; i < w->gold.n; i++)
		if (!w->answered[i])
			add_miss(e, &w->gold.rows[i]);
	for (size_t i = 0; i < w->found.n; i++)
		if (w->partner[i] == NONE)
			add_miss(e, &w->found.rows[i]);
}

static bool evaluate(sp_work *w, sp_error *err)
{
	if (!sp_gold_read(w->path, w->out->arena, &w->documents, &w->gold,
			  err) ||
	    !check_documents(w, err) || !read_found(w, err))
		return false;
	number_issues(w);
	if (!warn_unknown_issues(w, err) || !read_cells(w, err))
		return false;
	make_issues(w);
	chain_gold(w);
	match_rows(w);
	count_flips(w);
	sp_work_figures(w);
	list_misses(w);
	return true;
}

static void release(sp_work *w)
{
	sp_buf_release(&w->base);
	sp_nameset_release(&w->documents);
	sp_nameset_release(&w->issues);
	sp_coding_release(&w->gold);
	sp_coding_release(&w->found);
	free(w->partner);
	free(w->answered);
	free(w->first);
	free(w->next);
	free(w->gold_cell);
	free(w->found_cell);
	free(w->in_gold);
	free(w->tallies);
	free(w->cells);
}

bool sp_evaluate(sp_corpus *c, const char *gold_path, sp_evaluation *out,
		 sp_error *err)
{
	sp_work w = { .corpus = c, .path = gold_path, .out = out,
		      .base = SP_BUF_INIT };

	*out = (sp_evaluation){ .arena = sp_arena_new() };
	bool ok = evaluate(&w, err);
	release(&w);
	if (!ok)
		sp_evaluation_release(out);
	return ok;
}

void sp_evaluation_release(sp_evaluation *e)
{
	sp_arena_free(e->arena);
	*e = (sp_evaluation){ 0 };
}

const sp_issue_score *sp_evaluation_issue(const sp_evaluation *e,
					  const char *name)
{
	for (size_t i = 0; i < e->nissues; i++)
		if (strcmp(e->issues[i].name, name) == 0)
			return &e->issues[i];
	return NULL;
}
