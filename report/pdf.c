/* pdf.c - records pages, structure and navigation; pdf_save.c writes them. */
#include "config.h"

#include "report/pdf.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "report/pdf_internal.h"

static int add_element(sp_pdf *p, const char *type, int parent);

sp_pdf *sp_pdf_new(sp_fonts *fonts, float width, float height, float x,
		   float y)
{
	sp_pdf *p = sp_calloc(1, sizeof *p);

	p->fonts = fonts;
	p->width = width;
	p->height = height;
	p->origin[0] = x;
	p->origin[1] = y;
	p->arena = sp_arena_new();
	p->page = -1;
	p->element = add_element(p, "Document", -1);
	return p;
}

void sp_pdf_free(sp_pdf *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->npages; i++) {
		sp_buf_release(&p->pages[i].ops);
		free(p->pages[i].marks);
	}
	free(p->pages);
	free(p->elements);
	free(p->kids);
	free(p->links);
	free(p->dests);
	free(p->dest_index);
	free(p->entries);
	for (size_t i = 0; i < p->nfiles; i++)
		sp_buf_release(&p->files[i].bytes);
	free(p->files);
	free(p->labels);
	sp_arena_free(p->arena);
	free(p);
}

sp_fonts *sp_pdf_fonts(const sp_pdf *p)
{
	return p->fonts;
}

float sp_pdf_left(const sp_pdf *p)
{
	return -p->origin[0];
}

float sp_pdf_right(const sp_pdf *p)
{
	return p->width - p->origin[0];
}

float sp_pdf_bottom(const sp_pdf *p)
{
	return -p->origin[1];
}

/* ---- operators ---------------------------------------------------------- */

static sp_buf *ops(sp_pdf *p)
{
	assert(p->page >= 0);
	return &p->pages[p->page].ops;
}

void sp_pdf_num(sp_buf *b, double v)
{
	long n = lround(v * 100);

	if (n < 0) {
		sp_buf_addc(b, '-');
		n = -n;
	}
	sp_buf_addf(b, "%ld", n / 100);
	if (n % 100)
		sp_buf_addf(b, n % 10 ? ".%02ld" : ".%ld",
			    n % 10 ? n % 100 : n % 100 / 10);
}

/* Numbers, then the operator. */
static void op(sp_pdf *p, const char *name, int n, const double *v)
{
	sp_buf *b = ops(p);

	for (int i = 0; i < n; i++) {
		sp_pdf_num(b, v[i]);
		sp_buf_addc(b, ' ');
	}
	sp_buf_adds(b, name);
	sp_buf_addc(b, '\n');
}

#define OP(p, name, ...)                                                       \
	op(p, name,                                                            \
	   (int)(sizeof((double[]){ __VA_ARGS__ }) / sizeof(double)),          \
	   (double[]){ __VA_ARGS__ })

/* ---- pages -------------------------------------------------------------- */

int sp_pdf_add_page(sp_pdf *p)
{
	assert(!p->marked);
	p->pages = sp_grow(p->pages, p->npages, &p->pages_cap,
			   sizeof *p->pages);
	p->pages[p->npages] = (struct sp_pdf_page){ .ops = SP_BUF_INIT };
	p->page = (int)p->npages++;
	if (p->origin[0] != 0 || p->origin[1] != 0)
		OP(p, "cm", 1, 0, 0, 1, p->origin[0], p->origin[1]);
	return p->page;
}

void sp_pdf_go(sp_pdf *p, int page)
{
	assert(!p->marked && page >= 0 && (size_t)page < p->npages);
	p->page = page;
}

int sp_pdf_page(const sp_pdf *p)
{
	return p->page;
}

int sp_pdf_pages(const sp_pdf *p)
{
	return (int)p->npages;
}

void sp_pdf_label_from(sp_pdf *p, bool roman)
{
	p->labels = sp_grow(p->labels, p->nlabels, &p->labels_cap,
			    sizeof *p->labels);
	p->labels[p->nlabels++] = (struct sp_pdf_labels){ p->page, roman };
}

static void roman(int n, char out[16])
{
	static const struct {
		int value;
		const char *digits;
	} part[] = { { 50, "l" }, { 40, "xl" }, { 10, "x" }, { 9, "ix" },
		     { 5, "v" },  { 4, "iv" },	{ 1, "i" } };
	size_t at = 0;

	for (size_t i = 0; i < sizeof part / sizeof *part; i++)
		for (; n >= part[i].value && at < 12; n -= part[i].value)
			at += (size_t)snprintf(out + at, 16 - at, "%s",
					       part[i].digits);
}

const char *sp_pdf_label(const sp_pdf *p, int page, char out[16])
{
	struct sp_pdf_labels l = { 0, false };

	for (size_t i = 0; i < p->nlabels && p->labels[i].page <= page; i++)
		l = p->labels[i];
	if (l.roman)
		roman(page - l.page + 1, out);
	else
		snprintf(out, 16, "%d", page - l.page + 1);
	return out;
}

/* ---- drawing ------------------------------------------------------------ */

/* Three decimals for colours: two would shift a channel by more than 1/255. */
static void color(sp_pdf *p, sp_color c, const char *name)
{
	sp_buf *b = ops(p);

	for (int shift = 16; shift >= 0; shift -= 8) {
		unsigned v = ((c >> shift & 255) * 1000 + 127) / 255;

		if (v >= 1000)
			sp_buf_adds(b, "1 ");
		else
			sp_buf_addf(b, ".%03u ", v);
	}
	sp_buf_adds(b, name);
	sp_buf_addc(b, '\n');
}

void sp_pdf_rect(sp_pdf *p, float x, float y, float w, float h, sp_color c)
{
	color(p, c, "rg");
	OP(p, "re f", x, y, w, h);
}

void sp_pdf_line(sp_pdf *p, float x1, float y1, float x2, float y2,
		 float width, sp_color c)
{
	color(p, c, "RG");
	OP(p, "w", width);
	OP(p, "m", x1, y1);
	OP(p, "l S", x2, y2);
}

void sp_pdf_polygon(sp_pdf *p, const float *xy, size_t n, sp_color c)
{
	color(p, c, "rg");
	for (size_t i = 0; i < n; i++)
		OP(p, i ? "l" : "m", xy[2 * i], xy[2 * i + 1]);
	sp_buf_adds(ops(p), "f\n");
}

void sp_pdf_dot(sp_pdf *p, float x, float y, float r, sp_color c)
{
	/* Four Bezier arcs; this factor makes them round within 0.03%. */
	double k = 0.5523 * r;

	color(p, c, "rg");
	OP(p, "m", x + r, y);
	OP(p, "c", x + r, y + k, x + k, y + r, x, y + r);
	OP(p, "c", x - k, y + r, x - r, y + k, x - r, y);
	OP(p, "c", x - r, y - k, x - k, y - r, x, y - r);
	OP(p, "c f", x + k, y - r, x + r, y - k, x + r, y);
}

void sp_pdf_push(sp_pdf *p, float x, float y, float degrees)
{
	double a = degrees * 3.14159265358979 / 180, c = cos(a), s = sin(a);
	sp_buf *b = ops(p);

	/* Five decimals: two would bend a long label visibly. */
	sp_buf_adds(b, "q ");
	double m[4] = { c, s, -s, c };
	for (int i = 0; i < 4; i++) {
		long n = lround(m[i] * 100000);

		sp_buf_addf(b, "%s%ld.%05ld ", n < 0 ? "-" : "",
			    labs(n) / 100000, labs(n) % 100000);
	}
	OP(p, "cm", x, y);
}

void sp_pdf_pop(sp_pdf *p)
{
	sp_buf_adds(ops(p), "Q\n");
}

/* The state of a text object while glyphs are added. */
struct setter {
	sp_buf *b;
	const sp_style *style;
	int face;		/* -1: none set */
	double rise;
	double owed;		/* to move before the next glyph, 1/1000 */
	bool array, string;	/* inside [ and < */
};

static void close_array(struct setter *t)
{
	if (t->string)
		sp_buf_addc(t->b, '>');
	if (t->array)
		sp_buf_adds(t->b, "]TJ\n");
	t->string = t->array = false;
}

static void set_face(struct setter *t, int face)
{
	if (face == t->face)
		return;
	close_array(t);
	sp_buf_addf(t->b, "/F%d ", face);
	sp_pdf_num(t->b, t->style->size);
	sp_buf_adds(t->b, " Tf\n");
	t->face = face;
}

static void set_rise(struct setter *t, double dy)
{
	if (fabs(dy - t->rise) < 1)
		return;
	close_array(t);
	sp_pdf_num(t->b, dy * t->style->size / 1000);
	sp_buf_adds(t->b, " Ts\n");
	t->rise = dy;
}

/* Pay what is owed, in tenths; the rest is carried so that lines do not drift. */
static void move(struct setter *t)
{
	double tenths = round(t->owed * 10);

	if (tenths == 0)
		return;
	if (t->string)
		sp_buf_addc(t->b, '>');
	t->string = false;
	sp_pdf_num(t->b, -tenths / 10);
	t->owed -= tenths / 10;
}

static void set_glyph(struct setter *t, const sp_fonts *fonts,
		      const sp_glyph *g)
{
	double natural = sp_fonts_cid(fonts, (sp_face)g->face, g->cid)->width;

	set_face(t, g->face);
	set_rise(t, g->dy);
	if (!t->array)
		sp_buf_addc(t->b, '[');
	t->array = true;
	t->owed += g->dx;
	move(t);
	if (!t->string)
		sp_buf_addc(t->b, '<');
	t->string = true;
	sp_buf_addf(t->b, "%04X", g->cid);
	t->owed += g->advance - natural - g->dx +
		   1000 * t->style->tracking / t->style->size;
}

float sp_pdf_words(sp_pdf *p, float x, float y, const sp_style *style,
		   const sp_word *const *words, size_t n)
{
	struct setter t = { .b = ops(p), .style = style, .face = -1 };
	double width = 0;

	if (!n)
		return 0;
	color(p, style->color, "rg");
	sp_buf_adds(t.b, "BT\n");
	if (style->hidden)
		sp_buf_adds(t.b, "3 Tr\n");
	OP(p, "Td", x, y);
	for (size_t i = 0; i < n; i++) {
		for (unsigned g = 0; g < words[i]->n; g++)
			set_glyph(&t, p->fonts, &words[i]->glyphs[g]);
		width += words[i]->width * style->size / 1000 +
			 words[i]->n * style->tracking;
	}
	close_array(&t);
	if (t.rise != 0)
		sp_buf_adds(t.b, "0 Ts\n");
	if (style->hidden)	/* it outlives the text object */
		sp_buf_adds(t.b, "0 Tr\n");
	sp_buf_adds(t.b, "ET\n");
	return (float)width;
}

/* ---- structure ---------------------------------------------------------- */

static void add_kid(sp_pdf *p, int element, struct sp_pdf_kid kid)
{
	struct sp_pdf_element *e = &p->elements[element];

	p->kids = sp_grow(p->kids, p->nkids, &p->kids_cap, sizeof *p->kids);
	kid.next = -1;
	p->kids[p->nkids] = kid;
	if (e->first < 0)
		e->first = (int)p->nkids;
	else
		p->kids[e->last].next = (int)p->nkids;
	e->last = (int)p->nkids++;
}

static int add_element(sp_pdf *p, const char *type, int parent)
{
	p->elements = sp_grow(p->elements, p->nelements, &p->elements_cap,
			      sizeof *p->elements);
	p->elements[p->nelements] = (struct sp_pdf_element){
		.type = type, .parent = parent, .first = -1, .last = -1 };
	if (parent >= 0)
		add_kid(p, parent, (struct sp_pdf_kid){
			.kind = SP_KID_ELEMENT, .value = (int)p->nelements });
	return (int)p->nelements++;
}

int sp_pdf_open(sp_pdf *p, const char *type)
{
	assert(!p->marked);
	p->element = add_element(p, type, p->element);
	return p->element;
}

void sp_pdf_close(sp_pdf *p)
{
	assert(!p->marked && p->elements[p->element].parent >= 0);
	p->element = p->elements[p->element].parent;
}

void sp_pdf_select(sp_pdf *p, int element)
{
	assert(!p->marked && (size_t)element < p->nelements);
	p->element = element;
}

void sp_pdf_alt(sp_pdf *p, const char *text)
{
	p->elements[p->element].alt = sp_arena_strdup(p->arena, text);
}

void sp_pdf_scope(sp_pdf *p, const char *scope)
{
	p->elements[p->element].scope = scope;
}

void sp_pdf_bbox(sp_pdf *p, float x, float y, float w, float h)
{
	float *box = p->elements[p->element].bbox;

	box[0] = x + p->origin[0];
	box[1] = y + p->origin[1];
	box[2] = box[0] + w;
	box[3] = box[1] + h;
}

void sp_pdf_span(sp_pdf *p, int columns, int rows)
{
	p->elements[p->element].columns = columns;
	p->elements[p->element].rows = rows;
}

void sp_pdf_mark(sp_pdf *p)
{
	struct sp_pdf_page *page = &p->pages[p->page];

	assert(!p->marked);
	p->marked = true;
	sp_buf_addf(&page->ops, "/%s<</MCID %zu>>BDC\n",
		    p->elements[p->element].type, page->nmarks);
	add_kid(p, p->element, (struct sp_pdf_kid){
		.kind = SP_KID_MARK, .value = (int)page->nmarks,
		.page = p->page });
	page->marks = sp_grow(page->marks, page->nmarks, &page->cap,
			      sizeof *page->marks);
	page->marks[page->nmarks++] = p->element;
}

void sp_pdf_artifact(sp_pdf *p)
{
	assert(!p->marked);
	p->marked = true;
	sp_buf_adds(ops(p), "/Artifact BMC\n");
}

void sp_pdf_unmark(sp_pdf *p)
{
	assert(p->marked);
	p->marked = false;
	sp_buf_adds(ops(p), "EMC\n");
}

void sp_pdf_begin(sp_pdf *p, const char *type)
{
	sp_pdf_open(p, type);
	sp_pdf_mark(p);
}

void sp_pdf_end(sp_pdf *p)
{
	sp_pdf_unmark(p);
	sp_pdf_close(p);
}

/* ---- navigation --------------------------------------------------------- */

/* The slot of `name`, or the empty one where it belongs. */
static int *dest_slot(const sp_pdf *p, const char *name)
{
	size_t mask = p->dest_slots - 1;
	size_t i = sp_hash64(name, strlen(name)) & mask;

	while (p->dest_index[i] &&
	       strcmp(p->dests[p->dest_index[i] - 1].name, name) != 0)
		i = (i + 1) & mask;
	return &p->dest_index[i];
}

static void grow_dests(sp_pdf *p)
{
	if (2 * p->ndests < p->dest_slots)
		return;
	p->dest_slots = p->dest_slots ? 2 * p->dest_slots : 64;
	free(p->dest_index);
	p->dest_index = sp_calloc(p->dest_slots, sizeof *p->dest_index);
	for (size_t i = 0; i < p->ndests; i++)
		*dest_slot(p, p->dests[i].name) = (int)i + 1;
}

void sp_pdf_dest(sp_pdf *p, const char *name, float x, float y)
{
	grow_dests(p);
	int *slot = dest_slot(p, name);
	if (*slot)
		return;
	p->dests = sp_grow(p->dests, p->ndests, &p->dests_cap,
			   sizeof *p->dests);
	p->dests[p->ndests++] = (struct sp_pdf_dest){
		sp_arena_strdup(p->arena, name), p->page,
		x + p->origin[0], y + p->origin[1] };
	*slot = (int)p->ndests;
}

const struct sp_pdf_dest *sp_pdf_find_dest(const sp_pdf *p, const char *name)
{
	if (!p->ndests)
		return NULL;
	int i = *dest_slot(p, name);
	return i ? &p->dests[i - 1] : NULL;
}

bool sp_pdf_has_dest(const sp_pdf *p, const char *name)
{
	return sp_pdf_find_dest(p, name) != NULL;
}

void sp_pdf_link(sp_pdf *p, float x, float y, float w, float h,
		 const char *dest, const char *contents)
{
	float left = x + p->origin[0], low = y + p->origin[1];
	bool tagged = !strcmp(p->elements[p->element].type, "Link");

	p->links = sp_grow(p->links, p->nlinks, &p->links_cap,
			   sizeof *p->links);
	p->links[p->nlinks] = (struct sp_pdf_link){
		.box = { left, low, left + w, low + h },
		.dest = sp_arena_strdup(p->arena, dest),
		.contents = sp_arena_strdup(p->arena, contents),
		.page = p->page,
		.element = tagged ? p->element : -1 };
	if (tagged)
		add_kid(p, p->element, (struct sp_pdf_kid){
			.kind = SP_KID_LINK, .value = (int)p->nlinks });
	p->nlinks++;
}

void sp_pdf_otherwise(sp_pdf *p, const char *dest)
{
	p->links[p->nlinks - 1].otherwise = sp_arena_strdup(p->arena, dest);
}

void sp_pdf_outline(sp_pdf *p, int level, bool open, const char *title,
		    const char *dest)
{
	p->entries = sp_grow(p->entries, p->nentries, &p->entries_cap,
			     sizeof *p->entries);
	p->entries[p->nentries++] = (struct sp_pdf_entry){
		level, open, sp_arena_strdup(p->arena, title),
		sp_arena_strdup(p->arena, dest) };
}

/* ---- attachments -------------------------------------------------------- */

void sp_pdf_attach(sp_pdf *p, const char *name, const char *type,
		   const char *description, const void *bytes, size_t n)
{
	size_t at = p->nfiles;

	p->files = sp_grow(p->files, p->nfiles, &p->files_cap,
			   sizeof *p->files);
	/* The tree of names must be in order: readers search it in halves. */
	for (; at && strcmp(p->files[at - 1].name, name) > 0; at--)
		p->files[at] = p->files[at - 1];
	p->files[at] = (struct sp_pdf_file){
		.name = sp_arena_strdup(p->arena, name), .type = type,
		.description = sp_arena_strdup(p->arena, description),
		.bytes = SP_BUF_INIT };
	sp_buf_add(&p->files[at].bytes, bytes, n);
	p->nfiles++;
}
