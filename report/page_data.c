/* page_data.c - the stance matrix as a table: a row for each submitter and
 * issue that it addresses. Who cannot see the matrix, or copies, has it here. */
#include "config.h"

#include <stdlib.h>

#include "base/mem.h"
#include "report/flow.h"
#include "report/page_annex.h"
#include "report/table.h"
#include "report/wording.h"

static const char rows_sql[] =
#include "report/stance_rows.sql.h"
	;

static const float ISSUE_X = SP_LEFT + 186, STANCE_X = SP_LEFT + 352,
		   FOR_X = SP_LEFT + 440, PITCH = 10.6f;

/* Positions of each submitter of the matrix on each issue. */
struct positions {
	struct either {
		int support, oppose;
	} *n;		/* rows x nissues */
	int *row;	/* of a submitter; -1: not in the matrix */
	int nissues;
};

static struct either *positions_of(const struct positions *p, int submitter,
				   int issue)
{
	return &p->n[p->row[submitter] * p->nissues + issue];
}

static void positions_release(struct positions *p)
{
	free(p->n);
	free(p->row);
}

static bool positions_read(struct positions *p, sp_book *b, sp_error *err)
{
	const sp_model *m = b->m;
	sp_error local = SP_ERROR_INIT;
	int rows = 0;

	p->nissues = m->nissues;
	p->row = sp_calloc((size_t)m->nsubmitters + 1, sizeof *p->row);
	for (int i = 0; i < m->nsubmitters; i++)
		p->row[i] = m->submitters[i].in_matrix ? rows++ : -1;
	p->n = sp_calloc((size_t)rows * (size_t)m->nissues + 1, sizeof *p->n);
	sp_query *q = sp_query_new(b->c, rows_sql, &local);
	while (q && sp_query_step(q, &local)) {
		int s = sp_model_submitter(m, sp_query_int(q, 0));
		int i = sp_model_issue(m, sp_query_int(q, 1));

		if (s >= 0 && i >= 0 && p->row[s] >= 0)
			*positions_of(p, s, i) = (struct either){
				(int)sp_query_int(q, 3),
				(int)sp_query_int(q, 4) };
	}
	sp_query_free(q);
	return sp_error_pass(err, &local);
}

static void head(sp_flow *f)
{
	static const sp_column columns[] = {
		{ SP_LEFT, SP_AT_LEFT, "Submitter" },
		{ ISSUE_X + 18, SP_AT_LEFT, "Issue" },
		{ STANCE_X, SP_AT_LEFT, "Stance" },
		{ FOR_X, SP_AT_RIGHT, "Sentences for" },
		{ SP_RIGHT, SP_AT_RIGHT, "against" },
	};
	sp_style st = sp_recolor(&sp_st_small, SP_INK_2);

	f->y = sp_table_heads(f->b->pdf, f->y, &st, columns,
			       sizeof columns / sizeof *columns);
}

/* The name in full: smaller, then on two lines where the rows leave room. */
static void draw_name(sp_flow *f, const sp_submitter *s, int rows)
{
	sp_style bold = { .face = SP_BOLD, .size = 7.6f, .color = SP_INK };
	const float w = ISSUE_X - SP_LEFT - 6;
	sp_pdf *p = f->b->pdf;
	sp_style st = sp_resize(&bold, 7);
	bool fits = sp_text_width(sp_pdf_fonts(p), &st, s->name) <= w;

	if (fits || rows < 2) {
		sp_text_fit(p, SP_LEFT, f->y, &bold,
			    fits ? s->name : s->short_name, w, 7);
		return;
	}
	sp_para *name = sp_para_new(sp_pdf_fonts(p));
	sp_para_add(name, &st, s->name);
	sp_para_break(name, w, rows < 3 ? 2 : 3, false);
	sp_para_draw(name, p, SP_LEFT, f->y, 9);
	sp_para_free(name);
}

/* Each row names its submitter; the eye sees it once, beside `rows` rows. */
static void name_cell(sp_flow *f, const sp_submitter *s, bool seen, int rows)
{
	sp_pdf *p = f->b->pdf;

	sp_pdf_open(p, "TH");
	sp_pdf_scope(p, "Row");
	sp_pdf_mark(p);
	if (seen)
		sp_draw_hidden(p, SP_LEFT, f->y, s->name);
	else
		draw_name(f, s, rows);
	sp_pdf_end(p);
}

static void issue_cell(sp_flow *f, int submitter, int issue)
{
	const sp_issue *i = &f->b->m->issues[issue];
	sp_style st = sp_resize(&sp_st_label, 7.6f);
	sp_style grey = sp_recolor(&st, SP_INK_3);
	sp_pdf *p = f->b->pdf;
	sp_buf t = SP_BUF_INIT;
	sp_name dest;

	sp_buf_addf(&t, "%d", issue + 1);
	sp_dest_cell(dest, submitter, issue);
	sp_pdf_open(p, "TD");
	sp_pdf_open(p, "Link");
	sp_pdf_mark(p);
	sp_text_right(p, ISSUE_X + 12, f->y, &grey, t.data);
	sp_draw_space(p, ISSUE_X + 13, f->y);
	sp_text_fit(p, ISSUE_X + 18, f->y, &st, i->short_name,
		    STANCE_X - ISSUE_X - 24, 7);
	sp_pdf_unmark(p);
	sp_buf_clear(&t);
	sp_buf_addf(&t, "To its words on issue %d", issue + 1);
	sp_pdf_link(p, ISSUE_X, f->y - 2.5f, STANCE_X - ISSUE_X - 6, PITCH,
		    dest, t.data);
	sp_dest_issue(dest, issue);
	sp_pdf_otherwise(p, dest);
	sp_pdf_close(p);
	sp_pdf_close(p);
	sp_buf_release(&t);
}

/* Row `k` of its submitter. */
static void row(sp_flow *f, const struct positions *n, int submitter, int issue,
		int k)
{
	const sp_submitter *s = &f->b->m->submitters[submitter];
	const struct either *e = positions_of(n, submitter, issue);
	int stance = s->stance[issue];
	sp_style st = sp_resize(&sp_st_label, 7.6f);
	sp_style word = sp_recolor(&st, sp_stance_ink(stance));
	sp_pdf *p = f->b->pdf;

	int rows = sp_tally_voices(&s->issues);
	bool first = k == 0;

	if (first)
		f->y -= 3;
	/* Neither the first nor the last row of a submitter stands alone. */
	bool kept = rows > 1 && (first || k == rows - 2);
	if (sp_flow_need(f, kept ? PITCH : 0)) {
		head(f);
		first = true;
	}
	sp_pdf_open(p, "TR");
	name_cell(f, s, !first, rows - k);
	issue_cell(f, submitter, issue);
	sp_table_td(p, STANCE_X, f->y, SP_AT_LEFT, &word,
		    sp_stance_label(stance));
	sp_table_count(p, FOR_X, f->y, &st, e->support);
	sp_table_count(p, SP_RIGHT, f->y, &st, e->oppose);
	sp_pdf_close(p);
	f->y -= PITCH;
}

/* By name, for these say nothing that a row could show. */
static void say_silent(sp_flow *f, const int *rows)
{
	const sp_model *m = f->b->m;
	sp_style st = sp_resize(&sp_st_label, 7.6f);
	sp_buf t = SP_BUF_INIT;

	for (int i = 0; i < m->nmatrix; i++) {
		const sp_submitter *s = &m->submitters[rows[i]];

		if (sp_tally_voices(&s->issues))
			continue;
		sp_buf_adds(&t, t.len ? "; " : "No position on any issue: ");
		sp_buf_adds(&t, s->name);
	}
	if (t.len) {
		sp_buf_addc(&t, '.');
		f->y -= 4;
		sp_flow_para(f, &st, 10.4f, t.data);
	}
	sp_buf_release(&t);
}

static void table(sp_flow *f, const struct positions *n, const int *rows)
{
	const sp_model *m = f->b->m;

	sp_pdf_open(f->b->pdf, "Table");
	f->table = true;
	head(f);
	for (int k = 0; k < m->nmatrix; k++) {
		const sp_submitter *s = &m->submitters[rows[k]];
		int n_rows = 0;

		for (int i = 0; i < m->nissues; i++) {
			if (s->stance[i] == SP_SILENT)
				continue;
			row(f, n, rows[k], i, n_rows++);
		}
	}
	f->table = false;
	sp_pdf_close(f->b->pdf);
}

bool sp_annex_data(sp_flow *f, sp_error *err)
{
	sp_style say = sp_recolor(&sp_st_label, SP_INK_2);
	struct positions n = { 0 };
	int *rows = sp_model_rows(f->b->m);
	bool ok = positions_read(&n, f->b, err);

	if (ok) {
		sp_flow_heading(f, "The stance matrix as a table", 70);
		sp_flow_para(f, &say, 12,
			     "A row for each submitter and issue. An issue "
			     "that is not listed is not addressed.");
		f->y -= 6;
		table(f, &n, rows);
		say_silent(f, rows);
	}
	positions_release(&n);
	free(rows);
	return ok;
}
