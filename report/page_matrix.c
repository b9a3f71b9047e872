/* page_matrix.c - who stands where on what: the stance matrix.
 *
 * Cells never shrink below what can be read and pressed: a matrix that is too
 * wide is split between themes, one that is too long between kinds of submitter,
 * and each part repeats its labels. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/chart.h"
#include "report/page_matrix.h"
#include "report/table.h"
#include "report/wording.h"

/* ---- above the rows ----------------------------------------------------- */

static void draw_key(sp_book *b, float top)
{
	static const int order[] = { SP_SUPPORT, SP_MIXED, SP_OPPOSE,
				     SP_SILENT };
	sp_style st = sp_recolor(&sp_st_small, SP_INK_2);
	float y = top;

	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		sp_pdf_begin(b->pdf, "P");
		sp_draw_cell(b->pdf, SP_LEFT, y - 2.5f, 11, 10, order[i]);
		sp_text(b->pdf, SP_LEFT + 16, y, &st,
			sp_stance_label(order[i]));
		sp_pdf_end(b->pdf);
		y -= 14;
	}
}

static void column_head(sp_book *b, const struct matrix_part *p, int at)
{
	int issue = p->columns[at];
	const sp_issue *i = &b->m->issues[issue];
	sp_style bold = { .face = SP_BOLD, .size = 7.2f, .color = SP_INK };
	sp_style plain = sp_resize(&sp_st_small, 7.2f);
	float x = sp_matrix_x(b->m, p, at) + p->cell / 2;
	sp_name dest;
	sp_buf t = SP_BUF_INIT;

	sp_dest_issue(dest, issue);
	sp_pdf_open(b->pdf, "TH");
	sp_pdf_scope(b->pdf, "Column");
	sp_pdf_open(b->pdf, "Link");
	sp_pdf_mark(b->pdf);
	sp_buf_addf(&t, "%d ", issue + 1);
	sp_pdf_push(b->pdf, x + 2, p->top + 3, 60);
	float w = sp_text(b->pdf, 0, 0, &bold, t.data);
	sp_draw_space(b->pdf, w, 0);
	w += 3.2f;
	sp_text_fit(b->pdf, w, 0, &plain, i->short_name,
		    SP_MATRIX_HEAD - w, 7);
	sp_pdf_pop(b->pdf);
	sp_pdf_unmark(b->pdf);
	sp_buf_clear(&t);
	sp_buf_addf(&t, "To issue %d, %s", issue + 1, i->short_name);
	sp_pdf_link(b->pdf, x - p->cell / 2, p->top, p->cell + 4, 22, dest,
		    t.data);
	sp_pdf_close(b->pdf);
	sp_pdf_close(b->pdf);
	sp_buf_release(&t);
}

static void draw_heads(sp_book *b, const struct matrix_part *p)
{
	sp_pdf_open(b->pdf, "TR");
	sp_table_th(b->pdf, "Column", SP_LEFT, p->top + 4, SP_AT_LEFT,
		    &sp_st_hidden, "Submitter");
	for (int i = p->first; i < p->end; i++)
		column_head(b, p, i);
	sp_table_th(b->pdf, "Column", SP_RIGHT - 20, p->top + 4, SP_AT_LEFT,
		    &sp_st_hidden, "Issues opposed and supported");
	sp_pdf_close(b->pdf);
}

/* ---- a row -------------------------------------------------------------- */

static void row_label(sp_book *b, const struct matrix_part *p, float y,
		      int submitter)
{
	const sp_submitter *s = &b->m->submitters[submitter];
	sp_name dest, here;
	sp_buf t = SP_BUF_INIT;

	sp_dest_submitter(dest, submitter);
	sp_dest_row(here, submitter);
	sp_pdf_dest(b->pdf, here, 0, y + 60);
	sp_pdf_open(b->pdf, "TH");
	sp_pdf_scope(b->pdf, "Row");
	sp_pdf_open(b->pdf, "Link");
	sp_pdf_mark(b->pdf);
	sp_draw_submitter(b->pdf, SP_LEFT, y + p->pitch / 2 - 2.6f,
			  &sp_st_small, s, SP_MATRIX_LABEL - 8, 7);
	sp_pdf_unmark(b->pdf);
	sp_buf_addf(&t, "To the page of %s", s->name);
	sp_pdf_link(b->pdf, SP_LEFT, y, SP_MATRIX_LABEL - 8, p->pitch, dest, t.data);
	sp_pdf_close(b->pdf);
	sp_pdf_close(b->pdf);
	sp_buf_release(&t);
}

/* A cell that says something leads to the words; its meaning stands in it as
 * hidden text. */
static void draw_cell(sp_book *b, const struct matrix_part *p, float y,
		      int submitter, int at)
{
	static const char *const word[SP_STANCES] = {
		[SP_SILENT] = "not addressed", [SP_SUPPORT] = "support",
		[SP_MIXED] = "mixed", [SP_OPPOSE] = "oppose" };
	const sp_submitter *s = &b->m->submitters[submitter];
	int issue = p->columns[at], stance = s->stance[issue];
	float x = sp_matrix_x(b->m, p, at);
	float w = p->cell - SP_MATRIX_GAP, h = p->pitch - SP_MATRIX_GAP;
	sp_name dest;
	sp_buf t = SP_BUF_INIT;

	sp_pdf_open(b->pdf, "TD");
	if (stance != SP_SILENT)
		sp_pdf_open(b->pdf, "Link");
	sp_pdf_mark(b->pdf);
	sp_draw_cell(b->pdf, x, y + SP_MATRIX_GAP / 2, w, h, stance);
	sp_draw_hidden(b->pdf, x + 1, y + 3, word[stance]);
	sp_pdf_unmark(b->pdf);
	if (stance != SP_SILENT) {
		sp_dest_cell(dest, submitter, issue);
		sp_buf_addf(&t, "%s on issue %d: %s", s->short_name, issue + 1,
			    word[stance]);
		sp_pdf_link(b->pdf, x, y, p->cell, p->pitch, dest, t.data);
		sp_dest_issue(dest, issue);
		sp_pdf_otherwise(b->pdf, dest);
		sp_pdf_close(b->pdf);
	}
	sp_pdf_close(b->pdf);
	sp_buf_release(&t);
}

static void balance(sp_book *b, const struct matrix_part *p, float y, int submitter)
{
	const sp_tally *t = &b->m->submitters[submitter].issues;
	float x = SP_RIGHT - SP_MATRIX_BALANCE, 
	      unit = SP_MATRIX_BALANCE /
		     (float)sp_chart_most(&b->m->submitters[0].issues,
					  (size_t)b->m->nsubmitters,
					  sizeof *b->m->submitters);
	float h = p->pitch < 13 ? p->pitch - 4.2f : 8.5f;
	float low = y + (p->pitch - h) / 2;
	sp_buf text = SP_BUF_INIT;

	sp_buf_addf(&text, "opposes %d, supports %d", t->n[SP_OPPOSE],
		    t->n[SP_SUPPORT]);
	sp_pdf_begin(b->pdf, "TD");
	sp_chart_balance(b->pdf, x, low, h, t, unit);
	sp_pdf_line(b->pdf, x, y, x, y + p->pitch, 0.5f, SP_INK_3);
	sp_draw_hidden(b->pdf, x, low + 1, text.data);
	sp_pdf_end(b->pdf);
	sp_buf_release(&text);
}

static void draw_row(sp_book *b, const struct matrix_part *p, float y, int submitter)
{
	sp_pdf_open(b->pdf, "TR");
	row_label(b, p, y, submitter);
	for (int i = p->first; i < p->end; i++)
		draw_cell(b, p, y, submitter, i);
	balance(b, p, y, submitter);
	sp_pdf_close(b->pdf);
}

static void draw_group(sp_book *b, const struct matrix_part *p, float y, int type,
		       bool first)
{
	sp_style st = { .face = SP_BOLD, .size = 7.4f, .color = SP_BLUE };
	sp_style red = { .face = SP_BOLD, .size = 7, .color = SP_ORANGE };
	sp_style blue = { .face = SP_BOLD, .size = 7, .color = SP_BLUE };

	sp_table_group(b->pdf, SP_LEFT, y + 4.4f, p->end - p->first + 2, &st,
		       sp_type_label(type));
	sp_pdf_artifact(b->pdf);
	sp_pdf_line(b->pdf, SP_LEFT, y + 0.7f, SP_RIGHT, y + 0.7f, 0.5f,
		    SP_RULE);
	if (first) {
		float x = SP_RIGHT - SP_MATRIX_BALANCE;

		sp_text_right(b->pdf, x - 2, y + 4.4f, &red, "Oppose");
		sp_text(b->pdf, x + 0.5f, y + 4.4f, &blue, "Support");
	}
	sp_pdf_unmark(b->pdf);
}

static float draw_rows(sp_book *b, const struct matrix_part *p)
{
	const sp_submitter *all = b->m->submitters;
	float y = p->top;

	for (int i = 0; i < p->nrows; i++) {
		int type = all[p->rows[i]].type;

		if (!i || all[p->rows[i - 1]].type != type) {
			y -= p->group;
			draw_group(b, p, y, type, i == 0);
		}
		y -= p->pitch;
		draw_row(b, p, y, p->rows[i]);
	}
	return y;
}

/* ---- a page ------------------------------------------------------------- */

/* What the source's lines take above the foot, with white over them. */
static float note_height(const sp_book *b)
{
	float w = sp_text_width(sp_pdf_fonts(b->pdf), &sp_st_note, b->source);

	return w <= SP_TEXT_W ? 18 : 28;
}

static void draw_page(sp_book *b, struct matrix_part *p)
{
	float y;

	sp_matrix_fit_rows(b->m, p, note_height(b));
	draw_key(b, p->top + p->head - 12);
	sp_pdf_open(b->pdf, "Table");
	draw_heads(b, p);
	y = draw_rows(b, p);
	sp_pdf_close(b->pdf);
	sp_matrix_counts(b, p, y);
	sp_matrix_themes(b, p, y - 53.5f);
	sp_matrix_dot_note(b, y - 54.4f);
	if (p->note > 0)
		sp_draw_note(b->pdf, b->source);
	p->note = 0;
}

static void add_plain_title(sp_buf *t, const sp_model *m)
{
	sp_buf_adds(t, "Where ");
	sp_add_counted(t, m->nsubmitters, "submitter stands",
		       "submitters stand");
	sp_buf_adds(t, " on ");
	sp_add_counted(t, m->nissues, "issue", "issues");
}

/* The clearest theme and the most contested one, by net support of voices. */
static void add_finding(sp_buf *t, const sp_model *m)
{
	int best = -1, split = -1;
	double high = 0, low = 0;

	for (int i = 0; i < m->nthemes; i++) {
		int voices = sp_tally_voices(&m->themes[i].all);
		double net = voices ? (double)sp_tally_net(&m->themes[i].all) /
					      voices : 0;

		if (!voices)
			continue;
		if (best < 0 || net > high) {
			best = i;
			high = net;
		}
		if (split < 0 || net < low) {
			split = i;
			low = net;
		}
	}
	if (best < 0 || best == split || high <= 0) {
		add_plain_title(t, m);
		return;
	}
	sp_buf_adds(t, high > 0.5 ? "Broad support on " : "Most support on ");
	sp_add_lower(t, m->themes[best].title);
	sp_buf_adds(t, low < -0.5 ? ", broad opposition on "
				  : ", most dispute over ");
	sp_add_lower(t, m->themes[split].title);
}

static void add_title(sp_buf *t, const sp_book *b, const struct matrix_part *p)
{
	if (p->plain)
		add_plain_title(t, b->m);
	else
		add_finding(t, b->m);
}

static void add_deck(sp_buf *t, const sp_book *b)
{
	sp_buf_adds(t, "Stance of ");
	sp_add_counted(t, b->m->nmatrix, "submitter", "submitters");
	if (b->m->nmatrix < b->m->nsubmitters) {
		sp_buf_adds(t, " (of ");
		sp_add_count(t, b->m->nsubmitters);
		sp_buf_adds(t, ", those who address most issues)");
	}
	sp_buf_adds(t, " on ");
	sp_add_counted(t, b->m->nissues, "issue", "issues");
	sp_buf_adds(t, b->o->contested
			       ? ", the most contested first. Select a cell "
				 "to read the words behind it."
			       : ". Select a cell to read the words behind "
				 "it.");
}

static void new_page(sp_book *b, struct matrix_part *p)
{
	sp_buf title = SP_BUF_INIT, deck = SP_BUF_INIT;
	float y;

	sp_book_page(b, "Stance matrix");
	add_title(&title, b, p);
	if (p->number == 1) {
		sp_pdf_dest(b->pdf, "matrix", 0, SP_PAGE_H);
		add_deck(&deck, b);
		y = sp_book_head(b, "STANCE MATRIX", title.data, deck.data);
	} else {
		sp_buf_addf(&deck, "STANCE MATRIX %d OF %d", p->number,
			    p->parts);
		y = sp_book_continued(b, deck.data, title.data);
	}
	p->top = y + 18 - p->head;
	sp_buf_release(&title);
	sp_buf_release(&deck);
}

/* Parts that the columns are split into. */
static int count_parts(const sp_model *m, struct matrix_part p)
{
	int parts = 0;

	for (p.first = 0; p.first < m->nissues;
	     p.first = sp_matrix_part_end(m, &p))
		parts++;
	return parts;
}

/* Where the rows of the first page begin: its head is the taller one. */
static float first_top(const sp_book *b, const struct matrix_part *p)
{
	sp_buf title = SP_BUF_INIT, deck = SP_BUF_INIT;

	add_title(&title, b, p);
	add_deck(&deck, b);
	float top = sp_book_head_end(b, title.data, deck.data) + 18 - p->head;
	sp_buf_release(&title);
	sp_buf_release(&deck);
	return top;
}

/* Where each page's rows end, into ends[0..); returns how many pages. */
static int plan_rows(const sp_book *b, struct matrix_part p, const int *rows,
		     int *ends)
{
	int n = 0;

	p.top = first_top(b, &p);
	for (int at = 0; at < b->m->nmatrix; at = ends[n - 1]) {
		ends[n++] = sp_matrix_page_end(b->m, &p, rows, at);
		p.top = SP_CONTINUED_Y + 6 - p.head;
	}
	return n;
}

/* The rows [at, end) over all their columns, a page a part. */
static void draw_parts(sp_book *b, struct matrix_part *p, const int *rows,
		       int at, int end)
{
	for (p->first = 0; p->first < b->m->nissues; p->first = p->end) {
		p->end = sp_matrix_part_end(b->m, p);
		p->rows = rows + at;
		p->nrows = end - at;
		sp_matrix_fit_cells(b->m, p);
		new_page(b, p);
		draw_page(b, p);
		p->number++;
	}
}

void sp_page_matrix(sp_book *b)
{
	const sp_model *m = b->m;
	int *rows = sp_model_rows(m);
	int *ends = sp_calloc((size_t)m->nmatrix + 1, sizeof *ends);
	int *columns = sp_matrix_columns(m, !b->o->contested);
	struct matrix_part p = { .number = 1, .head = sp_matrix_heads(b),
				 .bottom = sp_pdf_bottom(b->pdf),
				 .columns = columns,
				 .by_theme = !b->o->contested };
	int pages = plan_rows(b, p, rows, ends);

	/* A finding that takes two lines is not worth a page. */
	p.plain = true;
	p.plain = plan_rows(b, p, rows, ends) < pages;
	pages = plan_rows(b, p, rows, ends);
	p.parts = pages * count_parts(m, p);
	sp_pdf_open(b->pdf, "Sect");
	for (int i = 0; i < pages; i++)
		draw_parts(b, &p, rows, i ? ends[i - 1] : 0, ends[i]);
	sp_pdf_close(b->pdf);
	free(columns);
	free(ends);
	free(rows);
}
