/* ingest.h - files in, documents in the corpus out. */
#ifndef SP_INGEST_INGEST_H
#define SP_INGEST_INGEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/progress.h"
#include "corpus/corpus.h"
#include "corpus/document.h"
#include "ingest/skipped.h"

/** How to ingest; all zero is a good default. All borrowed for the call. */
typedef struct sp_ingest_options {
	int jobs;			/* workers; 0: one a core */
	const char *manifest;		/* NULL: manifests beside the files */
	const char *const *dialects;	/* YAML files, tried before our own */
	size_t ndialects;
	const char *aliases;		/* a table of names that are one submitter's */
	const char *kinds;		/* NULL: the built-in kinds of submitters */
	const char *language;		/* BCP 47: of all documents; NULL: find out */
	bool all;			/* leave no part of a page out */
	bool remove_missing;		/* documents that left their folder go */
	struct sp_explanation *explain;	/* sp_ingest_read() only: explain.h */
	const sp_progress *progress;	/* or NULL */
	/** Told of each document that failed, and of what else is worth saying:
	 * "path:line: what". May be NULL. */
	void (*notice)(void *arg, sp_severity severity, const char *line);
	void *notice_arg;
} sp_ingest_options;

/** What a run did with the documents it found. */
typedef struct sp_ingest_counts {
	size_t found;		/* = added + changed + unchanged + failed */
	size_t added, changed, unchanged;
	size_t empty;		/* of those added and changed: without text */
	size_t failed;		/* could not be read, missing paths too */
	size_t skipped;		/* other files in folders and archives, other rows */
	sp_skipped endings;	/* of the files among them */
	size_t missing;		/* documents of the folders given that left them; with
				 * o->remove_missing they are out of the corpus */
	size_t copies;		/* documents in the corpus of the same bytes as another,
				 * if any were added or changed */
} sp_ingest_counts;

/**
 * Read the documents below paths[0..n) into the corpus, sorted by path (those
 * in an archive in its order), and only what is new or changed since (size,
 * SHA-256, manifest row). A document that fails is stored with its problem, is
 * tried again by each later run, and the rest goes on; so does a PATH that is
 * missing. Fails if none of the paths could be read at all (SP_EIO), if a file
 * that `o` names (manifest, aliases, kinds, dialects) cannot be used, or if the
 * corpus cannot be written; what was committed before (every 200 documents or
 * 8 MB) stays.
 */
bool sp_ingest_run(sp_corpus *c, const char *const *paths, size_t n,
		   const sp_ingest_options *o, sp_ingest_counts *counts,
		   sp_error *err);

/**
 * Read one file, or the member of an archive ("in.zip/a.html"), as ingest does
 * (of `o` the dialects, kinds, manifest, all and explain count).
 * A document whose status is failed carries the reason as a problem. NULL if
 * the file, or one that `o` names, cannot be read. Caller frees.
 */
sp_document *sp_ingest_read(const char *path, const sp_ingest_options *o,
			    sp_error *err);

#endif
