/* attach.c - see attach.h. CSV as RFC 4180 has it, in UTF-8, with a header. */
#include "config.h"

#include "report/attach.h"

#include <string.h>

static const char counts_sql[] =
#include "report/shown/counts.sql.h"
	;
static const char rows_sql[] =
#include "report/stance_rows.sql.h"
	;

static void field(sp_buf *b, const char *s, bool last)
{
	if (strpbrk(s, ",\"\r\n")) {
		sp_buf_addc(b, '"');
		for (; *s; s++) {
			if (*s == '"')
				sp_buf_addc(b, '"');
			sp_buf_addc(b, *s);
		}
		sp_buf_addc(b, '"');
	} else {
		sp_buf_adds(b, s);
	}
	sp_buf_adds(b, last ? "\r\n" : ",");
}

static void stance_row(sp_buf *b, const sp_model *m, const sp_query *q)
{
	int s = sp_model_submitter(m, sp_query_int(q, 0));
	int i = sp_model_issue(m, sp_query_int(q, 1));

	if (s < 0 || i < 0)
		return;
	field(b, m->submitters[s].name, false);
	field(b, m->submitters[s].short_name, false);
	field(b, sp_type_name(m->submitters[s].type), false);
	sp_buf_addf(b, "%d,", i + 1);
	field(b, m->issues[i].name, false);
	field(b, sp_query_text(q, 2), false);
	field(b, sp_query_text(q, 3), false);
	field(b, sp_query_text(q, 4), true);
}

static bool stances(sp_book *b, sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	sp_buf csv = SP_BUF_INIT;
	sp_query *q = sp_query_new(b->c, rows_sql, &local);

	sp_buf_adds(&csv, "submitter,short_name,kind,number,issue,stance,"
			  "support,oppose\r\n");
	while (q && sp_query_step(q, &local))
		stance_row(&csv, b->m, q);
	sp_query_free(q);
	if (sp_error_pass(err, &local))
		sp_pdf_attach(b->pdf, "stances.csv", "text/csv",
			      "The stance of each submitter on each issue that "
			      "it addresses, with its positions on either side",
			      csv.data, csv.len);
	sp_buf_release(&csv);
	return local.code == SP_OK;
}

static bool issues(sp_book *b, sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	sp_buf csv = SP_BUF_INIT;
	sp_query *q = sp_query_new(b->c, counts_sql, &local);
	int n = q ? sp_query_columns(q) : 0;

	for (int k = 0; k < n; k++)
		field(&csv, sp_query_name(q, k), k + 1 == n);
	while (q && sp_query_step(q, &local))
		for (int k = 0; k < n; k++)
			field(&csv, sp_query_text(q, k), k + 1 == n);
	sp_query_free(q);
	if (sp_error_pass(err, &local))
		sp_pdf_attach(b->pdf, "issues.csv", "text/csv",
			      "Each issue counted by documents, submitters and "
			      "distinct texts, over the whole corpus",
			      csv.data, csv.len);
	sp_buf_release(&csv);
	return local.code == SP_OK;
}

static void map(sp_book *b)
{
	sp_buf csv = SP_BUF_INIT;

	if (!sp_map_tells(b->map))
		return;
	sp_buf_adds(&csv, "submitter,short_name,kind,across,up,certain\r\n");
	for (int i = 0; i < b->map->npoints; i++) {
		const sp_map_point *p = &b->map->points[i];
		const sp_submitter *s = &b->m->submitters[p->submitter];

		field(&csv, s->name, false);
		field(&csv, s->short_name, false);
		field(&csv, sp_type_name(s->type), false);
		for (int axis = 0; axis < 2; axis++) {
			long v = (long)(p->at[axis] * 1000 +
					(p->at[axis] < 0 ? -0.5 : 0.5));

			/* never the locale's decimal comma */
			sp_buf_addf(&csv, "%s%ld.%03ld,", v < 0 ? "-" : "",
				    (v < 0 ? -v : v) / 1000,
				    (v < 0 ? -v : v) % 1000);
		}
		field(&csv, p->sure ? "yes" : "no", true);
	}
	sp_pdf_attach(b->pdf, "map.csv", "text/csv",
		      "Where the position map places each submitter", csv.data,
		      csv.len);
	sp_buf_release(&csv);
}

bool sp_attach_data(sp_book *b, sp_error *err)
{
	if (!issues(b, err))
		return false;
	map(b);
	return stances(b, err);
}
