/* Written for markup that may be broken: what begins and never ends is no token. */
#include "config.h"

#include "ingest/xml_token.h"

#include <ctype.h>

#include "base/utf8.h"

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

sp_xml_name sp_xml_name_at(const char *s, const char *end)
{
	const char *p = s;

	while (p < end) {
		unsigned cp;
		size_t n = sp_utf8_decode(p, (size_t)(end - p), &cp);
		if (!name_char(cp, p == s))
			break;
		p += n;
	}
	return (sp_xml_name){ s, (size_t)(p - s) };
}

const char *sp_xml_attribute_at(const char *s, const char *end, sp_xml_attribute *a)
{
	a->name = sp_xml_name_at(s, end);
	a->value = (sp_xml_name){ s, 0 };
	if (!a->name.n) {	/* past the whole character: its rest is no name */
		unsigned cp;
		return s + sp_utf8_decode(s, (size_t)(end - s), &cp);
	}
	s = a->name.s + a->name.n;
	const char *eq = sp_xml_skip_blanks(s, end);
	if (eq == end || *eq != '=')
		return s;
	s = sp_xml_skip_blanks(eq + 1, end);
	if (s < end && (*s == '"' || *s == '\'')) {
		const char *close = memchr(s + 1, *s, (size_t)(end - s - 1));
		const char *tag = memchr(s + 1, '<', (size_t)((close ? close : end) - s - 1));
		if (close && !tag) {
			a->value = (sp_xml_name){ s + 1, (size_t)(close - s - 1) };
			return close + 1;
		}
		s++;
	}
	const char *from = s;
	while (s < end && !sp_xml_is_blank(*s) && !strchr("<>\"'", *s) &&
	       !(*s == '/' && s + 1 < end && s[1] == '>'))
		s++;
	a->value = (sp_xml_name){ from, (size_t)(s - from) };
	return s < end && (*s == '"' || *s == '\'') ? s + 1 : s;
}

const char *sp_xml_tag_end(const char *s, const char *end)
{
	sp_xml_name n = sp_xml_name_at(s + 1, end);
	sp_xml_attribute a;

	s += 1 + n.n;
	if (!n.n || s == end ||
	    !(sp_xml_is_blank(*s) || *s == '>' || sp_xml_starts(s, end, "/>")))
		return NULL;
	while (s < end && *s != '>' && *s != '<')
		s = sp_xml_is_blank(*s) ? s + 1 : sp_xml_attribute_at(s, end, &a);
	return s < end && *s == '>' ? s : NULL;
}

const char *sp_xml_doctype_end(const char *s, const char *end)
{
	bool subset = false;

	for (s += 2; s < end; s++) {
		if (*s == '"' || *s == '\'') {
			s = memchr(s + 1, *s, (size_t)(end - s - 1));
			if (!s)
				return NULL;
		} else if (sp_xml_starts(s, end, "<!--")) {
			s = sp_xml_find(s, end, "-->");
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
