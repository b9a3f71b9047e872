/* text.h - setting text: single lines and broken paragraphs.
 *
 * Strings are UTF-8 and may be anything; '\n' counts as a blank. Widths are
 * points. Each word is shaped once (font.h), so breaking lines costs sums. */
#ifndef SP_REPORT_TEXT_H
#define SP_REPORT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "report/pdf.h"

/** A measure that breaks nothing. */
#define SP_ONE_LINE 1e9f

/** The width of s[0..n) on one line. */
float sp_text_width_n(sp_fonts *f, const sp_style *style, const char *s,
		      size_t n);
float sp_text_width(sp_fonts *f, const sp_style *style, const char *s);

/** Draw one line from (x, y), ending at x, or centred on x; returns its width. */
float sp_text(sp_pdf *p, float x, float y, const sp_style *style,
	      const char *s);
float sp_text_right(sp_pdf *p, float x, float y, const sp_style *style,
		    const char *s);
float sp_text_center(sp_pdf *p, float x, float y, const sp_style *style,
		     const char *s);

/**
 * Draw one line that is at most `width` wide: set smaller down to `floor`
 * points, then cut with an ellipsis. Returns its width.
 */
float sp_text_fit(sp_pdf *p, float x, float y, const sp_style *style,
		  const char *s, float width, float floor);

/** A paragraph of one or more styles. */
typedef struct sp_para sp_para;

sp_para *sp_para_new(sp_fonts *f);	/* caller frees */
void sp_para_free(sp_para *p);		/* NULL is fine */

/** Append text; a blank at either end parts it from what stands beside it. */
void sp_para_add(sp_para *p, const sp_style *style, const char *s);

/**
 * Break into lines of at most `width`; a last line of `max` lines is cut with
 * an ellipsis (0: no limit). `balanced` makes the lines as even as the same
 * number of lines allows; two lines part behind a colon where they can. A ratio
 * ("3 of 5") stays together. Returns the number of lines.
 */
size_t sp_para_break(sp_para *p, float width, size_t max, bool balanced);
size_t sp_para_lines(const sp_para *p);
/** Whether the last break cut something off. */
bool sp_para_cut(const sp_para *p);
/** Width of the widest line. */
float sp_para_width(const sp_para *p);

/** Draw all lines, the first baseline at y; returns the y of the next one. */
float sp_para_draw(const sp_para *p, sp_pdf *pdf, float x, float y,
		   float leading);

/** The same for the lines [begin, end). */
float sp_para_draw_lines(const sp_para *p, sp_pdf *pdf, float x, float y,
			 float leading, size_t begin, size_t end);

#endif
