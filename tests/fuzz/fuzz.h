/* fuzz.h - what the fuzz targets share.
 *
 * A target is a program of its own: fuzz_NAME.c has libFuzzer's entry and the
 * description of the target. Linked with libFuzzer it hunts (tests/fuzz/run);
 * linked with replay.c, as `make check` does, it goes through the seeds and the
 * hostile inputs once, each in a process of its own with bounded time and
 * memory. What a target looks for besides crashes is in its fuzz_check()s. */
#ifndef SP_TESTS_FUZZ_H
#define SP_TESTS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "corpus/document.h"
#include "ingest/manifest.h"

/**
 * A hostile input that is too large to be kept as a file: head, then `count`
 * times `unit`, then tail. A '\a' in `unit` becomes the number of the round.
 * Where that is not enough, `make` writes the input and `unit` is unused.
 */
typedef struct fuzz_hostile {
	const char *name;	/* NULL: end of the table */
	const char *head, *unit;
	size_t count;
	const char *tail;
	void (*make)(sp_buf *out);
} fuzz_hostile;

typedef struct fuzz_target {
	const char *name;	/* also the folder of its seeds */
	const fuzz_hostile *hostile;
} fuzz_target;

extern const fuzz_target fuzz_this;	/* each target defines it */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Write a hostile input. */
void fuzz_make(const fuzz_hostile *h, sp_buf *out);

/** Unless `ok`, say what is wrong and abort: a finding. */
void fuzz_check(bool ok, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/** Valid UTF-8 without control characters; line breaks only if `breaks`. */
void fuzz_check_text(const char *what, const char *s, size_t n, bool breaks);

/** All that corpus/document.h and schema.sql promise of a document. */
void fuzz_check_document(const sp_document *d);

/** What is said of a manifest is fit for a line each. */
void fuzz_check_complaints(const sp_manifest *m);

/** All of a document as text, to compare two readings. */
void fuzz_print_document(const sp_document *d, sp_buf *out);

/**
 * Read bytes[0..n) as ingest reads the file `name`: main content and all of
 * it, the first twice. Checks both documents, that the two readings are the
 * same, and that nothing of the main content is missing in all.
 */
void fuzz_read(const char *name, const void *bytes, size_t n);

/**
 * The sentences of s[0..n) stand in order, cut no character, are not longer
 * than SP_SENTENCE_MAX and hold all that is not blank.
 */
void fuzz_check_sentences(const char *s, size_t n, const void *blob, size_t len);

/** bytes[0..n) as a file called `name` in a folder of this process: its path. */
const char *fuzz_file(const char *name, const void *bytes, size_t n);

#endif
