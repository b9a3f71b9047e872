/* cmd_report.c - standpoint report CORPUS -o FILE.pdf */
#include "config.h"

#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyze/evaluate.h"
#include "base/count.h"
#include "base/mem.h"
#include "base/path.h"
#include "cli/cli.h"
#include "report/report.h"

static const char help[] =
	"usage: standpoint report [OPTION...] --output FILE.pdf CORPUS\n"
	"\n"
	"Make a comparative report of an analysed corpus: who stands where on\n"
	"which issue, and in what words. The same corpus gives the same file.\n"
	"\n"
	"  -o, --output FILE      the PDF to write; an older PDF is replaced when it is\n"
	"                         complete\n"
	"      --force            replace a file that is no PDF, too; never a corpus\n"
	"      --submitters LIST  only these, by name, short name or words that only\n"
	"                         one name holds, separated by commas; 2 to 6 are\n"
	"                         compared side by side\n"
	SP_CLI_REPORT_CHOICES
	"      --paper PAPER      a4 or letter [a4]\n"
	"      --pdfa             PDF/A-1b, for archives; the data is not attached\n"
	"      --title TEXT       title [the rule pack's]\n"
	"      --subtitle TEXT    subtitle [Comparison of N submissions]\n"
	"      --date DATE        date of the report, YYYY-MM-DD\n"
	"                         [SOURCE_DATE_EPOCH, or the newest submission]\n"
	"      --font-dir DIR     where to look for the fonts first\n"
	"  -q, --quiet            no progress, no summary\n"
	"  -h, --help             this text\n"
	"\n"
	"exit status: 0 done, 2 wrong usage, 3 cannot go on.\n";

enum { OPT_SUBMITTERS = 256, OPT_KIND, OPT_TOP, OPT_COLUMNS, OPT_GOLD, OPT_PAPER, OPT_PDFA, OPT_TITLE,
       OPT_SUBTITLE, OPT_DATE, OPT_FONT_DIR };

static const struct option longopts[] = {
	{ "force", no_argument, NULL, SP_CLI_OPT_FORCE },
	{ "output", required_argument, NULL, 'o' },
	{ "submitters", required_argument, NULL, OPT_SUBMITTERS },
	{ "kind", required_argument, NULL, OPT_KIND },
	{ "top", required_argument, NULL, OPT_TOP },
	{ "columns", required_argument, NULL, OPT_COLUMNS },
	{ "gold", required_argument, NULL, OPT_GOLD },
	{ "paper", required_argument, NULL, OPT_PAPER },
	{ "pdfa", no_argument, NULL, OPT_PDFA },
	{ "title", required_argument, NULL, OPT_TITLE },
	{ "subtitle", required_argument, NULL, OPT_SUBTITLE },
	{ "date", required_argument, NULL, OPT_DATE },
	{ "font-dir", required_argument, NULL, OPT_FONT_DIR },
	{ "quiet", no_argument, NULL, 'q' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 }
};

/* Words of one argument, split at commas. */
struct list {
	const char **words;
	char *text;		/* what they point into */
	size_t n;
};

/* The words of the call. */
struct call {
	sp_report_options o;
	struct list names, kinds;
	const char *gold;
	bool quiet, help;
};

static void list_release(struct list *l)
{
	free(l->words);
	free(l->text);
}

/* Blanks around a word are not part of it. */
static void split(struct list *l, const char *text)
{
	size_t cap = 0;

	list_release(l);
	*l = (struct list){ .text = sp_strdup(text) };
	for (char *p = strtok(l->text, ","); p; p = strtok(NULL, ",")) {
		p += strspn(p, " ");
		size_t n = strlen(p);
		while (n && p[n - 1] == ' ')
			p[--n] = '\0';
		if (!n)
			continue;
		l->words = sp_grow(l->words, l->n, &cap, sizeof *l->words);
		l->words[l->n++] = p;
	}
}

static int set_top(struct call *c, char **argv, sp_error *err)
{
	long n;

	if (!sp_cli_number(err, argv, "--top", optarg, 1, 1000, &n))
		return SP_EXIT_USAGE;
	c->o.top = (int)n;
	return 0;
}

static int set_kinds(struct call *c, char **argv, sp_error *err)
{
	split(&c->kinds, optarg);
	if (!c->kinds.n)
		return sp_cli_usage(err, argv, "--kind names no kind");
	for (size_t i = 0; i < c->kinds.n; i++)
		if (!sp_report_knows_kind(c->kinds.words[i], err))
			return SP_EXIT_USAGE;
	return 0;
}

static int set_columns(struct call *c, char **argv, sp_error *err)
{
	c->o.contested = !strcmp(optarg, "contested");
	if (c->o.contested || !strcmp(optarg, "theme"))
		return 0;
	return sp_cli_usage(err, argv,
			    "--columns is theme or contested, not '%s'",
			    optarg);
}

static int set_paper(struct call *c, char **argv, sp_error *err)
{
	c->o.letter = !strcmp(optarg, "letter");
	if (c->o.letter || !strcmp(optarg, "a4"))
		return 0;
	return sp_cli_usage(err, argv, "--paper is a4 or letter, not '%s'",
			    optarg);
}

/* Returns 0, or an exit status. */
static int option(struct call *c, int opt, char **argv, sp_error *err)
{
	switch (opt) {
	case 'o':
		c->o.output = optarg;
		return 0;
	case SP_CLI_OPT_FORCE:
		c->o.force = true;
		return 0;
	case 'q':
		c->quiet = true;
		return 0;
	case 'h':
		c->help = true;
		return 0;
	case OPT_SUBMITTERS:
		split(&c->names, optarg);
		if (c->names.n)
			return 0;
		return sp_cli_usage(err, argv, "--submitters names nobody");
	case OPT_KIND:
		return set_kinds(c, argv, err);
	case OPT_TOP:
		return set_top(c, argv, err);
	case OPT_COLUMNS:
		return set_columns(c, argv, err);
	case OPT_GOLD:
		c->gold = optarg;
		return 0;
	case OPT_PAPER:
		return set_paper(c, argv, err);
	case OPT_PDFA:
		c->o.pdfa = true;
		return 0;
	case OPT_TITLE:
		c->o.title = optarg;
		return 0;
	case OPT_SUBTITLE:
		c->o.subtitle = optarg;
		return 0;
	case OPT_DATE:
		c->o.date = optarg;
		return sp_cli_date(err, argv, optarg) ? 0 : SP_EXIT_USAGE;
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
		return sp_cli_usage(err, argv, "--output FILE.pdf is missing");
	return 0;
}

/* ---- reliability -------------------------------------------------------- */

/* Of `n` positions; of none there is nothing to tell. */
static struct sp_measure measure(const sp_estimate *e, size_t n)
{
	return n ? (struct sp_measure){ e->value, e->low, e->high }
		 : (struct sp_measure){ NAN, NAN, NAN };
}

static struct sp_reliable reliable(const char *issue, const sp_score *s,
				   size_t flips, double kappa)
{
	return (struct sp_reliable){
		.issue = issue,
		.gold = (int)s->tally.gold,
		.found = (int)s->tally.found,
		.right = (int)s->tally.right,
		.flips = (int)flips,
		.precision = measure(&s->precision, s->tally.found),
		.recall = measure(&s->recall, s->tally.gold),
		.f1 = measure(&s->f1, s->tally.found + s->tally.gold),
		.kappa = kappa };
}

/* The issues of gold or found rows, then all; caller frees r->rows. */
static void fill(sp_reliability *r, const sp_evaluation *e, const char *gold)
{
	*r = (sp_reliability){ .gold = sp_path_last(gold),
			       .documents = e->documents - e->absent };
	r->rows = sp_calloc(e->nissues + 1, sizeof *r->rows);
	for (size_t i = 0; i < e->nissues; i++)
		r->rows[r->n++] = reliable(e->issues[i].name,
					   &e->issues[i].positions,
					   e->issues[i].flips,
					   e->issues[i].kappa);
	r->rows[r->n++] = reliable(NULL, &e->positions, e->flips,
				   e->kappa.value);
}

static bool write_report(sp_corpus *corpus, const struct call *c,
			 sp_report_counts *n, sp_error *err)
{
	sp_report_options o = c->o;
	sp_reliability r;
	sp_evaluation e;

	if (!c->gold)
		return sp_report_write(corpus, &o, n, err);
	if (!sp_evaluate(corpus, c->gold, &e, err))
		return false;
	fill(&r, &e, c->gold);
	o.reliability = &r;
	bool ok = sp_report_write(corpus, &o, n, err);
	free(r.rows);
	sp_evaluation_release(&e);
	return ok;
}

static int run_report(const struct call *c, const char *path, sp_error *err)
{
	sp_report_counts n;
	sp_corpus *corpus = sp_corpus_open(path, SP_CORPUS_READ, err);

	if (!corpus)
		return sp_cli_failed(err);
	/* all pages see the corpus as it was at one moment */
	bool ok = sp_corpus_exec(corpus, "BEGIN", err) &&
		  write_report(corpus, c, &n, err);
	sp_corpus_close(corpus);
	sp_cli_progress_end();
	if (!ok)
		return sp_cli_failed(err);
	if (*n.warning && !c->quiet)
		fprintf(stderr, "report: %s\n", n.warning);
	if (n.waiting)
		fprintf(stderr, "report: %d of %d documents are not analysed: "
				"'standpoint analyze %s' takes them up\n",
			n.waiting, n.analysed + n.waiting, path);
	if (!c->quiet)
		fprintf(stderr, "report: %d page%s, %d submitter%s, %d issue%s: "
				"%s\n",
			n.pages, sp_plural((size_t)n.pages), n.submitters,
			sp_plural((size_t)n.submitters), n.issues,
			sp_plural((size_t)n.issues), c->o.output);
	return SP_EXIT_DONE;
}

int sp_cli_report_check(int argc, char **argv, sp_error *err)
{
	struct call c = { 0 };
	int status = parse(&c, argc, argv, err);

	if (!status && !c.help &&
	    !sp_output_check(c.o.output, &sp_report_pdf, c.o.force, err))
		status = SP_EXIT_CANNOT;
	if (!status && c.gold && access(c.gold, R_OK) != 0) {
		sp_fail(err, SP_EIO, c.gold, 0, "cannot open: %s", strerror(errno));
		status = SP_EXIT_CANNOT;
	}
	list_release(&c.names);
	list_release(&c.kinds);
	return status;
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
		c.o.submitters = c.names.words;
		c.o.nsubmitters = c.names.n;
		c.o.kinds = c.kinds.words;
		c.o.nkinds = c.kinds.n;
		status = run_report(&c, argv[optind], err);
	}
	list_release(&c.names);
	list_release(&c.kinds);
	return status;
}

const sp_command sp_command_report = {
	.name = "report",
	.run = run,
	.summary = "make a comparative report in PDF",
	.help = help,
};
