/* page_summary.c - five to seven findings, each with its count and a link,
 * and three short lists. All of it is computed; the rules stand in wording.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/chart.h"
#include "report/page.h"
#include "report/wording.h"

enum { FINDINGS_MAX = 7, LIST_MAX = 8 };

/* An issue that says something, and what. */
struct finding {
	int issue;
	const char *kind;	/* bold, before the sentence */
	int for_it, against;	/* kinds of submitter that part; or both 0 */
};

/* Issues in the order of some score, the highest first. */
struct scored {
	long score;
	int issue;
};

static int by_score(const void *a, const void *b)
{
	const struct scored *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->issue - y->issue;
}

static long score_support(const sp_tally *t)
{
	return sp_tally_net(t) > 0 ? sp_tally_net(t) : 0;
}

static long score_oppose(const sp_tally *t)
{
	return sp_tally_net(t) < 0 ? -sp_tally_net(t) : 0;
}

static long score_split(const sp_tally *t)
{
	return sp_tally_split(t);
}

static long score_voices(const sp_tally *t)
{
	return sp_tally_voices(t);
}

static long score_mixed(const sp_tally *t)
{
	return t->n[SP_MIXED];
}

/* Fewest voices first; what nobody addresses has a list of its own. */
static long score_silent(const sp_tally *t)
{
	return 1000000 - sp_tally_voices(t);
}

static struct scored *rank(const sp_model *m, long (*score)(const sp_tally *))
{
	struct scored *s = sp_calloc((size_t)m->nissues, sizeof *s);

	for (int i = 0; i < m->nissues; i++)
		s[i] = (struct scored){ score(&m->issues[i].all), i };
	qsort(s, (size_t)m->nissues, sizeof *s, by_score);
	return s;
}

/* ---- findings ----------------------------------------------------------- */

static bool told(const struct finding *f, int n, int issue)
{
	for (int i = 0; i < n; i++)
		if (f[i].issue == issue)
			return true;
	return false;
}

/* The best issue by `score` that no earlier finding told of. */
static int add_best(const sp_model *m, struct finding *f, int n,
		    long (*score)(const sp_tally *), const char *kind)
{
	struct scored *s = rank(m, score);

	for (int i = 0; i < m->nissues && n < FINDINGS_MAX; i++) {
		if (s[i].score <= 0)
			break;
		if (told(f, n, s[i].issue))
			continue;
		f[n++] = (struct finding){ .issue = s[i].issue, .kind = kind };
		break;
	}
	free(s);
	return n;
}

/* Where two kinds of submitter stand on opposite sides most clearly. */
static int add_contrast(const sp_model *m, struct finding *f, int n)
{
	struct finding best = { .kind = "Kinds that part" };
	int most = 0;

	for (int i = 0; i < m->nissues; i++)
		for (int a = 0; a < SP_TYPES; a++)
			for (int b = 0; b < SP_TYPES; b++) {
				int d = sp_issue_apart(&m->issues[i],
						       a, b);

				if (d <= most || told(f, n, i))
					continue;
				most = d;
				best.issue = i;
				best.for_it = a;
				best.against = b;
			}
	if (most)
		f[n++] = best;
	return n;
}

static int find(const sp_model *m, struct finding *f)
{
	int n = 0;

	n = add_best(m, f, n, score_support, "Widest support");
	n = add_best(m, f, n, score_oppose, "Most opposed");
	n = add_best(m, f, n, score_split, "Sharpest split");
	n = add_contrast(m, f, n);
	n = add_best(m, f, n, score_voices, "Most discussed");
	n = add_best(m, f, n, score_mixed, "Most mixed");
	n = add_best(m, f, n, score_support, "Second in support");
	return n;
}

/* "7 of 8 nonprofits who address it are in favour, 5 of 5 companies against." */
static void add_contrast_words(sp_buf *t, const sp_issue *i,
			       const struct finding *f)
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
	sp_tally voices = *all;

	voices.n[SP_SILENT] = 0;
	if (sp_tally_verdict(all) == SP_SPLIT && sides == 3) {
		sp_buf_adds(t, ", ");
		sp_add_count(t, all->n[SP_MIXED]);
		sp_buf_adds(t, " mixed");
	} else if (sp_tally_verdict(all) != SP_SPLIT && sides > 1) {
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
	if (m->nsubmitters == 1) {
		sp_buf_addc(t, '.');
		return;
	}
	sp_buf_adds(t, ". ");
	sp_add_capital(t, sp_share_word(sp_tally_voices(all),
					m->nsubmitters));
	sp_buf_adds(t, " submitters address it, ");
	sp_add_of(t, sp_tally_voices(all), m->nsubmitters);
	sp_buf_addc(t, '.');
}

static float draw_finding(sp_book *b, float y, const struct finding *f)
{
	const sp_issue *issue = &b->m->issues[f->issue];
	sp_style kind = { .face = SP_BOLD, .size = 7.5f, .color = SP_BLUE };
	sp_style text = sp_resize(&sp_st_body, 9.5f);
	sp_style name = { .face = SP_BOLD, .size = 10.5f, .color = SP_INK };
	sp_para *p = sp_para_new(sp_pdf_fonts(b->pdf));
	sp_buf t = SP_BUF_INIT;
	sp_name dest;

	sp_dest_issue(dest, f->issue);
	sp_buf_addf(&t, "%s:", issue->short_name);
	sp_para_add(p, &name, t.data);
	sp_buf_clear(&t);
	if (f->for_it != f->against)
		add_contrast_words(&t, issue, f);
	else
		add_sentence(&t, b->m, f->issue);
	sp_para_add(p, &text, t.data);
	size_t n = sp_para_break(p, 262, 4, true);
	sp_pdf_open(b->pdf, "LI");
	sp_pdf_open(b->pdf, "LBody");
	sp_pdf_begin(b->pdf, "P");
	sp_text(b->pdf, SP_LEFT, y, &kind, f->kind);
	sp_draw_hidden(b->pdf, SP_LEFT + 80, y, ": ");
	sp_para_draw(p, b->pdf, SP_LEFT + 92, y, 13.5f);
	sp_pdf_end(b->pdf);
	sp_buf_clear(&t);
	sp_buf_addf(&t, "Issue %d \u2192", f->issue + 1);
	sp_style link = sp_recolor(&kind, SP_BLUE);
	sp_draw_link(b->pdf, SP_LEFT, y - 13.5f, &link, t.data, dest,
		     issue->short_name);
	sp_pdf_close(b->pdf);
	sp_pdf_close(b->pdf);
	sp_pdf_artifact(b->pdf);
	sp_chart_stacked(b->pdf, SP_LEFT + 372, y - 6, SP_TEXT_W - 372, 13,
			 &issue->all, 7.4f);
	float next = y - 13.5f * (float)(n > 2 ? n : 2) - 9;
	sp_pdf_line(b->pdf, SP_LEFT, next + 11.5f, SP_RIGHT, next + 11.5f,
		    0.4f, SP_HAIR);
	sp_pdf_unmark(b->pdf);
	sp_para_free(p);
	sp_buf_release(&t);
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

static void draw_list(sp_book *b, float x, float y, float w, const char *title,
		      long (*score)(const sp_tally *))
{
	struct scored *s = rank(b->m, score);

	if (s[0].score <= 0) {
		free(s);
		return;
	}
	y = sp_draw_heading(b->pdf, x, y, w, title);
	sp_pdf_open(b->pdf, "L");
	for (int i = 0; i < b->m->nissues && i < LIST_MAX; i++) {
		if (s[i].score <= 0)
			break;
		list_row(b, x, y, w, s[i].issue, score == score_silent);
		y -= 14.5f;
	}
	sp_pdf_close(b->pdf);
	free(s);
}

/* ---- the page ----------------------------------------------------------- */

static void add_title(sp_buf *t, const sp_model *m)
{
	int n[4] = { 0 };

	for (int i = 0; i < m->nissues; i++)
		n[sp_tally_verdict(&m->issues[i].all)]++;
	sp_add_number(t, n[SP_FOR], true);
	sp_buf_addf(t, " of %d issues %s a majority in favour, ", m->nissues,
		    n[SP_FOR] == 1 ? "finds" : "find");
	sp_add_number(t, n[SP_AGAINST], false);
	sp_buf_adds(t, " a majority against");
	if (n[SP_UNHEARD] == m->nissues) {
		sp_buf_clear(t);
		sp_buf_adds(t, "No position was found");
	} else if (!n[SP_FOR]) {
		sp_buf_clear(t);
		sp_buf_adds(t, "No issue finds a majority in favour");
	}
}

static void add_deck(sp_buf *t, const sp_model *m)
{
	int unheard = 0;

	for (int i = 0; i < m->nissues; i++)
		unheard += !sp_tally_voices(&m->issues[i].all);
	sp_buf_adds(t, "Majorities are of those who address an issue, never "
		       "of all. ");
	if (unheard) {
		sp_add_number(t, unheard, true);
		sp_buf_addf(t, " of %d issues %s addressed by nobody. ",
			    m->nissues, unheard == 1 ? "is" : "are");
	}
	if (m->read.reported) {
		sp_add_counted(t, m->read.reported, "view", "views");
		sp_buf_addf(t, " of others that submitters report %s shown "
			       "apart and not counted.",
			    m->read.reported == 1 ? "is" : "are");
	}
}

void sp_page_summary(sp_book *b)
{
	const float w = 156, step = (SP_TEXT_W - w) / 2;
	struct finding f[FINDINGS_MAX + 1];
	sp_buf title = SP_BUF_INIT, deck = SP_BUF_INIT;
	int n = find(b->m, f);

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
	if (n) {
		draw_list(b, SP_LEFT, y, w, "Widest support", score_support);
		draw_list(b, SP_LEFT + step, y, w, "Sharpest split",
			  score_split);
		draw_list(b, SP_LEFT + 2 * step, y, w,
			  "Least discussed (voices)", score_silent);
	}
	sp_draw_note(b->pdf, b->source);
	sp_pdf_close(b->pdf);
	sp_buf_release(&title);
	sp_buf_release(&deck);
}
