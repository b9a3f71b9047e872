/* page_names.c - the short names of the charts, each with the full one. */
#include "config.h"

#include <string.h>

#include "report/page_annex.h"
#include "report/table.h"

static void names_head(sp_flow *f)
{
	static const sp_column columns[] = {
		{ SP_LEFT, SP_AT_LEFT, "Short name" },
		{ SP_LEFT + 150, SP_AT_LEFT, "Name" },
	};
	sp_style st = sp_recolor(&sp_st_small, SP_INK_2);

	f->y = sp_table_heads(f->b->pdf, f->y, &st, columns,
			       sizeof columns / sizeof *columns);
}

static void names_row(sp_flow *f, const sp_submitter *s)
{
	sp_style st = sp_resize(&sp_st_label, 7.6f);
	sp_style bold = { .face = SP_BOLD, .size = 7.6f, .color = SP_INK };
	const float x = SP_LEFT + 150;
	sp_pdf *p = f->b->pdf;
	sp_para *name = sp_para_new(sp_pdf_fonts(p));

	sp_para_add(name, &st, s->name);
	size_t n = sp_para_break(name, SP_RIGHT - x, 0, false);
	if (sp_flow_need(f, 10 * (float)(n - 1)))
		names_head(f);
	sp_pdf_open(p, "TR");
	sp_pdf_open(p, "TH");
	sp_pdf_scope(p, "Row");
	sp_pdf_mark(p);
	sp_text_fit(p, SP_LEFT, f->y, &bold, s->short_name, 144, 7);
	sp_pdf_end(p);
	sp_pdf_begin(p, "TD");
	f->y = sp_para_draw(name, p, x, f->y, 10) - 1;
	sp_pdf_end(p);
	sp_pdf_close(p);
	sp_para_free(name);
}

void sp_annex_names(sp_flow *f)
{
	const sp_model *m = f->b->m;
	bool any = false;

	for (int i = 0; i < m->nsubmitters; i++) {
		const sp_submitter *s = &m->submitters[i];

		if (!s->in_matrix || !strcmp(s->name, s->short_name))
			continue;
		if (!any) {
			sp_flow_heading(f, "Short names", 50);
			sp_pdf_open(f->b->pdf, "Table");
			f->table = true;
			names_head(f);
		}
		any = true;
		names_row(f, s);
	}
	if (!any)
		return;
	f->table = false;
	sp_pdf_close(f->b->pdf);
}
