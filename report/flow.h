/* flow.h - text and rows that run on: down a column, into the next one, onto
 * the next page. */
#ifndef SP_REPORT_FLOW_H
#define SP_REPORT_FLOW_H

#include "report/page.h"

typedef struct sp_flow {
	sp_book *b;
	const char *section;	/* at the right of the head */
	const char *eyebrow, *title;	/* of continued pages */
	const char *note;	/* at the foot of each page; NULL: none */
	int columns;		/* of equal width */
	float gap;		/* between them */
	float bottom;		/* lowest baseline */
	bool table;		/* a Table is open: it ends and begins again
				   where a page does */
	float y, top;		/* next baseline; that of the page's columns */
	int column;
} sp_flow;

/** Start at y on the current page. */
void sp_flow_start(sp_flow *f, float y);

/** Left edge and width of the current column. */
float sp_flow_x(const sp_flow *f);
float sp_flow_width(const sp_flow *f);

/** Go on to the next column or page unless `height` is left. True if it did. */
bool sp_flow_need(sp_flow *f, float height);

/** Go on to the next column or page. */
void sp_flow_next(sp_flow *f);

/** A heading of level 2, kept with `keep` points of what follows. */
void sp_flow_heading(sp_flow *f, const char *text, float keep);

/** A paragraph; it stays in one piece if a column holds it. */
void sp_flow_para(sp_flow *f, const sp_style *style, float leading,
		  const char *text);

/** The note of the last page. */
void sp_flow_end(sp_flow *f);

#endif
