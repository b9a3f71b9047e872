/* mojibake.h - text that was decoded wrongly once before is put right: UTF-8
 * read as windows-1252, -1250, -1251, -874, as a set of ISO-8859, of the
 * Macintosh or of DOS, perhaps more than once, perhaps with bytes lost.
 *
 * The rule, for each run of characters beyond ASCII by itself:
 *
 * 1. In some code page the run, or a part of it without a gap, stands for
 *    bytes that are valid UTF-8.
 * 2. As it stands it has faults (ingest/spelling.h lists them: what nobody
 *    writes), and what the bytes mean has fewer: none, or, where it was read
 *    wrongly more than once, half as many on the way.
 * 3. Without a fault it is put right all the same if all of it is at least
 *    three sequences of three bytes or four of two, and means letters of one
 *    alphabet: that is no accident.
 * 4. Else, if it could be both (the Russian "Р\u0451", a capital with a blank
 *    behind it), what stands next to it decides: the nearest runs with letters
 *    before and behind it, 64 runs away at most. It is put right if one of
 *    them was, by the same code page, and neither is right as it stands in the
 *    alphabet of the run.
 *
 * A sequence may have lost its last byte where the code page has no character
 * for it: E2 80 is a quotation mark then, whichever fits its place; C2 or C3
 * before a blank was U+00A0 or "à", C3 inside a word "í". U+FFFD or a question
 * mark may stand in its place. The same rule decides on these.
 *
 * Text without such runs costs one look at each byte beyond ASCII. */
#ifndef SP_INGEST_MOJIBAKE_H
#define SP_INGEST_MOJIBAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "corpus/document.h"
#include "ingest/explain.h"

typedef struct sp_mojibake sp_mojibake;	/* one a worker, reused */

sp_mojibake *sp_mojibake_new(void);
void sp_mojibake_free(sp_mojibake *m);	/* NULL is fine */

/** Forget all text, for the next document. */
void sp_mojibake_clear(sp_mojibake *m);

/**
 * Look at the text s[0..n) (UTF-8), which begins at offset `base` of the
 * document's text and is borrowed until sp_mojibake_clear(). Pieces of a
 * document are added in reading order; a run never spans two of them.
 */
void sp_mojibake_add(sp_mojibake *m, const char *s, size_t n, size_t base);

/** One replacement in the document's text; never longer than what it replaces. */
typedef struct sp_edit {
	size_t at, len;		/* what is replaced, bytes */
	const char *text;	/* by what: borrowed until the next call */
	size_t n;
} sp_edit;

/** Decide on all that was added: the edits in order, `*n` of them. */
const sp_edit *sp_mojibake_edits(sp_mojibake *m, size_t *n);

/**
 * Tell the document what the edits put right, by kind, and `x` (or NULL) each
 * of them: before the pieces that were added are changed.
 */
void sp_mojibake_report(const sp_mojibake *m, sp_document *d, sp_explanation *x);

#endif
