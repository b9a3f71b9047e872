/* What else a document calls its submitter. Within one document a short name
 * means one thing: if the submitter is "Example Capital, LLC (exa)" and the text
 * says "Example Horowitz (exa)", both are names of the same. */
#include "config.h"

#include <string.h>

#include "corpus/names.h"
#include "ingest/letter.h"
#include "ingest/orgname.h"

enum { MOST = 8 };	/* second names of one document */

static bool begins_with(const char *key, const char *other)
{
	size_t n = strlen(other);

	return n && strncmp(key, other, n) == 0;
}

/* The key of a name, or of the second name in it. */
static void key_of(const char *name, bool second, sp_buf *key)
{
	sp_buf alias = SP_BUF_INIT;

	sp_buf_clear(key);
	if (!second)
		sp_name_key(name, key);
	else if (sp_name_alias(name, &alias))
		sp_name_key(alias.data, key);
	sp_buf_release(&alias);
}

typedef struct known {
	sp_buf full, brief;		/* keys of the submitter's name */
	sp_buf other_full, other_brief;	/* of a name met in the text */
} known;

/* A name with a bracket: is one of its two names the submitter's? Then the
 * other is one too, unless one is only a longer form of the other ("Example
 * Association Foundation"). */
static void compare(sp_document *d, known *k, const char *name, const char *evidence)
{
	sp_buf alias = SP_BUF_INIT;

	key_of(name, false, &k->other_full);
	key_of(name, true, &k->other_brief);
	if (!k->other_brief.len || !k->other_full.len || !sp_name_alias(name, &alias))
		goto done;
	bool same_full = strcmp(k->other_full.data, k->full.data) == 0;
	bool same_brief = strcmp(k->other_brief.data, k->full.data) == 0 ||
		(k->brief.len && strcmp(k->other_brief.data, k->brief.data) == 0);
	if (same_full && !same_brief)
		sp_document_alias(d, alias.data, evidence);
	else if (same_brief && !same_full && strchr(k->other_full.data, ' ') &&
		 !begins_with(k->other_full.data, k->full.data) &&
		 !begins_with(k->full.data, k->other_full.data))
		sp_document_alias(d, name, evidence);
done:
	sp_buf_release(&alias);
}

/* "X, also known as Y": the words that join two names. */
static size_t link_at(const sp_tokens *t, size_t i)
{
	static const char *const phrases[][4] = {
		{ "dba" }, { "d", "b", "a" }, { "doing", "business", "as" },
		{ "also", "known", "as" }, { "aka" }, { "a", "k", "a" },
		{ "better", "known", "as" }, { "formerly", "known", "as" },
		{ "trading", "as" }, { "operating", "as" },
	};

	for (size_t p = 0; p < sizeof phrases / sizeof *phrases; p++) {
		size_t n = 0;
		while (n < 4 && phrases[p][n] && sp_token_is(t, i + n, phrases[p][n]))
			n++;
		if (n == 4 || !phrases[p][n])
			return n;
	}
	return 0;
}

static void linked(sp_document *d, const sp_lines *l, size_t i, const char *evidence)
{
	const sp_token *t = &l->tokens.list[i];
	const sp_line *line = &l->list[t->block];
	size_t at = i + t->span, n = at < line->end ? link_at(&l->tokens, at) : 0, end;
	sp_buf name = SP_BUF_INIT;

	at += n;
	if (n && at < line->end && sp_orgname_at(l, line, &at, &end)) {
		sp_orgname_text(l, at, end, &name);
		sp_document_alias(d, name.data, evidence);
	}
	sp_buf_release(&name);
}

void sp_letter_aliases(const sp_lines *l, sp_document *d)
{
	known k;
	sp_buf name = SP_BUF_INIT, evidence = SP_BUF_INIT;

	sp_buf_init(&k.full);
	sp_buf_init(&k.brief);
	sp_buf_init(&k.other_full);
	sp_buf_init(&k.other_brief);
	key_of(d->submitter, false, &k.full);
	key_of(d->submitter, true, &k.brief);
	for (size_t i = 0; i < l->tokens.n && d->naliases < MOST; i++) {
		const sp_token *t = &l->tokens.list[i];
		const sp_line *line = &l->list[t->block];
		size_t at = i, end;
		if (!(t->flags & SP_TOKEN_CAPITAL))
			continue;
		sp_buf_clear(&evidence);
		sp_buf_add(&evidence, line->s, line->n < 200 ? line->n : 200);
		if (t->flags & SP_TOKEN_NAME)
			linked(d, l, i, evidence.data);
		if (!sp_orgname_at(l, line, &at, &end))
			continue;
		sp_buf_clear(&name);
		sp_orgname_text(l, at, end, &name);
		if (name.data[name.len - 1] == ')')
			compare(d, &k, name.data, evidence.data);
		i = end - 1 > i ? end - 1 : i;
	}
	sp_buf_release(&k.full);
	sp_buf_release(&k.brief);
	sp_buf_release(&k.other_full);
	sp_buf_release(&k.other_brief);
	sp_buf_release(&name);
	sp_buf_release(&evidence);
}
