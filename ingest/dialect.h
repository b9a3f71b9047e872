/* dialect.h - what the elements of an XML dialect mean, read from YAML.
 *
 * A dialect is data: standpoint-dialect(5). Loaded once, then read only and
 * shared by all workers. */
#ifndef SP_INGEST_DIALECT_H
#define SP_INGEST_DIALECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "corpus/document.h"
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
	SP_ROLE_LABEL,		/* begins the block that follows: "(a)", "§ 2" */
	SP_ROLE_INLINE,
	SP_ROLE_BREAK,		/* a line break */
	SP_ROLE_SPACE,		/* a blank */
	SP_ROLE_METADATA,	/* left out if it is short */
	SP_ROLE_DROP
} sp_role;

enum { SP_LEVEL_BY_SECTION = 0 };	/* heading: as deep as its sections */

typedef struct sp_dialect sp_dialect;
typedef struct sp_dialects sp_dialects;

/**
 * The built-in dialects and those of files[0..n), which come first. Fails with
 * SP_ESYNTAX, SP_EIO. Caller frees.
 */
sp_dialects *sp_dialects_new(const char *const *files, size_t n, sp_error *err);
void sp_dialects_free(sp_dialects *d);

/**
 * The dialect that fits the tree best; there is always one (generic). One of
 * the user's files that fits at all wins. If `why` is not NULL, append to it
 * what it was known by: "root element TEI, namespace http://...".
 */
const sp_dialect *sp_dialects_match(const sp_dialects *d, const sp_tree *t,
				    const sp_xml_info *info, sp_buf *why);

const char *sp_dialect_name(const sp_dialect *d);

/** Role of element `node`; level of headings and items, 0: by what is open. */
sp_role sp_dialect_role(const sp_dialect *d, const sp_tree *t, size_t node,
			int *level);

/** Is the text of `node` to be read as HTML, if it holds tags? */
bool sp_dialect_is_html(const sp_dialect *d, const sp_tree *t, size_t node);

/** Text that stands for the (empty) element `node`, or NULL. */
const char *sp_dialect_insert(const sp_dialect *d, const sp_tree *t, size_t node);

/** The tree's node where the text begins, by the dialect's `body`. */
size_t sp_dialect_body(const sp_dialect *d, const sp_tree *t);

/** Fill the fields of `doc` by the dialect's paths. What is set stays. */
void sp_dialect_metadata(const sp_dialect *d, const sp_tree *t,
			 sp_document *doc);

/**
 * The elements that are documents of their own (entries of a feed, speeches of
 * a sitting), in document order, none inside another, appended to `out` as
 * uint32_t.
 */
void sp_dialect_documents(const sp_dialect *d, const sp_tree *t, sp_buf *out);

/** The same as sp_dialect_metadata() for one of them. */
void sp_dialect_document_metadata(const sp_dialect *d, const sp_tree *t,
				  size_t node, sp_document *doc);

#endif
