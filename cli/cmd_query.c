/* query: read the corpus with SQL or by the name of a query. */
#include "config.h"

#include <getopt.h>
#include <string.h>

#include "base/output.h"
#include "cli/cli.h"
#include "cli/format.h"
#include "cli/named.h"


static const char help[] =
	"usage: standpoint query [OPTION...] CORPUS SQL|NAME [ARG...]\n"
	"       standpoint query --list\n"
	"\n"
	"Answers an SQL query, or one of the queries that have a name. It only reads.\n"
	"ARGs are the parameters ?1, ?2 ... of the SQL. The tables and views are\n"
	"described in standpoint-corpus(5).\n"
	"\n"
	"  -f, --format FORMAT  table (default), csv, json, jsonl or markdown\n"
	"  -l, --list           list the queries that have a name\n"
	"  -o, --output FILE    write there instead of to standard output\n"
	SP_CLI_FORCE
	"  -h, --help           this text\n"
	"\n"
	"exit status: 0 done, 2 wrong usage, 3 cannot go on.\n"
	"\n"
	"examples:\n"
	"  standpoint query corpus.db tally\n"
	"  standpoint query corpus.db quotes open-models oppose\n"
	"  standpoint query corpus.db 'SELECT * FROM stances WHERE issue = ?1' liability\n"
	"  standpoint query --format csv -o matrix.csv corpus.db matrix\n";

typedef struct options {
	sp_format format;
	const char *output;
	bool force, help, list;
} options;

static bool parse(int argc, char **argv, options *o, sp_error *err)
{
	static const struct option longs[] = {
		{ "force", no_argument, NULL, SP_CLI_OPT_FORCE },
		{ "format", required_argument, NULL, 'f' },
		{ "help", no_argument, NULL, 'h' },
		{ "list", no_argument, NULL, 'l' },
		{ "output", required_argument, NULL, 'o' },
		{ 0 }
	};
	int opt;

	while ((opt = getopt_long(argc, argv, ":f:hlo:", longs, NULL)) != -1)
		switch (opt) {
		case 'f':
			if (sp_format_parse(optarg, &o->format))
				break;
			sp_cli_usage(err, argv, "no format '%s'", optarg);
			return false;
		case 'h':
			o->help = true;
			return true;
		case 'l':
			o->list = true;
			break;
		case 'o':
			o->output = optarg;
			break;
		case SP_CLI_OPT_FORCE:
			o->force = true;
			break;
		default:
			sp_cli_usage(err, argv, NULL);
			return false;
		}
	return true;
}

/* The index may need writing; what asks for it then reads like all others. */
static bool bring_index_up_to_date(const char *path, sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	sp_corpus *c = sp_corpus_open(path, SP_CORPUS_READ, err);

	if (!c)
		return false;
	bool current = sp_corpus_index(c, &local);
	sp_corpus_close(c);
	if (current)
		return true;
	c = sp_corpus_open(path, SP_CORPUS_WRITE, err);
	bool ok = c && sp_corpus_index(c, err);
	sp_corpus_close(c);
	return ok;
}

static sp_query *open_sql(sp_corpus *c, const char *sql, int argc,
			  char *const *argv, sp_error *err)
{
	sp_query *q = sp_query_new(c, sql, err);

	if (q && argc != sp_query_parameters(q)) {
		sp_fail(err, SP_EUSAGE, NULL, 0,
			"query: the SQL takes %d ARGs, not %d",
			sp_query_parameters(q), argc);
		sp_query_free(q);
		return NULL;
	}
	for (int i = 0; i < argc && q; i++)
		sp_query_bind_text(q, i + 1, argv[i]);
	return q;
}

static bool print(sp_corpus *c, sp_query *q, const options *o, sp_error *err)
{
	sp_output out;

	if (!sp_output_open(&out, o->output, sp_format_kind(o->format), o->force,
			    err))
		return false;
	if (sp_format_rows(c, q, o->format, sp_terminal_width(out.f), out.f,
			   err))
		return sp_output_commit(&out, err);
	sp_output_abandon(&out);
	return false;
}

static int query(const char *path, const char *what, int argc,
		 char *const *argv, const options *o, sp_error *err)
{
	const sp_named *named = sp_named_find(what);

	if (named && sp_named_needs_index(named) &&
	    !bring_index_up_to_date(path, err))
		return sp_cli_failed(err);
	sp_corpus *c = sp_corpus_open(path, SP_CORPUS_READ, err);
	if (!c)
		return sp_cli_failed(err);
	sp_corpus_guard(c);
	sp_query *q = named ? sp_named_open(named, c, argc, argv, err) :
		      open_sql(c, what, argc, argv, err);
	bool ok = q && print(c, q, o, err);
	sp_query_free(q);
	sp_corpus_close(c);
	return ok ? SP_EXIT_DONE : sp_cli_failed(err);
}

static int run(int argc, char **argv, sp_error *err)
{
	options o = { .format = SP_FORMAT_TABLE };

	if (!parse(argc, argv, &o, err))
		return SP_EXIT_USAGE;
	if (o.help)
		return sp_cli_help(help);
	if (o.list) {
		sp_named_list(stdout);
		return SP_EXIT_DONE;
	}
	if (argc - optind < 2)
		return sp_cli_usage(err, argv, "%s", optind == argc ?
				    "which CORPUS, and which query?" :
				    "which query? SQL or a name");
	const char *what = argv[optind + 1];
	if (!strpbrk(what, " \t\n;") && !sp_named_find(what))
		return sp_cli_usage(err, argv,
				    "no query has the name '%s'; --list names them",
				    what);
	return query(argv[optind], what, argc - optind - 2, argv + optind + 2,
		     &o, err);
}

const sp_command sp_command_query = {
	"query", run, "answer a question about a corpus in SQL or by name", help
};
