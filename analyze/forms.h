/* forms.h - the forms of all campaigns, and which of them a text is or holds. */
#ifndef SP_ANALYZE_FORMS_H
#define SP_ANALYZE_FORMS_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/form.h"

/** An index of the shingles of forms. */
typedef struct sp_forms sp_forms;

/** `forms` is borrowed until sp_forms_free(). Caller frees. */
sp_forms *sp_forms_new(const sp_set *const *forms, size_t n);
void sp_forms_free(sp_forms *f);

/**
 * Of the forms numbered below `limit`, the one that `text` has most in common
 * with, if that is enough: a Jaccard index of SP_CAMPAIGN_SIMILARITY, or, with
 * `held`, that the whole form stands in it (SP_CAMPAIGN_HELD). SIZE_MAX if there
 * is none.
 */
size_t sp_forms_find(const sp_forms *f, const sp_set *text, size_t limit,
		     bool held);

#endif
