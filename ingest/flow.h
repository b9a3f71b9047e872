/* flow.h - an HTML tree, with what is left out marked -> blocks. */
#ifndef SP_INGEST_FLOW_H
#define SP_INGEST_FLOW_H

#include <stddef.h>

#include "ingest/tree.h"
#include "ingest/writer.h"

/** node.mark: this node and all below it are left out. */
#define SP_MARK_OUT 1
/** node.mark: metadata shown on the page; no main content. */
#define SP_MARK_META 2

/** Write the blocks of the nodes [from, to) of `t` to `w`. */
void sp_flow(const sp_tree *t, size_t from, size_t to, sp_writer *w);

#endif
