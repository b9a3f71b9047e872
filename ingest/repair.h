/* repair.h - what is put right in a document's text before anything reads it. */
#ifndef SP_INGEST_REPAIR_H
#define SP_INGEST_REPAIR_H

#include "base/buf.h"
#include "corpus/document.h"
#include "ingest/mojibake.h"
#include "ingest/tree.h"

/**
 * Put mojibake right in the text and the attributes of a tree, and tell the
 * document, and `x` (or NULL), what was done. The tree's slices stay true.
 */
void sp_repair_tree(sp_mojibake *m, sp_tree *t, sp_document *d, sp_explanation *x);

/** The same in text that is no markup. */
void sp_repair_text(sp_mojibake *m, sp_buf *text, sp_document *d, sp_explanation *x);

/** The same in what is said of the document: submitter, title, question ... */
void sp_repair_said(sp_mojibake *m, sp_document *d, sp_explanation *x);

#endif
