#include "config.h"

#include "ingest/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

struct sp_source_file {
	int fd;
	char *file;
};

sp_source_file *sp_source_open(const char *file, sp_error *err)
{
	struct stat st;
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0 || fstat(fd, &st) < 0) {
		sp_fail(err, SP_EIO, file, 0, "cannot open: %s", strerror(errno));
	} else if (!S_ISREG(st.st_mode)) {
		sp_fail(err, SP_EIO, file, 0, "is not a regular file");
	} else {
		sp_source_file *s = sp_malloc(sizeof *s);
		s->fd = fd;
		s->file = sp_strdup(file);
		return s;
	}
	if (fd >= 0)
		close(fd);
	return NULL;
}

void sp_source_close(sp_source_file *s)
{
	if (!s)
		return;
	close(s->fd);
	free(s->file);
	free(s);
}

ssize_t sp_source_read(void *arg, void *to, size_t n, sp_error *err)
{
	sp_source_file *s = arg;
	ssize_t got;

	do
		got = read(s->fd, to, n);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		sp_fail(err, SP_EIO, s->file, 0, "cannot read: %s", strerror(errno));
	return got;
}
