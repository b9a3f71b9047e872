#include "config.h"

#include "ingest/manifest_columns.h"

#include <ctype.h>
#include <string.h>
#include <wctype.h>

#include "base/near.h"
#include "base/utf8.h"

/* Names of each column in English, German, French and Spanish, the most usual first;
 * lower case, letters only. */
static const char *const names[SP_COLUMN_KINDS][36] = {
	[SP_COLUMN_FILE] = { "file", "filename", "filepath", "path", "document",
		"documentid", "doc", "docname",
		"datei", "dateiname", "dokument", "fichier", "nomdufichier", "archivo",
		"nombredearchivo", "fichero", "documento" },
	[SP_COLUMN_SUBMITTER] = { "submitter", "submittername", "submittedby",
		"organization", "organisation", "organizationname",
		"organisationname", "org", "respondent", "respondentname",
		"commenter", "commentername", "stakeholder", "author", "name",
		"einreicher", "organisationsname", "absender", "verfasser", "autor",
		"organisme", "contributeur", "auteur", "déposant", "nom",
		"organización", "organizacion", "entidad", "remitente", "nombre" },
	[SP_COLUMN_TYPE] = { "type", "submittertype", "kind", "submitterkind",
		"typeofsubmitter", "stakeholdertype", "respondenttype",
		"organizationtype", "organisationtype", "usertype", "category",
		"sector", "typ", "art", "kategorie", "organisationstyp", "catégorie",
		"categorie", "typedorganisme", "tipo", "categoría", "categoria",
		"tipodeorganización" },
	[SP_COLUMN_DATE] = { "date", "submittedon", "submitted", "submissiondate",
		"datesubmitted", "datereceived", "receiveddate", "received",
		"posteddate", "posted", "dateposted", "datefeedback",
		"datum", "eingangsdatum", "eingegangenam", "datedepot", "datededépôt",
		"datederéception", "fecha", "fechadeenvío", "fechadeenvio" },
	[SP_COLUMN_DOCKET] = { "docket", "docketid", "docketnumber", "docketno",
		"consultation", "aktenzeichen", "konsultation", "expediente", "consulta",
		"dossier" },
	[SP_COLUMN_URL] = { "url", "link", "uri", "href", "webaddress", "verweis", "webadresse", "lien", "enlace" },
	[SP_COLUMN_QUESTION] = { "question", "questionnumber", "questionno", "questionid",
		"frage", "fragenummer", "pregunta" },
	[SP_COLUMN_LANGUAGE] = { "language", "lang", "languagetag", "languagecode",
		"sprache", "langue", "idioma", "lengua" },
	[SP_COLUMN_TITLE] = { "title", "documenttitle", "subject", "titel", "betreff", "titre",
		"objet", "título", "titulo", "asunto" },
};

static void letters(const char *name, char *out, size_t size)
{
	size_t n = 0, left = strlen(name);

	while (left && n + 4 < size) {
		unsigned cp;
		size_t len = sp_utf8_decode(name, left, &cp);
		if (cp >= 0x80 || isalnum((int)cp))
			n += sp_utf8_encode((unsigned)towlower((wint_t)cp), out + n);
		name += len;
		left -= len;
	}
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

const char *sp_column_meant(const char *name)
{
	const char *best = NULL;
	size_t least = 3;
	char mine[64];

	letters(name, mine, sizeof mine);
	for (sp_column k = 0; k < SP_COLUMN_KINDS && strlen(mine) > 3; k++)
		for (size_t i = 0; i < sizeof names[k] / sizeof *names[k] && names[k][i]; i++) {
			size_t d = sp_name_distance(mine, names[k][i]);
			if (d && d < least && d * 3 <= strlen(mine)) {
				least = d;
				best = names[k][i];
			}
		}
	return best;
}
