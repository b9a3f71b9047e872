/* A rule-based splitter: a boundary is a terminator, its closing quotes and
 * brackets, a blank, and a plausible start; unless what stands before the full
 * stop is an abbreviation, an initial, or an enumerator. The lists are common
 * English abbreviations as style guides give them. */
#include "config.h"

#include "base/sentence.h"

#include <string.h>

#include "base/utf8.h"

/* Never end a sentence: something follows that belongs to them. */
static const char *const before_name[] = {
	"mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col",
	"hon", "rt", "st", "mt", "ft", "pres", "amb", "asst", "supt", "secs",
	"arts", "para", "paras", "figs", "pp", "ed", "eds", "vs", "v", "cf",
	"e.g", "i.e", "viz", "al", "approx", "ca", "dept", "univ", "assn",
	"cir", "stat", "seq", "supp", "rev", "rptr", "pub", "cong", "sess",
	"messrs", "lt", "sgt", "capt", "cmdr", "adm", "maj", "fed", "reg",
	"bros", "resp", "incl", "bzw", NULL
};

/* Words too, or units: only with a number or a letter behind them they are
 * abbreviations ("Art. 5", "App. B", "Jan. 3"). */
static const char *const before_number[] = {
	"no", "nos", "nr", "sec", "subsec", "art", "abs", "fig", "tab", "eq",
	"ch", "vol", "app", "ex", "p", "pt", "cl", "est", "jan", "feb", "mar",
	"apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", NULL
};

/* May end a sentence: only if a capital follows that starts a common word. */
static const char *const before_either[] = {
	"inc", "ltd", "co", "corp", "llc", "l.l.c", "plc", "jr", "sr",
	"ph.d", "esq", "dep't", "gov't", "comm'r", "ave", "blvd", "calif",
	"conn", "fla", "wash", NULL
};

static const char *const starters[] = {
	"a", "an", "the", "this", "that", "these", "those", "it", "its", "we",
	"our", "they", "their", "he", "she", "his", "her", "i", "my", "you",
	"in", "on", "at", "by", "for", "from", "to", "with", "without", "as",
	"if", "when", "while", "where", "although", "though", "because",
	"since", "however", "moreover", "furthermore", "therefore", "thus",
	"further", "additionally", "also", "and", "but", "or", "so", "yet",
	"no", "not", "such", "some", "many", "most", "all", "any", "each",
	"every", "both", "there", "here", "what", "who", "why", "how", "which",
	"finally", "first", "second", "third", "under", "rather", "instead",
	"nothing", "congress", "policymakers", "ai", "one", "two", "given",
	"despite", "unlike", "like", "policy", "by", "another", "other", NULL
};

static bool in_list(const char *const *list, const char *s, size_t n)
{
	for (; *list; list++)
		if (strlen(*list) == n && memcmp(*list, s, n) == 0)
			return true;
	return false;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return is_upper(c) || is_lower(c) || (c & 0x80);
}

/* Bytes of a closing quote or bracket, or of a footnote mark, at s; 0: none. */
static size_t closer(const char *s, size_t n)
{
	if (!n)
		return 0;
	if (strchr("\"')]}", s[0]) && s[0])
		return 1;
	if (n >= 3 && (memcmp(s, "\xE2\x80\x9D", 3) == 0 ||
		       memcmp(s, "\xE2\x80\x99", 3) == 0))
		return 3;	/* ” ’ */
	if (n >= 2 && memcmp(s, "\xC2\xBB", 2) == 0)
		return 2;	/* » */
	return 0;
}

/* Skip what may open a sentence before its first word. */
static size_t skip_openers(const char *s, size_t n)
{
	size_t i = 0;

	for (;;) {
		if (i < n && strchr("\"'([{", s[i]) && s[i])
			i++;
		else if (n - i >= 3 &&
			 (memcmp(s + i, "\xE2\x80\x9C", 3) == 0 ||
			  memcmp(s + i, "\xE2\x80\x98", 3) == 0))
			i += 3;
		else
			return i;
	}
}

/* Bytes of a dash or quotation mark beyond ASCII at s: "–—", "‘’‚‛“”„‟", "«»";
 * 0: none. */
static size_t mark(const char *s, size_t n)
{
	unsigned char last = n >= 3 ? (unsigned char)s[2] : 0;

	if (n >= 3 && s[0] == '\xE2' && s[1] == '\x80' &&
	    (last == 0x93 || last == 0x94 || (last >= 0x98 && last <= 0x9F)))
		return 3;
	return n >= 2 && s[0] == '\xC2' && (s[1] == '\xAB' || s[1] == '\xBB') ? 2 : 0;
}

/* Does a word go on before s[end], across the mark that ends there? So it does
 * across an apostrophe, "don’t", and where there is no mark. */
static bool goes_on(const char *s, size_t from, size_t end)
{
	if (end - from > 3 && memcmp(s + end - 3, "\xE2\x80\x99", 3) == 0)
		return is_letter(s[end - 4]);
	return !(end - from >= 3 && mark(s + end - 3, 3) == 3) &&
		!(end - from >= 2 && mark(s + end - 2, 2) == 2);
}

/* The word (letters, inner dots and apostrophes) that ends at `end`. */
static size_t word_start(const char *s, size_t from, size_t end)
{
	while (end > from && (is_letter(s[end - 1]) || is_digit(s[end - 1]) ||
			      s[end - 1] == '.' || s[end - 1] == '\'') &&
	       goes_on(s, from, end))
		end--;
	return end;
}

static bool starts_with_starter(const char *s, size_t n)
{
	char word[16];
	size_t i = skip_openers(s, n), k = 0;

	while (i < n && is_letter(s[i]) && !mark(s + i, n - i) && k < sizeof word)
		word[k++] = s[i++];
	if (!k || k == sizeof word)
		return false;
	if (k == 1 && i < n && s[i] == '.')	/* the initial of a name */
		return false;
	if (k == 2 && i + 2 < n && s[i] == '.' && is_digit(s[i + 2]))	/* No. 12 */
		return false;
	sp_utf8_lower(word, k, word);
	return in_list(starters, word, k);
}

/* "§ 8", "12", "(b)", "IV", "B". */
static bool starts_with_number(const char *s, size_t n)
{
	size_t i = n && *s == '(';

	if (n >= 2 && memcmp(s, "\xC2\xA7", 2) == 0)
		return true;
	if (i < n && is_digit(s[i]))
		return true;
	if (i < n && is_letter(s[i]) && (i + 1 == n || !is_letter(s[i + 1])))
		return i || (is_upper(s[i]) && s[i] != 'I' && s[i] != 'A');
	while (i < n && s[i] && strchr("IVXLC", s[i]))
		i++;
	return i > 1 && (i == n || !is_letter(s[i]));
}

/* "u.s", "m.d", "c.f.r": letters with full stops between. */
static bool is_dotted(const char *word, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (i % 2 ? word[i] != '.' : !is_letter(word[i]))
			return false;
	return n >= 3 && n % 2;
}

/* An enumerator alone so far: "1.", "a.", "iv.", "B.2." */
static bool is_enumerator(const char *s, size_t begin, size_t dot)
{
	size_t n = dot - begin;

	if (!n || n > 5)
		return false;
	bool digits = true, roman = true;
	for (size_t i = begin; i < dot; i++) {
		digits = digits && (is_digit(s[i]) || s[i] == '.');
		roman = roman && strchr("ivxIVX", s[i]);
	}
	return digits || roman || n == 1;
}

/* One behind a colon or semicolon: "three things: 1. The port." */
static bool lists(const char *s, size_t begin, size_t from, size_t dot)
{
	size_t i = from;

	while (i > begin && is_blank(s[i - 1]))
		i--;
	return i > begin && i < from && (s[i - 1] == ':' || s[i - 1] == ';') &&
		dot - from <= 3 && is_enumerator(s, from, dot);
}

/* Does the full stop at `dot` belong to an abbreviation? */
static bool abbreviates(const char *s, size_t n, size_t begin, size_t dot,
			size_t next)
{
	char word[24];
	size_t from = word_start(s, begin, dot), k = dot - from;

	if (!k)
		return false;
	if ((from == begin && is_enumerator(s, begin, dot)) || lists(s, begin, from, dot))
		return true;
	if (k >= sizeof word)
		return false;
	sp_utf8_lower(s + from, k, word);
	if (k == 1 && is_upper(s[from]) && s[from] != 'I')
		return !starts_with_starter(s + next, n - next);
	if (k == 1 && is_lower(s[from]))	/* "z. B.", "p. 3" */
		return (next + 1 < n && is_upper(s[next]) && s[next + 1] == '.') ||
			(word[0] == 'p' && starts_with_number(s + next, n - next)) ||
			(word[0] == 'v' && !starts_with_starter(s + next, n - next));
	if (in_list(before_number, word, k))
		return starts_with_number(s + next, n - next);
	if (in_list(before_name, word, k))
		return !starts_with_starter(s + next, n - next) ||
		       memcmp(word, "e.g", k < 3 ? k : 3) == 0 ||
		       memcmp(word, "i.e", k < 3 ? k : 3) == 0;
	if (in_list(before_either, word, k) || is_dotted(word, k))
		return !starts_with_starter(s + next, n - next);
	return false;
}

/* Can a sentence start at s? */
static bool plausible_start(const char *s, size_t n)
{
	size_t i = skip_openers(s, n);
	unsigned cp;

	if (i >= n)
		return i > 0;
	if (is_lower(s[i]))	/* "... the port. b. Close the gate." */
		return i + 3 < n && (s[i + 1] == '.' || s[i + 1] == ')') &&
			s[i + 2] == ' ' && is_upper(s[i + 3]);
	if (is_upper(s[i]) || is_digit(s[i]))
		return true;
	sp_utf8_decode(s + i, n - i, &cp);
	/* bullets, dashes and letters of other scripts may start one */
	return cp >= 0x80 || s[i] == '-' || s[i] == '*' || s[i] == '$' ||
	       s[i] == '#' || s[i] == '<' || i > 0;
}

/* A footnote mark glued to the stop: "work.12 The" or "work.[3] The". */
static size_t skip_note(const char *s, size_t i, size_t n)
{
	size_t j = i;

	while (n - j >= 2 && s[j] == '\xC2' && strchr("\xB9\xB2\xB3", s[j + 1]))
		j += 2;		/* ¹ ² ³ */
	while (n - j >= 3 && s[j] == '\xE2' && s[j + 1] == '\x81' &&
	       (unsigned char)s[j + 2] >= 0xb0 && (unsigned char)s[j + 2] <= 0xb9)
		j += 3;		/* ⁰ to ⁹ */
	if (j > i)
		return j;
	if (j < n && s[j] == '[') {
		size_t k = j + 1;
		while (k < n && is_digit(s[k]))
			k++;
		if (k > j + 1 && k < n && s[k] == ']')
			return k + 1;
		return i;
	}
	while (j < n && is_digit(s[j]) && j - i < 3)
		j++;
	return j < n && is_blank(s[j]) ? j : i;
}

/* Where the terminators that begin at `i` end. */
static size_t run_end(const char *s, size_t n, size_t i)
{
	size_t most = n - i > SP_SENTENCE_MAX ? i + SP_SENTENCE_MAX : n;

	while (i < most && s[i] && strchr(".!?", s[i]))
		i++;
	return i;
}

/* Where a sentence that has its terminator at `i` ends; 0: it does not. */
static size_t boundary(const char *s, size_t n, size_t begin, size_t i)
{
	size_t end, k;
	bool dot = s[i] == '.';

	end = run_end(s, n, i);
	bool dots = dot && end - i >= 2;
	while ((k = closer(s + end, n - end)))
		end += k;
	if (dot && (end > i + 1 || !(i > begin && is_digit(s[i - 1]))))
		end = skip_note(s, end, n);
	if (end >= n)
		return n;
	if (!is_blank(s[end]))
		return 0;
	size_t next = end;
	while (next < n && is_blank(s[next]))
		next++;
	if (!plausible_start(s + next, n - next))
		return 0;
	if (dot && !dots && abbreviates(s, n, begin, i, next))
		return 0;
	return end;
}

/* Bytes of a terminator that needs no blank behind it, at s; 0: none. The full
 * stop, exclamation and question marks of Chinese and Japanese, the danda. */
static size_t wide_stop(const char *s, size_t n)
{
	static const char *const stops[] = {
		"\xE3\x80\x82", "\xEF\xBC\x81", "\xEF\xBC\x9F", "\xE0\xA5\xA4",
	};

	for (size_t i = 0; n >= 3 && i < sizeof stops / sizeof *stops; i++)
		if (memcmp(s, stops[i], 3) == 0)
			return 3;
	return 0;
}

/* Where a sentence ends that has such a one at `i`. */
static size_t wide_end(const char *s, size_t n, size_t i)
{
	size_t k;

	while ((k = wide_stop(s + i, n - i)))
		i += k;
	while ((k = closer(s + i, n - i)) ||
	       (n - i >= 3 && (memcmp(s + i, "\xE3\x80\x8D", 3) == 0 ||	/* 」 */
			       memcmp(s + i, "\xE3\x80\x8F", 3) == 0 ||	/* 』 */
			       memcmp(s + i, "\xEF\xBC\x89", 3) == 0)))	/* ） */
		i += k ? k : 3;
	return i;
}

/* A forced line break ends a sentence if the next line starts like one and
 * this one is more than a word. */
static bool line_ends(const char *s, size_t n, size_t begin, size_t i)
{
	size_t next = i;

	while (next < n && is_blank(s[next]))
		next++;
	if (next >= n || i - begin < 2)
		return false;
	if (i && s[i - 1] == ',')
		return false;
	return plausible_start(s + next, n - next);
}

static size_t hard_cut(const char *s, size_t n, size_t begin)
{
	size_t end = sp_utf8_cut(s, n, begin + SP_SENTENCE_MAX), at = end;

	while (at > begin + SP_SENTENCE_MAX / 2 && !is_blank(s[at]))
		at--;
	return at > begin + SP_SENTENCE_MAX / 2 ? at : end;
}

static void add_number(sp_buf *b, size_t v)
{
	while (v >= 0x80) {
		sp_buf_addc(b, (char)(v | 0x80));
		v >>= 7;
	}
	sp_buf_addc(b, (char)v);
}

/* The same for all the terminators that begin at *i, which is moved to the last of
 * them: those amid a run end nothing that the first and the last do not. */
static size_t run_boundary(const char *s, size_t n, size_t begin, size_t *i)
{
	size_t end = boundary(s, n, begin, *i), last = run_end(s, n, *i) - 1;

	if (end || last == *i)
		return end;
	*i = last;
	return boundary(s, n, begin, last);
}

static size_t sentence_end(const char *s, size_t n, size_t begin)
{
	for (size_t i = begin; i < n; i++) {
		size_t end = 0;
		if (i - begin >= SP_SENTENCE_MAX)
			return hard_cut(s, n, begin);
		if (s[i] == '.' || s[i] == '!' || s[i] == '?')
			end = run_boundary(s, n, begin, &i);
		else if (s[i] == '\n' && line_ends(s, n, begin, i))
			return i;
		else if (s[i] & 0x80 && wide_stop(s + i, n - i))
			end = wide_end(s, n, i);
		if (end)
			return end - begin > SP_SENTENCE_MAX ?
			       hard_cut(s, n, begin) : end;
	}
	return n;
}

size_t sp_sentence_split(const char *text, size_t n, sp_buf *blob)
{
	size_t at = 0, last = 0, count = 0;

	for (;;) {
		while (at < n && is_blank(text[at]))
			at++;
		if (at >= n)
			return count;
		size_t end = sentence_end(text, n, at), stop = end;
		while (stop > at + 1 && is_blank(text[stop - 1]))
			stop--;
		add_number(blob, at - last);
		add_number(blob, stop - at);
		count++;
		last = stop;
		at = end;
	}
}

void sp_sentence_iter_init(sp_sentence_iter *it, const void *blob, size_t n)
{
	it->p = blob;
	it->end = it->p + n;
	it->at = 0;
}

static bool read_number(sp_sentence_iter *it, size_t *v)
{
	unsigned shift = 0;

	*v = 0;
	while (it->p < it->end && shift < 35) {
		unsigned char c = *it->p++;
		*v |= (size_t)(c & 0x7F) << shift;
		if (!(c & 0x80))
			return true;
		shift += 7;
	}
	return false;
}

bool sp_sentence_next(sp_sentence_iter *it, sp_range *out)
{
	const unsigned char *at = it->p;
	size_t skip, len;

	if (it->p >= it->end)
		return false;
	if (!read_number(it, &skip) || !read_number(it, &len)) {
		it->p = at;	/* short of the end: the blob is damaged */
		return false;
	}
	out->begin = it->at + skip;
	out->end = out->begin + len;
	it->at = out->end;
	return true;
}
