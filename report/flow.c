/* flow.c - see flow.h. */
#include "config.h"

#include "report/flow.h"

void sp_flow_start(sp_flow *f, float y)
{
	f->y = f->top = y;
	f->column = 0;
}

float sp_flow_width(const sp_flow *f)
{
	return (SP_TEXT_W - f->gap * (float)(f->columns - 1)) /
	       (float)f->columns;
}

float sp_flow_x(const sp_flow *f)
{
	return SP_LEFT + (sp_flow_width(f) + f->gap) * (float)f->column;
}

void sp_flow_next(sp_flow *f)
{
	if (f->column + 1 < f->columns) {
		f->column++;
		f->y = f->top;
		return;
	}
	if (f->table)
		sp_pdf_close(f->b->pdf);
	sp_flow_end(f);
	sp_book_page(f->b, f->section);
	sp_flow_start(f, sp_book_continued(f->b, f->eyebrow, f->title) - 10);
	if (f->table)
		sp_pdf_open(f->b->pdf, "Table");
}

bool sp_flow_need(sp_flow *f, float height)
{
	if (f->y - height >= f->bottom)
		return false;
	sp_flow_next(f);
	return true;
}

void sp_flow_heading(sp_flow *f, const char *text, float keep)
{
	if (f->y < f->top)
		f->y -= 14;
	sp_flow_need(f, 22 + keep);
	f->y = sp_draw_heading(f->b->pdf, sp_flow_x(f), f->y, sp_flow_width(f),
			       text);
}

/* Too long for what is left of this column: whole in the next one, or line by
 * line if no column holds it. */
void sp_flow_para(sp_flow *f, const sp_style *style, float leading,
		  const char *text)
{
	sp_para *p = sp_para_new(sp_pdf_fonts(f->b->pdf));

	sp_para_add(p, style, text);
	size_t n = sp_para_break(p, sp_flow_width(f), 0, false), at = 0;
	float whole = leading * (float)(n ? n - 1 : 0);

	if (whole <= f->top - f->bottom)
		sp_flow_need(f, whole);
	while (at < n) {
		size_t fit = 1 + (size_t)((f->y - f->bottom) / leading);

		if (fit > n - at)
			fit = n - at;
		sp_pdf_begin(f->b->pdf, "P");
		f->y = sp_para_draw_lines(p, f->b->pdf, sp_flow_x(f), f->y,
					  leading, at, at + fit);
		sp_pdf_end(f->b->pdf);
		at += fit;
		if (at < n)
			sp_flow_next(f);
	}
	sp_para_free(p);
}

void sp_flow_end(sp_flow *f)
{
	if (f->note)
		sp_draw_note(f->b->pdf, f->note);
}
