/* map.h - an XML tree, read by a dialect -> blocks. */
#ifndef SP_INGEST_MAP_H
#define SP_INGEST_MAP_H

#include <stdbool.h>

#include "ingest/dialect.h"
#include "ingest/tree.h"
#include "ingest/writer.h"

/**
 * Write the blocks of `t` to `w`, and take down there what is left out. With
 * `all` nothing is left out but markup.
 * A heading that only repeats `title` (or NULL) is not written again.
 */
void sp_map(const sp_dialect *d, sp_tree *t, bool all, const char *title,
	    sp_writer *w);

#endif
