/* pdf_draw.c - what stands on a page, as the operators of its content: rules,
 * areas, text; see pdf.h. */
#include "config.h"

#include "report/pdf.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "report/pdf_internal.h"

/* ---- operators ---------------------------------------------------------- */

sp_buf *sp_pdf_ops(sp_pdf *p)
{
	assert(p->page >= 0);
	return &p->pages[p->page].ops;
}

void sp_pdf_num(sp_buf *b, double v)
{
	long n = lround(v * 100);

	if (n < 0) {
		sp_buf_addc(b, '-');
		n = -n;
	}
	sp_buf_addf(b, "%ld", n / 100);
	if (n % 100)
		sp_buf_addf(b, n % 10 ? ".%02ld" : ".%ld",
			    n % 10 ? n % 100 : n % 100 / 10);
}

/* Numbers, then the operator. */
static void op(sp_pdf *p, const char *name, int n, const double *v)
{
	sp_buf *b = sp_pdf_ops(p);

	for (int i = 0; i < n; i++) {
		sp_pdf_num(b, v[i]);
		sp_buf_addc(b, ' ');
	}
	sp_buf_adds(b, name);
	sp_buf_addc(b, '\n');
}

#define OP(p, name, ...)                                                       \
	op(p, name,                                                            \
	   (int)(sizeof((double[]){ __VA_ARGS__ }) / sizeof(double)),          \
	   (double[]){ __VA_ARGS__ })

void sp_pdf_move(sp_pdf *p, float x, float y)
{
	OP(p, "cm", 1, 0, 0, 1, x, y);
}

/* ---- drawing ------------------------------------------------------------ */

/* Three decimals for colours: two would shift a channel by more than 1/255. */
static void color(sp_pdf *p, sp_color c, const char *name)
{
	sp_buf *b = sp_pdf_ops(p);

	for (int shift = 16; shift >= 0; shift -= 8) {
		unsigned v = ((c >> shift & 255) * 1000 + 127) / 255;

		if (v >= 1000)
			sp_buf_adds(b, "1 ");
		else
			sp_buf_addf(b, ".%03u ", v);
	}
	sp_buf_adds(b, name);
	sp_buf_addc(b, '\n');
}

void sp_pdf_rect(sp_pdf *p, float x, float y, float w, float h, sp_color c)
{
	color(p, c, "rg");
	OP(p, "re f", x, y, w, h);
}

void sp_pdf_line(sp_pdf *p, float x1, float y1, float x2, float y2,
		 float width, sp_color c)
{
	color(p, c, "RG");
	OP(p, "w", width);
	OP(p, "m", x1, y1);
	OP(p, "l S", x2, y2);
}

void sp_pdf_polygon(sp_pdf *p, const float *xy, size_t n, sp_color c)
{
	color(p, c, "rg");
	for (size_t i = 0; i < n; i++)
		OP(p, i ? "l" : "m", xy[2 * i], xy[2 * i + 1]);
	sp_buf_adds(sp_pdf_ops(p), "f\n");
}

void sp_pdf_dot(sp_pdf *p, float x, float y, float r, sp_color c)
{
	/* Four Bezier arcs; this factor makes them round within 0.03%. */
	double k = 0.5523 * r;

	color(p, c, "rg");
	OP(p, "m", x + r, y);
	OP(p, "c", x + r, y + k, x + k, y + r, x, y + r);
	OP(p, "c", x - k, y + r, x - r, y + k, x - r, y);
	OP(p, "c", x - r, y - k, x - k, y - r, x, y - r);
	OP(p, "c f", x + k, y - r, x + r, y - k, x + r, y);
}

void sp_pdf_push(sp_pdf *p, float x, float y, float degrees)
{
	double a = degrees * 3.14159265358979 / 180, c = cos(a), s = sin(a);
	sp_buf *b = sp_pdf_ops(p);

	/* Five decimals: two would bend a long label visibly. */
	sp_buf_adds(b, "q ");
	double m[4] = { c, s, -s, c };
	for (int i = 0; i < 4; i++) {
		long n = lround(m[i] * 100000);

		sp_buf_addf(b, "%s%ld.%05ld ", n < 0 ? "-" : "",
			    labs(n) / 100000, labs(n) % 100000);
	}
	OP(p, "cm", x, y);
}

void sp_pdf_pop(sp_pdf *p)
{
	sp_buf_adds(sp_pdf_ops(p), "Q\n");
}

/* The state of a text object while glyphs are added. */
struct setter {
	sp_buf *b;
	const sp_style *style;
	int face;		/* -1: none set */
	double rise;
	double owed;		/* to move before the next glyph, 1/1000 */
	bool array, string;	/* inside [ and < */
};

static void close_array(struct setter *t)
{
	if (t->string)
		sp_buf_addc(t->b, '>');
	if (t->array)
		sp_buf_adds(t->b, "]TJ\n");
	t->string = t->array = false;
}

static void set_face(struct setter *t, int face)
{
	if (face == t->face)
		return;
	close_array(t);
	sp_buf_addf(t->b, "/F%d ", face);
	sp_pdf_num(t->b, t->style->size);
	sp_buf_adds(t->b, " Tf\n");
	t->face = face;
}

static void set_rise(struct setter *t, double dy)
{
	if (fabs(dy - t->rise) < 1)
		return;
	close_array(t);
	sp_pdf_num(t->b, dy * t->style->size / 1000);
	sp_buf_adds(t->b, " Ts\n");
	t->rise = dy;
}

/* Pay what is owed, in tenths; the rest is carried so that lines do not drift. */
static void move(struct setter *t)
{
	double tenths = round(t->owed * 10);

	if (tenths == 0)
		return;
	if (t->string)
		sp_buf_addc(t->b, '>');
	t->string = false;
	sp_pdf_num(t->b, -tenths / 10);
	t->owed -= tenths / 10;
}

static void set_glyph(struct setter *t, const sp_fonts *fonts,
		      const sp_glyph *g)
{
	double natural = sp_fonts_cid(fonts, (sp_face)g->face, g->cid)->width;

	set_face(t, g->face);
	set_rise(t, g->dy);
	if (!t->array)
		sp_buf_addc(t->b, '[');
	t->array = true;
	t->owed += g->dx;
	move(t);
	if (!t->string)
		sp_buf_addc(t->b, '<');
	t->string = true;
	sp_buf_addf(t->b, "%04X", g->cid);
	t->owed += g->advance - natural - g->dx +
		   1000 * t->style->tracking / t->style->size;
}

/* Glyphs in the order in which they are read: the last one stands leftmost. A
 * screen reader follows it; what is copied goes by where they stand. */
static void set_leftwards(struct setter *t, const sp_fonts *fonts,
			  const sp_glyph *g, unsigned n)
{
	const double tracking = 1000 * t->style->tracking / t->style->size;
	double width = 0;

	for (unsigned i = 0; i < n; i++)
		width += g[i].advance + tracking;
	t->owed += width;
	for (unsigned i = n; i-- > 0;) {
		t->owed -= g[i].advance + tracking;
		set_glyph(t, fonts, &g[i]);
		t->owed -= g[i].advance + tracking;
	}
	t->owed += width;
}

static void set_word(struct setter *t, const sp_fonts *fonts, const sp_word *w)
{
	for (unsigned i = 0, end; i < w->n; i = end) {
		for (end = i + 1; end < w->n; end++)
			if (w->glyphs[end].leftwards != w->glyphs[i].leftwards)
				break;
		if (w->glyphs[i].leftwards)
			set_leftwards(t, fonts, w->glyphs + i, end - i);
		else
			for (unsigned k = i; k < end; k++)
				set_glyph(t, fonts, &w->glyphs[k]);
	}
}

float sp_pdf_words(sp_pdf *p, float x, float y, const sp_style *style,
		   const sp_word *const *words, size_t n)
{
	struct setter t = { .b = sp_pdf_ops(p), .style = style, .face = -1 };
	double width = 0;

	if (!n)
		return 0;
	color(p, style->color, "rg");
	sp_buf_adds(t.b, "BT\n");
	if (style->hidden)
		sp_buf_adds(t.b, "3 Tr\n");
	OP(p, "Td", x, y);
	for (size_t i = 0; i < n; i++) {
		set_word(&t, p->fonts, words[i]);
		width += words[i]->width * style->size / 1000 +
			 words[i]->n * style->tracking;
	}
	close_array(&t);
	if (t.rise != 0)
		sp_buf_adds(t.b, "0 Ts\n");
	if (style->hidden)	/* it outlives the text object */
		sp_buf_adds(t.b, "0 Tr\n");
	sp_buf_adds(t.b, "ET\n");
	return (float)width;
}
