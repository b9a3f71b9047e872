/* page.h - the report as a book: what the page types share. One file a type. */
#ifndef SP_REPORT_PAGE_H
#define SP_REPORT_PAGE_H

#include "report/draw.h"
#include "report/evidence.h"
#include "report/map.h"
#include "report/model.h"
#include "report/pdf.h"

struct sp_foot {
	const char *text, *dest;
};

typedef struct sp_book {
	sp_pdf *pdf;
	const sp_model *m;
	sp_evidence *evidence;
	sp_map *map;		/* NULL: nothing to place */
	const char *title;	/* of the report */
	const char *subtitle;
	const char *date;	/* YYYY-MM-DD; "" if there is none */
	const char *source;	/* what every note ends with */
	sp_corpus *c;
	const sp_report_options *o;
	const struct sp_foot *foot;	/* links at the foot of each page */
	size_t nfoot;
	bool body_next;		/* the next page is number 1 */
	/* Quotes that were cut: to be printed whole. */
	struct sp_cut {
		int64_t position;
		int submitter, issue;
	} *cuts;
	size_t ncuts, cuts_cap;
	/* Where submitters are quoted: for the index. */
	struct sp_mention {
		int submitter, issue;
	} *mentions;
	size_t nmentions, mentions_cap;
	/* Pages that are filled last, when the others are known: */
	int contents_page, contents_pages, contents_section;
	float contents_pitch;
} sp_book;

/** Keep that the quote of this position was cut. */
void sp_book_cut(sp_book *b, int64_t position, int submitter, int issue);

/** Keep that the submitter is quoted on the issue. */
void sp_book_mention(sp_book *b, int submitter, int issue);

/** Where the book is, and back to there: see sp_pdf_back(). */
typedef struct sp_book_point {
	sp_pdf_point pdf;
	size_t ncuts, nmentions;
} sp_book_point;
sp_book_point sp_book_here(const sp_book *b);
void sp_book_back(sp_book *b, const sp_book_point *to);

/** A new page with head and foot; `section` stands at the right of the head. */
void sp_book_page(sp_book *b, const char *section);

/**
 * Eyebrow, title (level 1, at most two lines) and deck (may be NULL); returns
 * the y where the body may begin.
 */
float sp_book_head(sp_book *b, const char *eyebrow, const char *title,
		   const char *deck);

/** What sp_book_head() would return, without drawing. */
float sp_book_head_end(const sp_book *b, const char *title, const char *deck);

/** The one-line head of a continued page; returns SP_CONTINUED_Y. */
#define SP_CONTINUED_Y 730.0f
float sp_book_continued(sp_book *b, const char *eyebrow, const char *title);

/** Does a title fit there whole? */
bool sp_book_one_line(const sp_book *b, const char *title);

/** "issue-12", "submitter-7", "cell-7-12", "matrix-7-12": numbers from 1. */
typedef char sp_name[40];
void sp_dest_issue(sp_name out, int issue);
void sp_dest_theme(sp_name out, int theme);
void sp_dest_submitter(sp_name out, int submitter);
void sp_dest_cell(sp_name out, int submitter, int issue);
void sp_dest_row(sp_name out, int submitter);

/** An issue's number and short name, a link to its page, `width` wide. */
void sp_book_issue(sp_book *b, float x, float y, float width, int issue);

/** "40 submitters" or, with documents of the same ones, what was compared. */
void sp_add_scope(sp_buf *b, const sp_book *book);

/** Issues by net support, ties by number: caller frees. */
int *sp_issues_by_net(const sp_model *m);

/* ---- the page types, in order ------------------------------------------- */

void sp_page_cover(sp_book *b);
void sp_page_contents_reserve(sp_book *b);
void sp_page_summary(sp_book *b);
void sp_page_submitters(sp_book *b);
void sp_page_overview(sp_book *b);
/** False, and no page, where there are no two kinds to compare. */
bool sp_page_kinds(sp_book *b);
void sp_page_matrix(sp_book *b);
/** False, and no page, where two axes carry too little. */
bool sp_page_map(sp_book *b);
/** False, and no page, where no two pairs share enough issues. */
bool sp_page_alliances(sp_book *b);
/** False, and no page, where nobody speaks on it or there is no other. */
bool sp_page_theme(sp_book *b, int theme);
bool sp_page_issue(sp_book *b, int issue, sp_error *err);
/** Up to so many submitters, issues run on instead. */
enum { SP_FEW = 5 };
bool sp_issues_few(const sp_model *m);
bool sp_page_few(sp_book *b, sp_error *err);
/** The issues without a page of their own; false if there are none. */
bool sp_page_unheard(sp_book *b);
bool sp_issue_unheard(const sp_model *m, int issue);
/** The submitters of the matrix, one after the other. */
bool sp_page_profiles(sp_book *b, sp_error *err);
/** The submitters that were asked for, side by side: 2 to SP_SIDE_MAX. */
void sp_page_side(sp_book *b);
bool sp_page_side_quotes(sp_book *b, sp_error *err);
void sp_page_method(sp_book *b);
/** How well the coding agrees with the gold of the options. */
void sp_page_reliability(sp_book *b);
/** Data, codebook, problems, SQL: false if the corpus cannot be read. */
bool sp_page_annex(sp_book *b, sp_error *err);
/** The pages of submitters and issues, by name; comes last. */
void sp_page_index(sp_book *b);
/** Fill the pages that were reserved: all places are known now. */
void sp_page_contents(sp_book *b);

#endif
