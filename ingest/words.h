/* words.h - what class and id names say about a part of a page. */
#ifndef SP_INGEST_WORDS_H
#define SP_INGEST_WORDS_H

#include <stdint.h>

typedef enum sp_hint {
	SP_HINT_NONE,
	SP_HINT_CONTENT,	/* "content", "story": the text, or the page */
	SP_HINT_WEAK,		/* "meta", "caption": perhaps */
	SP_HINT_THREAD,		/* "comments", "disqus": what readers wrote */
	SP_HINT_FURNITURE,	/* "sidebar", "related-posts": around the text */
	SP_HINT_BODY		/* "entry-content", "articleBody": the text itself */
} sp_hint;

/** What a name hints at, and by which word (for sp_words_text()). */
typedef struct sp_hinted {
	uint8_t hint;		/* sp_hint */
	uint8_t unused;
	uint16_t word;
} sp_hinted;

/**
 * What the words of a class attribute hint at; of several the strongest, in
 * the order above. Names are read by their parts ("related-posts",
 * "relatedPosts"); a word that is part of another one ("author" in
 * "authority") does not count. NULL is no name.
 */
sp_hinted sp_words_hint(const char *attribute);

/** The same of an id, which may also be an anchor made of a heading's words. */
sp_hinted sp_words_hint_id(const char *id);

/** The word of a hint: "related", "most-read". */
const char *sp_words_text(uint16_t word);

#endif
