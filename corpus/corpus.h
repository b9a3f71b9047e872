/* corpus.h - the corpus: one SQLite file, written by one writer.
 *
 * Tables and views are documented in schema.sql and views.sql; they are a
 * public interface. A handle belongs to one thread. Strings handed out are
 * borrowed until the next step of the same query, unless said otherwise. */
#ifndef SP_CORPUS_CORPUS_H
#define SP_CORPUS_CORPUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "corpus/document.h"

typedef struct sp_corpus sp_corpus;

typedef enum sp_corpus_mode {
	SP_CORPUS_READ,		/* must exist; opened read only */
	SP_CORPUS_WRITE,	/* must exist */
	SP_CORPUS_CREATE	/* made if it does not exist */
} sp_corpus_mode;

/** PRAGMA application_id of a corpus ("stpt") and its schema's version. */
#define SP_CORPUS_APPLICATION_ID 0x73747074
#define SP_CORPUS_VERSION 5

/**
 * Open `path`. Fails with SP_EDB if it is no database, no corpus, newer than
 * this program, locked by another writer, or cannot be opened; an older
 * version is migrated (by a writer) or refused (read only). Caller closes.
 */
sp_corpus *sp_corpus_open(const char *path, sp_corpus_mode mode, sp_error *err);
void sp_corpus_close(sp_corpus *c);	/* NULL is fine; rolls back */
const char *sp_corpus_path(const sp_corpus *c);

bool sp_corpus_begin(sp_corpus *c, sp_error *err);
bool sp_corpus_commit(sp_corpus *c, sp_error *err);
void sp_corpus_rollback(sp_corpus *c);

/* ---- queries ---------------------------------------------------------- */

/** A prepared statement: generic reading for query, report and export. */
typedef struct sp_query sp_query;

/**
 * Prepare `sql` (one statement). Fails with SP_EDB and SQLite's message.
 * Caller frees.
 */
sp_query *sp_query_new(sp_corpus *c, const char *sql, sp_error *err);
void sp_query_free(sp_query *q);

/** Bind parameter `i` (from 1). Text is copied; NULL text binds NULL. */
void sp_query_bind_int(sp_query *q, int i, int64_t v);
void sp_query_bind_text(sp_query *q, int i, const char *s);

/**
 * The next row: true if there is one. At the end, or on an error (then `err`
 * is set), false.
 */
bool sp_query_step(sp_query *q, sp_error *err);

/** Start again (bindings stay). */
void sp_query_reset(sp_query *q);

/** Columns of the current row, from 0. Text is "" for NULL. */
int sp_query_columns(const sp_query *q);
const char *sp_query_name(const sp_query *q, int col);
bool sp_query_null(const sp_query *q, int col);
bool sp_query_numeric(const sp_query *q, int col);
int64_t sp_query_int(const sp_query *q, int col);
const char *sp_query_text(const sp_query *q, int col);
size_t sp_query_bytes(const sp_query *q, int col);	/* of text or blob */
const void *sp_query_blob(const sp_query *q, int col);

bool sp_query_is_blob(const sp_query *q, int col);

/** How many parameters (?1, ?2 ...) the statement has. */
int sp_query_parameters(const sp_query *q);

/**
 * Append the column as a JSON value, made by SQLite's json_quote(); a BLOB
 * becomes a string of hex digits.
 */
bool sp_query_json(const sp_query *q, int col, sp_buf *out, sp_error *err);

/** Append `text` as a JSON string. */
bool sp_corpus_json(sp_corpus *c, const char *text, sp_buf *out, sp_error *err);

/**
 * From now on `c` prepares only statements that read: for SQL from outside.
 * Others fail with SP_EDB.
 */
void sp_corpus_guard(sp_corpus *c);

/** Run statements that return nothing. */
bool sp_corpus_exec(sp_corpus *c, const char *sql, sp_error *err);

/** One integer: the first column of the first row of `sql`; -1 on error. */
int64_t sp_corpus_int(sp_corpus *c, const char *sql, sp_error *err);

/* ---- writing ---------------------------------------------------------- */

/** A run: when a stage ran, by which version, with which arguments. */
bool sp_corpus_run_start(sp_corpus *c, const char *stage, const char *args,
			 int64_t *run, sp_error *err);
/** Note a figure of the run; kept as a JSON object in run.counts. */
bool sp_corpus_run_count(sp_corpus *c, int64_t run, const char *name,
			 int64_t value, sp_error *err);
bool sp_corpus_run_finish(sp_corpus *c, int64_t run, sp_error *err);

/** What a document was when it was stored. */
typedef struct sp_known {
	int64_t bytes;
	char sha256[SP_SHA256_HEX];
	char described_by[SP_SHA256_HEX];	/* "" if no manifest did */
	char read_by[SP_SHA256_HEX];	/* as sp_document's; "" if by no options */
	bool failed;
} sp_known;

/**
 * What the corpus knows of `path`: true if it holds the document, false if it
 * does not or on error.
 */
bool sp_corpus_known(sp_corpus *c, const char *path, sp_known *out, sp_error *err);

/** Does the corpus hold documents whose paths begin with `path` and a slash?
 * False on error, too. */
bool sp_corpus_holds_below(sp_corpus *c, const char *path, sp_error *err);

/**
 * Store `d` with its blocks, submitter and problems; a document with the same
 * path is replaced under its id, and its positions go. The documents behind
 * d->next are stored, too; parts ("PATH#n") of a former version that are not
 * among them go. *id may be NULL.
 */
bool sp_corpus_put(sp_corpus *c, const sp_document *d, int64_t *id,
		   sp_error *err);

/** Put the alias file's names in place of those of an earlier one. */
bool sp_corpus_set_aliases(sp_corpus *c, const sp_alias *list, size_t n, sp_error *err);

/**
 * Join the names of each submitter: those with one key (names.h), those that a
 * document or the alias file calls the same, and a short name with the one
 * submitter it is short for. Sets each submitter's name and kind. To be called
 * when documents were stored, outside a transaction; repeating it changes
 * nothing.
 */
bool sp_corpus_join_submitters(sp_corpus *c, sp_error *err);

/** Note a problem that belongs to a path or stage rather than a document. */
bool sp_corpus_problem(sp_corpus *c, const char *path, const char *stage,
		       sp_severity severity, int line, const char *message,
		       sp_error *err);
/** Forget the problems of `stage` for `path` (NULL: all of the stage). */
bool sp_corpus_forget_problems(sp_corpus *c, const char *path,
			       const char *stage, sp_error *err);

/* ---- packs and positions ----------------------------------------------- */

typedef struct sp_dimension_row {
	const char *name, *title;
} sp_dimension_row;

typedef struct sp_issue_row {
	size_t dimension;	/* index into the pack's dimensions */
	const char *name, *short_name, *proposition;
	const char *title, *stake;	/* NULL: none */
} sp_issue_row;

typedef struct sp_rule_row {
	size_t issue;		/* index into the pack's issues */
	const char *name, *pattern;
	int line;
} sp_rule_row;

/** A rule pack as the corpus records it; all borrowed from the caller. */
typedef struct sp_pack_row {
	const char *name, *version, *title, *language, *sha256;
	const sp_dimension_row *dimensions;
	size_t ndimensions;
	const sp_issue_row *issues;
	size_t nissues;
	const sp_rule_row *rules;
	size_t nrules;
} sp_pack_row;

/** Ids that the corpus gave to a pack's rows: issue and rule i are first + i. */
typedef struct sp_pack_ids {
	int64_t pack, first_issue, first_rule;
} sp_pack_ids;

/**
 * Record a pack. One of the same name, hash and program version stays, with
 * its positions; another one of that name is replaced and its positions go.
 */
bool sp_corpus_put_pack(sp_corpus *c, const sp_pack_row *p, sp_pack_ids *ids,
			sp_error *err);

typedef struct sp_position_row {
	int64_t block;
	size_t begin, end;		/* the sentence in the block's text */
	size_t issue, rule;		/* index in the pack */
	bool oppose, other;
	const char *holder_name;	/* NULL if not named */
	size_t decided_begin, decided_end;
} sp_position_row;

/**
 * Store what a document's analysis found and mark it as done. Of rows that
 * say the same of a sentence the first stays.
 */
bool sp_corpus_put_positions(sp_corpus *c, int64_t document,
			     const sp_pack_ids *ids,
			     const sp_position_row *rows, size_t n,
			     sp_error *err);

/**
 * Note as problems which documents are in another language than the packs, in
 * place of those noted before.
 */
bool sp_corpus_note_uncoded(sp_corpus *c, sp_error *err);

/**
 * Ids, in order, of the documents with text whose analysis with this pack is
 * due; those in another language never are. Caller frees *ids.
 */
bool sp_corpus_due(sp_corpus *c, int64_t pack, int64_t **ids, size_t *n,
		   sp_error *err);

/**
 * The document `id` with its blocks (block.id is set). Caller frees with
 * sp_document_free(). Fails with SP_ENOROW or SP_EDB.
 */
sp_document *sp_corpus_document(sp_corpus *c, int64_t id, sp_error *err);

/**
 * The texts of a document's blocks in order, to `see`; each is borrowed for the
 * call. Cheaper than sp_corpus_document().
 */
bool sp_corpus_texts(sp_corpus *c, int64_t document,
		     void (*see)(void *arg, const char *text, size_t n),
		     void *arg, sp_error *err);

/* ---- campaigns --------------------------------------------------------- */

/** Ids of all documents with text, in the order of their paths. Caller frees. */
bool sp_corpus_by_path(sp_corpus *c, int64_t **ids, size_t *n, sp_error *err);

/** Did the documents change since the last search for campaigns? */
bool sp_corpus_compare_due(sp_corpus *c, bool *due, sp_error *err);

/** Campaigns: forget all; add one that `document` stands for; add a member. */
bool sp_corpus_forget_campaigns(sp_corpus *c, sp_error *err);
bool sp_corpus_add_campaign(sp_corpus *c, int64_t document, int64_t *campaign,
			    sp_error *err);
bool sp_corpus_add_member(sp_corpus *c, int64_t campaign, int64_t document,
			  double similarity, sp_error *err);

/** Text of a letter that is its signer's own, of so many words. */
typedef struct sp_addition_row {
	int64_t block;
	size_t begin, end;		/* in the block's text */
	size_t words;
} sp_addition_row;

bool sp_corpus_add_addition(sp_corpus *c, const sp_addition_row *row,
			    sp_error *err);

/** How many words a document has, and a hash of them in their order. */
bool sp_corpus_put_wording(sp_corpus *c, int64_t document, size_t words,
			   uint64_t hash, sp_error *err);

/** Bring the full text index up to date if the blocks changed since. */
bool sp_corpus_index(sp_corpus *c, sp_error *err);

/**
 * Check the file: SQLite's integrity and foreign keys, sentence blobs, and
 * that every position lies inside its block. Fails at the first fault.
 */
bool sp_corpus_check(sp_corpus *c, sp_error *err);

#endif
