#include "config.h"

#include "ingest/bulk.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "ingest/date.h"

static const char *const names[SP_BULK_COLUMNS] = {
	[SP_BULK_ID] = "Document ID",
	[SP_BULK_COMMENT] = "Comment",
	[SP_BULK_DOCKET] = "Docket ID",
	[SP_BULK_TYPE] = "Document Type",
	[SP_BULK_RECEIVED] = "Received Date",
	[SP_BULK_POSTED] = "Posted Date",
	[SP_BULK_TITLE] = "Title",
	[SP_BULK_FIRST_NAME] = "First Name",
	[SP_BULK_LAST_NAME] = "Last Name",
	[SP_BULK_ORGANIZATION] = "Organization Name",
	[SP_BULK_AGENCY] = "Government Agency",
	[SP_BULK_WITHDRAWN] = "Is Withdrawn?",
	[SP_BULK_REASON] = "Reason Withdrawn",
	[SP_BULK_ATTACHMENTS] = "Attachment Files",
};

bool sp_bulk_is(const sp_table *t, sp_bulk *out)
{
	for (int c = 0; c < SP_BULK_COLUMNS; c++) {
		out->at[c] = SP_TABLE_CELLS_MAX;
		for (size_t i = 0; i < sp_table_columns(t); i++)
			if (strcasecmp(sp_table_column(t, i), names[c]) == 0) {
				out->at[c] = i;
				break;
			}
	}
	return out->at[SP_BULK_ID] < SP_TABLE_CELLS_MAX &&
		out->at[SP_BULK_COMMENT] < SP_TABLE_CELLS_MAX;
}

const char *sp_bulk_cell(const sp_bulk *b, const sp_table_row *r, sp_bulk_column c)
{
	return b->at[c] < r->n ? r->cells[b->at[c]].text : "";
}

bool sp_bulk_is_submission(const sp_bulk *b, const sp_table_row *r)
{
	const char *type = sp_bulk_cell(b, r, SP_BULK_TYPE);

	return !*type || strcasecmp(type, "Public Submission") == 0 ||
		strcasecmp(type, "Comment") == 0;
}

bool sp_bulk_is_withdrawn(const sp_bulk *b, const sp_table_row *r)
{
	const char *s = sp_bulk_cell(b, r, SP_BULK_WITHDRAWN);

	return strcasecmp(s, "true") == 0 || strcasecmp(s, "yes") == 0 || strcmp(s, "1") == 0;
}

/* The words that people put where they have no name to give. */
static bool is_no_name(const char *s)
{
	static const char *const words[] = {
		"", "anonymous", "anonymous anonymous", "n/a", "na", "none", "self",
		"myself", "individual", "private citizen", "citizen", "-", ".", NULL
	};

	for (size_t i = 0; words[i]; i++)
		if (strcasecmp(s, words[i]) == 0)
			return true;
	return false;
}

static const char *trimmed(sp_arena *a, const char *s)
{
	size_t n;

	while (isspace((unsigned char)*s))
		s++;
	n = strlen(s);
	while (n && isspace((unsigned char)s[n - 1]))
		n--;
	return sp_arena_strndup(a, s, n);
}

static void set_submitter(const sp_bulk *b, const sp_table_row *r, sp_arena *a,
			  sp_manifest_row *out)
{
	static const sp_bulk_column organisations[] = { SP_BULK_ORGANIZATION, SP_BULK_AGENCY };
	sp_buf name = SP_BUF_INIT;

	for (size_t i = 0; i < 2 && !out->submitter; i++) {
		const char *s = trimmed(a, sp_bulk_cell(b, r, organisations[i]));
		if (!is_no_name(s))
			out->submitter = s;
	}
	if (out->submitter)
		return;
	sp_buf_addf(&name, "%s %s", sp_bulk_cell(b, r, SP_BULK_FIRST_NAME),
		    sp_bulk_cell(b, r, SP_BULK_LAST_NAME));
	const char *person = trimmed(a, name.data);
	if (!is_no_name(person)) {
		out->submitter = person;
		out->type = "individual";
	}
	sp_buf_release(&name);
}

static void set_attributes(const sp_bulk *b, const sp_table *t, const sp_table_row *r,
			   sp_arena *a, sp_manifest_row *out)
{
	size_t n = sp_table_columns(t) < r->n ? sp_table_columns(t) : r->n;
	sp_attribute *all = sp_arena_alloc(a, (n + 2) * sizeof *all);

	all[out->nattributes++] = (sp_attribute){ "source", out->table };
	for (size_t i = 0; i < n; i++) {
		bool used = !r->cells[i].len;
		for (int c = 0; c < SP_BULK_COLUMNS && !used; c++)
			used = b->at[c] == i && c != SP_BULK_ATTACHMENTS && c != SP_BULK_REASON;
		if (!used)
			all[out->nattributes++] = (sp_attribute){
				sp_arena_strdup(a, sp_table_column(t, i)),
				sp_arena_strdup(a, r->cells[i].text)
			};
	}
	out->attributes = all;
}

void sp_bulk_describe(const sp_bulk *b, const sp_table *t, const sp_table_row *r,
		      sp_arena *a, sp_manifest_row *out)
{
	char date[SP_DATE_SIZE];
	const char *docket = sp_bulk_cell(b, r, SP_BULK_DOCKET);
	const char *title = trimmed(a, sp_bulk_cell(b, r, SP_BULK_TITLE));

	out->file = trimmed(a, sp_bulk_cell(b, r, SP_BULK_ID));
	out->line = r->line;
	out->docket = *docket ? sp_arena_strdup(a, docket) : NULL;
	out->title = *title ? title : NULL;
	if (sp_date(sp_bulk_cell(b, r, SP_BULK_RECEIVED), date) ||
	    sp_date(sp_bulk_cell(b, r, SP_BULK_POSTED), date))
		out->date = sp_arena_strdup(a, date);
	set_submitter(b, r, a, out);
	set_attributes(b, t, r, a, out);
}

size_t sp_bulk_attachment(const char **s, const char **name)
{
	const char *p = *s + strspn(*s, ", ;\n\t");
	size_t n = strcspn(p, ",;\n\t ");
	size_t begin = n;

	*s = p + n;
	while (begin && p[begin - 1] != '/')
		begin--;
	*name = p + begin;
	return n - begin;
}

bool sp_bulk_only_refers(const char *text, size_t n)
{
	static const char *const words[] = {
		"see", "please", "attached", "attachment", "attachments", "file",
		"files", "s", "the", "our", "my", "comment", "comments", "letter",
		"document", "documents", "pdf", "refer", "to", "for", "in", "is",
		"are", "review", "find", "uploaded", "enclosed", "and", "thank", "you",
		NULL
	};
	bool refers = false;

	for (size_t i = 0; i < n;) {
		size_t len = 0, w = 0;
		if (!isalpha((unsigned char)text[i])) {
			if (isdigit((unsigned char)text[i]) || (unsigned char)text[i] > 127)
				return false;
			i++;
			continue;
		}
		while (i + len < n && isalpha((unsigned char)text[i + len]))
			len++;
		while (words[w] && (strlen(words[w]) != len ||
				    strncasecmp(words[w], text + i, len) != 0))
			w++;
		if (!words[w])
			return false;
		refers |= strncasecmp(text + i, "attach", 6) == 0 ||
			strncasecmp(text + i, "upload", 6) == 0 ||
			strncasecmp(text + i, "enclos", 6) == 0;
		i += len;
	}
	return refers;
}
