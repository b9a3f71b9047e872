/* sentence.h - where the sentences of a block begin and end.
 *
 * The ends are kept with the block as a compact blob, so that the corpus needs
 * no row for each sentence (that row would double the cost of ingest). */
#ifndef SP_BASE_SENTENCE_H
#define SP_BASE_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/** Half-open byte range [begin, end) in the block's text, no outer blanks. */
typedef struct sp_range {
	size_t begin, end;
} sp_range;

/** Longest sentence in bytes: a longer one is cut at a blank (perf/README). */
#define SP_SENTENCE_MAX 4096

/**
 * Find the sentences of text[0..n) (UTF-8) and add them to `blob` as pairs of
 * LEB128 numbers: bytes skipped since the last end, then length. Abbreviations,
 * initials, decimals, enumerators, closing quotes and line ends ('\n', a forced
 * line break in the source) are considered. A block without any is one sentence.
 * Returns the number of sentences.
 */
size_t sp_sentence_split(const char *text, size_t n, sp_buf *blob);

/** A reader of such a blob. */
typedef struct sp_sentence_iter {
	const unsigned char *p, *end;
	size_t at;
} sp_sentence_iter;

void sp_sentence_iter_init(sp_sentence_iter *it, const void *blob, size_t n);

/** The next sentence; false at the end, or if the blob is damaged. */
bool sp_sentence_next(sp_sentence_iter *it, sp_range *out);

#endif
