/* pdf_tree.c - the trees of a PDF: names, parents, structure, outline. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/pdf_saver.h"

/* Entries of a name or number tree that stand in one node. */
enum { NODE_MAX = 500 };

/* ---- trees of names and numbers ----------------------------------------- */

/* A tree: leaves are objects already; their limits stand beside them. */
struct tree {
	sp_buf kids;
	int n;
};

static void add_leaf(struct sp_saver *s, struct tree *t)
{
	int object = sp_haru_object(s->h);

	sp_save_put(s, object);
	sp_buf_addf(&t->kids, "%d 0 R ", object);
	t->n++;
}

static int finish_tree(struct sp_saver *s, struct tree *t)
{
	int object = sp_haru_object(s->h);

	sp_buf_addf(&s->b, "/Kids[%s]", t->kids.data);
	sp_save_put(s, object);
	sp_buf_release(&t->kids);
	return object;
}

static int by_name(const void *a, const void *b)
{
	const struct sp_pdf_dest *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

int sp_save_dests(struct sp_saver *s)
{
	sp_pdf *p = s->p;
	struct tree t = { .kids = SP_BUF_INIT };
	const struct sp_pdf_dest **sorted =
		sp_calloc(p->ndests + 1, sizeof *sorted);

	for (size_t i = 0; i < p->ndests; i++)
		sorted[i] = &p->dests[i];
	qsort(sorted, p->ndests, sizeof *sorted, by_name);
	for (size_t i = 0; i < p->ndests; i += NODE_MAX) {
		size_t end = i + NODE_MAX < p->ndests ? i + NODE_MAX
						      : p->ndests;

		sp_buf_addf(&s->b, "/Limits[(%s)(%s)]/Names[", sorted[i]->name,
			    sorted[end - 1]->name);
		for (size_t k = i; k < end; k++) {
			sp_buf_addf(&s->b, "(%s)[%d 0 R/XYZ ", sorted[k]->name,
				    s->pages[sorted[k]->page]);
			sp_pdf_num(&s->b, sorted[k]->x);
			sp_buf_addc(&s->b, ' ');
			sp_pdf_num(&s->b, sorted[k]->y);
			sp_buf_adds(&s->b, " null]\n");
		}
		sp_buf_addc(&s->b, ']');
		add_leaf(s, &t);
	}
	free(sorted);
	return finish_tree(s, &t);
}

/* From a page's marks, and from links, to their elements. */
static int save_parents(struct sp_saver *s)
{
	sp_pdf *p = s->p;
	struct tree t = { .kids = SP_BUF_INIT };
	size_t total = p->npages, key = 0, link = 0;

	for (size_t i = 0; i < p->nlinks; i++)
		total += s->links[i] && p->links[i].element >= 0;
	while (key < total) {
		size_t end = key + NODE_MAX < total ? key + NODE_MAX : total;

		sp_buf_addf(&s->b, "/Limits[%zu %zu]/Nums[", key, end - 1);
		for (; key < end && key < p->npages; key++) {
			const struct sp_pdf_page *page = &p->pages[key];

			sp_buf_addf(&s->b, "%zu[", key);
			for (size_t i = 0; i < page->nmarks; i++)
				sp_buf_addf(&s->b, "%d 0 R ",
					    s->elements[page->marks[i]]);
			sp_buf_adds(&s->b, "]\n");
		}
		for (; key < end; key++, link++) {
			while (!s->links[link] || p->links[link].element < 0)
				link++;
			sp_buf_addf(&s->b, "%zu %d 0 R\n", key,
				    s->elements[p->links[link].element]);
		}
		sp_buf_addc(&s->b, ']');
		add_leaf(s, &t);
	}
	return finish_tree(s, &t);
}

/* ---- structure ---------------------------------------------------------- */

static void add_kids(struct sp_saver *s, const struct sp_pdf_element *e, int page)
{
	const sp_pdf *p = s->p;

	sp_buf_adds(&s->b, "/K[");
	for (int k = e->first; k >= 0; k = p->kids[k].next) {
		const struct sp_pdf_kid *kid = &p->kids[k];

		if (kid->kind == SP_KID_ELEMENT)
			sp_buf_addf(&s->b, "%d 0 R ",
				    s->elements[kid->value]);
		else if (kid->kind == SP_KID_LINK && s->links[kid->value])
			sp_buf_addf(&s->b, "<</Type/OBJR/Obj %d 0 R"
					   "/Pg %d 0 R>>",
				    s->links[kid->value],
				    s->pages[p->links[kid->value].page]);
		else if (kid->kind == SP_KID_MARK && kid->page == page)
			sp_buf_addf(&s->b, "%d ", kid->value);
		else if (kid->kind == SP_KID_MARK)
			sp_buf_addf(&s->b, "<</Type/MCR/Pg %d 0 R/MCID %d>>",
				    s->pages[kid->page], kid->value);
	}
	sp_buf_addc(&s->b, ']');
}

static void add_attributes(struct sp_saver *s, const struct sp_pdf_element *e)
{
	if (e->alt) {
		sp_buf_adds(&s->b, "/Alt");
		sp_save_text(&s->b, e->alt);
	}
	if (e->bbox[2] > 0) {
		sp_buf_adds(&s->b, "/A<</O/Layout/Placement/Block");
		sp_save_box(&s->b, "/BBox", e->bbox);
		sp_buf_adds(&s->b, ">>");
	}
	if (e->scope || e->columns > 1 || e->rows > 1) {
		sp_buf_adds(&s->b, "/A<</O/Table");
		if (e->scope)
			sp_buf_addf(&s->b, "/Scope/%s", e->scope);
		if (e->columns > 1)
			sp_buf_addf(&s->b, "/ColSpan %d", e->columns);
		if (e->rows > 1)
			sp_buf_addf(&s->b, "/RowSpan %d", e->rows);
		sp_buf_adds(&s->b, ">>");
	}
}

/* The page of an element's first mark, -1 if it has none. */
static int page_of(const sp_pdf *p, const struct sp_pdf_element *e)
{
	for (int k = e->first; k >= 0; k = p->kids[k].next)
		if (p->kids[k].kind == SP_KID_MARK)
			return p->kids[k].page;
	return -1;
}

int sp_save_structure(struct sp_saver *s)
{
	const sp_pdf *p = s->p;
	int root = sp_haru_object(s->h), parents = save_parents(s);

	for (size_t i = 0; i < p->nelements; i++) {
		const struct sp_pdf_element *e = &p->elements[i];
		int page = page_of(p, e);

		sp_buf_addf(&s->b, "/S/%s/P %d 0 R", e->type,
			    e->parent < 0 ? root : s->elements[e->parent]);
		if (page >= 0)
			sp_buf_addf(&s->b, "/Pg %d 0 R", s->pages[page]);
		add_attributes(s, e);
		add_kids(s, e, page);
		sp_save_put(s, s->elements[i]);
	}
	sp_buf_addf(&s->b, "/Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R",
		    s->elements[0], parents);
	sp_save_put(s, root);
	return root;
}

/* ---- outline ------------------------------------------------------------ */

/* The next entry of the same parent after `i`, or -1. */
static int sibling(const sp_pdf *p, int i, int step)
{
	int level = p->entries[i].level;

	for (int k = i + step; k >= 0 && k < (int)p->nentries; k += step) {
		if (p->entries[k].level < level)
			return -1;
		if (p->entries[k].level == level)
			return k;
	}
	return -1;
}

static int parent_of(const sp_pdf *p, int i)
{
	int k = i;

	while (k >= 0 && p->entries[k].level >= p->entries[i].level)
		k--;
	return k;
}

/* First and last child of entry `i` (-1: the root), and how many lines its
 * children take when it is open. */
static int children(const sp_pdf *p, int i, int *first, int *last)
{
	int level = i < 0 ? 0 : p->entries[i].level + 1, n = 0;
	bool shown = true;	/* by the open child that we are inside */

	*first = *last = -1;
	for (int k = i + 1; k < (int)p->nentries; k++) {
		if (p->entries[k].level < level)
			break;
		if (p->entries[k].level == level) {
			if (*first < 0)
				*first = k;
			*last = k;
			shown = p->entries[k].open;
			n++;
		} else if (shown && p->entries[k].level == level + 1) {
			n++;
		}
	}
	return n;
}

static void add_children(struct sp_saver *s, const int *object, int i)
{
	int first, last, n = children(s->p, i, &first, &last);

	if (n)
		sp_buf_addf(&s->b, "/First %d 0 R/Last %d 0 R/Count %d",
			    object[first], object[last],
			    i < 0 || s->p->entries[i].open ? n : -n);
}

int sp_save_outline(struct sp_saver *s)
{
	sp_pdf *p = s->p;
	int root = sp_haru_object(s->h), *object = sp_save_reserve(s, p->nentries);

	for (int i = 0; i < (int)p->nentries; i++) {
		int up = parent_of(p, i), next = sibling(p, i, 1),
		    before = sibling(p, i, -1);

		sp_buf_adds(&s->b, "/Title");
		sp_save_text(&s->b, p->entries[i].title);
		sp_buf_addf(&s->b, "/Parent %d 0 R",
			    up < 0 ? root : object[up]);
		if (next >= 0)
			sp_buf_addf(&s->b, "/Next %d 0 R", object[next]);
		if (before >= 0)
			sp_buf_addf(&s->b, "/Prev %d 0 R", object[before]);
		add_children(s, object, i);
		sp_buf_adds(&s->b, "/Dest");
		sp_save_text(&s->b, p->entries[i].dest);
		sp_save_put(s, object[i]);
	}
	sp_buf_adds(&s->b, "/Type/Outlines");
	add_children(s, object, -1);
	sp_save_put(s, root);
	free(object);
	return root;
}
