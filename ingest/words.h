/* words.h - what class and id names say about a part of a page. */
#ifndef SP_INGEST_WORDS_H
#define SP_INGEST_WORDS_H

typedef enum sp_hint {
	SP_HINT_NONE,
	SP_HINT_FURNITURE,	/* "sidebar", "related-posts": around the text */
	SP_HINT_THREAD,		/* "comments", "disqus": what readers wrote */
	SP_HINT_WEAK,		/* "meta", "caption": perhaps */
	SP_HINT_CONTENT,	/* "entry-content", "articleBody": the text */
	SP_HINT_BODY		/* the strongest names of the text itself */
} sp_hint;

/**
 * What the words of a class or id attribute hint at. Names are read by their
 * parts ("related-posts", "relatedPosts"); a word that is part of another one
 * ("author" in "authority") does not count.
 */
sp_hint sp_words_hint(const char *attribute);

/** The same of an id, which may also be an anchor made of a heading's words. */
sp_hint sp_words_hint_id(const char *id);

#endif
