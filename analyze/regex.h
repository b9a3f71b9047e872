/* regex.h - can a regular expression match any text that there is? */
#ifndef SP_ANALYZE_REGEX_H
#define SP_ANALYZE_REGEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

typedef enum sp_reach {
	SP_REACH_YES,
	SP_REACH_NEVER,
	SP_REACH_UNKNOWN	/* a construct that is not looked into, or too large */
} sp_reach;

/** What sp_regex_reach() finds. */
typedef struct sp_reached {
	sp_reach reach;
	/* the first character or class that no text holds: bytes of the
	 * expression, 0 long if there is none */
	size_t odd, odd_len;
} sp_reached;

/**
 * Whether `regex` (PCRE2 with UTF, no options) matches in any text that was
 * prepared for matching: one without capitals A to Z, hyphens and controls.
 * Exact for characters, classes, groups, alternatives, repeats, ^ $ \b \B and
 * lookarounds; back references, properties and the like are SP_REACH_UNKNOWN.
 * Where it does, `witness` (cleared before) gets a shortest such text.
 */
sp_reached sp_regex_reach(const char *regex, sp_buf *witness);

/**
 * An alternative at the end of `regex` that never counts, as one before it,
 * which it begins with, matches first: "ban" before "ban on". Both are put into
 * the buffers. False if there is none, or it was not looked into.
 */
bool sp_regex_shadowed(const char *regex, sp_buf *alternative, sp_buf *by);

#endif
