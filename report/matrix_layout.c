/* matrix_layout.c - how large the matrix's cells are and where they stand. */
#include "config.h"

#include "report/page_matrix.h"

static const float BALANCE_W = 52;
static const float CELL_MIN = 11, CELL_MAX = 26;
static const float PITCH_MIN = 10.9f, PITCH_MAX = 20;
static const float GROUP_MIN = 11.4f, GROUP_MAX = 13.2f;
static const float THEME_GAP = 3.2f;
static const float FOOT_H = 62;		/* of the counts below the rows */
static const float FOOT_Y = 51;		/* of the last line below them */

static int gaps(const sp_model *m, int first, int end)
{
	return m->issues[end - 1].theme - m->issues[first].theme;
}

static bool fits(const sp_model *m, int first, int end)
{
	float room = SP_TEXT_W - SP_MATRIX_LABEL - BALANCE_W;

	return CELL_MIN * (float)(end - first) +
		       THEME_GAP * (float)gaps(m, first, end) <= room;
}

int sp_matrix_part_end(const sp_model *m, int first)
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

float sp_matrix_x(const sp_model *m, const struct matrix_part *p, int issue)
{
	return SP_LEFT + SP_MATRIX_LABEL + p->cell * (float)(issue - p->first) +
	       THEME_GAP * (float)gaps(m, p->first, issue + 1);
}

float sp_matrix_right(const sp_model *m, const struct matrix_part *p)
{
	return sp_matrix_x(m, p, p->end - 1) + p->cell;
}

void sp_matrix_fit_cells(const sp_model *m, struct matrix_part *p)
{
	float room = SP_TEXT_W - SP_MATRIX_LABEL - BALANCE_W -
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

static float rows_room(const struct matrix_part *p)
{
	return p->top - FOOT_Y - FOOT_H;
}

int sp_matrix_rows_that_fit(const sp_model *m, const struct matrix_part *p,
			 const int *rows, int n)
{
	for (int k = 1; k <= n; k++)
		if (PITCH_MIN * (float)k +
			    GROUP_MIN * (float)count_groups(m, rows, k) >
		    rows_room(p))
			return k > 1 ? k - 1 : 1;
	return n;
}

void sp_matrix_fit_rows(const sp_model *m, struct matrix_part *p)
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
