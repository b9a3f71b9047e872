/* yaml.h - a YAML file (libyaml) as a tree of nodes that know line and column.
 *
 * For configuration that people write: rule packs, XML dialects. Anchors,
 * aliases and tags are refused, mappings keep their order, and a key that
 * stands twice is an error. */
#ifndef SP_BASE_YAML_H
#define SP_BASE_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

typedef enum sp_yaml_kind { SP_YAML_SCALAR, SP_YAML_LIST, SP_YAML_MAP } sp_yaml_kind;

/** Owned by the document; all borrowed until sp_yaml_free(). */
typedef struct sp_yaml_node {
	sp_yaml_kind kind;
	int line, column;		/* 1-based */
	const char *text;		/* scalar: NUL-terminated UTF-8 */
	bool plain;			/* scalar: written without quotes */
	size_t n;			/* list, map: number of entries */
	struct sp_yaml_node **items;	/* list: entries; map: values */
	struct sp_yaml_node **keys;	/* map: keys (scalars) */
} sp_yaml_node;

typedef struct sp_yaml sp_yaml;

/**
 * Parse text[0..n); `file` names it in errors (SP_ESYNTAX with line and
 * column). Caller frees with sp_yaml_free().
 */
sp_yaml *sp_yaml_parse(const char *file, const char *text, size_t n,
		       sp_error *err);
void sp_yaml_free(sp_yaml *y);

const sp_yaml_node *sp_yaml_root(const sp_yaml *y);	/* NULL if empty */
const char *sp_yaml_file(const sp_yaml *y);

/** The value of `key` in a map; NULL if absent or `map` is no map. */
const sp_yaml_node *sp_yaml_get(const sp_yaml_node *map, const char *key);

/** Fail at a node's place. Returns false. */
bool sp_yaml_fail(const sp_yaml *y, const sp_yaml_node *at, sp_error *err,
		  const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/**
 * The scalar text of `key`; *out stays as it is if the key is absent. Fails if
 * it is present and no scalar, or `required` and absent.
 */
bool sp_yaml_string(const sp_yaml *y, const sp_yaml_node *map, const char *key,
		    bool required, const char **out, sp_error *err);

/**
 * Fails at the first key of `map` that is not in the NULL-terminated `known`,
 * naming the nearest known key where one is close.
 */
bool sp_yaml_known(const sp_yaml *y, const sp_yaml_node *map,
		   const char *const *known, sp_error *err);

#endif
