/* Two coders seldom copy a sentence with the same dashes, quotes and blanks, and
 * a PDF behind the copy adds ligatures. What is left when all that is taken away
 * is compared. The rules are those of the gold's reference scorer, which folds
 * by Unicode NFKC; of that only what can end in an ASCII word is kept here. */
#include "config.h"

#include "analyze/fold.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

/* ---- characters --------------------------------------------------------- */

typedef struct expansion {
	unsigned first, last;
	const char *text;
} expansion;

static const expansion expansions[] = {
#include "analyze/fold.def"
};

/* A letter and its combining mark are one accented letter, which no word of
 * [a-z0-9'] holds: by mark, the letters with which Unicode has such a form.
 * (Not I with a dot above, which is i again in lower case.) */
static const struct mark {
	unsigned cp;
	const char *letters;
} marks[] = {
	{ 0x300, "AEINOUWYaeinouwy" },
	{ 0x301, "ACEGIKLMNOPRSUWYZacegiklmnoprsuwyz" },
	{ 0x302, "ACEGHIJOSUWYZaceghijosuwyz" }, { 0x303, "AEINOUVYaeinouvy" },
	{ 0x304, "AEGIOUYaegiouy" }, { 0x306, "AEGIOUaegiou" },
	{ 0x307, "ABCDEFGHMNOPRSTWXYZabcdefghmnoprstwxyz" },
	{ 0x308, "AEHIOUWXYaehiotuwxy" }, { 0x309, "AEIOUYaeiouy" },
	{ 0x30a, "AUauwy" }, { 0x30b, "OUou" },
	{ 0x30c, "ACDEGHIKLNORSTUZacdeghijklnorstuz" },
	{ 0x30f, "AEIORUaeioru" }, { 0x311, "AEIORUaeioru" },
	{ 0x31b, "OUou" }, { 0x323, "ABDEHIKLMNORSTUVWYZabdehiklmnorstuvwyz" },
	{ 0x324, "Uu" }, { 0x325, "Aa" }, { 0x326, "STst" },
	{ 0x327, "CDEGHKLNRSTcdeghklnrst" }, { 0x328, "AEIOUaeiou" },
	{ 0x32d, "DELNTUdelntu" }, { 0x32e, "Hh" }, { 0x330, "EIUeiu" },
	{ 0x331, "BDKLNRTZbdhklnrtz" },
};

static bool takes_mark(char letter, unsigned cp)
{
	if (cp < marks[0].cp)
		return false;
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (marks[i].cp == cp)
			return letter && strchr(marks[i].letters, letter);
	return false;
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'';
}

/* A separator: one blank between words, none before the first. */
static void add_blank(sp_buf *out)
{
	if (out->len && out->data[out->len - 1] != ' ')
		sp_buf_addc(out, ' ');
}

static void add_char(sp_buf *out, char c)
{
	if (c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	if (is_word(c))
		sp_buf_addc(out, c);
	else
		add_blank(out);
}

static int compare_expansion(const void *key, const void *entry)
{
	unsigned cp = *(const unsigned *)key;
	const expansion *e = entry;

	return cp < e->first ? -1 : cp > e->last;
}

static void add_expanded(sp_buf *out, unsigned cp)
{
	const expansion *e = bsearch(&cp, expansions,
				     sizeof expansions / sizeof *expansions,
				     sizeof *expansions, compare_expansion);
	if (!e) {
		add_blank(out);
		return;
	}
	if (e->first != e->last) {	/* a run of single letters */
		sp_buf_addc(out, (char)(e->text[0] + (int)(cp - e->first)));
		return;
	}
	for (const char *s = e->text; *s; s++)
		add_char(out, *s);
}

static void add_codepoint(sp_buf *out, unsigned cp)
{
	if (cp < 0x80)
		add_char(out, (char)cp);
	else if (cp == 0x2019)
		sp_buf_addc(out, '\'');
	else if (cp >= 0x1d400 && cp <= 0x1d6a3)	/* bold, italic ... */
		add_char(out, (char)('a' + (cp - 0x1d400) % 52 % 26));
	else
		add_expanded(out, cp);
}

static void fold_text(const char *s, sp_buf *out)
{
	size_t n = strlen(s);

	for (size_t i = 0; i < n;) {
		unsigned cp, next = 0;
		i += sp_utf8_decode(s + i, n - i, &cp);
		size_t more = i < n ? sp_utf8_decode(s + i, n - i, &next) : 0;
		if (cp < 0x80 && takes_mark((char)cp, next)) {
			i += more;
			add_blank(out);
			continue;
		}
		add_codepoint(out, cp);
	}
	if (out->len && out->data[out->len - 1] == ' ')
		sp_buf_truncate(out, out->len - 1);
}

/* ---- words -------------------------------------------------------------- */

static int compare_words(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void split_words(sp_arena *a, sp_folded *f)
{
	char *copy = sp_arena_strdup(a, f->text);
	size_t n = 0;

	for (const char *s = f->text; *s; s++)
		n += *s == ' ';
	f->words = sp_arena_alloc(a, (n + 1) * sizeof *f->words);
	n = 0;
	for (char *word = copy; *word;) {
		char *end = word + strcspn(word, " ");
		f->words[n++] = word;
		word = *end ? end + 1 : end;
		*end = '\0';
	}
	qsort(f->words, n, sizeof *f->words, compare_words);
	f->nwords = 0;
	for (size_t i = 0; i < n; i++)
		if (!i || strcmp(f->words[i], f->words[f->nwords - 1]) != 0)
			f->words[f->nwords++] = f->words[i];
}

void sp_fold(sp_arena *a, const char *s, sp_folded *out)
{
	sp_buf text = SP_BUF_INIT;

	fold_text(s, &text);
	out->text = sp_arena_strndup(a, text.data, text.len);
	split_words(a, out);
	sp_buf_release(&text);
}

size_t sp_folded_shared(const sp_folded *a, const sp_folded *b)
{
	size_t shared = 0;

	for (size_t i = 0, j = 0; i < a->nwords && j < b->nwords;) {
		int order = strcmp(a->words[i], b->words[j]);
		shared += order == 0;
		i += order <= 0;
		j += order >= 0;
	}
	return shared;
}

bool sp_folded_same(const sp_folded *a, const sp_folded *b)
{
	if (!a->nwords || !b->nwords)
		return false;
	if (strcmp(a->text, b->text) == 0)
		return true;
	if (a->nwords >= 4 && b->nwords >= 4 &&
	    (strstr(a->text, b->text) || strstr(b->text, a->text)))
		return true;
	size_t shared = sp_folded_shared(a, b);
	size_t all = a->nwords + b->nwords - shared;
	return 5 * shared >= 3 * all;	/* 60 %, without rounding */
}
