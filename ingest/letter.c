#include "config.h"

#include "ingest/letter.h"

#include <ctype.h>
#include <string.h>

#include "base/utf8.h"
#include "ingest/date.h"
#include "ingest/meta.h"
#include "ingest/orgname.h"

/* Where a letter speaks of itself: its first lines, and its last. */
enum { HEAD_LINES = 24, END_LINES = 16 };

void sp_said_init(sp_said *s)
{
	*s = (sp_said){ .source = NULL };
	sp_buf_init(&s->value);
}

void sp_said_release(sp_said *s)
{
	sp_buf_release(&s->value);
}

void sp_said_clear(sp_said *s)
{
	sp_buf_clear(&s->value);
	s->source = NULL;
}

bool sp_said_tokens(sp_said *s, const sp_lines *l, size_t first, size_t end,
		    const char *source)
{
	sp_buf_clear(&s->value);
	sp_orgname_text(l, first, end, &s->value);
	s->source = source;
	s->line = l->tokens.list[first].block;
	return true;
}

bool sp_said_name_at(sp_said *out, const sp_lines *l, const sp_line *line, size_t at,
		     const char *source)
{
	size_t end;

	return at < line->end && sp_orgname_at(l, line, &at, &end) &&
		sp_said_tokens(out, l, at, end, source);
}

/* The first lines, or the last ones. */
static bool is_head(const sp_lines *l, size_t i)
{
	(void)l;
	return i < HEAD_LINES;
}

static bool is_end(const sp_lines *l, size_t i)
{
	return i + END_LINES >= l->n;
}

/* ---- labelled lines ------------------------------------------------------------- */

/* "Organization: Example Corp": the field, and where its value begins. */
static sp_field label_of(const sp_line *line, size_t *value)
{
	char label[40];
	const char *colon = memchr(line->s, ':', line->n < sizeof label ? line->n : sizeof label - 1);

	if (!colon)
		return SP_FIELD_NONE;
	size_t n = (size_t)(colon - line->s);
	memcpy(label, line->s, n);
	label[n] = '\0';
	*value = n + 1;
	return sp_field_of(label);
}

/* Where the next label of the same line begins ("A: x B: y"), or n. */
static size_t next_label(const char *s, size_t n)
{
	const char *colon = n > 1 ? memchr(s + 1, ':', n - 1) : NULL;
	size_t at = colon ? (size_t)(colon - s) : n;
	char label[40];

	for (size_t words = 0; colon && at > 0 && words < 4; words++) {
		while (at > 0 && s[at - 1] != ' ')
			at--;
		size_t len = (size_t)(colon - s) - at;
		if (len >= sizeof label)
			break;
		memcpy(label, s + at, len);
		label[len] = '\0';
		if (at && (sp_field_of(label) || isupper((unsigned char)*label)))
			return at;
		at -= at > 0;
	}
	return n;
}

static bool take_value(const sp_line *line, size_t at, size_t index, sp_said *out)
{
	const char *s = line->s + at, *end = line->s + line->n;
	const char *angle = memchr(s, '<', (size_t)(end - s));

	end = angle ? angle : end;
	end = s + next_label(s, (size_t)(end - s));
	while (s < end && (*s == ' ' || *s == '\t'))
		s++;
	while (end > s && strchr(" \t,;.", end[-1]))
		end--;
	if (end - s < 2 || end - s > 120 || memchr(s, '@', (size_t)(end - s)))
		return false;
	sp_buf_clear(&out->value);
	sp_buf_add(&out->value, s, (size_t)(end - s));
	out->source = "letter: label";
	out->line = index;
	return true;
}

static bool labelled(const sp_lines *l, sp_field wanted, sp_said *out)
{
	for (size_t i = 0; i < l->n; i++) {
		size_t value;
		if (!is_head(l, i) && !is_end(l, i))
			continue;
		if (label_of(&l->list[i], &value) == wanted &&
		    take_value(&l->list[i], value, i, out))
			return true;
	}
	return false;
}

static bool submitted_by(const sp_lines *l, sp_said *out)
{
	static const char *const phrases[] = {
		"submitted by", "respectfully submitted by", "prepared by",
		"comments submitted by", "comment submitted by", "submitted on behalf of",
	};

	for (size_t i = 0; i < l->n; i++) {
		for (size_t p = 0; p < sizeof phrases / sizeof *phrases; p++) {
			size_t at;
			if ((is_head(l, i) || is_end(l, i)) &&
			    sp_line_begins(l, &l->list[i], phrases[p], &at) &&
			    sp_said_name_at(out, l, &l->list[i], at,
					    "letter: submitted by"))
				return true;
		}
	}
	return false;
}

/* ---- "Comments of X", "X's Response to" ---------------------------------------------- */

static bool titled_line(const sp_lines *l, const sp_line *line, const char *source, sp_said *out)
{
	static const char *const kinds[] = {
		"comments", "comment", "response", "responses", "submission", "statement",
		"testimony", "input", "feedback", "reply", "letter", "recommendations",
		"contribution", "evidence", "views", NULL
	};
	static const char *const of[] = { "of", "from", "by", NULL };
	static const char *const to[] = {
		"on", "to", "in", "regarding", "for", "re", "concerning", "about",
		"submitted", NULL
	};
	size_t at = line->first, end;

	for (size_t i = line->first; i + 1 < line->end && i < line->first + 6; i++)
		if (sp_lines_is_one(l, i, kinds) && sp_lines_is_one(l, i + 1, of) &&
		    sp_said_name_at(out, l, line, i + 2, source))
			return true;
	if (!sp_orgname_at(l, line, &at, &end) || end >= line->end)
		return false;
	/* "X Public Comments on", "X RFI Response" */
	static const char *const between[] = {
		"public", "rfi", "formal", "written", "joint", "official", "final", NULL
	};
	size_t i = end;
	while (i < line->end && sp_lines_is_one(l, i, between))
		i++;
	bool follows = i < line->end && sp_lines_is_one(l, i, kinds) &&
		(i + 1 >= line->end || sp_lines_is_one(l, i + 1, to) || i > end);
	return follows && sp_said_tokens(out, l, at, end, source);
}

static bool titled(const sp_lines *l, sp_said *out)
{
	for (size_t i = 0; i < l->n && is_head(l, i); i++)
		if (l->list[i].n < 260 && (l->list[i].heading || l->list[i].n < 160) &&
		    titled_line(l, &l->list[i], "letter: heading", out))
			return true;
	return false;
}

bool sp_letter_titled(const char *title, sp_said *out)
{
	sp_lines l;
	sp_line line = { .s = title, .n = strlen(title) };

	sp_lines_init(&l);
	sp_tokens_add(&l.tokens, title, line.n, 0);
	line.end = l.tokens.n;
	l.list = &line;
	l.n = 1;
	bool found = titled_line(&l, &line, "title", out);
	l.list = NULL;
	sp_lines_release(&l);
	return found;
}

/* ---- "on behalf of X" ------------------------------------------------------------------- */

static bool is_number(const sp_lines *l, size_t i)
{
	const char *w = sp_token_word(&l->tokens, i);

	return w[strspn(w, "0123456789")] == '\0';
}

static bool behalf_at(const sp_lines *l, const sp_line *line, size_t at, sp_said *out)
{
	for (size_t skip = 0; skip < 9 && at < line->end; skip++, at++) {
		const sp_token *t = &l->tokens.list[at];
		if (t->flags & SP_TOKEN_START)
			return false;
		if ((t->flags & SP_TOKEN_CAPITAL) && !is_number(l, at))
			return sp_said_name_at(out, l, line, at, "letter: on behalf of");
		if (sp_token_is(&l->tokens, at, "i") || sp_token_is(&l->tokens, at, "we"))
			return false;
	}
	return false;
}

static bool behalf(const sp_lines *l, sp_said *out)
{
	for (size_t i = 0; i < l->n; i++) {
		const sp_line *line = &l->list[i];
		if (i >= SP_LETTER_OPENING && !is_end(l, i))
			continue;
		for (size_t k = line->first; k + 3 < line->end; k++)
			if (sp_token_is(&l->tokens, k, "behalf") &&
			    sp_token_is(&l->tokens, k + 1, "of") &&
			    behalf_at(l, line, k + 2, out))
				return true;
	}
	return false;
}

/* ---- the letterhead -------------------------------------------------------------------------- */

static bool is_salutation(const sp_lines *l, const sp_line *line)
{
	static const char *const words[] = { "dear", "to", "attn", "attention", "re", "subject", NULL };

	return line->first < line->end && sp_lines_is_one(l, line->first, words);
}

/* A professor writes in their own name, not in the university's. */
static bool is_scholar(const sp_lines *l, size_t stop)
{
	static const char *const words[] = {
		"professor", "prof", "dr", "fellow", "lecturer", "student", "researcher",
		"candidate", NULL
	};

	for (size_t i = 0; i < stop; i++)
		for (size_t t = l->list[i].first; t < l->list[i].end; t++)
			if (sp_lines_is_one(l, t, words))
				return true;
	return false;
}

/* The writer's own name stands above the date, or above the writer's own
 * telephone and addresses; the addressee's stands below. */
static bool letterhead(const sp_lines *l, const sp_kinds *k, sp_said *out)
{
	size_t stop = 0;
	bool dated = false;

	for (; stop < l->n && stop < 12 && sp_line_is_short(&l->list[stop]); stop++) {
		dated = sp_line_is_date(l, &l->list[stop]);
		if (dated || is_salutation(l, &l->list[stop]))
			break;
	}
	if (!dated && !(stop > 1 && sp_line_is_contact(l, &l->list[1])))
		return false;
	/* "Example Works, 14 March 2025": the date's line may begin with the name */
	for (size_t i = 0; i < stop + dated; i++) {
		const sp_line *line = &l->list[i];
		size_t at = line->first, end;
		if (sp_line_is_contact(l, line) || !sp_orgname_at(l, line, &at, &end))
			continue;
		sp_said_tokens(out, l, at, end, "letter: letterhead");
		if (i == 0 && is_scholar(l, stop) && sp_kinds_person(k, out->value.data))
			return true;
		if (!sp_letter_names_office(l, line) && sp_kinds_organisation(k, out->value.data))
			return true;
	}
	sp_said_clear(out);
	return false;
}

/* ---- "About X" ----------------------------------------------------------------------------------- */

static bool about_itself(const sp_lines *l, sp_said *out)
{
	for (size_t i = l->n; i-- > 0;) {
		size_t at, end;
		const sp_line *line = &l->list[i];
		if (!sp_line_begins(l, line, "about", &at) || at >= line->end ||
		    !sp_orgname_at(l, line, &at, &end))
			continue;
		if (end == line->end || (l->tokens.list[end].flags & SP_TOKEN_COMMA))
			return sp_said_tokens(out, l, at, end, "letter: about");
	}
	return false;
}

bool sp_letter_submitter(const sp_lines *l, const sp_kinds *k, sp_said *out)
{
	return labelled(l, SP_FIELD_ORGANIZATION, out) || submitted_by(l, out) ||
		labelled(l, SP_FIELD_SUBMITTER, out) || titled(l, out) || behalf(l, out) ||
		sp_letter_opening(l, k, out) || letterhead(l, k, out) ||
		sp_letter_signature(l, k, false, out) || about_itself(l, out) ||
		sp_letter_signature(l, k, true, out);
}

/* ---- date and title ---------------------------------------------------------------------------------- */

static bool date_of(const sp_line *line, size_t from, size_t index, const char *source,
		    sp_said *out)
{
	char text[80], date[SP_DATE_SIZE];
	size_t n = sp_utf8_cut(line->s + from, line->n - from, sizeof text - 1);

	memcpy(text, line->s + from, n);
	text[n] = '\0';
	if (!sp_date(text, date) || strcmp(date, "1900") < 0 || strcmp(date, "2100") >= 0)
		return false;
	sp_buf_clear(&out->value);
	sp_buf_adds(&out->value, date);
	out->source = source;
	out->line = index;
	return true;
}

bool sp_letter_date(const sp_lines *l, sp_said *out)
{
	static const char *const begins[] = { "submitted on", "submitted", "dated", "date", "filed" };

	for (size_t i = 0; i < l->n; i++) {
		const sp_line *line = &l->list[i];
		size_t value;
		if (!is_head(l, i) && !is_end(l, i))
			continue;
		if (label_of(line, &value) == SP_FIELD_DATE &&
		    date_of(line, value, i, "letter: label", out))
			return true;
		for (size_t b = 0; b < sizeof begins / sizeof *begins; b++)
			if (line->n < 90 && sp_line_begins(l, line, begins[b], &value) &&
			    date_of(line, 0, i, "letter: label", out))
				return true;
	}
	for (size_t i = 0; i < l->n; i++)
		if ((i < HEAD_LINES || i + 8 >= l->n) && sp_line_is_date(l, &l->list[i]) &&
		    date_of(&l->list[i], 0, i, "letter: date line", out))
			return true;
	return false;
}

/* "Who we are", "Introduction": headings of a part, not of the letter. */
static bool is_part_heading(const sp_lines *l, const sp_line *line)
{
	static const char *const begins[] = {
		"who", "about", "introduction", "background", "executive", "summary",
		"overview", "table", "contents", "question", "section", "part", "i", "1",
		"our", "recommendation", "recommendations", "key", "dear", "to", NULL
	};

	return sp_lines_is_one(l, line->first, begins);
}

bool sp_letter_title(const sp_lines *l, sp_said *out)
{
	static const char *const begins[] = { "re", "subject", "regarding", "ref" };

	for (size_t i = 0; i < l->n && i < HEAD_LINES; i++) {
		const sp_line *line = &l->list[i];
		size_t at;
		for (size_t b = 0; b < sizeof begins / sizeof *begins; b++) {
			if (!sp_line_begins(l, line, begins[b], &at) || line->n > 400 ||
			    at >= line->end || !memchr(line->s, ':', 12 < line->n ? 12 : line->n))
				continue;
			const char *s = line->s + l->tokens.list[at].begin;
			sp_buf_clear(&out->value);
			sp_buf_add(&out->value, s, (size_t)(line->s + line->n - s));
			out->source = "letter: subject";
			out->line = i;
			return true;
		}
	}
	/* a heading is the letter's only before its text begins */
	for (size_t i = 0; i < l->n && i < HEAD_LINES; i++) {
		const sp_line *line = &l->list[i];
		if (!line->heading && !sp_line_is_short(line))
			break;
		if (!line->heading || line->n > 300 || line->end - line->first < 3 ||
		    is_part_heading(l, line))
			continue;
		sp_buf_clear(&out->value);
		sp_buf_add(&out->value, line->s, line->n);
		out->source = "letter: heading";
		out->line = i;
		return true;
	}
	return false;
}
