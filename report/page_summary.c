/* page_summary.c - five to seven findings, each with its count and a link,
 * and three short lists. All of it is computed; the rules stand in wording.h. */
#include "config.h"

#include <stdlib.h>

#include "report/chart.h"
#include "report/findings.h"
#include "report/page.h"
#include "report/wording.h"

enum { LIST_MAX = 8 };

static const float KIND_W = 92, LEADING = 13.5f;

/* ---- findings ----------------------------------------------------------- */

/* "7 of 8 nonprofits who address it are in favour, 5 of 5 companies against." */
static void add_contrast_words(sp_buf *t, const sp_issue *i,
			       const sp_finding *f)
{
	const sp_tally *x = &i->type[f->for_it], *y = &i->type[f->against];

	sp_buf_addc(t, ' ');
	sp_add_of(t, x->n[SP_SUPPORT], sp_tally_voices(x));
	sp_buf_addf(t, " %s who address it are in favour, ",
		    sp_type_noun(f->for_it));
	sp_add_of(t, y->n[SP_OPPOSE], sp_tally_voices(y));
	sp_buf_addf(t, " %s against.", sp_type_noun(f->against));
}

/* ", few against": the other side, where there is a majority. */
static void add_minority(sp_buf *t, const sp_tally *all)
{
	sp_verdict v = sp_tally_verdict(all);
	int n = sp_tally_voices(all);

	if (v == SP_FOR && all->n[SP_SUPPORT] < n)
		sp_buf_addf(t, ", %s against",
			    sp_share_word(all->n[SP_OPPOSE], n));
	if (v == SP_AGAINST && all->n[SP_OPPOSE] < n)
		sp_buf_addf(t, ", %s in favour",
			    sp_share_word(all->n[SP_SUPPORT], n));
}

/* The numbers that the words of the finding do not give. */
static void add_counts(sp_buf *t, const sp_tally *all)
{
	int sides = (all->n[SP_SUPPORT] > 0) + (all->n[SP_MIXED] > 0) +
		    (all->n[SP_OPPOSE] > 0);
	sp_verdict v = sp_tally_verdict(all);
	sp_tally voices = *all;

	voices.n[SP_SILENT] = 0;
	if (v == SP_SPLIT && sides == 3) {
		sp_buf_adds(t, ", ");
		sp_add_count(t, all->n[SP_MIXED]);
		sp_buf_adds(t, " mixed");
	} else if ((v == SP_FOR || v == SP_AGAINST) && sides > 1) {
		sp_buf_adds(t, ": ");
		sp_add_tally(t, &voices);
	}
}

static void add_sentence(sp_buf *t, const sp_model *m, int issue)
{
	const sp_tally *all = &m->issues[issue].all;

	sp_buf_adds(t, " ");
	sp_add_finding(t, all);
	add_minority(t, all);
	add_counts(t, all);
	sp_buf_adds(t, ". ");
	sp_add_capital(t, sp_share_word(sp_tally_voices(all),
					m->nsubmitters));
	sp_buf_adds(t, " submitters address it, ");
	sp_add_of(t, sp_tally_voices(all), m->nsubmitters);
	sp_buf_addc(t, '.');
}

/* What the issue is the most of, a line each; below them the link to its page.
 * Returns the lowest baseline. */
static float draw_labels(sp_book *b, float y, const sp_finding *f)
{
	sp_style st = { .face = SP_BOLD, .size = 7.5f, .color = SP_BLUE };

	for (int i = 0; i < f->nlabels; i++, y -= LEADING) {
		bool last = i + 1 == f->nlabels;
		float w = sp_text(b->pdf, SP_LEFT, y, &st, f->labels[i]);

		sp_draw_hidden(b->pdf, SP_LEFT + w, y, last ? ": " : ", ");
	}
	return y;
}

static void draw_issue_link(sp_book *b, float y, int issue)
{
	sp_style st = { .face = SP_BOLD, .size = 7.5f, .color = SP_BLUE };
	sp_buf t = SP_BUF_INIT;
	sp_name dest;

	sp_dest_issue(dest, issue);
	sp_buf_addf(&t, "Issue %d \u2192", issue + 1);
	sp_draw_link(b->pdf, SP_LEFT, y, &st, t.data, dest,
		     b->m->issues[issue].short_name);
	sp_buf_release(&t);
}

static sp_para *finding_para(const sp_book *b, const sp_finding *f)
{
	const sp_issue *issue = &b->m->issues[f->issue];
	sp_style text = sp_resize(&sp_st_body, 9.5f);
	sp_style name = { .face = SP_BOLD, .size = 10.5f, .color = SP_INK };
	sp_para *p = sp_para_new(sp_pdf_fonts(b->pdf));
	sp_buf t = SP_BUF_INIT;

	sp_buf_addf(&t, "%s:", issue->short_name);
	sp_para_add(p, &name, t.data);
	sp_buf_clear(&t);
	add_sentence(&t, b->m, f->issue);
	if (f->for_it != f->against)
		add_contrast_words(&t, issue, f);
	sp_para_add(p, &text, t.data);
	sp_buf_release(&t);
	return p;
}

static float draw_finding(sp_book *b, float y, const sp_finding *f)
{
	sp_para *p = finding_para(b, f);
	size_t n = sp_para_break(p, 262, 6, true);
	size_t beside = (size_t)f->nlabels + 1;

	sp_pdf_open(b->pdf, "LI");
	sp_pdf_open(b->pdf, "LBody");
	sp_pdf_begin(b->pdf, "P");
	float link = draw_labels(b, y, f);
	sp_para_draw(p, b->pdf, SP_LEFT + KIND_W, y, LEADING);
	sp_pdf_end(b->pdf);
	draw_issue_link(b, link, f->issue);
	sp_pdf_close(b->pdf);
	sp_pdf_close(b->pdf);
	sp_pdf_artifact(b->pdf);
	sp_chart_stacked(b->pdf, SP_LEFT + 372, y - 6, SP_TEXT_W - 372, 13,
			 &b->m->issues[f->issue].all, 7.4f);
	float next = y - LEADING * (float)(n > beside ? n : beside) - 9;
	sp_pdf_line(b->pdf, SP_LEFT, next + 11.5f, SP_RIGHT, next + 11.5f,
		    0.4f, SP_HAIR);
	sp_pdf_unmark(b->pdf);
	sp_para_free(p);
	return next - 4;
}

/* ---- the three lists ---------------------------------------------------- */

/* How many for and against, or, in a list by voices, how many speak at all. */
static void list_counts(sp_book *b, float right, float y, const sp_tally *t,
			bool voices)
{
	sp_style for_it = { .face = SP_BOLD, .size = 8, .color = SP_BLUE };
	sp_style against = { .face = SP_BOLD, .size = 8, .color = SP_ORANGE };
	sp_style grey = { .face = SP_BOLD, .size = 8, .color = SP_INK_2 };
	sp_buf s = SP_BUF_INIT;

	sp_draw_space(b->pdf, right - 50, y);
	if (voices) {
		sp_add_count(&s, sp_tally_voices(t));
		sp_text_right(b->pdf, right, y, &grey, s.data);
	} else {
		sp_buf_adds(&s, "\u2212");
		sp_add_count(&s, t->n[SP_OPPOSE]);
		float w = sp_text_width(sp_pdf_fonts(b->pdf), &against,
					s.data);
		float left = right - (w > 18 ? w + 6 : 22);
		sp_text(b->pdf, right - w, y, &against, s.data);
		sp_buf_clear(&s);
		sp_buf_addc(&s, '+');
		sp_add_count(&s, t->n[SP_SUPPORT]);
		sp_draw_space(b->pdf, left + 1, y);
		sp_text_right(b->pdf, left, y, &for_it, s.data);
	}
	sp_buf_release(&s);
}

static void list_row(sp_book *b, float x, float y, float w, int issue,
		     bool voices)
{
	const sp_issue *i = &b->m->issues[issue];
	sp_style number = sp_recolor(&sp_st_small, SP_INK_3);
	sp_buf s = SP_BUF_INIT;
	sp_name dest;

	sp_dest_issue(dest, issue);
	sp_pdf_open(b->pdf, "LI");
	sp_pdf_open(b->pdf, "LBody");
	sp_pdf_open(b->pdf, "Link");
	sp_pdf_mark(b->pdf);
	sp_buf_addf(&s, "%d", issue + 1);
	sp_text_right(b->pdf, x + 12, y, &number, s.data);
	sp_draw_space(b->pdf, x + 13, y);
	sp_text_fit(b->pdf, x + 17, y, &sp_st_label, i->short_name,
		    w - (i->all.n[SP_SUPPORT] < 1000 ? 60 : 78),
		    7.2f);
	list_counts(b, x + w, y, &i->all, voices);
	sp_pdf_unmark(b->pdf);
	sp_pdf_link(b->pdf, x, y - 3, w, 12, dest, i->short_name);
	sp_pdf_close(b->pdf);
	sp_pdf_close(b->pdf);
	sp_pdf_close(b->pdf);
	sp_buf_release(&s);
}

/* False if there is nothing to list. */
static bool draw_list(sp_book *b, float x, float y, float w, const char *title,
		      sp_score_of *score)
{
	sp_ranked *s = sp_issues_ranked(b->m, score);

	if (s[0].score <= 0) {
		free(s);
		return false;
	}
	y = sp_draw_heading(b->pdf, x, y, w, title);
	sp_pdf_open(b->pdf, "L");
	for (int i = 0; i < b->m->nissues && i < LIST_MAX; i++) {
		if (s[i].score <= 0)
			break;
		list_row(b, x, y, w, s[i].issue, score == sp_score_rare);
		y -= 14.5f;
	}
	sp_pdf_close(b->pdf);
	free(s);
	return true;
}

/* ---- the page ----------------------------------------------------------- */

static void count_verdicts(const sp_model *m, int n[SP_VERDICTS])
{
	for (int i = 0; i < SP_VERDICTS; i++)
		n[i] = 0;
	for (int i = 0; i < m->nissues; i++)
		n[sp_tally_verdict(&m->issues[i].all)]++;
}

static void add_title(sp_buf *t, const sp_model *m)
{
	int n[SP_VERDICTS];

	count_verdicts(m, n);
	if (n[SP_UNHEARD] == m->nissues) {
		sp_buf_adds(t, "No position was found");
	} else if (n[SP_UNHEARD] + n[SP_TOO_FEW] == m->nissues) {
		sp_buf_adds(t, "Too few speak on any one issue to tell a "
			       "majority");
	} else {
		if (n[SP_FOR]) {
			sp_add_number(t, n[SP_FOR], true);
			sp_buf_addf(t, " of %d issues %s", m->nissues,
				    n[SP_FOR] == 1 ? "finds" : "find");
		} else {
			sp_buf_addf(t, "None of %d issues finds", m->nissues);
		}
		sp_buf_adds(t, " a majority in favour, ");
		if (n[SP_AGAINST])
			sp_add_number(t, n[SP_AGAINST], false);
		else
			sp_buf_adds(t, "none");
		sp_buf_adds(t, " a majority against");
	}
}

static void add_deck(sp_buf *t, const sp_model *m)
{
	int n[SP_VERDICTS];

	count_verdicts(m, n);
	sp_buf_adds(t, "Majorities are of those who address an issue, never "
		       "of all. ");
	if (n[SP_TOO_FEW]) {
		sp_buf_addf(t, "On %d of %d issues fewer than ", n[SP_TOO_FEW],
			    m->nissues);
		sp_add_number(t, SP_VOICES_MIN, false);
		sp_buf_adds(t, " do, too few to tell. ");
	}
	if (n[SP_UNHEARD]) {
		sp_add_number(t, n[SP_UNHEARD], true);
		sp_buf_adds(t, n[SP_UNHEARD] == 1 ? " is" : " are");
		sp_buf_adds(t, " addressed by nobody. ");
	}
	if (m->read.reported) {
		sp_add_counted(t, m->read.reported, "view", "views");
		sp_buf_addf(t, " of others that submitters report %s not "
			       "counted.",
			    m->read.reported == 1 ? "is" : "are");
	}
}

void sp_page_summary(sp_book *b)
{
	static const struct {
		const char *title;
		sp_score_of *score;
	} lists[] = { { "Widest net support", sp_score_support },
		      { "Most contested", sp_score_split },
		      { "Least discussed (voices)", sp_score_rare } };
	const float w = 156, step = (SP_TEXT_W - w) / 2;
	float x = SP_LEFT;
	sp_finding f[SP_FINDINGS_MAX];
	sp_buf title = SP_BUF_INIT, deck = SP_BUF_INIT;
	int n = sp_findings(b->m, f);

	add_title(&title, b->m);
	add_deck(&deck, b->m);
	sp_pdf_open(b->pdf, "Sect");
	sp_book_page(b, "Summary");
	sp_pdf_dest(b->pdf, "summary", 0, SP_PAGE_H);
	float y = sp_book_head(b, "SUMMARY", title.data, deck.data);
	if (!n) {
		y = sp_draw_para(b->pdf, "P", SP_LEFT, y - 12, SP_TEXT_W,
				 &sp_st_body, 14,
				 "In none of these submissions was a position "
				 "found on any of the issues.", 0);
	} else {
		y = sp_draw_heading(b->pdf, SP_LEFT, y - 12, SP_TEXT_W,
				    "Findings");
		sp_pdf_open(b->pdf, "L");
		for (int i = 0; i < n; i++)
			y = draw_finding(b, y, &f[i]);
		sp_pdf_close(b->pdf);
	}
	y -= 14;
	for (size_t i = 0; n && i < sizeof lists / sizeof *lists; i++)
		if (draw_list(b, x, y, w, lists[i].title, lists[i].score))
			x += step;
	sp_draw_note(b->pdf, b->source);
	sp_pdf_close(b->pdf);
	sp_buf_release(&title);
	sp_buf_release(&deck);
}
