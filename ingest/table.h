/* table.h - rows of CSV and TSV, as spreadsheets and downloads write them.
 *
 * Parsed by libcsv. RFC 4180: cells in quotes may hold separators, quotes
 * (doubled) and line ends. The separator (comma, semicolon, tab, bar) is found
 * in the header line, or told by Excel's "sep=;". UTF-8 and UTF-16 by their
 * marks; a row that is not UTF-8 is decoded as documents are. Reads a stream:
 * one row is in memory, of at most SP_TABLE_ROW_MAX bytes. */
#ifndef SP_INGEST_TABLE_H
#define SP_INGEST_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/error.h"

#define SP_TABLE_ROW_MAX ((size_t)16 << 20)
#define SP_TABLE_CELLS_MAX 1024	/* further cells of a row are dropped */

typedef struct sp_table sp_table;

/** Where the bytes come from: as read(2), -1 with `err` on failure. */
typedef ssize_t (*sp_table_read)(void *arg, void *to, size_t n, sp_error *err);

typedef struct sp_cell {
	const char *text;	/* UTF-8, NUL-terminated, line ends are '\n' */
	size_t len;
	int line;		/* where it begins */
} sp_cell;

/** A row. Borrowed until the next call. */
typedef struct sp_table_row {
	int line;		/* where it begins, 1-based */
	const sp_cell *cells;
	size_t n;		/* 0: it could not be read, `problem` says why */
	const char *raw;	/* its bytes as they stand, with the line end */
	size_t raw_len;
	const char *charset;	/* WHATWG name of what it was decoded by, static */
	const char *charset_by;	/* what decided that, in words, static */
	const char *problem;	/* what is wrong with its quotes, or NULL; static */
} sp_table_row;

/**
 * Open a table and read its header line. `path` names it in errors. Fails with
 * SP_ESYNTAX if there is no header line, or as `read` does. Caller frees.
 */
sp_table *sp_table_open(const char *path, sp_table_read read, void *arg, sp_error *err);
void sp_table_free(sp_table *t);	/* NULL is fine */

size_t sp_table_columns(const sp_table *t);
const char *sp_table_column(const sp_table *t, size_t i);	/* as in the header */
char sp_table_separator(const sp_table *t);

/**
 * The next row that is not empty. False at the end, and if reading fails: then
 * `err` is set (SP_ELIMIT: too many rows whose quotes do not pair up).
 */
bool sp_table_next(sp_table *t, sp_table_row *row, sp_error *err);

#endif
