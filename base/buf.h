/* buf.h - a growing byte string: never NULL, always NUL-terminated. */
#ifndef SP_BASE_BUF_H
#define SP_BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/**
 * `data` is valid and NUL-terminated at `len` from SP_BUF_INIT to release;
 * it may hold NULs before. Borrowed until the next call that writes.
 */
typedef struct sp_buf {
	char *data;
	size_t len;
	size_t cap;	/* 0 while nothing is allocated */
} sp_buf;

extern char sp_buf_empty[1];	/* what an untouched buffer points to */
#define SP_BUF_INIT { .data = sp_buf_empty }

void sp_buf_init(sp_buf *b);
void sp_buf_release(sp_buf *b);	/* frees; the buffer is empty and usable again */
void sp_buf_clear(sp_buf *b);	/* empties, keeps the memory */
void sp_buf_reserve(sp_buf *b, size_t more);
void sp_buf_add(sp_buf *b, const void *bytes, size_t n);
void sp_buf_adds(sp_buf *b, const char *s);
void sp_buf_addc(sp_buf *b, char c);
void sp_buf_addf(sp_buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void sp_buf_addv(sp_buf *b, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));

/** Add the code point `cp` as UTF-8 (U+FFFD for what is no scalar value). */
void sp_buf_addcp(sp_buf *b, unsigned cp);

/** Cut to `len` bytes. */
void sp_buf_truncate(sp_buf *b, size_t len);

/** The bytes, which now belong to the caller (caller frees). */
char *sp_buf_detach(sp_buf *b, size_t *len);

/**
 * Append the file `path`, at most `max` bytes (0: no limit). Only regular
 * files: a folder, FIFO or device is refused. Fails with SP_EIO or SP_ELIMIT.
 */
bool sp_buf_read(sp_buf *b, const char *path, size_t max, sp_error *err);

/**
 * Does the regular file `path` begin with `magic`? Also true if it is empty;
 * false if there is none or it cannot be read.
 */
bool sp_file_begins(const char *path, const char *magic);

#endif
