/* Whose view a sentence gives: reported stretches, and the voices of a document
 * that reports what others say. */
#include "config.h"

#include <string.h>

#include "analyze/decide_internal.h"

#define HEARD 3			/* sentences that "he added" may look back */
#define MEASURE_WORDS 2	/* "the executive order": to the noun */
#define TAIL_WORDS 6		/* "..., they said on Monday in a letter" */

/* "The Orchard Fund argues" asks for no funds. */
static void hide_in_name(sp_decider *d, sp_range name)
{
	for (size_t i = 0; i < d->nspans; i++)
		if (d->spans[i].begin >= name.begin &&
		    d->spans[i].end <= name.end)
			d->spans[i].hidden = true;
}

/* "..., critics say.", "X, it argues, Y": all of it is said; "in a letter the
 * group argues that X" goes on to the right. */
static bool speech_before(const sp_decider *d, const sp_span *cue, size_t subject)
{
	static const char *const on[] = { "that", "to", NULL };
	sp_gap rest = sp_gap_between(d, cue->end, d->folded.len);

	if (rest.words <= 1)
		return true;
	if (!sp_after_speech(d, subject) ||
	    sp_gap_starts(d, cue->end, d->folded.len, on) ||
	    sp_gap_ends(d, cue->begin, cue->end, "that"))
		return false;
	/* after a comma the speech may yet come: "In a letter, she wrote X" */
	return !sp_gap_ends(d, d->base, subject, ",") ||
	       d->folded.data[cue->end] == ',' || rest.words <= TAIL_WORDS;
}

/* Where the speech that ends before `subject` begins: with the sentence, unless
 * the submitter speaks in an earlier clause. */
static uint32_t speech_begin(const sp_decider *d, size_t subject)
{
	uint32_t clause = d->clauses[sp_clause_of(d, (uint32_t)subject)].begin;

	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		if (sp_is_own(d, s) &&
		    s->begin >= d->base && s->begin < clause &&
		    !sp_quoted(d, s->begin))
			return clause;
	}
	return (uint32_t)d->base;
}

/* "A was opposed by Acme": what is said stands before its verb. */
static bool passive(const sp_decider *d, const sp_span *cue)
{
	static const char *const be_forms[] = {
		"is", "are", "was", "were", "been", "being", NULL
	};

	return sp_gap_starts(d, cue->begin, cue->end, be_forms) &&
	       sp_gap_ends(d, cue->begin, cue->end, "by");
}

static void report_from(sp_decider *d, const sp_span *cue, const sp_subject *by)
{
	uint32_t end = (uint32_t)d->folded.len;

	d->has_reported = true;
	d->speaker = (sp_range){ by->begin, by->end };
	hide_in_name(d, by->name);
	d->reported = (sp_reported){ (uint32_t)by->begin, end,
				     (uint32_t)by->name.begin,
				     (uint32_t)by->name.end };
	if (passive(d, cue) || speech_before(d, cue, by->begin))
		d->reported.begin = speech_begin(d, by->begin);
}

/* "A says X, and B says Y": where B begins to speak. */
static void report_further(sp_decider *d, const sp_span *cue, const sp_subject *by)
{
	const sp_span *first = &d->spans[d->reporter];

	if (d->nfurther == SP_MAX_REPORTS || by->name.begin == by->name.end ||
	    by->begin < first->end || by->name.begin < first->end ||
	    speech_before(d, cue, by->begin))
		return;
	hide_in_name(d, by->name);
	d->further[d->nfurther++] = (sp_reported){
		(uint32_t)by->begin, (uint32_t)d->folded.len,
		(uint32_t)by->name.begin, (uint32_t)by->name.end
	};
}

/* A report ends where the submitter speaks again in a clause of its own. */
static void end_at_own(sp_decider *d)
{
	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		if (sp_is_own(d, s) &&
		    s->begin > d->reported.begin &&
		    s->begin < d->reported.end &&
		    !sp_quoted(d, s->begin) &&
		    s->clause > sp_clause_of(d, d->reported.begin))
			d->reported.end = d->clauses[s->clause].begin;
	}
}

/* A verb of saying and its subject report another's view. */
static bool reports(const sp_decider *d, sp_cue_kind k, sp_who who)
{
	switch (who) {
	case SP_WHO_OWN:
		return false;
	case SP_WHO_OTHER:
		return true;
	case SP_WHO_NAMED:
	case SP_WHO_SOME:
		return k != SP_CUE_VOICE;
	case SP_WHO_BACK:
		return k == SP_CUE_REPORT || d->heard;
	case SP_WHO_IT:
		return k == SP_CUE_REPORT || d->heard == HEARD;
	default:
		return k == SP_CUE_REPORT;
	}
}

/* A sentence in quotation marks goes on with what the sentence before reported. */
static void go_on(sp_decider *d)
{
	const char *t = d->text.data + d->base;
	bool opens = t[0] == '"' || strncmp(t, "\xE2\x80\x9C", 3) == 0;

	if (!d->speech_open && !(opens && d->heard == HEARD))
		return;
	d->has_reported = true;
	d->reported = (sp_reported){ (uint32_t)d->base, (uint32_t)d->folded.len,
				     0, 0 };
}

static bool speaks_here(const sp_decider *d)
{
	for (size_t i = 0; i < d->nspans; i++)
		if (sp_is_own(d, &d->spans[i]) &&
		    d->spans[i].begin >= d->base &&
		    !sp_quoted(d, d->spans[i].begin))
			return true;
	return false;
}

/* For the next sentence: was another heard, is a quotation open? */
static void remember_speech(sp_decider *d)
{
	bool open = d->has_reported && sp_quoted(d, d->text.len);
	size_t n = d->has_reported ? d->reported.name_end -
				     d->reported.name_begin : 0;

	if (n > 0 && n < sizeof d->heard_name) {
		memcpy(d->heard_name, d->text.data + d->reported.name_begin, n);
		d->heard_name[n] = '\0';
	}
	if (d->has_reported)
		d->heard = HEARD;
	else if (speaks_here(d))
		d->heard = 0;
	else if (d->heard)
		d->heard--;
	d->speech_open = open;
}

void sp_find_reported(sp_decider *d)
{
	d->has_reported = false;
	d->nfurther = 0;
	d->reporter = SP_NO_SPAN;
	d->speaker = (sp_range){ 0, 0 };
	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		sp_cue_kind k = sp_kind_of(d, s);
		if (s->begin < d->base)
			continue;
		if (k == SP_CUE_APPROVE && !sp_quoted(d, s->begin)) {
			d->has_reported = d->speech_open = false;
			d->heard = 0;
			return;
		}
		if (k != SP_CUE_REPORT && k != SP_CUE_SAYS && k != SP_CUE_VOICE)
			continue;
		sp_subject by = sp_subject_of(d, s);
		if (!reports(d, k, by.who))
			continue;
		if (d->has_reported) {
			report_further(d, s, &by);
			continue;
		}
		report_from(d, s, &by);
		d->reporter = (uint32_t)i;
	}
	if (!d->has_reported)
		go_on(d);
	if (d->has_reported)
		end_at_own(d);
	remember_speech(d);
}

/* ---- voices: who is heard where, for documents that report others ---------- */

/* The clause up to `end` begins with a word that points back: "Its first
 * proposal ...", "The company ...". */
static bool points_back(const sp_decider *d, const sp_span *cue)
{
	static const char *const words[] = {
		"the", "its", "their", "his", "her", "it", "they", "he", "she",
		"this", "that", NULL
	};
	size_t clause = sp_clause_begin(d, cue->clause), from = clause;

	/* a comma or quote before the cue begins it anew, unless all of it is
	 * the cue: "The firm, which sells chips, has argued" */
	for (size_t i = cue->begin; i-- > from;)
		if (d->folded.data[i] == ',' ||
		    (unsigned char)d->folded.data[i] >= 0x80) {
			from = i + 1;
			break;
		}
	if (sp_gap_between(d, from, cue->begin).words == 0)
		from = clause;
	while (from < cue->begin &&
	       ((unsigned char)d->folded.data[from] >= 0x80 ||
		d->folded.data[from] == ' '))
		from++;
	return sp_gap_starts(d, from, cue->begin, words);
}

/* "The order, which ..., emphasizes": a law speaks for nobody here. */
static bool said_by_measure(const sp_decider *d, const sp_span *cue)
{
	uint32_t from = sp_clause_begin(d, cue->clause);
	bool measure = false;

	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		sp_cue_kind k = sp_vocab_of(d, s)->cue;
		if (s->begin < from || s->end > cue->begin ||
		    sp_gap_between(d, from, s->begin).words > MEASURE_WORDS)
			continue;
		if (k == SP_CUE_BODY || k == SP_CUE_SPEAKER)
			return false;
		measure = measure || k == SP_CUE_MEASURE;
	}
	return measure;
}

/* Returns whether somebody is heard there. */
static bool add_voice(sp_decider *d, const sp_span *cue)
{
	sp_subject by = sp_subject_of(d, cue);
	bool named = by.name.begin < by.name.end;
	bool back = by.who == SP_WHO_BACK || by.who == SP_WHO_IT ||
		    (by.who == SP_WHO_NOBODY && points_back(d, cue));
	bool nameless = by.who == SP_WHO_NOBODY && back &&
			said_by_measure(d, cue);

	if (by.who == SP_WHO_OWN) {
		d->own = d->own || named;
		return false;
	}
	if (d->nvoices == SP_MAX_VOICES ||
	    (by.who == SP_WHO_NOBODY && !back &&
	     sp_vocab_of(d, cue)->cue != SP_CUE_REPORT))
		return false;
	d->voices[d->nvoices++] = (sp_voice){
		.at = cue->begin, .back = back && !nameless,
		.name_begin = (uint32_t)by.name.begin,
		.name_end = (uint32_t)(named ? by.name.end : by.name.begin)
	};
	return true;
}

/* "The agency should": the writer's own call, if nobody else is heard. */
static bool calls(const sp_decider *d)
{
	for (size_t i = 0; i < d->nspans; i++) {
		sp_cue_kind k = sp_kind_of(d, &d->spans[i]);
		if (d->spans[i].begin >= d->base &&
		    (k == SP_CUE_ASK || k == SP_CUE_IMPERATIVE))
			return true;
	}
	return false;
}

void sp_find_voices(sp_decider *d)
{
	uint32_t heard = 0;	/* where the cue of the last voice ends */

	d->nvoices = 0;
	d->own = false;
	for (size_t i = 0; i < d->nspans; i++) {
		const sp_span *s = &d->spans[i];
		/* also where a longer cue covers it: "suggests that" asks */
		sp_cue_kind k = sp_vocab_of(d, s)->cue;
		if (s->begin < d->base)
			continue;
		if (sp_is_own(d, s) &&
		    !sp_quoted(d, s->begin))
			d->own = true;
		/* "has advocated" holds "advocated": one voice */
		if ((k == SP_CUE_REPORT || k == SP_CUE_SAYS || k == SP_CUE_VOICE) &&
		    s->begin >= heard && add_voice(d, s))
			heard = s->end;
	}
	d->calls = !d->nvoices && calls(d);
}
