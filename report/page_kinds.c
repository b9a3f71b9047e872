/* page_kinds.c - small multiples: a panel for each kind of submitter, the same
 * issues in the same order on the same scale. A kind of one or two is no group;
 * it is named below, not drawn. */
#include "config.h"

#include <stdlib.h>

#include "base/mem.h"
#include "report/chart.h"
#include "report/findings.h"
#include "report/page.h"
#include "report/table.h"
#include "report/wording.h"

enum { ROWS_MAX = 28, KIND_MIN = 3 };

static const float NAME_W = 124;	/* of the issues at the left */
static const float COUNT_W = 15;	/* at either end of a bar */
static const float PANEL_MAX = 124;

struct panels {
	int kinds[SP_TYPES], n;
	float width, unit;
	float zero;		/* of a panel's line, from its left edge */
};

static struct panels lay_out(const sp_model *m)
{
	struct panels p = { .n = 0 };
	int against = 0, for_it = 0;

	for (int t = 0; t < SP_TYPES; t++)
		if (m->by_type[t] >= KIND_MIN)
			p.kinds[p.n++] = t;
	for (int i = 0; i < m->nissues; i++)
		for (int k = 0; k < p.n; k++) {
			const sp_tally *t = &m->issues[i].type[p.kinds[k]];

			if (t->n[SP_OPPOSE] > against)
				against = t->n[SP_OPPOSE];
			if (t->n[SP_SUPPORT] > for_it)
				for_it = t->n[SP_SUPPORT];
		}
	if (!p.n)
		return p;
	p.width = (SP_TEXT_W - NAME_W) / (float)p.n;
	if (p.width > PANEL_MAX)
		p.width = PANEL_MAX;
	p.unit = (p.width - 2 * COUNT_W - 8) /
		 (float)(against + for_it ? against + for_it : 1);
	if (p.unit > 10)
		p.unit = 10;
	float used = p.unit * (float)(against + for_it);
	p.zero = 4 + (p.width - 8 - used) / 2 + p.unit * (float)against;
	return p;
}

static float panel_x(const struct panels *p, int k)
{
	return SP_LEFT + NAME_W + p->width * (float)k;
}

/* The name of a kind above its panel; where one line of the smallest size is too
 * short for it, two lines that end on the same baseline. */
static void kind_name(sp_book *b, float x, float y, float width,
		      const sp_style *style, const char *name)
{
	sp_style st = sp_resize(style, 7);
	sp_fonts *f = sp_pdf_fonts(b->pdf);

	if (sp_text_width(f, &st, name) <= width) {
		sp_text_fit(b->pdf, x, y, style, name, width, 7);
		return;
	}
	sp_para *para = sp_para_new(f);

	sp_para_add(para, &st, name);
	float lines = (float)sp_para_break(para, width, 2, false);
	sp_para_draw(para, b->pdf, x, y + 8.2f * (lines - 1), 8.2f);
	sp_para_free(para);
}

static void heads(sp_book *b, const struct panels *p, float y)
{
	sp_style bold = { .face = SP_BOLD, .size = 7.4f, .color = SP_BLUE };
	sp_style note = sp_resize(&sp_st_note, 7);
	sp_buf t = SP_BUF_INIT;

	sp_pdf_open(b->pdf, "TR");
	sp_table_th(b->pdf, "Column", SP_LEFT, y, SP_AT_LEFT, &sp_st_hidden,
		    "Issue");
	for (int k = 0; k < p->n; k++) {
		int kind = p->kinds[k];

		sp_buf_clear(&t);
		sp_add_counted(&t, b->m->by_type[kind], "submitter",
			       "submitters");
		sp_pdf_open(b->pdf, "TH");
		sp_pdf_scope(b->pdf, "Column");
		sp_pdf_mark(b->pdf);
		kind_name(b, panel_x(p, k) + 4, y + 9, p->width - 8, &bold,
			  sp_type_label(kind));
		sp_draw_space(b->pdf, panel_x(p, k) + 4, y + 4);
		sp_text_fit(b->pdf, panel_x(p, k) + 4, y, &note, t.data,
			    p->width - 8, 7);
		sp_pdf_end(b->pdf);
	}
	sp_pdf_close(b->pdf);
	sp_buf_release(&t);
}

/* A count at the end of its bar, and for readers what it counts. */
static void count(sp_book *b, float x, float y, bool right, int n,
		  sp_color color, const char *word)
{
	sp_style st = { .face = SP_BOLD, .size = 7, .color = color };
	sp_buf t = SP_BUF_INIT;

	if (!n)
		return;
	sp_add_count(&t, n);
	if (right)
		sp_text_right(b->pdf, x, y, &st, t.data);
	else
		sp_text(b->pdf, x, y, &st, t.data);
	sp_draw_space(b->pdf, x, y);
	sp_draw_hidden(b->pdf, x, y, word);
	sp_draw_space(b->pdf, x + 8, y);
	sp_buf_release(&t);
}

static void cell(sp_book *b, const struct panels *p, int k, float y,
		 const sp_tally *t)
{
	float zero = panel_x(p, k) + p->zero;

	sp_pdf_begin(b->pdf, "TD");
	sp_chart_balance(b->pdf, zero, y - 2, 9, t, p->unit);
	if (!t->n[SP_SUPPORT] && !t->n[SP_OPPOSE])
		sp_draw_hidden(b->pdf, zero, y, "none");
	count(b, zero - p->unit * (float)t->n[SP_OPPOSE] - 2.5f, y, true,
	      t->n[SP_OPPOSE], SP_ORANGE, "oppose");
	count(b, zero + p->unit * (float)t->n[SP_SUPPORT] + 2.5f, y, false,
	      t->n[SP_SUPPORT], SP_BLUE, "support");
	sp_pdf_end(b->pdf);
}

static void row(sp_book *b, const struct panels *p, float y, int issue)
{
	sp_pdf_open(b->pdf, "TR");
	sp_pdf_open(b->pdf, "TH");
	sp_pdf_scope(b->pdf, "Row");
	sp_book_issue(b, SP_LEFT, y, NAME_W - 6, issue);
	sp_pdf_close(b->pdf);
	for (int k = 0; k < p->n; k++)
		cell(b, p, k, y, &b->m->issues[issue].type[p->kinds[k]]);
	sp_pdf_close(b->pdf);
}

static void lines(sp_book *b, const struct panels *p, float top, float pitch,
		  int rows)
{
	float bottom = top - pitch * (float)rows;
	float right = panel_x(p, p->n);

	sp_pdf_artifact(b->pdf);
	sp_pdf_line(b->pdf, SP_LEFT, top, right, top, 0.5f, SP_RULE);
	for (int i = 1; i < rows; i++)
		sp_pdf_line(b->pdf, SP_LEFT, top - pitch * (float)i, right,
			    top - pitch * (float)i, 0.4f, SP_HAIR);
	for (int k = 0; k < p->n; k++)
		sp_pdf_line(b->pdf, panel_x(p, k) + p->zero, top,
			    panel_x(p, k) + p->zero, bottom, 0.6f, SP_INK_2);
	sp_pdf_unmark(b->pdf);
}

static void draw_page(sp_book *b, const struct panels *p, const int *issues,
		      int n, float top)
{
	float pitch = (top - 34 - SP_BOTTOM(b->pdf) - 24) / (float)n;

	if (pitch > 21.4f)
		pitch = 21.4f;
	sp_pdf_artifact(b->pdf);
	float x = sp_chart_key(b->pdf, SP_LEFT, top, SP_ORANGE, "Oppose");
	sp_chart_key(b->pdf, x, top, SP_BLUE, "Support");
	sp_pdf_unmark(b->pdf);
	top -= 26;
	lines(b, p, top - 6, pitch, n);
	sp_pdf_open(b->pdf, "Table");
	heads(b, p, top);
	for (int i = 0; i < n; i++)
		row(b, p, top - 6 - pitch * ((float)i + 0.5f) - 2.6f,
		    issues[i]);
	sp_pdf_close(b->pdf);
}

/* ---- words -------------------------------------------------------------- */

static void add_title(sp_buf *t, const sp_model *m)
{
	int issue, for_it, against;

	if (!sp_kinds_part(m, &issue, &for_it, &against)) {
		sp_buf_adds(t, "No two kinds of submitter, of ");
		sp_add_number(t, SP_VOICES_MIN, false);
		sp_buf_adds(t, " voices or more, stand on opposite sides");
		return;
	}
	sp_add_capital(t, sp_type_noun(for_it));
	sp_buf_addf(t, " and %s part over ", sp_type_noun(against));
	sp_add_lower(t, m->issues[issue].short_name);
}

static void add_note(sp_buf *t, const sp_book *b)
{
	bool any = false;

	for (int k = 0; k < SP_TYPES; k++) {
		int n = b->m->by_type[k];

		if (!n || n >= KIND_MIN)
			continue;
		sp_buf_adds(t, any ? ", " : "Counted but not drawn, for they "
					    "are fewer than three: ");
		sp_buf_addf(t, "%s (%d)", sp_type_noun(k), n);
		any = true;
	}
	sp_buf_adds(t, any ? ". " : "");
	sp_buf_adds(t, "Mixed stances are not drawn. Kinds part where ");
	sp_add_number(t, SP_VOICES_MIN, false);
	sp_buf_adds(t, " or more of each take a position, and more than half "
		       "of each stand on opposite sides. ");
	sp_buf_adds(t, b->source);
}

bool sp_page_kinds(sp_book *b)
{
	const sp_model *m = b->m;
	struct panels p = lay_out(m);
	sp_buf title = SP_BUF_INIT, note = SP_BUF_INIT;

	if (p.n < 2)
		return false;
	int *order = sp_issues_by_net(m);
	add_title(&title, m);
	add_note(&note, b);
	sp_pdf_open(b->pdf, "Sect");
	for (int from = 0; from < m->nissues; from += ROWS_MAX) {
		int n = m->nissues - from < ROWS_MAX ? m->nissues - from
						     : ROWS_MAX;
		float y;

		sp_book_page(b, "By kind of submitter");
		if (from)
			y = sp_book_continued(b, "BY KIND OF SUBMITTER",
					      title.data);
		else
			y = sp_book_head(b, "BY KIND OF SUBMITTER", title.data,
					 "Number of each kind for and against "
					 "each issue, in the order of the "
					 "overview and on the same scale.");
		if (!from)
			sp_pdf_dest(b->pdf, "kinds", 0, SP_PAGE_H);
		draw_page(b, &p, order + from, n, y - 6);
		sp_draw_note(b->pdf, note.data);
	}
	sp_pdf_close(b->pdf);
	sp_buf_release(&title);
	sp_buf_release(&note);
	free(order);
	return true;
}
