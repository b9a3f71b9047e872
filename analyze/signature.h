/* signature.h - MinHash: 128 numbers stand for a text's set of shingles, and
 * the share on which two texts agree estimates their Jaccard index.
 *
 * One permutation, its range cut into 128 bins, the least value in each (Li,
 * Owen, Zhang 2012); empty bins borrow from others by optimal densification
 * (Shrivastava 2017). In locality-sensitive hashing (Indyk, Motwani 1998) by 32
 * bands of 4 numbers, texts of Jaccard index s share a band with probability
 * 1 - (1 - s^4)^32: 0.99 at 0.6, 0.24 at 0.3, 0.003 at 0.1. */
#ifndef SP_ANALYZE_SIGNATURE_H
#define SP_ANALYZE_SIGNATURE_H

#include <stddef.h>
#include <stdint.h>

enum { SP_SIGNATURE = 128, SP_BANDS = 32, SP_BAND_ROWS = 4 };

/** Sign n shingles, n > 0; repeats do no harm. */
void sp_sign(const uint64_t *shingles, size_t n, uint32_t sig[SP_SIGNATURE]);

/** On how many of the 128 numbers two signatures agree. */
int sp_agreement(const uint32_t *a, const uint32_t *b);

#endif
