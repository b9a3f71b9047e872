#include "config.h"

#include "base/path.h"
#include "ingest/about.h"

#include <ctype.h>
#include <string.h>

#include "corpus/names.h"
#include "ingest/letter.h"

typedef struct about {
	const sp_kinds *kinds;
	sp_document *d;
	sp_lines lines;
	sp_said said;
} about;

/* The line that said it, as evidence. */
static void take(about *a, sp_datum datum)
{
	const sp_line *line = &a->lines.list[a->said.line];
	sp_buf evidence = SP_BUF_INIT;

	sp_buf_add(&evidence, line->s, line->n < 300 ? line->n : 300);
	sp_document_set(a->d, datum, a->said.value.data, a->said.source, evidence.data);
	sp_buf_release(&evidence);
}

/* ---- the submitter ---------------------------------------------------------------------- */

/* What only the page's makers said, of a person or a site. */
static bool is_weak(const about *a)
{
	static const char *const weak[] = { "meta", "json-ld", "microdata" };
	const sp_origin *o = &a->d->origin[SP_DATUM_SUBMITTER];

	for (size_t i = 0; o->source && i < sizeof weak / sizeof *weak; i++)
		if (strcmp(o->source, weak[i]) == 0)
			return (o->evidence && strcmp(o->evidence, "og:site_name") == 0) ||
				sp_kinds_person(a->kinds, a->d->submitter);
	return false;
}

/* Is it the name that is known already, written in another way? */
static bool is_same(const char *a, const char *b)
{
	sp_buf x = SP_BUF_INIT, y = SP_BUF_INIT;

	sp_name_key(a, &x);
	sp_name_key(b, &y);
	bool same = strcmp(x.data, y.data) == 0;
	sp_buf_release(&x);
	sp_buf_release(&y);
	return same;
}

static bool is_stated(const sp_said *s)
{
	static const char *const sources[] = {
		"letter: label", "letter: submitted by", "letter: on behalf of",
		"letter: heading", "letter: opening", "letter: letterhead",
	};

	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
		if (s->source && strcmp(sources[i], s->source) == 0)
			return true;
	return false;
}

/* "Example-Corp-AI-RFI-2025.html": the words that are not about the docket. */
static bool from_file_name(about *a)
{
	static const char *const dull[] = {
		"ai", "rfi", "rfc", "comment", "comments", "response", "responses",
		"submission", "submissions", "letter", "final", "signed", "public",
		"attachment", "document", "doc", "docket", "index", "page", "file", "text",
		"html", "htm", "xml", "pdf", "txt", "docx", "action", "plan", "download",
		"view", "test", "sample", "draft", "copy", "version", "the", "of", "on",
		"to", "for", "and", "in", "re", "input", "feedback", "content", "article",
		"submit", "submitted", "agency", "request", "information", NULL
	};
	const char *base = sp_path_last(a->d->path);
	sp_tokens words;
	size_t kept = 0, letters = 0;

	sp_tokens_init(&words);
	const char *dot = strrchr(base, '.');
	sp_tokens_add(&words, base, dot && dot > base ? (size_t)(dot - base) : strlen(base), 0);
	sp_buf_clear(&a->said.value);
	for (size_t i = 0; i < words.n; i++) {
		const char *w = sp_token_word(&words, i);
		bool skip = isdigit((unsigned char)*w) || !(words.list[i].flags & SP_TOKEN_CAPITAL);
		for (const char *const *x = dull; *x && !skip; x++)
			skip = strcmp(*x, w) == 0;
		if (skip)
			continue;
		sp_buf_addf(&a->said.value, "%s%.*s", kept++ ? " " : "",
			    (int)(words.list[i].end - words.list[i].begin), base + words.list[i].begin);
		letters += words.list[i].len;
	}
	sp_tokens_release(&words);
	return kept > 1 && letters > 6 &&
		(sp_kinds_organisation(a->kinds, a->said.value.data) ||
		 sp_kinds_person(a->kinds, a->said.value.data));
}

static void find_submitter(about *a)
{
	sp_document *d = a->d;
	bool weak = d->submitter && is_weak(a);

	if (d->submitter && !weak)
		return;
	sp_said_clear(&a->said);
	if (sp_letter_submitter(&a->lines, a->kinds, &a->said) &&
	    (!weak || (is_stated(&a->said) && !is_same(d->submitter, a->said.value.data) &&
		       !sp_kinds_person(a->kinds, a->said.value.data)))) {
		take(a, SP_DATUM_SUBMITTER);
		return;
	}
	if (weak)
		return;
	if (d->title && sp_letter_titled(d->title, &a->said))
		sp_document_set(d, SP_DATUM_SUBMITTER, a->said.value.data, "title", d->title);
	else if (from_file_name(a))
		sp_document_set(d, SP_DATUM_SUBMITTER, a->said.value.data, "file name", NULL);
}

/* ---- title and date --------------------------------------------------------------------- */

/* Titles that portals and programs give to everything. */
static bool is_empty_title(const char *title)
{
	static const char *const begins[] = {
		"comment on", "comment from", "public comment", "regulations",
		"microsoft word", "untitled", "document", "comment submitted",
		"view comment", "submission detail", "browse comment",
	};
	static const char *const whole[] = {
		"comment", "comments", "letter", "home", "index", "response", "submission",
		"page", "rfi", "rfi response", "default",
	};
	sp_tokens words;
	sp_buf all = SP_BUF_INIT;
	bool empty = false;

	sp_tokens_init(&words);
	sp_tokens_add(&words, title, strlen(title), 0);
	for (size_t i = 0; i < words.n; i++)
		sp_buf_addf(&all, "%s%s", i ? " " : "", sp_token_word(&words, i));
	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
		empty |= strncmp(all.data, begins[i], strlen(begins[i])) == 0;
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		empty |= strcmp(all.data, whole[i]) == 0;
	sp_buf_release(&all);
	sp_tokens_release(&words);
	return empty;
}

static void find_title(about *a)
{
	if (a->d->title && !is_empty_title(a->d->title))
		return;
	sp_said_clear(&a->said);
	if (sp_letter_title(&a->lines, &a->said))
		take(a, SP_DATUM_TITLE);
}

static void find_date(about *a)
{
	if (a->d->submitted_on)
		return;
	sp_said_clear(&a->said);
	if (sp_letter_date(&a->lines, &a->said))
		take(a, SP_DATUM_DATE);
}

/* ---- the kind ------------------------------------------------------------------------------ */

static void find_kind(about *a)
{
	sp_document *d = a->d;
	sp_buf why = SP_BUF_INIT;

	if (d->submitter_type)
		return;
	const char *kind = sp_kinds_of(a->kinds, d->submitter, &a->lines.tokens, &why);
	if (kind)
		sp_document_set(d, SP_DATUM_KIND, kind, "kinds", why.data);
	sp_buf_release(&why);
}

void sp_about(const sp_kinds *k, sp_document *d)
{
	about a = { .kinds = k, .d = d };

	sp_lines_init(&a.lines);
	sp_said_init(&a.said);
	sp_lines_read(&a.lines, d);
	find_submitter(&a);
	find_date(&a);
	find_title(&a);
	if (d->submitter) {
		sp_tokens_mark(&a.lines.tokens, d->submitter);
		sp_letter_aliases(&a.lines, d);
	}
	find_kind(&a);
	sp_said_release(&a.said);
	sp_lines_release(&a.lines);
}
