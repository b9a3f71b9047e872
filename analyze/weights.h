/* weights.h - what speaks for and against a row, in numbers.
 *
 * The rules find candidates; whether one is a position is decided by adding up
 * the weights of the evidence for it. The weights stand in the pack
 * (`weights:`), fitted to coded gold by logistic regression, and each sum can be
 * read in `standpoint why`. An issue can have a weight of its own, added to each
 * of its rows: how far its words can be trusted. A sum above 0 makes a position. */
#ifndef SP_ANALYZE_WEIGHTS_H
#define SP_ANALYZE_WEIGHTS_H

#include <stdbool.h>

/** Reasons, in the order in which they are shown. */
typedef enum sp_reason {
	SP_FOR_BASE,		/* 1 for every row */
	SP_FOR_WORDS,		/* further different words of the issue, 0-3 */
	SP_FOR_ASK,		/* force from a cue that asks */
	SP_FOR_IMPERATIVE,
	SP_FOR_SIDE,		/* from one that takes a side or commits */
	SP_FOR_JUDGE,		/* from a judgement or an effect */
	SP_FOR_ITSELF,		/* words that decide the side by themselves */
	SP_FOR_UNFORCED,		/* nothing in reach gives force */
	SP_FOR_CONCEDED,		/* in a clause that is only conceded */
	SP_FOR_TURNED,		/* the subject is turned to oppose by cues, */
	SP_FOR_LOOSELY,		/* which are over SP_LOOSE words away */
	SP_FOR_REFERS,		/* by reference to what was said before */
	SP_FOR_OTHER,		/* another holder's */
	SP_FOR_OTHERS,		/* other issues in the sentence, 0-3 */
	SP_FOR_LONE,		/* the document speaks of the issue only here */
	SP_FOR_BESIDE,		/* issue also in the sentences next to it, 0-2 */
	SP_FOR_AROUND,		/* and in the three beyond on each side, 0-6 */
	SP_REASONS
} sp_reason;

#define SP_LOOSE 3

/** Its key in a pack, and in words for an explanation. */
const char *sp_reason_name(sp_reason e);
const char *sp_reason_text(sp_reason e);

typedef struct sp_weights {
	bool given;		/* the pack has some; else rules decide alone */
	double of[SP_REASONS];
} sp_weights;

/** The sum of `x` times weights. */
double sp_weigh(const sp_weights *w, const float *x);

#endif
