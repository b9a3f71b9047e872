/* tree.h - a light element tree: flat, in document order, one array.
 *
 * A node knows its parent and the index behind its last descendant, so that a
 * walk is a loop over an array and a subtree a slice of it; nothing recurses,
 * however deep the markup. All text stands in one buffer in document order:
 * the text of a subtree is a slice of that. A tree is reused from document to
 * document by its worker. */
#ifndef SP_INGEST_TREE_H
#define SP_INGEST_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "ingest/tag.h"

/* Why a stage left a node out, or kept it though something spoke against it.
 * Written down when it is decided, so that it can be told (explain.h). In
 * brackets: what node.detail holds. */
typedef enum sp_why {
	SP_WHY_NONE,
	SP_WHY_ELEMENT,		/* the element's name says so */
	SP_WHY_HEADER,		/* of an article's header, and no prose */
	SP_WHY_HIDDEN,		/* [sp_hidden] */
	SP_WHY_ROLE,		/* the role attribute */
	SP_WHY_CLASS,		/* [word of words.h] */
	SP_WHY_ID,		/* [word of words.h] */
	SP_WHY_CARDS,		/* [how many linked headings with teasers] */
	SP_WHY_REPLIES,		/* [how many: names, dates, texts] */
	SP_WHY_PICTURES,	/* [how many numbered or with a line each] */
	SP_WHY_COPY,		/* a box with the text of the one before it */
	SP_WHY_HEADED,		/* [phrase of content.h]: "12 comments" */
	SP_WHY_LINKS,		/* [link density, in thousandths] */
	SP_WHY_LINE,		/* [phrase of content.h]: "read more" */
	SP_WHY_DATE,		/* a line that is a date, above the text */
	SP_WHY_HEADS_NOTHING,	/* a heading; what stood below it is left out */
	SP_WHY_ANCHOR,		/* the sign of a heading's own link */
	SP_WHY_TITLE,		/* repeats the document's title */
	SP_WHY_METADATA,	/* read as metadata (submitter, date ...) */
	SP_WHY_OUTSIDE,		/* stands outside the part that was chosen */
	SP_WHY_NOT_SHOWN,	/* no browser shows it: head, script */
	SP_WHY_DIALECT		/* the XML dialect's role: drop, metadata */
} sp_why;

typedef enum sp_hidden { SP_HIDDEN_ATTRIBUTE, SP_HIDDEN_ARIA, SP_HIDDEN_STYLE } sp_hidden;

typedef struct sp_attr {
	const char *name;	/* local name, interned */
	uint32_t value;		/* offset in tree->values, NUL-terminated */
} sp_attr;

typedef struct sp_node {
	const char *name;	/* element: local name, interned; NULL: text */
	uint32_t parent;	/* index; the root is its own parent */
	uint32_t end;		/* index behind its last descendant */
	uint32_t text, len;	/* slice of tree->text: of the node and below */
	uint32_t attr, nattr;	/* slice of tree->attrs */
	uint32_t line;
	uint32_t pos;		/* among like-named siblings, from 1 */
	uint8_t tag;		/* sp_tag. HTML: which element; else SP_TAG_NONE */
	uint8_t mark;		/* free for the stages after parsing */
	uint8_t why;		/* sp_why: of its being left out, or kept */
	uint8_t share;		/* per cent of the page's prose in it, where that
				 * was weighed for `why` */
	uint16_t detail;
} sp_node;

typedef struct sp_tree {
	sp_node *nodes;
	size_t n, cap;
	sp_attr *attrs;
	size_t nattrs, attrs_cap;
	sp_buf text, values;
	const char *ns;		/* namespace of the first element, or NULL */
	struct sp_tree_open *open;	/* stack of the open elements */
	size_t depth, open_cap;
	struct sp_tree_names *names;
	struct sp_tree_counts *counts;
} sp_tree;

void sp_tree_init(sp_tree *t);
void sp_tree_release(sp_tree *t);
void sp_tree_clear(sp_tree *t);	/* empty, keeps the memory */

/* ---- building ---------------------------------------------------------- */

void sp_tree_start(sp_tree *t, const char *name, sp_tag tag, int line);
void sp_tree_attr(sp_tree *t, const char *name, const char *value, size_t n);
void sp_tree_text(sp_tree *t, const char *s, size_t n, int line);
void sp_tree_end(sp_tree *t);	/* closes the innermost open element */
void sp_tree_finish(sp_tree *t);	/* closes all */

/* ---- reading ----------------------------------------------------------- */

/** The value of an attribute, or NULL. Borrowed until the tree is cleared. */
const char *sp_tree_get(const sp_tree *t, size_t node, const char *attr);

/** Has the class or id attribute (`attr`) this word, without case? */
bool sp_tree_has_word(const sp_tree *t, size_t node, const char *attr,
		      const char *word);

/** Does the node hold text other than blanks, directly (not in children)? */
bool sp_tree_own_text(const sp_tree *t, size_t node);

/** Append the subtree's text to `out` with runs of blanks made one. */
void sp_tree_plain(const sp_tree *t, size_t node, sp_buf *out);

enum { SP_TREE_XPATH_MAX = 2000 };	/* bytes of names in one */

/** Append "/TEI/text/body/p[3]" to `out`; nothing where that would be longer than
 * anybody reads (markup nested a thousand deep). */
void sp_tree_xpath(const sp_tree *t, size_t node, sp_buf *out);

#endif
