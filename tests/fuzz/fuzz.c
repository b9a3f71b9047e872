#include "config.h"

#include "tests/fuzz/fuzz.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/sentence.h"
#include "base/utf8.h"
#include "ingest/dialect.h"
#include "ingest/reader.h"

void fuzz_make(const fuzz_hostile *h, sp_buf *out)
{
	if (h->make) {
		h->make(out);
		return;
	}
	sp_buf_adds(out, h->head ? h->head : "");
	for (size_t i = 0; i < h->count; i++)
		for (const char *s = h->unit; *s; s++)
			if (*s == '\a')
				sp_buf_addf(out, "%zu", i);
			else
				sp_buf_addc(out, *s);
	sp_buf_adds(out, h->tail ? h->tail : "");
}

void fuzz_check(bool ok, const char *fmt, ...)
{
	va_list ap;

	if (ok)
		return;
	fprintf(stderr, "fuzz %s: ", fuzz_this.name);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	abort();
}

/* ---- text ------------------------------------------------------------------ */

static bool is_control(unsigned cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp <= 0x9f);
}

void fuzz_check_text(const char *what, const char *s, size_t n, bool breaks)
{
	size_t valid = sp_utf8_valid(s, n);

	fuzz_check(valid == n, "%s is not UTF-8 at byte %zu of %zu", what, valid, n);
	for (size_t i = 0; i < n;) {
		unsigned cp;
		size_t step = sp_utf8_decode(s + i, n - i, &cp);
		fuzz_check(!is_control(cp) || (breaks && cp == '\n'),
			   "%s has the control character U+%04X at byte %zu of %zu",
			   what, cp, i, n);
		i += step;
	}
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n';
}

static void check_blanks(const char *s, size_t n)
{
	fuzz_check(n && !is_blank(s[0]) && !is_blank(s[n - 1]),
		   "a block begins or ends with a blank: '%.*s'", (int)n, s);
	for (size_t i = 1; i < n; i++)
		fuzz_check(!is_blank(s[i]) || !is_blank(s[i - 1]),
			   "a block has a run of blanks at byte %zu of %zu", i, n);
}

static bool cuts(const char *s, size_t n, size_t at)
{
	return at < n && (s[at] & 0xC0) == 0x80;
}

void fuzz_check_sentences(const char *s, size_t n, const void *blob, size_t len)
{
	sp_sentence_iter it;
	sp_range r;
	size_t at = 0;

	sp_sentence_iter_init(&it, blob, len);
	while (sp_sentence_next(&it, &r)) {
		fuzz_check(at <= r.begin && r.begin < r.end && r.end <= n,
			   "a sentence [%zu, %zu) after %zu in %zu bytes",
			   r.begin, r.end, at, n);
		fuzz_check(r.end - r.begin <= SP_SENTENCE_MAX,
			   "a sentence of %zu bytes", r.end - r.begin);
		fuzz_check(!cuts(s, n, r.begin) && !cuts(s, n, r.end),
			   "the sentence [%zu, %zu) cuts a character", r.begin, r.end);
		fuzz_check(!is_blank(s[r.begin]) && !is_blank(s[r.end - 1]),
			   "the sentence [%zu, %zu) begins or ends with a blank",
			   r.begin, r.end);
		for (; at < r.begin; at++)
			fuzz_check(is_blank(s[at]), "byte %zu is in no sentence", at);
		at = r.end;
	}
	fuzz_check(it.p == it.end, "a damaged blob of sentences");
	for (; at < n; at++)
		fuzz_check(is_blank(s[at]), "byte %zu is in no sentence", at);
}

/* ---- documents -------------------------------------------------------------- */

static void check_field(const char *what, const char *value)
{
	if (!value)
		return;
	fuzz_check(*value, "%s is empty", what);
	fuzz_check_text(what, value, strlen(value), false);
}

static bool one_of(const char *s, const char *const *words)
{
	while (*words && strcmp(*words, s) != 0)
		words++;
	return *words;
}

static bool is_date(const char *s)
{
	int year, month, day, read = 0;

	return strlen(s) == 10 &&
		sscanf(s, "%4d-%2d-%2d%n", &year, &month, &day, &read) == 3 &&
		read == 10 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static void check_metadata(const sp_document *d)
{
	static const char *const types[] = {
		"individual", "company", "trade-association", "nonprofit",
		"academic", "government", "other", NULL
	};

	check_field("title", d->title);
	check_field("submitter", d->submitter);
	check_field("docket id", d->docket_id);
	check_field("url", d->url);
	check_field("language", d->language);
	check_field("dialect", d->dialect);
	check_field("charset", d->charset);
	fuzz_check(!d->submitter_type || one_of(d->submitter_type, types),
		   "the submitter's type is '%s'", d->submitter_type);
	fuzz_check(!d->submitted_on || is_date(d->submitted_on),
		   "submitted on '%s'", d->submitted_on);
}

static bool level_fits(const sp_block *b)
{
	if (b->kind == SP_HEADING)
		return b->level >= 1 && b->level <= 6;
	return b->kind == SP_LIST_ITEM ? b->level >= 1 : b->level == 0;
}

static void check_block(const sp_document *d, int seq)
{
	const sp_block *b = &d->blocks[seq];

	fuzz_check(b->kind <= SP_QUOTE, "block %d of kind %d", seq, (int)b->kind);
	fuzz_check(level_fits(b), "block %d, a %s, has level %d", seq,
		   sp_block_kind_name(b->kind), b->level);
	fuzz_check(b->lead_in >= -1 && b->lead_in < seq,
		   "block %d is led in by block %d", seq, b->lead_in);
	fuzz_check(b->heading >= -1 && b->heading < seq &&
		   (b->heading < 0 || d->blocks[b->heading].kind == SP_HEADING),
		   "block %d stands under block %d", seq, b->heading);
	fuzz_check(b->line >= 0, "block %d on line %d", seq, b->line);
	fuzz_check(!b->xpath || b->xpath[0] == '/', "block %d: xpath '%s'", seq,
		   b->xpath ? b->xpath : "");
	fuzz_check(strlen(b->text) == b->len, "block %d holds a NUL", seq);
	fuzz_check_text("a block", b->text, b->len, true);
	check_blanks(b->text, b->len);
	fuzz_check_sentences(b->text, b->len, b->sentences, b->sentences_len);
}

static void check_problems(const sp_document *d)
{
	bool error = false;

	for (size_t i = 0; i < d->nproblems; i++) {
		const sp_problem *p = &d->problems[i];
		check_field("a problem", p->message);
		fuzz_check(p->line >= 0, "a problem on line %d", p->line);
		error |= p->severity == SP_ERROR;
	}
	fuzz_check(error == (d->status == SP_DOC_FAILED),
		   "status %d, but %s error", (int)d->status, error ? "an" : "no");
}

void fuzz_check_complaints(const sp_manifest *m)
{
	for (size_t i = 0; i < sp_manifest_complaints(m); i++) {
		const char *text = sp_manifest_complaint(m, i)->message;
		fuzz_check_text("a complaint", text, strlen(text), false);
	}
}

void fuzz_check_document(const sp_document *d)
{
	fuzz_check((d->status == SP_DOC_OK) == (d->nblocks > 0),
		   "status %d with %zu blocks", (int)d->status, d->nblocks);
	fuzz_check(d->media_type || d->status != SP_DOC_OK, "no media type");
	check_metadata(d);
	check_problems(d);
	for (size_t i = 0; i < d->nblocks; i++)
		check_block(d, (int)i);
}

static void print_field(sp_buf *out, const char *name, const char *value)
{
	if (value)
		sp_buf_addf(out, "%s: %s\n", name, value);
}

void fuzz_print_document(const sp_document *d, sp_buf *out)
{
	sp_buf_addf(out, "status %d\n", (int)d->status);
	print_field(out, "media type", d->media_type);
	print_field(out, "dialect", d->dialect);
	print_field(out, "charset", d->charset);
	print_field(out, "title", d->title);
	print_field(out, "submitter", d->submitter);
	print_field(out, "type", d->submitter_type);
	print_field(out, "date", d->submitted_on);
	print_field(out, "docket", d->docket_id);
	print_field(out, "url", d->url);
	print_field(out, "language", d->language);
	for (size_t i = 0; i < d->nproblems; i++)
		sp_buf_addf(out, "problem %d %d %s\n", (int)d->problems[i].severity,
			    d->problems[i].line, d->problems[i].message);
	for (size_t i = 0; i < d->nblocks; i++) {
		const sp_block *b = &d->blocks[i];
		sp_buf_addf(out, "%s %d %d %d %d %s ", sp_block_kind_name(b->kind),
			    b->level, b->lead_in, b->heading, b->line,
			    b->xpath ? b->xpath : "-");
		sp_buf_add(out, b->text, b->len);
		sp_buf_addc(out, '\n');
	}
}

/* Letters and digits: blanks and the bullets of lists may differ. */
static size_t letters(const sp_document *d)
{
	size_t count = 0;

	for (size_t i = 0; i < d->nblocks; i++)
		for (size_t k = 0; k < d->blocks[i].len; k++) {
			char c = d->blocks[i].text[k];
			count += (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
				(c >= 'A' && c <= 'Z');
		}
	return count;
}

/* Beyond that size an input asks for time and memory, not for state. */
enum { LARGE = 256 << 10 };

static sp_document *read_once(sp_reader *r, const char *name, const void *bytes,
			      size_t n, bool all, sp_buf *print)
{
	sp_source source = { .bytes = bytes, .n = n };

	sp_sha256(bytes, n, source.sha256);
	sp_document *d = sp_reader_read(r, name, &source, all);
	fuzz_check_document(d);
	fuzz_print_document(d, print);
	return d;
}

void fuzz_read(const char *name, const void *bytes, size_t n)
{
	/* As in a worker of ingest, one reader goes from document to document:
	 * what the one before leaves behind must not show in the next. */
	static sp_dialects *dialects;
	static sp_reader *reader;
	sp_buf first = SP_BUF_INIT, again = SP_BUF_INIT, whole = SP_BUF_INIT;

	if (!reader) {
		dialects = sp_dialects_new(NULL, 0, NULL);
		fuzz_check(dialects, "no dialects");
		reader = sp_reader_new(dialects);
	}
	sp_document *d = read_once(reader, name, bytes, n, false, &first);
	sp_document *all = read_once(reader, name, bytes, n, true, &whole);
	if (n <= LARGE) {
		sp_document_free(read_once(reader, name, bytes, n, false, &again));
		fuzz_check(strcmp(first.data, again.data) == 0,
			   "two readings differ:\n%s---- and\n%s", first.data, again.data);
	}
	fuzz_check(letters(d) <= letters(all),
		   "main content has %zu letters, all of it %zu:\n%s---- and\n%s",
		   letters(d), letters(all), first.data, whole.data);
	sp_document_free(d);
	sp_document_free(all);
	sp_buf_release(&first);
	sp_buf_release(&again);
	sp_buf_release(&whole);
}

/* ---- files ------------------------------------------------------------------- */

static char folder[256], path[512];

static void remove_folder(void)
{
	unlink(path);
	rmdir(folder);
}

const char *fuzz_file(const char *name, const void *bytes, size_t n)
{
	const char *base = getenv("TMPDIR");

	if (!*folder) {
		snprintf(folder, sizeof folder, "%s/standpoint-fuzz-XXXXXX",
			 base ? base : "/tmp");
		fuzz_check(mkdtemp(folder), "cannot make the folder %s", folder);
		atexit(remove_folder);
	}
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *f = fopen(path, "wb");
	fuzz_check(f && fwrite(bytes, 1, n, f) == n && fclose(f) == 0,
		   "cannot write %s", path);
	return path;
}
