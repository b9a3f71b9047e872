/* structured.h - what a page says of itself for machines: JSON-LD (Jansson),
 * microdata and RDFa in the vocabulary of schema.org. */
#ifndef SP_INGEST_STRUCTURED_H
#define SP_INGEST_STRUCTURED_H

#include "corpus/document.h"
#include "ingest/tree.h"

/**
 * Fill author, kind, date and title of `d` from the JSON-LD scripts of the page
 * html[0..n). What is set stays, except a name that is only the site's. A
 * script that is no JSON is ignored.
 */
void sp_structured_json(const char *html, size_t n, sp_document *d);

/** The same from itemprop and property attributes. */
void sp_structured_tree(const sp_tree *t, sp_document *d);

#endif
