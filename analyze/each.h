/* each.h - read documents of a corpus in parallel, a handle for each worker. */
#ifndef SP_ANALYZE_EACH_H
#define SP_ANALYZE_EACH_H

#include "base/error.h"
#include "corpus/corpus.h"

/**
 * Called for document `id`, the i-th of those asked for, with a handle for this
 * thread. What it finds must go to a place that no other call touches.
 */
typedef bool sp_each_fn(void *arg, size_t i, sp_corpus *c, int64_t id,
			sp_error *err);

/**
 * Call `see` for each of the documents ids[0..n), on `jobs` threads and in no
 * order. Fails as soon as a call does, and as sp_corpus_open() does.
 */
bool sp_each(sp_corpus *c, int jobs, const int64_t *ids, size_t n,
	     sp_each_fn *see, void *arg, sp_error *err);

#endif
