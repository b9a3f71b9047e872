/* bulk.h - the bulk download of regulations.gov: a CSV with a comment a row.
 *
 * Recognised by its header: "Document ID" and "Comment". The columns are those
 * of the download that regulations.gov makes on demand. The comment is HTML
 * (character references, <br/>); who wrote it is the organisation, else the
 * person; files attached to it are named by their addresses. */
#ifndef SP_INGEST_BULK_H
#define SP_INGEST_BULK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "ingest/manifest.h"
#include "ingest/table.h"

typedef enum sp_bulk_column {
	SP_BULK_ID,
	SP_BULK_COMMENT,
	SP_BULK_DOCKET,
	SP_BULK_TYPE,		/* of the document: "Public Submission" */
	SP_BULK_RECEIVED,
	SP_BULK_POSTED,
	SP_BULK_TITLE,
	SP_BULK_FIRST_NAME,
	SP_BULK_LAST_NAME,
	SP_BULK_ORGANIZATION,
	SP_BULK_AGENCY,		/* a government agency that comments */
	SP_BULK_WITHDRAWN,
	SP_BULK_REASON,
	SP_BULK_ATTACHMENTS,
	SP_BULK_COLUMNS
} sp_bulk_column;

/** Where the columns stand; SP_TABLE_CELLS_MAX: there is none. */
typedef struct sp_bulk {
	size_t at[SP_BULK_COLUMNS];
} sp_bulk;

/** Is `t` a bulk download? */
bool sp_bulk_is(const sp_table *t, sp_bulk *out);

/** The cell of a column, "" if there is none. Borrowed from the row. */
const char *sp_bulk_cell(const sp_bulk *b, const sp_table_row *r, sp_bulk_column c);

/** Is the row a submission, and not the agency's own document? */
bool sp_bulk_is_submission(const sp_bulk *b, const sp_table_row *r);

/** Was it withdrawn? */
bool sp_bulk_is_withdrawn(const sp_bulk *b, const sp_table_row *r);

/** What the row says of its document, in `a`; row->file is its Document ID. */
void sp_bulk_describe(const sp_bulk *b, const sp_table *t, const sp_table_row *r,
		      sp_arena *a, sp_manifest_row *out);

/**
 * The next address in a cell of attachments from *s on: its last part, which
 * names the file. Returns its length, 0 at the end.
 */
size_t sp_bulk_attachment(const char **s, const char **name);

/** Says a text no more than that there are attachments? */
bool sp_bulk_only_refers(const char *text, size_t n);

#endif
