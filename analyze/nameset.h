/* nameset.h - a set of names, each with a number: its place in byte order. */
#ifndef SP_ANALYZE_NAMESET_H
#define SP_ANALYZE_NAMESET_H

#include <stddef.h>

/** Zero-initialise. The names are borrowed from whoever added them. */
typedef struct sp_nameset {
	const char **names;
	size_t n, cap;
} sp_nameset;

void sp_nameset_release(sp_nameset *s);

/** Add a name; sort before asking. */
void sp_nameset_add(sp_nameset *s, const char *name);
/** Put the names in byte order, each once. */
void sp_nameset_sort(sp_nameset *s);

#define SP_NO_NAME ((size_t)-1)
/** The number of `name`, or SP_NO_NAME. The set must be sorted. */
size_t sp_nameset_find(const sp_nameset *s, const char *name);

#endif
