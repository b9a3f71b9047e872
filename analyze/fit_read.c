/* Every candidate of the documents that were coded, and whether the gold has it:
 * by the rule of an evaluation, one gold row for one row. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/fit_internal.h"
#include "base/mem.h"

/* The sentences of the document that is read, folded. */
typedef struct sentences {
	sp_arena *arena;
	sp_folded *list;
	size_t n, cap;
} sentences;

static void note_sentence(void *arg, const sp_block *b, sp_range r,
			  const sp_verdict *v)
{
	sentences *s = arg;

	(void)v;
	s->list = sp_grow(s->list, s->n, &s->cap, sizeof *s->list);
	sp_fold(s->arena, sp_arena_strndup(s->arena, b->text + r.begin,
					   r.end - r.begin), &s->list[s->n++]);
}

static sp_fit_candidate *add(sp_fit_work *w, const sp_row *row, size_t document)
{
	w->list = sp_grow(w->list, w->n, &w->cap, sizeof *w->list);
	sp_fit_candidate *c = &w->list[w->n++];
	*c = (sp_fit_candidate){ .issue = row->issue, .stands = row->stands,
				 .document = document, .weight = 1 };
	memcpy(c->reasons, row->reasons, sizeof c->reasons);
	return c;
}

/* ---- the gold ------------------------------------------------------------- */

/* Of sentences that were drawn only these count, with their weights. */
static bool was_read(const sp_fit_work *w, const char *document,
		     const sp_folded *sentence, double *weight)
{
	bool by_sentence = false;

	*weight = 1;
	for (size_t i = 0; i < w->gold.read.n; i++) {
		const sp_coded *r = &w->gold.read.rows[i];
		if (strcmp(r->document, document) != 0)
			continue;
		by_sentence = true;
		if (sp_folded_same(sentence, &r->folded)) {
			*weight = r->weight;
			return true;
		}
	}
	return !by_sentence;
}

/* The free row of the gold that says the same and shares most words. */
static sp_coded *answer(const sp_fit_work *w, const char *document,
			const sp_row *row, const sp_folded *sentence)
{
	const char *issue = w->pack->issues[row->issue].name;
	sp_coded *best = NULL;
	size_t most = 0;

	for (size_t i = 0; i < w->gold.positions.n; i++) {
		sp_coded *g = &w->gold.positions.rows[i];
		if (w->answered[i] || g->oppose != (row->sign < 0) ||
		    g->other != row->other || strcmp(g->issue, issue) != 0 ||
		    strcmp(g->document, document) != 0 ||
		    !sp_folded_same(sentence, &g->folded))
			continue;
		size_t shared = sp_folded_shared(sentence, &g->folded);
		if (!best || shared > most) {
			best = g;
			most = shared;
		}
	}
	return best;
}

/* Several candidates that say the same are one position. */
static bool is_repeated(const sp_row *rows, size_t i, const sentences *s)
{
	for (size_t k = 0; k < i; k++)
		if (rows[k].issue == rows[i].issue &&
		    (rows[k].sign < 0) == (rows[i].sign < 0) &&
		    rows[k].other == rows[i].other &&
		    strcmp(s->list[rows[k].sentence].text,
			   s->list[rows[i].sentence].text) == 0)
			return true;
	return false;
}

static void code_row(sp_fit_work *w, size_t document, const sp_row *row,
		     const sp_folded *sentence)
{
	const char *name = w->gold.documents.names[document];
	double weight;

	if (!was_read(w, name, sentence, &weight))
		return;
	sp_coded *g = answer(w, name, row, sentence);
	sp_fit_candidate *c = add(w, row, document);
	c->weight = weight;
	if (!g)
		return;
	w->answered[g - w->gold.positions.rows] = true;
	c->in_gold = true;
	c->gold_weight = g->weight;
}

/* ---- documents ------------------------------------------------------------ */

static bool read_document(sp_fit_work *w, sp_corpus *c, int64_t id,
			  size_t document, sp_reading *reading, sp_error *err)
{
	sp_document *d = sp_corpus_document(c, id, err);
	sentences s = { .arena = sp_arena_new() };
	size_t n;

	if (d) {
		sp_read_document(reading, d, note_sentence, &s);
		const sp_row *rows = sp_reading_rows(reading, &n);
		for (size_t i = 0; i < n; i++)
			if (!is_repeated(rows, i, &s))
				code_row(w, document, &rows[i],
					 &s.list[rows[i].sentence]);
	}
	free(s.list);
	sp_arena_free(s.arena);
	sp_document_free(d);
	return d != NULL;
}

/* Those that the pack codes: `analyze` leaves other languages out, too. */
static bool read_documents(sp_fit_work *w, sp_corpus *c, sp_error *err)
{
	static const char sql[] =
		"SELECT id, path FROM document WHERE status = 'ok'"
		" AND (language IS NULL OR"
		" lower(substr(language, 1, instr(language || '-', '-') - 1)) ="
		" lower(substr(?1, 1, instr(?1 || '-', '-') - 1))) ORDER BY path";
	sp_error local = SP_ERROR_INIT;
	sp_reading *reading = sp_reading_new(w->pack);
	sp_buf base = SP_BUF_INIT;
	sp_query *q = sp_query_new(c, sql, err);
	bool ok = q != NULL;

	if (q)
		sp_query_bind_text(q, 1, w->pack->language);
	while (ok && sp_query_step(q, &local)) {
		sp_document_base(sp_query_text(q, 1), &base);
		size_t d = sp_nameset_find(&w->gold.documents, base.data);
		if (d == SP_NO_NAME)
			continue;
		w->present[d] = true;
		ok = read_document(w, c, sp_query_int(q, 0), d, reading, err);
	}
	sp_query_free(q);
	sp_buf_release(&base);
	sp_reading_free(reading);
	return ok && sp_error_pass(err, &local);
}

/* ---- examples ------------------------------------------------------------- */

static void read_examples(sp_fit_work *w)
{
	sp_reading *reading = sp_reading_new(w->pack);
	size_t n;

	for (size_t i = 0; i < w->pack->nexamples; i++) {
		const sp_example *e = &w->pack->examples[i];
		size_t last = sp_read_text(reading, e->lead, e->text, NULL, NULL);
		const sp_row *rows = sp_reading_rows(reading, &n);
		for (size_t k = 0; k < n; k++) {
			if (rows[k].issue != e->issue ||
			    rows[k].sentence + 1 != last)
				continue;
			add(w, &rows[k], SP_NO_DOCUMENT)->in_gold =
				!e->none && e->other == rows[k].other &&
				e->oppose == (rows[k].sign < 0);
		}
	}
	sp_reading_free(reading);
}

/* ---- all ------------------------------------------------------------------ */

static void sum_gold(sp_fit_work *w)
{
	for (size_t i = 0; i < w->gold.positions.n; i++) {
		const sp_coded *g = &w->gold.positions.rows[i];
		w->due[sp_nameset_find(&w->gold.documents, g->document)] +=
			g->weight;
	}
}

bool sp_fit_read(sp_fit_work *w, sp_corpus *c, const char *gold_path,
		 sp_error *err)
{
	w->arena = sp_arena_new();
	if (!sp_gold_read(gold_path, w->arena, &w->gold, err))
		return false;
	w->answered = sp_calloc(w->gold.positions.n + 1, sizeof *w->answered);
	w->present = sp_calloc(w->gold.documents.n, sizeof *w->present);
	w->due = sp_calloc(w->gold.documents.n, sizeof *w->due);
	sum_gold(w);
	if (!read_documents(w, c, err))
		return false;
	read_examples(w);
	return true;
}

void sp_fit_release(sp_fit_work *w)
{
	sp_gold_release(&w->gold);
	sp_arena_free(w->arena);
	free(w->answered);
	free(w->present);
	free(w->due);
	free(w->list);
}
