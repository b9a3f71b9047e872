/* letter.h - what a letter says of its writer: who, when, about what. */
#ifndef SP_INGEST_LETTER_H
#define SP_INGEST_LETTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "corpus/document.h"
#include "ingest/kind.h"
#include "ingest/lines.h"

/** A value and the words it was read from; `source` is NULL if none was found. */
typedef struct sp_said {
	sp_buf value;
	const char *source;	/* "letter: signature", see standpoint-metadata(5) */
	size_t line;		/* index of the line that says it */
} sp_said;

void sp_said_init(sp_said *s);
void sp_said_release(sp_said *s);
void sp_said_clear(sp_said *s);

/**
 * The name of the submitter, from the surest place: a labelled line ("Submitted
 * by:"), "Comments of X", "on behalf of X", "X appreciates the opportunity", the
 * letterhead, the signature's organisation, its person, "About X". An
 * organisation is preferred to the person who signs for it.
 */
bool sp_letter_submitter(const sp_lines *l, const sp_kinds *k, sp_said *out);

/** The same of a title alone: "Comments of X on ...", "X's Response to ...". */
bool sp_letter_titled(const char *title, sp_said *out);

/**
 * The letter's own date as YYYY-MM-DD: a labelled or dated line, or one that is
 * nothing but a date, before the text or at the signature.
 */
bool sp_letter_date(const sp_lines *l, sp_said *out);

/** Its subject: the line behind "Re:", else the first heading. */
bool sp_letter_title(const sp_lines *l, sp_said *out);

/** Note the second names that the text gives d's submitter (marked before). */
void sp_letter_aliases(const sp_lines *l, sp_document *d);

/** Does the line name an office ("Director of Policy")? */
bool sp_letter_names_office(const sp_lines *l, const sp_line *line);

enum { SP_LETTER_OPENING = 20 };	/* lines in which a letter says who writes */

/* What the first sentences give; of letter_opening.c. */
bool sp_letter_opening(const sp_lines *l, const sp_kinds *k, sp_said *out);

/* What the signature gives; of letter_sign.c. */
bool sp_letter_signature(const sp_lines *l, const sp_kinds *k, bool person, sp_said *out);

/** Take tokens first..end as the value, said by their line. Returns true. */
bool sp_said_tokens(sp_said *s, const sp_lines *l, size_t first, size_t end,
		    const char *source);

/** Take the name that begins at token `at` of the line; false if none does. */
bool sp_said_name_at(sp_said *out, const sp_lines *l, const sp_line *line, size_t at,
		     const char *source);

#endif
