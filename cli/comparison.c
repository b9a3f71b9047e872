/* SQLite makes each line as a JSON object; a query cuts CSV out of them, so
 * that both say the same. */
#include "config.h"

#include "cli/comparison.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "cli/format.h"

static const char csv_sql[] =
#include "cli/comparison.sql.h"
;

/* ---- for reading ---------------------------------------------------------- */

static int name_width(const sp_comparison *x, bool issues)
{
	size_t width = strlen("positions");

	for (size_t i = 0; issues && i < x->nissues; i++)
		if (strlen(x->issues[i].issue) > width)
			width = strlen(x->issues[i].issue);
	return width < 40 ? (int)width : 40;
}

static void put_side(const sp_score *s, FILE *out)
{
	fprintf(out, "  %5zu %5zu  %.3f %.3f %.3f", s->tally.found,
		s->tally.right, s->precision.value, s->recall.value,
		s->f1.value);
}

static void put_part(const sp_comparison_part *p, int width, FILE *out)
{
	const sp_contest *n = &p->contest;

	fprintf(out, "%-*s %5zu", width, p->issue ? p->issue : "positions",
		p->a.tally.gold > p->b.tally.gold ? p->a.tally.gold :
						    p->b.tally.gold);
	put_side(&p->a, out);
	put_side(&p->b, out);
	if (isnan(p->f1.value))
		fprintf(out, "  %6s", "-");
	else
		fprintf(out, "  %+.3f", p->f1.value);
	fprintf(out, "  %6zu %6zu  %.3g\n", n->only_a, n->only_b, n->p);
}

static void put_change(const char *name, const sp_estimate *x, FILE *out)
{
	if (isnan(x->value))
		fprintf(out, "  %-10s -\n", name);
	else if (isnan(x->low))
		fprintf(out, "  %-10s %+.3f\n", name, x->value);
	else
		fprintf(out, "  %-10s %+.3f [%+.3f, %+.3f]\n", name, x->value,
			x->low, x->high);
}

static void put_contest(const sp_contest *n, FILE *out)
{
	fprintf(out,
		"\nrows of the gold, and rows that either found beside it\n"
		"  both right   %6zu\n  only A right %6zu\n"
		"  only B right %6zu\n  both wrong   %6zu\n"
		"McNemar's exact test, only A against only B: p = %.3g\n",
		n->both, n->only_a, n->only_b, n->neither, n->p);
}

static void print(const sp_comparison *x, const sp_sides *sides, bool issues,
		  FILE *out)
{
	int width = name_width(x, issues);

	fprintf(out, "A: %s\nB: %s\n\n", sides->a, sides->b);
	fprintf(out, "%*s  %-30s  %-30s  %-6s  %s\n", width + 6, "", "A", "B",
		"B - A", "right in only");
	fprintf(out, "%-*s %5s", width, "", "gold");
	for (int s = 0; s < 2; s++)
		fprintf(out, "  %5s %5s  %-5s %-5s %-5s", "found", "right",
			"P", "R", "F1");
	fprintf(out, "  %6s  %6s %6s  %s\n", "F1", "A", "B", "p");
	put_part(&x->all, width, out);
	for (size_t i = 0; issues && i < x->nissues; i++)
		put_part(&x->issues[i], width, out);
	fputs("\nB less A, in brackets 95 % intervals\n", out);
	put_change("precision", &x->all.precision, out);
	put_change("recall", &x->all.recall, out);
	put_change("F1", &x->all.f1, out);
	put_contest(&x->all.contest, out);
}

/* ---- as data -------------------------------------------------------------- */

#define REAL(i) "CAST(?" #i " AS REAL)"

static const char part_sql[] =
	"SELECT json_object('part', ?1, 'issue', ?2, 'gold', ?3,"
	" 'a', json_object('found', ?4, 'right', ?5, 'precision', " REAL(6)
	", 'recall', " REAL(7) ", 'f1', " REAL(8) "),"
	" 'b', json_object('found', ?9, 'right', ?10, 'precision', " REAL(11)
	", 'recall', " REAL(12) ", 'f1', " REAL(13) "),"
	" 'change', json_object('precision', json_object('value', " REAL(14)
	", 'low', " REAL(15) ", 'high', " REAL(16) "),"
	" 'recall', json_object('value', " REAL(17)
	", 'low', " REAL(18) ", 'high', " REAL(19) "),"
	" 'f1', json_object('value', " REAL(20)
	", 'low', " REAL(21) ", 'high', " REAL(22) ")),"
	" 'rows', json_object('both_right', ?23, 'only_a_right', ?24,"
	" 'only_b_right', ?25, 'both_wrong', ?26, 'p', " REAL(27) "))";

static const char row_sql[] =
	"SELECT json_object('found_in', ?1, 'right_in', ?2, 'document', ?3,"
	" 'issue', ?4, 'stance', ?5, 'holder', ?6, 'sentence', ?7, 'line', ?8,"
	" 'position', ?9)";

static void bind_count(sp_query *q, int *i, size_t n)
{
	sp_query_bind_int(q, (*i)++, (int64_t)n);
}

static void bind_score(sp_query *q, int *i, const sp_score *s)
{
	bind_count(q, i, s->tally.found);
	bind_count(q, i, s->tally.right);
	sp_format_bind_real(q, (*i)++, s->precision.value);
	sp_format_bind_real(q, (*i)++, s->recall.value);
	sp_format_bind_real(q, (*i)++, s->f1.value);
}

static void bind_estimate(sp_query *q, int *i, const sp_estimate *x)
{
	sp_format_bind_real(q, (*i)++, x->value);
	sp_format_bind_real(q, (*i)++, x->low);
	sp_format_bind_real(q, (*i)++, x->high);
}

static bool add_object(sp_query *q, sp_buf *out, sp_error *err)
{
	bool ok = sp_query_step(q, err);

	if (ok) {
		sp_buf_adds(out, out->len ? ",\n" : "[");
		sp_buf_adds(out, sp_query_text(q, 0));
	}
	sp_query_reset(q);
	return ok;
}

/* A probability may be far below six digits. */
static const char *p_text(double p, char *text, size_t n)
{
	snprintf(text, n, "%.6g", p);
	return text;
}

static bool add_part(sp_query *q, const sp_comparison_part *p, sp_buf *out,
		     sp_error *err)
{
	const sp_contest *n = &p->contest;
	char text[32];
	int i = 3;

	sp_query_bind_text(q, 1, p->issue ? "issue" : "positions");
	sp_query_bind_text(q, 2, p->issue);
	bind_count(q, &i, p->a.tally.gold > p->b.tally.gold ? p->a.tally.gold :
							     p->b.tally.gold);
	bind_score(q, &i, &p->a);
	bind_score(q, &i, &p->b);
	bind_estimate(q, &i, &p->precision);
	bind_estimate(q, &i, &p->recall);
	bind_estimate(q, &i, &p->f1);
	bind_count(q, &i, n->both);
	bind_count(q, &i, n->only_a);
	bind_count(q, &i, n->only_b);
	bind_count(q, &i, n->neither);
	sp_query_bind_text(q, i, p_text(n->p, text, sizeof text));
	return add_object(q, out, err);
}

static bool add_parts(sp_corpus *c, const sp_comparison *x, bool issues,
		      sp_buf *out, sp_error *err)
{
	sp_query *q = sp_query_new(c, part_sql, err);
	bool ok = q && add_part(q, &x->all, out, err);

	for (size_t i = 0; ok && issues && i < x->nissues; i++)
		ok = add_part(q, &x->issues[i], out, err);
	sp_buf_adds(out, "]");
	sp_query_free(q);
	return ok;
}

/* The rows of `sql` with `json` bound to its parameter, as CSV. */
static bool write_csv(sp_corpus *c, const char *sql, const char *json,
		      FILE *out, sp_error *err)
{
	sp_query *q = sp_query_new(c, sql, err);

	if (!q)
		return false;
	sp_query_bind_text(q, 1, json);
	bool ok = sp_format_rows(c, q, SP_FORMAT_CSV, 0, out, err);
	sp_query_free(q);
	return ok;
}

static bool write_json(sp_corpus *c, const sp_sides *sides, const char *parts,
		       FILE *out, sp_error *err)
{
	sp_query *q = sp_query_new(c,
		"SELECT json_object('a', ?1, 'b', ?2, 'parts', json(?3))", err);

	if (!q)
		return false;
	sp_query_bind_text(q, 1, sides->a);
	sp_query_bind_text(q, 2, sides->b);
	sp_query_bind_text(q, 3, parts);
	bool ok = sp_query_step(q, err);
	if (ok)
		fprintf(out, "%s\n", sp_query_text(q, 0));
	sp_query_free(q);
	return ok;
}

bool sp_comparison_write(sp_corpus *c, const sp_comparison *x,
			 const sp_sides *sides, bool issues, sp_format format,
			 FILE *out, sp_error *err)
{
	sp_buf b = SP_BUF_INIT;

	if (format == SP_FORMAT_TABLE) {
		print(x, sides, issues, out);
		return true;
	}
	bool ok = add_parts(c, x, issues, &b, err) &&
		  (format == SP_FORMAT_JSON ?
		   write_json(c, sides, b.data, out, err) :
		   write_csv(c, csv_sql, b.data, out, err));
	sp_buf_release(&b);
	return ok;
}

/* ---- rows ------------------------------------------------------------------ */

static const char *found_in(const sp_difference *d)
{
	return d->found_by_b ? "B" : "A";
}

static const char *right_in(const sp_difference *d)
{
	return sp_difference_right_in_b(d) ? "B" : "A";
}

static void print_row(const sp_difference *d, FILE *out)
{
	fprintf(out, "%s\t%s\t", found_in(d), right_in(d));
	sp_format_field(d->document, '\t', out);
	sp_format_field(d->issue, '\t', out);
	fprintf(out, "%s\t%s\t", d->oppose ? "oppose" : "support",
		d->other ? "other" : "self");
	sp_format_field(d->sentence, '\t', out);
	fprintf(out, "%lld\n", (long long)d->position);
}

static bool add_row(sp_query *q, const sp_difference *d, sp_buf *out,
		    sp_error *err)
{
	sp_query_bind_text(q, 1, found_in(d));
	sp_query_bind_text(q, 2, right_in(d));
	sp_query_bind_text(q, 3, d->document);
	sp_query_bind_text(q, 4, d->issue);
	sp_query_bind_text(q, 5, d->oppose ? "oppose" : "support");
	sp_query_bind_text(q, 6, d->other ? "other" : "self");
	sp_query_bind_text(q, 7, d->sentence);
	sp_query_bind_text(q, 8, NULL);
	if (d->line)
		sp_query_bind_int(q, 8, d->line);
	sp_query_bind_int(q, 9, d->position);
	return add_object(q, out, err);
}

static bool is_wanted(const sp_difference *d, const char *issue)
{
	return !issue || strcmp(issue, d->issue) == 0;
}

static bool write_rows_data(sp_corpus *c, const sp_comparison *x,
			    const char *issue, bool json, FILE *out,
			    sp_error *err)
{
	static const char *const names[] = {
		"found_in", "right_in", "document", "issue", "stance",
		"holder", "sentence", "line", "position", NULL
	};
	sp_query *q = sp_query_new(c, row_sql, err);
	sp_buf b = SP_BUF_INIT;
	bool ok = q != NULL;

	for (size_t i = 0; ok && i < x->nrows; i++)
		if (is_wanted(&x->rows[i], issue))
			ok = add_row(q, &x->rows[i], &b, err);
	sp_buf_adds(&b, b.len ? "]" : "[]");
	ok = ok && sp_format_records(c, names, b.data, json, out, err);
	sp_query_free(q);
	sp_buf_release(&b);
	return ok;
}

bool sp_comparison_write_rows(sp_corpus *c, const sp_comparison *x,
			      const char *issue, sp_format format, FILE *out,
			      sp_error *err)
{
	if (format != SP_FORMAT_TABLE)
		return write_rows_data(c, x, issue, format == SP_FORMAT_JSON,
				       out, err);
	fputs("found_in\tright_in\tdocument\tissue\tstance\tholder\tsentence\tposition\n",
	      out);
	for (size_t i = 0; i < x->nrows; i++)
		if (is_wanted(&x->rows[i], issue))
			print_row(&x->rows[i], out);
	return true;
}
