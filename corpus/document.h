/* document.h - a document in memory: what ingest makes and the corpus keeps. */
#ifndef SP_CORPUS_DOCUMENT_H
#define SP_CORPUS_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/hash.h"

typedef enum sp_block_kind {
	SP_HEADING,
	SP_PARAGRAPH,
	SP_LIST_ITEM,
	SP_TABLE_ROW,
	SP_QUOTE
} sp_block_kind;

/** "heading", "paragraph", "list-item", "table-row", "quote" (as stored). */
const char *sp_block_kind_name(sp_block_kind kind);

/**
 * One block of text. Its text is valid UTF-8 in NFC, with no
 * blanks at the ends and no run of blanks inside; U+00A0 and its kin are
 * blanks; '\n' stands for a forced line break. All strings are borrowed from
 * the document's arena.
 */
typedef struct sp_block {
	int64_t id;		/* in the corpus; 0 before it is stored */
	sp_block_kind kind;
	int level;		/* heading 1-6; list item: depth from 1; else 0 */
	int lead_in;		/* seq of the block that introduces it, or -1 */
	int heading;		/* seq of the heading it stands under, or -1 */
	int line;		/* source line, 1-based, 0 if unknown */
	const char *xpath;	/* XML: where it stands; NULL if that is too long, and
				 * in HTML and text */
	const char *text;
	size_t len;
	const void *sentences;	/* blob of sp_sentence_split() */
	size_t sentences_len;
} sp_block;

typedef enum sp_severity { SP_NOTE, SP_WARNING, SP_ERROR } sp_severity;

/** What could not be read, and why. */
typedef struct sp_problem {
	sp_severity severity;
	int line;		/* 0 if unknown */
	const char *message;	/* one line */
} sp_problem;

/** A column of a manifest that has no other place. Borrowed like the rest. */
typedef struct sp_attribute {
	const char *name, *value;
} sp_attribute;

/** What was put right in the text as it was decoded, one kind of it. */
typedef struct sp_repair {
	const char *kind;	/* "UTF-8 read as windows-1252" */
	size_t count;
	const char *before, *after;	/* the first of its kind, or NULL */
} sp_repair;

/** ok: has text. empty: was read, holds none. failed: could not be read. */
typedef enum sp_doc_status { SP_DOC_OK, SP_DOC_EMPTY, SP_DOC_FAILED } sp_doc_status;

/** What is said of a document, and has an origin. */
typedef enum sp_datum {
	SP_DATUM_SUBMITTER,
	SP_DATUM_KIND,
	SP_DATUM_DATE,
	SP_DATUM_TITLE,
	SP_DATUM_DOCKET,
	SP_DATUM_COUNT
} sp_datum;

/** "submitter", "submitter_type", "submitted_on", "title", "docket_id". */
const char *sp_datum_name(sp_datum datum);

/** Where a datum was found, and in which words; NULL: not at all. */
typedef struct sp_origin {
	const char *source;	/* "manifest", "letter: signature", ...: documented in
				 * standpoint-metadata(5) */
	const char *evidence;	/* one line, or NULL */
} sp_origin;

/** A second name of a submitter, and the words that say so. */
typedef struct sp_alias {
	const char *name, *alias, *evidence;
} sp_alias;

/**
 * One document. Strings are NUL-terminated UTF-8 in `arena`, NULL for unknown.
 * Made by sp_document_new(), freed with all that it holds by
 * sp_document_free().
 */
typedef struct sp_document {
	sp_arena *arena;	/* owned */
	const char *path;	/* as the corpus knows it */
	char sha256[SP_SHA256_HEX];
	size_t bytes;		/* size of the source */
	sp_doc_status status;
	const char *media_type;	/* text/html, application/xhtml+xml, application/xml, text/plain */
	const char *dialect;	/* XML: name of the dialect that read it */
	const char *charset;	/* WHATWG name of what it was decoded by */
	const char *charset_by;	/* what decided that, in words; NULL: nothing was read */
	const char *title;
	const char *submitter;	/* name as given */
	const char *submitter_type; /* one of the schema's types, or NULL */
	const char *submitted_on; /* YYYY-MM-DD */
	const char *docket_id;
	const char *url;
	const char *language;	/* BCP 47 */
	const char *language_from; /* given, text, markup; or NULL */
	sp_origin origin[SP_DATUM_COUNT];
	sp_alias *aliases;	/* in arena: what else it calls its submitter */
	size_t naliases;
	const char *question;	/* of the consultation, that it answers */
	const char *attached_to; /* path of another document */
	const char *described_by; /* fingerprint of the manifest's row */
	const char *read_by;	/* fingerprint of the options it was read by; NULL: none */
	const sp_attribute *attributes;	/* what else is said of it */
	size_t nattributes;
	sp_block *blocks;	/* in arena */
	size_t nblocks;
	sp_problem *problems;	/* in arena */
	size_t nproblems;
	sp_repair *repairs;	/* in arena */
	size_t nrepairs;
	struct sp_document *next;	/* owned: more documents of the same file, or NULL */
} sp_document;

sp_document *sp_document_new(const char *path);
void sp_document_free(sp_document *d);	/* NULL is fine */

/** The datum's value, or NULL. */
const char *sp_document_datum(const sp_document *d, sp_datum datum);

/**
 * `s` in d's arena as metadata is kept: one line of at most `limit` bytes, runs
 * of blanks and control characters as one blank. NULL if nothing is left.
 */
const char *sp_document_line(sp_document *d, const char *s, size_t limit);

/** A language tag that is longer is none. */
#define SP_LANGUAGE_LIMIT 64

/**
 * Set a datum (copied; one line, at most 200 bytes of evidence, which may be
 * NULL) in place of what was known.
 */
void sp_document_set(sp_document *d, sp_datum datum, const char *value,
		     const char *source, const char *evidence);

/** Note that the submitter is called `alias` too (copied). */
void sp_document_alias(sp_document *d, const char *alias, const char *evidence);

/** How many places were put right, of all kinds. */
size_t sp_document_repaired(const sp_document *d);

/** Note a problem of this document (printf). */
void sp_document_problem(sp_document *d, sp_severity severity, int line,
			 const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/**
 * Note that `count` places were put right, with those of the same kind before.
 * All strings are copied: `kind`, and of the first place `before` and `after` (nbefore, nafter bytes), or NULL.
 */
void sp_document_repair(sp_document *d, const char *kind, size_t count,
			const char *before, size_t nbefore,
			const char *after, size_t nafter);

#endif
