/* wording.c - numbers and findings in words; see wording.h. */
#include "config.h"

#include "report/wording.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

void sp_add_count(sp_buf *b, long n)
{
	if (n < 0) {
		sp_buf_adds(b, "\u2212");
		n = -n;
	}
	if (n >= 1000) {
		sp_add_count(b, n / 1000);
		sp_buf_addf(b, ",%03ld", n % 1000);
	} else {
		sp_buf_addf(b, "%ld", n);
	}
}

void sp_add_number(sp_buf *b, long n, bool capital)
{
	static const char *const words[] = {
		"no", "one", "two", "three", "four", "five", "six", "seven",
		"eight", "nine", "ten", "eleven", "twelve" };
	size_t at = b->len;

	if (n < 0 || n > 12) {
		sp_add_count(b, n);
		return;
	}
	sp_buf_adds(b, words[n]);
	if (capital)
		b->data[at] = (char)toupper((unsigned char)b->data[at]);
}

void sp_add_counted(sp_buf *b, long n, const char *one, const char *many)
{
	sp_add_count(b, n);
	sp_buf_addf(b, " %s", n == 1 ? one : many);
}

void sp_add_lower(sp_buf *b, const char *s)
{
	size_t at = b->len;
	bool acronym = s[0] && isupper((unsigned char)s[1]);

	sp_buf_adds(b, s);
	if (!acronym && isascii((unsigned char)b->data[at]))
		b->data[at] = (char)tolower((unsigned char)b->data[at]);
}

void sp_add_capital(sp_buf *b, const char *s)
{
	size_t at = b->len;

	sp_buf_adds(b, s);
	if (isascii((unsigned char)b->data[at]))
		b->data[at] = (char)toupper((unsigned char)b->data[at]);
}

void sp_add_upper(sp_buf *b, const char *s)
{
	for (; *s; s++)
		sp_buf_addc(b, *s >= 'a' && *s <= 'z' ? (char)(*s - 32) : *s);
}

sp_verdict sp_tally_verdict(const sp_tally *t)
{
	int n = sp_tally_voices(t);

	if (!n)
		return SP_UNHEARD;
	if (n < SP_VOICES_MIN)
		return SP_TOO_FEW;
	if (2 * t->n[SP_SUPPORT] > n)
		return SP_FOR;
	if (2 * t->n[SP_OPPOSE] > n)
		return SP_AGAINST;
	return SP_SPLIT;
}

int sp_issue_apart(const sp_issue *i, int for_it, int against)
{
	const sp_tally *x = &i->type[for_it], *y = &i->type[against];
	int s = x->n[SP_SUPPORT], o = y->n[SP_OPPOSE];

	if (for_it == SP_TYPES - 1 || against == SP_TYPES - 1)
		return 0;	/* "other or unknown" is no kind */
	if (sp_tally_verdict(x) != SP_FOR || sp_tally_verdict(y) != SP_AGAINST)
		return 0;
	return s < o ? s : o;
}

void sp_add_of(sp_buf *b, long k, long n)
{
	sp_add_count(b, k);
	sp_buf_adds(b, " of ");
	sp_add_count(b, n);
}

const char *sp_share_word(long k, long n)
{
	if (!k)
		return "none";
	return 4 * k <= n ? "few" : 2 * k <= n ? "some" : "most";
}

static void add_number_of(sp_buf *b, const char *before, long n)
{
	sp_buf_adds(b, before);
	sp_add_count(b, n);
}

/* "nine in ten", "all 12", "5 of the 7"; k of n, more than half. */
static void add_share(sp_buf *b, int k, int n)
{
	int tenths = (10 * k + n / 2) / n;

	if (k == n)
		add_number_of(b, "all ", n);
	else if (n < 10)
		sp_buf_addf(b, "%d of the %d", k, n);
	else if (tenths == 10) {
		add_number_of(b, "all but ", n - k);
		add_number_of(b, " of the ", n);
	} else if (tenths == 5) {
		sp_add_count(b, k);
		add_number_of(b, " of the ", n);
	} else {
		sp_add_number(b, tenths, false);
		sp_buf_adds(b, " in ten");
	}
}

void sp_add_finding(sp_buf *b, const sp_tally *t)
{
	int n = sp_tally_voices(t);
	sp_verdict v = sp_tally_verdict(t);
	int most = t->n[v == SP_AGAINST ? SP_OPPOSE : SP_SUPPORT];
	const char *side = v == SP_AGAINST ? "against" : "in favour";

	if (v == SP_UNHEARD) {
		sp_buf_adds(b, "nobody addresses it");
	} else if (v == SP_TOO_FEW) {
		sp_buf_adds(b, "too few to tell (");
		sp_add_sides(b, t);
		sp_buf_addc(b, ')');
	} else if (v == SP_SPLIT && t->n[SP_MIXED] == n) {
		sp_buf_adds(b, "all who address it are mixed");
	} else if (v == SP_SPLIT && (!t->n[SP_SUPPORT] || !t->n[SP_OPPOSE])) {
		sp_add_count(b, t->n[SP_SUPPORT] + t->n[SP_OPPOSE]);
		add_number_of(b, t->n[SP_OPPOSE] ? " against and "
						 : " in favour and ",
			      t->n[SP_MIXED]);
		sp_buf_adds(b, " mixed");
	} else if (v == SP_SPLIT) {
		add_number_of(b, "opinion is split, ", t->n[SP_SUPPORT]);
		add_number_of(b, " for and ", t->n[SP_OPPOSE]);
		sp_buf_adds(b, " against");
	} else {
		add_share(b, most, n);
		sp_buf_addf(b, " who address it are %s", side);
	}
}

void sp_add_date(sp_buf *b, const char *iso)
{
	static const char *const months[] = {
		"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November",
		"December" };
	int year, month, day;

	if (sscanf(iso, "%4d-%2d-%2d", &year, &month, &day) == 3 &&
	    month >= 1 && month <= 12 && day >= 1 && day <= 31)
		sp_buf_addf(b, "%d %s %d", day, months[month - 1], year);
	else
		sp_buf_adds(b, iso);
}

/* The stances that are not zero, each with its word, silence last. */
static void add_parts(sp_buf *b, const sp_tally *t, const char *const *words)
{
	static const sp_stance order[] = { SP_SUPPORT, SP_MIXED, SP_OPPOSE,
					   SP_SILENT };
	const char *comma = "";

	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		if (words[order[i]] && t->n[order[i]]) {
			add_number_of(b, comma, t->n[order[i]]);
			sp_buf_addf(b, " %s", words[order[i]]);
			comma = ", ";
		}
}

void sp_add_sides(sp_buf *b, const sp_tally *t)
{
	static const char *const words[SP_STANCES] = {
		[SP_SUPPORT] = "for", [SP_MIXED] = "mixed",
		[SP_OPPOSE] = "against" };

	add_parts(b, t, words);
}

void sp_add_tally(sp_buf *b, const sp_tally *t)
{
	static const char *const words[SP_STANCES] = {
		[SP_SUPPORT] = "support", [SP_MIXED] = "mixed",
		[SP_OPPOSE] = "oppose", [SP_SILENT] = "silent" };

	add_parts(b, t, words);
}

const char *sp_stance_label(int stance)
{
	static const char *const labels[SP_STANCES] = {
		[SP_SILENT] = "Not addressed", [SP_SUPPORT] = "Support",
		[SP_MIXED] = "Mixed", [SP_OPPOSE] = "Oppose" };

	return labels[stance];
}
