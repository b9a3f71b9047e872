/* form.h - what the letters of a campaign share, and what a signer put to it. */
#ifndef SP_ANALYZE_FORM_H
#define SP_ANALYZE_FORM_H

#include <stddef.h>
#include <stdint.h>

#include "analyze/shingle.h"
#include "corpus/document.h"

/** The form: the shingles that more than half of the sets hold. Caller releases. */
sp_set sp_form_of(const sp_set *sets, size_t n);

/** Sentences in a row that are the signer's own: bytes of the block's text. */
typedef struct sp_addition {
	int64_t block;		/* its id in the corpus */
	size_t begin, end;
	size_t words;
} sp_addition;

/**
 * The parts of a letter that are not the form's: sentences of which less than
 * half of the words stand in one of its shingles. So a sentence of the form
 * with another name or number in it stays the form's. *out is the caller's to
 * free; returns how many.
 */
size_t sp_additions_of(const sp_document *d, const sp_set *form,
		       sp_addition **out);

#endif
