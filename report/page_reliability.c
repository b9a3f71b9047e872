/* page_reliability.c - how well the coding agrees with what people coded, by
 * issue. Small numbers are shown as they are: the reader must see them. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/flow.h"
#include "report/table.h"
#include "report/wording.h"

/* Where each column ends; the interval of a share stands right of it. */
static const float COLUMNS[] = { 186, 216, 244, 270, 308, 371, 432, 499.28f };

static const char *const heads[] = { "Coded", "Found", "Right", "Flips",
				     "Precision", "Recall", "F1", "Kappa" };

enum { NCOLUMNS = sizeof heads / sizeof *heads };

/* In whole hundredths: never the locale's decimal comma. */
static void add_share(sp_buf *t, double v)
{
	long n = isnan(v) ? 0 : lround(100 * v);

	if (isnan(v))
		sp_buf_adds(t, "\u2013");
	else
		sp_buf_addf(t, "%s%ld.%02ld", n < 0 ? "\u2212" : "",
			    labs(n) / 100, labs(n) % 100);
}

static void share(sp_flow *f, float x, const sp_style *st, double v)
{
	sp_buf t = SP_BUF_INIT;

	add_share(&t, v);
	sp_table_td(f->b->pdf, x, f->y, SP_AT_RIGHT, st, t.data);
	sp_buf_release(&t);
}

/* "0.61 0.52-0.70": the share and, small, its interval. */
static void measure(sp_flow *f, float x, const sp_style *st,
		    const struct sp_measure *m)
{
	sp_style small = sp_resize(&sp_st_note, 7);
	sp_pdf *p = f->b->pdf;
	sp_buf t = SP_BUF_INIT;

	add_share(&t, m->value);
	sp_pdf_begin(p, "TD");
	sp_text_right(p, x, f->y, st, t.data);
	if (!isnan(m->low)) {
		sp_buf_clear(&t);
		add_share(&t, m->low);
		sp_buf_adds(&t, "\u2013");
		add_share(&t, m->high);
		sp_draw_space(p, x, f->y);
		sp_text(p, x + 4, f->y, &small, t.data);
	}
	sp_pdf_end(p);
	sp_buf_release(&t);
}

static int issue_named(const sp_model *m, const char *name)
{
	for (int i = 0; i < m->nissues; i++)
		if (!strcmp(m->issues[i].name, name))
			return i;
	return -1;
}

static void head(sp_flow *f)
{
	sp_style st = sp_recolor(&sp_st_small, SP_INK_2);
	sp_pdf *p = f->b->pdf;

	sp_pdf_open(p, "TR");
	sp_table_th(p, "Column", SP_LEFT + 18, f->y, SP_AT_LEFT, &st, "Issue");
	for (int k = 0; k < NCOLUMNS; k++)
		sp_table_th(p, "Column", SP_LEFT + COLUMNS[k], f->y,
			    SP_AT_RIGHT, &st, heads[k]);
	sp_pdf_close(p);
	sp_table_rule(p, SP_LEFT, SP_RIGHT, f->y - 6, SP_RULE);
	f->y -= 18;
}

static void row(sp_flow *f, const struct sp_reliable *r)
{
	sp_pdf *p = f->b->pdf;
	int i = r->issue ? issue_named(f->b->m, r->issue) : -1;
	sp_style st = r->issue ? sp_st_label
			       : (sp_style){ .face = SP_BOLD, .size = 8.4f,
					     .color = SP_INK };
	const struct sp_measure *const v[] = { &r->precision, &r->recall,
					       &r->f1 };
	const int n[] = { r->gold, r->found, r->right, r->flips };

	if (sp_flow_need(f, 14))
		head(f);
	sp_pdf_open(p, "TR");
	if (i >= 0) {
		sp_pdf_open(p, "TH");
		sp_pdf_scope(p, "Row");
		sp_book_issue(f->b, SP_LEFT, f->y, 152, i);
		sp_pdf_close(p);
	} else {
		sp_table_th(p, "Row", SP_LEFT + 18, f->y, SP_AT_LEFT, &st,
			    r->issue ? r->issue : "All issues");
	}
	for (int k = 0; k < 4; k++)
		sp_table_count(p, SP_LEFT + COLUMNS[k], f->y, &st, n[k]);
	for (int k = 0; k < 3; k++)
		measure(f, SP_LEFT + COLUMNS[4 + k], &st, v[k]);
	share(f, SP_LEFT + COLUMNS[7], &st, r->kappa);
	sp_pdf_close(p);
	sp_table_rule(p, SP_LEFT, SP_RIGHT, f->y - 5, SP_HAIR);
	f->y -= 15;
}

void sp_page_reliability(sp_book *b)
{
	const sp_reliability *r = b->o->reliability;
	sp_buf deck = SP_BUF_INIT;
	sp_flow f = { .b = b, .section = "Reliability",
		      .eyebrow = "RELIABILITY",
		      .title = "How reliable the coding is", .columns = 1,
		      .bottom = SP_BOTTOM(b->pdf) + 20, .table = true,
		      .note = "Precision: of the positions found, the share "
			      "that people coded too. Recall: of the positions "
			      "that people coded, the share found. F1: their "
			      "harmonic mean; beside each its 95% interval. "
			      "Flips: found, but on the other side. Kappa: agreement on the stance "
			      "of each document beyond chance. A dash: nothing "
			      "to compare. Few coded positions say little." };

	sp_buf_adds(&deck, "The positions found in ");
	sp_add_counted(&deck, (long)r->documents, "document",
		       "documents");
	sp_buf_addf(&deck, " of the corpus, with or without text, compared "
			   "with those that people coded in them (%s).",
		    r->gold);
	sp_pdf_open(b->pdf, "Sect");
	sp_book_page(b, f.section);
	sp_pdf_dest(b->pdf, "reliability", 0, SP_PAGE_H);
	sp_flow_start(&f, sp_book_head(b, f.eyebrow, f.title, deck.data) - 16);
	sp_pdf_open(b->pdf, "Table");
	head(&f);
	for (int i = 0; i < b->m->nissues; i++)
		for (size_t k = 0; k < r->n; k++)
			if (r->rows[k].issue &&
			    issue_named(b->m, r->rows[k].issue) == i)
				row(&f, &r->rows[k]);
	for (size_t k = 0; k < r->n; k++)	/* in no pack of the report; all */
		if (!r->rows[k].issue || issue_named(b->m, r->rows[k].issue) < 0)
			row(&f, &r->rows[k]);
	sp_pdf_close(b->pdf);
	sp_flow_end(&f);
	sp_pdf_close(b->pdf);
	sp_buf_release(&deck);
}
