/* quote.h - quotes in two columns that go on from page to page. */
#ifndef SP_REPORT_QUOTE_H
#define SP_REPORT_QUOTE_H

#include "report/page.h"

/** A quote with what belongs to it: name, sign, words, source. */
typedef struct sp_quote_box sp_quote_box;

/**
 * Its sign and rule show the submitter's stance on `issue`. NULL if its text
 * cannot be read. Words past a limit of lines are cut off; the book keeps which
 * quotes are cut (sp_book_cut) and prints them whole in the annex.
 */
sp_quote_box *sp_quote_box_new(sp_book *b, int issue, const sp_quote *q,
			       float width, sp_error *err);
/** The same for the page of the submitter: named by the issue. */
sp_quote_box *sp_quote_box_on_issue(sp_book *b, int issue, const sp_quote *q,
				    float width, sp_error *err);
/** A reported view: its holder is named, it has no sign. */
sp_quote_box *sp_quote_box_reported(sp_book *b, int issue, const sp_quote *q,
				    sp_error *err);
void sp_quote_box_free(sp_quote_box *q);	/* NULL is fine */
/** With the space below it. */
float sp_quote_box_height(const sp_quote_box *q);
/** The space below one, which need not be on the page. */
float sp_quote_box_space(void);
/** The name's baseline begins at (x, y). */
void sp_quote_box_draw(sp_book *b, const sp_quote_box *q, float x, float y);

/** Two columns being filled. `turn` starts a new page and returns its top. */
typedef struct sp_columns {
	sp_book *b;
	float y[2];		/* the next free baseline in each */
	float top;		/* of both on the last page turned to */
	bool wide;		/* one column of the whole width */
	float squeeze;		/* less space below each quote */
	float bottom;
	float (*turn)(void *arg);
	void *arg;
} sp_columns;

/** One column has nothing on this page yet. */
bool sp_columns_fresh(const sp_columns *c);

/** Both columns go on at the lower of the two, `space` further down. */
void sp_columns_level(sp_columns *c, float space);

/** Start a new page if less than `height` is free in both columns. */
void sp_columns_need(sp_columns *c, float height);

/** Put a quote in `column` (0 left, 1 right, -1: the one with more room). */
bool sp_columns_quote(sp_columns *c, int column, int issue, const sp_quote *q,
		      sp_error *err);

/** The same for a reported view. */
bool sp_columns_reported(sp_columns *c, int issue, const sp_quote *q,
			 sp_error *err);

#endif
