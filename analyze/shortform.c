/* Short forms that a document introduces itself: "the Example Research Resource
 * (ERR)", "the Framework for Tower Height (the "Tower Rule")". Where the long
 * form is a subject of the pack, so is the short one from then on. */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "analyze/decide_internal.h"
#include "base/mem.h"

static bool letter(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* A quotation mark at s[at): its length, 0 if there is none. */
static size_t quote_at(const char *s, size_t at, size_t end)
{
	if (at < end && s[at] == '"')
		return 1;
	return end - at >= 3 && memcmp(s + at, "\xE2\x80", 2) == 0 &&
	       (s[at + 2] == '\x9C' || s[at + 2] == '\x9D') ? 3 : 0;
}

/* What stands in the brackets that open at `at`, without "the" and quotes. */
static bool bracketed(const char *s, size_t at, size_t end, sp_range *out)
{
	const char *close = memchr(s + at, ')', end - at);

	if (at >= end || s[at] != '(' || !close)
		return false;
	out->begin = at + 1;
	out->end = (size_t)(close - s);
	for (int again = 0; again < 2; again++) {
		out->begin += quote_at(s, out->begin, out->end);
		if (out->end - out->begin > 4 &&
		    strncasecmp(s + out->begin, "the ", 4) == 0)
			out->begin += 4;
	}
	if (out->end - out->begin >= 3 &&
	    memcmp(s + out->end - 3, "\xE2\x80\x9D", 3) == 0)
		out->end -= 3;
	else if (out->end > out->begin && s[out->end - 1] == '"')
		out->end--;
	return out->end > out->begin + 1 &&
	       out->end - out->begin < SP_SHORT_FORM_MAX;
}

/* "of", "the", "and", "for" give no initial of their own. */
static bool is_small(const char *word, size_t n)
{
	static const char *const small[] = {
		"a", "an", "and", "for", "in", "of", "on", "the", "to"
	};

	for (size_t i = 0; i < sizeof small / sizeof *small; i++)
		if (strlen(small[i]) == n && strncasecmp(small[i], word, n) == 0)
			return true;
	return false;
}

/* Words of s[from..to) that an initial may stand for. */
static size_t long_words(const char *s, size_t from, size_t to)
{
	size_t n = 0;

	for (size_t i = from; i < to;) {
		size_t end = i;
		while (end < to && letter(s[end]))
			end++;
		n += end > i && !is_small(s + i, end - i);
		i = end + (end == i);
	}
	return n;
}

/* Are the letters of `r` the initials of words of the long form, in order? No word
 * of it is left out: in "licences for artificial intelligence (AI)" AI stands for
 * two of the three. */
static bool initials(const char *s, sp_range r, size_t from, size_t to)
{
	size_t at = r.begin, n = 0;

	for (size_t i = r.begin; i < r.end; i++)
		if (!isupper((unsigned char)s[i]) &&
		    !isdigit((unsigned char)s[i]))
			return false;
	for (size_t i = from; i < to && at < r.end; i++)
		if ((i == from || !letter(s[i - 1])) &&
		    toupper((unsigned char)s[i]) == s[at]) {
			at++;
			n++;
		}
	return n >= 2 && at == r.end && n >= long_words(s, from, to);
}

/* Is the short form a name of some words, one of them of the long form? */
static bool shares_word(const char *s, sp_range r, size_t from, size_t to)
{
	size_t words = 0;
	bool shared = false;

	for (size_t i = r.begin; i < r.end;) {
		size_t n = strcspn(s + i, " )\"");
		if (i + n > r.end)
			n = r.end - i;
		if (!n || !isupper((unsigned char)s[i]))
			return false;
		for (size_t k = from; !shared && k + n <= to; k++)
			shared = n > 3 && strncasecmp(s + k, s + i, n) == 0;
		words++;
		i += n + 1;
	}
	return words >= 2 && shared;
}

static void learn(sp_decider *d, const sp_span *span, sp_range r)
{
	for (size_t i = 0; i < d->nshort_forms; i++)
		if (d->short_forms[i].len == r.end - r.begin &&
		    memcmp(d->short_forms[i].text, d->text.data + r.begin,
			   r.end - r.begin) == 0)
			return;
	if (d->nshort_forms == SP_MAX_SHORT_FORMS)
		return;
	sp_short_form *a = &d->short_forms[d->nshort_forms++];
	a->len = r.end - r.begin;
	memcpy(a->text, d->text.data + r.begin, a->len);
	a->vocabulary = span->vocabulary;
	a->pattern = span->pattern;
}

void sp_learn_short_forms(sp_decider *d)
{
	const char *s = d->text.data;
	size_t end = d->text.len;

	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *span = &d->spans[i];
		uint32_t v = span->vocabulary;
		size_t at = span->end;
		sp_range r;
		if (d->pack->first_entry[v] == d->pack->first_entry[v + 1])
			continue;
		while (at < end && s[at] == ' ')
			at++;
		if (at > span->end && bracketed(s, at, end, &r) &&
		    (initials(s, r, span->begin, span->end) ||
		     shares_word(s, r, span->begin, span->end)))
			learn(d, span, r);
	}
}

static bool known(const sp_decider *d, uint32_t vocabulary, size_t at,
		  size_t end)
{
	for (size_t i = 0; i < d->nspans; i++)
		if (d->spans[i].vocabulary == vocabulary &&
		    d->spans[i].begin < end && d->spans[i].end > at)
			return true;
	return false;
}

/* Spans are in the order of their begin. */
static void insert(sp_decider *d, sp_span span)
{
	size_t at = d->nspans;

	d->spans = sp_grow(d->spans, d->nspans, &d->cap_spans,
			   sizeof *d->spans);
	while (at > 0 && d->spans[at - 1].begin > span.begin) {
		d->spans[at] = d->spans[at - 1];
		at--;
	}
	d->spans[at] = span;
	d->nspans++;
	d->seen[span.vocabulary] = d->round;
}

void sp_find_short_forms(sp_decider *d)
{
	const char *s = d->text.data;
	size_t len = d->text.len;

	for (size_t i = 0; i < d->nshort_forms; i++) {
		const sp_short_form *a = &d->short_forms[i];
		const char *hit = s;
		while ((hit = memmem(hit, len - (size_t)(hit - s), a->text,
				     a->len))) {
			size_t at = (size_t)(hit - s), end = at + a->len;
			hit += a->len;
			if ((at > 0 && letter(s[at - 1])) ||
			    (end < len && letter(s[end])) ||
			    known(d, a->vocabulary, at, end))
				continue;
			insert(d, (sp_span){ .begin = (uint32_t)at,
					     .end = (uint32_t)end,
					     .vocabulary = a->vocabulary,
					     .pattern = a->pattern });
		}
	}
}
