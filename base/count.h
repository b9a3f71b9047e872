/* count.h - counts in words: "1 document", "2 documents". */
#ifndef SP_BASE_COUNT_H
#define SP_BASE_COUNT_H

#include <stddef.h>

/** The ending of a noun of which there are n. */
static inline const char *sp_plural(size_t n)
{
	return n == 1 ? "" : "s";
}

#endif
