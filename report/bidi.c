/* bidi.c - see bidi.h. */
#include "config.h"

#include "report/bidi.h"

#include <stdlib.h>

#include <fribidi.h>

#include "base/mem.h"
#include "base/utf8.h"

/* The line as code points; at[i] is where word i begins. */
struct line {
	FriBidiChar *text;
	FriBidiCharType *types;
	FriBidiLevel *levels;
	size_t *at;
	size_t len;
};

static size_t count(const sp_word *const *words, size_t n)
{
	size_t len = 0;

	for (size_t i = 0; i < n; i++)
		len += sp_utf8_count(words[i]->text, words[i]->len);
	return len;
}

static void fill(struct line *l, const sp_word *const *words, size_t n)
{
	size_t all = count(words, n);

	l->text = sp_calloc(all + 1, sizeof *l->text);
	l->types = sp_calloc(all + 1, sizeof *l->types);
	l->levels = sp_calloc(all + 1, sizeof *l->levels);
	l->at = sp_calloc(n + 1, sizeof *l->at);
	for (size_t i = 0; i < n; i++) {
		l->at[i] = l->len;
		for (size_t k = 0; k < words[i]->len;) {
			unsigned cp;

			k += sp_utf8_decode(words[i]->text + k,
					    words[i]->len - k, &cp);
			if (l->len < all)
				l->text[l->len++] = cp;
		}
	}
	l->at[n] = l->len;
}

static void release(struct line *l)
{
	free(l->text);
	free(l->types);
	free(l->levels);
	free(l->at);
}

static bool levels(struct line *l, bool rtl)
{
	FriBidiBracketType *brackets = sp_calloc(l->len + 1, sizeof *brackets);
	FriBidiParType base = rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
	int n = (int)l->len;

	fribidi_get_bidi_types(l->text, n, l->types);
	fribidi_get_bracket_types(l->text, n, l->types, brackets);
	FriBidiLevel top = fribidi_get_par_embedding_levels_ex(
		l->types, brackets, n, &base, l->levels);
	free(brackets);
	return top > 0;		/* 0: it failed */
}

/* The level of a word: of its first strong letter, or of its first sign. */
static FriBidiLevel level_of(const struct line *l, size_t word)
{
	size_t end = l->at[word + 1];

	for (size_t i = l->at[word]; i < end; i++)
		if (FRIBIDI_IS_STRONG(l->types[i]))
			return l->levels[i];
	return l->at[word] < end ? l->levels[l->at[word]] : 0;
}

/* Rule L2: from the highest level to the lowest odd one, turn round each run
 * of words at that level or above. */
static void turn_runs(const FriBidiLevel *level, size_t n, size_t *order)
{
	FriBidiLevel top = 0;

	for (size_t i = 0; i < n; i++)
		top = level[i] > top ? level[i] : top;
	for (; top > 0; top--)
		for (size_t i = 0; i < n;) {
			size_t end = i;

			while (end < n && level[order[end]] >= top)
				end++;
			for (size_t a = i, b = end; a + 1 < b; a++, b--) {
				size_t old = order[a];

				order[a] = order[b - 1];
				order[b - 1] = old;
			}
			i = end + (end == i);
		}
}

sp_direction sp_bidi_direction(const sp_word *word)
{
	for (size_t k = 0; k < word->len;) {
		unsigned cp;

		k += sp_utf8_decode(word->text + k, word->len - k, &cp);
		FriBidiCharType type = fribidi_get_bidi_type(cp);
		if (FRIBIDI_IS_STRONG(type) && FRIBIDI_IS_LETTER(type))
			return FRIBIDI_IS_RTL(type) ? SP_DIR_RTL : SP_DIR_LTR;
	}
	return SP_DIR_NONE;
}

void sp_bidi_order(const sp_word *const *words, size_t n, bool rtl,
		   size_t *order)
{
	struct line l = { 0 };
	bool any = rtl;

	for (size_t i = 0; i < n; i++) {
		order[i] = i;
		any |= words[i]->rtl;
	}
	if (!any)		/* nearly always */
		return;
	fill(&l, words, n);
	if (levels(&l, rtl)) {
		FriBidiLevel *level = sp_calloc(n, sizeof *level);

		for (size_t i = 0; i < n; i++)
			level[i] = level_of(&l, i);
		turn_runs(level, n, order);
		free(level);
	}
	release(&l);
}
