/* sheet.h - a sample as a coding sheet: tab separated lines, or an HTML page
 * that a coder fills in in a browser and that writes such lines. */
#ifndef SP_CLI_SHEET_H
#define SP_CLI_SHEET_H

#include <stdbool.h>
#include <stdio.h>

#include "analyze/sample.h"
#include "corpus/corpus.h"

/** A line a sentence, in the columns of a gold file and some for the coder. */
void sp_sheet_tsv(const sp_sample *s, FILE *out);

/**
 * The page; it needs nothing else. Its issues are those of `pack` (NULL: of all
 * packs). Fails with SP_EDB.
 */
bool sp_sheet_html(sp_corpus *c, const char *pack, const sp_sample *s,
		   FILE *out, sp_error *err);

/** Is `path` a sheet of tab separated lines in which somebody coded something? */
bool sp_sheet_is_filled(const char *path);

#endif
