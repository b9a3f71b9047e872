/* One pass that knows the tokens of XML and a stack of the open elements. What
 * a token should have been is decided where it stands, from what people get
 * wrong: the ampersand of "R&D", "a < b", an end tag forgotten or misspelt, a
 * quote that is never closed, a file that breaks off. */
#include "config.h"

#include "ingest/xml_mend.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ingest/entity.h"

enum {
	LOOK_BACK = 1000,	/* open elements that an end tag may close */
	REFERENCE_MAX = 64	/* letters of a reference's name */
};

typedef struct name {
	const char *s;
	size_t n;
} name;

/* Of HTML: people write them in XML, too, without an end. */
static const char *const void_names[] = {
	"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr",
};
enum { VOIDS = sizeof void_names / sizeof *void_names };

typedef struct mender {
	const char *s, *end, *begin;
	sp_buf *out;
	sp_buf before;		/* text in front of the root */
	sp_buf scratch;		/* a decoded reference */
	name *entities;		/* that it declares, sorted */
	size_t nentities, entities_cap;
	bool no_comment, no_instruction;	/* no more ends of one: not sought again */
	signed char empty[VOIDS];	/* by void_names: 1 stands alone, 0 unknown */
	name *open;
	size_t depth, cap;
	bool just_opened;	/* the last tag was a start tag */
	bool want_dtd, doctype;	/* a DOCTYPE is kept; was met */
	sp_xml_mended *info;
} mender;

/* ---- names ------------------------------------------------------------------ */

static bool name_char(unsigned cp, bool first)
{
	static const struct { unsigned from, to; } ranges[] = {	/* XML 1.0, 2.3 */
		{ 0xc0, 0xd6 }, { 0xd8, 0xf6 }, { 0xf8, 0x2ff }, { 0x370, 0x37d },
		{ 0x37f, 0x1fff }, { 0x200c, 0x200d }, { 0x2070, 0x218f },
		{ 0x2c00, 0x2fef }, { 0x3001, 0xd7ff }, { 0xf900, 0xfdcf },
		{ 0xfdf0, 0xfffd }, { 0x10000, 0xeffff },
	};

	if (cp < 0x80)
		return isalpha((int)cp) || cp == '_' ||
			(!first && (isdigit((int)cp) || cp == '-' || cp == '.' || cp == ':'));
	if (!first && (cp == 0xb7 || (cp >= 0x300 && cp <= 0x36f) ||
		       cp == 0x203f || cp == 0x2040))
		return true;
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (cp >= ranges[i].from && cp <= ranges[i].to)
			return true;
	return false;
}

static name name_at(const char *s, const char *end)
{
	const char *p = s;

	while (p < end) {
		unsigned cp;
		size_t n = sp_utf8_decode(p, (size_t)(end - p), &cp);
		if (!name_char(cp, p == s))
			break;
		p += n;
	}
	return (name){ s, (size_t)(p - s) };
}

static bool same(name a, name b)
{
	return a.n == b.n && memcmp(a.s, b.s, a.n) == 0;
}

static bool same_letters(name a, name b)
{
	return a.n == b.n && strncasecmp(a.s, b.s, a.n) == 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *skip_blanks(const char *s, const char *end)
{
	while (s < end && is_blank(*s))
		s++;
	return s;
}

static bool starts(const char *s, const char *end, const char *what)
{
	size_t n = strlen(what);

	return (size_t)(end - s) >= n && memcmp(s, what, n) == 0;
}

static const char *find(const char *s, const char *end, const char *what)
{
	return memmem(s, (size_t)(end - s), what, strlen(what));
}

static void line_ends(sp_buf *out, const char *s, const char *end)
{
	while (s < end && (s = memchr(s, '\n', (size_t)(end - s)))) {
		sp_buf_addc(out, '\n');
		s++;
	}
}

/* ---- text ------------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
	const name *x = a, *y = b;
	int c = memcmp(x->s, y->s, x->n < y->n ? x->n : y->n);

	return c ? c : (x->n > y->n) - (x->n < y->n);
}

static void read_entities(mender *m, const char *s, const char *end)
{
	while ((s = find(s, end, "<!ENTITY"))) {
		s = skip_blanks(s + 8, end);
		m->entities = sp_grow(m->entities, m->nentities, &m->entities_cap,
				      sizeof *m->entities);
		m->entities[m->nentities++] = name_at(s, end);
	}
	if (m->nentities)
		qsort(m->entities, m->nentities, sizeof *m->entities, by_name);
}

static bool declared(const mender *m, name entity)
{
	return m->nentities && bsearch(&entity, m->entities, m->nentities,
				       sizeof entity, by_name);
}

static bool predefined(name entity)
{
	static const char *const names[] = { "amp", "lt", "gt", "quot", "apos" };

	for (size_t i = 0; i < 5; i++)
		if (strlen(names[i]) == entity.n && memcmp(names[i], entity.s, entity.n) == 0)
			return true;
	return false;
}

/* A character as it may stand anywhere in text and attributes. */
static void escaped(sp_buf *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strchr("&<>\"", s[i]) && s[i])
			sp_buf_addf(out, "&#%d;", s[i]);
		else
			sp_buf_addc(out, s[i]);
}

/* "&...": the bytes read. */
static size_t reference(mender *m, const char *s, const char *end, sp_buf *out)
{
	const char *limit = end - s > REFERENCE_MAX ? s + REFERENCE_MAX : end;
	name n = name_at(s + 1, limit);
	bool complete = n.n && n.s + n.n < end && n.s[n.n] == ';';

	if (complete && (predefined(n) || declared(m, n))) {
		sp_buf_add(out, s, n.n + 2);
		return n.n + 2;
	}
	sp_buf_clear(&m->scratch);
	size_t read = 0;
	const char *known = complete ? sp_entity(n.s, n.n) : NULL;
	if (known) {
		sp_buf_adds(&m->scratch, known);
		read = n.n + 2;
	} else if (s + 1 < end && s[1] == '#') {
		read = sp_entity_decode(s, (size_t)(end - s), false, &m->scratch);
	}
	if (!read) {
		sp_buf_adds(out, "&amp;");
		return 1;
	}
	if (m->scratch.len == 1 && (unsigned char)m->scratch.data[0] < ' ' &&
	    !is_blank(m->scratch.data[0]))
		return read;
	escaped(out, m->scratch.data, m->scratch.len);
	return read;
}

/* U+FFFE and U+FFFF. */
static bool no_character(const char *s, const char *end)
{
	return end - s >= 3 && memcmp(s, "\xef\xbf", 2) == 0 &&
		(unsigned char)s[2] >= 0xbe;
}

static void text(mender *m, const char *s, const char *end, bool references,
		 sp_buf *out)
{
	while (s < end) {
		const char *run = s;
		while (s < end && (unsigned char)*s >= ' ' && *s != '&' &&
		       *s != '<' && *s != '>' && *s != '"' && *s != '\xef')
			s++;
		sp_buf_add(out, run, (size_t)(s - run));
		if (s == end)
			break;
		if (*s == '&' && references)
			s += reference(m, s, end, out);
		else if (no_character(s, end))
			s += 3;
		else if ((unsigned char)*s >= ' ' || is_blank(*s))
			escaped(out, s++, 1);
		else
			s++;
	}
}

/* Text between tags; in front of the root it waits. */
static void content(mender *m, const char *s, const char *end, bool references)
{
	if (m->depth)
		text(m, s, end, references, m->out);
	else if (skip_blanks(s, end) < end)
		text(m, s, end, references, &m->before);
	else
		line_ends(m->out, s, end);
}

/* ---- tags ------------------------------------------------------------------- */

static void put_end(mender *m)
{
	const name *top = &m->open[--m->depth];

	sp_buf_adds(m->out, "</");
	sp_buf_add(m->out, top->s, top->n);
	sp_buf_addc(m->out, '>');
}

/* The root stays open to the end of the file. */
static void end_tag(mender *m, name n)
{
	size_t floor = m->depth > LOOK_BACK ? m->depth - LOOK_BACK : 0;
	size_t at = m->depth;

	while (at > floor && !same(m->open[at - 1], n))
		at--;
	if (at == floor)
		for (at = m->depth; at > floor && !same_letters(m->open[at - 1], n);)
			at--;
	if (at == floor)	/* it names nothing: misspelt, if all it closes is text */
		at = m->just_opened ? m->depth : 0;
	while (at > 1 && m->depth >= at)
		put_end(m);
	while (at == 1 && m->depth > 1)
		put_end(m);
	m->just_opened = false;
}

typedef struct attribute {
	name name, value;
} attribute;

/* The attribute at s, and where it ends. A value that runs into the next tag
 * was never closed: it ends with this one. */
static const char *read_attribute(const char *s, const char *end, attribute *a)
{
	a->name = name_at(s, end);
	a->value = (name){ s, 0 };
	if (!a->name.n) {	/* past the whole character: its rest is no name */
		unsigned cp;
		return s + sp_utf8_decode(s, (size_t)(end - s), &cp);
	}
	s = a->name.s + a->name.n;
	const char *eq = skip_blanks(s, end);
	if (eq == end || *eq != '=')
		return s;
	s = skip_blanks(eq + 1, end);
	if (s < end && (*s == '"' || *s == '\'')) {
		const char *close = memchr(s + 1, *s, (size_t)(end - s - 1));
		const char *tag = memchr(s + 1, '<', (size_t)((close ? close : end) - s - 1));
		if (close && !tag) {
			a->value = (name){ s + 1, (size_t)(close - s - 1) };
			return close + 1;
		}
		s++;
	}
	const char *from = s;
	while (s < end && !is_blank(*s) && !strchr("<>\"'", *s) &&
	       !(*s == '/' && s + 1 < end && s[1] == '>'))
		s++;
	a->value = (name){ from, (size_t)(s - from) };
	return s < end && (*s == '"' || *s == '\'') ? s + 1 : s;
}

/* Where the start tag at s ends (its '>'), or NULL: it is none. */
static const char *tag_end(const char *s, const char *end)
{
	name n = name_at(s + 1, end);
	attribute a;

	s += 1 + n.n;
	if (!n.n || s == end || !(is_blank(*s) || *s == '>' || starts(s, end, "/>")))
		return NULL;
	while (s < end && *s != '>' && *s != '<')
		s = is_blank(*s) ? s + 1 : read_attribute(s, end, &a);
	return s < end && *s == '>' ? s : NULL;
}

static bool is_namespace(name n)
{
	return n.n >= 5 && memcmp(n.s, "xmlns", 5) == 0 && (n.n == 5 || n.s[5] == ':');
}

static bool doubled(const attribute *kept, size_t n, name attr)
{
	for (size_t i = 0; i < n; i++)
		if (same(kept[i].name, attr))
			return true;
	return false;
}

static void attributes(mender *m, const char *tag, const char *s, const char *end)
{
	attribute kept[SP_XML_ATTRIBUTES];
	size_t n = 0;

	while (s < end) {
		attribute *a = &kept[n];
		attribute over;
		if (is_blank(*s)) {
			s++;
			continue;
		}
		if (n == SP_XML_ATTRIBUTES)
			a = &over;
		s = read_attribute(s, end, a);
		if (!a->name.n || (is_namespace(a->name) && m->depth))
			continue;
		if (a == &over) {
			if (!m->info->attributes++)
				m->info->attributes_at = (size_t)(tag - m->begin);
			continue;
		}
		if (doubled(kept, n, a->name))
			continue;
		sp_buf_addc(m->out, ' ');
		sp_buf_add(m->out, a->name.s, a->name.n);
		sp_buf_adds(m->out, "=\"");
		text(m, a->value.s, a->value.s + a->value.n, true, m->out);
		sp_buf_addc(m->out, '"');
		n++;
	}
}

/* Is it one of HTML's elements that never end, in a file that never ends it? */
static bool stands_alone(mender *m, name n)
{
	for (size_t i = 0; i < VOIDS; i++) {
		char end[16];
		if (strlen(void_names[i]) != n.n || memcmp(void_names[i], n.s, n.n) != 0)
			continue;
		snprintf(end, sizeof end, "</%s", void_names[i]);
		if (!m->empty[i])
			m->empty[i] = find(m->begin, m->end, end) ? -1 : 1;
		return m->empty[i] > 0;
	}
	return false;
}

static size_t count_lines(const char *s, const char *end)
{
	size_t n = 0;

	for (; s < end && (s = memchr(s, '\n', (size_t)(end - s))); s++)
		n++;
	return n;
}

static const char *start_tag(mender *m, const char *s)
{
	const char *close = tag_end(s, m->end);
	name n = name_at(s + 1, m->end);
	size_t from = m->out->len;

	if (!close) {
		content(m, s, s + 1, false);
		return s + 1;
	}
	sp_buf_addc(m->out, '<');
	sp_buf_add(m->out, n.s, n.n);
	attributes(m, s, s + 1 + n.n, close);
	for (size_t lines = count_lines(s, close), put =
	     count_lines(m->out->data + from, m->out->data + m->out->len); put < lines; put++)
		sp_buf_addc(m->out, '\n');
	bool empty = m->depth && (close[-1] == '/' || stands_alone(m, n));
	sp_buf_adds(m->out, empty ? "/>" : ">");
	m->info->element = true;
	m->just_opened = !empty;
	if (!empty) {
		m->open = sp_grow(m->open, m->depth, &m->cap, sizeof *m->open);
		m->open[m->depth++] = n;
	}
	sp_buf_add(m->out, m->before.data, m->before.len);
	sp_buf_clear(&m->before);
	return close + 1;
}

/* ---- declarations ----------------------------------------------------------- */

/* Where a DOCTYPE ends, its subset in brackets included; NULL: never. */
static const char *doctype_end(const char *s, const char *end)
{
	bool subset = false;

	for (s += 2; s < end; s++) {
		if (*s == '"' || *s == '\'') {
			s = memchr(s + 1, *s, (size_t)(end - s - 1));
			if (!s)
				return NULL;
		} else if (starts(s, end, "<!--")) {
			s = find(s, end, "-->");
			if (!s)
				return NULL;
		} else if (*s == '[') {
			subset = true;
		} else if (*s == ']') {
			subset = false;
		} else if (*s == '>' && !subset) {
			return s + 1;
		}
	}
	return NULL;
}

static const char *doctype(mender *m, const char *s)
{
	const char *close = m->doctype || m->info->element ? NULL : doctype_end(s, m->end);

	m->doctype = true;
	if (close && m->want_dtd) {
		read_entities(m, s, close);
		sp_buf_add(m->out, s, (size_t)(close - s));
		return close;
	}
	if (!close) {
		close = memchr(s, '>', (size_t)(m->end - s));
		close = close ? close + 1 : m->end;
	}
	line_ends(m->out, s, close);
	return close;
}

/* What the mark `open` begins and `close` ends is passed over; if it never
 * ends, only the mark is. */
static const char *passed_over(mender *m, const char *s, size_t open,
			       const char *close, bool *none)
{
	const char *to = *none ? NULL : find(s + open, m->end, close);

	*none = !to;
	to = to ? to + strlen(close) : s + open;
	line_ends(m->out, s, to);
	return to;
}

static const char *cdata(mender *m, const char *s)
{
	const char *from = s + strlen("<![CDATA[");
	const char *to = find(from, m->end, "]]>");

	content(m, from, to ? to : m->end, false);
	return to ? to + 3 : m->end;
}

static const char *closing(mender *m, const char *s)
{
	name n = name_at(s + 2, m->end);
	const char *p = n.n ? skip_blanks(n.s + n.n, m->end) : s;

	if (!n.n || p == m->end || *p != '>') {
		content(m, s, s + 1, false);
		return s + 1;
	}
	end_tag(m, n);
	line_ends(m->out, s, p);
	return p + 1;
}

static const char *markup(mender *m, const char *s)
{
	if (starts(s, m->end, "<!--"))
		return passed_over(m, s, 4, "-->", &m->no_comment);
	if (starts(s, m->end, "<![CDATA["))
		return cdata(m, s);
	if (starts(s, m->end, "<?"))
		return passed_over(m, s, 2, "?>", &m->no_instruction);
	if (m->end - s > 9 && strncasecmp(s, "<!doctype", 9) == 0)
		return doctype(m, s);
	if (starts(s, m->end, "</"))
		return closing(m, s);
	return start_tag(m, s);
}

void sp_xml_mend(const char *s, size_t n, bool dtd, sp_buf *out,
		 sp_xml_mended *info)
{
	mender m = { .s = s, .begin = s, .end = s + n, .out = out,
		     .before = SP_BUF_INIT, .scratch = SP_BUF_INIT,
		     .want_dtd = dtd, .info = info };

	*info = (sp_xml_mended){ 0 };
	while (m.s < m.end) {
		const char *tag = memchr(m.s, '<', (size_t)(m.end - m.s));
		tag = tag ? tag : m.end;
		content(&m, m.s, tag, true);
		m.s = tag < m.end ? markup(&m, tag) : tag;
	}
	while (m.depth)
		put_end(&m);
	free(m.open);
	free(m.entities);
	sp_buf_release(&m.before);
	sp_buf_release(&m.scratch);
}

/* ---- the survey ------------------------------------------------------------- */

/* Attributes, and declarations of namespaces, of the tag at s; its end. */
static const char *survey_tag(const char *s, const char *end, sp_xml_survey *out)
{
	size_t attributes = 0;

	while (s < end && *s != '>') {
		if (*s == '"' || *s == '\'') {
			const char *close = memchr(s + 1, *s, (size_t)(end - s - 1));
			s = close ? close : end - 1;
		} else if (*s == '=') {
			attributes++;
		} else if (*s == 'x' && starts(s, end, "xmlns")) {
			out->namespaces++;
		} else if (*s == '<') {
			break;
		}
		s++;
	}
	if (attributes > out->attributes)
		out->attributes = attributes;
	return s;
}

void sp_xml_survey_of(const char *s, size_t n, sp_xml_survey *out)
{
	const char *end = s + n;

	*out = (sp_xml_survey){ 0 };
	while (s < end && (s = memchr(s, '<', (size_t)(end - s)))) {
		const char *skip = starts(s, end, "<!--") ? "-->" :
			starts(s, end, "<![CDATA[") ? "]]>" :
			starts(s, end, "<?") ? "?>" : NULL;
		const char *close = skip ? find(s, end, skip) : NULL;
		if (skip)
			s = close ? close : end;
		else if (s + 1 < end && (s[1] == '!' || s[1] == '/'))
			s++;
		else
			s = survey_tag(s + 1, end, out);
	}
}
