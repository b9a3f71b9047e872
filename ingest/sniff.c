#include "config.h"

#include "base/path.h"
#include "ingest/sniff.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "ingest/tag.h"

/* What stands before and in the first tag. */
typedef struct prolog {
	bool declared;		/* <?xml ...?> */
	bool blank;		/* nothing but blanks in it */
	bool markup;		/* it begins with a tag or declaration */
	const char *doctype;	/* behind "<!DOCTYPE", or NULL */
	const char *root;	/* name of the first element; NULL: there is none */
	size_t len;
	const char *tag_end;	/* its '>' */
} prolog;

static const char *extension(const char *path)
{
	const char *dot = strrchr(sp_path_last(path), '.');

	return dot ? dot : "";
}

static bool is_extension(const char *path, const char *ext)
{
	return strcasecmp(extension(path), ext) == 0;
}

static const char *find(const char *s, const char *end, const char *what)
{
	return memmem(s, (size_t)(end - s), what, strlen(what));
}

static bool starts(const char *s, const char *end, const char *what)
{
	size_t n = strlen(what);

	return (size_t)(end - s) >= n && strncasecmp(s, what, n) == 0;
}

/* Behind a comment, instruction or DOCTYPE (with its subset) at s, or NULL. That
 * no subset ends further on is noted: to look again would cost as much each time. */
static const char *behind(const char *s, const char *end, bool *subsets)
{
	const char *close = starts(s, end, "<!--") ? "-->" : s[1] == '?' ? "?>" : ">";
	const char *to = find(s, end, close);

	if (to && *subsets && starts(s, end, "<!doctype")) {
		const char *subset = memchr(s, '[', (size_t)(to - s));
		const char *subset_end = subset ? find(subset, end, "]>") : NULL;
		if (subset_end)
			return subset_end + 2;
		*subsets = !subset;
	}
	return to ? to + strlen(close) : NULL;
}

static prolog read_prolog(const char *s, const char *end)
{
	prolog p = { 0 };
	bool subsets = true;

	while (s < end && isspace((unsigned char)*s))
		s++;
	p.blank = s == end;
	p.markup = s < end && *s == '<';
	p.declared = starts(s, end, "<?xml");
	while (s && (s = memchr(s, '<', (size_t)(end - s))) && end - s > 1) {
		if (s[1] != '!' && s[1] != '?') {
			size_t n = 0;
			while (s + 1 + n < end && !strchr(" \t\r\n/><", s[1 + n]))
				n++;
			if (isalpha((unsigned char)s[1]) || s[1] == '_') {
				p.root = s + 1;
				p.len = n;
				p.tag_end = memchr(s, '>', (size_t)(end - s));
				return p;
			}
			s++;
			continue;
		}
		if (starts(s, end, "<!doctype"))
			p.doctype = s + 9 + strspn(s + 9, " \t\r\n");
		s = behind(s, end, &subsets);
	}
	return p;
}

/* The root's local name is `word`, whatever its prefix: <h:html>. */
static bool root_is(const prolog *p, const char *word)
{
	const char *name = p->root, *colon = name ? memchr(name, ':', p->len) : NULL;
	size_t n = p->len;

	if (colon) {
		n -= (size_t)(colon + 1 - name);
		name = colon + 1;
	}
	return name && n == strlen(word) && strncasecmp(name, word, n) == 0;
}

static bool is_html_name(const prolog *p)
{
	char name[16];

	if (!p->root || p->len >= sizeof name)
		return false;
	for (size_t i = 0; i < p->len; i++)
		name[i] = (char)tolower((unsigned char)p->root[i]);
	name[p->len] = '\0';
	return sp_tag_of(name) > SP_TAG_CUSTOM || strcmp(name, "font") == 0;
}

/* A namespace on the root that is not XHTML's; HTML has none. */
static bool has_namespace(const prolog *p)
{
	const char *ns = p->tag_end ? find(p->root, p->tag_end, "xmlns") : NULL;

	return ns && !find(p->root, p->tag_end, "http://www.w3.org/1999/xhtml");
}

/* Does the file end with the end tag of its first element? */
static bool root_spans_all(const prolog *p, const char *s, const char *end)
{
	while (end > s && isspace((unsigned char)end[-1]))
		end--;
	if (end == s || end[-1] != '>')
		return false;
	end--;
	return (size_t)(end - s) > p->len + 2 &&
		memcmp(end - p->len - 2, "</", 2) == 0 &&
		memcmp(end - p->len, p->root, p->len) == 0;
}

/* XML by what it says, whatever the file is called. */
static bool speaks_xml(const prolog *p, const char *s, const char *end)
{
	if (!p->root || root_is(p, "html"))
		return false;
	if (p->doctype && starts(p->doctype, end, "html"))
		return false;
	return p->declared || p->doctype || has_namespace(p) ||
		(p->markup && !is_html_name(p) && root_spans_all(p, s, end));
}

sp_format sp_sniff(const char *path, const char *s, size_t n)
{
	const char *end = s + n;
	prolog p = read_prolog(s, end);

	if (is_extension(path, ".txt") || p.blank)
		return SP_FORMAT_TEXT;
	if (is_extension(path, ".xhtml"))
		return SP_FORMAT_XHTML;
	if (speaks_xml(&p, s, end))
		return SP_FORMAT_XML;
	bool html = root_is(&p, "html") ||
		(p.doctype && starts(p.doctype, end, "html"));
	if (html)
		return p.declared || is_extension(path, ".xml") ?
			SP_FORMAT_XHTML : SP_FORMAT_HTML;
	if (is_extension(path, ".xml"))
		return p.root ? SP_FORMAT_XML : SP_FORMAT_TEXT;
	if (is_extension(path, ".html") || is_extension(path, ".htm"))
		return SP_FORMAT_HTML;
	return p.markup ? SP_FORMAT_HTML : SP_FORMAT_TEXT;
}
