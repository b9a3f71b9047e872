/* rows.h - which rows of a manifest speak of a document, and what they say of it
 * together. */
#ifndef SP_INGEST_ROWS_H
#define SP_INGEST_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/hash.h"
#include "corpus/document.h"
#include "ingest/manifest.h"

/** Borrowed from the manifest until a row is added to it. */
typedef struct sp_rows {
	const sp_manifest *manifest;
	const sp_manifest_row *own;	/* of the file, member or row itself; or NULL */
	const sp_manifest_row *whole;	/* of the archive or table that holds it; or NULL */
	const sp_manifest_row *disputed;	/* of an attachment of two submissions */
	const sp_part_row *parts;	/* of the documents in it */
	size_t nparts;
	char fingerprint[SP_SHA256_HEX];	/* of all that they say; "" if there is none */
} sp_rows;

/**
 * The rows that speak of `path`, and note that they are used. The first
 * `archive` bytes of it name the archive that holds it; it is a row of the bulk
 * download `table`, or that is NULL. One call at a time.
 */
void sp_rows_of(sp_manifest *m, const char *path, size_t archive, const char *table,
		sp_rows *out);

/** Let what they say count in `d` and the documents behind it (d->next): the row
 * of a part counts most, that of the whole least. A name that two submissions
 * have attached is a problem of `d`, and says nothing. */
void sp_rows_apply(const sp_rows *r, sp_document *d, bool bulk);

#endif
