/* packtest.h - the examples of a pack are its tests. */
#ifndef SP_ANALYZE_PACKTEST_H
#define SP_ANALYZE_PACKTEST_H

#include <stddef.h>

#include "analyze/pack.h"
#include "base/buf.h"

typedef struct sp_packtest_counts {
	size_t passed, failed;
} sp_packtest_counts;

/**
 * Decide on every example of the pack. Failures go to `out`, a line each, as
 * file:line: issue: wanted ..., got ...: sentence.
 */
void sp_packtest(const sp_pack *p, sp_buf *out, sp_packtest_counts *counts);

/** The codebook of a pack as Markdown. */
void sp_packlist(const sp_pack *p, sp_buf *out);

#endif
