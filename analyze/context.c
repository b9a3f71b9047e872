/* The whole document: what stands around a row, whose view it is in a report, and
 * whether it is a position. */
#include "config.h"

#include <stdlib.h>

#include "analyze/reading_internal.h"
#include "base/mem.h"

#define MOST_OTHERS 3
#define LONG 20
#define AROUND 4		/* sentences on each side, the next one included */
/* what is usual: taken where there is no context */
#define USUAL_BESIDE 1
#define USUAL_AROUND 2

/* Mentions are sorted by sentence: count those near the row. `at` is the first
 * mention of the row's own sentence. */
static void look_around(const sp_reading *r, size_t at, sp_row *row)
{
	float *x = row->reasons;
	size_t first = at;

	while (first > 0 &&
	       r->mentions[first - 1].sentence + AROUND >= row->sentence)
		first--;
	for (size_t i = first; i < r->nmentions &&
	     r->mentions[i].sentence <= row->sentence + AROUND; i++) {
		const sp_mention *m = &r->mentions[i];
		if (m->sentence == row->sentence) {
			x[SP_FOR_OTHERS] += m->issue != row->issue &&
					   x[SP_FOR_OTHERS] < MOST_OTHERS;
			continue;
		}
		if (m->issue != row->issue)
			continue;
		if (m->sentence + 1 == row->sentence ||
		    m->sentence == row->sentence + 1)
			x[SP_FOR_BESIDE]++;
		else
			x[SP_FOR_AROUND]++;
	}
}

static void set_context(const sp_reading *r, const size_t *times, size_t at,
			sp_row *row)
{
	float *x = row->reasons;

	x[SP_FOR_OTHERS] = x[SP_FOR_BESIDE] = x[SP_FOR_AROUND] = 0;
	look_around(r, at, row);
	if (r->sentences >= SP_CONTEXT) {
		size_t long_by = r->sentences < LONG ? r->sentences : LONG;
		x[SP_FOR_LONE] = times[row->issue] == 1 ? (float)long_by / LONG : 0;
	} else {
		/* what nothing gives force, or is conceded, stands only among others */
		row->alone = !(x[SP_FOR_UNFORCED] > 0 || x[SP_FOR_CONCEDED] > 0);
		x[SP_FOR_BESIDE] = row->alone ? USUAL_BESIDE : 0;
		x[SP_FOR_AROUND] = row->alone ? USUAL_AROUND : 0;
	}
}

/* In a report what is said is a side taken, and each is heard but once. */
static void report(sp_row *row)
{
	float *x = row->reasons;

	row->other = true;
	x[SP_FOR_OTHER] = x[SP_FOR_LONE] = 0;
	if (row->told) {
		x[SP_FOR_JUDGE] = 0;
		x[SP_FOR_SIDE] = 1;
	}
	if (row->voice)
		row->holder = row->voice;
}

const sp_row *sp_reading_rows(sp_reading *r, size_t *n)
{
	const sp_weights *w = &r->pack->weights;
	size_t *times = sp_calloc(r->pack->nissues + 1, sizeof *times);
	bool reports = sp_reading_reports(r);
	size_t at = 0;

	for (size_t i = 0; i < r->nmentions; i++)
		times[r->mentions[i].issue]++;
	for (size_t i = 0; i < r->nrows; i++) {
		sp_row *row = &r->rows[i];
		while (r->mentions[at].sentence < row->sentence)
			at++;
		set_context(r, times, at, row);
		if (reports)
			report(row);
		row->sum = w->given ? sp_weigh(w, row->reasons) +
				      r->pack->issues[row->issue].weight : 0;
		row->stands = w->given ? row->sum > 0 : row->decided;
	}
	free(times);
	*n = r->nrows;
	return r->rows;
}
