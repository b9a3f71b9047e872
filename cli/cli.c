#include "config.h"

#include "cli/cli.h"

#include <string.h>
#include <time.h>
#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/interrupt.h"

int sp_cli_failed(const sp_error *err)
{
	return err->code == SP_EUSAGE ? SP_EXIT_USAGE :
	       err->code == SP_EINTERRUPTED ? 128 + sp_interrupted() :
					      SP_EXIT_CANNOT;
}

int sp_cli_help(const char *help)
{
	fputs(help, stdout);
	return SP_EXIT_DONE;
}

/* Is the letter among others in the word that getopt has not finished: -xq? */
static bool in_cluster(const char *word, int letter)
{
	return word && word[0] == '-' && word[1] != '-' && letter < 128 &&
	       strchr(word + 1, letter);
}

/* getopt keeps silent (opterr = 0) so that main alone prints errors. */
static void describe_option(char *const *argv, char *out, size_t size)
{
	const char *word = argv[optind - 1];
	int name = (int)strcspn(word, "=");

	if (!optopt)
		snprintf(out, size, "unknown option '%.*s'", name, word);
	else if (strncmp(word, "--", 2) || in_cluster(argv[optind], optopt))
		snprintf(out, size, "unknown or incomplete option '-%c'", optopt);
	else if (word[name])
		snprintf(out, size, "option '%.*s' takes no value", name, word);
	else
		snprintf(out, size, "option '%s' needs a value", word);
}

int sp_cli_usage(sp_error *err, char *const *argv, const char *fmt, ...)
{
	char what[300];

	if (fmt) {
		va_list ap;
		va_start(ap, fmt);
		vsnprintf(what, sizeof what, fmt, ap);
		va_end(ap);
	} else {
		describe_option(argv, what, sizeof what);
	}
	bool asks = *what && what[strlen(what) - 1] == '?';
	sp_fail(err, SP_EUSAGE, NULL, 0, "%s: %s%s 'standpoint %s --help'", argv[0],
		what, asks ? " See" : "; see", argv[0]);
	return SP_EXIT_USAGE;
}

bool sp_cli_number(sp_error *err, char *const *argv, const char *name,
		   const char *text, long lo, long hi, long *out)
{
	char *end;

	errno = 0;
	*out = strtol(text, &end, 10);
	if (!errno && end != text && !*end && *out >= lo && *out <= hi)
		return true;
	sp_cli_usage(err, argv, "%s takes a whole number from %ld to %ld, not '%s'",
		     name, lo, hi, text);
	return false;
}

static void draw(void *arg, const char *stage, size_t done, size_t total)
{
	(void)arg;
	/* a line for each document would cost more than the document */
	if (done % 16 && done != total)
		return;
	fprintf(stderr, "\r\033[K%s %zu/%zu", stage, done, total);
	fflush(stderr);
}

sp_progress sp_cli_progress(bool quiet)
{
	if (quiet || !isatty(STDERR_FILENO))
		return (sp_progress){ NULL, NULL };
	return (sp_progress){ draw, NULL };
}

void sp_cli_progress_end(void)
{
	if (isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);
}

bool sp_cli_date(sp_error *err, char *const *argv, const char *text)
{
	struct tm t = { 0 };
	const char *end = strlen(text) == 10 ? strptime(text, "%Y-%m-%d", &t) :
					       NULL;
	struct tm day = t;

	/* 30 February is a day in March */
	if (end && !*end && timegm(&day) != -1 && day.tm_mday == t.tm_mday)
		return true;
	sp_cli_usage(err, argv, "--date '%s' is no day YYYY-MM-DD", text);
	return false;
}
