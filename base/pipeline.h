/* pipeline.h - many workers, one consumer, results in order.
 *
 * Workers take tasks 0, 1, 2 ... and the caller's thread consumes the results
 * in just that order, so that output does not depend on the number of threads.
 * A window bounds what is in flight, by count and by bytes. With one job all
 * runs on the caller's thread and no thread is started. Tasks that come out of
 * a stream (members of an archive) are fetched one at a time, in order, by
 * whichever worker is free; they need not be counted before. */
#ifndef SP_BASE_PIPELINE_H
#define SP_BASE_PIPELINE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct sp_pipeline {
	int jobs;		/* threads that work, at least 1 */
	size_t tasks;		/* how many tasks there are; at most, with `next` */
	size_t max_items;	/* results in flight, 0: 64 */
	size_t max_bytes;	/* bytes in flight, 0: 16 MB */
	void *arg;		/* handed to all calls */

	/** Made once for each worker, on its thread; may be NULL. */
	void *(*worker_new)(void *arg);
	void (*worker_free)(void *arg, void *worker);

	/**
	 * Fetch task `i` into `worker`, on its thread; calls come one at a time
	 * and in order. false: there is no task `i`, and the tasks end here.
	 * NULL if the tasks need no fetching.
	 */
	bool (*next)(void *arg, void *worker, size_t i);

	/**
	 * Do task `i`; returns a result (may be NULL) and its size in *bytes.
	 * Called on worker threads, `worker` is this thread's alone.
	 */
	void *(*work)(void *arg, void *worker, size_t i, size_t *bytes);

	/**
	 * Consume result `i` (takes it), on the caller's thread, in order.
	 * false stops the pipeline: the rest goes to `drop`.
	 */
	bool (*consume)(void *arg, size_t i, void *result);
	void (*drop)(void *arg, void *result);
} sp_pipeline;

/** Run to the end; true if every result was consumed. A signal (interrupt.h) stops
 * it behind the result that is being consumed. */
bool sp_pipeline_run(const sp_pipeline *p);

/** Cores that this process may use, at least 1. */
int sp_cores(void);

#endif
