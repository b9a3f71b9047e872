/* table.c - see table.h. */
#include "config.h"

#include "report/table.h"

#include "report/wording.h"

static void put(sp_pdf *p, float x, float y, sp_align at, const sp_style *style,
		const char *text)
{
	if (at == SP_AT_RIGHT)
		sp_text_right(p, x, y, style, text);
	else if (at == SP_AT_CENTER)
		sp_text_center(p, x, y, style, text);
	else
		sp_text(p, x, y, style, text);
}

void sp_table_th(sp_pdf *p, const char *scope, float x, float y, sp_align at,
		 const sp_style *style, const char *text)
{
	sp_pdf_open(p, "TH");
	sp_pdf_scope(p, scope);
	sp_pdf_mark(p);
	put(p, x, y, at, style, text);
	sp_pdf_end(p);
}

float sp_table_heads(sp_pdf *p, float y, const sp_style *style,
		     const sp_column *columns, size_t n)
{
	sp_pdf_open(p, "TR");
	for (size_t i = 0; i < n; i++)
		sp_table_th(p, "Column", columns[i].x, y, columns[i].at, style,
			    columns[i].head);
	sp_pdf_close(p);
	sp_table_rule(p, SP_LEFT, SP_RIGHT, y - 4, SP_RULE);
	return y - 15;
}

void sp_table_td(sp_pdf *p, float x, float y, sp_align at,
		 const sp_style *style, const char *text)
{
	sp_pdf_begin(p, "TD");
	put(p, x, y, at, style, text);
	sp_pdf_end(p);
}

void sp_table_count(sp_pdf *p, float x, float y, const sp_style *style, long n)
{
	sp_buf t = SP_BUF_INIT;

	sp_add_count(&t, n);
	sp_table_td(p, x, y, SP_AT_RIGHT, style, t.data);
	sp_buf_release(&t);
}

void sp_table_group(sp_pdf *p, float x, float y, int columns,
		    const sp_style *style, const char *text)
{
	sp_pdf_open(p, "TR");
	sp_pdf_open(p, "TH");
	sp_pdf_scope(p, "Row");
	sp_pdf_span(p, columns, 1);
	sp_pdf_mark(p);
	sp_text(p, x, y, style, text);
	sp_pdf_end(p);
	sp_pdf_close(p);
}

void sp_table_rule(sp_pdf *p, float x1, float x2, float y, sp_color c)
{
	sp_pdf_artifact(p);
	sp_pdf_line(p, x1, y, x2, y, 0.4f, c);
	sp_pdf_unmark(p);
}
