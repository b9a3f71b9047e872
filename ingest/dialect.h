/* dialect.h - what the elements of an XML dialect mean, read from YAML.
 *
 * A dialect is data: dialects/README in the manual (standpoint-dialect(5)).
 * Loaded once, then read only and shared by all workers. */
#ifndef SP_INGEST_DIALECT_H
#define SP_INGEST_DIALECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "ingest/meta.h"
#include "ingest/tree.h"
#include "ingest/xml.h"

/** What an element is. */
typedef enum sp_role {
	SP_ROLE_UNKNOWN,	/* inferred from its content */
	SP_ROLE_CONTAINER,	/* holds blocks */
	SP_ROLE_SECTION,	/* the same, and deepens headings */
	SP_ROLE_HEADING,
	SP_ROLE_PARAGRAPH,
	SP_ROLE_LIST,
	SP_ROLE_ITEM,
	SP_ROLE_TABLE,
	SP_ROLE_ROW,
	SP_ROLE_CELL,
	SP_ROLE_QUOTE,
	SP_ROLE_NOTE,		/* a paragraph behind the block it stands in */
	SP_ROLE_INLINE,
	SP_ROLE_BREAK,		/* a line break */
	SP_ROLE_SPACE,		/* a blank */
	SP_ROLE_METADATA,	/* left out if it is short */
	SP_ROLE_DROP
} sp_role;

enum { SP_LEVEL_BY_SECTION = 0 };	/* heading: as deep as its sections */

/** "parent/name[@attr=value]": role and level of the elements it matches. */
typedef struct sp_selector {
	const char *name, *parent, *attr, *value;	/* all but name: or NULL */
	sp_role role;
	int level;
	struct sp_selector *next;	/* same bucket, less specific or equal */
} sp_selector;

/** One step of "//a/b[@c=d]/@e". */
typedef struct sp_step {
	const char *name;	/* "*": any; NULL: the attribute at the end */
	const char *attr, *value;	/* predicate, or NULL */
	bool deep;		/* after "//": any depth below the step before */
} sp_step;

typedef struct sp_path {
	sp_field field;
	bool language;
	sp_step *steps;
	size_t nsteps;
	const char *attr;	/* the value is this attribute, or NULL: the text */
} sp_path;

typedef struct sp_dialect sp_dialect;
typedef struct sp_dialects sp_dialects;

/**
 * The built-in dialects and those of files[0..n), which come first. Fails with
 * SP_ESYNTAX, SP_EIO. Caller frees.
 */
sp_dialects *sp_dialects_new(const char *const *files, size_t n, sp_error *err);
void sp_dialects_free(sp_dialects *d);

/** The dialect that fits the tree best; there is always one (generic). */
const sp_dialect *sp_dialects_match(const sp_dialects *d, const sp_tree *t,
				    const sp_xml_info *info);

const char *sp_dialect_name(const sp_dialect *d);

/** Role and heading level of element `node`. */
sp_role sp_dialect_role(const sp_dialect *d, const sp_tree *t, size_t node,
			int *level);

/** Fill the fields of `doc` by the dialect's paths. What is set stays. */
void sp_dialect_metadata(const sp_dialect *d, const sp_tree *t,
			 sp_document *doc);

/** The tree's node where the text begins, by the dialect's `body`. */
size_t sp_dialect_body(const sp_dialect *d, const sp_tree *t);

#endif
