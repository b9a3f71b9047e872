/* The opening sentence of a letter: "X appreciates the opportunity", "As the
 * president of X, I", "My name is X". */
#include "config.h"

#include <string.h>

#include "ingest/letter.h"
#include "ingest/orgname.h"

enum { REACH = 45 };	/* words that an insertion may have */

static bool is_verb(const sp_lines *l, size_t i)
{
	static const char *const verbs[] = {
		"appreciates", "appreciate", "welcomes", "welcome", "thanks", "thank",
		"commends", "applauds", "hereby", "respectfully", "wishes",
		"responds", "provides", "provide", "urges", "supports", "shares", NULL
	};
	/* "X submits these comments", but a report: "X submits a plan" */
	static const char *const hands[] = {
		"submits", "submit", "writes", "write", "offers", "offer", "files",
		"file", "presents", NULL
	};
	static const char *const handed[] = {
		"these", "this", "the", "its", "our", "their", "comments", "in", "to",
		"on", "as", "and", NULL
	};
	static const char *const be[] = { "is", "are", "would", NULL };
	static const char *const ready[] = {
		"pleased", "grateful", "writing", "submitting", "honored", "honoured",
		"delighted", "like", "responding", "thankful", "providing", "happy",
		"glad", "committed", NULL
	};
	static const char *const adverbs[] = {
		"greatly", "strongly", "also", "sincerely", "very", "much", "truly",
		"deeply", "hereby", "gratefully", NULL
	};

	while (sp_lines_is_one(l, i, adverbs))
		i++;
	return sp_lines_is_one(l, i, verbs) || (sp_lines_is_one(l, i, hands) && sp_lines_is_one(l, i + 1, handed)) ||
	       (sp_lines_is_one(l, i, be) && sp_lines_is_one(l, i + 1, ready));
}

static size_t sentence_end(const sp_lines *l, const sp_line *line, size_t i)
{
	for (i++; i < line->end && !(l->tokens.list[i].flags & SP_TOKEN_START); i++)
		;
	return i;
}

/* Is the name that ends at `i` the subject of one of the verbs, right there or
 * behind an insertion: "X, a leader in Y, welcomes", "X and its members thank"? */
static bool is_subject(const sp_lines *l, size_t i, size_t end)
{
	if (i >= end)
		return false;
	if (is_verb(l, i))
		return true;
	bool inserted = l->tokens.list[i].flags & (SP_TOKEN_COMMA | SP_TOKEN_OPEN);
	bool joined = sp_token_is(&l->tokens, i, "and");
	if (!inserted && !joined)
		return false;
	for (size_t k = i + 1; k < end && k < i + REACH; k++) {
		bool comma = l->tokens.list[k].flags & SP_TOKEN_COMMA;
		if (is_verb(l, k) && (comma || joined ||
		    sp_token_is(&l->tokens, k - 1, "members")))
			return true;
	}
	return false;
}

/* "As the president of X, I ...": the name behind the last "of" or "at". */
static bool as_officer(const sp_lines *l, const sp_line *line, size_t i, size_t end, sp_said *out)
{
	static const char *const officers[] = {
		"president", "ceo", "chief", "director", "founder", "chair", "head",
		"executive", "owner", "representative", "counsel", "cofounder", NULL
	};
	bool officer = false;

	for (size_t k = i + 1; k < end && k < i + 24; k++) {
		if (k > i + 1 && (l->tokens.list[k].flags & SP_TOKEN_COMMA))
			return false;
		officer |= sp_lines_is_one(l, k, officers);
		if (officer && (sp_token_is(&l->tokens, k, "of") || sp_token_is(&l->tokens, k, "at")) &&
		    sp_said_name_at(out, l, line, k + 1, "letter: opening"))
			return true;
	}
	return false;
}

static bool defines_itself(const sp_lines *l, const sp_kinds *k, const sp_said *name,
			   size_t at, size_t end)
{
	static const char *const be[] = { "is", "represents", NULL };
	static const char *const articles[] = { "a", "an", "the", "one", NULL };

	if (!sp_lines_is_one(l, end, be))
		return false;
	if (strchr(name->value.data, '('))
		return true;
	return (sp_token_is(&l->tokens, end, "represents") || sp_lines_is_one(l, end + 1, articles)) &&
		end - at > 1 && sp_kinds_organisation(k, name->value.data);
}

static bool opening_sentence(const sp_lines *l, const sp_kinds *k, const sp_line *line,
			     size_t i, sp_said *out)
{
	static const char source[] = "letter: opening";
	const sp_tokens *t = &l->tokens;
	size_t end = sentence_end(l, line, i), at = i, stop;

	if (sp_token_is(t, i, "we") && (sp_token_is(t, i + 1, "at") ||
	    (sp_token_is(t, i + 1, "the") && (t->list[i + 1].flags & SP_TOKEN_COMMA))))
		return sp_said_name_at(out, l, line, i + 2, source);
	for (size_t m = i; m + 3 < end && m < i + 4; m++)	/* "Hello, my name is" */
		if (sp_token_is(t, m, "my") && sp_token_is(t, m + 1, "name") && sp_token_is(t, m + 2, "is"))
			return sp_said_name_at(out, l, line, m + 3, source);
	if (sp_token_is(t, i, "i") && i + 1 < end && (t->list[i + 1].flags & SP_TOKEN_COMMA))
		return sp_said_name_at(out, l, line, i + 1, source);
	if (sp_token_is(t, i, "as"))
		return as_officer(l, line, i, end, out);
	if (sp_token_is(t, i, "at")) {
		at = i + 1;
		return at < end && sp_orgname_at(l, line, &at, &stop) && stop < end &&
			sp_token_is(t, stop, "we") && sp_said_tokens(out, l, at, stop, source);
	}
	if (!sp_orgname_at(l, line, &at, &stop))
		return false;
	sp_said_tokens(out, l, at, stop, source);
	if (is_subject(l, stop, end) || defines_itself(l, k, out, at, stop))
		return true;
	sp_said_clear(out);
	return false;
}

bool sp_letter_opening(const sp_lines *l, const sp_kinds *k, sp_said *out)
{
	for (size_t i = 0; i < l->n && i < SP_LETTER_OPENING; i++) {
		const sp_line *line = &l->list[i];
		size_t sentences = 0;
		if (line->end - line->first < 5)
			continue;
		for (size_t at = line->first; at < line->end && sentences < 5; at++)
			if ((l->tokens.list[at].flags & SP_TOKEN_START) && ++sentences &&
			    opening_sentence(l, k, line, at, out))
				return true;
	}
	return false;
}
