/* sample.h - a stratified sample of a corpus's sentences, for people to code. */
#ifndef SP_ANALYZE_SAMPLE_H
#define SP_ANALYZE_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "corpus/corpus.h"

/** Most sentences that are drawn. */
#define SP_SAMPLE_MAX 100000

/** Kinds of submitters, each with and without a position found. */
enum { SP_SAMPLE_TYPES = 7, SP_STRATA = 2 * SP_SAMPLE_TYPES };

/** The sentences of one kind of submitter in which a position was found or not. */
typedef struct sp_stratum {
	const char *type;	/* of the submitter; "other" if it is not known */
	bool found;
	size_t sentences, drawn;
} sp_stratum;

/** A sentence in its context; what there is none of is "". */
typedef struct sp_sample_row {
	const char *document;	/* path */
	const char *submitter, *title;
	const char *heading;	/* under which it stands */
	const char *before;	/* the sentence before it, or the lead-in of its list */
	const char *sentence;
	const char *after;
	const sp_stratum *stratum;
	double weight;		/* stratum->sentences / stratum->drawn */
} sp_sample_row;

/** Borrowed until sp_sample_release(). */
typedef struct sp_sample {
	sp_stratum strata[SP_STRATA];
	sp_sample_row *rows;	/* in the order of their numbers: any first part
				 * of them is a smaller sample of the same kind */
	size_t n;
	sp_arena *arena;	/* owned */
} sp_sample;

/**
 * Draw `n` sentences of the documents that were analysed by `pack` (NULL: by
 * any), or as many as there are. Of a campaign's letters only the one that
 * stands for its text is drawn from, equal sentences of a document count once,
 * and those without an ASCII letter or digit not at all.
 *
 * Each sentence has a number: the first 16 hex digits of the SHA-256 of seed,
 * path and sentence with tabs between; each stratum gives those with the lowest
 * numbers. Half of `n` are sentences in which a position was found, half are
 * others (what one half lacks the other one gives); within a half the kinds of
 * submitters have their share, by largest remainders, but at least one each as
 * far as it goes.
 *
 * Fails with SP_ENOROW if nothing was analysed, or with SP_EDB. On success the
 * caller releases `out`.
 */
bool sp_sample_draw(sp_corpus *c, const char *pack, size_t n, long seed,
		    sp_sample *out, sp_error *err);

void sp_sample_release(sp_sample *s);

/** How many of `want` each of `n` strata of these sizes gives; want <= their sum. */
void sp_sample_share(const size_t *sizes, size_t n, size_t want, size_t *out);

#endif
