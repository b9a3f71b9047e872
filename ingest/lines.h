/* lines.h - a document's text as lines and words: what a reader of letters
 * goes by. Long documents by their beginning and end only. */
#ifndef SP_INGEST_LINES_H
#define SP_INGEST_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "corpus/document.h"
#include "ingest/tokens.h"

typedef struct sp_line {
	const char *s;		/* not NUL-terminated */
	size_t n;
	size_t first, end;	/* tokens, half-open */
	bool heading;
} sp_line;

typedef struct sp_lines {
	sp_line *list;
	size_t n, cap;
	size_t tail;		/* the first line after the gap, or n */
	sp_tokens tokens;	/* token.block is the index of its line */
} sp_lines;

void sp_lines_init(sp_lines *l);
void sp_lines_release(sp_lines *l);

/** Read the lines of d's blocks: about the first 16 KB and the last 6 KB. */
void sp_lines_read(sp_lines *l, const sp_document *d);

/** A line that is one block of a name, title, address ... not prose. */
bool sp_line_is_short(const sp_line *line);

/** Does the line name a street, mailbox, telephone, e-mail or web address? */
bool sp_line_is_contact(const sp_lines *l, const sp_line *line);

/** Is the line nothing but a date (with a place, "Date:" or a weekday)? */
bool sp_line_is_date(const sp_lines *l, const sp_line *line);

/** The words of the line begin with `words` ("on behalf of"); *end behind them. */
bool sp_line_begins(const sp_lines *l, const sp_line *line, const char *words,
		    size_t *end);

/** Is token `i` one of the words? `list` ends in NULL. */
bool sp_lines_is_one(const sp_lines *l, size_t i, const char *const *list);

#endif
