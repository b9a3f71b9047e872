/* The first line of each .sql file says how it is called and what it shows:
 *   -- NAME ARGUMENTS: summary
 * An argument in brackets may be left out; its parameter is then NULL. */
#include "config.h"

#include "cli/named.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "cli/matrix.h"

struct sp_named {
	const char *name, *sql;
};

static const sp_named queries[] = {
#include "cli/queries.inc"	/* made by the build from cli/queries/ */
};
enum { NQUERIES = sizeof queries / sizeof queries[0] };

/* What an argument must be, by its word in the first line. */
static const struct {
	const char *word, *sql, *what, *where;
} kinds[] = {
	{ "ISSUE", "SELECT 1 FROM issue WHERE name = ?1", "issue",
	  "'standpoint query CORPUS issues' lists them" },
	{ "DIMENSION", "SELECT 1 FROM dimension WHERE name = ?1", "dimension",
	  "'standpoint query CORPUS issues' lists them" },
	{ "SUBMITTER", "SELECT 1 FROM submitter WHERE ?1 IN (name, short_name)",
	  "submitter",
	  "'standpoint query CORPUS submitters' lists them" },
	{ "STANCE", "SELECT ?1 IN ('support', 'oppose')"
	  " WHERE ?1 IN ('support', 'oppose')", "stance",
	  "it is support or oppose" },
	{ "CAMPAIGN", "SELECT 1 FROM campaign WHERE id = ?1", "campaign",
	  "'standpoint query CORPUS forms' lists them" },
	{ "documents|submitters|texts",
	  "SELECT 1 WHERE ?1 IN ('documents', 'submitters', 'texts')",
	  "way to count", "it is documents, submitters or texts" },
};
enum { NKINDS = sizeof kinds / sizeof kinds[0] };

const sp_named *sp_named_find(const char *name)
{
	for (size_t i = 0; i < NQUERIES; i++)
		if (strcmp(queries[i].name, name) == 0)
			return &queries[i];
	return NULL;
}

/* Its arguments are words; the others' are parameters. */
static bool is_search(const sp_named *n)
{
	return strcmp(n->name, "search") == 0;
}

/* Its SQL is made from the issues of the corpus. */
static bool is_matrix(const sp_named *n)
{
	return strcmp(n->name, "matrix") == 0;
}

bool sp_named_needs_index(const sp_named *n)
{
	return is_search(n);
}

/* Both parts of the first line, without "-- ". */
static void parse_head(const sp_named *n, const char **call, int *call_len,
		       const char **summary, int *summary_len)
{
	const char *s = n->sql + strlen("-- "), *colon = strchr(s, ':');

	*call = s;
	*call_len = (int)(colon - s);
	*summary = colon + 2;
	*summary_len = (int)strcspn(*summary, "\n");
}

void sp_named_list(FILE *out)
{
	for (size_t i = 0; i < NQUERIES; i++) {
		const char *call, *summary;
		int call_len, summary_len;
		parse_head(&queries[i], &call, &call_len, &summary,
			   &summary_len);
		fprintf(out, "%-*.*s  %.*s\n", 34, call_len, call,
			summary_len, summary);
	}
}

/* The next word of the call in *word (brackets off); false at its end. */
static bool next_word(const char **call, const char *end, sp_buf *word,
		      bool *optional)
{
	const char *s = *call;

	while (s < end && *s == ' ')
		s++;
	const char *stop = s;
	while (stop < end && *stop != ' ')
		stop++;
	*call = stop;
	*optional = s < end && *s == '[';
	sp_buf_clear(word);
	for (; s < stop; s++)
		if (*s != '[' && *s != ']')
			sp_buf_addc(word, *s);
	return word->len > 0;
}

static bool check_kind(sp_corpus *c, const char *kind, const char *value,
		       sp_error *err)
{
	size_t k = 0;

	while (k < NKINDS && strcmp(kinds[k].word, kind) != 0)
		k++;
	sp_query *q = k < NKINDS ? sp_query_new(c, kinds[k].sql, err) : NULL;
	if (!q)
		return k == NKINDS;
	sp_query_bind_text(q, 1, value);
	bool found = sp_query_step(q, err);
	sp_query_free(q);
	return found || sp_fail(err, SP_ENOROW, sp_corpus_path(c), 0,
				"no %s '%s'; %s", kinds[k].what, value,
				kinds[k].where);
}

static bool check_arguments(const sp_named *n, sp_corpus *c, int argc,
			    char *const *argv, sp_error *err)
{
	const char *call, *end, *summary;
	int call_len, summary_len, i = 0;
	sp_buf word = SP_BUF_INIT;
	bool optional, ok = true;

	parse_head(n, &call, &call_len, &summary, &summary_len);
	end = call + call_len;
	next_word(&call, end, &word, &optional);	/* the name */
	while (ok && next_word(&call, end, &word, &optional)) {
		if (i < argc)
			ok = check_kind(c, word.data, argv[i], err);
		else if (!optional)
			ok = sp_fail(err, SP_EUSAGE, NULL, 0,
				     "query: %s needs %s; see 'standpoint query --list'",
				     n->name, word.data);
		i++;
	}
	if (ok && argc > i && !is_search(n))
		ok = sp_fail(err, SP_EUSAGE, NULL, 0,
			     "query: '%s' is too much for %s; see 'standpoint query --list'",
			     argv[i], n->name);
	sp_buf_release(&word);
	return ok;
}

/* ---- search -------------------------------------------------------------- */

static bool is_operator(const char *s, size_t n)
{
	return (n == 2 && memcmp(s, "OR", 2) == 0) ||
	       (n == 3 && (memcmp(s, "AND", 3) == 0 ||
			   memcmp(s, "NOT", 3) == 0));
}

/* What is searched for, in FTS5's syntax. */
typedef struct terms {
	sp_buf out;
	const char *operator;	/* read, and waits for its second term */
	size_t operator_len;
} terms;

/* An operator between two terms; "AND NOT" is NOT, other two in a row are none. */
static bool add_operator(terms *t, const char *s, size_t n, sp_error *err)
{
	if (t->operator && (t->operator_len != 3 || memcmp(t->operator, "AND", 3) ||
			    memcmp(s, "NOT", 3)))
		return sp_fail(err, SP_EUSAGE, NULL, 0,
			       "query: search needs a word between %.*s and %.*s; "
			       "in quotes they are words themselves",
			       (int)t->operator_len, t->operator, (int)n, s);
	t->operator = s;
	t->operator_len = n;
	return true;
}

/* A word in FTS5's quotes, so that "open-source" is no syntax; a star at its
 * end stays outside, where it means any ending. */
static void add_term(terms *t, const char *s, size_t n)
{
	bool star = n > 1 && s[n - 1] == '*';

	if (t->out.len)
		sp_buf_addc(&t->out, ' ');
	if (t->operator) {
		sp_buf_add(&t->out, t->operator, t->operator_len);
		sp_buf_addc(&t->out, ' ');
	}
	t->operator = NULL;
	sp_buf_addc(&t->out, '"');
	sp_buf_add(&t->out, s, n - star);
	sp_buf_adds(&t->out, star ? "\"*" : "\"");
}

static bool add_terms(terms *t, const char *s, sp_error *err)
{
	bool ok = true;

	while (*s && ok) {
		size_t n;
		if (isspace((unsigned char)*s)) {
			s++;
			continue;
		}
		if (*s == '"') {
			n = strcspn(++s, "\"");
			if (n)
				add_term(t, s, n);
			s += n + (s[n] == '"');
			continue;
		}
		n = strcspn(s, " \t\n\r\f\v\"");
		if (t->out.len && is_operator(s, n))
			ok = add_operator(t, s, n, err);
		else
			add_term(t, s, n);
		s += n;
	}
	return ok;
}

static bool bind(const sp_named *n, sp_query *q, int argc, char *const *argv,
		 sp_error *err)
{
	terms t = { .out = SP_BUF_INIT };
	bool ok = true;

	for (int i = 0; i < argc && ok; i++)
		if (is_search(n))
			ok = add_terms(&t, argv[i], err);
		else
			sp_query_bind_text(q, i + 1, argv[i]);
	if (is_search(n)) {
		ok = ok && (t.out.len || sp_fail(err, SP_EUSAGE, NULL, 0,
			"query: search needs a word to look for, not only quotes "
			"and blanks"));
		sp_query_bind_text(q, 1, t.out.data);
	}
	sp_buf_release(&t.out);
	return ok;
}

sp_query *sp_named_open(const sp_named *n, sp_corpus *c, int argc,
			char *const *argv, sp_error *err)
{
	if (!check_arguments(n, c, argc, argv, err))
		return NULL;
	if (is_matrix(n))
		return sp_matrix_open(c, argc ? argv[0] : NULL, err);
	sp_query *q = sp_query_new(c, n->sql, err);
	if (q && !bind(n, q, argc, argv, err)) {
		sp_query_free(q);
		return NULL;
	}
	return q;
}
