/* The run: survey, read in parallel, store in order. Workers read, parse and
 * split sentences (work.h); the caller's thread alone writes to the corpus. */
#include "config.h"

#include "ingest/ingest.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/pipeline.h"
#include "ingest/about.h"
#include "ingest/aliases.h"
#include "ingest/feed.h"
#include "ingest/manifest.h"
#include "ingest/reader.h"
#include "ingest/survey.h"
#include "ingest/tell.h"
#include "ingest/walk.h"
#include "ingest/work.h"

enum { BATCH_DOCUMENTS = 200, BATCH_BYTES = 8 << 20 };

typedef struct run {
	sp_corpus *corpus;
	sp_corpus *reading;	/* what was known before: asked while fetching */
	const sp_ingest_options *o;
	sp_ingest_counts *counts;
	sp_error *err;
	sp_walk walk;
	sp_dialects *dialects;
	sp_kinds *kinds;
	sp_work_options work;
	sp_manifest *manifest;
	sp_feed *feed;
	sp_teller tell;
	char read_by[SP_SHA256_HEX];
	sp_error fetch_err;
	size_t expected;	/* documents, for the progress line */
	size_t batch, batch_bytes;
} run;

/* What a worker has in hand. */
typedef struct worker {
	sp_reader *reader;
	sp_task task;
} worker;

/* ---- fetching: one at a time, in order ------------------------------------------------- */

/* A manifest beside an archive may name its members without naming it. */
static sp_manifest_row *find_row(const run *r, const sp_item *item)
{
	sp_manifest_row *row = sp_manifest_find(r->manifest, item->path.data);
	sp_buf path = SP_BUF_INIT;

	if (row || !item->archive || item->archive >= item->path.len)
		return row;
	size_t folder = item->archive;
	while (folder && item->path.data[folder - 1] != '/')
		folder--;
	sp_buf_add(&path, item->path.data, folder);
	sp_buf_adds(&path, item->path.data + item->archive + 1);
	row = sp_manifest_find(r->manifest, path.data);
	sp_buf_release(&path);
	return row;
}

static bool next(void *arg, void *own, size_t i)
{
	run *r = arg;
	sp_task *t = &((worker *)own)->task;

	(void)i;
	if (!sp_feed_next(r->feed, &t->item))
		return false;
	sp_manifest_row *row = find_row(r, &t->item);
	if (row)
		row->used = true;
	t->row = row;
	t->table = row || t->item.row ? NULL : sp_manifest_covers(r->manifest, t->item.path.data);
	t->is_known = sp_corpus_known(r->reading, t->item.path.data, &t->known, &r->fetch_err);
	return !r->fetch_err.code;
}

/* ---- workers -------------------------------------------------------------------------- */

static void *worker_new(void *arg)
{
	run *r = arg;
	worker *w = sp_calloc(1, sizeof *w);

	w->reader = sp_reader_new(r->dialects);
	sp_item_init(&w->task.item);
	return w;
}

static void worker_free(void *arg, void *own)
{
	worker *w = own;

	(void)arg;
	sp_reader_free(w->reader);
	sp_item_release(&w->task.item);
	free(w);
}

static void *work(void *arg, void *own, size_t i, size_t *bytes)
{
	const run *r = arg;
	worker *w = own;

	(void)i;
	return sp_work(&r->work, w->reader, &w->task, bytes);
}

/* ---- the writer ------------------------------------------------------------------------- */

static bool end_batch(run *r, size_t bytes)
{
	r->batch_bytes += bytes;
	if (++r->batch < BATCH_DOCUMENTS && r->batch_bytes < BATCH_BYTES)
		return true;
	r->batch = r->batch_bytes = 0;
	return sp_corpus_commit(r->corpus, r->err) &&
		sp_corpus_begin(r->corpus, r->err);
}

static void count_stored(run *r, const sp_result *x)
{
	if (x->d->status == SP_DOC_FAILED)
		r->counts->failed++;
	else if (x->was_known)
		r->counts->changed++;
	else
		r->counts->added++;
	r->counts->empty += x->d->status == SP_DOC_EMPTY && !x->meant;
}

static void notice(run *r, const sp_document *d)
{
	for (size_t i = 0; i < d->nproblems; i++)
		if (d->problems[i].severity == SP_ERROR) {
			sp_tell_line(&r->tell, d->path, d->problems[i].line, SP_ERROR,
				     d->problems[i].message);
			return;
		}
}

static bool store(run *r, const sp_result *x)
{
	count_stored(r, x);
	if (x->d->status == SP_DOC_FAILED)
		notice(r, x->d);
	return sp_corpus_put(r->corpus, x->d, NULL, r->err);
}

/* What is no document leaves a line only; an error means that one is missing. */
static bool say(run *r, const sp_result *x)
{
	const sp_problem *p = &x->d->problems[0];

	r->counts->failed += p->severity == SP_ERROR;
	r->counts->skipped += p->severity == SP_WARNING;
	return (!x->was_known ||
		sp_corpus_forget_problems(r->corpus, x->d->path, "ingest", r->err)) &&
		sp_tell(&r->tell, x->d->path, p->line, p->severity, p->message, r->err);
}

/* A document that no manifest describes, although others beside it are. */
static bool say_row(run *r, const sp_result *x)
{
	sp_buf line = SP_BUF_INIT;

	if (x->row_lost)
		sp_buf_addf(&line, "the row of '%s' is gone: what it said is taken back",
			    x->d->path);
	else if (x->table && x->verdict != SP_LINE)
		sp_buf_addf(&line, "no row for '%s'", x->d->path);
	const char *path = x->table ? x->table : x->d->path;
	bool ok = !line.len ||
		/* not told again by each later run */
		(x->verdict == SP_UNCHANGED ?
		 sp_corpus_problem(r->corpus, path, "ingest", SP_NOTE, 0, line.data, r->err) :
		 sp_tell(&r->tell, path, 0, x->row_lost ? SP_WARNING : SP_NOTE, line.data, r->err));
	sp_buf_release(&line);
	return ok;
}

static bool consume(void *arg, size_t i, void *own)
{
	run *r = arg;
	sp_result *x = own;
	bool ok;

	if (x->verdict == SP_UNCHANGED)
		r->counts->unchanged++;
	ok = x->verdict == SP_UNCHANGED || (x->verdict == SP_STORE ? store(r, x) : say(r, x));
	ok = ok && say_row(r, x);
	if (ok && x->verdict != SP_UNCHANGED)
		ok = end_batch(r, sp_arena_size(x->d->arena));
	sp_document_free(x->d);
	free(x);
	sp_progress_update(r->o->progress, "ingest", i + 1,
			   i + 1 < r->expected ? r->expected : i + 1);
	return ok;
}

static void drop(void *arg, void *own)
{
	sp_result *x = own;

	(void)arg;
	sp_document_free(x->d);
	free(x);
}

static bool store_all(run *r)
{
	sp_pipeline p = {
		.jobs = r->o->jobs > 0 ? r->o->jobs : sp_cores(),
		.tasks = SIZE_MAX,
		.arg = r,
		.worker_new = worker_new,
		.worker_free = worker_free,
		.next = next,
		.work = work,
		.consume = consume,
		.drop = drop,
	};

	return sp_pipeline_run(&p) && sp_error_pass(r->err, &r->fetch_err);
}

/* ---- before and after ---------------------------------------------------------------------- */

/* Before anything is read: a fault in it is told at once. */
static bool load_aliases(run *r)
{
	return !r->o->aliases ||
		(sp_corpus_begin(r->corpus, r->err) &&
		 sp_aliases_load(r->corpus, r->o->aliases, r->err) &&
		 sp_corpus_commit(r->corpus, r->err)) ||
		(sp_corpus_rollback(r->corpus), false);
}

static void add_option(sp_buf *all, const char *name, const char *value, size_t n)
{
	sp_buf_addf(all, "%s %zu ", name, n);
	sp_buf_add(all, value, n);
}

static bool add_option_file(sp_buf *all, const char *name, const char *path, sp_error *err)
{
	sp_buf bytes = SP_BUF_INIT;
	bool ok = sp_buf_read(&bytes, path, SP_SOURCE_MAX, err);

	add_option(all, name, bytes.data, bytes.len);
	sp_buf_release(&bytes);
	return ok;
}

/* What decides how a document is read, besides itself: the options, and the
 * words of the files that they name. */
static bool fingerprint(run *r)
{
	const sp_ingest_options *o = r->o;
	sp_buf all = SP_BUF_INIT;
	bool ok = true;

	if (o->all)
		add_option(&all, "all", "", 0);
	if (o->language)
		add_option(&all, "language", o->language, strlen(o->language));
	for (size_t i = 0; ok && i < o->ndialects; i++)
		ok = add_option_file(&all, "dialect", o->dialects[i], r->err);
	if (ok && o->kinds)
		ok = add_option_file(&all, "kinds", o->kinds, r->err);
	if (all.len) {
		sp_sha256(all.data, all.len, r->read_by);
		r->work.read_by = r->read_by;
	}
	sp_buf_release(&all);
	return ok;
}

static bool load_manifests(run *r)
{
	r->manifest = sp_manifest_new();
	r->expected = sp_survey(&r->walk, r->manifest, !r->o->manifest);
	return !r->o->manifest ||
		sp_manifest_add_file(r->manifest, r->o->manifest, r->o->manifest, "", r->err);
}

static bool say_complaints(run *r)
{
	bool ok = true;

	for (size_t i = 0; ok && i < sp_manifest_complaints(r->manifest); i++) {
		const sp_complaint *c = sp_manifest_complaint(r->manifest, i);
		ok = sp_tell(&r->tell, c->table, c->line, SP_WARNING, c->message, r->err);
	}
	return ok;
}

static bool say_unused_rows(run *r)
{
	sp_buf line = SP_BUF_INIT;
	bool ok = true;

	for (size_t i = 0; ok && i < sp_manifest_rows(r->manifest); i++) {
		const sp_manifest_row *row = sp_manifest_row_at(r->manifest, i);
		if (row->used || row->attached_to)
			continue;
		sp_buf_clear(&line);
		sp_buf_addf(&line, "no document '%s' was met", row->file);
		ok = sp_tell(&r->tell, row->table, row->line, SP_WARNING, line.data, r->err);
	}
	sp_buf_release(&line);
	return ok;
}

static bool ingest(run *r, const char *const *paths, size_t n)
{
	bool ok = sp_corpus_begin(r->corpus, r->err) &&
		sp_tell_anew(&r->tell, paths, n, r->err) && say_complaints(r) &&
		store_all(r) && say_unused_rows(r) && sp_corpus_commit(r->corpus, r->err);

	if (!ok)
		sp_corpus_rollback(r->corpus);
	sp_tell_end(&r->tell);
	return ok;
}

/* Paths that all are missing leave nothing to do. */
static bool any_path(run *r, size_t npaths)
{
	size_t missing = 0;
	const sp_found *first = NULL;

	for (size_t i = 0; i < r->walk.n; i++) {
		const sp_found *f = &r->walk.found[i];
		if (f->problem && f->named) {
			first = first ? first : f;
			missing++;
		}
	}
	if (!first || missing < npaths || missing < r->walk.n)
		return true;
	return sp_fail(r->err, SP_EIO, first->path, 0, "%s", first->problem);
}

bool sp_ingest_run(sp_corpus *c, const char *const *paths, size_t n,
		   const sp_ingest_options *o, sp_ingest_counts *counts,
		   sp_error *err)
{
	sp_error own = SP_ERROR_INIT;
	run r = {
		.corpus = c, .o = o, .counts = counts, .err = err ? err : &own,
		.tell = { .corpus = c, .o = o },
	};
	bool ok;

	*counts = (sp_ingest_counts){ 0 };
	sp_walk_run(&r.walk, paths, n);
	r.dialects = sp_dialects_new(o->dialects, o->ndialects, r.err);
	r.kinds = r.dialects ? sp_kinds_new(o->kinds, r.err) : NULL;
	r.work = (sp_work_options){
		.kinds = r.kinds, .language = o->language, .all = o->all,
	};
	r.feed = sp_feed_new(&r.walk);
	ok = r.kinds && fingerprint(&r) && any_path(&r, n) && load_manifests(&r) && load_aliases(&r) &&
		(r.reading = sp_corpus_open(sp_corpus_path(c), SP_CORPUS_READ, r.err)) &&
		ingest(&r, paths, n) && sp_corpus_join_submitters(c, r.err);
	counts->skipped += r.walk.skipped + sp_feed_skipped(r.feed);
	counts->found = counts->added + counts->changed + counts->unchanged + counts->failed;
	sp_corpus_close(r.reading);
	sp_feed_free(r.feed);
	sp_manifest_free(r.manifest);
	sp_dialects_free(r.dialects);
	sp_kinds_free(r.kinds);
	sp_walk_release(&r.walk);
	return ok;
}

/* "charset: windows-1252 (meta element)", "language: en (text)" */
static void explain_text(sp_explanation *x, const sp_document *d)
{
	if (d->charset)
		sp_explain_note_add(x, "charset", "%s (%s)", d->charset, d->charset_by);
	if (d->language)
		sp_explain_note_add(x, "language", "%s (%s)", d->language,
				    d->language_from ? d->language_from : "markup");
	for (size_t i = 0; i < d->nrepairs; i++)
		sp_explain_note_add(x, "repaired", "%zu place%s: %s", d->repairs[i].count,
				    d->repairs[i].count == 1 ? "" : "s", d->repairs[i].kind);
}

/* "submitter_type: academic (kinds: name: university)" */
static void explain_metadata(sp_explanation *x, const sp_document *d)
{
	for (int i = 0; i < SP_DATUM_COUNT; i++) {
		const char *value = sp_document_datum(d, (sp_datum)i);
		const sp_origin *o = &d->origin[i];
		if (value && o->source)
			sp_explain_note_add(x, sp_datum_name((sp_datum)i), "%s (%s%s%s)", value,
					    o->source, o->evidence ? ": " : "",
					    o->evidence ? o->evidence : "");
	}
	for (size_t i = 0; i < d->naliases; i++)
		sp_explain_note_add(x, "also called", "%s (%s)", d->aliases[i].alias,
				    d->aliases[i].evidence);
}

sp_document *sp_ingest_read(const char *path, const sp_ingest_options *o,
			    sp_error *err)
{
	sp_dialects *dialects = sp_dialects_new(o->dialects, o->ndialects, err);
	sp_manifest *manifest = sp_manifest_new();
	sp_kinds *kinds = dialects ? sp_kinds_new(o->kinds, err) : NULL;
	sp_reader *reader = kinds ? sp_reader_new(dialects) : NULL;
	sp_document *d = NULL;
	sp_source source;

	if (!reader || !sp_reader_load(reader, path, &source, err))
		goto done;
	if (o->manifest && !sp_manifest_add_file(manifest, o->manifest, o->manifest, "", err))
		goto done;
	sp_reader_explain(reader, o->explain);
	d = sp_reader_read(reader, path, &source, o->all);
	const sp_manifest_row *row = sp_manifest_find(manifest, path);
	if (row)
		sp_manifest_apply(row, d);
	for (sp_document *part = d; part; part = part->next) {
		sp_reader_mend_said(reader, part);
		sp_about(kinds, part);
	}
	explain_text(o->explain, d);
	explain_metadata(o->explain, d);
done:
	sp_reader_free(reader);
	sp_kinds_free(kinds);
	sp_manifest_free(manifest);
	sp_dialects_free(dialects);
	return d;
}
