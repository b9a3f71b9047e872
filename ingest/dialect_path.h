/* dialect_path.h - paths to elements: "//sp/speaker[@type=chair]/@who". The one
 * notation of a dialect for whatever it names. */
#ifndef SP_INGEST_DIALECT_PATH_H
#define SP_INGEST_DIALECT_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "ingest/tree.h"

/** "[a/b/@c=value]": the element at the end of names has it. */
typedef struct sp_condition {
	bool next;		/* "[+name]": the element that follows at once */
	const char **names;	/* down from the element; nnames may be 0 */
	size_t nnames;
	const char *attr;	/* or NULL: the element itself, or its text */
	char op;		/* '\0' is there, '=' is, '^' begins with, '~' has the word */
	const char *value;
	struct sp_condition *more;	/* all must hold */
} sp_condition;

typedef struct sp_step {
	const char *name;	/* "*": any */
	bool deep;		/* after "//": any depth below the step before */
	sp_condition *conditions;
} sp_step;

typedef struct sp_path {
	sp_step *steps;
	size_t nsteps;
	bool anchored;		/* written with one '/' in front */
	const char *attr;	/* "/@attr" at its end, or NULL: the text */
	struct sp_path *via;	/* "->path": from the element that the value names */
} sp_path;

/**
 * Parse `text`; a relative path begins at the base of sp_path_leads(). Returns
 * NULL, or what is wrong with it.
 */
const char *sp_path_parse(sp_arena *a, const char *text, sp_path *out);

/** How specific: of two paths that fit an element, the heavier one decides. */
int sp_path_weight(const sp_path *p);

/** Does the path lead to `node`, whatever its attribute, from `base`? */
bool sp_path_leads(const sp_path *p, const sp_tree *t, size_t base, size_t node);

/**
 * The same from anywhere: its steps are the last ones to `node`. An anchored
 * path begins with the root itself.
 */
bool sp_path_ends_at(const sp_path *p, const sp_tree *t, size_t node);

#endif
