/* page_alliances.c - who agrees with whom: a triangle of all pairs, or, where
 * there are too many, for each submitter the nearest and the farthest. */
#include "config.h"

#include <stdlib.h>

#include "base/mem.h"
#include "report/alliance.h"
#include "report/page.h"
#include "report/table.h"
#include "report/wording.h"

enum { TRIANGLE_MAX = 25, NEAREST = 3 };

static const float LABEL_W = 122, CELL_MAX = 20, LINE = 9.8f;

/* Four steps of agreement, each with a sign of its own in the text. */
static const struct step {
	int percent;		/* at least */
	sp_color fill, ink;
	const char *words;
} steps[] = {
	{ 75, SP_BLUE, SP_WHITE, "three in four or more" },
	{ 50, 0x8fbfdc, SP_INK, "half or more" },
	{ 25, 0xf8c58c, SP_INK, "less than half" },
	{ 0, SP_ORANGE, SP_WHITE, "less than one in four" },
};

enum { STEPS = sizeof steps / sizeof *steps };

static int percent(const sp_pair *p)
{
	return (100 * p->agree + p->shared / 2) / p->shared;
}

static const struct step *step_of(const sp_pair *p)
{
	size_t i = 0;

	while (i + 1 < STEPS && 100 * p->agree < steps[i].percent * p->shared)
		i++;
	return &steps[i];
}

static void add_pair(sp_buf *t, const sp_pair *p)
{
	sp_buf_addf(t, "%d of %d", p->agree, p->shared);
}

/* ---- the triangle ------------------------------------------------------- */

struct triangle {
	sp_book *b;
	const int *list;
	int n;
	float cell, pitch, top;
};

static float cell_x(const struct triangle *t, int k)
{
	return SP_LEFT + LABEL_W + t->cell * (float)k;
}

static void triangle_cell(const struct triangle *t, float y, int row, int k)
{
	const sp_model *m = t->b->m;
	sp_pdf *p = t->b->pdf;
	sp_pair pair = sp_pair_of(m, t->list[row], t->list[k]);
	float x = cell_x(t, k);
	sp_buf s = SP_BUF_INIT;

	sp_pdf_begin(p, "TD");
	if (!sp_pair_counts(&pair)) {
		sp_pdf_dot(p, x + t->cell / 2, y + t->pitch / 2, 0.55f, SP_DOT);
		sp_draw_hidden(p, x + 1, y + 3, "too few in common");
	} else {
		const struct step *c = step_of(&pair);
		sp_style st = { .face = SP_REGULAR,
				.size = t->cell < 13 ? 5.8f : 7,
				.color = c->ink };

		sp_pdf_rect(p, x, y + 0.4f, t->cell - 0.8f, t->pitch - 0.8f,
			    c->fill);
		sp_buf_addf(&s, "%d", percent(&pair));
		sp_text_center(p, x + t->cell / 2 - 0.4f,
			       y + t->pitch / 2 - 2.2f, &st, s.data);
		sp_buf_clear(&s);
		sp_buf_adds(&s, "%: the same on ");
		add_pair(&s, &pair);
		sp_draw_hidden(p, x + 1, y + 2, s.data);
	}
	sp_pdf_end(p);
	sp_buf_release(&s);
}

static void triangle_row(const struct triangle *t, int row)
{
	sp_pdf *p = t->b->pdf;
	float y = t->top - t->pitch * (float)(row + 1);
	const sp_submitter *s = &t->b->m->submitters[t->list[row]];

	sp_pdf_open(p, "TR");
	sp_pdf_open(p, "TH");
	sp_pdf_scope(p, "Row");
	sp_pdf_mark(p);
	sp_draw_submitter(p, SP_LEFT, y + t->pitch / 2 - 2.6f, &sp_st_small, s,
			  LABEL_W - 8, 7);
	sp_pdf_end(p);
	for (int k = 0; k < row; k++)
		triangle_cell(t, y, row, k);
	for (int k = row; k < t->n; k++)	/* the other half: empty */
		sp_table_td(p, cell_x(t, k), y + 3, SP_AT_LEFT, &sp_st_hidden,
			    k == row ? "itself" : " ");
	sp_pdf_close(p);
}

/* The names again, on the diagonal: a column is found by going up. */
static void triangle_heads(const struct triangle *t)
{
	sp_pdf *p = t->b->pdf;
	sp_style st = sp_resize(&sp_st_small, 7);

	sp_pdf_open(p, "TR");
	sp_table_th(p, "Column", SP_LEFT, t->top + 2, SP_AT_LEFT,
		    &sp_st_hidden, "Submitter");
	for (int k = 0; k < t->n; k++) {
		float y = t->top - t->pitch * (float)(k + 1);

		sp_pdf_open(p, "TH");
		sp_pdf_scope(p, "Column");
		sp_pdf_mark(p);
		sp_draw_submitter(p, cell_x(t, k) + 4,
				  y + t->pitch / 2 - 2.6f, &st,
				  &t->b->m->submitters[t->list[k]],
				  SP_RIGHT - cell_x(t, k) - 4, 7);
		sp_pdf_end(p);
	}
	sp_pdf_close(p);
}

static void scale_key(sp_book *b, float y)
{
	sp_style st = sp_recolor(&sp_st_small, SP_INK_2);
	float x = SP_LEFT;

	sp_pdf_begin(b->pdf, "P");
	x += sp_text(b->pdf, x, y, &st, "The same position on") + 10;
	sp_draw_space(b->pdf, x - 8, y);
	for (size_t i = 0; i < STEPS; i++) {
		sp_pdf_rect(b->pdf, x, y - 0.8f, 7.5f, 7.5f, steps[i].fill);
		x += 11;
		x += sp_text(b->pdf, x, y, &st, steps[i].words);
		sp_draw_space(b->pdf, x, y);
		x += 13;
	}
	sp_pdf_end(b->pdf);
}

static float triangle(sp_book *b, const int *list, int n, float y)
{
	struct triangle t = { .b = b, .list = list, .n = n, .top = y - 18 };

	scale_key(b, y);
	/* The last name stands right of the last cell. */
	t.cell = (SP_TEXT_W - LABEL_W - 96) / (float)(n - 1);
	if (t.cell > CELL_MAX)
		t.cell = CELL_MAX;
	t.pitch = (t.top - SP_BOTTOM(b->pdf) - 30) / (float)n;
	if (t.pitch > t.cell)
		t.pitch = t.cell;
	sp_pdf_open(b->pdf, "Table");
	triangle_heads(&t);
	for (int row = 0; row < n; row++)
		triangle_row(&t, row);
	sp_pdf_close(b->pdf);
	return t.top - t.pitch * (float)n;
}

/* ---- nearest and farthest ----------------------------------------------- */

static void pair_lines(sp_book *b, float x, float y, const sp_pair *p, int n,
		       bool near)
{
	sp_style count = { .face = SP_BOLD, .size = 7.4f,
			   .color = near ? SP_BLUE : SP_ORANGE };
	sp_buf t = SP_BUF_INIT;

	sp_pdf_begin(b->pdf, "TD");
	for (int i = 0; i < n; i++) {
		sp_buf_clear(&t);
		add_pair(&t, &p[i]);
		sp_text(b->pdf, x, y - LINE * (float)i, &count, t.data);
		sp_draw_space(b->pdf, x + 30, y - LINE * (float)i);
		sp_draw_submitter(b->pdf, x + 36, y - LINE * (float)i,
				  &sp_st_small, &b->m->submitters[p[i].b], 122,
				  7.2f);
		sp_draw_space(b->pdf, x + 160, y - LINE * (float)i);
	}
	if (!n)
		sp_draw_hidden(b->pdf, x, y, "none");
	sp_pdf_end(b->pdf);
	sp_buf_release(&t);
}

static const float NEAR_X = SP_LEFT + 160, FAR_X = SP_LEFT + 330;

/* Returns the next y; the same one if the submitter has no pairs. */
static float nearest_row(sp_book *b, const int *list, int n, int a, float y)
{
	sp_pair near[NEAREST], far[NEAREST];
	int nnear, nfar;

	if (!sp_pair_nearest(b->m, list, n, a, NEAREST, near, &nnear, far,
			     &nfar))
		return y;
	int lines = nnear > nfar ? nnear : nfar;
	sp_pdf_open(b->pdf, "TR");
	sp_pdf_open(b->pdf, "TH");
	sp_pdf_scope(b->pdf, "Row");
	sp_pdf_mark(b->pdf);
	sp_draw_submitter(b->pdf, SP_LEFT, y, &sp_st_label,
			  &b->m->submitters[a], 150, 7.2f);
	sp_pdf_end(b->pdf);
	pair_lines(b, NEAR_X, y, near, nnear, true);
	pair_lines(b, FAR_X, y, far, nfar, false);
	sp_pdf_close(b->pdf);
	y -= LINE * (float)lines;
	sp_table_rule(b->pdf, SP_LEFT, SP_RIGHT, y + 5, SP_HAIR);
	return y - 5.5f;
}

static float nearest_head(sp_book *b, float y)
{
	sp_style st = sp_recolor(&sp_st_small, SP_INK_2);

	sp_pdf_open(b->pdf, "TR");
	sp_table_th(b->pdf, "Column", SP_LEFT, y, SP_AT_LEFT, &st, "Submitter");
	sp_table_th(b->pdf, "Column", NEAR_X, y, SP_AT_LEFT, &st,
		    "Agrees most with");
	sp_table_th(b->pdf, "Column", FAR_X, y, SP_AT_LEFT, &st,
		    "Agrees least with");
	sp_pdf_close(b->pdf);
	sp_table_rule(b->pdf, SP_LEFT, SP_RIGHT, y - 5, SP_RULE);
	return y - 16;
}

static void nearest(sp_book *b, const int *list, int n, float y,
		    const char *title, const char *note)
{
	sp_pdf_open(b->pdf, "Table");
	y = nearest_head(b, y);
	for (int i = 0; i < n; i++) {
		if (y - LINE * NEAREST < SP_BOTTOM(b->pdf) + 16) {
			sp_pdf_close(b->pdf);
			sp_draw_note(b->pdf, note);
			sp_book_page(b, "Alliances");
			y = sp_book_continued(b, "ALLIANCES", title);
			sp_pdf_open(b->pdf, "Table");
			y = nearest_head(b, y);
		}
		y = nearest_row(b, list, n, list[i], y);
	}
	sp_pdf_close(b->pdf);
}

/* ---- the page ----------------------------------------------------------- */

/* The pair that agrees most and the one that agrees least. */
static int extremes(const sp_model *m, const int *list, int n, sp_pair *best,
		    sp_pair *worst)
{
	int pairs = 0;

	for (int i = 0; i < n; i++)
		for (int k = i + 1; k < n; k++) {
			sp_pair p = sp_pair_of(m, list[i], list[k]);

			if (!sp_pair_counts(&p))
				continue;
			if (!pairs || sp_pair_order(&p, best) < 0)
				*best = p;
			if (!pairs || sp_pair_order(&p, worst) > 0)
				*worst = p;
			pairs++;
		}
	return pairs;
}

static void add_title(sp_buf *t, const sp_model *m, const sp_pair *best)
{
	sp_buf_addf(t, "Closest: %s and %s, the same on ",
		    m->submitters[best->a].short_name,
		    m->submitters[best->b].short_name);
	add_pair(t, best);
	sp_buf_adds(t, " issues");
}

static void add_note(sp_buf *t, const sp_book *b, const sp_pair *worst)
{
	const sp_model *m = b->m;

	sp_buf_addf(t, "Farthest: %s and %s, the same position on ",
		    m->submitters[worst->a].short_name,
		    m->submitters[worst->b].short_name);
	add_pair(t, worst);
	sp_buf_adds(t, ". Mixed agrees with nothing but mixed. ");
	sp_buf_adds(t, b->source);
}

bool sp_page_alliances(sp_book *b)
{
	const sp_model *m = b->m;
	int *list = sp_model_rows(m), n = m->nmatrix;
	sp_pair best = { 0 }, worst = { 0 };
	sp_buf title = SP_BUF_INIT, note = SP_BUF_INIT, deck = SP_BUF_INIT;
	int pairs = extremes(m, list, n, &best, &worst);

	if (pairs < 2) {
		free(list);
		return false;
	}
	add_title(&title, m, &best);
	add_note(&note, b, &worst);
	sp_buf_addf(&deck, "Of the issues on which both take a position, on how "
			   "many they take the same one. ");
	sp_add_counted(&deck, pairs, "pair has", "pairs have");
	sp_buf_addf(&deck, " at least %d such issues; the others are not "
			   "compared.", SP_SHARED_MIN);
	sp_pdf_open(b->pdf, "Sect");
	sp_book_page(b, "Alliances");
	sp_pdf_dest(b->pdf, "alliances", 0, SP_PAGE_H);
	float y = sp_book_head(b, "ALLIANCES", title.data, deck.data) - 6;
	if (n <= TRIANGLE_MAX)
		triangle(b, list, n, y);
	else
		nearest(b, list, n, y, title.data, note.data);
	sp_draw_note(b->pdf, note.data);
	sp_pdf_close(b->pdf);
	free(list);
	sp_buf_release(&title);
	sp_buf_release(&note);
	sp_buf_release(&deck);
	return true;
}
