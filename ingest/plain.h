/* plain.h - plain text -> blocks. */
#ifndef SP_INGEST_PLAIN_H
#define SP_INGEST_PLAIN_H

#include <stddef.h>

#include "ingest/writer.h"

/**
 * Write the paragraphs of s[0..n): parted by blank lines or indents, the lines
 * of hard-wrapped ones joined, list items by their markers, headings by
 * capitals or a line drawn under them.
 */
void sp_plain(const char *s, size_t n, sp_writer *w);

#endif
