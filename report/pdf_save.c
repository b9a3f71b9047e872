/* pdf_save.c - from what pdf.c recorded to the bytes of the file. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "report/pdf_saver.h"

/* ---- strings ------------------------------------------------------------ */

static bool is_ascii(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < 0x20 || (unsigned char)*s > 0x7e)
			return false;
	return true;
}

void sp_save_utf16(sp_buf *b, const char *s)
{
	size_t n = strlen(s);

	while (n) {
		unsigned cp;
		size_t len = sp_utf8_decode(s, n, &cp);

		if (cp > 0xffff)
			sp_buf_addf(b, "%04X%04X",
				    0xd7c0 + (cp >> 10), 0xdc00 | (cp & 0x3ff));
		else
			sp_buf_addf(b, "%04X", cp);
		s += len;
		n -= len;
	}
}

/* A text string: as it is in ASCII, otherwise UTF-16. */
void sp_save_text(sp_buf *b, const char *s)
{
	if (!is_ascii(s)) {
		sp_buf_adds(b, "<FEFF");
		sp_save_utf16(b, s);
		sp_buf_addc(b, '>');
		return;
	}
	sp_buf_addc(b, '(');
	for (; *s; s++) {
		if (strchr("()\\", *s))
			sp_buf_addc(b, '\\');
		sp_buf_addc(b, *s);
	}
	sp_buf_addc(b, ')');
}

static void add_xml(sp_buf *b, const char *s)
{
	for (; *s; s++)
		switch (*s) {
		case '&':
			sp_buf_adds(b, "&amp;");
			break;
		case '<':
			sp_buf_adds(b, "&lt;");
			break;
		case '>':
			sp_buf_adds(b, "&gt;");
			break;
		default:
			sp_buf_addc(b, (unsigned char)*s < 0x20 ? ' ' : *s);
		}
}

void sp_save_box(sp_buf *b, const char *key, const float box[4])
{
	sp_buf_adds(b, key);
	for (int i = 0; i < 4; i++) {
		sp_buf_addc(b, i ? ' ' : '[');
		sp_pdf_num(b, box[i]);
	}
	sp_buf_addc(b, ']');
}

/* The buffer becomes the insides of `object`. */
void sp_save_put(struct sp_saver *s, int object)
{
	sp_haru_set(s->h, object, &s->b);
	sp_buf_clear(&s->b);
}

int *sp_save_reserve(struct sp_saver *s, size_t n)
{
	int *objects = sp_calloc(n + 1, sizeof *objects);

	for (size_t i = 0; i < n; i++)
		objects[i] = sp_haru_object(s->h);
	return objects;
}

/* ---- pages and links ---------------------------------------------------- */

/* Where a link leads in the end; NULL if nowhere. */
static const char *target(const sp_pdf *p, const struct sp_pdf_link *l)
{
	if (sp_pdf_has_dest(p, l->dest))
		return l->dest;
	if (l->otherwise && sp_pdf_has_dest(p, l->otherwise))
		return l->otherwise;
	return NULL;
}

/* Objects for the links that lead somewhere; 0 for the others. */
static int *reserve_links(struct sp_saver *s)
{
	int *objects = sp_calloc(s->p->nlinks + 1, sizeof *objects);

	for (size_t i = 0; i < s->p->nlinks; i++)
		if (target(s->p, &s->p->links[i]))
			objects[i] = sp_haru_object(s->h);
	return objects;
}

static void save_page(struct sp_saver *s, size_t n, const char *annots)
{
	sp_buf *ops = &s->p->pages[n].ops;
	const float box[4] = { 0, 0, s->p->width, s->p->height };
	int contents = sp_haru_stream(s->h, NULL, ops->data, ops->len, true);

	sp_buf_release(ops);
	sp_buf_addf(&s->b, "/Type/Page/Parent %d 0 R/Resources %d 0 R"
			   "/Contents %d 0 R/StructParents %zu/Tabs/S",
		    sp_haru_root_pages(s->h), s->resources, contents, n);
	sp_save_box(&s->b, "/MediaBox", box);
	if (*annots)
		sp_buf_addf(&s->b, "/Annots[%s]", annots);
	sp_save_put(s, s->pages[n]);
}

static void save_pages(struct sp_saver *s)
{
	sp_pdf *p = s->p;
	sp_buf *annots = sp_calloc(p->npages + 1, sizeof *annots);

	for (size_t i = 0; i <= p->npages; i++)
		sp_buf_init(&annots[i]);
	for (size_t i = 0; i < p->nlinks; i++)
		if (s->links[i])
			sp_buf_addf(&annots[p->links[i].page], "%d 0 R ",
				    s->links[i]);
	for (size_t i = 0; i < p->npages; i++) {
		save_page(s, i, annots[i].data);
		sp_buf_release(&annots[i]);
	}
	free(annots);
	sp_buf_addf(&s->b, "/Type/Pages/Count %zu/Kids[", p->npages);
	for (size_t i = 0; i < p->npages; i++)
		sp_buf_addf(&s->b, "%d 0 R ", s->pages[i]);
	sp_buf_addc(&s->b, ']');
	sp_save_put(s, sp_haru_root_pages(s->h));
}

static void save_links(struct sp_saver *s)
{
	size_t key = s->p->npages;

	for (size_t i = 0; i < s->p->nlinks; i++) {
		const struct sp_pdf_link *l = &s->p->links[i];

		if (!s->links[i])
			continue;
		sp_buf_adds(&s->b, "/Subtype/Link/F 4/Border[0 0 0]"
				   "/Dest");
		sp_save_text(&s->b, target(s->p, l));
		sp_buf_adds(&s->b, "/Contents");
		sp_save_text(&s->b, l->contents);
		sp_save_box(&s->b, "/Rect", l->box);
		if (l->element >= 0)
			sp_buf_addf(&s->b, "/StructParent %zu", key++);
		sp_save_put(s, s->links[i]);
	}
}

/* ---- the whole ---------------------------------------------------------- */

static int save_metadata(struct sp_saver *s)
{
	const sp_pdf_info *i = s->info;
	sp_buf b = SP_BUF_INIT;

	sp_buf_adds(&b, "<?xpacket begin=\"\xef\xbb\xbf\" "
			"id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
			"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
			"xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-"
			"ns#\">\n<rdf:Description rdf:about=\"\" "
			"xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
			"xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" "
			"xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n"
			"<dc:format>application/pdf</dc:format>\n"
			"<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">");
	add_xml(&b, i->title);
	sp_buf_adds(&b, "</rdf:li></rdf:Alt></dc:title>\n<dc:description>"
			"<rdf:Alt><rdf:li xml:lang=\"x-default\">");
	add_xml(&b, i->subject);
	sp_buf_adds(&b, "</rdf:li></rdf:Alt></dc:description>\n"
			"<xmp:CreatorTool>");
	add_xml(&b, i->creator);
	sp_buf_adds(&b, "</xmp:CreatorTool>\n");
	if (*i->date)
		sp_buf_addf(&b, "<xmp:CreateDate>%sT00:00:00Z</xmp:CreateDate>"
				"\n<xmp:ModifyDate>%sT00:00:00Z"
				"</xmp:ModifyDate>\n", i->date, i->date);
	sp_buf_adds(&b, "<pdf:Producer>");
	add_xml(&b, i->creator);
	sp_buf_adds(&b, "</pdf:Producer>\n</rdf:Description>");
	if (i->pdfa)
		sp_buf_adds(&b, "\n<rdf:Description rdf:about=\"\" xmlns:pdfaid"
				"=\"http://www.aiim.org/pdfa/ns/id/\">"
				"<pdfaid:part>1</pdfaid:part>"
				"<pdfaid:conformance>B</pdfaid:conformance>"
				"</rdf:Description>");
	sp_buf_adds(&b, "</rdf:RDF>"
			"</x:xmpmeta>\n<?xpacket end=\"w\"?>");
	int object = sp_haru_stream(s->h, "/Type/Metadata/Subtype/XML",
				    b.data, b.len, false);
	sp_buf_release(&b);
	return object;
}

/* "/KEY(D:20310203000000Z)", or nothing if there is no date. */
static void add_date(sp_buf *b, const char *key, const char *date)
{
	if (*date)
		sp_buf_addf(b, "/%s(D:%.4s%.2s%.2s000000Z)", key, date,
			    date + 5, date + 8);
}

static void save_info(struct sp_saver *s)
{
	const sp_pdf_info *i = s->info;

	sp_buf_adds(&s->b, "/Title");
	sp_save_text(&s->b, i->title);
	sp_buf_adds(&s->b, "/Subject");
	sp_save_text(&s->b, i->subject);
	sp_buf_adds(&s->b, "/Creator");
	sp_save_text(&s->b, i->creator);
	sp_buf_adds(&s->b, "/Producer");
	sp_save_text(&s->b, i->creator);
	add_date(&s->b, "CreationDate", i->date);
	add_date(&s->b, "ModDate", i->date);
	sp_save_put(s, sp_haru_info(s->h));
}

/* A name with no character but letters, digits and '.'; "/" is written #2F. */
static void add_mime(sp_buf *b, const char *type)
{
	for (; *type; type++)
		if (*type == '/')
			sp_buf_adds(b, "#2F");
		else
			sp_buf_addc(b, *type);
}

static int save_file(struct sp_saver *s, struct sp_pdf_file *f)
{
	sp_buf inside = SP_BUF_INIT;

	sp_buf_adds(&inside, "/Type/EmbeddedFile/Subtype/");
	add_mime(&inside, f->type);
	sp_buf_addf(&inside, "/Params<</Size %zu", f->bytes.len);
	add_date(&inside, "ModDate", s->info->date);
	sp_buf_adds(&inside, ">>");
	int stream = sp_haru_stream(s->h, inside.data, f->bytes.data,
				    f->bytes.len, true);
	int object = sp_haru_object(s->h);
	sp_buf_release(&inside);
	sp_buf_release(&f->bytes);
	sp_buf_adds(&s->b, "/Type/Filespec/AFRelationship/Data/F");
	sp_save_text(&s->b, f->name);
	sp_buf_adds(&s->b, "/UF");
	sp_save_text(&s->b, f->name);
	sp_buf_adds(&s->b, "/Desc");
	sp_save_text(&s->b, f->description);
	sp_buf_addf(&s->b, "/EF<</F %d 0 R/UF %d 0 R>>", stream, stream);
	sp_save_put(s, object);
	return object;
}

/* What the catalog says of attachments; empty if there are none. */
static void add_files(struct sp_saver *s, sp_buf *names, sp_buf *all)
{
	for (size_t i = 0; i < s->p->nfiles; i++) {
		int object = save_file(s, &s->p->files[i]);

		sp_save_text(names, s->p->files[i].name);
		sp_buf_addf(names, "%d 0 R", object);
		sp_buf_addf(all, "%d 0 R ", object);
	}
}

/* PDF/A: what the colours mean; 0 if the profile cannot be read. */
static int save_profile(struct sp_saver *s, sp_error *err)
{
	sp_buf icc = SP_BUF_INIT;
	int object = 0;

	if (access(SP_ICC_PROFILE, R_OK) != 0)
		sp_fail(err, SP_EIO, SP_ICC_PROFILE, 0,
			"PDF/A needs this colour profile: install the package "
			"icc-profiles-free");
	else if (sp_buf_read(&icc, SP_ICC_PROFILE, 1 << 22, err))
		object = sp_haru_stream(s->h, "/N 3", icc.data, icc.len, true);
	sp_buf_release(&icc);
	return object;
}

static void add_labels(struct sp_saver *s)
{
	const sp_pdf *p = s->p;

	sp_buf_adds(&s->b, "/PageLabels<</Nums[");
	if (!p->nlabels || p->labels[0].page > 0)
		sp_buf_adds(&s->b, "0<</S/D>>");
	for (size_t i = 0; i < p->nlabels; i++)
		sp_buf_addf(&s->b, "%d<</S/%c>>", p->labels[i].page,
			    p->labels[i].roman ? 'r' : 'D');
	sp_buf_adds(&s->b, "]>>");
}

static void save_catalog(struct sp_saver *s, int profile)
{
	sp_buf names = SP_BUF_INIT, all = SP_BUF_INIT;

	add_files(s, &names, &all);
	int structure = sp_save_structure(s), dests = sp_save_dests(s);
	int outline = sp_save_outline(s), metadata = save_metadata(s);

	sp_buf_addf(&s->b, "/Type/Catalog/Pages %d 0 R/StructTreeRoot %d 0 R"
			   "/Names<</Dests %d 0 R",
		    sp_haru_root_pages(s->h), structure, dests);
	if (names.len)
		sp_buf_addf(&s->b, "/EmbeddedFiles<</Names[%s]>>>>/AF[%s]",
			    names.data, all.data);
	else
		sp_buf_adds(&s->b, ">>");
	if (profile)
		sp_buf_addf(&s->b, "/OutputIntents[<</Type/OutputIntent"
				   "/S/GTS_PDFA1/OutputConditionIdentifier"
				   "(sRGB)/Info(sRGB)/DestOutputProfile %d 0 R"
				   ">>]", profile);
	sp_buf_release(&names);
	sp_buf_release(&all);
	sp_buf_addf(&s->b, "/Outlines %d 0 R/Metadata %d 0 R"
			   "/PageMode/UseOutlines/MarkInfo<</Marked true>>"
			   "/ViewerPreferences<</DisplayDocTitle true>>/Lang",
		    outline, metadata);
	sp_save_text(&s->b, s->info->language);
	add_labels(s);
	sp_save_put(s, sp_haru_catalog(s->h));
}

/* An ID from what the file says: the same report, the same ID. */
static void save_id(struct sp_saver *s)
{
	sp_buf all = SP_BUF_INIT;
	char hex[SP_SHA256_HEX];
	unsigned char id[16];

	sp_buf_addf(&all, "%s\n%s\n", s->info->title, s->info->date);
	for (size_t i = 0; i < s->p->npages; i++) {
		sp_sha256(s->p->pages[i].ops.data, s->p->pages[i].ops.len,
			  hex);
		sp_buf_adds(&all, hex);
	}
	sp_sha256(all.data, all.len, hex);
	sp_buf_release(&all);
	for (int i = 0; i < 16; i++) {
		unsigned v;

		sscanf(hex + 2 * i, "%2x", &v);
		id[i] = (unsigned char)v;
	}
	sp_haru_id(s->h, id);
}

bool sp_pdf_finish(sp_pdf *p, const sp_pdf_info *info, sp_buf *out,
		   sp_error *err)
{
	struct sp_saver s = { .p = p, .info = info, .b = SP_BUF_INIT };

	s.h = sp_haru_new(err);
	if (!s.h)
		return false;
	if (info->pdfa)
		sp_haru_pdf14(s.h);
	save_id(&s);
	save_info(&s);
	sp_save_resources(&s);
	s.pages = sp_save_reserve(&s, p->npages);
	s.elements = sp_save_reserve(&s, p->nelements);
	s.links = reserve_links(&s);
	save_pages(&s);
	save_links(&s);
	int profile = info->pdfa ? save_profile(&s, err) : 0;
	save_catalog(&s, profile);
	bool ok = (!info->pdfa || profile) && sp_haru_finish(s.h, out, err);
	free(s.pages);
	free(s.elements);
	free(s.links);
	sp_buf_release(&s.b);
	sp_haru_free(s.h);
	return ok;
}
