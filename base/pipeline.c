#include "config.h"

#include "base/pipeline.h"

#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

#include "base/interrupt.h"
#include "base/mem.h"

#define DEFAULT_ITEMS 64
#define DEFAULT_BYTES (16u << 20)
/* The consumer is woken for that many results at once: waking it for each
 * cost more than a small document does. */
#define BATCH 16

typedef struct slot {
	void *result;
	size_t bytes;
	bool ready;
} slot;

typedef struct state {
	const sp_pipeline *p;
	size_t max_items, max_bytes;
	pthread_mutex_t lock;
	pthread_mutex_t fetch;	/* held over a call of p->next; taken before `lock` */
	pthread_cond_t room, filled;
	slot *ring;		/* result i stands at i % max_items */
	size_t tasks;		/* how many there are, as far as is known */
	size_t next_task;	/* first task that nobody took */
	size_t next_out;	/* first result that was not consumed */
	size_t bytes;		/* of results that wait */
	size_t nready;		/* results that wait */
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

/* Is it worth while to wake the consumer: enough results, or nothing more
 * comes until it has made room? */
static bool worth_waking(const state *s)
{
	return s->nready >= BATCH || s->next_task >= s->tasks ||
	       !may_start(s);
}

/* With the lock held. */
static bool take_task(state *s, size_t *i)
{
	while (!s->stop && s->next_task < s->tasks && !may_start(s))
		pthread_cond_wait(&s->room, &s->lock);
	if (s->stop || s->next_task >= s->tasks)
		return false;
	*i = s->next_task++;
	return true;
}

/* Take the next task and fetch it; without the lock. */
static bool fetch_task(state *s, void *worker, size_t *i)
{
	pthread_mutex_lock(&s->fetch);
	pthread_mutex_lock(&s->lock);
	bool taken = take_task(s, i);
	pthread_mutex_unlock(&s->lock);
	if (taken && !s->p->next(s->p->arg, worker, *i)) {
		pthread_mutex_lock(&s->lock);
		s->tasks = s->next_task = *i;
		pthread_cond_signal(&s->filled);
		pthread_mutex_unlock(&s->lock);
		taken = false;
	}
	pthread_mutex_unlock(&s->fetch);
	return taken;
}

static bool get_task(state *s, void *worker, size_t *i)
{
	if (s->p->next)
		return fetch_task(s, worker, i);
	pthread_mutex_lock(&s->lock);
	bool taken = take_task(s, i);
	pthread_mutex_unlock(&s->lock);
	return taken;
}

static void hand_over(state *s, size_t i, void *result, size_t bytes)
{
	pthread_mutex_lock(&s->lock);
	s->ring[i % s->max_items] = (slot){ result, bytes, true };
	s->bytes += bytes;
	s->nready++;
	if (worth_waking(s))
		pthread_cond_signal(&s->filled);
	pthread_mutex_unlock(&s->lock);
}

static void *worker_main(void *arg)
{
	state *s = arg;
	const sp_pipeline *p = s->p;
	void *worker = p->worker_new ? p->worker_new(p->arg) : NULL;
	size_t i;

	while (get_task(s, worker, &i)) {
		size_t bytes = 0;
		void *result = p->work(p->arg, worker, i, &bytes);
		hand_over(s, i, result, bytes);
	}
	if (p->worker_free)
		p->worker_free(p->arg, worker);
	return NULL;
}

/* Results from next_out on that are ready, at most BATCH, moved to `out`; none
 * at the end. */
static size_t take_ready(state *s, slot out[BATCH])
{
	size_t n = 0;

	pthread_mutex_lock(&s->lock);
	while (s->next_out < s->tasks &&
	       (!s->ring[s->next_out % s->max_items].ready || !worth_waking(s)))
		pthread_cond_wait(&s->filled, &s->lock);
	while (n < BATCH && s->ring[s->next_out % s->max_items].ready) {
		slot *at = &s->ring[s->next_out++ % s->max_items];
		out[n++] = *at;
		s->bytes -= at->bytes;
		s->nready--;
		*at = (slot){ 0 };
	}
	pthread_cond_broadcast(&s->room);
	pthread_mutex_unlock(&s->lock);
	return n;
}

static bool consume_all(state *s)
{
	const sp_pipeline *p = s->p;
	slot batch[BATCH];
	bool ok = true;
	size_t n;

	for (size_t i = 0; ok && (n = take_ready(s, batch)) > 0;) {
		for (size_t k = 0; k < n; k++, i++) {
			if (ok && !sp_interrupted())
				ok = p->consume(p->arg, i, batch[k].result);
			else if (p->drop)
				p->drop(p->arg, batch[k].result);
		}
		ok = ok && !sp_interrupted();
	}
	return ok && !sp_interrupted();
}

static void halt(state *s)
{
	pthread_mutex_lock(&s->lock);
	s->stop = true;
	pthread_cond_broadcast(&s->room);
	pthread_mutex_unlock(&s->lock);
}

static bool run_inline(const sp_pipeline *p)
{
	void *worker = p->worker_new ? p->worker_new(p->arg) : NULL;
	bool ok = true;

	for (size_t i = 0; ok && !sp_interrupted() && i < p->tasks; i++) {
		size_t bytes = 0;
		if (p->next && !p->next(p->arg, worker, i))
			break;
		ok = p->consume(p->arg, i, p->work(p->arg, worker, i, &bytes));
	}
	if (p->worker_free)
		p->worker_free(p->arg, worker);
	return ok && !sp_interrupted();
}

/* Where not one thread can be started, the work is done here. */
static bool run_threads(const sp_pipeline *p)
{
	state s = { .p = p, .tasks = p->tasks };
	pthread_t *threads = sp_calloc((size_t)p->jobs, sizeof *threads);
	int started = 0;

	s.max_items = p->max_items ? p->max_items : DEFAULT_ITEMS;
	s.max_bytes = p->max_bytes ? p->max_bytes : DEFAULT_BYTES;
	s.ring = sp_calloc(s.max_items, sizeof *s.ring);
	pthread_mutex_init(&s.lock, NULL);
	pthread_mutex_init(&s.fetch, NULL);
	pthread_cond_init(&s.room, NULL);
	pthread_cond_init(&s.filled, NULL);
	for (; started < p->jobs; started++)
		if (pthread_create(&threads[started], NULL, worker_main, &s))
			break;
	bool ok = started ? consume_all(&s) : run_inline(p);
	halt(&s);
	for (int i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	for (size_t i = 0; i < s.max_items; i++)
		if (s.ring[i].ready && p->drop)
			p->drop(p->arg, s.ring[i].result);
	pthread_cond_destroy(&s.filled);
	pthread_cond_destroy(&s.room);
	pthread_mutex_destroy(&s.fetch);
	pthread_mutex_destroy(&s.lock);
	free(s.ring);
	free(threads);
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
