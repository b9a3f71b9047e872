/* map.h - submitters as points: who is close to whom.
 *
 * Classical scaling (Torgerson 1952) of the Euclidean distances between rows of
 * stances: support +1, mixed 0, oppose -1, each less the mean of those who
 * speak on the issue. Silence is no stance: it adds nothing to a distance from
 * the mean. Issues on which fewer than one in four speak are left out: they
 * cannot tell who is close to whom. For Euclidean distances the result is that of principal components
 * (Gower 1966), so the matrix that is taken apart is issues x issues, however
 * many submitters there are. */
#ifndef SP_REPORT_MAP_H
#define SP_REPORT_MAP_H

#include "report/model.h"

enum {
	SP_MAP_ISSUES_MIN = 3,	/* who speaks on fewer has no place */
	SP_MAP_ISSUES_SURE = 5,	/* below it, the place is uncertain */
	SP_MAP_USED_MIN = 4,	/* issues; fewer make no map */
	SP_MAP_POINTS_MIN = 8	/* submitters; fewer make no map */
};

typedef struct sp_map_point {
	int submitter;
	double at[2];		/* across, up; 0 is the mean */
	bool sure;
} sp_map_point;

typedef struct sp_map {
	sp_map_point *points;	/* in the model's order */
	int npoints;
	bool *used;		/* the issues that it is made of */
	int nused;
	double share[2];	/* of the variation, 0 to 1 */
	double *weight[2];	/* of each issue on each axis */
	int *rank[2];		/* issues: first those that weigh more on this
				   axis than on the other, the heaviest first */
	int nown[2];		/* how many these are; at least 1 */
} sp_map;

/**
 * Place the submitters. The signs are fixed: who supports most issues stands
 * right of the middle; support of the issue that weighs most on the second
 * axis is up. Returns NULL where there is nothing to place: too few points or
 * issues, or no variation. Caller frees.
 */
sp_map *sp_map_new(const sp_model *m);
void sp_map_free(sp_map *map);	/* NULL is fine */

/** How many issues, 1 or 2, name the ends of an axis: the first of its rank. */
int sp_map_names(const sp_map *map, int axis);

/** Whether its two axes carry enough (40 %, and the second 0.5 %) to be drawn. */
bool sp_map_tells(const sp_map *map);

#endif
