/* quote.c - sets quotes; see quote.h. */
#include "config.h"

#include "report/quote.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/utf8.h"
#include "report/wording.h"

enum { LINES_MAX = 12, NARROW_LINES_MAX = 14, LEAD_IN_MAX = 160 };

static const float INDENT = 11, SPACE = 13;
static const float NAME_MIN = 7.2f, NAME_LEADING = 9, SOURCE_MIN = 7;

/* A quote ready to be placed. */
struct sp_quote_box {
	sp_para *words;
	size_t lines;
	float width, leading;
	sp_buf name, source;
	sp_para *two_lines;	/* the name, where one line is too short for it */
	sp_color rule;
	int stance;		/* of the submitter; -1: no sign */
	sp_name here, back;
	const char *back_to;	/* whose row of the matrix */
	bool has_here;
};

/* What a name of two lines moves the words down by. */
static float more_name(const sp_quote_box *q)
{
	return q->two_lines ? NAME_LEADING : 0;
}

float sp_quote_box_height(const sp_quote_box *q)
{
	return 9.4f + more_name(q) + q->leading * (float)q->lines + SPACE +
	       7.5f;
}

float sp_quote_box_space(void)
{
	return SPACE + 7.5f;
}

bool sp_columns_fresh(const sp_columns *c)
{
	return c->y[0] == c->top || c->y[1] == c->top;
}

static void turn(sp_columns *c)
{
	c->y[0] = c->y[1] = c->top = c->turn(c->arg);
}

void sp_columns_level(sp_columns *c, float space)
{
	float y = c->y[0] < c->y[1] ? c->y[0] : c->y[1];

	c->y[0] = c->y[1] = y - space;
}

void sp_columns_need(sp_columns *c, float h)
{
	if (c->y[0] - h >= c->bottom || c->y[1] - h >= c->bottom)
		return;
	turn(c);
}

/* ---- drawing ------------------------------------------------------------ */

static float name_width(const sp_quote_box *q)
{
	return q->width - INDENT - 18;
}

static void draw_name(sp_book *b, const sp_quote_box *q, float x, float y)
{
	sp_pdf_begin(b->pdf, "P");
	if (q->two_lines)
		sp_para_draw(q->two_lines, b->pdf, x + INDENT, y,
			     NAME_LEADING);
	else
		sp_text_fit(b->pdf, x + INDENT, y, &sp_st_name, q->name.data,
			    name_width(q), NAME_MIN);
	sp_pdf_end(b->pdf);
}

/* To be called when the name is known. */
static void set_name(sp_quote_box *q, sp_fonts *f)
{
	sp_style st = sp_resize(&sp_st_name, NAME_MIN);

	if (sp_text_width(f, &st, q->name.data) <= name_width(q))
		return;
	q->two_lines = sp_para_new(f);
	sp_para_add(q->two_lines, &st, q->name.data);
	sp_para_break(q->two_lines, name_width(q), 2, false);
}

/* The sign leads back to the submitter's row of the matrix. */
static void draw_sign(sp_book *b, const sp_quote_box *q, float x, float y)
{
	float right = x + q->width - 11.5f;
	sp_buf t = SP_BUF_INIT;

	if (q->stance < 0)
		return;
	sp_buf_addf(&t, "Back to %s in the matrix", q->back_to);
	sp_pdf_open(b->pdf, "Link");
	sp_pdf_mark(b->pdf);
	sp_draw_cell(b->pdf, right, y - 2, 11.5f, 9.5f, q->stance);
	sp_draw_hidden(b->pdf, right + 1, y, sp_stance_label(q->stance));
	sp_pdf_unmark(b->pdf);
	sp_pdf_link(b->pdf, right, y - 2, 11.5f, 9.5f, q->back, t.data);
	sp_pdf_otherwise(b->pdf, "matrix");
	sp_pdf_close(b->pdf);
	sp_buf_release(&t);
}

void sp_quote_box_draw(sp_book *b, const sp_quote_box *q, float x, float y)
{
	sp_pdf *p = b->pdf;
	float bottom = y + sp_quote_box_space() - sp_quote_box_height(q);

	if (q->has_here)
		sp_pdf_dest(p, q->here, 0, y + 40);
	sp_pdf_artifact(p);
	sp_pdf_rect(p, x, bottom, 2.6f, y + 7.5f - bottom, q->rule);
	sp_pdf_unmark(p);
	draw_name(b, q, x, y);
	draw_sign(b, q, x, y);
	sp_pdf_open(p, "BlockQuote");
	sp_pdf_begin(p, "P");
	float next = sp_para_draw(q->words, p, x + INDENT,
				  y - 13.6f - more_name(q), q->leading);
	sp_pdf_end(p);
	sp_pdf_close(p);
	sp_pdf_begin(p, "P");
	sp_text_fit(p, x + INDENT, next + 1.4f, &sp_st_note, q->source.data,
		    q->width - INDENT, SOURCE_MIN);
	sp_pdf_end(p);
}

static void place(sp_columns *c, int column, const sp_quote_box *q)
{
	float h = sp_quote_box_height(q);

	if (c->wide)
		column = 0;
	else if (column < 0)
		column = c->y[1] > c->y[0] + 0.1f;
	if (c->y[column] - h + sp_quote_box_space() < c->bottom)
		turn(c);
	sp_quote_box_draw(c->b, q, column ? SP_COLUMN_2 : SP_LEFT - 0.1f,
			  c->y[column]);
	c->y[column] -= h - c->squeeze;
	if (c->wide)
		c->y[1] = c->y[0];
}

/* ---- words -------------------------------------------------------------- */

/* The end of a long lead-in says what the item belongs to. */
static const char *lead_in_tail(const char *s)
{
	size_t n = strlen(s);

	if (n <= LEAD_IN_MAX)
		return s;
	const char *p = s + sp_utf8_cut(s, n, n - LEAD_IN_MAX);
	const char *blank = strchr(p, ' ');
	return blank && blank[1] ? blank + 1 : p;
}

static void set_words(sp_quote_box *q, sp_fonts *f, const sp_quote_text *t)
{
	bool narrow = q->width < SP_COLUMN_W;
	sp_style style = sp_resize(&sp_st_quote, narrow ? 8.6f : 9.6f);
	sp_style grey = sp_recolor(&style, SP_INK_3);
	const char *tail = lead_in_tail(t->lead_in);
	size_t most = narrow ? NARROW_LINES_MAX : LINES_MAX;

	q->words = sp_para_new(f);
	sp_para_add(q->words, &style, "\u201c");
	if (*t->lead_in) {
		if (tail != t->lead_in)
			sp_para_add(q->words, &grey, "\u2026 ");
		sp_para_add(q->words, &grey, tail);
		sp_para_add(q->words, &grey, t->adjacent ? " " : " \u2026 ");
	}
	sp_para_add(q->words, &style, t->sentence);
	sp_para_add(q->words, &style, "\u201d");
	q->lines = sp_para_break(q->words, q->width - INDENT - 2, most, false);
}

/* "no. 12, letter.xml, line 3" behind what the source begins with. A long file
 * name is cut, the line is not. */
static void add_place(sp_quote_box *q, sp_fonts *f, const sp_quote_text *t,
		      int64_t position)
{
	const char *file = sp_path_last(t->path);
	sp_style st = sp_resize(&sp_st_note, SOURCE_MIN);
	size_t all = strlen(file), n = all, begin;

	sp_buf_addf(&q->source, " \u00b7 no. %lld \u00b7 ", (long long)position);
	begin = q->source.len;
	for (;;) {
		sp_buf_add(&q->source, file, n);
		sp_buf_adds(&q->source, n < all ? "\u2026" : "");
		if (t->line)
			sp_buf_addf(&q->source, ", line %d", t->line);
		if (n < 4 || sp_text_width(f, &st, q->source.data) <=
			     q->width - INDENT)
			return;
		sp_buf_truncate(&q->source, begin);
		n = sp_utf8_cut(file, all, n - 1);
	}
}

void sp_quote_box_free(sp_quote_box *q)
{
	if (!q)
		return;
	sp_para_free(q->words);
	sp_para_free(q->two_lines);
	sp_buf_release(&q->name);
	sp_buf_release(&q->source);
	free(q);
}

static sp_quote_box *new_box(float width, int stance)
{
	sp_quote_box *box = sp_calloc(1, sizeof *box);

	box->width = width;
	box->leading = width < SP_COLUMN_W ? 11.2f : 13.2f;
	box->stance = stance;
	sp_buf_init(&box->name);
	sp_buf_init(&box->source);
	return box;
}

sp_quote_box *sp_quote_box_new(sp_book *b, int issue, const sp_quote *q,
			       float width, sp_error *err)
{
	const sp_submitter *s = &b->m->submitters[q->submitter];
	sp_quote_text t;

	if (!sp_evidence_text(b->evidence, q->position, &t, err))
		return NULL;
	sp_quote_box *box = new_box(width, s->stance[issue]);
	box->has_here = true;
	set_words(box, sp_pdf_fonts(b->pdf), &t);
	if (sp_para_cut(box->words))
		sp_book_cut(b, q->position, q->submitter, issue);
	box->rule = sp_stance_rule(box->stance);
	sp_dest_cell(box->here, q->submitter, issue);
	sp_dest_row(box->back, q->submitter);
	box->back_to = s->short_name;
	sp_buf_adds(&box->name, width < SP_COLUMN_W ? s->short_name : s->name);
	if (box->stance == SP_MIXED)
		sp_buf_addf(&box->source, "Mixed, here %s",
			    q->support ? "in support" : "opposed");
	else
		sp_buf_adds(&box->source, sp_stance_label(box->stance));
	set_name(box, sp_pdf_fonts(b->pdf));
	add_place(box, sp_pdf_fonts(b->pdf), &t, q->position);
	return box;
}

sp_quote_box *sp_quote_box_on_issue(sp_book *b, int issue, const sp_quote *q,
				    float width, sp_error *err)
{
	sp_quote_box *box = sp_quote_box_new(b, issue, q, width, err);

	if (box) {
		sp_para_free(box->two_lines);
		box->two_lines = NULL;
		sp_buf_clear(&box->name);
		sp_buf_addf(&box->name, "%d  %s", issue + 1,
			    b->m->issues[issue].short_name);
	}
	return box;
}

bool sp_columns_quote(sp_columns *c, int column, int issue, const sp_quote *q,
		      sp_error *err)
{
	sp_quote_box *box = sp_quote_box_new(c->b, issue, q,
					     c->wide ? SP_TEXT_W : SP_COLUMN_W,
					     err);

	if (!box)
		return false;
	place(c, column, box);
	sp_book_mention(c->b, q->submitter, issue);
	sp_quote_box_free(box);
	return true;
}

sp_quote_box *sp_quote_box_reported(sp_book *b, int issue, const sp_quote *q,
				    sp_error *err)
{
	const sp_submitter *s = &b->m->submitters[q->submitter];
	sp_quote_text t;

	if (!sp_evidence_text(b->evidence, q->position, &t, err))
		return NULL;
	sp_quote_box *box = new_box(SP_COLUMN_W, -1);
	box->rule = SP_DOT;
	set_words(box, sp_pdf_fonts(b->pdf), &t);
	if (sp_para_cut(box->words))
		sp_book_cut(b, q->position, q->submitter, issue);
	sp_buf_adds(&box->name, *t.holder ? t.holder : "Others, not named");
	sp_buf_addf(&box->name, "%s", q->support ? ": in support"
						 : ": opposed");
	sp_buf_addf(&box->source, "Reported by %s", s->short_name);
	set_name(box, sp_pdf_fonts(b->pdf));
	add_place(box, sp_pdf_fonts(b->pdf), &t, q->position);
	return box;
}

bool sp_columns_reported(sp_columns *c, int issue, const sp_quote *q,
			 sp_error *err)
{
	sp_quote_box *box = sp_quote_box_reported(c->b, issue, q, err);

	if (!box)
		return false;
	place(c, -1, box);
	sp_quote_box_free(box);
	return true;
}
