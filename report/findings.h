/* findings.h - which issues the summary tells of, and why.
 *
 * Each superlative is of all issues that may be ranked: where the issue was told
 * already, it gets a second label instead of another one standing in for it. An
 * "also" claims nothing but to come next. */
#ifndef SP_REPORT_FINDINGS_H
#define SP_REPORT_FINDINGS_H

#include "report/model.h"

/** What issues are ranked by; 0 or less: not at all. */
typedef long sp_score_of(const sp_tally *t);

/** Of issues with SP_VOICES_MIN voices or more: net support, net opposition. */
long sp_score_support(const sp_tally *t);
long sp_score_oppose(const sp_tally *t);
/** The smaller side, where it is a quarter of the voices or more. */
long sp_score_split(const sp_tally *t);
/** Submitters who are mixed, where they are more than one. */
long sp_score_mixed(const sp_tally *t);
/** Of all issues: those who address it. */
long sp_score_voices(const sp_tally *t);
/** The fewer voices the more; not those of nobody, who have their own list. */
long sp_score_rare(const sp_tally *t);

typedef struct sp_ranked {
	long score;
	int issue;
} sp_ranked;

/** All m->nissues, the highest score first, ties by number. Caller frees. */
sp_ranked *sp_issues_ranked(const sp_model *m, sp_score_of *score);

enum { SP_FINDINGS_MAX = 7, SP_LABELS_MAX = 6 };

/** An issue that says something, and what. */
typedef struct sp_finding {
	int issue;
	const char *labels[SP_LABELS_MAX];	/* "Most discussed" ... */
	int nlabels;
	int for_it, against;	/* kinds of submitter that part; or both 0 */
} sp_finding;

/** The findings; returns how many. */
int sp_findings(const sp_model *m, sp_finding f[SP_FINDINGS_MAX]);

/**
 * The issue on which two kinds of submitter stand on opposite sides most clearly:
 * the smaller of the two majorities. Returns that, 0 if no two kinds part.
 */
int sp_kinds_part(const sp_model *m, int *issue, int *for_it, int *against);

#endif
