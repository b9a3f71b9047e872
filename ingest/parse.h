/* parse.h - markup -> tree, by libxml2's SAX. Its types stay in parse.c. */
#ifndef SP_INGEST_PARSE_H
#define SP_INGEST_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "ingest/tree.h"

typedef struct sp_parser sp_parser;	/* one a worker: contexts are reused */

sp_parser *sp_parser_new(void);
void sp_parser_free(sp_parser *p);	/* NULL is fine */

/**
 * Parse HTML (UTF-8 that went through sp_mend()) into `t`, which is cleared.
 * HTML is never ill-formed; fails with SP_ELIMIT if it is too large.
 */
bool sp_parse_html(sp_parser *p, const char *s, size_t n, sp_tree *t,
		   sp_error *err);

/** What an XML document says of itself outside its elements. */
typedef struct sp_xml_info {
	const char *doctype;	/* name in the DOCTYPE, or NULL. Both are
				 * borrowed until the parser's next call */
	const char *public_id;	/* or NULL */
	size_t external;	/* references to external entities, not read */
} sp_xml_info;

/**
 * Parse XML (UTF-8; the declaration's encoding is ignored) into `t`. Internal
 * entities are expanded; nothing outside s[0..n) is ever read. Fails with
 * SP_ESYNTAX at the first fault, with SP_ELIMIT on an entity bomb, a tag over
 * 64 KB, or nesting deeper than 256. `path` names the file in errors.
 */
bool sp_parse_xml(sp_parser *p, const char *path, const char *s, size_t n,
		  sp_tree *t, sp_xml_info *info, sp_error *err);

#endif
