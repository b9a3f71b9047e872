/* page_issue.h - what the two halves of an issue's pages share: page_issue.c
 * has the quotes, issue_who.c what stands above them. */
#ifndef SP_REPORT_PAGE_ISSUE_H
#define SP_REPORT_PAGE_ISSUE_H

#include "report/quote.h"

/** An issue's pages while they are made. */
struct issue_pages {
	sp_book *b;
	int issue;
	sp_buf eyebrow, title, section;
	bool few;		/* it runs on after the one before */
	float tight;		/* 0 to 1: how much less white, to save a page */
	bool titled;		/* by the pack, so the finding stands below */
};

static inline const sp_issue *sp_issue_of(const struct issue_pages *p)
{
	return &p->b->m->issues[p->issue];
}

/** White between things: `least` where a page must be saved, at most `loose`. */
static inline float sp_issue_white(const struct issue_pages *p, float loose,
				   float least)
{
	return loose - (loose - least) * p->tight;
}

/** Each draws from the baseline y down and returns the next one: how many, of
 * which kinds, and who. */
float sp_issue_bar(struct issue_pages *p, float y);
float sp_issue_kinds(struct issue_pages *p, float y);
float sp_issue_names(struct issue_pages *p, float y);

/** The quotes, own ones and reported ones, from c->y down. */
bool sp_issue_quotes(struct issue_pages *p, sp_columns *c, sp_error *err);

#endif
