/* Equal texts are one to begin with. Then each text, the most frequent first,
 * goes to the most similar of the leaders before it, or becomes one. Because it
 * is measured against the leader and not against some other member, a chain of
 * letters, each like the next, cannot join two campaigns, nor can a letter that
 * is two forms in one. */
#include "config.h"

#include "analyze/group.h"

#include <stdlib.h>

#include "analyze/campaign.h"
#include "analyze/each.h"
#include "analyze/leaders.h"
#include "base/mem.h"

/* ---- reading -------------------------------------------------------------- */

static void add_text(void *arg, const char *text, size_t n)
{
	sp_shingler_text(arg, text, n);
}

bool sp_letter_set(sp_corpus *c, int64_t document, sp_set *out,
		     sp_error *err)
{
	sp_shingler s = { 0 };
	bool ok = sp_corpus_texts(c, document, add_text, &s, err);

	*out = sp_set_new(s.shingles, s.n);
	sp_shingler_release(&s);
	return ok;
}

static bool sign_letter(void *arg, size_t i, sp_corpus *c, int64_t id,
			sp_error *err)
{
	sp_letter *l = (sp_letter *)arg + i;
	sp_shingler s = { 0 };
	bool ok = sp_corpus_texts(c, id, add_text, &s, err);

	l->words = s.words;
	l->order = s.order;
	if (s.words >= SP_CAMPAIGN_WORDS)
		sp_sign(s.shingles, s.n, l->sig);
	sp_shingler_release(&s);
	return ok;
}

bool sp_letters_read(sp_corpus *c, int jobs, const int64_t *ids, size_t n,
		     sp_letter *letters, sp_error *err)
{
	for (size_t i = 0; i < n; i++) {
		letters[i].document = ids[i];
		letters[i].leader = SP_ALONE;
	}
	return sp_each(c, jobs, ids, n, sign_letter, letters, err);
}

/* ---- equal texts ---------------------------------------------------------- */

/* A text and the letters that have just its words. */
typedef struct wording {
	uint64_t order;
	size_t words, weight;
	uint32_t first, leader;
} wording;

typedef struct named {
	uint64_t order;
	uint32_t letter;
} named;

static int by_order(const void *x, const void *y)
{
	const named *a = x, *b = y;

	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return (a->letter > b->letter) - (a->letter < b->letter);
}

/* The most frequent text first: it is the form as it was sent out. Among equals
 * the shortest: it has the least of a signer's own. */
static int by_weight(const void *x, const void *y)
{
	const wording *a = x, *b = y;

	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	if (a->words != b->words)
		return a->words < b->words ? -1 : 1;
	return (a->first > b->first) - (a->first < b->first);
}

static named *sort_by_order(const sp_letter *letters, size_t n, size_t *nnamed)
{
	named *v = sp_calloc(n + 1, sizeof *v);
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (letters[i].words >= SP_CAMPAIGN_EXACT)
			v[k++] = (named){ letters[i].order, (uint32_t)i };
	qsort(v, k, sizeof *v, by_order);
	*nnamed = k;
	return v;
}

/* One wording for each run of equal texts in v[0..n). */
static wording *collect(const sp_letter *letters, const named *v, size_t n,
			size_t *nwordings)
{
	wording *w = sp_calloc(n + 1, sizeof *w);
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		if (k && w[k - 1].order == v[i].order) {
			w[k - 1].weight++;
			continue;
		}
		w[k++] = (wording){ v[i].order, letters[v[i].letter].words, 1,
				    v[i].letter, v[i].letter };
	}
	*nwordings = k;
	return w;
}

/* ---- near texts ----------------------------------------------------------- */

enum { CACHE = 64 };

/* Sets of leaders, kept while the letters of their campaigns come by. */
typedef struct cache {
	sp_corpus *corpus;
	const sp_letter *letters;
	uint32_t name[CACHE];
	sp_set set[CACHE];
	sp_error *err;
} cache;

static sp_set read_set(const cache *c, uint32_t letter)
{
	sp_set s;

	sp_letter_set(c->corpus, c->letters[letter].document, &s, c->err);
	return s;
}

static const sp_set *cached_set(cache *c, uint32_t letter)
{
	size_t at = letter % CACHE;

	if (!c->set[at].slots || c->name[at] != letter) {
		sp_set_release(&c->set[at]);
		c->set[at] = read_set(c, letter);
		c->name[at] = letter;
	}
	return &c->set[at];
}

static void release_cache(cache *c)
{
	for (size_t i = 0; i < CACHE; i++)
		sp_set_release(&c->set[i]);
}

/* The leader that `w` goes with, or itself. */
static uint32_t find_leader(cache *c, sp_leaders *leaders, const wording *w)
{
	uint32_t near[SP_NEAR], best = w->first;
	size_t n = sp_leaders_near(leaders, c->letters[w->first].sig, near);
	double most = 0;

	if (!n)
		return best;
	sp_set own = read_set(c, w->first);
	for (size_t i = 0; i < n; i++) {
		const sp_set *s = cached_set(c, near[i]);
		double is = sp_jaccard(&own, s);
		if (is >= SP_CAMPAIGN_SIMILARITY && is > most) {
			most = is;
			best = near[i];
		}
	}
	sp_set_release(&own);
	return best;
}

static void join(cache *c, wording *w, size_t n)
{
	sp_leaders *leaders = sp_leaders_new(n);

	qsort(w, n, sizeof *w, by_weight);
	for (size_t i = 0; i < n && c->err->code == SP_OK; i++) {
		if (w[i].words < SP_CAMPAIGN_WORDS)
			continue;
		w[i].leader = find_leader(c, leaders, &w[i]);
		if (w[i].leader == w[i].first)
			sp_leaders_add(leaders, w[i].first,
				       c->letters[w[i].first].sig);
	}
	sp_leaders_free(leaders);
}

bool sp_letters_group(sp_corpus *corpus, sp_letter *letters, size_t n,
		      sp_error *err)
{
	cache c = { .corpus = corpus, .letters = letters, .err = err };
	size_t nnamed, nwordings;
	named *v = sort_by_order(letters, n, &nnamed);
	wording *w = collect(letters, v, nnamed, &nwordings);

	join(&c, w, nwordings);
	release_cache(&c);
	for (size_t i = 0; i < nwordings; i++)
		letters[w[i].first].leader = w[i].leader;
	/* the others of a wording stand behind its first */
	for (size_t i = 1; i < nnamed; i++)
		if (v[i].order == v[i - 1].order)
			letters[v[i].letter].leader =
				letters[v[i - 1].letter].leader;
	free(v);
	free(w);
	return err->code == SP_OK;
}
