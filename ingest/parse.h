/* parse.h - HTML -> tree, by libxml2's SAX. Its types stay in parse.c. */
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

#endif
