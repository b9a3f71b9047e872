#include "config.h"

#include "ingest/normal.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

enum { MARKS_MAX = 30 };	/* in a row */

/* Ranges of characters with the properties NFC_Quick_Check=Yes and combining
 * class 0 (Unicode character database): all but accents, singletons, and the
 * parts of Indic and Hangul syllables. */
bool sp_normal_is_stable(unsigned cp)
{
	static const struct { unsigned first, last; } ranges[] = {
		{ 0x0000, 0x02ff }, { 0x0388, 0x0482 }, { 0x048a, 0x058f },
		{ 0x05d0, 0x05ea }, { 0x0621, 0x064a }, { 0x10a0, 0x10ff },
		{ 0x1e00, 0x1eff }, { 0x2010, 0x2027 }, { 0x2030, 0x205e },
		{ 0x20a0, 0x20c0 }, { 0x2100, 0x2125 }, { 0x2190, 0x2328 },
		{ 0x232b, 0x2adb }, { 0x3041, 0x3096 }, { 0x30a1, 0x30fe },
		{ 0x3400, 0x4dbf }, { 0x4e00, 0x9fff }, { 0xac00, 0xd7a3 },
		{ 0xff00, 0xffef }, { 0x1f300, 0x1faff },
	};
	size_t lo = 0, hi = sizeof ranges / sizeof *ranges;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (cp > ranges[mid].last)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < sizeof ranges / sizeof *ranges && cp >= ranges[lo].first;
}

static bool is_stable(const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		unsigned cp;
		if (!(s[i] & 0x80)) {
			i++;
			continue;
		}
		i += sp_utf8_decode(s + i, n - i, &cp);
		if (!sp_normal_is_stable(cp))
			return false;
	}
	return true;
}

/* Bytes up to where a run of accents has as many as Unicode's stream-safe format
 * allows; no language comes near it, and sorting a longer one takes the square of
 * its length. */
static size_t piece(const char *s, size_t n)
{
	size_t i = 0, marks = 0;

	while (i < n) {
		unsigned cp;
		size_t step = sp_utf8_decode(s + i, n - i, &cp);
		bool mark = cp >= 0x300 &&
			utf8proc_get_property((utf8proc_int32_t)cp)->combining_class;
		if (mark && marks == MARKS_MAX)
			break;
		marks = mark ? marks + 1 : 0;
		i += step;
	}
	return i;
}

static bool compose(const char *s, size_t n, sp_buf *out)
{
	while (n) {
		utf8proc_uint8_t *composed = NULL;
		size_t step = piece(s, n);
		utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)s,
						    (utf8proc_ssize_t)step, &composed,
						    UTF8PROC_STABLE | UTF8PROC_COMPOSE);
		if (len < 0)
			return false;
		sp_buf_add(out, composed, (size_t)len);
		free(composed);
		s += step;
		n -= step;
	}
	return true;
}

bool sp_normal(sp_buf *text, size_t from)
{
	const char *s = text->data + from;
	size_t n = text->len - from;
	sp_buf out = SP_BUF_INIT;

	if (is_stable(s, n))
		return false;
	bool changed = compose(s, n, &out) && (out.len != n || memcmp(out.data, s, n) != 0);
	if (changed) {
		sp_buf_truncate(text, from);
		sp_buf_add(text, out.data, out.len);
	}
	sp_buf_release(&out);
	return changed;
}
