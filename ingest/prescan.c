#include "config.h"

#include "ingest/prescan.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* ---- marks and NULs ----------------------------------------------------------- */

const sp_charset *sp_prescan_mark(const char *s, size_t n, size_t *skip)
{
	/* UTF-32's little-endian mark begins with UTF-16's. */
	static const struct { const char *bytes; size_t n; const char *name; } marks[] = {
		{ "\xef\xbb\xbf", 3, "UTF-8" },
		{ "\xff\xfe\0\0", 4, "UTF-32LE" },
		{ "\0\0\xfe\xff", 4, "UTF-32BE" },
		{ "\xff\xfe", 2, "UTF-16LE" },
		{ "\xfe\xff", 2, "UTF-16BE" },
	};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (n >= marks[i].n && memcmp(s, marks[i].bytes, marks[i].n) == 0) {
			*skip = marks[i].n;
			return sp_charset_by_name(marks[i].name);
		}
	*skip = 0;
	return NULL;
}

static bool text_byte(unsigned char c)
{
	return (c >= ' ' && c < 0x7f) || c == '\t' || c == '\n' || c == '\r';
}

/* What the units of `width` bytes are, with their lowest byte at `at`. */
typedef struct units {
	size_t ascii;		/* letters, digits, blanks, line ends */
	size_t nuls;		/* NULs that belong to characters */
	size_t none;		/* beyond U+10FFFF */
} units;

/* A character whose bytes hold a NUL. In the wrong order of bytes ASCII would
 * be U+0100 and its like, so that of those only the blank of Chinese and
 * Japanese and surrogates count. */
static bool is_likely(unsigned long cp, size_t width)
{
	if (cp < 0xa0)
		return cp < 0x7f && text_byte((unsigned char)cp);
	return width == 4 || cp <= 0xff || cp == 0x3000 || (cp >= 0xd800 && cp <= 0xdfff);
}

static units count_units(const char *s, size_t n, size_t width, size_t at)
{
	units u = { 0 };

	for (size_t i = 0; i + width <= n; i += width) {
		unsigned long cp = 0;
		size_t nuls = 0;
		for (size_t k = 0; k < width; k++) {
			cp = cp << 8 | (unsigned char)s[i + (at ? k : width - 1 - k)];
			nuls += !s[i + k];
		}
		u.ascii += cp < 0x7f && text_byte((unsigned char)cp);
		u.none += cp > 0x10ffff;
		if (is_likely(cp, width))
			u.nuls += nuls;
	}
	return u;
}

const sp_charset *sp_prescan_wide(const char *s, size_t n)
{
	static const struct { size_t width, at; const char *name; } forms[] = {
		{ 4, 0, "UTF-32LE" }, { 4, 3, "UTF-32BE" },
		{ 2, 0, "UTF-16LE" }, { 2, 1, "UTF-16BE" },
	};
	size_t nuls = 0;

	if (n > 4096)
		n = 4096;
	for (size_t i = 0; i < n; i++)
		nuls += !s[i];
	if (n < 4 || nuls < 2)
		return NULL;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		size_t width = forms[i].width;
		units u = count_units(s, n, width, forms[i].at);
		/* All NULs belong to characters (but for a stray one in fifty),
		 * and one unit in twenty is ASCII: the blanks of a text are. */
		if (u.ascii * 20 >= n / width && u.nuls * 51 >= nuls * 50 &&
		    u.none * 50 <= n / width)
			return sp_charset_by_name(forms[i].name);
	}
	return NULL;
}

/* ---- declarations --------------------------------------------------------------- */

/* A head longer than this holds no meta that anybody wrote. */
enum { SCANNED = 1 << 20 };

typedef struct span {
	const char *s;
	size_t n;
} span;

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is(span a, const char *word)
{
	return a.n == strlen(word) && strncasecmp(a.s, word, a.n) == 0;
}

/* The next attribute in [*p, end) of a tag; false at the tag's end, with *p
 * behind it. HTML standard, "get an attribute". */
static bool attribute(const char **p, const char *end, span *name, span *value)
{
	const char *s = *p;

	while (s < end && (blank(*s) || *s == '/' || *s == '?'))
		s++;
	if (s == end || *s == '>') {
		*p = s < end ? s + 1 : end;
		return false;
	}
	name->s = s++;
	while (s < end && !blank(*s) && *s != '=' && *s != '>' && *s != '/' && *s != '?')
		s++;
	name->n = (size_t)(s - name->s);
	*value = (span){ s, 0 };
	while (s < end && blank(*s))
		s++;
	if (s < end && *s == '=') {
		s++;
		while (s < end && blank(*s))
			s++;
		char quote = s < end && (*s == '"' || *s == '\'') ? *s++ : 0;
		value->s = s;
		while (s < end && (quote ? *s != quote : !blank(*s) && *s != '>'))
			s++;
		value->n = (size_t)(s - value->s);
		s += quote && s < end;
	}
	*p = s;
	return true;
}

/* "text/html; charset=x" */
static span charset_in(span content)
{
	const char *end = content.s + content.n;

	for (const char *s = content.s; end - s > 7; s++) {
		if (strncasecmp(s, "charset", 7) != 0)
			continue;
		const char *v = s + 7;
		while (v < end && blank(*v))
			v++;
		if (v == end || *v++ != '=')
			continue;
		while (v < end && (blank(*v) || *v == '"' || *v == '\''))
			v++;
		const char *from = v;
		while (v < end && !blank(*v) && *v != ';' && *v != '"' && *v != '\'')
			v++;
		return (span){ from, (size_t)(v - from) };
	}
	return (span){ NULL, 0 };
}

/* What a meta element says; *p stands behind "<meta". */
static span meta(const char **p, const char *end)
{
	span name, value, charset = { NULL, 0 }, content = { NULL, 0 };
	bool about_type = false;

	while (attribute(p, end, &name, &value)) {
		if (is(name, "charset") && !charset.s)
			charset = value;
		else if (is(name, "content") && !content.s)
			content = value;
		else if (is(name, "http-equiv"))
			about_type = is(value, "content-type");
	}
	return !charset.s && about_type && content.s ? charset_in(content) : charset;
}

static bool tag_is(const char *s, const char *end, const char *name)
{
	size_t n = strlen(name);

	return (size_t)(end - s) > n + 1 && strncasecmp(s + 1, name, n) == 0 &&
		(blank(s[n + 1]) || s[n + 1] == '/' || s[n + 1] == '>');
}

static span in_meta(const char *s, size_t n)
{
	const char *end = s + n;

	while (s < end && (s = memchr(s, '<', (size_t)(end - s)))) {
		span found, name, value;
		if (end - s > 4 && memcmp(s, "<!--", 4) == 0) {
			const char *close = memmem(s + 2, (size_t)(end - s) - 2, "-->", 3);
			s = close ? close + 3 : end;
		} else if (tag_is(s, end, "meta")) {
			s += 5;
			found = meta(&s, end);
			if (found.s)
				return found;
		} else if (tag_is(s, end, "body")) {
			break;
		} else if (end - s > 1 && isalpha((unsigned char)s[1])) {
			s++;
			while (attribute(&s, end, &name, &value))
				;
		} else {
			s++;
		}
	}
	return (span){ NULL, 0 };
}

static span in_xml(const char *s, size_t n)
{
	const char *end = n > 5 && memcmp(s, "<?xml", 5) == 0 && blank(s[5]) ?
		memchr(s, '>', n < 1024 ? n : 1024) : NULL;
	span name, value;

	for (s += end ? 5 : 0; end && attribute(&s, end, &name, &value);)
		if (is(name, "encoding"))
			return value;
	return (span){ NULL, 0 };
}

sp_declared sp_prescan_declared(const char *s, size_t n)
{
	span found = in_xml(s, n);
	sp_declared d = { .xml = found.s != NULL };

	if (!found.s)
		found = in_meta(s, n < SCANNED ? n : SCANNED);
	if (!found.s)
		return d;
	d.charset = sp_charset_by_label(found.s, found.n);
	if (!d.charset) {
		d.unknown = found.s;
		d.len = found.n;
	} else if (d.charset->kind == SP_CHARSET_WIDE) {
		d.charset = sp_charset_by_name("UTF-8");
	}
	return d;
}
