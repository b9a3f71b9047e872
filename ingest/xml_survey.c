/* Tags are passed over by their quotes alone: a count, not a reading. */
#include "config.h"

#include "ingest/xml_survey.h"

#include <string.h>

#include "ingest/xml_token.h"

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
		} else if (*s == 'x' && sp_xml_starts(s, end, "xmlns")) {
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
		const char *skip = sp_xml_starts(s, end, "<!--") ? "-->" :
			sp_xml_starts(s, end, "<![CDATA[") ? "]]>" :
			sp_xml_starts(s, end, "<?") ? "?>" : NULL;
		const char *close = skip ? sp_xml_find(s, end, skip) : NULL;
		if (skip)
			s = close ? close : end;
		else if (s + 1 < end && (s[1] == '!' || s[1] == '/'))
			s++;
		else
			s = survey_tag(s + 1, end, out);
	}
}
