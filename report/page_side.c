/* page_side.c - two to six submitters side by side: where they oppose each
 * other, where they agree, where only one speaks. */
#include "config.h"

#include <stdlib.h>

#include "base/mem.h"
#include "report/alliance.h"
#include "report/flow.h"
#include "report/side.h"
#include "report/table.h"
#include "report/wording.h"

static const char *const relation_title[SP_RELATIONS] = {
	[SP_OPPOSED] = "They oppose each other",
	[SP_DIFFER] = "They differ: some are mixed",
	[SP_AGREED] = "They agree",
	[SP_ALONE] = "Only one speaks",
	[SP_NOBODY] = "Nobody speaks",
};

enum { NAMED = 3 };	/* so many names the title holds */

static const float NAME_W = 172, PITCH_MIN = 12, PITCH_MAX = 15.5f,
		   PAIR_PITCH = 12.4f;

sp_relation sp_side_relation(const sp_issue *i)
{
	const sp_tally *t = &i->all;
	int voices = sp_tally_voices(t);

	if (voices < 2)
		return voices ? SP_ALONE : SP_NOBODY;
	if (t->n[SP_SUPPORT] && t->n[SP_OPPOSE])
		return SP_OPPOSED;
	return t->n[SP_SUPPORT] == voices || t->n[SP_OPPOSE] == voices ||
			       t->n[SP_MIXED] == voices
		       ? SP_AGREED
		       : SP_DIFFER;
}

static int count(const sp_model *m, sp_relation r)
{
	int n = 0;

	for (int i = 0; i < m->nissues; i++)
		n += sp_side_relation(&m->issues[i]) == r;
	return n;
}

/* ---- the table ---------------------------------------------------------- */

static float column_w(const sp_model *m)
{
	float w = (SP_TEXT_W - NAME_W) / (float)m->nasked;

	return w > 104 ? 104 : w;
}

static float column_x(const sp_model *m, int k)
{
	return SP_LEFT + NAME_W + column_w(m) * (float)k;
}

static void name_head(sp_book *b, float y, int k)
{
	const sp_submitter *s = &b->m->submitters[sp_side_asked(b->m, k)];
	sp_style st = { .face = SP_BOLD, .size = 7.8f, .color = SP_INK };
	sp_para *p = sp_para_new(sp_pdf_fonts(b->pdf));
	float w = column_w(b->m) - 6;

	sp_para_add(p, &st, s->short_name);
	size_t n = sp_para_break(p, w, 3, false);
	sp_pdf_open(b->pdf, "TH");
	sp_pdf_scope(b->pdf, "Column");
	sp_pdf_mark(b->pdf);
	sp_para_draw(p, b->pdf, column_x(b->m, k),
		     y + 9.4f * (float)(n ? n - 1 : 0), 9.4f);
	sp_pdf_end(b->pdf);
	sp_para_free(p);
}

static float table_head(sp_book *b, float y)
{
	sp_style st = sp_recolor(&sp_st_small, SP_INK_2);

	y -= 20;
	sp_pdf_open(b->pdf, "TR");
	sp_table_th(b->pdf, "Column", SP_LEFT + 18, y, SP_AT_LEFT, &st,
		    "Issue");
	for (int k = 0; k < b->m->nasked; k++)
		name_head(b, y, k);
	sp_pdf_close(b->pdf);
	sp_table_rule(b->pdf, SP_LEFT, SP_RIGHT, y - 6, SP_RULE);
	return y - 6;
}

static void cell(sp_book *b, float y, int k, int issue)
{
	int s = sp_side_asked(b->m, k);
	int stance = b->m->submitters[s].stance[issue];
	float x = column_x(b->m, k);
	sp_style st = { .face = SP_REGULAR, .size = 7.4f,
			.color = sp_stance_ink(stance) };
	sp_name dest;
	sp_buf t = SP_BUF_INIT;

	sp_pdf_open(b->pdf, "TD");
	if (stance != SP_SILENT)
		sp_pdf_open(b->pdf, "Link");
	sp_pdf_mark(b->pdf);
	sp_draw_cell(b->pdf, x, y - 3, 20, 11.5f, stance);
	if (stance == SP_SILENT)
		sp_draw_hidden(b->pdf, x + 1, y, "not addressed");
	else
		sp_text_fit(b->pdf, x + 24, y, &st, sp_stance_label(stance),
			    column_w(b->m) - 26, 7);
	sp_pdf_unmark(b->pdf);
	if (stance != SP_SILENT) {
		sp_dest_cell(dest, s, issue);
		sp_buf_addf(&t, "%s on issue %d: %s",
			    b->m->submitters[s].short_name, issue + 1,
			    sp_stance_label(stance));
		sp_pdf_link(b->pdf, x, y - 4, column_w(b->m) - 4, 14, dest,
			    t.data);
		sp_dest_issue(dest, issue);
		sp_pdf_otherwise(b->pdf, dest);
		sp_pdf_close(b->pdf);
	}
	sp_pdf_close(b->pdf);
	sp_buf_release(&t);
}

static void row(sp_flow *f, int issue, float pitch)
{
	sp_book *b = f->b;

	if (sp_flow_need(f, pitch))
		f->y = table_head(b, f->y);
	f->y -= pitch;
	sp_pdf_open(b->pdf, "TR");
	sp_pdf_open(b->pdf, "TH");
	sp_pdf_scope(b->pdf, "Row");
	sp_book_issue(b, SP_LEFT, f->y, NAME_W - 8, issue);
	sp_pdf_close(b->pdf);
	for (int k = 0; k < b->m->nasked; k++)
		cell(b, f->y, k, issue);
	sp_pdf_close(b->pdf);
}

static void group(sp_flow *f, sp_relation r, float pitch)
{
	sp_style st = { .face = SP_BOLD, .size = 8.4f, .color = SP_BLUE };
	sp_buf t = SP_BUF_INIT;
	int n = count(f->b->m, r);

	if (!n)
		return;
	if (sp_flow_need(f, 2 * pitch + 10))
		f->y = table_head(f->b, f->y);
	f->y -= 18;
	sp_buf_addf(&t, "%s (%d)", relation_title[r], n);
	sp_table_group(f->b->pdf, SP_LEFT, f->y, f->b->m->nasked + 1, &st,
		       t.data);
	sp_table_rule(f->b->pdf, SP_LEFT, SP_RIGHT, f->y - 4.5f, SP_HAIR);
	f->y -= 3;
	for (int i = 0; i < f->b->m->nissues; i++)
		if (sp_side_relation(&f->b->m->issues[i]) == r)
			row(f, i, pitch);
	sp_buf_release(&t);
}

/* So that the whole comparison stands on one page, if it can. */
static float pitch_for(const sp_model *m, float room)
{
	int rows = m->nissues - count(m, SP_NOBODY);

	for (int r = SP_OPPOSED; r < SP_NOBODY; r++)
		room -= count(m, (sp_relation)r) ? 21 : 0;
	room -= count(m, SP_NOBODY) ? 84 : 0;	/* the list of them */
	room -= 60 + PAIR_PITCH * (float)m->nasked;	/* and the pairs */
	float pitch = rows ? room / (float)rows : PITCH_MAX;
	return pitch < PITCH_MIN ? PITCH_MIN
				 : pitch > PITCH_MAX ? PITCH_MAX : pitch;
}

/* ---- words -------------------------------------------------------------- */

static void add_names(sp_buf *t, const sp_model *m)
{
	for (int k = 0; k < m->nasked; k++) {
		if (k)
			sp_buf_adds(t, k + 1 < m->nasked ? ", " : " and ");
		sp_buf_adds(t, m->submitters[sp_side_asked(m, k)].short_name);
	}
}

static void add_issues(sp_buf *t, int n)
{
	sp_add_number(t, n, false);
	sp_buf_adds(t, n == 1 ? " issue" : " issues");
}

static void add_title(sp_buf *t, const sp_model *m)
{
	int opposed = count(m, SP_OPPOSED), agreed = count(m, SP_AGREED);

	if (m->nasked <= NAMED) {
		add_names(t, m);
	} else {
		sp_add_number(t, m->nasked, true);
		sp_buf_adds(t, " submitters");
	}
	sp_buf_adds(t, m->nasked == 2 ? " agree on " : ": agreed on ");
	add_issues(t, agreed);
	sp_buf_adds(t, m->nasked == 2 ? " and oppose each other on "
				      : ", opposed on ");
	sp_add_number(t, opposed, false);
}

static void add_deck(sp_buf *t, const sp_model *m)
{
	int alone = count(m, SP_ALONE), nobody = count(m, SP_NOBODY);

	sp_buf_addf(t, "Of %d issues, ", m->nissues);
	sp_add_number(t, m->nissues - alone - nobody, false);
	sp_buf_adds(t, " are addressed by two or more of them, ");
	sp_add_number(t, alone, false);
	sp_buf_adds(t, " by only one and ");
	sp_add_number(t, nobody, false);
	sp_buf_adds(t, " by none. Select a cell to read the words behind it.");
}

static void nobody(sp_flow *f)
{
	const sp_model *m = f->b->m;
	sp_style st = sp_recolor(&sp_st_label, SP_INK_2);
	sp_buf t = SP_BUF_INIT;

	for (int i = 0; i < m->nissues; i++)
		if (sp_side_relation(&m->issues[i]) == SP_NOBODY)
			sp_buf_addf(&t, "%s%d %s", t.len ? ", " : "", i + 1,
				    m->issues[i].short_name);
	if (t.len) {
		f->y -= 12;
		sp_flow_heading(f, relation_title[SP_NOBODY], 12);
		sp_buf_addc(&t, '.');
		sp_flow_para(f, &st, 11.6f, t.data);
	}
	sp_buf_release(&t);
}

static void pair_row(sp_book *b, float y, int k)
{
	const sp_model *m = b->m;
	int s = sp_side_asked(m, k);
	sp_buf t = SP_BUF_INIT;

	sp_pdf_open(b->pdf, "TR");
	sp_pdf_open(b->pdf, "TH");
	sp_pdf_scope(b->pdf, "Row");
	sp_pdf_mark(b->pdf);
	sp_draw_submitter(b->pdf, SP_LEFT + 18, y, &sp_st_label,
			  &m->submitters[s], NAME_W - 26, 7.2f);
	sp_pdf_end(b->pdf);
	for (int other = 0; other < k; other++) {
		sp_pair p = sp_pair_of(m, s, sp_side_asked(m, other));

		sp_buf_clear(&t);
		if (p.shared)
			sp_buf_addf(&t, "%d of %d", p.agree, p.shared);
		else
			sp_buf_adds(&t, "none shared");
		sp_table_td(b->pdf, column_x(m, other), y, SP_AT_LEFT,
			    &sp_st_label, t.data);
	}
	sp_pdf_close(b->pdf);
	sp_buf_release(&t);
}

/* A triangle below the columns of the table. */
static void pairs(sp_flow *f)
{
	sp_book *b = f->b;
	int n = b->m->nasked;

	sp_flow_heading(f, "The same position, of the issues on which both "
			   "speak", 15 + PAIR_PITCH * (float)(n - 1));
	f->y -= 15;
	sp_pdf_open(b->pdf, "Table");
	sp_pdf_open(b->pdf, "TR");
	sp_table_th(b->pdf, "Column", SP_LEFT + 18, f->y, SP_AT_LEFT,
		    &sp_st_hidden, "Submitter");
	for (int k = 0; k + 1 < n; k++)
		name_head(b, f->y, k);
	sp_pdf_close(b->pdf);
	sp_table_rule(b->pdf, SP_LEFT, SP_RIGHT, f->y - 4.5f, SP_HAIR);
	for (int k = 1; k < n; k++) {
		f->y -= PAIR_PITCH;
		pair_row(b, f->y - 2, k);
	}
	sp_pdf_close(b->pdf);
	f->y -= PAIR_PITCH;
}

static void note(sp_buf *t, const sp_book *b)
{
	sp_buf_adds(t, "Mixed: it states positions on both sides. A dot: it "
		       "does not address the issue; this is no stance. Views "
		       "that they report of others are not counted. ");
	sp_buf_adds(t, b->source);
}

void sp_page_side(sp_book *b)
{
	sp_buf title = SP_BUF_INIT, deck = SP_BUF_INIT, foot = SP_BUF_INIT;

	add_title(&title, b->m);
	add_deck(&deck, b->m);
	note(&foot, b);
	sp_flow f = { .b = b, .section = "Side by side",
		      .eyebrow = "SIDE BY SIDE", .title = title.data,
		      .note = foot.data, .columns = 1,
		      .bottom = SP_BOTTOM(b->pdf) + 18, .table = true };
	sp_pdf_open(b->pdf, "Sect");
	sp_book_page(b, f.section);
	sp_pdf_dest(b->pdf, "matrix", 0, SP_PAGE_H);
	float y = sp_book_head(b, f.eyebrow, f.title, deck.data);
	sp_pdf_open(b->pdf, "Table");
	sp_flow_start(&f, table_head(b, y - 10));
	float pitch = pitch_for(b->m, f.y - f.bottom);
	for (int r = SP_OPPOSED; r < SP_NOBODY; r++)
		group(&f, (sp_relation)r, pitch);
	sp_pdf_close(b->pdf);
	f.table = false;
	nobody(&f);
	pairs(&f);
	sp_flow_end(&f);
	sp_pdf_close(b->pdf);
	sp_buf_release(&title);
	sp_buf_release(&deck);
	sp_buf_release(&foot);
}
