/* attach.h - the data of a report as CSV, to be attached to it. */
#ifndef SP_REPORT_ATTACH_H
#define SP_REPORT_ATTACH_H

#include "report/page.h"

/** Attach stances.csv, issues.csv and, where there is a map, map.csv. */
bool sp_attach_data(sp_book *b, sp_error *err);

#endif
