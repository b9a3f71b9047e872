/* near.h - which known name a misspelt one may have meant. */
#ifndef SP_BASE_NEAR_H
#define SP_BASE_NEAR_H

#include <stddef.h>

/** Letters to change, add or take away between two names; 64 if one is longer
 * than 63 bytes. */
size_t sp_name_distance(const char *a, const char *b);

#endif
