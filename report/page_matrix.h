/* page_matrix.h - what the parts of the matrix share: matrix_layout.c does the
 * arithmetic, matrix_counts.c what stands below the rows. */
#ifndef SP_REPORT_PAGE_MATRIX_H
#define SP_REPORT_PAGE_MATRIX_H

#include "report/page.h"

#define SP_MATRIX_LABEL 122.0f		/* width of a row's label */
#define SP_MATRIX_BALANCE 25.0f		/* either side of the balance's line */
#define SP_MATRIX_GAP 0.9f		/* white between cells */
#define SP_MATRIX_HEAD 104.0f		/* along a slanted column head */

/** Columns of one part, and rows of one page of it. */
struct matrix_part {
	const int *columns;	/* all issues in their order */
	bool by_theme;		/* that order keeps themes together */
	int first, end;		/* [first, end) of columns */
	const int *rows;	/* submitters */
	int nrows, ngroups;
	float cell, pitch;
	float group;		/* height of a group's row */
	float head;		/* height of the column heads */
	float top;		/* of the first row */
	float bottom;		/* of the page */
	float note;		/* height that the page's note takes; 0: no room */
	int number, parts;
	bool plain;		/* a title of one line */
};

/** All issues by theme, or the most contested first: the larger the smaller
 * side; then those with more voices. Caller frees. */
int *sp_matrix_columns(const sp_model *m, bool by_theme);

/** The end of the part that starts at p->first: whole themes as far as they
 * fit, or as much of the one theme (or of those in no order of themes). */
int sp_matrix_part_end(const sp_model *m, const struct matrix_part *p);

/** Left edge of the column at `at`. */
float sp_matrix_x(const sp_model *m, const struct matrix_part *p, int at);
float sp_matrix_right(const sp_model *m, const struct matrix_part *p);

/** Set the sizes within their limits; the note has its room where the rows
 * leave it. */
void sp_matrix_fit_cells(const sp_model *m, struct matrix_part *p);
void sp_matrix_fit_rows(const sp_model *m, struct matrix_part *p, float note);

/**
 * Where the page ends whose rows begin at rows[at]: as many as fit below p->top,
 * but a kind of submitter that fits on a page is not split, and one that does
 * not is split evenly.
 */
int sp_matrix_page_end(const sp_model *m, const struct matrix_part *p,
		       const int *rows, int at);

/** Height of the slanted heads: the longest name at 60 degrees, or the key. */
float sp_matrix_heads(const sp_book *b);

/** Below the rows: counts of each issue, the themes, what a dot means. */
void sp_matrix_counts(sp_book *b, const struct matrix_part *p, float y);
void sp_matrix_themes(sp_book *b, const struct matrix_part *p, float y);
void sp_matrix_dot_note(sp_book *b, float y);

#endif
