#include "config.h"

#include "ingest/marker.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

static size_t blanks(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && (s[i] == ' ' || s[i] == '\n'))
		i++;
	return i;
}

/* Signs that only ever stand before list items. */
static size_t bullet(const char *s, size_t n)
{
	static const char *const signs[] = {
		"•", "◦", "▪", "▫", "■", "□", "●", "○", "‣", "⁃", "∙", "·",
		"➢", "➤", "►", "✓", "✔", "❖", "◆", "\xef\x82\xb7",
		"\xef\x82\xa7", "\xef\x83\x98", "\xef\x83\xbc",
	};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		size_t k = strlen(signs[i]);
		if (n > k && memcmp(s, signs[i], k) == 0)
			return k + blanks(s + k, n - k);
	}
	/* Word's Symbol and Courier New bullets, decoded as letters. */
	if (n > 2 && (*s == 'o' || *s == '*') && s[1] == ' ' && isupper((unsigned char)s[2]))
		return 2;
	return 0;
}

static size_t dash(const char *s, size_t n)
{
	static const char *const signs[] = { "-", "–", "—" };

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		size_t k = strlen(signs[i]);
		if (n > k + 1 && memcmp(s, signs[i], k) == 0 && s[k] == ' ')
			return k + blanks(s + k, n - k);
	}
	return 0;
}

static int roman(const char *s, size_t n)
{
	static const char *const small[] = {
		"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x",
		"xi", "xii", "xiii", "xiv", "xv",
	};

	for (size_t i = 0; i < sizeof small / sizeof *small; i++)
		if (strlen(small[i]) == n && strncasecmp(small[i], s, n) == 0)
			return (int)i + 1;
	return 0;
}

static sp_marker body(const char *s, size_t n)
{
	sp_marker m = { 0 };
	size_t i = 0;

	if (n && isdigit((unsigned char)*s)) {
		while (i < n && i < 3 && isdigit((unsigned char)s[i]))
			m.value = m.value * 10 + (s[i++] - '0');
		m.kind = SP_MARKER_NUMBER;
	} else {
		while (i < n && i < 6 && isalpha((unsigned char)s[i]))
			i++;
		m.roman = i ? roman(s, i) : 0;
		m.letter = i == 1 ? tolower((unsigned char)*s) - 'a' + 1 : 0;
		if (m.roman && (i > 1 || m.roman == 1)) {
			m.kind = SP_MARKER_ROMAN;
			m.value = m.roman;
		} else if (m.letter) {
			m.kind = SP_MARKER_LETTER;
			m.value = m.letter;
		}
	}
	m.len = i;
	return m;
}

sp_marker sp_marker_of(const char *s, size_t n)
{
	size_t k;

	if ((k = bullet(s, n)))
		return (sp_marker){ .kind = SP_MARKER_BULLET, .len = k };
	if ((k = dash(s, n)))
		return (sp_marker){ .kind = SP_MARKER_DASH, .len = k };
	bool paren = n && *s == '(';
	sp_marker m = body(s + paren, n - paren);
	size_t i = m.len + paren;
	if (!m.kind || i + 1 >= n)
		return (sp_marker){ 0 };
	if (s[i] != ')' && (paren || s[i] != '.'))
		return (sp_marker){ 0 };
	i++;
	k = blanks(s + i, n - i);
	/* "3.14" and "e.g." are no markers. */
	if (!k)
		return (sp_marker){ 0 };
	/* "U. S. ..." is an initial: a letter takes ')' or stands small. */
	if (m.kind == SP_MARKER_LETTER && s[i - 1] == '.' && isupper((unsigned char)*s) &&
	    i + k + 1 < n && s[i + k + 1] == '.')
		return (sp_marker){ 0 };
	m.len = i + k;
	return m;
}
