#include "config.h"

#include "cli/format.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"

bool sp_format_parse(const char *name, sp_format *out)
{
	static const char *const names[] = {
		[SP_FORMAT_TABLE] = "table",
		[SP_FORMAT_CSV] = "csv",
		[SP_FORMAT_JSON] = "json",
		[SP_FORMAT_JSONL] = "jsonl",
		[SP_FORMAT_MARKDOWN] = "markdown",
	};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(names[i], name) == 0) {
			*out = (sp_format)i;
			return true;
		}
	return false;
}

void sp_format_field(const char *s, char after, FILE *out)
{
	for (; *s; s++)
		putc((unsigned char)*s < 0x20 ? ' ' : *s, out);
	putc(after, out);
}

void sp_format_bind_real(sp_query *q, int i, double v)
{
	char text[32];

	snprintf(text, sizeof text, "%.6f", v);
	sp_query_bind_text(q, i, isnan(v) ? NULL : text);
}

const sp_output_kind *sp_format_kind(sp_format format)
{
	static const sp_output_kind kinds[] = {
		[SP_FORMAT_TABLE] = { "table", NULL },
		[SP_FORMAT_CSV] = { "table", NULL },
		[SP_FORMAT_JSON] = { "JSON", "[" },
		[SP_FORMAT_JSONL] = { "JSON", "{" },
		[SP_FORMAT_MARKDOWN] = { "table", NULL },
	};

	return &kinds[format];
}

int sp_terminal_width(FILE *out)
{
	struct winsize size;
	int fd = fileno(out);

	if (fd < 0 || !isatty(fd) || ioctl(fd, TIOCGWINSZ, &size) != 0)
		return 0;
	return size.ws_col;
}

/* ---- csv ---------------------------------------------------------------- */

static void csv_text(const char *s, size_t n, FILE *out)
{
	if (!memchr(s, '"', n) && !memchr(s, ',', n) && !memchr(s, '\n', n) &&
	    !memchr(s, '\r', n)) {
		fwrite(s, 1, n, out);
		return;
	}
	putc('"', out);
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '"')
			putc('"', out);
		putc(s[i], out);
	}
	putc('"', out);
}

/* A BLOB in the formats that have none: as SQL writes it. */
static void put_blob(const sp_query *q, int col, FILE *out)
{
	const unsigned char *p = sp_query_blob(q, col);
	size_t n = sp_query_bytes(q, col);

	fputs("x'", out);
	for (size_t i = 0; i < n; i++)
		fprintf(out, "%02x", p[i]);
	putc('\'', out);
}

static bool csv_rows(sp_query *q, FILE *out, sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	int n = sp_query_columns(q);

	for (int i = 0; i < n; i++) {
		const char *name = sp_query_name(q, i);
		csv_text(name, strlen(name), out);
		fputs(i + 1 < n ? "," : "\r\n", out);
	}
	while (sp_query_step(q, &local))
		for (int i = 0; i < n; i++) {
			if (sp_query_is_blob(q, i)) {
				put_blob(q, i, out);
			} else {
				const char *s = sp_query_text(q, i);
				csv_text(s, sp_query_bytes(q, i), out);
			}
			fputs(i + 1 < n ? "," : "\r\n", out);
		}
	return sp_error_pass(err, &local);
}

/* ---- json --------------------------------------------------------------- */

/* The names of the columns as JSON, quoted once. Caller frees each and all. */
static char **json_names(sp_corpus *c, const sp_query *q, int n, sp_error *err)
{
	char **names = sp_calloc((size_t)n + 1, sizeof *names);

	for (int i = 0; i < n; i++) {
		sp_buf b = SP_BUF_INIT;
		sp_corpus_json(c, sp_query_name(q, i), &b, err);
		names[i] = sp_buf_detach(&b, NULL);
	}
	return names;
}

static bool json_row(const sp_query *q, char *const *names, int n, sp_buf *b,
		     sp_error *err)
{
	sp_buf_clear(b);
	for (int i = 0; i < n; i++) {
		sp_buf_addf(b, "%c%s:", i ? ',' : '{', names[i]);
		if (!sp_query_json(q, i, b, err))
			return false;
	}
	sp_buf_addc(b, '}');
	return true;
}

static bool json_rows(sp_corpus *c, sp_query *q, bool lines, FILE *out,
		      sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	int n = sp_query_columns(q);
	char **names = json_names(c, q, n, &local);
	sp_buf b = SP_BUF_INIT;
	bool first = true;

	if (!lines)
		putc('[', out);
	while (local.code == SP_OK && sp_query_step(q, &local)) {
		if (!json_row(q, names, n, &b, &local))
			break;
		if (!lines)
			fputs(first ? "\n" : ",\n", out);
		fwrite(b.data, 1, b.len, out);
		if (lines)
			putc('\n', out);
		first = false;
	}
	if (!lines)
		fputs("\n]\n", out);
	sp_buf_release(&b);
	for (int i = 0; i < n; i++)
		free(names[i]);
	free(names);
	return sp_error_pass(err, &local);
}

/* ---- markdown ------------------------------------------------------------ */

static void markdown_text(const char *s, FILE *out)
{
	for (; *s; s++) {
		if (*s == '|' || *s == '\\' || *s == '<' || *s == '`' ||
		    *s == '*' || *s == '_')
			putc('\\', out);
		if (*s == '\n')
			fputs("<br>", out);
		else
			putc((unsigned char)*s < 0x20 ? ' ' : *s, out);
	}
}

static bool markdown_rows(sp_query *q, FILE *out, sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	int n = sp_query_columns(q);

	for (int i = 0; i < n; i++) {
		fputs("| ", out);
		markdown_text(sp_query_name(q, i), out);
		putc(' ', out);
	}
	fputs("|\n", out);
	for (int i = 0; i < n; i++)
		fputs("| --- ", out);
	fputs("|\n", out);
	while (sp_query_step(q, &local)) {
		for (int i = 0; i < n; i++) {
			fputs("| ", out);
			if (sp_query_is_blob(q, i))
				put_blob(q, i, out);
			else
				markdown_text(sp_query_text(q, i), out);
			putc(' ', out);
		}
		fputs("|\n", out);
	}
	return sp_error_pass(err, &local);
}

bool sp_format_rows(sp_corpus *c, sp_query *q, sp_format format, int width,
		    FILE *out, sp_error *err)
{
	switch (format) {
	case SP_FORMAT_CSV:
		return csv_rows(q, out, err);
	case SP_FORMAT_JSON:
	case SP_FORMAT_JSONL:
		return json_rows(c, q, format == SP_FORMAT_JSONL, out, err);
	case SP_FORMAT_MARKDOWN:
		return markdown_rows(q, out, err);
	case SP_FORMAT_TABLE:
		break;
	}
	return sp_table_rows(q, width, out, err);
}

bool sp_format_records(sp_corpus *c, const char *const *names,
		       const char *json, bool as_json, FILE *out, sp_error *err)
{
	sp_buf sql = SP_BUF_INIT;

	if (as_json) {
		fprintf(out, "%s\n", json);
		return true;
	}
	for (size_t i = 0; names[i]; i++)
		sp_buf_addf(&sql, "%s json_extract(value, '$.%s') AS %s",
			    i ? "," : "SELECT", names[i], names[i]);
	sp_buf_adds(&sql, " FROM json_each(?1)");
	sp_query *q = sp_query_new(c, sql.data, err);
	if (q)
		sp_query_bind_text(q, 1, json);
	bool ok = q && sp_format_rows(c, q, SP_FORMAT_CSV, 0, out, err);
	sp_query_free(q);
	sp_buf_release(&sql);
	return ok;
}
