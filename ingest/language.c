#include "config.h"

#include "ingest/language.h"

#include <ctype.h>
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

/* ---- English, seen at a glance ----------------------------------------------- */

static bool is_common(const char *word, size_t n)
{
	static const char words[] =
		" a and are as at be been by for from has have in is it not of on or our"
		" should that the their these they this to we which will with would ";
	char key[12];

	if (!n || n > sizeof key - 2)
		return false;
	key[0] = ' ';
	memcpy(key + 1, word, n);
	key[n + 1] = ' ';
	return memmem(words, sizeof words - 1, key, n + 2);
}

/* Most submissions are in English, and then no model of 50 languages needs to be
 * loaded: nearly all is ASCII, and more than every fourth word is one of the
 * little ones. In other languages few of these are words ("a", "in", "is"); where
 * half of the text is in another one, every fourth word is none of them. */
static bool is_english(const sp_buf *sample)
{
	size_t words = 0, common = 0, own = 0, beyond = 0;

	for (size_t i = 0; i < sample->len;) {
		char word[12];
		size_t n = 0;
		for (; i < sample->len && (isalpha((unsigned char)sample->data[i]) ||
					   sample->data[i] & 0x80); i++, n++) {
			beyond += (unsigned char)sample->data[i] >> 7;
			if (n < sizeof word)
				word[n] = (char)tolower((unsigned char)sample->data[i]);
		}
		if (!n) {
			i++;
			continue;
		}
		words++;
		if (n <= sizeof word && is_common(word, n)) {
			common++;
			own += n == 3 && memcmp(word, "the", 3) == 0;
		}
	}
	return words >= 40 && common * 4 > words && own && beyond * 30 <= sample->len;
}

static bool is_loaded(sp_language *l)
{
	if (!l->tried) {
		l->tried = true;
		l->textcat = load();
		if (l->textcat)
			l->candidates = textcat_GetClassifyFullOutput(l->textcat);
	}
	return l->textcat;
}

void sp_language_find(sp_language *l, sp_document *d)
{
	static const candidate_t english = { .name = "en" };
	const candidate_t *found = &english;
	int n = 1;

	take_sample(d, &l->sample);
	size_t characters = sp_utf8_count(l->sample.data, l->sample.len);
	if (characters < SP_LANGUAGE_SURE || !is_english(&l->sample)) {
		n = l->sample.len && is_loaded(l) ?
			textcat_ClassifyFull(l->textcat, l->sample.data, l->sample.len,
					     l->candidates) : 0;
		found = l->candidates;
	}
	decide(d, characters, found, n > 0 ? n : 0);
}
