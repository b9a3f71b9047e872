/* convert.h - bytes of a known character set -> UTF-8. */
#ifndef SP_INGEST_CONVERT_H
#define SP_INGEST_CONVERT_H

#include <stddef.h>

#include "base/buf.h"
#include "ingest/charset.h"
#include "ingest/decode.h"

/**
 * Append s[0..n), which is in `c`, to `out`. Counts in info->invalid, strays
 * and surrogates what sp_decode() says; info->charset is changed if the C
 * library lacks the table, and windows-1252 read instead.
 */
void sp_convert(const sp_charset *c, const char *s, size_t n, sp_buf *out,
		sp_decoded *info);

/** The character that a pair of surrogates in UTF-8 at `s` means: ED A0..AF xx
 * ED B0..BF xx. 0 if none begins there. */
unsigned sp_surrogate_pair(const char *s, const char *end);

#endif
