/* One table of subcommands feeds dispatch, help and completion. Only this
 * file prints errors, and standard output is checked once, at the end. */
#include "config.h"

#include <getopt.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

static const sp_command *const commands[] = {
	&sp_command_run, &sp_command_ingest, &sp_command_analyze,
	&sp_command_report, &sp_command_query, &sp_command_export,
	&sp_command_why, &sp_command_sample, &sp_command_evaluate,
	&sp_command_fit, &sp_command_pack, &sp_command_text,
};
enum { NCOMMANDS = sizeof commands / sizeof commands[0] };

static void print_help(void)
{
	puts("usage: standpoint COMMAND [ARGUMENT...]\n"
	     "\n"
	     "Reads submissions to a consultation (HTML, XML, text), finds the positions\n"
	     "that each one states, and compares them: in SQL and as a PDF.\n");
	for (size_t i = 0; i < NCOMMANDS; i++)
		printf("  %-9s %s\n", commands[i]->name, commands[i]->summary);
	puts("\n"
	     "  -h, --help     this text; 'standpoint COMMAND --help' tells more\n"
	     "  -V, --version  the version of the program\n"
	     "\n"
	     "exit status: 0 done, 1 done but some documents failed, 2 wrong usage,\n"
	     "3 cannot go on.");
}

static const sp_command *find(const char *name)
{
	for (size_t i = 0; i < NCOMMANDS; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

static int no_command(const char *name, sp_error *err)
{
	sp_fail(err, SP_EUSAGE, NULL, 0, "%s '%s'; see 'standpoint --help'",
		name[0] == '-' ? "unknown option" : "no command", name);
	return SP_EXIT_USAGE;
}

static int dispatch(int argc, char **argv, sp_error *err)
{
	if (argc < 2) {
		sp_fail(err, SP_EUSAGE, NULL, 0,
			"which command? See 'standpoint --help'");
		return SP_EXIT_USAGE;
	}
	const char *name = argv[1];
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 ||
	    strcmp(name, "help") == 0) {
		const sp_command *about = argc > 2 ? find(argv[2]) : NULL;
		if (about)
			return sp_cli_help(about->help);
		if (argc > 2)
			return no_command(argv[2], err);
		print_help();
		return SP_EXIT_DONE;
	}
	if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
		puts("standpoint " PACKAGE_VERSION);
		return SP_EXIT_DONE;
	}
	const sp_command *command = find(name);
	if (!command)
		return no_command(name, err);
	opterr = 0;
	return command->run(argc - 1, argv + 1, err);
}

int main(int argc, char **argv)
{
	sp_error err = SP_ERROR_INIT;
	char text[1100];

	/* A document's memory comes and goes a thousand times: keep it, rather
	 * than give it back to the kernel and fault it in anew. */
	mallopt(M_MMAP_THRESHOLD, 16 << 20);
	mallopt(M_TRIM_THRESHOLD, 64 << 20);
	/* widths and case of UTF-8 whatever the user's locale is */
	setlocale(LC_CTYPE, "C.UTF-8");
	signal(SIGPIPE, SIG_DFL);
	int status = dispatch(argc, argv, &err);
	if (err.code != SP_OK) {
		sp_cli_progress_end();
		fprintf(stderr, "standpoint: %s\n",
			sp_error_text(&err, text, sizeof text));
	}
	if (fflush(stdout) || ferror(stdout)) {
		fputs("standpoint: cannot write the output: is the disk full?\n",
		      stderr);
		return SP_EXIT_CANNOT;
	}
	return status;
}
