/* report.c - the order of the pages, and the whole file. */
#include "config.h"

#include "report/report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/mem.h"
#include "report/attach.h"
#include "report/page.h"
#include "report/wording.h"

/* ---- the order of pages ------------------------------------------------- */

static void outline(sp_book *b, int level, const char *title, const char *dest)
{
	sp_pdf_outline(b->pdf, level, level == 0, title, dest);
}

static void outline_theme(sp_book *b, int theme, const char *dest)
{
	const sp_theme *t = &b->m->themes[theme];
	sp_buf s = SP_BUF_INIT;

	sp_buf_addf(&s, "%s  %s", t->letter, t->title);
	sp_pdf_outline(b->pdf, 0, false, s.data, dest);
	sp_buf_release(&s);
}

static void outline_issue(sp_book *b, int issue)
{
	sp_buf s = SP_BUF_INIT;
	sp_name dest;

	sp_dest_issue(dest, issue);
	sp_buf_addf(&s, "%d  %s", issue + 1, b->m->issues[issue].short_name);
	sp_pdf_outline(b->pdf, 1, false, s.data, dest);
	sp_buf_release(&s);
}

static bool theme_pages(sp_book *b, int theme, const sp_progress *progress,
			sp_error *err)
{
	const sp_model *m = b->m;
	const sp_theme *t = &m->themes[theme];
	bool few = sp_issues_few(m), entered = false;
	bool opened = !few && sp_page_theme(b, theme);

	for (int i = t->first; i < t->first + t->n; i++) {
		sp_name dest;

		if (sp_issue_unheard(m, i))
			continue;
		if (opened)
			sp_dest_theme(dest, theme);
		else
			sp_dest_issue(dest, i);
		if (!entered)
			outline_theme(b, theme, dest);
		entered = true;
		outline_issue(b, i);
		if (!few && !sp_page_issue(b, i, err))
			return false;
		sp_progress_update(progress, "report", (size_t)i + 1,
				   (size_t)m->nissues);
	}
	return true;
}

static bool issue_pages(sp_book *b, const sp_progress *progress, sp_error *err)
{
	if (sp_issues_few(b->m) && !sp_page_few(b, err))
		return false;
	for (int t = 0; t < b->m->nthemes; t++)
		if (!theme_pages(b, t, progress, err))
			return false;
	if (sp_page_unheard(b))
		outline(b, 0, "Issues that nobody addresses", "unheard");
	return true;
}

static const struct sp_foot foot[] = {
	{ "Contents", "contents" }, { "Summary", "summary" },
	{ "Overview", "overview" }, { "Matrix", "matrix" },
	{ "Issues", "issue-01" },   { "Submitters", "profiles" },
	{ "Method", "method" },	    { "Annex", "annex" }
};

/* Of a single submitter there is no overview and no matrix. */
static const struct sp_foot one_foot[] = {
	{ "Contents", "contents" }, { "Summary", "summary" },
	{ "Issues", "issue-01" },   { "Submitter", "profiles" },
	{ "Method", "method" },	    { "Annex", "annex" }
};

static const struct sp_foot side_foot[] = {
	{ "Side by side", "matrix" }, { "In their own words", "words" },
	{ "Method", "method" },	      { "Annex", "annex" }
};

static void set_foot(sp_book *b)
{
	if (b->m->side) {
		b->foot = side_foot;
		b->nfoot = sizeof side_foot / sizeof *side_foot;
	} else if (b->m->nsubmitters == 1) {
		b->foot = one_foot;
		b->nfoot = sizeof one_foot / sizeof *one_foot;
	} else {
		b->foot = foot;
		b->nfoot = sizeof foot / sizeof *foot;
	}
}

/* How it was made, and the data: what every report ends with. */
static bool end_pages(sp_book *b, sp_error *err)
{
	sp_page_method(b);
	outline(b, 0, "Method", "method");
	if (b->o->reliability) {
		sp_page_reliability(b);
		outline(b, 0, "Reliability", "reliability");
	}
	if (!sp_page_annex(b, err))
		return false;
	outline(b, 0, "Annex", "annex");
	return b->o->pdfa || sp_attach_data(b, err);
}

static void front_pages(sp_book *b)
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
	if (b->m->nsubmitters == 1)
		return;
	sp_page_overview(b);
	outline(b, 0, "Overview", "overview");
	if (sp_page_kinds(b))
		outline(b, 0, "By kind of submitter", "kinds");
	sp_page_matrix(b);
	outline(b, 0, "Stance matrix", "matrix");
	if (sp_page_map(b))
		outline(b, 0, "Position map", "map");
	if (sp_page_alliances(b))
		outline(b, 0, "Alliances", "alliances");
}

/* A few that were named: a comparison of some pages, without front matter. */
static bool side_pages(sp_book *b, sp_error *err)
{
	b->body_next = true;
	sp_page_side(b);
	outline(b, 0, "Side by side", "matrix");
	if (!sp_page_side_quotes(b, err))
		return false;
	outline(b, 0, "In their own words", "words");
	return end_pages(b, err);
}

static bool all_pages(sp_book *b, sp_error *err)
{
	set_foot(b);
	if (b->m->side)
		return side_pages(b, err);
	front_pages(b);
	if (!issue_pages(b, b->o->progress, err))
		return false;
	if (!sp_page_profiles(b, err))
		return false;
	outline(b, 0, "Submitters", "profiles");
	if (!end_pages(b, err))
		return false;
	sp_page_index(b);
	outline(b, 0, "Index", "index");
	sp_page_contents(b);
	return true;
}

/* ---- the whole ---------------------------------------------------------- */

/* The day of so many seconds since 1970, as SOURCE_DATE_EPOCH gives them. */
static bool epoch_date(const char *epoch, char out[11], sp_error *err)
{
	const long long year_10000 = 253402300800;
	char *end;
	struct tm tm;

	errno = 0;
	long long n = strtoll(epoch, &end, 10);
	time_t t = (time_t)n;
	if (errno || end == epoch || *end || n < 0 || n >= year_10000 ||
	    !gmtime_r(&t, &tm))
		return sp_fail(err, SP_EUSAGE, NULL, 0,
			       "SOURCE_DATE_EPOCH is not a number of seconds "
			       "between the years 1970 and 9999: '%s'", epoch);
	strftime(out, 11, "%Y-%m-%d", &tm);
	return true;
}

/* The day the report is of, "" if nothing tells it; never the clock, or two runs
 * would differ. */
static bool report_date(const sp_report_options *o, const sp_model *m,
			char out[11], sp_error *err)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");

	out[0] = '\0';
	if (o->date)
		snprintf(out, 11, "%.10s", o->date);
	else if (epoch && *epoch)
		return epoch_date(epoch, out, err);
	else if (strlen(m->read.last) == 10)
		snprintf(out, 11, "%.10s", m->read.last);
	return true;
}

static void add_period(sp_buf *b, const sp_read *r)
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
		sp_add_counted(b, m->read.documents, "submission",
			       "submissions");
}

const sp_output_kind sp_report_pdf = { "PDF", "%PDF-" };

static bool save(sp_book *b, const sp_report_options *o, sp_error *err)
{
	sp_buf out = SP_BUF_INIT;
	sp_pdf_info info = { .title = b->title, .subject = b->subtitle,
			     .creator = PACKAGE_STRING, .date = b->date,
			     .language = "en", .pdfa = o->pdfa };
	sp_output file;
	bool ok = sp_pdf_finish(b->pdf, &info, &out, err) &&
		  sp_output_open(&file, o->output, &sp_report_pdf, o->force, err);

	if (ok) {
		fwrite(out.data, 1, out.len, file.f);
		ok = sp_output_commit(&file, err);
	}
	sp_buf_release(&out);
	return ok;
}

static void count(const sp_book *b, sp_report_counts *counts)
{
	sp_buf warning = SP_BUF_INIT;

	*counts = (sp_report_counts){ .pages = sp_pdf_pages(b->pdf),
				      .submitters = b->m->nsubmitters,
				      .issues = b->m->nissues,
				      .analysed = b->m->received.analysed,
				      .waiting = b->m->received.waiting };
	sp_fonts_add_warning(sp_pdf_fonts(b->pdf), &warning);
	snprintf(counts->warning, sizeof counts->warning, "%s", warning.data);
	sp_buf_release(&warning);
}

static bool write_book(sp_book *b, const sp_report_options *o,
		       sp_report_counts *counts, sp_error *err)
{
	sp_buf subtitle = SP_BUF_INIT, source = SP_BUF_INIT;
	char date[11];

	if (!report_date(o, b->m, date, err))
		return false;
	add_subtitle(&subtitle, b->m);
	sp_buf_adds(&source, "Submitters are not a representative sample: the "
			     "counts describe who wrote, not public opinion. "
			     "Source: ");
	sp_add_counted(&source, b->m->read.documents, "submission",
		       "submissions");
	add_period(&source, &b->m->read);
	sp_buf_addc(&source, '.');
	b->date = date;
	b->source = source.data;
	b->title = o->title ? o->title : b->m->packs[0].title;
	b->subtitle = o->subtitle ? o->subtitle : subtitle.data;
	bool ok = all_pages(b, err) && save(b, o, err);
	if (ok && counts)
		count(b, counts);
	sp_buf_release(&subtitle);
	sp_buf_release(&source);
	return ok;
}

/* The grid hangs from the upper edge of the paper, centred. */
static sp_pdf *new_pdf(sp_fonts *fonts, bool letter)
{
	if (!letter)
		return sp_pdf_new(fonts, SP_PAGE_W, SP_PAGE_H, 0, 0);
	return sp_pdf_new(fonts, SP_LETTER_W, SP_LETTER_H,
			  (SP_LETTER_W - SP_PAGE_W) / 2,
			  SP_LETTER_H - SP_PAGE_H);
}

bool sp_report_write(sp_corpus *c, const sp_report_options *o,
		     sp_report_counts *counts, sp_error *err)
{
	sp_book b = { 0 };
	bool ok = false;
	sp_model *m = sp_model_new(c, o, err);
	sp_fonts *fonts = m ? sp_fonts_new(o->font_dir, err) : NULL;

	b.m = m;
	b.c = c;
	b.o = o;
	if (fonts)
		b.evidence = sp_evidence_new(c, m, err);
	if (b.evidence) {
		b.map = sp_map_new(m);
		b.pdf = new_pdf(fonts, o->letter);
		ok = write_book(&b, o, counts, err);
	}
	sp_pdf_free(b.pdf);
	free(b.cuts);
	free(b.mentions);
	sp_map_free(b.map);
	sp_evidence_free(b.evidence);
	sp_fonts_free(fonts);
	sp_model_free(m);
	return ok;
}
