/* One character of mojibake: the sequence of characters that stands for the
 * bytes of one UTF-8 character in a code page, whole or with a byte lost. */
#include "config.h"

#include <utf8proc.h>

#include "base/utf8.h"
#include "ingest/mojibake_internal.h"
#include "ingest/spelling.h"

static uint32_t at(const sp_window *w, size_t i)
{
	return i < w->n ? w->s[i] : '\n';
}

/* May text mean this? Not what Unicode gives no meaning to. */
static bool meant(uint32_t cp)
{
	int c = utf8proc_category((utf8proc_int32_t)cp);

	return c != UTF8PROC_CATEGORY_CN && c != UTF8PROC_CATEGORY_CO &&
		c != UTF8PROC_CATEGORY_CS;
}

static uint32_t decoded(const unsigned char *bytes, size_t n)
{
	unsigned cp;

	return sp_utf8_decode((const char *)bytes, n, &cp) == n &&
		cp != 0xfffd && meant(cp) && (cp < 0xa0 || sp_spelling_is_current(cp)) ? cp : 0;
}

/* Which quotation mark stood in this place, of those whose last byte `page`
 * loses: between letters an apostrophe, before a word an opening one. */
static uint32_t lost_quote(sp_codepage page, uint32_t before, uint32_t after)
{
	static const uint32_t closing[] = { 0x201d, 0x2019, 0x201c, 0x2018 },
		opening[] = { 0x201c, 0x2018, 0x201d, 0x2019 };
	bool word_before = sp_spelling_is_letter(before);
	bool word_after = sp_spelling_is_letter(after);
	bool open = word_after && !word_before &&
		(before == ' ' || before == '\n' || before == '(' || before == 0xa0);
	const uint32_t *order = open ? opening : closing;

	if (word_before && word_after)
		return 0x2019;
	for (size_t i = 0; i < 4; i++)
		if (sp_codepage_loses(page, (unsigned char)(0x80 | (order[i] & 0x3f))))
			return order[i];
	return 0;
}

/* Does '?' at `i` stand for a lost byte rather than for a question? */
static bool question_is_byte(const sp_window *w, size_t i)
{
	uint32_t next = at(w, i + 1), then = at(w, i + 2);

	if (at(w, i) != '?')
		return false;
	return next == '.' || next == ',' || next == ';' || next == ':' || next == ')' ||
		sp_spelling_is_lower(next) ||
		(next == ' ' && sp_spelling_is_lower(then));
}

/* E2 80 and no more. */
static sp_unit cut_quote(sp_codepage page, const sp_window *w, size_t i)
{
	size_t len = 2;
	bool replaced = at(w, i + 2) == 0xfffd;

	if (replaced || question_is_byte(w, i + 2))
		len = 3;
	uint32_t cp = lost_quote(page, i ? w->s[i - 1] : ' ', at(w, i + len));
	return cp ? (sp_unit){ len, cp, true } : (sp_unit){ 0 };
}

/* A first byte of two alone: its second one was U+00A0 and is a blank now, or
 * was U+00AD, which nobody sees. */
static sp_unit cut_letter(sp_codepage page, const sp_window *w, size_t i,
			  unsigned char lead)
{
	uint32_t next = at(w, i + 1), before = i ? w->s[i - 1] : ' ';

	if (!sp_spelling_is_upper(w->s[i]))
		return (sp_unit){ 0 };
	if ((next == ' ' || next == '\n') && sp_codepage_byte(page, 0xa0) == 0xa0) {
		uint32_t cp = decoded((const unsigned char[]){ lead, 0xa0 }, 2);
		/* "voilÃ ce": the blank behind a last letter stays */
		bool last = next == '\n' || (sp_spelling_is_lower(cp) && at(w, i + 2) != ' ');
		if (cp == 0xa0 || sp_spelling_is_letter(cp))
			return (sp_unit){ last ? 1 : 2, cp, true };
	}
	if (lead == 0xc3 && sp_codepage_byte(page, 0xad) == 0xad &&
	    sp_spelling_is_lower(before) && before < 0x80 && next < 0x80)
		return (sp_unit){ 1, 0xed, true };
	return (sp_unit){ 0 };
}

sp_unit sp_mojibake_unit(sp_codepage page, const sp_window *w, size_t i)
{
	unsigned char bytes[4];
	size_t need, got = 1;

	bytes[0] = sp_codepage_byte(page, w->s[i]);
	if (bytes[0] < 0xc2 || bytes[0] > 0xf4)
		return (sp_unit){ 0 };
	need = bytes[0] < 0xe0 ? 2 : bytes[0] < 0xf0 ? 3 : 4;
	while (got < need && i + got < w->to) {
		bytes[got] = sp_codepage_byte(page, w->s[i + got]);
		if (bytes[got] < 0x80 || bytes[got] > 0xbf)
			break;
		got++;
	}
	if (got == need) {
		uint32_t cp = decoded(bytes, need);
		return cp ? (sp_unit){ need, cp, false } : (sp_unit){ 0 };
	}
	if (got == 2 && bytes[0] == 0xe2 && bytes[1] == 0x80)
		return cut_quote(page, w, i);
	if (got == 2 && bytes[0] == 0xef && bytes[1] == 0xb8 && sp_codepage_loses(page, 0x8f))
		return (sp_unit){ 2, 0xfe0f, true };	/* "show as a picture" */
	if (got == 1 && need == 2)
		return cut_letter(page, w, i, bytes[0]);
	return (sp_unit){ 0 };
}
