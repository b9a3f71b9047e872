#include "tests/unit/test.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>

#include "base/interrupt.h"
#include "base/mem.h"
#include "base/pipeline.h"

typedef struct job {
	size_t consumed, stop_at, dropped, fetched;
	size_t signal_at;	/* a signal comes while this one is consumed */
	int workers;		/* guarded by `lock` in effect: see worker_new */
	bool in_order;
} job;

static void *worker_new(void *arg)
{
	job *j = arg;

	__atomic_add_fetch(&j->workers, 1, __ATOMIC_SEQ_CST);
	return sp_malloc(16);
}

static void worker_free(void *arg, void *worker)
{
	job *j = arg;

	__atomic_sub_fetch(&j->workers, 1, __ATOMIC_SEQ_CST);
	free(worker);
}

/* Later tasks are often done sooner: order must not come from luck. */
static void *work(void *arg, void *worker, size_t i, size_t *bytes)
{
	size_t *result = sp_malloc(sizeof *result);

	(void)arg;
	memset(worker, (int)i, 16);
	for (size_t k = 0; k < (i * 7919) % 50; k++)
		sched_yield();
	*result = i;
	*bytes = i % 5 ? 10 : 100000;
	return result;
}

static bool consume(void *arg, size_t i, void *result)
{
	job *j = arg;

	j->in_order = j->in_order && i == j->consumed &&
		      *(size_t *)result == i;
	j->consumed++;
	free(result);
	if (j->consumed == j->signal_at)
		raise(SIGINT);
	return j->consumed != j->stop_at;
}

static void drop(void *arg, void *result)
{
	job *j = arg;

	j->dropped++;
	free(result);
}

static job run(int jobs, size_t tasks, size_t max_items, size_t max_bytes,
	       size_t stop_at, bool expect)
{
	job j = { .in_order = true, .stop_at = stop_at };
	const sp_pipeline p = {
		.jobs = jobs, .tasks = tasks, .max_items = max_items,
		.max_bytes = max_bytes, .arg = &j, .worker_new = worker_new,
		.worker_free = worker_free, .work = work, .consume = consume,
		.drop = drop,
	};

	assert_int_equal(sp_pipeline_run(&p), expect);
	assert_true(j.in_order);
	assert_int_equal(j.workers, 0);
	return j;
}

static void results_come_in_order(void **state)
{
	(void)state;
	for (int jobs = 1; jobs <= 4; jobs += 3) {
		assert_int_equal(run(jobs, 1000, 0, 0, 0, true).consumed, 1000);
		assert_int_equal(run(jobs, 1, 0, 0, 0, true).consumed, 1);
		assert_int_equal(run(jobs, 0, 0, 0, 0, true).consumed, 0);
	}
}

/* With stacks of more than there are addresses, no thread starts. */
static void without_threads_the_work_is_done(void **state)
{
	(void)state;
	pthread_attr_t normal, huge;

	assert_int_equal(pthread_getattr_default_np(&normal), 0);
	assert_int_equal(pthread_attr_init(&huge), 0);
	assert_int_equal(pthread_attr_setstacksize(&huge, (size_t)1 << 50), 0);
	assert_int_equal(pthread_setattr_default_np(&huge), 0);
	job j = run(4, 100, 0, 0, 0, true);
	assert_int_equal(pthread_setattr_default_np(&normal), 0);
	assert_int_equal(j.consumed, 100);
	pthread_attr_destroy(&huge);
	pthread_attr_destroy(&normal);
}

static void a_small_window_does_not_block(void **state)
{
	(void)state;
	assert_int_equal(run(4, 500, 1, 0, 0, true).consumed, 500);
	assert_int_equal(run(4, 500, 3, 1, 0, true).consumed, 500);
}

static void a_stop_drops_the_rest(void **state)
{
	(void)state;
	assert_int_equal(run(1, 100, 0, 0, 10, false).consumed, 10);
	for (int round = 0; round < 20; round++) {
		job j = run(4, 100, 8, 0, 10, false);
		assert_int_equal(j.consumed, 10);
		assert_in_range(j.dropped, 0, 12);
	}
}

/* What is being consumed is consumed to its end, and nothing behind it. */
static void a_signal_stops_behind_a_result(void **state)
{
	(void)state;
	for (int jobs = 1; jobs <= 4; jobs += 3) {
		sp_error err = SP_ERROR_INIT;
		job j = { .in_order = true, .signal_at = 10 };
		const sp_pipeline p = {
			.jobs = jobs, .tasks = 100, .arg = &j,
			.worker_new = worker_new, .worker_free = worker_free,
			.work = work, .consume = consume, .drop = drop,
		};
		sp_interrupt_watch();
		assert_false(sp_pipeline_run(&p));
		assert_int_equal(j.consumed, 10);
		assert_int_equal(sp_interrupted(), SIGINT);
		assert_false(sp_interrupt_check(&err));
		assert_int_equal(err.code, SP_EINTERRUPTED);
		sp_interrupt_watch();
		assert_true(sp_interrupt_check(NULL));
	}
	sp_interrupt_ignore();
}

/* A stream of 777 tasks whose number nobody tells. */
static bool next(void *arg, void *worker, size_t i)
{
	job *j = arg;

	assert_int_equal(i, j->fetched);	/* one at a time, in order */
	*(size_t *)worker = i;
	if (i == 777)
		return false;
	j->fetched++;
	return true;
}

static void *work_on_fetched(void *arg, void *worker, size_t i, size_t *bytes)
{
	assert_int_equal(*(size_t *)worker, i);
	return work(arg, worker, i, bytes);
}

static void tasks_are_fetched_in_order(void **state)
{
	(void)state;
	for (int jobs = 1; jobs <= 4; jobs++) {
		job j = { .in_order = true };
		const sp_pipeline p = {
			.jobs = jobs, .tasks = SIZE_MAX, .max_items = 5,
			.arg = &j, .worker_new = worker_new,
			.worker_free = worker_free, .next = next,
			.work = work_on_fetched, .consume = consume, .drop = drop,
		};
		assert_true(sp_pipeline_run(&p));
		assert_true(j.in_order);
		assert_int_equal(j.consumed, 777);
		assert_int_equal(j.workers, 0);
		j = (job){ .in_order = true, .stop_at = 100 };
		assert_false(sp_pipeline_run(&p));
		assert_int_equal(j.consumed, 100);
	}
}

static void there_is_a_core(void **state)
{
	(void)state;
	assert_true(sp_cores() >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(results_come_in_order),
		cmocka_unit_test(without_threads_the_work_is_done),
		cmocka_unit_test(a_small_window_does_not_block),
		cmocka_unit_test(a_stop_drops_the_rest),
		cmocka_unit_test(a_signal_stops_behind_a_result),
		cmocka_unit_test(tasks_are_fetched_in_order),
		cmocka_unit_test(there_is_a_core),
	};

	return cmocka_run_group_tests_name("pipeline", tests, NULL, NULL);
}
