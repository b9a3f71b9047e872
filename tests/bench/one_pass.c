/* one_pass PATTERN-FILE TEXT-FILE: count the matches of one PCRE2 pattern with
 * JIT in one pass over the text; a peer for tests/bench/rules. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>

static char *slurp(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	char *s = NULL;
	size_t cap = 0, got;

	*n = 0;
	if (!f) {
		perror(path);
		exit(3);
	}
	do {
		cap += 1 << 20;
		s = realloc(s, cap);
		if (!s)
			abort();
		got = fread(s + *n, 1, cap - *n, f);
		*n += got;
	} while (got);
	fclose(f);
	return s;
}

int main(int argc, char **argv)
{
	size_t np, nt, at = 0, found = 0;
	int error;
	PCRE2_SIZE where;

	if (argc != 3)
		return 2;
	char *p = slurp(argv[1], &np), *t = slurp(argv[2], &nt);
	while (np && p[np - 1] == '\n')
		np--;
	pcre2_code *re = pcre2_compile((PCRE2_SPTR)p, np, PCRE2_CASELESS,
				       &error, &where, NULL);
	if (!re || pcre2_jit_compile(re, PCRE2_JIT_COMPLETE) < 0) {
		fprintf(stderr, "%s: no pattern\n", argv[1]);
		return 3;
	}
	pcre2_match_data *m = pcre2_match_data_create(1, NULL);
	while (at < nt && pcre2_match(re, (PCRE2_SPTR)t, nt, at,
				      PCRE2_NO_UTF_CHECK, m, NULL) > 0) {
		found++;
		at = pcre2_get_ovector_pointer(m)[1];
	}
	printf("%zu\n", found);
	pcre2_match_data_free(m);
	pcre2_code_free(re);
	free(p);
	free(t);
	return 0;
}
