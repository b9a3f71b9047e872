/* file.c - see file.h. */
#include "config.h"

#include "report/file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"

static bool fail(sp_error *err, const char *path)
{
	return sp_fail(err, SP_EIO, path, 0, "cannot write: %s",
		       strerror(errno));
}

static bool write_all(int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t done = write(fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		p += done;
		n -= (size_t)done;
	}
	return true;
}

/* close() can be the one that tells of a full disk (NFS, quotas). */
static bool write_and_close(int fd, const void *bytes, size_t n, bool sync)
{
	bool ok = write_all(fd, bytes, n) && (!sync || fsync(fd) == 0);
	int saved = errno;

	if (close(fd) != 0 && ok)
		return false;
	errno = saved;
	return ok;
}

static bool write_in_place(const char *path, const void *bytes, size_t n,
			   sp_error *err)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || !write_and_close(fd, bytes, n, false))
		return fail(err, path);
	return true;
}

/* So that the new name survives a crash; not all file systems can. */
static void sync_folder(const char *path)
{
	char *copy = sp_strdup(path);
	int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		(void)fsync(fd);
		close(fd);
	}
	free(copy);
}

/* The rights that a new file would have: mkstemp gives 0600. */
static mode_t usual_mode(const struct stat *old, bool exists)
{
	mode_t mask;

	if (exists)
		return old->st_mode & 07777;
	mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

bool sp_file_replace(const char *path, const void *bytes, size_t n,
		     sp_error *err)
{
	struct stat st;
	bool exists = stat(path, &st) == 0;

	if (exists && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return fail(err, path);
	}
	if (exists && S_ISREG(st.st_mode) && st.st_size > 0 &&
	    (sp_file_begins(path, "SQLite format 3") ||
	     sp_file_begins(path, "<")))
		return sp_fail(err, SP_EIO, path, 0,
			       "is a corpus or a submission: not replaced; give another FILE");
	if (exists && !S_ISREG(st.st_mode))
		return write_in_place(path, bytes, n, err);
	sp_buf temp = SP_BUF_INIT;
	sp_buf_addf(&temp, "%s.XXXXXX", path);
	int fd = mkstemp(temp.data);
	bool ok = fd >= 0;
	if (ok) {
		(void)fchmod(fd, usual_mode(&st, exists));
		ok = write_and_close(fd, bytes, n, true) &&
		     rename(temp.data, path) == 0;
		int saved = errno;
		if (!ok)
			unlink(temp.data);
		errno = saved;
	}
	if (!ok)
		fail(err, path);
	else
		sync_folder(path);
	sp_buf_release(&temp);
	return ok;
}
