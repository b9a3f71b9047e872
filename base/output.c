#include "config.h"

#include "base/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/path.h"

enum { LINE_MOST = 4096 };	/* of a first line, what is compared */

static bool fail(const char *path, const char *what, sp_error *err)
{
	return sp_fail(err, SP_EIO, path ? path : "standard output", 0,
		       "%s: %s", what, errno ? strerror(errno) : "is the disk full?");
}

/* ---- what is there -------------------------------------------------------- */

/* The first line, blanks in a row as one; "" if there is none. */
static void first_line(const char *path, sp_buf *out)
{
	FILE *f = fopen(path, "rb");
	int c, before = 0;

	while (f && out->len < LINE_MOST && (c = getc(f)) != EOF && c != '\n') {
		if (c != ' ' || before != ' ')
			sp_buf_addc(out, (char)c);
		before = c;
	}
	if (f)
		fclose(f);
}

static bool same_first_line(const char *a, const char *b)
{
	sp_buf one = SP_BUF_INIT, other = SP_BUF_INIT;

	first_line(a, &one);
	first_line(b, &other);
	bool same = one.len == other.len &&
		    memcmp(one.data, other.data, one.len) == 0;
	sp_buf_release(&one);
	sp_buf_release(&other);
	return same;
}

static bool refuse(const char *path, const char *what, sp_error *err)
{
	return sp_fail(err, SP_EIO, path, 0,
		       "%s: not replaced; give another FILE, or --force", what);
}

/* A file that is not empty, by its beginning. */
static bool may_replace(const char *path, const sp_output_kind *kind, bool force,
			sp_error *err)
{
	char what[80];

	if (sp_file_begins(path, "SQLite format 3"))
		return sp_fail(err, SP_EIO, path, 0,
			       "is a database, perhaps the corpus itself: not replaced; give another FILE");
	if (force || (kind->begin && sp_file_begins(path, kind->begin)))
		return true;
	snprintf(what, sizeof what, "is there and is no %s", kind->name);
	if (kind->begin)
		return refuse(path, what, err);
	if (sp_file_begins(path, "<"))
		return refuse(path, "is markup, perhaps a submission", err);
	return true;	/* the first line is not written yet */
}

static bool may_write_folder(const char *path, sp_error *err)
{
	char *folder = sp_strdup(path);

	folder[sp_path_folder(path)] = '\0';
	bool ok = access(*folder ? folder : ".", W_OK | X_OK) == 0 ||
		  fail(path, "cannot write", err);
	free(folder);
	return ok;
}

/* The file that a link leads to; caller frees. A link that leads nowhere is
 * written through. */
static char *target_of(const char *path)
{
	struct stat st;
	char *target = NULL;

	if (lstat(path, &st) == 0 && S_ISLNK(st.st_mode))
		target = realpath(path, NULL);
	return target ? target : sp_strdup(path);
}

bool sp_output_check(const char *path, const sp_output_kind *kind, bool force,
		     sp_error *err)
{
	struct stat st;

	if (!path || strcmp(path, "-") == 0)
		return true;
	bool exists = stat(path, &st) == 0;
	if (exists && S_ISDIR(st.st_mode))
		return sp_fail(err, SP_EIO, path, 0, "is a folder, not a file");
	if (exists && !S_ISREG(st.st_mode))
		return true;
	if (exists && st.st_size > 0 && !may_replace(path, kind, force, err))
		return false;
	char *target = target_of(path);
	bool ok = may_write_folder(target, err);
	free(target);
	return ok;
}

/* ---- writing -------------------------------------------------------------- */

/* mkstemp() makes it private; the result gets the rights of the old file, or of
 * any new one. */
static void set_mode(int fd, const char *old)
{
	struct stat st;
	mode_t mask = umask(0);

	umask(mask);
	if (fchmod(fd, stat(old, &st) == 0 ? st.st_mode & 07777 :
					     0666 & ~mask) != 0)
		return;		/* a file system without rights: no harm */
}

static bool open_beside(sp_output *o, sp_error *err)
{
	sp_buf name = SP_BUF_INIT;

	sp_buf_addf(&name, "%s.XXXXXX", o->target);
	o->temp = sp_buf_detach(&name, NULL);
	int fd = mkstemp(o->temp);
	if (fd >= 0)
		set_mode(fd, o->target);
	o->f = fd < 0 ? NULL : fdopen(fd, "wb");
	if (o->f)
		return true;
	fail(o->path, "cannot write", err);
	free(o->temp);
	free(o->target);
	o->temp = o->target = NULL;
	return false;
}

bool sp_output_open(sp_output *o, const char *path, const sp_output_kind *kind,
		    bool force, sp_error *err)
{
	struct stat st;

	*o = (sp_output){ .f = stdout, .kind = kind, .force = force };
	if (!path || strcmp(path, "-") == 0)
		return true;
	if (!sp_output_check(path, kind, force, err))
		return false;
	o->path = path;
	o->target = target_of(path);
	/* lstat: a link that leads nowhere is written in place */
	if (lstat(o->target, &st) != 0 || S_ISREG(st.st_mode))
		return open_beside(o, err);
	o->f = fopen(path, "wb");
	if (o->f)
		return true;
	fail(path, "cannot write", err);
	free(o->target);
	o->target = NULL;
	return false;
}

/* So that the new name survives a crash; not all file systems can. */
static void sync_folder(const char *path)
{
	char *folder = sp_strdup(path);

	folder[sp_path_folder(path)] = '\0';
	int fd = open(*folder ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		(void)fsync(fd);
		close(fd);
	}
	free(folder);
}

static bool put_in_place(const sp_output *o, sp_error *err)
{
	struct stat st;
	char what[80];

	if (!o->force && !o->kind->begin && stat(o->target, &st) == 0 &&
	    st.st_size > 0 && !same_first_line(o->target, o->temp)) {
		snprintf(what, sizeof what, "is there, with another first line than this %s",
			 o->kind->name);
		return refuse(o->path, what, err);
	}
	if (rename(o->temp, o->target) != 0)
		return fail(o->path, "cannot replace", err);
	sync_folder(o->target);
	return true;
}

static void release(sp_output *o)
{
	free(o->temp);
	free(o->target);
	o->temp = o->target = NULL;
}

bool sp_output_commit(sp_output *o, sp_error *err)
{
	errno = 0;
	bool ok = fflush(o->f) == 0 && !ferror(o->f);

	if (o->f == stdout)	/* main reports it */
		return true;
	if (ok && o->temp)
		ok = fsync(fileno(o->f)) == 0;
	if (!ok)
		fail(o->path, "cannot write", err);
	if (fclose(o->f) != 0 && ok)
		ok = fail(o->path, "cannot write", err);
	ok = ok && (!o->temp || put_in_place(o, err));
	if (!ok && o->temp)
		unlink(o->temp);
	release(o);
	return ok;
}

void sp_output_abandon(sp_output *o)
{
	if (o->f == stdout)
		return;
	fclose(o->f);
	if (o->temp)
		unlink(o->temp);
	release(o);
}
