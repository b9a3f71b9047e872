/* entity.h - character references of HTML: &amp; &#8217; &nbsp */
#ifndef SP_INGEST_ENTITY_H
#define SP_INGEST_ENTITY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/** The text of a named reference "nbsp" (no '&', no ';'), or NULL. */
const char *sp_entity(const char *name, size_t n);

/**
 * Decode the reference at s[0..n), s[0] == '&', as the HTML standard does, and
 * append its text to `out`. Returns the bytes read; 0 if it is none (nothing
 * is appended: the '&' is text).
 */
size_t sp_entity_decode(const char *s, size_t n, bool in_attribute, sp_buf *out);

#endif
