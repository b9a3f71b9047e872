/* font_internal.h - what font.c shapes and font_embed.c describes. */
#ifndef SP_REPORT_FONT_INTERNAL_H
#define SP_REPORT_FONT_INTERNAL_H

#include <stdint.h>

#include <hb.h>

#include "base/arena.h"
#include "report/font.h"

/* A growing hash table from a key's hash to an index, by linear probing. */
struct table {
	uint64_t *hash;		/* 0: empty */
	unsigned *value;
	size_t n, cap;
};

struct face {
	char *path;
	hb_blob_t *blob;
	hb_face_t *face;
	hb_font_t *font;
	double scale;		/* font units -> 1/1000 */
	sp_cid *cids;
	size_t ncids, cap;
	struct table index;	/* (gid, text) -> cid */
};

struct sp_fonts {
	struct face face[SP_FACES];
	sp_arena *arena;	/* texts, words, glyphs */
	hb_buffer_t *buffer;
	struct table index;	/* (face, bytes) -> word */
	struct cached {
		const char *key;
		size_t len;
		sp_face face;
		sp_word word;
	} **words;		/* each in the arena: they must not move */
	size_t nwords, cap;
	sp_glyph *glyphs;	/* of the word being shaped */
	size_t nglyphs, glyphs_cap;
	unsigned missing[SP_MISSING_MAX];
	size_t nmissing;
	const char *missing_in;	/* the word with the first of them */
	const char *word;	/* being shaped, word_len bytes */
	size_t word_len;
};

/** Open a file; takes the path. Close it even after an error. */
bool sp_face_open(struct face *f, char *path, sp_error *err);
void sp_face_close(struct face *f);

/** The face that stands in for one of our own; itself if there is none. */
sp_face sp_face_fallback(sp_face face);

/** The face for `cp` in a text of `face`, after a character of `before`. */
sp_face sp_font_pick(sp_fonts *f, sp_face face, sp_face before, unsigned cp);

#endif
