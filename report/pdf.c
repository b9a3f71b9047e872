/* pdf.c - records pages, structure and navigation; pdf_save.c writes them. */
#include "config.h"

#include "report/pdf.h"

#include <assert.h>
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

/* ---- pages -------------------------------------------------------------- */

int sp_pdf_add_page(sp_pdf *p)
{
	assert(!p->marked);
	p->pages = sp_grow(p->pages, p->npages, &p->pages_cap,
			   sizeof *p->pages);
	p->pages[p->npages] = (struct sp_pdf_page){ .ops = SP_BUF_INIT };
	p->page = (int)p->npages++;
	if (p->origin[0] != 0 || p->origin[1] != 0)
		sp_pdf_move(p, p->origin[0], p->origin[1]);
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

/* ---- second thoughts ---------------------------------------------------- */

sp_pdf_point sp_pdf_here(const sp_pdf *p)
{
	const struct sp_pdf_element *e = &p->elements[p->element];

	assert(!p->marked);
	return (sp_pdf_point){ .pages = p->npages, .elements = p->nelements,
			       .kids = p->nkids, .links = p->nlinks,
			       .dests = p->ndests, .page = p->page,
			       .element = p->element, .first = e->first,
			       .last = e->last };
}

static void drop_pages(sp_pdf *p, size_t n)
{
	while (p->npages > n) {
		p->npages--;
		sp_buf_release(&p->pages[p->npages].ops);
		free(p->pages[p->npages].marks);
	}
}

static void index_dests(sp_pdf *p);

void sp_pdf_back(sp_pdf *p, const sp_pdf_point *to)
{
	struct sp_pdf_element *e = &p->elements[to->element];

	assert(!p->marked && to->element < (int)to->elements);
	drop_pages(p, to->pages);
	p->nelements = to->elements;
	p->nkids = to->kids;
	p->nlinks = to->links;
	p->ndests = to->dests;
	p->page = to->page;
	p->element = to->element;
	e->first = to->first;
	e->last = to->last;
	if (e->last >= 0)
		p->kids[e->last].next = -1;
	index_dests(p);
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
	sp_buf_adds(sp_pdf_ops(p), "/Artifact BMC\n");
}

void sp_pdf_unmark(sp_pdf *p)
{
	assert(p->marked);
	p->marked = false;
	sp_buf_adds(sp_pdf_ops(p), "EMC\n");
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

static void index_dests(sp_pdf *p)
{
	free(p->dest_index);
	p->dest_index = sp_calloc(p->dest_slots, sizeof *p->dest_index);
	for (size_t i = 0; i < p->ndests; i++)
		*dest_slot(p, p->dests[i].name) = (int)i + 1;
}

static void grow_dests(sp_pdf *p)
{
	if (2 * p->ndests < p->dest_slots)
		return;
	p->dest_slots = p->dest_slots ? 2 * p->dest_slots : 64;
	index_dests(p);
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
