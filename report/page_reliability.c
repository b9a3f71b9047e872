/* page_reliability.c - how well the coding agrees with what people coded, by
 * issue. Small numbers are shown as they are: the reader must see them. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/flow.h"
#include "report/table.h"
#include "report/wording.h"

static const float COLUMNS[] = { 236, 282, 328, 374, 420, 460, 499.28f };

static const char *const heads[] = { "Coded", "Found", "Right", "Precision",
				     "Recall", "F1", "Kappa" };

enum { NCOLUMNS = sizeof heads / sizeof *heads };

static void share(sp_flow *f, float x, const sp_style *st, double v)
{
	sp_buf t = SP_BUF_INIT;

	if (isnan(v)) {
		sp_buf_adds(&t, "\u2013");
	} else {
		/* in whole hundredths: never the locale's decimal comma */
		long n = lround(100 * v);

		sp_buf_addf(&t, "%s%ld.%02ld", n < 0 ? "\u2212" : "",
			    labs(n) / 100, labs(n) % 100);
	}
	sp_table_td(f->b->pdf, x, f->y, SP_AT_RIGHT, st, t.data);
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
	const double v[] = { r->precision, r->recall, r->f1, r->kappa };
	const int n[] = { r->gold, r->found, r->right };

	if (sp_flow_need(f, 14))
		head(f);
	sp_pdf_open(p, "TR");
	if (i >= 0) {
		sp_pdf_open(p, "TH");
		sp_pdf_scope(p, "Row");
		sp_book_issue(f->b, SP_LEFT, f->y, 180, i);
		sp_pdf_close(p);
	} else {
		sp_table_th(p, "Row", SP_LEFT + 18, f->y, SP_AT_LEFT, &st,
			    r->issue ? r->issue : "All issues");
	}
	for (int k = 0; k < 3; k++)
		sp_table_count(p, SP_LEFT + COLUMNS[k], f->y, &st, n[k]);
	for (int k = 0; k < 4; k++)
		share(f, SP_LEFT + COLUMNS[3 + k], &st, v[k]);
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
			      "harmonic mean. Kappa: agreement on the stance "
			      "of each document beyond chance. A dash: nothing "
			      "to compare. Few coded positions say little." };

	sp_buf_adds(&deck, "The positions found in ");
	sp_add_counted(&deck, (long)r->documents, "document",
		       "documents");
	sp_buf_addf(&deck, ", compared with those that people coded (%s).",
		    r->gold);
	sp_pdf_open(b->pdf, "Sect");
	sp_book_page(b, f.section);
	sp_pdf_dest(b->pdf, "reliability", 0, SP_PAGE_H);
	sp_flow_start(&f, sp_book_head(b, f.eyebrow, f.title, deck.data) - 16);
	sp_pdf_open(b->pdf, "Table");
	head(&f);
	for (size_t i = 0; i < r->n; i++)
		row(&f, &r->rows[i]);
	sp_pdf_close(b->pdf);
	sp_flow_end(&f);
	sp_pdf_close(b->pdf);
	sp_buf_release(&deck);
}
