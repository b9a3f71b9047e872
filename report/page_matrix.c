/* page_matrix.c - who stands where on what: the stance matrix.
 *
 * Cells never shrink below what can be read and pressed: a matrix that is too
 * wide is split between themes, one that is too long between submitters, and
 * each part repeats its labels. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/page.h"
#include "report/wording.h"

static const float LABEL_W = 122, BALANCE_W = 52;
static const float BALANCE_HALF = 25;	/* either side of its line */
static const float CELL_MIN = 11, CELL_MAX = 26;
static const float PITCH_MIN = 10.9f, PITCH_MAX = 20;
static const float GROUP_MIN = 11.4f, GROUP_MAX = 13.2f;
static const float THEME_GAP = 3.2f, GAP = 0.9f;
static const float FOOT_H = 62;		/* of the counts below the rows */
static const float FOOT_Y = 51;		/* of the last line below them */
static const float HEAD_W = 104;	/* along a slanted column head */

/* Columns of one part, and rows of one page of it. */
struct part {
	int first, end;		/* issues */
	const int *rows;	/* submitters */
	int nrows, ngroups;
	float cell, pitch;
	float group;		/* height of a group's row */
	float head;		/* height of the column heads */
	float top;		/* of the first row */
	int number, parts;
};

/* ---- the arithmetic ----------------------------------------------------- */

static int gaps(const sp_model *m, int first, int end)
{
	return m->issues[end - 1].theme - m->issues[first].theme;
}

static bool fits(const sp_model *m, int first, int end)
{
	float room = SP_TEXT_W - LABEL_W - BALANCE_W;

	return CELL_MIN * (float)(end - first) +
		       THEME_GAP * (float)gaps(m, first, end) <= room;
}

/* The end of the part that starts at `first`: whole themes as far as they fit,
 * or as much of the one theme as fits. */
static int part_end(const sp_model *m, int first)
{
	int end = first;

	for (int t = m->issues[first].theme; t < m->nthemes; t++) {
		int next = m->themes[t].first + m->themes[t].n;

		if (!fits(m, first, next))
			break;
		end = next;
	}
	if (end > first)
		return end;
	for (end = first + 1; end < m->nissues && fits(m, first, end + 1);)
		end++;
	return end;
}

static float column_x(const sp_model *m, const struct part *p, int issue)
{
	return SP_LEFT + LABEL_W + p->cell * (float)(issue - p->first) +
	       THEME_GAP * (float)gaps(m, p->first, issue + 1);
}

static float right_edge(const sp_model *m, const struct part *p)
{
	return column_x(m, p, p->end - 1) + p->cell;
}

static void fit_cells(const sp_model *m, struct part *p)
{
	float room = SP_TEXT_W - LABEL_W - BALANCE_W -
		     THEME_GAP * (float)gaps(m, p->first, p->end);

	p->cell = room / (float)(p->end - p->first);
	if (p->cell > CELL_MAX)
		p->cell = CELL_MAX;
}

static int count_groups(const sp_model *m, const int *rows, int n)
{
	int groups = 0;

	for (int i = 0; i < n; i++)
		groups += !i || m->submitters[rows[i]].type !=
				       m->submitters[rows[i - 1]].type;
	return groups;
}

static float rows_room(const struct part *p)
{
	return p->top - FOOT_Y - FOOT_H;
}

/* How many of the rows from `from` on one page takes. */
static int rows_that_fit(const sp_model *m, const struct part *p,
			 const int *rows, int n)
{
	for (int k = 1; k <= n; k++)
		if (PITCH_MIN * (float)k +
			    GROUP_MIN * (float)count_groups(m, rows, k) >
		    rows_room(p))
			return k > 1 ? k - 1 : 1;
	return n;
}

static void fit_rows(const sp_model *m, struct part *p)
{
	p->ngroups = count_groups(m, p->rows, p->nrows);
	p->group = (rows_room(p) - PITCH_MIN * (float)p->nrows) /
		   (float)p->ngroups;
	if (p->group > GROUP_MAX)
		p->group = GROUP_MAX;
	p->pitch = (rows_room(p) - p->group * (float)p->ngroups) /
		   (float)p->nrows;
	if (p->pitch > PITCH_MAX)
		p->pitch = PITCH_MAX;
	if (p->pitch > p->cell * 1.15f)
		p->pitch = p->cell * 1.15f;
	if (p->pitch < PITCH_MIN)
		p->pitch = PITCH_MIN;
}

/* Height of the slanted heads: the longest name at 60 degrees, or the key. */
static float heads_height(const sp_book *b)
{
	sp_style st = sp_resize(&sp_st_small, 7.2f);
	float most = 60;

	for (int i = 0; i < b->m->nissues; i++) {
		float w = 14 + sp_text_width(sp_pdf_fonts(b->pdf), &st,
					     b->m->issues[i].short_name);
		float h = 0.866f * (w > HEAD_W ? HEAD_W : w);

		most = h > most ? h : most;
	}
	return most + 8;
}

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

static void column_head(sp_book *b, const struct part *p, int issue)
{
	const sp_issue *i = &b->m->issues[issue];
	sp_style bold = { .face = SP_BOLD, .size = 7.2f, .color = SP_INK };
	sp_style plain = sp_resize(&sp_st_small, 7.2f);
	float x = column_x(b->m, p, issue) + p->cell / 2;
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
	w += 3.2f;
	sp_text_fit(b->pdf, w, 0, &plain, i->short_name, HEAD_W - w, 6.6f);
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

static void header_cell(sp_book *b, float x, float y, const sp_style *st,
			const char *text)
{
	sp_pdf_open(b->pdf, "TH");
	sp_pdf_scope(b->pdf, "Column");
	sp_pdf_mark(b->pdf);
	sp_text(b->pdf, x, y, st, text);
	sp_pdf_end(b->pdf);
}

static void draw_heads(sp_book *b, const struct part *p)
{
	sp_pdf_open(b->pdf, "TR");
	header_cell(b, SP_LEFT, p->top + 4, &sp_st_hidden, "Submitter");
	for (int i = p->first; i < p->end; i++)
		column_head(b, p, i);
	header_cell(b, SP_RIGHT - 20, p->top + 4, &sp_st_hidden,
		    "Issues opposed and supported");
	sp_pdf_close(b->pdf);
}

/* ---- a row -------------------------------------------------------------- */

static void row_label(sp_book *b, const struct part *p, float y, int submitter)
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
			  &sp_st_small, s, LABEL_W - 8, 6.2f);
	sp_pdf_unmark(b->pdf);
	sp_buf_addf(&t, "To %s in the list of submitters", s->name);
	sp_pdf_link(b->pdf, SP_LEFT, y, LABEL_W - 8, p->pitch, dest, t.data);
	sp_pdf_close(b->pdf);
	sp_pdf_close(b->pdf);
	sp_buf_release(&t);
}

/* A cell that says something leads to the words; its meaning stands in it as
 * hidden text. */
static void draw_cell(sp_book *b, const struct part *p, float y, int submitter,
		      int issue)
{
	static const char *const word[SP_STANCES] = {
		[SP_SILENT] = "not addressed", [SP_SUPPORT] = "support",
		[SP_MIXED] = "mixed", [SP_OPPOSE] = "oppose" };
	const sp_submitter *s = &b->m->submitters[submitter];
	int stance = s->stance[issue];
	float x = column_x(b->m, p, issue);
	float w = p->cell - GAP, h = p->pitch - GAP;
	sp_name dest;
	sp_buf t = SP_BUF_INIT;

	sp_pdf_open(b->pdf, "TD");
	if (stance != SP_SILENT)
		sp_pdf_open(b->pdf, "Link");
	sp_pdf_mark(b->pdf);
	sp_draw_cell(b->pdf, x, y + GAP / 2, w, h, stance);
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

static float balance_unit(const sp_model *m)
{
	int most = 1;

	for (int i = 0; i < m->nsubmitters; i++)
		for (int k = SP_SUPPORT; k <= SP_OPPOSE; k++)
			if (k != SP_MIXED &&
			    m->submitters[i].issues.n[k] > most)
				most = m->submitters[i].issues.n[k];
	return BALANCE_HALF / (float)most;
}

static void balance(sp_book *b, const struct part *p, float y, int submitter)
{
	const sp_tally *t = &b->m->submitters[submitter].issues;
	float x = SP_RIGHT - BALANCE_HALF, unit = balance_unit(b->m);
	float h = p->pitch < 13 ? p->pitch - 4.2f : 8.5f;
	float low = y + (p->pitch - h) / 2;
	sp_buf text = SP_BUF_INIT;

	sp_buf_addf(&text, "opposes %d, supports %d", t->n[SP_OPPOSE],
		    t->n[SP_SUPPORT]);
	sp_pdf_begin(b->pdf, "TD");
	if (t->n[SP_OPPOSE])
		sp_pdf_rect(b->pdf, x - unit * (float)t->n[SP_OPPOSE], low,
			    unit * (float)t->n[SP_OPPOSE], h, SP_ORANGE);
	if (t->n[SP_SUPPORT])
		sp_pdf_rect(b->pdf, x, low, unit * (float)t->n[SP_SUPPORT], h,
			    SP_BLUE);
	sp_pdf_line(b->pdf, x, y, x, y + p->pitch, 0.5f, SP_INK_3);
	sp_draw_hidden(b->pdf, x, low + 1, text.data);
	sp_pdf_end(b->pdf);
	sp_buf_release(&text);
}

static void draw_row(sp_book *b, const struct part *p, float y, int submitter)
{
	sp_pdf_open(b->pdf, "TR");
	row_label(b, p, y, submitter);
	for (int i = p->first; i < p->end; i++)
		draw_cell(b, p, y, submitter, i);
	balance(b, p, y, submitter);
	sp_pdf_close(b->pdf);
}

static void draw_group(sp_book *b, const struct part *p, float y, int type,
		       bool first)
{
	sp_style st = { .face = SP_BOLD, .size = 7.4f, .color = SP_BLUE };
	sp_style red = { .face = SP_BOLD, .size = 6.8f, .color = SP_ORANGE };
	sp_style blue = { .face = SP_BOLD, .size = 6.8f, .color = SP_BLUE };

	sp_pdf_open(b->pdf, "TR");
	sp_pdf_open(b->pdf, "TH");
	sp_pdf_scope(b->pdf, "Row");
	sp_pdf_span(b->pdf, p->end - p->first + 2, 1);
	sp_pdf_mark(b->pdf);
	sp_text(b->pdf, SP_LEFT, y + 4.4f, &st, sp_type_label(type));
	sp_pdf_end(b->pdf);
	sp_pdf_close(b->pdf);
	sp_pdf_artifact(b->pdf);
	sp_pdf_line(b->pdf, SP_LEFT, y + 0.7f, SP_RIGHT, y + 0.7f, 0.5f,
		    SP_RULE);
	if (first) {
		float x = SP_RIGHT - BALANCE_HALF;

		sp_text_right(b->pdf, x - 2, y + 4.4f, &red, "Oppose");
		sp_text(b->pdf, x + 0.5f, y + 4.4f, &blue, "Support");
	}
	sp_pdf_unmark(b->pdf);
}

static float draw_rows(sp_book *b, const struct part *p)
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

/* ---- below the rows ----------------------------------------------------- */

static int most_voices(const sp_model *m)
{
	int most = 1;

	for (int i = 0; i < m->nissues; i++)
		for (int k = SP_SUPPORT; k <= SP_OPPOSE; k++)
			if (k != SP_MIXED && m->issues[i].all.n[k] > most)
				most = m->issues[i].all.n[k];
	return most;
}

static void count_bars(sp_book *b, const struct part *p, float zero)
{
	sp_style st = { .face = SP_REGULAR, .size = 5.8f, .color = SP_INK_2 };
	float unit = 16.0f / (float)most_voices(b->m);
	sp_buf t = SP_BUF_INIT;

	for (int i = p->first; i < p->end; i++) {
		const sp_tally *n = &b->m->issues[i].all;
		float x = column_x(b->m, p, i), w = p->cell - GAP;
		float up = unit * (float)n->n[SP_SUPPORT];
		float down = unit * (float)n->n[SP_OPPOSE];

		sp_pdf_rect(b->pdf, x, zero, w, up, SP_BLUE);
		sp_pdf_rect(b->pdf, x, zero - down, w, down, SP_ORANGE);
		sp_buf_clear(&t);
		sp_buf_addf(&t, "%d", n->n[SP_SUPPORT]);
		if (n->n[SP_SUPPORT])
			sp_text_center(b->pdf, x + w / 2, zero + up + 1.8f,
				       &st, t.data);
		sp_buf_clear(&t);
		sp_buf_addf(&t, "%d", n->n[SP_OPPOSE]);
		if (n->n[SP_OPPOSE])
			sp_text_center(b->pdf, x + w / 2, zero - down - 5.8f,
				       &st, t.data);
	}
	sp_pdf_line(b->pdf, SP_LEFT + LABEL_W - 3, zero,
		    right_edge(b->m, p), zero, 0.6f, SP_INK);
	sp_buf_release(&t);
}

static void add_counts_alt(sp_buf *t, const sp_model *m, const struct part *p)
{
	sp_buf_adds(t, "Submitters in support and opposed, by issue:");
	for (int i = p->first; i < p->end; i++)
		sp_buf_addf(t, " %d: %d and %d;", i + 1,
			    m->issues[i].all.n[SP_SUPPORT],
			    m->issues[i].all.n[SP_OPPOSE]);
	t->data[t->len - 1] = '.';
}

static void draw_counts(sp_book *b, const struct part *p, float y)
{
	sp_style st = { .face = SP_REGULAR, .size = 6.8f, .color = SP_INK_2 };
	float zero = y - 26;
	sp_buf alt = SP_BUF_INIT;

	add_counts_alt(&alt, b->m, p);
	sp_pdf_open(b->pdf, "Figure");
	sp_pdf_alt(b->pdf, alt.data);
	sp_pdf_bbox(b->pdf, SP_LEFT, zero - 24,
		    right_edge(b->m, p) - SP_LEFT, 50);
	sp_pdf_mark(b->pdf);
	count_bars(b, p, zero);
	sp_text_right(b->pdf, SP_LEFT + LABEL_W - 6, zero + 7, &st,
		      "Submitters in support");
	sp_text_right(b->pdf, SP_LEFT + LABEL_W - 6, zero - 11, &st,
		      "Submitters opposed");
	sp_pdf_end(b->pdf);
	sp_buf_release(&alt);
}

/* What the dots mean, in the corner that the counts leave free. */
static void draw_dot_note(sp_book *b, float y)
{
	sp_style st = sp_resize(&sp_st_note, 6.4f);

	sp_draw_para(b->pdf, "P", SP_LEFT, y, LABEL_W - 16, &st, 7.6f,
		     "A dot: not addressed; it is not counted as neutral.", 2);
}

static void draw_themes(sp_book *b, const struct part *p, float y)
{
	sp_style st = { .face = SP_BOLD, .size = 7, .color = SP_INK };
	sp_buf t = SP_BUF_INIT;

	sp_pdf_artifact(b->pdf);
	for (int k = 0; k < b->m->nthemes; k++) {
		const sp_theme *theme = &b->m->themes[k];
		int first = theme->first > p->first ? theme->first : p->first;
		int end = theme->first + theme->n;

		end = end < p->end ? end : p->end;
		if (first >= end)
			continue;
		float x = column_x(b->m, p, first);
		float right = column_x(b->m, p, end - 1) + p->cell - GAP;
		sp_buf_clear(&t);
		sp_buf_addf(&t, "%s\u2002%s", theme->letter, theme->title);
		sp_pdf_line(b->pdf, x, y, right, y, 0.8f, SP_INK);
		sp_text_fit(b->pdf, x, y - 8.5f, &st, t.data, right - x, 5.6f);
	}
	sp_pdf_unmark(b->pdf);
	sp_buf_release(&t);
}

/* ---- a page ------------------------------------------------------------- */

static void draw_page(sp_book *b, struct part *p)
{
	float y;

	fit_rows(b->m, p);
	draw_key(b, p->top + p->head - 12);
	sp_pdf_open(b->pdf, "Table");
	draw_heads(b, p);
	y = draw_rows(b, p);
	sp_pdf_close(b->pdf);
	draw_counts(b, p, y);
	draw_themes(b, p, y - 53.5f);
	draw_dot_note(b, y - 54.4f);
}

/* The clearest theme and the most contested one, by net support of voices. */
static void add_title(sp_buf *t, const sp_book *b)
{
	const sp_model *m = b->m;
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
		sp_buf_adds(t, "Where ");
		sp_add_counted(t, m->nsubmitters, "submitter stands",
			       "submitters stand");
		sp_buf_adds(t, " on ");
		sp_add_counted(t, m->nissues, "issue", "issues");
		return;
	}
	sp_buf_adds(t, high > 0.5 ? "Broad support on " : "Most support on ");
	sp_add_lower(t, m->themes[best].title);
	sp_buf_adds(t, low < -0.5 ? ", broad opposition on "
				  : ", most dispute over ");
	sp_add_lower(t, m->themes[split].title);
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
	sp_buf_adds(t, ". Select a cell to read the words behind it.");
}

static void new_page(sp_book *b, struct part *p)
{
	sp_buf title = SP_BUF_INIT, deck = SP_BUF_INIT;
	float y;

	sp_book_page(b, "Stance matrix");
	add_title(&title, b);
	if (p->number == 1) {
		sp_pdf_dest(b->pdf, "matrix", 0, SP_PAGE_H);
		add_deck(&deck, b);
		y = sp_book_head(b, "STANCE MATRIX", title.data, deck.data);
	} else {
		sp_buf_addf(&deck, "STANCE MATRIX %d OF %d", p->number,
			    p->parts);
		y = sp_book_continued(b, deck.data, title.data);
	}
	p->top = y + 6 - p->head;
	sp_buf_release(&title);
	sp_buf_release(&deck);
}

static int *matrix_rows(const sp_model *m)
{
	int n = 0, *rows = sp_calloc((size_t)m->nmatrix + 1, sizeof *rows);

	for (int i = 0; i < m->nsubmitters; i++)
		if (m->submitters[i].in_matrix)
			rows[n++] = i;
	return rows;
}

/* Pages of `per` rows that a matrix takes. */
static int pages_for(const sp_model *m, int per)
{
	int parts = 0;

	for (int first = 0; first < m->nissues; first = part_end(m, first))
		parts++;
	return parts * ((m->nmatrix + per - 1) / per);
}

/* Rows a page: as few pages as it takes, then as even as they can be. */
static int rows_per_page(const sp_book *b, struct part *p, const int *rows)
{
	sp_buf title = SP_BUF_INIT, deck = SP_BUF_INIT;

	add_title(&title, b);
	add_deck(&deck, b);
	p->top = sp_book_head_end(b, title.data, deck.data) + 6 - p->head;
	sp_buf_release(&title);
	sp_buf_release(&deck);
	int per = rows_that_fit(b->m, p, rows, b->m->nmatrix);
	int pages = (b->m->nmatrix + per - 1) / per;
	return (b->m->nmatrix + pages - 1) / pages;
}

void sp_page_matrix(sp_book *b)
{
	const sp_model *m = b->m;
	int *rows = matrix_rows(m);
	struct part p = { .number = 1, .head = heads_height(b) };
	int per = rows_per_page(b, &p, rows);

	p.parts = pages_for(m, per);
	sp_pdf_open(b->pdf, "Sect");
	for (int at = 0; at < m->nmatrix; at += per)
		for (p.first = 0; p.first < m->nissues; p.first = p.end) {
			p.end = part_end(m, p.first);
			p.rows = rows + at;
			p.nrows = m->nmatrix - at < per ? m->nmatrix - at : per;
			fit_cells(m, &p);
			new_page(b, &p);
			draw_page(b, &p);
			p.number++;
		}
	sp_pdf_close(b->pdf);
	free(rows);
}
