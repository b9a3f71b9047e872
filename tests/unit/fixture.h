/* fixture.h - a small corpus of known contents, for tests. */
#ifndef SP_TESTS_FIXTURE_H
#define SP_TESTS_FIXTURE_H

#include "corpus/corpus.h"

/** A fresh temporary folder; ends the test program if there is none. */
const char *fixture_dir(void);

/** "DIR/name", borrowed until the program ends. */
const char *fixture_path(const char *name);

/** Write `text` to the file fixture_path(name); its path. Ends the program if
 * that fails. */
const char *fixture_write(const char *name, const char *text);

/** Delete the folder and what is in it. */
void fixture_clean(void);

/** Add a block to `d`, with its sentences. `heading`, `lead_in`: seq or -1. */
void fixture_block(sp_document *d, sp_block_kind kind, int heading, int lead_in,
		   const char *text);

/** A document of status ok with one paragraph. */
sp_document *fixture_document(const char *path, const char *submitter,
			      const char *type, const char *text);

/**
 * A corpus at `path` with four documents of three submitters, one pack with
 * two issues ("alpha", "beta"), and these own stances:
 *
 *   a.html  Ann   alpha support, beta mixed; reports an opposing view of alpha
 *   b.html  Bob   alpha oppose
 *   c.html  Cyd   alpha support
 *   d.html  Cyd   nothing
 *
 * Caller closes.
 */
sp_corpus *fixture_corpus(const char *path);

#endif
