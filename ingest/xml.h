/* xml.h - XML -> tree, by libxml2's SAX. Its types stay in xml.c. */
#ifndef SP_INGEST_XML_H
#define SP_INGEST_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "ingest/tree.h"

typedef struct sp_xml sp_xml;	/* one a worker: its context is reused */

sp_xml *sp_xml_new(void);
void sp_xml_free(sp_xml *x);	/* NULL is fine */

/** What an XML document says of itself outside its elements. */
typedef struct sp_xml_info {
	const char *doctype;	/* name in the DOCTYPE, or NULL. Both are
				 * borrowed until the next sp_xml_parse() */
	const char *public_id;	/* or NULL */
	size_t external;	/* references to external entities, not read */
	sp_error fault;		/* the first one that was mended; code 0: none */
	size_t attributes;	/* left out beyond the cap of a tag */
	int attributes_line;	/* of the first such tag */
} sp_xml_info;

/**
 * Parse XML (UTF-8; the declaration's encoding is ignored) into `t`. Internal
 * entities are expanded; nothing outside s[0..n) is ever read. What is not
 * well-formed is mended (xml_mend.h) and told in info->fault. Fails with
 * SP_ELIMIT if entities refer to themselves or multiply the text beyond four
 * times the file's size and 1 MB, if elements are nested deeper than 500,000 or
 * there are more than 20 million; with SP_ESYNTAX if there is no element at
 * all. `path` names the file in errors.
 */
bool sp_xml_parse(sp_xml *x, const char *path, const char *s, size_t n,
		  sp_tree *t, sp_xml_info *info, sp_error *err);

#endif
