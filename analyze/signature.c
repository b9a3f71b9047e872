#include "config.h"

#include "analyze/signature.h"

#include "analyze/shingle.h"

#define EMPTY UINT32_MAX
/* the bin of a shingle, of 128: its highest bits */
#define BIN_SHIFT 57

void sp_sign(const uint64_t *shingles, size_t n, uint32_t sig[SP_SIGNATURE])
{
	uint32_t own[SP_SIGNATURE];

	for (int k = 0; k < SP_SIGNATURE; k++)
		own[k] = EMPTY;
	for (size_t i = 0; i < n; i++) {
		uint32_t bin = (uint32_t)(shingles[i] >> BIN_SHIFT);
		uint32_t low = (uint32_t)shingles[i] & (EMPTY >> 1);
		if (low < own[bin])
			own[bin] = low;
	}
	/* an empty bin borrows from a full one that the hash of its number picks */
	for (uint32_t k = 0; k < SP_SIGNATURE; k++) {
		uint64_t h = k + 1;
		uint32_t from = k;
		while (own[from] == EMPTY && n) {
			h = sp_mix(h);
			from = (uint32_t)(h >> BIN_SHIFT);
		}
		sig[k] = own[from];
	}
}

int sp_agreement(const uint32_t *a, const uint32_t *b)
{
	int same = 0;

	for (int k = 0; k < SP_SIGNATURE; k++)
		same += a[k] == b[k];
	return same;
}
