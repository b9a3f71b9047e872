/* page_annex.c - the annexes: figures as tables, quotes in full, the codebook,
 * problems, and the SQL that gives the same again. A table that is made here
 * from SQL is made by the very text that the last annex prints. */
#include "config.h"

#include <string.h>

#include "report/page_annex.h"
#include "report/table.h"
#include "report/wording.h"

enum { ROWS_MAX = 60 };		/* of problems and campaigns */

#define SHOWN(name) static const char name[] =
SHOWN(counts_sql)
#include "report/shown/counts.sql.h"
	;
SHOWN(campaigns_sql)
#include "report/shown/campaigns.sql.h"
	;
SHOWN(codebook_sql)
#include "report/shown/codebook.sql.h"
	;
SHOWN(problems_sql)
#include "report/shown/problems.sql.h"
	;
SHOWN(overview_sql)
#include "report/shown/overview.sql.h"
	;
SHOWN(kinds_sql)
#include "report/shown/kinds.sql.h"
	;
SHOWN(matrix_sql)
#include "report/shown/matrix.sql.h"
	;
SHOWN(alliances_sql)
#include "report/shown/alliances.sql.h"
	;
SHOWN(quotes_sql)
#include "report/shown/quotes.sql.h"
	;

static sp_style small_text(void)
{
	return sp_resize(&sp_st_label, 7.6f);
}

static sp_style head_text(void)
{
	return sp_recolor(&sp_st_small, SP_INK_2);
}

/* Run `sql`; row(f, q) for each of at most `max` rows. *left: how many more. */
static bool each_row(sp_flow *f, const char *sql, int max, int *left,
		     void (*row)(sp_flow *, const sp_query *), sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	sp_query *q = sp_query_new(f->b->c, sql, &local);
	int n = 0;

	while (q && sp_query_step(q, &local))
		if (n++ < max)
			row(f, q);
	sp_query_free(q);
	*left = n > max ? n - max : 0;
	return sp_error_pass(err, &local);
}

static void say_left(sp_flow *f, int left)
{
	sp_style st = sp_recolor(&sp_st_label, SP_INK_2);
	sp_buf t = SP_BUF_INIT;

	if (!left)
		return;
	sp_add_counted(&t, left, "more is", "more are");
	sp_buf_adds(&t, " left out here; the SQL below gives all.");
	sp_flow_para(f, &st, 12, t.data);
	sp_buf_release(&t);
}

static void open_table(sp_flow *f)
{
	sp_pdf_open(f->b->pdf, "Table");
	f->table = true;
}

static void close_table(sp_flow *f)
{
	f->table = false;
	sp_pdf_close(f->b->pdf);
}

/* ---- each issue, three ways --------------------------------------------- */

static const float COUNTS_X = SP_LEFT + 176, COUNT_STEP = 27, BLOCK_STEP = 111;

static float count_x(int block, int k)
{
	return COUNTS_X + BLOCK_STEP * (float)block + COUNT_STEP * (float)k;
}

static void counts_head(sp_flow *f)
{
	static const char *const blocks[] = { "Documents", "Submitters",
					      "Distinct texts" };
	static const char *const words[] = { "for", "mixed", "against",
					     "silent" };
	sp_pdf *p = f->b->pdf;
	sp_style st = sp_resize(&sp_st_small, 7.2f);
	sp_style bold = { .face = SP_BOLD, .size = 7.4f, .color = SP_BLUE };
	sp_buf t = SP_BUF_INIT;

	sp_pdf_artifact(p);
	for (int k = 0; k < 3; k++)
		sp_text_right(p, count_x(k, 3), f->y, &bold, blocks[k]);
	sp_pdf_unmark(p);
	f->y -= 11;
	sp_pdf_open(p, "TR");
	sp_table_th(p, "Column", SP_LEFT, f->y, SP_AT_LEFT, &st, "Issue");
	for (int b = 0; b < 3; b++)
		for (int k = 0; k < 4; k++) {
			sp_buf_clear(&t);
			sp_buf_addf(&t, "%s, ", blocks[b]);
			sp_pdf_open(p, "TH");
			sp_pdf_scope(p, "Column");
			sp_pdf_mark(p);
			sp_draw_hidden(p, count_x(b, k) - 20, f->y, t.data);
			sp_text_right(p, count_x(b, k), f->y, &st, words[k]);
			sp_pdf_end(p);
		}
	sp_pdf_close(p);
	sp_table_rule(p, SP_LEFT, SP_RIGHT, f->y - 4, SP_RULE);
	f->y -= 15;
	sp_buf_release(&t);
}

static void counts_row(sp_flow *f, const sp_query *q)
{
	sp_style st = small_text(), grey = sp_recolor(&st, SP_INK_3);
	sp_pdf *p = f->b->pdf;

	if (sp_flow_need(f, 0))
		counts_head(f);
	sp_pdf_open(p, "TR");
	sp_table_th(p, "Row", SP_LEFT, f->y, SP_AT_LEFT, &st,
		    sp_query_text(q, 0));
	for (int k = 0; k < 12; k++)
		sp_table_count(p, count_x(k / 4, k % 4), f->y,
			       k % 4 == 3 ? &grey : &st,
			       (long)sp_query_int(q, k + 1));
	sp_pdf_close(p);
	f->y -= 12;
}

static bool counts(sp_flow *f, sp_error *err)
{
	sp_style st = sp_recolor(&sp_st_label, SP_INK_2);
	int left;

	sp_flow_heading(f, "Each issue counted three ways", 90);
	sp_flow_para(f, &st, 12,
		     f->b->m->chosen
			     ? "Over the whole corpus, not only those chosen "
			       "for this report. A distinct text: the letters "
			       "of a campaign count as one."
			     : "By documents, by submitters (as in the rest of "
			       "this report), and by distinct texts: the "
			       "letters of a campaign count as one.");
	f->y -= 6;
	open_table(f);
	counts_head(f);
	bool ok = each_row(f, counts_sql, 1 << 20, &left, counts_row, err);
	close_table(f);
	f->y -= 10;
	return ok;
}

/* ---- campaigns ---------------------------------------------------------- */

static void campaign_head(sp_flow *f)
{
	static const sp_column columns[] = {
		{ SP_LEFT, SP_AT_LEFT, "The letter that stands for it" },
		{ SP_LEFT + 330, SP_AT_RIGHT, "Letters" },
		{ SP_LEFT + 400, SP_AT_RIGHT, "Submitters" },
		{ SP_RIGHT, SP_AT_RIGHT, "Least similar" },
	};
	sp_style st = head_text();

	f->y = sp_table_heads(f->b->pdf, f->y, &st, columns,
			       sizeof columns / sizeof *columns);
}

static void campaign_row(sp_flow *f, const sp_query *q)
{
	sp_style st = small_text();
	sp_pdf *p = f->b->pdf;

	if (sp_flow_need(f, 0))
		campaign_head(f);
	sp_pdf_open(p, "TR");
	sp_pdf_open(p, "TH");
	sp_pdf_scope(p, "Row");
	sp_pdf_mark(p);
	sp_text_fit(p, SP_LEFT, f->y, &st, sp_query_text(q, 0), 270, 7);
	sp_pdf_end(p);
	sp_table_count(p, SP_LEFT + 330, f->y, &st, (long)sp_query_int(q, 1));
	sp_table_count(p, SP_LEFT + 400, f->y, &st, (long)sp_query_int(q, 2));
	sp_table_td(p, SP_RIGHT, f->y, SP_AT_RIGHT, &st, sp_query_text(q, 3));
	sp_pdf_close(p);
	f->y -= 12;
}

static bool campaigns(sp_flow *f, sp_error *err)
{
	int left;

	if (!f->b->m->received.campaigns)
		return true;
	sp_flow_heading(f, "Campaigns", 60);
	open_table(f);
	campaign_head(f);
	bool ok = each_row(f, campaigns_sql, ROWS_MAX, &left, campaign_row,
			   err);
	close_table(f);
	say_left(f, left);
	return ok;
}

/* ---- quotes in full ----------------------------------------------------- */

static bool full_quotes(sp_flow *f, sp_error *err)
{
	sp_book *b = f->b;
	sp_style note = sp_resize(&sp_st_note, 7.4f);
	sp_buf t = SP_BUF_INIT;
	bool ok = true;

	if (b->ncuts)
		sp_flow_heading(f, "Quotes in full", 60);
	for (size_t i = 0; ok && i < b->ncuts; i++) {
		const struct sp_cut *c = &b->cuts[i];
		sp_quote_text q;

		ok = sp_evidence_text(b->evidence, c->position, &q, err);
		if (!ok)
			break;
		sp_buf_clear(&t);
		sp_buf_addf(&t, "%s on %d %s", b->m->submitters[c->submitter]
				.short_name, c->issue + 1,
			    b->m->issues[c->issue].short_name);
		sp_flow_need(f, 40);
		sp_flow_para(f, &sp_st_name, 12, t.data);
		sp_buf_clear(&t);
		sp_buf_addf(&t, "\u201c%s%s%s\u201d", q.lead_in,
			    !*q.lead_in ? "" : q.adjacent ? " " : " \u2026 ",
			    q.sentence);
		sp_flow_para(f, &sp_st_quote, 13.2f, t.data);
		sp_buf_clear(&t);
		sp_buf_addf(&t, "No. %lld", (long long)c->position);
		sp_flow_para(f, &note, 10, t.data);
		f->y -= 6;
	}
	sp_buf_release(&t);
	return ok;
}

/* ---- the codebook ------------------------------------------------------- */

static void codebook_head(sp_flow *f)
{
	static const sp_column columns[] = {
		{ SP_LEFT, SP_AT_LEFT, "Name in the corpus" },
		{ SP_LEFT + 150, SP_AT_LEFT, "Proposition" },
		{ SP_RIGHT, SP_AT_RIGHT, "Rules" },
	};
	sp_style st = head_text();

	f->y = sp_table_heads(f->b->pdf, f->y, &st, columns,
			       sizeof columns / sizeof *columns);
}

static void codebook_row(sp_flow *f, const sp_query *q)
{
	sp_style st = small_text(), number = sp_recolor(&st, SP_INK_3);
	sp_style name = { .face = SP_BOLD, .size = 7.6f, .color = SP_INK };
	sp_para *words = sp_para_new(sp_pdf_fonts(f->b->pdf));
	sp_pdf *p = f->b->pdf;

	sp_para_add(words, &st, sp_query_text(q, 2));
	size_t n = sp_para_break(words, 300, 0, false);
	if (sp_flow_need(f, 10 * (float)n))
		codebook_head(f);
	sp_pdf_open(p, "TR");
	sp_pdf_open(p, "TH");
	sp_pdf_scope(p, "Row");
	sp_pdf_mark(p);
	sp_text_fit(p, SP_LEFT, f->y, &name, sp_query_text(q, 0), 140, 7);
	sp_pdf_end(p);
	sp_pdf_begin(p, "TD");
	sp_para_draw(words, p, SP_LEFT + 150, f->y, 10);
	sp_pdf_end(p);
	sp_table_count(p, SP_RIGHT, f->y, &number, (long)sp_query_int(q, 3));
	sp_pdf_close(p);
	f->y -= 10 * (float)n + 3;
	sp_para_free(words);
}

static bool codebook(sp_flow *f, sp_error *err)
{
	int left;

	sp_flow_heading(f, "Codebook: the issues and what support means",
			60);
	open_table(f);
	codebook_head(f);
	bool ok = each_row(f, codebook_sql, 1 << 20, &left, codebook_row, err);
	close_table(f);
	return ok;
}

/* ---- problems ----------------------------------------------------------- */

static void problem_row(sp_flow *f, const sp_query *q)
{
	sp_style st = small_text();
	sp_buf t = SP_BUF_INIT;

	sp_buf_addf(&t, "%s (%s)", sp_query_text(q, 0), sp_query_text(q, 1));
	if (*sp_query_text(q, 2))
		sp_buf_addf(&t, " %s", sp_query_text(q, 2));
	if (sp_query_int(q, 3))
		sp_buf_addf(&t, ", line %lld", (long long)sp_query_int(q, 3));
	sp_buf_addf(&t, ": %s", sp_query_text(q, 4));
	sp_flow_para(f, &st, 10.4f, t.data);
	sp_buf_release(&t);
}

static void missing_glyphs(sp_flow *f)
{
	const unsigned *points;
	size_t n = sp_fonts_missing(sp_pdf_fonts(f->b->pdf), &points);
	sp_style st = small_text();
	sp_buf t = SP_BUF_INIT;

	if (!n)
		return;
	sp_add_counted(&t, (long)n, "character is", "characters are");
	sp_buf_adds(&t, " in none of the fonts and shown as a box:");
	for (size_t i = 0; i < n && i < 20; i++)
		sp_buf_addf(&t, " U+%04X", points[i]);
	sp_buf_adds(&t, n > 20 ? " \u2026" : ".");
	sp_flow_para(f, &st, 10.4f, t.data);
	sp_buf_release(&t);
}

static bool problems(sp_flow *f, sp_error *err)
{
	sp_style st = sp_recolor(&sp_st_label, SP_INK_2);
	float before;
	int left;

	sp_flow_heading(f, "Problems met", 40);
	missing_glyphs(f);
	before = f->y;
	if (!each_row(f, problems_sql, ROWS_MAX, &left, problem_row, err))
		return false;
	if (f->y == before)
		sp_flow_para(f, &st, 12, "No file gave trouble.");
	say_left(f, left);
	return true;
}

/* ---- the SQL ------------------------------------------------------------ */

/* Line by line, the indent kept: what is copied can be run. */
static void sql(sp_flow *f, const char *text)
{
	sp_style code = sp_resize(&sp_st_label, 7.2f);
	sp_style note = { .face = SP_BOLD, .size = 7.4f, .color = SP_INK };
	sp_pdf *p = f->b->pdf;

	sp_flow_need(f, 50);
	while (*text) {
		size_t n = strcspn(text, "\n"), indent = strspn(text, " ");
		bool comment = !strncmp(text, "--", 2);
		sp_buf line = SP_BUF_INIT;

		sp_flow_need(f, 0);
		sp_buf_add(&line, text + indent, n - indent);
		sp_pdf_begin(p, "P");
		sp_text_fit(p, SP_LEFT + 2.2f * (float)indent, f->y,
			    comment ? &note : &code, line.data,
			    SP_TEXT_W - 2.2f * (float)indent, 7);
		sp_draw_space(p, SP_RIGHT - 4, f->y);
		sp_pdf_end(p);
		f->y -= 10;
		sp_buf_release(&line);
		text += n + (text[n] == '\n');
	}
	f->y -= 5;
}

static void all_sql(sp_flow *f)
{
	static const char *const shown[] = {
		overview_sql, kinds_sql, matrix_sql, alliances_sql, quotes_sql,
		counts_sql, campaigns_sql, codebook_sql, problems_sql };
	sp_style st = sp_recolor(&sp_st_label, SP_INK_2);

	sp_flow_heading(f, "The SQL behind each table", 60);
	sp_flow_para(f, &st, 12,
		     "The corpus is one SQLite file; \u201cstandpoint query "
		     "CORPUS SQL\u201d or any SQLite tool runs these.");
	f->y -= 6;
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
		sql(f, shown[i]);
}

bool sp_page_annex(sp_book *b, sp_error *err)
{
	sp_flow f = { .b = b, .section = "Annex", .eyebrow = "ANNEX",
		      .title = "Data, codebook and SQL", .columns = 1,
		      .bottom = SP_BOTTOM(b->pdf) };

	sp_pdf_open(b->pdf, "Sect");
	sp_book_page(b, f.section);
	sp_pdf_dest(b->pdf, "annex", 0, SP_PAGE_H);
	sp_flow_start(&f, sp_book_head(b, f.eyebrow, f.title,
				       b->o->pdfa
					       ? "What the pages before show, "
						 "as tables and words, and how "
						 "to get it again."
					       : "What the pages before show, "
						 "as tables and words, and how "
						 "to get it again. The data is "
						 "attached to this file as "
						 "CSV.") - 16);
	bool ok = counts(&f, err);
	if (ok && !b->m->side)
		ok = sp_annex_data(&f, err);
	ok = ok && campaigns(&f, err) && full_quotes(&f, err) &&
	     codebook(&f, err);
	if (ok)
		sp_annex_names(&f);
	ok = ok && problems(&f, err);
	if (ok)
		all_sql(&f);
	sp_pdf_close(b->pdf);
	return ok;
}
