/* Whose view it is: self, another, by name. The sentences are in holders.tsv. */
#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/reading.h"
#include "base/buf.h"

#define COLUMNS 6

/* Split a line in place. */
static bool columns(char *line, char **c)
{
	for (size_t i = 0; i < COLUMNS; i++) {
		c[i] = line;
		line += strcspn(line, "\t");
		if (i + 1 < COLUMNS && !*line)
			return false;
		if (*line)
			*line++ = '\0';
	}
	return !*line;
}

/* Is the wanted row there, and its stance nobody else's? */
static bool right(sp_reading *r, const sp_pack *p, char *const *c, sp_buf *got)
{
	bool oppose = strcmp(c[3], "oppose") == 0;
	bool other = strcmp(c[4], "other") == 0, found = false, wrong = false;
	size_t sentences = sp_read_text(r, NULL, c[1], NULL, NULL), n;

	const sp_row *rows = sp_reading_rows(r, &n);
	for (size_t i = 0; i < n; i++) {
		const sp_row *row = &rows[i];
		const char *name = row->holder ? row->holder : "";
		if (!row->stands || row->sentence + 1 != sentences ||
		    strcmp(p->issues[row->issue].name, c[2]) != 0)
			continue;
		sp_buf_addf(got, " %s/%s/%s", row->sign < 0 ? "oppose" :
			    "support", row->other ? "other" : "self", name);
		if (row->other == other && (row->sign < 0) == oppose &&
		    strcmp(name, c[5]) == 0)
			found = true;
		else if (row->other != other && (row->sign < 0) == oppose)
			wrong = true;
	}
	return found && !wrong;
}

static void test_holders(void **state)
{
	sp_error err = SP_ERROR_INIT;
	sp_pack *p = sp_pack_load("ai-policy", &err);
	sp_buf path = SP_BUF_INIT, text = SP_BUF_INIT, wrong = SP_BUF_INIT;
	unsigned of[2] = { 0, 0 }, bad[2] = { 0, 0 };

	(void)state;
	if (!p)
		fail_msg("%s", error_text(&err));
	const char *source = getenv("SP_SOURCE");
	sp_buf_addf(&path, "%s/tests/unit/holders.tsv", source ? source : ".");
	assert_true(sp_buf_read(&text, path.data, 1 << 20, &err));
	sp_reading *r = sp_reading_new(p);
	for (char *line = strtok(text.data, "\n"); line;
	     line = strtok(NULL, "\n")) {
		char *c[COLUMNS];
		sp_buf got = SP_BUF_INIT;
		if (line[0] == '#')
			continue;
		if (!columns(line, c))
			fail_msg("not six columns: %s", line);
		int set = c[0][0] == 'b';
		of[set]++;
		if (!right(r, p, c, &got)) {
			bad[set]++;
			sp_buf_addf(&wrong, "\n# %s: wanted %s %s/%s/%s, got%s: %s",
				    c[0], c[2], c[3], c[4], c[5],
				    got.len ? got.data : " none", c[1]);
		}
		sp_buf_release(&got);
	}
	assert_true(of[0] >= 40 && of[1] >= 40);
	fprintf(stderr, "# holders: %u of %u developed on, %u of %u kept aside%s\n",
		      of[0] - bad[0], of[0], of[1] - bad[1], of[1],
		      wrong.len ? wrong.data : "");
	assert_int_equal(bad[0], 0);
	assert_true(bad[1] * 10 <= of[1]);
	sp_reading_free(r);
	sp_buf_release(&path);
	sp_buf_release(&text);
	sp_buf_release(&wrong);
	sp_pack_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_holders) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
