/* report.c - the book: what the pages share, and their order. */
#include "config.h"

#include "report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/mem.h"
#include "report/file.h"
#include "report/page.h"
#include "report/wording.h"

/* ---- places ------------------------------------------------------------- */

void sp_dest_issue(sp_name out, int issue)
{
	snprintf(out, sizeof(sp_name), "issue-%02d", issue + 1);
}

void sp_dest_submitter(sp_name out, int submitter)
{
	snprintf(out, sizeof(sp_name), "submitter-%02d", submitter + 1);
}

void sp_dest_cell(sp_name out, int submitter, int issue)
{
	snprintf(out, sizeof(sp_name), "cell-%02d-%02d", submitter + 1,
		 issue + 1);
}

void sp_dest_row(sp_name out, int submitter)
{
	snprintf(out, sizeof(sp_name), "matrix-%02d", submitter + 1);
}

/* ---- furniture ---------------------------------------------------------- */

static void draw_header(sp_book *b, const char *section)
{
	sp_style bold = { .face = SP_BOLD, .size = 7.5f, .color = SP_INK };
	sp_style plain = { .face = SP_REGULAR, .size = 7.5f,
			   .color = SP_INK_3 };
	sp_fonts *f = sp_pdf_fonts(b->pdf);
	float right = sp_text_width(f, &plain, section);
	float room = SP_TEXT_W - right - 24;

	sp_pdf_rect(b->pdf, SP_LEFT, 818, 26, 4, SP_BLUE);
	float w = sp_text_fit(b->pdf, SP_LEFT, 803, &bold, b->title,
			      room * 0.7f, 7);
	if (room - w > 60)
		sp_text_fit(b->pdf, SP_LEFT + w + 5, 803, &plain, b->subtitle,
			    room - w - 5, 7.5f);
	sp_text_right(b->pdf, SP_RIGHT, 803, &plain, section);
	sp_pdf_line(b->pdf, SP_LEFT, 796, SP_RIGHT, 796, 0.5f, SP_RULE);
}

static void draw_footer(sp_book *b)
{
	sp_style bold = { .face = SP_BOLD, .size = 7.5f, .color = SP_INK };
	sp_style plain = { .face = SP_REGULAR, .size = 7.5f,
			   .color = SP_INK_3 };
	static const struct {
		const char *text, *dest;
	} links[] = { { "Contents", "contents" }, { "Summary", "summary" },
		      { "Overview", "overview" }, { "Matrix", "matrix" },
		      { "Issues", "issue-01" }, { "Method", "method" } };
	float x = SP_LEFT;
	char label[16];

	sp_pdf_line(b->pdf, SP_LEFT, 44, SP_RIGHT, 44, 0.5f, SP_RULE);
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		float w = sp_text(b->pdf, x, 31, &plain, links[i].text);

		sp_pdf_link(b->pdf, x, 28, w, 10, links[i].dest,
			    links[i].text);
		x += w + 16;
	}
	sp_pdf_label(b->pdf, sp_pdf_page(b->pdf), label);
	sp_text_right(b->pdf, SP_RIGHT, 31, &bold, label);
}

void sp_book_page(sp_book *b, const char *section)
{
	sp_pdf_add_page(b->pdf);
	if (b->body_next)
		sp_pdf_label_from(b->pdf, false);
	b->body_next = false;
	sp_pdf_artifact(b->pdf);
	draw_header(b, section);
	draw_footer(b);
	sp_pdf_unmark(b->pdf);
}

static sp_para *head_para(const sp_book *b, const sp_style *style,
			  const char *text, size_t max)
{
	sp_para *p = sp_para_new(sp_pdf_fonts(b->pdf));

	sp_para_add(p, style, text);
	sp_para_break(p, SP_TEXT_W, max, true);
	return p;
}

float sp_book_head_end(const sp_book *b, const char *title, const char *deck)
{
	sp_para *p = head_para(b, &sp_st_title, title, 2);
	float y = 752 - 24 * (float)sp_para_lines(p);

	sp_para_free(p);
	if (!deck)
		return y;
	p = head_para(b, &sp_st_deck, deck, 3);
	y -= 4 + 14 * (float)sp_para_lines(p);
	sp_para_free(p);
	return y;
}

float sp_book_head(sp_book *b, const char *eyebrow, const char *title,
		   const char *deck)
{
	sp_para *p = head_para(b, &sp_st_title, title, 2);

	sp_pdf_begin(b->pdf, "P");
	sp_text_fit(b->pdf, SP_LEFT, 776, &sp_st_eyebrow, eyebrow, SP_TEXT_W,
		    6);
	sp_pdf_end(b->pdf);
	sp_pdf_begin(b->pdf, "H1");
	float y = sp_para_draw(p, b->pdf, SP_LEFT, 752, 24);
	sp_pdf_end(b->pdf);
	sp_para_free(p);
	if (!deck)
		return y;
	p = head_para(b, &sp_st_deck, deck, 3);
	sp_pdf_begin(b->pdf, "P");
	y = sp_para_draw(p, b->pdf, SP_LEFT, y + 2, 14);
	sp_pdf_end(b->pdf);
	sp_para_free(p);
	return y - 6;
}

float sp_book_continued(sp_book *b, const char *eyebrow, const char *title)
{
	sp_style st = sp_resize(&sp_st_title, 13);
	sp_style more = { .face = SP_REGULAR, .size = 10, .color = SP_INK_3 };

	sp_pdf_begin(b->pdf, "P");
	sp_text_fit(b->pdf, SP_LEFT, 776, &sp_st_eyebrow, eyebrow, SP_TEXT_W,
		    6);
	float w = sp_text_fit(b->pdf, SP_LEFT, 756, &st, title,
			      SP_TEXT_W - 70, 11);
	sp_text(b->pdf, SP_LEFT + w + 6, 756, &more, "continued");
	sp_pdf_end(b->pdf);
	return 730;
}

void sp_add_scope(sp_buf *b, const sp_book *book)
{
	sp_add_counted(b, book->m->nsubmitters, "submitter", "submitters");
}

/* ---- order of issues ---------------------------------------------------- */

struct ranked {
	int net, voices, index;
};

static int by_net(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	/* What nobody addresses is not in the middle: it comes last. */
	if ((x->voices == 0) != (y->voices == 0))
		return x->voices == 0 ? 1 : -1;
	if (x->net != y->net)
		return x->net > y->net ? -1 : 1;
	return x->index - y->index;
}

int *sp_issues_by_net(const sp_model *m)
{
	struct ranked *r = sp_calloc((size_t)m->nissues, sizeof *r);
	int *out = sp_calloc((size_t)m->nissues, sizeof *out);

	for (int i = 0; i < m->nissues; i++)
		r[i] = (struct ranked){ sp_tally_net(&m->issues[i].all),
					sp_tally_voices(&m->issues[i].all),
					i };
	qsort(r, (size_t)m->nissues, sizeof *r, by_net);
	for (int i = 0; i < m->nissues; i++)
		out[i] = r[i].index;
	free(r);
	return out;
}

/* ---- the order of pages ------------------------------------------------- */

static void outline(sp_book *b, int level, const char *title, const char *dest)
{
	sp_pdf_outline(b->pdf, level, level == 0, title, dest);
}

/* The issue under its theme; *theme is the one that was entered last. */
static void outline_issue(sp_book *b, int issue, int *theme)
{
	const sp_issue *i = &b->m->issues[issue];
	const sp_theme *t = &b->m->themes[i->theme];
	sp_buf s = SP_BUF_INIT;
	sp_name dest;

	sp_dest_issue(dest, issue);
	if (*theme != i->theme) {
		sp_buf_addf(&s, "%s  %s", t->letter, t->title);
		sp_pdf_outline(b->pdf, 0, false, s.data, dest);
		*theme = i->theme;
		sp_buf_clear(&s);
	}
	sp_buf_addf(&s, "%d  %s", issue + 1, i->short_name);
	sp_pdf_outline(b->pdf, 1, false, s.data, dest);
	sp_buf_release(&s);
}

static bool issue_pages(sp_book *b, const sp_progress *progress, sp_error *err)
{
	const sp_model *m = b->m;
	int theme = -1;

	for (int i = 0; i < m->nissues; i++) {
		if (sp_issue_unheard(m, i))
			continue;
		outline_issue(b, i, &theme);
		if (!sp_page_issue(b, i, err))
			return false;
		sp_progress_update(progress, "report", (size_t)i + 1,
				   (size_t)m->nissues);
	}
	if (sp_page_unheard(b))
		outline(b, 0, "Issues that nobody addresses", "unheard");
	return true;
}

static bool all_pages(sp_book *b, const sp_progress *progress, sp_error *err)
{
	sp_page_cover(b);
	outline(b, 0, "Cover", "cover");
	sp_page_contents_reserve(b);
	outline(b, 0, "Contents and key", "contents");
	sp_page_summary(b);
	outline(b, 0, "Summary", "summary");
	sp_page_submitters(b);
	outline(b, 0, "Who answered", "submitters");
	b->body_next = true;
	sp_page_overview(b);
	outline(b, 0, "Overview", "overview");
	sp_page_matrix(b);
	outline(b, 0, "Stance matrix", "matrix");
	if (!issue_pages(b, progress, err))
		return false;
	sp_page_method(b);
	outline(b, 0, "Method", "method");
	sp_page_contents(b);
	return true;
}

/* ---- the whole ---------------------------------------------------------- */

/* The day the report is of; never the clock, or two runs would differ. */
static void report_date(const sp_report_options *o, const sp_model *m,
			char out[11])
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	time_t t = epoch ? (time_t)strtoll(epoch, NULL, 10) : 0;
	struct tm tm;

	snprintf(out, 11, "1970-01-01");
	if (o->date)
		snprintf(out, 11, "%.10s", o->date);
	else if (epoch && gmtime_r(&t, &tm))
		strftime(out, 11, "%Y-%m-%d", &tm);
	else if (strlen(m->received.last) == 10)
		snprintf(out, 11, "%.10s", m->received.last);
}

static void add_period(sp_buf *b, const sp_received *r)
{
	if (!*r->last)
		return;
	if (!strcmp(r->first, r->last)) {
		sp_buf_adds(b, " of ");
	} else {
		sp_buf_adds(b, ", ");
		sp_add_date(b, r->first);
		sp_buf_adds(b, " to ");
	}
	sp_add_date(b, r->last);
}

static void add_subtitle(sp_buf *b, const sp_model *m)
{
	sp_buf_adds(b, "Comparison of ");
	if (m->chosen)
		sp_add_counted(b, m->nsubmitters, "submitter", "submitters");
	else
		sp_add_counted(b, m->received.analysed, "submission",
			       "submissions");
}

static bool save(sp_book *b, const sp_report_options *o, sp_error *err)
{
	sp_buf out = SP_BUF_INIT;
	sp_pdf_info info = { .title = b->title, .subject = b->subtitle,
			     .creator = PACKAGE_STRING, .date = b->date,
			     .language = "en" };
	bool ok = sp_pdf_finish(b->pdf, &info, &out, err) &&
		  sp_file_replace(o->output, out.data, out.len, err);

	sp_buf_release(&out);
	return ok;
}

static bool write_book(sp_book *b, const sp_report_options *o,
		       sp_report_counts *counts, sp_error *err)
{
	sp_buf subtitle = SP_BUF_INIT, source = SP_BUF_INIT;
	char date[11];

	report_date(o, b->m, date);
	add_subtitle(&subtitle, b->m);
	sp_buf_adds(&source, "Submitters are not a representative sample: the "
			     "counts describe who wrote, not public opinion. "
			     "Source: ");
	sp_add_counted(&source, b->m->received.analysed, "submission",
		       "submissions");
	add_period(&source, &b->m->received);
	sp_buf_addc(&source, '.');
	b->date = date;
	b->source = source.data;
	b->title = o->title ? o->title : b->m->packs[0].title;
	b->subtitle = o->subtitle ? o->subtitle : subtitle.data;
	bool ok = all_pages(b, o->progress, err) && save(b, o, err);
	if (ok && counts)
		*counts = (sp_report_counts){ sp_pdf_pages(b->pdf),
					      b->m->nsubmitters,
					      b->m->nissues };
	sp_buf_release(&subtitle);
	sp_buf_release(&source);
	return ok;
}

bool sp_report_write(sp_corpus *c, const sp_report_options *o,
		     sp_report_counts *counts, sp_error *err)
{
	sp_book b = { 0 };
	bool ok = false;
	sp_model *m = sp_model_new(c, o, err);
	sp_fonts *fonts = m ? sp_fonts_new(o->font_dir, err) : NULL;

	b.m = m;
	if (fonts)
		b.evidence = sp_evidence_new(c, m, err);
	if (b.evidence) {
		b.pdf = sp_pdf_new(fonts, SP_PAGE_W, SP_PAGE_H);
		ok = write_book(&b, o, counts, err);
	}
	sp_pdf_free(b.pdf);
	sp_evidence_free(b.evidence);
	sp_fonts_free(fonts);
	sp_model_free(m);
	return ok;
}
