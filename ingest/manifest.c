#include "config.h"

#include "ingest/manifest.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"

/* A table that was added, and which files it speaks of. */
typedef struct source {
	const char *path, *folder;
} source;

struct sp_manifest {
	sp_arena *arena;
	sp_manifest_row *rows;
	size_t n, cap;
	size_t *slot;	/* hash of row.file -> index + 1 */
	size_t slots;
	sp_complaint *complaints;
	size_t ncomplaints, complaints_cap;
	source *sources;
	size_t nsources, sources_cap;
	sp_part_row *parts;
	size_t nparts, parts_cap;
	bool parts_sorted;
};

sp_manifest *sp_manifest_new(void)
{
	sp_manifest *m = sp_calloc(1, sizeof *m);

	m->arena = sp_arena_new();
	m->slots = 64;
	m->slot = sp_calloc(m->slots, sizeof *m->slot);
	return m;
}

void sp_manifest_free(sp_manifest *m)
{
	if (!m)
		return;
	free(m->rows);
	free(m->slot);
	free(m->complaints);
	free(m->sources);
	free(m->parts);
	sp_arena_free(m->arena);
	free(m);
}

static void say(sp_manifest *m, sp_severity severity, const char *table, int line,
		const char *text)
{
	char *copy = sp_arena_strdup(m->arena, text);

	/* cells are quoted in it */
	copy[sp_utf8_line(copy, strlen(copy))] = '\0';
	m->complaints = sp_grow(m->complaints, m->ncomplaints, &m->complaints_cap,
				sizeof *m->complaints);
	m->complaints[m->ncomplaints++] = (sp_complaint){
		severity, sp_arena_strdup(m->arena, table), line, copy
	};
}

void sp_manifest_complain(sp_manifest *m, const char *table, int line,
			  const char *fmt, ...)
{
	sp_buf text = SP_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	sp_buf_addv(&text, fmt, ap);
	va_end(ap);
	say(m, SP_WARNING, table, line, text.data);
	sp_buf_release(&text);
}

void sp_manifest_remark(sp_manifest *m, const char *table, const char *text)
{
	say(m, SP_NOTE, table, 0, text);
}

/* ---- the rows ---------------------------------------------------------------------- */

#define LINE_LIMIT 2000	/* bytes of an address or question */

static size_t *slot_of(const sp_manifest *m, const char *file)
{
	size_t i = sp_hash64(file, strlen(file)) & (m->slots - 1);

	while (m->slot[i] && strcmp(m->rows[m->slot[i] - 1].file, file) != 0)
		i = (i + 1) & (m->slots - 1);
	return &m->slot[i];
}

static void make_room(sp_manifest *m)
{
	m->rows = sp_grow(m->rows, m->n, &m->cap, sizeof *m->rows);
	if ((m->n + 1) * 2 <= m->slots)
		return;
	free(m->slot);
	m->slots *= 2;
	m->slot = sp_calloc(m->slots, sizeof *m->slot);
	for (size_t i = 0; i < m->n; i++)
		*slot_of(m, m->rows[i].file) = i + 1;
}

static void add_value(sp_buf *b, const char *s)
{
	sp_buf_adds(b, s ? s : "");
	sp_buf_addc(b, '\0');
}

static void set_fingerprint(sp_manifest_row *row)
{
	sp_buf all = SP_BUF_INIT;

	add_value(&all, row->submitter);
	add_value(&all, row->type);
	add_value(&all, row->date);
	add_value(&all, row->docket);
	add_value(&all, row->url);
	add_value(&all, row->question);
	add_value(&all, row->title);
	add_value(&all, row->attached_to);
	if (row->language)
		add_value(&all, row->language);
	for (size_t i = 0; i < row->nattributes; i++) {
		add_value(&all, row->attributes[i].name);
		add_value(&all, row->attributes[i].value);
	}
	sp_sha256(all.data, all.len, row->fingerprint);
	sp_buf_release(&all);
}

static const char *copy(sp_manifest *m, const char *s)
{
	return s ? sp_arena_strdup(m->arena, s) : NULL;
}

static const sp_attribute *copy_attributes(sp_manifest *m, const sp_attribute *from, size_t n)
{
	sp_attribute *to = sp_arena_alloc(m->arena, (n + 1) * sizeof *to);

	for (size_t i = 0; i < n; i++)
		to[i] = (sp_attribute){ copy(m, from[i].name), copy(m, from[i].value) };
	return to;
}

/* Of "feed.xml#3" the length of "feed.xml", and 3; 0: it names no part. */
static size_t part_of(const char *file, unsigned long *number)
{
	const char *mark = strrchr(file, '#');
	size_t digits = mark ? strspn(mark + 1, "0123456789") : 0;

	if (!digits || digits > 9 || mark[1 + digits] || mark[1] == '0' || mark == file)
		return 0;
	*number = strtoul(mark + 1, NULL, 10);
	return (size_t)(mark - file);
}

static void note_part(sp_manifest *m, const char *file)
{
	sp_part_row part = { .row = m->n - 1 };

	part.base = part_of(file, &part.number);
	if (!part.base)
		return;
	m->parts = sp_grow(m->parts, m->nparts, &m->parts_cap, sizeof *m->parts);
	m->parts[m->nparts++] = part;
	m->parts_sorted = false;
}

static void put(sp_manifest *m, sp_manifest_row *row)
{
	set_fingerprint(row);
	make_room(m);
	size_t *slot = slot_of(m, row->file);
	if (!*slot) {
		m->rows[m->n++] = *row;
		*slot = m->n;
		note_part(m, row->file);
		return;
	}
	sp_manifest_row *old = &m->rows[*slot - 1];
	if (row->attached_to) {	/* a manifest's row counts more than an attachment's */
		if (old->attached_to && strcmp(old->attached_to, row->attached_to) != 0)
			old->also_to = row->attached_to;
		return;
	}
	if (!old->attached_to)
		sp_manifest_complain(m, row->table, row->line,
			     "'%s' has a row already, %s%s%d: the later one counts",
			     row->file, strcmp(old->table, row->table) ? old->table : "in line ",
			     strcmp(old->table, row->table) ? ":" : "", old->line);
	*old = *row;
}

void sp_manifest_put(sp_manifest *m, const sp_manifest_row *row)
{
	sp_manifest_row own = *row;

	own.file = copy(m, row->file);
	own.submitter = copy(m, row->submitter);
	own.type = copy(m, row->type);
	own.date = copy(m, row->date);
	own.docket = copy(m, row->docket);
	own.url = copy(m, row->url);
	own.question = copy(m, row->question);
	own.title = copy(m, row->title);
	own.language = copy(m, row->language);
	own.attached_to = copy(m, row->attached_to);
	own.table = copy(m, row->table);
	own.attributes = copy_attributes(m, row->attributes, row->nattributes);
	put(m, &own);
}

/* ---- asking it ------------------------------------------------------------------------- */

/* The whole path; for rows that speak of files anywhere, what stands behind any
 * of its slashes too. */
sp_manifest_row *sp_manifest_find(const sp_manifest *m, const char *path)
{
	const char *p = path;

	while (p) {
		size_t i = *slot_of(m, p);
		if (i && (p == path || m->rows[i - 1].anywhere))
			return &m->rows[i - 1];
		p = strchr(p, '/');
		p = p ? p + 1 : NULL;
	}
	return NULL;
}

static int by_base(const char *a, size_t n, const char *b, size_t k)
{
	int order = memcmp(a, b, n < k ? n : k);

	return order ? order : (n > k) - (n < k);
}

static int by_part(const void *a, const void *b, void *arg)
{
	const sp_manifest *m = arg;
	const sp_part_row *x = a, *y = b;
	int order = by_base(m->rows[x->row].file, x->base, m->rows[y->row].file, y->base);

	return order ? order : (x->number > y->number) - (x->number < y->number);
}

/* The first whose base is not less than `path`. */
static size_t first_part(const sp_manifest *m, const char *path, size_t len)
{
	size_t low = 0, high = m->nparts;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const sp_part_row *p = &m->parts[mid];
		if (by_base(m->rows[p->row].file, p->base, path, len) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const sp_part_row *sp_manifest_parts(sp_manifest *m, const char *path, size_t *n)
{
	*n = 0;
	if (!m->nparts)
		return NULL;
	if (!m->parts_sorted)
		qsort_r(m->parts, m->nparts, sizeof *m->parts, by_part, m);
	m->parts_sorted = true;
	for (const char *p = path; p; p = strchr(p, '/'), p = p ? p + 1 : NULL) {
		size_t len = strlen(p), from = first_part(m, p, len), to = from;
		while (to < m->nparts && by_base(m->rows[m->parts[to].row].file,
						 m->parts[to].base, p, len) == 0)
			to++;
		if (to > from && (p == path || m->rows[m->parts[from].row].anywhere)) {
			*n = to - from;
			return &m->parts[from];
		}
	}
	return NULL;
}

void sp_manifest_part_of(sp_manifest *m, sp_manifest_row *row, const char *path)
{
	row->part_of = copy(m, path);
}

void sp_manifest_cover(sp_manifest *m, const char *table, const char *folder)
{
	m->sources = sp_grow(m->sources, m->nsources, &m->sources_cap, sizeof *m->sources);
	m->sources[m->nsources++] = (source){
		sp_arena_strdup(m->arena, table), sp_arena_strdup(m->arena, folder ? folder : "")
	};
}

const char *sp_manifest_covers(const sp_manifest *m, const char *path)
{
	for (size_t i = m->nsources; i-- > 0;) {
		size_t n = strlen(m->sources[i].folder);
		if (!n || (strncmp(path, m->sources[i].folder, n) == 0 && path[n] == '/'))
			return m->sources[i].path;
	}
	return NULL;
}

size_t sp_manifest_rows(const sp_manifest *m)
{
	return m->n;
}

sp_manifest_row *sp_manifest_row_at(const sp_manifest *m, size_t i)
{
	return &m->rows[i];
}

size_t sp_manifest_complaints(const sp_manifest *m)
{
	return m->ncomplaints;
}

const sp_complaint *sp_manifest_complaint(const sp_manifest *m, size_t i)
{
	return &m->complaints[i];
}

static void take(sp_document *d, const char **field, const char *s)
{
	if (s)
		*field = sp_arena_strdup(d->arena, s);
}

static bool has_attribute(const sp_attribute *all, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].name, name) == 0)
			return true;
	return false;
}

/* The attributes of the one that counts more, and behind them those of the other
 * that it does not name. */
static void add_attributes(const sp_manifest_row *row, sp_document *d, bool row_first)
{
	const sp_attribute *first = row_first ? row->attributes : d->attributes;
	const sp_attribute *second = row_first ? d->attributes : row->attributes;
	size_t nfirst = row_first ? row->nattributes : d->nattributes;
	size_t nsecond = row_first ? d->nattributes : row->nattributes, n = 0;
	sp_attribute *all = sp_arena_alloc(d->arena, (nfirst + nsecond + 1) * sizeof *all);

	for (size_t i = 0; i < nfirst; i++)
		all[n++] = first[i];
	for (size_t i = 0; i < nsecond; i++)
		if (!has_attribute(first, nfirst, second[i].name))
			all[n++] = second[i];
	for (size_t i = 0; i < n; i++) {
		take(d, &all[i].name, all[i].name);
		take(d, &all[i].value, all[i].value);
	}
	d->attributes = all;
	d->nattributes = n;
}

static void set_language(const sp_manifest_row *row, sp_document *d)
{
	if (row->language) {
		take(d, &d->language, row->language);
		d->language_from = "given";
	}
}

void sp_manifest_apply_to_part(const sp_manifest_row *row, sp_document *d, bool own)
{
	const char *const values[SP_DATUM_COUNT] = {
		[SP_DATUM_SUBMITTER] = row->submitter, [SP_DATUM_KIND] = row->type,
		[SP_DATUM_DATE] = row->date, [SP_DATUM_DOCKET] = row->docket,
		[SP_DATUM_TITLE] = row->title,
	};

	const bool named = d->submitter;

	for (int i = 0; i < SP_DATUM_COUNT; i++) {
		bool particular = own || i == SP_DATUM_DATE || i == SP_DATUM_TITLE;
		/* the kind of one submitter is not that of another */
		bool other = i == SP_DATUM_KIND && own && named;
		if (values[i] && !other && !(particular && sp_document_datum(d, (sp_datum)i)))
			sp_document_set(d, (sp_datum)i, values[i], "manifest", NULL);
	}
	if (row->url && !d->url)
		d->url = sp_document_line(d, row->url, LINE_LIMIT);
	if (row->question && !d->question)
		d->question = sp_document_line(d, row->question, LINE_LIMIT);
	set_language(row, d);
	take(d, &d->attached_to, row->attached_to);
	take(d, &d->described_by, row->fingerprint);
	add_attributes(row, d, false);
}

bool sp_manifest_is_language(const char *s)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
	size_t part = strspn(s, letters), digits = strcspn(s, "0123456789");

	if (part < 2 || part > 3 || digits < part)
		return false;
	for (s += part; *s == '-'; s += part) {
		part = strspn(++s, letters);
		if (part < 1 || part > 8)
			return false;
	}
	return !*s;
}

void sp_manifest_apply(const sp_manifest_row *row, sp_document *d)
{
	const char *const values[SP_DATUM_COUNT] = {
		[SP_DATUM_SUBMITTER] = row->submitter, [SP_DATUM_KIND] = row->type,
		[SP_DATUM_DATE] = row->date, [SP_DATUM_DOCKET] = row->docket,
		[SP_DATUM_TITLE] = row->title,
	};

	for (int i = 0; i < SP_DATUM_COUNT; i++)
		if (values[i])
			sp_document_set(d, (sp_datum)i, values[i], "manifest", NULL);
	if (row->url)
		d->url = sp_document_line(d, row->url, LINE_LIMIT);
	if (row->question)
		d->question = sp_document_line(d, row->question, LINE_LIMIT);
	set_language(row, d);
	take(d, &d->attached_to, row->attached_to);
	take(d, &d->described_by, row->fingerprint);
	add_attributes(row, d, true);
}

/* ---- kinds of submitters ----------------------------------------------------------------- */

/* The first group with a word in the text decides; the order settles what
 * several words mean together ("Industry association", "AI company"). */
const char *sp_submitter_type(const char *words)
{
	static const struct { const char *type, *words; } kinds[] = {
		{ "trade-association",
		  "trade-association|trade association|business association|"
		  "business/trade|industry association|industry group|chamber of|"
		  "trade group|trade body|industry body|business group|coalition of compan" },
		{ "academic",
		  "academi|universit|research institut|think tank|college|school|"
		  "scholar|researcher|research organi" },
		{ "nonprofit",
		  "nonprofit|non-profit|not-for-profit|ngo|charit|civil society|"
		  "advocacy|foundation|professional society|professional association|"
		  "union|labor org|labour org|public interest|consumer" },
		{ "government",
		  "government|agency|state legislat|municipal|public authorit|"
		  "federal|ministry|attorney general|regulator" },
		{ "company",
		  "company|firm|corporation|business|startup|start-up|enterprise|"
		  "vendor|industry|law office|consult" },
		{ "trade-association", "association|coalition|alliance|society|council" },
		{ "individual", "individual|citizen|person|private|anonymous|member of the public" },
		{ "other", "other|unknown" },
	};
	char low[128];
	size_t n = strlen(words);

	n = n < sizeof low - 1 ? n : sizeof low - 1;
	sp_utf8_lower(words, n, low);
	low[n] = '\0';
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		const char *w = kinds[i].words;
		while (*w) {
			size_t len = strcspn(w, "|");
			if (memmem(low, n, w, len))
				return kinds[i].type;
			w += len + (w[len] == '|');
		}
	}
	return NULL;
}
