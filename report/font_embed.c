/* font_embed.c - what a PDF must hold of a face: widths, texts, metrics, and
 * which outlines are in use. */
#include "config.h"

#include "report/font_internal.h"

#include <string.h>

#include <hb-ot.h>

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
