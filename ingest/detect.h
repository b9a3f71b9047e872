/* detect.h - the character set of bytes that do not say which they are in. */
#ifndef SP_INGEST_DETECT_H
#define SP_INGEST_DETECT_H

#include <stddef.h>

#include "ingest/charset.h"

/**
 * Guess the set of s[0..n), which is not valid UTF-8, from the letters outside
 * of its tags. NULL if nothing speaks for another one than windows-1252.
 */
const sp_charset *sp_detect(const char *s, size_t n);

#endif
