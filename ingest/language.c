#include "config.h"

#include "ingest/language.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <textcat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

/* A sample tells as much as the whole: pieces from all over the document, so
 * that a long quote at its head does not decide. Bytes. */
enum { PIECES = 8, PIECE = 128, PARAGRAPH = 40 };

struct sp_language {
	bool tried;
	void *textcat;		/* NULL: its data is not installed */
	candidate_t *candidates;
	sp_buf sample;
};

sp_language *sp_language_new(void)
{
	sp_language *l = sp_calloc(1, sizeof *l);

	sp_buf_init(&l->sample);
	return l;
}

void sp_language_free(sp_language *l)
{
	if (!l)
		return;
	if (l->textcat) {
		textcat_ReleaseClassifyFullOutput(l->textcat, l->candidates);
		textcat_Done(l->textcat);
	}
	sp_buf_release(&l->sample);
	free(l);
}

/* The library wants its list of languages as a file. */
static void *load(void)
{
	static const char list[] =
#define LANGUAGE(code, file) file ".lm " code "\n"
#include "ingest/language.def"
#undef LANGUAGE
		;
	char path[32];
	void *textcat = NULL;
	int fd = memfd_create("languages", MFD_CLOEXEC);

	if (fd < 0)
		return NULL;
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (write(fd, list, sizeof list - 1) == (ssize_t)sizeof list - 1)
		textcat = special_textcat_Init(path, SP_LANGUAGE_DATA "/");
	close(fd);
	return textcat;
}

/* ---- the sample ----------------------------------------------------------- */

static bool is_prose(const sp_block *b)
{
	return b->kind != SP_HEADING && b->len >= PARAGRAPH;
}

static void add_piece(sp_buf *out, const sp_block *b, size_t max)
{
	sp_buf_add(out, b->text, sp_utf8_cut(b->text, b->len, max < b->len ? max : b->len));
	sp_buf_addc(out, ' ');
}

/* Of documents with few paragraphs more of each is taken. */
static void take_sample(const sp_document *d, sp_buf *out)
{
	size_t n = 0, at = 0;

	sp_buf_clear(out);
	for (size_t i = 0; i < d->nblocks; i++)
		n += is_prose(&d->blocks[i]);
	size_t pieces = n < PIECES ? n : PIECES;
	size_t step = pieces ? n / pieces : 1;
	size_t max = pieces ? PIECES * PIECE / pieces : PIECE;
	for (size_t i = 0; i < d->nblocks && out->len < PIECES * PIECE; i++) {
		const sp_block *b = &d->blocks[i];
		if (n ? is_prose(b) && at++ % step == 0 : true)
			add_piece(out, b, max);
	}
}

/* ---- the decision --------------------------------------------------------- */

static bool same_language(const char *tag, const char *code)
{
	size_t n = strcspn(tag, "-_");

	/* Norwegian is declared by its general code, too */
	if (n == 2 && strncasecmp(tag, "no", 2) == 0)
		tag = "nb";
	return n == strlen(code) && strncasecmp(tag, code, n) == 0;
}

static void set(sp_document *d, const char *code, const char *from)
{
	d->language = sp_arena_strdup(d->arena, code);
	d->language_from = from;
}

static void decide(sp_document *d, size_t characters,
		   const candidate_t *candidates, int n)
{
	if (d->language)
		d->language_from = "markup";
	for (int i = 0; d->language && i < n; i++) {
		if (same_language(d->language, candidates[i].name)) {
			d->language_from = "text";
			return;
		}
	}
	if (n > 0 && characters >= SP_LANGUAGE_SURE)
		set(d, candidates[0].name, "text");
	else if (n == 1 && !d->language && characters >= SP_LANGUAGE_CLEAR)
		set(d, candidates[0].name, "text");
}

void sp_language_find(sp_language *l, sp_document *d)
{
	int n = 0;

	if (!l->tried) {
		l->tried = true;
		l->textcat = load();
		if (l->textcat)
			l->candidates = textcat_GetClassifyFullOutput(l->textcat);
	}
	take_sample(d, &l->sample);
	if (l->textcat && l->sample.len)
		n = textcat_ClassifyFull(l->textcat, l->sample.data,
					 l->sample.len, l->candidates);
	decide(d, sp_utf8_count(l->sample.data, l->sample.len), l->candidates,
	       n > 0 ? n : 0);
}
