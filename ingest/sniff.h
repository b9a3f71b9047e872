/* sniff.h - which format is this? */
#ifndef SP_INGEST_SNIFF_H
#define SP_INGEST_SNIFF_H

#include <stddef.h>

typedef enum sp_format {
	SP_FORMAT_HTML,
	SP_FORMAT_XHTML,	/* read as HTML */
	SP_FORMAT_XML,
	SP_FORMAT_TEXT
} sp_format;

/**
 * The format of the text s[0..n). What stands in it counts more than the
 * extension of `path`: XML is served as .html, and HTML as .xml.
 */
sp_format sp_sniff(const char *path, const char *s, size_t n);

#endif
