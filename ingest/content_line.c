/* Lines that stand on a page whatever its text is: "Read more", "Share this",
 * "Lesen Sie auch: ...". No name tells them, but their words do (furniture.def).
 * Short lines alone are asked, so that no sentence goes with them. */
#include "config.h"

#include "ingest/content_parts.h"

#include <ctype.h>
#include <string.h>

#include "base/utf8.h"

enum { LINE_MAX_BYTES = 200, LINE_LETTERS = 140, HEAD_LETTERS = 70 };

enum { NONE, WHOLE, BEGIN, LINKED, HEAD, NAME, END };

static const struct {
	const char *words;
	int kind;
} phrases[] = {
	{ "", NONE },
#define L(words, kind) { words, kind },
#include "ingest/furniture.def"
#undef L
};

enum { PHRASES = sizeof phrases / sizeof *phrases };

/* A line in small letters, its blanks made one, without signs at its ends. */
typedef struct line {
	char text[LINE_MAX_BYTES + 1];
	size_t n;
	const char *name;	/* as written, for what follows a phrase */
	char written[LINE_MAX_BYTES + 1];
} line;

static bool is_sign(char ch)
{
	return (ch & 0x80) == 0 && !isalnum((unsigned char)ch);
}

static void fold(const char *s, size_t n, line *l)
{
	static const char *const arrows[] = { "»", "«", "›", "→", "▶", "…", "•", "·" };
	size_t len = 0, from = 0;

	for (size_t i = 0; i < n; i++) {
		bool blank = (unsigned char)s[i] <= ' ';
		if (!blank || (len && l->written[len - 1] != ' '))
			l->written[len++] = blank ? ' ' : s[i];
	}
	for (bool more = true; more;) {
		more = false;
		while (len && is_sign(l->written[len - 1]))
			len--;
		while (from < len && is_sign(l->written[from]) && l->written[from] != '(')
			from++;
		for (size_t k = 0; k < sizeof arrows / sizeof *arrows; k++) {
			size_t w = strlen(arrows[k]);
			if (len - from >= w && memcmp(l->written + len - w, arrows[k], w) == 0)
				len -= w, more = true;
			if (len - from >= w && memcmp(l->written + from, arrows[k], w) == 0)
				from += w, more = true;
		}
	}
	l->n = len - from;
	l->name = l->written + from;
	sp_utf8_lower(l->name, l->n, l->text);
	l->text[l->n] = '\0';
}

static bool has_digit(const line *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (isdigit((unsigned char)l->text[i]))
			return true;
	return false;
}

/* Two to eight words behind the phrase, the first of which is written large. */
static bool is_name(const line *l, size_t at)
{
	size_t words = 0;

	while (at < l->n && is_sign(l->name[at]))
		at++;
	if (at == l->n || !(isupper((unsigned char)l->name[at]) || l->name[at] & 0x80))
		return false;
	for (size_t i = at; i < l->n; i++)
		words += l->name[i] == ' ';
	return words >= 1 && words <= 7;
}

static bool is_phrase(const struct sp_measure *m, const line *l, size_t k, bool head)
{
	size_t w = strlen(phrases[k].words);

	if (phrases[k].kind == END)
		return head && m->len <= HEAD_LETTERS && has_digit(l) && l->n > w &&
			memcmp(l->text + l->n - w, phrases[k].words, w) == 0;
	if (l->n < w || memcmp(l->text, phrases[k].words, w) != 0 ||
	    (l->n > w && !is_sign(l->text[w]) && !is_sign(l->text[w - 1])))
		return false;
	switch (phrases[k].kind) {
	case WHOLE:
		return l->n == w;
	case BEGIN:
		return true;
	case LINKED:
		return l->n > w && sp_content_link_density(m) > 0.5;
	case HEAD:
		return head && m->len <= HEAD_LETTERS && has_digit(l);
	case NAME:
		return head && m->len <= HEAD_LETTERS && is_name(l, w);
	default:
		return false;
	}
}

/* Is the element one that holds such lines? Items, cells and headings may be
 * parts of the text by the same words. */
static bool may_be(const sp_chooser *c, size_t i)
{
	const struct sp_measure *m = &c->m[i];

	if (m->block != i || m->own != m->len || !m->len || m->len > LINE_LETTERS ||
	    c->t->nodes[i].len > LINE_MAX_BYTES)
		return false;
	switch (c->t->nodes[i].tag) {
	case SP_TAG_P: case SP_TAG_DIV: case SP_TAG_SECTION: case SP_TAG_CENTER:
	case SP_TAG_ASIDE: case SP_TAG_FIGURE: case SP_TAG_CUSTOM:
		return true;
	case SP_TAG_LI:
		return sp_content_link_density(m) > 0.5;
	default:
		return false;
	}
}

uint16_t sp_content_line(const sp_chooser *c, size_t i, bool head)
{
	const sp_node *n = &c->t->nodes[i];
	line l;

	if (!may_be(c, i))
		return 0;
	fold(c->t->text.data + n->text, n->len, &l);
	for (uint16_t k = 1; k < PHRASES; k++)
		if ((*phrases[k].words == *l.text || phrases[k].kind == END) &&
		    is_phrase(&c->m[i], &l, k, head))
			return k;
	return 0;
}

const char *sp_content_line_text(uint16_t phrase)
{
	return phrases[phrase < PHRASES ? phrase : 0].words;
}

bool sp_content_line_ends(uint16_t phrase)
{
	return phrase < PHRASES && phrases[phrase].kind == END;
}
