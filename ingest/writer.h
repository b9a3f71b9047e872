/* writer.h - text comes in pieces, blocks go out: white space made one, marks
 * that nobody sees left out, headings and lead-ins found, sentences split. */
#ifndef SP_INGEST_WRITER_H
#define SP_INGEST_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "corpus/document.h"

/** A block under way or kept until sp_writer_finish(). Offsets into `text`. */
typedef struct sp_draft {
	sp_block_kind kind;
	int level, lead_in, line;
	size_t node;		/* in the tree, for the XPath; SIZE_MAX: none */
	size_t text, len;
	uint32_t aside;		/* a note: nothing around it refers to it. How many
				 * such stand here in a row, with this; 0: it is none */
} sp_draft;

/** A node that was left out, and the draft that would have followed it. */
typedef struct sp_omitted {
	size_t node, before;
} sp_omitted;

typedef struct sp_writer {
	sp_buf text;		/* of all drafts, one after another */
	sp_draft *drafts;
	size_t n, cap;
	/* the block under way */
	size_t begin;		/* its start in `text` */
	bool blank;		/* a blank is due before the next letter */
	int breaks;		/* line breaks due; two end the block */
	int line;		/* source line of its first letter */
	size_t node;
	size_t controls;	/* control characters left out so far */
	size_t replacements;	/* U+FFFD seen so far */
	size_t composed;	/* blocks that were not in NFC */
	sp_buf sentences;	/* scratch */
	sp_omitted *omitted;	/* in document order; for sp_explain_blocks() */
	size_t nomitted, omitted_cap;
} sp_writer;

void sp_writer_init(sp_writer *w);
void sp_writer_release(sp_writer *w);
void sp_writer_clear(sp_writer *w);

/**
 * Add source text to the block under way: runs of blanks (also U+00A0 and its
 * kin) become one blank, soft hyphens and zero-width marks go.
 */
void sp_writer_text(sp_writer *w, const char *s, size_t n, int line, size_t node);

/** A forced line break. */
void sp_writer_break(sp_writer *w);

/** Is there text in the block under way? */
bool sp_writer_pending(const sp_writer *w);

/** Has the source forced a double line break (a paragraph's end)? */
bool sp_writer_double(const sp_writer *w);

/** Take down that `node` and all below it were left out here. */
void sp_writer_omit(sp_writer *w, size_t node);

/**
 * End the block under way. Returns its seq, or -1 if it had no text. Level and
 * lead_in as in sp_block.
 */
int sp_writer_flush(sp_writer *w, sp_block_kind kind, int level, int lead_in);

/** Make asides of the blocks from `first` on. */
void sp_writer_aside(sp_writer *w, size_t first);

/** Seq of the last block that is no aside, or -1. */
int sp_writer_last(const sp_writer *w);

/**
 * May block `seq` introduce what follows it: does it end with a colon, break
 * off, or speak of "the following"? seq -1: no.
 */
bool sp_writer_introduces(const sp_writer *w, int seq);

/**
 * Find typed lists (bullets and numbers at the beginning of paragraphs), give
 * each block its heading, split sentences and hand all to `d`. `xpath` names
 * the place of a node, or is NULL.
 */
void sp_writer_finish(sp_writer *w, sp_document *d,
		      void (*xpath)(const void *arg, size_t node, sp_buf *out),
		      const void *arg);

#endif
