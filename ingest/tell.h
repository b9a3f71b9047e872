/* tell.h - what a run has to say: kept in the corpus, and told as it goes. */
#ifndef SP_INGEST_TELL_H
#define SP_INGEST_TELL_H

#include "corpus/corpus.h"
#include "ingest/ingest.h"

/** Notes and warnings that are told; errors are told all. */
enum { SP_TELL_MAX = 50 };

/** Zero but for the first two. */
typedef struct sp_teller {
	sp_corpus *corpus;
	const sp_ingest_options *o;
	size_t told;		/* notes and warnings */
} sp_teller;

/**
 * Forget what earlier runs said of these paths, of what is below them and of
 * the manifest, except of documents that the corpus has: their lines go when
 * they are stored anew.
 */
bool sp_tell_anew(sp_teller *t, const char *const *paths, size_t n, sp_error *err);

/** Store a problem and tell it. */
bool sp_tell(sp_teller *t, const char *path, int line, sp_severity severity,
	     const char *message, sp_error *err);

/** Only tell it. */
void sp_tell_line(sp_teller *t, const char *path, int line, sp_severity severity,
		  const char *message);

/** Say how many lines were not told. */
void sp_tell_end(sp_teller *t);

#endif
