#include "config.h"

#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

static void fill(sp_error *err, sp_code code, const char *file, int line,
		 int column, const char *fmt, va_list ap)
	__attribute__((format(printf, 6, 0)));

static void fill(sp_error *err, sp_code code, const char *file, int line,
		 int column, const char *fmt, va_list ap)
{
	if (!err || err->code != SP_OK)
		return;
	err->code = code;
	err->line = line;
	err->column = column;
	snprintf(err->file, sizeof err->file, "%s", file ? file : "");
	err->file[sp_utf8_line(err->file, strlen(err->file))] = '\0';
	vsnprintf(err->msg, sizeof err->msg, fmt, ap);
	err->msg[sp_utf8_line(err->msg, strlen(err->msg))] = '\0';
}

bool sp_fail(sp_error *err, sp_code code, const char *file, int line,
	     const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fill(err, code, file, line, 0, fmt, ap);
	va_end(ap);
	return false;
}

bool sp_fail_at(sp_error *err, sp_code code, const char *file, int line,
		int column, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fill(err, code, file, line, column, fmt, ap);
	va_end(ap);
	return false;
}

bool sp_error_pass(sp_error *to, const sp_error *from)
{
	if (from->code == SP_OK)
		return true;
	if (to && to->code == SP_OK)
		*to = *from;
	return false;
}

void sp_error_clear(sp_error *err)
{
	memset(err, 0, sizeof *err);
}

const char *sp_error_text(const sp_error *err, char *out, size_t size)
{
	if (!err->file[0])
		snprintf(out, size, "%s", err->msg);
	else if (err->line && err->column)
		snprintf(out, size, "%s:%d:%d: %s", err->file, err->line,
			 err->column, err->msg);
	else if (err->line)
		snprintf(out, size, "%s:%d: %s", err->file, err->line,
			 err->msg);
	else
		snprintf(out, size, "%s: %s", err->file, err->msg);
	return out;
}
