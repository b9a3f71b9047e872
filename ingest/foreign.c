/* The HTML standard, "The rules for parsing tokens in foreign content". */
#include "config.h"

#include "ingest/foreign.h"

#include <string.h>
#include <strings.h>

enum { SVG = 's', MATH = 'm', POINT = 'p' };	/* HTML stands in the last */

static bool in_list(const char *const *list, const char *name)
{
	for (; *list; list++)
		if (strcmp(*list, name) == 0)
			return true;
	return false;
}

bool sp_foreign_begins(const char *name)
{
	return strcmp(name, "svg") == 0 || strcmp(name, "math") == 0;
}

static bool is_point(const char *name)
{
	static const char *const names[] = {
		"annotation-xml", "desc", "foreignobject", "mi", "mn", "mo", "ms",
		"mtext", "title", NULL
	};

	return in_list(names, name);
}

static bool has_font_attribute(const char *s, size_t n)
{
	static const char *const names[] = { "color", "face", "size" };

	for (size_t i = 1; i < n; i++) {
		if (!strchr(" \t\r\n\f/", s[i - 1]))
			continue;
		for (size_t k = 0; k < 3; k++)
			if (n - i > strlen(names[k]) &&
			    strncasecmp(s + i, names[k], strlen(names[k])) == 0)
				return true;
	}
	return false;
}

static bool breaks_out(const char *name, bool end, const char *attributes, size_t n)
{
	static const char *const names[] = {
		"b", "big", "blockquote", "body", "br", "center", "code", "dd", "div",
		"dl", "dt", "em", "embed", "h1", "h2", "h3", "h4", "h5", "h6", "head",
		"hr", "i", "img", "li", "listing", "menu", "meta", "nobr", "ol", "p",
		"pre", "ruby", "s", "small", "span", "strong", "strike", "sub", "sup",
		"table", "tt", "u", "ul", "var", NULL
	};

	if (end)
		return strcmp(name, "p") == 0 || strcmp(name, "br") == 0;
	return in_list(names, name) ||
		(strcmp(name, "font") == 0 && has_font_attribute(attributes, n));
}

void sp_foreign_break_out(sp_foreign *f, const char *name, bool end,
			  const char *attributes, size_t n, sp_buf *out)
{
	if (!f->n || f->open[f->n - 1] == POINT || !breaks_out(name, end, attributes, n))
		return;
	while (f->n && f->open[f->n - 1] != POINT) {
		sp_buf_adds(out, f->open[--f->n] == SVG ? "</svg>" : "</math>");
		f->depth--;
	}
	if (!f->n)
		f->depth = 0;
}

static void begin(sp_foreign *f, char kind)
{
	f->depth += kind != POINT;
	if (f->n < SP_FOREIGN_MAX)
		f->open[f->n++] = kind;
}

static void finish(sp_foreign *f, char kind)
{
	size_t at = f->n;

	if (f->depth > SP_FOREIGN_MAX) {
		f->depth -= kind != POINT;
		return;
	}
	while (at && f->open[at - 1] != kind)
		at--;
	if (!at)
		return;
	while (f->n >= at)
		f->depth -= f->open[--f->n] != POINT;
}

void sp_foreign_note(sp_foreign *f, const char *name, bool end)
{
	char kind = strcmp(name, "svg") == 0 ? SVG : strcmp(name, "math") == 0 ? MATH : POINT;

	if (kind == POINT && (!f->depth || !is_point(name)))
		return;
	if (end)
		finish(f, kind);
	else
		begin(f, kind);
}
