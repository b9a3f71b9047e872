/* page_cover.c - title, scope, and a strip of the real matrix. */
#include "config.h"

#include <stdlib.h>

#include "base/mem.h"
#include "report/page.h"
#include "report/wording.h"

enum { STRIP_MAX = 48 };

/* Submitters from the most supportive to the most opposed. */
struct place {
	int submitter;
	double mean;
	int voices;
};

static int by_mean(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->mean != y->mean)
		return x->mean > y->mean ? -1 : 1;
	return x->submitter - y->submitter;
}

static int by_voices(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->voices != y->voices)
		return y->voices - x->voices;
	return x->submitter - y->submitter;
}

/* Those who say most, at most STRIP_MAX, in the order of their mean. */
static struct place *pick(const sp_model *m, int *n)
{
	struct place *p = sp_calloc((size_t)m->nsubmitters, sizeof *p);

	for (int i = 0; i < m->nsubmitters; i++) {
		const sp_tally *t = &m->submitters[i].issues;
		int voices = sp_tally_voices(t);

		p[i] = (struct place){ i, voices ? (double)sp_tally_net(t) /
							   voices : 0, voices };
	}
	qsort(p, (size_t)m->nsubmitters, sizeof *p, by_voices);
	*n = m->nsubmitters < STRIP_MAX ? m->nsubmitters : STRIP_MAX;
	qsort(p, (size_t)*n, sizeof *p, by_mean);
	return p;
}

struct grid {
	int columns, rows;
	float x, y, cell_w, cell_h;	/* y: of the upper edge */
	bool by_issue;			/* issues are the columns */
};

/* Across the page with the longer side; cells are square where that fits. */
static struct grid lay_out(const sp_book *b, int submitters, int issues,
			   float top, float height)
{
	struct grid g = { .by_issue = issues > submitters, .y = top,
			  .x = sp_pdf_left(b->pdf) };

	g.columns = g.by_issue ? issues : submitters;
	g.rows = g.by_issue ? submitters : issues;
	g.cell_w = (sp_pdf_right(b->pdf) - g.x) / (float)g.columns;
	g.cell_h = g.cell_w;
	if (g.cell_h * (float)g.rows > height)
		g.cell_h = height / (float)g.rows;
	return g;
}

static void draw_strip(sp_book *b, const struct grid *g,
		       const struct place *places, const int *issues)
{
	const float gap = g->cell_h > 6 ? 0.9f : 0.4f;

	for (int r = 0; r < g->rows; r++)
		for (int c = 0; c < g->columns; c++) {
			int s = places[g->by_issue ? r : c].submitter;
			int i = issues[g->by_issue ? c : r];
			int stance = b->m->submitters[s].stance[i];

			sp_pdf_rect(b->pdf, g->x + g->cell_w * (float)c,
				    g->y - g->cell_h * (float)(r + 1),
				    g->cell_w - gap, g->cell_h - gap,
				    stance == SP_SILENT ? SP_PANEL
							: sp_stance_fill(stance));
		}
}

/* Returns the lower edge of the strip. */
static float strip(sp_book *b, float top, float height)
{
	int n, *issues = sp_issues_by_net(b->m);
	struct place *places = pick(b->m, &n);
	struct grid g = lay_out(b, n, b->m->nissues, top, height);
	sp_buf alt = SP_BUF_INIT;

	sp_buf_adds(&alt, "The stance matrix in miniature: ");
	sp_add_counted(&alt, n, "submitter", "submitters");
	sp_buf_adds(&alt, " by ");
	sp_add_counted(&alt, b->m->nissues, "issue", "issues");
	sp_buf_adds(&alt, ", from most support to most opposition. The same "
			  "data stands in words on the matrix pages.");
	sp_pdf_open(b->pdf, "Figure");
	sp_pdf_alt(b->pdf, alt.data);
	sp_pdf_bbox(b->pdf, g.x, top - g.cell_h * (float)g.rows,
		    g.cell_w * (float)g.columns, g.cell_h * (float)g.rows);
	sp_pdf_mark(b->pdf);
	draw_strip(b, &g, places, issues);
	sp_pdf_end(b->pdf);
	sp_buf_release(&alt);
	free(places);
	free(issues);
	return top - g.cell_h * (float)g.rows;
}

/* What the colours of the strip mean, and which way it runs. */
static void legend(sp_book *b, float y)
{
	static const int order[] = { SP_SUPPORT, SP_MIXED, SP_OPPOSE,
				     SP_SILENT };
	sp_style st = sp_recolor(&sp_st_note, SP_INK_2);
	float x = SP_LEFT;

	sp_pdf_begin(b->pdf, "P");
	for (size_t i = 0; i < 4; i++) {
		sp_pdf_rect(b->pdf, x, y - 0.8f, 7, 7,
			    order[i] == SP_SILENT ? SP_RULE
						  : sp_stance_fill(order[i]));
		if (order[i] == SP_SILENT)
			sp_pdf_rect(b->pdf, x + 0.5f, y - 0.3f, 6, 6,
				    SP_PANEL);
		x += 10.5f;
		x += sp_text(b->pdf, x, y, &st, sp_stance_label(order[i]));
		sp_draw_space(b->pdf, x, y);
		x += 14;
	}
	sp_text_right(b->pdf, SP_RIGHT, y, &st,
		      b->m->nissues > b->m->nsubmitters
			      ? "A column for each issue, a row for each "
				"submitter"
			      : "A column for each submitter, a row for each "
				"issue");
	sp_pdf_end(b->pdf);
}

static void big_number(sp_book *b, float x, float y, long n, const char *what)
{
	sp_style number = { .face = SP_HEAVY, .size = 26, .color = SP_BLUE };
	sp_style label = { .face = SP_REGULAR, .size = 9, .color = SP_INK_2 };
	sp_buf t = SP_BUF_INIT;

	sp_add_count(&t, n);
	sp_pdf_begin(b->pdf, "P");
	sp_text(b->pdf, x, y, &number, t.data);
	sp_draw_space(b->pdf, x, y - 7);
	sp_text(b->pdf, x, y - 15, &label, what);
	sp_pdf_end(b->pdf);
	sp_buf_release(&t);
}

static void numbers(sp_book *b, float y)
{
	const sp_read *r = &b->m->read;
	const float step = SP_TEXT_W / 4;

	big_number(b, SP_LEFT, y, r->documents,
		   r->documents == 1 ? "submission" : "submissions");
	big_number(b, SP_LEFT + step, y, b->m->nsubmitters,
		   b->m->nsubmitters == 1 ? "submitter" : "submitters");
	big_number(b, SP_LEFT + 2 * step, y, b->m->nissues,
		   b->m->nissues == 1 ? "issue" : "issues");
	big_number(b, SP_LEFT + 3 * step, y, r->own,
		   r->own == 1 ? "position found" : "positions found");
}

static void imprint(sp_book *b)
{
	sp_buf t = SP_BUF_INIT;

	if (*b->date) {
		sp_add_date(&t, b->date);
		sp_buf_adds(&t, "  \u00b7  ");
	}
	sp_buf_adds(&t, PACKAGE_STRING);
	for (int i = 0; i < b->m->npacks; i++)
		sp_buf_addf(&t, "  \u00b7  rule pack %s %s",
			    b->m->packs[i].name, b->m->packs[i].version);
	sp_pdf_begin(b->pdf, "P");
	sp_text_fit(b->pdf, SP_LEFT, 48 + sp_pdf_bottom(b->pdf), &sp_st_note,
		    t.data, SP_TEXT_W, 7);
	sp_pdf_end(b->pdf);
	sp_buf_release(&t);
}

static void add_sentence(sp_buf *t, const sp_book *b)
{
	sp_buf_adds(t, "Where ");
	sp_add_counted(t, b->m->nsubmitters, "submitter stands",
		       "submitters stand");
	sp_buf_adds(t, " on ");
	sp_add_counted(t, b->m->nissues, "issue", "issues");
	sp_buf_adds(t, ", read sentence by sentence from what they wrote, "
		       "with the words that show it.");
}

/* What the reader must know before any figure: it is not of all. */
static void add_part(sp_buf *t, const sp_model *m)
{
	const sp_received *r = &m->received;
	int left = m->everyone - m->nsubmitters;

	if (r->waiting) {
		sp_add_of(t, r->analysed, r->analysed + r->waiting);
		sp_buf_adds(t, " submissions analysed so far. ");
	}
	if (m->chosen && left) {
		sp_add_counted(t, left, "other submitter is",
			       "other submitters are");
		sp_buf_adds(t, " left out by choice. ");
	}
}

/* Returns the y below it. */
static float draw_part(sp_book *b, float y)
{
	sp_style st = { .face = SP_BOLD, .size = 10.5f, .color = SP_ORANGE };
	sp_buf t = SP_BUF_INIT;

	add_part(&t, b->m);
	if (t.len)
		y = sp_draw_para(b->pdf, "P", SP_LEFT, y - 3, 400, &st, 14,
				 t.data, 2);
	sp_buf_release(&t);
	return y;
}

void sp_page_cover(sp_book *b)
{
	sp_para *p = sp_para_new(sp_pdf_fonts(b->pdf));
	sp_style scope = { .face = SP_REGULAR, .size = 13, .color = SP_INK_2 };
	sp_buf t = SP_BUF_INIT;

	sp_pdf_add_page(b->pdf);
	sp_pdf_label_from(b->pdf, true);
	sp_pdf_dest(b->pdf, "cover", 0, SP_PAGE_H);
	sp_pdf_open(b->pdf, "Sect");
	sp_pdf_artifact(b->pdf);
	sp_pdf_rect(b->pdf, SP_LEFT, 776, 52, 8, SP_BLUE);
	sp_pdf_unmark(b->pdf);
	sp_add_upper(&t, b->subtitle);
	sp_pdf_begin(b->pdf, "P");
	sp_text_fit(b->pdf, SP_LEFT, 752, &sp_st_eyebrow, t.data, SP_TEXT_W,
		    7);
	sp_pdf_end(b->pdf);
	sp_buf_clear(&t);
	sp_para_add(p, &sp_st_cover, b->title);
	sp_para_break(p, SP_TEXT_W, 4, true);
	sp_pdf_begin(b->pdf, "H1");
	float y = sp_para_draw(p, b->pdf, SP_LEFT, 706, 38);
	sp_pdf_end(b->pdf);
	sp_para_free(p);
	add_sentence(&t, b);
	y = sp_draw_para(b->pdf, "P", SP_LEFT, y - 2, 400, &scope, 18.5f,
			 t.data, 4);
	sp_buf_release(&t);
	y = draw_part(b, y);
	float low = sp_pdf_bottom(b->pdf);
	y = strip(b, y - 16, y - 16 - 170 - low);
	legend(b, y - 16);
	numbers(b, 104 + low);
	imprint(b);
	sp_pdf_close(b->pdf);
}
