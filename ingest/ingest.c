/* The run: list, read in parallel, store in order. Workers read, parse and
 * split sentences; the caller's thread alone touches the corpus. */
#include "config.h"

#include "ingest/ingest.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/pipeline.h"
#include "ingest/about.h"
#include "ingest/aliases.h"
#include "ingest/manifest.h"
#include "ingest/reader.h"
#include "ingest/walk.h"

enum { BATCH_DOCUMENTS = 200, BATCH_BYTES = 8 << 20 };

/* What the corpus has of a file already. */
typedef struct known {
	bool is, stale;		/* stale: its metadata is no longer the manifest's */
	int64_t bytes;
	char sha256[SP_SHA256_HEX];
} known;

typedef struct run {
	sp_corpus *corpus;
	const sp_ingest_options *o;
	sp_ingest_counts *counts;
	sp_error *err;
	sp_walk walk;
	sp_dialects *dialects;
	sp_kinds *kinds;
	sp_manifest *manifest;
	known *known;
	size_t batch, batch_bytes;
} run;

/* ---- before: lists ------------------------------------------------------------------ */

static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? sp_strndup(path, (size_t)(slash - path)) : sp_strdup("");
}

static bool load_manifests(run *r)
{
	r->manifest = sp_manifest_new();
	if (r->o->manifest)
		return sp_manifest_add(r->manifest, r->o->manifest, "", r->err);
	for (size_t i = 0; i < r->walk.nmanifests; i++) {
		char *folder = folder_of(r->walk.manifests[i]);
		bool ok = sp_manifest_add(r->manifest, r->walk.manifests[i], folder, r->err);
		free(folder);
		if (!ok)
			return false;
	}
	return true;
}

static bool differs(const sp_query *q, int col, const char *wanted)
{
	return wanted && strcmp(sp_query_text(q, col), wanted) != 0;
}

/* Does the corpus say something else of a document than the manifest does? */
static bool is_stale(sp_query *q, const sp_manifest_row *row, const char *path,
		     sp_error *err)
{
	bool stale;

	sp_query_reset(q);
	sp_query_bind_text(q, 1, path);
	if (!sp_query_step(q, err))
		return false;
	stale = differs(q, 0, row->submitter) || differs(q, 1, row->type) ||
		differs(q, 2, row->date) || differs(q, 3, row->docket) ||
		differs(q, 4, row->url);
	sp_query_reset(q);
	return stale;
}

static bool load_known(run *r)
{
	sp_query *q = sp_query_new(r->corpus,
		"SELECT s.value, t.value, d.submitted_on, d.docket_id, d.url "
		"FROM document d "
		"LEFT JOIN metadata s ON s.document = d.id AND s.field = 'submitter' "
		"LEFT JOIN metadata t ON t.document = d.id AND t.field = 'submitter_type' "
		"WHERE d.path = ?1", r->err);

	r->known = sp_calloc(r->walk.n, sizeof *r->known);
	for (size_t i = 0; q && i < r->walk.n && !r->err->code; i++) {
		known *k = &r->known[i];
		const char *path = r->walk.found[i].path;
		const sp_manifest_row *row;
		if (r->walk.found[i].problem)
			continue;
		k->is = sp_corpus_known(r->corpus, path, &k->bytes, k->sha256, r->err);
		k->stale = r->o->language != NULL;
		row = k->is ? sp_manifest_find(r->manifest, path) : NULL;
		if (row)
			k->stale |= is_stale(q, row, path, r->err);
	}
	sp_query_free(q);
	return !r->err->code;
}

/* ---- workers -------------------------------------------------------------------------- */

static void *worker_new(void *arg)
{
	run *r = arg;

	return sp_reader_new(r->dialects);
}

static void worker_free(void *arg, void *worker)
{
	(void)arg;
	sp_reader_free(worker);
}

static sp_document *unreadable(const char *path, const char *what)
{
	sp_document *d = sp_document_new(path);

	d->status = SP_DOC_FAILED;
	sp_sha256("", 0, d->sha256);
	sp_document_problem(d, SP_ERROR, 0, "%s", what);
	return d;
}

static void set_language(sp_document *d, const char *tag)
{
	d->language = sp_arena_strdup(d->arena, tag);
	d->language_from = "given";
}

/* A result of NULL says: unchanged. */
static void *work(void *arg, void *worker, size_t i, size_t *bytes)
{
	run *r = arg;
	const sp_found *f = &r->walk.found[i];
	const known *k = &r->known[i];
	sp_error err = SP_ERROR_INIT;
	sp_source source;
	sp_document *d;

	*bytes = 0;
	if (f->problem) {
		d = unreadable(f->path, f->problem);
	} else if (!sp_reader_load(worker, f->path, &source, &err)) {
		d = unreadable(f->path, err.msg);
	} else {
		if (k->is && !k->stale && (size_t)k->bytes == source.n &&
		    strcmp(k->sha256, source.sha256) == 0)
			return NULL;
		d = sp_reader_read(worker, f->path, &source, r->o->all);
	}
	const sp_manifest_row *row = sp_manifest_find(r->manifest, f->path);
	if (row)
		sp_manifest_apply(row, d);
	for (sp_document *part = d; part; part = part->next) {
		sp_about(r->kinds, part);
		if (r->o->language)
			set_language(part, r->o->language);
	}
	*bytes = sp_arena_size(d->arena);
	return d;
}

/* ---- the writer ------------------------------------------------------------------------- */

static void notice(const run *r, const sp_document *d)
{
	sp_error line = SP_ERROR_INIT;
	char text[1200];

	if (!r->o->notice)
		return;
	for (size_t i = 0; i < d->nproblems; i++) {
		if (d->problems[i].severity != SP_ERROR)
			continue;
		sp_fail(&line, SP_EIO, d->path, d->problems[i].line, "%s",
			d->problems[i].message);
		r->o->notice(r->o->notice_arg, sp_error_text(&line, text, sizeof text));
		return;
	}
}

/* A path that could not even be listed is no document: only its problem is. */
static bool store_problem(run *r, const sp_document *d)
{
	return sp_corpus_forget_problems(r->corpus, d->path, "ingest", r->err) &&
		sp_corpus_problem(r->corpus, d->path, "ingest", SP_ERROR, 0,
				  d->problems[0].message, r->err);
}

static bool end_batch(run *r, size_t bytes)
{
	r->batch_bytes += bytes;
	if (++r->batch < BATCH_DOCUMENTS && r->batch_bytes < BATCH_BYTES)
		return true;
	r->batch = r->batch_bytes = 0;
	return sp_corpus_commit(r->corpus, r->err) &&
		sp_corpus_begin(r->corpus, r->err);
}

static void count(run *r, size_t i, const sp_document *d)
{
	if (!d)
		r->counts->unchanged++;
	else if (d->status == SP_DOC_FAILED)
		r->counts->failed++;
	else if (r->known[i].is)
		r->counts->changed++;
	else
		r->counts->added++;
	if (d && d->status == SP_DOC_EMPTY)
		r->counts->empty++;
}

static bool consume(void *arg, size_t i, void *result)
{
	run *r = arg;
	sp_document *d = result;
	bool ok = true;

	count(r, i, d);
	if (d) {
		if (d->status == SP_DOC_FAILED)
			notice(r, d);
		ok = r->walk.found[i].problem ? store_problem(r, d) :
			sp_corpus_put(r->corpus, d, NULL, r->err);
		ok = ok && end_batch(r, sp_arena_size(d->arena));
		sp_document_free(d);
	}
	sp_progress_update(r->o->progress, "ingest", i + 1, r->walk.n);
	return ok;
}

static void drop(void *arg, void *result)
{
	(void)arg;
	sp_document_free(result);
}

static bool store_all(run *r)
{
	sp_pipeline p = {
		.jobs = r->o->jobs > 0 ? r->o->jobs : sp_cores(),
		.tasks = r->walk.n,
		.arg = r,
		.worker_new = worker_new,
		.worker_free = worker_free,
		.work = work,
		.consume = consume,
		.drop = drop,
	};

	if (!sp_corpus_begin(r->corpus, r->err))
		return false;
	if (!sp_pipeline_run(&p) || !sp_corpus_commit(r->corpus, r->err)) {
		sp_corpus_rollback(r->corpus);
		return false;
	}
	return true;
}

/* Before anything is read: a fault in it is told at once. */
static bool load_aliases(run *r)
{
	return !r->o->aliases ||
		(sp_corpus_begin(r->corpus, r->err) &&
		 sp_aliases_load(r->corpus, r->o->aliases, r->err) &&
		 sp_corpus_commit(r->corpus, r->err)) ||
		(sp_corpus_rollback(r->corpus), false);
}

/* ---- the calls ----------------------------------------------------------------------------- */

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
	run r = { .corpus = c, .o = o, .counts = counts, .err = err ? err : &own };
	bool ok;

	*counts = (sp_ingest_counts){ 0 };
	sp_walk_run(&r.walk, paths, n);
	r.dialects = sp_dialects_new(o->dialects, o->ndialects, r.err);
	r.kinds = r.dialects ? sp_kinds_new(o->kinds, r.err) : NULL;
	counts->found = r.walk.n;
	counts->skipped = r.walk.skipped;
	ok = r.kinds && any_path(&r, n) && load_manifests(&r) &&
		load_known(&r) && load_aliases(&r) && store_all(&r) &&
		sp_corpus_join_submitters(c, r.err);
	sp_manifest_free(r.manifest);
	sp_dialects_free(r.dialects);
	sp_kinds_free(r.kinds);
	sp_walk_release(&r.walk);
	free(r.known);
	return ok;
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
	if (o->manifest && !sp_manifest_add(manifest, o->manifest, "", err))
		goto done;
	sp_reader_explain(reader, o->explain);
	d = sp_reader_read(reader, path, &source, o->all);
	const sp_manifest_row *row = sp_manifest_find(manifest, path);
	if (row)
		sp_manifest_apply(row, d);
	for (sp_document *part = d; part; part = part->next)
		sp_about(kinds, part);
	explain_metadata(o->explain, d);
done:
	sp_reader_free(reader);
	sp_kinds_free(kinds);
	sp_manifest_free(manifest);
	sp_dialects_free(dialects);
	return d;
}
