#include "config.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "analyze/builtin.h"
#include "analyze/packcheck.h"
#include "analyze/packtest.h"
#include "base/count.h"
#include "cli/cli.h"

static const char help[] =
	"usage: standpoint pack check|test|list FILE\n"
	"       standpoint pack list\n"
	"\n"
	"Work on a rule pack: a file, or the name of a built-in one. Without FILE list\n"
	"names those.\n"
	"\n"
	"  check  load it, and warn of names that nothing uses, patterns that can never\n"
	"         match, add nothing or search without bound, issues with few examples or\n"
	"         with ones that fail\n"
	"  test   run its examples: each must give the row that it is listed under\n"
	"  list   print its codebook as Markdown\n"
	"\n"
	"  -h, --help  this text\n"
	"\n"
	"exit status: 0 done, 1 there are warnings or an example fails, 2 wrong usage, 3 the\n"
	"pack has an error.\n";

static const struct option options[] = {
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 }
};

static int check(const sp_pack *p)
{
	sp_buf out = SP_BUF_INIT;
	sp_matcher_stats st;
	size_t n = sp_packcheck(p, &out);

	fputs(out.data, stderr);
	sp_matcher_describe(p->matcher, &st);
	printf("%s: %zu issue%s, %zu rule%s, %zu pattern%s (%zu plain, %zu PCRE2), "
	       "%zu warning%s\n",
	       p->name, p->nissues, sp_plural(p->nissues), p->nentries,
	       sp_plural(p->nentries), st.patterns, sp_plural(st.patterns),
	       st.plain, st.regexes, n, sp_plural(n));
	sp_buf_release(&out);
	return n ? SP_EXIT_SOME_FAILED : SP_EXIT_DONE;
}

static int test(const sp_pack *p)
{
	sp_buf out = SP_BUF_INIT;
	sp_packtest_counts n;

	sp_packtest(p, &out, &n);
	fputs(out.data, stdout);
	printf("%s: %zu example%s pass%s, %zu fail%s\n", p->name, n.passed,
	       sp_plural(n.passed), n.passed == 1 ? "es" : "", n.failed,
	       n.failed == 1 ? "s" : "");
	sp_buf_release(&out);
	return n.failed ? SP_EXIT_SOME_FAILED : SP_EXIT_DONE;
}

static int list(const sp_pack *p)
{
	sp_buf out = SP_BUF_INIT;

	sp_packlist(p, &out);
	fputs(out.data, stdout);
	sp_buf_release(&out);
	return SP_EXIT_DONE;
}

static int list_builtin(sp_error *err)
{
	const char *name;

	for (size_t i = 0; (name = sp_builtin_name(i)); i++) {
		sp_pack *p = sp_pack_load(name, err);
		if (!p)
			return sp_cli_failed(err);
		printf("%-14s %s", name, p->title);
		if (p->nissues)
			printf(", %zu issues", p->nissues);
		putchar('\n');
		sp_pack_free(p);
	}
	return SP_EXIT_DONE;
}

static int run(int argc, char **argv, sp_error *err)
{
	static const struct {
		const char *name;
		int (*run)(const sp_pack *p);
	} actions[] = { { "check", check }, { "test", test }, { "list", list } };
	int c;

	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c == 'h')
			return sp_cli_help(help);
		return sp_cli_usage(err, argv, NULL);
	}
	if (argc - optind == 1 && strcmp(argv[optind], "list") == 0)
		return list_builtin(err);
	if (argc - optind != 2)
		return sp_cli_usage(err, argv, "give check, test or list, and one FILE");
	for (size_t i = 0; i < 3; i++) {
		if (strcmp(actions[i].name, argv[optind]) != 0)
			continue;
		sp_pack *p = sp_pack_load(argv[optind + 1], err);
		if (!p)
			return sp_cli_failed(err);
		int status = actions[i].run(p);
		sp_pack_free(p);
		return status;
	}
	return sp_cli_usage(err, argv, "no action '%s'", argv[optind]);
}

const sp_command sp_command_pack = {
	"pack", run, "check, test or list a rule pack", help
};
