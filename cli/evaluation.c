#include "config.h"

#include "cli/evaluation.h"

#include <math.h>
#include <string.h>

#include "base/count.h"
#include "cli/format.h"

/* Categories in the order in which people name them. */
static const sp_cell order[SP_CELLS] = {
	SP_CELL_SUPPORT, SP_CELL_OPPOSE, SP_CELL_MIXED, SP_CELL_NONE
};

/* "0.612 [0.567, 0.656]", or as wide: without interval, or "-". */
static void put_estimate(const sp_estimate *x, int digits, FILE *out)
{
	int interval = 2 * (digits + 2) + 5;

	if (isnan(x->value))
		fprintf(out, "  %*s", -(digits + 2 + interval), "-");
	else if (isnan(x->low))
		fprintf(out, "  %.*f%*s", digits, x->value, interval, "");
	else
		fprintf(out, "  %.*f [%.*f, %.*f]", digits, x->value, digits,
			x->low, digits, x->high);
}

static void put_score(const char *name, const sp_score *s, FILE *out)
{
	fprintf(out, "%-12s %6zu %6zu %6zu", name, s->tally.gold,
		s->tally.found, s->tally.right);
	put_estimate(&s->precision, 3, out);
	put_estimate(&s->recall, 3, out);
	put_estimate(&s->f1, 3, out);
	putc('\n', out);
}

static void put_macro(const sp_evaluation *e, FILE *out)
{
	fprintf(out, "%-12s %20s", "macro", "");
	put_estimate(&e->macro_precision, 3, out);
	put_estimate(&e->macro_recall, 3, out);
	put_estimate(&e->macro_f1, 3, out);
	putc('\n', out);
}

static void put_rows(const sp_evaluation *e, FILE *out)
{
	double found = (double)e->positions.tally.found;

	fprintf(out, "%-12s %6s %6s %6s  %-20s  %-20s  %s\n", "", "gold",
		"found", "right", "precision", "recall", "F1");
	put_score("positions", &e->positions, out);
	put_score("  reported", &e->reported, out);
	put_macro(e, out);
	put_score("stances", &e->stances, out);
	fprintf(out, "\nflips: %zu of %zu found (%.1f %%)\n", e->flips,
		e->positions.tally.found,
		found > 0 ? 100 * (double)e->flips / found : 0.0);
}

static void put_figure(const char *name, double value, FILE *out)
{
	if (isnan(value))
		fprintf(out, "%s -", name);
	else
		fprintf(out, "%s %.3f", name, value);
}

static void put_agreement(const sp_evaluation *e, FILE *out)
{
	sp_confusion taken = sp_confusion_taken(&e->cells);
	size_t cells = sp_confusion_cells(&e->cells);

	fprintf(out, "\nstances in %zu cell%s (documents x issues of the gold)\n"
		     "%-22s", cells, sp_plural(cells),
		"  Cohen's kappa");
	put_estimate(&e->kappa, 3, out);
	fprintf(out, "\n%-22s", "  Krippendorff's alpha");
	put_estimate(&e->alpha, 3, out);
	fprintf(out, "\n%-22s  agree %zu of %zu, ", "  where both take one",
		sp_confusion_agreed(&taken), sp_confusion_cells(&taken));
	put_figure("kappa", e->kappa_taken, out);
	fprintf(out, "\n\n  %-14s", "gold \\ found");
	for (int f = 0; f < SP_CELLS; f++)
		fprintf(out, " %8s", sp_cell_name(order[f]));
	putc('\n', out);
	for (int g = 0; g < SP_CELLS; g++) {
		fprintf(out, "  %-14s", sp_cell_name(order[g]));
		for (int f = 0; f < SP_CELLS; f++)
			fprintf(out, " %8zu", e->cells.n[order[g]][order[f]]);
		putc('\n', out);
	}
}

static int name_width(const sp_evaluation *e)
{
	size_t width = strlen("issue");

	for (size_t i = 0; i < e->nissues; i++)
		if (strlen(e->issues[i].name) > width)
			width = strlen(e->issues[i].name);
	return width < 40 ? (int)width : 40;
}

static void put_issues(const sp_evaluation *e, FILE *out)
{
	int width = name_width(e);

	fprintf(out, "\n%-*s %4s %5s %5s %5s  %-17s  %-17s  %-17s  %s\n", width,
		"issue", "gold", "found", "right", "flips", "precision",
		"recall", "F1", "kappa");
	for (size_t i = 0; i < e->nissues; i++) {
		const sp_issue_score *s = &e->issues[i];
		const sp_tally *t = &s->positions.tally;
		fprintf(out, "%-*s %4zu %5zu %5zu %5zu", width, s->name,
			t->gold, t->found, t->right, s->flips);
		put_estimate(&s->positions.precision, 2, out);
		put_estimate(&s->positions.recall, 2, out);
		put_estimate(&s->positions.f1, 2, out);
		put_figure(" ", s->kappa, out);
		putc('\n', out);
	}
}

void sp_evaluation_print(const sp_evaluation *e, bool issues, FILE *out)
{
	fprintf(out, "%zu document%s in the gold, %zu of them in the corpus; "
		     "in brackets 95 %% intervals\n",
		e->documents, sp_plural(e->documents), e->documents - e->absent);
	if (e->weighted)
		fprintf(out, "%zu sentence%s of them read, for %.0f of the corpus; "
			     "precision, recall and F1 of rows\nare estimates for "
			     "these, counts are not\n",
			e->sentences, sp_plural(e->sentences), e->stand_for);
	else if (e->sentences)
		fprintf(out, "%zu sentence%s of them read\n", e->sentences,
			sp_plural(e->sentences));
	putc('\n', out);
	put_rows(e, out);
	put_agreement(e, out);
	if (issues)
		put_issues(e, out);
}

/* ---- misses -------------------------------------------------------------- */

void sp_evaluation_print_misses(const sp_evaluation *e, const char *issue,
				FILE *out)
{
	fputs("result\tdocument\tissue\tstance\tholder\tsentence\tposition\n",
	      out);
	for (size_t i = 0; i < e->nmisses; i++) {
		const sp_miss *m = &e->misses[i];
		if (issue && strcmp(issue, m->issue) != 0)
			continue;
		fputs(m->found ? "wrong\t" : "missed\t", out);
		sp_format_field(m->document, '\t', out);
		sp_format_field(m->issue, '\t', out);
		fprintf(out, "%s\t%s\t", m->oppose ? "oppose" : "support",
			m->other ? "other" : "self");
		sp_format_field(m->sentence, '\t', out);
		if (m->found)
			fprintf(out, "%lld", (long long)m->position);
		putc('\n', out);
	}
}
