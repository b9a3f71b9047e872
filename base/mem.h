/* mem.h - allocation that does not fail: real exhaustion ends the program in
 * one place (exit 3), sizes that come from input are capped by the callers. */
#ifndef SP_BASE_MEM_H
#define SP_BASE_MEM_H

#include <stddef.h>

/** malloc, calloc, realloc, strdup, strndup that never return NULL; caller frees. */
void *sp_malloc(size_t n);
void *sp_calloc(size_t n, size_t size);
void *sp_realloc(void *p, size_t n);
void *sp_reallocarray(void *p, size_t n, size_t size);
char *sp_strdup(const char *s);
char *sp_strndup(const char *s, size_t n);

/**
 * Make room for one more element in a growing array of `size`-byte elements:
 * `*cap` is doubled when `n` has reached it. Returns the (moved) array.
 */
void *sp_grow(void *array, size_t n, size_t *cap, size_t size);

#endif
