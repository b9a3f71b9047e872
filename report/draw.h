/* draw.h - the look: grid, colours, type, and what all pages have in common.
 *
 * The grid is that of A4, points from its lower left corner. On Letter it hangs
 * from the upper edge, centred: the text is as wide, its lower end is higher.
 * Blue and orange rather than red
 * and green: no party means them, and every eye tells them apart. */
#ifndef SP_REPORT_DRAW_H
#define SP_REPORT_DRAW_H

#include "report/model.h"
#include "report/pdf.h"
#include "report/text.h"

/* ---- grid --------------------------------------------------------------- */

#define SP_PAGE_W 595.28f
#define SP_PAGE_H 841.89f
#define SP_LETTER_W 612.0f
#define SP_LETTER_H 792.0f
#define SP_LEFT 48.0f
#define SP_RIGHT 547.28f
#define SP_TEXT_W 499.28f
#define SP_BOTTOM(pdf) (66.0f + sp_pdf_bottom(pdf))	/* of the body */
#define SP_NOTE_Y(pdf) (56.0f + sp_pdf_bottom(pdf))	/* a note's last line */
#define SP_COLUMN_W 240.0f	/* of two columns */
#define SP_COLUMN_2 307.28f	/* where the second one starts */

/* ---- colours ------------------------------------------------------------ */

enum {
	SP_INK = 0x1b2430,
	SP_INK_2 = 0x4a5565,
	SP_INK_3 = 0x667080,
	SP_RULE = 0xcfd6dd,
	SP_HAIR = 0xe4e8ec,
	SP_PANEL = 0xf4f6f8,
	SP_BLUE = 0x10507a,
	SP_BEIGE = 0xe2ddd2,
	SP_BEIGE_BAR = 0xc9c1b1,
	SP_BEIGE_RULE = 0x8c8471,
	SP_ORANGE = 0xbd550a,
	SP_DOT = 0x8791a0,
	SP_WHITE = 0xffffff
};

/** Fill of a stance's cell; text and totals in its colour; its rule. */
sp_color sp_stance_fill(int stance);
sp_color sp_stance_ink(int stance);
sp_color sp_stance_rule(int stance);

/* ---- type --------------------------------------------------------------- */

extern const sp_style sp_st_cover, sp_st_title, sp_st_deck, sp_st_eyebrow,
	sp_st_heading, sp_st_body, sp_st_bold, sp_st_quote, sp_st_name,
	sp_st_label, sp_st_small, sp_st_note, sp_st_hidden;

/** A copy in another colour, face or size. */
sp_style sp_recolor(const sp_style *s, sp_color c);
sp_style sp_resize(const sp_style *s, float size);

/* ---- pieces ------------------------------------------------------------- */

/** The cell of a stance: fill and sign, or the dot of "not addressed". */
void sp_draw_cell(sp_pdf *p, float x, float y, float w, float h, int stance);

/** A heading of level 2 with its rule; y is its baseline. Returns the y of the
 * first line below. */
float sp_draw_heading(sp_pdf *p, float x, float y, float width,
		      const char *text);

/**
 * A paragraph as an element of `type`, at most `max` lines (0: all). Returns
 * the baseline after it.
 */
float sp_draw_para(sp_pdf *p, const char *type, float x, float y, float width,
		   const sp_style *style, float leading, const char *text,
		   size_t max);

/** The note at the foot of a page. */
void sp_draw_note(sp_pdf *p, const char *text);

/**
 * A submitter's name on one line: the full one where it fits, otherwise the
 * short one, smaller down to `floor` and cut if it must be. Returns its width.
 */
float sp_draw_submitter(sp_pdf *p, float x, float y, const sp_style *style,
			const sp_submitter *s, float width, float floor);

/** Text that is a link: a Link element with what it shows. Returns its width. */
float sp_draw_link(sp_pdf *p, float x, float y, const sp_style *style,
		   const char *text, const char *dest, const char *contents);

/** A space for copying, where things that are set apart must not run together;
 * within the current mark. */
void sp_draw_space(sp_pdf *p, float x, float y);

/** Text that only readers and copying see, within the current mark. */
void sp_draw_hidden(sp_pdf *p, float x, float y, const char *text);

#endif
