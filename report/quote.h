/* quote.h - quotes in two columns that go on from page to page. */
#ifndef SP_REPORT_QUOTE_H
#define SP_REPORT_QUOTE_H

#include "report/page.h"

/** Two columns being filled. `turn` starts a new page and returns its top. */
typedef struct sp_columns {
	sp_book *b;
	float y[2];		/* the next free baseline in each */
	float bottom;
	float (*turn)(void *arg);
	void *arg;
} sp_columns;

/** Both columns go on at the lower of the two, `space` further down. */
void sp_columns_level(sp_columns *c, float space);

/** Start a new page if less than `height` is free in both columns. */
void sp_columns_need(sp_columns *c, float height);

/**
 * Put a quote in `column` (0 left, 1 right, -1: the one with more room). Its
 * sign and rule show the submitter's stance on `issue`. Fails if its text
 * cannot be read.
 */
bool sp_columns_quote(sp_columns *c, int column, int issue, const sp_quote *q,
		      sp_error *err);

/** The same for a reported view: its holder is named, it has no sign. */
bool sp_columns_reported(sp_columns *c, const sp_quote *q, sp_error *err);

#endif
