#include "config.h"

#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn static void exhausted(void)
{
	fputs("standpoint: out of memory\n", stderr);
	exit(3);
}

void *sp_malloc(size_t n)
{
	void *p = malloc(n ? n : 1);

	if (!p)
		exhausted();
	return p;
}

void *sp_calloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size ? size : 1);

	if (!p)
		exhausted();
	return p;
}

void *sp_realloc(void *old, size_t n)
{
	void *p = realloc(old, n ? n : 1);

	if (!p)
		exhausted();
	return p;
}

void *sp_reallocarray(void *old, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		exhausted();
	return sp_realloc(old, n * size);
}

char *sp_strndup(const char *s, size_t n)
{
	char *p = sp_malloc(n + 1);

	memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

char *sp_strdup(const char *s)
{
	return sp_strndup(s, strlen(s));
}

void *sp_grow(void *array, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return array;
	*cap = *cap ? *cap * 2 : 8;
	return sp_reallocarray(array, *cap, size);
}
