/* SQLite makes each JSON object; only the commas of an array are ours. CSV is
 * cut out of that object by a query, so that both say the same. */
#include "config.h"

#include "cli/evaluation.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "cli/format.h"

static const char csv_sql[] =
#include "cli/evaluation.sql.h"
;

/* ---- making objects ------------------------------------------------------ */

typedef enum object {
	ESTIMATE, SCORE, MACRO, CELLS, STANCES, ISSUE, EVALUATION, MISS, OBJECTS
} object;

static const char *const object_sql[OBJECTS] = {
	[ESTIMATE] = "SELECT json_object('value', CAST(?1 AS REAL),"
		" 'low', CAST(?2 AS REAL), 'high', CAST(?3 AS REAL))",
	[SCORE] = "SELECT json_object('gold', ?1, 'found', ?2, 'right', ?3,"
		" 'precision', json(?4), 'recall', json(?5), 'f1', json(?6))",
	[MACRO] = "SELECT json_object('issues', ?1, 'precision', json(?2),"
		" 'recall', json(?3), 'f1', json(?4))",
	/* gold by found; bound in the order of sp_cell */
	[CELLS] = "SELECT json_object("
		"'support', json_object('support', ?6, 'oppose', ?7,"
		" 'mixed', ?8, 'none', ?5), "
		"'oppose', json_object('support', ?10, 'oppose', ?11,"
		" 'mixed', ?12, 'none', ?9), "
		"'mixed', json_object('support', ?14, 'oppose', ?15,"
		" 'mixed', ?16, 'none', ?13), "
		"'none', json_object('support', ?2, 'oppose', ?3,"
		" 'mixed', ?4, 'none', ?1))",
	[STANCES] = "SELECT json_object('cells', ?1, 'kappa', json(?2),"
		" 'alpha', json(?3), 'both', ?4, 'agree', ?5,"
		" 'kappa_both', CAST(?6 AS REAL), 'confusion', json(?7),"
		" 'score', json(?8))",
	[ISSUE] = "SELECT json_object('issue', ?1, 'flips', ?2,"
		" 'positions', json(?3), 'stances', json(?4))",
	[EVALUATION] = "SELECT json_object('documents', ?1, 'absent', ?2,"
		" 'positions', json(?3), 'flips', ?4, 'reported', json(?5),"
		" 'macro', json(?6), 'stances', json(?7), 'issues', json(?8),"
		" 'pack', ?9, 'sentences', ?10, 'stand_for', CAST(?11 AS REAL),"
		" 'weighted', json(?12))",
	[MISS] = "SELECT json_object('result', ?1, 'document', ?2, 'issue', ?3,"
		" 'stance', ?4, 'holder', ?5, 'sentence', ?6, 'line', ?7,"
		" 'position', ?8)",
};

typedef struct maker {
	sp_query *query[OBJECTS];
	sp_error *err;
	bool ok;
} maker;

static void release_maker(maker *m)
{
	for (int i = 0; i < OBJECTS; i++)
		sp_query_free(m->query[i]);
}

static bool start_maker(maker *m, sp_corpus *c, sp_error *err)
{
	*m = (maker){ .err = err, .ok = true };
	for (int i = 0; i < OBJECTS; i++) {
		m->query[i] = sp_query_new(c, object_sql[i], err);
		if (!m->query[i]) {
			release_maker(m);
			return false;
		}
	}
	return true;
}

/* Append the object; what was bound stays and is bound anew each time. */
static void make(maker *m, object kind, sp_buf *out)
{
	sp_query *q = m->query[kind];

	if (sp_query_step(q, m->err))
		sp_buf_adds(out, sp_query_text(q, 0));
	else
		m->ok = false;
	sp_query_reset(q);
}

static void bind_count(sp_query *q, int i, size_t n)
{
	sp_query_bind_int(q, i, (int64_t)n);
}

static void bind_estimate(maker *m, object kind, int i, const sp_estimate *x)
{
	sp_query *q = m->query[ESTIMATE];
	sp_buf b = SP_BUF_INIT;

	sp_format_bind_real(q, 1, x->value);
	sp_format_bind_real(q, 2, x->low);
	sp_format_bind_real(q, 3, x->high);
	make(m, ESTIMATE, &b);
	sp_query_bind_text(m->query[kind], i, b.data);
	sp_buf_release(&b);
}

static void bind_score(maker *m, object kind, int i, const sp_score *s)
{
	sp_query *q = m->query[SCORE];
	sp_buf b = SP_BUF_INIT;

	bind_count(q, 1, s->tally.gold);
	bind_count(q, 2, s->tally.found);
	bind_count(q, 3, s->tally.right);
	bind_estimate(m, SCORE, 4, &s->precision);
	bind_estimate(m, SCORE, 5, &s->recall);
	bind_estimate(m, SCORE, 6, &s->f1);
	make(m, SCORE, &b);
	sp_query_bind_text(m->query[kind], i, b.data);
	sp_buf_release(&b);
}

static void bind_macro(maker *m, object kind, int i, const sp_evaluation *e)
{
	sp_buf b = SP_BUF_INIT;

	bind_count(m->query[MACRO], 1, e->ngold_issues);
	bind_estimate(m, MACRO, 2, &e->macro_precision);
	bind_estimate(m, MACRO, 3, &e->macro_recall);
	bind_estimate(m, MACRO, 4, &e->macro_f1);
	make(m, MACRO, &b);
	sp_query_bind_text(m->query[kind], i, b.data);
	sp_buf_release(&b);
}

/* `score` may be NULL: null. */
static void bind_stances(maker *m, object kind, int i, const sp_confusion *c,
			 const sp_estimate *kappa, const sp_estimate *alpha,
			 const sp_score *score)
{
	sp_query *cells = m->query[CELLS], *q = m->query[STANCES];
	sp_confusion taken = sp_confusion_taken(c);
	sp_buf b = SP_BUF_INIT;

	for (int g = 0; g < SP_CELLS; g++)
		for (int f = 0; f < SP_CELLS; f++)
			bind_count(cells, g * SP_CELLS + f + 1, c->n[g][f]);
	bind_count(q, 1, sp_confusion_cells(c));
	bind_estimate(m, STANCES, 2, kappa);
	bind_estimate(m, STANCES, 3, alpha);
	bind_count(q, 4, sp_confusion_cells(&taken));
	bind_count(q, 5, sp_confusion_agreed(&taken));
	sp_format_bind_real(q, 6, sp_kappa(&taken));
	make(m, CELLS, &b);
	sp_query_bind_text(q, 7, b.data);
	sp_query_bind_text(q, 8, NULL);
	if (score)
		bind_score(m, STANCES, 8, score);
	sp_buf_clear(&b);
	make(m, STANCES, &b);
	sp_query_bind_text(m->query[kind], i, b.data);
	sp_buf_release(&b);
}

static void add_issue(maker *m, const sp_issue_score *s, sp_buf *out)
{
	sp_estimate kappa = { s->kappa, NAN, NAN };
	sp_estimate alpha = { s->alpha, NAN, NAN };

	sp_query_bind_text(m->query[ISSUE], 1, s->name);
	bind_count(m->query[ISSUE], 2, s->flips);
	bind_score(m, ISSUE, 3, &s->positions);
	bind_stances(m, ISSUE, 4, &s->cells, &kappa, &alpha, NULL);
	make(m, ISSUE, out);
}

/* The whole evaluation; `issues` null unless asked for. */
static bool add_evaluation(sp_corpus *c, const sp_evaluation *e, bool issues,
			   sp_buf *out, sp_error *err)
{
	sp_buf list = SP_BUF_INIT;
	maker m;

	if (!start_maker(&m, c, err))
		return false;
	for (size_t i = 0; issues && i < e->nissues; i++) {
		sp_buf_addc(&list, i ? ',' : '[');
		add_issue(&m, &e->issues[i], &list);
	}
	if (issues)
		sp_buf_adds(&list, e->nissues ? "]" : "[]");
	sp_query *q = m.query[EVALUATION];
	bind_count(q, 1, e->documents);
	bind_count(q, 2, e->absent);
	bind_score(&m, EVALUATION, 3, &e->positions);
	bind_count(q, 4, e->flips);
	bind_score(&m, EVALUATION, 5, &e->reported);
	bind_macro(&m, EVALUATION, 6, e);
	bind_stances(&m, EVALUATION, 7, &e->cells, &e->kappa, &e->alpha,
		     &e->stances);
	sp_query_bind_text(q, 8, issues ? list.data : NULL);
	sp_query_bind_text(q, 9, e->pack);
	bind_count(q, 10, e->sentences);
	sp_format_bind_real(q, 11, e->stand_for);
	sp_query_bind_text(q, 12, e->weighted ? "true" : "false");
	make(&m, EVALUATION, out);
	sp_buf_release(&list);
	release_maker(&m);
	return m.ok;
}

bool sp_evaluation_json(sp_corpus *c, const sp_evaluation *e, bool issues,
			FILE *out, sp_error *err)
{
	sp_buf b = SP_BUF_INIT;
	bool ok = add_evaluation(c, e, issues, &b, err);

	if (ok)
		fprintf(out, "%s\n", b.data);
	sp_buf_release(&b);
	return ok;
}

bool sp_evaluation_csv(sp_corpus *c, const sp_evaluation *e, bool issues,
		       FILE *out, sp_error *err)
{
	sp_buf b = SP_BUF_INIT;
	sp_query *q = NULL;
	bool ok = false;

	if (!add_evaluation(c, e, issues, &b, err))
		goto done;
	q = sp_query_new(c, csv_sql, err);
	if (!q)
		goto done;
	sp_query_bind_text(q, 1, b.data);
	ok = sp_format_rows(c, q, SP_FORMAT_CSV, 0, out, err);
done:
	sp_query_free(q);
	sp_buf_release(&b);
	return ok;
}

/* ---- misses -------------------------------------------------------------- */

static void add_miss(maker *m, const sp_miss *miss, sp_buf *out)
{
	sp_query *q = m->query[MISS];

	sp_query_bind_text(q, 1, miss->found ? "wrong" : "missed");
	sp_query_bind_text(q, 2, miss->document);
	sp_query_bind_text(q, 3, miss->issue);
	sp_query_bind_text(q, 4, miss->oppose ? "oppose" : "support");
	sp_query_bind_text(q, 5, miss->other ? "other" : "self");
	sp_query_bind_text(q, 6, miss->sentence);
	sp_query_bind_text(q, 7, NULL);
	sp_query_bind_text(q, 8, NULL);
	if (miss->found)
		sp_query_bind_int(q, 8, miss->position);
	else
		sp_query_bind_int(q, 7, miss->line);
	make(m, MISS, out);
}

static bool add_misses(sp_corpus *c, const sp_evaluation *e, const char *issue,
		       sp_buf *out, sp_error *err)
{
	const char *before = "[";
	maker m;

	if (!start_maker(&m, c, err))
		return false;
	for (size_t i = 0; i < e->nmisses; i++) {
		if (issue && strcmp(issue, e->misses[i].issue) != 0)
			continue;
		sp_buf_adds(out, before);
		add_miss(&m, &e->misses[i], out);
		before = ",\n";
	}
	sp_buf_adds(out, *before == '[' ? "[]" : "]");
	release_maker(&m);
	return m.ok;
}

bool sp_evaluation_misses(sp_corpus *c, const sp_evaluation *e,
			  const char *issue, bool json, FILE *out,
			  sp_error *err)
{
	static const char *const names[] = {
		"result", "document", "issue", "stance", "holder", "sentence",
		"line", "position", NULL
	};
	sp_buf b = SP_BUF_INIT;
	bool ok = add_misses(c, e, issue, &b, err) &&
		  sp_format_records(c, names, b.data, json, out, err);

	sp_buf_release(&b);
	return ok;
}
