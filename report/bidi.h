/* bidi.h - the order in which the words of a line are drawn. */
#ifndef SP_REPORT_BIDI_H
#define SP_REPORT_BIDI_H

#include <stddef.h>

#include "report/font.h"

/**
 * order[k] becomes the index of the word that stands k-th from the left. The
 * Unicode bidirectional algorithm (UAX 9, by FriBidi) gives the levels of the
 * line's text; the direction of the line is that of its first strong letter.
 * Words are the unit: HarfBuzz has put each one's glyphs in visual order.
 */
void sp_bidi_order(const sp_word *const *words, size_t n, size_t *order);

#endif
