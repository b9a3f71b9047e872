/* page_annex.h - the parts of the annex that have a file of their own. */
#ifndef SP_REPORT_PAGE_ANNEX_H
#define SP_REPORT_PAGE_ANNEX_H

#include "report/flow.h"

/** The stance matrix as a table. Fails with SP_EDB. */
bool sp_annex_data(sp_flow *f, sp_error *err);

/** Which short name stands for which name, where they differ. */
void sp_annex_names(sp_flow *f);

#endif
