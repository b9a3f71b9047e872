/* feed.h - what there is to read, one thing after another: the files of a walk
 * and the members of its archives, and the rows of its bulk downloads, in one
 * fixed order and in bounded memory. */
#ifndef SP_INGEST_FEED_H
#define SP_INGEST_FEED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/arena.h"
#include "corpus/document.h"
#include "ingest/manifest.h"
#include "ingest/walk.h"

/** One thing to read, or to say. Its buffers are used again for the next. */
typedef struct sp_item {
	sp_buf path;		/* as the corpus knows it */
	size_t archive;		/* how much of it names the archive; 0: none */
	const char *file;	/* to be read from there; NULL: it is `bytes` */
	sp_buf name;		/* whose ending tells the format */
	sp_buf bytes;
	sp_buf problem;		/* not empty: why there is nothing to read */
	sp_severity severity;	/* of the problem */
	bool document;		/* the problem is that of a document */
	bool renamed;		/* its name stood for another document already */
	int line;		/* of the problem, or of the row in its table */
	/* a row of a bulk download: `bytes` is all of it */
	bool row;
	sp_buf comment;		/* its HTML */
	int comment_line;
	const char *charset, *charset_by;	/* of the row: table.h */
	bool withdrawn;
	sp_manifest_row said;	/* what it says, in `arena` */
	const char *attachments;
	sp_arena *arena;
} sp_item;

void sp_item_init(sp_item *i);
void sp_item_release(sp_item *i);

typedef struct sp_feed sp_feed;

/** `walk` is borrowed until sp_feed_free(). */
sp_feed *sp_feed_new(const sp_walk *walk);
void sp_feed_free(sp_feed *f);	/* NULL is fine */

/** The next item; false at the end. One call at a time, on any thread. */
bool sp_feed_next(sp_feed *f, sp_item *item);

/** Members and tables of other kinds, which were passed over. Borrowed. */
const sp_skipped *sp_feed_skipped(const sp_feed *f);

#endif
