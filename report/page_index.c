/* page_index.c - the index: submitters and issues by name, each with links to
 * the pages that tell of them. It comes last, when all pages are known. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/mem.h"
#include "report/flow.h"
#include "report/pdf_internal.h"

enum { COLUMNS = 3, NAME_LINES_MAX = 4 };

static const float PITCH = 10.4f, INDENT = 8, GAP = 18;
static const float KEEP = 62;	/* of a list, with its heading */

/* ---- the order of names ------------------------------------------------- */

struct name {
	int index;
	char *key;	/* folded, without accents; malloc()ed */
};

static int by_name(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	int d = strcmp(x->key, y->key);

	return d ? d : x->index - y->index;
}

/* What a name sorts by: case and accents do not count, nor marks before it. */
static char *key_of(const char *s)
{
	utf8proc_uint8_t *out = NULL;
	utf8proc_ssize_t n = utf8proc_map(
		(const utf8proc_uint8_t *)s, 0, &out,
		UTF8PROC_NULLTERM | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
			UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
	char *key = n < 0 ? sp_strdup(s) : (char *)out;
	size_t skip = strspn(key, " \"'(-.");

	memmove(key, key + skip, strlen(key + skip) + 1);
	return key;
}

static struct name *sorted(const char *(*name)(const sp_model *, int),
			   const sp_model *m, const int *list, size_t n)
{
	struct name *out = sp_calloc(n + 1, sizeof *out);

	for (size_t i = 0; i < n; i++)
		out[i] = (struct name){ list[i], key_of(name(m, list[i])) };
	qsort(out, n, sizeof *out, by_name);
	return out;
}

static void names_free(struct name *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(names[i].key);
	free(names);
}

static const char *submitter_name(const sp_model *m, int i)
{
	return m->submitters[i].name;
}

static const char *issue_name(const sp_model *m, int i)
{
	return m->issues[i].short_name;
}

/* ---- an entry ----------------------------------------------------------- */

/* Pages of one entry; the first is its own, and bold. */
struct entry {
	const char *name;
	struct page {
		int page;
		sp_name dest;
	} *pages;
	size_t n, cap;
};

static void add_page(sp_book *b, struct entry *e, const char *dest)
{
	const struct sp_pdf_dest *d = sp_pdf_find_dest(b->pdf, dest);

	if (!d)
		return;
	for (size_t i = 0; i < e->n; i++)
		if (e->pages[i].page == d->page)
			return;
	e->pages = sp_grow(e->pages, e->n, &e->cap, sizeof *e->pages);
	e->pages[e->n].page = d->page;
	snprintf(e->pages[e->n++].dest, sizeof(sp_name), "%s", dest);
}

static sp_style page_style(size_t at)
{
	return (sp_style){ .face = at ? SP_REGULAR : SP_BOLD, .size = 7.4f,
			   .color = SP_BLUE };
}

/* Right of the name, then on lines of their own; draws, or only counts lines. */
static int draw_pages(sp_flow *f, const struct entry *e, float x, float y,
		      bool draw)
{
	const float left = sp_flow_x(f), right = left + sp_flow_width(f);
	sp_pdf *p = f->b->pdf;
	sp_buf t = SP_BUF_INIT;
	int lines = 1;

	for (size_t i = 0; i < e->n; i++) {
		sp_style st = page_style(i);
		char label[16];
		float w = sp_text_width(sp_pdf_fonts(p), &st,
					sp_pdf_label(p, e->pages[i].page,
						     label));

		if (x + w > right) {
			x = left + INDENT;
			y -= PITCH;
			lines++;
		}
		sp_buf_clear(&t);
		sp_buf_addf(&t, "%s, page %s", e->name, label);
		if (draw) {
			sp_draw_link(p, x, y, &st, label, e->pages[i].dest,
				     t.data);
			sp_pdf_mark(p);
			sp_draw_space(p, x + w, y);
			sp_pdf_unmark(p);
		}
		x += w + 5;
	}
	sp_buf_release(&t);
	return lines;
}

/* A long name takes some lines, and its pages begin on the next one. */
static sp_para *entry_name(const sp_flow *f, const struct entry *e, size_t *n,
			   float *w)
{
	sp_style st = sp_resize(&sp_st_label, 8);
	sp_para *name = sp_para_new(sp_pdf_fonts(f->b->pdf));

	sp_para_add(name, &st, e->name);
	*n = sp_para_break(name, sp_flow_width(f), NAME_LINES_MAX, false);
	*w = *n > 1 ? sp_flow_width(f) : sp_para_width(name) + 6;
	return name;
}

static float entry_height(sp_flow *f, const struct entry *e)
{
	size_t n;
	float w;

	sp_para_free(entry_name(f, e, &n, &w));
	int lines = draw_pages(f, e, sp_flow_x(f) + w, 0, false);
	return PITCH * (float)(lines + (int)n - 1) + 0.6f;
}

static void draw_entry(sp_flow *f, const struct entry *e)
{
	sp_style st = sp_resize(&sp_st_label, 8);
	sp_pdf *p = f->b->pdf;
	size_t n;
	float w, h = entry_height(f, e);
	sp_para *name = entry_name(f, e, &n, &w);

	if (f->y - h + PITCH < f->bottom) {
		sp_pdf_close(p);
		sp_flow_next(f);
		sp_pdf_open(p, "L");
	}
	sp_pdf_open(p, "LI");
	sp_pdf_open(p, "LBody");
	sp_pdf_mark(p);
	float y = f->y;
	if (n > 1)
		y = sp_para_draw(name, p, sp_flow_x(f), y, PITCH) + PITCH;
	else	/* its pages follow it, whichever way it runs */
		sp_text(p, sp_flow_x(f), y, &st, e->name);
	sp_draw_space(p, sp_flow_x(f) + w - 5, y);
	sp_pdf_unmark(p);
	draw_pages(f, e, sp_flow_x(f) + w, y, true);
	sp_pdf_close(p);
	sp_pdf_close(p);
	f->y -= h;
	sp_para_free(name);
}

static void draw_entries(sp_flow *f, const struct entry *e, size_t n)
{
	sp_pdf_open(f->b->pdf, "L");
	for (size_t i = 0; i < n; i++)
		draw_entry(f, &e[i]);
	sp_pdf_close(f->b->pdf);
}

static void entries_free(struct entry *e, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(e[i].pages);
	free(e);
}

/* ---- the two lists ------------------------------------------------------ */

static int by_submitter(const void *a, const void *b)
{
	const struct sp_mention *x = a, *y = b;

	if (x->submitter != y->submitter)
		return x->submitter - y->submitter;
	return x->issue - y->issue;
}

/* Who has a page part or is quoted; *n: how many. Caller frees. */
static int *who(const sp_book *b, size_t *n)
{
	const sp_model *m = b->m;
	int *list = sp_calloc((size_t)m->nsubmitters + 1, sizeof *list);
	size_t at = 0;

	*n = 0;
	for (int i = 0; i < m->nsubmitters; i++) {
		while (at < b->nmentions && b->mentions[at].submitter < i)
			at++;
		if (m->submitters[i].in_matrix ||
		    (at < b->nmentions && b->mentions[at].submitter == i))
			list[(*n)++] = i;
	}
	return list;
}

static void add_mentions(sp_book *b, struct entry *e, int submitter)
{
	sp_name dest;

	for (size_t i = 0; i < b->nmentions; i++)
		if (b->mentions[i].submitter == submitter) {
			sp_dest_cell(dest, submitter, b->mentions[i].issue);
			add_page(b, e, dest);
		}
}

/* Where the columns that are left on this page hold all, they end evenly. */
static void even_columns(sp_flow *f, const struct entry *e, size_t n)
{
	const float head = 22;
	float all = head, tallest = 0;

	for (size_t i = 0; i < n; i++) {
		float h = entry_height(f, &e[i]);

		all += h;
		tallest = h > tallest ? h : tallest;
	}
	float even = all / (float)(COLUMNS - f->column);
	float bottom = f->top - tallest - (even > KEEP ? even : KEEP);
	if (bottom > f->bottom)
		f->bottom = bottom;
}

static void submitters(sp_flow *f)
{
	sp_book *b = f->b;
	size_t n;

	if (b->nmentions)
		qsort(b->mentions, b->nmentions, sizeof *b->mentions, by_submitter);
	int *list = who(b, &n);
	struct name *names = sorted(submitter_name, b->m, list, n);
	struct entry *e = sp_calloc(n + 1, sizeof *e);
	for (size_t i = 0; i < n; i++) {
		sp_name dest;

		e[i].name = submitter_name(b->m, names[i].index);
		sp_dest_submitter(dest, names[i].index);
		add_page(b, &e[i], dest);
		add_mentions(b, &e[i], names[i].index);
	}
	even_columns(f, e, n);
	sp_flow_heading(f, "Submitters", 40);
	draw_entries(f, e, n);
	entries_free(e, n);
	names_free(names, n);
	free(list);
}

static void issues(sp_flow *f)
{
	sp_book *b = f->b;
	size_t n = (size_t)b->m->nissues;
	int *list = sp_calloc(n, sizeof *list);

	for (size_t i = 0; i < n; i++)
		list[i] = (int)i;
	struct name *names = sorted(issue_name, b->m, list, n);
	struct entry *e = sp_calloc(n + 1, sizeof *e);
	for (size_t i = 0; i < n; i++) {
		sp_name dest;

		e[i].name = issue_name(b->m, names[i].index);
		sp_dest_issue(dest, names[i].index);
		add_page(b, &e[i], dest);
		sp_dest_theme(dest, b->m->issues[names[i].index].theme);
		add_page(b, &e[i], dest);
	}
	sp_flow_heading(f, "Issues", 40);
	draw_entries(f, e, n);
	entries_free(e, n);
	names_free(names, n);
	free(list);
}

void sp_page_index(sp_book *b)
{
	sp_flow f = { .b = b, .section = "Index", .eyebrow = "INDEX",
		      .title = "Index", .columns = COLUMNS, .gap = GAP,
		      .bottom = SP_BOTTOM(b->pdf) };

	sp_pdf_open(b->pdf, "Sect");
	sp_book_page(b, f.section);
	sp_pdf_dest(b->pdf, "index", 0, SP_PAGE_H);
	sp_flow_start(&f, sp_book_head(b, f.eyebrow, f.title,
				       "Bold: the page of the submitter or "
				       "issue. Plain: where a submitter is "
				       "quoted, or the page of the theme.") -
				  16);
	issues(&f);
	if (f.column == 0)
		sp_flow_next(&f);
	submitters(&f);
	sp_pdf_close(b->pdf);
}
