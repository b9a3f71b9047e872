/* alliance.c - see alliance.h. */
#include "config.h"

#include "report/alliance.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

sp_pair sp_pair_of(const sp_model *m, int a, int b)
{
	const unsigned char *x = m->submitters[a].stance;
	const unsigned char *y = m->submitters[b].stance;
	sp_pair p = { .a = a, .b = b };

	for (int i = 0; i < m->nissues; i++) {
		if (x[i] == SP_SILENT || y[i] == SP_SILENT)
			continue;
		p.shared++;
		p.agree += x[i] == y[i];
		p.opposed += x[i] != y[i] && x[i] != SP_MIXED &&
			     y[i] != SP_MIXED;
	}
	return p;
}

int sp_pair_order(const sp_pair *x, const sp_pair *y)
{
	long a = (long)x->agree * y->shared, b = (long)y->agree * x->shared;

	if (a != b)
		return a > b ? -1 : 1;
	if (x->opposed != y->opposed)
		return x->opposed - y->opposed;
	/* As much agreement on more issues says more; as much discord too. */
	if (x->shared != y->shared)
		return 2 * x->agree >= x->shared ? y->shared - x->shared
						 : x->shared - y->shared;
	return x->a != y->a ? x->a - y->a : x->b - y->b;
}

static int order(const void *a, const void *b)
{
	return sp_pair_order(a, b);
}

int sp_pair_nearest(const sp_model *m, const int *list, int n, int a, int max,
		    sp_pair *near, int *nnear, sp_pair *far, int *nfar)
{
	sp_pair *all = sp_calloc((size_t)n + 1, sizeof *all);
	int k = 0, agreed = 0;

	for (int i = 0; i < n; i++) {
		all[k] = sp_pair_of(m, a, list[i]);
		k += list[i] != a && sp_pair_counts(&all[k]);
	}
	qsort(all, (size_t)k, sizeof *all, order);
	while (agreed < k && 2 * all[agreed].agree >= all[agreed].shared)
		agreed++;
	*nnear = agreed < max ? agreed : max;
	memcpy(near, all, (size_t)*nnear * sizeof *near);
	*nfar = k - agreed < max ? k - agreed : max;
	for (int i = 0; i < *nfar; i++)
		far[i] = all[k - 1 - i];
	free(all);
	return k;
}
