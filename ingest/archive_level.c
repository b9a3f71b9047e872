#include "config.h"

#include "ingest/archive_level.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <iconv.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ingest/name.h"

enum { PIECE = 65536, RECOVERIES = 100 };

struct sp_level {
	struct archive *a;
	struct archive_entry *entry;	/* of the current member; a's own */
	char *name;
	int fd;			/* where its bytes come from: a file, */
	sp_buf held;		/* memory, */
	bool whole;
	bool streamed;		/* a ZIP is read by its members' own headers */
	sp_level *outer;	/* or the current member of another archive */
	uint64_t in;
	size_t index;		/* members met */
	size_t recoveries;
	bool broken;		/* libarchive has given up, */
	bool inside;		/* and that inside a member */
	locale_t utf8;		/* libarchive turns names into the locale's */
	char why[256];
	char piece[PIECE];	/* bytes on their way into libarchive */
};

/* ---- bytes in ------------------------------------------------------------------------ */

static la_ssize_t read_file(struct archive *a, void *arg, const void **out)
{
	sp_level *l = arg;
	ssize_t n;

	do
		n = read(l->fd, l->piece, sizeof l->piece);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		archive_set_error(a, errno, "cannot read");
	else
		l->in += (uint64_t)n;
	*out = l->piece;
	return n;
}

static la_int64_t seek_file(struct archive *a, void *arg, la_int64_t to, int whence)
{
	sp_level *l = arg;
	off_t at = lseek(l->fd, (off_t)to, whence);

	if (at >= 0)
		return at;
	archive_set_error(a, errno, "cannot seek");
	return ARCHIVE_FATAL;
}

static la_ssize_t read_outer(struct archive *a, void *arg, const void **out)
{
	sp_level *l = arg;
	ssize_t n = sp_level_data(l->outer, l->piece, sizeof l->piece);

	if (n < 0)
		archive_set_error(a, EIO, "%s", sp_level_error(l->outer));
	else
		l->in += (uint64_t)n;
	*out = l->piece;
	return n;
}

/* Is it one file that is compressed, by its name? */
static bool is_packed(const sp_level *l)
{
	return l->name[sp_name_unpacked(l->name)];
}

/* Formats and compressors that submissions come in; the others of libarchive
 * would only be more code within reach of strangers. */
static void support(sp_level *l, bool streamed)
{
	archive_read_support_filter_gzip(l->a);
	archive_read_support_filter_bzip2(l->a);
	archive_read_support_filter_xz(l->a);
	archive_read_support_filter_zstd(l->a);
	archive_read_support_format_tar(l->a);
	if (streamed)
		archive_read_support_format_zip(l->a);
	else
		archive_read_support_format_zip_seekable(l->a);
	if (is_packed(l))
		archive_read_support_format_raw(l->a);
	l->streamed = streamed;
}

static bool open_whole(sp_level *l)
{
	return archive_read_open_memory(l->a, l->held.data, l->held.len) == ARCHIVE_OK;
}

static bool open_stream(sp_level *l)
{
	archive_read_set_callback_data(l->a, l);
	archive_read_set_read_callback(l->a, l->outer ? read_outer : read_file);
	if (!l->outer) {
		if (lseek(l->fd, 0, SEEK_SET) < 0)
			return false;
		archive_read_set_seek_callback(l->a, seek_file);
	}
	return archive_read_open1(l->a) == ARCHIVE_OK;
}

static void keep_error(sp_level *l)
{
	const char *s = archive_error_string(l->a);

	snprintf(l->why, sizeof l->why, "%s", s ? s : "unknown damage");
}

static bool open_level(sp_level *l)
{
	locale_t before = uselocale(l->utf8);
	bool ok = false, streamed = l->outer || is_packed(l);

	/* A ZIP with a directory passes over members at no cost. One without must
	 * be told apart: libarchive would unpack what it passes over, uncounted. */
	for (; !ok; streamed = true) {
		archive_read_free(l->a);
		l->a = archive_read_new();
		support(l, streamed);
		ok = l->whole ? open_whole(l) : open_stream(l);
		if (streamed)
			break;
	}
	if (!ok)
		keep_error(l);
	l->broken = !ok;
	l->inside = false;
	uselocale(before);
	return ok;
}

static sp_level *new_level(const char *name)
{
	sp_level *l = sp_calloc(1, sizeof *l);

	l->name = sp_strdup(name);
	l->fd = -1;
	sp_buf_init(&l->held);
	l->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	return l;
}

static sp_level *opened(sp_level *l, sp_error *err)
{
	if (open_level(l))
		return l;
	sp_fail(err, SP_ESYNTAX, l->name, 0, "no archive that can be read: %s", l->why);
	sp_level_free(l);
	return NULL;
}

sp_level *sp_level_file(int fd, const char *name, sp_error *err)
{
	sp_level *l = new_level(name);

	l->fd = fd;
	return opened(l, err);
}

sp_level *sp_level_held(sp_buf *bytes, const char *name, sp_error *err)
{
	sp_level *l = new_level(name);

	l->held = *bytes;
	sp_buf_init(bytes);
	l->whole = true;
	l->in = l->held.len;
	return opened(l, err);
}

sp_level *sp_level_stream(sp_level *outer, const char *name, sp_error *err)
{
	sp_level *l = new_level(name);

	l->outer = outer;
	return opened(l, err);
}

void sp_level_free(sp_level *l)
{
	if (!l)
		return;
	archive_read_free(l->a);
	if (l->utf8)
		freelocale(l->utf8);
	sp_buf_release(&l->held);
	free(l->name);
	free(l);
}

const char *sp_level_name(const sp_level *l)
{
	return l->name;
}

uint64_t sp_level_in(const sp_level *l)
{
	return l->in;
}

const char *sp_level_error(const sp_level *l)
{
	return l->why;
}

/* ---- from member to member -------------------------------------------------------------- */

static int next_header(sp_level *l)
{
	locale_t before = uselocale(l->utf8);
	int code, retries = 0;

	do
		code = archive_read_next_header(l->a, &l->entry);
	while (code == ARCHIVE_RETRY && ++retries < 10);
	uselocale(before);
	return code;
}

sp_level_status sp_level_next(sp_level *l)
{
	if (l->broken)
		return SP_LEVEL_DAMAGED;
	int code = next_header(l);
	if (code == ARCHIVE_EOF)
		return SP_LEVEL_END;
	if (code == ARCHIVE_OK || code == ARCHIVE_WARN) {
		l->index++;
		return SP_LEVEL_MEMBER;
	}
	keep_error(l);
	l->broken = true;
	return SP_LEVEL_DAMAGED;
}

static bool is_zip(const sp_level *l)
{
	return (archive_format(l->a) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_ZIP;
}

bool sp_level_recover(sp_level *l)
{
	size_t behind = l->index;

	if (!l->inside || !is_zip(l) || l->outer || ++l->recoveries > RECOVERIES)
		return false;
	if (!open_level(l))
		return false;
	for (l->index = 0; l->index < behind;)
		if (sp_level_next(l) != SP_LEVEL_MEMBER)
			return false;
	return true;
}

/* ---- the current member -------------------------------------------------------------------- */

/* Names without a mark of their encoding are UTF-8 if they can be; else those
 * of ZIP are in the PC's first character set, as its specification says. */
static bool convert(const char *from, const char *s, size_t n, sp_buf *out)
{
	iconv_t cd = iconv_open("UTF-8", from);
	char *in = (char *)s, room[4096], *to = room;
	size_t left = sizeof room;

	if (cd == (iconv_t)-1)
		return false;
	bool ok = iconv(cd, &in, &n, &to, &left) != (size_t)-1;
	iconv_close(cd);
	if (ok)
		sp_buf_add(out, room, (size_t)(to - room));
	return ok;
}

void sp_level_member_name(const sp_level *l, sp_buf *out)
{
	const char *s = archive_entry_pathname(l->entry);
	size_t n = s ? strlen(s) : 0;

	if (!n)
		return;
	if (sp_utf8_valid(s, n) == n ||
	    !convert(is_zip(l) ? "CP437" : "WINDOWS-1252", s, n, out))
		sp_buf_add(out, s, n);
}

bool sp_level_is_folder(const sp_level *l)
{
	return archive_entry_filetype(l->entry) == AE_IFDIR;
}

bool sp_level_is_single(const sp_level *l)
{
	return (archive_format(l->a) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_RAW;
}

const char *sp_level_special(const sp_level *l)
{
	if (archive_entry_hardlink(l->entry))
		return "a hard link";
	switch (archive_entry_filetype(l->entry)) {
	case AE_IFREG: case AE_IFDIR:
		return NULL;
	case 0:		/* ZIP without attributes */
		return is_zip(l) ? NULL : "of no known kind";
	case AE_IFLNK:
		return "a symbolic link";
	case AE_IFIFO:
		return "a FIFO";
	case AE_IFSOCK:
		return "a socket";
	default:
		return "a device";
	}
}

bool sp_level_encrypted(const sp_level *l)
{
	return archive_entry_is_encrypted(l->entry);
}

int64_t sp_level_size(const sp_level *l)
{
	return archive_entry_size_is_set(l->entry) ? archive_entry_size(l->entry) : -1;
}

bool sp_level_must_read(const sp_level *l)
{
	return !is_zip(l) || l->streamed;
}

/* libarchive may say FATAL (it has given up) or FAILED (this member only). */
static ssize_t failed(sp_level *l, la_ssize_t code)
{
	keep_error(l);
	if (code == ARCHIVE_FATAL)
		l->broken = l->inside = true;
	return -1;
}

ssize_t sp_level_data(sp_level *l, void *to, size_t n)
{
	la_ssize_t got = archive_read_data(l->a, to, n);

	return got < 0 ? failed(l, got) : got;
}

ssize_t sp_level_skip(sp_level *l)
{
	const void *bytes;
	size_t n = 0;
	la_int64_t offset;
	int code = archive_read_data_block(l->a, &bytes, &n, &offset);

	if (code == ARCHIVE_EOF)
		return 0;
	if (code != ARCHIVE_OK && code != ARCHIVE_WARN)
		return failed(l, code);
	return n ? (ssize_t)n : 1;	/* 0 means the end */
}
