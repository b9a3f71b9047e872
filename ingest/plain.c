#include "config.h"

#include "ingest/plain.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "ingest/marker.h"

typedef struct line {
	const char *s;		/* without indent and trailing blanks */
	size_t n, indent;
	int number;
} line;

typedef struct reader {
	const char *at, *end;
	int number;
	size_t width;		/* that the lines are wrapped at */
} reader;

static bool next_line(reader *r, line *out)
{
	if (r->at >= r->end)
		return false;
	const char *nl = memchr(r->at, '\n', (size_t)(r->end - r->at));
	const char *stop = nl ? nl : r->end;
	const char *s = r->at;

	r->at = nl ? nl + 1 : r->end;
	out->number = ++r->number;
	while (stop > s && isspace((unsigned char)stop[-1]))
		stop--;
	out->indent = 0;
	while (s < stop && isspace((unsigned char)*s))
		out->indent++, s++;
	out->s = s;
	out->n = (size_t)(stop - s);
	return true;
}

/* The width that nine lines in ten keep to. */
static size_t wrap_width(const char *s, size_t n)
{
	size_t count[201] = { 0 }, lines = 0, seen = 0;
	reader r = { s, s + n, 0, 0 };
	line l;

	while (next_line(&r, &l)) {
		if (!l.n)
			continue;
		lines++;
		count[l.n + l.indent < 200 ? l.n + l.indent : 200]++;
	}
	for (size_t w = 0; w < 200; w++) {
		seen += count[w];
		if (seen * 10 >= lines * 9)
			return w < 40 ? 40 : w;
	}
	return 200;	/* long lines: each is a paragraph */
}

static bool all_capitals(const line *l)
{
	size_t upper = 0;

	for (size_t i = 0; i < l->n; i++) {
		if (islower((unsigned char)l->s[i]) || (l->s[i] & 0x80))
			return false;
		upper += isupper((unsigned char)l->s[i]) != 0;
	}
	return upper >= 4 && l->n <= 100;
}

/* The level that a rule of '=' or '-' under a line gives it; 0: no rule. */
static int rule_level(const line *l)
{
	if (l->n < 3 || (*l->s != '=' && *l->s != '-' && *l->s != '~'))
		return 0;
	for (size_t i = 1; i < l->n; i++)
		if (l->s[i] != *l->s)
			return 0;
	return *l->s == '=' ? 1 : 2;
}

/* Is it short, and does it not end like a sentence? A rule under anything else
 * parts two paragraphs. */
static bool is_title(const line *l)
{
	return sp_utf8_count(l->s, l->n) <= 100 && !strchr(".!,;", l->s[l->n - 1]);
}

static bool begins_item(const line *l)
{
	sp_marker m = sp_marker_of(l->s, l->n);

	return m.kind != SP_MARKER_NONE && m.kind != SP_MARKER_ROMAN;
}

typedef struct paragraph {
	sp_writer *w;
	size_t lines;
	bool capitals, title;	/* its first line is, and may be above a rule */
	size_t indent, last;	/* of the first line; length of the last line */
} paragraph;

static void end(paragraph *p)
{
	if (p->lines == 1 && p->capitals)
		sp_writer_flush(p->w, SP_HEADING, 2, -1);
	else
		sp_writer_flush(p->w, SP_PARAGRAPH, 0, -1);
	p->lines = 0;
}

static void add(paragraph *p, const line *l, size_t width)
{
	if (p->lines && (p->last * 10 >= width * 7 || width >= 200))
		p->w->blank = true;
	else if (p->lines)
		sp_writer_break(p->w);	/* a short line was meant to end there */
	sp_writer_text(p->w, l->s, l->n, l->number, SIZE_MAX);
	if (!p->lines++) {
		p->indent = l->indent;
		p->capitals = all_capitals(l);
		p->title = is_title(l);
	}
	p->last = l->n + l->indent;
}

void sp_plain(const char *s, size_t n, sp_writer *w)
{
	reader r = { s, s + n, 0, wrap_width(s, n) };
	paragraph p = { .w = w };
	line l;

	while (next_line(&r, &l)) {
		int level = rule_level(&l);
		if (level && p.lines == 1 && p.title) {
			sp_writer_flush(w, SP_HEADING, level, -1);
			p.lines = 0;
			continue;
		}
		if (!l.n || level) {
			end(&p);
			continue;
		}
		if (p.lines && (begins_item(&l) || r.width >= 200 ||
				(l.indent > p.indent + 1 && p.lines > 1)))
			end(&p);
		add(&p, &l, r.width);
	}
	end(&p);
}
