#include "config.h"

#include "ingest/manifest_columns.h"

#include <ctype.h>
#include <string.h>

/* Names of each column, the most usual first; lower case, letters only. */
static const char *const names[SP_COLUMN_KINDS][20] = {
	[SP_COLUMN_FILE] = { "file", "filename", "filepath", "path", "document",
		"documentid", "doc", "docname" },
	[SP_COLUMN_SUBMITTER] = { "submitter", "submittername", "submittedby",
		"organization", "organisation", "organizationname",
		"organisationname", "org", "respondent", "respondentname",
		"commenter", "commentername", "stakeholder", "author", "name" },
	[SP_COLUMN_TYPE] = { "type", "submittertype", "kind", "submitterkind",
		"typeofsubmitter", "stakeholdertype", "respondenttype",
		"organizationtype", "organisationtype", "usertype", "category",
		"sector" },
	[SP_COLUMN_DATE] = { "date", "submittedon", "submitted", "submissiondate",
		"datesubmitted", "datereceived", "receiveddate", "received",
		"posteddate", "posted", "dateposted", "datefeedback" },
	[SP_COLUMN_DOCKET] = { "docket", "docketid", "docketnumber", "docketno",
		"consultation" },
	[SP_COLUMN_URL] = { "url", "link", "uri", "href", "webaddress" },
	[SP_COLUMN_QUESTION] = { "question", "questionnumber", "questionno", "questionid" },
	[SP_COLUMN_LANGUAGE] = { "language", "lang", "languagetag", "languagecode" },
	[SP_COLUMN_TITLE] = { "title", "documenttitle", "subject" },
};

static void letters(const char *name, char *out, size_t size)
{
	size_t n = 0;

	for (; *name && n < size - 1; name++)
		if (isalnum((unsigned char)*name))
			out[n++] = (char)tolower((unsigned char)*name);
	out[n] = '\0';
}

/* How usual the name is for the column, from 1; 0: not its name. */
static size_t rank_of(sp_column kind, const char *name)
{
	for (size_t i = 0; i < sizeof names[kind] / sizeof *names[kind] && names[kind][i]; i++)
		if (strcmp(names[kind][i], name) == 0)
			return i + 1;
	return 0;
}

void sp_columns_of(const sp_table *t, sp_column *out)
{
	size_t ranks[SP_COLUMN_KINDS] = { 0 }, at[SP_COLUMN_KINDS];

	for (size_t i = 0; i < sp_table_columns(t); i++) {
		char name[64];
		letters(sp_table_column(t, i), name, sizeof name);
		out[i] = SP_COLUMN_OTHER;
		for (sp_column k = 0; k < SP_COLUMN_KINDS; k++) {
			size_t rank = rank_of(k, name);
			if (!rank || (ranks[k] && ranks[k] <= rank))
				continue;
			if (ranks[k])
				out[at[k]] = SP_COLUMN_OTHER;
			ranks[k] = rank;
			at[k] = i;
			out[i] = k;
		}
	}
}
