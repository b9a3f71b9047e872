/* page_contents.c - linked contents, the key, how to read. Drawn last, on
 * pages reserved early: it needs the numbers of all others. */
#include "config.h"

#include <string.h>

#include "report/page.h"
#include "report/pdf_internal.h"
#include "report/wording.h"

static const float GROUP_SPACE = 9;
static const float TOP = 706, KEY_TOP = 300;
/* Of the lines: the first with which all fit on a page, or else the first. */
static const float pitches[] = { 14.6f, 13.2f, 12, 11 };

/* Where the next line goes: two columns a page, the first page's are short. */
struct flow {
	sp_book *b;
	float y;
	int column, page;	/* pages from 0 */
	float pitch;		/* of lines */
	int split;		/* theme that starts the second column, or -1 */
	bool draw;		/* or only count */
};

static float column_bottom(const struct flow *f)
{
	return f->page ? SP_BOTTOM(f->b->pdf) : KEY_TOP + 26;
}

/* The head of a further page; an artifact, for it stands inside the list. */
static void turn(struct flow *f)
{
	sp_pdf *p = f->b->pdf;
	sp_style st = sp_resize(&sp_st_title, 13);
	sp_style more = { .face = SP_REGULAR, .size = 10, .color = SP_INK_3 };

	sp_pdf_go(p, f->b->contents_page + f->page);
	sp_pdf_artifact(p);
	float w = sp_text(p, SP_LEFT, 756, &st, "Contents");
	sp_text(p, SP_LEFT + w + 6, 756, &more, "continued");
	sp_pdf_unmark(p);
}

static void next_column(struct flow *f)
{
	f->y = f->page ? 720 : TOP;
	if (f->column == 0) {
		f->column = 1;
		return;
	}
	f->column = 0;
	f->page++;
	f->y = 720;
	if (f->draw)
		turn(f);
}

/* Room for `lines`, or the next column. */
static float line(struct flow *f, int lines)
{
	if (f->y - f->pitch * (float)(lines - 1) < column_bottom(f))
		next_column(f);
	float y = f->y;
	f->y -= f->pitch;
	return y;
}

static void label_at(sp_book *b, float right, float y, const char *dest,
		     const sp_style *st)
{
	const struct sp_pdf_dest *d = sp_pdf_find_dest(b->pdf, dest);
	char label[16];

	if (!d)
		return;
	sp_draw_space(b->pdf, right - 30, y);
	sp_text_right(b->pdf, right, y, st,
		      sp_pdf_label(b->pdf, d->page, label));
}

static void entry(struct flow *f, const char *number, const char *text,
		  const char *dest, bool strong, int keep)
{
	sp_book *b = f->b;
	float y = line(f, keep);
	float x = f->column ? SP_COLUMN_2 : SP_LEFT;
	sp_style st = sp_resize(strong ? &sp_st_bold : &sp_st_body, 9);
	sp_style grey = sp_recolor(&sp_st_label, SP_INK_3);

	if (!f->draw)
		return;
	sp_pdf_open(b->pdf, "TOCI");
	sp_pdf_open(b->pdf, "Link");
	sp_pdf_mark(b->pdf);
	if (*number) {
		sp_text_right(b->pdf, x + 13, y, &grey, number);
		sp_draw_space(b->pdf, x + 14, y);
	}
	sp_text_fit(b->pdf, x + (*number ? 19 : 0), y, &st, text,
		    *number ? 190 : 209, 7.2f);
	label_at(b, x + SP_COLUMN_W, y, dest, &grey);
	sp_pdf_unmark(b->pdf);
	sp_pdf_link(b->pdf, x, y - 3.5f, SP_COLUMN_W, f->pitch, dest, text);
	sp_pdf_close(b->pdf);
	sp_pdf_close(b->pdf);
}

static void theme(struct flow *f, const sp_theme *t)
{
	const sp_model *m = f->b->m;
	sp_buf s = SP_BUF_INIT;
	sp_name dest;

	f->y -= GROUP_SPACE;
	sp_buf_addf(&s, "%s\u2002%s", t->letter, t->title);
	sp_dest_theme(dest, (int)(t - m->themes));
	if (!sp_pdf_has_dest(f->b->pdf, dest))
		sp_dest_issue(dest, t->first);
	entry(f, "", s.data, dest, true, 3);
	for (int i = t->first; i < t->first + t->n; i++) {
		sp_buf_clear(&s);
		sp_buf_addf(&s, "%d", i + 1);
		sp_dest_issue(dest, i);
		entry(f, s.data, m->issues[i].short_name, dest, false, 1);
	}
	sp_buf_release(&s);
}

static void fronts(struct flow *f)
{
	static const struct {
		const char *text, *dest;
	} list[] = { { "Summary", "summary" },
		     { "Who answered", "submitters" },
		     { "Overview of all issues", "overview" },
		     { "By kind of submitter", "kinds" },
		     { "Stance matrix", "matrix" },
		     { "Position map", "map" },
		     { "Alliances", "alliances" } };

	/* While pages are counted, none is known: the most is assumed. */
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (!f->draw || sp_pdf_has_dest(f->b->pdf, list[i].dest))
			entry(f, "", list[i].text, list[i].dest, true, 1);
}

/* The theme that had best start the second column, if all fits in two. */
static int best_split(const sp_model *m, float pitch)
{
	float room = TOP - KEY_TOP - 26, best = room;
	float all = 12 * pitch + GROUP_SPACE, left = 7 * pitch;
	int split = -1;

	for (int i = 0; i < m->nthemes; i++)
		all += pitch * (float)(m->themes[i].n + 1) + GROUP_SPACE;
	for (int i = 0; i < m->nthemes; i++) {
		float right = all - left;
		float tallest = left > right ? left : right;

		if (tallest < best) {
			best = tallest;
			split = i;
		}
		left += pitch * (float)(m->themes[i].n + 1) + GROUP_SPACE;
	}
	return split;
}

/* Lay all lines out; returns the pages that it takes. */
static int flow_all(struct flow *f)
{
	f->y = TOP;
	f->split = best_split(f->b->m, f->pitch);
	fronts(f);
	for (int i = 0; i < f->b->m->nthemes; i++) {
		if (i == f->split) {
			next_column(f);
			f->y += GROUP_SPACE;
		}
		theme(f, &f->b->m->themes[i]);
	}
	f->y -= GROUP_SPACE;
	entry(f, "", "Submitter by submitter", "profiles", true, 1);
	entry(f, "", "Method", "method", true, 1);
	if (f->b->o->reliability)
		entry(f, "", "Reliability of the coding", "reliability", true,
		      1);
	entry(f, "", "Annex: data, codebook, SQL", "annex", true, 1);
	entry(f, "", "Index", "index", true, 1);
	return f->page + 1;
}

/* ---- the key ------------------------------------------------------------ */

static void key_row(sp_book *b, float y, int stance, const char *text)
{
	const char *label = sp_stance_label(stance);
	sp_para *p = sp_para_new(sp_pdf_fonts(b->pdf));

	sp_para_add(p, &sp_st_name, label);
	sp_para_add(p, &sp_st_label, ": ");
	sp_para_add(p, &sp_st_label, text);
	sp_para_break(p, SP_COLUMN_W - 20, 3, true);
	sp_pdf_begin(b->pdf, "P");
	sp_draw_cell(b->pdf, SP_LEFT, y - 2.6f, 12, 11, stance);
	sp_para_draw(p, b->pdf, SP_LEFT + 20, y, 11.4f);
	sp_pdf_end(b->pdf);
	sp_para_free(p);
}

static void draw_key(sp_book *b)
{
	float y = sp_draw_heading(b->pdf, SP_LEFT, KEY_TOP, SP_COLUMN_W,
				  "The four states");

	key_row(b, y, SP_SUPPORT,
		"every position that the submitter states is for the issue's "
		"proposition.");
	key_row(b, y - 31, SP_OPPOSE,
		"every position that it states is against.");
	key_row(b, y - 54, SP_MIXED,
		"it states positions on both sides.");
	key_row(b, y - 77, SP_SILENT,
		"it says nothing that could be read as a position. This is "
		"no neutral stance and never counted as one.");
}

static void draw_reading(sp_book *b)
{
	float y = sp_draw_heading(b->pdf, SP_COLUMN_2, KEY_TOP, SP_COLUMN_W,
				  "How to read this report");

	y = sp_draw_para(b->pdf, "P", SP_COLUMN_2, y, SP_COLUMN_W,
			 &sp_st_label, 11.6f,
			 "The overview shows how many stand on each side, the "
			 "matrix who they are, the issue pages what they say. "
			 "Select a cell to read the words behind it, a name to "
			 "find its row, the sign beside a quote to return to "
			 "the matrix. A quote is the sentence as it stands in "
			 "the submission.", 0);
	y = sp_draw_heading(b->pdf, SP_COLUMN_2, y - 14, SP_COLUMN_W,
			    "What it is not");
	sp_draw_para(b->pdf, "P", SP_COLUMN_2, y, SP_COLUMN_W, &sp_st_label,
		     11.6f,
		     "A consultation is no poll: those who write chose to, so "
		     "the counts describe who wrote, not what the public "
		     "thinks. Positions were found by written rules, not by a "
		     "reader; each can be checked against its sentence.", 0);
}

/* ---- reserve and fill --------------------------------------------------- */

/* Best where no theme is divided between the columns. */
static float choose_pitch(sp_book *b)
{
	float pitch = 0;

	for (size_t i = 0; i < sizeof pitches / sizeof *pitches; i++) {
		struct flow f = { .b = b, .pitch = pitches[i] };

		if (flow_all(&f) > 1)
			continue;
		if (f.split >= 0)
			return pitches[i];
		if (pitch == 0)
			pitch = pitches[i];
	}
	return pitch == 0 ? pitches[0] : pitch;
}

void sp_page_contents_reserve(sp_book *b)
{
	struct flow f = { .b = b, .pitch = choose_pitch(b) };

	b->contents_pitch = f.pitch;
	b->contents_pages = flow_all(&f);
	b->contents_page = sp_pdf_pages(b->pdf);
	b->contents_section = sp_pdf_open(b->pdf, "Sect");
	for (int i = 0; i < b->contents_pages; i++)
		sp_book_page(b, "Contents");
	sp_pdf_go(b->pdf, b->contents_page);
	sp_pdf_dest(b->pdf, "contents", 0, SP_PAGE_H);
	sp_pdf_close(b->pdf);
}

void sp_page_contents(sp_book *b)
{
	struct flow f = { .b = b, .draw = true, .pitch = b->contents_pitch };

	sp_pdf_select(b->pdf, b->contents_section);
	sp_pdf_go(b->pdf, b->contents_page);
	sp_book_head(b, "CONTENTS", "Contents and key", NULL);
	sp_pdf_open(b->pdf, "TOC");
	flow_all(&f);
	sp_pdf_close(b->pdf);
	sp_pdf_go(b->pdf, b->contents_page);
	draw_key(b);
	draw_reading(b);
	sp_pdf_close(b->pdf);
}
