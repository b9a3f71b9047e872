/* page_map.h - what the two parts of the map's page share: map_plot.c draws the
 * map, page_map.c writes what stands round it. */
#ifndef SP_REPORT_PAGE_MAP_H
#define SP_REPORT_PAGE_MAP_H

#include "report/labels.h"
#include "report/page.h"

#define SP_MAP_MARK 2.9f	/* half of a mark's width */

/** The plot on the page: y grows upwards, one scale for both axes. */
struct map_plot {
	sp_book *b;
	const sp_map *map;
	sp_box box;
	float zero[2];		/* where 0 is */
	double unit;		/* points on the page for 1 */
	sp_labels labels;
	sp_box *place;		/* of each point's label */
	bool *has, *leader;
	int *number;		/* in place of a name that has no room; or 0 */
	int numbers, numbers_max;
};

/** Whether point i has a mark of its own, not that of the crowd. */
bool sp_plot_shown(const struct map_plot *p, int i);

/** Choose scale and box, which hangs from `top`. */
void sp_plot_fit(struct map_plot *p, float top);

/** Place the labels and draw all as a Figure. Names without room get a number
 * instead, as long as there are fewer than numbers_max. */
void sp_plot_draw(struct map_plot *p);

#endif
