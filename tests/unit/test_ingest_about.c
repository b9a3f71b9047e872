/* Who submitted, of what kind, when: names, letters, markup, dates. The tables
 * in tests/data are invented; the a-files were developed on, the b-files are
 * only checked. */
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "corpus/names.h"
#include "ingest/about.h"
#include "ingest/date.h"
#include "tests/unit/ingest_text.h"

static sp_kinds *kinds;

static int load(void **state)
{
	sp_error err = SP_ERROR_INIT;

	(void)state;
	kinds = sp_kinds_new(NULL, &err);
	assert_ok(kinds, &err);
	return 0;
}

static int unload(void **state)
{
	(void)state;
	sp_kinds_free(kinds);
	return 0;
}

static sp_document *about(const char *name, const char *text, size_t n)
{
	sp_document *d = read_bytes(name, text, n, false);

	sp_about(kinds, d);
	return d;
}

static const char *or_none(const char *s)
{
	return s ? s : "";
}

static void read_data(const char *name, sp_buf *out)
{
	sp_error err = SP_ERROR_INIT;
	sp_buf path = SP_BUF_INIT;
	const char *source = getenv("SP_SOURCE");

	sp_buf_addf(&path, "%s/tests/data/%s", source ? source : ".", name);
	assert_ok(sp_buf_read(out, path.data, 0, &err), &err);
	sp_buf_release(&path);
}

static bool same_name(const char *a, const char *b)
{
	sp_buf x = SP_BUF_INIT, y = SP_BUF_INIT;

	sp_name_key(a, &x);
	sp_name_key(b, &y);
	bool same = strcmp(x.data, y.data) == 0;
	sp_buf_release(&x);
	sp_buf_release(&y);
	return same;
}

/* ---- tables ------------------------------------------------------------------ */

/* Lines "name TAB kind TAB text": how many kinds are right, in percent. */
static int percent_of_kinds(const char *file)
{
	sp_buf all = SP_BUF_INIT, why = SP_BUF_INIT;
	char *save = NULL;
	int n = 0, right = 0;

	read_data(file, &all);
	for (char *line = strtok_r(all.data, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		char *kind = strchr(line, '\t'), *text = strchr(kind + 1, '\t');
		sp_tokens t;
		*kind++ = *text++ = '\0';
		sp_tokens_init(&t);
		sp_tokens_add(&t, text, strlen(text), 0);
		sp_tokens_mark(&t, line);
		sp_buf_clear(&why);
		const char *got = sp_kinds_of(kinds, line, &t, &why);
		n++;
		if (got && strcmp(got, kind) == 0)
			right++;
		else
			print_message("# %s: %s, wanted %s (%s)\n", line, or_none(got), kind, why.data);
		sp_tokens_release(&t);
	}
	sp_buf_release(&all);
	sp_buf_release(&why);
	assert_true(n > 75);
	return right * 100 / n;
}

static void kinds_of_invented_names(void **state)
{
	(void)state;
	assert_true(percent_of_kinds("kinds-a.tsv") >= 98);
	assert_true(percent_of_kinds("kinds-b.tsv") >= 98);
}

typedef struct score {
	int n, submitters, kinds, dates;
} score;

/* One record: "Submitter | kind | date" and the letter. */
static void read_letter(char *record, score *s)
{
	char *body = strchr(record, '\n'), *kind = strstr(record, " | ");
	*body++ = '\0';
	char *date = strstr(kind + 3, " |");
	char *end = date + 2;
	*kind = *date = '\0';
	while (*end == ' ')
		end++;
	sp_document *d = about("letter.txt", body, strlen(body));
	bool name = d->submitter && same_name(d->submitter, record);
	bool type = strcmp(or_none(d->submitter_type), kind + 3) == 0;
	bool day = strcmp(or_none(d->submitted_on), end) == 0;
	s->n++;
	s->submitters += name;
	s->kinds += type;
	s->dates += day;
	if (!name || !type || !day)
		print_message("# %s: %s, %s, %s\n", record, or_none(d->submitter),
			      or_none(d->submitter_type), or_none(d->submitted_on));
	sp_document_free(d);
}

static score read_letters(const char *file)
{
	sp_buf all = SP_BUF_INIT;
	score s = { 0 };

	read_data(file, &all);
	for (char *at = strstr(all.data, "=== "); at;) {
		char *next = strstr(at + 4, "\n=== ");
		if (next)
			*next++ = '\0';
		read_letter(at + 4, &s);
		at = next;
	}
	sp_buf_release(&all);
	assert_true(s.n > 30);
	return s;
}

static void letters_in_many_layouts(void **state)
{
	(void)state;
	score a = read_letters("letters-a.txt"), b = read_letters("letters-b.txt");

	assert_true(a.submitters * 100 >= a.n * 96 && b.submitters * 100 >= b.n * 90);
	assert_true(a.kinds * 100 >= a.n * 96 && b.kinds * 100 >= b.n * 93);
	assert_true(a.dates == a.n && b.dates == b.n);
}

/* ---- dates --------------------------------------------------------------------- */

static void dates_in_many_forms(void **state)
{
	(void)state;
	static const struct { const char *in, *out; } cases[] = {
		{ "March 14, 2025", "2025-03-14" }, { "Mar. 14th, 2025", "2025-03-14" },
		{ "14th of March 2025", "2025-03-14" }, { "14-Mar-2025", "2025-03-14" },
		{ "2025 March 14", "2025-03-14" }, { "3/14/25", "2025-03-14" },
		{ "14/03/2025", "2025-03-14" }, { "14.03.2025", "2025-03-14" },
		{ "14. März 2025", "2025-03-14" }, { "le 1er août 2025", "2025-08-01" },
		{ "14 de marzo de 2025", "2025-03-14" }, { "20250314T1000Z", "2025-03-14" },
		{ "2025-03-14T10:00", "2025-03-14" }, { "Sept. 5, 2024", "2024-09-05" },
		{ "March 2025", "" }, { "41 March 2025", "" }, { "2025-13-01", "" },
		{ "Part 3.14", "" }, { "Maybe 14, 2025", "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char out[SP_DATE_SIZE] = "";
		if (!sp_date(cases[i].in, out))
			out[0] = '\0';
		if (strcmp(out, cases[i].out) != 0)
			fail_msg("%s: '%s', wanted '%s'", cases[i].in, out, cases[i].out);
	}
}

/* ---- markup ---------------------------------------------------------------------- */

static void markup_says_who(void **state)
{
	(void)state;
	static const struct { const char *in, *submitter, *kind, *date, *source; } cases[] = {
		{ "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"Portal\"},"
		  "{\"@type\":\"Article\",\"author\":{\"@id\":\"#o\"},\"datePublished\":\"2025-03-14\"},"
		  "{\"@id\":\"#o\",\"@type\":\"NGO\",\"name\":\"Quiet Harbor\"}]}</script><p>We ask for rules.",
		  "Quiet Harbor", "nonprofit", "2025-03-14", "json-ld" },
		{ "<script type='application/ld+json'>{broken</script><meta name=author content='Quiet Harbor'><p>x",
		  "Quiet Harbor", "", "", "meta" },
		{ "<div itemscope itemtype='https://schema.org/Article'><span itemprop=author itemscope "
		  "itemtype='https://schema.org/Corporation'><b itemprop=name>Pellucid</b></span>"
		  "<time itemprop=datePublished datetime=2025-03-14>today</time><p>We ask.</div>",
		  "Pellucid", "company", "2025-03-14", "microdata" },
		/* the docket's site publishes, it does not submit */
		{ "<script type='application/ld+json'>{\"@type\":\"Article\",\"publisher\":{\"@type\":\"Organization\","
		  "\"name\":\"Regulations Portal\"}}</script><p>On behalf of Pellucid, we thank you.",
		  "Pellucid", "", "", "letter: on behalf of" },
		/* who typed it yields to whom it is for */
		{ "<meta name=author content='Ann Lee'><p>On behalf of the Harbor Pilots Association, we thank you.",
		  "Harbor Pilots Association", "trade-association", "", "letter: on behalf of" },
		{ "<meta property=og:site_name content='Pellucid Inc.'><p>Pellucid submits these comments.",
		  "Pellucid Inc.", "company", "", "meta" },
		{ "<dl><dt>Submitter Name<dd>Ann Lee<dt>Category<dd>Academia<dt>Posted<dd>Mar 14, 2025</dl><p>On behalf of no one.",
		  "Ann Lee", "academic", "2025-03-14", "label" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sp_document *d = about("a.html", cases[i].in, strlen(cases[i].in));
		assert_string_equal(or_none(d->submitter), cases[i].submitter);
		assert_string_equal(or_none(d->submitter_type), cases[i].kind);
		assert_string_equal(or_none(d->submitted_on), cases[i].date);
		assert_string_equal(or_none(d->origin[SP_DATUM_SUBMITTER].source), cases[i].source);
		sp_document_free(d);
	}
}

static void a_title_that_says_nothing_yields(void **state)
{
	(void)state;
	static const struct { const char *in, *title; } cases[] = {
		{ "<title>Comment on FR Doc # 2025-02305</title><p>Re: Machines and ferries<p>We ask for rules.",
		  "Machines and ferries" },
		{ "<title>Machines and us</title><p>Re: Docket 7<p>We ask for rules.", "Machines and us" },
		{ "<p>We ask for rules, and more of them than there are now, in the following order of need; "
		  "there are four of them.<h2>Ferries first of all</h2><p>x", "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sp_document *d = about("a.html", cases[i].in, strlen(cases[i].in));
		assert_string_equal(or_none(d->title), cases[i].title);
		sp_document_free(d);
	}
}

/* ---- names -------------------------------------------------------------------------- */

static void names_are_compared_by_key(void **state)
{
	(void)state;
	static const struct { const char *a, *b; bool same; } cases[] = {
		{ "The Example Foods Company, Inc.", "EXAMPLE FOODS", true },
		{ "Harbor Workers & Dockers", "Harbor Workers and Dockers", true },
		{ "Example Council (EXC)", "Example Council", true },
		{ "Ex-Ample, L.L.C.", "ex ample llc", true },
		{ "Société Exemple S.A.", "Societe Exemple", true },
		{ "Example Association", "Example Association Foundation", false },
		{ "University of Carrow at Ossory", "University of Carrow at Pell", false },
		{ "Local 22", "Local 23", false },
		{ "Дмитро Приклад", "Дмитро Інший", false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (same_name(cases[i].a, cases[i].b) != cases[i].same)
			fail_msg("%s = %s?", cases[i].a, cases[i].b);
}

static void a_document_links_two_names(void **state)
{
	(void)state;
	static const char text[] = "Comments of AH Example Management, LLC (ax9z)\n\n"
		"Andrews Holbrook (\"ax9z\") invests in software. The Office (OTS) asked.";
	sp_document *d = about("a.txt", text, strlen(text));

	assert_string_equal(d->submitter, "AH Example Management, LLC (ax9z)");
	assert_int_equal(d->naliases, 1);
	assert_string_equal(d->aliases[0].alias, "Andrews Holbrook (ax9z)");
	sp_document_free(d);
}

/* ---- the file of kinds ----------------------------------------------------------------- */

static void faults_of_a_kinds_file_are_named(void **state)
{
	(void)state;
	static const struct { const char *in, *message; } cases[] = {
		{ "steps: 3\n", "there is no list 'steps'" },
		{ "steps:\n  - look: nose\n", "'nose' is no place to look" },
		{ "steps:\n  - look: name\n    alien: [x]\n", "no kind 'alien'" },
		{ "steps:\n  - look: name\n    company: ['.. x']\n", "'.. x' is no phrase" },
	};
	char path[] = "/tmp/standpoint-kinds.XXXXXX";
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sp_error err = SP_ERROR_INIT;
		FILE *f = fopen(path, "w");
		fputs(cases[i].in, f);
		fclose(f);
		assert_null(sp_kinds_new(path, &err));
		assert_non_null(strstr(err.msg, cases[i].message));
	}
	close(fd);
	remove(path);
}

/* Authors by the thousand, each a reference or a box in the one before: minutes
 * where each is looked up in the whole page. */
static void markup_that_names_thousands_costs_little(void **state)
{
	sp_buf page = SP_BUF_INIT;

	(void)state;
	sp_buf_adds(&page, "<script type='application/ld+json'>[0");
	for (int i = 0; i < 15000; i++)
		sp_buf_addf(&page, ",{\"@type\":\"Article\",\"author\":{\"@id\":\"%d\"}}", i);
	sp_buf_adds(&page, "]</script>");
	for (int i = 0; i < 20000; i++)
		sp_buf_adds(&page, "<div itemprop=author>");
	sp_buf_adds(&page, "<p>We support rule 1.");
	clock_t begin = clock();
	sp_document *d = about("a.html", page.data, page.len);
	assert_true((clock() - begin) / CLOCKS_PER_SEC < 5);
	assert_int_equal(d->nblocks, 1);
	sp_document_free(d);
	sp_buf_release(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_of_invented_names),
		cmocka_unit_test(letters_in_many_layouts),
		cmocka_unit_test(dates_in_many_forms),
		cmocka_unit_test(markup_says_who),
		cmocka_unit_test(a_title_that_says_nothing_yields),
		cmocka_unit_test(names_are_compared_by_key),
		cmocka_unit_test(a_document_links_two_names),
		cmocka_unit_test(markup_that_names_thousands_costs_little),
		cmocka_unit_test(faults_of_a_kinds_file_are_named),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
