#include "config.h"

#include "ingest/spelling.h"

#include <harfbuzz/hb.h>
#include <pthread.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "base/utf8.h"

typedef enum kind {
	BLANK, UPPER, LOWER, LETTER, MARK, DIGIT,
	OPENING,	/* a mark that only ever opens */
	QUOTE, DASH, STOP,
	AFTER,		/* a sign that follows a word: trade mark, degree, dagger */
	CURRENCY, SYMBOL, FORMAT, ODD
} kind;

static kind of_latin1(uint32_t cp)
{
	switch (cp) {
	case 0xa0:
		return BLANK;
	case 0xa1: case 0xbf:
		return OPENING;
	case 0xa2: case 0xa3: case 0xa4: case 0xa5:
		return CURRENCY;
	case 0xaa: case 0xae: case 0xb0: case 0xb2: case 0xb3: case 0xb9: case 0xba:
		return AFTER;
	case 0xab: case 0xbb:
		return QUOTE;
	case 0xad:
		return FORMAT;
	case 0xb7:
		return STOP;
	default:
		return SYMBOL;
	}
}

static kind of_punctuation(uint32_t cp)
{
	if (cp == 0x201a || cp == 0x201e)
		return OPENING;
	if (cp == 0x2020 || cp == 0x2021 || cp == 0x2122)
		return AFTER;
	if (cp == 0x2030 || cp == 0x2031 || cp == 0x2044)
		return SYMBOL;
	return (cp >= 0x2018 && cp <= 0x201f) || cp == 0x2039 || cp == 0x203a ?
		QUOTE : STOP;
}

static kind look_up_kind(uint32_t cp)
{
	if (cp >= 0xa0 && cp < 0xc0)
		return of_latin1(cp);
	if (cp == 0x2c6 || cp == 0x2dc)
		return SYMBOL;
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LT:
		return UPPER;
	case UTF8PROC_CATEGORY_LL:
		return LOWER;
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return LETTER;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return MARK;
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
		return DIGIT;
	case UTF8PROC_CATEGORY_PS:
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PI:
	case UTF8PROC_CATEGORY_PF:
	case UTF8PROC_CATEGORY_PO:
	case UTF8PROC_CATEGORY_PC:
		return of_punctuation(cp);
	case UTF8PROC_CATEGORY_PD:
		return DASH;
	case UTF8PROC_CATEGORY_SC:
		return CURRENCY;
	case UTF8PROC_CATEGORY_NO:
	case UTF8PROC_CATEGORY_SM:
	case UTF8PROC_CATEGORY_SK:
		return SYMBOL;
	case UTF8PROC_CATEGORY_SO:
		return cp == 0x2122 ? AFTER : cp == 0xfffd ? ODD : SYMBOL;
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return BLANK;
	case UTF8PROC_CATEGORY_CF:
		return FORMAT;
	case UTF8PROC_CATEGORY_CC:
		return cp < 0x20 ? BLANK : ODD;
	default:
		return ODD;
	}
}

/* Made once, at the first call: each character is asked for thousands of times
 * while the code pages are tried. */
enum { NEAR = 0x2e80 };	/* where the scripts of East Asia begin */
static unsigned char near_kinds[NEAR];

static void make_kinds(void)
{
	for (uint32_t cp = 0; cp < NEAR; cp++)
		near_kinds[cp] = (unsigned char)look_up_kind(cp);
}

static kind kind_of(uint32_t cp)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, make_kinds);
	return cp < NEAR ? (kind)near_kinds[cp] : look_up_kind(cp);
}

static bool letter(kind k)
{
	return k >= UPPER && k <= LETTER;
}

bool sp_spelling_is_punctuation(uint32_t cp)
{
	kind k = kind_of(cp);

	return k == BLANK || k == QUOTE || k == DASH || k == STOP;
}

bool sp_spelling_is_letter(uint32_t cp)
{
	return letter(kind_of(cp));
}

bool sp_spelling_is_upper(uint32_t cp)
{
	return kind_of(cp) == UPPER;
}

bool sp_spelling_is_lower(uint32_t cp)
{
	return kind_of(cp) == LOWER;
}

/* ---- scripts ------------------------------------------------------------------- */

static hb_script_t script_of(uint32_t cp)
{
	return hb_unicode_script(hb_unicode_funcs_get_default(), cp);
}

/* Written without blanks, so that other scripts stand right beside it. */
static bool stands_anywhere(hb_script_t s)
{
	return s == HB_SCRIPT_COMMON || s == HB_SCRIPT_INHERITED ||
		s == HB_SCRIPT_HAN || s == HB_SCRIPT_HIRAGANA ||
		s == HB_SCRIPT_KATAKANA || s == HB_SCRIPT_HANGUL ||
		s == HB_SCRIPT_BOPOMOFO;
}

bool sp_spelling_clash(uint32_t a, uint32_t b)
{
	hb_script_t x = script_of(a), y = script_of(b);

	return x != y && !stands_anywhere(x) && !stands_anywhere(y);
}

/* ---- alphabets ------------------------------------------------------------------- */

static const char *const alphabets[] = {
#define A(language, letters) letters,
#include "ingest/alphabets.def"
#undef A
};

enum { ALPHABETS = sizeof alphabets / sizeof *alphabets, LETTERS_MAX = 1024 };

_Static_assert(ALPHABETS <= 64, "a set of alphabets is a word of 64 bits");

typedef struct member {
	uint32_t cp;
	uint64_t in;	/* the alphabets that have it */
} member;

static member members[LETTERS_MAX];	/* sorted; not changed once it is made */
static size_t nmembers;

static int by_letter(const void *a, const void *b)
{
	uint32_t x = ((const member *)a)->cp, y = ((const member *)b)->cp;

	return (x > y) - (x < y);
}

static void make_members(void)
{
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < ALPHABETS; i++)
		for (const char *p = alphabets[i]; *p && n < LETTERS_MAX;) {
			unsigned cp;
			p += sp_utf8_decode(p, 4, &cp);
			members[n++] = (member){ cp, (uint64_t)1 << i };
		}
	qsort(members, n, sizeof *members, by_letter);
	for (size_t i = 0; i < n; i++)
		if (kept && members[kept - 1].cp == members[i].cp)
			members[kept - 1].in |= members[i].in;
		else
			members[kept++] = members[i];
	nmembers = kept;
}

static uint64_t look_up_alphabets(uint32_t cp)
{
	member key = { cp, 0 };
	const member *found;

	found = bsearch(&key, members, nmembers, sizeof *members, by_letter);
	if (!found) {
		key.cp = (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
		found = bsearch(&key, members, nmembers, sizeof *members, by_letter);
	}
	return found ? found->in : 0;
}

enum { ALPHABETIC = 0x590 };	/* Latin, Greek, Cyrillic, Armenian */
static uint64_t near_alphabets[ALPHABETIC];

static void make_alphabets(void)
{
	make_members();
	for (uint32_t cp = 0; cp < ALPHABETIC; cp++)
		near_alphabets[cp] = look_up_alphabets(cp);
}

static uint64_t alphabets_of(uint32_t cp)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, make_alphabets);
	return cp < ALPHABETIC ? near_alphabets[cp] : look_up_alphabets(cp);
}

/* The words of s[from..to): is there an alphabet that has all letters of each?
 * Those without capitals know no mixture of alphabets within a script. */
static unsigned word_faults(const uint32_t *s, size_t from, size_t to)
{
	unsigned faults = 0;

	for (size_t i = from; i < to; i++) {
		uint64_t common = UINT64_MAX;
		kind k = BLANK;
		for (; i < to && letter(k = kind_of(s[i])); i++)
			if (s[i] >= 0x80 && k != LETTER)
				common &= alphabets_of(s[i]);
		faults += !common;
	}
	return faults;
}

/* ---- pairs ----------------------------------------------------------------------- */

/* "Â" by itself before a sign that follows words, or between a full stop or a
 * digit and a blank: there is no such word. It is the first byte of all signs
 * of Latin-1 and of the blank that does not break. */
static bool lone_capital(const uint32_t *s, size_t n, size_t i)
{
	kind before = i ? kind_of(s[i - 1]) : BLANK;
	kind after = i + 1 < n ? kind_of(s[i + 1]) : BLANK;

	return s[i] == 0xc2 && !letter(before) &&
		(after == AFTER || (after == BLANK && (before == STOP || before == DIGIT)));
}

static bool symbol_before_letter(uint32_t a)
{
	/* "§ 5", "©Name", "±x", "¬p", "µm", "#x", "5×a" */
	return a != 0xa7 && a != 0xb6 && a != 0xa9 && a != 0xb1 && a != 0xac &&
		a != 0xb5 && a != 0xd7 && a != 0xf7 && a >= 0x80;
}

/* Accents that people type by themselves; the rest of them is for linguists. */
static bool is_rare_accent(uint32_t cp)
{
	return cp >= 0x300 && cp < 0x370 &&
		!(cp <= 0x30c && cp != 0x305) && cp != 0x31b && cp != 0x323 &&
		cp != 0x327 && cp != 0x328;
}

bool sp_spelling_is_current(uint32_t cp)
{
	kind k = kind_of(cp);

	if (cp < 0x180 || cp >= 0x800)
		return !is_rare_accent(cp);
	if (k == UPPER || k == LOWER)
		return alphabets_of(cp);
	if (k == MARK && cp < 0x370)
		return !is_rare_accent(cp);
	return (cp >= 0x591 && cp <= 0x5f4) || (cp >= 0x60c && cp <= 0x6d3 && cp != 0x640) ||
		(cp >= 0x6f0 && cp <= 0x6f9) || cp == 0x2bb || cp == 0x2bc || cp == 0x2c6 ||
		cp == 0x2dc || cp == 0x387 || cp == 0x37e || cp == 0x384 || cp == 0x385;
}

bool sp_spelling_one_script(const uint32_t *s, size_t from, size_t to)
{
	hb_script_t first = HB_SCRIPT_INVALID;

	for (size_t i = from; i < to; i++) {
		hb_script_t script = letter(kind_of(s[i])) ? script_of(s[i]) : first;
		if (script == HB_SCRIPT_HIRAGANA || script == HB_SCRIPT_KATAKANA ||
		    script == HB_SCRIPT_COMMON)
			script = HB_SCRIPT_HAN;
		if (first != HB_SCRIPT_INVALID && script != first)
			return false;
		first = script;
	}
	return true;
}

static bool cased(uint32_t cp)
{
	kind k = kind_of(cp);

	return k == UPPER || k == LOWER;
}

/* A quotation mark other than an apostrophe between two letters. */
static bool splits_word(const uint32_t *s, size_t n, size_t i)
{
	return kind_of(s[i]) == QUOTE && s[i] != 0x2018 && s[i] != 0x2019 && i &&
		i + 1 < n && cased(s[i - 1]) && cased(s[i + 1]);
}

/* A full fault counts two; a currency sign at a letter ("M€") one, since
 * people do write that. */
enum { FAULT = SP_FAULT, HALF = SP_FAULT / 2 };

static unsigned pair_faults(uint32_t ca, uint32_t cb)
{
	kind a = kind_of(ca), b = kind_of(cb);
	bool bad;

	if (letter(a) && letter(b))
		bad = (a == LOWER && b == UPPER) || sp_spelling_clash(ca, cb);
	else if (b == MARK)
		bad = is_rare_accent(cb) ||
			(a != MARK && (!letter(a) || sp_spelling_clash(ca, cb)));
	else if (letter(a) && b == CURRENCY)
		return HALF;
	else if (letter(a))
		bad = b == OPENING || b == SYMBOL;
	else if (letter(b) && a == CURRENCY)
		return ca >= 0x80 && cb >= 0x80 && b == LOWER ? HALF : 0;
	else if (letter(b))
		bad = a == SYMBOL ? symbol_before_letter(ca) : a == AFTER && b == LOWER;
	else if (a == OPENING)
		bad = b == BLANK || b == STOP || b == SYMBOL || b == CURRENCY;
	else if (b == OPENING)
		bad = a == SYMBOL || a == CURRENCY || a == AFTER;
	else if (a == SYMBOL || a == CURRENCY)
		bad = (b == SYMBOL || b == CURRENCY || b == AFTER) && ca != cb;
	else
		bad = a == FORMAT && b == BLANK && ca == 0xad;
	return bad ? FAULT : 0;
}

static unsigned own_faults(const uint32_t *s, size_t n, size_t i)
{
	kind k = kind_of(s[i]);

	if (k == ODD)
		return 2 * FAULT;
	return (lone_capital(s, n, i) || splits_word(s, n, i) || (k == MARK && !i)) ? FAULT : 0;
}

unsigned sp_spelling_faults(const uint32_t *s, size_t n, size_t from, size_t to)
{
	unsigned faults = FAULT * word_faults(s, from, to);

	for (size_t i = from; i < n && i <= to; i++) {
		if (i < to && s[i] >= 0x80)
			faults += own_faults(s, n, i);
		if (i && (s[i] >= 0x80 || s[i - 1] >= 0x80))
			faults += pair_faults(s[i - 1], s[i]);
	}
	return faults;
}
