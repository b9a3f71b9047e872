/* about.h - who wrote a document, of what kind, when, under what title: what
 * the markup did not say is read from the document's own words. */
#ifndef SP_INGEST_ABOUT_H
#define SP_INGEST_ABOUT_H

#include "corpus/document.h"
#include "ingest/kind.h"

/**
 * Complete submitter, date, title and kind of `d`, with their origins. What a
 * label, dialect or manifest gave stays; a person's name or a site's that only
 * meta elements gave yields to the organisation that the letter names, and a
 * title that says nothing ("Comment") to the letter's subject.
 */
void sp_about(const sp_kinds *k, sp_document *d);

#endif
