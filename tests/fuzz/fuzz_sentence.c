/* The sentence splitter, on any bytes; and its reader, on any blob. */
#include "config.h"

#include "base/sentence.h"
#include "base/utf8.h"
#include "tests/fuzz/fuzz.h"

static const fuzz_hostile hostile[] = {
	{ .name = "full-stops", .unit = ".", .count = 200000 },
	{ .name = "spaced-stops", .unit = ". ", .count = 200000 },
	{ .name = "initials", .unit = "A. B. ", .count = 200000 },
	{ .name = "closers", .unit = ".\"')]", .count = 200000 },
	{ .name = "closers-only", .head = "a.", .unit = "\xe2\x80\x9d", .count = 200000 },
	{ .name = "no-blank", .unit = "x", .count = 1000000 },
	{ .name = "no-blank-wide", .unit = "\xf0\x9f\x99\x82", .count = 300000 },
	{ .name = "blanks", .head = "a", .unit = " ", .count = 200000, .tail = "b" },
	{ .name = "lines", .unit = "and\n", .count = 300000 },
	{ .name = "notes", .head = "It holds.", .unit = "[1", .count = 200000 },
	{ .name = "stops-and-blanks", .head = "a", .unit = ".  ", .count = 300000 },
	{ 0 }
};

const fuzz_target fuzz_this = { .name = "sentence", .hostile = hostile };

/* A blob from a corpus file that somebody has damaged. */
static void read_blob(const uint8_t *data, size_t size)
{
	sp_sentence_iter it;
	sp_range r;
	size_t count = 0;

	sp_sentence_iter_init(&it, data, size);
	while (sp_sentence_next(&it, &r))
		count++;
	fuzz_check(count * 2 <= size, "%zu sentences in %zu bytes", count, size);
}

/* The text as blocks have it: what the splitter is made for. */
static void clean(const uint8_t *data, size_t size, sp_buf *out)
{
	const char *s = (const char *)data;

	for (size_t i = 0; i < size;) {
		unsigned cp;
		i += sp_utf8_decode(s + i, size - i, &cp);
		sp_buf_addcp(out, cp >= ' ' || cp == '\n' ? cp : ' ');
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	sp_buf text = SP_BUF_INIT, blob = SP_BUF_INIT;

	clean(data, size, &text);
	sp_sentence_split(text.data, text.len, &blob);
	fuzz_check_sentences(text.data, text.len, blob.data, blob.len);
	read_blob(data, size);
	sp_buf_release(&text);
	sp_buf_release(&blob);
	return 0;
}
