/* A pass over the bytes that knows the states of the HTML tokenizer: text, tag,
 * attribute value, comment, raw text. libxml2 2.9 reads text of 1997; with each
 * token rewritten in its plainest form it builds the same tree for the pages
 * of today. One pass, linear, no look-back. */
#include "config.h"

#include "ingest/mend.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "ingest/entity.h"
#include "ingest/foreign.h"

enum { ATTRIBUTES_MAX = 32, VALUE_MAX = 4096, NAME_MAX_LEN = 64 };

typedef struct mender {
	const char *s, *end;
	const char *begin;
	sp_buf *out;
	sp_buf scratch;		/* one decoded reference or value */
	sp_foreign foreign;	/* open svg and math elements */
	bool in_head, in_body;	/* behind <head> or <body>, or what implies it */
	bool in_noscript;	/* of the head */
	sp_mended *info;
} mender;

static void line_ends(mender *m, const char *from, const char *to)
{
	while ((from = memchr(from, '\n', (size_t)(to - from)))) {
		sp_buf_addc(m->out, '\n');
		from++;
	}
}

static void escaped(sp_buf *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] == '<')
			sp_buf_adds(out, "&lt;");
		else if (s[i] == '&')
			sp_buf_adds(out, "&amp;");
		else if (s[i] == '"')
			sp_buf_adds(out, "&#34;");
		else
			sp_buf_addc(out, s[i]);
}

/* ---- text ------------------------------------------------------------------- */

/* Text with references decoded and what is left of markup escaped. */
static void text(mender *m, const char *s, const char *end, bool references)
{
	while (s < end) {
		const char *run = s;
		while (s < end && *s != '&' && *s != '<')
			s++;
		sp_buf_add(m->out, run, (size_t)(s - run));
		if (s == end)
			break;
		size_t read = 0;
		if (*s == '&' && references) {
			sp_buf_clear(&m->scratch);
			read = sp_entity_decode(s, (size_t)(end - s), false, &m->scratch);
			escaped(m->out, m->scratch.data, m->scratch.len);
		}
		if (!read) {
			escaped(m->out, s, 1);
			read = 1;
		}
		s += read;
	}
}

/* What begins at `from` has no end: the rest of the file is a part of it. */
static void unended(mender *m, const char *what, const char *from)
{
	m->info->unended = what;
	m->info->unended_at = (size_t)(from - m->begin);
}

/* ---- comments and their kin --------------------------------------------------- */

static const char *find(const char *s, const char *end, const char *what)
{
	return memmem(s, (size_t)(end - s), what, strlen(what));
}

/* Where a comment's "-->" (or "--!>") ends; `s` stands behind "<!--". */
static const char *comment_end(const char *s, const char *end)
{
	if (s < end && *s == '>')
		return s + 1;
	if (end - s > 1 && s[0] == '-' && s[1] == '>')
		return s + 2;
	for (; (s = find(s, end, "--")); s++) {
		if (end - s > 2 && s[2] == '>')
			return s + 3;
		if (end - s > 3 && s[2] == '!' && s[3] == '>')
			return s + 4;
	}
	return end;
}

/* Word keeps the author of a page in a conditional comment. */
static bool wanted_comment(const char *s, const char *end)
{
	return end - s > 12 && strncmp(s, "<!--[if", 7) == 0 &&
	       end[-3] == '-' && find(s, end, "DocumentProperties") &&
	       !find(s + 4, end - 3, "--");
}

/* In svg and math a CDATA section is text; elsewhere it is a bogus comment. */
static bool cdata(mender *m)
{
	const char *from = m->s + 9, *close;

	if (!m->foreign.depth || m->end - m->s < 9 || memcmp(m->s, "<![CDATA[", 9) != 0)
		return false;
	close = find(from, m->end, "]]>");
	text(m, from, close ? close : m->end, false);
	m->s = close ? close + 3 : m->end;
	return true;
}

static void comment(mender *m)
{
	const char *begin = m->s;

	if (cdata(m))
		return;

	if (m->end - m->s > 3 && memcmp(m->s, "<!--", 4) == 0) {
		m->s = comment_end(m->s + 4, m->end);
	} else {
		const char *close = memchr(m->s, '>', (size_t)(m->end - m->s));
		m->s = close ? close + 1 : m->end;
	}
	if (m->s == m->end && m->end[-1] != '>')
		unended(m, "comment", begin);
	if (wanted_comment(begin, m->s)) {
		sp_buf_add(m->out, begin, (size_t)(m->s - begin));
		return;
	}
	sp_buf_adds(m->out, "<!--");
	line_ends(m, begin, m->s);
	sp_buf_adds(m->out, "-->");
}

/* ---- tags ---------------------------------------------------------------------- */

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool wanted_attribute(const char *name)
{
	static const char *const names[] = {
		"aria-expanded", "aria-hidden", "charset", "class", "colspan", "content",
		"data-component", "datetime", "dir", "hidden", "href",
		"http-equiv", "id", "itemprop", "itemtype", "lang", "name",
		"property", "rel", "role", "rowspan", "src", "start", "style",
		"summary", "title", "type", "value", "xml:lang",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* Read a value (quoted or bare) and decode it into scratch. */
static void value(mender *m)
{
	char quote = 0;
	const char *from;

	sp_buf_clear(&m->scratch);
	if (m->s < m->end && (*m->s == '"' || *m->s == '\''))
		quote = *m->s++;
	from = m->s;
	if (quote) {
		m->s = memchr(from, quote, (size_t)(m->end - from));
		if (!m->s)
			m->s = m->end;
	} else {
		while (m->s < m->end && !blank(*m->s) && *m->s != '>')
			m->s++;
	}
	size_t n = (size_t)(m->s - from);
	if (quote && m->s < m->end)
		m->s++;
	n = sp_utf8_cut(from, n, n < VALUE_MAX ? n : VALUE_MAX);
	for (size_t i = 0; i < n;) {
		size_t read = from[i] != '&' ? 0 :
			sp_entity_decode(from + i, n - i, true, &m->scratch);
		if (!read)
			sp_buf_addc(&m->scratch, from[i]);
		i += read ? read : 1;
	}
}

/* One attribute; it is written only if it is wanted and there is room. */
static void attribute(mender *m, const char *tag, unsigned *kept)
{
	char name[NAME_MAX_LEN];
	const char *from = m->s;

	if (*m->s == '=')	/* a name may begin with one */
		m->s++;
	while (m->s < m->end && !blank(*m->s) && *m->s != '=' &&
	       *m->s != '>' && *m->s != '/')
		m->s++;
	size_t n = (size_t)(m->s - from);
	bool keep = n < sizeof name;
	if (keep) {
		sp_utf8_lower(from, n, name);
		name[n] = '\0';
		keep = wanted_attribute(name);
	}
	while (m->s < m->end && blank(*m->s))
		m->s++;
	sp_buf_clear(&m->scratch);
	if (m->s < m->end && *m->s == '=') {
		m->s++;
		while (m->s < m->end && blank(*m->s))
			m->s++;
		value(m);
	}
	if (!keep)
		return;
	if (++*kept > ATTRIBUTES_MAX) {
		if (*kept == ATTRIBUTES_MAX + 1 && !m->info->attributes++)
			m->info->attributes_at = (size_t)(tag - m->begin);
		return;
	}
	sp_buf_addc(m->out, ' ');
	sp_buf_adds(m->out, name);
	sp_buf_adds(m->out, "=\"");
	for (size_t i = 0; i < m->scratch.len; i++)
		if (m->scratch.data[i] == '\n')
			m->scratch.data[i] = ' ';
	escaped(m->out, m->scratch.data, m->scratch.len);
	sp_buf_addc(m->out, '"');
}

/* What follows a start tag that is not markup up to its end tag. */
typedef enum raw {
	RAW_NONE, RAW_DROP, RAW_SCRIPT, RAW_TEMPLATE, RAW_TEXT, RAW_REFERENCES, RAW_REST
} raw;

static raw raw_kind(const char *name)
{
	static const struct { const char *name; raw kind; } kinds[] = {
		{ "script", RAW_SCRIPT }, { "style", RAW_DROP },
		{ "template", RAW_TEMPLATE },
		{ "textarea", RAW_REFERENCES }, { "title", RAW_REFERENCES },
		{ "iframe", RAW_TEXT }, { "noembed", RAW_TEXT },
		{ "noframes", RAW_TEXT }, { "xmp", RAW_TEXT },
		{ "plaintext", RAW_REST },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].name, name) == 0)
			return kinds[i].kind;
	return RAW_NONE;
}

/* Is this "<name" (or "</name") with nothing of a longer name behind it? */
static bool is_tag(const char *s, const char *end, const char *name)
{
	size_t n = strlen(name);

	return (size_t)(end - s) >= n && strncasecmp(s, name, n) == 0 &&
		(s + n == end || blank(s[n]) || s[n] == '>' || s[n] == '/');
}

/* The end tag "</name" from s on; `end` if there is none. */
static const char *end_tag(const char *s, const char *end, const char *name)
{
	for (; (s = memchr(s, '<', (size_t)(end - s))); s++)
		if (end - s > 1 && s[1] == '/' && is_tag(s + 2, end, name))
			return s;
	return end;
}

/* A script may hold "<!-- <script> </script> -->": that end tag is not its. */
static const char *script_end(const char *s, const char *end)
{
	bool comment = false, inner = false;

	for (; s < end; s++) {
		if (*s == '-' && comment && end - s > 2 && memcmp(s, "-->", 3) == 0) {
			comment = inner = false;
		} else if (*s != '<') {
			continue;
		} else if (end - s > 3 && memcmp(s, "<!--", 4) == 0) {
			comment = true;
			s++;	/* "<!-->" ends at once */
		} else if (comment && is_tag(s + 1, end, "script")) {
			inner = true;
		} else if (end - s > 1 && s[1] == '/' && is_tag(s + 2, end, "script")) {
			if (!inner)
				return s;
			inner = false;
		}
	}
	return end;
}

/* Templates nest; what they hold is shown only once a script puts it there. */
static const char *template_end(const char *s, const char *end)
{
	unsigned depth = 1;

	for (; (s = memchr(s, '<', (size_t)(end - s))); s++) {
		if (is_tag(s + 1, end, "template"))
			depth++;
		else if (end - s > 1 && s[1] == '/' && is_tag(s + 2, end, "template") &&
			 !--depth)
			return s;
	}
	return end;
}

static const char *raw_end(const mender *m, const char *name, raw kind)
{
	switch (kind) {
	case RAW_SCRIPT:
		return script_end(m->s, m->end);
	case RAW_TEMPLATE:
		return template_end(m->s, m->end);
	case RAW_REST:
		return m->end;
	default:
		return end_tag(m->s, m->end, name);
	}
}

static void raw_text(mender *m, const char *name, raw kind)
{
	const char *close = raw_end(m, name, kind);

	if (close == m->end && kind != RAW_REST)
		unended(m, "raw text", m->s);

	if (kind == RAW_TEXT || kind == RAW_REFERENCES || kind == RAW_REST)
		text(m, m->s, close, kind == RAW_REFERENCES);
	else
		line_ends(m, m->s, close);
	m->s = close;
}

static bool only_blanks(const char *s, const char *end)
{
	while (s < end && blank(*s))
		s++;
	return s == end;
}

/* libxml2 knows not all elements that end a head whose end tag is left out:
 * to it <header> or <main> would be a part of the head. */
static void imply_body(mender *m, const char *name, bool end)
{
	static const char *const of_head[] = {
		"base", "basefont", "bgsound", "head", "html", "link", "meta",
		"noframes", "script", "style", "template", "title",
	};

	if (strcmp(name, "noscript") == 0)
		m->in_noscript = !end;
	if (end || m->in_noscript || strcmp(name, "noscript") == 0)
		return;
	for (size_t i = 0; i < sizeof of_head / sizeof *of_head; i++)
		if (strcmp(of_head[i], name) == 0) {
			m->in_head = true;
			return;
		}
	m->in_body = true;
	if (m->in_head && strcmp(name, "body") != 0 && strcmp(name, "frameset") != 0)
		sp_buf_adds(m->out, "<body>");
}

static bool is_void(const char *name)
{
	static const char *const names[] = {
		"bgsound", "embed", "keygen", "source", "track", "wbr",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* m->s stands behind the name. */
static void break_out(mender *m, const char *name, bool end)
{
	const char *close = memchr(m->s, '>', (size_t)(m->end - m->s));

	if (close)
		sp_foreign_break_out(&m->foreign, name, end, m->s, (size_t)(close - m->s), m->out);
}

/* A start or end tag; m->s stands at '<'. */
static void tag(mender *m)
{
	const char *begin = m->s++;
	bool end = *m->s == '/';
	char name[NAME_MAX_LEN];
	size_t n = 0;
	unsigned kept = 0;
	bool closed = false;

	m->s += end;
	while (m->s < m->end && !blank(*m->s) && *m->s != '>' && *m->s != '/') {
		if (n < sizeof name - 1)
			name[n++] = (char)tolower((unsigned char)*m->s);
		m->s++;
	}
	name[sp_utf8_valid(name, n)] = '\0';
	if (m->foreign.depth)
		break_out(m, name, end);
	if (!m->in_body && !m->foreign.depth)
		imply_body(m, name, end);
	size_t from = m->out->len;
	sp_buf_adds(m->out, end ? "</" : "<");
	sp_buf_adds(m->out, strcmp(name, "image") == 0 ? "img" : name);
	while (m->s < m->end && *m->s != '>') {
		closed = *m->s == '/' && m->s + 1 < m->end && m->s[1] == '>';
		if (blank(*m->s) || *m->s == '/')
			m->s++;
		else
			attribute(m, begin, &kept);
	}
	if (m->s == m->end) {	/* a tag that never ends is no tag */
		unended(m, "tag", begin);
		sp_buf_truncate(m->out, from);
		return;
	}
	m->s++;
	line_ends(m, begin, m->s);
	/* Only foreign elements may close themselves; and some never hold
	 * anything, which libxml2 does not know. */
	if (!end && ((closed && sp_foreign_begins(name)) || is_void(name)))
		sp_buf_addc(m->out, '/');
	sp_buf_addc(m->out, '>');
	if (!closed)
		sp_foreign_note(&m->foreign, name, end);
	raw kind = end || m->foreign.depth ? RAW_NONE : raw_kind(name);
	if (kind != RAW_NONE)
		raw_text(m, name, kind);
}

void sp_mend(const char *html, size_t n, sp_buf *out, sp_mended *info)
{
	mender m = { .s = html, .begin = html, .end = html + n, .out = out,
		     .scratch = SP_BUF_INIT, .info = info };

	*info = (sp_mended){ 0 };
	sp_buf_reserve(out, n + 64);
	while (m.s < m.end) {
		const char *lt = memchr(m.s, '<', (size_t)(m.end - m.s));
		if (!lt)
			lt = m.end;
		if (!m.in_body && !only_blanks(m.s, lt))
			m.in_body = true;	/* libxml2 knows that */
		text(&m, m.s, lt, true);
		m.s = lt;
		if (m.end - lt < 2 || (lt[1] == '/' && m.end - lt == 2)) {
			text(&m, lt, m.end, true);
			break;
		}
		if (isalpha((unsigned char)lt[1]) ||
		    (lt[1] == '/' && m.end - lt > 2 && isalpha((unsigned char)lt[2])))
			tag(&m);
		else if (lt[1] == '!' || lt[1] == '?' || lt[1] == '/')
			comment(&m);
		else {
			text(&m, lt, lt + 1, true);
			m.s++;
		}
	}
	sp_buf_release(&m.scratch);
}
