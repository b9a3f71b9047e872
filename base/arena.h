/* arena.h - what dies together is allocated together: one arena a document. */
#ifndef SP_BASE_ARENA_H
#define SP_BASE_ARENA_H

#include <stddef.h>

typedef struct sp_arena sp_arena;

/** A new, empty arena; free with sp_arena_free() (NULL is fine). */
sp_arena *sp_arena_new(void);
void sp_arena_free(sp_arena *a);

/** Forget all pieces, keep one chunk for the next document. */
void sp_arena_clear(sp_arena *a);

/** `n` zeroed bytes, aligned for any type; borrowed until clear or free. */
void *sp_arena_alloc(sp_arena *a, size_t n);

/** A NUL-terminated copy of `n` bytes. */
char *sp_arena_strndup(sp_arena *a, const char *s, size_t n);
char *sp_arena_strdup(sp_arena *a, const char *s);

/** Bytes held from malloc: what a queue bounded by bytes counts. */
size_t sp_arena_size(const sp_arena *a);

#endif
