#include "config.h"

#include "ingest/convert.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/utf8.h"

static void invalid(sp_buf *out, sp_decoded *info)
{
	if (!info->invalid++)
		info->invalid_at = out->len;
	sp_buf_addcp(out, 0xfffd);
}

/* One byte of windows-1252 amid UTF-8: a quote, dash or ellipsis beside ASCII,
 * or a letter in an ASCII word. Else 0. */
static unsigned stray(const char *begin, const char *s, const char *end)
{
	unsigned char before = s > begin ? (unsigned char)s[-1] : ' ';
	unsigned char after = end - s > 1 ? (unsigned char)s[1] : ' ';
	unsigned cp = sp_windows_1252((unsigned char)*s);

	if ((before | after) & 0x80)
		return 0;
	if (cp >= 0x2013 && cp <= 0x2026)
		return cp;
	bool letter = cp >= 0xc0 && cp <= 0xff && cp != 0xd7 && cp != 0xf7;
	return letter && (isalpha(before) || isalpha(after)) ? cp : 0;
}

unsigned sp_surrogate_pair(const char *s, const char *end)
{
	const unsigned char *u = (const unsigned char *)s;

	if (end - s < 6 || u[0] != 0xed || (u[1] & 0xf0) != 0xa0 || (u[2] & 0xc0) != 0x80 ||
	    u[3] != 0xed || (u[4] & 0xf0) != 0xb0 || (u[5] & 0xc0) != 0x80)
		return 0;
	return 0x10000 + ((u[1] & 0xfu) << 16 | (u[2] & 0x3fu) << 10 |
			  (u[4] & 0xfu) << 6 | (u[5] & 0x3fu));
}

static void from_utf8(const char *s, size_t n, sp_buf *out, sp_decoded *info)
{
	const char *begin = s, *end = s + n;

	sp_buf_reserve(out, n);
	while (s < end) {
		size_t good = sp_utf8_valid(s, (size_t)(end - s));
		sp_buf_add(out, s, good);
		s += good;
		if (s == end)
			break;
		unsigned cp;
		size_t bad = sp_utf8_decode(s, (size_t)(end - s), &cp);
		if ((cp = sp_surrogate_pair(s, end))) {
			info->surrogates++;
			sp_buf_addcp(out, cp);
			bad = 6;
		} else if (bad == 1 && (cp = stray(begin, s, end))) {
			info->strays++;
			sp_buf_addcp(out, cp);
		} else {
			invalid(out, info);
		}
		s += bad;
	}
}

unsigned sp_windows_1252(unsigned char byte)
{
	static const unsigned short high[32] = {
		0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
		0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f,
		0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
		0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
	};

	return byte >= 0x80 && byte < 0xa0 ? high[byte - 0x80] : byte;
}

static void by_table(const sp_charset *c, const char *s, size_t n, sp_buf *out,
		     sp_decoded *info)
{
	const uint32_t *high = sp_charset_high(c);

	sp_buf_reserve(out, n + n / 8);
	for (size_t i = 0; i < n;) {
		size_t run = i;
		while (run < n && !(s[run] & 0x80))
			run++;
		sp_buf_add(out, s + i, run - i);
		if (run < n) {
			uint32_t cp = high[(unsigned char)s[run++] - 0x80];
			if (cp)
				sp_buf_addcp(out, cp);
			else
				invalid(out, info);
		}
		i = run;
	}
}

static void by_iconv(const sp_charset *c, const char *s, size_t n, sp_buf *out,
		     sp_decoded *info)
{
	iconv_t cd = iconv_open("UTF-8", c->iconv);
	char *in = (char *)s;	/* iconv does not write to it */
	size_t unit = c->kind != SP_CHARSET_WIDE ? 1 : strncmp(c->name, "UTF-32", 6) ? 2 : 4;

	if (cd == (iconv_t)-1) {	/* a C library without this table */
		info->charset = "windows-1252";
		by_table(sp_charset_by_name(info->charset), s, n, out, info);
		return;
	}
	while (n) {
		char chunk[16384], *to = chunk;
		size_t room = sizeof chunk;
		size_t r = iconv(cd, &in, &n, &to, &room);
		sp_buf_add(out, chunk, (size_t)(to - chunk));
		if (r != (size_t)-1 || errno == E2BIG)
			continue;
		/* A byte without meaning, or a sequence cut off at the end. */
		invalid(out, info);
		size_t skip = unit < n ? unit : n;
		in += skip;
		n -= skip;
	}
	iconv_close(cd);
}

void sp_convert(const sp_charset *c, const char *s, size_t n, sp_buf *out,
		sp_decoded *info)
{
	if (c->kind == SP_CHARSET_UTF8)
		from_utf8(s, n, out, info);
	else if (c->kind == SP_CHARSET_SINGLE)
		by_table(c, s, n, out, info);
	else if (c->kind != SP_CHARSET_NONE)
		by_iconv(c, s, n, out, info);
}
