#include "config.h"

#include "corpus/names.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

static const char *const legal_forms[] = {
	"inc", "inc.", "llc", "l.l.c.", "ltd", "ltd.", "limited", "corp",
	"corp.", "corporation", "co", "co.", "plc", "gmbh", "s.a.", "sa",
	"ag", "b.v.", "bv", "n.v.", "pbc", "lp", "llp", "incorporated", NULL
};

static size_t trim(const char *s, size_t n)
{
	while (n && (s[n - 1] == ' ' || s[n - 1] == ','))
		n--;
	return n;
}

static size_t drop_legal_form(const char *s, size_t n)
{
	size_t at = n;

	while (at && s[at - 1] != ' ')
		at--;
	if (!at)
		return n;
	for (const char *const *f = legal_forms; *f; f++)
		if (strlen(*f) == n - at && strncasecmp(*f, s + at, n - at) == 0)
			return trim(s, at);
	return n;
}

/* The acronym in "Some Long Name (SLN)": its range, or an empty one. */
static size_t acronym(const char *s, size_t n, size_t *len)
{
	*len = 0;
	if (!n || s[n - 1] != ')')
		return 0;
	const char *open = memrchr(s, '(', n);
	if (!open || open == s)
		return 0;
	size_t k = (size_t)(s + n - 1 - (open + 1));
	if (k >= 2 && k <= 12 && !memchr(open + 1, ' ', k))
		*len = k;
	return (size_t)(open - s);
}

void sp_short_name(const char *name, sp_buf *out)
{
	size_t n = trim(name, strlen(name)), short_len;
	size_t open = acronym(name, n, &short_len);

	if (open)
		n = trim(name, open);
	n = drop_legal_form(name, n);
	if (sp_utf8_count(name, n) <= SP_SHORT_NAME) {
		sp_buf_add(out, name, n);
		return;
	}
	if (short_len) {
		sp_buf_add(out, name + open + 1, short_len);
		return;
	}
	size_t end = 0, count = 0, cut = 0;
	while (end < n && count < SP_SHORT_NAME - 1) {
		if (name[end] == ' ')
			cut = end;
		unsigned cp;
		end += sp_utf8_decode(name + end, n - end, &cp);
		count++;
	}
	/* a word cut in two is better than a name of three letters */
	if (cut < end / 2)
		cut = end;
	sp_buf_add(out, name, trim(name, cut));
	sp_buf_adds(out, "\xE2\x80\xA6");
}
