/* chart.h - the pieces that charts are made of. One way to draw a stance, the
 * same on every page: support blue, oppose orange, mixed beige; silence is
 * never drawn as a part of a bar. */
#ifndef SP_REPORT_CHART_H
#define SP_REPORT_CHART_H

#include "report/draw.h"

/** Support, mixed, oppose: the order of bars, lists and words. */
extern const int sp_chart_order[3];

/**
 * One bar of those who take a position, `w` wide: support, mixed, oppose. Each
 * part says its count where that fits, centred on y + h / 2.
 */
void sp_chart_stacked(sp_pdf *p, float x, float y, float w, float h,
		      const sp_tally *t, float size);

/** Opposed to the left of `zero`, supported to its right, and the line. */
void sp_chart_balance(sp_pdf *p, float zero, float y, float h,
		      const sp_tally *t, float unit);

/** An entry of a key: a square and a word; returns the x of the next one. */
float sp_chart_key(sp_pdf *p, float x, float y, sp_color c, const char *text);

/** The largest count of support or of opposition in any of tallies[0..n), at
 * least 1; `step` is the distance in bytes from one tally to the next. */
int sp_chart_most(const sp_tally *first, size_t n, size_t step);

/** The mark of a kind of submitter on the map; `sure` or hollow. */
void sp_chart_marker(sp_pdf *p, float x, float y, float r, int type, bool sure);

#endif
