#include "config.h"

#include "base/pipeline.h"

#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

#include "base/mem.h"

#define DEFAULT_ITEMS 64
#define DEFAULT_BYTES (16u << 20)

typedef struct slot {
	void *result;
	size_t bytes;
	bool ready;
} slot;

typedef struct state {
	const sp_pipeline *p;
	size_t max_items, max_bytes;
	pthread_mutex_t lock;
	pthread_cond_t room, filled;
	slot *ring;		/* result i stands at i % max_items */
	size_t next_task;	/* first task that nobody took */
	size_t next_out;	/* first result that was not consumed */
	size_t bytes;		/* of results that wait */
	bool stop;
} state;

/* A task may start when its result has a place. The one that the consumer
 * waits for may always start, or a full window could never drain. */
static bool may_start(const state *s)
{
	return s->next_task == s->next_out ||
	       (s->next_task < s->next_out + s->max_items &&
		s->bytes < s->max_bytes);
}

static bool take_task(state *s, size_t *i)
{
	bool got = false;

	pthread_mutex_lock(&s->lock);
	while (!s->stop && s->next_task < s->p->tasks && !may_start(s))
		pthread_cond_wait(&s->room, &s->lock);
	if (!s->stop && s->next_task < s->p->tasks) {
		*i = s->next_task++;
		got = true;
	}
	pthread_mutex_unlock(&s->lock);
	return got;
}

static void *worker_main(void *arg)
{
	state *s = arg;
	const sp_pipeline *p = s->p;
	void *worker = p->worker_new ? p->worker_new(p->arg) : NULL;
	size_t i;

	while (take_task(s, &i)) {
		size_t bytes = 0;
		void *result = p->work(p->arg, worker, i, &bytes);
		pthread_mutex_lock(&s->lock);
		s->ring[i % s->max_items] = (slot){ result, bytes, true };
		s->bytes += bytes;
		pthread_cond_signal(&s->filled);
		pthread_mutex_unlock(&s->lock);
	}
	if (p->worker_free)
		p->worker_free(p->arg, worker);
	return NULL;
}

static bool consume_all(state *s)
{
	const sp_pipeline *p = s->p;

	for (size_t i = 0; i < p->tasks; i++) {
		slot *at = &s->ring[i % s->max_items];
		pthread_mutex_lock(&s->lock);
		while (!at->ready)
			pthread_cond_wait(&s->filled, &s->lock);
		slot got = *at;
		*at = (slot){ 0 };
		s->next_out++;
		s->bytes -= got.bytes;
		pthread_cond_broadcast(&s->room);
		pthread_mutex_unlock(&s->lock);
		if (!p->consume(p->arg, i, got.result))
			return false;
	}
	return true;
}

static void halt(state *s)
{
	pthread_mutex_lock(&s->lock);
	s->stop = true;
	pthread_cond_broadcast(&s->room);
	pthread_mutex_unlock(&s->lock);
}

static bool run_threads(const sp_pipeline *p)
{
	state s = { .p = p };
	pthread_t *threads = sp_calloc((size_t)p->jobs, sizeof *threads);
	int started = 0;

	s.max_items = p->max_items ? p->max_items : DEFAULT_ITEMS;
	s.max_bytes = p->max_bytes ? p->max_bytes : DEFAULT_BYTES;
	s.ring = sp_calloc(s.max_items, sizeof *s.ring);
	pthread_mutex_init(&s.lock, NULL);
	pthread_cond_init(&s.room, NULL);
	pthread_cond_init(&s.filled, NULL);
	for (; started < p->jobs; started++)
		if (pthread_create(&threads[started], NULL, worker_main, &s))
			break;
	bool ok = started > 0 && consume_all(&s);
	halt(&s);
	for (int i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	for (size_t i = 0; i < s.max_items; i++)
		if (s.ring[i].ready && p->drop)
			p->drop(p->arg, s.ring[i].result);
	pthread_cond_destroy(&s.filled);
	pthread_cond_destroy(&s.room);
	pthread_mutex_destroy(&s.lock);
	free(s.ring);
	free(threads);
	return ok;
}

static bool run_inline(const sp_pipeline *p)
{
	void *worker = p->worker_new ? p->worker_new(p->arg) : NULL;
	bool ok = true;

	for (size_t i = 0; ok && i < p->tasks; i++) {
		size_t bytes = 0;
		ok = p->consume(p->arg, i, p->work(p->arg, worker, i, &bytes));
	}
	if (p->worker_free)
		p->worker_free(p->arg, worker);
	return ok;
}

bool sp_pipeline_run(const sp_pipeline *p)
{
	assert(p->work && p->consume);
	return p->jobs > 1 && p->tasks > 1 ? run_threads(p) : run_inline(p);
}

int sp_cores(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
		return CPU_COUNT(&set);
	return 1;
}
