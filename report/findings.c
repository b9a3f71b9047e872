/* findings.c - see findings.h. */
#include "config.h"

#include "report/findings.h"

#include <stdlib.h>

#include "base/mem.h"
#include "report/wording.h"

static bool rankable(const sp_tally *t)
{
	return sp_tally_voices(t) >= SP_VOICES_MIN;
}

long sp_score_support(const sp_tally *t)
{
	return rankable(t) ? sp_tally_net(t) : 0;
}

long sp_score_oppose(const sp_tally *t)
{
	return rankable(t) ? -sp_tally_net(t) : 0;
}

long sp_score_split(const sp_tally *t)
{
	int smaller = sp_tally_split(t);

	return rankable(t) && 4 * smaller >= sp_tally_voices(t) ? smaller : 0;
}

long sp_score_mixed(const sp_tally *t)
{
	return rankable(t) && t->n[SP_MIXED] > 1 ? t->n[SP_MIXED] : 0;
}

long sp_score_voices(const sp_tally *t)
{
	return sp_tally_voices(t);
}

long sp_score_rare(const sp_tally *t)
{
	const long more_than_all = 1L << 30;

	return sp_tally_voices(t) ? more_than_all - sp_tally_voices(t) : 0;
}

static int by_score(const void *a, const void *b)
{
	const sp_ranked *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->issue - y->issue;
}

sp_ranked *sp_issues_ranked(const sp_model *m, sp_score_of *score)
{
	sp_ranked *r = sp_calloc((size_t)m->nissues, sizeof *r);

	for (int i = 0; i < m->nissues; i++)
		r[i] = (sp_ranked){ score(&m->issues[i].all), i };
	qsort(r, (size_t)m->nissues, sizeof *r, by_score);
	return r;
}

int sp_kinds_part(const sp_model *m, int *issue, int *for_it, int *against)
{
	int most = 0;

	for (int i = 0; i < m->nissues; i++)
		for (int a = 0; a < SP_TYPES; a++)
			for (int b = 0; b < SP_TYPES; b++) {
				int d = sp_issue_apart(&m->issues[i], a, b);

				if (d <= most)
					continue;
				most = d;
				*issue = i;
				*for_it = a;
				*against = b;
			}
	return most;
}

/* The finding that told of the issue, or NULL. */
static sp_finding *told(sp_finding *f, int n, int issue)
{
	for (int i = 0; i < n; i++)
		if (f[i].issue == issue)
			return &f[i];
	return NULL;
}

/* One more label for the issue; the finding that has it. */
static sp_finding *tell(sp_finding *f, int *n, int issue, const char *label)
{
	sp_finding *at = told(f, *n, issue);

	if (!at) {
		at = &f[(*n)++];
		*at = (sp_finding){ .issue = issue };
	}
	at->labels[at->nlabels++] = label;
	return at;
}

static void tell_best(const sp_model *m, sp_finding *f, int *n,
		      sp_score_of *score, const char *label)
{
	sp_ranked *r = sp_issues_ranked(m, score);

	if (r[0].score > 0)
		tell(f, n, r[0].issue, label);
	free(r);
}

/* The best that was not told yet. */
static void tell_next(const sp_model *m, sp_finding *f, int *n,
		      sp_score_of *score, const char *label)
{
	sp_ranked *r = sp_issues_ranked(m, score);
	int i = 0;

	while (i < m->nissues && told(f, *n, r[i].issue))
		i++;
	if (i < m->nissues && r[i].score > 0 && *n < SP_FINDINGS_MAX)
		tell(f, n, r[i].issue, label);
	free(r);
}

int sp_findings(const sp_model *m, sp_finding f[SP_FINDINGS_MAX])
{
	int n = 0, issue, for_it, against;

	tell_best(m, f, &n, sp_score_support, "Widest net support");
	tell_best(m, f, &n, sp_score_oppose, "Widest net opposition");
	tell_best(m, f, &n, sp_score_split, "Most contested");
	if (sp_kinds_part(m, &issue, &for_it, &against)) {
		sp_finding *at = tell(f, &n, issue, "Kinds that part");

		at->for_it = for_it;
		at->against = against;
	}
	tell_best(m, f, &n, sp_score_voices, "Most discussed");
	tell_best(m, f, &n, sp_score_mixed, "Most mixed");
	tell_next(m, f, &n, sp_score_support, "Also supported");
	tell_next(m, f, &n, sp_score_oppose, "Also opposed");
	tell_next(m, f, &n, sp_score_split, "Also contested");
	tell_next(m, f, &n, sp_score_voices, "Also much discussed");
	return n;
}
