/* evaluate: how well a corpus agrees with gold that people coded. */
#include "config.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "analyze/evaluate.h"
#include "cli/cli.h"
#include "cli/evaluation.h"
#include "cli/format.h"
#include "corpus/corpus.h"

static const char help[] =
	"usage: standpoint evaluate [OPTION...] CORPUS GOLD.tsv\n"
	"\n"
	"Compare the positions of a corpus with those that people coded: precision,\n"
	"recall and F1 of positions, kappa and alpha of stances, 95 % intervals over\n"
	"documents. GOLD.tsv has a header and tabs between its columns: document,\n"
	"sentence, issue, stance, holder; a document without positions has one row with\n"
	"an empty issue.\n"
	"\n"
	"  -f, --format FORMAT  table (default), csv or json\n"
	"  -i, --issues         a row for each issue as well\n"
	"  -m, --misses ISSUE   in place of the figures the rows of ISSUE (or: all) that\n"
	"                       were missed or are wrong; as a table: tab separated\n"
	"  -q, --quiet          no warnings\n"
	"  -h, --help           this text\n"
	"\n"
	"exit status: 0 done, 2 wrong usage, 3 cannot go on (no such corpus or gold, an\n"
	"error in the gold, no document in common).\n"
	"\n"
	"examples:\n"
	"  standpoint evaluate comments.db gold.tsv --issues\n"
	"  standpoint evaluate comments.db gold.tsv --misses open-models\n";

typedef struct settings {
	sp_format format;
	bool issues, quiet, help;
	const char *misses;	/* an issue or "all"; NULL: figures */
} settings;

static bool parse_format(char *const *argv, const char *name, sp_format *out,
			 sp_error *err)
{
	if (sp_format_parse(name, out) &&
	    (*out == SP_FORMAT_TABLE || *out == SP_FORMAT_CSV ||
	     *out == SP_FORMAT_JSON))
		return true;
	sp_cli_usage(err, argv, "no format '%s': table, csv or json", name);
	return false;
}

static bool parse(int argc, char **argv, settings *s, sp_error *err)
{
	static const struct option longs[] = {
		{ "format", required_argument, NULL, 'f' },
		{ "help", no_argument, NULL, 'h' },
		{ "issues", no_argument, NULL, 'i' },
		{ "misses", required_argument, NULL, 'm' },
		{ "quiet", no_argument, NULL, 'q' },
		{ 0 }
	};
	int opt;

	while ((opt = getopt_long(argc, argv, ":f:him:q", longs, NULL)) != -1)
		switch (opt) {
		case 'f':
			if (!parse_format(argv, optarg, &s->format, err))
				return false;
			break;
		case 'h':
			s->help = true;
			return true;
		case 'i':
			s->issues = true;
			break;
		case 'm':
			s->misses = optarg;
			break;
		case 'q':
			s->quiet = true;
			break;
		default:
			sp_cli_usage(err, argv, NULL);
			return false;
		}
	return true;
}

static bool print_figures(sp_corpus *c, const sp_evaluation *e,
			  const settings *s, sp_error *err)
{
	if (s->format == SP_FORMAT_JSON)
		return sp_evaluation_json(c, e, s->issues, stdout, err);
	if (s->format == SP_FORMAT_CSV)
		return sp_evaluation_csv(c, e, s->issues, stdout, err);
	sp_evaluation_print(e, s->issues, stdout);
	return true;
}

/* An issue that the corpus knows may have no row on either side. */
static bool check_issue(sp_corpus *c, const sp_evaluation *e, const char *name,
			sp_error *err)
{
	if (sp_evaluation_issue(e, name))
		return true;
	sp_query *q = sp_query_new(c, "SELECT 1 FROM issue WHERE name = ?1",
				   err);
	if (!q)
		return false;
	sp_query_bind_text(q, 1, name);
	bool known = sp_query_step(q, err);
	sp_query_free(q);
	return known || sp_fail(err, SP_ENOROW, NULL, 0,
				"no issue '%s' in the gold or in %s", name,
				sp_corpus_path(c));
}

static bool print_misses(sp_corpus *c, const sp_evaluation *e,
			 const settings *s, sp_error *err)
{
	const char *issue = strcmp(s->misses, "all") == 0 ? NULL : s->misses;

	if (issue && !check_issue(c, e, issue, err))
		return false;
	if (s->format != SP_FORMAT_TABLE)
		return sp_evaluation_misses(c, e, issue,
					    s->format == SP_FORMAT_JSON,
					    stdout, err);
	sp_evaluation_print_misses(e, issue, stdout);
	return true;
}

static bool evaluate(sp_corpus *c, const char *gold, const settings *s,
		     sp_error *err)
{
	sp_evaluation e;

	if (!sp_evaluate(c, gold, &e, err))
		return false;
	for (size_t i = 0; i < e.nwarnings && !s->quiet; i++)
		fprintf(stderr, "standpoint: warning: %s\n", e.warnings[i]);
	bool ok = s->misses ? print_misses(c, &e, s, err) :
			      print_figures(c, &e, s, err);
	sp_evaluation_release(&e);
	return ok;
}

static int run(int argc, char **argv, sp_error *err)
{
	settings s = { .format = SP_FORMAT_TABLE };

	if (!parse(argc, argv, &s, err))
		return SP_EXIT_USAGE;
	if (s.help)
		return sp_cli_help(help);
	if (argc - optind != 2)
		return sp_cli_usage(err, argv, "give CORPUS and GOLD.tsv");
	if (s.misses && s.issues)
		return sp_cli_usage(err, argv,
				    "--misses lists rows, --issues figures: give one of them");
	sp_corpus *c = sp_corpus_open(argv[optind], SP_CORPUS_READ, err);
	bool ok = c && evaluate(c, argv[optind + 1], &s, err);
	sp_corpus_close(c);
	return ok ? SP_EXIT_DONE : sp_cli_failed(err);
}

const sp_command sp_command_evaluate = {
	"evaluate", run, "compare a corpus with positions that people coded", help
};
