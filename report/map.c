/* map.c - see map.h. */
#include "config.h"

#include "report/map.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/eigen.h"

static const double SHARE_MIN = 0.4, AXIS_MIN = 0.005;

/* Two values no further apart than this are the same. */
static const double EVEN = 1e-9;

enum { USED_PART = 4 };		/* an issue is used if one in so many speaks */

static double value(int stance)
{
	return stance == SP_SUPPORT ? 1 : stance == SP_OPPOSE ? -1 : 0;
}

/* How many of the map's issues a submitter speaks on. */
static int voices(const sp_map *map, const sp_model *m, int submitter)
{
	const unsigned char *stance = m->submitters[submitter].stance;
	int n = 0;

	for (int i = 0; i < m->nissues; i++)
		n += map->used[i] && stance[i] != SP_SILENT;
	return n;
}

static bool placed(const sp_map *map, const sp_model *m, int submitter)
{
	return voices(map, m, submitter) >= SP_MAP_ISSUES_MIN;
}

static int count_placed(const sp_map *map, const sp_model *m)
{
	int n = 0;

	for (int s = 0; s < m->nsubmitters; s++)
		n += placed(map, m, s);
	return n;
}

/* Those placed who speak on issue `i`, and the mean of their stances. */
static int speakers(const sp_map *map, const sp_model *m, int i, double *mean)
{
	double sum = 0;
	int n = 0;

	for (int s = 0; s < m->nsubmitters; s++) {
		int stance = m->submitters[s].stance[i];

		if (stance == SP_SILENT || !placed(map, m, s))
			continue;
		sum += value(stance);
		n++;
	}
	*mean = n ? sum / n : 0;
	return n;
}

/* Of all issues, those on which enough of the submitters speak. */
static void choose_issues(sp_map *map, const sp_model *m)
{
	bool *enough = sp_calloc((size_t)m->nissues, sizeof *enough);
	double mean;

	for (int i = 0; i < m->nissues; i++)
		map->used[i] = true;
	int n = count_placed(map, m);
	for (int i = 0; i < m->nissues; i++) {
		enough[i] = USED_PART * speakers(map, m, i, &mean) >= n;
		map->nused += enough[i];
	}
	free(map->used);
	map->used = enough;
}

/* A submitter's stances less the means; silence is at the mean. */
static void centred(const sp_map *map, const sp_model *m, const double *mean,
		    int submitter, double *row)
{
	const unsigned char *stance = m->submitters[submitter].stance;

	for (int i = 0; i < m->nissues; i++)
		row[i] = stance[i] == SP_SILENT || !map->used[i]
				 ? 0
				 : value(stance[i]) - mean[i];
}

/* Sums of products of the issues' columns; the lower half mirrors the upper. */
static void products(const sp_map *map, const sp_model *m, const double *mean,
		     double *row, double *a)
{
	int n = m->nissues;

	for (int s = 0; s < m->nsubmitters; s++) {
		if (!placed(map, m, s))
			continue;
		centred(map, m, mean, s, row);
		for (int i = 0; i < n; i++)
			if (row[i] != 0)
				for (int k = i; k < n; k++)
					a[i * n + k] += row[i] * row[k];
	}
	for (int i = 0; i < n; i++)
		for (int k = 0; k < i; k++)
			a[i * n + k] = a[k * n + i];
}

static void place(sp_map *map, const sp_model *m, const double *mean,
		  double *row)
{
	map->points = sp_calloc((size_t)m->nsubmitters + 1,
				sizeof *map->points);
	for (int s = 0; s < m->nsubmitters; s++) {
		if (!placed(map, m, s))
			continue;
		sp_map_point *p = &map->points[map->npoints++];
		p->submitter = s;
		p->sure = voices(map, m, s) >= SP_MAP_ISSUES_SURE;
		centred(map, m, mean, s, row);
		for (int axis = 0; axis < 2; axis++)
			for (int i = 0; i < m->nissues; i++)
				p->at[axis] += row[i] * map->weight[axis][i];
	}
}

static void rank(int *out, const double *weight, int n)
{
	for (int i = 0; i < n; i++) {
		int k = i;

		for (; k && fabs(weight[i]) > fabs(weight[out[k - 1]]) + EVEN;
		     k--)
			out[k] = out[k - 1];
		out[k] = i;
	}
}

/* Those that tell this axis more than the other come first. */
static void own_first(sp_map *map, int axis, int n)
{
	const double *here = map->weight[axis], *other = map->weight[1 - axis];
	int *sorted = sp_calloc((size_t)n, sizeof *sorted), k = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; i < n; i++) {
			int issue = map->rank[axis][i];
			bool own = fabs(here[issue]) >=
				   fabs(other[issue]) - EVEN;

			if (own == (pass == 0))
				sorted[k++] = issue;
		}
		if (!pass)
			map->nown[axis] = k;
	}
	for (int i = 0; i < n; i++)
		map->rank[axis][i] = sorted[i];
	free(sorted);
}

int sp_map_names(const sp_map *map, int axis)
{
	const double *w = map->weight[axis];
	const int *rank = map->rank[axis];

	return map->nown[axis] > 1 &&
			       fabs(w[rank[1]]) > 0.6 * fabs(w[rank[0]])
		       ? 2
		       : 1;
}

static void flip(sp_map *map, int axis, int nissues)
{
	for (int i = 0; i < nissues; i++)
		map->weight[axis][i] = -map->weight[axis][i];
	for (int i = 0; i < map->npoints; i++)
		map->points[i].at[axis] = -map->points[i].at[axis];
}

static void fix_signs(sp_map *map, const sp_model *m)
{
	const sp_map_point *most = &map->points[0];

	for (int i = 1; i < map->npoints; i++) {
		const sp_tally *t = &m->submitters[map->points[i].submitter]
					     .issues;

		if (t->n[SP_SUPPORT] > m->submitters[most->submitter]
					       .issues.n[SP_SUPPORT])
			most = &map->points[i];
	}
	/* Where that one stands on the line, what would count is a rounding. */
	if (fabs(most->at[0]) > EVEN ? most->at[0] < 0
				     : map->weight[0][map->rank[0][0]] < 0)
		flip(map, 0, m->nissues);
	if (map->weight[1][map->rank[1][0]] < 0)
		flip(map, 1, m->nissues);
}

/* Fills the shares and the weights; false if there is no variation. */
static bool axes(sp_map *map, double *a, size_t n)
{
	double *values = sp_calloc(n, sizeof *values), all = 0;
	double *vectors = sp_calloc(n * n, sizeof *vectors);

	for (size_t i = 0; i < n; i++)
		all += a[i * n + i];
	sp_eigen_symmetric(a, n, values, vectors);
	for (size_t axis = 0; axis < 2; axis++) {
		map->share[axis] = all > 0 ? values[axis] / all : 0;
		map->weight[axis] = sp_calloc(n, sizeof(double));
		map->rank[axis] = sp_calloc(n, sizeof(int));
		for (size_t i = 0; i < n; i++)
			map->weight[axis][i] = vectors[axis * n + i];
		rank(map->rank[axis], map->weight[axis], (int)n);
	}
	own_first(map, 0, (int)n);
	own_first(map, 1, (int)n);
	free(values);
	free(vectors);
	return all > EVEN;
}

static bool compute(sp_map *map, const sp_model *m)
{
	size_t n = (size_t)m->nissues;
	double *a = sp_calloc(n * n, sizeof *a);
	double *row = sp_calloc(n, sizeof *row);
	double *mean = sp_calloc(n, sizeof *mean);

	for (int i = 0; i < m->nissues; i++)
		(void)speakers(map, m, i, &mean[i]);
	products(map, m, mean, row, a);
	bool ok = axes(map, a, n);
	if (ok) {
		place(map, m, mean, row);
		fix_signs(map, m);
	}
	free(a);
	free(row);
	free(mean);
	return ok;
}

sp_map *sp_map_new(const sp_model *m)
{
	sp_map *map = sp_calloc(1, sizeof *map);

	map->used = sp_calloc((size_t)m->nissues, sizeof *map->used);
	choose_issues(map, m);
	if (map->nused >= SP_MAP_USED_MIN &&
	    count_placed(map, m) >= SP_MAP_POINTS_MIN && compute(map, m))
		return map;
	sp_map_free(map);
	return NULL;
}

void sp_map_free(sp_map *map)
{
	if (!map)
		return;
	free(map->points);
	free(map->used);
	for (int axis = 0; axis < 2; axis++) {
		free(map->weight[axis]);
		free(map->rank[axis]);
	}
	free(map);
}

bool sp_map_tells(const sp_map *map)
{
	return map && map->share[0] + map->share[1] >= SHARE_MIN &&
	       map->share[1] >= AXIS_MIN;
}
