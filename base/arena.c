/* A list of chunks, the newest first. Built with --enable-sanitizers each
 * piece is a chunk of its own, so that ASan sees where one ends. */
#include "config.h"

#include "base/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#ifdef SP_ARENA_PLAIN
#define FIRST_CHUNK 0
#else
#define FIRST_CHUNK 16384
#endif
#define LARGEST_CHUNK (1u << 20)

typedef struct chunk {
	struct chunk *next;
	size_t used, cap;
	alignas(max_align_t) char bytes[];
} chunk;

struct sp_arena {
	chunk *top;
	size_t size;
	size_t step;
};

sp_arena *sp_arena_new(void)
{
	sp_arena *a = sp_calloc(1, sizeof *a);

	a->step = FIRST_CHUNK;
	return a;
}

static void free_chunks(chunk *c)
{
	while (c) {
		chunk *next = c->next;
		free(c);
		c = next;
	}
}

void sp_arena_free(sp_arena *a)
{
	if (!a)
		return;
	free_chunks(a->top);
	free(a);
}

void sp_arena_clear(sp_arena *a)
{
	if (!a->top)
		return;
	free_chunks(a->top->next);
	a->top->next = NULL;
	a->top->used = 0;
	a->size = a->top->cap;
}

static void *take(sp_arena *a, size_t n)
{
	const size_t align = alignof(max_align_t);

	n = (n + align - 1) & ~(align - 1);
	if (!a->top || a->top->cap - a->top->used < n) {
		size_t cap = n > a->step ? n : a->step;
		chunk *c = sp_malloc(sizeof *c + cap);
		c->next = a->top;
		c->used = 0;
		c->cap = cap;
		a->top = c;
		a->size += cap;
		if (a->step && a->step < LARGEST_CHUNK)
			a->step *= 2;
	}
	void *p = a->top->bytes + a->top->used;
	a->top->used += n;
	return p;
}

void *sp_arena_alloc(sp_arena *a, size_t n)
{
	return memset(take(a, n), 0, n);
}

char *sp_arena_strndup(sp_arena *a, const char *s, size_t n)
{
	char *p = take(a, n + 1);

	memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

char *sp_arena_strdup(sp_arena *a, const char *s)
{
	return sp_arena_strndup(a, s, strlen(s));
}

size_t sp_arena_size(const sp_arena *a)
{
	return a->size;
}
