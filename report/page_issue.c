/* page_issue.c - an issue: how many, who, and in what words. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/page.h"
#include "report/page_issue.h"
#include "report/wording.h"

/* A last page with less than this can perhaps be saved. */
static const float SPARE_MAX = 200;

/* ---- head and foot ------------------------------------------------------ */

static void make_titles(struct issue_pages *p)
{
	const sp_issue *i = sp_issue_of(p);
	const sp_theme *t = &p->b->m->themes[i->theme];

	sp_buf_addf(&p->section, "%s\u2002%s", t->letter, t->title);
	sp_buf_addf(&p->eyebrow, "ISSUE %d \u00b7 ", p->issue + 1);
	sp_add_upper(&p->eyebrow, p->section.data);
	p->titled = *i->title != '\0';
	if (p->titled) {
		sp_buf_adds(&p->title, i->title);
		return;
	}
	sp_buf_addf(&p->title, "%s: ", i->short_name);
	sp_add_finding(&p->title, &i->all);
}

/* The next issue with a page of its own, or one that does not exist. */
static int next_heard(const sp_model *m, int issue, int step)
{
	for (issue += step; issue >= 0 && issue < m->nissues; issue += step)
		if (!sp_issue_unheard(m, issue))
			break;
	return issue;
}

static void neighbour(sp_book *b, float x, int issue, const char *arrow,
		      bool right)
{
	sp_style st = sp_recolor(&sp_st_note, SP_INK_2);
	sp_buf t = SP_BUF_INIT;
	sp_name dest;

	if (issue < 0 || issue >= b->m->nissues)
		return;
	sp_dest_issue(dest, issue);
	if (right)
		sp_buf_addf(&t, "%d  %s %s", issue + 1,
			    b->m->issues[issue].short_name, arrow);
	else
		sp_buf_addf(&t, "%s %d  %s", arrow, issue + 1,
			    b->m->issues[issue].short_name);
	if (right)
		x -= sp_text_width(sp_pdf_fonts(b->pdf), &st, t.data);
	sp_draw_link(b->pdf, x, SP_NOTE_Y(b->pdf), &st, t.data, dest,
		     b->m->issues[issue].short_name);
	sp_buf_release(&t);
}

/* The last line of each page: previous, back to the matrix, next. */
static void draw_foot(const struct issue_pages *p)
{
	sp_style st = { .face = SP_BOLD, .size = 7.2f, .color = SP_BLUE };
	const char *back = "Back to the matrix \u2191";
	sp_fonts *f = sp_pdf_fonts(p->b->pdf);

	sp_pdf_open(p->b->pdf, "P");
	neighbour(p->b, SP_LEFT, next_heard(p->b->m, p->issue, -1), "\u2190",
		  false);
	sp_draw_link(p->b->pdf,
		     SP_PAGE_W / 2 - sp_text_width(f, &st, back) / 2,
		     SP_NOTE_Y(p->b->pdf), &st, back, "matrix",
		     "Back to the matrix");
	neighbour(p->b, SP_RIGHT, next_heard(p->b->m, p->issue, 1), "\u2192",
		  true);
	sp_pdf_close(p->b->pdf);
}

static float turn(void *arg)
{
	struct issue_pages *p = arg;

	draw_foot(p);
	sp_book_page(p->b, p->section.data);
	return sp_book_continued(p->b, p->eyebrow.data,
				 sp_book_one_line(p->b, p->title.data)
					 ? p->title.data
					 : sp_issue_of(p)->short_name);
}

/* ---- quotes ------------------------------------------------------------- */

/* The quotes of those with one stance, [from, to) of a list sorted so. */
struct side {
	sp_quote *q;
	size_t n, at;
};

static void sort_quotes(const struct issue_pages *p, const sp_quote *q,
			size_t n, struct side side[SP_STANCES])
{
	for (int i = 0; i < SP_STANCES; i++)
		side[i] = (struct side){ .q = sp_calloc(n + 1, sizeof *q) };
	for (size_t i = 0; i < n; i++) {
		int stance = p->b->m->submitters[q[i].submitter]
				     .stance[p->issue];

		side[stance].q[side[stance].n++] = q[i];
	}
}

/* Support left, oppose right, as long as both have something to say. */
static bool draw_pairs(struct issue_pages *p, sp_columns *c,
		       struct side side[SP_STANCES], sp_error *err)
{
	struct side *s[2] = { &side[SP_SUPPORT], &side[SP_OPPOSE] };

	for (;;) {
		int k = c->y[1] > c->y[0] + 0.1f;

		if (s[k]->at == s[k]->n)
			return true;
		if (!sp_columns_quote(c, k, p->issue, &s[k]->q[s[k]->at++],
				      err))
			return false;
	}
}

/* What is left of a stance flows over both columns. */
static bool draw_rest(struct issue_pages *p, sp_columns *c, struct side *s,
		      sp_error *err)
{
	/* Where a page has just begun, the other column is not left empty. */
	if (s->at < s->n && !sp_columns_fresh(c))
		sp_columns_level(c, 0);
	while (s->at < s->n)
		if (!sp_columns_quote(c, -1, p->issue, &s->q[s->at++], err))
			return false;
	return true;
}

/* The two quotes of a submitter together, support first. */
static int by_submitter(const void *a, const void *b)
{
	const sp_quote *x = a, *y = b;

	if (x->submitter != y->submitter)
		return x->submitter - y->submitter;
	return y->support - x->support;
}

/* Both begin on a level, on a page that holds the taller one. */
static bool keep_pair(struct issue_pages *p, sp_columns *c, const sp_quote *q,
		      sp_error *err)
{
	float tallest = 0;

	for (int i = 0; i < 2; i++) {
		sp_quote_box *box = sp_quote_box_new(p->b, p->issue, &q[i],
						     SP_COLUMN_W, err);

		if (!box)
			return false;
		float h = sp_quote_box_height(box) - sp_quote_box_space();
		tallest = h > tallest ? h : tallest;
		sp_quote_box_free(box);
	}
	sp_columns_level(c, 0);
	sp_columns_need(c, tallest);
	return true;
}

/* Both quotes of a mixed submitter stand side by side, support at the left;
 * where the limit left only one of them, it goes where there is room. */
static bool draw_mixed(struct issue_pages *p, sp_columns *c, struct side *s,
		       sp_error *err)
{
	bool pair = false;	/* s->at is the second of two */

	qsort(s->q, s->n, sizeof *s->q, by_submitter);
	if (s->n)
		sp_columns_level(c, 0);
	for (; s->at < s->n; s->at++) {
		const sp_quote *q = &s->q[s->at];
		bool first = s->at + 1 < s->n &&
			     q[1].submitter == q->submitter;

		if (first && !keep_pair(p, c, q, err))
			return false;
		if (!sp_columns_quote(c, first ? 0 : pair ? 1 : -1, p->issue,
				      q, err))
			return false;
		pair = first;
	}
	return true;
}

static bool draw_sides(struct issue_pages *p, sp_columns *c,
		       struct side side[SP_STANCES], sp_error *err)
{
	if (side[SP_SUPPORT].n && side[SP_OPPOSE].n &&
	    !draw_pairs(p, c, side, err))
		return false;
	c->wide = !side[SP_SUPPORT].n || !side[SP_OPPOSE].n;
	bool ok = draw_rest(p, c, &side[SP_SUPPORT], err) &&
		  draw_rest(p, c, &side[SP_OPPOSE], err);
	c->wide = false;
	return ok && draw_mixed(p, c, &side[SP_MIXED], err);
}

static void say(sp_columns *c, const char *text)
{
	sp_style st = sp_recolor(&sp_st_label, SP_INK_2);

	sp_columns_level(c, 0);
	sp_columns_need(c, 20);
	c->y[0] = c->y[1] = sp_draw_para(c->b->pdf, "P", SP_LEFT, c->y[0],
					 SP_TEXT_W, &st, 11.6f, text, 3);
}

static void say_left_out(sp_columns *c, size_t left)
{
	sp_buf t = SP_BUF_INIT;

	if (!left)
		return;
	sp_add_counted(&t, (long)left, "further quote is", "further quotes are");
	sp_buf_addf(&t, " left out: at most %d a side are shown, kinds of "
			"submitter in turn.", SP_QUOTES_MAX);
	say(c, t.data);
	sp_buf_release(&t);
}

static bool draw_own(struct issue_pages *p, sp_columns *c, sp_error *err)
{
	struct side side[SP_STANCES];
	const sp_quote *quotes;
	size_t n, left;

	if (!sp_evidence_choose(p->b->evidence, p->issue, true, &quotes, &n,
				&left, err))
		return false;
	if (!n) {
		if (!p->few)
			say(c, "No submitter states a position on this "
			       "issue.");
		return true;
	}
	if (!p->few)
		c->y[0] = c->y[1] = sp_draw_heading(p->b->pdf, SP_LEFT,
						    c->y[0], SP_TEXT_W,
						    "In their own words");
	sort_quotes(p, quotes, n, side);
	bool ok = draw_sides(p, c, side, err);
	if (ok)
		say_left_out(c, left);
	for (int i = 0; i < SP_STANCES; i++)
		free(side[i].q);
	return ok;
}

/* At the right of the heading: what these views count for, and how many of them
 * stand here. */
static void reported_note(const struct issue_pages *p, float y, size_t shown)
{
	const int all = sp_issue_of(p)->reported;
	sp_style st = sp_recolor(&sp_st_label, SP_INK_2);
	sp_buf t = SP_BUF_INIT;

	sp_buf_adds(&t, "Not counted in any figure of this report.");
	if ((int)shown < all) {
		sp_buf_adds(&t, " ");
		sp_add_of(&t, (long)shown, all);
		sp_buf_adds(&t, " are shown.");
	}
	sp_pdf_begin(p->b->pdf, "P");
	sp_text_right(p->b->pdf, SP_RIGHT, y, &st, t.data);
	sp_pdf_end(p->b->pdf);
	sp_buf_release(&t);
}

/* The heading, on the page where the first of them fits. */
static bool reported_head(struct issue_pages *p, sp_columns *c,
			  const sp_quote *q, size_t n, sp_error *err)
{
	sp_quote_box *first = sp_quote_box_reported(p->b, p->issue, q, err);

	if (!first)
		return false;
	sp_columns_need(c, 22 + sp_quote_box_height(first) -
				   sp_quote_box_space());
	sp_quote_box_free(first);
	const float y = c->y[0];
	c->y[0] = c->y[1] =
		sp_draw_heading(p->b->pdf, SP_LEFT, y, SP_TEXT_W,
				"Views that submitters report of others");
	reported_note(p, y, n);
	return true;
}

/* Of a few submitters, where the page says once what these views are. */
static void say_reported(sp_columns *c, size_t shown, int all)
{
	sp_buf t = SP_BUF_INIT;

	if ((int)shown == all)
		return;
	sp_buf_adds(&t, "Of the views that are reported of others, ");
	sp_add_of(&t, (long)shown, all);
	sp_buf_adds(&t, " are shown.");
	say(c, t.data);
	sp_columns_level(c, 8);
	sp_buf_release(&t);
}

/* Views of others stand apart: their holders did not submit them here. */
static bool draw_reported(struct issue_pages *p, sp_columns *c, sp_error *err)
{
	const sp_quote *quotes;
	size_t n, left;

	if (!sp_issue_of(p)->reported)
		return true;
	if (!sp_evidence_choose(p->b->evidence, p->issue, false, &quotes, &n,
				&left, err))
		return false;
	sp_columns_level(c, p->few ? 0 : sp_issue_white(p, 8, 5));
	if (p->few)
		say_reported(c, n, sp_issue_of(p)->reported);
	else if (n && !reported_head(p, c, &quotes[0], n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!sp_columns_reported(c, p->issue, &quotes[i], err))
			return false;
	return true;
}

bool sp_issue_quotes(struct issue_pages *p, sp_columns *c, sp_error *err)
{
	return draw_own(p, c, err) && draw_reported(p, c, err);
}

/* ---- the whole ---------------------------------------------------------- */

/* Returns in *low the last baseline. */
static bool draw_all(struct issue_pages *p, float *low, sp_error *err)
{
	sp_book *b = p->b;
	sp_columns c = { .b = b, .turn = turn, .arg = p,
			 .bottom = SP_BOTTOM(b->pdf) + sp_issue_white(p, 10, 6),
			 .squeeze = sp_issue_white(p, 0, 4) };
	const sp_issue *i = sp_issue_of(p);
	sp_name dest;

	sp_pdf_open(b->pdf, "Sect");
	sp_dest_issue(dest, p->issue);
	sp_book_page(b, p->section.data);
	sp_pdf_dest(b->pdf, dest, 0, SP_PAGE_H);
	float y = sp_book_head(b, p->eyebrow.data, p->title.data,
			       *i->stake ? i->stake : i->proposition);
	y = sp_issue_bar(p, y - sp_issue_white(p, 10, 6));
	y = sp_issue_kinds(p, y);
	y = sp_issue_names(p, y);
	c.y[0] = c.y[1] = y;
	if (i->all.n[SP_SILENT] < b->m->nsubmitters)
		sp_columns_need(&c, 110);
	bool ok = sp_issue_quotes(p, &c, err);
	if (ok)
		draw_foot(p);
	sp_pdf_close(b->pdf);
	*low = c.y[0] < c.y[1] ? c.y[0] : c.y[1];
	return ok;
}

/* Where the last page would be nearly empty, less white may save it: no less
 * than it takes. */
static bool draw_fitting(struct issue_pages *p, sp_error *err)
{
	static const float levels[] = { 0.3f, 0.6f, 1, 0 };
	sp_book_point start = sp_book_here(p->b);
	const int first = sp_pdf_pages(p->b->pdf);
	float low;

	if (!draw_all(p, &low, err))
		return false;
	int pages = sp_pdf_pages(p->b->pdf) - first;
	if (pages < 2 || low < SP_CONTINUED_Y - SPARE_MAX)
		return true;
	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
		sp_book_back(p->b, &start);
		p->tight = levels[i];
		if (!draw_all(p, &low, err))
			return false;
		if (sp_pdf_pages(p->b->pdf) - first < pages)
			return true;
	}
	return true;
}

bool sp_page_issue(sp_book *b, int issue, sp_error *err)
{
	struct issue_pages p = { .b = b, .issue = issue,
				 .eyebrow = SP_BUF_INIT, .title = SP_BUF_INIT,
				 .section = SP_BUF_INIT };

	make_titles(&p);
	bool ok = draw_fitting(&p, err);
	sp_buf_release(&p.eyebrow);
	sp_buf_release(&p.title);
	sp_buf_release(&p.section);
	return ok;
}
