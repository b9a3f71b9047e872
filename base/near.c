#include "config.h"

#include "base/near.h"

#include <string.h>

/* Levenshtein's distance (Wagner and Fischer 1974). */
size_t sp_name_distance(const char *a, const char *b)
{
	size_t row[64], m = strlen(b);

	if (m >= 64 || strlen(a) >= 64)
		return 64;
	for (size_t j = 0; j <= m; j++)
		row[j] = j;
	for (size_t i = 1; a[i - 1]; i++) {
		size_t diag = row[0];
		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			size_t best = diag + (a[i - 1] != b[j - 1]);
			diag = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[m];
}
