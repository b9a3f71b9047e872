/* From member to member through archives in archives, and the bounds. */
#include "config.h"

#include "ingest/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "ingest/archive_level.h"
#include "ingest/reader.h"

struct sp_archive {
	sp_level *levels[SP_ARCHIVE_DEPTH];
	int depth;
	int fd;
	uint64_t size, out;	/* of the file; got out of it */
	size_t members, nested;
	size_t warned, failed;	/* members that were left out */
	bool unread;		/* there is a current member, and nobody read it */
	size_t deep;		/* archives too deep to be opened */
	bool stopped;		/* beyond the bounds: no more of this one */
	bool ended;		/* the outermost archive is */
	bool said;		/* the last words were */
	sp_buf name, path, problem, why;
};

sp_archive *sp_archive_open(const char *file, const char *path, sp_error *err)
{
	struct stat st;
	sp_archive *a;
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0 || fstat(fd, &st) < 0) {
		sp_fail(err, SP_EIO, path, 0, "cannot open: %s", strerror(errno));
		if (fd >= 0)
			close(fd);
		return NULL;
	}
	a = sp_calloc(1, sizeof *a);
	a->fd = fd;
	sp_buf_init(&a->name);
	sp_buf_init(&a->path);
	sp_buf_init(&a->problem);
	sp_buf_init(&a->why);
	if (!S_ISREG(st.st_mode)) {
		sp_fail(err, SP_EIO, path, 0, "is not a regular file");
	} else if ((a->levels[0] = sp_level_file(fd, path, err))) {
		a->size = (uint64_t)st.st_size;
		a->depth = 1;
		return a;
	}
	sp_archive_free(a);
	return NULL;
}

void sp_archive_free(sp_archive *a)
{
	if (!a)
		return;
	while (a->depth)
		sp_level_free(a->levels[--a->depth]);
	close(a->fd);
	sp_buf_release(&a->name);
	sp_buf_release(&a->path);
	sp_buf_release(&a->problem);
	sp_buf_release(&a->why);
	free(a);
}

static sp_level *top(const sp_archive *a)
{
	return a->levels[a->depth - 1];
}

/* ---- the bounds ----------------------------------------------------------------------- */

static bool stop(sp_archive *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static bool stop(sp_archive *a, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	if (!a->stopped) {
		sp_buf_addv(&a->why, fmt, ap);
		if (strcmp(a->path.data, sp_level_name(a->levels[0])) != 0)
			sp_buf_addf(&a->why, " at '%s'", a->path.data);
	}
	va_end(ap);
	a->stopped = true;
	return false;
}

/* Note n more bytes that came out; false if they are more than we accept. A
 * part of the file that is read twice (overlapping members) counts once. */
static bool account(sp_archive *a, uint64_t n)
{
	uint64_t in = sp_level_in(a->levels[0]);
	uint64_t most = (uint64_t)SP_ARCHIVE_TOTAL_MB << 20;

	a->out += n;
	if (in > a->size)
		in = a->size;
	if (a->size * SP_ARCHIVE_GROWTH > most)
		most = a->size * SP_ARCHIVE_GROWTH;
	if (a->out > most)
		return stop(a, "unpacks to more than %llu MB", (unsigned long long)(most >> 20));
	if (a->out > (uint64_t)SP_ARCHIVE_FREE_MB << 20 &&
	    a->out / SP_ARCHIVE_RATIO > in)
		return stop(a, "unpacks to more than %d times its size", SP_ARCHIVE_RATIO);
	return true;
}

ssize_t sp_archive_data(sp_archive *a, void *to, size_t n, sp_error *err)
{
	a->unread = false;
	if (a->stopped) {
		sp_fail(err, SP_ELIMIT, a->path.data, 0, "%s", a->why.data);
		return -1;
	}
	ssize_t got = sp_level_data(top(a), to, n);
	if (got < 0) {
		sp_fail(err, SP_EIO, a->path.data, 0, "damaged: %s", sp_level_error(top(a)));
		return -1;
	}
	a->unread = got > 0;	/* who reads may stop here */
	if (!account(a, (uint64_t)got)) {
		sp_fail(err, SP_ELIMIT, a->path.data, 0, "%s", a->why.data);
		return -1;
	}
	return got;
}

static bool too_large(sp_archive *a, sp_error *err)
{
	return sp_fail(err, SP_ELIMIT, a->path.data, 0,
		       "larger than the limit of %zu MB", SP_SOURCE_MAX >> 20);
}

bool sp_archive_read(sp_archive *a, sp_buf *out, sp_error *err)
{
	int64_t size = sp_level_size(top(a));
	size_t start = out->len;
	ssize_t n;

	if (size > (int64_t)SP_SOURCE_MAX) {
		/* what it would have been counts: or a bomb names every part */
		account(a, (uint64_t)size);
		a->unread = false;
		return too_large(a, err);
	}
	do {
		sp_buf_reserve(out, 65536);
		n = sp_archive_data(a, out->data + out->len, out->cap - out->len - 1, err);
		if (n < 0)
			return false;
		out->len += (size_t)n;
		out->data[out->len] = '\0';
		if (out->len - start > SP_SOURCE_MAX)
			return too_large(a, err);
	} while (n > 0);
	return true;
}

bool sp_archive_stopped(const sp_archive *a)
{
	return a->stopped;
}

/* Pass over the rest of a member whose bytes must be decompressed for that:
 * libarchive would do so without end. */
static void pass_over(sp_archive *a)
{
	ssize_t n = 1;

	a->unread = false;
	while (n > 0 && !a->stopped && sp_level_must_read(top(a))) {
		n = sp_level_skip(top(a));
		if (n > 0)
			account(a, (uint64_t)n);
	}
}

/* ---- what is said ------------------------------------------------------------------------- */

static bool say(sp_archive *a, sp_member *m, const char *path, sp_severity severity)
{
	*m = (sp_member){
		.path = path, .archive = strlen(path), .name = path,
		.problem = a->problem.data, .severity = severity,
	};
	return true;
}

/* A member that is left out. After the first hundred they are only counted, errors
 * and warnings each for themselves. */
static bool complain(sp_archive *a, sp_member *m, sp_severity severity, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

static bool complain(sp_archive *a, sp_member *m, sp_severity severity, const char *fmt, ...)
{
	va_list ap;

	if (++*(severity == SP_ERROR ? &a->failed : &a->warned) > SP_ARCHIVE_COMPLAINTS)
		return false;
	sp_buf_clear(&a->problem);
	va_start(ap, fmt);
	sp_buf_addv(&a->problem, fmt, ap);
	va_end(ap);
	return say(a, m, a->path.data, severity);
}

/* ---- archives in archives -------------------------------------------------------------------- */

static bool is_zip_name(const char *path)
{
	size_t n = strlen(path);

	return n > 4 && strcasecmp(path + n - 4, ".zip") == 0;
}

/* Enter the archive that is the current member. Returns true if there is
 * something to say instead. */
static bool enter(sp_archive *a, sp_member *m)
{
	sp_error err = SP_ERROR_INIT;
	sp_buf bytes = SP_BUF_INIT;
	sp_level *l = NULL;

	if (a->depth == SP_ARCHIVE_DEPTH)
		return !a->deep++ &&
			complain(a, m, SP_ERROR, "archives more than %d deep in one another: not opened",
				 SP_ARCHIVE_DEPTH);
	if (++a->nested > SP_ARCHIVE_NESTED)
		return stop(a, "has more than %d archives inside", SP_ARCHIVE_NESTED);
	a->unread = false;
	if (!is_zip_name(a->path.data))
		l = sp_level_stream(top(a), a->path.data, &err);
	else if (sp_archive_read(a, &bytes, &err))
		l = sp_level_held(&bytes, a->path.data, &err);
	sp_buf_release(&bytes);
	if (!l)
		return !a->stopped && complain(a, m, SP_ERROR, "%s", err.msg);
	a->levels[a->depth++] = l;
	return false;
}

/* Leave the innermost archive, at its end or because of damage. */
static bool leave(sp_archive *a, sp_member *m, bool damaged)
{
	sp_level *l = top(a);

	if (damaged) {
		sp_buf_clear(&a->path);
		sp_buf_adds(&a->path, sp_level_name(l));
		damaged = complain(a, m, SP_ERROR, "damaged: %s; what stands before that was read",
				   sp_level_error(l));
	}
	if (a->depth == 1) {
		a->ended = true;
	} else {
		sp_level_free(l);
		a->depth--;
		a->unread = true;	/* what the outer one has behind its end */
	}
	return damaged;
}

/* ---- members ------------------------------------------------------------------------------------ */

/* The current member: true if the caller is to see it. */
static bool member(sp_archive *a, sp_member *m)
{
	sp_level *l = top(a);
	size_t outer = strlen(sp_level_name(l));
	const char *bad;

	a->unread = true;
	sp_buf_clear(&a->name);
	sp_buf_clear(&a->path);
	sp_buf_adds(&a->path, sp_level_name(l));
	*m = (sp_member){ .archive = outer };
	if (sp_level_is_single(l)) {
		sp_buf_add(&a->name, a->path.data, sp_name_unpacked(a->path.data));
		m->path = a->path.data;
		m->name = a->name.data;
		m->kind = sp_name_file_kind(m->name);
		return true;
	}
	sp_level_member_name(l, &a->name);
	const char *name = a->name.data;
	while (strncmp(name, "./", 2) == 0)
		name += 2;
	sp_buf_addc(&a->path, '/');
	sp_name_add(&a->path, name);
	if (sp_level_is_folder(l) || sp_name_litter(name))
		return false;
	if ((bad = sp_name_trick(name)))
		return complain(a, m, SP_WARNING, "%s: left out", bad);
	if ((bad = sp_level_special(l)))
		return complain(a, m, SP_WARNING, "%s, not a file: left out", bad);
	m->path = a->path.data;
	m->name = a->path.data + outer + 1;
	m->kind = sp_name_hidden(m->name) ? SP_FILE_OTHER : sp_name_file_kind(m->name);
	if (m->kind != SP_FILE_OTHER && sp_level_encrypted(l))
		return complain(a, m, SP_ERROR, "encrypted: cannot be read");
	if (m->kind == SP_FILE_ARCHIVE)
		return enter(a, m);
	return true;
}

/* One step; true if there is something for the caller. */
static bool step(sp_archive *a, sp_member *m)
{
	if (a->unread)
		pass_over(a);
	switch (sp_level_next(top(a))) {
	case SP_LEVEL_MEMBER:
		if (++a->members > SP_ARCHIVE_MEMBERS)
			return stop(a, "has more than %d members", SP_ARCHIVE_MEMBERS);
		return member(a, m);
	case SP_LEVEL_END:
		return leave(a, m, false);
	default:
		return !sp_level_recover(top(a)) && leave(a, m, true);
	}
}

static size_t beyond(size_t complaints)
{
	return complaints > SP_ARCHIVE_COMPLAINTS ? complaints - SP_ARCHIVE_COMPLAINTS : 0;
}

/* What there is to say of the archive as a whole. */
static bool last_words(sp_archive *a, sp_member *m)
{
	size_t more = beyond(a->warned) + beyond(a->failed);
	bool grave = a->stopped || a->deep > 1 || beyond(a->failed);

	sp_buf_clear(&a->problem);
	if (a->stopped)
		sp_buf_addf(&a->problem, "%s: the rest of it is not read", a->why.data);
	if (a->deep > 1)
		sp_buf_addf(&a->problem, "%s%zu more archives are as deep and were not opened",
			    a->problem.len ? "; " : "", a->deep - 1);
	if (more)
		sp_buf_addf(&a->problem, "%s%zu more members were left out for such reasons",
			    a->problem.len ? "; " : "", more);
	sp_buf_clear(&a->path);
	sp_buf_adds(&a->path, sp_level_name(a->levels[0]));
	a->said = true;
	return a->problem.len && say(a, m, a->path.data, grave ? SP_ERROR : SP_WARNING);
}

bool sp_archive_next(sp_archive *a, sp_member *m)
{
	while (!a->ended && !a->stopped)
		if (step(a, m) && !a->stopped)
			return true;
	return !a->said && last_words(a, m);
}
