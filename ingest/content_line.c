/* Lines that stand on a page whatever its text is: "Read more", "Share this",
 * "Lesen Sie auch: ...". No name tells them, but their words do (furniture.def).
 * Short lines alone are asked, so that no sentence goes with them. */
#include "config.h"

#include "ingest/content_parts.h"

#include <ctype.h>
#include <pthread.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

enum { LINE_MAX_BYTES = 200, LINE_LETTERS = 140, HEAD_LETTERS = 70, LONG_LETTERS = 900 };

enum { NONE, WHOLE, BEGIN, LINKED, HEAD, NAME, END, LONG, HOLDS, BOX, BOX_BEGIN,
       NOTE, NOTE_BEGIN, THREAD, THREAD_BEGIN };

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

/* Those that begin with one byte are a chain, in their order; so are those that
 * may stand at the end or somewhere. Filled once. */
enum { ANYWHERE = 0 };
static uint16_t begun[256], following[PHRASES];
static uint8_t length[PHRASES];

static void fill(void)
{
	for (uint16_t k = PHRASES - 1; k > 0; k--) {
		bool anywhere = phrases[k].kind == END || phrases[k].kind == HOLDS;
		uint16_t *at = &begun[anywhere ? ANYWHERE : (unsigned char)*phrases[k].words];
		following[k] = *at;
		*at = k;
		length[k] = (uint8_t)strlen(phrases[k].words);
	}
}

static uint16_t first_of(char begin)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, fill);
	return begun[(unsigned char)begin];
}

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

/* In small letters, in place of which no letter may be longer. */
void sp_content_lower(const char *s, size_t n, char *out)
{
	unsigned char high = 0;

	sp_utf8_lower(s, n, out);
	for (size_t i = 0; i < n; i++)
		high |= (unsigned char)s[i];
	for (size_t i = 0; high & 0x80 && i < n;) {
		unsigned cp;
		utf8proc_uint8_t small[4];
		if (!(s[i] & 0x80)) {
			i++;
			continue;
		}
		size_t step = sp_utf8_decode(s + i, n - i, &cp);
		utf8proc_int32_t lower = utf8proc_tolower((utf8proc_int32_t)cp);
		if (lower != (utf8proc_int32_t)cp &&
		    (size_t)utf8proc_encode_char(lower, small) == step)
			memcpy(out + i, small, step);
		i += step;
	}
}

/* Take a sign beyond ASCII from an end of written[from..to); false: none is there. */
static bool trim_sign(const char *written, size_t *from, size_t *to)
{
	static const char *const arrows[] = { "»", "«", "›", "→", "▶", "…", "•", "·" };
	bool trimmed = false;

	if (*from == *to || !((written[*from] | written[*to - 1]) & 0x80))
		return false;
	for (size_t k = 0; k < sizeof arrows / sizeof *arrows; k++) {
		size_t w = strlen(arrows[k]);
		if (*to - *from >= w && memcmp(written + *to - w, arrows[k], w) == 0)
			*to -= w, trimmed = true;
		if (*to - *from >= w && memcmp(written + *from, arrows[k], w) == 0)
			*from += w, trimmed = true;
	}
	return trimmed;
}

static void fold(const char *s, size_t n, line *l)
{
	size_t len = 0, from = 0;

	for (size_t i = 0; i < n; i++) {
		bool blank = (unsigned char)s[i] <= ' ';
		if (!blank || (len && l->written[len - 1] != ' '))
			l->written[len++] = blank ? ' ' : s[i];
	}
	do {
		while (len && is_sign(l->written[len - 1]))
			len--;
		while (from < len && is_sign(l->written[from]) && l->written[from] != '(')
			from++;
	} while (trim_sign(l->written, &from, &len));
	l->n = len - from;
	l->name = l->written + from;
	sp_content_lower(l->name, l->n, l->text);
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
	size_t w = length[k];

	if (phrases[k].kind == END)
		return head && m->len <= HEAD_LETTERS && has_digit(l) && l->n > w &&
			memcmp(l->text + l->n - w, phrases[k].words, w) == 0;
	if (l->n < w || memcmp(l->text, phrases[k].words, w) != 0 ||
	    (l->n > w && !is_sign(l->text[w]) && !is_sign(l->text[w - 1])))
		return false;
	switch (phrases[k].kind) {
	case NOTE: case THREAD: case WHOLE:
		return l->n == w;
	case BOX:
		return l->n == w || sp_content_link_density(m) > 0.5;
	case BEGIN: case BOX_BEGIN: case NOTE_BEGIN: case THREAD_BEGIN:
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

uint16_t sp_content_long_line(const sp_chooser *c, size_t i)
{
	const sp_node *n = &c->t->nodes[i];
	const struct sp_measure *m = &c->m[i];
	char text[LONG_LETTERS * 2];
	const char *s = c->t->text.data + n->text;
	size_t len = n->len;

	if (m->block != i || m->own != m->len || !m->len || m->len > LONG_LETTERS ||
	    (n->tag != SP_TAG_P && n->tag != SP_TAG_DIV && n->tag != SP_TAG_TD))
		return 0;
	while (len && (unsigned char)*s <= ' ')
		s++, len--;
	len = len < sizeof text ? len : sizeof text;
	sp_content_lower(s, len, text);
	for (uint16_t k = first_of(*text); k; k = following[k]) {
		size_t w = length[k];
		if (phrases[k].kind == LONG && len >= w &&
		    memcmp(text, phrases[k].words, w) == 0)
			return k;
	}
	for (uint16_t k = first_of(ANYWHERE); k; k = following[k])
		if (phrases[k].kind == HOLDS &&
		    memmem(text, len, phrases[k].words, length[k]))
			return k;
	return 0;
}

uint16_t sp_content_line(const sp_chooser *c, size_t i, sp_where where)
{
	const sp_node *n = &c->t->nodes[i];
	bool head = where == SP_AT_HEAD;
	line l;

	if (where != SP_AMID) {
		uint16_t k = sp_content_long_line(c, i);
		if (k)
			return k;
	}
	if (!may_be(c, i))
		return 0;
	fold(c->t->text.data + n->text, n->len, &l);
	for (uint16_t k = first_of(*l.text); k; k = following[k])
		if (is_phrase(&c->m[i], &l, k, head))
			return k;
	for (uint16_t k = head ? first_of(ANYWHERE) : 0; k; k = following[k])
		if (is_phrase(&c->m[i], &l, k, head))
			return k;
	return 0;
}

bool sp_content_date_line(const sp_chooser *c, size_t i, bool timed)
{
	const sp_node *n = &c->t->nodes[i];
	line l;

	if (!may_be(c, i) || c->m[i].len > HEAD_LETTERS)
		return false;
	fold(c->t->text.data + n->text, n->len, &l);
	return sp_content_is_date(l.text, l.n) &&
		(!timed || sp_content_signs(l.text, l.n).time);
}

/* ---- lines that head a part of the page ------------------------------------------ */

/* "12 Comments", "Comments (12)": the number goes. */
static void without_number(line *l, bool *counted)
{
	size_t to = 0;

	*counted = false;
	for (size_t i = 0; i < l->n; i++) {
		char ch = l->text[i];
		bool digit = isdigit((unsigned char)ch);
		*counted |= digit;
		if (digit || ch == '(' || ch == ')' || ch == '[' || ch == ']')
			ch = ' ';
		if (ch != ' ' || (to && l->text[to - 1] != ' '))
			l->text[to++] = ch;
	}
	while (to && is_sign(l->text[to - 1]))
		to--;
	l->n = to;
	l->text[to] = '\0';
}

static bool is_head(const line *l, size_t k)
{
	const char *words = phrases[k].words;
	size_t w = length[k];

	if (l->n < w || memcmp(l->text, words, w) != 0)
		return false;
	switch (phrases[k].kind) {
	case BOX: case NOTE: case THREAD:
		return l->n == w;
	case BOX_BEGIN: case NOTE_BEGIN: case THREAD_BEGIN:
		return l->n == w || is_sign(l->text[w]) || (words[w - 1] & 0x80);
	default:
		return false;
	}
}

sp_headed sp_content_head(const sp_chooser *c, size_t i)
{
	const sp_node *n = &c->t->nodes[i];
	const struct sp_measure *m = &c->m[i];
	sp_headed none = { 0 }, found = { 0 };
	line l;

	if (m->block != i || m->own != m->len || !m->len || m->len > HEAD_LETTERS ||
	    n->len > LINE_MAX_BYTES || sp_tag_heading(n->tag) == 1 ||
	    n->tag == SP_TAG_LI || n->tag == SP_TAG_TD || n->tag == SP_TAG_BODY)
		return none;
	fold(c->t->text.data + n->text, n->len, &l);
	without_number(&l, &found.counted);
	if (!l.n)
		return none;
	for (uint16_t k = first_of(*l.text); k; k = following[k]) {
		if (!is_head(&l, k))
			continue;
		int kind = phrases[k].kind;
		found.phrase = k;
		found.of = kind == THREAD || kind == THREAD_BEGIN ? SP_HEADS_THREAD :
			kind == NOTE || kind == NOTE_BEGIN ? SP_HEADS_NOTE : SP_HEADS_LINKS;
		return found;
	}
	return none;
}

const char *sp_content_line_text(uint16_t phrase)
{
	return phrases[phrase < PHRASES ? phrase : 0].words;
}

const char *sp_content_line_says(uint16_t phrase)
{
	switch (phrase < PHRASES ? phrases[phrase].kind : NONE) {
	case END:
		return "ends with";
	case HOLDS:
		return "holds";
	default:
		return "begins with";
	}
}
