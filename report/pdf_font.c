/* pdf_font.c - embeds the fonts with our own numbering of glyphs. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/pdf_saver.h"

/* CID -> text, as a bf map: what all readers copy by. */
static int to_unicode(struct sp_saver *s, sp_face face)
{
	sp_buf b = SP_BUF_INIT;
	unsigned n = sp_fonts_cids(s->p->fonts, face), left = 0;

	sp_buf_adds(&b, "/CIDInit /ProcSet findresource begin\n"
			"12 dict begin\nbegincmap\n"
			"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)"
			"/Supplement 0>>def\n"
			"/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
			"1 begincodespacerange\n<0000><FFFF>\n"
			"endcodespacerange\n");
	unsigned total = 0;
	for (unsigned i = 1; i < n; i++)
		total += sp_fonts_cid(s->p->fonts, face, i)->text[0] != '\0';
	for (unsigned i = 1; i < n; i++) {
		const sp_cid *c = sp_fonts_cid(s->p->fonts, face, i);

		if (!c->text[0])
			continue;
		if (!left) {	/* a section holds at most 100 lines */
			left = total < 100 ? total : 100;
			total -= left;
			sp_buf_addf(&b, "%u beginbfchar\n", left);
		}
		sp_buf_addf(&b, "<%04X><", i);
		sp_save_utf16(&b, c->text);
		sp_buf_adds(&b, ">\n");
		if (--left == 0)
			sp_buf_adds(&b, "endbfchar\n");
	}
	sp_buf_adds(&b, "endcmap\nCMapName currentdict/CMap "
			"defineresource pop\nend\nend\n");
	int object = sp_haru_stream(s->h, NULL, b.data, b.len, true);
	sp_buf_release(&b);
	return object;
}

static int cid_to_gid(struct sp_saver *s, sp_face face)
{
	sp_buf b = SP_BUF_INIT;

	for (unsigned i = 0; i < sp_fonts_cids(s->p->fonts, face); i++) {
		unsigned gid = sp_fonts_cid(s->p->fonts, face, i)->gid;

		sp_buf_addc(&b, (char)(gid >> 8));
		sp_buf_addc(&b, (char)gid);
	}
	int object = sp_haru_stream(s->h, NULL, b.data, b.len, true);
	sp_buf_release(&b);
	return object;
}

/* One bit a CID: PDF/A-1 asks which are there. */
static int cid_set(struct sp_saver *s, sp_face face)
{
	unsigned n = sp_fonts_cids(s->p->fonts, face);
	unsigned char *bits = sp_calloc(n / 8 + 1, 1);

	for (unsigned i = 0; i < n; i++)
		bits[i / 8] |= (unsigned char)(0x80 >> i % 8);
	int object = sp_haru_stream(s->h, NULL, bits, (n + 7) / 8, true);
	free(bits);
	return object;
}

static int descriptor(struct sp_saver *s, sp_face face, const char *name,
		      int file)
{
	sp_face_info i;
	int set = cid_set(s, face), object = sp_haru_object(s->h);

	sp_fonts_info(s->p->fonts, face, &i);
	sp_buf_addf(&s->b,
		    "/Type/FontDescriptor/FontName/%s/Flags %d"
		    "/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d"
		    "/CapHeight %d/StemV %d/FontFile2 %d 0 R/CIDSet %d 0 R",
		    name, i.serif ? 6 : 4, i.bbox[0], i.bbox[1], i.bbox[2],
		    i.bbox[3], i.ascent, i.descent, i.cap_height, i.stem_v,
		    file, set);
	sp_save_put(s, object);
	return object;
}

static int cid_font(struct sp_saver *s, sp_face face, const char *name, int file)
{
	int desc = descriptor(s, face, name, file);
	int map = cid_to_gid(s, face), object = sp_haru_object(s->h);

	sp_buf_addf(&s->b,
		    "/Type/Font/Subtype/CIDFontType2/BaseFont/%s"
		    "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
		    "/Supplement 0>>/FontDescriptor %d 0 R"
		    "/CIDToGIDMap %d 0 R/DW 1000/W[0[", name, desc, map);
	for (unsigned i = 0; i < sp_fonts_cids(s->p->fonts, face); i++) {
		if (i)
			sp_buf_addc(&s->b, ' ');
		sp_pdf_num(&s->b,
			   sp_fonts_cid(s->p->fonts, face, i)->width);
	}
	sp_buf_adds(&s->b, "]]");
	sp_save_put(s, object);
	return object;
}

static int font(struct sp_saver *s, sp_face face)
{
	sp_face_info i;
	char tag[7], name[80];
	int file = sp_haru_font(s->h, s->p->fonts, face, tag);

	sp_fonts_info(s->p->fonts, face, &i);
	snprintf(name, sizeof name, "%s+%s", tag, i.name);
	int descendant = cid_font(s, face, name, file);
	int unicode = to_unicode(s, face), object = sp_haru_object(s->h);
	sp_buf_addf(&s->b,
		    "/Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H"
		    "/DescendantFonts[%d 0 R]/ToUnicode %d 0 R",
		    name, descendant, unicode);
	sp_save_put(s, object);
	return object;
}

/* One dictionary of resources for all pages. */
void sp_save_resources(struct sp_saver *s)
{
	int object[SP_FACES] = { 0 };

	for (int i = 0; i < SP_FACES; i++)
		if (sp_fonts_cids(s->p->fonts, (sp_face)i) > 1)
			object[i] = font(s, (sp_face)i);
	s->resources = sp_haru_object(s->h);
	sp_buf_adds(&s->b, "/ProcSet[/PDF/Text]/Font<<");
	for (int i = 0; i < SP_FACES; i++)
		if (object[i])
			sp_buf_addf(&s->b, "/F%d %d 0 R", i, object[i]);
	sp_buf_adds(&s->b, ">>");
	sp_save_put(s, s->resources);
}
