/* work.h - what a worker makes of one item of the feed: a document that is to be
 * stored, word that it is unchanged, or a line that is to be told. */
#ifndef SP_INGEST_WORK_H
#define SP_INGEST_WORK_H

#include <stdbool.h>
#include <stddef.h>

#include "corpus/corpus.h"
#include "ingest/feed.h"
#include "ingest/kind.h"
#include "ingest/reader.h"
#include "ingest/rows.h"

/** What all workers share; borrowed. */
typedef struct sp_work_options {
	const sp_kinds *kinds;
	const char *language;		/* BCP 47 of all documents; NULL: find out */
	bool all;			/* leave no part of a page out */
	const char *read_by;		/* fingerprint of the options; NULL: none */
} sp_work_options;

/** An item, and what was known of it before. */
typedef struct sp_task {
	sp_item item;
	sp_known known;
	bool is_known;
	sp_rows rows;			/* of the manifest */
	const char *table;		/* the manifest that ought to have a row */
	bool meant;			/* that there is no text is as it should be */
} sp_task;

typedef enum sp_verdict {
	SP_STORE,			/* the document is new or changed */
	SP_UNCHANGED,
	SP_LINE				/* no document: only something to be said */
} sp_verdict;

/** What came of an item. */
typedef struct sp_result {
	sp_verdict verdict;
	sp_document *d;			/* SP_LINE: its path and problem */
	bool was_known;
	bool row_lost;			/* a manifest described it, and none does now */
	const char *table;		/* as the task's */
	bool meant;
} sp_result;

/** Do it. *bytes is what the result holds. Caller frees it and its document. */
sp_result *sp_work(const sp_work_options *o, sp_reader *reader, sp_task *t, size_t *bytes);

#endif
