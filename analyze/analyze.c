/* Workers read a document from the corpus by a handle of their own, match and
 * decide; the caller's thread alone writes, in the order of the documents. */
#include "config.h"

#include "analyze/analyze.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/campaign.h"
#include "analyze/reading.h"
#include "base/buf.h"
#include "base/interrupt.h"
#include "base/mem.h"
#include "base/pipeline.h"
#include "base/sentence.h"

#define DOCUMENTS_A_TRANSACTION 200

/* What a worker found in one document. */
typedef struct found {
	sp_document *doc;	/* holder names point into its arena */
	sp_position_row *rows;
	size_t n, cap;
	size_t sentences;
	sp_error err;
} found;

/* Where a sentence stands. */
typedef struct place {
	int64_t block;
	sp_range range;
} place;

/* The documents that packs of this run have analysed, by id. */
typedef struct done {
	int64_t *ids;
	size_t n;
	sp_buf packs;		/* their ids, for SQL */
} done;

typedef struct job {
	sp_corpus *corpus;
	const sp_pack *pack;
	sp_pack_ids ids;
	const int64_t *due;
	size_t ndue, in_transaction;
	const sp_progress *progress;
	const done *before;	/* by the packs before this one */
	sp_analyze_counts *counts;
	sp_error *err;
} job;

typedef struct worker {
	sp_corpus *corpus;	/* NULL if it could not be opened */
	sp_reading *reading;
	sp_error err;
} worker;

static void *worker_new(void *arg)
{
	const job *j = arg;
	worker *w = sp_calloc(1, sizeof *w);

	w->corpus = sp_corpus_open(sp_corpus_path(j->corpus), SP_CORPUS_READ,
				   &w->err);
	w->reading = sp_reading_new(j->pack);
	return w;
}

static void worker_free(void *arg, void *state)
{
	worker *w = state;

	(void)arg;
	sp_corpus_close(w->corpus);
	sp_reading_free(w->reading);
	free(w);
}

static void free_found(found *f)
{
	sp_document_free(f->doc);
	free(f->rows);
	free(f);
}

static void drop(void *arg, void *result)
{
	(void)arg;
	free_found(result);
}

/* ---- one document -------------------------------------------------------- */

/* Where each sentence stands, in their order. */
typedef struct places {
	place *list;
	size_t n, cap;
} places;

static void note_place(void *arg, const sp_block *b, sp_range r,
		       const sp_verdict *v)
{
	places *p = arg;

	(void)v;
	p->list = sp_grow(p->list, p->n, &p->cap, sizeof *p->list);
	p->list[p->n++] = (place){ b->id, r };
}

static void add_row(found *f, const place *at, const sp_row *row)
{
	f->rows = sp_grow(f->rows, f->n, &f->cap, sizeof *f->rows);
	f->rows[f->n++] = (sp_position_row){
		.block = at->block, .begin = at->range.begin,
		.end = at->range.end, .issue = row->issue, .rule = row->entry,
		.oppose = row->sign < 0, .other = row->other,
		.holder_name = row->holder ?
			sp_arena_strdup(f->doc->arena, row->holder) : NULL,
		.decided_begin = at->range.begin + row->begin,
		.decided_end = at->range.begin + row->end
	};
}

static void find_positions(worker *w, found *f)
{
	places p = { 0 };
	size_t n;

	sp_read_document(w->reading, f->doc, note_place, &p);
	f->sentences = p.n;
	const sp_row *rows = sp_reading_rows(w->reading, &n);
	for (size_t i = 0; i < n; i++)
		if (rows[i].stands)
			add_row(f, &p.list[rows[i].sentence], &rows[i]);
	free(p.list);
}

static void *work(void *arg, void *state, size_t i, size_t *bytes)
{
	const job *j = arg;
	worker *w = state;
	found *f = sp_calloc(1, sizeof *f);

	if (!w->corpus) {
		f->err = w->err;
		return f;
	}
	f->doc = sp_corpus_document(w->corpus, j->due[i], &f->err);
	if (!f->doc)
		return f;
	find_positions(w, f);
	*bytes = sp_arena_size(f->doc->arena) + f->cap * sizeof *f->rows;
	return f;
}

/* ---- writing ------------------------------------------------------------- */

static int by_id(const void *x, const void *y)
{
	const int64_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

static bool is_done(const done *d, int64_t id)
{
	return d->n && bsearch(&id, d->ids, d->n, sizeof id, by_id);
}

static bool store(job *j, size_t i, const found *f)
{
	if (f->err.code != SP_OK) {
		*j->err = f->err;
		return false;
	}
	if (!j->in_transaction && !sp_corpus_begin(j->corpus, j->err))
		return false;
	if (!sp_corpus_put_positions(j->corpus, j->due[i], &j->ids, f->rows,
				     f->n, j->err))
		return false;
	if (!is_done(j->before, j->due[i])) {
		j->counts->documents++;
		j->counts->sentences += f->sentences;
	}
	j->counts->positions += f->n;
	if (++j->in_transaction < DOCUMENTS_A_TRANSACTION && i + 1 < j->ndue)
		return true;
	j->in_transaction = 0;
	return sp_corpus_commit(j->corpus, j->err);
}

static bool consume(void *arg, size_t i, void *result)
{
	job *j = arg;
	bool ok = store(j, i, result);

	free_found(result);
	sp_progress_update(j->progress, "analyze", i + 1, j->ndue);
	return ok;
}

/* ---- packs --------------------------------------------------------------- */

static bool record_pack(sp_corpus *c, const sp_pack *p, sp_pack_ids *ids,
			sp_error *err)
{
	sp_dimension_row *dims = sp_calloc(p->ndimensions, sizeof *dims);
	sp_issue_row *issues = sp_calloc(p->nissues, sizeof *issues);
	sp_rule_row *rules = sp_calloc(p->nentries, sizeof *rules);

	for (size_t i = 0; i < p->ndimensions; i++)
		dims[i] = (sp_dimension_row){ p->dimensions[i].name,
					      p->dimensions[i].title };
	for (size_t i = 0; i < p->nissues; i++)
		issues[i] = (sp_issue_row){
			p->issues[i].dimension, p->issues[i].name,
			p->issues[i].short_name, p->issues[i].proposition,
			p->issues[i].title, p->issues[i].stake
		};
	for (size_t i = 0; i < p->nentries; i++)
		rules[i] = (sp_rule_row){ p->entries[i].issue,
					  p->entries[i].name,
					  p->entries[i].pattern,
					  p->entries[i].line };
	sp_pack_row row = {
		.name = p->name, .version = p->version, .title = p->title,
		.language = p->language, .sha256 = p->sha256,
		.dimensions = dims, .ndimensions = p->ndimensions,
		.issues = issues, .nissues = p->nissues,
		.rules = rules, .nrules = p->nentries
	};
	bool ok = sp_corpus_begin(c, err) &&
		  sp_corpus_put_pack(c, &row, ids, err) &&
		  sp_corpus_commit(c, err);
	if (!ok)
		sp_corpus_rollback(c);
	free(dims);
	free(issues);
	free(rules);
	return ok;
}

static int jobs_of(const sp_analyze_options *o)
{
	return o->jobs > 0 ? o->jobs : sp_cores();
}

static void add_done(done *d, const int64_t *due, size_t n, int64_t pack)
{
	d->ids = sp_realloc(d->ids, (d->n + n + 1) * sizeof *d->ids);
	for (size_t i = 0, had = d->n; i < n; i++) {
		const done earlier = { .ids = d->ids, .n = had };
		if (!is_done(&earlier, due[i]))
			d->ids[d->n++] = due[i];
	}
	qsort(d->ids, d->n, sizeof *d->ids, by_id);
	sp_buf_addf(&d->packs, "%s%lld", d->packs.len ? "," : "", (long long)pack);
}

static bool apply(sp_corpus *c, const sp_pack *pack,
		  const sp_analyze_options *o, done *before,
		  sp_analyze_counts *counts, sp_error *err)
{
	job j = { .corpus = c, .pack = pack, .progress = o->progress,
		  .before = before, .counts = counts, .err = err };
	int64_t *due;

	if (!record_pack(c, pack, &j.ids, err) ||
	    !sp_corpus_due(c, j.ids.pack, &due, &j.ndue, err))
		return false;
	j.due = due;
	sp_pipeline p = {
		.jobs = jobs_of(o), .tasks = j.ndue,
		.arg = &j, .worker_new = worker_new,
		.worker_free = worker_free, .work = work, .consume = consume,
		.drop = drop
	};
	bool ok = sp_pipeline_run(&p);
	/* what was found when a signal came is kept */
	if (!ok && err->code == SP_OK && !sp_interrupt_check(err) && j.in_transaction)
		sp_corpus_commit(c, err);
	sp_corpus_rollback(c);
	add_done(before, due, j.ndue, j.ids.pack);
	free(due);
	return ok;
}

/* Documents that `sql`, open at its end, finds for the packs of this run. */
static bool count(sp_corpus *c, const char *sql, const done *d, size_t *out,
		  sp_error *err)
{
	sp_buf b = SP_BUF_INIT;

	sp_buf_adds(&b, sql);
	sp_buf_addf(&b, " IN (%s)", d->packs.data);
	int64_t n = sp_corpus_int(c, b.data, err);
	sp_buf_release(&b);
	*out = n > 0 ? (size_t)n : 0;
	return n >= 0;
}

/* What was there before, and what no pack of the run's language can code. */
static bool count_others(sp_corpus *c, const done *d, sp_analyze_counts *counts,
			 sp_error *err)
{
	size_t all;

	if (!count(c, "SELECT count(DISTINCT document) FROM analysis"
		   " WHERE pack", d, &all, err) ||
	    !count(c, "SELECT count(DISTINCT u.document) FROM uncoded u"
		   " JOIN pack p ON p.name = u.pack WHERE p.id", d,
		   &counts->uncoded, err))
		return false;
	counts->unchanged = all - counts->documents;
	return true;
}

static sp_pack *load(const char *file, sp_error *err)
{
	sp_pack *p = sp_pack_load(file, err);

	if (p && !p->nissues) {
		sp_fail(err, SP_ESYNTAX, file, 0,
			"has no issues, so it cannot find positions");
		sp_pack_free(p);
		return NULL;
	}
	return p;
}

bool sp_analyze_takes(const char *pack, sp_error *err)
{
	sp_pack *p = load(pack, err);
	bool ok = p != NULL;

	sp_pack_free(p);
	return ok;
}

static bool find_campaigns(sp_corpus *c, const sp_analyze_options *o,
			   sp_analyze_counts *counts, sp_error *err)
{
	sp_campaign_counts groups;
	bool due;

	if (!sp_corpus_compare_due(c, &due, err))
		return false;
	if (due && !sp_campaign_find(c, jobs_of(o), &groups, err))
		return false;
	int64_t n = sp_corpus_int(c, "SELECT count(*) FROM campaign", err);
	counts->campaigns = n > 0 ? (size_t)n : 0;
	return n >= 0;
}

bool sp_analyze_run(sp_corpus *c, const sp_analyze_options *o,
		    sp_analyze_counts *counts, sp_error *err)
{
	static const char *const builtin[] = { "ai-policy" };
	const char *const *files = o->npacks ? o->packs : builtin;
	size_t n = o->npacks ? o->npacks : 1;
	done d = { .packs = SP_BUF_INIT };
	bool ok = true;

	memset(counts, 0, sizeof *counts);
	for (size_t i = 0; ok && i < n; i++) {
		sp_pack *p = load(files[i], err);
		ok = p && apply(c, p, o, &d, counts, err);
		sp_pack_free(p);
	}
	ok = ok && count_others(c, &d, counts, err) &&
	     sp_corpus_note_uncoded(c, err) && find_campaigns(c, o, counts, err);
	free(d.ids);
	sp_buf_release(&d.packs);
	return ok;
}
