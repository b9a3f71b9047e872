/* reader.h - one file -> one document. A reader belongs to one worker and
 * reuses its buffers, tree and parser contexts from file to file. */
#ifndef SP_INGEST_READER_H
#define SP_INGEST_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "corpus/document.h"
#include "ingest/dialect.h"
#include "ingest/explain.h"

typedef struct sp_reader sp_reader;

/** `dialects` is borrowed until sp_reader_free(). */
sp_reader *sp_reader_new(const sp_dialects *dialects);
void sp_reader_free(sp_reader *r);

/** From now on tell `x` (borrowed; NULL: nobody) what is decided, and why. */
void sp_reader_explain(sp_reader *r, sp_explanation *x);

/** A source file's content and what identifies it. */
typedef struct sp_source {
	const char *bytes;	/* borrowed until the reader's next call */
	size_t n;
	char sha256[SP_SHA256_HEX];
	const char *name;	/* whose ending tells the format; NULL: the path's */
	bool changed;		/* the file changed while it was read */
} sp_source;

/** Largest file that is read, in bytes. */
#define SP_SOURCE_MAX ((size_t)256 << 20)

/** The source that is bytes[0..n) (borrowed). */
sp_source sp_source_of(const char *bytes, size_t n);

/** Read a file's bytes. Fails with SP_EIO or SP_ELIMIT. */
bool sp_reader_load(sp_reader *r, const char *path, sp_source *out, sp_error *err);

/**
 * Make a document of HTML that stands in a cell, html[0..n), UTF-8; line ends
 * in it are meant. `line` is that of the cell in its table.
 */
sp_document *sp_reader_cell(sp_reader *r, const char *path, const sp_source *s,
			    const char *html, size_t n, int line);

/** Put mojibake right in what else is said of the document: submitter, title ... */
void sp_reader_mend_said(sp_reader *r, sp_document *d);

/**
 * Make a document of a source. Never fails: a source that cannot be read gives
 * one with status failed and a problem that says why. With `all` no part of a
 * page is left out. Caller frees.
 */
sp_document *sp_reader_read(sp_reader *r, const char *path, const sp_source *s,
			    bool all);

#endif
