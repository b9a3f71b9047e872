/* ingest_text.h - markup in, its blocks as one string out: for table-driven
 * tests of what ingest reads. */
#ifndef SP_TESTS_INGEST_TEXT_H
#define SP_TESTS_INGEST_TEXT_H

#include "base/buf.h"
#include "ingest/dialect.h"
#include "ingest/reader.h"
#include "tests/unit/test.h"

/**
 * Read bytes[0..n) as if they stood in a file called `name`, with what is
 * decided told to `x` (or NULL). Caller frees.
 */
static inline sp_document *read_told(const char *name, const char *bytes, size_t n,
				     bool all, sp_explanation *x)
{
	sp_error err = SP_ERROR_INIT;
	sp_dialects *dialects = sp_dialects_new(NULL, 0, &err);
	sp_source source = { .bytes = bytes, .n = n };

	assert_ok(dialects, &err);
	sp_reader *r = sp_reader_new(dialects);
	sp_reader_explain(r, x);
	sp_sha256(bytes, n, source.sha256);
	sp_document *d = sp_reader_read(r, name, &source, all);
	sp_reader_free(r);
	sp_dialects_free(dialects);
	return d;
}

/** The same, and nobody is told. */
static inline sp_document *read_bytes(const char *name, const char *bytes,
				      size_t n, bool all)
{
	return read_told(name, bytes, n, all, NULL);
}

/**
 * The blocks of `d`, one after another with '|' between: "h1 Title|p Text|
 * i1<1 item with lead-in 1|r a / b|q quote"; '\n' in a text becomes '~' and
 * the bar between cells '/'.
 */
static inline const char *blocks_text(const sp_document *d, sp_buf *out)
{
	sp_buf_clear(out);
	for (size_t i = 0; i < d->nblocks; i++) {
		const sp_block *b = &d->blocks[i];
		sp_buf_addf(out, "%s%c", i ? "|" : "", "hpirq"[b->kind]);
		if (b->level)
			sp_buf_addf(out, "%d", b->level);
		if (b->lead_in >= 0)
			sp_buf_addf(out, "<%d", b->lead_in);
		sp_buf_addc(out, ' ');
		for (size_t k = 0; k < b->len; k++)
			sp_buf_addc(out, b->text[k] == '\n' ? '~' :
				    b->text[k] == '|' ? '/' : b->text[k]);
	}
	return out->data;
}

typedef struct text_case {
	const char *name, *in, *out;
} text_case;

/** Each case's `in`, read as a file called `name`, must give `out`. */
static inline void check_cases(const text_case *cases, size_t n, bool all)
{
	sp_buf text = SP_BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		sp_document *d = read_bytes(cases[i].name, cases[i].in,
					    strlen(cases[i].in), all);
		const char *got = blocks_text(d, &text);
		if (strcmp(got, cases[i].out) != 0)
			fail_msg("%s\n  gave   %s\n  wanted %s", cases[i].in, got,
				 cases[i].out);
		sp_document_free(d);
	}
	sp_buf_release(&text);
}

#define CHECK_CASES(cases, all) \
	check_cases(cases, sizeof cases / sizeof *cases, all)

#endif
