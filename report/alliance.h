/* alliance.h - who agrees with whom.
 *
 * Two submitters are compared on the issues on which both take a position.
 * Agreement is the share of these on which they take the same one; "mixed"
 * agrees with nothing but "mixed". Pairs that share fewer than
 * SP_SHARED_MIN issues are not compared: one issue in common is chance. */
#ifndef SP_REPORT_ALLIANCE_H
#define SP_REPORT_ALLIANCE_H

#include "report/model.h"

enum { SP_SHARED_MIN = 3 };

typedef struct sp_pair {
	int a, b;		/* submitters */
	int shared, agree;
	int opposed;		/* support against oppose */
} sp_pair;

/** The numbers of a pair. */
sp_pair sp_pair_of(const sp_model *m, int a, int b);

static inline bool sp_pair_counts(const sp_pair *p)
{
	return p->shared >= SP_SHARED_MIN;
}

/** < 0 if x agrees more than y: by share, then by issues shared, then by the
 * other's place in the model. */
int sp_pair_order(const sp_pair *x, const sp_pair *y);

/**
 * Of the submitters list[0..n), up to `max` that agree with `a` most into
 * near[], and up to `max` that agree least, the least first, into far[]. Near is
 * who agrees on half or more of what both address, far who does on less. Returns how many pairs count; *nnear and *nfar say how
 * many were written.
 */
int sp_pair_nearest(const sp_model *m, const int *list, int n, int a, int max,
		    sp_pair *near, int *nnear, sp_pair *far, int *nfar);

#endif
