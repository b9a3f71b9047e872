#include "config.h"

#include "analyze/nameset.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void sp_nameset_release(sp_nameset *s)
{
	free(s->names);
	*s = (sp_nameset){ 0 };
}

void sp_nameset_add(sp_nameset *s, const char *name)
{
	s->names = sp_grow(s->names, s->n, &s->cap, sizeof *s->names);
	s->names[s->n++] = name;
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void sp_nameset_sort(sp_nameset *s)
{
	size_t kept = 0;

	if (s->n)
		qsort(s->names, s->n, sizeof *s->names, compare);
	for (size_t i = 0; i < s->n; i++)
		if (!kept || strcmp(s->names[i], s->names[kept - 1]) != 0)
			s->names[kept++] = s->names[i];
	s->n = kept;
}

size_t sp_nameset_find(const sp_nameset *s, const char *name)
{
	const char **hit = NULL;

	if (s->n)
		hit = bsearch(&name, s->names, s->n, sizeof *s->names, compare);
	return hit ? (size_t)(hit - s->names) : SP_NO_NAME;
}
