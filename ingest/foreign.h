/* foreign.h - svg and math in HTML: which elements are theirs, and which end them. */
#ifndef SP_INGEST_FOREIGN_H
#define SP_INGEST_FOREIGN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum { SP_FOREIGN_MAX = 64 };	/* that deep in one another they are told apart */

/** The open elements that matter, outermost first. Zero-initialise. */
typedef struct sp_foreign {
	char open[SP_FOREIGN_MAX];
	size_t n;
	unsigned depth;		/* svg and math elements among them, and deeper ones */
} sp_foreign;

/** Is `name` (in small letters) that of an element that begins foreign content? */
bool sp_foreign_begins(const char *name);

/**
 * A start tag (`end`: an end tag) `name` that does not close itself was met;
 * attributes[0..n) is what stands behind the name up to '>'. Where the standard
 * says that it cannot stand in foreign content (<p> in an <svg> that was never
 * closed), write the end tags that are missing to `out` and forget what they
 * end. To be called before the tag itself is written.
 */
void sp_foreign_break_out(sp_foreign *f, const char *name, bool end,
			  const char *attributes, size_t n, sp_buf *out);

/** Note that the tag is written. */
void sp_foreign_note(sp_foreign *f, const char *name, bool end);

#endif
