#include "config.h"

#include "ingest/orgname.h"

#include <string.h>

enum { NAME_WORDS = 14 };

static bool is_one(const sp_lines *l, size_t i, const char *const *list)
{
	for (; *list; list++)
		if (sp_token_is(&l->tokens, i, *list))
			return true;
	return false;
}

/* Small words inside a name. */
static bool connects(const sp_lines *l, size_t i)
{
	static const char *const words[] = {
		"of", "for", "and", "the", "in", "at", "de", "la", "le", "les", "des",
		"du", "el", "y", "e", "et", "und", "der", "die", "das", "für", "van",
		"von", "da", "do", "di", "del", "dos", "against", "without", "plus", NULL
	};
	static const char *const on_after[] = {
		"center", "centre", "council", "committee", "institute", "commission",
		"force", "coalition", "conference", "group", "network", NULL
	};
	static const char *const to_after[] = {
		"coalition", "campaign", "alliance", "committee", "partnership",
		"movement", "initiative", NULL
	};

	if (sp_token_is(&l->tokens, i, "on"))
		return i && is_one(l, i - 1, on_after);
	if (sp_token_is(&l->tokens, i, "to"))
		return i && is_one(l, i - 1, to_after);
	return is_one(l, i, words);
}

/* Words at which a name is over, however they are written. */
static bool stops(const sp_lines *l, size_t i)
{
	static const char *const words[] = {
		"comments", "comment", "response", "responses", "reply", "submission",
		"statement", "testimony", "re", "rfi", "regarding", "request", "in response",
		"to", "on", "concerning", "before", "docket", "submitted", "respectfully",
		"via", "dear", "is", "are", "was", "appreciates", "welcomes", "input",
		"feedback", "recommendations", "dated", "letter", "with", "by", "from", "i",
		"we", NULL
	};
	static const char *const after_in[] = {
		"response", "re", "reply", "support", "opposition", "regard", "the", NULL
	};

	if (sp_token_is(&l->tokens, i, "in") && i + 1 < l->tokens.n && is_one(l, i + 1, after_in))
		return true;
	return is_one(l, i, words) && !connects(l, i);
}

static bool is_legal(const sp_lines *l, size_t i)
{
	static const char *const forms[] = {
		"inc", "incorporated", "llc", "llp", "ltd", "limited", "corp", "corporation",
		"co", "plc", "gmbh", "pbc", "lp", "ag", "sa", "bv", "nv", "pllc", NULL
	};

	return is_one(l, i, forms);
}

/* No submitter is called so. */
static bool is_common(const sp_lines *l, size_t first, size_t end)
{
	static const char *const words[] = {
		"we", "i", "this", "these", "those", "it", "our", "my", "in", "as", "on",
		"at", "a", "an", "to", "dear", "thank", "thanks", "that", "there", "here",
		"they", "he", "she", "you", "your", "its", "undersigned", "members",
		"congress", "america", "americans", "administration", "government",
		"authority", "authorities",
		"subject", "attn", "attention", "date", "page", "title", "abstract",
		"introduction", "background", "summary", "executive", "overview",
		"conclusion", "contents", "docket", "federal", "public", "please",
		"artificial", "ai", "no", "yes", "question", "name", "signed", "sincerely",
		"both", "all", "many", "some", "each", "one", "because", "while", "when",
		"if", "for", "with", "from", "by", "of", "and", "or", "but", "not", "so",
		"january", "february", "march", "april", "may", "june", "july", "august",
		"september", "october", "november", "december", "attached", "enclosed",
		"appendix", "section", "part", "table", "figure", "note", "draft", "final",
		"everyone", "nobody", "who", "what", "how", "why", "hello", "hi",
		"greetings", "joint", "initial", "further", "supplemental", "written",
		"formal", "official", "general", "additional", "stakeholder", "industry",
		"whom", "sir", "madam", "request", "via", "re", "am", NULL
	};
	static const char *const pairs[] = {
		"united states", "executive order", "request for", "white house",
		"federal register", "public comment", "trump administration",
		"biden administration", "american people", NULL
	};

	if (end - first == 1)
		return is_one(l, first, words) || l->tokens.list[first].len < 2;
	for (const char *const *p = pairs; end - first == 2 && *p; p++) {
		size_t n = strcspn(*p, " ");
		if (strncmp(sp_token_word(&l->tokens, first), *p, n) == 0 &&
		    sp_token_is(&l->tokens, first + 1, *p + n + 1))
			return true;
	}
	static const char *const never_first[] = {
		"we", "i", "this", "these", "it", "our", "my", "in", "as", "on", "at",
		"dear", "thank", "if", "while", "when", "because", "request", "executive",
		"re", "subject", "to", "by", "from", "with", "via", "am", "please",
		"comments", "comment", "response", "responses", "submission", "statement",
		"testimony", "reply", "feedback", NULL
	};
	return is_one(l, first, never_first);
}

/* A bracket behind the name that gives its short name: "(EXA)", "(a16z)". */
static size_t bracket(const sp_lines *l, const sp_line *line, size_t i)
{
	const sp_token *t = l->tokens.list;
	size_t k = i + 1;

	if (i >= line->end || !(t[i].flags & SP_TOKEN_OPEN))
		return i;
	while (k < line->end && !(t[k].flags & (SP_TOKEN_CLOSE | SP_TOKEN_START)))
		k++;
	bool closed = k < line->end ? t[k].flags & SP_TOKEN_CLOSE :
		memchr(line->s + t[k - 1].end, ')', line->n - t[k - 1].end) != NULL;
	bool plain = (t[i].flags & SP_TOKEN_CAPITAL) || k - i == 1;
	return closed && plain && k - i <= 4 ? k : i;
}

bool sp_orgname_at(const sp_lines *l, const sp_line *line, size_t *begin,
		   size_t *end)
{
	const sp_token *t = l->tokens.list;
	size_t at = *begin;

	/* "The Example Forum": its own only where no sentence begins */
	if (at < line->end && sp_token_is(&l->tokens, at, "the") &&
	    (t[at].flags & (SP_TOKEN_CAPITAL | SP_TOKEN_START)) != SP_TOKEN_CAPITAL)
		at++;
	size_t i = at, last = at;
	while (i < line->end && i - at < NAME_WORDS) {
		uint8_t f = t[i].flags;
		bool first = i == at;
		if (!first && ((f & (SP_TOKEN_START | SP_TOKEN_OPEN | SP_TOKEN_CLOSE)) ||
			       ((f & SP_TOKEN_COMMA) && !is_legal(l, i)) ||
			       (t[i - 1].flags & SP_TOKEN_GENITIVE && stops(l, i))))
			break;
		if (!first && stops(l, i))
			break;
		if ((f & SP_TOKEN_CAPITAL) && !(connects(l, i) && !first)) {
			last = ++i;
		} else if (!first && ((f & SP_TOKEN_GLUED) || is_legal(l, i))) {
			last = ++i;
		} else if (!first && connects(l, i)) {
			i++;
		} else {
			break;
		}
	}
	if (last == at || is_common(l, at, last))
		return false;
	*begin = at;
	*end = bracket(l, line, last);
	return true;
}

/* ("EXA") is written (EXA). */
static void add_unquoted(const char *s, size_t n, sp_buf *out)
{
	static const char *const quotes[] = { "\"", "\xE2\x80\x9C", "\xE2\x80\x9D" };

	for (size_t i = 0; i < n;) {
		size_t skip = 0;
		for (size_t q = 0; q < sizeof quotes / sizeof *quotes; q++)
			if (strncmp(s + i, quotes[q], strlen(quotes[q])) == 0)
				skip = strlen(quotes[q]);
		if (!skip)
			sp_buf_addc(out, s[i]);
		i += skip ? skip : 1;
	}
}

void sp_orgname_text(const sp_lines *l, size_t first, size_t end, sp_buf *out)
{
	const sp_line *line = &l->list[l->tokens.list[first].block];
	size_t from = l->tokens.list[first].begin, to = l->tokens.list[end - 1].end;

	/* the dot of "Inc." and "U.S.", the bracket that was opened */
	if (to < line->n && line->s[to] == '.' &&
	    (is_legal(l, end - 1) || line->s[to - 1] == '.' ||
	     (l->tokens.list[end - 1].len > 1 && to > 2 && line->s[to - 2] == '.')))
		to++;
	if (memchr(line->s + from, '(', to - from) && !memchr(line->s + from, ')', to - from)) {
		const char *close = memchr(line->s + to, ')', line->n - to);
		if (close)
			to = (size_t)(close - line->s) + 1;
	}
	add_unquoted(line->s + from, to - from, out);
}
