/* draw.c - the look; see draw.h. */
#include "config.h"

#include "report/draw.h"

#include <string.h>

#include "report/wording.h"

const sp_style
	sp_st_cover = { .face = SP_HEAVY, .size = 34, .color = SP_INK },
	sp_st_title = { .face = SP_HEAVY, .size = 20, .color = SP_INK },
	sp_st_deck = { .face = SP_REGULAR, .size = 10, .color = SP_INK_2 },
	sp_st_eyebrow = { .face = SP_BOLD, .size = 7.5f, .color = SP_BLUE,
			  .tracking = 0.5f },
	sp_st_heading = { .face = SP_BOLD, .size = 11, .color = SP_INK },
	sp_st_body = { .face = SP_REGULAR, .size = 9.5f, .color = SP_INK },
	sp_st_bold = { .face = SP_BOLD, .size = 9.5f, .color = SP_INK },
	sp_st_quote = { .face = SP_SERIF, .size = 9.6f, .color = SP_INK },
	sp_st_name = { .face = SP_BOLD, .size = 8.4f, .color = SP_INK },
	sp_st_label = { .face = SP_REGULAR, .size = 8.4f, .color = SP_INK },
	sp_st_small = { .face = SP_REGULAR, .size = 7.4f, .color = SP_INK },
	sp_st_note = { .face = SP_REGULAR, .size = 7.2f, .color = SP_INK_3 },
	sp_st_hidden = { .face = SP_REGULAR, .size = 3, .color = SP_INK,
			 .hidden = true };

sp_color sp_stance_fill(int stance)
{
	static const sp_color fill[SP_STANCES] = {
		[SP_SILENT] = SP_WHITE, [SP_SUPPORT] = SP_BLUE,
		[SP_MIXED] = SP_BEIGE, [SP_OPPOSE] = SP_ORANGE };

	return fill[stance];
}

sp_color sp_stance_ink(int stance)
{
	static const sp_color ink[SP_STANCES] = {
		[SP_SILENT] = SP_INK_3, [SP_SUPPORT] = SP_BLUE,
		[SP_MIXED] = SP_INK_2, [SP_OPPOSE] = SP_ORANGE };

	return ink[stance];
}

sp_color sp_stance_rule(int stance)
{
	return stance == SP_MIXED ? SP_BEIGE_RULE : sp_stance_fill(stance);
}

sp_style sp_recolor(const sp_style *s, sp_color c)
{
	sp_style out = *s;

	out.color = c;
	return out;
}

sp_style sp_resize(const sp_style *s, float size)
{
	sp_style out = *s;

	out.size = size;
	return out;
}

/* Plus, minus, plus-minus as strokes: they look the same at any size. */
static void draw_sign(sp_pdf *p, float x, float y, float r, int stance)
{
	sp_color c = stance == SP_MIXED ? SP_INK : SP_WHITE;
	float up = stance == SP_MIXED ? y + 0.3f * r : y;
	const float stroke = 0.95f;

	sp_pdf_line(p, x - r, up, x + r, up, stroke, c);
	if (stance != SP_OPPOSE)
		sp_pdf_line(p, x, up - r * 0.95f, x, up + r * 0.95f, stroke,
			    c);
	if (stance == SP_MIXED)
		sp_pdf_line(p, x - r, y - 1.15f * r, x + r, y - 1.15f * r,
			    stroke, c);
}

void sp_draw_cell(sp_pdf *p, float x, float y, float w, float h, int stance)
{
	float small = w < h ? w : h;
	float r = 0.26f * small > 3.2f ? 3.2f : 0.26f * small;

	if (stance == SP_SILENT) {
		sp_pdf_dot(p, x + w / 2, y + h / 2, 0.55f, SP_DOT);
		return;
	}
	sp_pdf_rect(p, x, y, w, h, sp_stance_fill(stance));
	draw_sign(p, x + w / 2, y + h / 2, r, stance);
}

float sp_draw_heading(sp_pdf *p, float x, float y, float width,
		      const char *text)
{
	sp_pdf_begin(p, "H2");
	sp_text_fit(p, x, y, &sp_st_heading, text, width, 8);
	sp_pdf_end(p);
	sp_pdf_artifact(p);
	sp_pdf_line(p, x, y - 7, x + width, y - 7, 0.5f, SP_RULE);
	sp_pdf_unmark(p);
	return y - 22;
}

float sp_draw_para(sp_pdf *p, const char *type, float x, float y, float width,
		   const sp_style *style, float leading, const char *text,
		   size_t max)
{
	sp_para *para = sp_para_new(sp_pdf_fonts(p));

	sp_para_add(para, style, text);
	sp_para_break(para, width, max, false);
	sp_pdf_begin(p, type);
	y = sp_para_draw(para, p, x, y, leading);
	sp_pdf_end(p);
	sp_para_free(para);
	return y;
}

void sp_draw_note(sp_pdf *p, const char *text)
{
	sp_para *para = sp_para_new(sp_pdf_fonts(p));
	const float leading = 9.6f;

	sp_para_add(para, &sp_st_note, text);
	size_t n = sp_para_break(para, SP_TEXT_W, 4, false);
	sp_pdf_begin(p, "P");
	sp_para_draw(para, p, SP_LEFT,
		     SP_NOTE_Y(p) + leading * (float)(n ? n - 1 : 0), leading);
	sp_pdf_end(p);
	sp_para_free(para);
}

float sp_draw_submitter(sp_pdf *p, float x, float y, const sp_style *style,
			const sp_submitter *s, float width, float floor)
{
	bool full = sp_text_width(sp_pdf_fonts(p), style, s->name) <= width;

	return sp_text_fit(p, x, y, style, full ? s->name : s->short_name,
			   width, floor);
}

float sp_draw_link(sp_pdf *p, float x, float y, const sp_style *style,
		   const char *text, const char *dest, const char *contents)
{
	sp_pdf_open(p, "Link");
	sp_pdf_mark(p);
	float w = sp_text(p, x, y, style, text);
	sp_pdf_unmark(p);
	sp_pdf_link(p, x, y - 0.3f * style->size, w, 1.2f * style->size, dest,
		    contents);
	sp_pdf_close(p);
	return w;
}

void sp_draw_space(sp_pdf *p, float x, float y)
{
	const sp_word *space = sp_fonts_shape(sp_pdf_fonts(p), SP_REGULAR,
					      " ", 1);

	sp_pdf_words(p, x, y, &sp_st_hidden, &space, 1);
}

void sp_draw_hidden(sp_pdf *p, float x, float y, const char *text)
{
	size_t n = strlen(text);

	sp_text(p, x, y, &sp_st_hidden, text);
	if (n && text[n - 1] == ' ')	/* set text leaves it out */
		sp_draw_space(p, x, y);
}
