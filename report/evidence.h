/* evidence.h - which sentences an issue page quotes, and their text.
 *
 * The rule: one sentence a submitter and side, the longest of 40 to 400 bytes
 * (failing that, the one nearest to that), headings last; the letters of a
 * campaign count once; kinds of submitter take turns, in each the longest
 * first; at most SP_QUOTES_MAX a side. */
#ifndef SP_REPORT_EVIDENCE_H
#define SP_REPORT_EVIDENCE_H

#include "report/model.h"

enum { SP_QUOTES_MAX = 40, SP_REPORTED_MAX = 8 };

/** A chosen position. */
typedef struct sp_quote {
	int64_t position;
	int submitter;		/* index in the model */
	bool support;
} sp_quote;

typedef struct sp_evidence sp_evidence;

/** A reader; one for the report. Caller frees. */
sp_evidence *sp_evidence_new(sp_corpus *c, const sp_model *m, sp_error *err);
void sp_evidence_free(sp_evidence *e);	/* NULL is fine */

/**
 * The quotes on issue `issue` (index): own views, support before oppose, or
 * the views of others that submitters report. Borrowed until the next call.
 * *left is how many more there would have been. Fails with SP_EDB.
 */
bool sp_evidence_choose(sp_evidence *e, int issue, bool own,
			const sp_quote **quotes, size_t *n, size_t *left,
			sp_error *err);

/** A quote of a submitter on an issue (index). */
typedef struct sp_profile_quote {
	sp_quote quote;
	int issue;
} sp_profile_quote;

enum { SP_PROFILE_QUOTES = 2 };

/**
 * What shows a submitter: by the rule above, its best sentence in support and
 * its best against; if it takes one side only, those on two issues. Not the same
 * sentence twice, unless it is all that the submitter says on both sides. *n is
 * how many there are. Fails with SP_EDB.
 */
bool sp_evidence_profile(sp_evidence *e, int submitter,
			 sp_profile_quote out[SP_PROFILE_QUOTES], size_t *n,
			 sp_error *err);

/** A quote's words. Borrowed until the next call. */
typedef struct sp_quote_text {
	const char *sentence;	/* as it stands in the corpus */
	const char *lead_in;	/* of a list item; "" if none */
	bool adjacent;		/* nothing stands between the two */
	const char *path;
	int line;		/* 0 if unknown */
	const char *holder;	/* of a reported view; "" if not named */
} sp_quote_text;

bool sp_evidence_text(sp_evidence *e, int64_t position, sp_quote_text *out,
		      sp_error *err);

#endif
