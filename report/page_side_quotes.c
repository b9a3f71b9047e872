/* page_side_quotes.c - the words of two to six submitters in columns, issue by
 * issue; then the views of others that they report. */
#include "config.h"

#include "report/flow.h"
#include "report/quote.h"
#include "report/side.h"
#include "report/wording.h"

/* Up to four stand beside each other; of five and six, three in two rows. */
static int slots(const sp_model *m)
{
	return m->nasked <= 4 ? m->nasked : 3;
}

static const float SLOT_GAP = 12;

static float slot_w(const sp_model *m)
{
	int n = slots(m);

	return (SP_TEXT_W - SLOT_GAP * (float)(n - 1)) / (float)n;
}

/* Both quotes of a mixed submitter, or one; NULL where there is none. */
struct slot {
	sp_quote_box *box[2];
	int submitter;
};

static float slot_height(const struct slot *s)
{
	float h = 36;	/* of a name and that it is silent */

	if (s->box[0])
		h = sp_quote_box_height(s->box[0]);
	if (s->box[1])
		h += sp_quote_box_height(s->box[1]);
	return h;
}

static void draw_silence(sp_book *b, float x, float y, int submitter,
			 bool silent)
{
	sp_style st = sp_resize(&sp_st_note, 7.4f);

	sp_pdf_begin(b->pdf, "P");
	sp_text_fit(b->pdf, x, y, &sp_st_name,
		    b->m->submitters[submitter].short_name, slot_w(b->m), 7);
	sp_draw_space(b->pdf, x + 60, y);
	sp_text_fit(b->pdf, x, y - 12, &st,
		    silent ? "Not addressed"
			   : "In the words of a campaign, quoted above",
		    slot_w(b->m), 7);
	sp_pdf_end(b->pdf);
}

static void draw_slot(sp_book *b, float x, float y, const struct slot *s,
		      int issue)
{
	if (!s->box[0]) {
		draw_silence(b, x, y, s->submitter,
			     b->m->submitters[s->submitter].stance[issue] ==
				     SP_SILENT);
		return;
	}
	sp_quote_box_draw(b, s->box[0], x, y);
	if (s->box[1])
		sp_quote_box_draw(b, s->box[1], x,
				  y - sp_quote_box_height(s->box[0]));
}

static void issue_head(sp_flow *f, int issue, float keep)
{
	const sp_issue *i = &f->b->m->issues[issue];
	sp_style st = sp_recolor(&sp_st_label, SP_INK_2);
	sp_buf t = SP_BUF_INIT;
	sp_name dest;

	sp_buf_addf(&t, "%d  %s", issue + 1, i->short_name);
	sp_flow_heading(f, t.data, keep + 26);
	sp_dest_issue(dest, issue);
	sp_pdf_dest(f->b->pdf, dest, 0, f->y + 60);
	f->y = sp_draw_para(f->b->pdf, "P", SP_LEFT, f->y + 3, SP_TEXT_W, &st,
			    11.6f, i->proposition, 2) - 7;
	sp_buf_release(&t);
}

static bool make_slots(sp_book *b, int issue, struct slot *slot, sp_error *err)
{
	const sp_quote *quotes;
	size_t n, left;

	for (int k = 0; k < b->m->nasked; k++)
		slot[k] = (struct slot){ .submitter = sp_side_asked(b->m, k) };
	if (!sp_evidence_choose(b->evidence, issue, true, &quotes, &n, &left,
				err))
		return false;
	for (size_t i = 0; i < n; i++)
		for (int k = 0; k < b->m->nasked; k++) {
			if (slot[k].submitter != quotes[i].submitter)
				continue;
			int second = slot[k].box[0] != NULL;
			slot[k].box[second] = sp_quote_box_new(
				b, issue, &quotes[i], slot_w(b->m), err);
			if (!slot[k].box[second])
				return false;
		}
	return true;
}

/* The slots of one row: [from, the next row's). */
static int row_end(const sp_model *m, int from)
{
	return from + slots(m) < m->nasked ? from + slots(m) : m->nasked;
}

static float row_height(const struct slot *slot, int from, int to)
{
	float h = 0;

	for (int k = from; k < to; k++)
		if (slot_height(&slot[k]) > h)
			h = slot_height(&slot[k]);
	return h;
}

/* What stands above the second row if that is on another page. */
static void issue_continued(sp_flow *f, int issue)
{
	sp_style more = sp_recolor(&sp_st_label, SP_INK_3);
	sp_buf t = SP_BUF_INIT;

	sp_buf_addf(&t, "%d  %s", issue + 1,
		    f->b->m->issues[issue].short_name);
	sp_pdf_begin(f->b->pdf, "P");
	float w = sp_text(f->b->pdf, SP_LEFT, f->y, &sp_st_bold, t.data);
	sp_text(f->b->pdf, SP_LEFT + w + 5, f->y, &more, "continued");
	sp_pdf_end(f->b->pdf);
	f->y -= 20;
	sp_buf_release(&t);
}

static void draw_row(sp_flow *f, const struct slot *slot, int from, int issue)
{
	for (int k = from; k < row_end(f->b->m, from); k++)
		draw_slot(f->b,
			  SP_LEFT + (slot_w(f->b->m) + SLOT_GAP) *
					    (float)(k - from),
			  f->y, &slot[k], issue);
}

/* All rows on one page if a page holds them. */
static void draw_rows(sp_flow *f, const struct slot *slot, int issue)
{
	const sp_model *m = f->b->m;
	float whole = 0;

	for (int from = 0; from < m->nasked; from = row_end(m, from))
		whole += row_height(slot, from, row_end(m, from));
	for (int from = 0; from < m->nasked; from = row_end(m, from)) {
		float h = row_height(slot, from, row_end(m, from));

		if (!from)
			issue_head(f, issue,
				   (whole < 520 ? whole : h) - 20);
		else if (sp_flow_need(f, h - 24))
			issue_continued(f, issue);
		draw_row(f, slot, from, issue);
		f->y -= h;
	}
}

static bool issue_quotes(sp_flow *f, int issue, sp_error *err)
{
	struct slot slot[SP_SIDE_MAX] = { 0 };
	bool ok = make_slots(f->b, issue, slot, err);

	if (ok)
		draw_rows(f, slot, issue);
	for (int k = 0; k < f->b->m->nasked; k++) {
		sp_quote_box_free(slot[k].box[0]);
		sp_quote_box_free(slot[k].box[1]);
	}
	return ok;
}

static bool reported_issue(sp_flow *f, int issue, sp_error *err)
{
	sp_book *b = f->b;
	const sp_quote *quotes;
	size_t n, left;
	sp_style st = sp_st_quote, from = sp_resize(&sp_st_note, 7.4f);
	bool ok = sp_evidence_choose(b->evidence, issue, false, &quotes, &n,
				     &left, err);

	for (size_t i = 0; ok && i < n; i++) {
		sp_quote_text q;
		sp_buf t = SP_BUF_INIT;

		ok = sp_evidence_text(b->evidence, quotes[i].position, &q, err);
		if (!ok)
			break;
		sp_flow_need(f, 50);
		sp_buf_addf(&t, "%s, %s %d %s",
			    *q.holder ? q.holder : "Others, not named",
			    quotes[i].support ? "in support on" : "opposed on",
			    issue + 1, b->m->issues[issue].short_name);
		sp_flow_para(f, &sp_st_name, 12, t.data);
		sp_buf_clear(&t);
		sp_buf_addf(&t, "\u201c%s\u201d", q.sentence);
		sp_flow_para(f, &st, 13.2f, t.data);
		sp_buf_clear(&t);
		sp_buf_addf(&t, "Reported by %s \u00b7 no. %lld",
			    b->m->submitters[quotes[i].submitter].short_name,
			    (long long)quotes[i].position);
		sp_flow_para(f, &from, 10, t.data);
		f->y -= 8;
		sp_buf_release(&t);
	}
	return ok;
}

static bool reported(sp_flow *f, sp_error *err)
{
	const sp_model *m = f->b->m;
	sp_style st = sp_recolor(&sp_st_label, SP_INK_2);
	int n = 0;

	for (int i = 0; i < m->nissues; i++)
		n += m->issues[i].reported;
	if (!n)
		return true;
	f->y -= 12;
	sp_flow_heading(f, "Views that they report of others", 60);
	sp_pdf_dest(f->b->pdf, "reported", 0, f->y + 60);
	sp_flow_para(f, &st, 11.6f,
		     "What they say that others hold. These views are in no "
		     "count and in no cell of this comparison.");
	f->y -= 6;
	for (int i = 0; i < m->nissues; i++)
		if (m->issues[i].reported && !reported_issue(f, i, err))
			return false;
	return true;
}

bool sp_page_side_quotes(sp_book *b, sp_error *err)
{
	sp_flow f = { .b = b, .section = "In their own words",
		      .eyebrow = "IN THEIR OWN WORDS",
		      .title = "What each says on each issue", .columns = 1,
		      .bottom = SP_BOTTOM(b->pdf) };
	bool ok = true;

	sp_pdf_open(b->pdf, "Sect");
	sp_book_page(b, f.section);
	sp_pdf_dest(b->pdf, "words", 0, SP_PAGE_H);
	sp_flow_start(&f, sp_book_head(b, f.eyebrow, f.title,
				       "Where they oppose each other first, "
				       "then where they differ, agree, and "
				       "where only one speaks. The proposition "
				       "below each heading says what support "
				       "means.") - 14);
	for (int r = SP_OPPOSED; ok && r < SP_NOBODY; r++)
		for (int i = 0; ok && i < b->m->nissues; i++)
			if (sp_side_relation(&b->m->issues[i]) == (sp_relation)r)
				ok = issue_quotes(&f, i, err);
	ok = ok && reported(&f, err);
	sp_pdf_close(b->pdf);
	return ok;
}
