/* content.h - the submission on a page told from what stands around it. */
#ifndef SP_INGEST_CONTENT_H
#define SP_INGEST_CONTENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ingest/tree.h"

/** Scratch memory of the chooser, reused from page to page. */
typedef struct sp_content {
	struct sp_measure *m;	/* one a node, as are these: */
	struct sp_fixed *fixed;
	size_t cap;
} sp_content;

void sp_content_init(sp_content *c);
void sp_content_release(sp_content *c);

/**
 * Set SP_MARK_OUT (flow.h) on the nodes of `t` that are not the page's main
 * content, with the reason. `title` (or NULL): a heading that only repeats it
 * goes, too. Returns the node that was chosen, whose parts are what is kept.
 */
uint32_t sp_content_choose(sp_content *c, sp_tree *t, const char *title);

/** The phrase of SP_WHY_LINE, "read more"; and how: the line "begins with" it. */
const char *sp_content_line_text(uint16_t phrase);
const char *sp_content_line_says(uint16_t phrase);

#endif
