/* wording.h - numbers and findings in words, by stated rules.
 *
 * Every sentence of the report that states a result is made here, from counts.
 * Shares are told of those who take a position, never of all, and as "nine in
 * ten" only where there are ten or more (the method page says so). */
#ifndef SP_REPORT_WORDING_H
#define SP_REPORT_WORDING_H

#include "base/buf.h"
#include "report/model.h"

/** Add "1,234". */
void sp_add_count(sp_buf *b, long n);

/** Add "no", "one" ... "twelve", then digits; `capital` for a sentence start. */
void sp_add_number(sp_buf *b, long n, bool capital);

/** Add "1 letter" or "12 letters" (`one` and `many` are the nouns). */
void sp_add_counted(sp_buf *b, long n, const char *one, const char *many);

/** Add "1,668 of 10,000". */
void sp_add_of(sp_buf *b, long k, long n);

/** "none", "few" (up to a quarter of n), "some" (up to half), "most". */
const char *sp_share_word(long k, long n);

/** Add text with its first letter lower-cased, unless it is an acronym. */
void sp_add_lower(sp_buf *b, const char *s);

/** Add text with its first letter, if that is ASCII, as a capital. */
void sp_add_capital(sp_buf *b, const char *s);

/** Add text with its ASCII letters in capitals: eyebrows. */
void sp_add_upper(sp_buf *b, const char *s);

/** With fewer voices on an issue nothing is said of majorities: two of three are
 * no finding. */
enum { SP_VOICES_MIN = 5 };

/** Where the voices on an issue lie. */
typedef enum sp_verdict {
	SP_UNHEARD,	/* nobody addresses it */
	SP_TOO_FEW,	/* fewer than SP_VOICES_MIN do */
	SP_FOR,		/* more than half of the voices support */
	SP_AGAINST,
	SP_SPLIT,	/* neither */
	SP_VERDICTS
} sp_verdict;

sp_verdict sp_tally_verdict(const sp_tally *t);

/**
 * How far two kinds of submitter stand apart on an issue: most of `for_it` for
 * it, most of `against` against. The smaller of the two numbers; 0 if they do
 * not, or fewer than SP_VOICES_MIN of either take a position.
 */
int sp_issue_apart(const sp_issue *i, int for_it, int against);

/** Add "nine in ten who address it are in favour" or its like; of few voices,
 * "too few to tell (2 for, 1 against)". */
void sp_add_finding(sp_buf *b, const sp_tally *t);

/** Add "2 for, 1 mixed, 1 against", leaving out what is zero. */
void sp_add_sides(sp_buf *b, const sp_tally *t);

/** Add "25 March 2025"; a date that is none is added as it is. */
void sp_add_date(sp_buf *b, const char *iso);

/** Add "12 support, 3 mixed, 2 oppose, 4 silent", leaving out what is zero. */
void sp_add_tally(sp_buf *b, const sp_tally *t);

/** "Support", "Mixed", "Oppose", "Not addressed". */
const char *sp_stance_label(int stance);

#endif
