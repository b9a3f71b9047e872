/* The words of words.def, found by hash: each part of a name and each two that
 * follow each other are looked up. None is certain, so the caller weighs them
 * against the prose that they would cost. */
#include "config.h"

#include "ingest/words.h"

#include <assert.h>
#include <ctype.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

enum { PARTS = 24, PART_MAX = 32, TEXT_MAX = 512, SLOTS = 2048 };

/* BODY_PAIR: BODY if a name ends with it. PLAIN: its parts mean nothing here. */
enum { NONE, CONTENT, WEAK, THREAD, FURNITURE, BODY, BODY_PAIR, PLAIN };

static const struct {
	const char *name;
	uint8_t kind;
} words[] = {
	{ "", NONE },
#define W(name, kind) { name, kind },
#include "ingest/words.def"
#undef W
};

enum { WORDS = sizeof words / sizeof *words };
static_assert(WORDS * 2 < SLOTS, "the table must stay half empty");

static uint16_t slots[SLOTS];	/* index into words, 0: free; filled once */

static uint32_t hash(const char *s, size_t n)
{
	uint32_t h = 2166136261u;	/* FNV-1a */

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)s[i]) * 16777619u;
	return h ^ h >> 15;
}

static void fill(void)
{
	for (uint16_t i = 1; i < WORDS; i++) {
		uint32_t k = hash(words[i].name, strlen(words[i].name)) % SLOTS;
		while (slots[k])
			k = (k + 1) % SLOTS;
		slots[k] = i;
	}
}

static uint16_t find(const char *s, size_t n)
{
	for (uint32_t k = hash(s, n) % SLOTS; slots[k]; k = (k + 1) % SLOTS) {
		const char *name = words[slots[k]].name;
		if (strncmp(name, s, n) == 0 && !name[n])
			return slots[k];
	}
	return 0;
}

/* "relatedPosts top_bar" as "related-posts-top-bar", with where the parts lie. */
typedef struct parts {
	char text[TEXT_MAX];
	uint16_t at[PARTS + 1];	/* the last: where one more would begin */
	int n;
} parts;

static void split(const char *s, size_t n, parts *p)
{
	size_t len = 0, from = 0;

	p->n = 0;
	for (size_t i = 0; i <= n && p->n < PARTS; i++) {
		unsigned char c = i < n ? (unsigned char)s[i] : 0;
		bool letter = isalnum(c);
		bool hump = letter && isupper(c) && i && islower((unsigned char)s[i - 1]);
		if ((!letter || hump) && len > from) {
			p->at[p->n++] = (uint16_t)from;
			p->text[len++] = '-';
			from = len;
			if (len + PART_MAX + 1 > TEXT_MAX)
				break;
		}
		if (letter && len - from < PART_MAX - 1)
			p->text[len++] = (char)tolower(c);
	}
	p->at[p->n] = (uint16_t)from;
}

static bool part_is(const parts *p, int i, const char *word)
{
	size_t n = (size_t)(p->at[i + 1] - p->at[i] - 1);

	return strlen(word) == n && memcmp(p->text + p->at[i], word, n) == 0;
}

/* "has-sidebar", "no-ads", "with-menu" speak of the page around them. */
static bool qualified(const parts *p, int i)
{
	return i && (part_is(p, i - 1, "has") || part_is(p, i - 1, "with") ||
		     part_is(p, i - 1, "no"));
}

static void take(sp_hinted *best, unsigned kind, uint16_t word)
{
	if (kind > best->hint)
		*best = (sp_hinted){ .hint = (uint8_t)kind, .word = word };
}

/* The word of `n` parts that begins with part i. */
static void weigh(const parts *p, int i, int n, sp_hinted *best)
{
	bool last = i + n == p->n;
	uint16_t w = find(p->text + p->at[i], (size_t)(p->at[i + n] - p->at[i] - 1));

	if (!w)
		return;
	switch (words[w].kind) {
	case BODY_PAIR:
		if (last)
			take(best, BODY, w);
		break;
	case BODY:
	case CONTENT:
		if (i == 0 || (last && words[w].kind == CONTENT))
			take(best, words[w].kind, w);
		break;
	case WEAK:	/* counts if the name ends with it */
		if (last && !qualified(p, i))
			take(best, WEAK, w);
		break;
	case THREAD:
		take(best, THREAD, w);
		break;
	default:
		if (n > 1 || !qualified(p, i))
			take(best, words[w].kind, w);
		break;
	}
}

static bool is_plain(const parts *p, int i)
{
	uint16_t w = find(p->text + p->at[i], (size_t)(p->at[i + 2] - p->at[i] - 1));

	return w && words[w].kind == PLAIN;
}

static sp_hinted of_word(const parts *p)
{
	sp_hinted best = { 0 };

	for (int i = 0; i < p->n; i++) {
		if (i + 1 < p->n && is_plain(p, i)) {
			i++;
			continue;
		}
		weigh(p, i, 1, &best);
		if (i + 1 < p->n)
			weigh(p, i, 2, &best);
	}
	return best;
}

static void prepare(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, fill);
}

sp_hinted sp_words_hint(const char *s)
{
	sp_hinted best = { 0 };
	parts p;

	prepare();
	while (s && *s) {
		size_t n = strcspn(s, " \t\r\n\f");
		/* "md:hidden", "grid@tl": what holds on some screens only */
		if (!memchr(s, ':', n) && !memchr(s, '@', n)) {
			split(s, n, &p);
			sp_hinted h = of_word(&p);
			take(&best, h.hint, h.word);
		}
		s += n;
		s += strspn(s, " \t\r\n\f");
	}
	return best;
}

sp_hinted sp_words_hint_id(const char *id)
{
	parts p;

	prepare();
	if (!id)
		return (sp_hinted){ 0 };
	/* "sharing-with-a-single-developer" is a heading made an anchor. */
	split(id, strlen(id), &p);
	return p.n > 3 ? (sp_hinted){ 0 } : sp_words_hint(id);
}

const char *sp_words_text(uint16_t word)
{
	return words[word < WORDS ? word : 0].name;
}
