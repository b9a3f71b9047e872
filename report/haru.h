/* haru.h - libharu as a writer of objects; the only file that sees its types.
 *
 * libharu keeps the cross-reference table, compresses streams and subsets
 * fonts. The insides of each object are bytes of ours: its own dictionaries
 * cost 140 bytes a key and refuse some values that we need (spec A.2, A.3).
 * Errors stick: the first one is told by sp_haru_finish(). */
#ifndef SP_REPORT_HARU_H
#define SP_REPORT_HARU_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "report/font.h"

typedef struct sp_haru sp_haru;

/** Caller frees. NULL and SP_EPDF if libharu cannot start. */
sp_haru *sp_haru_new(sp_error *err);
void sp_haru_free(sp_haru *h);	/* NULL is fine */

/** Write version 1.4, as PDF/A-1 wants it; otherwise it is 1.7. */
void sp_haru_pdf14(sp_haru *h);

/** Object numbers of the roots, whose insides are set like all others. */
int sp_haru_catalog(const sp_haru *h);
int sp_haru_info(const sp_haru *h);
int sp_haru_root_pages(const sp_haru *h);

/** A new dictionary object; returns its number, 0 after an error. */
int sp_haru_object(sp_haru *h);

/** Set what stands between << and >>; the bytes are copied. */
void sp_haru_set(sp_haru *h, int object, const sp_buf *inside);

/** A new stream object; `inside` are further entries of its dictionary, may be
 * NULL. Bytes are copied. */
int sp_haru_stream(sp_haru *h, const char *inside, const void *bytes, size_t n,
		   bool compress);

/**
 * A new stream object with the font file of `face`, glyphs that were not shaped
 * taken out. tag[0..7) becomes the six letters that name the subset.
 */
int sp_haru_font(sp_haru *h, const sp_fonts *fonts, sp_face face, char tag[7]);

/** Whether libharu reads this font file and its makers let it be embedded. */
bool sp_haru_takes_font(const char *path);

/** Set the trailer's ID: 16 bytes. */
void sp_haru_id(sp_haru *h, const unsigned char id[16]);

/** Append the whole file to `out`. */
bool sp_haru_finish(sp_haru *h, sp_buf *out, sp_error *err);

#endif
