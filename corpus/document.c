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
	if (!d)
		return;
	sp_arena_free(d->arena);
	free(d);
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
