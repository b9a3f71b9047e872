/* issue_who.c - the upper half of an issue's page: how many take a position,
 * of which kinds of submitter, and who they are. */
#include "config.h"

#include "report/chart.h"
#include "report/page_issue.h"
#include "report/table.h"
#include "report/wording.h"

enum { NAME_ROWS_MAX = 30, TWO_LINES_MAX = 12 };

static const float NAME_W = 104, NAME_STEP = 126.4f, NAME_PITCH = 12.1f,
		   NAME_LEADING = 8.8f, NAME_MAX = 8, NAME_MIN = 7.2f;

/* ---- the stacked bar ---------------------------------------------------- */

static sp_style bar_style(int stance)
{
	return (sp_style){ .face = SP_BOLD, .size = 11,
			   .color = sp_stance_ink(stance) };
}

/* "12 support"; nothing if there are none. Returns its width. */
static float bar_label(sp_book *b, int stance, int n, sp_buf *t)
{
	static const char *const words[SP_STANCES] = {
		[SP_SUPPORT] = "support", [SP_MIXED] = "mixed",
		[SP_OPPOSE] = "oppose" };
	sp_style st = bar_style(stance);

	sp_buf_clear(t);
	if (!n)
		return 0;
	sp_add_count(t, n);
	sp_buf_addf(t, " %s", words[stance]);
	return sp_text_width(sp_pdf_fonts(b->pdf), &st, t->data);
}

static void draw_bar_label(sp_book *b, float x, float y, int stance,
			   const sp_buf *t)
{
	sp_style st = bar_style(stance);

	if (t->len)
		sp_draw_space(b->pdf,
			      x + sp_text(b->pdf, x, y, &st, t->data), y);
}

/* Support at the left end, oppose at the right one; mixed over its part, as far
 * as the others leave room: the line below the bar says how many, too. */
static void bar_labels(sp_book *b, float y, const sp_tally *t)
{
	const float gap = 10, per = SP_TEXT_W / (float)sp_tally_voices(t);
	sp_buf s = SP_BUF_INIT;

	sp_pdf_begin(b->pdf, "P");
	float left = SP_LEFT + bar_label(b, SP_SUPPORT, t->n[SP_SUPPORT], &s);
	draw_bar_label(b, SP_LEFT, y, SP_SUPPORT, &s);
	float right = SP_RIGHT - bar_label(b, SP_OPPOSE, t->n[SP_OPPOSE], &s);
	float w = bar_label(b, SP_MIXED, t->n[SP_MIXED], &s);
	float x = SP_LEFT + per * ((float)t->n[SP_SUPPORT] +
				   (float)t->n[SP_MIXED] / 2) - w / 2;
	if (t->n[SP_SUPPORT] && x < left + gap)
		x = left + gap;
	if (x < SP_LEFT)
		x = SP_LEFT;
	float end = t->n[SP_OPPOSE] ? right - gap : SP_RIGHT;
	if (x > end - w)
		x = end - w;
	if (!t->n[SP_SUPPORT] || x >= left + gap - 0.1f)
		draw_bar_label(b, x, y, SP_MIXED, &s);
	bar_label(b, SP_OPPOSE, t->n[SP_OPPOSE], &s);
	draw_bar_label(b, right, y, SP_OPPOSE, &s);
	sp_pdf_end(b->pdf);
	sp_buf_release(&s);
}

static void add_silence(sp_buf *s, const sp_model *m, const sp_issue *i)
{
	int voices = sp_tally_voices(&i->all), silent = i->all.n[SP_SILENT];

	if (!silent)
		sp_buf_adds(s, voices == 1 ? "The " : "All ");
	else {
		sp_add_count(s, voices);
		sp_buf_adds(s, " of the ");
	}
	sp_add_counted(s, m->nsubmitters, "submitter", "submitters");
	sp_buf_adds(s, voices == 1 ? " takes a position" :
				     " take a position");
	if (i->all.n[SP_MIXED] && voices) {
		sp_buf_adds(s, " (");
		sp_add_count(s, i->all.n[SP_MIXED]);
		sp_buf_adds(s, " mixed)");
	}
	if (!silent) {
		sp_buf_adds(s, ".");
		return;
	}
	sp_buf_adds(s, "; ");
	sp_add_count(s, silent);
	sp_buf_adds(s, silent == 1 ? " does not address the issue."
				   : " do not address the issue.");
}

/* The finding, where the title does not tell it, and how many are silent; then
 * what exactly support and oppose refer to, where the deck does not say it. */
static float say_finding(const struct issue_pages *p, float y)
{
	const sp_issue *i = sp_issue_of(p);
	const sp_style bold = { .face = SP_BOLD, .size = 8, .color = SP_INK },
		       st = { .face = SP_REGULAR, .size = 8,
			      .color = SP_INK_2 };
	sp_para *para = sp_para_new(sp_pdf_fonts(p->b->pdf));
	sp_buf s = SP_BUF_INIT, t = SP_BUF_INIT;

	if (p->titled && sp_tally_voices(&i->all)) {
		sp_add_finding(&t, &i->all);
		sp_add_capital(&s, t.data);
		sp_buf_adds(&s, ". ");
		sp_para_add(para, &bold, s.data);
	}
	sp_buf_clear(&s);
	add_silence(&s, p->b->m, i);
	sp_para_add(para, &st, s.data);
	sp_para_break(para, SP_TEXT_W, 2, false);
	sp_pdf_begin(p->b->pdf, "P");
	y = sp_para_draw(para, p->b->pdf, SP_LEFT, y, 11.6f) + 11.6f;
	sp_pdf_end(p->b->pdf);
	sp_para_free(para);
	if (*i->stake) {
		sp_buf_clear(&s);
		sp_buf_addf(&s, "Support and oppose refer to: \u201c%s\u201d",
			    i->proposition);
		y = sp_draw_para(p->b->pdf, "P", SP_LEFT, y - 12, SP_TEXT_W,
				 &st, 11, s.data, 3) + 11;
	}
	sp_buf_release(&s);
	sp_buf_release(&t);
	return y;
}

float sp_issue_bar(struct issue_pages *p, float y)
{
	sp_book *b = p->b;
	const sp_issue *i = sp_issue_of(p);

	if (sp_tally_voices(&i->all)) {
		bar_labels(b, y, &i->all);
		sp_pdf_artifact(b->pdf);
		sp_chart_stacked(b->pdf, SP_LEFT, y - 29, SP_TEXT_W, 22, &i->all,
				 9.5f);
		sp_pdf_unmark(b->pdf);
		y -= 41.5f;
	}
	y = say_finding(p, y);
	return y - sp_issue_white(p, 26, 21);
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
	sp_table_th(b->pdf, "Row", SP_LEFT, y, SP_AT_LEFT, &sp_st_label,
		    sp_type_label(type));
	sp_pdf_begin(b->pdf, "TD");
	unit_strip(b, SP_LEFT + 118, y, t, b->m->by_type[type]);
	sp_text_fit(b->pdf, SP_LEFT + 324, y, &words, s.data, SP_TEXT_W - 324,
		    7);
	sp_pdf_end(b->pdf);
	sp_pdf_close(b->pdf);
	sp_buf_release(&s);
}

float sp_issue_kinds(struct issue_pages *p, float y)
{
	sp_book *b = p->b;
	const sp_issue *i = sp_issue_of(p);

	if (!sp_tally_voices(&i->all) || !sp_model_kinds(b->m))
		return y;
	y = sp_draw_heading(b->pdf, SP_LEFT, y, SP_TEXT_W,
			    "By kind of submitter");
	sp_pdf_open(b->pdf, "Table");
	for (int t = 0; t < SP_TYPES; t++)
		if (b->m->by_type[t]) {
			kind_row(b, y, t, &i->type[t]);
			y -= sp_issue_white(p, 14.4f, 12.4f);
		}
	sp_pdf_close(b->pdf);
	return y - sp_issue_white(p, 12, 9);
}

/* ---- who stands where --------------------------------------------------- */

/* Share four columns out so that the tallest list is as short as it can be. */
static int share_columns(const sp_tally *t, int columns[3])
{
	int used = 0, tallest = 0;

	for (size_t i = 0; i < 3; i++) {
		columns[i] = t->n[sp_chart_order[i]] > 0;
		used += columns[i];
	}
	while (used && used < 4) {
		size_t worst = 0;

		for (size_t i = 1; i < 3; i++)
			if (t->n[sp_chart_order[i]] * (columns[worst] ? columns[worst]
							       : 1) >
			    t->n[sp_chart_order[worst]] * (columns[i] ? columns[i]
							       : 1))
				worst = i;
		columns[worst]++;
		used++;
	}
	for (size_t i = 0; i < 3; i++)
		if (columns[i]) {
			int rows = (t->n[sp_chart_order[i]] + columns[i] - 1) /
				   columns[i];
			tallest = rows > tallest ? rows : tallest;
		}
	return tallest;
}

/* One size for all names of the block; where the smallest is too large for some,
 * these take two lines, unless there are too many to give them room. */
struct names {
	float size;
	bool two_lines;
	int rows;
	float low;		/* the lowest baseline after a name */
};

static void fit_names(const struct issue_pages *p, struct names *n)
{
	const sp_model *m = p->b->m;
	sp_style st = sp_resize(&sp_st_label, NAME_MAX);
	float most = 0;

	for (int i = 0; i < m->nsubmitters; i++) {
		if (m->submitters[i].stance[p->issue] == SP_SILENT)
			continue;
		float w = sp_text_width(sp_pdf_fonts(p->b->pdf), &st,
					m->submitters[i].name);
		most = w > most ? w : most;
	}
	n->size = most > NAME_W ? NAME_MAX * NAME_W / most : NAME_MAX;
	n->two_lines = n->size < NAME_MIN && n->rows <= TWO_LINES_MAX;
	if (n->size < NAME_MIN)
		n->size = NAME_MIN;
}

/* The name; returns the baseline of its last line. */
static float draw_name(sp_book *b, float x, float y, const struct names *n,
		       const sp_submitter *s)
{
	sp_style st = sp_resize(&sp_st_label, n->size);

	if (!n->two_lines) {
		sp_draw_submitter(b->pdf, x, y, &st, s, NAME_W, NAME_MIN);
		return y;
	}
	sp_para *para = sp_para_new(sp_pdf_fonts(b->pdf));
	sp_para_add(para, &st, s->name);
	if (sp_para_break(para, NAME_W, 2, false) > 1)
		y = sp_para_draw(para, b->pdf, x, y, NAME_LEADING) +
		    NAME_LEADING;
	else
		sp_text(b->pdf, x, y, &st, s->name);
	sp_para_free(para);
	return y;
}

/* Returns the baseline of the next name below. */
static float draw_who(struct issue_pages *p, float x, float y,
		      const struct names *n, int submitter)
{
	sp_book *b = p->b;
	const sp_submitter *s = &b->m->submitters[submitter];
	sp_name dest;

	sp_dest_cell(dest, submitter, p->issue);
	sp_pdf_open(b->pdf, "LI");
	sp_pdf_open(b->pdf, "LBody");
	sp_pdf_open(b->pdf, "Link");
	sp_pdf_mark(b->pdf);
	sp_draw_cell(b->pdf, x, y - 1.9f, 9.8f, 8.8f, s->stance[p->issue]);
	float last = draw_name(b, x + 14, y, n, s);
	sp_pdf_unmark(b->pdf);
	sp_pdf_link(b->pdf, x, last - 2.5f, 14 + NAME_W, y - last + 10, dest,
		    s->name);
	sp_dest_row(dest, submitter);
	sp_pdf_otherwise(b->pdf, dest);
	sp_pdf_close(b->pdf);
	sp_pdf_close(b->pdf);
	sp_pdf_close(b->pdf);
	return last - NAME_PITCH;
}

static void say_more(sp_book *b, float x, float y, int more)
{
	sp_style note = sp_recolor(&sp_st_note, SP_INK_2);
	sp_buf t = SP_BUF_INIT;

	sp_buf_adds(&t, "and ");
	sp_add_count(&t, more);
	sp_buf_adds(&t, " more");
	sp_pdf_begin(b->pdf, "P");
	sp_text(b->pdf, x + 14, y, &note, t.data);
	sp_pdf_end(b->pdf);
	sp_buf_release(&t);
}

/* The names, down one column after the other, `per` in each. */
static void list_names(struct issue_pages *p, float x, float y, int stance,
		       int most, int per, struct names *names)
{
	const sp_model *m = p->b->m;
	int all = sp_issue_of(p)->all.n[stance], n = 0;
	float at = y;

	sp_pdf_open(p->b->pdf, "L");
	for (int i = 0; i < m->nsubmitters && n < most; i++) {
		if (m->submitters[i].stance[p->issue] != stance)
			continue;
		if (n % per == 0)
			at = y;
		at = draw_who(p, x + NAME_STEP * (float)(n / per), at, names,
			      i);
		names->low = at < names->low ? at : names->low;
		n++;
	}
	sp_pdf_close(p->b->pdf);
	if (all > n)
		say_more(p->b, x + NAME_STEP * (float)(n / per),
			 n % per ? at : y, all - n);
}

/* The submitters of one stance in its columns. */
static void who_list(struct issue_pages *p, float x, float y, int stance,
		     int columns, struct names *names)
{
	sp_style head = { .face = SP_BOLD, .size = 8.4f,
			  .color = sp_stance_ink(stance) };
	int all = sp_issue_of(p)->all.n[stance], most = columns * names->rows;

	sp_pdf_begin(p->b->pdf, "P");
	sp_text(p->b->pdf, x, y, &head, sp_stance_label(stance));
	sp_pdf_end(p->b->pdf);
	if (all > most)
		most--;		/* the last place says how many more */
	/* Even columns: the last one is not much shorter than the others. */
	int per = all > most ? names->rows : (all + columns - 1) / columns;
	list_names(p, x, y - 14, stance, most, per, names);
}

float sp_issue_names(struct issue_pages *p, float y)
{
	const sp_tally *t = &sp_issue_of(p)->all;
	int columns[3];
	struct names names = { .rows = share_columns(t, columns) };
	float x = SP_LEFT;

	if (!names.rows)
		return y;
	if (names.rows > NAME_ROWS_MAX)
		names.rows = NAME_ROWS_MAX;
	fit_names(p, &names);
	y = sp_draw_heading(p->b->pdf, SP_LEFT, y, SP_TEXT_W,
			    "Who stands where");
	names.low = y - 14;
	for (size_t i = 0; i < 3; i++)
		if (columns[i]) {
			who_list(p, x, y, sp_chart_order[i], columns[i],
				 &names);
			x += NAME_STEP * (float)columns[i];
		}
	return names.low - sp_issue_white(p, 14, 8);
}
