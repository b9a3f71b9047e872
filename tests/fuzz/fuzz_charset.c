/* Character sets and mojibake: any bytes become UTF-8, the same each time. */
#include "config.h"

#include <string.h>

#include "base/utf8.h"
#include "ingest/decode.h"
#include "tests/fuzz/fuzz.h"

static const fuzz_hostile hostile[] = {
	{ .name = "invalid", .unit = "\xff", .count = 1000000 },
	{ .name = "continuations", .unit = "\x80", .count = 1000000 },
	{ .name = "leads", .unit = "\xf0", .count = 1000000 },
	{ .name = "surrogates", .unit = "\xed\xa0\x80", .count = 300000 },
	{ .name = "windows-1252", .unit = "caf\xe9 ", .count = 200000 },
	{ .name = "strays", .unit = "caf\xc3\xa9 it\x92s ", .count = 100000 },
	{ .name = "declarations", .unit = "<meta charset=x\a>", .count = 50000 },
	{ .name = "open-meta", .unit = "<meta ", .count = 200000, .tail = "\xe9" },
	{ .name = "shifts", .head = "<meta charset=iso-2022-jp>", .unit = "\x1b$B\x1b(B",
	  .count = 100000 },
	{ .name = "multibyte", .head = "<meta charset=gb18030>", .unit = "\x81\x30\x81\x30",
	  .count = 200000 },
	{ .name = "mojibake", .unit = "don\xc3\xa2\xe2\x82\xac\xe2\x84\xa2t ", .count = 100000 },
	{ .name = "mojibake-run", .unit = "\xc3\x83\xc2\xa9", .count = 200000 },
	{ .name = "mojibake-open", .unit = "\xc3\x83 \xc3\x82", .count = 200000 },
	{ .name = "mojibake-either", .unit = "\xd0\xa0\xd1\x91 ", .count = 200000 },
	/* each run could have been read by many pages, and again and again */
	{ .name = "mojibake-dense", .unit = "\xc3\x91\xe2\x80\x9a\xc4\x90\xc2\xb5\xc3\x91"
	  "\xc3\x9a\xc2\xb8\xc3\x90\xc2\xb2\xe2\x82\xac\xc3\x90\xc2\xb8 \xc3\x9a,"
	  "\xc2\xb8\xc3\x90\xc2\xb2\xc3\x90\xc2\xb5\xc3\x91 ", .count = 1000 },
	{ .name = "marks", .head = "a", .unit = "\xcc\x81", .count = 300000 },
	{ 0 }
};

const fuzz_target fuzz_this = { .name = "charset", .hostile = hostile };

static void decode(const uint8_t *data, size_t size)
{
	sp_buf once = SP_BUF_INIT, twice = SP_BUF_INIT;
	sp_decoded a, b;

	sp_decode((const char *)data, size, &once, &a);
	sp_decode((const char *)data, size, &twice, &b);
	fuzz_check(sp_utf8_valid(once.data, once.len) == once.len, "not UTF-8");
	fuzz_check(once.len == twice.len && memcmp(once.data, twice.data, once.len) == 0 &&
		   a.charset == b.charset, "decoded in two ways: %s, %s", a.charset, b.charset);
	fuzz_check(!memchr(once.data, '\0', once.len), "a NUL was left");
	fuzz_check(!a.invalid || a.invalid_at < once.len,
		   "invalid at %zu of %zu", a.invalid_at, once.len);
	/* Three bytes of U+FFFD for one that is invalid, four at most for two. */
	fuzz_check(once.len <= 4 * size, "%zu bytes from %zu", once.len, size);
	sp_buf_release(&once);
	sp_buf_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	decode(data, size);
	fuzz_read("letter.txt", data, size);
	fuzz_read("page.html", data, size);
	return 0;
}
