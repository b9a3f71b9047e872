/* decide_internal.h - what the files that decide share. */
#ifndef SP_ANALYZE_DECIDE_INTERNAL_H
#define SP_ANALYZE_DECIDE_INTERNAL_H

#include "analyze/decide.h"
#include "base/buf.h"
#include "base/sentence.h"

#define SP_MAX_CLAUSES 64
#define SP_MAX_VOICES 16
#define SP_MAX_REPORTS 4	/* of a statement; further ones go on with the last */
#define SP_MAX_SHORT_FORMS 64	/* of a document; further ones are not learnt */
#define SP_MEASURES 8		/* of a sentence; further ones are not kept */
#define SP_MEASURE_MAX 16	/* bytes */
#define SP_HEARD_NAME 96	/* bytes; longer names are not kept */
#define SP_SHORT_FORM_MAX 40		/* bytes */

typedef struct sp_clause {
	uint32_t begin;
	bool conceded;
} sp_clause;

/* Words and commas in a stretch of the folded statement. */
typedef struct sp_gap {
	unsigned words, commas;
} sp_gap;

/* A stretch of the statement that gives another's view. */
typedef struct sp_reported {
	uint32_t begin, end;
	uint32_t name_begin, name_end;
} sp_reported;

/* What the submitter answers to a view that the sentence gives. */
typedef struct sp_retort {
	uint32_t begin, end;	/* the view */
	uint32_t span;		/* the words that answer, or SP_NO_SPAN */
	int sign;		/* -1 denies it, +1 adopts it */
} sp_retort;

/* The best candidate of an issue in the sentence before, for reference. */
typedef struct sp_antecedent {
	uint32_t entry;
	int sign;
	bool taken, other;
	bool told;	/* in a fact: only "the bill" may refer to it */
	bool inside;	/* in longer words of another issue */
	bool judged;	/* the sign is the submitter's stance, not the measure's */
} sp_antecedent;

/* A short form that the document introduced, and what it stands for. */
typedef struct sp_short_form {
	char text[SP_SHORT_FORM_MAX];
	size_t len;
	uint32_t vocabulary, pattern;
} sp_short_form;

struct sp_decider {
	const sp_pack *pack;
	sp_match_state *match;
	const sp_statement *now;
	sp_buf text;		/* the statement */
	sp_buf folded;
	size_t base;
	sp_gap *upto;		/* by byte of `folded`: what stands before it */
	size_t cap_upto;
	sp_span *spans;
	size_t nspans, cap_spans;
	sp_candidate *candidates;
	size_t ncandidates, cap_candidates;
	sp_step *steps;
	size_t nsteps, cap_steps;
	sp_clause clauses[SP_MAX_CLAUSES];
	size_t nclauses;
	sp_reported reported;
	sp_reported further[SP_MAX_REPORTS];	/* "A says X, and B says Y": B */
	size_t nfurther;
	sp_retort retort;
	uint32_t limit;		/* the predicate is sought up to there */
	bool has_reported, question, own, calls;
	bool speech_open;	/* another's quotation goes on from the sentence before */
	sp_range speaker;	/* the noun for who speaks; empty if there is none */
	uint32_t reporter;	/* the verb of saying that reports, or SP_NO_SPAN */
	unsigned heard;		/* sentences for which "he added" has a subject yet */
	char heard_name[SP_HEARD_NAME];	/* of who was heard last; "" for none */
	sp_voice voices[SP_MAX_VOICES];
	size_t nvoices;
	sp_short_form short_forms[SP_MAX_SHORT_FORMS];
	size_t nshort_forms;
	uint32_t *seen;		/* by vocabulary: round in which it occurred */
	uint32_t round;
	sp_antecedent *before;	/* of the sentence before */
	size_t nbefore, cap_before;
	char measures[SP_MEASURES][SP_MEASURE_MAX]; /* nouns of the sentence before */
	size_t nmeasures;
	sp_verdict verdict;
};

static inline const sp_vocabulary *sp_vocab_of(const sp_decider *d,
					       const sp_span *s)
{
	return &d->pack->vocabularies[s->vocabulary];
}

/** The cue kind of a span; SP_CUE_NONE for concepts and hidden cues. */
static inline sp_cue_kind sp_kind_of(const sp_decider *d, const sp_span *s)
{
	return s->hidden ? SP_CUE_NONE : sp_vocab_of(d, s)->cue;
}

static inline bool sp_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* span.c */

/** Put lead-ins and sentence together, as they are and folded. */
void sp_build_text(sp_decider *d, const sp_statement *s);
void sp_find_spans(sp_decider *d);

/** Hide cues that stand out of place, or that a longer one covers. */
void sp_settle_cues(sp_decider *d);

/* shortform.c */

/** Learn the short forms that this sentence introduces; find known ones. */
void sp_learn_short_forms(sp_decider *d);
void sp_find_short_forms(sp_decider *d);

/* scope.c */

/** Count for sp_gap_between(), when the statement is built. */
void sp_count_gaps(sp_decider *d);

/** Words and commas in folded[from..to): at once, whatever its length. */
sp_gap sp_gap_between(const sp_decider *d, size_t from, size_t to);

/** Words in folded[from..to), where a comma counts for SP_COMMA. */
#define SP_COMMA 3
unsigned sp_distance(const sp_decider *d, size_t from, size_t to);

/** Does folded[from..to), trimmed, end with this word or punctuation? */
bool sp_gap_ends(const sp_decider *d, size_t from, size_t to, const char *word);

/** Is `word` one of the words in folded[from..to)? */
bool sp_gap_holds(const sp_decider *d, size_t from, size_t to,
		  const char *word);

/** The first word of folded[from..to) is one of the NULL-ended list. */
bool sp_gap_starts(const sp_decider *d, size_t from, size_t to,
		   const char *const *words);

/** Find clauses, what is conceded, and whether it is a question. */
void sp_find_clauses(sp_decider *d);
uint32_t sp_clause_of(const sp_decider *d, uint32_t at);

/** Where the clause begins, or the sentence that it goes on in from a lead-in. */
uint32_t sp_clause_begin(const sp_decider *d, uint32_t clause);

/* name.c */

/** The name that ends at `end`, before a verb of saying; empty if there is none. */
sp_range sp_name_before(const char *s, size_t from, size_t end);

/** The name that begins at `from`: two capitalised words or more, else empty. */
sp_range sp_name_after(const char *s, size_t from, size_t end);

/** The name that begins at `from`, after "by" or "of": one word is enough. */
sp_range sp_name_behind(const char *s, size_t from, size_t end);

/** Is the name the submitter's own: part of it, its initials, or short for it? */
bool sp_own_name(const sp_decider *d, sp_range r);

/* speaker.c */

/** Who is the subject of a verb of saying. */
typedef enum sp_who {
	SP_WHO_NOBODY,
	SP_WHO_OWN,		/* the submitter */
	SP_WHO_NAMED,
	SP_WHO_OTHER,		/* "lawmakers", "one sponsor" */
	SP_WHO_SOME,		/* "creators": others, if they say it */
	SP_WHO_BACK,		/* "the group", "he": whoever was heard before */
	SP_WHO_IT		/* "it", "they": who was heard just before */
} sp_who;

typedef struct sp_subject {
	sp_who who;
	sp_range name;		/* empty if there is none */
	size_t begin;		/* of the subject; of the verb if that comes first */
	size_t end;		/* of its noun; 0 if it is none */
} sp_subject;
sp_subject sp_subject_of(const sp_decider *d, const sp_span *cue);

/** Does the submitter speak of itself here: "we"? */
bool sp_is_own(const sp_decider *d, const sp_span *s);

/** Is the byte inside quotation marks? */
bool sp_quoted(const sp_decider *d, size_t at);

/** Does a comma or closing quotation mark stand before `begin`? */
bool sp_after_speech(const sp_decider *d, size_t begin);

/* holder.c */

/** Find the stretch that reports another's view; who else is heard. */
void sp_find_reported(sp_decider *d);
void sp_find_voices(sp_decider *d);

/* retort.c */

/** Find what the submitter denies or adopts; after sp_find_reported(). */
void sp_find_retort(sp_decider *d);

/** Is the span part of what is denied or adopted? */
bool sp_in_retort(const sp_decider *d, const sp_span *s);

/* suppose.c */

/** What a step is said to lead to. */
typedef struct sp_outcome {
	int sign;		/* 0: nothing */
	uint32_t span;		/* the words that say so */
} sp_outcome;

typedef struct sp_supposition {
	sp_outcome outcome;
	uint32_t end;		/* of what is supposed */
	bool act;		/* "limiting X would", not "if X were limited" */
} sp_supposition;

/** Does the statement only suppose what stands at `x`, and to what end? */
sp_supposition sp_supposed(const sp_decider *d, const sp_span *x);

/** Does an outcome cover the judgement and more: "would make us less safe"? */
bool sp_outcome_over(const sp_decider *d, uint32_t judge);

/** Do the words of `x` name something done, without judging it? */
bool sp_names_act(const sp_decider *d, const sp_span *x);

/* compose.c */

typedef struct sp_sign {
	int sign;		/* of the subject, before the entry's role */
	sp_rank rank;
	bool lack;		/* its absence is judged bad */
	bool judged;		/* the predicate is a judgement by itself */
	uint32_t begin, end;	/* of all words that took part */
} sp_sign;

/** Keep a factor of the sign of the candidate that is being made. */
void sp_add_step(sp_decider *d, uint32_t span, int sign, sp_relation how);

/** Compose the sign of what stands at span `subject`; adds steps. */
sp_sign sp_compose(sp_decider *d, uint32_t subject);

/** How far an effect is from what it works on, in sp_distance(). */
#define SP_REACH_OBJECT 5

/* decide.c */

/** Borrowed until the next one is added. */
sp_candidate *sp_add_candidate(sp_decider *d, uint32_t span, uint32_t entry,
			       bool refers);

/* refer.c */

/** Reference to a sentence that speaks of more issues is unclear. */
#define SP_REFER_ISSUES 2

/** Add the candidates that stand by reference to others. */
void sp_refer(sp_decider *d);

/** Keep what the next sentence may refer to. */
void sp_remember(sp_decider *d);

/* measure.c */

/** "The bill deserves support.": with the issue of the sentence before. */
void sp_refer_by_noun(sp_decider *d);

/** Keep the nouns for measures that the next sentence may take up. */
void sp_remember_measures(sp_decider *d);

/* force.c */

/** The span that gives the subject force, or SP_NO_SPAN. */
uint32_t sp_find_force(const sp_decider *d, uint32_t subject, sp_need need);

/* fate.c */

/** Needs all of `c` but its fate; sets what excepts it. */
sp_fate sp_judge_fate(const sp_decider *d, sp_candidate *c,
		      const sp_sign *sign, const sp_entry *e);

#endif
