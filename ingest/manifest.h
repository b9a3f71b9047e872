/* manifest.h - what a table beside the files says of them and of who sent
 * them. */
#ifndef SP_INGEST_MANIFEST_H
#define SP_INGEST_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "corpus/document.h"
#include "ingest/table.h"

typedef struct sp_manifest sp_manifest;

/** A row; fields are NULL where the table says nothing. Owned by the manifest. */
typedef struct sp_manifest_row {
	const char *file;	/* with the manifest's folder before it */
	const char *submitter, *type, *date, *docket, *url, *question, *title;
	const char *language;	/* BCP 47 */
	const char *attached_to;	/* path of another document */
	const char *also_to;	/* a second one: whose the file is cannot be told */
	bool anywhere;		/* `file` may be the end of a document's path */
	const sp_attribute *attributes;	/* its other columns that are not empty */
	size_t nattributes;
	const char *table;	/* path of the manifest */
	int line;
	bool used;		/* there was such a document */
	const char *part_of;	/* path of the file of whose parts it is to be one */
	char fingerprint[SP_SHA256_HEX];	/* of all that it says */
} sp_manifest_row;

/** Something wrong with a row, or (SP_NOTE) worth saying of the table. */
typedef struct sp_complaint {
	sp_severity severity;
	const char *table;
	int line;
	const char *message;
} sp_complaint;

sp_manifest *sp_manifest_new(void);
void sp_manifest_free(sp_manifest *m);	/* NULL is fine */

/**
 * Add the rows of a table (see table.h) called `path` in messages. Its header
 * names the columns file, submitter, type, date, docket, url, question, title,
 * language by these or other usual words, in any order; the others become attributes.
 * Its rows speak of files below `folder` ("": that of the run; NULL: wherever
 * they are). A value that
 * has no meaning is a complaint and is left out. Fails with SP_ESYNTAX if there
 * is no column "file", or as `read` does.
 */
bool sp_manifest_add(sp_manifest *m, const char *path, sp_table_read read,
		     void *arg, const char *folder, sp_error *err);

/** The same for a file. Fails with SP_EIO too. */
bool sp_manifest_add_file(sp_manifest *m, const char *file, const char *path,
			  const char *folder, sp_error *err);

/** Add a row made elsewhere; it is copied. A later row of a file takes the
 * earlier one's place, which is a complaint; but that of an attachment never
 * does, and where two have it, also_to says so. */
void sp_manifest_put(sp_manifest *m, const sp_manifest_row *row);

/** The same for what is only worth saying. */
void sp_manifest_remark(sp_manifest *m, const char *table, const char *text);

/** Note that something is wrong (printf). */
void sp_manifest_complain(sp_manifest *m, const char *table, int line,
			  const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/** The row for the document `path`, or NULL. Only a row with `anywhere` speaks of
 * a path that ends with its file. */
sp_manifest_row *sp_manifest_find(const sp_manifest *m, const char *path);

/** The row of one document of a file that holds several: "feed.xml#3". */
typedef struct sp_part_row {
	size_t base;		/* length of "feed.xml" in its file */
	unsigned long number;	/* 3 */
	size_t row;		/* see sp_manifest_row_at() */
} sp_part_row;

/**
 * The rows of parts of `path`, by number; *n is how many. Borrowed until a row
 * is added. One call at a time.
 */
const sp_part_row *sp_manifest_parts(sp_manifest *m, const char *path, size_t *n);

/** Note that a row is to be that of a part of `path`. */
void sp_manifest_part_of(sp_manifest *m, sp_manifest_row *row, const char *path);

/** The table called `table` speaks of the files below `folder` (NULL: of all). */
void sp_manifest_cover(sp_manifest *m, const char *table, const char *folder);

/** The manifest that ought to have a row for `path`; NULL if none does. */
const char *sp_manifest_covers(const sp_manifest *m, const char *path);

size_t sp_manifest_rows(const sp_manifest *m);
sp_manifest_row *sp_manifest_row_at(const sp_manifest *m, size_t i);
size_t sp_manifest_complaints(const sp_manifest *m);
const sp_complaint *sp_manifest_complaint(const sp_manifest *m, size_t i);

/** Let a row's values take the place of what was found in the document; its
 * attributes come before those that the document has. */
void sp_manifest_apply(const sp_manifest_row *row, sp_document *d);

/**
 * The same for one of several documents that a row speaks of together, the parts
 * of a file, the members of an archive: a title, date or address of its own
 * counts more than theirs. With `own` (what the row of a bulk download says)
 * all that it has of its own does.
 */
void sp_manifest_apply_to_part(const sp_manifest_row *row, sp_document *d, bool own);

/** Has the tag the shape of BCP 47 (en, pt-BR)? */
bool sp_manifest_is_language(const char *tag);

/**
 * The kind of submitter, one of the schema's, that words such as "Firm
 * (Industry or Technology Company)" mean; NULL if they mean none.
 */
const char *sp_submitter_type(const char *words);

#endif
