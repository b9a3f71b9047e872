#include "config.h"

#include "analyze/reading_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"

#define MOST_WORDS 3

/* a report: see sp_reading_reports() */
#define REPORT_SENTENCES 8
#define REPORT_NAMES 3
#define REPORT_VOICED 4	/* at least one sentence in so many */
#define REPORT_OWN 12		/* at most one sentence in so many */
#define TELLS_SENTENCES 3
#define TELLS_OWN 4		/* for one of one's own so many that are reported */

sp_reading *sp_reading_new(const sp_pack *pack)
{
	sp_reading *r = sp_calloc(1, sizeof *r);

	r->pack = pack;
	r->decider = sp_decider_new(pack);
	r->arena = sp_arena_new();
	return r;
}

void sp_reading_free(sp_reading *r)
{
	if (!r)
		return;
	sp_decider_free(r->decider);
	sp_arena_free(r->arena);
	free(r->rows);
	free(r->mentions);
	free(r);
}

void sp_reading_restart(sp_reading *r)
{
	sp_decider_restart(r->decider);
	sp_arena_free(r->arena);
	r->arena = sp_arena_new();
	r->nrows = r->nmentions = r->sentences = 0;
	r->own = r->voiced = r->nnames = 0;
	r->calls = r->reported = 0;
	r->speaker = NULL;
}

/* ---- one sentence -------------------------------------------------------- */

static uint32_t issue_of(const sp_reading *r, const sp_candidate *c)
{
	return r->pack->entries[c->entry].issue;
}

/* Fates that leave a candidate to the weights. */
static bool alive(const sp_candidate *c)
{
	switch (c->fate) {
	case SP_TAKEN:
	case SP_OUTVOTED:
	case SP_NO_FORCE:
	case SP_CONCEDED:
		return true;
	default:
		return false;
	}
}

static bool same_words(const sp_verdict *v, const sp_candidate *a,
		       const sp_candidate *b)
{
	const sp_span *x = &v->spans[a->span], *y = &v->spans[b->span];

	return x->end - x->begin == y->end - y->begin &&
	       memcmp(v->text + x->begin, v->text + y->begin,
		      x->end - x->begin) == 0;
}

/* `b` stands inside `a`: "controls" in "export controls". */
static bool inside(const sp_verdict *v, const sp_candidate *a,
		   const sp_candidate *b)
{
	const sp_span *x = &v->spans[a->span], *y = &v->spans[b->span];

	return x->begin <= y->begin && x->end >= y->end &&
	       x->end - x->begin > y->end - y->begin;
}

/* The words of candidate `i` are counted: in no longer ones, not met before. */
static bool fresh(const sp_reading *r, const sp_verdict *v, size_t i)
{
	const sp_candidate *a = &v->candidates[i];
	uint32_t issue = issue_of(r, a);

	for (size_t k = 0; k < v->ncandidates; k++) {
		const sp_candidate *b = &v->candidates[k];
		if (k == i || !alive(b) || issue_of(r, b) != issue)
			continue;
		if (inside(v, b, a) || (k < i && same_words(v, b, a)))
			return false;
	}
	return true;
}

/* Different words of the issue in the sentence, beyond one. */
static unsigned further_words(const sp_reading *r, const sp_verdict *v,
			      uint32_t issue)
{
	unsigned n = 0;

	for (size_t i = 0; i < v->ncandidates; i++) {
		const sp_candidate *a = &v->candidates[i];
		n += alive(a) && issue_of(r, a) == issue && fresh(r, v, i);
	}
	return n > MOST_WORDS + 1 ? MOST_WORDS : n ? n - 1 : 0;
}

static sp_cue_kind force_of(const sp_reading *r, const sp_verdict *v,
			    const sp_candidate *c)
{
	return c->force == SP_NO_SPAN ? SP_CUE_NONE :
	       r->pack->vocabularies[v->spans[c->force].vocabulary].cue;
}

static bool says(sp_cue_kind force)
{
	return force == SP_CUE_REPORT || force == SP_CUE_SAYS || force == SP_CUE_VOICE;
}

static void weigh_force(sp_cue_kind force, float *x)
{
	switch (force) {
	case SP_CUE_NONE:
		break;
	case SP_CUE_ASK:
		x[SP_FOR_ASK] = 1;
		break;
	case SP_CUE_IMPERATIVE:
		x[SP_FOR_IMPERATIVE] = 1;
		break;
	case SP_CUE_SIDE:
	case SP_CUE_COMMIT:
	case SP_CUE_REJECT:
	case SP_CUE_DISAGREE:
	case SP_CUE_APPROVE:
		x[SP_FOR_SIDE] = 1;
		break;
	default:
		x[SP_FOR_JUDGE] = 1;
	}
}

static unsigned blanks(const sp_verdict *v, uint32_t from, uint32_t to)
{
	unsigned n = 0;

	for (; from < to; from++)
		n += v->text[from] == ' ';
	return n;
}

/* All that turns the candidate's subject round is far from it. */
static bool loosely_turned(const sp_verdict *v, const sp_candidate *c)
{
	const sp_span *me = &v->spans[c->span];

	for (uint32_t i = 0; i < c->nsteps; i++) {
		const sp_step *st = &v->steps[c->first_step + i];
		const sp_span *s = &v->spans[st->span];
		/* a lead-in stands directly before its item */
		uint32_t from = s->end < v->base && me->begin >= v->base ?
				(uint32_t)v->base : s->end;
		unsigned far = s->end <= me->begin ? blanks(v, from, me->begin) :
			       s->begin >= me->end ? blanks(v, me->end, s->begin) : 0;
		if (st->sign < 0 && far <= SP_LOOSE + 1)
			return false;
	}
	return true;
}

/* What the sentence itself says; its surroundings come later. */
static void weigh_sentence(const sp_reading *r, const sp_verdict *v,
			   const sp_candidate *c, float *x)
{
	const sp_entry *e = &r->pack->entries[c->entry];
	sp_cue_kind force = force_of(r, v, c);
	/* "We disagree." is as clear as can be */
	bool answers = c->refers && (force == SP_CUE_DISAGREE ||
				    force == SP_CUE_APPROVE);

	x[SP_FOR_BASE] = 1;
	x[SP_FOR_WORDS] = (float)further_words(r, v, e->issue);
	weigh_force(force, x);
	x[SP_FOR_ITSELF] = c->rank == SP_BY_ITSELF;
	x[SP_FOR_UNFORCED] = c->fate == SP_NO_FORCE;
	x[SP_FOR_CONCEDED] = c->fate == SP_CONCEDED;
	x[SP_FOR_TURNED] = e->role == SP_ABOUT && c->sign < 0 && !answers;
	x[SP_FOR_LOOSELY] = x[SP_FOR_TURNED] > 0 && loosely_turned(v, c);
	x[SP_FOR_REFERS] = c->refers && !answers;
	x[SP_FOR_OTHER] = c->other;
}

/* Who is heard where the candidate stands: the voice before it, else the next
 * one ("..., Acme argues"); in a sentence without voices that points back
 * ("This approach ...") who spoke before. */
static const char *voice_of(sp_reading *r, const sp_verdict *v,
			    const sp_candidate *c)
{
	uint32_t at = v->spans[c->span].begin;
	const sp_voice *best = NULL;

	for (size_t i = 0; i < v->nvoices; i++)
		if (!best || v->voices[i].at <= at)
			best = &v->voices[i];
	if (!best)
		return c->refers ? r->speaker : NULL;
	if (best->back)
		return r->speaker;
	return best->name_begin < best->name_end ?
		sp_arena_strndup(r->arena, v->text + best->name_begin,
				 best->name_end - best->name_begin) : NULL;
}

static void add_row(sp_reading *r, const sp_verdict *v, const sp_candidate *c)
{
	size_t base = v->base;

	r->rows = sp_grow(r->rows, r->nrows, &r->cap_rows, sizeof *r->rows);
	sp_row *row = &r->rows[r->nrows++];
	*row = (sp_row){
		.sentence = r->sentences, .issue = issue_of(r, c),
		.entry = c->entry, .sign = c->sign, .other = c->other,
		.decided = c->fate == SP_TAKEN,
		.begin = (uint32_t)(c->begin > base ? c->begin - base : 0),
		.end = (uint32_t)(c->end > base ? c->end - base : 0),
	};
	if (c->other && c->name_end > c->name_begin)
		row->holder = sp_arena_strndup(r->arena,
					       v->text + c->name_begin,
					       c->name_end - c->name_begin);
	row->voice = voice_of(r, v, c);
	row->told = says(force_of(r, v, c));
	weigh_sentence(r, v, c, row->reasons);
}

static bool better(const sp_candidate *a, const sp_candidate *b)
{
	if ((a->fate == SP_NO_FORCE) != (b->fate == SP_NO_FORCE))
		return a->fate == SP_NO_FORCE;
	return a->rank > b->rank;
}

/* The candidates that the rules took; for an issue without one, the best of
 * those that lack something. */
static void add_issue(sp_reading *r, const sp_verdict *v, uint32_t issue)
{
	const sp_candidate *best = NULL;
	bool taken = false;

	for (size_t i = 0; i < v->ncandidates; i++) {
		const sp_candidate *c = &v->candidates[i];
		if (issue_of(r, c) != issue || !alive(c))
			continue;
		if (c->fate == SP_TAKEN) {
			add_row(r, v, c);
			taken = true;
		} else if (c->fate != SP_OUTVOTED &&
			   (!best || better(c, best))) {
			best = c;
		}
	}
	if (!taken && best)
		add_row(r, v, best);
}

static bool mentioned(const sp_reading *r, size_t from, uint32_t issue)
{
	for (size_t i = from; i < r->nmentions; i++)
		if (r->mentions[i].issue == issue)
			return true;
	return false;
}

static void hear(sp_reading *r, const char *name)
{
	r->speaker = name;
	for (size_t i = 0; i < r->nnames; i++)
		if (strcmp(r->names[i], name) == 0)
			return;
	if (r->nnames < SP_READ_NAMES)
		r->names[r->nnames++] = name;
}

static void hear_voices(sp_reading *r, const sp_verdict *v)
{
	r->own += v->own;
	r->calls += v->calls && !v->own && !v->reported;
	r->reported += v->reported;
	r->voiced += v->nvoices > 0;
	for (size_t i = 0; i < v->nvoices; i++) {
		const sp_voice *o = &v->voices[i];
		if (o->name_begin < o->name_end)
			hear(r, sp_arena_strndup(r->arena,
						 v->text + o->name_begin,
						 o->name_end - o->name_begin));
	}
}

/* Many are heard by name, now and then. */
static bool cites_many(const sp_reading *r)
{
	return r->sentences >= REPORT_SENTENCES && r->nnames >= REPORT_NAMES &&
	       r->voiced * REPORT_VOICED >= r->sentences &&
	       (r->own + r->calls) * REPORT_OWN <= r->sentences;
}

/* Sentence after sentence tells what somebody says. */
static bool tells_on(const sp_reading *r)
{
	return r->sentences >= TELLS_SENTENCES && r->reported > 0 &&
	       (r->own * REPORT_OWN <= r->sentences ||
		r->own * TELLS_OWN <= r->reported) &&
	       (r->reported + r->voiced) * 3 >= r->sentences * 2;
}

bool sp_reading_reports(const sp_reading *r)
{
	return cites_many(r) || tells_on(r);
}

const sp_verdict *sp_read(sp_reading *r, const sp_statement *s)
{
	const sp_verdict *v = sp_decide(r->decider, s);
	size_t from = r->nmentions;

	for (size_t i = 0; i < v->ncandidates; i++) {
		uint32_t issue = issue_of(r, &v->candidates[i]);
		if (!alive(&v->candidates[i]) || mentioned(r, from, issue))
			continue;
		r->mentions = sp_grow(r->mentions, r->nmentions,
				      &r->cap_mentions, sizeof *r->mentions);
		r->mentions[r->nmentions++] = (sp_mention){
			(uint32_t)r->sentences, issue
		};
		add_issue(r, v, issue);
	}
	hear_voices(r, v);
	r->sentences++;
	return v;
}

void sp_read_document(sp_reading *r, const sp_document *d, sp_sentence_fn fn,
		      void *arg)
{
	sp_reading_restart(r);
	for (size_t i = 0; i < d->nblocks; i++) {
		const sp_block *b = &d->blocks[i];
		sp_sentence_iter it;
		sp_range at;
		bool first = true;
		sp_sentence_iter_init(&it, b->sentences, b->sentences_len);
		while (sp_sentence_next(&it, &at) && at.end <= b->len) {
			sp_statement s;
			sp_statement_of(d, b, at, first, &s);
			first = false;
			const sp_verdict *v = sp_read(r, &s);
			if (fn)
				fn(arg, b, at, v);
		}
	}
}

size_t sp_read_text(sp_reading *r, const char *lead, const char *text,
		    sp_sentence_fn fn, void *arg)
{
	bool item = lead && lead[0];
	sp_buf blob = SP_BUF_INIT;
	sp_sentence_iter it;
	sp_range at;
	size_t n = 0;

	sp_reading_restart(r);
	sp_sentence_split(text, strlen(text), &blob);
	sp_sentence_iter_init(&it, blob.data, blob.len);
	while (sp_sentence_next(&it, &at)) {
		sp_statement s = {
			.lead = item && n == 0 ? lead : NULL,
			.lead_len = item && n == 0 ? strlen(lead) : 0,
			.text = text + at.begin, .len = at.end - at.begin,
			.kind = item ? SP_LIST_ITEM : SP_PARAGRAPH
		};
		const sp_verdict *v = sp_read(r, &s);
		if (fn)
			fn(arg, NULL, at, v);
		n++;
	}
	sp_buf_release(&blob);
	return n;
}
