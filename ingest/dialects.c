/* The dialects that the program carries, and those of the user's files. */
#include "config.h"

#include <stdlib.h>

#include "base/mem.h"
#include "ingest/dialect_data.h"

static const char tei[] =
#include "ingest/dialects/tei.yaml.h"
	;
static const char akoma_ntoso[] =
#include "ingest/dialects/akoma-ntoso.yaml.h"
	;
static const char jats[] =
#include "ingest/dialects/jats.yaml.h"
	;
static const char docbook[] =
#include "ingest/dialects/docbook.yaml.h"
	;
static const char uslm[] =
#include "ingest/dialects/uslm.yaml.h"
	;
static const char gpo_bill[] =
#include "ingest/dialects/gpo-bill.yaml.h"
	;
static const char federal_register[] =
#include "ingest/dialects/federal-register.yaml.h"
	;
static const char ecfr[] =
#include "ingest/dialects/ecfr.yaml.h"
	;
static const char feed[] =
#include "ingest/dialects/feed.yaml.h"
	;
static const char word[] =
#include "ingest/dialects/word.yaml.h"
	;
static const char generic[] =
#include "ingest/dialects/generic.yaml.h"
	;

/* The generic one last: it takes whatever no other knows. */
static const struct builtin {
	const char *name, *file, *text;
} builtins[] = {
	{ "tei", "tei.yaml", tei },
	{ "akoma-ntoso", "akoma-ntoso.yaml", akoma_ntoso },
	{ "jats", "jats.yaml", jats },
	{ "docbook", "docbook.yaml", docbook },
	{ "uslm", "uslm.yaml", uslm },
	{ "gpo-bill", "gpo-bill.yaml", gpo_bill },
	{ "federal-register", "federal-register.yaml", federal_register },
	{ "ecfr", "ecfr.yaml", ecfr },
	{ "feed", "feed.yaml", feed },
	{ "word", "word.yaml", word },
	{ "generic", "generic.yaml", generic },
};

enum { BUILTINS = sizeof builtins / sizeof *builtins };

static const char *text_of(const char *name)
{
	for (size_t i = 0; i < BUILTINS; i++)
		if (strcmp(builtins[i].name, name) == 0)
			return builtins[i].text;
	return NULL;
}

static bool add(sp_dialects *d, sp_dialect *new)
{
	if (!new)
		return false;
	d->list = sp_grow(d->list, d->n, &d->cap, sizeof *d->list);
	d->list[d->n++] = new;
	return true;
}

static bool add_file(sp_dialects *d, const char *file, sp_error *err)
{
	sp_buf text = SP_BUF_INIT;
	bool ok = sp_buf_read(&text, file, 1 << 20, err) &&
		add(d, sp_dialect_load(d->arena, file, text.data, text.len, text_of, err));

	sp_buf_release(&text);
	if (ok)
		d->list[d->n - 1]->user = true;
	return ok;
}

sp_dialects *sp_dialects_new(const char *const *files, size_t n, sp_error *err)
{
	sp_dialects *d = sp_calloc(1, sizeof *d);
	bool ok = true;

	d->arena = sp_arena_new();
	for (size_t i = 0; ok && i < n; i++)
		ok = add_file(d, files[i], err);
	for (size_t i = 0; ok && i < BUILTINS; i++)
		ok = add(d, sp_dialect_load(d->arena, builtins[i].file, builtins[i].text,
					    strlen(builtins[i].text), NULL, err));
	if (!ok) {
		sp_dialects_free(d);
		return NULL;
	}
	return d;
}

void sp_dialects_free(sp_dialects *d)
{
	if (!d)
		return;
	free(d->list);
	sp_arena_free(d->arena);
	free(d);
}
