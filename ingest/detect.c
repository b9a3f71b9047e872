/* libuchardet names a candidate; the faults of the text as it reads it and as
 * windows-1252 decide between the two. By itself the detector takes a French
 * sentence for Greek now and then, and a short one for anything. */
#include "config.h"

#include "ingest/detect.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <uchardet/uchardet.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "ingest/convert.h"
#include "ingest/spelling.h"

enum {
	SAMPLE = 128 << 10,	/* bytes of text that are enough */
	ENOUGH = 12,		/* bytes beyond ASCII to trust the detector by */
	WORD_MAX = 256,		/* characters of a run that are judged at once */
	CLEARLY = 4		/* times the faults tell one from the other */
};

/* The text between the tags; the names of tags would speak for English. */
static void take_sample(const char *s, size_t n, sp_buf *out)
{
	const char *end = s + n;
	bool closed = true;	/* is there a '>' further on? */

	while (s < end && out->len < SAMPLE) {
		const char *lt = memchr(s, '<', (size_t)(end - s));
		size_t len = (size_t)((lt ? lt : end) - s);
		if (len > SAMPLE - out->len)
			len = SAMPLE - out->len;
		sp_buf_add(out, s, len);
		const char *gt = lt && closed ? memchr(lt, '>', (size_t)(end - lt)) : NULL;
		closed = gt;
		s = gt ? gt + 1 : lt ? lt + 1 : end;
	}
}

static const sp_charset *candidate(const char *s, size_t n)
{
	static const struct { const char *theirs, *name; } special[] = {
		{ "UHC", "EUC-KR" }, { "MAC-CYRILLIC", "x-mac-cyrillic" },
		{ "MAC-CENTRALEUROPE", "x-mac-ce" }, { "GB18030", "gb18030" },
		{ "IBM852", "IBM852" }, { "IBM855", "IBM855" },
		{ "IBM865", "IBM865" }, { "VISCII", "VISCII" },
		{ "EUC-TW", "EUC-TW" }, { "JOHAB", "JOHAB" },
	};
	uchardet_t u = uchardet_new();
	const sp_charset *c = NULL;

	if (uchardet_handle_data(u, s, n) == 0) {
		uchardet_data_end(u);
		const char *name = uchardet_get_charset(u);
		c = sp_charset_by_label(name, strlen(name));
		for (size_t i = 0; !c && i < sizeof special / sizeof *special; i++)
			if (strcmp(special[i].theirs, name) == 0)
				c = sp_charset_by_name(special[i].name);
	}
	uchardet_delete(u);
	return c && c->kind != SP_CHARSET_UTF8 && c->kind != SP_CHARSET_NONE ? c : NULL;
}

/* Faults of the text as `c` reads it; what it cannot read counts ten. */
static size_t faults(const sp_charset *c, const sp_buf *sample, sp_buf *out)
{
	sp_buf text = SP_BUF_INIT;
	sp_decoded info = { 0 };
	uint32_t word[WORD_MAX];
	size_t n = 0, sum;

	sp_convert(c, sample->data, sample->len, &text, &info);
	sum = info.invalid * 10;
	for (size_t i = 0; i < text.len;) {
		unsigned cp;
		i += sp_utf8_decode(text.data + i, text.len - i, &cp);
		word[n++] = cp;
		if (cp == ' ' || cp == '\n' || n == WORD_MAX || i == text.len) {
			sum += sp_spelling_faults(word, n, 0, n);
			n = 0;
		}
	}
	*out = text;
	return sum;
}

static size_t high_bytes(const sp_buf *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->len; i++)
		n += (unsigned char)b->data[i] >> 7;
	return n;
}

/* Does the text make better sense in `c`, or other sense with more to go by
 * than some letters? */
static bool is_better(const sp_charset *c, const sp_charset *western, const sp_buf *sample)
{
	sp_buf theirs, ours;
	size_t a = faults(c, sample, &theirs), b = faults(western, sample, &ours);
	bool same = theirs.len == ours.len && memcmp(theirs.data, ours.data, ours.len) == 0;

	sp_buf_release(&theirs);
	sp_buf_release(&ours);
	return a < b || (a == b && !same && high_bytes(sample) >= ENOUGH);
}

/* Letters that make no word of the West, but are dashes of the Macintosh: alone
 * between blanks; or quotation marks, "OThe": before a letter large, one small. */
static size_t lone_letters(const sp_buf *sample)
{
	const char *s = sample->data;
	size_t n = 0;

	for (size_t i = 0; i + 2 < sample->len; i++) {
		unsigned char b = (unsigned char)s[i], next, then;
		if (b < 0xd0 || b > 0xd2 || (i && !isspace((unsigned char)s[i - 1])))
			continue;
		next = (unsigned char)s[i + 1];
		then = (unsigned char)s[i + 2];
		n += b == 0xd2 ? isupper(next) && islower(then) : isspace(next) != 0;
	}
	return n;
}

/* The detector hardly knows the Macintosh's characters of the West: its marks of
 * quotation are capitals elsewhere ("donOt", with a tilde), its letters signs. */
static bool is_macintosh(const sp_charset *mac, const sp_charset *other,
			 const sp_charset *western, const sp_buf *sample)
{
	sp_buf a, b;
	size_t ours = faults(mac, sample, &a), theirs = faults(other, sample, &b);
	bool same = a.len == b.len && memcmp(a.data, b.data, a.len) == 0;

	sp_buf_release(&a);
	sp_buf_release(&b);
	/* that of Central Europe has the same marks, and is the rarer one */
	if (other != western)
		return same || ours * CLEARLY < theirs;
	return ours * CLEARLY < theirs + SP_FAULT * lone_letters(sample);
}

const sp_charset *sp_detect(const char *s, size_t n)
{
	sp_buf sample = SP_BUF_INIT;
	const sp_charset *western = sp_charset_by_name("windows-1252");
	const sp_charset *mac = sp_charset_by_name("macintosh");

	take_sample(s, n, &sample);
	const sp_charset *c = candidate(sample.data, sample.len);
	if (c && c->kind == SP_CHARSET_SINGLE && !is_better(c, western, &sample))
		c = NULL;
	if ((!c || c->kind == SP_CHARSET_SINGLE) && c != mac &&
	    is_macintosh(mac, c ? c : western, western, &sample))
		c = mac;
	sp_buf_release(&sample);
	return c == western ? NULL : c;
}
