/* packcheck.h - what a pack that loads may have wrong all the same. */
#ifndef SP_ANALYZE_PACKCHECK_H
#define SP_ANALYZE_PACKCHECK_H

#include <stddef.h>

#include "analyze/pack.h"
#include "base/buf.h"

/** Examples that an issue should have at least. */
#define SP_EXAMPLES 20

/**
 * Warnings, a line each to `out` as file:line: what. Of names: concepts, cues
 * and dimensions that nothing uses, words that look like a misspelt concept. Of
 * patterns: those that can never match, that add nothing to another one, that an
 * `except` takes away, that go back and forth without bound, that must be tried
 * on every sentence. Of issues: without words, with few examples or ones that
 * fail. Returns their number.
 */
size_t sp_packcheck(const sp_pack *p, sp_buf *out);

#endif
