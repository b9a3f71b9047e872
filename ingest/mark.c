/* Where a text speaks of its own submitter. */
#include "config.h"

#include <string.h>

#include "ingest/kind.h"

enum { NAME_WORDS = 16 };

/* A name as words, from the least of its forms: see sp_tokens_mark(). */
typedef struct form {
	const char *words[NAME_WORDS];
	size_t n;
} form;

static bool is_legal_form(const char *w)
{
	static const char *const forms[] = {
		"inc", "incorporated", "llc", "llp", "ltd", "limited", "corp",
		"corporation", "co", "company", "plc", "gmbh", "pbc", "lp", "ag",
		"sa", "bv", "nv", "pllc",
	};

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (strcmp(forms[i], w) == 0)
			return true;
	return false;
}

/* The words before a bracket, without "the" and the legal form. */
static form full_form(const sp_tokens *t)
{
	form f = { .n = 0 };

	for (size_t i = 0; i < t->n && f.n < NAME_WORDS; i++) {
		if (i && (t->list[i].flags & SP_TOKEN_OPEN))
			break;
		if (!(i == 0 && t->n > 1 && sp_token_is(t, 0, "the")))
			f.words[f.n++] = sp_token_word(t, i);
	}
	while (f.n > 1 && is_legal_form(f.words[f.n - 1]))
		f.n--;
	return f;
}

/* The one word in brackets: "(EXA)". */
static form acronym_form(const sp_tokens *t)
{
	form f = { .n = 0 };

	for (size_t i = 1; i < t->n; i++)
		if ((t->list[i].flags & SP_TOKEN_OPEN) &&
		    (i + 1 == t->n || (t->list[i + 1].flags & SP_TOKEN_CLOSE)))
			f.words[f.n++] = sp_token_word(t, i), i = t->n;
	return f;
}

/* "Adaptive Example" for "Adaptive Example Enterprises": the first two words
 * of a longer name, unless one of them is small. */
static form short_form(const form *full)
{
	form f = *full;

	f.n = full->n > 2 && strlen(full->words[0]) > 2 && strlen(full->words[1]) > 3 ? 2 : 0;
	return f;
}

static bool stands_at(const form *f, const sp_tokens *t, size_t at)
{
	for (size_t i = 0; i < f->n; i++)
		if (!sp_token_is(t, at + i, f->words[i]) ||
		    (i && (t->list[at + i].flags & SP_TOKEN_START)))
			return false;
	return f->n && (t->list[at].flags & SP_TOKEN_CAPITAL);
}

/* A legal form and an acronym in brackets behind a name belong to it. */
static size_t with_tail(const sp_tokens *t, size_t at, size_t n)
{
	if (at + n < t->n && is_legal_form(sp_token_word(t, at + n)) &&
	    !(t->list[at + n].flags & SP_TOKEN_START))
		n++;
	size_t i = at + n;
	if (i >= t->n || !(t->list[i].flags & SP_TOKEN_OPEN))
		return n;
	for (size_t k = i + 1; k < t->n && k <= i + 6; k++)
		if (t->list[k].flags & SP_TOKEN_CLOSE)
			return k - at;
	return n;
}

void sp_tokens_mark(sp_tokens *text, const char *name)
{
	sp_tokens words;
	form forms[3];

	sp_tokens_init(&words);
	sp_tokens_add(&words, name, strlen(name), 0);
	forms[0] = full_form(&words);
	forms[1] = acronym_form(&words);
	forms[2] = short_form(&forms[0]);
	for (size_t i = 0; i < text->n; i++) {
		for (size_t f = 0; f < 3; f++) {
			if (!stands_at(&forms[f], text, i))
				continue;
			size_t n = with_tail(text, i, forms[f].n);
			text->list[i].flags |= SP_TOKEN_NAME;
			text->list[i].span = (uint16_t)n;
			i += n - 1;
			break;
		}
	}
	sp_tokens_release(&words);
}
