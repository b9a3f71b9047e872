/* Gold and corpus are brought to the same shape: rows of documents. */
#include "config.h"

#include "analyze/evaluate_internal.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/count.h"
#include "base/mem.h"

/* Written like an error, so that a terminal shows all of them alike. */
void sp_work_warn(sp_work *w, int line, const char *fmt, ...)
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
	return sp_nameset_find(&w->gold.documents, w->base.data);
}

/* Mark the gold's documents among the rows of `sql` (path); *n: how many. */
static bool mark_documents(sp_work *w, const char *sql, bool *mark, size_t *n,
			   sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	sp_query *q = sp_query_new(w->corpus, sql, err);

	if (!q)
		return false;
	if (sp_query_parameters(q))
		sp_query_bind_text(q, 1, w->pack);
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
	bool *mark = sp_calloc(w->gold.documents.n, sizeof *mark);
	bool ok = mark_documents(w, "SELECT path FROM document", mark, present,
				 err);

	memset(mark, 0, w->gold.documents.n * sizeof *mark);
	/* a document without text has nothing that could be due */
	ok = ok && mark_documents(w, "SELECT d.path FROM document d"
		" WHERE d.status <> 'ok' OR EXISTS"
		" (SELECT 1 FROM analysis a JOIN pack k ON k.id = a.pack"
		"  WHERE a.document = d.id AND k.name = ifnull(?1, k.name))",
		mark, analysed, err);
	free(mark);
	return ok;
}

static bool check_pack(sp_work *w, sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	sp_query *q = sp_query_new(w->corpus,
		"SELECT 1 FROM pack WHERE name = ?1", err);

	if (!q)
		return false;
	sp_query_bind_text(q, 1, w->pack);
	bool known = sp_query_step(q, &local);
	sp_query_free(q);
	if (!sp_error_pass(err, &local))
		return false;
	return known || sp_fail(err, SP_ENOROW, sp_corpus_path(w->corpus), 0,
				"not analysed with a pack '%s'; 'standpoint query %s issues' names them",
				w->pack, sp_corpus_path(w->corpus));
}

static bool check_documents(sp_work *w, sp_error *err)
{
	const char *corpus = sp_corpus_path(w->corpus);
	size_t all = w->gold.documents.n, present, analysed;

	if (!count_documents(w, &present, &analysed, err))
		return false;
	if (!present)
		return sp_fail(err, SP_ENOROW, w->path, 0,
			       "none of its %zu document%s is in %s (names are compared "
			       "without folder and extension)",
			       all, sp_plural(all), corpus);
	int64_t packs = sp_corpus_int(w->corpus, "SELECT count(*) FROM pack",
				      err);
	if (packs <= 0)	/* below: an error, which stays */
		return sp_fail(err, SP_ENOROW, corpus, 0,
			       "not analysed; run 'standpoint analyze %s' first",
			       corpus);
	if (w->pack && !check_pack(w, err))
		return false;
	w->out->documents = all;
	w->out->absent = all - present;
	if (present < all)
		sp_work_warn(w, 0, "%zu of %zu document%s %s not in %s; their positions "
			     "count as missed", all - present, all, sp_plural(all),
			     all - present == 1 ? "is" : "are", corpus);
	if (analysed < present)
		sp_work_warn(w, 0, "%zu of %zu document%s %s not analysed; run 'standpoint "
			     "analyze %s'", present - analysed, all, sp_plural(all),
			     present - analysed == 1 ? "was" : "were", corpus);
	return true;
}

/* Each document's rows in their order: `first` of it, `next` of a row. */
static void chain(const sp_work *w, const sp_coding *rows, size_t **first,
		  size_t **next)
{
	size_t ndocs = w->gold.documents.n;

	*first = sp_calloc(ndocs, sizeof **first);
	*next = sp_calloc(rows->n, sizeof **next);
	for (size_t d = 0; d < ndocs; d++)
		(*first)[d] = NONE;
	for (size_t i = rows->n; i-- > 0;) {
		size_t d = sp_work_document(w, &rows->rows[i]);
		(*next)[i] = (*first)[d];
		(*first)[d] = i;
	}
}

/* Where the gold is of sentences drawn from a document, the others do not
 * count; a sentence that was read lends the rows found in it its weight. */
static bool was_read(const sp_work *w, const sp_coded *row,
			     double *weight)
{
	size_t first = w->first_read[sp_work_document(w, row)];

	*weight = 1;
	if (first == NONE)
		return true;
	for (size_t i = first; i != NONE; i = w->next_read[i])
		if (sp_folded_same(&row->folded, &w->gold.read.rows[i].folded)) {
			*weight = w->gold.read.rows[i].weight;
			return true;
		}
	return false;
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
	if (!was_read(w, &row, &row.weight) ||
	    is_repeated(w, &row, last, before))
		return false;
	*sp_coding_add(&w->found) = row;
	return true;
}

static bool read_found(sp_work *w, sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	sp_query *q = sp_query_new(w->corpus,
		"SELECT v.document, v.sentence, v.issue, v.stance, v.holder,"
		" v.position_id, k.name FROM positions v"
		" JOIN position p ON p.id = v.position_id"
		" JOIN issue i ON i.id = p.issue JOIN pack k ON k.id = i.pack"
		" WHERE ?1 IS NULL OR k.name = ?1 ORDER BY v.position_id", err);
	size_t *last = sp_calloc(w->gold.documents.n, sizeof *last);
	size_t *before = NULL, cap = 0;

	for (size_t d = 0; d < w->gold.documents.n; d++)
		last[d] = NONE;
	if (q)
		sp_query_bind_text(q, 1, w->pack);
	while (q && sp_query_step(q, &local)) {
		size_t d = find_document(w, sp_query_text(q, 0));
		size_t n = w->found.n;
		if (d == SP_NO_NAME ||
		    (w->packs.n && sp_nameset_find(&w->packs, sp_query_text(q, 6)) ==
				   SP_NO_NAME) ||
		    !take_found(w, q, w->gold.documents.names[d], last[d], before))
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

/* Sentences that were read, each once: it has a line for each of its issues. */
static void count_read(sp_work *w)
{
	sp_evaluation *e = w->out;

	for (size_t i = 0; i < w->gold.read.n; i++) {
		const sp_coded *row = &w->gold.read.rows[i];
		size_t k = w->first_read[sp_work_document(w, row)];
		while (k < i && strcmp(w->gold.read.rows[k].folded.text,
				       row->folded.text) != 0)
			k = w->next_read[k];
		if (k < i)
			continue;
		e->sentences++;
		e->stand_for += row->weight;
		e->weighted = e->weighted || fabs(row->weight - 1) > 0;
	}
	if (e->sentences && !w->gold.positions.n)
		sp_work_warn(w, 0, "none of its %zu sentence%s has an issue: is the "
			     "sheet filled in?", e->sentences,
			     sp_plural(e->sentences));
}

bool sp_work_read(sp_work *w, sp_error *err)
{
	if (!sp_gold_read(w->path, w->out->arena, &w->gold, err) ||
	    !sp_work_choose_packs(w, err) || !check_documents(w, err))
		return false;
	w->out->pack = w->pack;
	chain(w, &w->gold.read, &w->first_read, &w->next_read);
	chain(w, &w->gold.positions, &w->first, &w->next);
	count_read(w);
	return read_found(w, err);
}
