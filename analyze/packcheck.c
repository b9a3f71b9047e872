#include "config.h"

#include "analyze/packcheck.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/packcheck_internal.h"
#include "analyze/packtest.h"
#include "base/count.h"
#include "base/mem.h"
#include "base/near.h"

void sp_packcheck_warn(sp_packcheck_work *w, const char *file, int line,
		       const char *fmt, ...)
{
	va_list ap;

	w->n++;
	sp_buf_addf(w->out, "%s:%d: ", file, line);
	va_start(ap, fmt);
	sp_buf_addv(w->out, fmt, ap);
	va_end(ap);
	sp_buf_addc(w->out, '\n');
}

void sp_packcheck_pattern(sp_packcheck_work *w, size_t i, const char *fmt, ...)
{
	const sp_rule_pattern *r = &w->pack->patterns[i];
	va_list ap;

	w->n++;
	sp_buf_addf(w->out, "%s:%d: '%s' ",
		    w->pack->vocabularies[r->vocabulary].file, r->line,
		    r->text);
	va_start(ap, fmt);
	sp_buf_addv(w->out, fmt, ap);
	va_end(ap);
	sp_buf_addc(w->out, '\n');
}

/* ---- names ---------------------------------------------------------------- */

/* Kinds of cues that only bear on others. */
static const struct {
	sp_cue_kind kind, on, or;
} bearings[] = {
	{ SP_CUE_VALUE, SP_CUE_EFFECT, SP_CUE_EFFECT },
	{ SP_CUE_DISAGREE, SP_CUE_REPORT, SP_CUE_SAYS },
	{ SP_CUE_OWN, SP_CUE_REPORT, SP_CUE_SAYS },
};

static bool has_cue(const sp_pack *p, sp_cue_kind kind)
{
	for (size_t i = 0; i < p->nvocabularies; i++)
		if (p->vocabularies[i].cue == kind)
			return true;
	return false;
}

static void check_cue(sp_packcheck_work *w, const sp_vocabulary *v)
{
	for (size_t i = 0; i < sizeof bearings / sizeof bearings[0]; i++)
		if (bearings[i].kind == v->cue &&
		    !has_cue(w->pack, bearings[i].on) &&
		    !has_cue(w->pack, bearings[i].or))
			sp_packcheck_warn(w, v->file, v->line,
				"nothing uses the cue '%s': there is none of kind "
				"'%s' that it could bear on",
				v->name, sp_cue_kind_name(bearings[i].on));
}

static void check_vocabularies(sp_packcheck_work *w)
{
	const sp_pack *p = w->pack;

	for (size_t i = 0; i < p->nvocabularies; i++) {
		const sp_vocabulary *v = &p->vocabularies[i];
		if (!v->used)
			sp_packcheck_warn(w, v->file, v->line,
					  "nothing uses the concept '%s'", v->name);
		check_cue(w, v);
	}
}

static void check_dimensions(sp_packcheck_work *w)
{
	const sp_pack *p = w->pack;

	for (size_t d = 0; d < p->ndimensions; d++) {
		size_t n = 0;
		for (size_t i = 0; i < p->nissues; i++)
			n += p->issues[i].dimension == d;
		if (!n)
			sp_packcheck_warn(w, p->file, p->dimensions[d].line,
					  "no issue has the dimension '%s'",
					  p->dimensions[d].name);
	}
}

/* "open-modles" in a list of an issue is taken as words: the same letters as a
 * concept's name but for one or two, or for what stands between its parts. */
static bool looks_like(const char *text, const char *name)
{
	size_t len = strlen(text), far = len < 8 ? 1 : 2;

	if (strcspn(text, "-_") == len && strcspn(name, "-_") != strlen(name))
		return false;	/* a word beside a name with a hyphen */
	return len >= 5 && sp_name_distance(text, name) <= far;
}

static void check_name(sp_packcheck_work *w, size_t i)
{
	const sp_pack *p = w->pack;
	const char *text = p->patterns[i].text;
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";

	/* a plain word may well be near the name of a concept */
	if (strspn(text, letters) != strlen(text) || !strpbrk(text, "-_"))
		return;
	for (size_t v = 0; v < p->nvocabularies; v++) {
		const sp_vocabulary *o = &p->vocabularies[v];
		if (o->cue != SP_CUE_NONE || strchr(o->name, '/') ||
		    !looks_like(text, o->name))
			continue;
		sp_packcheck_pattern(w, i, "is taken as words, as there is no "
					   "concept of that name; did you mean '%s'?",
				     o->name);
		return;
	}
}

static void check_names(sp_packcheck_work *w)
{
	for (size_t i = 0; i < w->pack->npatterns; i++) {
		uint32_t v = w->pack->patterns[i].vocabulary;
		if (strchr(w->pack->vocabularies[v].name, '/'))
			check_name(w, i);
	}
}

/* ---- issues --------------------------------------------------------------- */

static void check_issues(sp_packcheck_work *w)
{
	const sp_pack *p = w->pack;

	for (size_t i = 0; i < p->nissues; i++) {
		const sp_issue *is = &p->issues[i];
		size_t words = 0, n = 0;
		for (size_t e = 0; e < p->nentries; e++)
			words += p->entries[e].issue == i &&
				 p->entries[e].role != SP_EXCEPT;
		for (size_t e = 0; e < p->nexamples; e++)
			n += p->examples[e].issue == i;
		if (!words)
			sp_packcheck_warn(w, p->file, is->line,
				"the issue '%s' has no words, so nothing is found of it",
					  is->name);
		if (n < SP_EXAMPLES)
			sp_packcheck_warn(w, p->file, is->line,
				"the issue '%s' has %zu example%s; %d or more are "
				"advised",
					  is->name, n, sp_plural(n),
					  SP_EXAMPLES);
	}
}

size_t sp_packcheck(const sp_pack *p, sp_buf *out)
{
	sp_packcheck_work w = { .pack = p, .out = out,
				.match = sp_match_state_new(p->matcher) };
	sp_packtest_counts counts;

	check_vocabularies(&w);
	check_dimensions(&w);
	check_names(&w);
	sp_packcheck_each(&w);
	sp_packcheck_overlaps(&w);
	check_issues(&w);
	sp_packtest(p, out, &counts);
	sp_match_state_free(w.match);
	return w.n + counts.failed;
}
