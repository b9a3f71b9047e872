/* What tells a date and a reply by its words, in the languages of signs.def. */
#include "config.h"

#include "ingest/content_parts.h"

#include <ctype.h>
#include <pthread.h>
#include <string.h>

enum { MONTH, DAY, ANSWER, LIKE, CREDIT, OF };

/* Bytes of a window that are read. */
enum { WINDOW = 400, NEAR = 40 };

static const struct {
	const char *word;
	int kind;
} signs[] = {
#define S(word, kind) { word, kind },
#include "ingest/signs.def"
#undef S
};

enum { SIGNS = sizeof signs / sizeof *signs };

/* Those that begin with one byte are a chain of indices, from 1: the words, and
 * what may stand within one, each. Filled once. */
enum { WORDS, ANYWHERE, CHAINS };
static uint16_t begun[CHAINS][256], following[SIGNS + 1];
static uint8_t length[SIGNS + 1];

static void fill(void)
{
	for (uint16_t k = SIGNS; k > 0; k--) {
		int kind = signs[k - 1].kind;
		bool anywhere = kind == ANSWER || kind == LIKE || kind == CREDIT;
		uint16_t *at = &begun[anywhere ? ANYWHERE : WORDS]
			[(unsigned char)*signs[k - 1].word];
		following[k] = *at;
		*at = k;
		length[k] = (uint8_t)strlen(signs[k - 1].word);
	}
}

static const uint16_t *chains(int of)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, fill);
	return begun[of];
}

static bool is_letter(char ch)
{
	return (ch & 0x80) || isalpha((unsigned char)ch);
}

/* Is s[0..n) a word of kind a or b? */
static bool is_word(const char *s, size_t n, int a, int b)
{
	for (uint16_t k = chains(WORDS)[(unsigned char)*s]; k; k = following[k]) {
		const char *word = signs[k - 1].word;
		if ((signs[k - 1].kind == a || signs[k - 1].kind == b) &&
		    length[k] == n && memcmp(word, s, n) == 0)
			return true;
	}
	return false;
}

static size_t word_at(const char *s, size_t n, size_t i)
{
	size_t from = i;

	while (i < n && is_letter(s[i]))
		i++;
	return i - from;
}

/* "20:31", "2014/01": digits as dates and times have them. */
static bool has_digits(const char *s, size_t n, const char *between)
{
	for (size_t i = 0; i + 3 < n; i++)
		if (isdigit((unsigned char)s[i]) && strchr(between, s[i + 1]) &&
		    isdigit((unsigned char)s[i + 2]) && isdigit((unsigned char)s[i + 3]))
			return true;
	return false;
}

/* A number, and the name of a month. Text of one element may touch that of the
 * next, "3 hours agoWe": `written` shows where. */
static bool has_month(const char *s, size_t n, const char *written)
{
	bool digit = false, month = false;

	for (size_t i = 0; i < n; i++) {
		size_t w = word_at(s, n, i);
		digit |= isdigit((unsigned char)s[i]) != 0;
		if (!w)
			continue;
		for (size_t k = 1; k < w; k++)
			if (isupper((unsigned char)written[i + k]) &&
			    islower((unsigned char)written[i + k - 1]))
				w = k;
		/* "3月14日": each of them follows a digit */
		size_t sign = w < 3 ? w : 3;
		bool behind = i && isdigit((unsigned char)s[i - 1]) && (s[i] & 0x80);
		month |= is_word(s + i, w, MONTH, MONTH) || (behind && is_word(s + i, sign, MONTH, MONTH));
		i += w - 1;
	}
	return digit && month;
}

/* What may stand anywhere, in a language without blanks, too. */
static void find_words(const char *s, size_t n, sp_signs *found)
{
	const uint16_t *first = chains(ANYWHERE);

	for (size_t i = 0; i < n; i++) {
		for (uint16_t k = first[(unsigned char)s[i]]; k; k = following[k]) {
			int kind = signs[k - 1].kind;
			size_t w = length[k];
			if (i + w > n || memcmp(s + i, signs[k - 1].word, w) != 0)
				continue;
			found->answer |= kind == ANSWER;
			found->like |= kind == ANSWER || kind == LIKE;
			found->credit |= kind == CREDIT;
		}
	}
}

static size_t digits_at(const char *s, size_t n, size_t i, unsigned *value)
{
	size_t from = i;

	*value = 0;
	for (; i < n && isdigit((unsigned char)s[i]) && i - from < 4; i++)
		*value = *value * 10 + (unsigned)(s[i] - '0');
	return i - from;
}

static size_t blanks_at(const char *s, size_t n, size_t i)
{
	size_t from = i;

	while (i < n && (unsigned char)s[i] <= ' ')
		i++;
	return i - from;
}

/* "3/50", "3 of 50" near the begin. */
static bool has_counter(const char *s, size_t n)
{
	for (size_t i = 0; i < n && i < NEAR; i++) {
		unsigned a, b;
		if (!isdigit((unsigned char)s[i]))
			continue;
		size_t w = digits_at(s, n, i, &a), at = i + w;
		i = at;
		at += blanks_at(s, n, at);
		w = at < n && s[at] == '/' ? 1 : word_at(s, n, at);
		if (!w || (s[at] != '/' && !is_word(s + at, w, OF, OF)))
			continue;
		at += w;
		at += blanks_at(s, n, at);
		if (digits_at(s, n, at, &b) && a && a <= b && b >= 3 && b < 1000)
			return true;
	}
	return false;
}

sp_signs sp_content_signs(const char *s, size_t n)
{
	char text[WINDOW];
	sp_signs found = { 0 };

	n = n < WINDOW ? n : WINDOW;
	sp_content_lower(s, n, text);
	found.time = has_digits(text, n, ":");
	found.date = found.time || has_digits(text, n, "/.-") || has_month(text, n, s);
	find_words(text, n, &found);
	found.counter = has_counter(text, n);
	return found;
}

bool sp_content_is_date(const char *s, size_t n)
{
	size_t numbers = 0, words = 0;

	for (size_t i = 0; i < n;) {
		size_t w = word_at(s, n, i);
		if (w && !is_word(s + i, w, MONTH, DAY))
			return false;
		words += w > 0;
		if (!w && isdigit((unsigned char)s[i]))
			numbers += !i || !isdigit((unsigned char)s[i - 1]);
		i += w ? w : 1;
	}
	return numbers >= 2 && numbers + words >= 3;
}
