/* xml_survey.h - what is counted in XML before a parser may have it. */
#ifndef SP_INGEST_XML_SURVEY_H
#define SP_INGEST_XML_SURVEY_H

#include <stddef.h>

/** What libxml2 would take quadratic time for. */
typedef struct sp_xml_survey {
	size_t attributes;	/* most in one tag */
	size_t namespaces;	/* declarations of namespaces in the file */
} sp_xml_survey;

/** Count, in linear time. */
void sp_xml_survey_of(const char *s, size_t n, sp_xml_survey *out);

#endif
