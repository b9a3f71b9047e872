/* reading.h - a document read from its first sentence to its last.
 *
 * Sentences are decided one by one; which candidates become positions is
 * settled at the end, when it is known what the sentences around speak of. */
#ifndef SP_ANALYZE_READING_H
#define SP_ANALYZE_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyze/decide.h"
#include "analyze/weights.h"

/** A row that stands, or would but for the weights. */
typedef struct sp_row {
	size_t sentence;	/* number in the reading, from 0 */
	uint32_t issue, entry;
	int sign;
	bool other;
	bool decided;		/* the rules alone would make it a position */
	bool stands;		/* it is one */
	bool told;		/* a verb of saying gives it force */
	bool alone;		/* no context: BESIDE and AROUND are what is usual */
	uint32_t begin, end;	/* words that decided it: bytes in the sentence */
	const char *holder;	/* name of the other holder, or NULL */
	const char *voice;	/* name of who is heard in this place, or NULL */
	float reasons[SP_REASONS];
	double sum;		/* 0 if the pack has no weights */
} sp_row;

/** One document, or some sentences, being read. Caller frees. */
typedef struct sp_reading sp_reading;
sp_reading *sp_reading_new(const sp_pack *pack);
void sp_reading_free(sp_reading *r);

/** Forget all: at the start of a document. */
void sp_reading_restart(sp_reading *r);

/** Read the next sentence. The verdict is borrowed until the next one. */
const sp_verdict *sp_read(sp_reading *r, const sp_statement *s);

/**
 * Called for each sentence that is read: its block (NULL for a bare text), its
 * bytes in the block or text, the verdict, borrowed until the next call.
 */
typedef void (*sp_sentence_fn)(void *arg, const sp_block *b, sp_range r,
			       const sp_verdict *v);

/** Restart, and read all sentences of a document. `fn` may be NULL. */
void sp_read_document(sp_reading *r, const sp_document *d, sp_sentence_fn fn,
		      void *arg);

/**
 * Restart, and read all sentences of `text`. The first one is an item of a list
 * if `lead`, its lead-in, is neither NULL nor empty. `fn` may be NULL. Returns
 * the number of sentences.
 */
size_t sp_read_text(sp_reading *r, const char *lead, const char *text,
		    sp_sentence_fn fn, void *arg);

/**
 * A document that reports what others say, as a news article does: the submitter
 * hardly ever speaks or calls for anything, and three others or more are heard by
 * name, or sentence after sentence tells what somebody says. All its rows are other
 * holders', with the name of who is heard last before them.
 */
bool sp_reading_reports(const sp_reading *r);

/** A reading of fewer sentences has no context. */
#define SP_CONTEXT 5

/**
 * Settle which rows stand. Rows are in the order of the sentences, borrowed until the
 * reading is restarted or freed; `n` is their number. Without context each row that
 * something gives force is taken to stand among others on its issue.
 */
const sp_row *sp_reading_rows(sp_reading *r, size_t *n);

#endif
