/* meta.h - who submitted, when, under what title: from an HTML page. */
#ifndef SP_INGEST_META_H
#define SP_INGEST_META_H

#include "corpus/document.h"
#include "ingest/tree.h"

/**
 * Fill title, submitter, date, docket id and language of `d` from the page's
 * meta elements and from lists of labels and values ("Submitter Name"), which
 * get SP_MARK_META. What is already set stays.
 */
void sp_meta_html(sp_tree *t, sp_document *d);

/** Is this the name of the site that a page stands on, not of a submitter? */
bool sp_meta_is_site(const char *name);

/** The kinds of things that a label ("Posted", "Organization") can name. */
typedef enum sp_field {
	SP_FIELD_NONE,
	SP_FIELD_SUBMITTER,
	SP_FIELD_ORGANIZATION,	/* names the submitter better than a person */
	SP_FIELD_DATE,
	SP_FIELD_DOCKET,
	SP_FIELD_DOCUMENT,	/* a document's id, which begins with the docket's */
	SP_FIELD_TITLE,
	SP_FIELD_KIND,		/* "Submitter Type: Individual" */
	SP_FIELD_OTHER		/* known as metadata, not kept */
} sp_field;

/** By label, without regard to case, blanks, '-', '_' and a colon. */
sp_field sp_field_of(const char *label);

/**
 * Set a field of `d` from text unless it is set; false if it says nothing.
 * `source` and `evidence` as in sp_origin.
 */
bool sp_field_set(sp_document *d, sp_field field, const char *value,
		  const char *source, const char *evidence);

#endif
