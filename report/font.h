/* font.h - faces, shaping, and our own numbering of glyphs.
 *
 * HarfBuzz turns a word into glyphs. libharu can neither shape nor write a
 * ToUnicode map that all readers take, so each pair of a glyph and the text it
 * stands for gets a number of our own (a CID). An "ffi" ligature is one glyph
 * whose text is three letters: that is how it copies out as letters. */
#ifndef SP_REPORT_FONT_H
#define SP_REPORT_FONT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/hash.h"

typedef enum sp_face {
	SP_REGULAR,		/* Lato */
	SP_BOLD,
	SP_HEAVY,
	SP_SERIF,		/* Gentium Book Plus: quotes */
	SP_FALLBACK,		/* DejaVu Sans: what the others lack */
	SP_FALLBACK_BOLD,
	SP_CJK,			/* Droid Sans Fallback: Chinese and Japanese */
	SP_FOUND,		/* from here on: installed ones, as they are needed */
	SP_FACES = SP_FOUND + 12
} sp_face;

/** A placed glyph; lengths in 1/1000 of the font size. */
typedef struct sp_glyph {
	unsigned short cid;
	unsigned char face;	/* an sp_face: of the fallback, where used */
	bool leftwards;		/* what it stands for is read from right to left */
	float advance;		/* to the next glyph, kerning included */
	float dx, dy;		/* offset of this glyph alone */
} sp_glyph;

/** A shaped word; width in 1/1000 of the font size. */
typedef struct sp_word {
	const sp_glyph *glyphs;
	unsigned n;
	float width;
	bool rtl;		/* some of it runs right to left */
	const char *text;	/* what was shaped: valid UTF-8, `len` bytes */
	size_t len;
} sp_word;

typedef struct sp_fonts sp_fonts;

/**
 * Open the fonts. Looked for in `dir` (may be NULL), then in the environment's
 * STANDPOINT_FONT_DIR, then where configure was told; each with and without the
 * folders that Debian uses. Without the CJK face the others are enough. Fails
 * with SP_EFONT, naming the Debian package.
 * Caller frees.
 */
sp_fonts *sp_fonts_new(const char *dir, sp_error *err);
void sp_fonts_free(sp_fonts *f);	/* NULL is fine */

/**
 * Shape s[0..n): one word, or a space. Invalid UTF-8 becomes U+FFFD, a control
 * character a space; what the face lacks comes from the fallback, then from what is
 * installed. Borrowed
 * until sp_fonts_free(); the same word is shaped once.
 */
const sp_word *sp_fonts_shape(sp_fonts *f, sp_face face, const char *s,
			      size_t n);

/** Characters that were shaped and that no face has: they show as a box. The
 * first of them are in points[0..min(n, SP_MISSING_MAX)). Returns n. */
enum { SP_MISSING_MAX = 200 };
size_t sp_fonts_missing(const sp_fonts *f, const unsigned **points);

/** Add a line that tells of them, with a word that has one and the packages to
 * install; nothing if there are none. */
void sp_fonts_add_warning(const sp_fonts *f, sp_buf *b);

/* ---- for embedding ---------------------------------------------------- */

/** One of our glyphs. `text` is UTF-8, "" if it copies out as nothing. */
typedef struct sp_cid {
	unsigned gid;		/* in the font file */
	float width;		/* the font's own advance, 1/1000 */
	const char *text;	/* NUL-terminated */
} sp_cid;

/** CIDs in use; 0 is .notdef. 1 means: the face was never used. */
unsigned sp_fonts_cids(const sp_fonts *f, sp_face face);
const sp_cid *sp_fonts_cid(const sp_fonts *f, sp_face face, unsigned cid);

/** What a font descriptor needs; 1/1000 of the size, italic angle is 0. */
typedef struct sp_face_info {
	const char *path;	/* of the file */
	char name[64];		/* PostScript name */
	int ascent, descent, cap_height, stem_v;
	int bbox[4];
	bool serif;
} sp_face_info;

void sp_fonts_info(const sp_fonts *f, sp_face face, sp_face_info *out);

/** SHA-256 of the face's file as it was read. */
void sp_fonts_sha256(const sp_fonts *f, sp_face face,
		     char hex[SP_SHA256_HEX]);

/** Set used[gid] to 1 for each glyph in use and the parts that make it up. */
void sp_fonts_mark(const sp_fonts *f, sp_face face, unsigned char *used,
		   size_t n);

#endif
