#include "config.h"

#include "ingest/tokens.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/utf8.h"

void sp_tokens_init(sp_tokens *t)
{
	*t = (sp_tokens){ 0 };
	sp_buf_init(&t->text);
}

void sp_tokens_release(sp_tokens *t)
{
	sp_buf_release(&t->text);
	free(t->list);
	*t = (sp_tokens){ 0 };
}

void sp_tokens_clear(sp_tokens *t)
{
	sp_buf_clear(&t->text);
	t->n = 0;
}

/* ---- characters ---------------------------------------------------------------- */

static bool is_letter(unsigned cp)
{
	if (cp < 0x80)
		return isalnum((int)cp);
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO: case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC: case UTF8PROC_CATEGORY_ND:
		return true;
	default:
		return false;
	}
}

static unsigned lower(unsigned cp)
{
	return cp < 0x80 ? (unsigned)tolower((int)cp) :
		(unsigned)utf8proc_tolower((utf8proc_int32_t)cp);
}

static bool is_apostrophe(unsigned cp)
{
	return cp == '\'' || cp == 0x2019 || cp == 0x02BC;
}

static bool is_blank(unsigned cp)
{
	return cp == ' ' || cp == '\t' || cp == 0xA0 || cp == '\n';
}

/* ---- the reading ------------------------------------------------------------------ */

typedef struct cursor {
	const char *s;
	size_t n, at;
	uint8_t before;		/* flags of the next word */
	bool blank;		/* a blank since the last word */
} cursor;

static unsigned peek(const cursor *c, size_t at, size_t *len)
{
	unsigned cp = 0;

	*len = at < c->n ? sp_utf8_decode(c->s + at, c->n - at, &cp) : 0;
	return *len ? cp : 0;
}

/* Does a dot behind the one letter at `begin` belong to initials ("U.S.")? */
static bool initials_go_on(const cursor *c, size_t begin, size_t dot)
{
	size_t len, next;
	unsigned first = peek(c, begin, &len), after = peek(c, dot + 1, &next);

	return begin + len == dot && is_letter(first) && !(first < 0x80 && isdigit((int)first)) &&
		is_letter(after) && peek(c, dot + 1 + next, &len) == '.';
}

static void put(sp_tokens *t, cursor *c, size_t block, size_t from, size_t begin,
		unsigned first, uint8_t behind)
{
	t->list = sp_grow(t->list, t->n, &t->cap, sizeof *t->list);
	sp_token *k = &t->list[t->n++];
	*k = (sp_token){
		.word = (uint32_t)from, .len = (uint32_t)(t->text.len - from),
		.begin = (uint32_t)begin, .end = (uint32_t)c->at,
		.block = (uint32_t)block, .span = 1,
		.flags = c->before | behind,
	};
	if (lower(first) != first || (first < 0x80 && isdigit((int)first)))
		k->flags |= SP_TOKEN_CAPITAL;
	if (!c->blank && !(c->before & SP_TOKEN_START))
		k->flags |= SP_TOKEN_GLUED;
	sp_buf_addc(&t->text, '\0');
	c->before = 0;
	c->blank = false;
}

/* 's behind a word at c->at: skipped, and told. */
static uint8_t genitive(cursor *c)
{
	size_t len, s, next;

	if (!is_apostrophe(peek(c, c->at, &len)))
		return 0;
	unsigned cp = peek(c, c->at + len, &s);
	if ((cp != 's' && cp != 'S') || is_letter(peek(c, c->at + len + s, &next)))
		return 0;
	return SP_TOKEN_GENITIVE;
}

static void word(sp_tokens *t, cursor *c, size_t block)
{
	size_t from = t->text.len, begin = c->at, piece = c->at, len;
	unsigned first = peek(c, c->at, &len), cp;

	while ((cp = peek(c, c->at, &len)) != 0) {
		if (is_letter(cp)) {
			sp_buf_addcp(&t->text, lower(cp));
		} else if (cp == '.' && initials_go_on(c, piece, c->at)) {
			piece = c->at + 1;
		} else if (is_apostrophe(cp) && !genitive(c)) {
			size_t next;
			if (!is_letter(peek(c, c->at + len, &next)))
				break;
		} else {
			break;
		}
		c->at += len;
	}
	uint8_t behind = genitive(c);
	/* the last dot of initials is theirs, not the sentence's */
	size_t end = c->at;
	put(t, c, block, from, begin, first, behind);
	if (piece != begin && peek(c, end, &len) == '.')
		c->at = end + 1;
	if (behind) {
		peek(c, c->at, &len);
		c->at += len + 1;
	}
}

/* A dot ends a sentence unless a small letter or figure follows, or a short
 * form ("Inc.", "Dr.", "St.") stands before. */
static bool dot_ends(const sp_tokens *t, const cursor *c, size_t behind)
{
	static const char *const shorts[] = {
		"inc", "corp", "co", "ltd", "llc", "dr", "mr", "ms", "mrs", "prof",
		"st", "no", "jr", "sr", "dept", "univ", "assn", "ave", "gen", "sen",
		"rep", "hon", "messrs", "vs",
	};
	size_t at = behind, len;
	unsigned cp = peek(c, at, &len);

	if (!cp)
		return true;
	if (!is_blank(cp))
		return false;
	while (is_blank(cp)) {
		if (cp == '\n')
			return true;
		at += len;
		cp = peek(c, at, &len);
	}
	if (is_letter(cp) && lower(cp) == cp && !(cp < 0x80 && isdigit((int)cp)))
		return false;
	if (!t->n)
		return true;
	const sp_token *k = &t->list[t->n - 1];
	if (k->len == 1)
		return false;	/* "John F. Kennedy" */
	for (size_t i = 0; i < sizeof shorts / sizeof *shorts; i++)
		if (strcmp(t->text.data + k->word, shorts[i]) == 0)
			return false;
	return true;
}

static void between(sp_tokens *t, cursor *c, unsigned cp, size_t len, size_t block)
{
	switch (cp) {
	case '&': case '+':
		if (t->n && c->blank) {
			size_t from = t->text.len, begin = c->at;
			sp_buf_adds(&t->text, cp == '&' ? "and" : "plus");
			c->at += len;
			put(t, c, block, from, begin, ' ', 0);
			return;
		}
		break;
	case '(': case '[':
		c->before |= SP_TOKEN_OPEN;
		break;
	case ')': case ']':
		c->before |= SP_TOKEN_CLOSE;
		break;
	case ',': case ';': case ':': case 0x2013: case 0x2014: case '|':
		c->before |= SP_TOKEN_COMMA;
		break;
	case '\n':
		c->before |= SP_TOKEN_START;
		c->blank = true;
		break;
	case '.': case '!': case '?':
		if (cp != '.' || dot_ends(t, c, c->at + len))
			c->before |= SP_TOKEN_START;
		break;
	case '-':
		if (c->blank)
			c->before |= SP_TOKEN_COMMA;
		break;
	default:
		if (is_blank(cp))
			c->blank = true;
		break;
	}
	c->at += len;
}

void sp_tokens_add(sp_tokens *t, const char *s, size_t n, size_t block)
{
	cursor c = { .s = s, .n = n, .before = SP_TOKEN_START, .blank = true };

	while (c.at < n) {
		size_t len;
		unsigned cp = peek(&c, c.at, &len);
		if (is_letter(cp))
			word(t, &c, block);
		else
			between(t, &c, cp, len ? len : 1, block);
	}
}

const char *sp_token_word(const sp_tokens *t, size_t i)
{
	return t->text.data + t->list[i].word;
}

bool sp_token_is(const sp_tokens *t, size_t i, const char *w)
{
	return i < t->n && strcmp(sp_token_word(t, i), w) == 0;
}

bool sp_token_ends(const sp_tokens *t, size_t i)
{
	return i + 1 >= t->n || (t->list[i + 1].flags & SP_TOKEN_START);
}
