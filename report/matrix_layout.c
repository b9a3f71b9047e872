/* matrix_layout.c - how large the matrix's cells are and where they stand. */
#include "config.h"

#include <stdlib.h>

#include "base/mem.h"
#include "report/page_matrix.h"

static const float BALANCE_W = 52;
static const float CELL_MIN = 11, CELL_MAX = 26;
static const float PITCH_MIN = 10.9f, PITCH_MAX = 20;
static const float GROUP_MIN = 11.4f, GROUP_MAX = 13.2f;
static const float THEME_GAP = 3.2f;
static const float FOOT_H = 62;		/* of the counts below the rows */
static const float FOOT_Y = 51;		/* of the last line below them */

struct contested {
	int split, voices, issue;
};

static int by_split(const void *a, const void *b)
{
	const struct contested *x = a, *y = b;

	if (x->split != y->split)
		return x->split > y->split ? -1 : 1;
	if (x->voices != y->voices)
		return x->voices > y->voices ? -1 : 1;
	return x->issue - y->issue;
}

int *sp_matrix_columns(const sp_model *m, bool by_theme)
{
	struct contested *c = sp_calloc((size_t)m->nissues, sizeof *c);
	int *out = sp_calloc((size_t)m->nissues, sizeof *out);

	for (int i = 0; i < m->nissues; i++)
		c[i] = (struct contested){ sp_tally_split(&m->issues[i].all),
					   sp_tally_voices(&m->issues[i].all),
					   i };
	if (!by_theme)
		qsort(c, (size_t)m->nissues, sizeof *c, by_split);
	for (int i = 0; i < m->nissues; i++)
		out[i] = c[i].issue;
	free(c);
	return out;
}

/* White strips between themes in [first, end). */
static int gaps(const sp_model *m, const struct matrix_part *p, int end)
{
	if (!p->by_theme)
		return 0;
	return m->issues[end - 1].theme - m->issues[p->first].theme;
}

static bool fits(const sp_model *m, const struct matrix_part *p, int end)
{
	float room = SP_TEXT_W - SP_MATRIX_LABEL - BALANCE_W;

	return CELL_MIN * (float)(end - p->first) +
		       THEME_GAP * (float)gaps(m, p, end) <= room;
}

static int whole_themes(const sp_model *m, const struct matrix_part *p)
{
	int end = p->first;

	for (int t = m->issues[end].theme; t < m->nthemes; t++) {
		int next = m->themes[t].first + m->themes[t].n;

		if (!fits(m, p, next))
			break;
		end = next;
	}
	return end;
}

int sp_matrix_part_end(const sp_model *m, const struct matrix_part *p)
{
	int end = p->by_theme ? whole_themes(m, p) : p->first;

	if (end > p->first)
		return end;
	for (end = p->first + 1; end < m->nissues && fits(m, p, end + 1);)
		end++;
	return end;
}

float sp_matrix_x(const sp_model *m, const struct matrix_part *p, int at)
{
	return SP_LEFT + SP_MATRIX_LABEL + p->cell * (float)(at - p->first) +
	       THEME_GAP * (float)gaps(m, p, at + 1);
}

float sp_matrix_right(const sp_model *m, const struct matrix_part *p)
{
	return sp_matrix_x(m, p, p->end - 1) + p->cell;
}

void sp_matrix_fit_cells(const sp_model *m, struct matrix_part *p)
{
	float room = SP_TEXT_W - SP_MATRIX_LABEL - BALANCE_W -
		     THEME_GAP * (float)gaps(m, p, p->end);

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

static float rows_room(const struct matrix_part *p)
{
	return p->top - p->bottom - FOOT_Y - FOOT_H - p->note;
}

/* How many of rows[0..n) one page takes. */
static int rows_that_fit(const sp_model *m, const struct matrix_part *p,
			 const int *rows, int n)
{
	for (int k = 1; k <= n; k++)
		if (PITCH_MIN * (float)k +
			    GROUP_MIN * (float)count_groups(m, rows, k) >
		    rows_room(p))
			return k > 1 ? k - 1 : 1;
	return n;
}

/* The end of the kind that rows[at] is of. */
static int kind_end(const sp_model *m, const int *rows, int at)
{
	int end = at + 1;

	while (end < m->nmatrix && m->submitters[rows[end]].type ==
					   m->submitters[rows[at]].type)
		end++;
	return end;
}

int sp_matrix_page_end(const sp_model *m, const struct matrix_part *p,
		       const int *rows, int at)
{
	int n = m->nmatrix - at, fit = rows_that_fit(m, p, rows + at, n);
	int border = at;

	if (fit == n)
		return m->nmatrix;
	while (kind_end(m, rows, border) <= at + fit)
		border = kind_end(m, rows, border);
	int rest = kind_end(m, rows, border) - border;
	if (border > at && (rest <= fit || border - at > fit / 2))
		return border;
	if (border > at)
		return at + fit;
	int pages = (rest + fit - 1) / fit;
	return at + (rest + pages - 1) / pages;
}

void sp_matrix_fit_rows(const sp_model *m, struct matrix_part *p, float note)
{
	p->ngroups = count_groups(m, p->rows, p->nrows);
	p->note = note;
	if (rows_that_fit(m, p, p->rows, p->nrows) < p->nrows)
		p->note = 0;
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

float sp_matrix_heads(const sp_book *b)
{
	sp_style st = sp_resize(&sp_st_small, 7.2f);
	float most = 60;

	for (int i = 0; i < b->m->nissues; i++) {
		float w = 14 + sp_text_width(sp_pdf_fonts(b->pdf), &st,
					     b->m->issues[i].short_name);
		float h = 0.866f * (w > SP_MATRIX_HEAD ? SP_MATRIX_HEAD : w);

		most = h > most ? h : most;
	}
	return most + 8;
}
