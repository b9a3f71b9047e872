/* normal.h - one spelling for each letter: Unicode's normal form C. */
#ifndef SP_INGEST_NORMAL_H
#define SP_INGEST_NORMAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/**
 * Compose what stands in text[from..] (valid UTF-8): "e" and an accent become
 * "é". Compatibility characters (ligatures, full width, superscripts) stay as
 * they are. A run of more than 30 accents is composed in pieces. Returns whether
 * anything changed.
 */
bool sp_normal(sp_buf *text, size_t from);

/**
 * Is the character the same in form C whatever stands around it (unless that
 * is a character of which this is not true)? Cheap, and on the safe side.
 */
bool sp_normal_is_stable(unsigned cp);

#endif
