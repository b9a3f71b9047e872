/* page_submitters.c - who answered: bars by kind, then each submitter. */
#include "config.h"

#include "report/chart.h"
#include "report/page.h"
#include "report/table.h"
#include "report/wording.h"

static const float PITCH = 12.2f, TYPE_PITCH = 13.2f, NAME_LEADING = 8.8f;
/* The two blocks at the top. */
static const float FUNNEL_W = 268, TYPE_X = SP_LEFT + 292,
		   TYPE_W = SP_TEXT_W - 292;
static const float NAME_W = 238, NAME_MIN = 7.2f;
static const float DOCS_X = 330, ISSUES_X = 400, BAR_X = 478;

static void type_row(sp_book *b, float y, int type, float unit)
{
	int n = b->m->by_type[type];
	sp_style bold = { .face = SP_BOLD, .size = 8.4f, .color = SP_BLUE };
	sp_buf t = SP_BUF_INIT;

	sp_pdf_begin(b->pdf, "P");
	sp_text(b->pdf, TYPE_X, y, &sp_st_label, sp_type_label(type));
	sp_pdf_rect(b->pdf, TYPE_X + 78, y - 2, unit * (float)n, 9, SP_BLUE);
	sp_add_count(&t, n);
	sp_draw_space(b->pdf, TYPE_X + 74, y);
	sp_text(b->pdf, TYPE_X + 82 + unit * (float)n, y, &bold, t.data);
	sp_pdf_end(b->pdf);
	sp_buf_release(&t);
}

static float by_type(sp_book *b, float y)
{
	int most = 1;

	for (int t = 0; t < SP_TYPES; t++)
		if (b->m->by_type[t] > most)
			most = b->m->by_type[t];
	float unit = (TYPE_W - 106) / (float)most;
	if (unit > 18)
		unit = 18;
	y = sp_draw_heading(b->pdf, TYPE_X, y, TYPE_W,
			    "By kind of submitter");
	for (int t = 0; t < SP_TYPES; t++)
		if (b->m->by_type[t]) {
			type_row(b, y, t, unit);
			y -= TYPE_PITCH;
		}
	return y - 14;
}

/* ---- from received to analysed ------------------------------------------ */

static float funnel_row(sp_book *b, float y, const char *name, int n, int all,
			sp_color color)
{
	const float x = SP_LEFT + 134, room = FUNNEL_W - 166;
	sp_style bold = { .face = SP_BOLD, .size = 8.4f, .color = SP_BLUE };
	float w = all ? room * (float)n / (float)all : 0;
	sp_buf t = SP_BUF_INIT;

	sp_add_count(&t, n);
	sp_pdf_open(b->pdf, "TR");
	sp_table_th(b->pdf, "Row", SP_LEFT, y, SP_AT_LEFT, &sp_st_label, name);
	sp_pdf_begin(b->pdf, "TD");
	if (n)
		sp_pdf_rect(b->pdf, x, y - 2, w, 9, color);
	sp_text(b->pdf, x + w + 5, y, &bold, t.data);
	sp_pdf_end(b->pdf);
	sp_pdf_close(b->pdf);
	sp_buf_release(&t);
	return y - 13.2f;
}

/* What became of what came in, and the same counted three ways. */
static float funnel(sp_book *b, float y)
{
	const sp_received *r = &b->m->received;
	const sp_color pale = 0x8fbfdc;
	int all = r->documents;

	y = sp_draw_heading(b->pdf, SP_LEFT, y,
			    sp_model_kinds(b->m) ? FUNNEL_W : SP_TEXT_W,
			    b->m->chosen ? "From received to analysed, in the "
					   "whole corpus"
					 : "From received to analysed");
	sp_pdf_open(b->pdf, "Table");
	y = funnel_row(b, y, "Documents received", all, all, pale);
	y = funnel_row(b, y, "Readable, with text", r->ok, all, pale);
	y = funnel_row(b, y, "Analysed", r->analysed, all, SP_BLUE);
	if (r->campaigns)
		y = funnel_row(b, y, "Distinct texts, a campaign once",
			       r->texts, all, SP_BLUE);
	if (!b->m->chosen)
		y = funnel_row(b, y, "Submitters", b->m->nsubmitters, all,
			       SP_BLUE);
	y = funnel_row(b, y, "Documents that state a position", r->speaking,
		       all, SP_BLUE);
	sp_pdf_close(b->pdf);
	return y - 14;
}

static void head(sp_book *b, float x, float y, bool right, const char *text)
{
	sp_style st = sp_recolor(&sp_st_small, SP_INK_2);

	sp_table_th(b->pdf, "Column", x, y, right ? SP_AT_RIGHT : SP_AT_LEFT,
		    &st, text);
}

static float table_head(sp_book *b, float y)
{
	sp_pdf_open(b->pdf, "TR");
	head(b, SP_LEFT, y, false, "Submitter");
	head(b, DOCS_X, y, true, "Documents");
	head(b, ISSUES_X, y, true, "Issues addressed");
	head(b, BAR_X - 40, y, false, "Opposed, mixed, supported");
	sp_pdf_close(b->pdf);
	sp_pdf_artifact(b->pdf);
	sp_pdf_line(b->pdf, SP_LEFT, y - 5, SP_RIGHT, y - 5, 0.5f, SP_RULE);
	sp_pdf_unmark(b->pdf);
	return y - 5;
}

/* Opposed to the left of the line, supported to its right, mixed beside. */
static void balance(sp_book *b, float y, const sp_tally *t, float unit)
{
	float right = unit * (float)t->n[SP_SUPPORT];
	sp_buf text = SP_BUF_INIT;

	sp_buf_addf(&text, "opposes %d, mixed %d, supports %d",
		    t->n[SP_OPPOSE], t->n[SP_MIXED], t->n[SP_SUPPORT]);
	sp_pdf_begin(b->pdf, "TD");
	sp_chart_balance(b->pdf, BAR_X, y - 1.5f, 7.5f, t, unit);
	sp_pdf_rect(b->pdf, BAR_X + right, y - 1.5f,
		    unit * (float)t->n[SP_MIXED], 7.5f, SP_BEIGE_BAR);
	sp_pdf_line(b->pdf, BAR_X, y - 3.4f, BAR_X, y - 3.4f + PITCH, 0.5f,
		    SP_INK_3);
	sp_draw_hidden(b->pdf, BAR_X, y, text.data);
	sp_pdf_end(b->pdf);
	sp_buf_release(&text);
}

/* The name on as many lines as it needs, two at most. */
static sp_para *name_para(const sp_book *b, const sp_submitter *s)
{
	sp_style st = sp_resize(&sp_st_label, NAME_MIN);
	sp_para *p = sp_para_new(sp_pdf_fonts(b->pdf));

	sp_para_add(p, &st, s->name);
	sp_para_break(p, NAME_W, 2, false);
	return p;
}

/* What a row needs besides its pitch. */
static float more_name(const sp_book *b, const sp_submitter *s)
{
	sp_para *p = name_para(b, s);
	float more = sp_para_lines(p) > 1 ? NAME_LEADING : 0;

	sp_para_free(p);
	return more;
}

/* Returns its width. */
static float draw_name(sp_book *b, float y, const sp_submitter *s)
{
	if (more_name(b, s) == 0)
		return sp_text_fit(b->pdf, SP_LEFT, y, &sp_st_label, s->name,
				   NAME_W, NAME_MIN);
	sp_para *p = name_para(b, s);
	float w = sp_para_width(p);

	sp_para_draw(p, b->pdf, SP_LEFT, y, NAME_LEADING);
	sp_para_free(p);
	return w;
}

static void submitter_row(sp_book *b, float y, int submitter, float unit)
{
	const sp_submitter *s = &b->m->submitters[submitter];
	sp_name dest;
	sp_buf t = SP_BUF_INIT;

	sp_dest_submitter(dest, submitter);
	sp_pdf_open(b->pdf, "TR");
	sp_pdf_open(b->pdf, "TH");
	sp_pdf_scope(b->pdf, "Row");
	sp_pdf_open(b->pdf, "Link");
	sp_pdf_mark(b->pdf);
	float w = draw_name(b, y, s);
	if (s->guessed)
		sp_text(b->pdf, SP_LEFT + w + 2, y, &sp_st_label, "*");
	sp_pdf_unmark(b->pdf);
	sp_buf_addf(&t, "To the page of %s", s->short_name);
	sp_pdf_link(b->pdf, SP_LEFT, y - 3 - more_name(b, s), w,
		    PITCH + more_name(b, s), dest, t.data);
	sp_pdf_close(b->pdf);
	sp_pdf_close(b->pdf);
	sp_table_count(b->pdf, DOCS_X, y, &sp_st_label, s->documents);
	sp_table_count(b->pdf, ISSUES_X, y, &sp_st_label,
		       sp_tally_voices(&s->issues));
	balance(b, y, &s->issues, unit);
	sp_pdf_close(b->pdf);
	sp_buf_release(&t);
}

static void group_row(sp_book *b, float y, int type)
{
	sp_style st = { .face = SP_BOLD, .size = 8, .color = SP_BLUE };

	sp_table_group(b->pdf, SP_LEFT, y, 4, &st, sp_type_label(type));
	sp_table_rule(b->pdf, SP_LEFT, SP_RIGHT, y - 4, SP_HAIR);
}

static float bar_unit(const sp_model *m)
{
	int most = 1;

	for (int i = 0; i < m->nsubmitters; i++) {
		const sp_tally *t = &m->submitters[i].issues;
		int n = t->n[SP_SUPPORT] + t->n[SP_MIXED];

		if (t->n[SP_OPPOSE] > n)
			n = t->n[SP_OPPOSE];
		if (n > most)
			most = n;
	}
	return 66.0f / (float)most;
}

/* A kind that nobody gave is a reading like any other. */
static void add_guessed(sp_buf *t, const sp_model *m)
{
	int n = 0;

	for (int i = 0; i < m->nsubmitters; i++)
		n += m->submitters[i].guessed;
	if (!n)
		return;
	sp_buf_adds(t, n == 1 ? "* The kind of " : "* The kinds of ");
	sp_add_counted(t, n, "submitter was", "submitters were");
	sp_buf_adds(t, " not given but guessed, from names and letters. ");
}

static void add_note(sp_buf *t, const sp_book *b)
{
	const sp_model *m = b->m;

	if (m->nmatrix < m->nsubmitters) {
		sp_buf_adds(t, "Listed: the ");
		sp_add_count(t, m->nmatrix);
		sp_buf_adds(t, " submitters who address most issues; ");
		sp_add_count(t, m->nsubmitters - m->nmatrix);
		sp_buf_adds(t, " more are counted, not listed. ");
	}
	add_guessed(t, m);
	sp_buf_adds(t, b->source);
}

static float next_page(sp_book *b, const char *title, const char *note)
{
	sp_pdf_close(b->pdf);
	sp_draw_note(b->pdf, note);
	sp_book_page(b, "Who answered");
	float y = sp_book_continued(b, "WHO ANSWERED", title);
	sp_pdf_open(b->pdf, "Table");
	return table_head(b, y);
}

static void table(sp_book *b, float y, const char *title, const char *note)
{
	const sp_model *m = b->m;
	float unit = bar_unit(m);
	int before = -1;

	y = sp_draw_heading(b->pdf, SP_LEFT, y, SP_TEXT_W, "Each submitter");
	sp_pdf_open(b->pdf, "Table");
	y = table_head(b, y);
	for (int i = 0; i < m->nsubmitters; i++) {
		const sp_submitter *s = &m->submitters[i];

		if (!s->in_matrix)
			continue;
		float h = PITCH + more_name(b, s);
		if (s->type != before)
			h += PITCH + 10;
		if (y - h < SP_BOTTOM(b->pdf) + 4) {
			y = next_page(b, title, note);
			before = -1;
		}
		if (s->type != before) {
			y -= PITCH + 5;
			group_row(b, y, s->type);
			y -= 5;
		}
		before = s->type;
		y -= PITCH;
		submitter_row(b, y, i, unit);
		y -= more_name(b, s);
	}
	sp_pdf_close(b->pdf);
	sp_draw_note(b->pdf, note);
}

static void add_title(sp_buf *t, const sp_model *m)
{
	int best = 0, kinds = 0;
	bool tie = false;

	for (int i = 0; i < SP_TYPES; i++) {
		kinds += m->by_type[i] > 0;
		if (i && m->by_type[i] >= m->by_type[best]) {
			tie = m->by_type[i] == m->by_type[best];
			best = i;
		}
	}
	if (m->chosen && m->nsubmitters < m->everyone) {
		if (kinds == 1 && best != SP_TYPES - 1 && m->nsubmitters > 1) {
			sp_add_count(t, m->nsubmitters);
			sp_buf_addf(t, " %s, chosen from ", sp_type_noun(best));
		} else {
			sp_add_counted(t, m->nsubmitters, "submitter",
				       "submitters");
			sp_buf_adds(t, ", chosen from ");
		}
		sp_add_count(t, m->everyone);
		return;
	}
	if (kinds == 1 && m->nsubmitters > 1 && best != SP_TYPES - 1) {
		if (m->nsubmitters == 2)
			sp_buf_adds(t, "Both");
		else {
			sp_buf_adds(t, "All ");
			sp_add_count(t, m->nsubmitters);
		}
		sp_buf_addf(t, " submitters are %s", sp_type_noun(best));
		return;
	}
	if (kinds == 1 || tie || best == SP_TYPES - 1) {
		sp_add_counted(t, m->nsubmitters, "submitter answered",
			       "submitters answered");
		return;
	}
	sp_add_capital(t, sp_type_noun(best));
	sp_buf_adds(t, " are the largest group: ");
	sp_add_count(t, m->by_type[best]);
	sp_buf_adds(t, " of the ");
	sp_add_count(t, m->nsubmitters);
	sp_buf_adds(t, " submitters");
}

static void add_reason(sp_buf *t, int n, const char *why)
{
	if (!n)
		return;
	sp_buf_adds(t, ", ");
	sp_add_count(t, n);
	sp_buf_adds(t, why);
}

/* Why the others were not. */
static void add_not_analysed(sp_buf *t, const sp_received *r)
{
	int foreign = r->ok - r->analysed - r->waiting;

	add_reason(t, r->waiting, " not yet");
	add_reason(t, foreign, " in another language not");
	add_reason(t, r->empty, " without text");
	add_reason(t, r->failed, " unreadable");
}

void sp_page_submitters(sp_book *b)
{
	const sp_received *r = &b->m->received;
	sp_buf title = SP_BUF_INIT, deck = SP_BUF_INIT, note = SP_BUF_INIT;

	add_title(&title, b->m);
	sp_add_counted(&deck, r->documents, "document was received, ",
		       "documents were received, ");
	sp_add_count(&deck, r->analysed);
	sp_buf_adds(&deck, r->analysed == 1 ? " was" : " were");
	sp_buf_adds(&deck, " read and analysed");
	add_not_analysed(&deck, r);
	if (r->campaigns) {
		sp_buf_adds(&deck, "; ");
		sp_add_count(&deck, r->campaign_documents);
		sp_buf_adds(&deck, " are letters of ");
		sp_add_counted(&deck, r->campaigns, "campaign", "campaigns");
	}
	sp_buf_addc(&deck, '.');
	add_note(&note, b);
	sp_pdf_open(b->pdf, "Sect");
	sp_book_page(b, "Who answered");
	sp_pdf_dest(b->pdf, "submitters", 0, SP_PAGE_H);
	float y = sp_book_head(b, "WHO ANSWERED", title.data, deck.data);
	float low = funnel(b, y - 12);
	if (sp_model_kinds(b->m)) {
		float beside = by_type(b, y - 12);

		low = beside < low ? beside : low;
	}
	y = low;
	table(b, y, title.data, note.data);
	sp_pdf_close(b->pdf);
	sp_buf_release(&title);
	sp_buf_release(&deck);
	sp_buf_release(&note);
}
