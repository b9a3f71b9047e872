/* mojibake_internal.h - what the files of the repair share. */
#ifndef SP_INGEST_MOJIBAKE_INTERNAL_H
#define SP_INGEST_MOJIBAKE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "ingest/codepage.h"
#include "ingest/mojibake.h"

/** Code points around a run: the run is s[from..to), the rest its context. */
typedef struct sp_window {
	uint32_t *s;
	size_t n, cap;
	size_t from, to;
} sp_window;

/** What stands for one character: `len` code points (0: nothing does). */
typedef struct sp_unit {
	size_t len;
	uint32_t cp;
	bool lossy;		/* a byte of it was lost */
} sp_unit;

/** The unit of `page` that begins at w->s[i]; it may take in a blank or a
 * question mark behind the run, where that stands for a byte. */
sp_unit sp_mojibake_unit(sp_codepage page, const sp_window *w, size_t i);

/** Set w->s[i], with room for it; w->n is the caller's. */
void sp_window_put(sp_window *w, size_t i, uint32_t cp);

/** What came of a run. */
typedef enum sp_verdict {
	SP_RUN_PLAIN,		/* no letters, or nothing known of it */
	SP_RUN_GOOD,		/* letters, right as they stand */
	SP_RUN_EITHER,		/* could be mojibake: its neighbours decide */
	SP_RUN_WEAK,		/* is, unless its script is at home here */
	SP_RUN_MENDED		/* was mojibake */
} sp_verdict;

typedef struct sp_outcome {
	sp_verdict verdict;
	sp_codepage page;	/* by which it was first mended */
	unsigned times;		/* how often it had been read wrongly */
	unsigned count;		/* groups of characters put right */
	unsigned loose;		/* characters that no group took in */
	bool lossy;
	bool sure;		/* too long to be an accident */
	bool open;		/* as it stands now it could be either */
} sp_outcome;

enum { SP_TIMES_MAX = 4 };	/* how often text is read wrongly at most */

/** Windows to try things in; all zero at first, the memory is reused. */
/* A text may try code pages on its runs so often, and so often more for each
 * run; then only the likely one is tried. Real texts need about two a run: the
 * page that mended the last run mends the next. */
#define SP_TRIES_TEXT 20000
#define SP_TRIES_RUN 16

typedef struct sp_scratch {
	sp_window trial[SP_TIMES_MAX + 1], best[SP_TIMES_MAX + 1];
	sp_window weighed, spare;
	unsigned long tries;	/* of a code page that are left to the text */
} sp_scratch;

/** Mend the run in `w` by its own faults; `likely` is the page to try first. */
sp_outcome sp_mojibake_run(sp_window *w, sp_codepage likely, sp_scratch *x);

/** Mend it by `page`, as often as its neighbours in all, so far as that costs
 * no new faults; `o` is what came of it before. */
void sp_mojibake_run_on(sp_codepage page, unsigned times, sp_window *w,
			sp_outcome *o, sp_scratch *x);

typedef struct sp_mojibake_piece {
	const char *s;
	size_t n, base;
} sp_mojibake_piece;

/* A run that is of use to its neighbours. */
typedef struct sp_mojibake_event {
	sp_verdict verdict;
	sp_codepage page;
	unsigned times;
	bool open;		/* mended, and could be mended once more */
	uint32_t sample;	/* one of its letters, for its script */
	size_t piece, at, len;	/* where it stands in the piece */
	size_t edit;		/* its edit, if it has one */
} sp_mojibake_event;

typedef struct sp_mojibake_edit {
	sp_edit e;
	size_t text;		/* offset of e.text in m->text */
	sp_codepage page;
	unsigned times, count;
	bool lossy, off;	/* off: taken back */
	size_t piece;
} sp_mojibake_edit;

struct sp_mojibake {
	sp_mojibake_piece *pieces;
	size_t npieces, pieces_cap;
	sp_mojibake_event *events;
	size_t nevents, events_cap;
	sp_mojibake_edit *edits;
	size_t nedits, edits_cap;
	sp_edit *out;
	size_t nout, out_cap;
	sp_buf text;		/* of all edits */
	sp_window window;
	sp_scratch scratch;
	sp_codepage likely;	/* the one that mended the last run */
	size_t either;		/* events that wait for their neighbours */
};

#endif
