/* reliability.h - how far two codings agree, and how sure that figure is.
 *
 * Precision and recall for rows; for categories Cohen's kappa (Cohen 1960, A
 * coefficient of agreement for nominal scales) and Krippendorff's alpha
 * (Krippendorff 2011, Computing Krippendorff's alpha-reliability); intervals by
 * the bootstrap (Efron 1979, Bootstrap methods: another look at the jackknife). */
#ifndef SP_ANALYZE_RELIABILITY_H
#define SP_ANALYZE_RELIABILITY_H

#include <stddef.h>

/** A figure with its 95 % interval; NAN where it is not defined. */
typedef struct sp_estimate {
	double value, low, high;
} sp_estimate;

/** Rows of the gold, rows found, and rows found that are right. */
typedef struct sp_tally {
	size_t gold, found, right;
} sp_tally;

/**
 * The same as sums of weights, where rows stand for different numbers of rows:
 * the gold's, those of it that were found, the found ones, those that are right.
 * With weights of 1 they are the counts.
 */
typedef struct sp_sums {
	double gold, answered, found, right;
} sp_sums;

/** Add `times` `more`. */
void sp_sums_add(sp_sums *to, const sp_sums *more, unsigned times);

/** 0 where nothing was found, nothing was to be found, or nothing is right. */
double sp_precision(const sp_sums *s);
double sp_recall(const sp_sums *s);
double sp_f1(const sp_sums *s);

/** What a document does on an issue. Mixed is support and oppose together. */
typedef enum sp_cell {
	SP_CELL_NONE = 0,
	SP_CELL_SUPPORT = 1,
	SP_CELL_OPPOSE = 2,
	SP_CELL_MIXED = SP_CELL_SUPPORT | SP_CELL_OPPOSE,
	SP_CELLS = 4
} sp_cell;

/** "none", "support", "oppose", "mixed". */
const char *sp_cell_name(sp_cell cell);

/** How many cells are coded as [gold][found]. */
typedef struct sp_confusion {
	size_t n[SP_CELLS][SP_CELLS];
} sp_confusion;

void sp_confusion_add(sp_confusion *to, const sp_confusion *more, size_t times);
/** The part in which neither coding is none. */
sp_confusion sp_confusion_taken(const sp_confusion *c);
size_t sp_confusion_cells(const sp_confusion *c);
size_t sp_confusion_agreed(const sp_confusion *c);

/**
 * Cohen's kappa: agreement beyond that of two coders who would draw by their
 * own frequencies. 1 if both use one and the same category only; NAN if there
 * are no cells.
 */
double sp_kappa(const sp_confusion *c);

/**
 * Krippendorff's alpha for nominal data, two coders, nothing missing: 1 less
 * observed by expected disagreement. NAN if only one category is in use, since
 * then nothing says that the coders can tell categories apart.
 */
double sp_alpha(const sp_confusion *c);

/**
 * McNemar's test (McNemar 1947, Note on the sampling error of the difference
 * between correlated proportions), exact and two-sided: how probable a split of
 * only_a + only_b as uneven as this or more is, if each falls to either side by
 * the toss of a coin. 1 if both are 0.
 */
double sp_mcnemar(size_t only_a, size_t only_b);

/**
 * A function that computes all figures from a sample: unit i is in it weight[i]
 * times. It fills out[0..nfigures), with NAN where a figure is not defined.
 */
typedef void sp_statistic(const void *arg, const unsigned *weight, double *out);

enum { SP_BOOTSTRAP_SAMPLES = 1000 };

/**
 * The figures of all units, each once, and the percentile interval over
 * SP_BOOTSTRAP_SAMPLES samples of as many units, drawn with replacement. The
 * draws come from SplitMix64 (Steele, Lea, Flood 2014) with a fixed seed: the
 * same on every machine.
 */
void sp_bootstrap(size_t units, size_t nfigures, sp_statistic *statistic,
		  const void *arg, sp_estimate *out);

#endif
