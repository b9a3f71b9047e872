#include "config.h"

#include "analyze/campaign.h"

#include <stdlib.h>

#include "analyze/each.h"
#include "analyze/form.h"
#include "analyze/forms.h"
#include "analyze/group.h"
#include "analyze/shingle.h"
#include "base/mem.h"

/* Letters whose sets are in memory at a time, while forms are made out. */
enum { BATCH_LETTERS = 2000, FORM_SAMPLE = 200 };

typedef struct campaign {
	uint32_t *letters;	/* the leader first, then by number */
	size_t n, cap;
	sp_set text;		/* of the leader */
	sp_set form;		/* of most letters */
} campaign;

/* What a letter turned out to be. */
typedef struct member {
	bool is;
	bool verified;		/* against the form, so its leader may differ */
	double similarity;
	sp_addition *additions;
	size_t nadditions;
} member;

typedef struct search {
	sp_corpus *corpus;
	int jobs;
	sp_error *err;
	int64_t *ids;
	sp_letter *letters;
	size_t n;
	campaign *campaigns;
	size_t ncampaigns, cap;
	uint32_t *campaign_of;	/* [letter], SP_ALONE: none */
	member *members;	/* [letter] */
} search;

/* ---- campaigns from leaders ----------------------------------------------- */

static void add_letter(search *s, uint32_t k, uint32_t letter)
{
	campaign *c = &s->campaigns[k];

	c->letters = sp_grow(c->letters, c->n, &c->cap, sizeof *c->letters);
	c->letters[c->n++] = letter;
	s->campaign_of[letter] = k;
}

static void make_campaigns(search *s)
{
	s->campaign_of = sp_calloc(s->n + 1, sizeof *s->campaign_of);
	for (uint32_t i = 0; i < s->n; i++)
		s->campaign_of[i] = SP_ALONE;
	for (uint32_t i = 0; i < s->n; i++) {
		uint32_t leader = s->letters[i].leader;
		if (leader == SP_ALONE || leader == i)
			continue;
		if (s->campaign_of[leader] == SP_ALONE) {
			s->campaigns = sp_grow(s->campaigns, s->ncampaigns,
					       &s->cap, sizeof *s->campaigns);
			s->campaigns[s->ncampaigns++] = (campaign){ 0 };
			add_letter(s, (uint32_t)s->ncampaigns - 1, leader);
		}
		add_letter(s, s->campaign_of[leader], i);
	}
}

/* The largest first, and of equal ones that with the first leader. */
static int by_size(const void *x, const void *y)
{
	const campaign *a = x, *b = y;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return (a->letters[0] > b->letters[0]) - (a->letters[0] < b->letters[0]);
}

static void sort_campaigns(search *s)
{
	if (s->ncampaigns)
		qsort(s->campaigns, s->ncampaigns, sizeof *s->campaigns,
		      by_size);
	for (uint32_t k = 0; k < s->ncampaigns; k++)
		for (size_t i = 0; i < s->campaigns[k].n; i++)
			s->campaign_of[s->campaigns[k].letters[i]] = k;
}

/* ---- forms ---------------------------------------------------------------- */

static bool keep_set(void *arg, size_t i, sp_corpus *c, int64_t id,
		     sp_error *err)
{
	return sp_letter_set(c, id, (sp_set *)arg + i, err);
}

static size_t sample_size(const campaign *c)
{
	return c->n < FORM_SAMPLE ? c->n : FORM_SAMPLE;
}

/* The forms of campaigns[from..to), whose samples are small enough together. */
static bool make_forms(search *s, size_t from, size_t to, size_t total)
{
	int64_t *ids = sp_calloc(total, sizeof *ids);
	sp_set *sets = sp_calloc(total, sizeof *sets);
	size_t at = 0;

	for (size_t k = from; k < to; k++) {
		const campaign *c = &s->campaigns[k];
		size_t sample = sample_size(c);
		for (size_t i = 0; i < sample; i++)
			ids[at++] = s->ids[c->letters[i * c->n / sample]];
	}
	bool ok = sp_each(s->corpus, s->jobs, ids, total, keep_set,
				   sets, s->err);
	at = 0;
	for (size_t k = from; ok && k < to; k++) {
		campaign *c = &s->campaigns[k];
		c->form = sp_form_of(sets + at, sample_size(c));
		c->text = sets[at];
		sets[at] = (sp_set){ 0 };
		at += sample_size(c);
	}
	for (size_t i = 0; i < total; i++)
		sp_set_release(&sets[i]);
	free(sets);
	free(ids);
	return ok;
}

static bool make_all_forms(search *s)
{
	size_t from = 0, total = 0;

	for (size_t k = 0; k < s->ncampaigns; k++) {
		total += sample_size(&s->campaigns[k]);
		if (total < BATCH_LETTERS && k + 1 < s->ncampaigns)
			continue;
		if (!make_forms(s, from, k + 1, total))
			return false;
		from = k + 1;
		total = 0;
	}
	return true;
}

/* ---- against the forms ---------------------------------------------------- */

static sp_forms *index_forms(search *s, const sp_set ***forms)
{
	*forms = sp_calloc(s->ncampaigns + 1, sizeof **forms);
	for (size_t k = 0; k < s->ncampaigns; k++)
		(*forms)[k] = &s->campaigns[k].form;
	return sp_forms_new(*forms, s->ncampaigns);
}

/* Two leaders can differ by what is their own, and the forms be one: then the
 * smaller campaign goes to the larger. */
static void merge_campaigns(search *s, const sp_forms *index)
{
	for (size_t k = 1; k < s->ncampaigns; k++) {
		campaign *c = &s->campaigns[k];
		size_t into = sp_forms_find(index, &c->form, k, false);
		if (into == SIZE_MAX || !s->campaigns[into].n)
			continue;
		for (size_t i = 0; i < c->n; i++) {
			add_letter(s, (uint32_t)into, c->letters[i]);
			s->members[c->letters[i]].verified = true;
		}
		c->n = 0;
	}
}

typedef struct lookup {
	const search *s;
	const sp_forms *index;
	size_t *found;
} lookup;

static bool look_up(void *arg, size_t i, sp_corpus *c, int64_t id,
		    sp_error *err)
{
	lookup *l = arg;
	sp_set set;
	bool ok = sp_letter_set(c, id, &set, err);

	l->found[i] = sp_forms_find(l->index, &set, l->s->ncampaigns, true);
	sp_set_release(&set);
	return ok;
}

/* Letters with so much of their own that they are like no other letter. */
static bool join_holders(search *s, const sp_forms *index)
{
	uint32_t *alone = sp_calloc(s->n + 1, sizeof *alone);
	int64_t *ids = sp_calloc(s->n + 1, sizeof *ids);
	lookup l = { s, index, sp_calloc(s->n + 1, sizeof *l.found) };
	size_t n = 0;

	for (uint32_t i = 0; s->ncampaigns && i < s->n; i++) {
		if (s->campaign_of[i] != SP_ALONE ||
		    s->letters[i].words < SP_CAMPAIGN_WORDS)
			continue;
		ids[n] = s->ids[i];
		alone[n++] = i;
	}
	bool ok = sp_each(s->corpus, s->jobs, ids, n, look_up, &l,
				   s->err);
	for (size_t i = 0; ok && i < n; i++) {
		size_t k = l.found[i];
		if (k == SIZE_MAX || !s->campaigns[k].n)
			continue;
		add_letter(s, (uint32_t)k, alone[i]);
		s->members[alone[i]].verified = true;
	}
	free(l.found);
	free(alone);
	free(ids);
	return ok;
}

static bool match_forms(search *s)
{
	const sp_set **forms;
	sp_forms *index = index_forms(s, &forms);

	merge_campaigns(s, index);
	bool ok = join_holders(s, index);
	sp_forms_free(index);
	free(forms);
	return ok;
}

/* ---- each member ---------------------------------------------------------- */

typedef struct reading {
	search *s;
	const uint32_t *letters;	/* [task] */
} reading;

static sp_set set_of(const sp_document *d)
{
	sp_shingler s = { 0 };

	for (size_t i = 0; i < d->nblocks; i++)
		sp_shingler_text(&s, d->blocks[i].text, d->blocks[i].len);
	sp_set set = sp_set_new(s.shingles, s.n);
	sp_shingler_release(&s);
	return set;
}

static bool read_member(void *arg, size_t i, sp_corpus *corpus, int64_t id,
			sp_error *err)
{
	const reading *r = arg;
	uint32_t letter = r->letters[i];
	const campaign *c = &r->s->campaigns[r->s->campaign_of[letter]];
	member *m = &r->s->members[letter];
	sp_document *d = sp_corpus_document(corpus, id, err);

	if (!d)
		return false;
	sp_set set = set_of(d);
	m->similarity = sp_jaccard(&set, &c->text);
	m->is = m->verified || m->similarity >= SP_CAMPAIGN_SIMILARITY;
	if (m->is)
		m->nadditions = sp_additions_of(d, &c->form, &m->additions);
	sp_set_release(&set);
	sp_document_free(d);
	return true;
}

static bool read_members(search *s)
{
	uint32_t *letters = sp_calloc(s->n + 1, sizeof *letters);
	int64_t *ids = sp_calloc(s->n + 1, sizeof *ids);
	size_t n = 0;

	for (uint32_t i = 0; i < s->n; i++) {
		if (s->campaign_of[i] == SP_ALONE)
			continue;
		ids[n] = s->ids[i];
		letters[n++] = i;
	}
	reading r = { s, letters };
	bool ok = sp_each(s->corpus, s->jobs, ids, n, read_member, &r,
				   s->err);
	free(letters);
	free(ids);
	return ok;
}

/* ---- storing -------------------------------------------------------------- */

static bool store_member(search *s, int64_t id, uint32_t letter)
{
	const member *m = &s->members[letter];

	if (!sp_corpus_add_member(s->corpus, id, s->ids[letter], m->similarity,
				  s->err))
		return false;
	for (size_t i = 0; i < m->nadditions; i++) {
		const sp_addition *a = &m->additions[i];
		const sp_addition_row row = { a->block, a->begin, a->end,
					      a->words };
		if (!sp_corpus_add_addition(s->corpus, &row, s->err))
			return false;
	}
	return true;
}

static bool store_campaign(search *s, const campaign *c,
			   sp_campaign_counts *counts)
{
	int64_t id;

	if (!sp_corpus_add_campaign(s->corpus, s->ids[c->letters[0]], &id,
				    s->err))
		return false;
	counts->campaigns++;
	for (size_t i = 0; i < c->n; i++) {
		if (!s->members[c->letters[i]].is)
			continue;
		if (!store_member(s, id, c->letters[i]))
			return false;
		counts->members++;
	}
	return true;
}

static bool store_wordings(search *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (!sp_corpus_put_wording(s->corpus, s->ids[i],
					   s->letters[i].words,
					   s->letters[i].order, s->err))
			return false;
	return true;
}

static bool store(search *s, sp_campaign_counts *counts)
{
	bool ok = sp_corpus_begin(s->corpus, s->err) &&
		  sp_corpus_forget_campaigns(s->corpus, s->err) &&
		  store_wordings(s);

	for (size_t k = 0; ok && k < s->ncampaigns && s->campaigns[k].n; k++)
		ok = store_campaign(s, &s->campaigns[k], counts);
	ok = ok && sp_corpus_commit(s->corpus, s->err);
	sp_corpus_rollback(s->corpus);
	return ok;
}

/* ---- the call ------------------------------------------------------------- */

static void release(search *s)
{
	for (size_t k = 0; k < s->ncampaigns; k++) {
		free(s->campaigns[k].letters);
		sp_set_release(&s->campaigns[k].text);
		sp_set_release(&s->campaigns[k].form);
	}
	for (size_t i = 0; s->members && i < s->n; i++)
		free(s->members[i].additions);
	free(s->campaigns);
	free(s->campaign_of);
	free(s->members);
	free(s->letters);
	free(s->ids);
}

bool sp_campaign_find(sp_corpus *c, int jobs, sp_campaign_counts *counts,
		      sp_error *err)
{
	search s = { .corpus = c, .jobs = jobs, .err = err };

	*counts = (sp_campaign_counts){ 0, 0 };
	if (!sp_corpus_by_path(c, &s.ids, &s.n, err))
		return false;
	s.letters = sp_calloc(s.n + 1, sizeof *s.letters);
	s.members = sp_calloc(s.n + 1, sizeof *s.members);
	bool ok = sp_letters_read(c, jobs, s.ids, s.n, s.letters, err) &&
		  sp_letters_group(c, s.letters, s.n, err);
	if (ok) {
		make_campaigns(&s);
		sort_campaigns(&s);
		ok = make_all_forms(&s) && match_forms(&s);
		sort_campaigns(&s);
		ok = ok && read_members(&s) && store(&s, counts);
	}
	release(&s);
	return ok;
}
