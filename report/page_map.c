/* page_map.c - the position map: who is close to whom (map.h says how). */
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/chart.h"
#include "report/page_map.h"
#include "report/wording.h"

/* The list of numbers below the map. */
enum { LIST_COLUMNS = 5 };

static const float LIST_PITCH = 9.8f, READING_H = 122;

/* ---- words -------------------------------------------------------------- */

static int percent(double share)
{
	return (int)lround(100 * share);
}

static void add_title(sp_buf *t, const sp_book *b, const sp_map *map)
{
	const int *rank = map->rank[0];

	sp_buf_adds(t, "The main divide: ");
	sp_add_lower(t, b->m->issues[rank[0]].short_name);
	if (sp_map_names(map, 0) > 1) {
		sp_buf_adds(t, " and ");
		sp_add_lower(t, b->m->issues[rank[1]].short_name);
	}
}

static void add_deck(sp_buf *t, const sp_map *map)
{
	int x = percent(map->share[0]), y = percent(map->share[1]);

	sp_buf_addf(t, "Submitters close together take similar positions. The "
		       "horizontal axis carries %d%% of the variation, the "
		       "vertical axis %d%%%s", x, y,
		    map->share[0] + map->share[1] < 0.5
			    ? ": together less than half, so distances are "
			      "rough."
			    : ".");
}

static void add_weights(sp_buf *t, const sp_book *b, const sp_map *map,
			int axis)
{
	for (int k = 0; k < 4 && k < map->nown[axis]; k++) {
		int i = map->rank[axis][k];

		if (fabs(map->weight[axis][i]) < 0.05)
			break;
		sp_buf_addf(t, "%s%d ", k ? ", " : "", i + 1);
		sp_add_lower(t, b->m->issues[i].short_name);
	}
	sp_buf_adds(t, ". ");
}

static float reading(struct map_plot *p, float y)
{
	sp_book *b = p->b;
	sp_buf t = SP_BUF_INIT;
	sp_style st = sp_recolor(&sp_st_label, SP_INK_2);

	y = sp_draw_heading(b->pdf, SP_LEFT, y, SP_TEXT_W,
			    "How to read this map");
	sp_buf_addf(&t, "Classical scaling lays the stances on %d issues out in "
			"a plane: those on which at least one in four of the "
			"submitters take a position. Support is +1, mixed 0, "
			"oppose \u22121; who is silent on an issue stands at "
			"its mean. Distance matters, the sign of an axis does "
			"not: left and right are no political labels.",
		    p->map->nused);
	float left = sp_draw_para(b->pdf, "P", SP_LEFT, y, SP_COLUMN_W, &st,
				  11.6f, t.data, 0);
	sp_buf_clear(&t);
	sp_buf_adds(&t, "The ends are named by the issues that weigh most on "
			"this axis, and more than on the other. On the "
			"horizontal axis: ");
	add_weights(&t, b, p->map, 0);
	sp_buf_adds(&t, "On the vertical axis: ");
	add_weights(&t, b, p->map, 1);
	float right = sp_draw_para(b->pdf, "P", SP_COLUMN_2, y, SP_COLUMN_W,
				   &st, 11.6f, t.data, 0);
	sp_buf_release(&t);
	return left < right ? left : right;
}

static int numbered(const struct map_plot *p, int number)
{
	int i = 0;

	while (p->number[i] != number)
		i++;
	return p->map->points[i].submitter;
}

/* Who the numbers on the map are, down one column after the other. */
static void list(struct map_plot *p, float y)
{
	sp_book *b = p->b;
	sp_style st = sp_resize(&sp_st_small, 7);
	sp_style number = { .face = SP_BOLD, .size = 7, .color = SP_INK_2 };
	const float w = (SP_TEXT_W + 8) / LIST_COLUMNS;
	int rows = (p->numbers + LIST_COLUMNS - 1) / LIST_COLUMNS;
	sp_buf t = SP_BUF_INIT;

	if (!p->numbers)
		return;
	sp_pdf_open(b->pdf, "L");
	for (int i = 0; i < p->numbers; i++) {
		float x = SP_LEFT + w * (float)(i / rows);
		float at = y - LIST_PITCH * (float)(i % rows);

		sp_buf_clear(&t);
		sp_buf_addf(&t, "%d", i + 1);
		sp_pdf_open(b->pdf, "LI");
		sp_pdf_begin(b->pdf, "LBody");
		sp_text_right(b->pdf, x + 9, at, &number, t.data);
		sp_draw_space(b->pdf, x + 10, at);
		sp_text_fit(b->pdf, x + 13, at, &st,
			    b->m->submitters[numbered(p, i + 1)].short_name,
			    w - 19, 7);
		sp_pdf_end(b->pdf);
		sp_pdf_close(b->pdf);
	}
	sp_pdf_close(b->pdf);
	sp_buf_release(&t);
}

static void add_unlabelled(sp_buf *t, const struct map_plot *p)
{
	enum { NAMED_MAX = 5 };
	int n = 0, named = 0;

	for (int i = 0; i < p->map->npoints; i++)
		n += sp_plot_shown(p, i) && !p->has[i];
	if (p->numbers)
		sp_buf_adds(t, "Numbers stand for names without room. ");
	if (n > NAMED_MAX) {
		sp_add_count(t, n);
		sp_buf_adds(t, " marks have no room even for a number. ");
		return;
	}
	for (int i = 0; n && i < p->map->npoints; i++) {
		int s = p->map->points[i].submitter;

		if (sp_plot_shown(p, i) && !p->has[i])
			sp_buf_addf(t, "%s%s", named++ ? ", " :
				    "No room even for a number: ",
				    p->b->m->submitters[s].short_name);
	}
	if (n)
		sp_buf_adds(t, ". ");
}

static void note(struct map_plot *p)
{
	const sp_model *m = p->b->m;
	int crowd = 0;
	sp_buf t = SP_BUF_INIT;

	for (int i = 0; i < p->map->npoints; i++)
		crowd += !sp_plot_shown(p, i);
	sp_buf_addf(&t, "A hollow mark: it takes a position on fewer than %d of "
			"these issues, so its place is uncertain. ",
		    SP_MAP_ISSUES_SURE);
	if (p->map->npoints < m->nsubmitters) {
		sp_buf_addf(&t, "Left out, for they take a position on fewer "
				"than %d: ", SP_MAP_ISSUES_MIN);
		sp_add_counted(&t, m->nsubmitters - p->map->npoints,
			       "submitter", "submitters");
		sp_buf_adds(&t, ". ");
	}
	if (crowd) {
		sp_buf_adds(&t, "Small squares: ");
		sp_add_count(&t, crowd);
		sp_buf_adds(&t, " submitters who are not in the matrix. ");
	}
	add_unlabelled(&t, p);
	sp_buf_adds(&t, p->b->source);
	sp_draw_note(p->b->pdf, t.data);
	sp_buf_release(&t);
}

static void key(sp_book *b, float y)
{
	sp_style st = sp_recolor(&sp_st_label, SP_INK_2);
	float x = SP_LEFT + 3;

	sp_pdf_begin(b->pdf, "P");
	for (int t = 0; t < SP_TYPES; t++) {
		if (!b->m->by_type[t])
			continue;
		sp_chart_marker(b->pdf, x, y + 2.9f, SP_MAP_MARK + 0.3f, t, true);
		x += 7 + sp_text(b->pdf, x + 7, y, &st, sp_type_label(t));
		sp_draw_space(b->pdf, x, y);
		x += 16;
	}
	sp_pdf_end(b->pdf);
}

/* ---- the page ----------------------------------------------------------- */

bool sp_page_map(sp_book *b)
{
	if (!sp_map_tells(b->map))
		return false;
	size_t n = (size_t)b->map->npoints;
	struct map_plot p = { .b = b, .map = b->map,
			  .place = sp_calloc(n, sizeof *p.place),
			  .has = sp_calloc(n, sizeof *p.has),
			  .leader = sp_calloc(n, sizeof *p.leader),
			  .number = sp_calloc(n, sizeof *p.number) };
	sp_buf title = SP_BUF_INIT, deck = SP_BUF_INIT;

	add_title(&title, b, b->map);
	add_deck(&deck, b->map);
	sp_pdf_open(b->pdf, "Sect");
	sp_book_page(b, "Position map");
	sp_pdf_dest(b->pdf, "map", 0, SP_PAGE_H);
	float y = sp_book_head(b, "POSITION MAP", title.data, deck.data);
	key(b, y - 2);
	sp_plot_fit(&p, y - 14);
	float room = p.box.y0 - READING_H - SP_BOTTOM(b->pdf) - 24;
	p.numbers_max = LIST_COLUMNS * (int)(room / LIST_PITCH);
	sp_plot_draw(&p);
	list(&p, reading(&p, p.box.y0 - 24) - 10);
	note(&p);
	sp_pdf_close(b->pdf);
	sp_labels_release(&p.labels);
	free(p.place);
	free(p.has);
	free(p.leader);
	free(p.number);
	sp_buf_release(&title);
	sp_buf_release(&deck);
	return true;
}
