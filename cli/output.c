#include "config.h"

#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

static bool fail(sp_output *o, const char *what, sp_error *err)
{
	return sp_fail(err, SP_EIO, o->path ? o->path : "standard output", 0,
		       "%s: %s", what, strerror(errno));
}

/* mkstemp() makes it private; the result gets the rights of any new file. */
static void set_mode(int fd)
{
	mode_t mask = umask(0);

	umask(mask);
	if (fchmod(fd, 0666 & ~mask) != 0)
		return;		/* a file system without rights: no harm */
}

static bool open_beside(sp_output *o, sp_error *err)
{
	sp_buf name = SP_BUF_INIT;

	sp_buf_addf(&name, "%s.XXXXXX", o->path);
	o->temp = sp_buf_detach(&name, NULL);
	int fd = mkstemp(o->temp);
	if (fd >= 0)
		set_mode(fd);
	o->f = fd < 0 ? NULL : fdopen(fd, "wb");
	if (o->f)
		return true;
	free(o->temp);
	o->temp = NULL;
	return fail(o, "cannot write", err);
}

bool sp_output_open(sp_output *o, const char *path, sp_error *err)
{
	struct stat st;

	*o = (sp_output){ .f = stdout };
	if (!path || strcmp(path, "-") == 0)
		return true;
	o->path = path;
	bool exists = stat(path, &st) == 0;
	if (exists && st.st_size > 0 && sp_file_begins(path, "SQLite format 3"))
		return sp_fail(err, SP_EIO, path, 0,
			       "is a database, perhaps the corpus itself: not replaced; give another FILE");
	if (!exists || S_ISREG(st.st_mode))
		return open_beside(o, err);
	if (S_ISDIR(st.st_mode))
		return sp_fail(err, SP_EIO, path, 0, "is a folder, not a file");
	o->f = fopen(path, "wb");
	return o->f || fail(o, "cannot write", err);
}

bool sp_output_commit(sp_output *o, sp_error *err)
{
	errno = 0;
	bool ok = fflush(o->f) == 0 && !ferror(o->f);

	if (!errno)
		errno = EIO;
	if (o->f == stdout)	/* main reports it */
		return true;
	if (ok && o->temp)
		ok = fsync(fileno(o->f)) == 0;
	if (!ok)
		fail(o, "cannot write", err);
	if (fclose(o->f) != 0 && ok)
		ok = fail(o, "cannot write", err);
	if (ok && o->temp && rename(o->temp, o->path) != 0)
		ok = fail(o, "cannot replace", err);
	if (!ok && o->temp)
		unlink(o->temp);
	free(o->temp);
	return ok;
}

void sp_output_abandon(sp_output *o)
{
	if (o->f == stdout)
		return;
	fclose(o->f);
	if (o->temp)
		unlink(o->temp);
	free(o->temp);
}
