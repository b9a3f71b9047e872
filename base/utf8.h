/* utf8.h - UTF-8: decode, encode, check, and lower-case at the same length. */
#ifndef SP_BASE_UTF8_H
#define SP_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Decode the code point at s[0..n), n > 0. *cp is U+FFFD for an invalid
 * sequence. Returns the bytes read, at least 1 (the maximal invalid prefix, as
 * the WHATWG encoding standard counts them).
 */
size_t sp_utf8_decode(const char *s, size_t n, unsigned *cp);

/** Write `cp` to out[0..4); returns the length. U+FFFD for no scalar value. */
size_t sp_utf8_encode(unsigned cp, char out[4]);

/** Length of the longest valid prefix of s[0..n); n if all is valid. */
size_t sp_utf8_valid(const char *s, size_t n);

/**
 * Lower-case the ASCII letters of `s` into `out` (both n bytes, may be the same);
 * all other bytes stay. The copy has the same length, so that byte
 * offsets carry over. This is what patterns are matched on.
 */
void sp_utf8_lower(const char *s, size_t n, char *out);

/** The greatest offset <= n that does not cut a character of s. */
size_t sp_utf8_cut(const char *s, size_t len, size_t n);

/**
 * Make s[0..n) fit for a line of output, in place: each sequence that is not
 * UTF-8 and each control character becomes '?'. Returns the new length, n or less.
 */
size_t sp_utf8_line(char *s, size_t n);

/** Number of code points in s[0..n). */
size_t sp_utf8_count(const char *s, size_t n);

#endif
