/* labels.h - puts labels beside points so that none covers another. */
#ifndef SP_REPORT_LABELS_H
#define SP_REPORT_LABELS_H

#include <stdbool.h>
#include <stddef.h>

/** Left, bottom, right, top. */
typedef struct sp_box {
	float x0, y0, x1, y1;
} sp_box;

bool sp_box_overlap(const sp_box *a, const sp_box *b);

/** Where a label may not be: other labels, marks, names of axes. */
typedef struct sp_labels {
	sp_box frame;		/* no label leaves it */
	sp_box *taken;
	size_t n, cap;
} sp_labels;

void sp_labels_release(sp_labels *l);

/** What stands here is taken. */
void sp_labels_block(sp_labels *l, sp_box box);

/**
 * A place for a label of w x h beside the mark at (x, y) of radius r: the first
 * free one of ten around it; failing that, of two rings further out (`far`: of
 * six, up to 74 points away), and *leader says that a line must lead there. Takes it. False if none is free.
 */
bool sp_labels_place(sp_labels *l, float x, float y, float r, float w, float h,
		     bool far, sp_box *out, bool *leader);

#endif
