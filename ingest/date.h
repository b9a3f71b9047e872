/* date.h - dates as people and machines write them. */
#ifndef SP_INGEST_DATE_H
#define SP_INGEST_DATE_H

#include <stdbool.h>

#define SP_DATE_SIZE 11	/* "2025-03-14" and the NUL */

/**
 * The first date in `s` as YYYY-MM-DD: ISO 8601 (a time behind it is ignored),
 * 20250314, "March 14th, 2025", "14 Mar 2025", "14-Mar-2025", "2025 March 14",
 * "3/14/2025" and "3/14/25" (month first, unless that is no month),
 * "14.03.2025", and months named in German, French, Spanish, Italian,
 * Portuguese, Dutch, Swedish and Polish ("14. März 2025", "14 de marzo de
 * 2025"). A month without a day is no date. false if there is none.
 */
bool sp_date(const char *s, char out[SP_DATE_SIZE]);

#endif
