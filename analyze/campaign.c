#include "config.h"

#include "analyze/campaign.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/pipeline.h"

#define K 128			/* values of a signature */
/* A pair of Jaccard index s shares a band with probability 1 - (1 - s^ROWS)^BANDS:
 * 0.99 at 0.6, 0.24 at 0.3, 0.003 at 0.1. */
#define BANDS 32
#define ROWS 4
#define EMPTY UINT32_MAX

/* ---- shingles ------------------------------------------------------------ */

static bool word_char(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
}

static unsigned char lower(char ch)
{
	unsigned char c = (unsigned char)ch;

	return (unsigned char)(c + ((unsigned)(c - 'A') < 26u) * 32);
}

/* A mixer for hash values (the finaliser of MurmurHash3, Appleby). */
static uint64_t mix(uint64_t h)
{
	h ^= h >> 33;
	h *= 0xff51afd7ed558ccdu;
	h ^= h >> 33;
	h *= 0xc4ceb9fe1a85ec53u;
	return h ^ h >> 33;
}

static int by_value(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;

	return (a > b) - (a < b);
}

static size_t unique(uint64_t *v, size_t n)
{
	size_t k = 0;

	if (n > 1)
		qsort(v, n, sizeof *v, by_value);
	for (size_t i = 0; i < n; i++)
		if (!k || v[k - 1] != v[i])
			v[k++] = v[i];
	return k;
}

uint64_t *sp_shingles(const char *text, size_t len, size_t *n, size_t *words)
{
	uint64_t *v = NULL, last[2] = { 0, 0 };
	size_t cap = 0, i = 0;

	*n = *words = 0;
	while (i < len) {
		uint64_t h = 0xcbf29ce484222325u;
		while (i < len && !word_char(lower(text[i])))
			i++;
		if (i == len)
			break;
		for (; i < len && word_char(lower(text[i])); i++)
			h = (h ^ lower(text[i])) * 0x100000001b3u;
		if (++*words >= 3) {
			v = sp_grow(v, *n, &cap, sizeof *v);
			v[(*n)++] = mix(last[0] * 3 + mix(last[1]) + h * 7);
		}
		last[0] = last[1];
		last[1] = h;
	}
	*n = unique(v, *n);
	return v;
}

double sp_jaccard(const uint64_t *a, size_t na, const uint64_t *b, size_t nb)
{
	size_t i = 0, k = 0, both = 0;

	while (i < na && k < nb) {
		if (a[i] == b[k]) {
			both++;
			i++;
			k++;
		} else if (a[i] < b[k]) {
			i++;
		} else {
			k++;
		}
	}
	return na + nb ? (double)both / (double)(na + nb - both) : 0;
}

/* ---- signatures ---------------------------------------------------------- */

typedef struct text {
	int64_t document;
	bool usable;
	uint64_t set;		/* hash of the whole set: equal texts are known */
	uint32_t sig[K];
} text;

static void sign(text *t, const uint64_t *v, size_t n)
{
	for (int k = 0; k < K; k++)
		t->sig[k] = EMPTY;
	for (size_t i = 0; i < n; i++) {
		uint32_t bin = (uint32_t)(v[i] >> 57), low = (uint32_t)v[i];
		if (low < t->sig[bin])
			t->sig[bin] = low;
	}
	/* an empty bin borrows from one that the hash of its number picks */
	for (uint32_t k = 0; k < K; k++) {
		uint64_t h = k + 1;
		uint32_t from = k;
		while (t->sig[from] == EMPTY && n) {
			h = mix(h);
			from = (uint32_t)(h >> 57);
			if (t->sig[from] != EMPTY)
				t->sig[k] = t->sig[from] ^ (uint32_t)h;
		}
	}
}

static void read_text(sp_corpus *c, int64_t id, sp_buf *out, sp_error *err)
{
	sp_document *d = sp_corpus_document(c, id, err);

	sp_buf_clear(out);
	for (size_t i = 0; d && i < d->nblocks; i++) {
		sp_buf_add(out, d->blocks[i].text, d->blocks[i].len);
		sp_buf_addc(out, '\n');
	}
	sp_document_free(d);
}

static uint64_t *document_shingles(sp_corpus *c, int64_t id, sp_buf *buf,
				   size_t *n, size_t *words, sp_error *err)
{
	read_text(c, id, buf, err);
	return sp_shingles(buf->data, buf->len, n, words);
}

typedef struct job {
	sp_corpus *corpus;
	const int64_t *ids;
	text *texts;
	sp_error *err;
} job;

typedef struct worker {
	sp_corpus *corpus;
	sp_buf buf;
	sp_error err;
} worker;

static void *worker_new(void *arg)
{
	const job *j = arg;
	worker *w = sp_calloc(1, sizeof *w);

	sp_buf_init(&w->buf);
	w->corpus = sp_corpus_open(sp_corpus_path(j->corpus), SP_CORPUS_READ,
				   &w->err);
	return w;
}

static void worker_free(void *arg, void *state)
{
	worker *w = state;

	(void)arg;
	sp_corpus_close(w->corpus);
	sp_buf_release(&w->buf);
	free(w);
}

/* The result is the error that occurred, or NULL; the signature goes to its
 * own place, which no other task touches. */
static void *work(void *arg, void *state, size_t i, size_t *bytes)
{
	job *j = arg;
	worker *w = state;
	text *t = &j->texts[i];
	size_t n = 0, words = 0;

	t->document = j->ids[i];
	if (w->err.code == SP_OK) {
		uint64_t *v = document_shingles(w->corpus, t->document, &w->buf,
						&n, &words, &w->err);
		t->usable = words >= SP_CAMPAIGN_WORDS;
		if (t->usable) {
			sign(t, v, n);
			t->set = sp_hash64(v, n * sizeof *v);
		}
		free(v);
	}
	*bytes = 0;
	return w->err.code == SP_OK ? NULL : &w->err;
}

static bool consume(void *arg, size_t i, void *result)
{
	job *j = arg;

	(void)i;
	if (!result)
		return true;
	*j->err = *(sp_error *)result;
	return false;
}

/* ---- joining ------------------------------------------------------------- */

typedef struct key {
	uint64_t hash;
	uint32_t text;
} key;

static int by_key(const void *x, const void *y)
{
	const key *a = x, *b = y;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return (a->text > b->text) - (a->text < b->text);
}

static uint32_t root(uint32_t *parent, uint32_t i)
{
	while (parent[i] != i)
		i = parent[i] = parent[parent[i]];
	return i;
}

typedef struct joiner {
	sp_corpus *corpus;
	const text *texts;
	uint32_t *parent;	/* the root is the lowest number of its group */
	sp_buf a, b;
} joiner;

static double similarity(joiner *j, uint32_t x, uint32_t y, sp_error *err)
{
	size_t nx, ny, words;

	if (j->texts[x].set == j->texts[y].set)
		return 1;
	uint64_t *vx = document_shingles(j->corpus, j->texts[x].document, &j->a,
					 &nx, &words, err);
	uint64_t *vy = document_shingles(j->corpus, j->texts[y].document, &j->b,
					 &ny, &words, err);
	double s = sp_jaccard(vx, nx, vy, ny);

	free(vx);
	free(vy);
	return s;
}

static void try_join(joiner *j, uint32_t x, uint32_t y, sp_error *err)
{
	uint32_t rx = root(j->parent, x), ry = root(j->parent, y);

	if (rx == ry || similarity(j, x, y, err) < SP_CAMPAIGN_SIMILARITY)
		return;
	if (rx < ry)
		j->parent[ry] = rx;
	else
		j->parent[rx] = ry;
}

/* Members of a bucket are compared with the one before only: linear. */
static void join_band(joiner *j, key *keys, size_t n, int band, sp_error *err)
{
	for (size_t i = 0; i < n; i++)
		keys[i].hash = sp_hash64(j->texts[keys[i].text].sig +
					 band * ROWS, ROWS * sizeof(uint32_t));
	qsort(keys, n, sizeof *keys, by_key);
	for (size_t i = 1; i < n; i++)
		if (keys[i].hash == keys[i - 1].hash)
			try_join(j, keys[i - 1].text, keys[i].text, err);
}

static void join_all(joiner *j, size_t n, sp_error *err)
{
	key *keys = sp_calloc(n, sizeof *keys);
	size_t m = 0;

	for (uint32_t i = 0; i < n; i++)
		if (j->texts[i].usable)
			keys[m++].text = i;
	for (int band = 0; band < BANDS && m; band++)
		join_band(j, keys, m, band, err);
	free(keys);
}

/* ---- storing ------------------------------------------------------------- */

static bool store(joiner *j, size_t n, sp_campaign_counts *counts,
		  sp_error *err)
{
	int64_t *campaign = sp_calloc(n, sizeof *campaign);
	bool ok = sp_corpus_begin(j->corpus, err) &&
		  sp_corpus_forget_campaigns(j->corpus, err);

	for (uint32_t i = 0; ok && i < n; i++) {
		uint32_t r = root(j->parent, i);
		if (r == i)
			continue;
		if (!campaign[r]) {
			ok = sp_corpus_add_campaign(j->corpus,
						    j->texts[r].document,
						    &campaign[r], err) &&
			     sp_corpus_add_member(j->corpus, campaign[r],
						  j->texts[r].document, 1, err);
			counts->campaigns++;
			counts->members++;
		}
		ok = ok && sp_corpus_add_member(j->corpus, campaign[r],
						j->texts[i].document,
						similarity(j, r, i, err), err);
		counts->members++;
	}
	free(campaign);
	ok = ok && err->code == SP_OK && sp_corpus_commit(j->corpus, err);
	sp_corpus_rollback(j->corpus);
	return ok;
}

static bool join_and_store(sp_corpus *c, const text *texts, size_t n,
			   sp_campaign_counts *counts, sp_error *err)
{
	joiner j = { .corpus = c, .texts = texts, .a = SP_BUF_INIT,
		     .b = SP_BUF_INIT };

	j.parent = sp_calloc(n, sizeof *j.parent);
	for (uint32_t i = 0; i < n; i++)
		j.parent[i] = i;
	join_all(&j, n, err);
	bool ok = err->code == SP_OK && store(&j, n, counts, err);
	free(j.parent);
	sp_buf_release(&j.a);
	sp_buf_release(&j.b);
	return ok;
}

bool sp_campaign_find(sp_corpus *c, int jobs, sp_campaign_counts *counts,
		      sp_error *err)
{
	int64_t *ids;
	size_t n;

	*counts = (sp_campaign_counts){ 0, 0 };
	/* no pack has the id 0, so all documents with text are due */
	if (!sp_corpus_due(c, 0, &ids, &n, err))
		return false;
	text *texts = sp_calloc(n, sizeof *texts);
	job j = { .corpus = c, .ids = ids, .texts = texts, .err = err };
	sp_pipeline p = {
		.jobs = jobs, .tasks = n, .arg = &j, .worker_new = worker_new,
		.worker_free = worker_free, .work = work, .consume = consume
	};
	bool ok = sp_pipeline_run(&p) &&
		  join_and_store(c, texts, n, counts, err);
	free(texts);
	free(ids);
	return ok;
}
