/* The run: walking folders, manifests, what is new and what is not, dialects
 * given by the user. */
#include "tests/unit/test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "corpus/corpus.h"
#include "ingest/ingest.h"
#include "ingest/walk.h"
#include "tests/unit/fixture.h"

static const char *make_folder(const char *name)
{
	const char *path = fixture_path(name);

	mkdir(path, 0700);
	return path;
}

/* fixture_path() reuses its memory after a while; this lasts. */
static char *lasting(const char *name)
{
	return sp_strdup(fixture_path(name));
}

static sp_ingest_counts ingest(const char *corpus, const char *const *paths, size_t n,
			       const sp_ingest_options *o)
{
	sp_error err = SP_ERROR_INIT;
	sp_ingest_counts counts;
	sp_corpus *c = sp_corpus_open(corpus, SP_CORPUS_CREATE, &err);

	assert_ok(c, &err);
	assert_ok(sp_ingest_run(c, paths, n, o, &counts, &err), &err);
	sp_corpus_close(c);
	return counts;
}

static void folders_are_walked_in_order(void **state)
{
	(void)state;
	const char *dir = make_folder("walk");
	sp_buf slashes = SP_BUF_INIT;
	sp_walk w;

	make_folder("walk/b");
	fixture_write("walk/z.html", "z");
	fixture_write("walk/b/y.XML", "<y/>");
	fixture_write("walk/a.txt", "a");
	fixture_write("walk/.hidden.html", "h");
	fixture_write("walk/README.md", "r");
	fixture_write("walk/manifest.tsv", "file\n");
	assert_int_equal(mkfifo(fixture_path("walk/fifo.html"), 0600), 0);
	assert_int_equal(symlink(".", fixture_path("walk/loop")), 0);
	assert_int_equal(symlink("/", fixture_path("walk/out")), 0);
	assert_int_equal(symlink("self", fixture_path("walk/self")), 0);
	sp_buf_addf(&slashes, "%s//", dir);
	const char *paths[] = { dir, slashes.data, "nowhere.html" };
	sp_walk_run(&w, paths, 3);
	static const struct { const char *path, *problem; sp_severity severity; } expected[] = {
		{ "walk/a.txt", NULL, 0 },
		{ "walk/b/y.XML", NULL, 0 },
		{ "walk/fifo.html", "a FIFO", SP_WARNING },
		{ "walk/loop", "a link to '.'", SP_NOTE },
		{ "walk/out", "leads out of the folder, to '/'", SP_WARNING },
		{ "walk/self", "leads nowhere", SP_WARNING },
		{ "walk/z.html", NULL, 0 },
		{ "nowhere.html", "No such file", SP_ERROR },
	};
	assert_int_equal(w.n, sizeof expected / sizeof *expected);
	for (size_t i = 0; i < w.n; i++) {
		assert_non_null(strstr(w.found[i].path, expected[i].path));
		if (!expected[i].problem) {
			assert_null(w.found[i].problem);
			continue;
		}
		assert_non_null(strstr(w.found[i].problem, expected[i].problem));
		assert_int_equal(w.found[i].severity, expected[i].severity);
	}
	assert_int_equal(w.skipped.total, 1);	/* README.md */
	assert_int_equal(w.nmanifests, 1);
	sp_walk_release(&w);
	sp_buf_release(&slashes);
}

static void only_what_changed_is_read_again(void **state)
{
	(void)state;
	const char *dir = make_folder("again"), *db = fixture_path("again.db");
	sp_ingest_options o = { .jobs = 2 };
	sp_ingest_counts n;

	fixture_write("again/a.html", "<p>One.");
	fixture_write("again/b.html", "<p>Two.");
	fixture_write("again/c.xml", "<!DOCTYPE a [<!ENTITY a '&a;'>]><a>&a;</a>");
	n = ingest(db, &dir, 1, &o);
	assert_int_equal(n.found, 3);
	assert_int_equal(n.added, 2);
	assert_int_equal(n.failed, 1);
	/* what failed fails again, although it did not change */
	n = ingest(db, &dir, 1, &o);
	assert_int_equal(n.unchanged, 2);
	assert_int_equal(n.failed, 1);
	fixture_write("again/b.html", "<p>Other.");
	n = ingest(db, &dir, 1, &o);
	assert_int_equal(n.changed, 1);
	assert_int_equal(n.unchanged, 1);
	/* a manifest is news about a file that did not change */
	fixture_write("again/manifest.tsv", "file\tsubmitter\ttype\tdate\na.html\tAnn\tIndividual\t2025-03-14\n");
	n = ingest(db, &dir, 1, &o);
	assert_int_equal(n.changed, 1);
	n = ingest(db, &dir, 1, &o);
	assert_int_equal(n.unchanged, 2);
	sp_error err = SP_ERROR_INIT;
	sp_corpus *c = sp_corpus_open(db, SP_CORPUS_READ, &err);
	assert_ok(c, &err);
	assert_int_equal(sp_corpus_int(c, "SELECT count(*) FROM document d JOIN submitter s ON s.id = d.submitter "
		"WHERE s.name = 'Ann' AND s.type = 'individual' AND d.submitted_on = '2025-03-14'", &err), 1);
	sp_corpus_close(c);
}

static void a_run_without_any_path_fails(void **state)
{
	(void)state;
	const char *paths[] = { "nowhere.html", "nor-here" };
	sp_error err = SP_ERROR_INIT;
	sp_ingest_options o = { .jobs = 1 };
	sp_ingest_counts n;
	sp_corpus *c = sp_corpus_open(fixture_path("none.db"), SP_CORPUS_CREATE, &err);

	assert_ok(c, &err);
	assert_false(sp_ingest_run(c, paths, 2, &o, &n, &err));
	assert_int_equal(err.code, SP_EIO);
	sp_corpus_close(c);
}

static void a_manifest_must_name_files(void **state)
{
	(void)state;
	const char *file = fixture_write("m.html", "<p>x");
	sp_error err = SP_ERROR_INIT;
	sp_ingest_options o = { .manifest = fixture_write("bad.tsv", "who\twhat\n") };

	assert_null(sp_ingest_read(file, &o, &err));
	assert_non_null(strstr(error_text(&err), "bad.tsv:1: "));
}

static void users_add_dialects(void **state)
{
	(void)state;
	const char *file = fixture_write("mine.xml", "<mine><who>Ann</who><t>A</t><x>b</x><y>no</y></mine>");
	const char *dialect = fixture_write("mine.yaml",
		"name: mine\nmatch: {root: mine}\nmetadata: {submitter: who}\n"
		"heading: {t: 2}\nparagraph: [x]\ndrop: [who, y]\n");
	sp_ingest_options o = { .dialects = &dialect, .ndialects = 1 };
	sp_error err = SP_ERROR_INIT;
	sp_document *d = sp_ingest_read(file, &o, &err);

	assert_ok(d, &err);
	assert_string_equal(d->dialect, "mine");
	assert_string_equal(d->submitter, "Ann");
	assert_int_equal(d->nblocks, 2);
	assert_int_equal(d->blocks[0].level, 2);
	sp_document_free(d);
	dialect = fixture_write("bad.yaml", "name: mine\nmatch: {root: mine}\nparagraf: [x]\n");
	assert_null(sp_ingest_read(file, &o, &err));
	assert_non_null(strstr(error_text(&err), "bad.yaml:3:1: "));
}

static void jobs_do_not_change_the_corpus(void **state)
{
	(void)state;
	char *dbs[] = { lasting("one.db"), lasting("four.db") };
	char *folder = lasting("jobs");
	const char *dir = folder;
	int64_t sums[2];

	make_folder("jobs");

	for (int i = 0; i < 300; i++) {
		char name[32], text[64];
		snprintf(name, sizeof name, "jobs/%d.html", i);
		snprintf(text, sizeof text, "<p>Text %d.<ul><li>a<li>b</ul>", i);
		fixture_write(name, text);
	}
	for (int k = 0; k < 2; k++) {
		sp_ingest_options o = { .jobs = k ? 4 : 1 };
		sp_error err = SP_ERROR_INIT;
		assert_int_equal(ingest(dbs[k], &dir, 1, &o).added, 300);
		sp_corpus *c = sp_corpus_open(dbs[k], SP_CORPUS_READ, &err);
		assert_ok(c, &err);
		sums[k] = sp_corpus_int(c, "SELECT sum(b.id * length(b.text) + d.id * b.seq * 7 + "
			"unicode(substr(d.path, -6))) FROM block b JOIN document d ON d.id = b.document", &err);
		sp_corpus_close(c);
	}
	assert_true(sums[0] > 0);
	assert_int_equal(sums[0], sums[1]);
	free(dbs[0]);
	free(dbs[1]);
	free(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folders_are_walked_in_order),
		cmocka_unit_test(only_what_changed_is_read_again),
		cmocka_unit_test(a_run_without_any_path_fails),
		cmocka_unit_test(a_manifest_must_name_files),
		cmocka_unit_test(users_add_dialects),
		cmocka_unit_test(jobs_do_not_change_the_corpus),
	};
	int failed = cmocka_run_group_tests_name("ingest run", tests, NULL, NULL);

	fixture_clean();
	return failed;
}
