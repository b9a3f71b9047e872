#include "config.h"

#include "ingest/meta.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "ingest/date.h"
#include "ingest/flow.h"

enum { NAME_LIMIT = 200, TITLE_LIMIT = 500, LABEL_LIMIT = 200, VALUE_LIMIT = 2000 };

/* ---- fields ----------------------------------------------------------------------- */

sp_field sp_field_of(const char *label)
{
	static const struct { const char *name; sp_field field; } known[] = {
		{ "submittername", SP_FIELD_SUBMITTER }, { "submitter", SP_FIELD_SUBMITTER },
		{ "submittedby", SP_FIELD_SUBMITTER }, { "commenter", SP_FIELD_SUBMITTER },
		{ "commentername", SP_FIELD_SUBMITTER }, { "respondent", SP_FIELD_SUBMITTER },
		{ "from", SP_FIELD_SUBMITTER }, { "name", SP_FIELD_SUBMITTER },
		{ "onbehalfof", SP_FIELD_ORGANIZATION },
		{ "organization", SP_FIELD_ORGANIZATION }, { "organisation", SP_FIELD_ORGANIZATION },
		{ "organizationname", SP_FIELD_ORGANIZATION },
		{ "organisationname", SP_FIELD_ORGANIZATION }, { "company", SP_FIELD_ORGANIZATION },
		{ "posted", SP_FIELD_DATE }, { "posteddate", SP_FIELD_DATE },
		{ "dateposted", SP_FIELD_DATE }, { "received", SP_FIELD_DATE },
		{ "receiveddate", SP_FIELD_DATE }, { "datereceived", SP_FIELD_DATE },
		{ "submitted", SP_FIELD_DATE }, { "submittedon", SP_FIELD_DATE },
		{ "datesubmitted", SP_FIELD_DATE }, { "submissiondate", SP_FIELD_DATE },
		{ "date", SP_FIELD_DATE }, { "docket", SP_FIELD_DOCKET },
		{ "docketid", SP_FIELD_DOCKET }, { "docketnumber", SP_FIELD_DOCKET },
		{ "documentid", SP_FIELD_DOCUMENT }, { "commentid", SP_FIELD_DOCUMENT },
		{ "id", SP_FIELD_DOCUMENT }, { "title", SP_FIELD_TITLE },
		{ "trackingnumber", SP_FIELD_OTHER }, { "commenttrackingnumber", SP_FIELD_OTHER },
		{ "city", SP_FIELD_OTHER }, { "state", SP_FIELD_OTHER },
		{ "stateorprovince", SP_FIELD_OTHER }, { "country", SP_FIELD_OTHER },
		{ "zip", SP_FIELD_OTHER }, { "zippostalcode", SP_FIELD_OTHER },
		{ "email", SP_FIELD_OTHER }, { "phone", SP_FIELD_OTHER },
		{ "category", SP_FIELD_OTHER }, { "submittertype", SP_FIELD_OTHER },
		{ "documentsubtype", SP_FIELD_OTHER }, { "documenttype", SP_FIELD_OTHER },
		{ "agency", SP_FIELD_OTHER }, { "status", SP_FIELD_OTHER },
		{ "attachments", SP_FIELD_OTHER }, { "pagecount", SP_FIELD_OTHER },
		{ "duplicatecomments", SP_FIELD_OTHER }, { "commenton", SP_FIELD_OTHER },
	};
	char key[40];
	size_t n = 0;

	for (; *label && n < sizeof key - 1; label++)
		if (isalnum((unsigned char)*label))
			key[n++] = (char)tolower((unsigned char)*label);
	key[n] = '\0';
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].name, key) == 0)
			return known[i].field;
	return SP_FIELD_NONE;
}

static const char *kept(sp_document *d, const char *s, size_t limit)
{
	sp_buf one = SP_BUF_INIT;

	/* One line, one blank at a time. */
	for (; *s; s++) {
		bool blank = (unsigned char)*s <= ' ';
		if (!blank)
			sp_buf_addc(&one, *s);
		else if (one.len && one.data[one.len - 1] != ' ')
			sp_buf_addc(&one, ' ');
	}
	while (one.len && one.data[one.len - 1] == ' ')
		sp_buf_truncate(&one, one.len - 1);
	sp_buf_truncate(&one, sp_utf8_cut(one.data, one.len,
					  one.len < limit ? one.len : limit));
	const char *copy = one.len ? sp_arena_strndup(d->arena, one.data, one.len) : NULL;
	sp_buf_release(&one);
	return copy;
}

static bool set_text(sp_document *d, const char **field, const char *value,
		     size_t limit)
{
	if (!*field && value)
		*field = kept(d, value, limit);
	return *field;
}

/* "NSF-2025-0001-0042" is document 42 of the docket NSF-2025-0001. */
static bool set_document_id(sp_document *d, const char *value)
{
	const char *last = strrchr(value, '-');
	size_t dashes = 0;

	for (const char *p = value; *p; p++) {
		if (isspace((unsigned char)*p))
			return false;
		dashes += *p == '-';
	}
	if (dashes >= 3 && !d->docket_id)
		d->docket_id = sp_arena_strndup(d->arena, value, (size_t)(last - value));
	return dashes >= 3;
}

bool sp_field_set(sp_document *d, sp_field field, const char *value)
{
	char date[SP_DATE_SIZE];

	if (!value || !*value)
		return false;
	switch (field) {
	case SP_FIELD_SUBMITTER:
	case SP_FIELD_ORGANIZATION:
		return set_text(d, &d->submitter, value, NAME_LIMIT);
	case SP_FIELD_DATE:
		if (d->submitted_on || !sp_date(value, date))
			return d->submitted_on;
		d->submitted_on = sp_arena_strdup(d->arena, date);
		return true;
	case SP_FIELD_DOCKET:
		return set_text(d, &d->docket_id, value, NAME_LIMIT);
	case SP_FIELD_DOCUMENT:
		return set_document_id(d, value);
	case SP_FIELD_TITLE:
		return set_text(d, &d->title, value, TITLE_LIMIT);
	default:
		return false;
	}
}

/* ---- meta elements ------------------------------------------------------------------ */

static const char *meta(const sp_tree *t, const char *const *names)
{
	for (; *names; names++) {
		for (size_t i = 0; i < t->n; i++) {
			const char *name, *content;
			if (t->nodes[i].tag != SP_TAG_META)
				continue;
			name = sp_tree_get(t, i, "name");
			if (!name)
				name = sp_tree_get(t, i, "property");
			if (!name)
				name = sp_tree_get(t, i, "itemprop");
			content = sp_tree_get(t, i, "content");
			if (name && content && *content &&
			    strcasecmp(name, *names) == 0 &&
			    content[strspn(content, " \t\r\n")])
				return content;
		}
	}
	return NULL;
}

/* Is this the name of an organisation, or of the site it writes on? */
static bool is_portal(const char *name)
{
	static const char *const words[] = {
		"portal", "regulations", "docket", "federal register", "news",
		"medium", "wordpress", "blogger", "substack", "github",
		"linkedin", "facebook", "times", ".gov", "comments", "youtube",
	};
	char low[128];
	size_t n = strlen(name);

	n = n < sizeof low - 1 ? n : sizeof low - 1;
	sp_utf8_lower(name, n, low);
	low[n] = '\0';
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strstr(low, words[i]))
			return true;
	return false;
}

static void submitter(const sp_tree *t, sp_document *d)
{
	static const char *const authors[] = {
		"dcterms.creator", "dc.creator", "author", "citation_author",
		"citation_author_institution", "article:author", "o:Author", NULL
	};
	static const char *const sites[] = { "og:site_name", NULL };
	const char *name = meta(t, authors);

	if (name && strstr(name, "://"))
		name = NULL;
	if (!name) {
		name = meta(t, sites);
		if (name && is_portal(name))
			name = NULL;
	}
	sp_field_set(d, SP_FIELD_SUBMITTER, name);
}

/* Cut " | Site" from the end of a title. */
static size_t without_site(const char *title, const char *site, const char *h1)
{
	static const char *const seps[] = { " | ", " - ", " – ", " — ", " · ", " :: " };
	size_t n = strlen(title);

	if (h1 && *h1 && strncasecmp(title, h1, strlen(h1)) == 0)
		return strlen(h1);
	for (size_t i = 0; site && i < sizeof seps / sizeof *seps; i++) {
		size_t k = strlen(seps[i]) + strlen(site);
		if (n > k && strncmp(title + n - k, seps[i], strlen(seps[i])) == 0 &&
		    strcasecmp(title + n - strlen(site), site) == 0)
			return n - k;
	}
	return n;
}

static void first_text(const sp_tree *t, sp_tag tag, sp_buf *out)
{
	for (size_t i = 0; i < t->n && !out->len; i++)
		if (t->nodes[i].tag == tag)
			sp_tree_plain(t, i, out);
}

static void title(const sp_tree *t, sp_document *d)
{
	static const char *const names[] = {
		"og:title", "dcterms.title", "dc.title", "citation_title", NULL
	};
	static const char *const sites[] = { "og:site_name", "application-name", NULL };
	sp_buf text = SP_BUF_INIT, h1 = SP_BUF_INIT;
	const char *s = meta(t, names);

	if (s)
		sp_buf_adds(&text, s);
	else
		first_text(t, SP_TAG_TITLE, &text);
	first_text(t, SP_TAG_H1, &h1);
	sp_buf_truncate(&text, without_site(text.data, meta(t, sites), h1.data));
	sp_field_set(d, SP_FIELD_TITLE, text.data);
	sp_buf_release(&text);
	sp_buf_release(&h1);
}

/* ---- labels and values on the page ---------------------------------------------------- */

typedef struct pairs {
	sp_field field[32];
	char value[32][256];
	size_t n, known, others;
} pairs;

static void copy_plain(const sp_tree *t, size_t i, char *out, size_t size)
{
	sp_buf b = SP_BUF_INIT;

	sp_tree_plain(t, i, &b);
	size_t n = sp_utf8_cut(b.data, b.len, b.len < size - 1 ? b.len : size - 1);
	memcpy(out, b.data, n);
	out[n] = '\0';
	sp_buf_release(&b);
}

/* Read dt and dd, or th and td, of a list or table. */
static void read_pairs(const sp_tree *t, size_t list, pairs *p)
{
	sp_field field = SP_FIELD_NONE;
	char label[64];

	p->n = p->known = p->others = 0;
	for (size_t i = list + 1; i < t->nodes[list].end && p->n < 32; i++) {
		sp_tag tag = t->nodes[i].tag;
		if (tag == SP_TAG_DL || tag == SP_TAG_TABLE) {
			p->others += 100;	/* a frame, not a list of labels */
			return;
		}
		if ((tag == SP_TAG_DT || tag == SP_TAG_TH) &&
		    t->nodes[i].len < LABEL_LIMIT) {
			copy_plain(t, i, label, sizeof label);
			field = sp_field_of(label);
			if (field)
				p->known++;
			else
				p->others++;
		} else if ((tag == SP_TAG_DD || tag == SP_TAG_TD) && field) {
			if (t->nodes[i].len > VALUE_LIMIT) {
				p->others += 100;	/* the comment itself */
				return;
			}
			copy_plain(t, i, p->value[p->n], sizeof p->value[0]);
			p->field[p->n++] = field;
			field = SP_FIELD_NONE;
		}
	}
}

static const char *value_of(const pairs *p, sp_field field)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->field[i] == field && p->value[i][0])
			return p->value[i];
	return NULL;
}

static void labelled(sp_tree *t, sp_document *d)
{
	static const sp_field order[] = {
		SP_FIELD_ORGANIZATION, SP_FIELD_SUBMITTER, SP_FIELD_DATE,
		SP_FIELD_DOCKET, SP_FIELD_DOCUMENT,
	};
	pairs p;

	for (size_t i = 0; i < t->n; i++) {
		sp_tag tag = t->nodes[i].tag;
		if (tag != SP_TAG_DL && tag != SP_TAG_TABLE)
			continue;
		read_pairs(t, i, &p);
		if (p.known < 2 || p.others > p.known)
			continue;
		for (size_t k = 0; k < sizeof order / sizeof *order; k++)
			sp_field_set(d, order[k], value_of(&p, order[k]));
		t->nodes[i].mark |= SP_MARK_META;
		i = t->nodes[i].end - 1;
	}
}

void sp_meta_html(sp_tree *t, sp_document *d)
{
	static const char *const dates[] = {
		"dcterms.date", "dcterms.issued", "dc.date", "dc.date.issued",
		"article:published_time", "citation_publication_date",
		"datePublished", "pubdate", "date", NULL
	};
	static const char *const dockets[] = { "docket", "docket-id", "docket_id", NULL };

	labelled(t, d);
	submitter(t, d);
	title(t, d);
	sp_field_set(d, SP_FIELD_DATE, meta(t, dates));
	sp_field_set(d, SP_FIELD_DOCKET, meta(t, dockets));
	for (size_t i = 0; i < t->n && !d->language; i++) {
		const char *lang;
		if (t->nodes[i].tag != SP_TAG_HTML && t->nodes[i].tag != SP_TAG_BODY)
			continue;
		lang = sp_tree_get(t, i, "lang");
		if (!lang)
			lang = sp_tree_get(t, i, "xml:lang");
		set_text(d, &d->language, lang, 35);
	}
}
