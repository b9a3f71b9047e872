/* pdf_internal.h - what pdf.c and pdf_draw.c record and pdf_save.c writes. */
#ifndef SP_REPORT_PDF_INTERNAL_H
#define SP_REPORT_PDF_INTERNAL_H

#include "base/arena.h"
#include "report/pdf.h"

/** A child of an element: an element, a marked content, or a link. */
struct sp_pdf_kid {
	enum { SP_KID_ELEMENT, SP_KID_MARK, SP_KID_LINK } kind;
	int value;		/* element, MCID, or link */
	int page;		/* of a mark */
	int next;		/* -1: the last */
};

struct sp_pdf_element {
	const char *type;
	int parent;		/* -1: the root */
	int first, last;	/* kids, -1: none */
	const char *alt, *scope;
	float bbox[4];
	int columns, rows;	/* spans, 0: one */
};

struct sp_pdf_page {
	sp_buf ops;
	int *marks;		/* MCID -> element */
	size_t nmarks, cap;
};

struct sp_pdf_dest {
	const char *name;
	int page;
	float x, y;
};

struct sp_pdf_link {
	float box[4];		/* left, bottom, right, top */
	const char *dest, *contents;
	const char *otherwise;	/* if there is no dest; may be NULL */
	int page;
	int element;		/* -1: not tagged */
};

struct sp_pdf_entry {
	int level;
	bool open;
	const char *title, *dest;
};

struct sp_pdf_file {
	const char *name, *type, *description;
	sp_buf bytes;
};

/** Labels from `page` on. */
struct sp_pdf_labels {
	int page;
	bool roman;
};

struct sp_pdf {
	sp_fonts *fonts;
	float width, height;
	float origin[2];	/* from the lower left corner */
	sp_arena *arena;	/* strings */
	struct sp_pdf_page *pages;
	size_t npages, pages_cap;
	struct sp_pdf_element *elements;
	size_t nelements, elements_cap;
	struct sp_pdf_kid *kids;
	size_t nkids, kids_cap;
	struct sp_pdf_link *links;
	size_t nlinks, links_cap;
	struct sp_pdf_dest *dests;
	size_t ndests, dests_cap;
	int *dest_index;	/* hash table: index into dests plus 1 */
	size_t dest_slots;
	struct sp_pdf_entry *entries;
	size_t nentries, entries_cap;
	struct sp_pdf_file *files;
	size_t nfiles, files_cap;
	struct sp_pdf_labels *labels;
	size_t nlabels, labels_cap;
	int page;		/* current, -1: none yet */
	int element;		/* current */
	bool marked;
};

/** Add a number with at most two decimals, never in the locale's way. */
void sp_pdf_num(sp_buf *b, double v);

/** The operators of the current page. */
sp_buf *sp_pdf_ops(sp_pdf *p);

/** Put the origin of the current page at (x, y), for all that follows. */
void sp_pdf_move(sp_pdf *p, float x, float y);

const struct sp_pdf_dest *sp_pdf_find_dest(const sp_pdf *p, const char *name);

#endif
