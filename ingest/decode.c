/* Character sets, as browsers take them: what stands in the file decides
 * before what it says about itself, and an old label means the set that people
 * really used under it. */
#include "config.h"

#include "ingest/decode.h"

#include <string.h>

#include "base/utf8.h"
#include "ingest/charset.h"
#include "ingest/convert.h"
#include "ingest/detect.h"
#include "ingest/prescan.h"

const char *sp_decoded_by_name(sp_decoded_by by)
{
	static const char *const names[] = {
		[SP_BY_ASCII] = "only ASCII", [SP_BY_MARK] = "byte order mark",
		[SP_BY_NULS] = "pattern of NULs", [SP_BY_UTF8] = "valid UTF-8",
		[SP_BY_XML] = "XML declaration", [SP_BY_META] = "meta element",
		[SP_BY_DETECTION] = "detection", [SP_BY_DEFAULT] = "default",
	};

	return names[by];
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

/* ---- the choice ---------------------------------------------------------------- */

/* What the bytes are as UTF-8. */
typedef struct census {
	size_t pairs;		/* sequences of two bytes */
	size_t longer;		/* of three and four */
	size_t bad;		/* sequences that are none */
} census;

static census count(const char *s, size_t n)
{
	census c = { 0 };
	const char *end = s + n;

	while (s < end) {
		unsigned cp;
		if (!(*s & 0x80)) {
			s++;
			continue;
		}
		size_t k = sp_utf8_decode(s, (size_t)(end - s), &cp);
		if (sp_surrogate_pair(s, end))
			c.longer++, k = 6;
		else if (cp == 0xfffd && !(k == 3 && memcmp(s, "\xef\xbf\xbd", 3) == 0))
			c.bad++;
		else if (k == 2)
			c.pairs++;
		else
			c.longer++;
		s += k;
	}
	return c;
}

/* Is it UTF-8, all of it or but for some accidents? */
static bool is_utf8(const census *c, const sp_charset *said)
{
	size_t good = c->pairs + c->longer;

	if (said && said->kind == SP_CHARSET_UTF8)
		return good && 3 * good >= c->bad;
	/* Two letters of a Chinese, Japanese or Korean set can look like UTF-8. */
	if (said && said->kind == SP_CHARSET_MULTI && !c->longer && c->pairs < 8)
		return false;
	return good && (!c->bad || (good >= 4 && good >= 4 * c->bad));
}

/* Can `c` read nearly all of it: but for one in fifty characters beyond ASCII? */
static bool reads(const sp_charset *c, const char *s, size_t n)
{
	sp_buf out = SP_BUF_INIT;
	sp_decoded info = { 0 };
	size_t high = 0;

	if (c->kind == SP_CHARSET_MULTI) {
		n = n < 65536 ? n : 65536;
		for (size_t i = 0; i < n; i++)
			high += (unsigned char)s[i] >> 7;
		sp_convert(c, s, n, &out, &info);
		sp_buf_release(&out);
	}
	/* one may be cut off at the end of the sample */
	return info.invalid <= 1 || info.invalid * 100 <= high;
}

/* ISO-2022: all ASCII on the outside, with escapes or shifts inside. */
static bool has_escapes(const char *s, size_t n)
{
	return memmem(s, n, "\x1b$", 2) || memmem(s, n, "\x1b(", 2) ||
		memchr(s, '\x0e', n) || memmem(s, n, "~{", 2);
}

static sp_decoded_by where(const sp_declared *d)
{
	return d->xml ? SP_BY_XML : SP_BY_META;
}

static const sp_charset *of_ascii(const sp_declared *declared, const char *s, size_t n,
				  sp_decoded *info)
{
	const sp_charset *said = declared->charset;
	bool escapes = has_escapes(s, n);
	const sp_charset *c = said;

	info->by = SP_BY_ASCII;
	if (said && said->kind == SP_CHARSET_NONE) {
		info->refused = escapes;
		return escapes ? said : sp_charset_by_name("UTF-8");
	}
	if (escapes && said && strcmp(said->name, "ISO-2022-JP") == 0)
		info->by = where(declared);
	else if (memmem(s, n, "\x1b$", 2) && (c = sp_detect(s, n)))
		info->by = SP_BY_DETECTION;
	else
		c = said;
	return c ? c : sp_charset_by_name("UTF-8");
}

static const sp_charset *choose(const char *s, size_t n, size_t *skip,
				sp_decoded *info)
{
	const sp_charset *c = sp_prescan_mark(s, n, skip), *said;

	info->by = SP_BY_MARK;
	if (c)
		return c;
	info->by = SP_BY_NULS;
	if ((c = sp_prescan_wide(s, n)))
		return c;
	sp_declared declared = sp_prescan_declared(s, n);
	said = declared.charset;
	if (declared.unknown)
		memcpy(info->unknown, declared.unknown,
		       sp_utf8_cut(declared.unknown, declared.len, sizeof info->unknown - 1));
	census bytes = count(s, n);
	if (!bytes.pairs && !bytes.longer && !bytes.bad)
		return of_ascii(&declared, s, n, info);
	info->by = SP_BY_UTF8;
	if (is_utf8(&bytes, said)) {
		c = sp_charset_by_name("UTF-8");
	} else if (said && said->kind != SP_CHARSET_UTF8 &&
		   said->kind != SP_CHARSET_NONE && reads(said, s, n)) {
		info->by = where(&declared);
		c = said;
	} else {
		c = sp_detect(s, n);
		info->by = c ? SP_BY_DETECTION : SP_BY_DEFAULT;
		c = c ? c : sp_charset_by_name("windows-1252");
	}
	if (said && said != c)
		info->declared = said->name;
	return c;
}

void sp_decode(const char *bytes, size_t n, sp_buf *out, sp_decoded *info)
{
	size_t skip, from = out->len;

	*info = (sp_decoded){ 0 };
	const sp_charset *c = choose(bytes, n, &skip, info);
	info->charset = c->name;
	sp_convert(c, bytes + skip, n - skip, out, info);
	drop_nuls(out, from, info);
}

bool sp_decode_is_binary(const char *bytes, size_t n)
{
	size_t skip, control = 0, nuls = 0;

	if (sp_prescan_mark(bytes, n, &skip) || sp_prescan_wide(bytes, n))
		return false;
	if (n > 65536)
		n = 65536;
	for (size_t i = 0; i < n; i++) {
		unsigned char b = (unsigned char)bytes[i];
		nuls += b == 0;
		control += b < 32 && b != '\t' && b != '\n' && b != '\r' &&
			b != '\f' && b != '\x1b';
	}
	/* A few strays in a short text are a slip, not a program. */
	return nuls > n / 100 + 8 || control > n / 20 + 8;
}
