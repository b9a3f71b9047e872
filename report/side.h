/* side.h - what the two parts of a comparison side by side share. */
#ifndef SP_REPORT_SIDE_H
#define SP_REPORT_SIDE_H

#include "report/page.h"

/** What an issue is between the submitters compared. */
typedef enum sp_relation {
	SP_OPPOSED,		/* one supports, one opposes */
	SP_DIFFER,		/* some are mixed */
	SP_AGREED,		/* two or more, all the same */
	SP_ALONE,
	SP_NOBODY,
	SP_RELATIONS
} sp_relation;

sp_relation sp_side_relation(const sp_issue *i);

/** The k-th of those asked for, in the order of the question. */
static inline int sp_side_asked(const sp_model *m, int k)
{
	return sp_model_submitter(m, m->asked[k]);
}

#endif
