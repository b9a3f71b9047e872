/* One pass over the corpus numbers every sentence; of each stratum only those
 * with the lowest numbers are kept, so that memory follows the sample and not
 * the corpus. Context is read for what was drawn. */
#include "config.h"

#include "analyze/sample.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/sentence.h"

static const char *const types[SP_SAMPLE_TYPES] = {
	"individual", "company", "trade-association", "nonprofit", "academic",
	"government", "other"
};

typedef struct candidate {
	uint64_t number;
	int64_t block;
	sp_range range;
	unsigned stratum;
} candidate;

typedef struct work {
	sp_corpus *corpus;
	const char *pack;
	size_t want;
	long seed;
	sp_sample *out;
	sp_query *blocks, *is_found;
	candidate *list;
	size_t n, cap;
	sp_buf key;
} work;

/* ---- shares ---------------------------------------------------------------- */

static void round_shares(const size_t *sizes, size_t n, size_t want,
			 size_t total, size_t *out)
{
	size_t given = 0;

	for (size_t i = 0; i < n; i++)
		given += out[i] = want * sizes[i] / total;
	for (; given < want; given++) {
		size_t best = 0, most = 0;
		for (size_t i = 0; i < n; i++) {
			/* a share that was rounded up has no remainder left */
			size_t exact = want * sizes[i], had = out[i] * total;
			size_t left = exact > had ? exact - had : 0;
			if (left > most) {
				most = left;
				best = i;
			}
		}
		out[best]++;
	}
}

/* One each, from the one that gives most. */
static void spread_shares(const size_t *sizes, size_t n, size_t *out)
{
	for (size_t i = 0; i < n; i++) {
		size_t most = 0;
		for (size_t k = 1; k < n; k++)
			if (out[k] > out[most])
				most = k;
		if (sizes[i] && !out[i] && out[most] > 1) {
			out[most]--;
			out[i]++;
		}
	}
}

void sp_sample_share(const size_t *sizes, size_t n, size_t want, size_t *out)
{
	size_t total = 0;

	memset(out, 0, n * sizeof *out);
	for (size_t i = 0; i < n; i++)
		total += sizes[i];
	if (!total)
		return;
	round_shares(sizes, n, want, total, out);
	spread_shares(sizes, n, out);
}

/* Strata lie as found, types; then not found, types. */
static void set_shares(work *w)
{
	sp_stratum *s = w->out->strata;
	size_t size[2][SP_SAMPLE_TYPES], share[SP_SAMPLE_TYPES];
	size_t sum[2] = { 0, 0 }, half[2];

	for (int h = 0; h < 2; h++)
		for (int t = 0; t < SP_SAMPLE_TYPES; t++)
			sum[h] += size[h][t] =
				s[h * SP_SAMPLE_TYPES + t].sentences;
	half[0] = w->want / 2 < sum[0] ? w->want / 2 : sum[0];
	half[1] = w->want - half[0] < sum[1] ? w->want - half[0] : sum[1];
	half[0] = w->want - half[1] < sum[0] ? w->want - half[1] : sum[0];
	for (int h = 0; h < 2; h++) {
		sp_sample_share(size[h], SP_SAMPLE_TYPES, half[h], share);
		for (int t = 0; t < SP_SAMPLE_TYPES; t++)
			s[h * SP_SAMPLE_TYPES + t].drawn = share[t];
	}
}

/* ---- numbering --------------------------------------------------------------- */

static uint64_t number_of(work *w, const char *path, const char *sentence,
			  size_t n)
{
	char hex[SP_SHA256_HEX];

	sp_buf_clear(&w->key);
	sp_buf_addf(&w->key, "%ld\t%s\t", w->seed, path);
	sp_buf_add(&w->key, sentence, n);
	sp_sha256(w->key.data, w->key.len, hex);
	hex[16] = '\0';
	return strtoull(hex, NULL, 16);
}

static bool has_words(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] < 0x80 && isalnum((unsigned char)s[i]))
			return true;
	return false;
}

static bool position_found(const work *w, int64_t block, size_t begin,
			   sp_error *err)
{
	sp_query_bind_int(w->is_found, 1, block);
	sp_query_bind_int(w->is_found, 2, (int64_t)begin);
	bool found = sp_query_step(w->is_found, err);
	sp_query_reset(w->is_found);
	return found;
}

/* The sentences of the block at which w->blocks stands. */
static void add_block(work *w, const char *path, unsigned type, sp_error *err)
{
	int64_t block = sp_query_int(w->blocks, 0);
	const char *text = sp_query_text(w->blocks, 1);
	sp_sentence_iter it;
	sp_range r;

	sp_sentence_iter_init(&it, sp_query_blob(w->blocks, 2),
			      sp_query_bytes(w->blocks, 2));
	while (sp_sentence_next(&it, &r)) {
		if (!has_words(text + r.begin, r.end - r.begin))
			continue;
		bool found = position_found(w, block, r.begin, err);
		w->list = sp_grow(w->list, w->n, &w->cap, sizeof *w->list);
		w->list[w->n++] = (candidate){
			.number = number_of(w, path, text + r.begin,
					    r.end - r.begin),
			.block = block, .range = r,
			.stratum = type + (found ? 0 : SP_SAMPLE_TYPES),
		};
	}
}

/* By number; of equal sentences the one with a position comes first. */
static int by_number(const void *a, const void *b)
{
	const candidate *x = a, *y = b;

	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	if (x->stratum != y->stratum)
		return x->stratum < y->stratum ? -1 : 1;
	return (x->block > y->block) - (x->block < y->block);
}

static int by_stratum(const void *a, const void *b)
{
	const candidate *x = a, *y = b;

	if (x->stratum != y->stratum)
		return x->stratum < y->stratum ? -1 : 1;
	return by_number(a, b);
}

/* Count the document whose candidates begin at `first`, equal ones once. */
static void count_document(work *w, size_t first)
{
	size_t kept = first;

	if (w->n > first)
		qsort(w->list + first, w->n - first, sizeof *w->list,
		      by_number);
	for (size_t i = first; i < w->n; i++) {
		if (i > first && w->list[i].number == w->list[kept - 1].number)
			continue;
		w->list[kept++] = w->list[i];
		w->out->strata[w->list[i].stratum].sentences++;
	}
	w->n = kept;
}

/* Keep of each stratum the `limit` of it with the lowest numbers. */
static void cut(work *w, const size_t limit[SP_STRATA])
{
	size_t have[SP_STRATA] = { 0 }, kept = 0;

	if (w->n)
		qsort(w->list, w->n, sizeof *w->list, by_stratum);
	for (size_t i = 0; i < w->n; i++)
		if (have[w->list[i].stratum]++ < limit[w->list[i].stratum])
			w->list[kept++] = w->list[i];
	w->n = kept;
}

static unsigned type_of(const char *name)
{
	unsigned t = 0;

	while (t < SP_SAMPLE_TYPES - 1 && strcmp(name, types[t]) != 0)
		t++;
	return t;
}

static bool number_document(work *w, const sp_query *document, sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	size_t first = w->n;
	unsigned type = type_of(sp_query_text(document, 2));

	sp_query_bind_int(w->blocks, 1, sp_query_int(document, 0));
	while (sp_query_step(w->blocks, &local))
		add_block(w, sp_query_text(document, 1), type, &local);
	sp_query_reset(w->blocks);
	count_document(w, first);
	return sp_error_pass(err, &local);
}

static bool number_all(work *w, sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	size_t limit[SP_STRATA], many = 2 * SP_STRATA * w->want + 4096;
	sp_query *q = sp_query_new(w->corpus,
		"SELECT d.id, d.path, ifnull(s.type, 'other') FROM document d"
		" LEFT JOIN submitter s ON s.id = d.submitter"
		" LEFT JOIN campaign_member m ON m.document = d.id"
		" LEFT JOIN campaign c ON c.id = m.campaign"
		" WHERE d.status = 'ok' AND ifnull(c.document, d.id) = d.id"
		" AND EXISTS (SELECT 1 FROM analysis a JOIN pack k ON k.id = a.pack"
		"  WHERE a.document = d.id AND k.name = ifnull(?1, k.name))"
		" ORDER BY d.path", err);

	if (!q)
		return false;
	sp_query_bind_text(q, 1, w->pack);
	for (int i = 0; i < SP_STRATA; i++)
		limit[i] = w->want;
	bool ok = true;
	while (ok && sp_query_step(q, &local)) {
		ok = number_document(w, q, &local);
		if (w->n > many)
			cut(w, limit);
	}
	sp_query_free(q);
	return sp_error_pass(err, &local) && ok;
}

/* ---- context ----------------------------------------------------------------- */

/* Copy text[r], or "" for what is none. */
static const char *keep(const work *w, const char *text, const sp_range *r)
{
	return sp_arena_strndup(w->out->arena, text + r->begin,
				r->end - r->begin);
}

/* The first or the last sentence of the block that `q` stands at, columns text
 * and sentences from `col`. */
static const char *edge(const work *w, const sp_query *q, int col, bool last)
{
	sp_sentence_iter it;
	sp_range r, at = { 0, 0 };

	sp_sentence_iter_init(&it, sp_query_blob(q, col + 1),
			      sp_query_bytes(q, col + 1));
	while (sp_sentence_next(&it, &r)) {
		at = r;
		if (!last)
			break;
	}
	return keep(w, sp_query_text(q, col), &at);
}

static void set_context(const work *w, const sp_query *q, const sp_range *own,
			sp_sample_row *row)
{
	const char *text = sp_query_text(q, 4);
	sp_range r, before = { 0, 0 }, after = { 0, 0 };
	sp_sentence_iter it;

	sp_sentence_iter_init(&it, sp_query_blob(q, 5), sp_query_bytes(q, 5));
	while (sp_sentence_next(&it, &r)) {
		if (r.end <= own->begin)
			before = r;
		if (r.begin >= own->end) {
			after = r;
			break;
		}
	}
	row->before = before.end ? keep(w, text, &before) : edge(w, q, 6, true);
	row->after = after.end ? keep(w, text, &after) : edge(w, q, 8, false);
}

static void fill_row(const work *w, const sp_query *q, const candidate *c,
		     sp_sample_row *row)
{
	sp_arena *a = w->out->arena;
	const sp_stratum *s = &w->out->strata[c->stratum];

	row->document = sp_arena_strdup(a, sp_query_text(q, 0));
	row->submitter = sp_arena_strdup(a, sp_query_text(q, 1));
	row->title = sp_arena_strdup(a, sp_query_text(q, 2));
	row->heading = sp_arena_strdup(a, sp_query_text(q, 3));
	row->sentence = keep(w, sp_query_text(q, 4), &c->range);
	set_context(w, q, &c->range, row);
	row->stratum = s;
	row->weight = (double)s->sentences / (double)s->drawn;
}

static bool read_rows(work *w, sp_error *err)
{
	sp_sample *out = w->out;
	sp_query *q = sp_query_new(w->corpus,
		"SELECT d.path, s.name, d.title, h.text, b.text, b.sentences,"
		" p.text, p.sentences, n.text, n.sentences"
		" FROM block b JOIN document d ON d.id = b.document"
		" LEFT JOIN submitter s ON s.id = d.submitter"
		" LEFT JOIN block h ON h.document = b.document"
		"  AND h.seq = b.heading"
		" LEFT JOIN block p ON p.document = b.document"
		"  AND p.seq = ifnull(b.lead_in, b.seq - 1)"
		" LEFT JOIN block n ON n.document = b.document"
		"  AND n.seq = b.seq + 1 WHERE b.id = ?1", err);

	if (!q)
		return false;
	out->rows = sp_arena_alloc(out->arena, (w->n + 1) * sizeof *out->rows);
	bool ok = true;
	for (size_t i = 0; ok && i < w->n; i++) {
		sp_query_bind_int(q, 1, w->list[i].block);
		ok = sp_query_step(q, err);
		if (ok)
			fill_row(w, q, &w->list[i], &out->rows[out->n++]);
		sp_query_reset(q);
	}
	sp_query_free(q);
	return ok;
}

/* ---- all together -------------------------------------------------------------- */

static bool prepare(work *w, sp_error *err)
{
	for (int i = 0; i < SP_STRATA; i++) {
		w->out->strata[i].type = types[i % SP_SAMPLE_TYPES];
		w->out->strata[i].found = i < SP_SAMPLE_TYPES;
	}
	w->blocks = sp_query_new(w->corpus,
		"SELECT id, text, sentences FROM block WHERE document = ?1"
		" ORDER BY seq", err);
	w->is_found = sp_query_new(w->corpus,
		"SELECT 1 FROM position p JOIN issue i ON i.id = p.issue"
		" JOIN pack k ON k.id = i.pack WHERE p.block = ?1"
		" AND p.begin = ?2 AND k.name = ifnull(?3, k.name)", err);
	if (!w->blocks || !w->is_found)
		return false;
	sp_query_bind_text(w->is_found, 3, w->pack);
	return true;
}

static bool draw(work *w, sp_error *err)
{
	size_t limit[SP_STRATA];

	if (!prepare(w, err) || !number_all(w, err))
		return false;
	if (!w->n)
		return sp_fail(err, SP_ENOROW, sp_corpus_path(w->corpus), 0,
			       "no document was analysed%s%s; run 'standpoint analyze' first",
			       w->pack ? " with the pack " : "",
			       w->pack ? w->pack : "");
	set_shares(w);
	for (int i = 0; i < SP_STRATA; i++)
		limit[i] = w->out->strata[i].drawn;
	cut(w, limit);
	qsort(w->list, w->n, sizeof *w->list, by_number);
	return read_rows(w, err);
}

bool sp_sample_draw(sp_corpus *c, const char *pack, size_t n, long seed,
		    sp_sample *out, sp_error *err)
{
	work w = { .corpus = c, .pack = pack, .want = n, .seed = seed,
		   .out = out, .key = SP_BUF_INIT };

	*out = (sp_sample){ .arena = sp_arena_new() };
	bool ok = draw(&w, err);
	sp_query_free(w.blocks);
	sp_query_free(w.is_found);
	free(w.list);
	sp_buf_release(&w.key);
	if (!ok)
		sp_sample_release(out);
	return ok;
}

void sp_sample_release(sp_sample *s)
{
	sp_arena_free(s->arena);
	*s = (sp_sample){ 0 };
}
