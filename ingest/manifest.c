#include "config.h"

#include "ingest/manifest.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ingest/date.h"

struct sp_manifest {
	sp_arena *arena;
	sp_manifest_row *rows;
	size_t n, cap;
	size_t *slot;	/* hash of row.file -> index + 1 */
	size_t slots;
};

enum { COLUMNS = 32, MANIFEST_MAX = 256 << 20 };

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
	sp_arena_free(m->arena);
	free(m);
}

/* ---- the table --------------------------------------------------------------------- */

static size_t *slot_of(const sp_manifest *m, const char *file)
{
	size_t i = sp_hash64(file, strlen(file)) & (m->slots - 1);

	while (m->slot[i] && strcmp(m->rows[m->slot[i] - 1].file, file) != 0)
		i = (i + 1) & (m->slots - 1);
	return &m->slot[i];
}

/* A later row of the same file takes the earlier one's place. */
static void put(sp_manifest *m, const sp_manifest_row *row)
{
	m->rows = sp_grow(m->rows, m->n, &m->cap, sizeof *m->rows);
	m->rows[m->n++] = *row;
	if (m->n * 2 > m->slots) {
		free(m->slot);
		m->slots *= 2;
		m->slot = sp_calloc(m->slots, sizeof *m->slot);
		for (size_t i = 0; i < m->n; i++)
			*slot_of(m, m->rows[i].file) = i + 1;
	} else {
		*slot_of(m, row->file) = m->n;
	}
}

typedef enum column { C_NONE, C_FILE, C_SUBMITTER, C_TYPE, C_DATE, C_DOCKET, C_URL } column;

static column column_of(const char *s, size_t n)
{
	static const struct { const char *name; column c; } known[] = {
		{ "file", C_FILE }, { "filename", C_FILE }, { "path", C_FILE },
		{ "document", C_FILE }, { "submitter", C_SUBMITTER },
		{ "organization", C_SUBMITTER }, { "organisation", C_SUBMITTER },
		{ "name", C_SUBMITTER }, { "type", C_TYPE },
		{ "submitter_type", C_TYPE }, { "kind", C_TYPE },
		{ "date", C_DATE }, { "submitted_on", C_DATE },
		{ "posted", C_DATE }, { "docket", C_DOCKET },
		{ "docket_id", C_DOCKET }, { "url", C_URL }, { "link", C_URL },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strlen(known[i].name) == n && strncasecmp(known[i].name, s, n) == 0)
			return known[i].c;
	return C_NONE;
}

/* Cut the next cell from the line s[0..*n); false behind the last. */
static bool cell(const char **s, const char *end, const char **out, size_t *n)
{
	if (!*s)
		return false;
	const char *tab = memchr(*s, '\t', (size_t)(end - *s));
	const char *stop = tab ? tab : end, *from = *s;

	*s = tab ? tab + 1 : NULL;
	while (from < stop && isspace((unsigned char)*from))
		from++;
	while (stop > from && isspace((unsigned char)stop[-1]))
		stop--;
	*out = from;
	*n = (size_t)(stop - from);
	return true;
}

static void set(sp_manifest *m, sp_manifest_row *row, column c, const char *folder,
		const char *s, size_t n)
{
	sp_buf file = SP_BUF_INIT;
	char date[SP_DATE_SIZE];
	char *text = n ? sp_arena_strndup(m->arena, s, n) : NULL;

	switch (c) {
	case C_FILE:
		if (*folder)
			sp_buf_addf(&file, "%s/", folder);
		while (n > 1 && s[0] == '.' && s[1] == '/')
			s += 2, n -= 2;
		sp_buf_add(&file, s, n);
		row->file = n ? sp_arena_strndup(m->arena, file.data, file.len) : NULL;
		break;
	case C_SUBMITTER:
		row->submitter = text;
		break;
	case C_TYPE:
		row->type = text ? sp_submitter_type(text) : NULL;
		break;
	case C_DATE:
		row->date = text && sp_date(text, date) ?
			sp_arena_strdup(m->arena, date) : NULL;
		break;
	case C_DOCKET:
		row->docket = text;
		break;
	case C_URL:
		row->url = text;
		break;
	default:
		break;
	}
	sp_buf_release(&file);
}

static size_t read_header(const char *s, const char *end, column *columns)
{
	const char *name;
	size_t n, count = 0;

	while (count < COLUMNS && cell(&s, end, &name, &n))
		columns[count++] = column_of(name, n);
	return count;
}

static void read_row(sp_manifest *m, const char *s, const char *end,
		     const char *folder, const column *columns, size_t ncolumns)
{
	sp_manifest_row row = { 0 };
	const char *text;
	size_t n;

	for (size_t i = 0; i < ncolumns && cell(&s, end, &text, &n); i++)
		set(m, &row, columns[i], folder, text, n);
	if (row.file)
		put(m, &row);
}

bool sp_manifest_add(sp_manifest *m, const char *path, const char *folder,
		     sp_error *err)
{
	sp_buf text = SP_BUF_INIT;
	column columns[COLUMNS];
	size_t ncolumns = 0;
	bool ok = sp_buf_read(&text, path, MANIFEST_MAX, err), has_file = false;
	const char *s = text.data, *stop = text.data + text.len;

	if (ok && text.len > 2 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
		s += 3;
	for (int line = 1; ok && s < stop; line++) {
		const char *nl = memchr(s, '\n', (size_t)(stop - s));
		const char *end = nl ? nl : stop;
		if (line == 1) {
			ncolumns = read_header(s, end, columns);
			for (size_t i = 0; i < ncolumns; i++)
				has_file |= columns[i] == C_FILE;
			if (!has_file)
				ok = sp_fail(err, SP_ESYNTAX, path, 1,
					     "the header line names no column 'file'");
		} else if (sp_utf8_valid(s, (size_t)(end - s)) != (size_t)(end - s)) {
			ok = sp_fail(err, SP_ESYNTAX, path, line, "not UTF-8");
		} else {
			read_row(m, s, end, folder, columns, ncolumns);
		}
		s = end + 1;
	}
	if (ok && !has_file)
		ok = sp_fail(err, SP_ESYNTAX, path, 1, "the header line names no column 'file'");
	sp_buf_release(&text);
	return ok;
}

/* The whole path, or what stands behind any of its slashes. */
const sp_manifest_row *sp_manifest_find(const sp_manifest *m, const char *path)
{
	const char *p = path;

	while (p) {
		size_t i = *slot_of(m, p);
		if (i)
			return &m->rows[i - 1];
		p = strchr(p, '/');
		p = p ? p + 1 : NULL;
	}
	return NULL;
}

void sp_manifest_apply(const sp_manifest_row *row, sp_document *d)
{
	const char *const values[SP_DATUM_COUNT] = {
		[SP_DATUM_SUBMITTER] = row->submitter, [SP_DATUM_KIND] = row->type,
		[SP_DATUM_DATE] = row->date, [SP_DATUM_DOCKET] = row->docket,
	};

	for (int i = 0; i < SP_DATUM_COUNT; i++)
		if (values[i])
			sp_document_set(d, (sp_datum)i, values[i], "manifest", NULL);
	if (row->url)
		d->url = sp_arena_strdup(d->arena, row->url);
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
