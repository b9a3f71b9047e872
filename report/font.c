/* font.c - faces and shaping by HarfBuzz; see font.h for the idea. */
#include "config.h"

#include "report/font_internal.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <hb-ot.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

static const struct {
	const char *folder, *file, *package;
	sp_face fallback;
} faces[SP_FOUND] = {
	[SP_REGULAR] = { "lato", "Lato-Regular.ttf", "fonts-lato",
			 SP_FALLBACK },
	[SP_BOLD] = { "lato", "Lato-Bold.ttf", "fonts-lato",
		      SP_FALLBACK_BOLD },
	[SP_HEAVY] = { "lato", "Lato-Heavy.ttf", "fonts-lato",
		       SP_FALLBACK_BOLD },
	[SP_SERIF] = { "gentiumplus", "GentiumBookPlus-Regular.ttf",
		       "fonts-sil-gentiumplus", SP_FALLBACK },
	[SP_FALLBACK] = { "dejavu", "DejaVuSans.ttf", "fonts-dejavu-core",
			  SP_CJK },
	[SP_FALLBACK_BOLD] = { "dejavu", "DejaVuSans-Bold.ttf",
			       "fonts-dejavu-core", SP_FALLBACK },
	[SP_CJK] = { "droid", "DroidSansFallbackFull.ttf", "fonts-droid-fallback",
		     SP_CJK },
};

/* ---- the table ---------------------------------------------------------- */

static void table_put(struct table *t, uint64_t hash, unsigned value)
{
	size_t i = hash & (t->cap - 1);

	while (t->hash[i])
		i = (i + 1) & (t->cap - 1);
	t->hash[i] = hash;
	t->value[i] = value;
}

static void table_add(struct table *t, uint64_t hash, unsigned value)
{
	if (2 * t->n >= t->cap) {
		struct table old = *t;

		t->cap = old.cap ? 2 * old.cap : 256;
		t->hash = sp_calloc(t->cap, sizeof *t->hash);
		t->value = sp_calloc(t->cap, sizeof *t->value);
		for (size_t i = 0; i < old.cap; i++)
			if (old.hash[i])
				table_put(t, old.hash[i], old.value[i]);
		free(old.hash);
		free(old.value);
	}
	table_put(t, hash, value);
	t->n++;
}

/* The next value under `hash` at or after slot *i; false when there is none. */
static bool table_next(const struct table *t, uint64_t hash, size_t *i,
		       unsigned *value)
{
	while (t->cap && t->hash[*i & (t->cap - 1)]) {
		size_t at = *i & (t->cap - 1);

		++*i;
		if (t->hash[at] == hash) {
			*value = t->value[at];
			return true;
		}
	}
	return false;
}

static uint64_t key_hash(const char *s, size_t n, unsigned salt)
{
	return (sp_hash64(s, n) ^ (salt * 0x9e3779b97f4a7c15u)) | 1;
}

/* ---- faces -------------------------------------------------------------- */

/* The file of `face` in `dir`, in Debian's folder or without; NULL if absent.
 * Caller frees. */
static char *find_in(const char *dir, sp_face face)
{
	sp_buf b = SP_BUF_INIT;

	if (!dir || !*dir)
		return NULL;
	sp_buf_addf(&b, "%s/%s/%s", dir, faces[face].folder, faces[face].file);
	if (access(b.data, R_OK) == 0)
		return sp_buf_detach(&b, NULL);
	sp_buf_clear(&b);
	sp_buf_addf(&b, "%s/%s", dir, faces[face].file);
	if (access(b.data, R_OK) == 0)
		return sp_buf_detach(&b, NULL);
	sp_buf_release(&b);
	return NULL;
}

static char *find(const char *dir, sp_face face)
{
	char *path = find_in(dir, face);

	if (!path)
		path = find_in(getenv("STANDPOINT_FONT_DIR"), face);
	if (!path)
		path = find_in(SP_FONTDIR, face);
	return path;
}

/* CID 0 is .notdef, whatever its text. */
static void add_notdef(struct face *f)
{
	f->cids = sp_grow(f->cids, f->ncids, &f->cap, sizeof *f->cids);
	f->cids[f->ncids++] = (sp_cid){ .text = "", .width = 500 };
}

bool sp_face_open(struct face *f, char *path, sp_error *err)
{
	f->path = path;
	f->blob = hb_blob_create_from_file(f->path);
	f->face = hb_face_create(f->blob, 0);
	if (hb_face_get_glyph_count(f->face) == 0)
		return sp_fail(err, SP_EFONT, f->path, 0,
			       "is no TrueType font");
	unsigned upem = hb_face_get_upem(f->face);
	f->scale = 1000.0 / upem;
	f->font = hb_font_create(f->face);
	hb_font_set_scale(f->font, (int)upem, (int)upem);
	hb_ot_font_set_funcs(f->font);
	add_notdef(f);
	return true;
}

static bool open_face(struct face *f, const char *dir, sp_face which,
		      sp_error *err)
{
	char *path = find(dir, which);

	if (path)
		return sp_face_open(f, path, err);
	if (which == SP_CJK)
		return true;	/* can do without: nothing is found in it */
	return sp_fail(err, SP_EFONT, NULL, 0,
		       "no font %s: install the package %s, or name its "
		       "folder with --font-dir",
		       faces[which].file, faces[which].package);
}

sp_face sp_face_fallback(sp_face face)
{
	return faces[face].fallback;
}

sp_fonts *sp_fonts_new(const char *dir, sp_error *err)
{
	sp_fonts *f = sp_calloc(1, sizeof *f);

	f->arena = sp_arena_new();
	f->buffer = hb_buffer_create();
	for (int i = 0; i < SP_FOUND; i++)
		if (!open_face(&f->face[i], dir, (sp_face)i, err)) {
			sp_fonts_free(f);
			return NULL;
		}
	return f;
}

void sp_face_close(struct face *f)
{
	free(f->path);
	hb_font_destroy(f->font);
	hb_face_destroy(f->face);
	hb_blob_destroy(f->blob);
	free(f->cids);
	free(f->index.hash);
	free(f->index.value);
	*f = (struct face){ 0 };
}

void sp_fonts_free(sp_fonts *f)
{
	if (!f)
		return;
	for (int i = 0; i < SP_FACES; i++)
		sp_face_close(&f->face[i]);
	hb_buffer_destroy(f->buffer);
	sp_arena_free(f->arena);
	free(f->index.hash);
	free(f->index.value);
	free(f->words);
	free(f->glyphs);
	free(f);
}

/* ---- shaping ------------------------------------------------------------ */

/* The number of the pair (glyph, text) in this face. */
static unsigned short cid_of(sp_fonts *fonts, struct face *f, unsigned gid,
			     const char *text, size_t n)
{
	uint64_t hash = key_hash(text, n, gid + 1);
	size_t slot = hash;
	unsigned cid;

	while (table_next(&f->index, hash, &slot, &cid))
		if (f->cids[cid].gid == gid &&
		    strlen(f->cids[cid].text) == n &&
		    !memcmp(f->cids[cid].text, text, n))
			return (unsigned short)cid;
	if (f->ncids > 65000)	/* two bytes a CID; never met in practice */
		return 0;
	f->cids = sp_grow(f->cids, f->ncids, &f->cap, sizeof *f->cids);
	f->cids[f->ncids] = (sp_cid){
		.gid = gid,
		.width = (float)(hb_font_get_glyph_h_advance(f->font, gid) *
				 f->scale),
		.text = sp_arena_strndup(fonts->arena, text, n),
	};
	table_add(&f->index, hash, (unsigned)f->ncids);
	return (unsigned short)f->ncids++;
}

static void add_glyph(sp_fonts *f, sp_glyph g)
{
	f->glyphs = sp_grow(f->glyphs, f->nglyphs, &f->glyphs_cap,
			    sizeof *f->glyphs);
	f->glyphs[f->nglyphs++] = g;
}

/* The glyph to draw for HarfBuzz's: in place of .notdef, which an archive may
 * not hold, the sign for a character that cannot be shown. */
static unsigned drawn(const struct face *f, unsigned gid)
{
	hb_codepoint_t sign;

	if (gid == 0 && hb_font_get_nominal_glyph(f->font, 0xfffd, &sign))
		return sign;
	return gid;
}

/* A glyph's advance with kerning; of a sign put in its place, the sign's. */
static double advance(const struct face *f, unsigned gid, unsigned put,
		      hb_position_t shaped)
{
	return f->scale * (gid == put ? shaped
				      : hb_font_get_glyph_h_advance(f->font,
								    put));
}

/*
 * A cluster is some code points that became some glyphs. Each glyph takes one
 * code point, the last one the rest, so that one copies out what was written.
 */
static void add_cluster(sp_fonts *f, sp_face face, const char *s, size_t n,
			const hb_glyph_info_t *info,
			const hb_glyph_position_t *pos, unsigned count)
{
	struct face *fc = &f->face[face];

	for (unsigned i = 0; i < count; i++) {
		unsigned cp, gid = info[i].codepoint, put = drawn(fc, gid);
		size_t take = 0;

		if (n)
			take = i + 1 == count ? n : sp_utf8_decode(s, n, &cp);
		add_glyph(f, (sp_glyph){
			.cid = cid_of(f, fc, put, s, take),
			.face = (unsigned char)face,
			.advance = (float)advance(fc, gid, put,
						  pos[i].x_advance),
			.dx = (float)(pos[i].x_offset * fc->scale),
			.dy = (float)(pos[i].y_offset * fc->scale) });
		s += take;
		n -= take;
	}
}

/* Where the cluster that starts at `begin` ends in the text. */
static size_t cluster_end(const hb_glyph_info_t *info, unsigned n,
			  size_t begin, size_t end)
{
	for (unsigned i = 0; i < n; i++)
		if (info[i].cluster > begin && info[i].cluster < end)
			end = info[i].cluster;
	return end;
}

/* Shape a segment that one face covers. Returns true if it runs leftwards. */
static bool shape_segment(sp_fonts *f, sp_face face, const char *s, size_t n)
{
	hb_buffer_t *b = f->buffer;
	unsigned count, next;
	size_t first = f->nglyphs;

	hb_buffer_clear_contents(b);
	hb_buffer_add_utf8(b, s, (int)n, 0, (int)n);
	hb_buffer_guess_segment_properties(b);
	/* The environment's locale must not choose the glyphs. */
	hb_buffer_set_language(b, hb_language_from_string("en", -1));
	hb_shape(f->face[face].font, b, NULL, 0);
	hb_glyph_info_t *info = hb_buffer_get_glyph_infos(b, &count);
	hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(b, NULL);
	for (unsigned i = 0; i < count; i = next) {
		size_t begin = info[i].cluster;

		for (next = i + 1; next < count; next++)
			if (info[next].cluster != begin)
				break;
		add_cluster(f, face, s + begin,
			    cluster_end(info, count, begin, n) - begin,
			    info + i, pos + i, next - i);
	}
	bool leftwards = HB_DIRECTION_IS_BACKWARD(hb_buffer_get_direction(b));
	for (size_t i = first; i < f->nglyphs; i++)
		f->glyphs[i].leftwards = leftwards;
	return leftwards;
}

/* Returns whether any of it runs leftwards. */
static bool shape_word(sp_fonts *f, sp_face face, const char *s, size_t n)
{
	size_t from = 0, at = 0;
	sp_face now = face;
	bool rtl = false;

	f->word = s;
	f->word_len = n;
	while (at < n) {
		unsigned cp;
		size_t len = sp_utf8_decode(s + at, n - at, &cp);
		sp_face want = sp_font_pick(f, face, at ? now : face, cp);

		if (want != now && at > from) {
			rtl |= shape_segment(f, now, s + from, at - from);
			from = at;
		}
		now = want;
		at += len;
	}
	if (n > from)
		rtl |= shape_segment(f, now, s + from, n - from);
	return rtl;
}

/* A copy of s[0..n) that may be drawn: valid UTF-8, no control characters. */
static char *cleaned(sp_fonts *f, const char *s, size_t n, size_t *len)
{
	sp_buf b = SP_BUF_INIT;

	for (size_t i = 0; i < n;) {
		unsigned cp;

		i += sp_utf8_decode(s + i, n - i, &cp);
		sp_buf_addcp(&b, cp < 0x20 || (cp >= 0x7f && cp < 0xa0) ? ' '
								      : cp);
	}
	char *out = sp_arena_strndup(f->arena, b.data, b.len);
	*len = b.len;
	sp_buf_release(&b);
	return out;
}

static sp_word finish_word(sp_fonts *f, bool rtl)
{
	sp_word w = { .n = (unsigned)f->nglyphs, .rtl = rtl };
	sp_glyph *g = sp_arena_alloc(f->arena,
				     f->nglyphs * sizeof *g + 1);

	if (f->nglyphs)
		memcpy(g, f->glyphs, f->nglyphs * sizeof *g);
	w.glyphs = g;
	for (unsigned i = 0; i < w.n; i++)
		w.width += g[i].advance;
	return w;
}

const sp_word *sp_fonts_shape(sp_fonts *f, sp_face face, const char *s,
			      size_t n)
{
	uint64_t hash = key_hash(s, n, (unsigned)face + 1);
	size_t slot = hash, len;
	unsigned i;

	while (table_next(&f->index, hash, &slot, &i)) {
		const struct cached *c = f->words[i];

		if (c->face == face && c->len == n && !memcmp(c->key, s, n))
			return &c->word;
	}
	f->nglyphs = 0;
	const char *text = cleaned(f, s, n, &len);
	bool rtl = shape_word(f, face, text, len);
	struct cached *c = sp_arena_alloc(f->arena, sizeof *c);
	*c = (struct cached){
		.key = sp_arena_strndup(f->arena, s, n), .len = n,
		.face = face, .word = finish_word(f, rtl) };
	c->word.text = text;
	c->word.len = len;
	f->words = sp_grow(f->words, f->nwords, &f->cap, sizeof *f->words);
	table_add(&f->index, hash, (unsigned)f->nwords);
	f->words[f->nwords++] = c;
	return &c->word;
}
