/* format.h - the rows of a query as text: table, csv, json, jsonl, markdown. */
#ifndef SP_CLI_FORMAT_H
#define SP_CLI_FORMAT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/output.h"
#include "corpus/corpus.h"

typedef enum sp_format {
	SP_FORMAT_TABLE,	/* aligned by display width */
	SP_FORMAT_CSV,		/* RFC 4180, CRLF */
	SP_FORMAT_JSON,		/* an array of objects, one a line */
	SP_FORMAT_JSONL,	/* an object a line */
	SP_FORMAT_MARKDOWN
} sp_format;

/** What rows in this format go over in a file. */
const sp_output_kind *sp_format_kind(sp_format format);

/** By name; false if there is none such. */
bool sp_format_parse(const char *name, sp_format *out);

/**
 * Write a header and all rows of `q` (of corpus `c`) to `out`. `width` is that of
 * the terminal for which a table is laid out: what does not fit its column goes
 * on below; 0: as wide as its cells. Errors of writing stay in `out`; fails with
 * SP_EDB.
 */
bool sp_format_rows(sp_corpus *c, sp_query *q, sp_format format, int width,
		    FILE *out, sp_error *err);

/**
 * Write `json`, an array of objects, as it is, or as CSV with the columns `names`
 * (ends with NULL; the keys of the objects, plain words). Fails with SP_EDB.
 */
bool sp_format_records(sp_corpus *c, const char *const *names,
		       const char *json, bool as_json, FILE *out, sp_error *err);

/** Write a field of a line of TSV, control characters as blanks, and `after`. */
void sp_format_field(const char *s, char after, FILE *out);

/**
 * Bind a figure as text of six digits, which are more than any sample of documents
 * bears out; NULL if it is no number.
 */
void sp_format_bind_real(sp_query *q, int i, double v);

/** Columns of the terminal that `out` is, 0 if it is none. */
int sp_terminal_width(FILE *out);

/* table.c */
bool sp_table_rows(sp_query *q, int width, FILE *out, sp_error *err);

#endif
