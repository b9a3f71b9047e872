/* export: the positions with all that is known of them, for other programs. */
#include "config.h"

#include <getopt.h>
#include <string.h>

#include "base/output.h"
#include "cli/cli.h"
#include "cli/format.h"

#include "cli/qdpx.h"

static const char help[] =
	"usage: standpoint export [OPTION...] --output FILE CORPUS\n"
	"\n"
	"Writes every position with its document, submitter, issue, stance, holder,\n"
	"sentence, offsets and rule, for spreadsheets, R, Python and QDA programs.\n"
	"\n"
	"  -f, --format FORMAT  csv, jsonl, or qdpx (REFI-QDA project, for NVivo,\n"
	"                       ATLAS.ti, MAXQDA, QualCoder); default: by FILE's name\n"
	"  -o, --output FILE    write there; - is standard output\n"
	SP_CLI_FORCE
	"  -h, --help           this text\n"
	"\n"
	"exit status: 0 done, 2 wrong usage, 3 cannot go on.\n";

static const char export_sql[] =
#include "cli/export.sql.h"
	;

typedef enum kind { KIND_NONE, KIND_CSV, KIND_JSONL, KIND_QDPX } kind;

typedef struct options {
	kind format;
	const char *output;
	bool force, help;
} options;

static kind kind_of(const char *name)
{
	static const char *const names[] = {
		[KIND_CSV] = "csv", [KIND_JSONL] = "jsonl", [KIND_QDPX] = "qdpx"
	};

	for (int i = KIND_CSV; i <= KIND_QDPX; i++)
		if (strcmp(names[i], name) == 0)
			return (kind)i;
	return KIND_NONE;
}

static bool parse(int argc, char **argv, options *o, sp_error *err)
{
	static const struct option longs[] = {
		{ "force", no_argument, NULL, SP_CLI_OPT_FORCE },
		{ "format", required_argument, NULL, 'f' },
		{ "help", no_argument, NULL, 'h' },
		{ "output", required_argument, NULL, 'o' },
		{ 0 }
	};
	int opt;

	while ((opt = getopt_long(argc, argv, ":f:ho:", longs, NULL)) != -1)
		switch (opt) {
		case 'f':
			o->format = kind_of(optarg);
			if (o->format != KIND_NONE)
				break;
			sp_cli_usage(err, argv, "no format '%s'", optarg);
			return false;
		case 'h':
			o->help = true;
			return true;
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

static bool write_rows(sp_corpus *c, sp_format format, FILE *out, sp_error *err)
{
	sp_query *q = sp_query_new(c, export_sql, err);
	bool ok = q && sp_format_rows(c, q, format, 0, out, err);

	sp_query_free(q);
	return ok;
}

static bool write_all(sp_corpus *c, const options *o, sp_error *err)
{
	static const sp_output_kind project = { "REFI-QDA project", "PK\3\4" };
	sp_format rows = o->format == KIND_CSV ? SP_FORMAT_CSV : SP_FORMAT_JSONL;
	sp_output out;
	bool ok;

	if (!sp_output_open(&out, o->output, o->format == KIND_QDPX ?
			    &project : sp_format_kind(rows), o->force, err))
		return false;
	if (o->format == KIND_QDPX)
		ok = sp_qdpx_write(c, out.f, o->output, err);
	else
		ok = write_rows(c, rows, out.f, err);
	if (ok)
		return sp_output_commit(&out, err);
	sp_output_abandon(&out);
	return false;
}

/* All queries see the corpus as it was at one moment. */
static int export(const char *path, const options *o, sp_error *err)
{
	sp_corpus *c = sp_corpus_open(path, SP_CORPUS_READ, err);
	bool ok = c && sp_corpus_exec(c, "BEGIN", err) &&
		  write_all(c, o, err);

	sp_corpus_close(c);
	return ok ? SP_EXIT_DONE : sp_cli_failed(err);
}

static int run(int argc, char **argv, sp_error *err)
{
	options o = { .format = KIND_NONE };

	if (!parse(argc, argv, &o, err))
		return SP_EXIT_USAGE;
	if (o.help)
		return sp_cli_help(help);
	if (argc - optind != 1)
		return sp_cli_usage(err, argv, "%s", optind == argc ?
				    "which CORPUS?" : "takes one CORPUS");
	if (!o.output)
		return sp_cli_usage(err, argv, "--output FILE is missing");
	if (o.format == KIND_NONE) {
		const char *dot = strrchr(o.output, '.');
		o.format = dot ? kind_of(dot + 1) : KIND_NONE;
	}
	if (o.format == KIND_NONE)
		return sp_cli_usage(err, argv,
				    "which --format: csv, jsonl or qdpx?");
	return export(argv[optind], &o, err);
}

const sp_command sp_command_export = {
	"export", run, "write all positions as csv, jsonl or a REFI-QDA project",
	help
};
