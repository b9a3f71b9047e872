/* para.c - paragraphs: text in pieces, the pieces in lines; see text.h. */
#include "config.h"

#include "report/text.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report/bidi.h"

/* A piece of text that is not broken; drawn with a space before it or not. */
struct token {
	const sp_word *word;
	unsigned char style;
	bool space;
	bool glued;		/* no line may end before it */
	bool colon;		/* it ends in one: a good end of a heading's line */
	float width;		/* without the space */
};

struct line {
	size_t begin, end;	/* tokens */
	float width;
};

enum { STYLES = 8, LONG = 30, PIECE = 8 };

struct sp_para {
	sp_fonts *fonts;
	sp_style styles[STYLES];
	float spaces[STYLES];	/* width of a space in each style */
	unsigned nstyles;
	struct token *tokens;
	size_t ntokens, tokens_cap;
	struct line *lines;
	size_t nlines, lines_cap;
	bool space;		/* the next token has a space before it */
	bool cut;
	bool rtl;		/* its first strong letter runs to the left */
	float measure;		/* it was broken for; lines end there if rtl */
	struct token dots;	/* drawn after the last line if cut */
};

/* ---- pieces of text ----------------------------------------------------- */

static bool blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Scripts that are broken between any two characters. */
static bool ideograph(unsigned cp)
{
	return (cp >= 0x2e80 && cp <= 0x9fff) ||
	       (cp >= 0xac00 && cp <= 0xd7a3) ||
	       (cp >= 0xf900 && cp <= 0xfaff) ||
	       (cp >= 0xff00 && cp <= 0xff60) ||
	       (cp >= 0x20000 && cp <= 0x3ffff);
}

static bool breaks_after(unsigned cp)
{
	return cp == '-' || cp == '/' || cp == 0x2013 || cp == 0x2014 ||
	       cp == 0x200b || ideograph(cp);
}

static bool combines(unsigned cp)
{
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);

	return c == UTF8PROC_CATEGORY_MN || c == UTF8PROC_CATEGORY_MC ||
	       c == UTF8PROC_CATEGORY_ME;
}

/* Length of the first piece of the word s[0..n): to the next place where a
 * line may be broken. A stretch of LONG characters without such a place is broken
 * anywhere: its pieces are short, for narrow columns. *endless: we are in one. */
static size_t piece(const char *s, size_t n, bool *endless)
{
	size_t at = 0, chars = 0, cut = 0;

	while (at < n) {
		unsigned cp, next;

		at += sp_utf8_decode(s + at, n - at, &cp);
		if (at == n)
			break;
		sp_utf8_decode(s + at, n - at, &next);
		if ((ideograph(next) && next > 0x303f) ||
		    (breaks_after(cp) && next != ')' && next != ',' &&
		     next != '.')) {
			*endless = false;
			return at;
		}
		if (++chars >= PIECE && !cut && !combines(next))
			cut = at;
		*endless |= chars == LONG;
		if (*endless && cut)
			return cut;
	}
	return n;
}

/* ---- paragraphs --------------------------------------------------------- */

sp_para *sp_para_new(sp_fonts *f)
{
	sp_para *p = sp_calloc(1, sizeof *p);

	p->fonts = f;
	return p;
}

void sp_para_free(sp_para *p)
{
	if (!p)
		return;
	free(p->tokens);
	free(p->lines);
	free(p);
}

static float word_width(const sp_word *w, const sp_style *style)
{
	return w->width * style->size / 1000 + w->n * style->tracking;
}

static unsigned char style_index(sp_para *p, const sp_style *s)
{
	for (unsigned i = 0; i < p->nstyles; i++) {
		const sp_style *t = &p->styles[i];

		if (t->face == s->face && t->size == s->size &&
		    t->color == s->color && t->tracking == s->tracking &&
		    t->hidden == s->hidden)
			return (unsigned char)i;
	}
	if (p->nstyles == STYLES)	/* never: pages use two or three */
		return STYLES - 1;
	p->styles[p->nstyles] = *s;
	p->spaces[p->nstyles] =
		word_width(sp_fonts_shape(p->fonts, s->face, " ", 1), s);
	return (unsigned char)p->nstyles++;
}

/* Appends a piece; `held` where no line may end before it, in spite of a blank. */
static void add_token(sp_para *p, unsigned char style, const char *s, size_t n,
		      bool glued, bool held)
{
	const sp_style *st = &p->styles[style];
	const sp_word *w = sp_fonts_shape(p->fonts, st->face, s, n);

	p->tokens = sp_grow(p->tokens, p->ntokens, &p->tokens_cap,
			    sizeof *p->tokens);
	p->tokens[p->ntokens++] = (struct token){
		.word = w, .style = style, .space = p->space,
		.glued = p->ntokens > 0 && (held || (glued && !p->space)),
		.colon = n > 1 && s[n - 1] == ':',
		.width = word_width(w, st) };
	p->space = false;
}

/* Whether s goes on with the word `w`; *s is moved behind it and its blank. */
static bool take_word(const char **s, const char *w)
{
	size_t n = strlen(w);

	if (strncmp(*s, w, n) || !blank((*s)[n]))
		return false;
	*s += n + 1;
	return true;
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The words from s on that stay on the line of the word before: "3 of 5",
 * "5 of the 6", "nine in ten", "2 oppose". */
static int held_words(const char *s, bool after_number)
{
	if (take_word(&s, "in") && !strncmp(s, "ten ", 4))
		return 2;
	if (!after_number)
		return 0;
	if (!strncmp(s, "support", 7) || !strncmp(s, "mixed", 5) ||
	    !strncmp(s, "oppose", 6))
		return 1;
	if (!take_word(&s, "of"))
		return 0;
	int n = take_word(&s, "the") ? 3 : 2;
	return digit(*s) ? n : 0;
}

void sp_para_add(sp_para *p, const sp_style *style, const char *s)
{
	unsigned char index = style_index(p, style);
	bool glued = true;	/* to what was added before */
	bool number = false;	/* so the word before ends */
	int held = 0;

	while (*s) {
		if (blank(*s)) {
			p->space = true;
			s++;
			continue;
		}
		size_t n = strcspn(s, " \n\t\r");
		held = held ? held - 1 : held_words(s, number);
		number = digit(s[n - 1]);
		bool endless = false;
		for (bool first = true; n; first = false) {
			size_t len = piece(s, n, &endless);

			add_token(p, index, s, len, glued, first && held);
			glued = false;
			s += len;
			n -= len;
		}
	}
}

/* The width of the space before token i. */
static float space_before(const sp_para *p, size_t i)
{
	if (!i || !p->tokens[i].space)
		return 0;
	return p->spaces[p->tokens[i - 1].style];
}

/* The end of the tokens that must stay with token i. */
static size_t unit_end(const sp_para *p, size_t i)
{
	for (i++; i < p->ntokens && p->tokens[i].glued;)
		i++;
	return i;
}

static float unit_width(const sp_para *p, size_t i, size_t end)
{
	float width = p->tokens[i].width;

	for (i++; i < end; i++)
		width += space_before(p, i) + p->tokens[i].width;
	return width;
}

static void break_lines(sp_para *p, float width)
{
	p->nlines = 0;
	for (size_t i = 0; i < p->ntokens;) {
		struct line l = { .begin = i };
		size_t end = unit_end(p, i);

		l.width = unit_width(p, i, end);
		for (i = end; i < p->ntokens; i = end) {
			end = unit_end(p, i);
			float more = space_before(p, i) +
				     unit_width(p, i, end);

			if (l.width + more > width)
				break;
			l.width += more;
		}
		l.end = i;
		p->lines = sp_grow(p->lines, p->nlines, &p->lines_cap,
				   sizeof *p->lines);
		p->lines[p->nlines++] = l;
	}
}

/* Break two lines behind a colon, if both fit. */
static bool break_at_colon(sp_para *p, float width)
{
	struct line *a = &p->lines[0], *b = &p->lines[1];
	size_t i = a->begin;

	while (i < a->end && !p->tokens[i].colon)
		i++;
	if (i >= a->end || i + 1 == p->ntokens)
		return false;
	float first = unit_width(p, 0, i + 1);
	float second = unit_width(p, i + 1, p->ntokens);
	if (second > width || first < second / 4)
		return false;
	*a = (struct line){ 0, i + 1, first };
	*b = (struct line){ i + 1, p->ntokens, second };
	return true;
}

/* Narrow the measure as far as the number of lines stays the same. */
static void balance(sp_para *p, float width)
{
	size_t n = p->nlines;
	float low = width / 2, high = width;

	for (int i = 0; i < 10; i++) {
		float middle = (low + high) / 2;

		break_lines(p, middle);
		if (p->nlines > n)
			low = middle;
		else
			high = middle;
	}
	break_lines(p, high);
}

static void cut_lines(sp_para *p, float width, size_t max)
{
	struct line *l = &p->lines[max - 1];
	unsigned char style = p->tokens[l->end - 1].style;
	const sp_word *w = sp_fonts_shape(p->fonts, p->styles[style].face,
					  "\u2026", 3);

	p->dots = (struct token){ .word = w, .style = style,
				  .width = word_width(w, &p->styles[style]) };
	while (l->end > l->begin + 1 && l->width + p->dots.width > width) {
		l->end--;
		l->width -= p->tokens[l->end].width + space_before(p, l->end);
	}
	l->width += p->dots.width;
	p->nlines = max;
	p->cut = true;
}

static bool runs_left(const sp_para *p)
{
	for (size_t i = 0; i < p->ntokens; i++) {
		sp_direction d = sp_bidi_direction(p->tokens[i].word);

		if (d != SP_DIR_NONE)
			return d == SP_DIR_RTL;
	}
	return false;
}

size_t sp_para_break(sp_para *p, float width, size_t max, bool balanced)
{
	p->cut = false;
	p->rtl = runs_left(p);
	p->measure = width;
	break_lines(p, width);
	if (max && p->nlines > max)
		cut_lines(p, width, max);
	else if (balanced && p->nlines > 1 &&
		 !(p->nlines == 2 && break_at_colon(p, width)))
		balance(p, width);
	return p->nlines;
}

size_t sp_para_lines(const sp_para *p)
{
	return p->nlines;
}

bool sp_para_cut(const sp_para *p)
{
	return p->cut;
}

float sp_para_width(const sp_para *p)
{
	float width = 0;

	for (size_t i = 0; i < p->nlines; i++)
		if (p->lines[i].width > width)
			width = p->lines[i].width;
	return width;
}

/* The words and blanks of a line, each with its style, in logical order. */
struct row {
	const sp_word **words;
	unsigned char *styles;
	size_t n;
};

static void row_add(struct row *r, const sp_word *word, unsigned char style)
{
	r->words[r->n] = word;
	r->styles[r->n++] = style;
}

static void fill_row(const sp_para *p, const struct line *l, bool last,
		     struct row *r)
{
	for (size_t i = l->begin; i < l->end; i++) {
		const struct token *t = &p->tokens[i];

		row_add(r, t->word, t->style);
		/* The blank at a line's end is drawn too: words would run
		 * together when the text is copied. */
		if (i + 1 < p->ntokens && p->tokens[i + 1].space &&
		    (i + 1 < l->end || !last))
			row_add(r,
				sp_fonts_shape(p->fonts,
					       p->styles[t->style].face, " ",
					       1),
				t->style);
	}
	if (last && p->cut)
		row_add(r, p->dots.word, p->dots.style);
}

/* Neighbours of one style go to the page together. */
static float draw_run(const sp_para *p, sp_pdf *pdf, float x, float y,
		      const struct row *r, const size_t *order, size_t n)
{
	const sp_word **words = sp_calloc(n, sizeof *words);

	for (size_t i = 0; i < n; i++)
		words[i] = r->words[order[i]];
	x += sp_pdf_words(pdf, x, y, &p->styles[r->styles[*order]], words, n);
	free(words);
	return x;
}

static void draw_row(const sp_para *p, sp_pdf *pdf, float x, float y,
		     const struct row *r, const size_t *order)
{
	for (size_t i = 0, end; i < r->n; i = end) {
		for (end = i + 1; end < r->n; end++)
			if (r->styles[order[end]] != r->styles[order[i]])
				break;
		x = draw_run(p, pdf, x, y, r, order + i, end - i);
	}
}

/* Where words change places, each goes to its place in the order in which it is
 * read: that is what a screen reader gets. */
static void draw_turned(const sp_para *p, sp_pdf *pdf, float x, float y,
			const struct row *r, const size_t *order)
{
	float *at = sp_calloc(r->n + 1, sizeof *at);
	size_t logical;

	for (size_t i = 0; i < r->n; i++) {
		at[order[i]] = x;
		x += word_width(r->words[order[i]],
				&p->styles[r->styles[order[i]]]);
	}
	for (logical = 0; logical < r->n; logical++)
		draw_run(p, pdf, at[logical], y, r, &logical, 1);
	free(at);
}

static bool turned(const size_t *order, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (order[i] != i)
			return true;
	return false;
}

static float row_width(const sp_para *p, const struct row *r)
{
	float w = 0;

	for (size_t i = 0; i < r->n; i++)
		w += word_width(r->words[i], &p->styles[r->styles[i]]);
	return w;
}

static void draw_line(const sp_para *p, sp_pdf *pdf, float x, float y,
		      const struct line *l, bool last)
{
	size_t most = 2 * (l->end - l->begin) + 2;
	struct row r = { .words = sp_calloc(most, sizeof *r.words),
			 .styles = sp_calloc(most, sizeof *r.styles) };
	size_t *order = sp_calloc(most, sizeof *order);

	fill_row(p, l, last, &r);
	sp_bidi_order(r.words, r.n, p->rtl, order);
	if (p->rtl && p->measure < SP_ONE_LINE)
		x += p->measure - row_width(p, &r);
	if (turned(order, r.n))
		draw_turned(p, pdf, x, y, &r, order);
	else
		draw_row(p, pdf, x, y, &r, order);
	free(r.words);
	free(r.styles);
	free(order);
}

float sp_para_draw_lines(const sp_para *p, sp_pdf *pdf, float x, float y,
			 float leading, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++, y -= leading)
		draw_line(p, pdf, x, y, &p->lines[i], i + 1 == p->nlines);
	return y;
}

float sp_para_draw(const sp_para *p, sp_pdf *pdf, float x, float y,
		   float leading)
{
	return sp_para_draw_lines(p, pdf, x, y, leading, 0, p->nlines);
}
