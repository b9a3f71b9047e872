#include "config.h"

#include <getopt.h>
#include <stdio.h>

#include "analyze/analyze.h"
#include "base/buf.h"
#include "base/count.h"
#include "base/interrupt.h"
#include "base/mem.h"
#include "cli/cli.h"

static const char help[] =
	"usage: standpoint analyze [OPTION...] CORPUS\n"
	"\n"
	"Find the positions in all documents of CORPUS that were not analysed yet with\n"
	"the same rule pack and program version.\n"
	"\n"
	"  -p, --pack FILE   a rule pack, or the name of a built-in one; can be given\n"
	"                    several times [ai-policy]\n"
	"  -j, --jobs N      threads [as many as there are cores]\n"
	"  -q, --quiet       say nothing but errors\n"
	"  -h, --help        this text\n"
	"\n"
	"exit status: 0 done, 2 wrong usage, 3 cannot go on.\n";

static const struct option options[] = {
	{ "pack", required_argument, NULL, 'p' },
	{ "jobs", required_argument, NULL, 'j' },
	{ "quiet", no_argument, NULL, 'q' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 }
};

typedef struct settings {
	const char *packs[16];
	size_t npacks;
	long jobs;
	bool quiet;
} settings;

static bool analyze(sp_corpus *c, const settings *s, int64_t run,
		    sp_error *err)
{
	sp_progress progress = sp_cli_progress(s->quiet);
	sp_analyze_options o = {
		.jobs = (int)s->jobs, .packs = s->packs, .npacks = s->npacks,
		.progress = &progress
	};
	sp_analyze_counts n;

	if (!sp_analyze_run(c, &o, &n, err))
		return false;
	sp_cli_progress_end();
	if (!s->quiet)
		fprintf(stderr, "%zu document%s analysed, %zu unchanged: %zu sentence%s, "
				"%zu position%s\n",
			n.documents, sp_plural(n.documents), n.unchanged,
			n.sentences, sp_plural(n.sentences), n.positions,
			sp_plural(n.positions));
	if (!s->quiet && n.uncoded)
		fprintf(stderr, "%zu document%s in another language than the pack: kept, not coded (see the view uncoded)\n",
			n.uncoded, n.uncoded == 1 ? " is" : "s are");
	return sp_corpus_run_count(c, run, "documents", (int64_t)n.documents,
				   err) &&
	       sp_corpus_run_count(c, run, "sentences", (int64_t)n.sentences,
				   err) &&
	       sp_corpus_run_count(c, run, "positions", (int64_t)n.positions,
				   err) &&
	       sp_corpus_run_finish(c, run, err);
}

static int run(int argc, char **argv, sp_error *err)
{
	settings s = { .jobs = 0 };
	sp_buf args = SP_BUF_INIT;
	int64_t id;
	int c;

	while ((c = getopt_long(argc, argv, "p:j:qh", options, NULL)) != -1) {
		switch (c) {
		case 'p':
			if (s.npacks == 16)
				return sp_cli_usage(err, argv, "more than 16 packs");
			s.packs[s.npacks++] = optarg;
			break;
		case 'j':
			if (!sp_cli_number(err, argv, "--jobs", optarg, 1, 256,
					   &s.jobs))
				return SP_EXIT_USAGE;
			break;
		case 'q':
			s.quiet = true;
			break;
		case 'h':
			return sp_cli_help(help);
		default:
			return sp_cli_usage(err, argv, NULL);
		}
	}
	if (argc - optind != 1)
		return sp_cli_usage(err, argv, "give one CORPUS");
	sp_corpus *corpus = sp_corpus_open(argv[optind], SP_CORPUS_WRITE, err);
	if (!corpus)
		return sp_cli_failed(err);
	for (size_t i = 0; i < s.npacks; i++)
		sp_buf_addf(&args, "%s--pack %s", i ? " " : "", s.packs[i]);
	sp_interrupt_watch();
	bool ok = sp_corpus_run_start(corpus, "analyze", args.data, &id, err) &&
		  analyze(corpus, &s, id, err);
	ok = sp_interrupt_check(err) && ok;
	sp_interrupt_ignore();
	sp_buf_release(&args);
	sp_corpus_close(corpus);
	return ok ? SP_EXIT_DONE : sp_cli_failed(err);
}

const sp_command sp_command_analyze = {
	"analyze", run, "find the positions in a corpus", help
};
