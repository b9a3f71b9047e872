/* gold.h - coded positions: those of a gold file and those of a corpus. */
#ifndef SP_ANALYZE_GOLD_H
#define SP_ANALYZE_GOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyze/fold.h"
#include "analyze/nameset.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

/** A position as somebody coded it: a person (gold) or a rule pack (found). */
typedef struct sp_coded {
	const char *document;	/* base name, see sp_document_base() */
	const char *issue;
	const char *sentence;
	bool oppose, other;	/* else support, self */
	int line;		/* gold: in its file; found: 0 */
	int64_t position;	/* found: id in the corpus; gold: 0 */
	double weight;		/* sentences that it stands for, see sp_gold_read() */
	sp_folded folded;	/* of the sentence */
} sp_coded;

/** A growing list of rows; zero-initialise. Their strings are an arena's. */
typedef struct sp_coding {
	sp_coded *rows;
	size_t n, cap;
} sp_coding;

/** Room for one more row; borrowed until the next one. */
sp_coded *sp_coding_add(sp_coding *c);
void sp_coding_release(sp_coding *c);

/** What a gold file holds; zero-initialise. Strings are an arena's. */
typedef struct sp_gold {
	sp_nameset documents;	/* base names, sorted */
	sp_coding positions;
	sp_coding read;		/* scope sentence: a row for each that was read,
				 * with or without a position */
} sp_gold;

void sp_gold_release(sp_gold *g);

/** Largest gold file that is read, in bytes. */
#define SP_GOLD_MAX ((size_t)256 << 20)

/**
 * Read the gold file `path`: tab separated, no quoting, a header that names at
 * least the columns document, sentence, issue, stance (support, oppose) and
 * holder (self, other), in any order. A document without positions has a row
 * with an empty issue. Strings go to `arena`. Fails with SP_EIO, SP_ELIMIT or
 * SP_ESYNTAX, with the line; the caller releases `out` in any case.
 *
 * Two columns may be missing: scope (document, the default, or sentence: only
 * the sentences named in the document's rows were read) and weight (above 0, 1
 * by default: how many sentences this one was drawn for; of documents it does not
 * count).
 */
bool sp_gold_read(const char *path, sp_arena *arena, sp_gold *out,
		  sp_error *err);

/**
 * The name by which documents are compared: `path` without folders (either
 * slash) and without an extension of 2 to 5 letters. Put into `out`.
 */
void sp_document_base(const char *path, sp_buf *out);

#endif
