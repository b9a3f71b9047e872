#include "config.h"

#include "ingest/skipped.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"

enum { SHOWN = 6 };	/* endings that are told one by one */

static void count(sp_skipped *s, const char *ending, size_t n)
{
	size_t i = 0;

	while (i < s->nkinds && strcmp(s->kinds[i].ending, ending) != 0)
		i++;
	if (i == SP_SKIPPED_ENDINGS)
		return;	/* one of the others */
	if (i == s->nkinds)
		memcpy(s->kinds[s->nkinds++].ending, ending, strlen(ending) + 1);
	s->kinds[i].n += n;
}

void sp_skipped_add(sp_skipped *s, const char *path)
{
	const char *name = sp_path_last(path), *dot = strrchr(name, '.');
	char ending[SP_SKIPPED_ENDING] = "";
	size_t n = dot && dot > name ? strlen(dot) : 0;

	for (size_t i = 0; n > 1 && n < sizeof ending && i < n; i++) {
		if (i && !isalnum((unsigned char)dot[i])) {
			ending[0] = '\0';
			break;
		}
		ending[i] = (char)tolower((unsigned char)dot[i]);
		ending[i + 1] = '\0';
	}
	s->total++;
	count(s, ending, 1);
}

void sp_skipped_merge(sp_skipped *s, const sp_skipped *from)
{
	s->total += from->total;
	for (size_t i = 0; i < from->nkinds; i++)
		count(s, from->kinds[i].ending, from->kinds[i].n);
}

/* Is `a` told before `b`? */
static bool is_before(const sp_skipped *s, size_t a, size_t b)
{
	if (s->kinds[a].n != s->kinds[b].n)
		return s->kinds[a].n > s->kinds[b].n;
	return strcmp(s->kinds[a].ending, s->kinds[b].ending) < 0;
}

void sp_skipped_text(const sp_skipped *s, sp_buf *out)
{
	bool told[SP_SKIPPED_ENDINGS] = { false };
	size_t rest = s->total;

	for (size_t k = 0; k < SHOWN; k++) {
		size_t best = SP_SKIPPED_ENDINGS;
		for (size_t i = 0; i < s->nkinds; i++)
			if (!told[i] && s->kinds[i].ending[0] &&
			    (best == SP_SKIPPED_ENDINGS || is_before(s, i, best)))
				best = i;
		if (best == SP_SKIPPED_ENDINGS)
			break;
		told[best] = true;
		rest -= s->kinds[best].n;
		sp_buf_addf(out, "%s%zu %s", k ? ", " : "", s->kinds[best].n,
			    s->kinds[best].ending);
	}
	if (rest)
		sp_buf_addf(out, "%s%zu other%s", rest < s->total ? ", " : "", rest,
			    rest == 1 ? "" : "s");
}

static size_t count_of(const sp_skipped *s, const char *const *endings)
{
	size_t n = 0;

	for (; *endings; endings++)
		for (size_t i = 0; i < s->nkinds; i++)
			if (strcmp(s->kinds[i].ending, *endings) == 0)
				n += s->kinds[i].n;
	return n;
}

const char *sp_skipped_advice(const sp_skipped *s, bool alone)
{
	static const char *const pdf[] = { ".pdf", NULL };
	static const char *const office[] = { ".doc", ".docx", ".odt", ".rtf", ".epub", NULL };
	static const char *const pictures[] = { ".jpg", ".jpeg", ".png", ".tif", ".tiff", NULL };
	static const char *const packed[] = { ".7z", ".rar", NULL };
	bool p = count_of(s, pdf), o = count_of(s, office);

	if (p && o)
		return "PDF and word processor files are not read: convert them to HTML, for example with 'pdftohtml -s -noframes FILE.pdf' and 'pandoc -o FILE.html FILE.docx', then ingest again";
	if (p)
		return "PDF is not read: convert it to HTML, for example with 'pdftohtml -s -noframes FILE.pdf', then ingest again";
	if (o)
		return "word processor files are not read: convert them to HTML, for example with 'pandoc -o FILE.html FILE.docx', then ingest again";
	if (count_of(s, packed))
		return "RAR and 7-Zip archives are not read: unpack them, then ingest again";
	if (alone && count_of(s, pictures))
		return "pictures are not read: if they are scanned letters, recognise their text first, for example with 'tesseract FILE.png FILE'";
	return NULL;
}
