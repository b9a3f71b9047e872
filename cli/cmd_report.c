/* cmd_report.c - standpoint report CORPUS -o FILE.pdf */
#include "config.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/cli.h"
#include "report/report.h"

static const char help[] =
	"usage: standpoint report CORPUS -o FILE.pdf [options]\n"
	"\n"
	"Make a comparative report of an analysed corpus: who stands where on\n"
	"which issue, and in what words. The same corpus gives the same file.\n"
	"\n"
	"  -o, --output FILE      the PDF to write; replaced when it is complete\n"
	"      --submitters LIST  only these, by name or short name, separated by\n"
	"                         commas\n"
	"      --title TEXT       title [the rule pack's]\n"
	"      --subtitle TEXT    subtitle [Comparison of N submissions]\n"
	"      --date DATE        date of the report, YYYY-MM-DD\n"
	"                         [SOURCE_DATE_EPOCH, or the newest submission]\n"
	"      --font-dir DIR     where to look for the fonts first\n"
	"  -q, --quiet            no progress, no summary\n"
	"  -h, --help             this text\n"
	"\n"
	"exit status: 0 done, 2 wrong usage, 3 cannot go on\n";

enum { OPT_SUBMITTERS = 256, OPT_TITLE, OPT_SUBTITLE, OPT_DATE, OPT_FONT_DIR };

static const struct option longopts[] = {
	{ "output", required_argument, NULL, 'o' },
	{ "submitters", required_argument, NULL, OPT_SUBMITTERS },
	{ "title", required_argument, NULL, OPT_TITLE },
	{ "subtitle", required_argument, NULL, OPT_SUBTITLE },
	{ "date", required_argument, NULL, OPT_DATE },
	{ "font-dir", required_argument, NULL, OPT_FONT_DIR },
	{ "quiet", no_argument, NULL, 'q' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 }
};

/* The words of the call. */
struct call {
	sp_report_options o;
	const char **names;	/* of --submitters */
	char *list;		/* what they point into */
	bool quiet, help;
};

static bool is_date(const char *s)
{
	int y, m, d, end = 0;

	return strlen(s) == 10 &&
	       sscanf(s, "%4d-%2d-%2d%n", &y, &m, &d, &end) == 3 &&
	       end == 10 && m >= 1 && m <= 12 && d >= 1 && d <= 31;
}

/* Split at commas; blanks around a name are not part of it. */
static void split_names(struct call *c, const char *text)
{
	size_t cap = c->o.nsubmitters;

	free(c->list);
	free(c->names);
	c->names = NULL;
	c->o.nsubmitters = cap = 0;
	c->list = sp_strdup(text);
	for (char *p = strtok(c->list, ","); p; p = strtok(NULL, ",")) {
		p += strspn(p, " ");
		size_t n = strlen(p);
		while (n && p[n - 1] == ' ')
			p[--n] = '\0';
		if (!n)
			continue;
		c->names = sp_grow(c->names, c->o.nsubmitters, &cap,
				   sizeof *c->names);
		c->names[c->o.nsubmitters++] = p;
	}
	c->o.submitters = c->names;
}

/* Returns 0, or an exit status. */
static int option(struct call *c, int opt, char **argv, sp_error *err)
{
	switch (opt) {
	case 'o':
		c->o.output = optarg;
		return 0;
	case 'q':
		c->quiet = true;
		return 0;
	case 'h':
		c->help = true;
		return 0;
	case OPT_SUBMITTERS:
		split_names(c, optarg);
		if (c->o.nsubmitters)
			return 0;
		return sp_cli_usage(err, argv, "--submitters names nobody");
	case OPT_TITLE:
		c->o.title = optarg;
		return 0;
	case OPT_SUBTITLE:
		c->o.subtitle = optarg;
		return 0;
	case OPT_DATE:
		c->o.date = optarg;
		if (is_date(optarg))
			return 0;
		return sp_cli_usage(err, argv,
				    "--date '%s' is not YYYY-MM-DD", optarg);
	case OPT_FONT_DIR:
		c->o.font_dir = optarg;
		return 0;
	default:
		return sp_cli_usage(err, argv, NULL);
	}
}

static int parse(struct call *c, int argc, char **argv, sp_error *err)
{
	int opt, status = 0;

	optind = 1;
	while (!status && (opt = getopt_long(argc, argv, "o:qh", longopts,
					     NULL)) != -1)
		status = option(c, opt, argv, err);
	if (status || c->help)
		return status;
	if (argc - optind != 1)
		return sp_cli_usage(err, argv, "one corpus is needed");
	if (!c->o.output)
		return sp_cli_usage(err, argv, "-o FILE.pdf is needed");
	return 0;
}

static int run_report(const struct call *c, const char *path, sp_error *err)
{
	sp_report_counts n;
	sp_corpus *corpus = sp_corpus_open(path, SP_CORPUS_READ, err);

	if (!corpus)
		return sp_cli_failed(err);
	bool ok = sp_report_write(corpus, &c->o, &n, err);
	sp_corpus_close(corpus);
	sp_cli_progress_end();
	if (!ok)
		return sp_cli_failed(err);
	if (!c->quiet)
		fprintf(stderr, "report: %d pages, %d submitters, %d issues: "
				"%s\n", n.pages, n.submitters, n.issues,
			c->o.output);
	return SP_EXIT_DONE;
}

static int run(int argc, char **argv, sp_error *err)
{
	struct call c = { 0 };
	int status = parse(&c, argc, argv, err);

	if (!status && c.help) {
		status = sp_cli_help(help);
	} else if (!status) {
		sp_progress progress = sp_cli_progress(c.quiet);

		c.o.progress = &progress;
		status = run_report(&c, argv[optind], err);
	}
	free(c.names);
	free(c.list);
	return status;
}

const sp_command sp_command_report = {
	.name = "report",
	.run = run,
	.summary = "make a comparative report in PDF",
	.help = help,
};
