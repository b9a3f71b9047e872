/* book.c - what all pages share: names of places, head and foot. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/page.h"
#include "report/wording.h"

/* ---- places ------------------------------------------------------------- */

void sp_dest_issue(sp_name out, int issue)
{
	snprintf(out, sizeof(sp_name), "issue-%02d", issue + 1);
}

void sp_dest_theme(sp_name out, int theme)
{
	snprintf(out, sizeof(sp_name), "theme-%02d", theme + 1);
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
	float x = SP_LEFT, low = sp_pdf_bottom(b->pdf);
	char label[16];

	sp_pdf_line(b->pdf, SP_LEFT, low + 44, SP_RIGHT, low + 44, 0.5f,
		    SP_RULE);
	for (size_t i = 0; i < b->nfoot; i++) {
		float w = sp_text(b->pdf, x, low + 31, &plain, b->foot[i].text);

		sp_pdf_link(b->pdf, x, low + 28, w, 10, b->foot[i].dest,
			    b->foot[i].text);
		x += w + 16;
	}
	sp_pdf_label(b->pdf, sp_pdf_page(b->pdf), label);
	sp_text_right(b->pdf, SP_RIGHT, low + 31, &bold, label);
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
		    7);
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

/* The head of a continued page: its title, and room for the word behind it. */
static const float MORE_SIZE = 13, MORE_SIZE_MIN = 11, MORE_W = SP_TEXT_W - 70;

bool sp_book_one_line(const sp_book *b, const char *title)
{
	sp_style st = sp_resize(&sp_st_title, MORE_SIZE_MIN);

	return sp_text_width(sp_pdf_fonts(b->pdf), &st, title) <= MORE_W;
}

float sp_book_continued(sp_book *b, const char *eyebrow, const char *title)
{
	sp_style st = sp_resize(&sp_st_title, MORE_SIZE);
	sp_style more = { .face = SP_REGULAR, .size = 10, .color = SP_INK_3 };

	sp_pdf_begin(b->pdf, "P");
	sp_text_fit(b->pdf, SP_LEFT, 776, &sp_st_eyebrow, eyebrow, SP_TEXT_W,
		    7);
	sp_draw_space(b->pdf, SP_RIGHT - 4, 776);
	float w = sp_text_fit(b->pdf, SP_LEFT, 756, &st, title,
			      MORE_W, MORE_SIZE_MIN);
	sp_draw_space(b->pdf, SP_LEFT + w, 756);
	sp_text(b->pdf, SP_LEFT + w + 6, 756, &more, "continued");
	sp_pdf_end(b->pdf);
	return SP_CONTINUED_Y;
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

void sp_book_cut(sp_book *b, int64_t position, int submitter, int issue)
{
	for (size_t i = 0; i < b->ncuts; i++)
		if (b->cuts[i].position == position)
			return;
	b->cuts = sp_grow(b->cuts, b->ncuts, &b->cuts_cap, sizeof *b->cuts);
	b->cuts[b->ncuts++] = (struct sp_cut){ position, submitter, issue };
}

void sp_book_mention(sp_book *b, int submitter, int issue)
{
	b->mentions = sp_grow(b->mentions, b->nmentions, &b->mentions_cap,
			      sizeof *b->mentions);
	b->mentions[b->nmentions++] = (struct sp_mention){ submitter, issue };
}

sp_book_point sp_book_here(const sp_book *b)
{
	return (sp_book_point){ sp_pdf_here(b->pdf), b->ncuts, b->nmentions };
}

void sp_book_back(sp_book *b, const sp_book_point *to)
{
	sp_pdf_back(b->pdf, &to->pdf);
	b->ncuts = to->ncuts;
	b->nmentions = to->nmentions;
}

/* ---- pieces ------------------------------------------------------------- */

void sp_book_issue(sp_book *b, float x, float y, float width, int issue)
{
	const sp_issue *i = &b->m->issues[issue];
	sp_style number = sp_recolor(&sp_st_small, SP_INK_3);
	sp_name dest;
	sp_buf t = SP_BUF_INIT;

	sp_dest_issue(dest, issue);
	sp_pdf_open(b->pdf, "Link");
	sp_pdf_mark(b->pdf);
	sp_buf_addf(&t, "%d", issue + 1);
	sp_text_right(b->pdf, x + 12, y, &number, t.data);
	sp_draw_space(b->pdf, x + 13, y);
	sp_text_fit(b->pdf, x + 18, y, &sp_st_label, i->short_name, width - 18,
		    7.2f);
	sp_pdf_unmark(b->pdf);
	sp_buf_clear(&t);
	sp_buf_addf(&t, "To issue %d, %s", issue + 1, i->short_name);
	sp_pdf_link(b->pdf, x, y - 4, width, 14, dest, t.data);
	sp_pdf_close(b->pdf);
	sp_buf_release(&t);
}
