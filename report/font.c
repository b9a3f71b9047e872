/* font.c - faces and shaping by HarfBuzz; see font.h for the idea. */
#include "config.h"

#include "report/font.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <hb-ot.h>
#include <hb.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

static const struct {
	const char *folder, *file, *package;
	sp_face fallback;
} faces[SP_FACES] = {
	[SP_REGULAR] = { "lato", "Lato-Regular.ttf", "fonts-lato",
			 SP_FALLBACK },
	[SP_BOLD] = { "lato", "Lato-Bold.ttf", "fonts-lato",
		      SP_FALLBACK_BOLD },
	[SP_HEAVY] = { "lato", "Lato-Heavy.ttf", "fonts-lato",
		       SP_FALLBACK_BOLD },
	[SP_SERIF] = { "gentiumplus", "GentiumBookPlus-Regular.ttf",
		       "fonts-sil-gentiumplus", SP_FALLBACK },
	[SP_FALLBACK] = { "dejavu", "DejaVuSans.ttf", "fonts-dejavu-core",
			  SP_FALLBACK },
	[SP_FALLBACK_BOLD] = { "dejavu", "DejaVuSans-Bold.ttf",
			       "fonts-dejavu-core", SP_FALLBACK },
};

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

static bool open_face(struct face *f, const char *dir, sp_face which,
		      sp_error *err)
{
	f->path = find(dir, which);
	if (!f->path)
		return sp_fail(err, SP_EFONT, NULL, 0,
			       "no font %s: install the package %s, or name "
			       "its folder with --font-dir",
			       faces[which].file, faces[which].package);
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

sp_fonts *sp_fonts_new(const char *dir, sp_error *err)
{
	sp_fonts *f = sp_calloc(1, sizeof *f);

	f->arena = sp_arena_new();
	f->buffer = hb_buffer_create();
	for (int i = 0; i < SP_FACES; i++)
		if (!open_face(&f->face[i], dir, (sp_face)i, err)) {
			sp_fonts_free(f);
			return NULL;
		}
	return f;
}

static void close_face(struct face *f)
{
	free(f->path);
	hb_font_destroy(f->font);
	hb_face_destroy(f->face);
	hb_blob_destroy(f->blob);
	free(f->cids);
	free(f->index.hash);
	free(f->index.value);
}

void sp_fonts_free(sp_fonts *f)
{
	if (!f)
		return;
	for (int i = 0; i < SP_FACES; i++)
		close_face(&f->face[i]);
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
		unsigned cp;
		size_t take = 0;

		if (n)
			take = i + 1 == count ? n : sp_utf8_decode(s, n, &cp);
		add_glyph(f, (sp_glyph){
			.cid = cid_of(f, fc, info[i].codepoint, s, take),
			.face = (unsigned char)face,
			.advance = (float)(pos[i].x_advance * fc->scale),
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
	return HB_DIRECTION_IS_BACKWARD(hb_buffer_get_direction(b));
}

static bool has(const sp_fonts *f, sp_face face, unsigned cp)
{
	hb_codepoint_t gid;

	return hb_font_get_nominal_glyph(f->face[face].font, cp, &gid);
}

static bool is_mark(unsigned cp)
{
	hb_unicode_general_category_t c =
		hb_unicode_general_category(hb_unicode_funcs_get_default(), cp);

	return c == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
	       c == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK ||
	       c == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK ||
	       c == HB_UNICODE_GENERAL_CATEGORY_FORMAT;
}

/* HarfBuzz makes the spaces of other widths itself. */
static bool is_space(unsigned cp)
{
	return hb_unicode_general_category(hb_unicode_funcs_get_default(),
					   cp) ==
	       HB_UNICODE_GENERAL_CATEGORY_SPACE_SEPARATOR;
}

/* The face for `cp`: a mark stays with its letter; what nobody has gets the
 * fallback's box. */
static sp_face pick(const sp_fonts *f, sp_face face, sp_face before,
		    unsigned cp)
{
	sp_face other = faces[face].fallback;

	if (is_mark(cp) || is_space(cp))
		return before;
	while (!has(f, face, cp) && face != other) {
		face = other;
		other = faces[face].fallback;
	}
	return face;
}

static bool shape_word(sp_fonts *f, sp_face face, const char *s, size_t n)
{
	size_t from = 0, at = 0;
	sp_face now = face;
	bool rtl = false;

	while (at < n) {
		unsigned cp;
		size_t len = sp_utf8_decode(s + at, n - at, &cp);
		sp_face want = pick(f, face, at ? now : face, cp);

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
	f->words = sp_grow(f->words, f->nwords, &f->cap, sizeof *f->words);
	table_add(&f->index, hash, (unsigned)f->nwords);
	f->words[f->nwords++] = c;
	return &c->word;
}

/* ---- for embedding ------------------------------------------------------ */

unsigned sp_fonts_cids(const sp_fonts *f, sp_face face)
{
	return (unsigned)f->face[face].ncids;
}

const sp_cid *sp_fonts_cid(const sp_fonts *f, sp_face face, unsigned cid)
{
	return &f->face[face].cids[cid];
}

static int metric(const struct face *f, hb_ot_metrics_tag_t tag, int missing)
{
	hb_position_t v;

	if (!hb_ot_metrics_get_position(f->font, tag, &v))
		return missing;
	return (int)(v * f->scale);
}

/* The head table keeps the box of all glyphs at bytes 36 to 43. */
static void face_box(const struct face *f, int box[4])
{
	hb_blob_t *head = hb_face_reference_table(f->face,
						  HB_TAG('h', 'e', 'a', 'd'));
	unsigned n;
	const unsigned char *p =
		(const unsigned char *)hb_blob_get_data(head, &n);

	for (int i = 0; i < 4; i++)
		box[i] = n < 54 ? 0
				: (int)((int16_t)(p[36 + 2 * i] << 8 |
						  p[37 + 2 * i]) * f->scale);
	hb_blob_destroy(head);
}

void sp_fonts_info(const sp_fonts *f, sp_face face, sp_face_info *out)
{
	const struct face *fc = &f->face[face];
	unsigned size = sizeof out->name;

	*out = (sp_face_info){ .path = fc->path, .serif = face == SP_SERIF };
	hb_ot_name_get_utf8(fc->face, HB_OT_NAME_ID_POSTSCRIPT_NAME,
			    HB_LANGUAGE_INVALID, &size, out->name);
	for (char *p = out->name; *p; p++)
		if (!strchr("-_", *p) &&
		    !(*p >= '0' && *p <= '9') && !((*p | 32) >= 'a' &&
						   (*p | 32) <= 'z'))
			*p = '-';
	out->ascent = metric(fc, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, 900);
	out->descent = metric(fc, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER,
			      -200);
	out->cap_height = metric(fc, HB_OT_METRICS_TAG_CAP_HEIGHT, 700);
	out->stem_v = face == SP_HEAVY ? 160
		      : face == SP_BOLD || face == SP_FALLBACK_BOLD ? 140 : 80;
	face_box(fc, out->bbox);
}

void sp_fonts_sha256(const sp_fonts *f, sp_face face, char hex[SP_SHA256_HEX])
{
	unsigned n;
	const char *p = hb_blob_get_data(f->face[face].blob, &n);

	sp_sha256(p, n, hex);
}

/* The tables that say what a composite glyph is made of. */
struct outlines {
	hb_blob_t *glyf, *loca;
	const unsigned char *g, *l;
	unsigned gn, ln;
	bool is_long;
};

static unsigned u16(const unsigned char *p)
{
	return (unsigned)p[0] << 8 | p[1];
}

static unsigned u32(const unsigned char *p)
{
	return u16(p) << 16 | u16(p + 2);
}

/* The bytes of a glyph's outline; false if it has none or the table is bad. */
static bool outline(const struct outlines *o, unsigned gid, unsigned *begin,
		    unsigned *end)
{
	unsigned width = o->is_long ? 4 : 2;

	if ((gid + 2) * width > o->ln)
		return false;
	const unsigned char *p = o->l + gid * width;
	*begin = o->is_long ? u32(p) : 2 * u16(p);
	*end = o->is_long ? u32(p + 4) : 2 * u16(p + 2);
	return *begin + 10 <= *end && *end <= o->gn;
}

static void mark_parts(const struct outlines *o, unsigned gid,
		       unsigned char *used, size_t n, int depth)
{
	enum { WORDS = 1, SCALE = 8, MORE = 32, XY = 64, MATRIX = 128 };
	unsigned at, end, flags = MORE;

	if (gid >= n)
		return;
	used[gid] = 1;
	if (depth > 8 || !outline(o, gid, &at, &end) ||
	    u16(o->g + at) < 0x8000)	/* contours >= 0: not composite */
		return;
	for (at += 10; flags & MORE && at + 4 <= end;) {
		flags = u16(o->g + at);
		mark_parts(o, u16(o->g + at + 2), used, n, depth + 1);
		at += 4 + (flags & WORDS ? 4 : 2);
		at += flags & MATRIX ? 8 : flags & XY ? 4 : flags & SCALE ? 2
									  : 0;
	}
}

void sp_fonts_mark(const sp_fonts *f, sp_face face, unsigned char *used,
		   size_t n)
{
	const struct face *fc = &f->face[face];
	struct outlines o = {
		.glyf = hb_face_reference_table(fc->face,
						HB_TAG('g', 'l', 'y', 'f')),
		.loca = hb_face_reference_table(fc->face,
						HB_TAG('l', 'o', 'c', 'a')),
	};

	o.g = (const unsigned char *)hb_blob_get_data(o.glyf, &o.gn);
	o.l = (const unsigned char *)hb_blob_get_data(o.loca, &o.ln);
	o.is_long = o.ln / 4 > hb_face_get_glyph_count(fc->face);
	for (size_t i = 0; i < fc->ncids; i++)
		mark_parts(&o, fc->cids[i].gid, used, n, 0);
	hb_blob_destroy(o.glyf);
	hb_blob_destroy(o.loca);
}
