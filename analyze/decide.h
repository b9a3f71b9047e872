/* decide.h - from a sentence to its positions.
 *
 * First the sentence is marked with the spans that the pack's vocabularies
 * find; then each span of an issue becomes a candidate, and what governs it
 * gives the sign. The scheme is that of clinical negation finders (Chapman et
 * al. 2001, NegEx; Harkema et al. 2009, ConText): typed cues with a direction
 * and a scope, here composed into a product of signs.
 *
 * The verdict is the decision and its explanation at once: `why` prints these
 * records, nothing is reconstructed afterwards. */
#ifndef SP_ANALYZE_DECIDE_H
#define SP_ANALYZE_DECIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyze/pack.h"
#include "base/sentence.h"
#include "corpus/document.h"

#define SP_NO_SPAN UINT32_MAX

/** A span found in the statement. */
typedef struct sp_span {
	uint32_t begin, end;	/* bytes in verdict.text */
	uint32_t vocabulary, pattern;
	uint32_t clause;	/* number of the clause it begins in */
	bool hidden;		/* covered by a longer cue, or out of place */
} sp_span;

/** What became of a candidate. */
typedef enum sp_fate {
	SP_TAKEN,
	SP_OUTVOTED,	/* better evidence for the issue in the same sentence */
	SP_NO_FORCE,	/* nothing asks, takes a side, judges or commits */
	SP_NO_CONTEXT,	/* none of the entry's `with` occurs */
	SP_EXCEPTED,	/* covered by an `except` of the issue */
	SP_CONCEDED,	/* stands in a clause that is only conceded */
	SP_ASKED,	/* the sentence is a question, or only restates something */
	SP_TOLD,	/* judged in passing where facts are told */
	SP_IN_LEAD	/* belongs to the lead-in, not to this sentence */
} sp_fate;

const char *sp_fate_text(sp_fate fate);

/** How a cue bears on a candidate. */
typedef enum sp_relation {
	SP_GOVERNS,	/* stands before it, with it in scope */
	SP_PREDICATE,	/* says something of it afterwards */
	SP_ATTRIBUTE	/* an adjective of it */
} sp_relation;

typedef struct sp_step {
	uint32_t span;
	int sign;		/* the factor */
	sp_relation relation;
} sp_step;

/** What gave the sign; greater is stronger evidence. */
typedef enum sp_rank {
	SP_BY_DEFAULT = 1,	/* called for, nothing turns it */
	SP_BY_PREDICATE,
	SP_BY_GOVERNOR,
	SP_BY_ITSELF		/* `support` and `oppose` words */
} sp_rank;

typedef struct sp_candidate {
	uint32_t entry;		/* of the pack: issue, role, rule */
	uint32_t span;		/* the subject, or the words that refer to it */
	int sign;		/* +1 support, -1 oppose */
	sp_rank rank;
	sp_fate fate;
	uint32_t first_step, nsteps;
	uint32_t force;		/* span that gives force, or SP_NO_SPAN */
	uint32_t excepted_by;	/* span of an `except`, or SP_NO_SPAN */
	bool refers;		/* to what was said before */
	bool other;		/* another holder's view */
	uint32_t name_begin, name_end; /* of the holder in verdict.text */
	uint32_t begin, end;	/* words that decided it, in verdict.text */
} sp_candidate;

/** Somebody else who is heard in the sentence: "Acme argues", "Acme's letter". */
typedef struct sp_voice {
	uint32_t at;		/* begin of the verb, in verdict.text */
	uint32_t name_begin, name_end;	/* empty: no name, or `back` */
	bool back;		/* "the company argues": who spoke before */
} sp_voice;

/** Borrowed from the decider until its next decision. */
typedef struct sp_verdict {
	const char *text;	/* lead-ins, the sentence; a blank between */
	size_t base, len;	/* where the sentence begins; all bytes */
	const sp_span *spans;
	size_t nspans;
	const sp_candidate *candidates;
	size_t ncandidates;
	const sp_step *steps;
	const sp_voice *voices;
	size_t nvoices;
	bool own;		/* the submitter speaks: "we" */
	bool calls;		/* a call of nobody else */
	bool reported;		/* some of it is said by another */
} sp_verdict;

typedef struct sp_statement {
	const char *outer;	/* what introduces the lead-in; NULL for none */
	size_t outer_len;
	const char *lead;	/* lead-in of a list item; NULL for none */
	size_t lead_len;
	const char *text;	/* the sentence */
	size_t len;
	sp_block_kind kind;
	const char *submitter;	/* own name, so that it is no other holder */
} sp_statement;

/**
 * The statement that sentence `r` of block `b` makes. `first`: it is the first
 * of its block, the one that the block's lead-in introduces. All borrowed from
 * `d`.
 */
void sp_statement_of(const sp_document *d, const sp_block *b, sp_range r,
		     bool first, sp_statement *out);

/** A thread's own decider. Caller frees. */
typedef struct sp_decider sp_decider;
sp_decider *sp_decider_new(const sp_pack *pack);
void sp_decider_free(sp_decider *d);

/** Try every PCRE2 pattern on every sentence: slow, the rows are the same. */
void sp_decider_no_prefilter(sp_decider *d);

/** Forget the sentence before: at the start of a document. */
void sp_decider_restart(sp_decider *d);

/** Decide on the next sentence. */
const sp_verdict *sp_decide(sp_decider *d, const sp_statement *s);

#endif
