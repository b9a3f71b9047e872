/* model.c - reads the corpus; see model.h. */
#include "config.h"

#include "report/model_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/utf8.h"
#include "corpus/names.h"

static const char submitters_sql[] =
#include "report/submitters.sql.h"
	;
static const char issues_sql[] =
#include "report/issues.sql.h"
	;
static const char stances_sql[] =
#include "report/stances.sql.h"
	;
static const char reported_sql[] =
#include "report/reported.sql.h"
	;
static const char counts_sql[] =
#include "report/counts.sql.h"
	;
static const char packs_sql[] =
#include "report/packs.sql.h"
	;

/* Names in the corpus, labels in the report, in the report's order. */
static const struct {
	const char *name, *label, *noun;
} types[SP_TYPES] = {
	{ "government", "Government", "government bodies" },
	{ "company", "Companies", "companies" },
	{ "trade-association", "Trade associations", "trade associations" },
	{ "nonprofit", "Nonprofits", "nonprofits" },
	{ "academic", "Academia", "academics" },
	{ "individual", "Individuals", "individuals" },
	{ "other", "Other or unknown", "others" },
};

enum { MATRIX_MAX = 120 };

const char *sp_type_label(int type)
{
	return types[type].label;
}

const char *sp_type_noun(int type)
{
	return types[type].noun;
}

int sp_type_named(const char *name)
{
	for (int i = 0; i < SP_TYPES; i++)
		if (!strcmp(types[i].name, name))
			return i;
	return -1;
}

const char *sp_type_name(int type)
{
	return types[type].name;
}

static int type_of(const char *name)
{
	int type = sp_type_named(name);

	return type < 0 ? SP_TYPES - 1 : type;
}

int sp_tally_voices(const sp_tally *t)
{
	return t->n[SP_SUPPORT] + t->n[SP_MIXED] + t->n[SP_OPPOSE];
}

int sp_tally_net(const sp_tally *t)
{
	return t->n[SP_SUPPORT] - t->n[SP_OPPOSE];
}

int sp_tally_split(const sp_tally *t)
{
	int s = t->n[SP_SUPPORT], o = t->n[SP_OPPOSE];

	return s < o ? s : o;
}

static const char *keep(sp_model *m, const char *s)
{
	return sp_arena_strdup(m->arena, s);
}

/* ---- reading ------------------------------------------------------------ */

/* Call row(m, q) for each row of `sql`. */
static bool each(sp_corpus *c, sp_model *m, const char *sql,
		 void (*row)(sp_model *, const sp_query *), sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	sp_query *q = sp_query_new(c, sql, &local);

	if (q)
		while (sp_query_step(q, &local))
			row(m, q);
	sp_query_free(q);
	if (local.code == SP_OK)
		return true;
	if (err && err->code == SP_OK)
		*err = local;
	return false;
}

static void counts_row(sp_model *m, const sp_query *q)
{
	m->received = (sp_received){
		.documents = (int)sp_query_int(q, 0),
		.ok = (int)sp_query_int(q, 1),
		.empty = (int)sp_query_int(q, 2),
		.failed = (int)sp_query_int(q, 3),
		.campaigns = (int)sp_query_int(q, 4),
		.campaign_documents = (int)sp_query_int(q, 5),
		.own = (int)sp_query_int(q, 6),
		.reported = (int)sp_query_int(q, 7),
		.first = keep(m, sp_query_text(q, 8)),
		.last = keep(m, sp_query_text(q, 9)),
		.analysed = (int)sp_query_int(q, 10),
		.speaking = (int)sp_query_int(q, 11),
		.texts = (int)sp_query_int(q, 12),
		.waiting = (int)sp_query_int(q, 13),
	};
}

static void pack_row(sp_model *m, const sp_query *q)
{
	m->packs = sp_reallocarray(m->packs, (size_t)m->npacks + 1,
				   sizeof *m->packs);
	m->packs[m->npacks++] = (sp_pack){
		keep(m, sp_query_text(q, 0)), keep(m, sp_query_text(q, 1)),
		keep(m, sp_query_text(q, 2)), keep(m, sp_query_text(q, 3)),
		keep(m, sp_query_text(q, 4)) };
}

static sp_theme *theme_for(sp_model *m, int64_t id, const char *title)
{
	if (m->nthemes && m->themes[m->nthemes - 1].id == id)
		return &m->themes[m->nthemes - 1];
	m->themes = sp_reallocarray(m->themes, (size_t)m->nthemes + 1,
				    sizeof *m->themes);
	sp_theme *t = &m->themes[m->nthemes++];
	*t = (sp_theme){ .id = id, .title = keep(m, title),
			 .first = m->nissues };
	t->letter[0] = (char)('A' + (m->nthemes - 1) % 26);
	return t;
}

static void issue_row(sp_model *m, const sp_query *q)
{
	sp_theme *t = theme_for(m, sp_query_int(q, 4), sp_query_text(q, 5));

	t->n++;
	m->issues = sp_reallocarray(m->issues, (size_t)m->nissues + 1,
				    sizeof *m->issues);
	m->issues[m->nissues++] = (sp_issue){
		.id = sp_query_int(q, 0),
		.name = keep(m, sp_query_text(q, 1)),
		.short_name = keep(m, sp_query_text(q, 2)),
		.proposition = keep(m, sp_query_text(q, 3)),
		.title = keep(m, sp_query_text(q, 6)),
		.stake = keep(m, sp_query_text(q, 7)),
		.theme = m->nthemes - 1 };
}

/* At most 28 characters, cut at a word where one ends late enough. */
static const char *shorten(sp_model *m, const char *name)
{
	sp_buf t = SP_BUF_INIT;

	if (sp_utf8_count(name, strlen(name)) <= SP_SHORT_NAME)
		return name;
	sp_short_name(name, &t);
	const char *out = keep(m, t.data);
	sp_buf_release(&t);
	return out;
}

static void submitter_row(sp_model *m, const sp_query *q)
{
	const char *name = sp_query_text(q, 1);

	if (!*name)	/* unknown: the document's title, or its file */
		name = sp_query_text(q, 6);
	if (!*name)
		name = sp_path_last(sp_query_text(q, 7));
	m->submitters = sp_reallocarray(m->submitters,
					(size_t)m->nsubmitters + 1,
					sizeof *m->submitters);
	sp_submitter *s = &m->submitters[m->nsubmitters++];
	*s = (sp_submitter){ .id = sp_query_int(q, 0), .name = keep(m, name),
			     .type = type_of(sp_query_text(q, 3)),
			     .documents = (int)sp_query_int(q, 4),
			     .bytes = sp_query_int(q, 5),
			     .first = keep(m, sp_query_text(q, 8)),
			     .last = keep(m, sp_query_text(q, 9)),
			     .guessed = sp_query_int(q, 10) != 0 };
	const char *given = sp_query_text(q, 2);
	s->short_name = shorten(m, *given ? keep(m, given) : s->name);
}

/* ---- lookups ------------------------------------------------------------ */

/* What the sort of indices looks at; qsort has no argument for it. */
struct key {
	int64_t id;
	int index;
};

static int by_id(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

static void index_submitters(sp_model *m)
{
	struct key *keys = sp_calloc((size_t)m->nsubmitters + 1, sizeof *keys);

	free(m->by_id);
	m->by_id = sp_calloc((size_t)m->nsubmitters + 1, sizeof *m->by_id);
	for (int i = 0; i < m->nsubmitters; i++)
		keys[i] = (struct key){ m->submitters[i].id, i };
	qsort(keys, (size_t)m->nsubmitters, sizeof *keys, by_id);
	for (int i = 0; i < m->nsubmitters; i++)
		m->by_id[i] = keys[i].index;
	free(keys);
}

bool sp_model_kinds(const sp_model *m)
{
	int kinds = 0;

	for (int t = 0; t < SP_TYPES; t++)
		kinds += m->by_type[t] > 0;
	return kinds > 1;
}

int *sp_model_rows(const sp_model *m)
{
	int n = 0, *rows = sp_calloc((size_t)m->nmatrix + 1, sizeof *rows);

	for (int i = 0; i < m->nsubmitters; i++)
		if (m->submitters[i].in_matrix)
			rows[n++] = i;
	return rows;
}

int sp_model_issue(const sp_model *m, int64_t id)
{
	for (int i = 0; i < m->nissues; i++)
		if (m->issues[i].id == id)
			return i;
	return -1;
}

int sp_model_submitter(const sp_model *m, int64_t id)
{
	int low = 0, high = m->nsubmitters;

	while (low < high) {
		int middle = (low + high) / 2;

		if (m->submitters[m->by_id[middle]].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < m->nsubmitters && m->submitters[m->by_id[low]].id == id)
		return m->by_id[low];
	return -1;
}

/* ---- the matrix --------------------------------------------------------- */

static sp_stance stance_of(const char *name)
{
	return !strcmp(name, "support") ? SP_SUPPORT
	       : !strcmp(name, "oppose") ? SP_OPPOSE : SP_MIXED;
}

static void stance_row(sp_model *m, const sp_query *q)
{
	int s = sp_model_submitter(m, sp_query_int(q, 0));
	int i = sp_model_issue(m, sp_query_int(q, 1));

	if (s < 0 || i < 0)
		return;
	m->stances[(size_t)s * (size_t)m->nissues + (size_t)i] =
		(unsigned char)stance_of(sp_query_text(q, 2));
	m->read.own += (int)sp_query_int(q, 3);
}

static void reported_row(sp_model *m, const sp_query *q)
{
	int i = sp_model_issue(m, sp_query_int(q, 0));

	if (i < 0 || sp_model_submitter(m, sp_query_int(q, 1)) < 0)
		return;
	m->issues[i].reported += (int)sp_query_int(q, 2);
	m->read.reported += (int)sp_query_int(q, 2);
}

static void count_row(sp_model *m, sp_submitter *s)
{
	for (int i = 0; i < m->nissues; i++) {
		int stance = s->stance[i];

		s->issues.n[stance]++;
		m->issues[i].all.n[stance]++;
		m->issues[i].type[s->type].n[stance]++;
		m->themes[m->issues[i].theme].all.n[stance]++;
	}
	m->by_type[s->type]++;
}

/* (support - oppose) / issues addressed, compared without division. */
static int by_mean(const sp_submitter *x, const sp_submitter *y)
{
	long a = (long)sp_tally_net(&x->issues) * sp_tally_voices(&y->issues);
	long b = (long)sp_tally_net(&y->issues) * sp_tally_voices(&x->issues);

	return a > b ? -1 : a < b;
}

static int row_order(const void *a, const void *b)
{
	const sp_submitter *x = a, *y = b;
	int vx = sp_tally_voices(&x->issues), vy = sp_tally_voices(&y->issues);
	int order = x->type - y->type;

	/* Who addresses nothing comes last: it has no mean. */
	if (!order)
		order = (vx == 0) - (vy == 0);
	if (!order && vx && vy)
		order = by_mean(x, y);
	if (!order)
		order = vy - vx;
	if (!order)
		order = strcmp(x->name, y->name);
	return order ? order : x->id < y->id ? -1 : x->id > y->id;
}

static int by_voices(const void *a, const void *b)
{
	const sp_submitter *x = *(sp_submitter *const *)a;
	const sp_submitter *y = *(sp_submitter *const *)b;
	int order = sp_tally_voices(&y->issues) - sp_tally_voices(&x->issues);

	return order ? order : row_order(x, y);
}

/* The documents of those whom the report is about, and their dates. */
static void read_documents(sp_model *m)
{
	sp_read *r = &m->read;

	r->first = r->last = "";
	for (int i = 0; i < m->nsubmitters; i++) {
		const sp_submitter *s = &m->submitters[i];

		r->documents += s->documents;
		if (*s->first && (!*r->first || strcmp(s->first, r->first) < 0))
			r->first = s->first;
		if (strcmp(s->last, r->last) > 0)
			r->last = s->last;
	}
}

/* The matrix shows those who address most issues, up to its limit. */
static void pick_rows(sp_model *m, int most)
{
	sp_submitter **all = sp_calloc((size_t)m->nsubmitters + 1,
				       sizeof *all);

	for (int i = 0; i < m->nsubmitters; i++)
		all[i] = &m->submitters[i];
	qsort(all, (size_t)m->nsubmitters, sizeof *all, by_voices);
	m->nmatrix = m->nsubmitters < most ? m->nsubmitters : most;
	for (int i = 0; i < m->nmatrix; i++)
		all[i]->in_matrix = true;
	free(all);
}

static bool read_matrix(sp_corpus *c, sp_model *m, int most, sp_error *err)
{
	size_t n = (size_t)m->nissues;

	read_documents(m);
	index_submitters(m);
	m->stances = sp_calloc((size_t)m->nsubmitters * n + 1, 1);
	if (!each(c, m, stances_sql, stance_row, err) ||
	    !each(c, m, reported_sql, reported_row, err))
		return false;
	for (int i = 0; i < m->nsubmitters; i++) {
		m->submitters[i].stance = m->stances + (size_t)i * n;
		count_row(m, &m->submitters[i]);
	}
	qsort(m->submitters, (size_t)m->nsubmitters, sizeof *m->submitters,
	      row_order);
	index_submitters(m);
	pick_rows(m, most);
	return true;
}

/* ---- the whole ---------------------------------------------------------- */

static bool read_all(sp_corpus *c, sp_model *m, const sp_report_options *o,
		     sp_error *err)
{
	const char *path = sp_corpus_path(c);

	if (!each(c, m, counts_sql, counts_row, err))
		return false;
	if (!m->received.documents)
		return sp_fail(err, SP_ENOROW, path, 0,
			       "holds no documents: run standpoint ingest");
	if (!m->received.analysed)
		return sp_fail(err, SP_ENOROW, path, 0,
			       "holds no analysed documents: run standpoint "
			       "analyze");
	if (!each(c, m, packs_sql, pack_row, err) ||
	    !each(c, m, issues_sql, issue_row, err) ||
	    !each(c, m, submitters_sql, submitter_row, err) ||
	    !sp_model_choose(m, o, path, err))
		return false;
	if (!m->nissues || !m->nsubmitters)
		return sp_fail(err, SP_ENOROW, path, 0,
			       "holds no issues or no submitters to report on");
	return read_matrix(c, m, o->top ? o->top : MATRIX_MAX, err);
}

sp_model *sp_model_new(sp_corpus *c, const sp_report_options *o,
		       sp_error *err)
{
	sp_model *m = sp_calloc(1, sizeof *m);

	m->arena = sp_arena_new();
	if (!read_all(c, m, o, err)) {
		sp_model_free(m);
		return NULL;
	}
	return m;
}

void sp_model_free(sp_model *m)
{
	if (!m)
		return;
	free(m->submitters);
	free(m->issues);
	free(m->themes);
	free(m->packs);
	free(m->stances);
	free(m->by_id);
	free(m->asked);
	sp_arena_free(m->arena);
	free(m);
}
