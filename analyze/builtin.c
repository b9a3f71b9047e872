#include "config.h"

#include "analyze/builtin.h"

#include <stddef.h>
#include <string.h>

static const struct {
	const char *name, *text;
} packs[] = {
	{ "ai-policy",
#include "analyze/packs/ai-policy.yaml.h"
	},
	{ "english",
#include "analyze/packs/english.yaml.h"
	},
	{ "open-internet",
#include "analyze/packs/open-internet.yaml.h"
	},
};

const char *sp_builtin_pack(const char *name)
{
	for (size_t i = 0; i < sizeof packs / sizeof packs[0]; i++)
		if (strcmp(packs[i].name, name) == 0)
			return packs[i].text;
	return NULL;
}

const char *sp_builtin_name(size_t i)
{
	return i < sizeof packs / sizeof packs[0] ? packs[i].name : NULL;
}
