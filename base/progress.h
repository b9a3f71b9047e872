/* progress.h - how a stage tells how far it is; cli/ draws it on a terminal. */
#ifndef SP_BASE_PROGRESS_H
#define SP_BASE_PROGRESS_H

#include <stddef.h>

/** `update` may be NULL (silence). Called on the caller's thread only. */
typedef struct sp_progress {
	void (*update)(void *arg, const char *stage, size_t done, size_t total);
	void *arg;
} sp_progress;

static inline void sp_progress_update(const sp_progress *p, const char *stage,
				      size_t done, size_t total)
{
	if (p && p->update)
		p->update(p->arg, stage, done, total);
}

#endif
