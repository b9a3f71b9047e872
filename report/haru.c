/* haru.c - see haru.h. Written for libharu 2.3.0; reaches into its structs. */
#include "config.h"

#include "report/haru.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <hpdf.h>

#include "base/arena.h"
#include "base/mem.h"

/* The insides of a dictionary, hung on its `attr`. */
struct inside {
	size_t len;
	char bytes[];
};

struct sp_haru {
	HPDF_Doc doc;
	sp_arena *arena;
	HPDF_Dict *objects;	/* by object number, NULL if not ours */
	size_t cap;
	HPDF_STATUS status;	/* the first error */
	HPDF_STATUS detail;
};

/* libharu calls this at each error; the first one tells what happened. */
static void on_error(HPDF_STATUS status, HPDF_STATUS detail, void *arg)
{
	sp_haru *h = arg;

	if (h->status == HPDF_OK) {
		h->status = status;
		h->detail = detail;
	}
}

static void check(sp_haru *h, HPDF_STATUS status)
{
	if (status != HPDF_OK)
		on_error(status, 0, h);
}

static HPDF_STATUS write_inside(HPDF_Dict dict, HPDF_Stream out)
{
	const struct inside *in = dict->attr;

	if (!in)
		return HPDF_OK;
	return HPDF_Stream_Write(out, (const HPDF_BYTE *)in->bytes,
				 (HPDF_UINT)in->len);
}

static int number(const void *object)
{
	const HPDF_Obj_Header *header = object;

	return (int)(header->obj_id & 0x00ffffff);
}

/* Keep `dict` under its number. Returns the number. */
static int keep(sp_haru *h, HPDF_Dict dict)
{
	size_t n = (size_t)number(dict), old = h->cap;

	while (n >= h->cap)
		h->cap = h->cap ? 2 * h->cap : 256;
	if (h->cap > old) {
		h->objects = sp_reallocarray(h->objects, h->cap,
					     sizeof *h->objects);
		memset(h->objects + old, 0,
		       (h->cap - old) * sizeof *h->objects);
	}
	h->objects[n] = dict;
	return (int)n;
}

/* One of libharu's own roots: empty it and fill it ourselves. */
static void take_over(sp_haru *h, HPDF_Dict dict)
{
	while (dict->list->count > 0) {
		HPDF_DictElement e = HPDF_List_ItemAt(dict->list, 0);

		check(h, HPDF_Dict_RemoveElement(dict, e->key));
	}
	dict->before_write_fn = NULL;
	dict->after_write_fn = NULL;
	dict->free_fn = NULL;
	dict->attr = NULL;
	keep(h, dict);
}

sp_haru *sp_haru_new(sp_error *err)
{
	sp_haru *h = sp_calloc(1, sizeof *h);

	h->arena = sp_arena_new();
	h->doc = HPDF_New(on_error, h);
	if (!h->doc || !h->doc->catalog || !h->doc->info) {
		sp_fail(err, SP_EPDF, NULL, 0, "libharu cannot start");
		sp_haru_free(h);
		return NULL;
	}
	h->doc->pdf_version = HPDF_VER_17;
	take_over(h, h->doc->catalog);
	take_over(h, h->doc->info);
	take_over(h, h->doc->root_pages);
	return h;
}

void sp_haru_free(sp_haru *h)
{
	if (!h)
		return;
	if (h->doc)
		HPDF_Free(h->doc);
	free(h->objects);
	sp_arena_free(h->arena);
	free(h);
}

void sp_haru_pdf14(sp_haru *h)
{
	h->doc->pdf_version = HPDF_VER_14;
}

int sp_haru_catalog(const sp_haru *h)
{
	return number(h->doc->catalog);
}

int sp_haru_info(const sp_haru *h)
{
	return number(h->doc->info);
}

int sp_haru_root_pages(const sp_haru *h)
{
	return number(h->doc->root_pages);
}

int sp_haru_object(sp_haru *h)
{
	if (h->status != HPDF_OK)
		return 0;
	HPDF_Dict dict = HPDF_Dict_New(h->doc->mmgr);
	if (!dict || HPDF_Xref_Add(h->doc->xref, dict) != HPDF_OK) {
		check(h, HPDF_FAILD_TO_ALLOC_MEM);
		return 0;
	}
	return keep(h, dict);
}

static void set_inside(sp_haru *h, HPDF_Dict dict, const char *bytes, size_t n)
{
	struct inside *in = sp_arena_alloc(h->arena, sizeof *in + n);

	in->len = n;
	memcpy(in->bytes, bytes, n);
	dict->attr = in;
	dict->write_fn = write_inside;
}

void sp_haru_set(sp_haru *h, int object, const sp_buf *inside)
{
	if (object > 0 && (size_t)object < h->cap && h->objects[object])
		set_inside(h, h->objects[object], inside->data, inside->len);
}

static HPDF_Dict new_stream(sp_haru *h, bool compress)
{
	if (h->status != HPDF_OK)
		return NULL;
	HPDF_Dict dict = HPDF_DictStream_New(h->doc->mmgr, h->doc->xref);
	if (!dict) {
		check(h, HPDF_FAILD_TO_ALLOC_MEM);
		return NULL;
	}
	dict->filter = compress ? HPDF_STREAM_FILTER_FLATE_DECODE
				: HPDF_STREAM_FILTER_NONE;
	keep(h, dict);
	return dict;
}

int sp_haru_stream(sp_haru *h, const char *inside, const void *bytes, size_t n,
		   bool compress)
{
	HPDF_Dict dict = new_stream(h, compress);

	if (!dict)
		return 0;
	if (inside)
		set_inside(h, dict, inside, strlen(inside));
	check(h, HPDF_Stream_Write(dict->stream, bytes, (HPDF_UINT)n));
	return number(dict);
}

int sp_haru_font(sp_haru *h, const sp_fonts *fonts, sp_face face, char tag[7])
{
	sp_face_info info;

	memset(tag, 0, 7);
	if (h->status != HPDF_OK)
		return 0;
	sp_fonts_info(fonts, face, &info);
	const char *name = HPDF_LoadTTFontFromFile(h->doc, info.path,
						   HPDF_TRUE);
	HPDF_FontDef def = name ? HPDF_Doc_FindFontDef(h->doc, name) : NULL;
	HPDF_Dict dict = def ? new_stream(h, true) : NULL;
	if (!dict) {
		check(h, HPDF_INVALID_FONTDEF_DATA);
		return 0;
	}
	HPDF_TTFontDefAttr attr = def->attr;
	memcpy(tag, attr->tag_name, 6);
	sp_fonts_mark(fonts, face, attr->glyph_tbl.flgs, attr->num_glyphs);
	check(h, HPDF_TTFontDef_SaveFontData(def, dict->stream));
	check(h, HPDF_Dict_AddNumber(dict, "Length1",
				     (HPDF_INT32)dict->stream->size));
	return number(dict);
}

bool sp_haru_takes_font(const char *path)
{
	HPDF_Doc doc = HPDF_New(NULL, NULL);
	bool ok = doc && HPDF_LoadTTFontFromFile(doc, path, HPDF_TRUE);

	if (doc)
		HPDF_Free(doc);
	return ok;
}

void sp_haru_id(sp_haru *h, const unsigned char id[16])
{
	HPDF_Array pair = HPDF_Array_New(h->doc->mmgr);

	if (!pair) {
		check(h, HPDF_FAILD_TO_ALLOC_MEM);
		return;
	}
	for (int i = 0; i < 2; i++) {
		unsigned char copy[16];

		memcpy(copy, id, sizeof copy);
		check(h, HPDF_Array_Add(pair, HPDF_Binary_New(h->doc->mmgr,
							      copy, 16)));
	}
	check(h, HPDF_Dict_Add(h->doc->trailer, "ID", pair));
}

bool sp_haru_finish(sp_haru *h, sp_buf *out, sp_error *err)
{
	if (h->status == HPDF_OK)
		check(h, HPDF_SaveToStream(h->doc));
	if (h->status == HPDF_OK)
		check(h, HPDF_ResetStream(h->doc));
	while (h->status == HPDF_OK) {
		HPDF_UINT32 n = 65536;

		sp_buf_reserve(out, n);
		HPDF_STATUS s = HPDF_ReadFromStream(
			h->doc, (HPDF_BYTE *)out->data + out->len, &n);
		if (s != HPDF_OK && s != HPDF_STREAM_EOF) {
			check(h, s);
			break;
		}
		out->len += n;
		out->data[out->len] = '\0';
		if (s == HPDF_STREAM_EOF || n == 0)
			return true;
	}
	return sp_fail(err, SP_EPDF, NULL, 0,
		       "libharu could not make the PDF: error 0x%04lX, "
		       "detail %lu", (unsigned long)h->status,
		       (unsigned long)h->detail);
}
