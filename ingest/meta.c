#include "config.h"

#include "ingest/meta.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "ingest/date.h"
#include "ingest/flow.h"
#include "ingest/manifest.h"
#include "ingest/structured.h"

enum { LABEL_LIMIT = 200, VALUE_LIMIT = 2000 };

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
		{ "category", SP_FIELD_KIND }, { "submittertype", SP_FIELD_KIND },
		{ "organizationtype", SP_FIELD_KIND }, { "organisationtype", SP_FIELD_KIND },
		{ "respondenttype", SP_FIELD_KIND }, { "stakeholdertype", SP_FIELD_KIND },
		{ "typeofrespondent", SP_FIELD_KIND }, { "typeoforganisation", SP_FIELD_KIND },
		{ "typeoforganization", SP_FIELD_KIND },
		{ "nameoforganisation", SP_FIELD_ORGANIZATION },
		{ "nameoforganization", SP_FIELD_ORGANIZATION },
		{ "preparedby", SP_FIELD_SUBMITTER }, { "responseby", SP_FIELD_SUBMITTER }, { "commentby", SP_FIELD_SUBMITTER },
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

static bool set_text(sp_document *d, sp_datum datum, const char *value,
		     const char *source, const char *evidence)
{
	if (!sp_document_datum(d, datum))
		sp_document_set(d, datum, value, source, evidence);
	return sp_document_datum(d, datum);
}

/* "NSF-2025-0001-0042" is document 42 of the docket NSF-2025-0001. */
static bool set_document_id(sp_document *d, const char *value, const char *source,
			    const char *evidence)
{
	const char *last = strrchr(value, '-');
	size_t dashes = 0;
	char docket[128];

	for (const char *p = value; *p; p++) {
		if (isspace((unsigned char)*p))
			return false;
		dashes += *p == '-';
	}
	if (dashes < 3 || (size_t)(last - value) >= sizeof docket)
		return false;
	memcpy(docket, value, (size_t)(last - value));
	docket[last - value] = '\0';
	return set_text(d, SP_DATUM_DOCKET, docket, source, evidence);
}

bool sp_field_set(sp_document *d, sp_field field, const char *value,
		  const char *source, const char *evidence)
{
	char date[SP_DATE_SIZE];
	const char *kind;

	if (!value || !*value)
		return false;
	switch (field) {
	case SP_FIELD_SUBMITTER:
	case SP_FIELD_ORGANIZATION:
		return set_text(d, SP_DATUM_SUBMITTER, value, source, evidence);
	case SP_FIELD_DATE:
		return d->submitted_on || (sp_date(value, date) &&
			set_text(d, SP_DATUM_DATE, date, source, evidence));
	case SP_FIELD_DOCKET:
		return set_text(d, SP_DATUM_DOCKET, value, source, evidence);
	case SP_FIELD_DOCUMENT:
		return set_document_id(d, value, source, evidence);
	case SP_FIELD_TITLE:
		return set_text(d, SP_DATUM_TITLE, value, source, evidence);
	case SP_FIELD_KIND:
		kind = sp_submitter_type(value);
		return kind && set_text(d, SP_DATUM_KIND, kind, source, evidence);
	default:
		return false;
	}
}

/* ---- meta elements ------------------------------------------------------------------ */

/* The content of the first meta element called one of `names`; *which: how. */
static const char *meta(const sp_tree *t, const char *const *names, const char **which)
{
	for (; *names; names++) {
		for (size_t i = 0; i < t->n; i++) {
			const char *name, *content;
			if (t->nodes[i].tag != SP_TAG_META)
				continue;
			name = sp_tree_get(t, i, "name");
			if (!name)
				name = sp_tree_get(t, i, "property");
			content = sp_tree_get(t, i, "content");
			if (name && content && *content &&
			    strcasecmp(name, *names) == 0 &&
			    content[strspn(content, " \t\r\n")]) {
				*which = *names;
				return content;
			}
		}
	}
	return NULL;
}

/* Is this the name of an organisation, or of the site it writes on? */
bool sp_meta_is_site(const char *name)
{
	static const char *const words[] = {
		"portal", "regulations", "docket", "federal register", "news",
		"medium", "wordpress", "blogger", "substack", "github",
		"linkedin", "facebook", "times", ".gov", "comments", "youtube",
		"consultation", "have your say", "public register", "webmaster",
		"administrator", "squarespace", "drupal", "joomla", "citizen space",
		"notice and comment", "reginfo",
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
		"dcterms.creator", "dc.creator", "dcterms:creator", "dc:creator",
		"citation_author_institution", "author", "citation_author",
		"article:author", "o:Author", NULL
	};
	static const char *const sites[] = { "og:site_name", NULL };
	const char *which = NULL, *name = meta(t, authors, &which);

	if (name && !strstr(name, "://") && !sp_meta_is_site(name) && strcasecmp(name, "admin") != 0)
		sp_field_set(d, SP_FIELD_SUBMITTER, name, "meta", which);
	name = meta(t, sites, &which);
	if (name && !sp_meta_is_site(name))
		sp_field_set(d, SP_FIELD_SUBMITTER, name, "meta", which);
}

/* Cut " | Site" from the end of a title, and whatever parts it from the heading. */
static size_t without_site(const char *title, const char *site, const char *h1)
{
	static const char *const seps[] = {
		" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " « "
	};
	static const char *const stops[] = { ": ", ". ", ", ", "; " };
	size_t n = strlen(title), head = strlen(h1);
	bool begins = head && strncasecmp(title, h1, head) == 0;

	for (size_t i = 0; begins && i < sizeof stops / sizeof *stops; i++)
		if (strncmp(title + head, stops[i], strlen(stops[i])) == 0)
			return head;
	for (size_t i = 0; i < sizeof seps / sizeof *seps; i++) {
		if (begins && strncmp(title + head, seps[i], strlen(seps[i])) == 0)
			return head;
		if (!site)
			continue;
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
	const char *which = "title", *site, *s = meta(t, names, &which);

	if (s)
		sp_buf_adds(&text, s);
	else
		first_text(t, SP_TAG_TITLE, &text);
	first_text(t, SP_TAG_H1, &h1);
	const char *source = s ? "meta" : "page", *named = NULL;
	site = meta(t, sites, &named);
	sp_buf_truncate(&text, without_site(text.data, site, h1.data));
	sp_field_set(d, SP_FIELD_TITLE, text.data, source, which);
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
		SP_FIELD_DOCKET, SP_FIELD_DOCUMENT, SP_FIELD_KIND,
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
			sp_field_set(d, order[k], value_of(&p, order[k]), "label", NULL);
		t->nodes[i].mark |= SP_MARK_META;
		i = t->nodes[i].end - 1;
	}
}

static void language(const sp_tree *t, sp_document *d)
{
	for (size_t i = 0; i < t->n && !d->language; i++) {
		const char *lang;
		if (t->nodes[i].tag != SP_TAG_HTML && t->nodes[i].tag != SP_TAG_BODY)
			continue;
		lang = sp_tree_get(t, i, "lang");
		if (!lang)
			lang = sp_tree_get(t, i, "xml:lang");
		if (lang && *lang && strlen(lang) <= 35)
			d->language = sp_document_line(d, lang, SP_LANGUAGE_LIMIT);
	}
}

void sp_meta_html(sp_tree *t, sp_document *d)
{
	static const char *const dates[] = {
		"dcterms.date", "dcterms.issued", "dcterms:date", "dc.date",
		"dc.date.issued", "dc:date", "article:published_time",
		"citation_publication_date", "pubdate", "date", NULL
	};
	static const char *const dockets[] = { "docket", "docket-id", "docket_id", NULL };
	const char *which = NULL, *value;

	labelled(t, d);
	sp_structured_tree(t, d);
	submitter(t, d);
	title(t, d);
	value = meta(t, dates, &which);
	sp_field_set(d, SP_FIELD_DATE, value, "meta", which);
	value = meta(t, dockets, &which);
	sp_field_set(d, SP_FIELD_DOCKET, value, "meta", which);
	language(t, d);
}
