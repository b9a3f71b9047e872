#include "config.h"

#include "analyze/packtest.h"

#include <string.h>

#include "analyze/reading.h"
#include "base/count.h"

/* Rows of one issue that came out: bit by stance and holder. */
enum { SUPPORT = 1, OPPOSE = 2, SUPPORT_OTHER = 4, OPPOSE_OTHER = 8 };

static unsigned row_bit(bool oppose, bool other)
{
	return (oppose ? OPPOSE : SUPPORT) << (other ? 2 : 0);
}

static void name_rows(unsigned bits, sp_buf *out)
{
	static const char *const names[] = {
		"support", "oppose", "support other", "oppose other"
	};
	bool any = false;

	for (int i = 0; i < 4; i++)
		if (bits & 1u << i) {
			sp_buf_addf(out, "%s%s", any ? " and " : "", names[i]);
			any = true;
		}
	if (!any)
		sp_buf_adds(out, "none");
}

/* The example is read as a document; its last sentence counts, so that an
 * example can show a reference to the sentence before. */
static unsigned rows_of(sp_reading *reading, const sp_example *e)
{
	size_t sentences = sp_read_text(reading, e->lead, e->text, NULL, NULL);
	unsigned bits = 0;
	size_t n;

	const sp_row *rows = sp_reading_rows(reading, &n);
	for (size_t i = 0; i < n; i++)
		if (rows[i].stands && rows[i].issue == e->issue &&
		    rows[i].sentence + 1 == sentences)
			bits |= row_bit(rows[i].sign < 0, rows[i].other);
	return bits;
}

void sp_packtest(const sp_pack *p, sp_buf *out, sp_packtest_counts *counts)
{
	sp_reading *reading = sp_reading_new(p);

	*counts = (sp_packtest_counts){ 0, 0 };
	for (size_t i = 0; i < p->nexamples; i++) {
		const sp_example *e = &p->examples[i];
		unsigned want = e->none ? 0 : row_bit(e->oppose, e->other);
		unsigned got = rows_of(reading, e);
		/* a sentence may state both sides: the wanted one counts */
		if (e->none ? got == 0 : (got & want) != 0) {
			counts->passed++;
			continue;
		}
		counts->failed++;
		sp_buf_addf(out, "%s:%d: %s: wanted ", p->file, e->line,
			    p->issues[e->issue].name);
		name_rows(want, out);
		sp_buf_adds(out, ", got ");
		name_rows(got, out);
		sp_buf_addf(out, ": %s\n", e->text);
	}
	sp_reading_free(reading);
}

static void list_issue(const sp_pack *p, size_t i, sp_buf *out)
{
	const sp_issue *is = &p->issues[i];

	sp_buf_addf(out, "\n### %s: %s\n\n%s\n", is->name, is->short_name,
		    is->proposition);
	if (is->title)
		sp_buf_addf(out, "\n- title: %s", is->title);
	if (is->stake)
		sp_buf_addf(out, "\n- stake: %s", is->stake);
	for (int role = SP_ABOUT; role <= SP_EXCEPT; role++) {
		bool any = false;
		for (size_t k = 0; k < p->nentries; k++) {
			const sp_entry *e = &p->entries[k];
			if (e->issue != i || e->role != (sp_role)role)
				continue;
			if (any)
				sp_buf_adds(out, "; ");
			else
				sp_buf_addf(out, "\n- %s: ",
					    sp_role_name((sp_role)role));
			sp_buf_addf(out, "`%s`", e->pattern);
			any = true;
		}
	}
	sp_buf_adds(out, "\n\nExamples:\n\n");
	for (size_t k = 0; k < p->nexamples; k++) {
		const sp_example *e = &p->examples[k];
		if (e->issue != i)
			continue;
		sp_buf_adds(out, "- ");
		name_rows(e->none ? 0 : row_bit(e->oppose, e->other), out);
		sp_buf_addf(out, ": %s%s%s\n", e->lead, e->lead[0] ? " " : "",
			    e->text);
	}
}

void sp_packlist(const sp_pack *p, sp_buf *out)
{
	sp_buf_addf(out, "# %s\n\nPack `%s`, version %s, %zu issue%s, %zu example%s.\n",
		    p->title, p->name, p->version, p->nissues,
		    sp_plural(p->nissues), p->nexamples, sp_plural(p->nexamples));
	for (size_t d = 0; d < p->ndimensions; d++) {
		sp_buf_addf(out, "\n## %s\n", p->dimensions[d].title);
		for (size_t i = 0; i < p->nissues; i++)
			if (p->issues[i].dimension == d)
				list_issue(p, i, out);
	}
}
