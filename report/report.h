/* report.h - a corpus becomes a comparative report in PDF. */
#ifndef SP_REPORT_REPORT_H
#define SP_REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/output.h"
#include "base/progress.h"
#include "corpus/corpus.h"

/** How well the positions agree with gold that people coded; the caller works
 * it out. Values are 0 to 1, NaN where there is nothing to compare. */
typedef struct sp_reliability {
	const char *gold;		/* name of the file */
	size_t documents;		/* in both, with text or not */
	struct sp_reliable {
		const char *issue;	/* its name; NULL in the last: all */
		int gold, found, right;	/* positions */
		int flips;		/* found, right but for the side */
		struct sp_measure {
			double value, low, high;	/* 95 % interval */
		} precision, recall, f1;
		double kappa;
	} *rows;
	size_t n;
} sp_reliability;

typedef struct sp_report_options {
	const char *output;		/* path of the PDF */
	bool force;			/* also over a file that is no PDF */
	const char *title;		/* NULL: of the rule pack */
	const char *subtitle;		/* NULL: says how many submissions */
	const char *const *submitters;	/* names, short names, or words that
					   only one name holds */
	size_t nsubmitters;		/* 0: all; 2 to 6: side by side */
	const char *const *kinds;	/* "company", "nonprofit" ... */
	size_t nkinds;			/* 0: all */
	int top;			/* submitters in the matrix, those who
					   address most issues; 0: 120 */
	bool contested;			/* matrix columns: the most contested
					   first, not by theme */
	const struct sp_reliability *reliability;	/* NULL: no gold */
	bool letter;			/* paper: US Letter, not A4 */
	bool pdfa;			/* PDF/A-1b: no attachments */
	const char *date;		/* YYYY-MM-DD; NULL: SOURCE_DATE_EPOCH,
					   or the newest submission, or none */
	const char *font_dir;		/* NULL: see sp_fonts_new() */
	const sp_progress *progress;	/* may be NULL */
} sp_report_options;

typedef struct sp_report_counts {
	int pages, submitters, issues;
	char warning[512];	/* of characters that no font has; "" if none */
	int analysed, waiting;	/* documents; waiting: for standpoint analyze */
} sp_report_counts;

/** What a report goes over without being told to. */
extern const sp_output_kind sp_report_pdf;

/** Whether `name` is a kind of submitter; fails with SP_EUSAGE, naming them all. */
bool sp_report_knows_kind(const char *name, sp_error *err);

/**
 * Write the report. The same corpus, options and fonts give the same bytes. A
 * PDF at the path is replaced in one step when the new one is complete, and
 * stays as it is on an error: SP_ENOROW (nothing analysed, no such submitter),
 * SP_EFONT, SP_EPDF, SP_EIO (a full disk), SP_EDB.
 */
bool sp_report_write(sp_corpus *c, const sp_report_options *o,
		     sp_report_counts *counts, sp_error *err);

#endif
