/* page_theme.c - the page that opens a theme: its issues, what each proposes,
 * and how many stand on each side. */
#include "config.h"

#include "report/chart.h"
#include "report/flow.h"
#include "report/table.h"
#include "report/wording.h"

static const float NAME_W = 150, BAR_X = SP_LEFT + 160, BAR_W = 290;

static bool heard(const sp_model *m, const sp_theme *t)
{
	return sp_tally_voices(&t->all) > 0 && m->nthemes > 1;
}

/* Submitters who take a position on at least one of its issues. */
static int speakers(const sp_model *m, const sp_theme *t)
{
	int n = 0;

	for (int s = 0; s < m->nsubmitters; s++) {
		int i = t->first;

		while (i < t->first + t->n &&
		       m->submitters[s].stance[i] == SP_SILENT)
			i++;
		n += i < t->first + t->n;
	}
	return n;
}

static int most_voices(const sp_model *m, const sp_theme *t)
{
	int most = 1;

	for (int i = t->first; i < t->first + t->n; i++)
		if (sp_tally_voices(&m->issues[i].all) > most)
			most = sp_tally_voices(&m->issues[i].all);
	return most;
}

static void add_title(sp_buf *s, const sp_model *m, const sp_theme *t)
{
	int n[SP_VERDICTS] = { 0 };

	for (int i = t->first; i < t->first + t->n; i++)
		n[sp_tally_verdict(&m->issues[i].all)]++;
	sp_buf_addf(s, "%s: ", t->title);
	if (n[SP_FOR] == t->n && t->n > 1) {
		sp_buf_adds(s, t->n == 2 ? "both" : "all ");
		if (t->n > 2)
			sp_add_number(s, t->n, false);
		sp_buf_adds(s, " issues find a majority in favour");
		return;
	}
	if (n[SP_FOR] && t->n == 1) {
		sp_buf_adds(s, "its one issue finds a majority in favour");
		return;
	}
	if (n[SP_FOR]) {
		sp_add_number(s, n[SP_FOR], false);
		sp_buf_adds(s, " of ");
		sp_add_number(s, t->n, false);
		sp_buf_addf(s, " issues %s a majority in favour",
			    n[SP_FOR] == 1 ? "finds" : "find");
		return;
	}
	sp_buf_adds(s, "no issue finds a majority in favour");
}

static void draw_issue(sp_flow *f, int issue, float unit)
{
	sp_book *b = f->b;
	const sp_issue *i = &b->m->issues[issue];
	int voices = sp_tally_voices(&i->all);
	sp_style grey = sp_recolor(&sp_st_label, SP_INK_3);
	sp_style text = sp_recolor(&sp_st_small, SP_INK_2);
	sp_buf t = SP_BUF_INIT;

	sp_flow_need(f, 40);
	sp_pdf_open(b->pdf, "TR");
	sp_pdf_open(b->pdf, "TH");
	sp_pdf_scope(b->pdf, "Row");
	sp_book_issue(b, SP_LEFT, f->y, NAME_W, issue);
	sp_pdf_close(b->pdf);
	sp_pdf_artifact(b->pdf);	/* its figures follow in words */
	if (voices)
		sp_chart_stacked(b->pdf, BAR_X, f->y - 4, unit * (float)voices,
				 13, &i->all, 7.4f);
	sp_pdf_unmark(b->pdf);
	sp_pdf_begin(b->pdf, "TD");
	sp_add_tally(&t, &i->all);
	sp_draw_hidden(b->pdf, BAR_X, f->y - 2, t.data);
	sp_pdf_end(b->pdf);
	sp_table_count(b->pdf, SP_RIGHT, f->y, &grey, i->all.n[SP_SILENT]);
	f->y = sp_draw_para(b->pdf, "TD", BAR_X, f->y - 14.5f,
			    SP_RIGHT - BAR_X, &text, 9.8f, i->proposition, 3);
	sp_pdf_close(b->pdf);
	sp_table_rule(b->pdf, SP_LEFT, SP_RIGHT, f->y + 2.5f, SP_HAIR);
	f->y -= 10.5f;
	sp_buf_release(&t);
}

static void table_head(sp_flow *f)
{
	sp_style st = sp_recolor(&sp_st_small, SP_INK_2);
	sp_pdf *p = f->b->pdf;

	sp_pdf_open(p, "TR");
	sp_table_th(p, "Column", SP_LEFT + 18, f->y, SP_AT_LEFT, &st, "Issue");
	sp_table_th(p, "Column", BAR_X, f->y, SP_AT_LEFT, &st,
		    "Support, mixed, oppose");
	sp_table_th(p, "Column", SP_RIGHT, f->y, SP_AT_RIGHT, &st, "Silent");
	sp_table_th(p, "Column", BAR_X + 120, f->y, SP_AT_LEFT, &sp_st_hidden,
		    "Proposition");
	sp_pdf_close(p);
	sp_table_rule(p, SP_LEFT, SP_RIGHT, f->y - 6, SP_RULE);
	f->y -= 20;
}

bool sp_page_theme(sp_book *b, int theme)
{
	const sp_model *m = b->m;
	const sp_theme *t = &m->themes[theme];
	sp_buf section = SP_BUF_INIT, eyebrow = SP_BUF_INIT,
	       title = SP_BUF_INIT, deck = SP_BUF_INIT;
	sp_name dest;

	if (!heard(m, t))
		return false;
	sp_buf_addf(&section, "%s\u2002%s", t->letter, t->title);
	sp_buf_addf(&eyebrow, "THEME %s", t->letter);
	add_title(&title, m, t);
	sp_add_counted(&deck, speakers(m, t), "submitter takes",
		       "submitters take");
	sp_buf_adds(&deck, " a position on at least one of them. Bars are on "
			   "one scale; the line below each says what support "
			   "means.");
	sp_flow f = { .b = b, .section = section.data, .eyebrow = eyebrow.data,
		      .title = title.data, .note = b->source, .columns = 1,
		      .bottom = SP_BOTTOM(b->pdf) + 18, .table = true };
	sp_pdf_open(b->pdf, "Sect");
	sp_book_page(b, f.section);
	sp_dest_theme(dest, theme);
	sp_pdf_dest(b->pdf, dest, 0, SP_PAGE_H);
	sp_flow_start(&f, sp_book_head(b, f.eyebrow, f.title, deck.data) - 14);
	sp_pdf_open(b->pdf, "Table");
	table_head(&f);
	for (int i = t->first; i < t->first + t->n; i++)
		draw_issue(&f, i, BAR_W / (float)most_voices(m, t));
	sp_pdf_close(b->pdf);
	sp_flow_end(&f);
	sp_pdf_close(b->pdf);
	sp_buf_release(&section);
	sp_buf_release(&eyebrow);
	sp_buf_release(&title);
	sp_buf_release(&deck);
	return true;
}
