/* Character sets, as browsers take them: what stands in the file decides
 * before what it says about itself, and an old label means the set that people
 * really used under it. */
#include "config.h"

#include "ingest/decode.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

/* WHATWG name, iconv's name, and the labels that mean it (a choice of those
 * of the encoding standard that are met; matched without case). */
static const struct charset {
	const char *name, *iconv;
	const char *labels;	/* separated and closed by blanks */
} charsets[] = {
	{ "UTF-8", NULL, " utf-8 utf8 unicode-1-1-utf-8 x-unicode20utf8 " },
	{ "windows-1252", NULL,
	  " windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso88591 "
	  "iso_8859-1 iso_8859-1:1987 latin1 latin-1 l1 ascii us-ascii "
	  "ansi_x3.4-1968 cp819 ibm819 csisolatin1 iso-ir-100 " },
	{ "windows-1250", "CP1250", " windows-1250 cp1250 x-cp1250 " },
	{ "windows-1251", "CP1251", " windows-1251 cp1251 x-cp1251 " },
	{ "windows-1253", "CP1253", " windows-1253 cp1253 x-cp1253 " },
	{ "windows-1254", "CP1254",
	  " windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 latin5 l5 " },
	{ "windows-1255", "CP1255", " windows-1255 cp1255 x-cp1255 " },
	{ "windows-1256", "CP1256", " windows-1256 cp1256 x-cp1256 " },
	{ "windows-1257", "CP1257", " windows-1257 cp1257 x-cp1257 " },
	{ "windows-1258", "CP1258", " windows-1258 cp1258 x-cp1258 " },
	{ "windows-874", "CP874",
	  " windows-874 tis-620 iso-8859-11 iso8859-11 dos-874 " },
	{ "ISO-8859-2", "ISO-8859-2", " iso-8859-2 iso8859-2 latin2 l2 " },
	{ "ISO-8859-3", "ISO-8859-3", " iso-8859-3 iso8859-3 latin3 l3 " },
	{ "ISO-8859-4", "ISO-8859-4", " iso-8859-4 iso8859-4 latin4 l4 " },
	{ "ISO-8859-5", "ISO-8859-5", " iso-8859-5 iso8859-5 cyrillic " },
	{ "ISO-8859-6", "ISO-8859-6", " iso-8859-6 iso8859-6 arabic " },
	{ "ISO-8859-7", "ISO-8859-7", " iso-8859-7 iso8859-7 greek " },
	{ "ISO-8859-8", "ISO-8859-8", " iso-8859-8 iso8859-8 hebrew " },
	{ "ISO-8859-8-I", "ISO-8859-8", " iso-8859-8-i logical " },
	{ "ISO-8859-10", "ISO-8859-10", " iso-8859-10 iso8859-10 latin6 l6 " },
	{ "ISO-8859-13", "ISO-8859-13", " iso-8859-13 iso8859-13 " },
	{ "ISO-8859-14", "ISO-8859-14", " iso-8859-14 iso8859-14 " },
	{ "ISO-8859-15", "ISO-8859-15",
	  " iso-8859-15 iso8859-15 latin-9 latin9 l9 " },
	{ "ISO-8859-16", "ISO-8859-16", " iso-8859-16 " },
	{ "KOI8-R", "KOI8-R", " koi8-r koi8 koi " },
	{ "KOI8-U", "KOI8-U", " koi8-u koi8-ru " },
	{ "macintosh", "MACINTOSH", " macintosh mac x-mac-roman " },
	{ "x-mac-cyrillic", "MAC-CYRILLIC", " x-mac-cyrillic x-mac-ukrainian " },
	{ "IBM866", "CP866", " ibm866 cp866 866 " },
	{ "gb18030", "GB18030", " gb18030 " },
	{ "GBK", "GB18030",
	  " gbk gb2312 gb_2312-80 chinese x-gbk csgb2312 " },
	{ "Big5", "BIG5-HKSCS", " big5 big5-hkscs cn-big5 x-x-big5 " },
	{ "EUC-JP", "EUC-JP", " euc-jp x-euc-jp " },
	{ "Shift_JIS", "CP932",
	  " shift_jis shift-jis sjis x-sjis ms_kanji windows-31j ms932 " },
	{ "ISO-2022-JP", "ISO-2022-JP", " iso-2022-jp " },
	{ "EUC-KR", "CP949",
	  " euc-kr ks_c_5601-1987 ks_c_5601-1989 korean windows-949 " },
	{ "UTF-16LE", "UTF-16LE", " utf-16le utf-16 unicode ucs-2 " },
	{ "UTF-16BE", "UTF-16BE", " utf-16be " },
};

#define UTF8 (&charsets[0])
#define WINDOWS_1252 (&charsets[1])

static const struct charset *by_name(const char *name)
{
	const struct charset *c = charsets;

	while (strcmp(c->name, name) != 0)
		c++;
	return c;
}

static const struct charset *by_label(const char *s, size_t n)
{
	char label[48] = " ";

	while (n && isspace((unsigned char)*s))
		s++, n--;
	while (n && isspace((unsigned char)s[n - 1]))
		n--;
	if (!n || n > sizeof label - 3 || memchr(s, ' ', n))
		return NULL;
	sp_utf8_lower(s, n, label + 1);
	label[n + 1] = ' ';
	label[n + 2] = '\0';
	for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++)
		if (strstr(charsets[i].labels, label))
			return &charsets[i];
	return NULL;
}

/* ---- what the document declares ------------------------------------------- */

/* The value after "charset" or "encoding" in s[0..n), quoted or bare. */
static const struct charset *value_after(const char *s, size_t n,
					 const char *key)
{
	size_t k = strlen(key);

	for (size_t i = 0; i + k < n; i++) {
		if (strncasecmp(s + i, key, k) != 0)
			continue;
		size_t j = i + k;
		while (j < n && isspace((unsigned char)s[j]))
			j++;
		if (j == n || s[j++] != '=')
			continue;
		while (j < n && isspace((unsigned char)s[j]))
			j++;
		if (j < n && (s[j] == '"' || s[j] == '\''))
			j++;
		size_t end = j;
		while (end < n && !strchr("\"'> ;/?\t\r\n", s[end]))
			end++;
		return by_label(s + j, end - j);
	}
	return NULL;
}

static const struct charset *in_meta(const char *s, size_t n)
{
	for (const char *p = s; (p = memchr(p, '<', (size_t)(s + n - p))); p++) {
		size_t left = (size_t)(s + n - p);
		if (left < 6)
			return NULL;
		if (strncasecmp(p, "<meta", 5) == 0) {
			const char *end = memchr(p, '>', left);
			if (!end)
				return NULL;
			const struct charset *c = value_after(p, (size_t)(end - p), "charset");
			if (c)
				return c;
		} else if (strncasecmp(p, "<body", 5) == 0) {
			return NULL;
		}
	}
	return NULL;
}

static const struct charset *declared(const char *s, size_t n)
{
	const struct charset *c = NULL;

	if (n > 5 && memcmp(s, "<?xml", 5) == 0) {
		const char *end = memchr(s, '>', n < 1024 ? n : 1024);
		if (end)
			c = value_after(s, (size_t)(end - s), "encoding");
	}
	if (!c)
		c = in_meta(s, n < 65536 ? n : 65536);
	/* A declaration that we can read as ASCII is not in UTF-16. */
	if (c && strncmp(c->name, "UTF-16", 6) == 0)
		c = UTF8;
	return c;
}

/* UTF-16 without a mark: markup begins with '<' and a NUL, or the reverse. */
static const struct charset *wide(const char *s, size_t n)
{
	if (n < 4)
		return NULL;
	if (s[0] && !s[1] && s[2] && !s[3])
		return by_name("UTF-16LE");
	if (!s[0] && s[1] && !s[2] && s[3])
		return by_name("UTF-16BE");
	return NULL;
}

static const struct charset *byte_order_mark(const char *s, size_t n,
					     size_t *skip)
{
	*skip = 0;
	if (n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0) {
		*skip = 3;
		return UTF8;
	}
	if (n >= 2 && memcmp(s, "\xff\xfe", 2) == 0) {
		*skip = 2;
		return by_name("UTF-16LE");
	}
	if (n >= 2 && memcmp(s, "\xfe\xff", 2) == 0) {
		*skip = 2;
		return by_name("UTF-16BE");
	}
	return NULL;
}

/* ---- conversion ------------------------------------------------------------- */

static void invalid(sp_buf *out, sp_decoded *info)
{
	if (!info->invalid++)
		info->invalid_at = out->len;
	sp_buf_addcp(out, 0xfffd);
}

static void from_utf8(const char *s, size_t n, sp_buf *out, sp_decoded *info)
{
	sp_buf_reserve(out, n);
	while (n) {
		size_t good = sp_utf8_valid(s, n);
		sp_buf_add(out, s, good);
		s += good;
		n -= good;
		if (n) {
			unsigned cp;
			size_t bad = sp_utf8_decode(s, n, &cp);
			invalid(out, info);
			s += bad;
			n -= bad;
		}
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

static void from_windows_1252(const char *s, size_t n, sp_buf *out)
{
	sp_buf_reserve(out, n + n / 8);
	for (size_t i = 0; i < n;) {
		size_t run = i;
		while (run < n && !(s[run] & 0x80))
			run++;
		sp_buf_add(out, s + i, run - i);
		if (run < n)
			sp_buf_addcp(out, sp_windows_1252((unsigned char)s[run++]));
		i = run;
	}
}

static void by_iconv(const char *name, const char *s, size_t n, sp_buf *out,
		     sp_decoded *info)
{
	iconv_t cd = iconv_open("UTF-8", name);
	char *in = (char *)s;	/* iconv does not write to it */

	if (cd == (iconv_t)-1) {
		from_windows_1252(s, n, out);
		info->charset = WINDOWS_1252->name;
		return;
	}
	while (n) {
		char chunk[8192], *to = chunk;
		size_t room = sizeof chunk;
		size_t r = iconv(cd, &in, &n, &to, &room);
		sp_buf_add(out, chunk, (size_t)(to - chunk));
		if (r != (size_t)-1 || errno == E2BIG)
			continue;
		/* A byte without meaning, or a sequence cut off at the end. */
		invalid(out, info);
		size_t unit = strncmp(name, "UTF-16", 6) == 0 && n > 1 ? 2 : 1;
		in += unit;
		n -= unit;
	}
	iconv_close(cd);
}

/* NULs carry no text, and no parser after us takes them well. */
static void drop_nuls(sp_buf *out, size_t from, sp_decoded *info)
{
	char *p = out->data + from, *to;
	const char *invalid = info->invalid ? out->data + info->invalid_at : NULL;

	if (!memchr(p, '\0', out->len - from))
		return;
	to = p;
	for (; p < out->data + out->len; p++) {
		if (p == invalid)
			info->invalid_at = (size_t)(to - out->data);
		if (*p)
			*to++ = *p;
		else
			info->nuls++;
	}
	sp_buf_truncate(out, (size_t)(to - out->data));
}

static const struct charset *choose(const char *s, size_t n, size_t *skip,
				    sp_decoded *info)
{
	const struct charset *c = byte_order_mark(s, n, skip);
	const struct charset *said;

	if (c || (c = wide(s, n)))
		return c;
	said = declared(s, n);
	if (said && strcmp(said->name, "ISO-2022-JP") == 0)
		return said;	/* all ASCII on the outside */
	if (sp_utf8_valid(s, n) == n) {
		bool ascii = true;
		for (size_t i = 0; ascii && i < n; i++)
			ascii = !(s[i] & 0x80);
		if (ascii && said)
			return said;
		if (said && said != UTF8)
			info->declared = said->name;
		return UTF8;
	}
	/* Declared as UTF-8, all but a few bytes of it valid: believe it. */
	if (said == UTF8) {
		size_t first = sp_utf8_valid(s, n);
		bool multibyte = false;
		for (size_t i = 0; !multibyte && i < first; i++)
			multibyte = s[i] & 0x80;
		if (multibyte)
			return UTF8;
		info->declared = said->name;
		return WINDOWS_1252;
	}
	return said ? said : WINDOWS_1252;
}

void sp_decode(const char *bytes, size_t n, sp_buf *out, sp_decoded *info)
{
	size_t skip, from = out->len;

	*info = (sp_decoded){ 0 };
	const struct charset *c = choose(bytes, n, &skip, info);
	info->charset = c->name;
	bytes += skip;
	n -= skip;
	if (c == UTF8)
		from_utf8(bytes, n, out, info);
	else if (c == WINDOWS_1252)
		from_windows_1252(bytes, n, out);
	else
		by_iconv(c->iconv, bytes, n, out, info);
	drop_nuls(out, from, info);
}

bool sp_decode_is_binary(const char *bytes, size_t n)
{
	size_t skip, control = 0, nuls = 0;

	if (byte_order_mark(bytes, n, &skip) || wide(bytes, n))
		return false;
	if (n > 65536)
		n = 65536;
	for (size_t i = 0; i < n; i++) {
		unsigned char b = (unsigned char)bytes[i];
		nuls += b == 0;
		control += b < 32 && b != '\t' && b != '\n' && b != '\r' && b != '\f';
	}
	/* A few strays in a short text are a slip, not a program. */
	return nuls > n / 100 + 8 || control > n / 20 + 8;
}
