/* cli.h - what the subcommands share. One file a subcommand, one table. */
#ifndef SP_CLI_CLI_H
#define SP_CLI_CLI_H

#include <stdbool.h>

#include "base/error.h"
#include "base/progress.h"

enum {
	SP_EXIT_DONE = 0,
	SP_EXIT_SOME_FAILED = 1,	/* done, but documents are in `problem` */
	SP_EXIT_USAGE = 2,
	SP_EXIT_CANNOT = 3
};

/**
 * A subcommand: argv[0] is its name. Returns an exit status; on an error it
 * fills `err` and returns sp_cli_failed(err). It prints results on stdout and
 * talk on stderr, but never the error: main does that.
 */
typedef int (*sp_command_fn)(int argc, char **argv, sp_error *err);

typedef struct sp_command {
	const char *name;
	sp_command_fn run;
	const char *summary;	/* one line for `standpoint --help` */
	const char *help;	/* the whole text of `standpoint NAME --help` */
} sp_command;

extern const sp_command sp_command_analyze, sp_command_evaluate,
	sp_command_export, sp_command_fit, sp_command_ingest, sp_command_pack,
	sp_command_query, sp_command_report, sp_command_run, sp_command_sample,
	sp_command_text, sp_command_why;

/* Of the commands that write a file. */
enum { SP_CLI_OPT_FORCE = 1000 };
#define SP_CLI_FORCE \
	"      --force          replace a file of another kind, too; never a corpus\n"

/* What a report shows, in the help of the commands that make one. */
#define SP_CLI_REPORT_CHOICES \
	"      --kind LIST        only these kinds: individual, company,\n" \
	"                         trade-association, nonprofit, academic,\n" \
	"                         government, other\n" \
	"      --top N            show the N submitters who address most issues in\n" \
	"                         matrix, alliances and submitter pages [120]; all\n" \
	"                         are counted\n" \
	"      --columns ORDER    of the matrix: theme, or contested: the most\n" \
	"                         contested issue first [theme]\n" \
	"      --gold FILE.tsv    tell the reliability of each issue against\n" \
	"                         positions that people coded\n"

/**
 * Whether `report` would take this call, before there is a corpus to make it of:
 * 0, or the exit status with `err` filled.
 */
int sp_cli_report_check(int argc, char **argv, sp_error *err);

/** Exit status for an error: 2 for SP_EUSAGE, 130 for Ctrl-C, else 3. */
int sp_cli_failed(const sp_error *err);

/** Print `help` on stdout, return SP_EXIT_DONE. */
int sp_cli_help(const char *help);

/**
 * A wrong call: fill `err` as "NAME: message; see 'standpoint NAME --help'".
 * Returns SP_EXIT_USAGE. For getopt's '?' pass fmt NULL: it names the option.
 */
int sp_cli_usage(sp_error *err, char *const *argv, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/** A whole number from lo to hi for option `name`; fills err as usage does. */
bool sp_cli_number(sp_error *err, char *const *argv, const char *name,
		   const char *text, long lo, long hi, long *out);

/** A day of the calendar, YYYY-MM-DD, for --date; fills err as usage does. */
bool sp_cli_date(sp_error *err, char *const *argv, const char *text);

/**
 * The progress line: drawn on stderr if that is a terminal and not `quiet`,
 * otherwise silent. sp_cli_progress_end() clears it.
 */
sp_progress sp_cli_progress(bool quiet);
void sp_cli_progress_end(void);

#endif
