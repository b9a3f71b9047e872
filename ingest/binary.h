/* binary.h - bytes that are no text: what they are, and what to do with them. */
#ifndef SP_INGEST_BINARY_H
#define SP_INGEST_BINARY_H

#include <stddef.h>

/**
 * "a PDF: convert it to HTML ..." where bytes[0..n) begin as such a file does,
 * or are no text otherwise; NULL if they may be text. Static.
 */
const char *sp_binary_what(const char *bytes, size_t n);

#endif
