/* marker.h - bullets and numbers that people type before list items. */
#ifndef SP_INGEST_MARKER_H
#define SP_INGEST_MARKER_H

#include <stddef.h>

typedef enum sp_marker_kind {
	SP_MARKER_NONE,
	SP_MARKER_BULLET,	/* a sign that carries no meaning */
	SP_MARKER_DASH,		/* a hyphen or dash and a blank */
	SP_MARKER_NUMBER,	/* 1.  1)  (1) */
	SP_MARKER_LETTER,	/* a.  a)  (a) */
	SP_MARKER_ROMAN		/* ii.  (iv) */
} sp_marker_kind;

typedef struct sp_marker {
	sp_marker_kind kind;
	int value;		/* 1 for "1", "a", "i" */
	int letter, roman;	/* both readings of a single letter, or 0 */
	size_t len;		/* bytes of the marker and the blanks behind it */
} sp_marker;

/** The marker at the beginning of s[0..n); kind NONE if there is none. */
sp_marker sp_marker_of(const char *s, size_t n);

#endif
