/* flow.h - an HTML tree, with what is left out marked -> blocks. */
#ifndef SP_INGEST_FLOW_H
#define SP_INGEST_FLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "ingest/tree.h"
#include "ingest/writer.h"

/** node.mark: this node and all below it are left out. */
#define SP_MARK_OUT 1
/** node.mark: metadata shown on the page; no main content. */
#define SP_MARK_META 2
/** node.mark: an <a> that is no link: an anchor, or one that was never closed. */
#define SP_MARK_NO_LINK 4

/**
 * Write the blocks of the nodes [from, to) of `t` to `w`, and take down there
 * what is left out. With `all` the marks do not count.
 */
void sp_flow(sp_tree *t, size_t from, size_t to, bool all, sp_writer *w);

#endif
