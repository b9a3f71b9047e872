/* evaluate: how well a corpus agrees with gold that people coded. */
#include "config.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "analyze/evaluate.h"
#include "base/buf.h"
#include "cli/cli.h"
#include "cli/comparison.h"
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
	"  -a, --against OTHER  compare row by row with another coding of the same\n"
	"                       documents: another pack of CORPUS, or another corpus\n"
	"  -f, --format FORMAT  table (default), csv or json\n"
	"  -i, --issues         a row for each issue as well\n"
	"  -m, --misses ISSUE   in place of the figures the rows of ISSUE (or: all) that\n"
	"                       were missed or are wrong; as a table: tab separated;\n"
	"                       with --against those that only one of both found\n"
	"  -p, --pack PACK      only the positions of this pack\n"
	"  -q, --quiet          no warnings\n"
	"  -h, --help           this text\n"
	"\n"
	"exit status: 0 done, 2 wrong usage, 3 cannot go on (no such corpus or gold, an\n"
	"error in the gold, no document in common).\n"
	"\n"
	"examples:\n"
	"  standpoint evaluate comments.db gold.tsv --issues\n"
	"  standpoint evaluate comments.db gold.tsv --misses open-models\n"
	"  standpoint evaluate old.db gold.tsv --against new.db --issues\n";

typedef struct settings {
	sp_format format;
	bool issues, quiet, help;
	const char *misses;	/* an issue or "all"; NULL: figures */
	const char *pack;	/* NULL: all */
	const char *against;	/* NULL: nothing */
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
		{ "against", required_argument, NULL, 'a' },
		{ "format", required_argument, NULL, 'f' },
		{ "help", no_argument, NULL, 'h' },
		{ "issues", no_argument, NULL, 'i' },
		{ "misses", required_argument, NULL, 'm' },
		{ "pack", required_argument, NULL, 'p' },
		{ "quiet", no_argument, NULL, 'q' },
		{ 0 }
	};
	int opt;

	while ((opt = getopt_long(argc, argv, ":a:f:him:p:q", longs, NULL)) != -1)
		switch (opt) {
		case 'a':
			s->against = optarg;
			break;
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
		case 'p':
			s->pack = optarg;
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

static bool holds(sp_corpus *c, const char *sql, const char *name, bool *found,
		  sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	sp_query *q = sp_query_new(c, sql, err);

	if (!q)
		return false;
	sp_query_bind_text(q, 1, name);
	*found = sp_query_step(q, &local);
	sp_query_free(q);
	return sp_error_pass(err, &local);
}

/* An issue that the corpus knows may have no row on either side. */
static bool check_issue(sp_corpus *c, const sp_evaluation *e, const char *name,
			sp_error *err)
{
	bool known = sp_evaluation_issue(e, name) != NULL;

	if (!known && !holds(c, "SELECT 1 FROM issue WHERE name = ?1", name,
			     &known, err))
		return false;
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

static bool evaluate_side(sp_corpus *c, const char *pack, const char *gold,
			  bool quiet, sp_evaluation *e, sp_error *err)
{
	if (!sp_evaluate_pack(c, pack, gold, e, err))
		return false;
	for (size_t i = 0; i < e->nwarnings && !quiet; i++)
		fprintf(stderr, "standpoint: warning: %s\n", e->warnings[i]);
	return true;
}

static bool evaluate(sp_corpus *c, const char *gold, const settings *s,
		     sp_error *err)
{
	sp_evaluation e;

	if (!evaluate_side(c, s->pack, gold, s->quiet, &e, err))
		return false;
	bool ok = s->misses ? print_misses(c, &e, s, err) :
			      print_figures(c, &e, s, err);
	sp_evaluation_release(&e);
	return ok;
}

/* ---- two codings ---------------------------------------------------------- */

/* One coding: a corpus, and which of its packs (NULL: all). */
typedef struct side {
	sp_corpus *corpus;
	const char *pack;
	sp_evaluation e;
	sp_buf name;
} side;

static void name_side(side *x)
{
	sp_buf_adds(&x->name, sp_corpus_path(x->corpus));
	if (x->pack)
		sp_buf_addf(&x->name, ", pack %s", x->pack);
}

/* What --against names: a pack of `a`'s corpus, or a file, of which the pack
 * counts that was asked for, if it is there, else all. */
static bool open_other(const side *a, const settings *s, side *b, sp_error *err)
{
	static const char sql[] = "SELECT 1 FROM pack WHERE name = ?1";
	bool is_pack, has_pack;

	if (!holds(a->corpus, sql, s->against, &is_pack, err))
		return false;
	if (is_pack && !s->pack)
		return sp_fail(err, SP_EUSAGE, NULL, 0,
			       "evaluate: '%s' is a pack of %s; --pack says which one it is compared with",
			       s->against, sp_corpus_path(a->corpus));
	b->corpus = sp_corpus_open(is_pack ? sp_corpus_path(a->corpus) :
					     s->against, SP_CORPUS_READ, err);
	if (!b->corpus)
		return false;
	if (is_pack) {
		b->pack = s->against;
		return true;
	}
	if (s->pack && !holds(b->corpus, sql, s->pack, &has_pack, err))
		return false;
	b->pack = s->pack && has_pack ? s->pack : NULL;
	return true;
}

static bool print_comparison(const side *a, const side *b, const settings *s,
			     sp_error *err)
{
	const sp_sides sides = { a->name.data, b->name.data };
	const char *issue = s->misses && strcmp(s->misses, "all") ? s->misses :
								    NULL;
	sp_comparison x;

	if (issue && !sp_evaluation_issue(&b->e, issue) &&
	    !check_issue(a->corpus, &a->e, issue, err))
		return false;
	sp_compare(&a->e, &b->e, &x);
	bool ok = s->misses ?
		  sp_comparison_write_rows(a->corpus, &x, issue, s->format,
					   stdout, err) :
		  sp_comparison_write(a->corpus, &x, &sides, s->issues,
				      s->format, stdout, err);
	sp_comparison_release(&x);
	return ok;
}

static bool compare(sp_corpus *c, const char *gold, const settings *s,
		    sp_error *err)
{
	side a = { .corpus = c, .pack = s->pack, .name = SP_BUF_INIT };
	side b = { .name = SP_BUF_INIT };
	bool ok = open_other(&a, s, &b, err) &&
		  evaluate_side(a.corpus, a.pack, gold, s->quiet, &a.e, err) &&
		  evaluate_side(b.corpus, b.pack, gold, s->quiet, &b.e, err);

	if (ok) {
		name_side(&a);
		name_side(&b);
		ok = print_comparison(&a, &b, s, err);
	}
	sp_evaluation_release(&a.e);
	sp_evaluation_release(&b.e);
	sp_buf_release(&a.name);
	sp_buf_release(&b.name);
	sp_corpus_close(b.corpus);
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
	/* what is compared is the corpus as it was at one moment */
	bool ok = c && sp_corpus_exec(c, "BEGIN", err) &&
		  (s.against ? compare(c, argv[optind + 1], &s, err) :
				    evaluate(c, argv[optind + 1], &s, err));
	sp_corpus_close(c);
	return ok ? SP_EXIT_DONE : sp_cli_failed(err);
}

const sp_command sp_command_evaluate = {
	"evaluate", run, "compare a corpus with positions that people coded", help
};
