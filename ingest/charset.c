#include "config.h"

#include "ingest/charset.h"

#include <assert.h>
#include <ctype.h>
#include <iconv.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

/* Behind the standard's sets stand those that only detection finds and that
 * text has been wrongly read by. */
static const sp_charset singles[] = {
#define S(name, iconv) { name, iconv, SP_CHARSET_SINGLE }
	S("windows-1252", "CP1252"), S("windows-1250", "CP1250"),
	S("windows-1251", "CP1251"), S("windows-1253", "CP1253"),
	S("windows-1254", "CP1254"), S("windows-874", "CP874"),
	S("macintosh", "MACINTOSH"), S("IBM437", "CP437"),
	S("IBM850", "CP850"), S("windows-1255", "CP1255"),
	S("windows-1256", "CP1256"), S("windows-1257", "CP1257"),
	S("windows-1258", "CP1258"), S("ISO-8859-15", "ISO-8859-15"),
	S("ISO-8859-2", "ISO-8859-2"), S("ISO-8859-3", "ISO-8859-3"),
	S("ISO-8859-4", "ISO-8859-4"), S("ISO-8859-5", "ISO-8859-5"),
	S("ISO-8859-6", "ISO-8859-6"), S("ISO-8859-7", "ISO-8859-7"),
	S("ISO-8859-8", "ISO-8859-8"), S("ISO-8859-10", "ISO-8859-10"),
	S("ISO-8859-13", "ISO-8859-13"), S("ISO-8859-14", "ISO-8859-14"),
	S("ISO-8859-16", "ISO-8859-16"), S("KOI8-R", "KOI8-R"),
	S("KOI8-U", "KOI8-U"), S("IBM866", "CP866"),
	S("x-mac-cyrillic", "MAC-UK"), S("IBM852", "CP852"),
	S("ISO-8859-8-I", "ISO-8859-8"), S("IBM855", "IBM855"),
	S("IBM865", "IBM865"), S("VISCII", "VISCII"),
	S("x-mac-ce", "MAC-CENTRALEUROPE"),
#undef S
};

enum { SINGLES = sizeof singles / sizeof *singles };

static const sp_charset others[] = {
	{ "UTF-8", NULL, SP_CHARSET_UTF8 },
	{ "gb18030", "GB18030", SP_CHARSET_MULTI },
	{ "GBK", "GB18030", SP_CHARSET_MULTI },
	{ "Big5", "BIG5-HKSCS", SP_CHARSET_MULTI },
	{ "EUC-JP", "EUC-JP-MS", SP_CHARSET_MULTI },
	{ "ISO-2022-JP", "ISO-2022-JP-3", SP_CHARSET_MULTI },
	{ "Shift_JIS", "CP932", SP_CHARSET_MULTI },
	{ "EUC-KR", "CP949", SP_CHARSET_MULTI },
	{ "EUC-TW", "EUC-TW", SP_CHARSET_MULTI },
	{ "JOHAB", "JOHAB", SP_CHARSET_MULTI },
	{ "UTF-16LE", "UTF-16LE", SP_CHARSET_WIDE },
	{ "UTF-16BE", "UTF-16BE", SP_CHARSET_WIDE },
	{ "UTF-32LE", "UTF-32LE", SP_CHARSET_WIDE },
	{ "UTF-32BE", "UTF-32BE", SP_CHARSET_WIDE },
	{ "replacement", NULL, SP_CHARSET_NONE },
};

static const struct label {
	const char *label, *name;
} labels[] = {
#define L(label, name) { label, name },
#include "ingest/labels.def"
#undef L
};

static int compare(const void *key, const void *item)
{
	return strcmp(key, ((const struct label *)item)->label);
}

static const sp_charset *named(const char *name)
{
	for (size_t i = 0; i < SINGLES; i++)
		if (strcmp(singles[i].name, name) == 0)
			return &singles[i];
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(others[i].name, name) == 0)
			return &others[i];
	return NULL;
}

const sp_charset *sp_charset_by_label(const char *s, size_t n)
{
	char key[32];	/* the longest label has 19 letters */

	while (n && isspace((unsigned char)*s))
		s++, n--;
	while (n && isspace((unsigned char)s[n - 1]))
		n--;
	if (n >= sizeof key || memchr(s, '\0', n))
		return NULL;
	sp_utf8_lower(s, n, key);
	key[n] = '\0';
	const struct label *l = bsearch(key, labels, sizeof labels / sizeof *labels,
					sizeof *labels, compare);
	if (!l)
		return NULL;
	/* Markup that says x-user-defined means windows-1252 (HTML standard,
	 * "prescan a byte stream to determine its encoding"). */
	return named(strcmp(l->name, "x-user-defined") == 0 ? "windows-1252" : l->name);
}

const sp_charset *sp_charset_by_name(const char *name)
{
	const sp_charset *c = named(name);

	assert(c);
	return c;
}

const sp_charset *sp_charset_singles(size_t *n)
{
	*n = SINGLES;
	return singles;
}

/* ---- tables ----------------------------------------------------------------- */

/* Where iconv's tables and those of the standard differ. */
static const struct exception {
	const char *name;
	unsigned char byte;
	uint32_t cp;
} exceptions[] = {
	{ "KOI8-U", 0xae, 0x045e }, { "KOI8-U", 0xbe, 0x040e },
	{ "macintosh", 0xc6, 0x2206 }, { "macintosh", 0xf0, 0xf8ff },
	{ "windows-1255", 0xca, 0x05ba }, { "x-mac-cyrillic", 0xff, 0x20ac },
};

static uint32_t code_point(iconv_t cd, unsigned char byte)
{
	char in[1] = { (char)byte }, out[16] = { 0 };
	char *from = in, *to = out;
	size_t n = 1, room = sizeof out;
	unsigned cp;

	/* The second call brings out a letter that waits for an accent. */
	iconv(cd, NULL, NULL, NULL, NULL);
	if (iconv(cd, &from, &n, &to, &room) == (size_t)-1 ||
	    iconv(cd, NULL, NULL, &to, &room) == (size_t)-1 || to == out)
		return byte < 0xa0 ? byte : 0;
	sp_utf8_decode(out, (size_t)(to - out), &cp);
	return cp;
}

static void fill(const sp_charset *c, uint32_t *high)
{
	iconv_t cd = iconv_open("UTF-8", c->iconv);

	for (unsigned b = 0x80; b < 0x100; b++)
		high[b - 0x80] = cd == (iconv_t)-1 ? 0 : code_point(cd, (unsigned char)b);
	if (cd != (iconv_t)-1)
		iconv_close(cd);
	for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++)
		if (strcmp(exceptions[i].name, c->name) == 0)
			high[exceptions[i].byte - 0x80] = exceptions[i].cp;
}

const uint32_t *sp_charset_high(const sp_charset *c)
{
	static _Atomic(uint32_t *) tables[SINGLES];
	_Atomic(uint32_t *) *slot = &tables[c - singles];
	uint32_t *high = atomic_load(slot), *none = NULL;

	assert(c->kind == SP_CHARSET_SINGLE);
	if (high)
		return high;
	high = sp_calloc(128, sizeof *high);
	fill(c, high);
	if (!atomic_compare_exchange_strong(slot, &none, high)) {
		free(high);	/* another thread was faster */
		high = none;
	}
	return high;
}
