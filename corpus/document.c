#include "config.h"

#include "corpus/document.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

const char *sp_block_kind_name(sp_block_kind kind)
{
	static const char *const names[] = {
		[SP_HEADING] = "heading",
		[SP_PARAGRAPH] = "paragraph",
		[SP_LIST_ITEM] = "list-item",
		[SP_TABLE_ROW] = "table-row",
		[SP_QUOTE] = "quote",
	};

	return names[kind];
}

sp_document *sp_document_new(const char *path)
{
	sp_document *d = sp_calloc(1, sizeof *d);

	d->arena = sp_arena_new();
	d->path = sp_arena_strdup(d->arena, path);
	return d;
}

void sp_document_free(sp_document *d)
{
	while (d) {
		sp_document *next = d->next;
		sp_arena_free(d->arena);
		free(d);
		d = next;
	}
}

/* ---- metadata ------------------------------------------------------------ */

const char *sp_datum_name(sp_datum datum)
{
	static const char *const names[SP_DATUM_COUNT] = {
		[SP_DATUM_SUBMITTER] = "submitter",
		[SP_DATUM_KIND] = "submitter_type",
		[SP_DATUM_DATE] = "submitted_on",
		[SP_DATUM_TITLE] = "title",
		[SP_DATUM_DOCKET] = "docket_id",
	};

	return names[datum];
}

static const char **slot_of(sp_document *d, sp_datum datum)
{
	switch (datum) {
	case SP_DATUM_SUBMITTER: return &d->submitter;
	case SP_DATUM_KIND: return &d->submitter_type;
	case SP_DATUM_DATE: return &d->submitted_on;
	case SP_DATUM_TITLE: return &d->title;
	default: return &d->docket_id;
	}
}

const char *sp_document_datum(const sp_document *d, sp_datum datum)
{
	return *slot_of((sp_document *)(uintptr_t)d, datum);
}

const char *sp_document_line(sp_document *d, const char *s, size_t limit)
{
	sp_buf one = SP_BUF_INIT;

	for (size_t i = 0, n = strlen(s); i < n;) {
		unsigned cp;
		i += sp_utf8_decode(s + i, n - i, &cp);
		if (cp > ' ' && (cp < 0x7f || cp > 0x9f))
			sp_buf_addcp(&one, cp);
		else if (one.len && one.data[one.len - 1] != ' ')
			sp_buf_addc(&one, ' ');
	}
	sp_buf_truncate(&one, sp_utf8_cut(one.data, one.len, limit));
	if (one.len && one.data[one.len - 1] == ' ')
		sp_buf_truncate(&one, one.len - 1);
	const char *copy = one.len ? sp_arena_strndup(d->arena, one.data, one.len) : NULL;
	sp_buf_release(&one);
	return copy;
}

void sp_document_set(sp_document *d, sp_datum datum, const char *value,
		     const char *source, const char *evidence)
{
	enum { VALUE_LIMIT = 500, NAME_LIMIT = 200 };
	const char *kept = sp_document_line(d, value, datum == SP_DATUM_TITLE ? VALUE_LIMIT : NAME_LIMIT);

	if (!kept)
		return;
	*slot_of(d, datum) = kept;
	d->origin[datum].source = sp_arena_strdup(d->arena, source);
	d->origin[datum].evidence = evidence ? sp_document_line(d, evidence, NAME_LIMIT) : NULL;
}

void sp_document_alias(sp_document *d, const char *alias, const char *evidence)
{
	size_t n = d->naliases;
	const char *kept = sp_document_line(d, alias, 200);
	const char *said = sp_document_line(d, evidence, 200);

	for (size_t i = 0; kept && i < n; i++)
		if (strcmp(d->aliases[i].alias, kept) == 0)
			return;
	if (!kept || !said)
		return;
	sp_alias *grown = sp_arena_alloc(d->arena, (n + 1) * sizeof *grown);
	if (n)
		memcpy(grown, d->aliases, n * sizeof *grown);
	grown[n] = (sp_alias){
		.name = d->submitter, .alias = kept, .evidence = said,
	};
	d->aliases = grown;
	d->naliases = n + 1;
}

void sp_document_problem(sp_document *d, sp_severity severity, int line,
			 const char *fmt, ...)
{
	sp_buf msg = SP_BUF_INIT;
	size_t n = d->nproblems;
	va_list ap;

	va_start(ap, fmt);
	sp_buf_addv(&msg, fmt, ap);
	va_end(ap);
	sp_buf_truncate(&msg, sp_utf8_line(msg.data, msg.len));
	sp_problem *grown = sp_arena_alloc(d->arena, (n + 1) * sizeof *grown);
	if (n)
		memcpy(grown, d->problems, n * sizeof *grown);
	grown[n].severity = severity;
	grown[n].line = line;
	grown[n].message = sp_arena_strndup(d->arena, msg.data, msg.len);
	d->problems = grown;
	d->nproblems = n + 1;
	sp_buf_release(&msg);
}

void sp_document_repair(sp_document *d, const char *kind, size_t count,
			const char *before, size_t nbefore,
			const char *after, size_t nafter)
{
	size_t n = d->nrepairs;

	for (size_t i = 0; i < n; i++)
		if (strcmp(d->repairs[i].kind, kind) == 0) {
			d->repairs[i].count += count;
			return;
		}
	sp_repair *grown = sp_arena_alloc(d->arena, (n + 1) * sizeof *grown);
	if (n)
		memcpy(grown, d->repairs, n * sizeof *grown);
	grown[n] = (sp_repair){ .kind = sp_arena_strdup(d->arena, kind), .count = count };
	if (before) {
		grown[n].before = sp_arena_strndup(d->arena, before, nbefore);
		grown[n].after = sp_arena_strndup(d->arena, after, nafter);
	}
	d->repairs = grown;
	d->nrepairs = n + 1;
}

size_t sp_document_repaired(const sp_document *d)
{
	size_t count = 0;

	for (size_t i = 0; i < d->nrepairs; i++)
		count += d->repairs[i].count;
	return count;
}
