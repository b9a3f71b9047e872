#include "config.h"

#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"

char sp_buf_empty[1];

void sp_buf_init(sp_buf *b)
{
	*b = (sp_buf)SP_BUF_INIT;
}

void sp_buf_release(sp_buf *b)
{
	if (b->cap)
		free(b->data);
	sp_buf_init(b);
}

void sp_buf_clear(sp_buf *b)
{
	b->len = 0;
	if (b->cap)
		b->data[0] = '\0';
}

void sp_buf_reserve(sp_buf *b, size_t more)
{
	size_t need = b->len + more + 1;

	if (need <= b->cap)
		return;
	size_t cap = b->cap ? b->cap : 64;
	while (cap < need)
		cap += cap / 2 + 16;
	b->data = sp_realloc(b->cap ? b->data : NULL, cap);
	b->cap = cap;
	b->data[b->len] = '\0';
}

void sp_buf_add(sp_buf *b, const void *bytes, size_t n)
{
	if (!n)
		return;
	sp_buf_reserve(b, n);
	memcpy(b->data + b->len, bytes, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void sp_buf_adds(sp_buf *b, const char *s)
{
	sp_buf_add(b, s, strlen(s));
}

void sp_buf_addc(sp_buf *b, char c)
{
	sp_buf_add(b, &c, 1);
}

void sp_buf_addv(sp_buf *b, const char *fmt, va_list ap)
{
	va_list again;

	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n <= 0)
		return;
	sp_buf_reserve(b, (size_t)n);
	vsnprintf(b->data + b->len, (size_t)n + 1, fmt, ap);
	b->len += (size_t)n;
}

void sp_buf_addf(sp_buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	sp_buf_addv(b, fmt, ap);
	va_end(ap);
}

void sp_buf_addcp(sp_buf *b, unsigned cp)
{
	char out[4];

	sp_buf_add(b, out, sp_utf8_encode(cp, out));
}

void sp_buf_truncate(sp_buf *b, size_t len)
{
	if (len >= b->len)
		return;
	b->len = len;
	b->data[len] = '\0';
}

char *sp_buf_detach(sp_buf *b, size_t *len)
{
	sp_buf_reserve(b, 0);
	char *out = b->data;
	if (len)
		*len = b->len;
	sp_buf_init(b);
	return out;
}

/* `size` 0: unknown. In megabytes where these tell the two apart. */
static bool fail_size(const char *path, unsigned long long size, size_t max,
		      sp_error *err)
{
	const size_t mb = 1 << 20;
	bool in_bytes = max % mb || (size && size / mb == max / mb);
	const char *unit = in_bytes ? "bytes" : "MB";
	size_t by = in_bytes ? 1 : mb;

	if (!size)
		return sp_fail(err, SP_ELIMIT, path, 0, "larger than the limit of %zu %s",
			       max / by, unit);
	return sp_fail(err, SP_ELIMIT, path, 0, "%llu %s, larger than the limit of %zu %s",
		       size / by, unit, max / by, unit);
}

static bool read_all(sp_buf *b, int fd, const char *path, size_t max,
		     sp_error *err)
{
	size_t start = b->len;

	for (;;) {
		sp_buf_reserve(b, 65536);
		ssize_t n = read(fd, b->data + b->len, b->cap - b->len - 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return sp_fail(err, SP_EIO, path, 0, "cannot read: %s",
				       strerror(errno));
		if (n == 0)
			break;
		b->len += (size_t)n;
		if (max && b->len - start > max)
			return fail_size(path, 0, max, err);
	}
	b->data[b->len] = '\0';
	return true;
}

bool sp_buf_read(sp_buf *b, const char *path, size_t max, sp_error *err)
{
	struct stat st;
	bool ok = false;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return sp_fail(err, SP_EIO, path, 0, "cannot open: %s",
			       strerror(errno));
	if (fstat(fd, &st) < 0)
		sp_fail(err, SP_EIO, path, 0, "cannot read: %s",
			strerror(errno));
	else if (S_ISDIR(st.st_mode))
		sp_fail(err, SP_EIO, path, 0, "is a folder, not a file");
	else if (!S_ISREG(st.st_mode))
		sp_fail(err, SP_EIO, path, 0, "is not a regular file");
	else if (max && (unsigned long long)st.st_size > max)
		fail_size(path, (unsigned long long)st.st_size, max, err);
	else
		ok = read_all(b, fd, path, max, err);
	close(fd);
	return ok;
}

bool sp_file_begins(const char *path, const char *magic)
{
	char head[64];
	size_t n = strlen(magic);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (fd < 0 || n > sizeof head || fstat(fd, &st) != 0 ||
	    !S_ISREG(st.st_mode)) {
		if (fd >= 0)
			close(fd);
		return false;
	}
	ssize_t got = read(fd, head, n);
	close(fd);
	return got == 0 || (got == (ssize_t)n && memcmp(head, magic, n) == 0);
}
