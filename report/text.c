/* text.c - single lines of text; see text.h. */
#include "config.h"

#include "report/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

float sp_text_width_n(sp_fonts *f, const sp_style *style, const char *s,
		      size_t n)
{
	sp_para *p = sp_para_new(f);
	char *copy = sp_strndup(s, n);

	sp_para_add(p, style, copy);
	sp_para_break(p, SP_ONE_LINE, 0, false);
	float width = sp_para_width(p);
	free(copy);
	sp_para_free(p);
	return width;
}

float sp_text_width(sp_fonts *f, const sp_style *style, const char *s)
{
	return sp_text_width_n(f, style, s, strlen(s));
}

float sp_text(sp_pdf *pdf, float x, float y, const sp_style *style,
	      const char *s)
{
	sp_para *p = sp_para_new(sp_pdf_fonts(pdf));

	sp_para_add(p, style, s);
	sp_para_break(p, SP_ONE_LINE, 0, false);
	float width = sp_para_width(p);
	sp_para_draw(p, pdf, x, y, 0);
	sp_para_free(p);
	return width;
}

float sp_text_right(sp_pdf *p, float x, float y, const sp_style *style,
		    const char *s)
{
	float width = sp_text_width(sp_pdf_fonts(p), style, s);

	return sp_text(p, x - width, y, style, s);
}

float sp_text_center(sp_pdf *p, float x, float y, const sp_style *style,
		     const char *s)
{
	float width = sp_text_width(sp_pdf_fonts(p), style, s);

	return sp_text(p, x - width / 2, y, style, s);
}

/* Without the blanks, opening marks and separators that s[0..n) ends with: an
 * ellipsis does not follow these. */
static size_t trim_end(const char *s, size_t n)
{
	static const char *const marks[] = {
		" ", "\n", "\t", "\r", ",", ";", ":", "(", "[", "-", "/", "&",
		"\u00ab", "\u2039", "\u201c", "\u201e", "\u2018", "\u2013",
		"\u2014", "\u00a0" };

	for (size_t i = 0; i < sizeof marks / sizeof *marks;) {
		size_t len = strlen(marks[i]);

		if (n > len && !memcmp(s + n - len, marks[i], len)) {
			n -= len;
			i = 0;
		} else {
			i++;
		}
	}
	return n;
}

/* The longest beginning of s, at most n bytes, that fits with an ellipsis. */
static float draw_cut(sp_pdf *p, float x, float y, const sp_style *style,
		      const char *s, float width)
{
	sp_fonts *f = sp_pdf_fonts(p);
	size_t len = strlen(s), n = len;
	float dots = sp_text_width(f, style, "\u2026");

	while (n && sp_text_width_n(f, style, s, n) + dots > width)
		n = sp_utf8_cut(s, len, n - 1);
	n = trim_end(s, n);
	char *cut = sp_malloc(n + 4);
	memcpy(cut, s, n);
	strcpy(cut + n, "\u2026");
	float w = sp_text(p, x, y, style, cut);
	free(cut);
	return w;
}

float sp_text_fit(sp_pdf *p, float x, float y, const sp_style *style,
		  const char *s, float width, float floor)
{
	sp_style st = *style;
	float w = sp_text_width(sp_pdf_fonts(p), &st, s);

	if (w > width && floor < st.size) {
		st.size = st.size * width / w;
		if (st.size < floor)
			st.size = floor;
		w = sp_text_width(sp_pdf_fonts(p), &st, s);
	}
	if (w <= width + 0.05f)
		return sp_text(p, x, y, &st, s);
	return draw_cut(p, x, y, &st, s, width);
}
