/* The run: survey, read in parallel, store in order. Workers read, parse and
 * split sentences; the caller's thread alone writes to the corpus. */
#include "config.h"

#include "ingest/ingest.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/pipeline.h"
#include "ingest/about.h"
#include "ingest/aliases.h"
#include "ingest/bulk.h"
#include "ingest/feed.h"
#include "ingest/manifest.h"
#include "ingest/reader.h"
#include "ingest/survey.h"
#include "ingest/tell.h"
#include "ingest/walk.h"

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
	sp_manifest *manifest;
	sp_feed *feed;
	sp_teller tell;
	sp_error fetch_err;
	size_t expected;	/* documents, for the progress line */
	size_t batch, batch_bytes;
} run;

/* What a worker has in hand. */
typedef struct worker {
	sp_reader *reader;
	sp_item item;
	sp_known known;
	bool is_known;
	const sp_manifest_row *row;
	const char *table;	/* the manifest that ought to have a row */
	bool meant;		/* that there is no text is as it should be */
} worker;

typedef enum verdict {
	STORE,		/* the document is new or changed */
	UNCHANGED,
	LINE		/* no document: only something to be said */
} verdict;

/* What came of an item. */
typedef struct result {
	verdict verdict;
	sp_document *d;		/* LINE: its path and problem */
	bool was_known;
	bool row_lost;		/* a manifest described it, and none does now */
	const char *table;	/* as the worker's */
	bool meant;
} result;

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
	worker *w = own;

	(void)i;
	if (!sp_feed_next(r->feed, &w->item))
		return false;
	sp_manifest_row *row = find_row(r, &w->item);
	if (row)
		row->used = true;
	w->row = row;
	w->table = row || w->item.row ? NULL : sp_manifest_covers(r->manifest, w->item.path.data);
	w->is_known = sp_corpus_known(r->reading, w->item.path.data, &w->known, &r->fetch_err);
	return !r->fetch_err.code;
}

/* ---- workers -------------------------------------------------------------------------- */

static void *worker_new(void *arg)
{
	run *r = arg;
	worker *w = sp_calloc(1, sizeof *w);

	w->reader = sp_reader_new(r->dialects);
	sp_item_init(&w->item);
	return w;
}

static void worker_free(void *arg, void *own)
{
	worker *w = own;

	(void)arg;
	sp_reader_free(w->reader);
	sp_item_release(&w->item);
	free(w);
}

static sp_document *unreadable(const char *path, sp_severity severity, int line,
			       const char *what)
{
	sp_document *d = sp_document_new(path);

	d->status = SP_DOC_FAILED;
	sp_sha256("", 0, d->sha256);
	sp_document_problem(d, severity, line, "%s", what);
	return d;
}

static bool described_as_before(const worker *w)
{
	return strcmp(w->known.described_by, w->row ? w->row->fingerprint : "") == 0;
}

/* One that failed is tried again: it must not pass for read. */
static bool is_unchanged(const run *r, const worker *w, const sp_source *s)
{
	return w->is_known && !w->known.failed && !r->o->language &&
		(size_t)w->known.bytes == s->n &&
		strcmp(w->known.sha256, s->sha256) == 0 && described_as_before(w);
}

/* What a comment says of its attachments, in place of saying something. */
static void refer(worker *w, sp_document *d)
{
	const char *s = w->item.attachments, *name;
	size_t n, files = 0, read = 0;

	while ((n = sp_bulk_attachment(&s, &name))) {
		char *copy = sp_strndup(name, n);
		files++;
		read += sp_name_kind(copy) == SP_KIND_DOCUMENT;
		free(copy);
	}
	if (d->nblocks == 1 && sp_bulk_only_refers(d->blocks[0].text, d->blocks[0].len)) {
		d->nblocks = 0;
		d->status = SP_DOC_EMPTY;
		w->meant = true;
		sp_document_problem(d, SP_NOTE, w->item.line,
				    "says only that something is attached: %zu file%s, of which %zu can be read",
				    files, files == 1 ? "" : "s", read);
	} else if (read < files) {
		sp_document_problem(d, SP_NOTE, w->item.line,
				    "%zu of its attachments are not HTML, XML or text", files - read);
	}
}

/* A row of a bulk download. */
static sp_document *read_row(const run *r, worker *w)
{
	const sp_item *item = &w->item;
	sp_source source = sp_source_of(item->bytes.data, item->bytes.len);

	if (is_unchanged(r, w, &source))
		return NULL;
	sp_document *d = sp_reader_cell(w->reader, item->path.data, &source, item->comment.data,
					item->withdrawn ? 0 : item->comment.len, item->comment_line);
	w->meant = item->withdrawn;
	if (item->withdrawn)
		sp_document_problem(d, SP_NOTE, item->line, "was withdrawn: its text is left out");
	else
		refer(w, d);
	if (d->status == SP_DOC_EMPTY && !d->nproblems)
		sp_document_problem(d, SP_NOTE, item->line, "the row has no comment");
	sp_manifest_apply(&item->said, d);
	d->described_by = NULL;
	if (item->renamed)
		sp_document_problem(d, SP_WARNING, item->line, "another row has this Document ID");
	return d;
}

/* The document; NULL if it is unchanged. */
static sp_document *read_item(const run *r, worker *w)
{
	const char *path = w->item.path.data;
	sp_error err = SP_ERROR_INIT;
	sp_source source;
	sp_document *d;

	if (w->item.row)
		return read_row(r, w);
	if (!w->item.file)
		source = sp_source_of(w->item.bytes.data, w->item.bytes.len);
	else if (!sp_reader_load(w->reader, w->item.file, &source, &err))
		return unreadable(path, SP_ERROR, 0, err.msg);
	source.name = w->item.name.data;
	if (is_unchanged(r, w, &source))
		return NULL;
	d = sp_reader_read(w->reader, path, &source, r->o->all);
	if (w->item.renamed)
		sp_document_problem(d, SP_WARNING, 0,
				    "the archive has another member of this name");
	return d;
}

static void set_language(sp_document *d, const char *tag)
{
	d->language = sp_arena_strdup(d->arena, tag);
	d->language_from = "given";
}

/* What the manifest and the user say of it, then what its own words do. */
static void complete(const run *r, const worker *w, sp_document *d)
{
	if (w->row)
		sp_manifest_apply(w->row, d);
	for (sp_document *part = d; part; part = part->next) {
		sp_about(r->kinds, part);
		if (r->o->language)
			set_language(part, r->o->language);
	}
}

static void *work(void *arg, void *own, size_t i, size_t *bytes)
{
	const run *r = arg;
	worker *w = own;
	const sp_item *item = &w->item;
	result *out = sp_calloc(1, sizeof *out);

	(void)i;
	*bytes = sizeof *out;
	out->was_known = w->is_known;
	out->table = w->table;
	out->row_lost = w->is_known && w->known.described_by[0] && !w->row;
	if (item->problem.len) {
		out->d = unreadable(item->path.data, item->severity, item->line, item->problem.data);
		out->verdict = item->document ? STORE : LINE;
	} else {
		out->d = read_item(r, w);
		out->verdict = out->d ? STORE : UNCHANGED;
		out->meant = item->row && w->meant;
	}
	if (!out->d)	/* unchanged; its path is needed if something is to be said */
		out->d = sp_document_new(item->path.data);
	else if (out->verdict == STORE)
		complete(r, w, out->d);
	*bytes += sp_arena_size(out->d->arena);
	return out;
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

static void count_stored(run *r, const result *x)
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

static bool store(run *r, const result *x)
{
	count_stored(r, x);
	if (x->d->status == SP_DOC_FAILED)
		notice(r, x->d);
	return sp_corpus_put(r->corpus, x->d, NULL, r->err);
}

/* What is no document leaves a line only; an error means that one is missing. */
static bool say(run *r, const result *x)
{
	const sp_problem *p = &x->d->problems[0];

	r->counts->failed += p->severity == SP_ERROR;
	r->counts->skipped += p->severity == SP_WARNING;
	return (!x->was_known ||
		sp_corpus_forget_problems(r->corpus, x->d->path, "ingest", r->err)) &&
		sp_tell(&r->tell, x->d->path, p->line, p->severity, p->message, r->err);
}

/* A document that no manifest describes, although others beside it are. */
static bool say_row(run *r, const result *x)
{
	sp_buf line = SP_BUF_INIT;

	if (x->row_lost)
		sp_buf_addf(&line, "the row of '%s' is gone: what it said is taken back",
			    x->d->path);
	else if (x->table && x->verdict != LINE)
		sp_buf_addf(&line, "no row for '%s'", x->d->path);
	const char *path = x->table ? x->table : x->d->path;
	bool ok = !line.len ||
		/* not told again by each later run */
		(x->verdict == UNCHANGED ?
		 sp_corpus_problem(r->corpus, path, "ingest", SP_NOTE, 0, line.data, r->err) :
		 sp_tell(&r->tell, path, 0, x->row_lost ? SP_WARNING : SP_NOTE, line.data, r->err));
	sp_buf_release(&line);
	return ok;
}

static bool consume(void *arg, size_t i, void *own)
{
	run *r = arg;
	result *x = own;
	bool ok;

	if (x->verdict == UNCHANGED)
		r->counts->unchanged++;
	ok = x->verdict == UNCHANGED || (x->verdict == STORE ? store(r, x) : say(r, x));
	ok = ok && say_row(r, x);
	if (ok && x->verdict != UNCHANGED)
		ok = end_batch(r, sp_arena_size(x->d->arena));
	sp_document_free(x->d);
	free(x);
	sp_progress_update(r->o->progress, "ingest", i + 1,
			   i + 1 < r->expected ? r->expected : i + 1);
	return ok;
}

static void drop(void *arg, void *own)
{
	result *x = own;

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
	r.feed = sp_feed_new(&r.walk);
	ok = r.kinds && any_path(&r, n) && load_manifests(&r) && load_aliases(&r) &&
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
