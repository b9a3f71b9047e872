/* dialect_data.h - a loaded dialect, for the files dialect*.c alone. */
#ifndef SP_INGEST_DIALECT_DATA_H
#define SP_INGEST_DIALECT_DATA_H

#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "ingest/dialect.h"
#include "ingest/dialect_path.h"
#include "ingest/meta.h"

enum { SP_DIALECT_BUCKETS = 128 };

/** What is said of the elements at the end of a path. */
typedef struct sp_selector {
	sp_path path;
	int weight;
	const char *text;	/* as written */
	int line;
	sp_role role;
	int level;
	const char *insert;
	struct sp_selector *next;	/* same bucket, as heavy or lighter */
} sp_selector;

/** Selectors by the name of their last step; "*" stands apart. */
typedef struct sp_selectors {
	sp_selector *bucket[SP_DIALECT_BUCKETS];
	sp_selector *any;
} sp_selectors;

typedef enum sp_dialect_field {
	SP_DIALECT_TITLE, SP_DIALECT_SUBMITTER, SP_DIALECT_TYPE, SP_DIALECT_DATE,
	SP_DIALECT_DOCKET, SP_DIALECT_ID, SP_DIALECT_URL, SP_DIALECT_LANGUAGE
} sp_dialect_field;

typedef struct sp_field_path {
	sp_dialect_field field;
	sp_path path;
	struct sp_field_path *next;	/* in order of preference */
} sp_field_path;

struct sp_dialect {
	const char *name;
	const char **roots, **namespaces, **doctypes, **children, **bodies;
	bool any;		/* the last resort */
	bool user;		/* from a file of the user's */
	bool fields;		/* short leaves with telling names are metadata */
	sp_selectors roles, html, inserts, documents;
	bool has_documents;
	sp_field_path *metadata;
	sp_field_path *document_metadata;
};

struct sp_dialects {
	sp_arena *arena;	/* all strings, selectors and paths */
	sp_dialect **list;	/* the user's, then the built-in ones */
	size_t n, cap;
};

static inline unsigned sp_dialect_bucket(const char *name)
{
	return (unsigned)(sp_hash64(name, strlen(name)) % SP_DIALECT_BUCKETS);
}

/**
 * Load the YAML text[0..n) of a file into `arena`. `base` finds the text of a
 * built-in dialect for `extends`, or NULL. Returns NULL with `err` set.
 */
sp_dialect *sp_dialect_load(sp_arena *arena, const char *file, const char *text,
			    size_t n, const char *(*base)(const char *name),
			    sp_error *err);

#endif
