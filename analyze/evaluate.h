/* evaluate.h - how well the positions of a corpus agree with coded gold. */
#ifndef SP_ANALYZE_EVALUATE_H
#define SP_ANALYZE_EVALUATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyze/reliability.h"
#include "base/arena.h"
#include "corpus/corpus.h"

/**
 * Rows against rows, with intervals over documents. Where nothing was found
 * (precision) or nothing was to be found (recall) the value is 0 and low and
 * high are NAN.
 */
typedef struct sp_score {
	sp_tally tally;
	sp_estimate precision, recall, f1;
} sp_score;

/** The cells of one issue: a document each. */
typedef struct sp_issue_score {
	const char *name;
	bool in_gold;		/* the gold has rows of it */
	sp_score positions;
	size_t flips;
	sp_confusion cells;
	double kappa, alpha;	/* of the cells; NAN if not defined */
} sp_issue_score;

/** A row that only one side has. */
typedef struct sp_miss {
	bool found;		/* wrong: found, not in the gold; else missed */
	const char *document, *issue, *sentence;
	bool oppose, other;
	int line;		/* missed: in the gold file */
	int64_t position;	/* wrong: its id in the corpus */
	double weight;
} sp_miss;

/** A gold row that was found: its line, and the position that answers it. */
typedef struct sp_answer {
	const char *document, *issue;
	int line;
	int64_t position;
	double gold_weight, found_weight;
} sp_answer;

/**
 * What sp_evaluate() finds; all borrowed until sp_evaluation_release().
 * Documents are those of the gold, by base name. Cells are those documents by
 * the issues of the gold; a cell holds the document's own stance.
 */
typedef struct sp_evaluation {
	size_t documents;
	size_t absent;		/* of them not in the corpus: all missed */
	size_t sentences;	/* that were read, where the scope is the sentence */
	double stand_for;	/* sum of their weights: sentences of the corpus */
	bool weighted;		/* precision, recall and F1 of rows are estimates for
				 * the corpus; counts, cells and flips never are */
	const char *pack;	/* the one whose rows count; NULL: more than one */
	size_t ngold_issues;
	sp_score positions;
	sp_score reported;	/* the part with holder other */
	size_t flips;		/* found, right but for the side */
	sp_estimate macro_precision, macro_recall, macro_f1;

	sp_score stances;	/* cells that are not none as rows */
	sp_confusion cells;
	sp_estimate kappa, alpha;
	double kappa_taken;	/* of the cells where both take a stance */

	sp_issue_score *issues;	/* of gold or found rows, by name */
	size_t nissues;
	sp_miss *misses;	/* missed in gold order, then wrong by id */
	size_t nmisses;
	sp_answer *answers;	/* in gold order */
	size_t nanswers;
	const char **warnings;	/* one line each, with the input's name */
	size_t nwarnings;
	sp_arena *arena;	/* owned */
} sp_evaluation;

/**
 * Compare the view `positions` of `c` with the gold file `gold_path`
 * (see sp_gold_read()). A found row is right if a gold row of the
 * same document, issue, stance and holder has the same sentence
 * (sp_folded_same()); one row answers one row, the one that shares most words.
 * Equal found rows count once; documents outside the gold do not count, nor do
 * sentences that were not read where the gold's scope is the sentence; there each
 * row counts with the weight of its sentence. A flip
 * is a row that would be right with the other stance. Of documents with one
 * base name the rows are taken together.
 *
 * Fails with the errors of sp_gold_read(), with SP_ENOROW if no document of the
 * gold is in the corpus or the corpus was not analysed, or with SP_EDB. On
 * success the caller releases `out`.
 */
bool sp_evaluate(sp_corpus *c, const char *gold_path, sp_evaluation *out,
		 sp_error *err);

/**
 * The same of the rows of one pack of `c`. NULL: of the packs that the gold has
 * issues of; fails with SP_EUSAGE if several packs have one of its issues. Fails
 * with SP_ENOROW if the corpus has no such pack.
 */
bool sp_evaluate_pack(sp_corpus *c, const char *pack, const char *gold_path,
		      sp_evaluation *out, sp_error *err);

void sp_evaluation_release(sp_evaluation *e);

/** The issue `name`, or NULL. */
const sp_issue_score *sp_evaluation_issue(const sp_evaluation *e,
					  const char *name);

#endif
