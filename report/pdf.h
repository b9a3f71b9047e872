/* pdf.h - a tagged PDF, page by page.
 *
 * What is drawn is kept as page operators of our own until sp_pdf_finish(), so
 * that an early page (the contents) can be drawn when the later ones are known.
 * libharu writes the objects and subsets the fonts; it never sees text.
 *
 * Lengths are points from the origin of sp_pdf_new(). Calls cannot
 * fail: what goes wrong is kept and told by sp_pdf_finish(). */
#ifndef SP_REPORT_PDF_H
#define SP_REPORT_PDF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "report/font.h"

typedef unsigned sp_color;	/* 0xRRGGBB */

/** How text is set. */
typedef struct sp_style {
	sp_face face;
	float size;
	sp_color color;
	float tracking;		/* added after each glyph, in points */
	bool hidden;		/* not painted: for readers and copying */
} sp_style;

typedef struct sp_pdf sp_pdf;

/**
 * A document without pages of this size, whose origin lies at (x, y) from the
 * lower left corner; `fonts` is borrowed. Caller frees.
 */
sp_pdf *sp_pdf_new(sp_fonts *fonts, float width, float height, float x,
		   float y);
void sp_pdf_free(sp_pdf *p);	/* NULL is fine */
sp_fonts *sp_pdf_fonts(const sp_pdf *p);

/** The edges of the page. */
float sp_pdf_left(const sp_pdf *p);
float sp_pdf_right(const sp_pdf *p);
float sp_pdf_bottom(const sp_pdf *p);

/* ---- pages -------------------------------------------------------------- */

/** Add a page and go to it; returns its index, from 0. */
int sp_pdf_add_page(sp_pdf *p);
void sp_pdf_go(sp_pdf *p, int page);
int sp_pdf_page(const sp_pdf *p);
int sp_pdf_pages(const sp_pdf *p);

/** From this page on labels run i, ii, iii (roman) or 1, 2, 3, from 1. */
void sp_pdf_label_from(sp_pdf *p, bool roman);

/** The label of `page` into out[0..16); returns out. */
const char *sp_pdf_label(const sp_pdf *p, int page, char out[16]);

/* ---- drawing ------------------------------------------------------------ */

void sp_pdf_rect(sp_pdf *p, float x, float y, float w, float h, sp_color c);
void sp_pdf_line(sp_pdf *p, float x1, float y1, float x2, float y2,
		 float width, sp_color c);
/** The area within points (x, y) [0..n). */
void sp_pdf_polygon(sp_pdf *p, const float *xy, size_t n, sp_color c);
void sp_pdf_dot(sp_pdf *p, float x, float y, float radius, sp_color c);

/** Words in visual order from (x, y) on the baseline. Returns their width. */
float sp_pdf_words(sp_pdf *p, float x, float y, const sp_style *style,
		   const sp_word *const *words, size_t n);

/** Until sp_pdf_pop(): (x, y) is the origin, turned by `degrees`. */
void sp_pdf_push(sp_pdf *p, float x, float y, float degrees);
void sp_pdf_pop(sp_pdf *p);

/* ---- structure ---------------------------------------------------------- */

/**
 * Open a structure element under the current one; its type is a standard one
 * (Sect, H1, P, TD ...) and a string constant. Returns its id.
 */
int sp_pdf_open(sp_pdf *p, const char *type);
void sp_pdf_close(sp_pdf *p);
/** Make `element` the current one (a section that is filled later). */
void sp_pdf_select(sp_pdf *p, int element);

/** Of the current element: text that stands for it, header scope, box. */
void sp_pdf_alt(sp_pdf *p, const char *text);
void sp_pdf_scope(sp_pdf *p, const char *scope);	/* Row or Column */
void sp_pdf_bbox(sp_pdf *p, float x, float y, float w, float h);
void sp_pdf_span(sp_pdf *p, int columns, int rows);

/** What is drawn until sp_pdf_unmark() is content of the current element. */
void sp_pdf_mark(sp_pdf *p);
/** ... or page furniture and decoration, which readers skip. */
void sp_pdf_artifact(sp_pdf *p);
void sp_pdf_unmark(sp_pdf *p);

/** open and mark; unmark and close. */
void sp_pdf_begin(sp_pdf *p, const char *type);
void sp_pdf_end(sp_pdf *p);

/* ---- second thoughts ---------------------------------------------------- */

/** How much there is. */
typedef struct sp_pdf_point {
	size_t pages, elements, kids, links, dests;
	int page, element, first, last;
} sp_pdf_point;

/** Where we are; nothing may be marked. */
sp_pdf_point sp_pdf_here(const sp_pdf *p);

/** Forget the pages that were added since, with their elements, links and names.
 * On earlier pages nothing may have been drawn, nor may outline, labels or
 * attachments have been added. */
void sp_pdf_back(sp_pdf *p, const sp_pdf_point *to);

/* ---- navigation --------------------------------------------------------- */

/** Name a place on the current page; the first of a name wins. */
void sp_pdf_dest(sp_pdf *p, const char *name, float x, float y);
bool sp_pdf_has_dest(const sp_pdf *p, const char *name);

/**
 * A link to the place `dest`, which may be named later; a link to a place that
 * is never named is left out. `contents` says where it leads. Belongs to the
 * current element if that is a Link.
 */
void sp_pdf_link(sp_pdf *p, float x, float y, float w, float h,
		 const char *dest, const char *contents);

/** Where the last link leads if its place is never named. */
void sp_pdf_otherwise(sp_pdf *p, const char *dest);

/** An entry of the outline; level from 0; `open` shows its children. */
void sp_pdf_outline(sp_pdf *p, int level, bool open, const char *title,
		    const char *dest);

/* ---- attachments -------------------------------------------------------- */

/** Attach a file; the bytes are copied. `type` is a MIME type. */
void sp_pdf_attach(sp_pdf *p, const char *name, const char *type,
		   const char *description, const void *bytes, size_t n);

/* ---- the end ------------------------------------------------------------ */

typedef struct sp_pdf_info {
	const char *title, *subject, *creator;
	const char *date;	/* YYYY-MM-DD; "" for none */
	const char *language;	/* BCP 47 */
	bool pdfa;		/* claim PDF/A-1b: nothing may be attached */
} sp_pdf_info;

/** Append the file's bytes to `out`. Fails with SP_EPDF, SP_EFONT, or
 * SP_EIO where PDF/A needs a colour profile that is not there. */
bool sp_pdf_finish(sp_pdf *p, const sp_pdf_info *info, sp_buf *out,
		   sp_error *err);

#endif
