#include "config.h"

#include "ingest/date.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool put(int y, int m, int d, char out[SP_DATE_SIZE])
{
	static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (y < 1000 || y > 2999 || m < 1 || m > 12 || d < 1 || d > days[m - 1])
		return false;
	snprintf(out, SP_DATE_SIZE, "%04u-%02u-%02u", (unsigned)y % 10000u,
		 (unsigned)m % 100u, (unsigned)d % 100u);
	return true;
}

/* 1 to 12 if a month's name (or its first three letters) stands at s. */
static int month(const char *s, size_t *len)
{
	static const char *const names[] = {
		"january", "february", "march", "april", "may", "june", "july",
		"august", "september", "october", "november", "december",
	};
	size_t n = 0;

	while (isalpha((unsigned char)s[n]))
		n++;
	*len = n;
	for (int i = 0; i < 12; i++)
		if ((n >= 3 && n <= strlen(names[i]) && strncasecmp(s, names[i], n) == 0) ||
		    (i == 8 && n == 4 && strncasecmp(s, "sept", 4) == 0))
			return i + 1;
	return 0;
}

static bool number(const char **s, int *out, int *digits)
{
	const char *p = *s;

	*out = *digits = 0;
	while (isdigit((unsigned char)*p) && *digits < 8) {
		*out = *out * 10 + (*p++ - '0');
		++*digits;
	}
	*s = p;
	return *digits && !isdigit((unsigned char)*p);
}

static const char *skip(const char *s)
{
	while (*s == ' ' || *s == ',' || *s == '.' || *s == '\n' || *s == '\t')
		s++;
	return s;
}

/* s stands at a month's name: "March 14, 2025", "Mar. 2025" is none. */
static bool month_first(const char *s, int m, size_t len, char out[SP_DATE_SIZE])
{
	int d, y, digits;

	s = skip(s + len);
	if (!number(&s, &d, &digits) || digits > 2)
		return false;
	while (isalpha((unsigned char)*s))	/* 14th */
		s++;
	s = skip(s);
	return number(&s, &y, &digits) && digits == 4 && put(y, m, d, out);
}

/* s stands at a number. */
static bool digits_first(const char *s, char out[SP_DATE_SIZE])
{
	int a, b, c, n, k;
	size_t len;

	if (!number(&s, &a, &n))
		return false;
	if (n == 8)
		return put(a / 10000, a / 100 % 100, a % 100, out);
	if (*s == '-' || *s == '/' || *s == '.') {
		char sep = *s++;
		if (!number(&s, &b, &k) || k > 2 || *s++ != sep ||
		    !number(&s, &c, &k))
			return false;
		if (n == 4)
			return put(a, b, c, out);
		if (k != 4)
			return false;
		return sep == '/' && a <= 12 ? put(c, a, b, out) : put(c, b, a, out);
	}
	while (isalpha((unsigned char)*s))
		s++;
	s = skip(s);
	b = month(s, &len);
	if (!b)
		return false;
	s = skip(s + len);
	return number(&s, &c, &k) && k == 4 && put(c, b, a, out);
}

bool sp_date(const char *s, char out[SP_DATE_SIZE])
{
	bool word = false;

	for (; s && *s; s++) {
		bool alnum = isalnum((unsigned char)*s);
		if (alnum && !word) {
			size_t len;
			int m = month(s, &len);
			if (m ? month_first(s, m, len, out) :
			    isdigit((unsigned char)*s) && digits_first(s, out))
				return true;
		}
		word = alnum;
	}
	return false;
}
