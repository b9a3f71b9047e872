#include "config.h"

#include "ingest/entity.h"

#include <ctype.h>
#include <string.h>

#include "ingest/decode.h"

static const struct entity {
	const char *name;
	bool bare;		/* also without semicolon: the names of 1997 */
	const char *text;
} entities[] = {
#define E(name, bare, text) { name, bare, text },
#include "ingest/entities.def"
#undef E
};

enum { NAME_MAX_LEN = 32 };	/* the longest name has 31 letters */

static const struct entity *find(const char *name, size_t n)
{
	size_t lo = 0, hi = sizeof entities / sizeof *entities;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = strncmp(name, entities[mid].name, n);
		if (!c && entities[mid].name[n])
			c = -1;
		if (!c)
			return &entities[mid];
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}

const char *sp_entity(const char *name, size_t n)
{
	const struct entity *e = n && n < NAME_MAX_LEN ? find(name, n) : NULL;

	return e ? e->text : NULL;
}

/* "&#8217;", "&#x2019;": 128 to 159 are windows-1252, as browsers have it. */
static size_t number(const char *s, size_t n, sp_buf *out)
{
	bool hex = n > 2 && (s[2] == 'x' || s[2] == 'X');
	size_t i = hex ? 3 : 2, begin = i;
	unsigned cp = 0;

	for (; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		if (hex ? !isxdigit(c) : !isdigit(c))
			break;
		unsigned digit = isdigit(c) ? (unsigned)(c - '0') : (unsigned)(tolower(c) - 'a') + 10;
		if (cp <= 0x10ffff)
			cp = cp * (hex ? 16 : 10) + digit;
	}
	if (i == begin)
		return 0;
	if (cp >= 0x80 && cp < 0xa0)
		cp = sp_windows_1252((unsigned char)cp);
	sp_buf_addcp(out, cp ? cp : 0xfffd);
	return i < n && s[i] == ';' ? i + 1 : i;
}

/* "&notit;" is "&not" and "it;": the longest bare name that begins there. */
static size_t bare_name(const char *s, size_t len, size_t n, bool in_attribute,
			sp_buf *out)
{
	for (size_t k = len; k > 1; k--) {
		const struct entity *e = find(s + 1, k);
		if (!e || !e->bare)
			continue;
		if (in_attribute && k + 1 < n &&
		    (s[k + 1] == '=' || isalnum((unsigned char)s[k + 1])))
			return 0;
		sp_buf_adds(out, e->text);
		return k + 1;
	}
	return 0;
}

size_t sp_entity_decode(const char *s, size_t n, bool in_attribute, sp_buf *out)
{
	size_t len = 0;

	if (n > 2 && s[1] == '#')
		return number(s, n, out);
	while (len + 1 < n && len < NAME_MAX_LEN &&
	       isalnum((unsigned char)s[len + 1]))
		len++;
	if (!len)
		return 0;
	if (len + 1 < n && s[len + 1] == ';') {
		const struct entity *e = find(s + 1, len);
		if (e) {
			sp_buf_adds(out, e->text);
			return len + 2;
		}
	}
	return bare_name(s, len, n, in_attribute, out);
}
