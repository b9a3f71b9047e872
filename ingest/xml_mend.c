/* One pass that knows the tokens of XML and a stack of the open elements. What
 * a token should have been is decided where it stands, from what people get
 * wrong: the ampersand of "R&D", "a < b", an end tag forgotten or misspelt, a
 * quote that is never closed, a file that breaks off. */
#include "config.h"

#include "ingest/xml_mend.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "ingest/entity.h"
#include "ingest/xml_token.h"

enum {
	LOOK_BACK = 1000,	/* open elements that an end tag may close */
	REFERENCE_MAX = 64	/* letters of a reference's name */
};

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
	sp_xml_name *entities;	/* that it declares, sorted */
	size_t nentities, entities_cap;
	bool no_comment, no_instruction;	/* no more ends of one: not sought again */
	signed char empty[VOIDS];	/* by void_names: 1 stands alone, 0 unknown */
	sp_xml_name *open;
	size_t depth, cap;
	bool just_opened;	/* the last tag was a start tag */
	bool want_dtd, doctype;	/* a DOCTYPE is kept; was met */
	sp_xml_mended *info;
} mender;

/* ---- pieces ----------------------------------------------------------------- */

static bool same(sp_xml_name a, sp_xml_name b)
{
	return a.n == b.n && memcmp(a.s, b.s, a.n) == 0;
}

static bool same_letters(sp_xml_name a, sp_xml_name b)
{
	return a.n == b.n && strncasecmp(a.s, b.s, a.n) == 0;
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
	const sp_xml_name *x = a, *y = b;
	int c = memcmp(x->s, y->s, x->n < y->n ? x->n : y->n);

	return c ? c : (x->n > y->n) - (x->n < y->n);
}

static void read_entities(mender *m, const char *s, const char *end)
{
	while ((s = sp_xml_find(s, end, "<!ENTITY"))) {
		s = sp_xml_skip_blanks(s + 8, end);
		m->entities = sp_grow(m->entities, m->nentities, &m->entities_cap,
				      sizeof *m->entities);
		m->entities[m->nentities++] = sp_xml_name_at(s, end);
	}
	if (m->nentities)
		qsort(m->entities, m->nentities, sizeof *m->entities, by_name);
}

static bool declared(const mender *m, sp_xml_name entity)
{
	return m->nentities && bsearch(&entity, m->entities, m->nentities,
				       sizeof entity, by_name);
}

static bool predefined(sp_xml_name entity)
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
	sp_xml_name n = sp_xml_name_at(s + 1, limit);
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
	    !sp_xml_is_blank(m->scratch.data[0]))
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
		else if ((unsigned char)*s >= ' ' || sp_xml_is_blank(*s))
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
	else if (sp_xml_skip_blanks(s, end) < end)
		text(m, s, end, references, &m->before);
	else
		line_ends(m->out, s, end);
}

/* ---- tags ------------------------------------------------------------------- */

static void put_end(mender *m)
{
	const sp_xml_name *top = &m->open[--m->depth];

	sp_buf_adds(m->out, "</");
	sp_buf_add(m->out, top->s, top->n);
	sp_buf_addc(m->out, '>');
}

/* The root stays open to the end of the file. */
static void end_tag(mender *m, sp_xml_name n)
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

static bool is_namespace(sp_xml_name n)
{
	return n.n >= 5 && memcmp(n.s, "xmlns", 5) == 0 && (n.n == 5 || n.s[5] == ':');
}

static bool doubled(const sp_xml_attribute *kept, size_t n, sp_xml_name attr)
{
	for (size_t i = 0; i < n; i++)
		if (same(kept[i].name, attr))
			return true;
	return false;
}

static void attributes(mender *m, const char *tag, const char *s, const char *end)
{
	sp_xml_attribute kept[SP_XML_ATTRIBUTES];
	size_t n = 0;

	while (s < end) {
		sp_xml_attribute *a = &kept[n];
		sp_xml_attribute over;
		if (sp_xml_is_blank(*s)) {
			s++;
			continue;
		}
		if (n == SP_XML_ATTRIBUTES)
			a = &over;
		s = sp_xml_attribute_at(s, end, a);
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
static bool stands_alone(mender *m, sp_xml_name n)
{
	for (size_t i = 0; i < VOIDS; i++) {
		char end[16];
		if (strlen(void_names[i]) != n.n || memcmp(void_names[i], n.s, n.n) != 0)
			continue;
		snprintf(end, sizeof end, "</%s", void_names[i]);
		if (!m->empty[i])
			m->empty[i] = sp_xml_find(m->begin, m->end, end) ? -1 : 1;
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
	const char *close = sp_xml_tag_end(s, m->end);
	sp_xml_name n = sp_xml_name_at(s + 1, m->end);
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

static const char *doctype(mender *m, const char *s)
{
	const char *close = m->doctype || m->info->element ? NULL :
		sp_xml_doctype_end(s, m->end);

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
	const char *to = *none ? NULL : sp_xml_find(s + open, m->end, close);

	*none = !to;
	to = to ? to + strlen(close) : s + open;
	line_ends(m->out, s, to);
	return to;
}

static const char *cdata(mender *m, const char *s)
{
	const char *from = s + strlen("<![CDATA[");
	const char *to = sp_xml_find(from, m->end, "]]>");

	content(m, from, to ? to : m->end, false);
	return to ? to + 3 : m->end;
}

static const char *closing(mender *m, const char *s)
{
	sp_xml_name n = sp_xml_name_at(s + 2, m->end);
	const char *p = n.n ? sp_xml_skip_blanks(n.s + n.n, m->end) : s;

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
	if (sp_xml_starts(s, m->end, "<!--"))
		return passed_over(m, s, 4, "-->", &m->no_comment);
	if (sp_xml_starts(s, m->end, "<![CDATA["))
		return cdata(m, s);
	if (sp_xml_starts(s, m->end, "<?"))
		return passed_over(m, s, 2, "?>", &m->no_instruction);
	if (m->end - s > 9 && strncasecmp(s, "<!doctype", 9) == 0)
		return doctype(m, s);
	if (sp_xml_starts(s, m->end, "</"))
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
