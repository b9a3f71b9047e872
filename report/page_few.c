/* page_few.c - the issues of a corpus of a few submitters: a page for each would
 * be mostly empty, so they run on, each with its proposition and its quotes. */
#include "config.h"

#include "report/page.h"
#include "report/page_issue.h"
#include "report/wording.h"

static const char title[] = "Issue by issue";

bool sp_issues_few(const sp_model *m)
{
	return m->nsubmitters <= SP_FEW;
}

static void add_name(sp_buf *t, const sp_book *b, int issue)
{
	const sp_issue *i = &b->m->issues[issue];

	sp_buf_addf(t, "%d  %s", issue + 1, i->short_name);
	if (b->m->nsubmitters == 1 || !sp_tally_voices(&i->all))
		return;
	sp_buf_adds(t, ": ");
	if (b->m->nsubmitters < SP_VOICES_MIN)
		sp_add_sides(t, &i->all);	/* each of them is seen anyhow */
	else
		sp_add_finding(t, &i->all);
}

/* A new page; where an issue goes on there, its name is repeated. */
static float turn(void *arg)
{
	struct issue_pages *p = arg;
	sp_book *b = p->b;
	sp_style more = sp_recolor(&sp_st_label, SP_INK_3);

	sp_draw_note(b->pdf, b->source);
	sp_book_page(b, "Issues");
	float y = sp_book_continued(b, "ISSUES", title) - 10;
	if (!p->title.len)
		return y;
	sp_pdf_begin(b->pdf, "P");
	float w = sp_text_fit(b->pdf, SP_LEFT, y, &sp_st_bold, p->title.data,
			      SP_TEXT_W - 60, 7.2f);
	sp_text(b->pdf, SP_LEFT + w + 5, y, &more, "continued");
	sp_pdf_end(b->pdf);
	return y - 18;
}

static bool draw_issue(struct issue_pages *p, sp_columns *c, sp_error *err)
{
	sp_book *b = p->b;
	const sp_issue *i = sp_issue_of(p);
	sp_style st = sp_recolor(&sp_st_label, SP_INK_2);
	sp_name dest;

	sp_buf_clear(&p->title);
	sp_columns_level(c, 12);
	sp_columns_need(c, 170);
	add_name(&p->title, b, p->issue);
	sp_dest_issue(dest, p->issue);
	sp_pdf_dest(b->pdf, dest, 0, c->y[0] + 40);
	sp_dest_theme(dest, i->theme);
	sp_pdf_dest(b->pdf, dest, 0, c->y[0] + 40);
	float y = sp_draw_heading(b->pdf, SP_LEFT, c->y[0], SP_TEXT_W,
				  p->title.data);
	y = sp_draw_para(b->pdf, "P", SP_LEFT, y + 3, SP_TEXT_W, &st, 11.6f,
			 i->proposition, 3);
	c->y[0] = c->y[1] = y - 8;
	return sp_issue_quotes(p, c, err);
}

static bool any_heard(const sp_model *m)
{
	for (int i = 0; i < m->nissues; i++)
		if (!sp_issue_unheard(m, i))
			return true;
	return false;
}

bool sp_page_few(sp_book *b, sp_error *err)
{
	struct issue_pages p = { .b = b, .few = true, .title = SP_BUF_INIT };
	sp_columns c = { .b = b, .bottom = SP_BOTTOM(b->pdf) + 16,
			 .turn = turn, .arg = &p };
	bool ok = true;

	if (!any_heard(b->m))
		return true;
	sp_pdf_open(b->pdf, "Sect");
	sp_book_page(b, "Issues");
	sp_pdf_dest(b->pdf, "issues", 0, SP_PAGE_H);
	c.y[0] = c.y[1] = sp_book_head(b, "ISSUES", title,
				       "What each issue proposes, and what was "
				       "said for and against it. A quote "
				       "without a sign is a view that a "
				       "submitter reports of others; it is "
				       "counted nowhere.") - 8;
	for (p.issue = 0; ok && p.issue < b->m->nissues; p.issue++)
		if (!sp_issue_unheard(b->m, p.issue))
			ok = draw_issue(&p, &c, err);
	if (ok)
		sp_draw_note(b->pdf, b->source);
	sp_pdf_close(b->pdf);
	sp_buf_release(&p.title);
	return ok;
}
