/* table.h - cells of tagged tables. What the eye sees as a table is one for a
 * screen reader too: a row of cells, each with its text and its headers. */
#ifndef SP_REPORT_TABLE_H
#define SP_REPORT_TABLE_H

#include "report/draw.h"

typedef enum sp_align {
	SP_AT_LEFT,	/* x is where the text begins */
	SP_AT_RIGHT,	/* ... ends */
	SP_AT_CENTER
} sp_align;

/** A header cell of a row (`scope` "Row") or of a column ("Column"). */
void sp_table_th(sp_pdf *p, const char *scope, float x, float y, sp_align at,
		 const sp_style *style, const char *text);

/** A column of a table that has all its heads in one row. */
typedef struct sp_column {
	float x;
	sp_align at;
	const char *head;
} sp_column;

/**
 * The row of the heads of all columns, with a rule below it. Returns the baseline of
 * the first row of data, in points like `y`.
 */
float sp_table_heads(sp_pdf *p, float y, const sp_style *style,
		     const sp_column *columns, size_t n);

/** A data cell. */
void sp_table_td(sp_pdf *p, float x, float y, sp_align at,
		 const sp_style *style, const char *text);

/** A data cell with a count, ending at x. */
void sp_table_count(sp_pdf *p, float x, float y, const sp_style *style, long n);

/** A row that names the group of the rows below, across `columns`. */
void sp_table_group(sp_pdf *p, float x, float y, int columns,
		    const sp_style *style, const char *text);

/** A hair line below or between rows: decoration. */
void sp_table_rule(sp_pdf *p, float x1, float x2, float y, sp_color c);

#endif
