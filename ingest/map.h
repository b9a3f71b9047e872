/* map.h - an XML tree, read by a dialect -> blocks. */
#ifndef SP_INGEST_MAP_H
#define SP_INGEST_MAP_H

#include <stdbool.h>

#include "ingest/dialect.h"
#include "ingest/tree.h"
#include "ingest/writer.h"

/** What is read, and how. All borrowed for the call. */
typedef struct sp_mapping {
	const sp_dialect *dialect;
	sp_tree *tree;
	size_t root;		/* this element and what is below it */
	bool all;		/* nothing is left out but markup */
	const char *title;	/* a heading that only repeats it is not written
				 * again; or NULL */
	/**
	 * Write s[0..n), HTML that stood in the text of an element, as blocks.
	 */
	void (*html)(void *arg, const char *s, size_t n);
	void *html_arg;
} sp_mapping;

/**
 * Write the blocks of the mapping to `w`, and take down there what is left out.
 * Elements below the root with SP_MARK_OUT are passed over in silence.
 */
void sp_map(const sp_mapping *map, sp_writer *w);

#endif
