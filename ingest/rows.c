#include "config.h"

#include "ingest/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

/* The folder of the first n bytes of `path`, with its slash, and `name` in it. */
static void beside(const char *path, size_t n, const char *name, sp_buf *out)
{
	while (n && path[n - 1] != '/')
		n--;
	sp_buf_clear(out);
	sp_buf_add(out, path, n);
	sp_buf_adds(out, name);
}

static sp_manifest_row *find_whole(const sp_manifest *m, const char *path, size_t archive,
				   const char *table)
{
	if (table)
		return sp_manifest_find(m, table);
	char *name = archive ? sp_strndup(path, archive) : NULL;
	sp_manifest_row *row = name ? sp_manifest_find(m, name) : NULL;
	free(name);
	return row;
}

static void find_parts(sp_manifest *m, const char *path, const char *other, sp_rows *out)
{
	out->parts = sp_manifest_parts(m, path, &out->nparts);
	if (!out->nparts && *other)
		out->parts = sp_manifest_parts(m, other, &out->nparts);
	for (size_t i = 0; i < out->nparts; i++)
		sp_manifest_part_of(m, sp_manifest_row_at(m, out->parts[i].row), path);
}

/* That of one row is its own. */
static void set_fingerprint(sp_rows *r)
{
	const sp_manifest_row *one = r->own ? r->own : r->whole;
	sp_buf all = SP_BUF_INIT;

	if (!r->nparts && !(r->own && r->whole) && !r->disputed) {
		if (one)
			memcpy(r->fingerprint, one->fingerprint, sizeof r->fingerprint);
		return;
	}
	sp_buf_addf(&all, "%s %s", r->own ? r->own->fingerprint : "-",
		    r->whole ? r->whole->fingerprint : "-");
	if (r->disputed)
		sp_buf_addf(&all, " %s %s", r->disputed->attached_to, r->disputed->also_to);
	for (size_t i = 0; i < r->nparts; i++)
		sp_buf_addf(&all, " %lu %s", r->parts[i].number,
			    sp_manifest_row_at(r->manifest, r->parts[i].row)->fingerprint);
	sp_sha256(all.data, all.len, r->fingerprint);
	sp_buf_release(&all);
}

/* A manifest beside an archive may name its members without naming it, and one
 * beside a bulk download its rows. */
void sp_rows_of(sp_manifest *m, const char *path, size_t archive, const char *table,
		sp_rows *out)
{
	sp_manifest_row *own = sp_manifest_find(m, path);
	sp_manifest_row *whole = NULL;
	sp_buf other = SP_BUF_INIT;

	*out = (sp_rows){ .manifest = m };
	if (table)
		beside(table, strlen(table), path, &other);
	else if (archive && archive < strlen(path))
		beside(path, archive, path + archive + 1, &other);
	if (!own && other.len)
		own = sp_manifest_find(m, other.data);
	if (own && own->also_to) {
		out->disputed = own;
		own = NULL;
	}
	if (other.len)
		whole = find_whole(m, path, archive, table);
	find_parts(m, path, other.data, out);
	if (own)
		own->used = true;
	if (whole)
		whole->used = true;
	out->own = own;
	out->whole = whole == own ? NULL : whole;
	set_fingerprint(out);
	sp_buf_release(&other);
}

static const sp_manifest_row *row_of_part(const sp_rows *r, unsigned long number)
{
	size_t low = 0, high = r->nparts;	/* they are sorted */

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (r->parts[mid].number == number)
			return sp_manifest_row_at(r->manifest, r->parts[mid].row);
		if (r->parts[mid].number < number)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

void sp_rows_apply(const sp_rows *r, sp_document *d, bool bulk)
{
	unsigned long number = 0;

	if (r->disputed)
		sp_document_problem(d, SP_WARNING, 0,
				    "attached to '%s' and to '%s' under one name: taken for neither's",
				    r->disputed->attached_to, r->disputed->also_to);
	for (sp_document *part = d; part; part = part->next, number++) {
		const sp_manifest_row *row = number ? row_of_part(r, number) : NULL;
		if (r->whole)
			sp_manifest_apply_to_part(r->whole, part, bulk);
		if (r->own && part == d)
			sp_manifest_apply(r->own, part);
		else if (r->own)
			sp_manifest_apply_to_part(r->own, part, false);
		if (row)
			sp_manifest_apply(row, part);
		if (*r->fingerprint)
			part->described_by = sp_arena_strdup(part->arena, r->fingerprint);
	}
}
