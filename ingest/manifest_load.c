/* A manifest's table: columns, values, dates. */
#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "ingest/date.h"
#include "ingest/manifest.h"
#include "ingest/manifest_columns.h"
#include "ingest/source.h"

/* A table on its way in. */
typedef struct load {
	sp_manifest *m;
	sp_table *t;
	sp_arena *arena;	/* of its rows, until they are put */
	const char *path, *folder;
	sp_column columns[SP_TABLE_CELLS_MAX];
	sp_manifest_row *rows;	/* dates as written */
	size_t n, cap;
	bool day_first, month_first;	/* some date says so: 14/3/2025, 3/14/2025 */
	sp_attribute attributes[SP_TABLE_CELLS_MAX];
} load;

/* The cell without outer blanks, in the arena; NULL if nothing is left. */
static const char *value(load *l, const sp_cell *c)
{
	const char *s = c->text, *end = s + c->len;

	while (s < end && isspace((unsigned char)*s))
		s++;
	while (end > s && isspace((unsigned char)end[-1]))
		end--;
	return end > s ? sp_arena_strndup(l->arena, s, (size_t)(end - s)) : NULL;
}

static const char *file_of(load *l, const char *name)
{
	sp_buf path = SP_BUF_INIT;

	while (strncmp(name, "./", 2) == 0)
		name += 2;
	if (l->folder && *l->folder && *name != '/')
		sp_buf_addf(&path, "%s/", l->folder);
	for (; *name; name++)	/* as Windows writes it */
		sp_buf_addc(&path, *name == '\\' ? '/' : *name);
	const char *file = sp_arena_strndup(l->arena, path.data, path.len);
	sp_buf_release(&path);
	return file;
}

static const char *type_of(load *l, const char *words, int line)
{
	const char *type = sp_submitter_type(words);

	if (!type)
		sp_manifest_complain(l->m, l->path, line,
				     "'%s' is no kind of submitter (individual, company, trade-association, nonprofit, academic, government, other): left out",
				     words);
	return type;
}

static const char *language_of(load *l, const char *tag, int line)
{
	if (sp_manifest_is_language(tag))
		return tag;
	sp_manifest_complain(l->m, l->path, line,
			     "'%s' is no language tag (en, pt-BR): left out", tag);
	return NULL;
}

/* Two numbers, both parted from the year by slashes: which is the day? */
static void note_order(load *l, const char *date)
{
	int a, b, year;

	if (!date || sscanf(date, "%2d/%2d/%4d", &a, &b, &year) != 3)
		return;
	l->day_first |= a > 12 && b <= 12;
	l->month_first |= b > 12 && a <= 12;
}

static void set(load *l, sp_manifest_row *row, sp_column c, const char *name, const char *s)
{
	switch (c) {
	case SP_COLUMN_FILE:
		row->file = file_of(l, s);
		break;
	case SP_COLUMN_SUBMITTER:
		row->submitter = s;
		break;
	case SP_COLUMN_TYPE:
		row->type = type_of(l, s, row->line);
		break;
	case SP_COLUMN_DATE:
		row->date = s;	/* as written, until all are known */
		note_order(l, s);
		break;
	case SP_COLUMN_DOCKET:
		row->docket = s;
		break;
	case SP_COLUMN_URL:
		row->url = s;
		break;
	case SP_COLUMN_QUESTION:
		row->question = s;
		break;
	case SP_COLUMN_TITLE:
		row->title = s;
		break;
	case SP_COLUMN_LANGUAGE:
		row->language = language_of(l, s, row->line);
		break;
	default:
		if (*name)
			l->attributes[row->nattributes++] = (sp_attribute){ name, s };
	}
}

static void read_row(load *l, const sp_table_row *r)
{
	sp_manifest_row row = { .table = l->path, .line = r->line, .anywhere = !l->folder };
	size_t ncolumns = sp_table_columns(l->t);

	if (r->problem)
		sp_manifest_complain(l->m, l->path, r->line, "%s", r->problem);
	if (!r->n)
		return;
	if (r->n > ncolumns)
		sp_manifest_complain(l->m, l->path, r->line,
				     "%zu cells, but the header has %zu: the others are left out",
				     r->n, ncolumns);
	for (size_t i = 0; i < r->n && i < ncolumns; i++) {
		const char *s = value(l, &r->cells[i]);
		if (s)
			set(l, &row, l->columns[i], sp_table_column(l->t, i), s);
	}
	if (!row.file) {
		sp_manifest_complain(l->m, l->path, r->line, "names no file: left out");
		return;
	}
	size_t size = row.nattributes * sizeof *row.attributes;
	sp_attribute *attributes = sp_arena_alloc(l->arena, size + 1);
	if (size)
		memcpy(attributes, l->attributes, size);
	row.attributes = attributes;
	l->rows = sp_grow(l->rows, l->n, &l->cap, sizeof *l->rows);
	l->rows[l->n++] = row;
}

/* "14/3/2025" and "14/3/25 10:30" where the table writes the day first. */
static bool date_of(const load *l, const char *s, char out[SP_DATE_SIZE])
{
	int d, m, y, end = 0;
	char turned[32];
	bool day_first = l->day_first ||
		(sp_table_separator(l->t) == ';' && !l->month_first);

	if (day_first && !(l->month_first) &&
	    sscanf(s, "%2d/%2d/%4d%n", &d, &m, &y, &end) == 3 &&
	    !isalnum((unsigned char)s[end]) && s[end] != '/') {
		if (s[end - 3] == '/')	/* two digits of it */
			y += 2000;
		snprintf(turned, sizeof turned, "%04d-%02d-%02d", y, m, d);
		return sp_date(turned, out);
	}
	return sp_date(s, out);
}

static void put_rows(load *l)
{
	for (size_t i = 0; i < l->n; i++) {
		sp_manifest_row *row = &l->rows[i];
		const char *written = row->date;
		char date[SP_DATE_SIZE];
		row->date = written && date_of(l, written, date) ? date : NULL;
		if (written && !row->date)
			sp_manifest_complain(l->m, l->path, row->line,
					     "'%s' is no date (YYYY-MM-DD): left out", written);
		sp_manifest_put(l->m, row);
	}
}

static bool has_file(load *l, sp_error *err)
{
	bool bulk = false;

	for (size_t i = 0; i < sp_table_columns(l->t); i++) {
		if (l->columns[i] == SP_COLUMN_FILE)
			return true;
		bulk |= strcmp(sp_table_column(l->t, i), "Comment") == 0;
	}
	return sp_fail(err, SP_ESYNTAX, l->path, 1, "the header line names no column 'file'%s",
		       bulk ? "; if this is a bulk download, give it as a PATH" : "");
}

/* Columns that we do not know are kept, but nothing is counted by them. */
static void say_attributes(load *l)
{
	sp_buf line = SP_BUF_INIT;

	for (size_t i = 0; i < sp_table_columns(l->t); i++) {
		const char *name = sp_table_column(l->t, i), *meant;
		if (l->columns[i] != SP_COLUMN_OTHER || !*name)
			continue;
		sp_buf_addf(&line, "%s%s", line.len ? ", " :
			    "columns without a meaning here, kept as attributes: ", name);
		if ((meant = sp_column_meant(name)))
			sp_buf_addf(&line, " (did you mean '%s'?)", meant);
	}
	if (line.len)
		sp_manifest_remark(l->m, l->path, line.data);
	sp_buf_release(&line);
}

bool sp_manifest_add(sp_manifest *m, const char *path, sp_table_read read,
		     void *arg, const char *folder, sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	sp_table *t = sp_table_open(path, read, arg, &local);
	sp_table_row row;

	if (!t)
		return sp_error_pass(err, &local);
	load *l = sp_calloc(1, sizeof *l);
	*l = (load){ .m = m, .t = t, .arena = sp_arena_new(), .path = path, .folder = folder };
	sp_columns_of(t, l->columns);
	if (has_file(l, &local)) {
		say_attributes(l);
		while (sp_table_next(t, &row, &local))
			read_row(l, &row);
		put_rows(l);
		sp_manifest_cover(m, path, folder);
	}
	sp_arena_free(l->arena);
	free(l->rows);
	free(l);
	sp_table_free(t);
	return sp_error_pass(err, &local);
}

bool sp_manifest_add_file(sp_manifest *m, const char *file, const char *path,
			  const char *folder, sp_error *err)
{
	sp_source_file *s = sp_source_open(file, err);
	bool ok = s && sp_manifest_add(m, path, sp_source_read, s, folder, err);

	sp_source_close(s);
	return ok;
}
