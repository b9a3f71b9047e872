/* labels.c - see labels.h. */
#include "config.h"

#include "report/labels.h"

#include <stdlib.h>

#include "base/mem.h"

bool sp_box_overlap(const sp_box *a, const sp_box *b)
{
	return a->x0 < b->x1 && b->x0 < a->x1 && a->y0 < b->y1 &&
	       b->y0 < a->y1;
}

void sp_labels_release(sp_labels *l)
{
	free(l->taken);
}

void sp_labels_block(sp_labels *l, sp_box box)
{
	l->taken = sp_grow(l->taken, l->n, &l->cap, sizeof *l->taken);
	l->taken[l->n++] = box;
}

static bool available(const sp_labels *l, const sp_box *box)
{
	if (box->x0 < l->frame.x0 || box->x1 > l->frame.x1 ||
	    box->y0 < l->frame.y0 || box->y1 > l->frame.y1)
		return false;
	for (size_t i = 0; i < l->n; i++)
		if (sp_box_overlap(box, &l->taken[i]))
			return false;
	return true;
}

/* Where the label's corner stands: in widths and heights of the label, and in
 * units of the distance from the mark. Right and left first: they read best. */
static const struct candidate {
	float w, h, dx, dy;
} around[] = {
	{ 0, -0.5f, 1, 0 },	 { -1, -0.5f, -1, 0 },
	{ 0, 0, 0.7f, 0.5f },	 { 0, -1, 0.7f, -0.5f },
	{ -1, 0, -0.7f, 0.5f },	 { -1, -1, -0.7f, -0.5f },
	{ -0.5f, 0, 0, 1 },	 { -0.5f, -1, 0, -1 },
	{ -0.25f, 0, 0, 1 },	 { -0.75f, -1, 0, -1 },
};

enum { CANDIDATES = sizeof around / sizeof *around };

static bool ring(sp_labels *l, float x, float y, float d, float w, float h,
		 sp_box *out)
{
	for (size_t i = 0; i < CANDIDATES; i++) {
		const struct candidate *c = &around[i];
		float left = x + c->w * w + c->dx * d;
		float low = y + c->h * h + c->dy * d;
		sp_box box = { left, low, left + w, low + h };

		if (!available(l, &box))
			continue;
		sp_labels_block(l, box);
		*out = box;
		return true;
	}
	return false;
}

bool sp_labels_place(sp_labels *l, float x, float y, float r, float w, float h,
		     bool far, sp_box *out, bool *leader)
{
	static const float rings[] = { 12, 22, 32, 44, 58, 74 };
	const size_t n = far ? sizeof rings / sizeof *rings : 2;

	*leader = false;
	if (ring(l, x, y, r + 2, w, h, out))
		return true;
	*leader = true;
	for (size_t i = 0; i < n; i++)
		if (ring(l, x, y, r + rings[i], w, h, out))
			return true;
	return false;
}
