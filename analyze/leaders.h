/* leaders.h - the texts that others are compared with, found by the bands of
 * their signatures. */
#ifndef SP_ANALYZE_LEADERS_H
#define SP_ANALYZE_LEADERS_H

#include <stddef.h>
#include <stdint.h>

#include "analyze/signature.h"

typedef struct sp_leaders sp_leaders;

/** Room for `max` leaders. Caller frees. */
sp_leaders *sp_leaders_new(size_t max);
void sp_leaders_free(sp_leaders *l);

/** `sig` is borrowed until the leaders are freed. */
void sp_leaders_add(sp_leaders *l, uint32_t name, const uint32_t *sig);

enum { SP_NEAR = 8 };

/**
 * The names of up to SP_NEAR leaders that share a band with `sig` and may reach
 * SP_CAMPAIGN_SIMILARITY, the most similar first. The work is bounded, whatever
 * the number of leaders.
 */
size_t sp_leaders_near(sp_leaders *l, const uint32_t *sig,
		       uint32_t names[SP_NEAR]);

#endif
