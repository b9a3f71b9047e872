/* xml_mend.h - XML that is not well-formed -> XML that says what was meant. */
#ifndef SP_INGEST_XML_MEND_H
#define SP_INGEST_XML_MEND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum { SP_XML_ATTRIBUTES = 256 };	/* kept of one tag */

typedef struct sp_xml_mended {
	size_t attributes;	/* attributes left out beyond the cap of a tag */
	size_t attributes_at;	/* offset of the first such tag */
	bool element;		/* is there one at all? */
} sp_xml_mended;

/**
 * Append to `out` the markup s[0..n) (UTF-8) made well-formed with nothing lost
 * that a reader of the file would see: a bare '&' or '<' is text; an end tag
 * closes what it names and all that was left open in it, and is passed over if
 * it names nothing; what stands around the root comes into it; unknown
 * references are text; characters that XML does not have go. Of namespaces only
 * the root's stay. Line ends stay where they are. `dtd`: keep the DOCTYPE.
 */
void sp_xml_mend(const char *s, size_t n, bool dtd, sp_buf *out,
		 sp_xml_mended *info);

#endif
