/* page_issue.c - an issue: how many, who, and in what words. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/page.h"
#include "report/quote.h"
#include "report/wording.h"

static const int stances[] = { SP_SUPPORT, SP_MIXED, SP_OPPOSE };

enum { NAME_ROWS_MAX = 30 };

/* An issue's pages while they are made. */
struct issue_pages {
	sp_book *b;
	int issue;
	sp_buf eyebrow, title, section;
	bool more;		/* the page being left has a successor */
};

static const sp_issue *issue_of(const struct issue_pages *p)
{
	return &p->b->m->issues[p->issue];
}

/* ---- head and foot ------------------------------------------------------ */

static void make_titles(struct issue_pages *p)
{
	const sp_issue *i = issue_of(p);
	const sp_theme *t = &p->b->m->themes[i->theme];

	sp_buf_addf(&p->section, "%s\u2002%s", t->letter, t->title);
	sp_buf_addf(&p->eyebrow, "ISSUE %d \u00b7 ", p->issue + 1);
	sp_add_upper(&p->eyebrow, p->section.data);
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
	sp_draw_link(b->pdf, x, SP_NOTE_Y, &st, t.data, dest,
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
		     SP_NOTE_Y, &st, back, "matrix", "Back to the matrix");
	neighbour(p->b, SP_RIGHT, next_heard(p->b->m, p->issue, 1), "\u2192",
		  true);
	sp_pdf_close(p->b->pdf);
}

static float turn(void *arg)
{
	struct issue_pages *p = arg;

	draw_foot(p);
	sp_book_page(p->b, p->section.data);
	return sp_book_continued(p->b, p->eyebrow.data, p->title.data);
}

/* ---- the stacked bar ---------------------------------------------------- */

static void bar_label(sp_book *b, float x, float width, float y, int stance,
		      int n)
{
	static const char *const words[SP_STANCES] = {
		[SP_SUPPORT] = "support", [SP_MIXED] = "mixed",
		[SP_OPPOSE] = "oppose" };
	sp_style st = { .face = SP_BOLD, .size = 11,
			.color = sp_stance_ink(stance) };
	sp_fonts *f = sp_pdf_fonts(b->pdf);
	sp_buf t = SP_BUF_INIT;

	sp_buf_addf(&t, "%d %s", n, words[stance]);
	float w = sp_text_width(f, &st, t.data);
	if (stance == SP_OPPOSE)
		x += width - w;
	else if (stance == SP_MIXED)
		x += (width - w) / 2;
	sp_text(b->pdf, x, y, &st, t.data);
	sp_draw_space(b->pdf, x + w, y);
	sp_buf_release(&t);
}

/* A mixed part too narrow for its label would run into its neighbours'. */
static bool label_fits(const sp_tally *t, int stance, float width)
{
	if (stance != SP_MIXED || !t->n[SP_MIXED])
		return t->n[stance] > 0;
	return width > 52 || (!t->n[SP_SUPPORT] && !t->n[SP_OPPOSE]);
}

static void bar_parts(sp_book *b, float y, const sp_tally *t)
{
	sp_style st = { .face = SP_BOLD, .size = 9.5f };
	float x = SP_LEFT;
	int voices = sp_tally_voices(t);
	sp_buf n = SP_BUF_INIT;

	for (size_t i = 0; i < 3; i++) {
		int k = t->n[stances[i]];
		float w = SP_TEXT_W * (float)k / (float)voices;

		if (!k)
			continue;
		sp_pdf_rect(b->pdf, x, y, w - 1, 22,
			    sp_stance_fill(stances[i]));
		st.color = stances[i] == SP_MIXED ? SP_INK : SP_WHITE;
		sp_buf_clear(&n);
		sp_add_count(&n, k);
		if (w > 14)
			sp_text_center(b->pdf, x + w / 2 - 0.5f, y + 7.6f,
				       &st, n.data);
		x += w;
	}
	sp_buf_release(&n);
}

static void bar_labels(sp_book *b, float y, const sp_tally *t)
{
	float x = SP_LEFT;
	int voices = sp_tally_voices(t);

	sp_pdf_begin(b->pdf, "P");
	for (size_t i = 0; i < 3; i++) {
		int k = t->n[stances[i]];
		float w = SP_TEXT_W * (float)k / (float)voices;

		if (label_fits(t, stances[i], w))
			bar_label(b, x, w, y, stances[i], k);
		x += w;
	}
	sp_pdf_end(b->pdf);
}

static void add_silence(sp_buf *s, const sp_model *m, const sp_issue *i)
{
	int voices = sp_tally_voices(&i->all), silent = i->all.n[SP_SILENT];

	sp_add_count(s, voices);
	sp_buf_adds(s, " of the ");
	sp_add_counted(s, m->nsubmitters, "submitter", "submitters");
	sp_buf_adds(s, voices == 1 ? " takes a position" :
				     " take a position");
	if (i->all.n[SP_MIXED] && voices)
		sp_buf_addf(s, " (%d mixed)", i->all.n[SP_MIXED]);
	sp_buf_adds(s, "; ");
	sp_add_count(s, silent);
	sp_buf_adds(s, silent == 1 ? " does not address the issue."
				   : " do not address the issue.");
}

static float draw_bar(struct issue_pages *p, float y)
{
	sp_book *b = p->b;
	const sp_issue *i = issue_of(p);
	sp_style st = sp_recolor(&sp_st_note, SP_INK_3);
	sp_buf s = SP_BUF_INIT;

	st.size = 8;
	if (sp_tally_voices(&i->all)) {
		bar_labels(b, y, &i->all);
		sp_pdf_artifact(b->pdf);
		bar_parts(b, y - 29, &i->all);
		sp_pdf_unmark(b->pdf);
		y -= 41.5f;
	}
	add_silence(&s, b->m, i);
	sp_pdf_begin(b->pdf, "P");
	sp_text(b->pdf, SP_LEFT, y, &st, s.data);
	sp_pdf_end(b->pdf);
	sp_buf_release(&s);
	return y - 26;
}

/* ---- by kind ------------------------------------------------------------ */

static float unit_strip(sp_book *b, float x, float y, const sp_tally *t, int n)
{
	static const int order[] = { SP_SUPPORT, SP_MIXED, SP_OPPOSE,
				     SP_SILENT };
	const float room = 190;
	float step = 12.1f * (float)n > room ? room / (float)n : 12.1f;
	float gap = step > 6 ? 0.9f : step > 2 ? 0.3f : 0;

	for (size_t i = 0; i < 4; i++)
		for (int k = 0; k < t->n[order[i]]; k++) {
			if (step > 7)
				sp_draw_cell(b->pdf, x, y - 2.5f, step - gap,
					     10.5f, order[i]);
			else if (order[i] != SP_SILENT)
				sp_pdf_rect(b->pdf, x, y - 2.5f, step - gap,
					    10.5f, sp_stance_fill(order[i]));
			x += step;
		}
	return x;
}

static void kind_row(sp_book *b, float y, int type, const sp_tally *t)
{
	sp_style words = sp_recolor(&sp_st_label, SP_INK_2);
	sp_buf s = SP_BUF_INIT;

	sp_add_tally(&s, t);
	sp_pdf_open(b->pdf, "TR");
	sp_pdf_open(b->pdf, "TH");
	sp_pdf_scope(b->pdf, "Row");
	sp_pdf_mark(b->pdf);
	sp_text(b->pdf, SP_LEFT, y, &sp_st_label, sp_type_label(type));
	sp_pdf_end(b->pdf);
	sp_pdf_begin(b->pdf, "TD");
	unit_strip(b, SP_LEFT + 118, y, t, b->m->by_type[type]);
	sp_text(b->pdf, SP_LEFT + 324, y, &words, s.data);
	sp_pdf_end(b->pdf);
	sp_pdf_close(b->pdf);
	sp_buf_release(&s);
}

static float draw_kinds(struct issue_pages *p, float y)
{
	sp_book *b = p->b;
	const sp_issue *i = issue_of(p);

	if (!sp_tally_voices(&i->all) || !sp_model_kinds(b->m))
		return y;
	y = sp_draw_heading(b->pdf, SP_LEFT, y, SP_TEXT_W,
			    "By kind of submitter");
	sp_pdf_open(b->pdf, "Table");
	for (int t = 0; t < SP_TYPES; t++)
		if (b->m->by_type[t]) {
			kind_row(b, y, t, &i->type[t]);
			y -= 14.4f;
		}
	sp_pdf_close(b->pdf);
	return y - 12;
}

/* ---- who stands where --------------------------------------------------- */

/* Share four columns out so that the tallest list is as short as it can be. */
static int share_columns(const sp_tally *t, int columns[3])
{
	int used = 0, tallest = 0;

	for (size_t i = 0; i < 3; i++) {
		columns[i] = t->n[stances[i]] > 0;
		used += columns[i];
	}
	while (used && used < 4) {
		size_t worst = 0;

		for (size_t i = 1; i < 3; i++)
			if (t->n[stances[i]] * (columns[worst] ? columns[worst]
							       : 1) >
			    t->n[stances[worst]] * (columns[i] ? columns[i]
							       : 1))
				worst = i;
		columns[worst]++;
		used++;
	}
	for (size_t i = 0; i < 3; i++)
		if (columns[i]) {
			int rows = (t->n[stances[i]] + columns[i] - 1) /
				   columns[i];
			tallest = rows > tallest ? rows : tallest;
		}
	return tallest;
}

static void draw_who(struct issue_pages *p, float x, float y, int submitter)
{
	sp_book *b = p->b;
	const sp_submitter *s = &b->m->submitters[submitter];
	sp_style st = sp_resize(&sp_st_label, 7.8f);
	sp_name dest;

	sp_dest_cell(dest, submitter, p->issue);
	sp_pdf_open(b->pdf, "LI");
	sp_pdf_open(b->pdf, "LBody");
	sp_pdf_open(b->pdf, "Link");
	sp_pdf_mark(b->pdf);
	sp_draw_cell(b->pdf, x, y - 1.9f, 9.8f, 8.8f, s->stance[p->issue]);
	float w = sp_draw_submitter(b->pdf, x + 14, y, &st, s, 104, 6.8f);
	sp_pdf_unmark(b->pdf);
	sp_pdf_link(b->pdf, x, y - 2.5f, 14 + w, 10, dest, s->name);
	sp_dest_row(dest, submitter);
	sp_pdf_otherwise(b->pdf, dest);
	sp_pdf_close(b->pdf);
	sp_pdf_close(b->pdf);
	sp_pdf_close(b->pdf);
}

/* The submitters of one stance in its columns of `rows`. */
static void who_list(struct issue_pages *p, float x, float y, int stance,
		     int columns, int rows)
{
	const sp_model *m = p->b->m;
	sp_style head = { .face = SP_BOLD, .size = 8.4f,
			  .color = sp_stance_ink(stance) };
	sp_style note = sp_recolor(&sp_st_note, SP_INK_2);
	int n = 0, all = issue_of(p)->all.n[stance];
	int most = columns * rows;

	sp_pdf_begin(p->b->pdf, "P");
	sp_text(p->b->pdf, x, y, &head, sp_stance_label(stance));
	sp_pdf_end(p->b->pdf);
	y -= 14;
	if (all > most)
		most--;		/* the last place says how many more */
	/* Even columns: the last one is not much shorter than the others. */
	int per = all > most ? rows : (all + columns - 1) / columns;
	sp_pdf_open(p->b->pdf, "L");
	for (int i = 0; i < m->nsubmitters && n < most; i++)
		if (m->submitters[i].stance[p->issue] == stance) {
			draw_who(p, x + 126.4f * (float)(n / per),
				 y - 12.1f * (float)(n % per), i);
			n++;
		}
	sp_pdf_close(p->b->pdf);
	if (all > n) {
		sp_buf t = SP_BUF_INIT;

		sp_buf_addf(&t, "and %d more", all - n);
		sp_pdf_begin(p->b->pdf, "P");
		sp_text(p->b->pdf, x + 14 + 126.4f * (float)(n / per),
			y - 12.1f * (float)(n % per), &note, t.data);
		sp_pdf_end(p->b->pdf);
		sp_buf_release(&t);
	}
}

static float draw_names(struct issue_pages *p, float y)
{
	const sp_tally *t = &issue_of(p)->all;
	int columns[3], rows = share_columns(t, columns);
	float x = SP_LEFT;

	if (!rows)
		return y;
	if (rows > NAME_ROWS_MAX)
		rows = NAME_ROWS_MAX;
	y = sp_draw_heading(p->b->pdf, SP_LEFT, y, SP_TEXT_W,
			    "Who stands where");
	for (size_t i = 0; i < 3; i++)
		if (columns[i]) {
			who_list(p, x, y, stances[i], columns[i], rows);
			x += 126.4f * (float)columns[i];
		}
	return y - 14 - 12.1f * (float)rows - 14;
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
	if (s->at < s->n)
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

		if (first) {
			sp_columns_level(c, 0);
			sp_columns_need(c, 70);
		}
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
	if (!draw_rest(p, c, &side[SP_SUPPORT], err) ||
	    !draw_rest(p, c, &side[SP_OPPOSE], err))
		return false;
	return draw_mixed(p, c, &side[SP_MIXED], err);
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
		say(c, "No submitter states a position on this issue.");
		return true;
	}
	c->y[0] = c->y[1] = sp_draw_heading(p->b->pdf, SP_LEFT, c->y[0],
					    SP_TEXT_W, "In their own words");
	sort_quotes(p, quotes, n, side);
	bool ok = draw_sides(p, c, side, err);
	if (ok)
		say_left_out(c, left);
	for (int i = 0; i < SP_STANCES; i++)
		free(side[i].q);
	return ok;
}

static void add_reported_note(sp_buf *t, size_t shown, int all)
{
	sp_buf_adds(t, "What submitters say that others hold. These views are "
		       "not counted in any figure of this report.");
	if ((int)shown < all) {
		sp_buf_addf(t, " %zu of %d are shown.", shown, all);
	}
}

/* Views of others stand apart: their holders did not submit them here. */
static bool draw_reported(struct issue_pages *p, sp_columns *c, sp_error *err)
{
	const sp_quote *quotes;
	size_t n, left;
	sp_buf t = SP_BUF_INIT;

	if (!issue_of(p)->reported)
		return true;
	if (!sp_evidence_choose(p->b->evidence, p->issue, false, &quotes, &n,
				&left, err))
		return false;
	sp_columns_level(c, 8);
	sp_columns_need(c, 90);
	c->y[0] = sp_draw_heading(p->b->pdf, SP_LEFT, c->y[0], SP_TEXT_W,
				  "Views that submitters report of others");
	c->y[1] = c->y[0];
	add_reported_note(&t, n, issue_of(p)->reported);
	say(c, t.data);
	sp_buf_release(&t);
	c->y[0] -= 8;
	c->y[1] -= 8;
	for (size_t i = 0; i < n; i++)
		if (!sp_columns_reported(c, &quotes[i], err))
			return false;
	return true;
}

/* ---- the whole ---------------------------------------------------------- */

static bool draw_all(struct issue_pages *p, sp_error *err)
{
	sp_book *b = p->b;
	sp_columns c = { .b = b, .bottom = SP_BOTTOM + 10, .turn = turn,
			 .arg = p };
	sp_name dest;

	sp_dest_issue(dest, p->issue);
	sp_book_page(b, p->section.data);
	sp_pdf_dest(b->pdf, dest, 0, SP_PAGE_H);
	float y = sp_book_head(b, p->eyebrow.data, p->title.data,
			       issue_of(p)->proposition);
	y = draw_bar(p, y - 10);
	y = draw_kinds(p, y);
	y = draw_names(p, y);
	c.y[0] = c.y[1] = y;
	if (issue_of(p)->all.n[SP_SILENT] < b->m->nsubmitters)
		sp_columns_need(&c, 110);
	return draw_own(p, &c, err) && draw_reported(p, &c, err);
}

bool sp_page_issue(sp_book *b, int issue, sp_error *err)
{
	struct issue_pages p = { .b = b, .issue = issue,
				 .eyebrow = SP_BUF_INIT, .title = SP_BUF_INIT,
				 .section = SP_BUF_INIT };

	make_titles(&p);
	sp_pdf_open(b->pdf, "Sect");
	bool ok = draw_all(&p, err);
	if (ok)
		draw_foot(&p);
	sp_pdf_close(b->pdf);
	sp_buf_release(&p.eyebrow);
	sp_buf_release(&p.title);
	sp_buf_release(&p.section);
	return ok;
}
