/* bidi.h - the order in which the words of a line are drawn. */
#ifndef SP_REPORT_BIDI_H
#define SP_REPORT_BIDI_H

#include <stdbool.h>
#include <stddef.h>

#include "report/font.h"

/** The direction of a word's first strong letter, if it has one. */
typedef enum sp_direction { SP_DIR_NONE, SP_DIR_LTR, SP_DIR_RTL } sp_direction;
sp_direction sp_bidi_direction(const sp_word *word);

/**
 * order[k] becomes the index of the word that stands k-th from the left. The
 * Unicode bidirectional algorithm (UAX 9, by FriBidi) gives the levels of the
 * line's text, in a paragraph that runs from right to left (`rtl`) or not.
 * Words are the unit: HarfBuzz has put each one's glyphs in visual order.
 */
void sp_bidi_order(const sp_word *const *words, size_t n, bool rtl,
		   size_t *order);

#endif
