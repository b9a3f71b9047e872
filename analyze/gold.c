#include "config.h"

#include "analyze/gold.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

sp_coded *sp_coding_add(sp_coding *c)
{
	c->rows = sp_grow(c->rows, c->n, &c->cap, sizeof *c->rows);
	c->rows[c->n] = (sp_coded){ 0 };
	return &c->rows[c->n++];
}

void sp_coding_release(sp_coding *c)
{
	free(c->rows);
	*c = (sp_coding){ 0 };
}

void sp_gold_release(sp_gold *g)
{
	sp_nameset_release(&g->documents);
	sp_coding_release(&g->positions);
	sp_coding_release(&g->read);
}

/* ---- names of documents -------------------------------------------------- */

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Length of `name` without its extension. */
static size_t stem(const char *name)
{
	size_t n = strlen(name), letters = 0;

	while (letters < n && is_letter(name[n - letters - 1]))
		letters++;
	if (letters < 2 || letters > 5 || letters == n ||
	    name[n - letters - 1] != '.')
		return n;
	return n - letters - 1;
}

void sp_document_base(const char *path, sp_buf *out)
{
	const char *name = path;

	for (const char *s = path; *s; s++)
		if (*s == '/' || *s == '\\')
			name = s + 1;
	sp_buf_clear(out);
	sp_buf_add(out, name, stem(name));
}

/* ---- the file ------------------------------------------------------------ */

enum {
	DOCUMENT, SENTENCE, ISSUE, STANCE, HOLDER, NEEDED,
	SCOPE = NEEDED, WEIGHT, COLUMNS
};

static const char *const column_names[COLUMNS] = {
	[DOCUMENT] = "document", [SENTENCE] = "sentence", [ISSUE] = "issue",
	[STANCE] = "stance", [HOLDER] = "holder",
	[SCOPE] = "scope", [WEIGHT] = "weight",
};

#define NOWHERE ((size_t)-1)

typedef struct reader {
	const char *path;
	int line;
	size_t column[COLUMNS];	/* where each stands, from 0; or NOWHERE */
	size_t needed;		/* fields that a row must have at least */
	sp_arena *arena;
} reader;

/* The next piece up to `stop`, NUL-terminated in place; NULL after the last. */
static char *next_piece(char **at, char stop)
{
	char *piece = *at;

	if (!piece)
		return NULL;
	char *end = strchr(piece, stop);
	if (end)
		*end = '\0';
	*at = end ? end + 1 : NULL;
	return piece;
}

static int column_of(const char *name)
{
	for (int i = 0; i < COLUMNS; i++)
		if (strcmp(name, column_names[i]) == 0)
			return i;
	return -1;	/* holder_name, notes: not compared */
}

static bool read_header(reader *r, char *line, sp_error *err)
{
	bool seen[COLUMNS] = { false };
	const char *name;

	for (int c = 0; c < COLUMNS; c++)
		r->column[c] = NOWHERE;
	for (size_t i = 0; (name = next_piece(&line, '\t')) != NULL; i++) {
		int c = column_of(name);
		if (c < 0)
			continue;
		if (seen[c])
			return sp_fail(err, SP_ESYNTAX, r->path, r->line,
				       "column '%s' stands twice", name);
		seen[c] = true;
		r->column[c] = i;
		if (c < NEEDED)
			r->needed = i + 1;
	}
	for (int c = 0; c < NEEDED; c++)
		if (!seen[c])
			return sp_fail(err, SP_ESYNTAX, r->path, r->line,
				       "no column '%s'; a gold file has document, sentence, issue, stance and holder, with tabs between",
				       column_names[c]);
	return true;
}

/* One of two words; *second says which. */
static bool read_choice(const reader *r, const char *what, const char *word,
			const char *first, const char *other, bool *second,
			sp_error *err)
{
	*second = strcmp(word, other) == 0;
	if (*second || strcmp(word, first) == 0)
		return true;
	return sp_fail(err, SP_ESYNTAX, r->path, r->line,
		       "no %s '%s': it is %s or %s", what, word, first, other);
}

static bool split_row(const reader *r, char *line, char *fields[COLUMNS],
		      sp_error *err)
{
	size_t i = 0;

	for (char *field; (field = next_piece(&line, '\t')) != NULL; i++)
		for (int c = 0; c < COLUMNS; c++)
			if (r->column[c] == i)
				fields[c] = field;
	if (i >= r->needed)
		return true;
	return sp_fail(err, SP_ESYNTAX, r->path, r->line,
		       "%zu fields where the header asks for %zu", i,
		       r->needed);
}

static const char *keep_base(sp_arena *arena, const char *path)
{
	sp_buf base = SP_BUF_INIT;

	sp_document_base(path, &base);
	const char *kept = sp_arena_strdup(arena, base.data);
	sp_buf_release(&base);
	return kept;
}

/* The columns that may be missing. */
static bool read_draw(const reader *r, char *const fields[COLUMNS],
		      bool *sentence_only, double *weight, sp_error *err)
{
	const char *scope = fields[SCOPE], *number = fields[WEIGHT];
	char *end;

	*sentence_only = false;
	*weight = 1;
	if (scope && *scope &&
	    !read_choice(r, "scope", scope, "document", "sentence",
			 sentence_only, err))
		return false;
	if (!number || !*number)
		return true;
	*weight = strtod(number, &end);
	if (end != number && !*end && isfinite(*weight) && *weight > 0)
		return true;
	return sp_fail(err, SP_ESYNTAX, r->path, r->line,
		       "no weight '%s': it is a number above 0", number);
}

static bool read_position(const reader *r, char *const fields[COLUMNS],
			  sp_coded *row, sp_error *err)
{
	if (!read_choice(r, "stance", fields[STANCE], "support", "oppose",
			 &row->oppose, err) ||
	    !read_choice(r, "holder", fields[HOLDER], "self", "other",
			 &row->other, err))
		return false;
	if (!*fields[SENTENCE])
		return sp_fail(err, SP_ESYNTAX, r->path, r->line,
			       "an issue but no sentence");
	row->issue = sp_arena_strdup(r->arena, fields[ISSUE]);
	return true;
}

static bool read_row(const reader *r, char *line, sp_gold *out, sp_error *err)
{
	char *fields[COLUMNS] = { NULL };
	sp_coded row = { .line = r->line };
	bool sentence_only;

	if (!split_row(r, line, fields, err) ||
	    !read_draw(r, fields, &sentence_only, &row.weight, err))
		return false;
	if (!sentence_only)
		row.weight = 1;
	row.document = keep_base(r->arena, fields[DOCUMENT]);
	if (!*row.document)
		return sp_fail(err, SP_ESYNTAX, r->path, r->line,
			       "no document is named");
	sp_nameset_add(&out->documents, row.document);
	if (*fields[ISSUE] && !read_position(r, fields, &row, err))
		return false;
	if (!row.issue && !sentence_only)	/* was read, takes no position */
		return true;
	row.sentence = sp_arena_strdup(r->arena, fields[SENTENCE]);
	sp_fold(r->arena, row.sentence, &row.folded);
	if (sentence_only)
		*sp_coding_add(&out->read) = row;
	if (row.issue)
		*sp_coding_add(&out->positions) = row;
	return true;
}

static bool read_lines(reader *r, char *text, sp_gold *out, sp_error *err)
{
	for (char *line; (line = next_piece(&text, '\n')) != NULL;) {
		size_t n = strlen(line);
		r->line++;
		if (n && line[n - 1] == '\r')
			line[n - 1] = '\0';
		if (r->line == 1 ? !read_header(r, line, err) :
		    *line && !read_row(r, line, out, err))
			return false;
	}
	return true;
}

/* Bytes that are no text: a NUL or broken UTF-8, named by their line. */
static bool check_text(const char *path, const sp_buf *b, sp_error *err)
{
	size_t text = strlen(b->data), valid = sp_utf8_valid(b->data, b->len);
	size_t good = text < valid ? text : valid;
	int line = 1;

	if (good == b->len)
		return true;
	for (size_t i = 0; i < good; i++)
		line += b->data[i] == '\n';
	return sp_fail(err, SP_ESYNTAX, path, line,
		       "not UTF-8 text; save the gold file as UTF-8");
}

bool sp_gold_read(const char *path, sp_arena *arena, sp_gold *out,
		  sp_error *err)
{
	reader r = { .path = path, .arena = arena };
	sp_buf b = SP_BUF_INIT;
	bool ok = false;

	if (!sp_buf_read(&b, path, SP_GOLD_MAX, err) ||
	    !check_text(path, &b, err))
		goto done;
	char *text = b.data;
	if (strncmp(text, "\xEF\xBB\xBF", 3) == 0)
		text += 3;
	if (!read_lines(&r, text, out, err))
		goto done;
	sp_nameset_sort(&out->documents);
	ok = out->documents.n ||
	     sp_fail(err, SP_ESYNTAX, path, r.line, "no rows, only a header");
done:
	sp_buf_release(&b);
	return ok;
}
