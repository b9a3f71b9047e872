#include "config.h"

#include "analyze/shingle.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/utf8.h"

#define FNV_START 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u

uint64_t sp_mix(uint64_t h)
{
	h ^= h >> 33;
	h *= 0xff51afd7ed558ccdu;
	h ^= h >> 33;
	h *= 0xc4ceb9fe1a85ec53u;
	return h ^ h >> 33;
}

/* ---- words ---------------------------------------------------------------- */

typedef enum class { GAP, LETTER, APOSTROPHE, IDEOGRAPH } class;

/* Scripts without blanks between words, by their Unicode blocks. */
static bool is_unspaced(unsigned cp)
{
	static const struct { unsigned from, to; } blocks[] = {
		{ 0x0E00, 0x0EFF },	/* Thai, Lao */
		{ 0x1000, 0x109F },	/* Myanmar */
		{ 0x1780, 0x17FF },	/* Khmer */
		{ 0x3040, 0x30FF },	/* Hiragana, Katakana */
		{ 0x3400, 0x4DBF }, { 0x4E00, 0x9FFF }, { 0xF900, 0xFAFF },
		{ 0x20000, 0x323AF },	/* Han */
	};

	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		if (cp >= blocks[i].from && cp <= blocks[i].to)
			return true;
	return false;
}

static class class_of(unsigned cp)
{
	if (cp == 0x2019 || cp == 0x2BC)
		return APOSTROPHE;
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return is_unspaced(cp) ? IDEOGRAPH : LETTER;
	default:
		return GAP;
	}
}

/* The class of the character at s[0..n), its length, its lower case. */
static class next_char(const char *s, size_t n, size_t *len, unsigned *low)
{
	unsigned char c = (unsigned char)*s;

	*len = 1;
	if (c < 0x80) {
		*low = (unsigned)(c + ((unsigned)(c - 'A') < 26u) * 32);
		if ((*low >= 'a' && *low <= 'z') || (c >= '0' && c <= '9'))
			return LETTER;
		return c == '\'' ? APOSTROPHE : GAP;
	}
	*len = sp_utf8_decode(s, n, low);
	class k = class_of(*low);
	if (k == LETTER)
		*low = (unsigned)utf8proc_tolower((utf8proc_int32_t)*low);
	return k;
}

bool sp_word_next(const char *text, size_t n, size_t *at, sp_word *out)
{
	size_t i = *at, len;
	unsigned low;
	class k = GAP;

	while (i < n && (k = next_char(text + i, n - i, &len, &low)) != LETTER &&
	       k != IDEOGRAPH)
		i += len;
	if (i >= n) {
		*at = n;
		return false;
	}
	*out = (sp_word){ i, i, FNV_START };
	while (k == LETTER || k == APOSTROPHE || i == out->begin) {
		i += len;
		if (k != APOSTROPHE) {
			out->hash = (out->hash ^ low) * FNV_PRIME;
			out->end = i;
		}
		if (k == IDEOGRAPH || i >= n)
			break;
		k = next_char(text + i, n - i, &len, &low);
	}
	*at = out->end;
	return true;
}

/* ---- shingles ------------------------------------------------------------- */

void sp_shingler_release(sp_shingler *s)
{
	free(s->shingles);
	*s = (sp_shingler){ 0 };
}

void sp_shingler_word(sp_shingler *s, uint64_t hash)
{
	if (++s->words >= SP_SHINGLE) {
		s->shingles = sp_grow(s->shingles, s->n, &s->cap,
				      sizeof *s->shingles);
		uint64_t h = sp_mix(s->last[0] * 3 + sp_mix(s->last[1]) +
				    hash * 7);
		s->shingles[s->n++] = h + !h;
	}
	s->last[0] = s->last[1];
	s->last[1] = hash;
	s->order = sp_mix(s->order ^ hash) + s->words;
}

void sp_shingler_text(sp_shingler *s, const char *text, size_t n)
{
	size_t at = 0;
	sp_word w;

	while (sp_word_next(text, n, &at, &w))
		sp_shingler_word(s, w.hash);
}

/* ---- sets ----------------------------------------------------------------- */

/* The slot of `shingle`, or the empty one where it belongs. */
static uint64_t *slot_of(const sp_set *s, uint64_t shingle)
{
	size_t i = shingle & s->mask;

	while (s->slots[i] && s->slots[i] != shingle)
		i = (i + 1) & s->mask;
	return &s->slots[i];
}

sp_set sp_set_new(const uint64_t *v, size_t n)
{
	sp_set s = { NULL, 15, 0 };

	while (s.mask < n * 2)
		s.mask = s.mask * 2 + 1;
	s.slots = sp_calloc(s.mask + 1, sizeof *s.slots);
	for (size_t i = 0; i < n; i++) {
		uint64_t *at = slot_of(&s, v[i]);
		s.n += !*at;
		*at = v[i];
	}
	return s;
}

void sp_set_release(sp_set *s)
{
	free(s->slots);
	*s = (sp_set){ NULL, 0, 0 };
}

bool sp_set_has(const sp_set *s, uint64_t shingle)
{
	return s->n && *slot_of(s, shingle);
}

size_t sp_shared(const sp_set *a, const sp_set *b)
{
	size_t both = 0;

	if (!a->n || !b->n)
		return 0;
	if (a->mask > b->mask)
		return sp_shared(b, a);
	for (size_t i = 0; i <= a->mask; i++)
		both += a->slots[i] && *slot_of(b, a->slots[i]);
	return both;
}

double sp_jaccard(const sp_set *a, const sp_set *b)
{
	size_t both = sp_shared(a, b);

	return a->n + b->n ? (double)both / (double)(a->n + b->n - both) : 0;
}
