#include "config.h"

#include "ingest/phrase.h"

#include <string.h>

/* ---- reading --------------------------------------------------------------------- */

/* One blank-separated part of a phrase: one piece, or the words it holds. */
static size_t part(const char *s, size_t n, sp_arena *arena, sp_piece *out, size_t room)
{
	sp_tokens words;
	bool prefix = n > 1 && s[n - 1] == '*';
	size_t count;

	if (n == 2 && memcmp(s, "..", 2) == 0) {
		out[0] = (sp_piece){ .kind = SP_PIECE_GAP };
		return 1;
	}
	if (n == 6 && memcmp(s, "<name>", 6) == 0) {
		out[0] = (sp_piece){ .kind = SP_PIECE_NAME };
		return 1;
	}
	sp_tokens_init(&words);
	sp_tokens_add(&words, s, prefix ? n - 1 : n, 0);
	count = words.n <= room ? words.n : 0;
	for (size_t i = 0; i < count; i++) {
		const char *w = sp_token_word(&words, i);
		out[i] = (sp_piece){
			.kind = prefix && i + 1 == count ? SP_PIECE_PREFIX : SP_PIECE_WORD,
			.word = sp_arena_strdup(arena, w), .len = strlen(w),
		};
	}
	sp_tokens_release(&words);
	return count;
}

bool sp_phrase_read(const char *text, sp_arena *arena, sp_phrase *out)
{
	sp_piece pieces[SP_PHRASE_MAX];
	const char *s = text;
	size_t len = strlen(text), n = 0;

	*out = (sp_phrase){ .text = sp_arena_strdup(arena, text) };
	if (*s == '^') {
		out->begins = true;
		s++, len--;
	}
	if (len && s[len - 1] == '$') {
		out->ends = true;
		len--;
	}
	while (len && n < SP_PHRASE_MAX) {
		const char *blank = memchr(s, ' ', len);
		size_t k = blank ? (size_t)(blank - s) : len;
		size_t got = k ? part(s, k, arena, pieces + n, SP_PHRASE_MAX - n) : 0;
		if (k && !got)
			return false;
		n += got;
		s += k + (blank != NULL);
		len -= k + (blank != NULL);
	}
	if (len || !n || pieces[0].kind == SP_PIECE_GAP || pieces[n - 1].kind == SP_PIECE_GAP)
		return false;
	sp_piece *kept = sp_arena_alloc(arena, n * sizeof *kept);
	memcpy(kept, pieces, n * sizeof *kept);
	out->pieces = kept;
	out->n = n;
	return true;
}

unsigned char sp_phrase_first(const sp_phrase *p)
{
	return p->pieces[0].kind == SP_PIECE_NAME ? 0 : (unsigned char)p->pieces[0].word[0];
}

/* ---- matching --------------------------------------------------------------------- */

/* How many tokens the piece takes at `i`; 0: it does not stand there. */
static size_t takes(const sp_piece *p, const sp_tokens *t, size_t i)
{
	const sp_token *k = &t->list[i];
	const char *w = t->text.data + k->word;

	switch (p->kind) {
	case SP_PIECE_WORD:
		return k->len == p->len && memcmp(w, p->word, p->len) == 0;
	case SP_PIECE_PREFIX:
		return k->len >= p->len && memcmp(w, p->word, p->len) == 0;
	case SP_PIECE_NAME:
		return k->flags & SP_TOKEN_NAME ? k->span : 0;
	default:
		return 0;
	}
}

static bool go_on(const sp_tokens *t, size_t i, size_t at)
{
	return i < t->n && (i == at || !(t->list[i].flags & SP_TOKEN_START));
}

/* Pieces from `k` on, at token i. A gap takes as few words as it can. */
static bool rest(const sp_phrase *p, size_t k, const sp_tokens *t, size_t at,
		 size_t i, size_t *end)
{
	for (; k < p->n; k++) {
		if (p->pieces[k].kind == SP_PIECE_GAP) {
			for (size_t skip = 0; skip <= SP_PHRASE_GAP; skip++) {
				if (rest(p, k + 1, t, at, i + skip, end))
					return true;
				if (!go_on(t, i + skip, at))
					return false;
			}
			return false;
		}
		size_t n = go_on(t, i, at) ? takes(&p->pieces[k], t, i) : 0;
		if (!n)
			return false;
		i += n;
	}
	*end = i;
	return !p->ends || sp_token_ends(t, i - 1) ||
		(t->list[i].flags & (SP_TOKEN_OPEN | SP_TOKEN_COMMA));
}

bool sp_phrase_at(const sp_phrase *p, const sp_tokens *t, size_t at, size_t *end)
{
	if (p->begins && !(t->list[at].flags & SP_TOKEN_START))
		return false;
	return rest(p, 0, t, at, at, end);
}
