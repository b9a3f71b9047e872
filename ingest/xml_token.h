/* xml_token.h - the tokens of XML that may be broken: names, attributes, tags. All
 * take text from s up to `end`. */
#ifndef SP_INGEST_XML_TOKEN_H
#define SP_INGEST_XML_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/** A stretch of the text; borrowed from it. */
typedef struct sp_xml_name {
	const char *s;
	size_t n;
} sp_xml_name;

typedef struct sp_xml_attribute {
	sp_xml_name name, value;	/* n is 0: there is none */
} sp_xml_attribute;

/** The name at s; n is 0 if none begins there. */
sp_xml_name sp_xml_name_at(const char *s, const char *end);

/**
 * The attribute at s, and where it ends: always behind s. A value that runs into
 * the next tag was never closed: it ends with this one.
 */
const char *sp_xml_attribute_at(const char *s, const char *end, sp_xml_attribute *a);

/** Where the start tag at s ends (its '>'), or NULL: it is none. */
const char *sp_xml_tag_end(const char *s, const char *end);

/** Where the DOCTYPE at s ends, its subset in brackets included; NULL: never. */
const char *sp_xml_doctype_end(const char *s, const char *end);

static inline bool sp_xml_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static inline const char *sp_xml_skip_blanks(const char *s, const char *end)
{
	while (s < end && sp_xml_is_blank(*s))
		s++;
	return s;
}

static inline bool sp_xml_starts(const char *s, const char *end, const char *what)
{
	size_t n = strlen(what);

	return (size_t)(end - s) >= n && memcmp(s, what, n) == 0;
}

/** Where `what` begins, or NULL. */
static inline const char *sp_xml_find(const char *s, const char *end, const char *what)
{
	return memmem(s, (size_t)(end - s), what, strlen(what));
}

#endif
