/* A pattern by itself: can it match, and how long does it search in the worst
 * text that can be made of its own words? */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "analyze/packcheck_internal.h"
#include "analyze/regex.h"
#include "base/utf8.h"

#define TEXT 1000		/* bytes; a long sentence */
#define MOST_STEMS 24

typedef struct trial {
	sp_packcheck_work *w;
	size_t pattern;
	sp_buf witness;		/* a text that it matches */
	sp_buf text;
	sp_buf regex;
} trial;

/* ---- characters that no text holds ---------------------------------------- */

/* Texts are composed (NFC), and have no controls and no odd blanks. */
static void check_characters(sp_packcheck_work *w, size_t i)
{
	const char *text = w->pack->patterns[i].text;
	utf8proc_uint8_t *composed = utf8proc_NFC((const utf8proc_uint8_t *)text);
	unsigned cp;

	if (composed && strcmp((char *)composed, text) != 0)
		sp_packcheck_pattern(w, i, "never matches: it is not composed (NFC), "
					   "as all text is");
	free(composed);
	for (size_t at = 0, len = strlen(text); at < len;) {
		at += sp_utf8_decode(text + at, len - at, &cp);
		if (cp == '\n' || (cp >= 0x20 && cp < 0x7F) || cp > 0xA0)
			continue;
		sp_packcheck_pattern(w, i, "holds the character U+%04X, which no "
					   "text has", cp);
		return;
	}
}

/* ---- going back and forth ------------------------------------------------- */

/* stem + piece + piece + ... + end: does the pattern get lost in it? With a
 * match at the very end PCRE2 cannot see beforehand that there is none. */
static bool lost(trial *t, size_t stem, const char *piece, size_t len)
{
	for (int e = 0; e < 3; e++) {
		sp_buf_clear(&t->text);
		sp_buf_add(&t->text, t->witness.data, stem);
		while (t->text.len < TEXT)
			sp_buf_add(&t->text, piece, len);
		if (e)
			sp_buf_adds(&t->text, "! ");
		if (e == 2)
			sp_buf_add(&t->text, t->witness.data, t->witness.len);
		if (sp_matcher_try(t->w->pack->matcher, t->pattern,
				   t->text.data, t->text.len) == SP_TRY_LIMIT)
			return true;
	}
	return false;
}

/* Each word of the witness, with the blank after it, again and again. */
static bool lost_in_words(trial *t)
{
	const char *s = t->witness.data;
	size_t from = 0;

	while (from < t->witness.len) {
		size_t len = strcspn(s + from, " ");
		len += s[from + len] == ' ';
		sp_buf word = SP_BUF_INIT;
		sp_buf_add(&word, s + from, len);
		if (word.data[word.len - 1] != ' ')
			sp_buf_addc(&word, ' ');
		bool bad = lost(t, from, word.data, word.len) ||
			   lost(t, 0, word.data, word.len);
		sp_buf_release(&word);
		if (bad)
			return true;
		from += len;
	}
	return t->witness.len && lost(t, 0, s, t->witness.len);
}

/* Each letter of the expression behind each beginning of the witness. */
static bool lost_in_letters(trial *t, const char *regex)
{
	bool tried[128] = { false };
	size_t stems = t->witness.len < MOST_STEMS ? t->witness.len : MOST_STEMS;

	for (const char *p = regex; *p; p++) {
		unsigned char c = (unsigned char)*p;
		if (c >= 128 || tried[c] || (c >= 'A' && c <= 'Z') || c == '-')
			continue;
		tried[c] = true;
		for (size_t stem = 0; stem <= stems; stem++)
			if (lost(t, sp_utf8_cut(t->witness.data,
						t->witness.len, stem),
				 (char *)&c, 1))
				return true;
	}
	return lost(t, 0, "0", 1) || lost(t, 0, "\xC3\xA9", 2);
}

/* ---- all ------------------------------------------------------------------ */

#define FOLDED "texts are in lower case, with blanks for hyphens"

static void check_reach(trial *t, const sp_rule_pattern *r, const char *regex)
{
	sp_reached reached = sp_regex_reach(regex, &t->witness);
	bool never = reached.reach == SP_REACH_NEVER;

	/* only in an expression of the author's own are the places told */
	if (reached.odd_len && r->text[0] == '/')
		sp_packcheck_pattern(t->w, t->pattern,
			"%s '%.*s', which never matches: " FOLDED,
				     never ? "can never match: it holds" : "holds",
				     (int)reached.odd_len, regex + reached.odd);
	else if (never)
		sp_packcheck_pattern(t->w, t->pattern, "can never match");
}

static void check_regex(trial *t, const sp_rule_pattern *r)
{
	sp_buf alternative = SP_BUF_INIT, by = SP_BUF_INIT;

	sp_pattern_regex(r->code->tree, &t->regex);
	const char *regex = t->regex.data;
	check_reach(t, r, regex);
	if (sp_regex_shadowed(regex, &alternative, &by))
		sp_packcheck_pattern(t->w, t->pattern,
			"never finds its alternative '%s': '%s' stands before it and "
			"matches first",
				     alternative.data, by.data);
	if (lost_in_words(t) ||
	    (r->text[0] == '/' && lost_in_letters(t, regex)))
		sp_packcheck_pattern(t->w, t->pattern,
			"goes back and forth without bound in texts such as '%.40s...'",
				     t->text.data);
	sp_buf_release(&alternative);
	sp_buf_release(&by);
}

void sp_packcheck_each(sp_packcheck_work *w)
{
	const sp_pack *p = w->pack;
	trial t = { .w = w, .witness = SP_BUF_INIT, .text = SP_BUF_INIT,
		    .regex = SP_BUF_INIT };

	for (size_t i = 0; i < p->npatterns; i++) {
		t.pattern = i;
		check_characters(w, i);
		if (!p->patterns[i].code->whole)
			check_regex(&t, &p->patterns[i]);
		if (sp_matcher_unanchored(p->matcher, i))
			sp_packcheck_pattern(w, i,
				"has no word that every match holds, so it is tried "
				"on every sentence");
	}
	sp_buf_release(&t.witness);
	sp_buf_release(&t.text);
	sp_buf_release(&t.regex);
}
