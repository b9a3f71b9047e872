#include "config.h"

#include "cli/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "cli/format.h"

static const char page[] =
#include "cli/sheet.html.h"
;

/* ---- lines ------------------------------------------------------------------ */

static const char header[] =
	"document\tsentence\tissue\tstance\tholder\tholder_name\tscope\tweight\t"
	"heading\tbefore\tafter\tsubmitter\n";

void sp_sheet_tsv(const sp_sample *s, FILE *out)
{
	fputs(header, out);
	for (size_t i = 0; i < s->n; i++) {
		const sp_sample_row *row = &s->rows[i];
		sp_format_field(row->document, '\t', out);
		sp_format_field(row->sentence, '\t', out);
		fprintf(out, "\t\t\t\tsentence\t%.6g\t", row->weight);
		sp_format_field(row->heading, '\t', out);
		sp_format_field(row->before, '\t', out);
		sp_format_field(row->after, '\t', out);
		sp_format_field(row->submitter, '\n', out);
	}
}

/* The third to sixth field of a line are the coder's. */
static bool is_coded(const char *line)
{
	const char *s = strchr(line, '\t');

	s = s ? strchr(s + 1, '\t') : NULL;
	return s && strncmp(s, "\t\t\t\t", 4) != 0;
}

bool sp_sheet_is_filled(const char *path)
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;
	bool coded = false;

	if (!f)
		return false;
	bool sheet = getline(&line, &size, f) > 0 &&
		     strncmp(line, header, strcspn(header, "\n")) == 0;
	while (sheet && !coded && getline(&line, &size, f) > 0)
		coded = is_coded(line);
	free(line);
	fclose(f);
	return coded;
}

/* ---- page --------------------------------------------------------------------- */

/* The issues with their propositions, by dimension. */
static bool add_dimensions(sp_corpus *c, const char *pack, sp_buf *out,
			   sp_error *err)
{
	sp_query *q = sp_query_new(c,
		"SELECT json_object('title', m.title, 'issues', json("
		" (SELECT json_group_array(json_object('name', i.name,"
		"   'short', i.short_name, 'proposition', i.proposition))"
		"  FROM (SELECT * FROM issue WHERE dimension = m.id"
		"        ORDER BY ord) i)))"
		" FROM dimension m JOIN pack k ON k.id = m.pack"
		" WHERE k.name = ifnull(?1, k.name) ORDER BY k.id, m.ord", err);
	sp_error local = SP_ERROR_INIT;
	const char *before = "[";

	if (!q)
		return false;
	sp_query_bind_text(q, 1, pack);
	for (; sp_query_step(q, &local); before = ",\n")
		sp_buf_addf(out, "%s%s", before, sp_query_text(q, 0));
	sp_buf_adds(out, *before == '[' ? "[]" : "]");
	sp_query_free(q);
	return sp_error_pass(err, &local);
}

static bool add_row(sp_query *q, const sp_sample_row *row, sp_buf *out,
		    sp_error *err)
{
	const char *const fields[] = { row->document, row->submitter,
		row->title, row->heading, row->before, row->sentence,
		row->after };
	const int n = sizeof fields / sizeof fields[0];
	char weight[32];

	for (int i = 0; i < n; i++)
		sp_query_bind_text(q, i + 1, fields[i]);
	snprintf(weight, sizeof weight, "%.6g", row->weight);
	sp_query_bind_text(q, n + 1, weight);
	bool ok = sp_query_step(q, err);
	if (ok)
		sp_buf_adds(out, sp_query_text(q, 0));
	sp_query_reset(q);
	return ok;
}

static bool add_rows(sp_corpus *c, const sp_sample *s, sp_buf *out,
		     sp_error *err)
{
	sp_query *q = sp_query_new(c,
		"SELECT json_object('document', ?1, 'submitter', ?2,"
		" 'title', ?3, 'heading', ?4, 'before', ?5, 'sentence', ?6,"
		" 'after', ?7, 'weight', ?8)", err);
	bool ok = q != NULL;

	for (size_t i = 0; ok && i < s->n; i++) {
		sp_buf_adds(out, i ? ",\n" : "[");
		ok = add_row(q, &s->rows[i], out, err);
	}
	sp_buf_adds(out, "]");
	sp_query_free(q);
	return ok;
}

/* Inside a script element only '<' can do harm; JSON may write it otherwise. */
static void put_json(const char *json, FILE *out)
{
	for (; *json; json++)
		if (*json == '<')
			fputs("\\u003c", out);
		else
			putc(*json, out);
}

/* `id` tells the browser to which sheet the answers belong that it keeps. */
static void put_page(const char *data, FILE *out)
{
	static const char place[] = "@SHEET@";
	const char *at = strstr(page, place);
	char id[SP_SHA256_HEX];

	sp_sha256(data, strlen(data), id);
	fwrite(page, 1, (size_t)(at - page), out);
	fprintf(out, "{\"id\":\"%.16s\",", id);
	put_json(data, out);
	fputs(at + strlen(place), out);
}

bool sp_sheet_html(sp_corpus *c, const char *pack, const sp_sample *s,
		   FILE *out, sp_error *err)
{
	sp_buf b = SP_BUF_INIT;

	sp_buf_adds(&b, "\"dimensions\":");
	bool ok = add_dimensions(c, pack, &b, err);
	sp_buf_adds(&b, ",\n\"rows\":");
	ok = ok && add_rows(c, s, &b, err);
	sp_buf_adds(&b, "}");
	if (ok)
		put_page(b.data, out);
	sp_buf_release(&b);
	return ok;
}
