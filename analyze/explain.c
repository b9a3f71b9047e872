#include "config.h"

#include "analyze/explain.h"

#include <string.h>

#define MOST_NAMES 6

static const char *sign_text(int sign)
{
	return sign > 0 ? "+" : "\xE2\x88\x92";
}

static void add_span_text(const sp_verdict *v, uint32_t begin, uint32_t end,
			  sp_buf *out)
{
	sp_buf_adds(out, "\xE2\x80\x9C");
	for (uint32_t i = begin; i < end; i++)
		sp_buf_addc(out, v->text[i] == '\n' ? ' ' : v->text[i]);
	sp_buf_adds(out, "\xE2\x80\x9D");
}

static void add_span(const sp_pack *p, const sp_verdict *v, const sp_span *s,
		     sp_buf *out)
{
	const sp_vocabulary *vo = &p->vocabularies[s->vocabulary];

	sp_buf_addf(out, "  %4u-%-4u ", s->begin, s->end);
	if (vo->cue == SP_CUE_NONE)
		sp_buf_addf(out, "%-14s", "concept");
	else
		sp_buf_addf(out, "%-11s%s  ", sp_cue_kind_name(vo->cue),
			    vo->sign ? sign_text(vo->sign) : " ");
	add_span_text(v, s->begin, s->end, out);
	sp_buf_addf(out, "  %s, %s:%d", vo->name, vo->file,
		    p->patterns[s->pattern].line);
	if (s->clause)
		sp_buf_addf(out, ", clause %u", s->clause + 1);
	if (s->hidden)
		sp_buf_adds(out, ", does not count here");
	sp_buf_addc(out, '\n');
}

static const char *relation_text(sp_relation r)
{
	static const char *const texts[] = {
		[SP_GOVERNS] = "before it, with it in scope",
		[SP_PREDICATE] = "said of it",
		[SP_ATTRIBUTE] = "an attribute of it",
	};

	return texts[r];
}

static void add_steps(const sp_pack *p, const sp_verdict *v,
		      const sp_candidate *c, sp_buf *out)
{
	for (uint32_t i = 0; i < c->nsteps; i++) {
		const sp_step *st = &v->steps[c->first_step + i];
		const sp_span *s = &v->spans[st->span];
		sp_buf_addf(out, "      %s ", sign_text(st->sign));
		add_span_text(v, s->begin, s->end, out);
		sp_buf_addf(out, "  %s %s\n",
			    sp_cue_kind_name(p->vocabularies[s->vocabulary].cue),
			    relation_text(st->relation));
	}
}

static const char *rank_text(const sp_candidate *c, const sp_entry *e)
{
	if (e->role == SP_CONCERNS)
		return "a concern of the issue: to speak up for it is support";
	switch (c->rank) {
	case SP_BY_ITSELF:
		return e->role == SP_SUPPORTS ? "these words stand for support"
					      : "these words stand for oppose";
	case SP_BY_GOVERNOR:
		return "by what governs it";
	case SP_BY_PREDICATE:
		return "by what is said of it";
	default:
		return "spoken of, and nothing turns it round";
	}
}

/* The vocabulary by its name, or by the words of a list without one. */
static void name_vocabulary(const sp_pack *p, uint32_t v, sp_buf *out)
{
	if (!strchr(p->vocabularies[v].name, '/')) {
		sp_buf_adds(out, p->vocabularies[v].name);
		return;
	}
	for (size_t i = 0; i < p->npatterns; i++)
		if (p->patterns[i].vocabulary == v) {
			sp_buf_addf(out, "'%s'", p->patterns[i].text);
			return;
		}
}

static void add_missing(const sp_pack *p, const sp_entry *e, sp_buf *out)
{
	size_t n = e->nwith < MOST_NAMES ? e->nwith : MOST_NAMES;

	sp_buf_adds(out, "      missing: ");
	for (size_t i = 0; i < n; i++) {
		sp_buf_adds(out, i ? " or " : "");
		name_vocabulary(p, e->with[i], out);
	}
	if (n < e->nwith)
		sp_buf_addf(out, " or %zu more", e->nwith - n);
	sp_buf_addc(out, '\n');
}

static void add_candidate(const sp_pack *p, const sp_verdict *v,
			  const sp_candidate *c, sp_buf *out)
{
	const sp_entry *e = &p->entries[c->entry];
	const sp_span *s = &v->spans[c->span];

	sp_buf_addf(out, "  %s %s%s", p->issues[e->issue].name,
		    c->sign > 0 ? "support" : "oppose",
		    c->other ? " (other)" : "");
	sp_buf_addf(out, ": %s\n", sp_fate_text(c->fate));
	sp_buf_adds(out, "      ");
	add_span_text(v, s->begin, s->end, out);
	sp_buf_addf(out, "  rule %s, %s:%d; %s\n", e->name, p->file, e->line,
		    c->refers ? "refers to what was said before" :
		    rank_text(c, e));
	add_steps(p, v, c, out);
	if (c->fate == SP_NO_CONTEXT)
		add_missing(p, e, out);
	if (c->fate == SP_EXCEPTED) {
		sp_buf_adds(out, "      covered by ");
		add_span_text(v, v->spans[c->excepted_by].begin,
			      v->spans[c->excepted_by].end, out);
		sp_buf_addc(out, '\n');
	}
	if (c->force != SP_NO_SPAN) {
		sp_buf_adds(out, "      force from ");
		add_span_text(v, v->spans[c->force].begin,
			      v->spans[c->force].end, out);
		sp_buf_addc(out, '\n');
	}
	if (c->other && c->name_end > c->name_begin) {
		sp_buf_adds(out, "      holder ");
		add_span_text(v, c->name_begin, c->name_end, out);
		sp_buf_addc(out, '\n');
	}
}

void sp_explain(const sp_pack *p, const sp_verdict *v, const char *only_issue,
		sp_buf *out)
{
	size_t shown = 0;

	sp_buf_adds(out, "sentence  ");
	sp_buf_add(out, v->text + v->base, v->len - v->base);
	if (v->base) {
		sp_buf_adds(out, "\nlead-in   ");
		sp_buf_add(out, v->text, v->base - 1);
	}
	sp_buf_adds(out, "\n\nfound\n");
	for (size_t i = 0; i < v->nspans; i++)
		add_span(p, v, &v->spans[i], out);
	if (!v->nspans)
		sp_buf_adds(out, "  nothing that the pack knows\n");
	sp_buf_adds(out, "\ndecided\n");
	for (size_t i = 0; i < v->ncandidates; i++) {
		const sp_candidate *c = &v->candidates[i];
		const char *issue = p->issues[p->entries[c->entry].issue].name;
		if (only_issue && strcmp(issue, only_issue) != 0)
			continue;
		add_candidate(p, v, c, out);
		shown++;
	}
	if (!shown)
		sp_buf_adds(out, !v->nspans ?
			"  no row: no words of an issue were found\n" : only_issue ?
			"  no row: nothing that was found is a subject of this issue\n" :
			"  no row: nothing that was found is a subject of an issue\n");
}

static void add_issue_weight(const sp_issue *is, sp_buf *out)
{
	if (is->weight < 0 || is->weight > 0)
		sp_buf_addf(out, "      %+.2f  %s\n", is->weight,
			    is->weight < 0 ?
			    "its words often stand where no position is coded" :
			    "its words seldom stand where no position is coded");
}

static void add_reasons(const sp_weights *w, const sp_row *row, sp_buf *out)
{
	for (int e = 0; e < SP_REASONS; e++) {
		float x = row->reasons[e];
		if (!(x > 0))
			continue;
		sp_buf_addf(out, "      %+.2f  %s", w->of[e] * (double)x,
			    sp_reason_text((sp_reason)e));
		if (row->alone &&
		    (e == SP_FOR_BESIDE || e == SP_FOR_AROUND))
			sp_buf_adds(out, ", taken for granted in so short a text");
		if (x > 1)
			sp_buf_addf(out, " (%g \xC3\x97 %+.2f)", (double)x,
				    w->of[e]);
		sp_buf_addc(out, '\n');
	}
}

void sp_explain_rows(const sp_pack *p, const sp_row *rows, size_t n,
		     size_t sentence, const char *only_issue, sp_buf *out)
{
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		const sp_row *row = &rows[i];
		const char *issue = p->issues[row->issue].name;
		if (row->sentence != sentence ||
		    (only_issue && strcmp(issue, only_issue) != 0))
			continue;
		if (!any)
			sp_buf_adds(out, "\nweighed\n");
		any = true;
		sp_buf_addf(out, "  %s %s%s: %s", issue,
			    row->sign > 0 ? "support" : "oppose",
			    row->other ? " (other)" : "",
			    row->stands ? "a position" : "no position");
		if (p->weights.given) {
			sp_buf_addf(out, ", sum %+.2f\n", row->sum);
			add_reasons(&p->weights, row, out);
			add_issue_weight(&p->issues[row->issue], out);
		} else {
			sp_buf_adds(out, ", by the rules alone\n");
		}
	}
}
