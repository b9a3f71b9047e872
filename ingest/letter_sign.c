/* The end of a letter: "Sincerely," - a name, an office, an organisation. */
#include "config.h"

#include <string.h>

#include "ingest/letter.h"
#include "ingest/orgname.h"

enum { SIGN_LINES = 9, LOOK_BACK = 60 };

/* Does the line close a letter? *at is set behind the closing words. */
static bool closes(const sp_lines *l, const sp_line *line, size_t *at)
{
	static const char *const phrases[] = {
		"respectfully submitted", "very respectfully", "respectfully yours",
		"respectfully", "yours sincerely", "sincerely yours", "sincerely",
		"yours faithfully", "yours truly", "very truly yours", "best regards",
		"kind regards", "warm regards", "with regards", "regards", "best wishes",
		"with appreciation", "with gratitude", "cordially", "in solidarity",
		"signed", "kindest regards", "with best regards", "warmly", "best", "s",
		"mit freundlichen grüßen", "atentamente", "cordialement", "thank you",
	};

	for (size_t p = 0; p < sizeof phrases / sizeof *phrases; p++) {
		if (!sp_line_begins(l, line, phrases[p], at))
			continue;
		/* alone, or with a comma: "Respectfully submitted by" is a label */
		if (*at == line->end)
			return true;
		if ((l->tokens.list[*at].flags & SP_TOKEN_COMMA) && line->n < 240)
			return true;
		if (strcmp(phrases[p], "s") == 0 && memcmp(line->s, "/s/", 3) == 0)
			return true;
	}
	return false;
}

static const char *const offices[] = {
	"president", "ceo", "cto", "coo", "cfo", "chief", "officer", "director",
	"manager", "counsel", "vice", "chair", "chairman", "chairwoman", "chairperson",
	"secretary", "founder", "cofounder", "head", "professor", "fellow", "analyst",
	"partner", "attorney", "lead", "executive", "treasurer", "coordinator",
	"advisor", "adviser", "principal", "specialist", "scientist", "engineer",
	"lobbyist", "representative", "associate", "student", "dean", "provost",
	"affairs", "relations", "svp", "evp", "avp", "vp", "owner", "editor",
	"researcher", "administrator", "superintendent", "consultant", "strategist", NULL
};

static bool names_office(const sp_lines *l, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		if (sp_lines_is_one(l, i, offices))
			return true;
	return false;
}

bool sp_letter_names_office(const sp_lines *l, const sp_line *line)
{
	return names_office(l, line->first, line->end);
}

typedef struct signer {
	const sp_lines *l;
	const sp_kinds *k;
	sp_said person, organisation, guess;
	bool office;		/* an office was named */
} signer;

/* "Director of Policy at Example Corp": the organisation in an office. */
static void office_piece(signer *g, const sp_line *line, size_t first, size_t end)
{
	static const char *const links[] = { "of", "at", "for", "from", NULL };

	g->office = true;
	for (size_t i = first; i + 1 < end && !g->organisation.source; i++) {
		size_t at = i + 1, stop;
		if (!sp_lines_is_one(g->l, i, links) || !sp_orgname_at(g->l, line, &at, &stop))
			continue;
		sp_said_tokens(&g->organisation, g->l, at, stop, "letter: signature");
		if (!sp_kinds_organisation(g->k, g->organisation.value.data))
			sp_said_clear(&g->organisation);
	}
}

static void piece(signer *g, const sp_line *line, size_t first, size_t end)
{
	size_t at = first, stop;
	sp_said name;

	if (sp_lines_is_one(g->l, first, offices) ||
	    (names_office(g->l, first, end) && !sp_lines_is_one(g->l, end - 1, (const char *const[])
		{ "inc", "llc", "partners", "associates", "university", "association", NULL }))) {
		office_piece(g, line, first, end);
		return;
	}
	if (!sp_orgname_at(g->l, line, &at, &stop))
		return;
	sp_said_init(&name);
	sp_said_tokens(&name, g->l, at, stop, "letter: signature");
	bool person = sp_kinds_person(g->k, name.value.data);
	sp_said *to = sp_kinds_organisation(g->k, name.value.data) && !person ?
		&g->organisation : person || !g->person.source ? &g->person : &g->guess;
	if (!to->source)
		sp_said_tokens(to, g->l, at, stop, "letter: signature");
	sp_said_release(&name);
}

/* Each part of the line between commas. */
static void sign_line(signer *g, const sp_line *line, size_t from)
{
	if (sp_line_is_contact(g->l, line) || sp_line_is_date(g->l, line))
		return;
	for (size_t i = from; i < line->end;) {
		size_t end = i + 1;
		while (end < line->end && !(g->l->tokens.list[end].flags & (SP_TOKEN_COMMA | SP_TOKEN_START)))
			end++;
		/* a legal form behind a comma belongs to the name */
		if (end < line->end && end + 1 == line->end)
			while (end < line->end && sp_lines_is_one(g->l, end, (const char *const[])
					{ "inc", "llc", "ltd", "phd", "md", "jd", "esq", "llp", NULL }))
				end++;
		piece(g, line, i, end);
		i = end;
	}
}

static size_t closing_line(const sp_lines *l, size_t *at)
{
	size_t low = l->n > LOOK_BACK ? l->n - LOOK_BACK : 0;

	for (size_t i = l->n; i-- > low;)
		if (closes(l, &l->list[i], at))
			return i;
	return l->n;
}

static bool is_person_line(const signer *g, const sp_line *line)
{
	char name[80];

	if (line->n >= sizeof name || line->end - line->first > 5)
		return false;
	memcpy(name, line->s, line->n);
	name[line->n] = '\0';
	return sp_kinds_person(g->k, name);
}

/* Without a closing: short lines at the very end that name an office, or the
 * last line but a date that is a person's name. */
static size_t unclosed(const signer *g)
{
	const sp_lines *l = g->l;
	size_t i = l->n, person = l->n;
	bool office = false;

	while (i > 0 && l->n - i < 6 && sp_line_is_short(&l->list[i - 1]) && !l->list[i - 1].heading) {
		i--;
		office |= names_office(l, l->list[i].first, l->list[i].end);
		if (l->n - i <= 3 && is_person_line(g, &l->list[i]))
			person = i;
	}
	return office && i > 0 && l->n - i >= 2 ? i : person > 0 ? person : l->n;
}

static void read_signature(signer *g)
{
	size_t at = 0, i = closing_line(g->l, &at), last;

	if (i < g->l->n) {
		if (at < g->l->list[i].end)
			sign_line(g, &g->l->list[i], at);
		i++;
	} else {
		i = unclosed(g);
	}
	last = i + SIGN_LINES < g->l->n ? i + SIGN_LINES : g->l->n;
	for (; i < last && sp_line_is_short(&g->l->list[i]); i++)
		sign_line(g, &g->l->list[i], g->l->list[i].first);
	if (!g->organisation.source && g->guess.source && g->office)
		sp_said_tokens(&g->organisation, g->l, g->l->list[g->guess.line].first,
			       g->l->list[g->guess.line].end, "letter: signature");
}

bool sp_letter_signature(const sp_lines *l, const sp_kinds *k, bool person, sp_said *out)
{
	signer g = { .l = l, .k = k };

	sp_said_init(&g.person);
	sp_said_init(&g.organisation);
	sp_said_init(&g.guess);
	read_signature(&g);
	const sp_said *found = person ? &g.person : &g.organisation;
	if (found->source) {
		sp_buf_clear(&out->value);
		sp_buf_adds(&out->value, found->value.data);
		out->source = found->source;
		out->line = found->line;
	}
	bool ok = found->source != NULL;
	sp_said_release(&g.person);
	sp_said_release(&g.organisation);
	sp_said_release(&g.guess);
	return ok;
}
