/* page_unheard.c - the issues that nobody addresses share a page: an empty page
 * for each would say no more. */
#include "config.h"

#include "report/page.h"
#include "report/wording.h"

bool sp_issue_unheard(const sp_model *m, int issue)
{
	return !sp_tally_voices(&m->issues[issue].all) &&
	       !m->issues[issue].reported;
}

static int count_unheard(const sp_model *m)
{
	int n = 0;

	for (int i = 0; i < m->nissues; i++)
		n += sp_issue_unheard(m, i);
	return n;
}

static float new_page(sp_book *b, bool first)
{
	bool one = count_unheard(b->m) == 1;
	const char *title = one ? "One issue that nobody addresses"
				: "Issues that nobody addresses";

	sp_book_page(b, "Not addressed");
	if (!first)
		return sp_book_continued(b, "NOT ADDRESSED", title) - 14;
	sp_pdf_dest(b->pdf, "unheard", 0, SP_PAGE_H);
	return sp_book_head(b, "NOT ADDRESSED", title,
			    one ? "No submission was found to state a position "
				  "on this proposition. That says nothing about "
				  "what the submitters think of it."
				: "No submission was found to state a position "
				  "on these propositions. That says nothing "
				  "about what the submitters think of them.") -
	       20;
}

/* One issue; returns the baseline of the next. */
static float draw_issue(sp_book *b, float y, int issue)
{
	const sp_issue *i = &b->m->issues[issue];
	sp_style number = sp_recolor(&sp_st_label, SP_INK_3);
	sp_buf t = SP_BUF_INIT;
	sp_name dest;

	sp_dest_issue(dest, issue);
	sp_pdf_dest(b->pdf, dest, 0, y + 40);
	sp_buf_addf(&t, "%d", issue + 1);
	sp_pdf_begin(b->pdf, "H2");
	sp_text_right(b->pdf, SP_LEFT + 14, y, &number, t.data);
	sp_draw_space(b->pdf, SP_LEFT + 15, y);
	sp_text_fit(b->pdf, SP_LEFT + 22, y, &sp_st_bold, i->short_name, 140,
		    7.2f);
	sp_pdf_end(b->pdf);
	sp_buf_release(&t);
	y = sp_draw_para(b->pdf, "P", SP_LEFT + 170, y, SP_TEXT_W - 170,
			 &sp_st_label, 11.6f, i->proposition, 4);
	sp_pdf_artifact(b->pdf);
	sp_pdf_line(b->pdf, SP_LEFT, y + 4, SP_RIGHT, y + 4, 0.4f, SP_HAIR);
	sp_pdf_unmark(b->pdf);
	return y - 9;
}

bool sp_page_unheard(sp_book *b)
{
	float y = 0;
	bool any = false;

	for (int i = 0; i < b->m->nissues; i++) {
		if (!sp_issue_unheard(b->m, i))
			continue;
		if (!any)
			sp_pdf_open(b->pdf, "Sect");
		if (y < SP_BOTTOM(b->pdf) + 46)
			y = new_page(b, !any);
		any = true;
		y = draw_issue(b, y, i);
	}
	if (any)
		sp_pdf_close(b->pdf);
	return any;
}
