/* What is only supposed, taken up by a noun, held by a court, or said by a submitter
 * in the third person. The texts are in readings.tsv. */
#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/reading.h"
#include "base/buf.h"
#include "base/sentence.h"

enum { SET, SUBMITTER, TEXT, ISSUE, STANCE, HOLDER, COLUMNS };

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

/* Read the sentences of a text by this submitter; returns how many. */
static size_t read_by(sp_reading *r, const char *text, const char *submitter)
{
	sp_buf blob = SP_BUF_INIT;
	sp_sentence_iter it;
	sp_range at;
	size_t n = 0;

	sp_reading_restart(r);
	sp_sentence_split(text, strlen(text), &blob);
	sp_sentence_iter_init(&it, blob.data, blob.len);
	for (; sp_sentence_next(&it, &at); n++) {
		sp_statement s = {
			.text = text + at.begin, .len = at.end - at.begin,
			.kind = SP_PARAGRAPH,
			.submitter = submitter[0] ? submitter : NULL
		};
		sp_read(r, &s);
	}
	sp_buf_release(&blob);
	return n;
}

/* The last sentence has the wanted row of the issue and no other one. */
static bool right(sp_reading *r, const sp_pack *p, char *const *c, sp_buf *got)
{
	size_t sentences = read_by(r, c[TEXT], c[SUBMITTER]), n;
	const sp_row *rows = sp_reading_rows(r, &n);
	bool found = false, wrong = false;

	for (size_t i = 0; i < n; i++) {
		const sp_row *row = &rows[i];
		const char *stance = row->sign < 0 ? "oppose" : "support";
		const char *holder = row->other ? "other" : "self";
		if (!row->stands || row->sentence + 1 != sentences ||
		    strcmp(p->issues[row->issue].name, c[ISSUE]) != 0)
			continue;
		sp_buf_addf(got, " %s/%s", stance, holder);
		if (strcmp(stance, c[STANCE]) == 0 && strcmp(holder, c[HOLDER]) == 0)
			found = true;
		else
			wrong = true;
	}
	return !wrong && found == (strcmp(c[STANCE], "none") != 0);
}

static void test_readings(void **state)
{
	sp_error err = SP_ERROR_INIT;
	sp_pack *p = sp_pack_load("ai-policy", &err);
	sp_buf path = SP_BUF_INIT, text = SP_BUF_INIT, wrong = SP_BUF_INIT;
	unsigned of[2] = { 0, 0 }, bad[2] = { 0, 0 };

	(void)state;
	if (!p)
		fail_msg("%s", error_text(&err));
	const char *source = getenv("SP_SOURCE");
	sp_buf_addf(&path, "%s/tests/unit/readings.tsv", source ? source : ".");
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
		int set = c[SET][0] == 'b';
		of[set]++;
		if (!right(r, p, c, &got)) {
			bad[set]++;
			sp_buf_addf(&wrong, "\n# %s: wanted %s %s/%s, got%s: %s",
				    c[SET], c[ISSUE], c[STANCE], c[HOLDER],
				    got.len ? got.data : " none", c[TEXT]);
		}
		sp_buf_release(&got);
	}
	assert_true(of[0] >= 40 && of[1] >= 40);
	fprintf(stderr, "# readings: %u of %u developed on, %u of %u kept aside%s\n",
		of[0] - bad[0], of[0], of[1] - bad[1], of[1],
		wrong.len ? wrong.data : "");
	assert_true(bad[0] * 10 <= of[0]);
	assert_true(bad[1] * 5 <= of[1]);
	sp_reading_free(r);
	sp_buf_release(&path);
	sp_buf_release(&text);
	sp_buf_release(&wrong);
	sp_pack_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_readings) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
