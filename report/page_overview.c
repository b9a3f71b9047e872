/* page_overview.c - diverging bars, one row an issue, sorted by net support.
 *
 * Support grows to the right of a zero line, opposition to the left; mixed has
 * a line of its own on the same scale and silence is a number, so that neither
 * can be read as a side. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/chart.h"
#include "report/page.h"
#include "report/table.h"
#include "report/wording.h"

enum { ROWS_MAX = 28 };

struct scale {
	float zero, mixed;	/* x of the two lines */
	float unit;		/* points a submitter */
	float pitch;		/* of rows */
};

static const float NAME_X = SP_LEFT + 18, NAME_W = 116;
static const float LABEL_W = 18;	/* a total at a bar's end */

static int most(const sp_model *m, int stance)
{
	int max = 0;

	for (int i = 0; i < m->nissues; i++)
		if (m->issues[i].all.n[stance] > max)
			max = m->issues[i].all.n[stance];
	return max;
}

/* One scale for all pages. */
static struct scale scale_for(const sp_model *m)
{
	struct scale s = { .pitch = 21.4f };
	int against = most(m, SP_OPPOSE), for_it = most(m, SP_SUPPORT),
	    mixed = most(m, SP_MIXED), all = against + for_it + mixed;
	float left = NAME_X + NAME_W + LABEL_W;
	float room = SP_RIGHT - 34 - left - 3 * LABEL_W;

	s.unit = all ? room / (float)all : 1;
	if (s.unit > 14)
		s.unit = 14;
	s.zero = left + s.unit * (float)against;
	/* Where there is room to spare, the zero line stands in the middle. */
	s.zero += (room - s.unit * (float)all) * 0.3f;
	s.mixed = s.zero + s.unit * (float)for_it + 2 * LABEL_W;
	if (s.mixed < s.zero + 60)	/* room for the key */
		s.mixed = s.zero + 60;
	return s;
}

static void draw_key(sp_book *b, const struct scale *s, float y)
{
	sp_style st = sp_recolor(&sp_st_small, SP_INK_2);
	sp_fonts *f = sp_pdf_fonts(b->pdf);
	float x = s->zero - 8 - 11 - sp_text_width(f, &st, "Oppose");

	sp_pdf_artifact(b->pdf);
	sp_chart_key(b->pdf, x, y, SP_ORANGE, "Oppose");
	sp_chart_key(b->pdf, s->zero + 6, y, SP_BLUE, "Support");
	sp_chart_key(b->pdf, s->mixed, y, SP_BEIGE_BAR, "Mixed");
	sp_text_right(b->pdf, SP_RIGHT, y, &st, "Silent");
	sp_pdf_line(b->pdf, SP_LEFT, y - 7, SP_RIGHT, y - 7, 0.5f, SP_RULE);
	sp_pdf_unmark(b->pdf);
}

/* The header row for readers; the key above is what the eye sees. */
static void header_row(sp_book *b, float y)
{
	static const char *const heads[] = { "Issue", "Oppose", "Support",
					     "Mixed", "Silent" };

	sp_pdf_open(b->pdf, "TR");
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		sp_table_th(b->pdf, "Column", SP_LEFT + 90 * (float)i, y,
			    SP_AT_LEFT, &sp_st_hidden, heads[i]);
	sp_pdf_close(b->pdf);
}

/* A bar of n units from x to the right (sign 1) or left (-1), and its total. */
static void draw_bar(sp_book *b, const struct scale *s, float x, float y,
		     int n, int sign, sp_color bar, const sp_style *st)
{
	float w = s->unit * (float)n;
	sp_buf t = SP_BUF_INIT;

	sp_add_count(&t, n);
	sp_pdf_begin(b->pdf, "TD");
	if (n)
		sp_pdf_rect(b->pdf, sign > 0 ? x : x - w, y - 2.6f, w, 11,
			    bar);
	if (!n)
		sp_draw_hidden(b->pdf, x, y, t.data);
	else if (sign > 0)
		sp_text(b->pdf, x + w + 4, y, st, t.data);
	else
		sp_text_right(b->pdf, x - w - 4, y, st, t.data);
	sp_pdf_end(b->pdf);
	sp_buf_release(&t);
}

static void draw_name(sp_book *b, float y, int issue)
{
	sp_pdf_open(b->pdf, "TH");
	sp_pdf_scope(b->pdf, "Row");
	sp_book_issue(b, SP_LEFT, y, NAME_X + NAME_W - SP_LEFT, issue);
	sp_pdf_close(b->pdf);
}

static void draw_row(sp_book *b, const struct scale *s, float y, int issue)
{
	const sp_tally *t = &b->m->issues[issue].all;
	sp_style against = { .face = SP_BOLD, .size = 8.4f,
			     .color = SP_ORANGE };
	sp_style for_it = { .face = SP_BOLD, .size = 8.4f, .color = SP_BLUE };
	sp_style plain = sp_recolor(&sp_st_label, SP_INK_2);
	sp_style silent = sp_recolor(&sp_st_label, SP_INK_3);
	sp_buf n = SP_BUF_INIT;

	sp_pdf_open(b->pdf, "TR");
	draw_name(b, y, issue);
	draw_bar(b, s, s->zero, y, t->n[SP_OPPOSE], -1, SP_ORANGE, &against);
	draw_bar(b, s, s->zero, y, t->n[SP_SUPPORT], 1, SP_BLUE, &for_it);
	draw_bar(b, s, s->mixed, y, t->n[SP_MIXED], 1, SP_BEIGE_BAR, &plain);
	sp_add_count(&n, t->n[SP_SILENT]);
	sp_pdf_begin(b->pdf, "TD");
	sp_text_right(b->pdf, SP_RIGHT, y, &silent, n.data);
	sp_pdf_end(b->pdf);
	sp_pdf_close(b->pdf);
	sp_buf_release(&n);
}

static void draw_page(sp_book *b, struct scale *s, const int *order, int from,
		      int to, float top)
{
	float room = top - 22 - SP_BOTTOM(b->pdf) - 14;
	float bottom;

	s->pitch = room / (float)(to - from);
	if (s->pitch > 21.4f)
		s->pitch = 21.4f;
	bottom = top - 7 - s->pitch * (float)(to - from);
	draw_key(b, s, top);
	sp_pdf_artifact(b->pdf);
	for (int i = 1; i < to - from; i++) {
		float y = top - 7 - s->pitch * (float)i;

		sp_pdf_line(b->pdf, SP_LEFT, y, SP_RIGHT, y, 0.4f, SP_HAIR);
	}
	sp_pdf_unmark(b->pdf);
	sp_pdf_open(b->pdf, "Table");
	header_row(b, top);
	for (int i = from; i < to; i++)
		draw_row(b, s,
			 top - 7 - s->pitch * ((float)(i - from) + 0.5f) - 2.8f,
			 order[i]);
	sp_pdf_close(b->pdf);
	sp_pdf_artifact(b->pdf);
	sp_pdf_line(b->pdf, s->zero, top - 7, s->zero, bottom, 0.8f, SP_INK);
	sp_pdf_line(b->pdf, s->mixed, top - 7, s->mixed, bottom, 0.5f,
		    SP_DOT);
	sp_pdf_unmark(b->pdf);
}

/* "X finds the widest support, Y the most resistance." */
static void add_title(sp_buf *t, const sp_model *m, const int *order)
{
	const sp_issue *best = &m->issues[order[0]], *worst = NULL;

	for (int i = 0; i < m->nissues; i++)
		if (sp_tally_net(&m->issues[order[i]].all) < 0)
			worst = &m->issues[order[i]];
	if (sp_tally_net(&best->all) <= 0 && !worst) {
		sp_buf_adds(t, "No issue finds more support than opposition");
		return;
	}
	if (sp_tally_net(&best->all) > 0) {
		sp_buf_addf(t, "%s finds the widest support", best->short_name);
		if (worst)
			sp_buf_adds(t, ", ");
	}
	if (worst && t->len)
		sp_add_lower(t, worst->short_name);
	else if (worst)
		sp_buf_adds(t, worst->short_name);
	if (worst)
		sp_buf_adds(t, t->len > strlen(worst->short_name)
				       ? " the most resistance"
				       : " meets the most resistance");
}

static void draw_notes(sp_book *b)
{
	sp_buf t = SP_BUF_INIT;

	sp_buf_addf(&t, "Bold figures are totals for and against. Mixed: the "
			"submitter says both. Silent: it does not address "
			"the issue; this is no stance. %s", b->source);
	sp_draw_note(b->pdf, t.data);
	sp_buf_release(&t);
}

/* Themes [first, end) whose issues fit on a page; at least one. */
static int themes_end(const sp_model *m, int first)
{
	int n = m->themes[first].n, end = first + 1;

	while (end < m->nthemes && n + m->themes[end].n <= ROWS_MAX)
		n += m->themes[end++].n;
	return end;
}

/* The issues of themes [first, end), in their order, into out; how many. */
static int of_themes(const sp_model *m, const int *order, int first, int end,
		     int *out)
{
	int n = 0;

	for (int i = 0; i < m->nissues; i++) {
		int theme = m->issues[order[i]].theme;

		if (theme >= first && theme < end)
			out[n++] = order[i];
	}
	return n;
}

struct overview {
	sp_book *b;
	struct scale scale;
	const char *title, *deck;
	bool begun;
};

static void pages_of(struct overview *o, const int *order, int n)
{
	sp_book *b = o->b;
	float y;

	for (int from = 0; from < n; from += ROWS_MAX) {
		int to = from + ROWS_MAX < n ? from + ROWS_MAX : n;

		sp_book_page(b, "Overview");
		if (!o->begun) {
			sp_pdf_dest(b->pdf, "overview", 0, SP_PAGE_H);
			y = sp_book_head(b, "OVERVIEW", o->title, o->deck);
		} else {
			y = sp_book_continued(b, "OVERVIEW", o->title);
		}
		o->begun = true;
		draw_page(b, &o->scale, order, from, to, y - 8);
		draw_notes(b);
	}
}

/* Too many for a page are split between themes; the scale stays the same. */
static void all_pages(struct overview *o, const int *order)
{
	const sp_model *m = o->b->m;
	int *part = sp_calloc((size_t)m->nissues + 1, sizeof *part);

	if (m->nissues <= ROWS_MAX)
		pages_of(o, order, m->nissues);
	else
		for (int t = 0; t < m->nthemes; t = themes_end(m, t))
			pages_of(o, part, of_themes(m, order, t,
						    themes_end(m, t), part));
	free(part);
}

void sp_page_overview(sp_book *b)
{
	int *order = sp_issues_by_net(b->m);
	sp_buf title = SP_BUF_INIT, deck = SP_BUF_INIT;

	add_title(&title, b->m, order);
	sp_buf_adds(&deck, "Number of the ");
	sp_add_scope(&deck, b);
	sp_buf_adds(&deck, " for and against each issue, sorted by net "
			   "support. Mixed stances and silence stand apart.");
	struct overview o = { .b = b, .scale = scale_for(b->m),
			      .title = title.data, .deck = deck.data };
	sp_pdf_open(b->pdf, "Sect");
	all_pages(&o, order);
	sp_pdf_close(b->pdf);
	sp_buf_release(&title);
	sp_buf_release(&deck);
	free(order);
}
