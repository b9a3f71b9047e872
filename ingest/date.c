#include "config.h"

#include "ingest/date.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool put(int y, int m, int d, char out[SP_DATE_SIZE])
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);

	if (y < 1000 || y > 2999 || m < 1 || m > 12 || d < 1 ||
	    d > days[m - 1] + (m == 2 && leap))
		return false;
	snprintf(out, SP_DATE_SIZE, "%04u-%02u-%02u", (unsigned)y % 10000u,
		 (unsigned)m % 100u, (unsigned)d % 100u);
	return true;
}

/* Months as letters name them in the languages of most consultations. English
 * ones may be cut to three letters. */
static const char *const months[12] = {
	"january|januar|janvier|enero|gennaio|janeiro|januari|styczeń|stycznia",
	"february|februar|février|fevrier|febrero|febbraio|fevereiro|februari|lutego",
	"march|märz|maerz|mars|marzo|março|maart|marca",
	"april|avril|abril|aprile|kwietnia",
	"may|mai|mayo|maggio|maio|mei|maj|maja",
	"june|juni|juin|junio|giugno|junho|czerwca",
	"july|juli|juillet|julio|luglio|julho|lipca",
	"august|août|aout|agosto|augustus|augusti|sierpnia",
	"september|septembre|septiembre|settembre|setembro|września|sept",
	"october|oktober|octobre|octubre|ottobre|outubro|października",
	"november|novembre|noviembre|novembro|listopada",
	"december|dezember|décembre|decembre|diciembre|dicembre|dezembro|grudnia",
};

static bool is_letter(char c)
{
	return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

static bool names_month(const char *list, const char *s, size_t n)
{
	bool english = true;

	while (*list) {
		size_t len = strcspn(list, "|");
		if (strncasecmp(list, s, n) == 0 && (n == len || (english && n >= 3 && n < len)))
			return true;
		english = false;
		list += len + (list[len] == '|');
	}
	return false;
}

/* 1 to 12 if a month's name stands at s; *len: of the word there. */
static int month(const char *s, size_t *len)
{
	size_t n = 0;

	while (is_letter(s[n]))
		n++;
	*len = n;
	for (int i = 0; n >= 3 && i < 12; i++)
		if (names_month(months[i], s, n))
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

/* What may stand between the parts: blanks, points, "of", "de", "del". */
static const char *skip(const char *s)
{
	for (;;) {
		s += strspn(s, " ,.-\n\t");
		if (strncasecmp(s, "of ", 3) != 0 && strncasecmp(s, "de ", 3) != 0 &&
		    strncasecmp(s, "del ", 4) != 0)
			return s;
		s += strcspn(s, " ");
	}
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
	if ((*s == '-' || *s == '/' || *s == '.') && isdigit((unsigned char)s[1])) {
		char sep = *s++;
		if (!number(&s, &b, &k) || k > 2 || *s++ != sep ||
		    !number(&s, &c, &k))
			return false;
		if (n == 4)
			return put(a, b, c, out);
		if (k == 2 && sep == '/')
			c += 2000;	/* 3/14/25 */
		else if (k != 4)
			return false;
		return sep == '/' && a <= 12 ? put(c, a, b, out) : put(c, b, a, out);
	}
	/* 14th; 1er */
	for (int i = 0; i < 2 && isalpha((unsigned char)*s); i++)
		s++;
	s = skip(s);
	b = month(s, &len);
	if (!b)
		return false;
	s = skip(s + len);
	if (n == 4)	/* 2025 March 14 */
		return number(&s, &c, &k) && k <= 2 && put(a, b, c, out);
	return number(&s, &c, &k) && k == 4 && put(c, b, a, out);
}

bool sp_date(const char *s, char out[SP_DATE_SIZE])
{
	bool word = false;

	for (; s && *s; s++) {
		bool alnum = isalnum((unsigned char)*s) || (unsigned char)*s >= 0x80;
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
