/* language.h - the language of a document, by its text (libexttextcat). */
#ifndef SP_INGEST_LANGUAGE_H
#define SP_INGEST_LANGUAGE_H

#include "corpus/document.h"

typedef struct sp_language sp_language;

/** A finder for one thread; its data is loaded at the first use. Caller frees. */
sp_language *sp_language_new(void);
void sp_language_free(sp_language *l);

/** From this many characters on the text is believed rather than the markup;
 * without a declaration, a text this long and clear is believed, too. */
enum { SP_LANGUAGE_SURE = 200, SP_LANGUAGE_CLEAR = 80 };

/**
 * Set d->language and d->language_from. A long text decides, whatever the
 * markup declares; a short one does if nothing is declared and only one
 * language fits. The declared tag stays (en-GB) where the text may be in it.
 */
void sp_language_find(sp_language *l, sp_document *d);

#endif
