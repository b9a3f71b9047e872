#include "config.h"

#include "base/utf8.h"

#include <string.h>

/* Ranges of the second byte: Unicode standard, table 3-7 (well-formed UTF-8
 * byte sequences). */
size_t sp_utf8_decode(const char *str, size_t n, unsigned *cp)
{
	const unsigned char *s = (const unsigned char *)str;
	unsigned c = s[0], lo = 0x80, hi = 0xBF;
	size_t need;

	if (c < 0x80) {
		*cp = c;
		return 1;
	}
	if (c >= 0xC2 && c <= 0xDF) {
		need = 1;
		c &= 0x1F;
	} else if (c >= 0xE0 && c <= 0xEF) {
		need = 2;
		if (c == 0xE0)
			lo = 0xA0;
		if (c == 0xED)
			hi = 0x9F;
		c &= 0x0F;
	} else if (c >= 0xF0 && c <= 0xF4) {
		need = 3;
		if (c == 0xF0)
			lo = 0x90;
		if (c == 0xF4)
			hi = 0x8F;
		c &= 0x07;
	} else {
		*cp = 0xFFFD;
		return 1;
	}
	size_t i;
	for (i = 1; i <= need && i < n; i++) {
		if (s[i] < lo || s[i] > hi)
			break;
		c = c << 6 | (s[i] & 0x3F);
		lo = 0x80;
		hi = 0xBF;
	}
	*cp = i > need ? c : 0xFFFD;
	return i;
}

size_t sp_utf8_encode(unsigned cp, char out[4])
{
	if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		cp = 0xFFFD;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

size_t sp_utf8_valid(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n) {
		unsigned cp;
		if ((unsigned char)s[i] < 0x80) {
			i++;
			continue;
		}
		size_t k = sp_utf8_decode(s + i, n - i, &cp);
		/* U+FFFD itself is valid: EF BF BD */
		if (cp == 0xFFFD &&
		    !(k == 3 && memcmp(s + i, "\xEF\xBF\xBD", 3) == 0))
			return i;
		i += k;
	}
	return n;
}

void sp_utf8_lower(const char *s, size_t n, char *out)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		out[i] = (char)(c + ((unsigned)(c - 'A') < 26u) * 32);
	}
}

size_t sp_utf8_cut(const char *s, size_t len, size_t n)
{
	if (n >= len)
		return len;
	while (n && ((unsigned char)s[n] & 0xC0) == 0x80)
		n--;
	return n;
}

size_t sp_utf8_line(char *s, size_t n)
{
	size_t out = 0;

	for (size_t i = 0; i < n;) {
		unsigned cp;
		size_t step = sp_utf8_decode(s + i, n - i, &cp);
		bool valid = sp_utf8_valid(s + i, step) == step;
		bool control = cp < 0x20 || (cp >= 0x7F && cp <= 0x9F);
		if (valid && !control)
			for (size_t k = 0; k < step; k++)
				s[out++] = s[i + k];
		else
			s[out++] = '?';
		i += step;
	}
	return out;
}

size_t sp_utf8_count(const char *s, size_t n)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		k += ((unsigned char)s[i] & 0xC0) != 0x80;
	return k;
}
