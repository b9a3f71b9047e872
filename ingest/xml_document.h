/* xml_document.h - XML text -> the documents that stand in it. */
#ifndef SP_INGEST_XML_DOCUMENT_H
#define SP_INGEST_XML_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "corpus/document.h"
#include "ingest/dialect.h"
#include "ingest/explain.h"
#include "ingest/writer.h"

typedef struct sp_xml_reader sp_xml_reader;	/* one a worker */

/** `dialects` is borrowed until sp_xml_reader_free(). */
sp_xml_reader *sp_xml_reader_new(const sp_dialects *dialects);
void sp_xml_reader_free(sp_xml_reader *r);	/* NULL is fine */

/**
 * Read s[0..n) (UTF-8) into `d`, with `w` (borrowed, cleared) and `x` (or NULL)
 * to tell why. If its dialect says that elements of it are documents of their
 * own, they follow in d->next, with the path "PATH#1", "PATH#2" ..., and `d`
 * holds what is left. What cannot be read gives a problem and status failed.
 */
void sp_xml_read(sp_xml_reader *r, const char *s, size_t n, bool all,
		 sp_writer *w, sp_explanation *x, sp_document *d);

#endif
