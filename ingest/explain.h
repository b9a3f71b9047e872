/* explain.h - what was decided about a document and why, for people.
 *
 * Nothing here decides or guesses: each stage leaves its reason where it
 * decides (sp_node.why, a note), and this only puts it into words. */
#ifndef SP_INGEST_EXPLAIN_H
#define SP_INGEST_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "corpus/document.h"
#include "ingest/tree.h"
#include "ingest/writer.h"

/** One decision about the whole document: "charset", "windows-1252: ...". */
typedef struct sp_explain_note {
	const char *name, *text;
} sp_explain_note;

/** One block, kept or left out. All strings are the explanation's. */
typedef struct sp_explain_row {
	bool kept;
	int line;		/* of the source, 0 if unknown */
	const char *element;	/* "<nav id=top>": where the reason was found; "" */
	const char *why;	/* left out because; kept in spite of; "" */
	const char *text;	/* of the block, with '\n' for a forced break */
} sp_explain_row;

/** Words that were put right, as often as they stood there. */
typedef struct sp_explain_repair {
	const char *kind;	/* "UTF-8 read as windows-1252" */
	const char *before, *after;
	size_t count;
} sp_explain_repair;

typedef struct sp_explanation {
	sp_arena *arena;
	sp_explain_note *notes;
	size_t nnotes, notes_cap;
	sp_explain_repair *repairs;
	size_t nrepairs, repairs_cap;
	sp_explain_row *rows;
	size_t nrows, rows_cap;
} sp_explanation;

void sp_explanation_init(sp_explanation *x);
void sp_explanation_release(sp_explanation *x);

/* With x NULL, which is the usual case, none of these does anything. */

/** Note a decision about the whole document (printf). */
void sp_explain_note_add(sp_explanation *x, const char *name, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/** Note that before[0..nb) was put right to after[0..na), once more. */
void sp_explain_repaired(sp_explanation *x, const char *kind, const char *before,
			 size_t nb, const char *after, size_t na);

/** Note that `node` was chosen as the document's `name`. */
void sp_explain_part(sp_explanation *x, const char *name, const sp_tree *t,
		     uint32_t node);

/**
 * Take the blocks of `d`, just finished by `w`, and those that were left out
 * (sp_writer_omit()), in document order. `t` is the tree they came from, or
 * NULL for plain text, of which all is kept.
 */
void sp_explain_blocks(sp_explanation *x, sp_tree *t, const sp_writer *w,
		       const sp_document *d);

#endif
