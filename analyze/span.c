/* The text of a statement, and the spans that the pack's vocabularies find in it. */
#include "config.h"

#include <string.h>

#include "analyze/decide_internal.h"
#include "base/mem.h"

void sp_build_text(sp_decider *d, const sp_statement *s)
{
	sp_buf_clear(&d->text);
	if (s->outer && s->outer_len) {
		sp_buf_add(&d->text, s->outer, s->outer_len);
		sp_buf_addc(&d->text, ' ');
	}
	if (s->lead && s->lead_len) {
		sp_buf_add(&d->text, s->lead, s->lead_len);
		sp_buf_addc(&d->text, ' ');
	}
	d->base = d->text.len;
	sp_buf_add(&d->text, s->text, s->len);
	sp_buf_clear(&d->folded);
	sp_buf_add(&d->folded, d->text.data, d->text.len);
	sp_match_fold(d->text.data, d->text.len, d->folded.data);
	sp_count_gaps(d);
}

void sp_find_spans(sp_decider *d)
{
	size_t n;
	const sp_hit *hits = sp_match(d->pack->matcher, d->match,
				      d->folded.data, d->folded.len, &n);

	d->nspans = 0;
	d->round++;
	for (size_t i = 0; i < n; i++) {
		uint32_t v = d->pack->patterns[hits[i].pattern].vocabulary;
		/* the same vocabulary twice at one place is one span */
		if (d->nspans &&
		    d->spans[d->nspans - 1].vocabulary == v &&
		    d->spans[d->nspans - 1].begin == hits[i].begin &&
		    d->spans[d->nspans - 1].end >= hits[i].end)
			continue;
		d->spans = sp_grow(d->spans, d->nspans, &d->cap_spans,
				   sizeof *d->spans);
		d->spans[d->nspans++] = (sp_span){
			.begin = hits[i].begin, .end = hits[i].end,
			.vocabulary = v, .pattern = hits[i].pattern
		};
		d->seen[v] = d->round;
	}
}

/* An imperative counts where a statement starts: at its begin, or behind a
 * label, colon, semicolon or dash. "-ing" forms only in headings and items. */
static bool in_place(const sp_decider *d, const sp_span *s)
{
	const char *t = d->folded.data;
	size_t at = s->begin;
	bool ing = s->end - s->begin > 4 &&
		   memcmp(t + s->end - 3, "ing", 3) == 0;

	if (at < d->base)
		return false;
	if (ing && d->now->kind != SP_HEADING && d->now->kind != SP_LIST_ITEM)
		return false;
	while (at > d->base && t[at - 1] == ' ')
		at--;
	if (at == d->base)
		return true;
	char c = t[at - 1];
	if (strchr(":;)", c) ||
	    (at - d->base >= 3 && memcmp(t + at - 3, "\xE2\x80", 2) == 0 &&
	     ((unsigned char)c == 0x93 || (unsigned char)c == 0x94 ||
	      (unsigned char)c == 0xA2)))
		return true;
	/* an enumerator ("1.", "iv."), a plea, or the "to" of a purpose */
	return at - d->base <= 8 &&
	       (c == '.' || sp_gap_ends(d, d->base, at, "please") ||
		sp_gap_ends(d, d->base, at, "to"));
}

static bool stands_beside(sp_cue_kind k)
{
	return k == SP_CUE_VOICE || k == SP_CUE_SPEAKER || k == SP_CUE_BODY ||
	       k == SP_CUE_MEASURE || k == SP_CUE_OUTCOME;
}

/* "do not" asks and negates at once; who is heard and what is said of it are two
 * things, and so are what a noun stands for and what follows from a step. */
static bool can_hide(sp_cue_kind longer, sp_cue_kind shorter)
{
	if (stands_beside(longer) || stands_beside(shorter))
		return false;
	if (longer == SP_CUE_SAYS)
		return shorter == SP_CUE_SAYS;
	if (shorter == SP_CUE_SAYS)
		return longer == SP_CUE_SKIP || longer == SP_CUE_REPORT ||
		       longer == SP_CUE_APPROVE || longer == SP_CUE_DISAGREE ||
		       longer == SP_CUE_FACT || longer == SP_CUE_MOOD ||
		       longer == SP_CUE_COMMIT;
	/* "as the court rightly held" */
	if (longer == SP_CUE_FACT && shorter == SP_CUE_APPROVE)
		return false;
	return shorter != SP_CUE_NONE &&
	       !(shorter == SP_CUE_NEGATION &&
		 (longer == SP_CUE_ASK || longer == SP_CUE_IMPERATIVE));
}

/* The longest cue wins; "not only" hides "not". */
static void hide_covered(sp_decider *d)
{
	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *a = &d->spans[i];
		if (sp_kind_of(d, a) == SP_CUE_NONE)
			continue;
		for (size_t k = i + 1; k < d->nspans &&
				       d->spans[k].begin < a->end; k++) {
			sp_span *b = &d->spans[k];
			if (b->end <= a->end &&
			    b->end - b->begin < a->end - a->begin &&
			    can_hide(sp_vocab_of(d, a)->cue,
				     sp_vocab_of(d, b)->cue))
				b->hidden = true;
		}
	}
}

void sp_settle_cues(sp_decider *d)
{
	for (size_t i = 0; i < d->nspans; i++) {
		sp_span *s = &d->spans[i];
		if (sp_vocab_of(d, s)->cue == SP_CUE_IMPERATIVE &&
		    !in_place(d, s))
			s->hidden = true;
	}
	hide_covered(d);
}
