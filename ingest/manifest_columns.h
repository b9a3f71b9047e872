/* manifest_columns.h - which column of a manifest means what. */
#ifndef SP_INGEST_MANIFEST_COLUMNS_H
#define SP_INGEST_MANIFEST_COLUMNS_H

#include "ingest/table.h"

typedef enum sp_column {
	SP_COLUMN_FILE,
	SP_COLUMN_SUBMITTER,
	SP_COLUMN_TYPE,
	SP_COLUMN_DATE,
	SP_COLUMN_DOCKET,
	SP_COLUMN_URL,
	SP_COLUMN_QUESTION,
	SP_COLUMN_TITLE,
	SP_COLUMN_LANGUAGE,
	SP_COLUMN_KINDS,
	SP_COLUMN_OTHER = SP_COLUMN_KINDS
} sp_column;

/**
 * Say for each column of `t` what it means, in out[0..SP_TABLE_CELLS_MAX). By
 * its name without regard to case, blanks and punctuation; where two columns
 * could mean the same, the more usual name does and the other is OTHER.
 */
void sp_columns_of(const sp_table *t, sp_column *out);

/** The name of a column that `name` may be a misspelling of; NULL if there is none.
 * Static. */
const char *sp_column_meant(const char *name);

#endif
