/* kind.h - which kind of submitter: by the phrases of kinds.yaml. (Kinds of files
 * are in name.h.) */
#ifndef SP_INGEST_KIND_H
#define SP_INGEST_KIND_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"
#include "ingest/tokens.h"

typedef struct sp_kinds sp_kinds;	/* read only once loaded: shared by workers */

/**
 * The built-in kinds.yaml, or the one in `file`. Fails with SP_ESYNTAX (file,
 * line) or SP_EIO. Caller frees.
 */
sp_kinds *sp_kinds_new(const char *file, sp_error *err);
void sp_kinds_free(sp_kinds *k);

/**
 * The kind of the submitter called `name` (or NULL) who wrote `text`; NULL if
 * no step decides. `text` may be NULL; its <name>s must be marked
 * (sp_tokens_mark()). What decided is added to `why`: the place, the phrase,
 * and the words it met.
 */
const char *sp_kinds_of(const sp_kinds *k, const char *name, const sp_tokens *text,
			sp_buf *why);

/** Does `name` read like a person's: initials, a title, a given name? */
bool sp_kinds_person(const sp_kinds *k, const char *name);

/** Has `name` a word that only organisations have, by the steps on names? */
bool sp_kinds_organisation(const sp_kinds *k, const char *name);

/**
 * Mark where `name`, its short form (without legal form and brackets) or its
 * acronym stands in `text` as SP_TOKEN_NAME.
 */
void sp_tokens_mark(sp_tokens *text, const char *name);

#endif
