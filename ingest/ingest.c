/* The run: survey, read in parallel, store in order. Workers read, parse and
 * split sentences (work.h); the caller's thread alone writes to the corpus. */
#include "config.h"

#include "ingest/ingest.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/interrupt.h"
#include "base/mem.h"
#include "base/pipeline.h"
#include "ingest/about.h"
#include "ingest/aliases.h"
#include "ingest/date.h"
#include "ingest/feed.h"
#include "ingest/manifest.h"
#include "ingest/missing.h"
#include "ingest/places.h"
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
	sp_places *places;	/* folders that the corpus knows by another path */
	sp_dialects *dialects;
	sp_kinds *kinds;
	sp_work_options work;
	sp_manifest *manifest;
	sp_feed *feed;
	sp_teller tell;
	size_t lost_rows;	/* rows of a manifest that are gone */
	sp_buf first_lost;	/* whose */
	char today[SP_DATE_SIZE];
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

static bool next(void *arg, void *own, size_t i)
{
	run *r = arg;
	sp_task *t = &((worker *)own)->task;
	sp_item *item = &t->item;

	(void)i;
	if (!sp_feed_next(r->feed, item))
		return false;
	sp_rows_of(r->manifest, item->path.data, item->archive,
		   item->row ? item->said.table : NULL, &t->rows);
	t->table = *t->rows.fingerprint || item->row ? NULL :
		sp_manifest_covers(r->manifest, item->path.data);
	t->is_known = sp_corpus_known(r->reading, item->path.data, &t->known, &r->fetch_err);
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

/* Each bad document is named once, by the worst that is known of it: it failed, was
 * read in parts, or is empty and was not meant to be. */
static void notice(run *r, const sp_result *x)
{
	for (const sp_document *d = x->d; d; d = d->next) {
		bool empty = d->status == SP_DOC_EMPTY && !x->meant;
		const sp_problem *worst = NULL;
		for (size_t i = 0; i < d->nproblems; i++) {
			const sp_problem *p = &d->problems[i];
			if ((p->severity > SP_NOTE || empty) &&
			    (!worst || p->severity > worst->severity))
				worst = p;
		}
		if (worst)
			sp_tell_line(&r->tell, d->path, worst->line,
				     worst->severity, worst->message);
	}
}

/* Told, but not kept: a corpus does not depend on the clock. */
static void say_future(run *r, const sp_document *d)
{
	sp_buf line = SP_BUF_INIT;

	for (; d; d = d->next)
		if (d->submitted_on && strcmp(d->submitted_on, r->today) > 0) {
			sp_buf_clear(&line);
			sp_buf_addf(&line, "its date, %s, lies in the future", d->submitted_on);
			sp_tell_line(&r->tell, d->path, 0, SP_WARNING, line.data);
		}
	sp_buf_release(&line);
}

static bool store(run *r, const sp_result *x)
{
	count_stored(r, x);
	say_future(r, x->d);
	notice(r, x);
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

/* Each is noted; one line tells of all. */
static bool note_lost_row(run *r, const char *path)
{
	sp_buf line = SP_BUF_INIT;

	sp_buf_addf(&line, "the row of '%s' is gone: what it said is taken back", path);
	if (!r->lost_rows++)
		sp_buf_adds(&r->first_lost, path);
	bool ok = sp_corpus_problem(r->corpus, path, "ingest", SP_WARNING, 0, line.data, r->err);
	sp_buf_release(&line);
	return ok;
}

static void say_lost_rows(run *r)
{
	sp_buf line = SP_BUF_INIT;

	if (r->lost_rows == 1)
		sp_buf_addf(&line, "the row of '%s' is gone: what it said is taken back",
			    r->first_lost.data);
	else
		sp_buf_addf(&line, "the rows of %zu documents are gone, this one's first: what they said is taken back",
			    r->lost_rows);
	if (r->lost_rows)
		sp_tell_line(&r->tell, r->first_lost.data, 0, SP_WARNING, line.data);
	sp_buf_release(&line);
}

/* A document that no manifest describes, although others beside it are. */
static bool say_row(run *r, const sp_result *x)
{
	sp_buf line = SP_BUF_INIT;

	if (x->row_lost)
		return note_lost_row(r, x->d->path);
	if (x->table && x->verdict != SP_LINE)
		sp_buf_addf(&line, "no row for '%s'", x->d->path);
	const char *path = x->table ? x->table : x->d->path;
	bool ok = !line.len ||
		/* not told again by each later run */
		(x->verdict == SP_UNCHANGED ?
		 sp_corpus_problem(r->corpus, path, "ingest", SP_NOTE, 0, line.data, r->err) :
		 sp_tell(&r->tell, path, 0, SP_NOTE, line.data, r->err));
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
	ok = ok && sp_missing_met(r->corpus, x->d->path, r->err);
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

	return (sp_pipeline_run(&p) || sp_interrupt_check(r->err)) &&
		sp_error_pass(r->err, &r->fetch_err);
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
	char *name = r->o->manifest ? sp_walk_tidy(r->o->manifest) : NULL;
	bool ok = !name || sp_manifest_add_file(r->manifest, name, name, NULL, r->err);
	free(name);
	return ok;
}

/* That a folder goes by another path; what was told of it by that path before is
 * forgotten, to be told anew. */
static bool say_places(run *r)
{
	sp_buf line = SP_BUF_INIT;
	bool ok = true;

	for (size_t i = 0; ok && i < sp_places_count(r->places); i++) {
		const char *given, *known;
		sp_places_get(r->places, i, &given, &known);
		sp_buf_clear(&line);
		sp_buf_addf(&line, "is in the corpus as '%s': its documents keep that path",
			    *known ? known : ".");
		sp_tell_line(&r->tell, *given ? given : ".", 0, SP_NOTE, line.data);
		if (*known)	/* all below "." would be too much */
			ok = sp_tell_anew(&r->tell, &known, 1, r->err);
	}
	sp_buf_release(&line);
	return ok;
}

static bool say_complaints(run *r)
{
	bool ok = true;

	for (size_t i = 0; ok && i < sp_manifest_complaints(r->manifest); i++) {
		const sp_complaint *c = sp_manifest_complaint(r->manifest, i);
		ok = sp_tell(&r->tell, c->table, c->line, c->severity, c->message, r->err);
	}
	return ok;
}

/* A row of a part is used if its file came to have that part. */
static bool is_used(run *r, const sp_manifest_row *row)
{
	sp_buf path = SP_BUF_INIT;
	sp_known known;
	bool used = row->used || row->attached_to;

	if (!used && row->part_of) {
		sp_buf_addf(&path, "%s%s", row->part_of, strrchr(row->file, '#'));
		used = sp_corpus_known(r->corpus, path.data, &known, r->err);
	}
	sp_buf_release(&path);
	return used;
}

static bool say_unused_rows(run *r)
{
	sp_buf line = SP_BUF_INIT;
	bool ok = true;

	for (size_t i = 0; ok && i < sp_manifest_rows(r->manifest); i++) {
		const sp_manifest_row *row = sp_manifest_row_at(r->manifest, i);
		if (is_used(r, row))
			continue;
		sp_buf_clear(&line);
		sp_buf_addf(&line, "no document '%s' was met", row->file);
		ok = sp_tell(&r->tell, row->table, row->line, SP_WARNING, line.data, r->err);
	}
	sp_buf_release(&line);
	return ok;
}

static bool look_for_missing(run *r, const char *const *paths, size_t n)
{
	return sp_missing_look(r->corpus, paths, n, r->places, r->err) &&
		sp_missing_count(r->corpus, &r->counts->missing, r->err) &&
		(!r->o->remove_missing || sp_missing_remove(r->corpus, r->err));
}

static bool ingest(run *r, const char *const *paths, size_t n)
{
	bool ok = sp_corpus_begin(r->corpus, r->err) &&
		sp_tell_anew(&r->tell, paths, n, r->err) && say_places(r) && say_complaints(r) &&
		sp_missing_begin(r->corpus, r->err) && store_all(r) &&
		look_for_missing(r, paths, n) && (say_lost_rows(r), say_unused_rows(r)) && sp_corpus_commit(r->corpus, r->err);

	/* what was read when a signal came is kept */
	if (!ok && r->err->code == SP_EINTERRUPTED)
		sp_corpus_commit(r->corpus, r->err);
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

static void set_today(run *r)
{
	time_t now = time(NULL) + 24 * 60 * 60;	/* it may be tomorrow elsewhere */
	struct tm tm;

	strftime(r->today, sizeof r->today, "%Y-%m-%d", gmtime_r(&now, &tm));
}

/* Documents of the same bytes as another; the parts of one file are none. */
static bool count_copies(run *r)
{
	if (!r->counts->added && !r->counts->changed)
		return true;
	int64_t n = sp_corpus_int(r->corpus,
		"WITH stem AS (SELECT path, sha256, rtrim(path, '0123456789') AS stem"
		"  FROM document WHERE bytes > 0),"
		" file AS (SELECT sha256 FROM stem d WHERE stem = path OR NOT EXISTS"
		"  (SELECT 1 FROM document f WHERE f.path || '#' = d.stem"
		"   AND f.path = substr(d.stem, 1, length(d.stem) - 1) AND f.sha256 = d.sha256))"
		" SELECT ifnull(sum(n), 0) FROM (SELECT count(*) - 1 AS n FROM file"
		" GROUP BY sha256 HAVING count(*) > 1)", r->err);
	r->counts->copies = n > 0 ? (size_t)n : 0;
	return n >= 0;
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
	sp_buf_init(&r.first_lost);
	set_today(&r);
	sp_walk_run(&r.walk, paths, n);
	r.dialects = sp_dialects_new(o->dialects, o->ndialects, r.err);
	r.kinds = r.dialects ? sp_kinds_new(o->kinds, r.err) : NULL;
	r.work = (sp_work_options){
		.kinds = r.kinds, .language = o->language, .all = o->all,
	};
	r.feed = sp_feed_new(&r.walk);
	ok = r.kinds && fingerprint(&r) && any_path(&r, n) &&
		(r.reading = sp_corpus_open(sp_corpus_path(c), SP_CORPUS_READ, r.err)) &&
		(r.places = sp_places_new(r.reading, &r.walk, r.err)) &&
		load_manifests(&r) && load_aliases(&r) && ingest(&r, paths, n) && sp_corpus_join_submitters(c, r.err) && count_copies(&r);
	sp_skipped_merge(&counts->endings, &r.walk.skipped);
	sp_skipped_merge(&counts->endings, sp_feed_skipped(r.feed));
	counts->skipped += counts->endings.total;
	counts->found = counts->added + counts->changed + counts->unchanged + counts->failed;
	sp_places_free(r.places);
	sp_corpus_close(r.reading);
	sp_feed_free(r.feed);
	sp_manifest_free(r.manifest);
	sp_dialects_free(r.dialects);
	sp_kinds_free(r.kinds);
	sp_walk_release(&r.walk);
	sp_buf_release(&r.first_lost);
	return ok;
}
