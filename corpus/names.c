#include "config.h"

#include "corpus/names.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#include "base/utf8.h"

/* Legal forms, folded, without dots. `word`: in a short name it may be a word that
 * people say, and stays. */
static const struct {
	const char *text;
	bool word;
} legal_forms[] = {
	{ "inc", false }, { "llc", false }, { "ltd", false }, { "limited", false },
	{ "corp", false }, { "corporation", false }, { "co", false },
	{ "company", true }, { "plc", false }, { "gmbh", false }, { "sa", false },
	{ "ag", false }, { "bv", false }, { "nv", false }, { "pbc", false },
	{ "lp", false }, { "llp", false }, { "pllc", false },
	{ "incorporated", false }, { "srl", false }, { "spa", true }, { "oy", false },
	{ "ab", true }, { "pty", false }, { "sarl", false },
};
enum { NFORMS = sizeof legal_forms / sizeof legal_forms[0] };

static bool is_legal_word(const char *w, size_t n, bool words_too)
{
	for (size_t i = 0; i < NFORMS; i++)
		if (strlen(legal_forms[i].text) == n &&
		    memcmp(legal_forms[i].text, w, n) == 0)
			return words_too || !legal_forms[i].word;
	return false;
}

static size_t trim(const char *s, size_t n)
{
	while (n && (s[n - 1] == ' ' || s[n - 1] == ','))
		n--;
	return n;
}

static size_t drop_legal_form(const char *s, size_t n)
{
	size_t at = n, len = 0;
	char low[16];

	while (at && s[at - 1] != ' ')
		at--;
	if (!at || n - at > sizeof low)
		return n;
	for (size_t i = at; i < n; i++)
		if (s[i] != '.')
			low[len++] = s[i];
	sp_utf8_lower(low, len, low);
	return is_legal_word(low, len, false) ? trim(s, at) : n;
}

/* The acronym in "Some Long Name (SLN)": its range, or an empty one. */
static size_t acronym(const char *s, size_t n, size_t *len)
{
	*len = 0;
	if (!n || s[n - 1] != ')')
		return 0;
	const char *open = memrchr(s, '(', n);
	if (!open || open == s)
		return 0;
	size_t k = (size_t)(s + n - 1 - (open + 1));
	if (k >= 2 && k <= 12 && !memchr(open + 1, ' ', k))
		*len = k;
	return (size_t)(open - s);
}

/* A cut name does not end in "for", "de", "&" or an opening mark. */
static size_t trim_cut(const char *s, size_t n)
{
	static const char *const opening[] = { "(", "[", "\u00ab", "\u2039",
					       "\u201c", "\u201e", "\u2013" };
	size_t before;

	do {
		before = n = trim(s, n);
		for (size_t i = 0; i < sizeof opening / sizeof *opening; i++) {
			size_t len = strlen(opening[i]);

			if (n > len && !memcmp(s + n - len, opening[i], len))
				n -= len;
		}
		size_t at = n;
		while (at && s[at - 1] != ' ')
			at--;
		if (at && sp_utf8_count(s + at, n - at) <= 3 &&
		    ((s[at] >= 'a' && s[at] <= 'z') || s[at] == '&'))
			n = at;
	} while (n < before);
	return n;
}

void sp_short_name(const char *name, sp_buf *out)
{
	size_t n = trim(name, strlen(name)), short_len;
	size_t open = acronym(name, n, &short_len);

	if (open)
		n = trim(name, open);
	n = drop_legal_form(name, n);
	if (sp_utf8_count(name, n) <= SP_SHORT_NAME) {
		sp_buf_add(out, name, n);
		return;
	}
	if (short_len) {
		sp_buf_add(out, name + open + 1, short_len);
		return;
	}
	size_t end = 0, count = 0, cut = 0;
	while (end < n && count < SP_SHORT_NAME - 1) {
		if (name[end] == ' ')
			cut = end;
		unsigned cp;
		end += sp_utf8_decode(name + end, n - end, &cp);
		count++;
	}
	/* a word cut in two is better than a name of three letters */
	if (cut < end / 2)
		cut = end;
	sp_buf_add(out, name, trim_cut(name, cut));
	sp_buf_adds(out, "\xE2\x80\xA6");
}

/* ---- keys ----------------------------------------------------------------- */

/* Case and accents folded, compatible forms made one; caller frees. */
static char *folded(const char *name)
{
	utf8proc_uint8_t *out = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)name, 0, &out,
		UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
		UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);

	return n < 0 ? NULL : (char *)out;
}

static bool is_dropped(unsigned cp)
{
	return cp == '.' || cp == '\'' || cp == 0x2019 || cp == '"' || cp == 0x201C ||
		cp == 0x201D || cp == 0xAE || cp == 0x2122;
}

static bool is_word(unsigned cp)
{
	if (cp < 0x80)
		return (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9');
	int c = utf8proc_category((utf8proc_int32_t)cp);
	return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_NO;
}

/* The words of a folded name, one blank between; brackets left out. */
static void add_words(const char *s, sp_buf *out)
{
	size_t n = strlen(s), start = out->len;
	int depth = 0;

	for (size_t i = 0; i < n;) {
		unsigned cp;
		size_t len = sp_utf8_decode(s + i, n - i, &cp);
		if (cp == '(' || cp == '[')
			depth++;
		if (!depth && is_word(cp))
			sp_buf_add(out, s + i, len);
		else if (!depth && cp == '&')
			sp_buf_adds(out, out->len > start && out->data[out->len - 1] != ' ' ?
				    " and " : "and ");
		else if (!depth && !is_dropped(cp) && out->len > start &&
			 out->data[out->len - 1] != ' ')
			sp_buf_addc(out, ' ');
		if ((cp == ')' || cp == ']') && depth)
			depth--;
		i += len;
	}
	while (out->len > start && out->data[out->len - 1] == ' ')
		sp_buf_truncate(out, out->len - 1);
}

static void drop_last_legal_words(sp_buf *key, size_t start)
{
	for (;;) {
		size_t at = key->len;
		while (at > start && key->data[at - 1] != ' ')
			at--;
		if (at <= start + 1 || !is_legal_word(key->data + at, key->len - at,
							true))
			return;
		sp_buf_truncate(key, at - 1);
	}
}

void sp_name_key(const char *name, sp_buf *out)
{
	size_t start = out->len;
	char *low = folded(name);
	sp_buf words = SP_BUF_INIT;

	if (!low)
		return;
	add_words(low, &words);
	if (strncmp(words.data, "the ", 4) == 0)
		sp_buf_add(out, words.data + 4, words.len - 4);
	else
		sp_buf_add(out, words.data, words.len);
	drop_last_legal_words(out, start);
	sp_buf_release(&words);
	free(low);
}

/* ---- second names ------------------------------------------------------------ */

static const char *const links[] = {
	"d/b/a", "dba", "doing business as", "trading as", "operating as",
	"also known as", "a/k/a", "aka", "formerly known as", "formerly", "f/k/a",
	"better known as", "known as", NULL
};

/* What stands behind a linking phrase in s[0..n), or NULL. */
static const char *behind_link(const char *s, size_t n, size_t *len)
{
	for (const char *const *l = links; *l; l++) {
		size_t k = strlen(*l);
		for (size_t i = 0; i + k + 1 < n; i++) {
			if (strncasecmp(s + i, *l, k) != 0 || s[i + k] != ' ' ||
			    (i && s[i - 1] != ' ' && s[i - 1] != '(' && s[i - 1] != ','))
				continue;
			const char *from = s + i + k + 1;
			*len = (size_t)(s + n - from);
			return from;
		}
	}
	return NULL;
}

static void add_trimmed(const char *s, size_t n, sp_buf *out)
{
	static const char *const quotes[] = { "\"", "\xE2\x80\x9C", "\xE2\x80\x9D", "'", " ", "," };

	for (bool again = true; again;) {
		again = false;
		for (size_t q = 0; q < sizeof quotes / sizeof *quotes; q++) {
			size_t k = strlen(quotes[q]);
			if (n >= k && memcmp(s, quotes[q], k) == 0)
				s += k, n -= k, again = true;
			if (n >= k && memcmp(s + n - k, quotes[q], k) == 0)
				n -= k, again = true;
		}
	}
	sp_buf_add(out, s, n);
}

bool sp_name_alias(const char *name, sp_buf *out)
{
	size_t n = strlen(name), len, start = out->len;
	const char *open = memchr(name, '(', n);
	const char *close = open ? memchr(open, ')', n - (size_t)(open - name)) : NULL;
	const char *behind = behind_link(name, open ? (size_t)(open - name) : n, &len);

	if (behind) {
		add_trimmed(behind, len, out);
		return out->len > start;
	}
	if (!open || open == name || !close)
		return false;
	len = (size_t)(close - open - 1);
	behind = behind_link(open + 1, len, &len);
	if (behind)
		add_trimmed(behind, len, out);
	else
		add_trimmed(open + 1, (size_t)(close - open - 1), out);
	bool one_word = !memchr(out->data + start, ' ', out->len - start);
	if (out->len - start >= 2 && (one_word || behind))
		return true;
	sp_buf_truncate(out, start);
	return false;
}
