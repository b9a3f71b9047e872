/* page_profiles.c - submitter by submitter: what each supports and opposes,
 * where it stands apart from its own kind, and who is close to it. */
#include "config.h"

#include <stdlib.h>

#include "base/mem.h"
#include "report/alliance.h"
#include "report/chart.h"
#include "report/flow.h"
#include "report/quote.h"
#include "report/wording.h"

enum { COLUMNS = 4, APART_MAX = 3, CLOSE = 3 };

static const float COLUMN = SP_TEXT_W / COLUMNS, PITCH = 12.6f;

static int voices_of(const sp_submitter *s)
{
	return sp_tally_voices(&s->issues);
}

/* ---- its stances -------------------------------------------------------- */

static void stance_item(sp_book *b, float x, float y, int submitter, int issue)
{
	const sp_issue *i = &b->m->issues[issue];
	int stance = b->m->submitters[submitter].stance[issue];
	sp_style number = sp_recolor(&sp_st_small, SP_INK_3);
	sp_style st = sp_resize(&sp_st_label, 8);
	sp_name dest;
	sp_buf t = SP_BUF_INIT;

	sp_dest_cell(dest, submitter, issue);
	sp_pdf_open(b->pdf, "LI");
	sp_pdf_open(b->pdf, "LBody");
	sp_pdf_open(b->pdf, "Link");
	sp_pdf_mark(b->pdf);
	sp_draw_cell(b->pdf, x, y - 2, 10, 9, stance);
	sp_draw_hidden(b->pdf, x + 1, y, sp_stance_label(stance));
	sp_draw_hidden(b->pdf, x + 8, y, " ");
	sp_buf_addf(&t, "%d", issue + 1);
	sp_text_right(b->pdf, x + 25, y, &number, t.data);
	sp_draw_space(b->pdf, x + 26, y);
	sp_text_fit(b->pdf, x + 29, y, &st, i->short_name, COLUMN - 33, 7);
	sp_pdf_unmark(b->pdf);
	sp_buf_clear(&t);
	sp_buf_addf(&t, "To its words on issue %d", issue + 1);
	sp_pdf_link(b->pdf, x, y - 3, COLUMN - 4, PITCH, dest, t.data);
	sp_dest_issue(dest, issue);
	sp_pdf_otherwise(b->pdf, dest);
	sp_pdf_close(b->pdf);
	sp_pdf_close(b->pdf);
	sp_pdf_close(b->pdf);
	sp_buf_release(&t);
}

static int list_rows(const sp_submitter *s)
{
	return (voices_of(s) + COLUMNS - 1) / COLUMNS;
}

/* Support, mixed, oppose, down one column after the other. */
static float stance_list(sp_book *b, float y, int submitter)
{
	const sp_submitter *s = &b->m->submitters[submitter];
	int rows = list_rows(s), n = 0;

	sp_pdf_open(b->pdf, "L");
	for (size_t k = 0; k < 3; k++)
		for (int i = 0; i < b->m->nissues; i++) {
			if (s->stance[i] != sp_chart_order[k])
				continue;
			stance_item(b, SP_LEFT + COLUMN * (float)(n / rows),
				    y - PITCH * (float)(n % rows), submitter,
				    i);
			n++;
		}
	sp_pdf_close(b->pdf);
	return y - PITCH * (float)rows;
}

/* ---- against its kind, and who is close --------------------------------- */

/* How many of its kind hold the opposite, if they are most of it; else 0. */
static int outvoted(const sp_model *m, const sp_submitter *s, int issue)
{
	const sp_tally *t = &m->issues[issue].type[s->type];
	sp_verdict v = sp_tally_verdict(t);

	if (s->type == SP_TYPES - 1)
		return 0;
	if (s->stance[issue] == SP_OPPOSE && v == SP_FOR)
		return t->n[SP_SUPPORT];
	if (s->stance[issue] == SP_SUPPORT && v == SP_AGAINST)
		return t->n[SP_OPPOSE];
	return 0;
}

static void add_apart(sp_buf *t, const sp_model *m, const sp_submitter *s)
{
	int n = 0;

	for (int i = 0; i < m->nissues && n < APART_MAX; i++) {
		int k = outvoted(m, s, i);
		bool for_it = s->stance[i] == SP_SUPPORT;

		if (!k)
			continue;
		if (n++)
			sp_buf_adds(t, "; ");
		else
			sp_buf_addf(t, "Unlike most %s it ",
				    sp_type_noun(s->type));
		sp_buf_adds(t, for_it ? "supports " : "opposes ");
		sp_add_lower(t, m->issues[i].short_name);
		sp_buf_addf(t, " (%d of %d who speak %s)", k,
			    sp_tally_voices(&m->issues[i].type[s->type]),
			    for_it ? "oppose" : "support");
	}
	if (n)
		sp_buf_adds(t, ". ");
}

static void add_names(sp_buf *t, const sp_model *m, const char *before,
		      const sp_pair *p, int n)
{
	for (int i = 0; i < n; i++)
		sp_buf_addf(t, "%s%s (%d of %d)", i ? ", " : before,
			    m->submitters[p[i].b].short_name, p[i].agree,
			    p[i].shared);
	if (n)
		sp_buf_adds(t, ". ");
}

/* The order says how much. */
static void add_close(sp_buf *t, const sp_model *m, const int *rows, int a)
{
	sp_pair near[CLOSE], far[CLOSE];
	int nnear, nfar;

	if (!sp_pair_nearest(m, rows, m->nmatrix, a, CLOSE, near, &nnear, far,
			     &nfar))
		return;
	add_names(t, m, "Agrees most with ", near, nnear);
	add_names(t, m, "Agrees least with ", far, nfar);
}

/* ---- one submitter ------------------------------------------------------ */

static void add_facts(sp_buf *t, const sp_model *m, const sp_submitter *s)
{
	sp_tally own = s->issues;

	own.n[SP_SILENT] = 0;
	sp_buf_addf(t, "%s \u00b7 ", sp_type_label(s->type));
	sp_add_counted(t, s->documents, "document", "documents");
	sp_buf_addf(t, " \u00b7 %d of %d issues addressed", voices_of(s),
		    m->nissues);
	if (voices_of(s)) {
		sp_buf_adds(t, ": ");
		sp_add_tally(t, &own);
	}
}

static void draw_name(sp_flow *f, int submitter)
{
	const sp_submitter *s = &f->b->m->submitters[submitter];
	sp_pdf *p = f->b->pdf;
	sp_name dest;
	sp_buf t = SP_BUF_INIT;

	sp_dest_row(dest, submitter);
	sp_buf_addf(&t, "%s in the matrix", s->short_name);
	sp_pdf_open(p, "H2");
	sp_pdf_open(p, "Link");
	sp_pdf_mark(p);
	float w = sp_text_fit(p, SP_LEFT, f->y, &sp_st_heading, s->name,
			      SP_TEXT_W, 8.4f);
	sp_pdf_unmark(p);
	sp_pdf_link(p, SP_LEFT, f->y - 3, w, 13, dest, t.data);
	sp_pdf_close(p);
	sp_pdf_close(p);
	sp_pdf_artifact(p);
	sp_pdf_line(p, SP_LEFT, f->y - 6, SP_RIGHT, f->y - 6, 0.5f, SP_RULE);
	sp_pdf_unmark(p);
	sp_buf_release(&t);
}

/* Its words, side by side. */
struct words {
	sp_quote_box *box[SP_PROFILE_QUOTES];
	size_t n;
	float height;
};

static void words_release(struct words *w)
{
	for (size_t i = 0; i < w->n; i++)
		sp_quote_box_free(w->box[i]);
}

static bool words_read(struct words *w, sp_book *b, int submitter,
		       sp_error *err)
{
	sp_profile_quote q[SP_PROFILE_QUOTES];
	size_t n;

	*w = (struct words){ 0 };
	if (!sp_evidence_profile(b->evidence, submitter, q, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		w->box[i] = sp_quote_box_on_issue(b, q[i].issue, &q[i].quote,
						  SP_COLUMN_W, err);
		if (!w->box[i])
			return false;
		w->n++;
		float h = sp_quote_box_height(w->box[i]);
		w->height = h > w->height ? h : w->height;
	}
	return true;
}

static float words_draw(const struct words *w, sp_book *b, float y)
{
	for (size_t i = 0; i < w->n; i++)
		sp_quote_box_draw(b, w->box[i], i ? SP_COLUMN_2 : SP_LEFT, y);
	return y - w->height;
}

/* How tall the words on its kind and its allies are; none is cut. */
static float words_height(sp_book *b, const sp_style *st, const char *text)
{
	sp_para *p = sp_para_new(sp_pdf_fonts(b->pdf));

	sp_para_add(p, st, text);
	size_t n = sp_para_break(p, SP_TEXT_W, 0, false);
	sp_para_free(p);
	return n ? 4 + 11 * (float)n : 0;
}

static bool profile(sp_flow *f, const int *rows, int submitter, sp_error *err)
{
	sp_book *b = f->b;
	const sp_submitter *s = &b->m->submitters[submitter];
	sp_style facts = sp_recolor(&sp_st_label, SP_INK_2);
	sp_buf t = SP_BUF_INIT, words = SP_BUF_INIT;
	struct words quotes;
	sp_name dest;
	bool ok = words_read(&quotes, b, submitter, err);

	if (!ok)
		goto done;
	add_apart(&words, b->m, s);
	add_close(&words, b->m, rows, submitter);
	float h = 58 + PITCH * (float)list_rows(s) +
		  words_height(b, &facts, words.data) + quotes.height;
	if (f->y < f->top)
		f->y -= 12;
	sp_flow_need(f, h);
	sp_dest_submitter(dest, submitter);
	sp_pdf_dest(b->pdf, dest, 0, f->y + 40);
	draw_name(f, submitter);
	add_facts(&t, b->m, s);
	sp_pdf_begin(b->pdf, "P");
	sp_text(b->pdf, SP_LEFT, f->y - 18, &facts, t.data);
	sp_pdf_end(b->pdf);
	f->y -= 24;
	if (voices_of(s)) {
		sp_pdf_artifact(b->pdf);
		sp_chart_stacked(b->pdf, SP_LEFT, f->y - 8, SP_TEXT_W, 8,
				 &s->issues, 6);
		sp_pdf_unmark(b->pdf);
		f->y = stance_list(b, f->y - 22, submitter);
	}
	if (words.len)
		f->y = sp_draw_para(b->pdf, "P", SP_LEFT, f->y - 4, SP_TEXT_W,
				    &facts, 11, words.data, 0);
	if (quotes.n)
		f->y = words_draw(&quotes, b, f->y - 8);
	f->y -= 8;
done:
	words_release(&quotes);
	sp_buf_release(&t);
	sp_buf_release(&words);
	return ok;
}

static void add_note(sp_buf *t, const sp_book *b)
{
	if (b->m->nmatrix < b->m->nsubmitters) {
		sp_add_counted(t, b->m->nsubmitters - b->m->nmatrix,
			       "submitter is", "submitters are");
		sp_buf_adds(t, " counted in all figures and not shown here. ");
	}
	sp_buf_addf(t, "Agreement: of the issues on which both take a position, "
		       "on how many it is the same; pairs that share fewer "
		       "than %d are not compared.", SP_SHARED_MIN);
}

bool sp_page_profiles(sp_book *b, sp_error *err)
{
	bool ok = true;
	int *rows = sp_model_rows(b->m);
	sp_buf note = SP_BUF_INIT;
	sp_flow f = { .b = b, .section = "Submitters", .eyebrow = "SUBMITTERS",
		      .title = "Submitter by submitter", .columns = 1,
		      .bottom = SP_BOTTOM(b->pdf) + 14 };

	add_note(&note, b);
	f.note = note.data;
	sp_pdf_open(b->pdf, "Sect");
	sp_book_page(b, f.section);
	sp_pdf_dest(b->pdf, "profiles", 0, SP_PAGE_H);
	sp_flow_start(&f, sp_book_head(b, f.eyebrow, f.title,
				       "What each supports and opposes, where "
				       "it stands apart from its own kind, and "
				       "who is close to it. Select an issue to "
				       "read its words.") - 16);
	for (int i = 0; ok && i < b->m->nmatrix; i++)
		ok = profile(&f, rows, rows[i], err);
	sp_flow_end(&f);
	sp_pdf_close(b->pdf);
	sp_buf_release(&note);
	free(rows);
	return ok;
}
