/* pdf_saver.h - what the parts of saving a PDF share. */
#ifndef SP_REPORT_PDF_SAVER_H
#define SP_REPORT_PDF_SAVER_H

#include "report/haru.h"
#include "report/pdf_internal.h"

struct sp_saver {
	sp_pdf *p;
	sp_haru *h;
	const sp_pdf_info *info;
	sp_buf b;		/* the object being written */
	int *pages, *elements, *links;	/* object numbers; 0: left out */
	int resources;
};

/** Add a text string: as it is in ASCII, otherwise UTF-16. */
void sp_save_text(sp_buf *b, const char *s);

/** Add the UTF-16 code units of UTF-8 as hex digits. */
void sp_save_utf16(sp_buf *b, const char *s);

/** Add the key and an array of four numbers. */
void sp_save_box(sp_buf *b, const char *key, const float box[4]);

/** s->b becomes the insides of `object`, and is empty again. */
void sp_save_put(struct sp_saver *s, int object);

/** n new objects; caller frees the array of their numbers. */
int *sp_save_reserve(struct sp_saver *s, size_t n);

/** The parts; those that return an int make an object and return its number. */
void sp_save_resources(struct sp_saver *s);	/* fonts: pdf_font.c */
int sp_save_structure(struct sp_saver *s);	/* pdf_tree.c, as are these */
int sp_save_dests(struct sp_saver *s);
int sp_save_outline(struct sp_saver *s);

#endif
