/* mend.h - HTML as it is found -> HTML that libxml2 reads without loss. */
#ifndef SP_INGEST_MEND_H
#define SP_INGEST_MEND_H

#include <stddef.h>

#include "base/buf.h"

/** What was left out, for the document's problems. */
typedef struct sp_mended {
	size_t attributes;	/* attributes beyond the cap of a tag */
	size_t attributes_at;	/* offset of the first such tag */
	const char *unended;	/* "comment", "tag" or "raw text" (script, style,
				 * title, textarea ...) that takes the rest of the file, or NULL */
	size_t unended_at;	/* its offset */
} sp_mended;

/**
 * Append to `out` the markup html[0..n) (UTF-8, no NULs) with what libxml2's
 * HTML parser gets wrong put right: character references decoded, raw text
 * escaped, scripts and comments emptied (their line ends stay, so that line
 * numbers hold), bogus comments closed where the standard closes them, and of
 * the attributes only those that ingest reads, at most 32 a tag.
 */
void sp_mend(const char *html, size_t n, sp_buf *out, sp_mended *info);

#endif
