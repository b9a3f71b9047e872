/* standpoint ingest: files and folders into a corpus. */
#include "config.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/interrupt.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "corpus/corpus.h"
#include "ingest/ingest.h"
#include "ingest/manifest.h"

static const char help[] =
"usage: standpoint ingest [OPTION...] CORPUS PATH...\n"
"\n"
"Read the documents at each PATH, a file, a folder with all below it or an\n"
"archive, into CORPUS, which is made if need be. HTML, XHTML, XML and plain text\n"
"are read (.html .htm .xhtml .xml .txt), also inside .zip, .tar, .tar.gz (.xz,\n"
".bz2, .zst) and single files that one of these compressed, and the rows of a\n"
"bulk download of regulations.gov (.csv). A document that is in the corpus\n"
"already is read again only if it, or an option on how to read it, changed.\n"
"\n"
"  -m, --manifest FILE   a table of the documents (CSV or TSV, with a header\n"
"                        line: file, submitter, type, date, docket, url,\n"
"                        question, title, language); otherwise each\n"
"                        manifest.tsv or manifest.csv beside the files\n"
"  -A, --aliases FILE    a table of names that are one submitter's (tab\n"
"                        separated: name, canonical name); kept in the corpus\n"
"  -k, --kinds FILE      words that tell kinds of submitters (YAML), in place of\n"
"                        the built-in ones\n"
"  -d, --dialect FILE    try this XML dialect (YAML) before the built-in ones\n"
"  -l, --language TAG    the documents are in this language (en, pt-BR ...),\n"
"                        whatever their text or markup says\n"
"  -a, --all             leave no part of a page out\n"
"  -r, --remove-missing  take documents out of the corpus that are gone from a\n"
"                        folder among the PATHs, with their positions\n"
"  -j, --jobs N          read with N threads (one a core)\n"
"  -q, --quiet           print errors only\n"
"  -h, --help            this text\n"
"\n"
"Exit status: 0 done, 1 done but some documents failed (they are in the table\n"
"problem), 2 wrong usage, 3 cannot go on.\n";

typedef struct options {
	sp_ingest_options in;
	const char **dialects;
	size_t cap;
	bool quiet;
	const char *corpus;
} options;

static void notice(void *arg, sp_severity severity, const char *line)
{
	const options *o = arg;

	if (o->quiet && severity != SP_ERROR)
		return;
	sp_cli_progress_end();
	fprintf(stderr, "%s\n", line);
}

static void add_part(sp_buf *b, size_t n, const char *what)
{
	if (n)
		sp_buf_addf(b, "%s%zu %s", b->len ? ", " : "", n, what);
}

static void summary_missing(const options *o, size_t n)
{
	if (o->in.remove_missing)
		fprintf(stderr, "%zu document%s gone from the folder: taken out\n", n,
			n == 1 ? " is" : "s are");
	else
		fprintf(stderr, "%zu document%s gone from the folder and still counted; 'standpoint ingest --remove-missing' takes %s out\n",
			n, n == 1 ? " is" : "s are", n == 1 ? "it" : "them");
}

/* "42 documents: 40 new, 2 failed (see 'standpoint query CORPUS problems')" */
static void summary(const options *o, const sp_ingest_counts *n)
{
	sp_buf parts = SP_BUF_INIT;

	add_part(&parts, n->added, "new");
	add_part(&parts, n->changed, "changed");
	add_part(&parts, n->unchanged, "unchanged");
	add_part(&parts, n->failed, "failed");
	fprintf(stderr, "%zu document%s%s%s", n->found, n->found == 1 ? "" : "s",
		parts.len ? ": " : "", parts.data);
	if (n->failed)
		fprintf(stderr, " (see 'standpoint query %s problems')", o->corpus);
	if (n->empty)
		fprintf(stderr, "; %zu without text", n->empty);
	sp_buf_clear(&parts);
	sp_skipped_text(&n->endings, &parts);
	if (n->skipped)
		fprintf(stderr, "; %zu other file%s passed over", n->skipped,
			n->skipped == 1 ? "" : "s");
	if (parts.len && n->skipped > n->endings.total)
		sp_buf_addf(&parts, ", %zu with the reason above",
			    n->skipped - n->endings.total);
	if (parts.len)
		fprintf(stderr, " (%s)", parts.data);
	fputc('\n', stderr);
	const char *advice = sp_skipped_advice(&n->endings, !n->found);
	if (advice)
		fprintf(stderr, "%s\n", advice);
	if (!n->found && !n->missing && !advice)
		fputs("no document was found: .html .htm .xhtml .xml .txt are read, archives, and bulk downloads (.csv)\n",
		      stderr);
	if (n->missing)
		summary_missing(o, n->missing);
	if (n->copies)
		fprintf(stderr, "%zu document%s the same bytes as another (see 'standpoint query %s duplicates')\n",
			n->copies, n->copies == 1 ? " holds" : "s hold", o->corpus);
	sp_buf_release(&parts);
}

static bool store_counts(sp_corpus *c, int64_t run, const sp_ingest_counts *n,
			 sp_error *err)
{
	const struct { const char *name; size_t n; } counts[] = {
		{ "found", n->found }, { "added", n->added },
		{ "changed", n->changed }, { "unchanged", n->unchanged },
		{ "empty", n->empty }, { "failed", n->failed },
		{ "skipped", n->skipped }, { "missing", n->missing },
	};

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		if (!sp_corpus_run_count(c, run, counts[i].name,
					 (int64_t)counts[i].n, err))
			return false;
	return sp_corpus_run_finish(c, run, err);
}

static void arguments(int argc, char **argv, sp_buf *out)
{
	for (int i = 1; i < argc; i++)
		sp_buf_addf(out, "%s%s", i > 1 ? " " : "", argv[i]);
}

static int ingest(const options *o, char **paths, size_t n, const char *args,
		  sp_error *err)
{
	sp_ingest_counts counts;
	sp_progress progress = sp_cli_progress(o->quiet);
	sp_ingest_options in = o->in;
	int64_t run;
	bool ok;

	bool made = access(o->corpus, F_OK) != 0;
	sp_corpus *c = sp_corpus_open(o->corpus, SP_CORPUS_CREATE, err);
	if (!c)
		return sp_cli_failed(err);
	in.progress = &progress;
	in.notice = notice;
	in.notice_arg = (void *)o;
	sp_interrupt_watch();
	ok = sp_corpus_run_start(c, "ingest", args, &run, err) &&
		sp_ingest_run(c, (const char *const *)paths, n, &in, &counts, err) &&
		store_counts(c, run, &counts, err);
	ok = sp_interrupt_check(err) && ok;
	sp_interrupt_ignore();
	if (!o->quiet)
		sp_cli_progress_end();
	/* a fault of the call leaves no empty corpus behind */
	bool useless = !ok && made && sp_corpus_int(c, "SELECT count(*) FROM document",
						    NULL) == 0;
	sp_corpus_close(c);
	if (useless)
		unlink(o->corpus);
	if (!ok)
		return sp_cli_failed(err);
	if (!o->quiet)
		summary(o, &counts);
	return counts.failed ? SP_EXIT_SOME_FAILED : SP_EXIT_DONE;
}

/* Returns -1 to go on, else the exit status. */
static int parse(int argc, char **argv, options *o, sp_error *err)
{
	static const struct option longs[] = {
		{ "manifest", required_argument, NULL, 'm' },
		{ "aliases", required_argument, NULL, 'A' },
		{ "kinds", required_argument, NULL, 'k' },
		{ "dialect", required_argument, NULL, 'd' },
		{ "language", required_argument, NULL, 'l' },
		{ "all", no_argument, NULL, 'a' },
		{ "remove-missing", no_argument, NULL, 'r' },
		{ "jobs", required_argument, NULL, 'j' },
		{ "quiet", no_argument, NULL, 'q' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	long jobs;
	int c;

	while ((c = getopt_long(argc, argv, "m:A:k:d:l:arj:qh", longs, NULL)) != -1) {
		switch (c) {
		case 'm':
			o->in.manifest = optarg;
			break;
		case 'A':
			o->in.aliases = optarg;
			break;
		case 'k':
			o->in.kinds = optarg;
			break;
		case 'd':
			o->dialects = sp_grow(o->dialects, o->in.ndialects,
					      &o->cap, sizeof *o->dialects);
			o->dialects[o->in.ndialects++] = optarg;
			o->in.dialects = o->dialects;
			break;
		case 'l':
			if (!sp_manifest_is_language(optarg))
				return sp_cli_usage(err, argv, "--language: not a language tag such as en or pt-BR");
			o->in.language = optarg;
			break;
		case 'a':
			o->in.all = true;
			break;
		case 'r':
			o->in.remove_missing = true;
			break;
		case 'j':
			if (!sp_cli_number(err, argv, "--jobs", optarg, 1, 256, &jobs))
				return SP_EXIT_USAGE;
			o->in.jobs = (int)jobs;
			break;
		case 'q':
			o->quiet = true;
			break;
		case 'h':
			return sp_cli_help(help);
		default:
			return sp_cli_usage(err, argv, NULL);
		}
	}
	if (argc - optind < 2)
		return sp_cli_usage(err, argv, "a CORPUS and a PATH are needed");
	o->corpus = argv[optind];
	return -1;
}

static int run_ingest(int argc, char **argv, sp_error *err)
{
	options o = { 0 };
	sp_buf args = SP_BUF_INIT;

	arguments(argc, argv, &args);
	int status = parse(argc, argv, &o, err);
	if (status < 0)
		status = ingest(&o, argv + optind + 1, (size_t)(argc - optind - 1),
				args.data, err);
	sp_buf_release(&args);
	free(o.dialects);
	return status;
}

const sp_command sp_command_ingest = {
	.name = "ingest",
	.run = run_ingest,
	.summary = "read files, folders and archives into a corpus",
	.help = help,
};
