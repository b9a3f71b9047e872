/* model_internal.h - what model.c and model_choose.c share. */
#ifndef SP_REPORT_MODEL_INTERNAL_H
#define SP_REPORT_MODEL_INTERNAL_H

#include "report/model.h"

/** The type of this name in the corpus, -1 if there is none. */
int sp_type_named(const char *name);

/**
 * Keep the submitters that the options name and those of the kinds that they
 * name. A name is a whole name or short name, or words that only one name
 * holds. Fails with SP_ENOROW.
 */
bool sp_model_choose(sp_model *m, const sp_report_options *o, const char *path,
		     sp_error *err);

#endif
