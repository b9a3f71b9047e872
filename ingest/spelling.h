/* spelling.h - how a stretch of text offends against the way text is written:
 * what tells text that was decoded wrongly from text that is right. */
#ifndef SP_INGEST_SPELLING_H
#define SP_INGEST_SPELLING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Count the faults in the code points s[from..to), n in all, and at its
 * borders; pairs of ASCII characters are never looked at. A fault counts two
 * (SP_FAULT), and is one of these:
 *
 * - two letters of different scripts side by side (not where one is written
 *   without blanks: Chinese, Japanese, Korean);
 * - a word whose letters no alphabet has together;
 * - a capital right behind a small letter;
 * - an opening mark, fraction or other symbol right behind a letter, or a
 *   letter right behind a sign that closes ("(tm)", "1/2"); a currency sign
 *   there is half a fault;
 * - a quotation mark within a word;
 * - symbols of different kinds in a row; an opening mark before a blank;
 * - a combining mark without a letter of its script;
 * - a control character, private use, or a code point that is none (two).
 *
 * The list was made by looking at what UTF-8 becomes in each code page and
 * held against the dictionaries of 28 languages; what is right and must stay
 * is in tests/unit/test_ingest_mojibake.c.
 */
enum { SP_FAULT = 2 };
unsigned sp_spelling_faults(const uint32_t *s, size_t n, size_t from, size_t to);

/** Is it a character that people use, of those below U+0800: in an alphabet or
 * a code page? Above that all are. */
bool sp_spelling_is_current(uint32_t cp);

/** Are all letters of s[from..to) of one script (Japanese has three)? */
bool sp_spelling_one_script(const uint32_t *s, size_t from, size_t to);

/** Are they of different scripts, of those that do not mix? */
bool sp_spelling_clash(uint32_t a, uint32_t b);

/** Punctuation, a quotation mark or a blank: may stand anywhere. */
bool sp_spelling_is_punctuation(uint32_t cp);
bool sp_spelling_is_letter(uint32_t cp);
bool sp_spelling_is_upper(uint32_t cp);
bool sp_spelling_is_lower(uint32_t cp);

#endif
