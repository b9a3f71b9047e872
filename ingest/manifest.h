/* manifest.h - what a table beside the files says of their submitters. */
#ifndef SP_INGEST_MANIFEST_H
#define SP_INGEST_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "corpus/document.h"

typedef struct sp_manifest sp_manifest;

/** A row; fields are NULL where the table says nothing. Owned by the manifest. */
typedef struct sp_manifest_row {
	const char *file;
	const char *submitter, *type, *date, *docket, *url;
} sp_manifest_row;

sp_manifest *sp_manifest_new(void);
void sp_manifest_free(sp_manifest *m);

/**
 * Add the rows of a tab-separated file with a header line that names its
 * columns: file, submitter, type, date, docket, url (in any order; others are
 * ignored). Its rows speak of files below `folder` ("" : wherever they are).
 * Fails with SP_EIO, or SP_ESYNTAX if there is no column "file".
 */
bool sp_manifest_add(sp_manifest *m, const char *path, const char *folder,
		     sp_error *err);

/** The row for the document `path`, or NULL. */
const sp_manifest_row *sp_manifest_find(const sp_manifest *m, const char *path);

/** Let a row's values take the place of what was found in the document. */
void sp_manifest_apply(const sp_manifest_row *row, sp_document *d);

/**
 * The kind of submitter, one of the schema's, that words such as "Firm
 * (Industry or Technology Company)" mean; NULL if they mean none.
 */
const char *sp_submitter_type(const char *words);

#endif
