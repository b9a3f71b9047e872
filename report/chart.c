/* chart.c - see chart.h. */
#include "config.h"

#include "report/chart.h"

#include "report/wording.h"

const int sp_chart_order[3] = { SP_SUPPORT, SP_MIXED, SP_OPPOSE };

static const float GAP = 0.8f;	/* white between the parts of a bar */

void sp_chart_stacked(sp_pdf *p, float x, float y, float w, float h,
		      const sp_tally *t, float size)
{
	int voices = sp_tally_voices(t);
	sp_style st = { .face = SP_BOLD, .size = size };
	sp_buf n = SP_BUF_INIT;

	for (size_t i = 0; i < 3; i++) {
		int stance = sp_chart_order[i], k = t->n[stance];
		float part = voices ? w * (float)k / (float)voices : 0;

		if (!k)
			continue;
		sp_pdf_rect(p, x, y, part - GAP, h, sp_stance_fill(stance));
		sp_buf_clear(&n);
		sp_add_count(&n, k);
		st.color = stance == SP_MIXED ? SP_INK : SP_WHITE;
		if (part > sp_text_width(sp_pdf_fonts(p), &st, n.data) + 3)
			sp_text_center(p, x + (part - GAP) / 2,
				       y + h / 2 - 0.36f * size, &st, n.data);
		x += part;
	}
	sp_buf_release(&n);
}

void sp_chart_balance(sp_pdf *p, float zero, float y, float h,
		      const sp_tally *t, float unit)
{
	float left = unit * (float)t->n[SP_OPPOSE];
	float right = unit * (float)t->n[SP_SUPPORT];

	if (left > 0)
		sp_pdf_rect(p, zero - left, y, left, h, SP_ORANGE);
	if (right > 0)
		sp_pdf_rect(p, zero, y, right, h, SP_BLUE);
}

float sp_chart_key(sp_pdf *p, float x, float y, sp_color c, const char *text)
{
	sp_style st = sp_recolor(&sp_st_small, SP_INK_2);

	sp_pdf_rect(p, x, y - 0.8f, 7.5f, 7.5f, c);
	x += 11;
	return x + sp_text(p, x, y, &st, text) + 13;
}

int sp_chart_most(const sp_tally *first, size_t n, size_t step)
{
	int most = 1;

	for (size_t i = 0; i < n; i++) {
		const sp_tally *t = (const sp_tally *)
			((const char *)first + i * step);

		most = t->n[SP_SUPPORT] > most ? t->n[SP_SUPPORT] : most;
		most = t->n[SP_OPPOSE] > most ? t->n[SP_OPPOSE] : most;
	}
	return most;
}

/* ---- markers ------------------------------------------------------------ */

static void cross(sp_pdf *p, float x, float y, float r, sp_color c, bool turned)
{
	float d = 0.8f * r;

	if (turned) {
		sp_pdf_line(p, x - d, y - d, x + d, y + d, 1.5f, c);
		sp_pdf_line(p, x - d, y + d, x + d, y - d, 1.5f, c);
	} else {
		sp_pdf_line(p, x - r, y, x + r, y, 1.5f, c);
		sp_pdf_line(p, x, y - r, x, y + r, 1.5f, c);
	}
}

static void polygon(sp_pdf *p, float x, float y, float r, const float *unit,
		    size_t n, sp_color c)
{
	float xy[8];

	for (size_t i = 0; i < n; i++) {
		xy[2 * i] = x + r * unit[2 * i];
		xy[2 * i + 1] = y + r * unit[2 * i + 1];
	}
	sp_pdf_polygon(p, xy, n, c);
}

void sp_chart_marker(sp_pdf *p, float x, float y, float r, int type, bool sure)
{
	static const float up[] = { -1.05f, -0.85f, 1.05f, -0.85f, 0, 1.05f };
	static const float down[] = { -1.05f, 0.85f, 1.05f, 0.85f, 0, -1.05f };
	static const float diamond[] = { -1.2f, 0, 0, -1.2f, 1.2f, 0, 0, 1.2f };
	static const sp_color color[SP_TYPES] = { SP_BLUE, SP_ORANGE, 0x7a5b00,
						  0x2f7d5b, 0x6b4c9a, SP_INK_2,
						  SP_INK_2 };

	switch (type) {
	case 0:
		sp_pdf_rect(p, x - 0.92f * r, y - 0.92f * r, 1.84f * r,
			    1.84f * r, color[type]);
		break;
	case 1:
		polygon(p, x, y, r, up, 3, color[type]);
		break;
	case 2:
		polygon(p, x, y, r, down, 3, color[type]);
		break;
	case 3:
		sp_pdf_dot(p, x, y, r, color[type]);
		break;
	case 4:
		polygon(p, x, y, r, diamond, 4, color[type]);
		break;
	default:
		cross(p, x, y, r, color[type], type == 5);
		break;
	}
	if (!sure)	/* a white heart: the same shape and colour, less weight */
		sp_pdf_dot(p, x, y, 0.42f * r, SP_WHITE);
}
