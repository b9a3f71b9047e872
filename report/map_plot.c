/* map_plot.c - draws the position map; see page_map.h. */
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/chart.h"
#include "report/page_map.h"
#include "report/wording.h"

static const float PAD_X = 74, PAD_Y = 24;	/* round the outermost points */
static const float HEIGHT_MIN = 300, HEIGHT_MAX = 470;
static const float LABEL_H = 9.2f;

bool sp_plot_shown(const struct map_plot *p, int i)
{
	return p->b->m->submitters[p->map->points[i].submitter].in_matrix;
}

static float at(const struct map_plot *p, int i, int axis)
{
	return p->zero[axis] + (float)(p->unit * p->map->points[i].at[axis]);
}

/* ---- size --------------------------------------------------------------- */

static void range(const sp_map *map, int axis, double *low, double *high)
{
	*low = *high = 0;
	for (int i = 0; i < map->npoints; i++) {
		if (map->points[i].at[axis] < *low)
			*low = map->points[i].at[axis];
		if (map->points[i].at[axis] > *high)
			*high = map->points[i].at[axis];
	}
	if (*high - *low < 1e-6)
		*high = *low + 1;
}

void sp_plot_fit(struct map_plot *p, float top)
{
	double low[2], high[2];

	range(p->map, 0, &low[0], &high[0]);
	range(p->map, 1, &low[1], &high[1]);
	p->unit = (SP_TEXT_W - 2 * PAD_X) / (high[0] - low[0]);
	double tall = (HEIGHT_MAX - sp_pdf_bottom(p->b->pdf) - 2 * PAD_Y) /
		      (high[1] - low[1]);
	if (tall < p->unit)
		p->unit = tall;
	float h = (float)(p->unit * (high[1] - low[1])) + 2 * PAD_Y;
	if (h < HEIGHT_MIN)
		h = HEIGHT_MIN;
	p->box = (sp_box){ SP_LEFT, top - h, SP_RIGHT, top };
	for (int axis = 0; axis < 2; axis++) {
		float middle = axis ? (p->box.y0 + p->box.y1) / 2
				    : (p->box.x0 + p->box.x1) / 2;

		p->zero[axis] = middle - (float)(p->unit *
						 (low[axis] + high[axis]) / 2);
	}
}

/* ---- the ends of the axes ----------------------------------------------- */

/* "For transparency, against export controls": the one or two issues that weigh
 * most; dir is 1 for right and up, -1 for left and down. */
static void add_end(sp_buf *t, const sp_book *b, const sp_map *map, int axis,
		    int dir)
{
	const double *w = map->weight[axis];
	const int *rank = map->rank[axis];

	for (int k = 0; k < sp_map_names(map, axis); k++) {
		bool for_it = w[rank[k]] * dir > 0;

		sp_buf_adds(t, k ? ", " : "");
		if (k)
			sp_buf_adds(t, for_it ? "for " : "against ");
		else
			sp_buf_adds(t, for_it ? "For " : "Against ");
		sp_add_lower(t, b->m->issues[rank[k]].short_name);
	}
}

static const sp_style end_style = { .face = SP_BOLD, .size = 7.2f,
				    .color = SP_INK_2 };

struct end {
	sp_buf text;
	float x, y, w;
};

/* A baseline near the horizontal axis where no mark stands in [x, x + w). */
static float free_line(const struct map_plot *p, float x, float w)
{
	static const float below[] = { -3.5f, 9, -14, 20, -25, 31 };
	float y = 0;

	for (size_t k = 0; k < sizeof below / sizeof *below; k++) {
		bool taken = false;

		y = p->zero[1] - below[k];
		for (int i = 0; i < p->map->npoints; i++)
			taken |= sp_plot_shown(p, i) && at(p, i, 0) > x - 6 &&
				 at(p, i, 0) < x + w + 6 &&
				 at(p, i, 1) > y - 6 && at(p, i, 1) < y + 11;
		if (!taken)
			break;
	}
	return y;
}

/* Left, right, up, down; each is blocked for labels. */
static void make_ends(struct map_plot *p, struct end e[4])
{
	sp_fonts *f = sp_pdf_fonts(p->b->pdf);
	const float room = 226;

	for (int i = 0; i < 4; i++) {
		int axis = i / 2;
		bool back = i == 0 || i == 3;

		sp_buf_init(&e[i].text);
		if (i == 0)
			sp_buf_adds(&e[i].text, "\u2190 ");
		add_end(&e[i].text, p->b, p->map, axis, back ? -1 : 1);
		if (i == 1)
			sp_buf_adds(&e[i].text, " \u2192");
		e[i].w = sp_text_width(f, &end_style, e[i].text.data);
		if (e[i].w > room)
			e[i].w = room;
		if (axis) {
			e[i].x = p->zero[0] - e[i].w / 2;
			if (e[i].x < p->box.x0 + 5)
				e[i].x = p->box.x0 + 5;
			if (e[i].x + e[i].w > p->box.x1 - 5)
				e[i].x = p->box.x1 - 5 - e[i].w;
			e[i].y = back ? p->box.y0 + 6 : p->box.y1 - 11;
		} else {
			e[i].x = back ? p->box.x0 + 5 : p->box.x1 - 5 - e[i].w;
			e[i].y = free_line(p, e[i].x, e[i].w);
		}
		sp_labels_block(&p->labels, (sp_box){ e[i].x - 2, e[i].y - 3,
						      e[i].x + e[i].w + 2,
						      e[i].y + 8 });
	}
}

/* ---- labels ------------------------------------------------------------- */

static sp_style label_style(void)
{
	return sp_resize(&sp_st_small, 7);
}

static int voices(const struct map_plot *p, int i)
{
	int s = p->map->points[i].submitter;

	return sp_tally_voices(&p->b->m->submitters[s].issues);
}

/* The points with labels; those who speak on most issues choose first. */
static int *label_order(const struct map_plot *p, int *n)
{
	int *order = sp_calloc((size_t)p->b->m->nmatrix + 1, sizeof *order);

	*n = 0;
	for (int i = 0; i < p->map->npoints; i++) {
		int k = *n;

		if (!sp_plot_shown(p, i))
			continue;
		for (; k && voices(p, order[k - 1]) < voices(p, i); k--)
			order[k] = order[k - 1];
		order[k] = i;
		++*n;
	}
	return order;
}

static void add_label(sp_buf *t, const struct map_plot *p, int i)
{
	int s = p->map->points[i].submitter;

	if (p->number[i])
		sp_buf_addf(t, "%d", p->number[i]);
	else
		sp_buf_adds(t, p->b->m->submitters[s].short_name);
}

static bool try_label(struct map_plot *p, int i)
{
	sp_style st = label_style();
	sp_buf t = SP_BUF_INIT;

	add_label(&t, p, i);
	float w = 5 + sp_text_width(sp_pdf_fonts(p->b->pdf), &st, t.data);
	sp_buf_release(&t);
	return sp_labels_place(&p->labels, at(p, i, 0), at(p, i, 1),
			       SP_MAP_MARK, w, LABEL_H, p->number[i] > 0,
			       &p->place[i],
			       &p->leader[i]);
}

/* The name, or a number if there is no room for it. */
static void place_label(struct map_plot *p, int i)
{
	p->has[i] = try_label(p, i);
	if (p->has[i] || p->numbers >= p->numbers_max)
		return;
	p->number[i] = ++p->numbers;
	p->has[i] = try_label(p, i);
	if (!p->has[i]) {
		p->number[i] = 0;
		p->numbers--;
	}
}

static void place_labels(struct map_plot *p)
{
	const float r = SP_MAP_MARK + 0.6f;
	int n, *order = label_order(p, &n);

	for (int k = 0; k < n; k++) {
		float x = at(p, order[k], 0), y = at(p, order[k], 1);

		sp_labels_block(&p->labels,
				(sp_box){ x - r, y - r, x + r, y + r });
	}
	for (int k = 0; k < n; k++)
		place_label(p, order[k]);
	free(order);
}

/* ---- drawing ------------------------------------------------------------ */

static void ground(struct map_plot *p)
{
	sp_pdf *pdf = p->b->pdf;
	float w = p->box.x1 - p->box.x0, h = p->box.y1 - p->box.y0;

	sp_pdf_rect(pdf, p->box.x0, p->box.y0, w, h, SP_PANEL);
	for (float x = p->box.x0 + w / 8; x < p->box.x1 - 1; x += w / 8)
		sp_pdf_line(pdf, x, p->box.y0, x, p->box.y1, 1, SP_WHITE);
	for (float y = p->box.y1 - w / 8; y > p->box.y0 + 1; y -= w / 8)
		sp_pdf_line(pdf, p->box.x0, y, p->box.x1, y, 1, SP_WHITE);
	sp_pdf_line(pdf, p->zero[0], p->box.y0, p->zero[0], p->box.y1, 0.7f,
		    SP_DOT);
	sp_pdf_line(pdf, p->box.x0, p->zero[1], p->box.x1, p->zero[1], 0.7f,
		    SP_DOT);
}

/* Where a label's leader ends: the nearest point of its box. */
static float clamp(float v, float low, float high)
{
	return v < low ? low : v > high ? high : v;
}

static void draw_label(struct map_plot *p, int i)
{
	const sp_box *q = &p->place[i];
	sp_style st = label_style();
	float x = at(p, i, 0), y = at(p, i, 1);
	sp_buf t = SP_BUF_INIT;

	add_label(&t, p, i);
	if (p->leader[i])
		sp_pdf_line(p->b->pdf, x, y, clamp(x, q->x0, q->x1),
			    clamp(y, q->y0, q->y1), 0.4f, SP_DOT);
	sp_pdf_rect(p->b->pdf, q->x0 + 0.5f, q->y0 + 0.5f, q->x1 - q->x0 - 1,
		    LABEL_H - 1, SP_PANEL);
	sp_text(p->b->pdf, q->x0 + 2.5f, q->y0 + 2.4f, &st,
		t.data);
	sp_draw_space(p->b->pdf, q->x1, q->y0 + 2.4f);
	sp_buf_release(&t);
}

static void draw_ends(struct map_plot *p, struct end e[4])
{
	for (int i = 0; i < 4; i++) {
		sp_pdf_rect(p->b->pdf, e[i].x - 2, e[i].y - 2, e[i].w + 4, 9.5f,
			    SP_PANEL);
		sp_text_fit(p->b->pdf, e[i].x, e[i].y, &end_style,
			    e[i].text.data, e[i].w + 0.5f, 6);
		sp_draw_space(p->b->pdf, e[i].x + e[i].w, e[i].y);
	}
}

static void draw_points(struct map_plot *p)
{
	const sp_map *map = p->map;

	for (int i = 0; i < map->npoints; i++)	/* the crowd, behind */
		if (!sp_plot_shown(p, i))
			sp_pdf_rect(p->b->pdf, at(p, i, 0) - 0.6f,
				    at(p, i, 1) - 0.6f, 1.2f, 1.2f, SP_DOT);
	for (int i = 0; i < map->npoints; i++)
		if (sp_plot_shown(p, i) && p->has[i])
			draw_label(p, i);
	for (int i = 0; i < map->npoints; i++)
		if (sp_plot_shown(p, i))
			sp_chart_marker(p->b->pdf, at(p, i, 0), at(p, i, 1),
					SP_MAP_MARK,
					p->b->m->submitters[map->points[i]
							    .submitter].type,
					map->points[i].sure);
}

static int extreme(const sp_map *map, int axis, int dir)
{
	int best = 0;

	for (int i = 1; i < map->npoints; i++)
		if (dir * map->points[i].at[axis] >
		    dir * map->points[best].at[axis] + 1e-9)
			best = i;
	return map->points[best].submitter;
}

static void add_alt(sp_buf *t, const sp_book *b, const sp_map *map)
{
	static const char *const side[] = { "left", "right", "up", "down" };

	sp_buf_adds(t, "Map of ");
	sp_add_counted(t, map->npoints, "submitter", "submitters");
	sp_buf_adds(t, ". Furthest");
	for (int i = 0; i < 4; i++) {
		int dir = i == 0 || i == 3 ? -1 : 1;

		sp_buf_addf(t, "%s %s (", i ? ";" : "", side[i]);
		add_end(t, b, map, i / 2, dir);
		sp_buf_addf(t, "): %s",
			    b->m->submitters[extreme(map, i / 2, dir)].name);
	}
	sp_buf_adds(t, ".");
}

void sp_plot_draw(struct map_plot *p)
{
	sp_book *b = p->b;
	struct end ends[4];
	sp_buf alt = SP_BUF_INIT;

	p->labels.frame = (sp_box){ p->box.x0 + 2, p->box.y0 + 2, p->box.x1 - 2,
				    p->box.y1 - 2 };
	make_ends(p, ends);
	place_labels(p);
	add_alt(&alt, b, p->map);
	sp_pdf_open(b->pdf, "Figure");
	sp_pdf_alt(b->pdf, alt.data);
	sp_pdf_bbox(b->pdf, p->box.x0, p->box.y0, p->box.x1 - p->box.x0,
		    p->box.y1 - p->box.y0);
	sp_pdf_mark(b->pdf);
	ground(p);
	draw_ends(p, ends);
	draw_points(p);
	sp_pdf_end(b->pdf);
	for (int i = 0; i < 4; i++)
		sp_buf_release(&ends[i].text);
	sp_buf_release(&alt);
}
