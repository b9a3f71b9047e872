/* speaker_internal.h - what the files that find who speaks share. */
#ifndef SP_ANALYZE_SPEAKER_INTERNAL_H
#define SP_ANALYZE_SPEAKER_INTERNAL_H

#include "analyze/decide_internal.h"

/** Where the word before `at` begins; `from` if there is none. */
size_t sp_word_before(const sp_decider *d, size_t from, size_t at);

/** Is folded[from..to), without blanks at its end, one of the NULL-ended list? */
bool sp_word_among(const sp_decider *d, size_t from, size_t to,
		   const char *const *words);

/** A noun for people or bodies before the verb; of several the first. */
sp_subject sp_noun_before(const sp_decider *d, const sp_span *cue);

/** "she added", "it has also urged" */
sp_subject sp_pronoun_before(const sp_decider *d, const sp_span *cue);

/** A capitalised noun for a body, alone: "the Association". */
bool sp_bare_noun(const sp_decider *d, sp_range name);

#endif
