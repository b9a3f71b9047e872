#include "config.h"

#include "analyze/each.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/pipeline.h"

typedef struct job {
	sp_corpus *corpus;
	const int64_t *ids;
	sp_each_fn *see;
	void *arg;
	sp_error *err;
} job;

typedef struct worker {
	sp_corpus *corpus;
	sp_error err;
} worker;

static void *worker_new(void *arg)
{
	const job *j = arg;
	worker *w = sp_calloc(1, sizeof *w);

	w->corpus = sp_corpus_open(sp_corpus_path(j->corpus), SP_CORPUS_READ,
				   &w->err);
	return w;
}

static void worker_free(void *arg, void *state)
{
	worker *w = state;

	(void)arg;
	sp_corpus_close(w->corpus);
	free(w);
}

/* The result is the error that occurred, or NULL; the consumer takes it. */
static void *work(void *arg, void *state, size_t i, size_t *bytes)
{
	const job *j = arg;
	worker *w = state;

	*bytes = 0;
	if (w->corpus && j->see(j->arg, i, w->corpus, j->ids[i], &w->err))
		return NULL;
	sp_error *failed = sp_malloc(sizeof *failed);
	*failed = w->err;
	return failed;
}

static bool consume(void *arg, size_t i, void *result)
{
	job *j = arg;

	(void)i;
	if (!result)
		return true;
	if (j->err->code == SP_OK)
		*j->err = *(sp_error *)result;
	free(result);
	return false;
}

static void drop(void *arg, void *result)
{
	(void)arg;
	free(result);
}

bool sp_each(sp_corpus *c, int jobs, const int64_t *ids, size_t n,
	     sp_each_fn *see, void *arg, sp_error *err)
{
	job j = { c, ids, see, arg, err };
	sp_pipeline p = {
		.jobs = jobs, .tasks = n, .arg = &j, .worker_new = worker_new,
		.worker_free = worker_free, .work = work, .consume = consume,
		.drop = drop
	};

	return sp_pipeline_run(&p);
}
