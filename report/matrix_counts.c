/* matrix_counts.c - below the matrix: support and opposition by issue. */
#include "config.h"

#include "report/chart.h"
#include "report/page_matrix.h"

/* Over a narrow bar: thousands are rounded ("2.7k"); the exact figures stand in
 * the alternative text and on the overview. */
static void draw_count(sp_book *b, float middle, float y, int n)
{
	sp_style st = { .face = SP_REGULAR, .size = 5.8f, .color = SP_INK_2 };
	sp_buf t = SP_BUF_INIT;

	if (n >= 9950)
		sp_buf_addf(&t, "%dk", (n + 500) / 1000);
	else if (n >= 1000)
		sp_buf_addf(&t, "%d.%dk", (n + 50) / 1000,
			    (n + 50) % 1000 / 100);
	else if (n)
		sp_buf_addf(&t, "%d", n);
	if (n) {
		sp_text_center(b->pdf, middle, y, &st, t.data);
		sp_draw_space(b->pdf, middle, y);
	}
	sp_buf_release(&t);
}

static void count_bars(sp_book *b, const struct matrix_part *p, float zero)
{
	float unit = 16.0f / (float)sp_chart_most(&b->m->issues[0].all,
						 (size_t)b->m->nissues,
						 sizeof *b->m->issues);

	for (int i = p->first; i < p->end; i++) {
		const sp_tally *n = &b->m->issues[p->columns[i]].all;
		float x = sp_matrix_x(b->m, p, i), w = p->cell - SP_MATRIX_GAP;
		float up = unit * (float)n->n[SP_SUPPORT];
		float down = unit * (float)n->n[SP_OPPOSE];

		sp_pdf_rect(b->pdf, x, zero, w, up, SP_BLUE);
		sp_pdf_rect(b->pdf, x, zero - down, w, down, SP_ORANGE);
		draw_count(b, x + w / 2, zero + up + 1.8f, n->n[SP_SUPPORT]);
		draw_count(b, x + w / 2, zero - down - 5.8f,
			   n->n[SP_OPPOSE]);
	}
	sp_pdf_line(b->pdf, SP_LEFT + SP_MATRIX_LABEL - 3, zero,
		    sp_matrix_right(b->m, p), zero, 0.6f, SP_INK);
}

static void add_counts_alt(sp_buf *t, const sp_model *m, const struct matrix_part *p)
{
	sp_buf_adds(t, "Submitters in support and opposed, by issue:");
	for (int at = p->first; at < p->end; at++) {
		int i = p->columns[at];

		sp_buf_addf(t, " %d: %d and %d;", i + 1,
			    m->issues[i].all.n[SP_SUPPORT],
			    m->issues[i].all.n[SP_OPPOSE]);
	}
	t->data[t->len - 1] = '.';
}

void sp_matrix_counts(sp_book *b, const struct matrix_part *p, float y)
{
	sp_style st = { .face = SP_REGULAR, .size = 7, .color = SP_INK_2 };
	float zero = y - 26;
	sp_buf alt = SP_BUF_INIT;

	add_counts_alt(&alt, b->m, p);
	sp_pdf_open(b->pdf, "Figure");
	sp_pdf_alt(b->pdf, alt.data);
	sp_pdf_bbox(b->pdf, SP_LEFT, zero - 24,
		    sp_matrix_right(b->m, p) - SP_LEFT, 50);
	sp_pdf_mark(b->pdf);
	count_bars(b, p, zero);
	sp_text_right(b->pdf, SP_LEFT + SP_MATRIX_LABEL - 6, zero + 7, &st,
		      "Submitters in support");
	sp_draw_space(b->pdf, SP_LEFT + SP_MATRIX_LABEL - 6, zero + 7);
	sp_text_right(b->pdf, SP_LEFT + SP_MATRIX_LABEL - 6, zero - 11, &st,
		      "Submitters opposed");
	sp_pdf_end(b->pdf);
	sp_buf_release(&alt);
}

/* What the dots mean, in the corner that the counts leave free. */
void sp_matrix_dot_note(sp_book *b, float y)
{
	sp_style st = sp_resize(&sp_st_note, 7);

	sp_draw_para(b->pdf, "P", SP_LEFT, y, SP_MATRIX_LABEL - 16, &st, 7.6f,
		     "A dot: not addressed; it is not counted as neutral.", 2);
}

void sp_matrix_themes(sp_book *b, const struct matrix_part *p, float y)
{
	sp_style st = { .face = SP_BOLD, .size = 7, .color = SP_INK };
	sp_buf t = SP_BUF_INIT;

	if (!p->by_theme)
		return;
	sp_pdf_artifact(b->pdf);
	for (int k = 0; k < b->m->nthemes; k++) {
		const sp_theme *theme = &b->m->themes[k];
		int first = theme->first > p->first ? theme->first : p->first;
		int end = theme->first + theme->n;

		end = end < p->end ? end : p->end;
		if (first >= end)
			continue;
		float x = sp_matrix_x(b->m, p, first);
		float right = sp_matrix_x(b->m, p, end - 1) + p->cell - SP_MATRIX_GAP;
		sp_buf_clear(&t);
		sp_buf_addf(&t, "%s\u2002%s", theme->letter, theme->title);
		sp_pdf_line(b->pdf, x, y, right, y, 0.8f, SP_INK);
		sp_text_fit(b->pdf, x, y - 8.5f, &st, t.data, right - x, 7);
	}
	sp_pdf_unmark(b->pdf);
	sp_buf_release(&t);
}
