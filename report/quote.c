/* quote.c - sets quotes; see quote.h. */
#include "config.h"

#include "report/quote.h"

#include <string.h>

#include "report/wording.h"

enum { LINES_MAX = 12, LEAD_IN_MAX = 160 };

static const float LEADING = 13.2f, INDENT = 11, SPACE = 13;

/* A quote ready to be placed. */
struct box {
	sp_para *words;
	size_t lines;
	sp_buf name, source;
	sp_color rule;
	int stance;		/* of the submitter; -1: no sign */
	sp_name here, back;
	bool has_here;
};

static float height(const struct box *q)
{
	return 12.4f + LEADING * (float)q->lines + 9;
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
	c->y[0] = c->y[1] = c->turn(c->arg);
}

/* ---- drawing ------------------------------------------------------------ */

static void draw_name(sp_columns *c, const struct box *q, float x, float y)
{
	float room = SP_COLUMN_W - INDENT - 18;

	sp_pdf_begin(c->b->pdf, "P");
	sp_text_fit(c->b->pdf, x + INDENT, y, &sp_st_name, q->name.data, room,
		    7.2f);
	sp_pdf_end(c->b->pdf);
}

/* The sign leads back to the submitter's row of the matrix. */
static void draw_sign(sp_columns *c, const struct box *q, float x, float y)
{
	float right = x + SP_COLUMN_W - 11.5f;
	sp_buf t = SP_BUF_INIT;

	if (q->stance < 0)
		return;
	sp_buf_addf(&t, "Back to %s in the matrix", q->name.data);
	sp_pdf_open(c->b->pdf, "Link");
	sp_pdf_mark(c->b->pdf);
	sp_draw_cell(c->b->pdf, right, y - 2, 11.5f, 9.5f, q->stance);
	sp_draw_hidden(c->b->pdf, right + 1, y,
		       sp_stance_label(q->stance));
	sp_pdf_unmark(c->b->pdf);
	sp_pdf_link(c->b->pdf, right, y - 2, 11.5f, 9.5f, q->back, t.data);
	sp_pdf_otherwise(c->b->pdf, "matrix");
	sp_pdf_close(c->b->pdf);
	sp_buf_release(&t);
}

static void draw(sp_columns *c, int column, const struct box *q)
{
	sp_pdf *p = c->b->pdf;
	float x = column ? SP_COLUMN_2 : SP_LEFT - 0.1f, y = c->y[column];
	float bottom = y - height(q) + 12;

	if (q->has_here)
		sp_pdf_dest(p, q->here, 0, y + 40);
	sp_pdf_artifact(p);
	sp_pdf_rect(p, x, bottom, 2.6f, y + 7.5f - bottom, q->rule);
	sp_pdf_unmark(p);
	draw_name(c, q, x, y);
	draw_sign(c, q, x, y);
	sp_pdf_open(p, "BlockQuote");
	sp_pdf_begin(p, "P");
	float next = sp_para_draw(q->words, p, x + INDENT, y - 13.6f, LEADING);
	sp_pdf_end(p);
	sp_pdf_close(p);
	sp_pdf_begin(p, "P");
	sp_text_fit(p, x + INDENT, next + 1.4f, &sp_st_note, q->source.data,
		    SP_COLUMN_W - INDENT, 6.4f);
	sp_pdf_end(p);
	c->y[column] = bottom - SPACE - 7.5f;
}

static void place(sp_columns *c, int column, const struct box *q)
{
	float h = height(q) - 12;

	if (column < 0)
		column = c->y[1] > c->y[0] + 0.1f;
	if (c->y[column] - h < c->bottom) {
		c->y[0] = c->y[1] = c->turn(c->arg);
	}
	draw(c, column, q);
}

/* ---- words -------------------------------------------------------------- */

/* The end of a long lead-in says what the item belongs to. */
static const char *lead_in_tail(const char *s)
{
	size_t n = strlen(s);

	if (n <= LEAD_IN_MAX)
		return s;
	const char *p = s + n - LEAD_IN_MAX;
	while (*p && *p != ' ')
		p++;
	return *p ? p + 1 : s + n - 1;
}

static void set_words(struct box *q, sp_fonts *f, const sp_quote_text *t)
{
	sp_style grey = sp_recolor(&sp_st_quote, SP_INK_3);
	const char *tail = lead_in_tail(t->lead_in);

	q->words = sp_para_new(f);
	sp_para_add(q->words, &sp_st_quote, "\u201c");
	if (*t->lead_in) {
		if (tail != t->lead_in)
			sp_para_add(q->words, &grey, "\u2026 ");
		sp_para_add(q->words, &grey, tail);
		sp_para_add(q->words, &grey, t->adjacent ? " " : " \u2026 ");
	}
	sp_para_add(q->words, &sp_st_quote, t->sentence);
	sp_para_add(q->words, &sp_st_quote, "\u201d");
	q->lines = sp_para_break(q->words, SP_COLUMN_W - INDENT - 2, LINES_MAX,
				 false);
}

static void add_place(sp_buf *b, const sp_quote_text *t, int64_t position)
{
	const char *slash = strrchr(t->path, '/');

	/* The number first: a long file name may be cut. */
	sp_buf_addf(b, " \u00b7 no. %lld \u00b7 %s", (long long)position,
		    slash && slash[1] ? slash + 1 : t->path);
	if (t->line)
		sp_buf_addf(b, ", line %d", t->line);
}

static void release(struct box *q)
{
	sp_para_free(q->words);
	sp_buf_release(&q->name);
	sp_buf_release(&q->source);
}

bool sp_columns_quote(sp_columns *c, int column, int issue, const sp_quote *q,
		      sp_error *err)
{
	const sp_submitter *s = &c->b->m->submitters[q->submitter];
	struct box box = { .name = SP_BUF_INIT, .source = SP_BUF_INIT,
			   .stance = s->stance[issue], .has_here = true };
	sp_quote_text t;

	if (!sp_evidence_text(c->b->evidence, q->position, &t, err))
		return false;
	set_words(&box, sp_pdf_fonts(c->b->pdf), &t);
	box.rule = sp_stance_rule(box.stance);
	sp_dest_cell(box.here, q->submitter, issue);
	sp_dest_row(box.back, q->submitter);
	sp_buf_adds(&box.name, s->name);
	if (box.stance == SP_MIXED)
		sp_buf_addf(&box.source, "Mixed, here %s",
			    q->support ? "in support" : "opposed");
	else
		sp_buf_adds(&box.source, sp_stance_label(box.stance));
	add_place(&box.source, &t, q->position);
	place(c, column, &box);
	release(&box);
	return true;
}

bool sp_columns_reported(sp_columns *c, const sp_quote *q, sp_error *err)
{
	const sp_submitter *s = &c->b->m->submitters[q->submitter];
	struct box box = { .name = SP_BUF_INIT, .source = SP_BUF_INIT,
			   .stance = -1, .rule = SP_DOT };
	sp_quote_text t;

	if (!sp_evidence_text(c->b->evidence, q->position, &t, err))
		return false;
	set_words(&box, sp_pdf_fonts(c->b->pdf), &t);
	sp_buf_adds(&box.name, *t.holder ? t.holder : "Others, not named");
	sp_buf_addf(&box.name, "%s", q->support ? ": in support"
						: ": opposed");
	sp_buf_addf(&box.source, "Reported by %s", s->short_name);
	add_place(&box.source, &t, q->position);
	place(c, -1, &box);
	release(&box);
	return true;
}
