/* internal.h - what the files of corpus/ share and nobody else sees. */
#ifndef SP_CORPUS_INTERNAL_H
#define SP_CORPUS_INTERNAL_H

#include <sqlite3.h>

#include "corpus/corpus.h"

/* Statements are prepared once, at first use. */
typedef enum sp_stmt {
	SP_STMT_KNOWN,
	SP_STMT_BELOW,
	SP_STMT_SUBMITTER_GET,
	SP_STMT_SUBMITTER_ADD,
	SP_STMT_SUBMITTER_TYPE,
	SP_STMT_NAME_ADD,
	SP_STMT_METADATA_DEL,
	SP_STMT_METADATA_ADD,
	SP_STMT_ALIAS_DEL,
	SP_STMT_ALIAS_ADD,
	SP_STMT_DOC_ID,
	SP_STMT_DOC_ADD,
	SP_STMT_DOC_SET,
	SP_STMT_PARTS_PROBLEM_DEL,
	SP_STMT_PARTS_DEL,
	SP_STMT_BLOCKS_DEL,
	SP_STMT_ANALYSIS_DEL,
	SP_STMT_WORDING_DEL,
	SP_STMT_BLOCK_ADD,
	SP_STMT_PROBLEM_ADD,
	SP_STMT_PROBLEM_DEL,
	SP_STMT_PROBLEM_DEL_ALL,
	SP_STMT_RUN_ADD,
	SP_STMT_RUN_COUNT,
	SP_STMT_RUN_END,
	SP_STMT_POSITION_ADD,
	SP_STMT_ANALYSIS_ADD,
	SP_STMT_CAMPAIGN_ADD,
	SP_STMT_MEMBER_ADD,
	SP_STMT_ADDITION_ADD,
	SP_STMT_WORDING_PUT,
	SP_STMT_DOC_GET,
	SP_STMT_BLOCKS_GET,
	SP_STMT_TEXTS_GET,
	SP_STMT_DIMENSION_ADD,
	SP_STMT_ISSUE_ADD,
	SP_STMT_RULE_ADD,
	SP_STMT_PACK_DEL,
	SP_STMT_PACK_ADD,
	SP_STMT_JOIN_MAKE,
	SP_STMT_JOIN_NAME,
	SP_STMT_JOIN_ASIDE,
	SP_STMT_JOIN_RENAME,
	SP_STMT_JOIN_CANONICAL,
	SP_STMT_JSON,
	SP_STMT_MAX
} sp_stmt;

struct sp_corpus {
	sqlite3 *db;
	char *path;
	bool writes;
	sqlite3_stmt *stmt[SP_STMT_MAX];
};

struct sp_query {
	sp_corpus *c;
	sqlite3_stmt *s;
};

/** The statement, reset and unbound; NULL and `err` on failure. */
sqlite3_stmt *sp_stmt_get(sp_corpus *c, sp_stmt which, sp_error *err);

/** Step a statement that returns no row, and reset it. */
bool sp_stmt_run(sp_corpus *c, sqlite3_stmt *s, sp_error *err);

/** Fail with SQLite's message. */
bool sp_db_fail(sp_corpus *c, sp_error *err, const char *what);

/** Bind text, or NULL for NULL. */
void sp_bind_opt(sqlite3_stmt *s, int i, const char *text);

#endif
