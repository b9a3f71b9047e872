/* error.h - the one error type: what went wrong, in which input, where. */
#ifndef SP_BASE_ERROR_H
#define SP_BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

typedef enum sp_code {
	SP_OK = 0,
	SP_EUSAGE,	/* the call's words are wrong (exit 2) */
	SP_EIO,		/* a file cannot be read or written */
	SP_ESYNTAX,	/* input that does not follow its format */
	SP_EDB,		/* SQLite failed */
	SP_ENOROW,	/* no such document, issue, position ... */
	SP_ELIMIT,	/* input larger or deeper than we accept */
	SP_EFONT,	/* a font is missing or cannot be used */
	SP_EPDF,	/* libharu failed */
	SP_EINTERRUPTED	/* by a signal (exit 128 and its number) */
} sp_code;

/**
 * One error. `file`, `line` and `column` are those of the *input* at fault,
 * never of our source. Zero-initialise with SP_ERROR_INIT; the first error
 * wins, later ones are ignored until sp_error_clear().
 */
typedef struct sp_error {
	sp_code code;
	int line;	/* 1-based, 0 if unknown */
	int column;	/* 1-based, 0 if unknown */
	char file[512];	/* "" if none */
	char msg[512];	/* one line, names the thing; UTF-8 */
} sp_error;

#define SP_ERROR_INIT { .code = SP_OK }

/**
 * Fill `err` (may be NULL) unless it holds an error already. `file` may be
 * NULL; `line` 0 for none. Always returns false, so that a caller can write
 * `return sp_fail(...)`. Control characters in the message and
 * in the name become '?', and so does what is not UTF-8.
 */
bool sp_fail(sp_error *err, sp_code code, const char *file, int line,
	     const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/** The same with a column. */
bool sp_fail_at(sp_error *err, sp_code code, const char *file, int line,
		int column, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));

/**
 * Hand the error `from` up to `to` (may be NULL; the first error wins). Returns
 * true if `from` is none: for loops that need to tell the end from an error.
 */
bool sp_error_pass(sp_error *to, const sp_error *from);

/** Forget the error. */
void sp_error_clear(sp_error *err);

/**
 * Write "file:line:column: message" (the parts that are known) into `out`,
 * cut to `size`; returns `out`.
 */
const char *sp_error_text(const sp_error *err, char *out, size_t size);

#endif
