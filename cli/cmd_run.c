/* run: ingest, analyze and report in a row. It calls the three commands with
 * the options that each of them knows, so that a run can be taken up by any of
 * them and does nothing that they would not do. */
#include "config.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyze/analyze.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/output.h"
#include "base/path.h"
#include "cli/cli.h"
#include "ingest/name.h"

static const char help[] =
	"usage: standpoint run [OPTION...] --output FILE.pdf PATH...\n"
	"\n"
	"Reads the documents at each PATH, a file, an archive or a folder with all below\n"
	"it, finds the positions that they state, and writes a comparative report. What\n"
	"was done before with the same corpus is not done again. It takes all options\n"
	"of ingest, analyze and report.\n"
	"\n"
	"  -o, --output FILE      the PDF to write; an older PDF is replaced\n"
	"      --force            replace a file that is no PDF, too; never a corpus\n"
	"  -c, --corpus CORPUS    the corpus file, made if need be [FILE.db]\n"
	"  -p, --pack FILE        a rule pack, or the name of a built-in one; can be\n"
	"                         given several times [ai-policy]\n"
	"  -m, --manifest FILE    a table of submitters; otherwise each manifest.tsv\n"
	"                         or manifest.csv found beside the files\n"
	"  -A, --aliases FILE     a table of names that are one submitter's (name,\n"
	"                         canonical name)\n"
	"  -k, --kinds FILE       words that tell kinds of submitters (YAML)\n"
	"  -d, --dialect FILE     try this XML dialect (YAML) before the built-in ones\n"
	"  -l, --language TAG     the documents are in this language (en, pt-BR ...)\n"
	"  -a, --all              leave no part of a page out\n"
	"  -r, --remove-missing   take documents out of the corpus that are gone from a\n"
	"                         folder among the PATHs\n"
	"      --submitters LIST  report only these, separated by commas; 2 to 6 are\n"
	"                         compared side by side\n"
	SP_CLI_REPORT_CHOICES
	"      --paper PAPER      of the report: a4 or letter [a4]\n"
	"      --pdfa             PDF/A-1b, for archives; the data is not attached\n"
	"      --title TEXT       title of the report [the rule pack's]\n"
	"      --subtitle TEXT    its subtitle [Comparison of N submissions]\n"
	"      --date DATE        its date, YYYY-MM-DD [the newest submission's]\n"
	"      --font-dir DIR     where to look for the fonts first\n"
	"  -j, --jobs N           threads [as many as there are cores]\n"
	"  -q, --quiet            say nothing but errors\n"
	"  -h, --help             this text\n"
	"\n"
	"exit status: 0 done, 1 done but some documents failed, 2 wrong usage,\n"
	"3 cannot go on.\n";

enum { INGEST, ANALYZE, REPORT, NSTAGES };
enum { OPT_SUBMITTERS = 256, OPT_KIND, OPT_TOP, OPT_COLUMNS, OPT_GOLD, OPT_PAPER,
       OPT_PDFA, OPT_TITLE, OPT_SUBTITLE, OPT_DATE, OPT_FONT_DIR };

/* Which stages an option goes to, as bits; none: it is our own. */
static const struct option longs[] = {
	{ "aliases", required_argument, NULL, 'A' },
	{ "all", no_argument, NULL, 'a' },
	{ "columns", required_argument, NULL, OPT_COLUMNS },
	{ "corpus", required_argument, NULL, 'c' },
	{ "date", required_argument, NULL, OPT_DATE },
	{ "dialect", required_argument, NULL, 'd' },
	{ "force", no_argument, NULL, SP_CLI_OPT_FORCE },
	{ "font-dir", required_argument, NULL, OPT_FONT_DIR },
	{ "gold", required_argument, NULL, OPT_GOLD },
	{ "help", no_argument, NULL, 'h' },
	{ "jobs", required_argument, NULL, 'j' },
	{ "kind", required_argument, NULL, OPT_KIND },
	{ "kinds", required_argument, NULL, 'k' },
	{ "language", required_argument, NULL, 'l' },
	{ "manifest", required_argument, NULL, 'm' },
	{ "output", required_argument, NULL, 'o' },
	{ "pack", required_argument, NULL, 'p' },
	{ "paper", required_argument, NULL, OPT_PAPER },
	{ "pdfa", no_argument, NULL, OPT_PDFA },
	{ "remove-missing", no_argument, NULL, 'r' },
	{ "quiet", no_argument, NULL, 'q' },
	{ "submitters", required_argument, NULL, OPT_SUBMITTERS },
	{ "subtitle", required_argument, NULL, OPT_SUBTITLE },
	{ "title", required_argument, NULL, OPT_TITLE },
	{ "top", required_argument, NULL, OPT_TOP },
	{ NULL, 0, NULL, 0 }
};

static unsigned stages_of(int option)
{
	switch (option) {
	case 'A': case 'a': case 'd': case 'k': case 'l': case 'm': case 'r':
		return 1u << INGEST;
	case 'p':
		return 1u << ANALYZE;
	case 'j':
		return 1u << INGEST | 1u << ANALYZE;
	case 'q':
		return 1u << INGEST | 1u << ANALYZE | 1u << REPORT;
	default:
		return option >= OPT_SUBMITTERS ? 1u << REPORT : 0;
	}
}

/* The words of a stage's call; each is its own allocation. */
typedef struct words {
	char **v;
	size_t n, cap;
} words;

typedef struct call {
	words stages[NSTAGES];
	const char *output, *corpus;
	bool help, quiet;
} call;

static void add(words *w, const char *word)
{
	w->v = sp_grow(w->v, w->n, &w->cap, sizeof *w->v);
	w->v[w->n++] = word ? sp_strdup(word) : NULL;
}

static void call_release(call *c)
{
	for (int s = 0; s < NSTAGES; s++) {
		for (size_t i = 0; i < c->stages[s].n; i++)
			free(c->stages[s].v[i]);
		free(c->stages[s].v);
	}
}

static const char *long_name(int option)
{
	const struct option *o = longs;

	while (o->val != option)
		o++;
	return o->name;
}

static void pass_on(call *c, int option)
{
	sp_buf word = SP_BUF_INIT;

	sp_buf_addf(&word, "--%s", long_name(option));
	for (int s = 0; s < NSTAGES; s++) {
		if (!(stages_of(option) & 1u << s))
			continue;
		add(&c->stages[s], word.data);
		if (optarg)
			add(&c->stages[s], optarg);
	}
	sp_buf_release(&word);
}

static bool parse(call *c, int argc, char **argv, sp_error *err)
{
	int opt;

	/* the stages name themselves "run" where they find fault with a call */
	for (int s = 0; s < NSTAGES; s++)
		add(&c->stages[s], argv[0]);
	while ((opt = getopt_long(argc, argv, ":A:ac:d:hj:k:l:m:o:p:qr", longs,
				  NULL)) != -1)
		switch (opt) {
		case 'c':
			c->corpus = optarg;
			break;
		case 'h':
			c->help = true;
			return true;
		case 'o':
			c->output = optarg;
			break;
		case 'q':
			c->quiet = true;
			pass_on(c, opt);
			break;
		case '?': case ':':
			sp_cli_usage(err, argv, NULL);
			return false;
		default:
			pass_on(c, opt);
		}
	if (!c->output)
		sp_cli_usage(err, argv, "--output FILE.pdf is missing");
	else if (optind == argc)
		sp_cli_usage(err, argv, "which PATHs?");
	return c->output && optind < argc;
}

/* out/report.pdf -> out/report.db */
static void corpus_beside(const char *output, sp_buf *corpus)
{
	size_t n = strlen(output);

	if (n > 4 && strcmp(output + n - 4, ".pdf") == 0)
		n -= 4;
	sp_buf_add(corpus, output, n);
	sp_buf_adds(corpus, ".db");
}

/* "--" keeps names that begin with a dash from being taken for options. */
static void add_operands(call *c, const char *corpus, char **paths)
{
	add(&c->stages[REPORT], "--output");
	add(&c->stages[REPORT], c->output);
	for (int s = 0; s < NSTAGES; s++) {
		add(&c->stages[s], "--");
		add(&c->stages[s], corpus);
	}
	for (; *paths; paths++)
		add(&c->stages[INGEST], *paths);
	for (int s = 0; s < NSTAGES; s++)
		add(&c->stages[s], NULL);
}

/* ---- faults that would be found after a long run only --------------------- */

static bool check_packs(const words *analyze, sp_error *err)
{
	for (size_t i = 0; i + 2 < analyze->n; i++)
		if (strcmp(analyze->v[i], "--pack") == 0 &&
		    !sp_analyze_takes(analyze->v[i + 1], err))
			return false;
	return true;
}

/* Does `file` stand in the folder `path`, or deeper? */
static bool is_below(const char *file, const char *path)
{
	char *name = sp_strdup(file), *folder, *top = realpath(path, NULL);

	name[sp_path_folder(name)] = '\0';
	folder = realpath(*name ? name : ".", NULL);
	size_t n = top ? strlen(top) : 0;
	bool below = top && folder && strncmp(folder, top, n) == 0 &&
		     (folder[n] == '/' || !folder[n] || n == 1);
	free(name);
	free(folder);
	free(top);
	return below;
}

/* A PDF called letter.html would be read as a submission by the next run. */
static bool check_place(const call *c, const char *corpus, char **paths,
			char *const *argv, sp_error *err)
{
	while (*paths && !is_below(c->output, *paths))
		paths++;
	if (!*paths)
		return true;
	if (sp_name_file_kind(c->output) != SP_FILE_OTHER) {
		sp_cli_usage(err, argv, "--output '%s' is called like a document of "
			     "'%s': give it a name that ends in .pdf", c->output, *paths);
		return false;
	}
	if (!c->quiet && access(c->output, F_OK) != 0)
		fprintf(stderr, "%s and %s are written among the documents of %s, "
				"which passes over them\n", c->output, corpus, *paths);
	return true;
}

static int check(const call *c, const char *corpus, char **paths, sp_error *err)
{
	const words *report = &c->stages[REPORT];
	int status = sp_cli_report_check((int)report->n - 1, report->v, err);

	if (status)
		return status;
	if (!check_place(c, corpus, paths, report->v, err))
		return SP_EXIT_USAGE;
	if (access(corpus, F_OK) != 0 && !sp_output_check(corpus, NULL, false, err))
		return SP_EXIT_CANNOT;
	return check_packs(&c->stages[ANALYZE], err) ? 0 : sp_cli_failed(err);
}

static int run_stages(call *c, sp_error *err)
{
	static const sp_command *const commands[NSTAGES] = {
		[INGEST] = &sp_command_ingest,
		[ANALYZE] = &sp_command_analyze,
		[REPORT] = &sp_command_report,
	};
	int result = SP_EXIT_DONE;

	for (int s = 0; s < NSTAGES; s++) {
		words *w = &c->stages[s];
		optind = 0;	/* GNU: start anew */
		int status = commands[s]->run((int)w->n - 1, w->v, err);
		if (status > SP_EXIT_SOME_FAILED)
			return status;
		if (status > result)
			result = status;
	}
	return result;
}

static int run(int argc, char **argv, sp_error *err)
{
	call c = { .help = false };
	sp_buf corpus = SP_BUF_INIT;
	int status = SP_EXIT_USAGE;

	if (!parse(&c, argc, argv, err))
		goto done;
	if (c.help) {
		status = sp_cli_help(help);
		goto done;
	}
	if (c.corpus)
		sp_buf_adds(&corpus, c.corpus);
	else
		corpus_beside(c.output, &corpus);
	add_operands(&c, corpus.data, argv + optind);
	status = check(&c, corpus.data, argv + optind, err);
	if (!status)
		status = run_stages(&c, err);
done:
	call_release(&c);
	sp_buf_release(&corpus);
	return status;
}

const sp_command sp_command_run = {
	"run", run, "ingest, analyze and report in one go", help
};
