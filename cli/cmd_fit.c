/* fit: the weights of a pack, from what people coded. */
#include "config.h"

#include <getopt.h>
#include <stdio.h>

#include "analyze/fit.h"
#include "base/count.h"
#include "base/output.h"
#include "cli/cli.h"


static const char help[] =
	"usage: standpoint fit [OPTION...] CORPUS GOLD.tsv\n"
	"\n"
	"Fit the weights of a rule pack to positions that people coded: print a block\n"
	"'weights:' to put into the pack in place of its own, and tell F1 before and\n"
	"after. GOLD.tsv is a gold file as evaluate takes it, or a sheet of sample\n"
	"that was filled in. CORPUS need not be analysed.\n"
	"\n"
	"  -o, --output FILE    write the block there [standard output]\n"
	SP_CLI_FORCE
	"  -p, --pack FILE      rule pack, or the name of a built-in one [ai-policy]\n"
	"  -P, --penalty N      how strongly weights are held near 0 [3]\n"
	"  -e, --examples N     how often an example of the pack counts beside a coded\n"
	"                       row; 0 leaves them out [1]\n"
	"  -q, --quiet          do not tell F1\n"
	"  -h, --help           this text\n"
	"\n"
	"exit status: 0 done, 2 wrong usage, 3 cannot go on (an error in corpus, gold\n"
	"or pack, or too little to fit to).\n";

static const struct option options[] = {
	{ "examples", required_argument, NULL, 'e' },
	{ "force", no_argument, NULL, SP_CLI_OPT_FORCE },
	{ "help", no_argument, NULL, 'h' },
	{ "output", required_argument, NULL, 'o' },
	{ "pack", required_argument, NULL, 'p' },
	{ "penalty", required_argument, NULL, 'P' },
	{ "quiet", no_argument, NULL, 'q' },
	{ NULL, 0, NULL, 0 }
};

typedef struct settings {
	const char *output, *pack;
	sp_fit_options o;
	bool force, quiet, help;
} settings;

static int parse(settings *s, int argc, char **argv, sp_error *err)
{
	int c;

	while ((c = getopt_long(argc, argv, "e:ho:p:P:q", options, NULL)) != -1) {
		long n = 0;
		switch (c) {
		case 'e':
		case 'P':
			if (!sp_cli_number(err, argv,
					   c == 'e' ? "--examples" : "--penalty",
					   optarg, c == 'P', 10000, &n))
				return SP_EXIT_USAGE;
			*(c == 'e' ? &s->o.examples : &s->o.penalty) = (double)n;
			break;
		case 'h':
			s->help = true;
			return 0;
		case 'o':
			s->output = optarg;
			break;
		case SP_CLI_OPT_FORCE:
			s->force = true;
			break;
		case 'p':
			s->pack = optarg;
			break;
		case 'q':
			s->quiet = true;
			break;
		default:
			return sp_cli_usage(err, argv, NULL);
		}
	}
	return argc - optind == 2 ? 0 :
	       sp_cli_usage(err, argv, "give CORPUS and GOLD.tsv");
}

static void print_weights(const sp_fit *f, const sp_pack *p, FILE *out)
{
	fprintf(out, "# fitted to the pack %s %s by standpoint " PACKAGE_VERSION
		     ": %zu candidate%s in %zu document%s\nweights:\n",
		p->name, p->version, f->candidates, sp_plural(f->candidates),
		f->documents, sp_plural(f->documents));
	for (int e = 0; e < SP_REASONS; e++)
		fprintf(out, "  %s: %.2f\n", sp_reason_name((sp_reason)e),
			f->weights.of[e]);
	for (size_t i = 0; f->issue_weights && i < p->nissues; i++)
		fprintf(out, "  %s: %.2f\n", p->issues[i].name,
			f->issue_weights[i]);
}

static void put_score(const char *name, const sp_sums *s)
{
	fprintf(stderr, "%-7s  %9.3f  %6.3f  %.3f\n", name, sp_precision(s),
		sp_recall(s), sp_f1(s));
}

static void tell(const sp_fit *f)
{
	fprintf(stderr, "%zu document%s, %zu position%s in the gold; the rules find "
			"%zu candidate%s, %zu of them in the gold\n",
		f->documents, sp_plural(f->documents), f->gold,
		sp_plural(f->gold), f->candidates, sp_plural(f->candidates),
		f->right);
	fprintf(stderr, "%-7s  %9s  %6s  F1\n", "", "precision", "recall");
	put_score("before", &f->before);
	put_score("after", &f->after);
	fprintf(stderr, "after: cross-validated, each document with weights fitted "
			"to the other %zu of %zu folds\n", f->folds - 1, f->folds);
}

static bool fit(const settings *s, const char *corpus, const char *gold,
		sp_error *err)
{
	sp_pack *p = sp_pack_load(s->pack ? s->pack : "ai-policy", err);
	sp_corpus *c = p ? sp_corpus_open(corpus, SP_CORPUS_READ, err) : NULL;
	static const sp_output_kind block = { "block of weights", "# fitted to" };
	sp_output out;
	sp_fit f = { 0 };

	bool ok = c && sp_fit_weights(c, p, gold, &s->o, &f, err) &&
		  sp_output_open(&out, s->output, &block, s->force, err);
	if (ok) {
		print_weights(&f, p, out.f);
		ok = sp_output_commit(&out, err);
	}
	if (ok && !s->quiet)
		tell(&f);
	sp_fit_free(&f);
	sp_corpus_close(c);
	sp_pack_free(p);
	return ok;
}

static int run(int argc, char **argv, sp_error *err)
{
	settings s = { .o = SP_FIT_OPTIONS };
	int status = parse(&s, argc, argv, err);

	if (status)
		return status;
	if (s.help)
		return sp_cli_help(help);
	return fit(&s, argv[optind], argv[optind + 1], err) ? SP_EXIT_DONE :
							      sp_cli_failed(err);
}

const sp_command sp_command_fit = {
	"fit", run, "fit a pack's weights to coded positions", help
};
