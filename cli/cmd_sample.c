/* sample: draw sentences for people to code, as a gold for evaluate. */
#include "config.h"

#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "analyze/sample.h"
#include "base/count.h"
#include "base/output.h"
#include "cli/cli.h"

#include "cli/sheet.h"
#include "corpus/corpus.h"

static const char help[] =
	"usage: standpoint sample [OPTION...] CORPUS\n"
	"\n"
	"Draws a stratified sample of sentences as a coding sheet: half of them hold a\n"
	"position that was found, half do not, and each kind of submitter has its share.\n"
	"The sheet, filled in by a person, is the gold that 'standpoint evaluate' reads.\n"
	"\n"
	"  -n, --number N       draw N sentences (default 200)\n"
	"  -o, --output FILE    write the sheet there, as tab separated lines; without\n"
	"                       -o and --html it goes to standard output\n"
	"  -H, --html FILE      write it as a page that a coder fills in in a browser\n"
	SP_CLI_FORCE
	"  -p, --pack PACK      only what this pack found, and its issues\n"
	"  -s, --seed N         another number draws another sample (default 1)\n"
	"  -q, --quiet          do not tell what was drawn\n"
	"  -h, --help           this text\n"
	"\n"
	"exit status: 0 done, 2 wrong usage, 3 cannot go on.\n"
	"\n"
	"examples:\n"
	"  standpoint sample comments.db -n 200 --html sheet.html\n"
	"  standpoint sample comments.db -n 100 --seed 7 -o sheet.tsv\n";

typedef struct settings {
	long n, seed;
	const char *output, *html, *pack;
	bool force, quiet, help;
} settings;

static bool parse(int argc, char **argv, settings *s, sp_error *err)
{
	static const struct option longs[] = {
		{ "force", no_argument, NULL, SP_CLI_OPT_FORCE },
		{ "help", no_argument, NULL, 'h' },
		{ "html", required_argument, NULL, 'H' },
		{ "number", required_argument, NULL, 'n' },
		{ "output", required_argument, NULL, 'o' },
		{ "pack", required_argument, NULL, 'p' },
		{ "quiet", no_argument, NULL, 'q' },
		{ "seed", required_argument, NULL, 's' },
		{ 0 }
	};
	int opt;

	while ((opt = getopt_long(argc, argv, ":hH:n:o:p:qs:", longs, NULL)) != -1)
		switch (opt) {
		case 'h':
			s->help = true;
			return true;
		case 'H':
			s->html = optarg;
			break;
		case 'n':
			if (!sp_cli_number(err, argv, "--number", optarg, 1,
					   SP_SAMPLE_MAX, &s->n))
				return false;
			break;
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
		case 's':
			if (!sp_cli_number(err, argv, "--seed", optarg, 0,
					   LONG_MAX, &s->seed))
				return false;
			break;
		default:
			sp_cli_usage(err, argv, NULL);
			return false;
		}
	return true;
}

static void tell(const sp_sample *s, const settings *o)
{
	size_t drawn[2] = { 0, 0 }, all[2] = { 0, 0 };

	for (int i = 0; i < SP_STRATA; i++) {
		drawn[s->strata[i].found] += s->strata[i].drawn;
		all[s->strata[i].found] += s->strata[i].sentences;
	}
	fprintf(stderr, "standpoint: drawn: %zu of %zu sentence%s with a position "
			"found, %zu of %zu without\n",
		drawn[true], all[true], sp_plural(all[true]), drawn[false],
		all[false]);
	if (s->n < (size_t)o->n)
		fprintf(stderr, "standpoint: warning: these are all; %ld were asked for\n",
			o->n);
}

static bool write_tsv(const sp_sample *s, const settings *o, sp_error *err)
{
	static const sp_output_kind sheet = { "coding sheet", NULL };
	sp_output out;

	if (o->output && !o->force && sp_sheet_is_filled(o->output))
		return sp_fail(err, SP_EIO, o->output, 0,
			       "somebody has filled it in: not replaced; give another FILE, or --force");
	if (!sp_output_open(&out, o->output, &sheet, o->force, err))
		return false;
	sp_sheet_tsv(s, out.f);
	return sp_output_commit(&out, err);
}

static bool write_html(sp_corpus *c, const sp_sample *s, const settings *o,
		       sp_error *err)
{
	static const sp_output_kind sheet = { "coding sheet",
		"<!DOCTYPE html>\n<!-- A coding sheet of standpoint -->" };
	sp_output out;

	if (!sp_output_open(&out, o->html, &sheet, o->force, err))
		return false;
	if (sp_sheet_html(c, o->pack, s, out.f, err))
		return sp_output_commit(&out, err);
	sp_output_abandon(&out);
	return false;
}

static bool sample(sp_corpus *c, const settings *o, sp_error *err)
{
	sp_sample s;

	if (!sp_sample_draw(c, o->pack, (size_t)o->n, o->seed, &s, err))
		return false;
	bool ok = (o->html && !o->output) || write_tsv(&s, o, err);
	ok = ok && (!o->html || write_html(c, &s, o, err));
	if (ok && !o->quiet)
		tell(&s, o);
	sp_sample_release(&s);
	return ok;
}

static int run(int argc, char **argv, sp_error *err)
{
	settings o = { .n = 200, .seed = 1 };

	if (!parse(argc, argv, &o, err))
		return SP_EXIT_USAGE;
	if (o.help)
		return sp_cli_help(help);
	if (argc - optind != 1)
		return sp_cli_usage(err, argv, "give one CORPUS");
	sp_corpus *c = sp_corpus_open(argv[optind], SP_CORPUS_READ, err);
	/* the sample is of the corpus as it was at one moment */
	bool ok = c && sp_corpus_exec(c, "BEGIN", err) && sample(c, &o, err);
	sp_corpus_close(c);
	return ok ? SP_EXIT_DONE : sp_cli_failed(err);
}

const sp_command sp_command_sample = {
	"sample", run, "draw sentences for people to code, as a gold", help
};
