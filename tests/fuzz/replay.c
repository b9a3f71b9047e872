/* The driver of a fuzz target where libFuzzer is not: each seed and each
 * hostile input once, reported as TAP.
 *
 *   fuzz_NAME [FILE|FOLDER]...    default: the seeds in the source tree, and
 *                                 the hostile inputs that the target makes
 *   fuzz_NAME --write FOLDER      write the hostile inputs there
 *
 * Every input runs in a process of its own. It fails if that process crashes,
 * leaks (in a sanitizer build), or takes more time or memory than is due. */
#include "config.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/fuzz/fuzz.h"

/* Generous for slow machines, and far below what a quadratic loop over a
 * megabyte takes. Sanitizers slow down and keep freed memory. */
#ifdef SP_ARENA_PLAIN
enum { SECONDS = 120, MEGABYTES = 4096 };
#else
enum { SECONDS = 20, MEGABYTES = 512 };
#endif

static int number, failed;

/* The input's own process: returns only by exit, so that leaks are looked for. */
_Noreturn static void run_input(const sp_buf *input)
{
	struct rlimit cpu = { SECONDS, SECONDS };

	setrlimit(RLIMIT_CPU, &cpu);
	alarm(30 * SECONDS);	/* for what waits; a busy machine does not count */
	/* exactly as long as it is, so that a read beyond the end is seen */
	char *bytes = sp_malloc(input->len);
	memcpy(bytes, input->data, input->len);
	LLVMFuzzerTestOneInput((const uint8_t *)bytes, input->len);
	free(bytes);
	exit(0);
}

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static void replay(const char *name, const sp_buf *input)
{
	struct rusage used;
	int status = 0;

	fflush(stdout);
	pid_t child = fork();
	if (child == 0)
		run_input(input);
	bool ok = child > 0 && wait4(child, &status, 0, &used) == child;
	if (!ok) {
		perror("replay");
		exit(99);
	}
	long mb = used.ru_maxrss / 1024;
	ok = WIFEXITED(status) && WEXITSTATUS(status) == 0 && mb <= MEGABYTES;
	printf("%s %d - %s %s\n", ok ? "ok" : "not ok", ++number, fuzz_this.name, name);
	printf("# %zu bytes, %.2f s, %ld MB\n", input->len,
	       seconds(used.ru_utime) + seconds(used.ru_stime), mb);
	if (WIFSIGNALED(status))
		printf("# signal %d: %s\n", WTERMSIG(status), strsignal(WTERMSIG(status)));
	else if (WEXITSTATUS(status))
		printf("# exit status %d\n", WEXITSTATUS(status));
	if (mb > MEGABYTES)
		printf("# more than %d MB\n", MEGABYTES);
	failed += !ok;
}

static void replay_file(const char *path)
{
	sp_buf input = SP_BUF_INIT;
	sp_error err = SP_ERROR_INIT;
	const char *slash = strrchr(path, '/');

	if (!sp_buf_read(&input, path, 0, &err)) {
		fprintf(stderr, "%s\n", err.msg);
		exit(99);
	}
	replay(slash ? slash + 1 : path, &input);
	sp_buf_release(&input);
}

static int visible(const struct dirent *e)
{
	return e->d_name[0] != '.';
}

static void replay_path(const char *path)
{
	struct dirent **names;
	struct stat st;

	if (stat(path, &st) == 0 && !S_ISDIR(st.st_mode)) {
		replay_file(path);
		return;
	}
	int n = scandir(path, &names, visible, alphasort);
	if (n < 0) {
		perror(path);
		exit(99);
	}
	for (int i = 0; i < n; i++) {
		sp_buf file = SP_BUF_INIT;
		sp_buf_addf(&file, "%s/%s", path, names[i]->d_name);
		replay_file(file.data);
		sp_buf_release(&file);
		free(names[i]);
	}
	free(names);
}

static void replay_hostile(void)
{
	for (const fuzz_hostile *h = fuzz_this.hostile; h->name; h++) {
		sp_buf input = SP_BUF_INIT;
		fuzz_make(h, &input);
		replay(h->name, &input);
		sp_buf_release(&input);
	}
}

static void write_hostile(const char *folder)
{
	for (const fuzz_hostile *h = fuzz_this.hostile; h->name; h++) {
		sp_buf input = SP_BUF_INIT, path = SP_BUF_INIT;
		fuzz_make(h, &input);
		sp_buf_addf(&path, "%s/%s", folder, h->name);
		FILE *f = fopen(path.data, "wb");
		if (!f || fwrite(input.data, 1, input.len, f) != input.len || fclose(f)) {
			perror(path.data);
			exit(99);
		}
		sp_buf_release(&input);
		sp_buf_release(&path);
	}
}

static void replay_seeds(void)
{
	const char *source = getenv("SP_SOURCE");
	sp_buf folder = SP_BUF_INIT;

	sp_buf_addf(&folder, "%s/tests/fuzz/seeds/%s", source ? source : ".",
		    fuzz_this.name);
	replay_path(folder.data);
	sp_buf_release(&folder);
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "--write") == 0) {
		write_hostile(argv[2]);
		return 0;
	}
	for (int i = 1; i < argc; i++)
		replay_path(argv[i]);
	if (argc == 1) {
		replay_seeds();
		replay_hostile();
	}
	printf("1..%d\n", number);
	return failed ? 1 : 0;
}
