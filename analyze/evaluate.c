/* The rows of gold and corpus have documents and issues that have numbers;
 * found rows are matched with gold rows. */
#include "config.h"

#include "analyze/evaluate.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/evaluate_internal.h"
#include "base/mem.h"

/* ---- issues -------------------------------------------------------------- */

static bool warn_unknown_issues(sp_work *w, sp_error *err)
{
	sp_query *q = sp_query_new(w->corpus,
		"SELECT 1 FROM issue i JOIN pack k ON k.id = i.pack"
		" WHERE i.name = ?1 AND k.name = ifnull(?2, k.name)", err);
	bool *known = sp_calloc(w->issues.n, sizeof *known);
	sp_error local = SP_ERROR_INIT;

	for (size_t i = 0; q && i < w->gold.positions.n; i++) {
		const sp_coded *row = &w->gold.positions.rows[i];
		size_t issue = sp_work_issue(w, row);
		if (known[issue])
			continue;
		known[issue] = true;	/* or told once */
		sp_query_bind_text(q, 1, row->issue);
		sp_query_bind_text(q, 2, w->pack);
		if (!sp_query_step(q, &local) && local.code == SP_OK)
			sp_work_warn(w, row->line, "no issue '%s' in %s; its positions count as missed",
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
	for (size_t i = 0; i < w->gold.positions.n; i++)
		sp_nameset_add(&w->issues, w->gold.positions.rows[i].issue);
	for (size_t i = 0; i < w->found.n; i++)
		sp_nameset_add(&w->issues, w->found.rows[i].issue);
	sp_nameset_sort(&w->issues);
	w->in_gold = sp_calloc(w->issues.n, sizeof *w->in_gold);
	for (size_t i = 0; i < w->gold.positions.n; i++)
		w->in_gold[sp_work_issue(w, &w->gold.positions.rows[i])] = true;
	for (size_t i = 0; i < w->issues.n; i++)
		w->out->ngold_issues += w->in_gold[i];
}

/* ---- matching rows ------------------------------------------------------- */

/* The free gold row that says the same and shares most words: the first of
 * them. `flipped`: the same of the other side. */
static size_t best_answer(const sp_work *w, const sp_coded *found,
			  const bool *taken, bool flipped)
{
	size_t best = NONE, best_shared = 0;

	for (size_t i = w->first[sp_work_document(w, found)]; i != NONE;
	     i = w->next[i]) {
		const sp_coded *g = &w->gold.positions.rows[i];
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
	w->answered = sp_calloc(w->gold.positions.n, sizeof *w->answered);
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
	bool *taken = sp_calloc(w->gold.positions.n, sizeof *taken);

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

/* Documents x issues: what the rows say of the document's own stance. */
static void set_cells(const sp_work *w, const sp_coding *rows,
		      unsigned char **cells)
{
	*cells = sp_calloc(w->gold.documents.n * w->issues.n, 1);
	for (size_t i = 0; i < rows->n; i++) {
		const sp_coded *row = &rows->rows[i];
		if (row->other)
			continue;
		size_t cell = sp_work_document(w, row) * w->issues.n +
			      sp_work_issue(w, row);
		(*cells)[cell] |= row->oppose ? SP_CELL_OPPOSE :
						SP_CELL_SUPPORT;
	}
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
		.weight = row->weight,
	};
}

static void list_rows(sp_work *w)
{
	sp_evaluation *e = w->out;
	size_t n = w->gold.positions.n + w->found.n + 1;
	size_t *answer = sp_calloc(w->gold.positions.n + 1, sizeof *answer);

	e->misses = sp_arena_alloc(e->arena, n * sizeof *e->misses);
	e->answers = sp_arena_alloc(e->arena, n * sizeof *e->answers);
	for (size_t i = 0; i < w->found.n; i++)
		if (w->partner[i] != NONE)
			answer[w->partner[i]] = i;
	for (size_t i = 0; i < w->gold.positions.n; i++) {
		const sp_coded *row = &w->gold.positions.rows[i];
		const sp_coded *found = &w->found.rows[answer[i]];
		if (w->answered[i])
			e->answers[e->nanswers++] = (sp_answer){
				row->document, row->issue, row->line,
				found->position, row->weight, found->weight };
		else
			add_miss(e, row);
	}
	for (size_t i = 0; i < w->found.n; i++)
		if (w->partner[i] == NONE)
			add_miss(e, &w->found.rows[i]);
	free(answer);
}

static bool evaluate(sp_work *w, sp_error *err)
{
	if (!sp_work_read(w, err))
		return false;
	number_issues(w);
	if (!warn_unknown_issues(w, err))
		return false;
	set_cells(w, &w->gold.positions, &w->gold_cell);
	set_cells(w, &w->found, &w->found_cell);
	make_issues(w);
	match_rows(w);
	count_flips(w);
	sp_work_figures(w);
	list_rows(w);
	return true;
}

static void release(sp_work *w)
{
	sp_buf_release(&w->base);
	sp_nameset_release(&w->issues);
	sp_gold_release(&w->gold);
	sp_coding_release(&w->found);
	free(w->partner);
	free(w->answered);
	free(w->first);
	free(w->next);
	free(w->first_read);
	free(w->next_read);
	free(w->gold_cell);
	free(w->found_cell);
	free(w->in_gold);
	sp_nameset_release(&w->packs);
	free(w->tallies);
	free(w->sums);
	free(w->cells);
}

bool sp_evaluate_pack(sp_corpus *c, const char *pack, const char *gold_path,
		      sp_evaluation *out, sp_error *err)
{
	sp_work w = { .corpus = c, .pack = pack, .path = gold_path,
		      .out = out, .base = SP_BUF_INIT };

	*out = (sp_evaluation){ .arena = sp_arena_new() };
	bool ok = evaluate(&w, err);
	release(&w);
	if (!ok)
		sp_evaluation_release(out);
	return ok;
}

bool sp_evaluate(sp_corpus *c, const char *gold_path, sp_evaluation *out,
		 sp_error *err)
{
	return sp_evaluate_pack(c, NULL, gold_path, out, err);
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
