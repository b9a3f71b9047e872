#include "config.h"

#include "ingest/tag.h"

#include <string.h>

static const struct {
	const char *name;
	bool block;
} tags[SP_TAG_COUNT] = {
	[SP_TAG_NONE] = { "", false },
	[SP_TAG_CUSTOM] = { "", true },
#define T(id, name, block) [SP_TAG_##id] = { name, block },
	SP_TAGS(T)
#undef T
};

/* The names above stand in alphabetical order, so the search can halve. */
sp_tag sp_tag_of(const char *name)
{
	size_t lo = SP_TAG_CUSTOM + 1, hi = SP_TAG_COUNT;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = strcmp(name, tags[mid].name);
		if (!c)
			return (sp_tag)mid;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return strchr(name, '-') ? SP_TAG_CUSTOM : SP_TAG_NONE;
}

bool sp_tag_is_block(sp_tag tag)
{
	return tags[tag].block;
}

int sp_tag_heading(sp_tag tag)
{
	return tag >= SP_TAG_H1 && tag <= SP_TAG_H6 ? (int)(tag - SP_TAG_H1) + 1 : 0;
}
