#include "config.h"

#include "analyze/decide.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/decide_internal.h"
#include "base/mem.h"

#define OBJECT_WORDS 2	/* "we object to any new limits" */

sp_decider *sp_decider_new(const sp_pack *pack)
{
	sp_decider *d = sp_calloc(1, sizeof *d);

	d->pack = pack;
	d->match = sp_match_state_new(pack->matcher);
	d->seen = sp_calloc(pack->nvocabularies, sizeof *d->seen);
	sp_buf_init(&d->text);
	sp_buf_init(&d->folded);
	return d;
}

void sp_decider_free(sp_decider *d)
{
	if (!d)
		return;
	sp_match_state_free(d->match);
	sp_buf_release(&d->text);
	sp_buf_release(&d->folded);
	free(d->upto);
	free(d->spans);
	free(d->candidates);
	free(d->steps);
	free(d->seen);
	free(d->before);
	free(d);
}

void sp_decider_no_prefilter(sp_decider *d)
{
	sp_match_without_prefilter(d->match);
}

void sp_decider_restart(sp_decider *d)
{
	d->nbefore = d->nshort_forms = d->nmeasures = 0;
	d->speech_open = false;
	d->heard = 0;
	d->heard_name[0] = '\0';
}

/* The block that introduces `b`, and its last sentence; NULL if there is none. */
static const sp_block *lead_of(const sp_document *d, const sp_block *b,
			       const char **text, size_t *len)
{
	sp_sentence_iter it;
	sp_range r = { 0, 0 };

	if (b->lead_in < 0 || (size_t)b->lead_in >= d->nblocks)
		return NULL;
	const sp_block *lead = &d->blocks[b->lead_in];
	sp_sentence_iter_init(&it, lead->sentences, lead->sentences_len);
	while (sp_sentence_next(&it, &r))
		;
	if (r.end > lead->len)
		return NULL;
	*text = lead->text + r.begin;
	*len = r.end - r.begin;
	return lead;
}

/* An item below an item: "The law should:" > "give the refused:" > "reasons". */
static void set_leads(const sp_document *d, const sp_block *b, sp_statement *s)
{
	const sp_block *lead = lead_of(d, b, &s->lead, &s->lead_len);

	if (lead)
		lead_of(d, lead, &s->outer, &s->outer_len);
}

void sp_statement_of(const sp_document *d, const sp_block *b, sp_range r,
		     bool first, sp_statement *out)
{
	*out = (sp_statement){
		.text = b->text + r.begin, .len = r.end - r.begin,
		.kind = b->kind, .submitter = d->submitter
	};
	if (first)
		set_leads(d, b, out);
}

/* ---- candidates ---------------------------------------------------------- */

static bool turns_down(const sp_decider *d, const sp_span *s)
{
	return sp_kind_of(d, s) == SP_CUE_EFFECT && sp_vocab_of(d, s)->sign < 0;
}

/* "refrain from limiting X", "object to limits on X": what turns down, or a side
 * against it, stands before words that begin by turning down. */
static bool gives_up(const sp_decider *d, const sp_span *s, const sp_span *me)
{
	sp_gap g = sp_gap_between(d, s->end, me->begin);
	bool against = sp_kind_of(d, s) == SP_CUE_SIDE &&
		       sp_vocab_of(d, s)->sign < 0;

	if ((!turns_down(d, s) && !against) || s->end > me->begin ||
	    g.commas || g.words > (against ? OBJECT_WORDS : 0))
		return false;
	for (size_t i = 0; i < d->nspans && d->spans[i].begin <= me->begin; i++)
		if (d->spans[i].begin == me->begin &&
		    turns_down(d, &d->spans[i]))
			return true;
	return false;
}

/* Words of a side: a plain negation just before turns them round. */
static sp_sign by_itself(sp_decider *d, uint32_t span, const sp_entry *e)
{
	const sp_span *me = &d->spans[span];
	sp_sign out = { .sign = e->role == SP_SUPPORTS ? 1 : -1,
			.rank = SP_BY_ITSELF, .judged = true,
			.begin = me->begin, .end = me->end };

	for (uint32_t i = span; i-- > 0;) {
		const sp_span *s = &d->spans[i];
		bool up = gives_up(d, s, me);
		if ((sp_kind_of(d, s) != SP_CUE_NEGATION && !up) ||
		    s->end > me->begin || s->clause != me->clause)
			continue;
		sp_gap g = sp_gap_between(d, s->end, me->begin);
		bool bare = s->begin >= 2 &&
			    sp_gap_ends(d, 0, s->begin, ",");
		if (g.words <= 2 && !g.commas && !bare) {
			sp_add_step(d, i, -1, SP_GOVERNS);
			out.sign = -out.sign;
			out.begin = s->begin;
		}
		break;
	}
	if (out.begin < d->base)
		out.begin = me->begin;
	return out;
}

static int with_role(const sp_sign *s, sp_role role)
{
	/* what the proposition protects from is never asked for */
	if (s->lack || role == SP_CONCERNS)
		return 1;
	return role == SP_AGAINST ? -s->sign : s->sign;
}

static void set_holder(const sp_decider *d, sp_candidate *c)
{
	const sp_span *s = &d->spans[c->span];

	if (!d->has_reported || s->end <= d->reported.begin ||
	    s->begin >= d->reported.end || sp_in_retort(d, s))
		return;
	const sp_reported *by = &d->reported;
	for (size_t i = 0; i < d->nfurther; i++)
		if (d->further[i].begin <= s->begin)
			by = &d->further[i];
	c->other = true;
	c->name_begin = by->name_begin;
	c->name_end = by->name_end;
}

/* "Research funding is vital.": a judgement that follows the subject at once is
 * as good as a call, for entries that need one, too. */
static uint32_t judged_at_once(const sp_decider *d, const sp_candidate *c)
{
	if (c->nsteps == 0)
		return SP_NO_SPAN;
	const sp_step *st = &d->steps[c->first_step + c->nsteps - 1];
	const sp_span *s = &d->spans[st->span], *me = &d->spans[c->span];
	if (st->relation != SP_PREDICATE || sp_kind_of(d, s) != SP_CUE_JUDGE ||
	    s->begin < me->end)
		return SP_NO_SPAN;
	sp_gap g = sp_gap_between(d, me->end, s->begin);
	return g.words <= 1 && !g.commas ? st->span : SP_NO_SPAN;
}

/* The sign of what stands at `span`, by what it is; `h` tells what a step that is
 * only supposed leads to. */
static sp_sign sign_of(sp_decider *d, uint32_t span, const sp_entry *e,
		       bool refers, const sp_supposition *h)
{
	const sp_span *me = &d->spans[span];
	bool itself = (e->role == SP_SUPPORTS || e->role == SP_OPPOSES) && !refers;
	sp_sign sign;

	d->limit = h->outcome.sign && !h->act ? h->end : (uint32_t)d->folded.len;
	sign = itself ? by_itself(d, span, e) : sp_compose(d, span);
	if (!h->outcome.sign || (itself ? !sp_names_act(d, me) : h->act))
		return sign;
	sp_add_step(d, h->outcome.span, h->outcome.sign, SP_PREDICATE);
	sign.sign *= h->outcome.sign;
	sign.judged = true;
	if (sign.rank < SP_BY_PREDICATE)
		sign.rank = SP_BY_PREDICATE;
	if (sign.end < d->spans[h->outcome.span].end)
		sign.end = d->spans[h->outcome.span].end;
	return sign;
}

sp_candidate *sp_add_candidate(sp_decider *d, uint32_t span, uint32_t entry,
			       bool refers)
{
	const sp_entry *e = &d->pack->entries[entry];
	sp_candidate c = { .entry = entry, .span = span, .refers = refers,
			   .excepted_by = SP_NO_SPAN,
			   .first_step = (uint32_t)d->nsteps };
	bool answered = !refers && sp_in_retort(d, &d->spans[span]);
	sp_supposition h = sp_supposed(d, &d->spans[span]);
	sp_sign sign = sign_of(d, span, e, refers, &h);

	/* "It should not." speaks of the measure, not of the concern itself */
	c.sign = sign.rank == SP_BY_ITSELF ? sign.sign :
		 with_role(&sign, refers && e->role == SP_CONCERNS ?
			   SP_ABOUT : e->role);
	c.force = sp_find_force(d, span, e->need);
	if (answered) {
		sp_add_step(d, d->retort.span, d->retort.sign, SP_GOVERNS);
		sign.judged = true;
		c.sign *= d->retort.sign;
		c.force = d->retort.span;
	}
	c.nsteps = (uint32_t)d->nsteps - c.first_step;
	c.rank = sign.rank;
	c.begin = sign.begin;
	c.end = sign.end;
	if (c.force == SP_NO_SPAN)
		c.force = judged_at_once(d, &c);
	if (c.force == SP_NO_SPAN && h.outcome.sign)
		c.force = h.outcome.span;
	c.fate = sp_judge_fate(d, &c, &sign, e);
	set_holder(d, &c);
	d->candidates = sp_grow(d->candidates, d->ncandidates,
				&d->cap_candidates, sizeof *d->candidates);
	d->candidates[d->ncandidates++] = c;
	return &d->candidates[d->ncandidates - 1];
}

/* "Privacy groups argue" says nothing of privacy. */
static bool in_speaker(const sp_decider *d, const sp_span *s)
{
	return s->begin >= d->speaker.begin && s->end <= d->speaker.end;
}

static void find_candidates(sp_decider *d)
{
	const sp_pack *p = d->pack;

	d->ncandidates = d->nsteps = 0;
	for (uint32_t i = 0; i < d->nspans; i++) {
		uint32_t v = d->spans[i].vocabulary;
		if (in_speaker(d, &d->spans[i]))
			continue;
		for (uint32_t k = p->first_entry[v]; k < p->first_entry[v + 1];
		     k++)
			if (p->entries[p->entry_of[k]].role != SP_EXCEPT)
				sp_add_candidate(d, i, p->entry_of[k], false);
	}
}

/* ---- choosing ------------------------------------------------------------ */

static bool same_row(const sp_decider *d, const sp_candidate *a,
		     const sp_candidate *b)
{
	const sp_pack *p = d->pack;

	return p->entries[a->entry].issue == p->entries[b->entry].issue &&
	       a->other == b->other;
}

/* Is `b` to give way to `a`? Both sides stand only where each is governed in
 * a clause of its own, or one is what the other is preferred to. */
static bool gives_way(const sp_decider *d, const sp_candidate *a,
		      const sp_candidate *b)
{
	if (a->sign == b->sign)
		return a->rank >= b->rank;
	if (a->rank < SP_BY_GOVERNOR || b->rank < SP_BY_GOVERNOR)
		return a->rank >= b->rank;
	return d->spans[a->span].clause == d->spans[b->span].clause &&
	       a->rank >= b->rank;
}

/* "bias rules" is not "bias": of spans of one issue that cover each other the
 * longest speaks, but not for words that decide the side by themselves ("calls
 * for minimal regulation"). */
static bool speaks_for(const sp_decider *d, const sp_candidate *a,
		       const sp_candidate *b)
{
	const sp_span *x = &d->spans[a->span], *y = &d->spans[b->span];

	return d->pack->entries[a->entry].issue ==
	       d->pack->entries[b->entry].issue &&
	       a->fate != SP_EXCEPTED && a->fate != SP_NO_CONTEXT &&
	       (b->rank != SP_BY_ITSELF || a->rank == SP_BY_ITSELF) &&
	       x->begin <= y->begin && x->end >= y->end &&
	       x->end - x->begin > y->end - y->begin;
}

static void drop_covered(sp_decider *d)
{
	for (size_t i = 0; i < d->ncandidates; i++)
		for (size_t k = 0; k < d->ncandidates; k++)
			if (d->candidates[k].fate == SP_TAKEN &&
			    speaks_for(d, &d->candidates[i], &d->candidates[k]))
				d->candidates[k].fate = SP_OUTVOTED;
}

static void choose(sp_decider *d)
{
	drop_covered(d);
	for (size_t i = 0; i < d->ncandidates; i++) {
		sp_candidate *a = &d->candidates[i];
		if (a->fate != SP_TAKEN)
			continue;
		for (size_t k = 0; k < d->ncandidates; k++) {
			sp_candidate *b = &d->candidates[k];
			if (k == i || b->fate != SP_TAKEN ||
			    !same_row(d, a, b))
				continue;
			/* of two alike the first stays */
			if (gives_way(d, a, b) &&
			    (i < k || a->rank > b->rank))
				b->fate = SP_OUTVOTED;
		}
	}
}

const sp_verdict *sp_decide(sp_decider *d, const sp_statement *s)
{
	d->now = s;
	sp_build_text(d, s);
	sp_find_spans(d);
	sp_find_short_forms(d);
	sp_learn_short_forms(d);
	sp_settle_cues(d);
	sp_find_clauses(d);
	sp_find_reported(d);
	sp_find_retort(d);
	sp_find_voices(d);
	find_candidates(d);
	sp_refer(d);
	choose(d);
	sp_remember(d);
	d->verdict = (sp_verdict){
		.text = d->text.data, .base = d->base, .len = d->text.len,
		.spans = d->spans, .nspans = d->nspans,
		.candidates = d->candidates, .ncandidates = d->ncandidates,
		.steps = d->steps, .voices = d->voices,
		.nvoices = d->nvoices, .own = d->own,
		.calls = d->calls, .reported = d->has_reported
	};
	return &d->verdict;
}
