/* test.h - what every unit test includes: cmocka and its prerequisites. */
#ifndef SP_TESTS_TEST_H
#define SP_TESTS_TEST_H

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"

/** The error as main would print it, in a buffer that the next call reuses. */
static inline const char *error_text(const sp_error *err)
{
	static char text[1100];

	return sp_error_text(err, text, sizeof text);
}

#define assert_ok(call, err) do { \
	if (!(call)) \
		fail_msg("%s: %s", #call, error_text(err)); \
} while (0)

#endif
