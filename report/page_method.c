/* page_method.c - how the figures came about, and what was used to make them. */
#include "config.h"

#include <string.h>

#include "report/flow.h"
#include "report/table.h"
#include "report/wording.h"

static void heading(sp_flow *f, const char *text)
{
	sp_flow_heading(f, text, 48);
}

static void para(sp_flow *f, const char *text)
{
	sp_style st = sp_resize(&sp_st_body, 8.8f);

	sp_flow_para(f, &st, 12.2f, text);
	f->y -= 5;
}

static void row(sp_flow *f, float indent, const char *name, long n)
{
	sp_style st = sp_resize(&sp_st_body, 8.8f);

	sp_flow_need(f, 13);
	float x = sp_flow_x(f);
	sp_pdf_open(f->b->pdf, "TR");
	sp_table_th(f->b->pdf, "Row", x + indent, f->y, SP_AT_LEFT, &st, name);
	sp_table_count(f->b->pdf, x + sp_flow_width(f), f->y, &st, n);
	sp_pdf_close(f->b->pdf);
	f->y -= 13;
}

static void received(sp_flow *f)
{
	const sp_model *m = f->b->m;
	const sp_received *r = &m->received;

	heading(f, "What was received");
	sp_pdf_open(f->b->pdf, "Table");
	row(f, 0, "Documents received", r->documents);
	row(f, 10, "with text", r->ok);
	row(f, 10, "empty", r->empty);
	row(f, 10, "could not be read", r->failed);
	row(f, 0, "Documents analysed", r->analysed);
	if (r->waiting)
		row(f, 10, "not analysed yet", r->waiting);
	row(f, 0, "Campaigns (form letters)", r->campaigns);
	row(f, 10, "documents in campaigns", r->campaign_documents);
	row(f, 0, "Submitters of the documents analysed", m->everyone);
	sp_pdf_close(f->b->pdf);
	f->y -= 6;
	heading(f, "What this report is of");
	sp_pdf_open(f->b->pdf, "Table");
	row(f, 0, "Submitters", m->nsubmitters);
	row(f, 0, "Their documents", m->read.documents);
	row(f, 0, "Positions that they state", m->read.own);
	row(f, 0, "Views of others that they report", m->read.reported);
	sp_pdf_close(f->b->pdf);
	f->y -= 6;
}

static void positions(sp_flow *f)
{
	heading(f, "What a position is");
	para(f, "The unit is the sentence. A sentence, list item or heading "
		"states a position if it asks for something, takes a side, "
		"judges an option or commits to one, on one of the issues; "
		"each issue is a proposition, and the position is for it or "
		"against it. Facts without a judgement, restated questions "
		"and descriptions of the submitter are no positions.");
	para(f, "A view that a submitter reports of somebody else without "
		"adopting it is kept apart, with its holder where the text "
		"names one. It is shown on the issue pages and never counted.");
	para(f, "A submitter's stance follows from its own positions: only "
		"support, only oppose, or mixed if it states both. It is "
		"silent if it states none; silence is no stance and stands "
		"in no share.");
}

static void wording(sp_flow *f)
{
	sp_buf t = SP_BUF_INIT;

	heading(f, "How results are worded");
	para(f, "Shares are of those who take a position on the issue, never "
		"of all submitters. \u201cA majority\u201d is more than half "
		"of them, as is \u201cmost\u201d; \u201csome\u201d is more "
		"than a quarter, \u201cfew\u201d up to a quarter, "
		"\u201cnone\u201d nobody. \u201cNine in ten\u201d and its like are rounded to "
		"the nearest tenth and used from ten voices on; fewer are told "
		"as \u201c5 of the 7\u201d. \u201cSplit\u201d means that "
		"neither side has more than half. Net support is those for "
		"minus those against.");
	sp_buf_adds(&t, "No majority or split is told of fewer than ");
	sp_add_number(&t, SP_VOICES_MIN, false);
	sp_buf_adds(&t, " voices: such an issue is \u201ctoo few to "
			"tell\u201d, and only its counts are given. The same "
			"holds for each kind of submitter where kinds part. "
			"The summary ranks the other issues: by net support, "
			"by the smaller side where it is a quarter or more "
			"(\u201cmost contested\u201d), by mixed stances; by "
			"voices it ranks all.");
	para(f, t.data);
	sp_buf_release(&t);
}

static void quotes(sp_flow *f)
{
	sp_buf t = SP_BUF_INIT;

	heading(f, "How quotes are chosen");
	sp_buf_addf(&t, "One sentence for each submitter and side of an issue: "
			"the longest of 40 to 400 bytes, or the one nearest to "
			"that; a heading only if there is nothing else. The "
			"letters of a campaign are quoted once. Kinds of "
			"submitter take turns, in each the longest sentence "
			"first, up to %d a side. Words in grey introduce a "
			"list item; \u201c\u2026\u201d marks what is left out.",
		    SP_QUOTES_MAX);
	if (!f->b->m->side)
		sp_buf_adds(&t, " A submitter's own page has its best sentence "
				"in support and its best against, by the same "
				"measure.");
	para(f, t.data);
	para(f, "The number after a quote is its position_id: \u201cstandpoint "
		"why CORPUS NUMBER\u201d shows the rule and the words that "
		"decided it.");
	sp_buf_release(&t);
}

/* What is not shown, and why. */
static void left_out(sp_flow *f)
{
	const sp_model *m = f->b->m;
	const sp_map *map = f->b->map;
	sp_buf t = SP_BUF_INIT;

	if (m->nmatrix < m->nsubmitters) {
		sp_buf_adds(&t, "All figures count ");
		sp_add_counted(&t, m->nsubmitters, "submitter", "submitters");
		sp_buf_adds(&t, ". The matrix, the alliances and the submitter "
				"pages show the ");
		sp_add_count(&t, m->nmatrix);
		sp_buf_adds(&t, " who address most issues; the rest stands as "
				"counts by kind. ");
	}
	if (m->chosen)
		sp_buf_adds(&t, "The report is about those who were chosen for "
				"it, not about all who wrote. ");
	if (!m->side && !map)
		sp_buf_addf(&t, "There is no position map: it needs %d "
				"submitters who speak on %d of its issues. ",
			    SP_MAP_POINTS_MIN, SP_MAP_ISSUES_MIN);
	else if (!m->side && !sp_map_tells(map) && map->share[0] > 0.5)
		sp_buf_adds(&t, "There is no position map: all stand on one "
				"line, there is nothing for a second axis. ");
	else if (!m->side && !sp_map_tells(map))
		sp_buf_addf(&t, "There is no position map: its two axes would "
				"carry %d%% of the variation, and below 40%% a "
				"map misleads. ",
			    (int)(100 * (map->share[0] + map->share[1])));
	if (t.len) {
		heading(f, "What is left out");
		para(f, t.data);
	}
	sp_buf_release(&t);
}

static void limits(sp_flow *f)
{
	heading(f, "What to keep in mind");
	para(f, "Rules misread some sentences and miss positions that are put "
		"in unusual words: some stances in this report are wrong, and "
		"some are missing. Read the quotes before you rely on a "
		"count, of a few submitters above all. The figures describe "
		"those who wrote, not the public.");
	para(f, f->b->o->reliability
			? "How often the rules err was measured on these "
			  "submissions: see the page on reliability."
			: "How often the rules err was not measured on these "
			  "submissions. To measure it, let people code a "
			  "sample (\u201cstandpoint sample CORPUS --html "
			  "sheet.html\u201d), then compare "
			  "(\u201cstandpoint evaluate CORPUS GOLD.tsv\u201d) "
			  "or make this report anew with \u201c--gold "
			  "GOLD.tsv\u201d.");
}

/* What went in, by its SHA-256. */
static void hash_row(sp_flow *f, const char *name, const char *sha256)
{
	sp_style st = sp_resize(&sp_st_body, 8.4f);
	float x = sp_flow_x(f), w = sp_flow_width(f);
	sp_buf t = SP_BUF_INIT;

	sp_flow_need(f, 12);
	sp_buf_addf(&t, "%.16s\u2026", sha256);
	sp_pdf_open(f->b->pdf, "TR");
	sp_pdf_open(f->b->pdf, "TH");
	sp_pdf_scope(f->b->pdf, "Row");
	sp_pdf_mark(f->b->pdf);
	sp_text_fit(f->b->pdf, x, f->y, &st, name, w - 92, 7.2f);
	sp_draw_space(f->b->pdf, x + w - 88, f->y);
	sp_pdf_end(f->b->pdf);
	sp_table_td(f->b->pdf, x + w, f->y, SP_AT_RIGHT, &st, t.data);
	sp_pdf_close(f->b->pdf);
	f->y -= 12;
	sp_buf_release(&t);
}

static void hashes(sp_flow *f)
{
	const sp_model *m = f->b->m;
	sp_fonts *fonts = sp_pdf_fonts(f->b->pdf);
	sp_buf t = SP_BUF_INIT;

	/* a head of a further column or page may not stand within the table */
	sp_flow_need(f, 12 * (float)(m->npacks + SP_FACES));
	sp_pdf_open(f->b->pdf, "Table");
	for (int i = 0; i < m->npacks; i++) {
		sp_buf_clear(&t);
		sp_buf_addf(&t, "Rule pack %s %s", m->packs[i].name,
			    m->packs[i].version);
		hash_row(f, t.data, m->packs[i].sha256);
	}
	for (int face = 0; face < SP_FACES; face++) {
		sp_face_info info;
		char hex[SP_SHA256_HEX];

		if (sp_fonts_cids(fonts, (sp_face)face) < 2)
			continue;
		sp_fonts_info(fonts, (sp_face)face, &info);
		sp_fonts_sha256(fonts, (sp_face)face, hex);
		sp_buf_clear(&t);
		sp_buf_addf(&t, "Font %s", info.name);
		hash_row(f, t.data, hex);
	}
	sp_pdf_close(f->b->pdf);
	f->y -= 6;
	sp_buf_release(&t);
}

static void made_of(sp_flow *f)
{
	const sp_model *m = f->b->m;
	sp_buf t = SP_BUF_INIT;

	heading(f, "What it was made with");
	sp_buf_addf(&t, "The report was made by %s, the positions were found "
			"by standpoint", PACKAGE_STRING);
	for (int i = 0; i < m->npacks; i++)
		if (!i || strcmp(m->packs[i].program,
				 m->packs[i - 1].program) != 0)
			sp_buf_addf(&t, "%s %s", i ? " and" : "",
				    m->packs[i].program);
	sp_buf_adds(&t, ". The same corpus, program and fonts give the same "
			"file, byte for byte. By SHA-256:");
	para(f, t.data);
	hashes(f);
	sp_buf_release(&t);
}

static void queries(sp_flow *f)
{
	heading(f, "How to check a figure");
	para(f, "The corpus is an SQLite file with documented views. The last "
		"part of the annex has the SQL behind each table; any SQLite "
		"tool runs it.");
}

void sp_page_method(sp_book *b)
{
	sp_flow f = { .b = b, .section = "Method", .eyebrow = "METHOD",
		      .title = "How this report was made", .columns = 2,
		      .gap = SP_COLUMN_2 - SP_LEFT - SP_COLUMN_W,
		      .bottom = SP_BOTTOM(b->pdf) };

	sp_pdf_open(b->pdf, "Sect");
	sp_book_page(b, f.section);
	sp_pdf_dest(b->pdf, "method", 0, SP_PAGE_H);
	sp_flow_start(&f, sp_book_head(b, f.eyebrow, f.title,
				       "Positions are found by written rules, "
				       "sentence by sentence; every figure is "
				       "computed from the corpus, every quote "
				       "is read from it again when it is "
				       "printed.") - 12);
	received(&f);
	positions(&f);
	wording(&f);
	quotes(&f);
	left_out(&f);
	limits(&f);
	queries(&f);
	made_of(&f);
	sp_pdf_close(b->pdf);
}
