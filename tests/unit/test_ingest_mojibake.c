/* Text that was decoded wrongly comes back, text that is right stays: on
 * invented sentences in thirty languages, spoiled by each code page. */
#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "corpus/document.h"
#include "ingest/charset.h"
#include "ingest/codepage.h"
#include "ingest/repair.h"

enum { SENTENCES = 80 };

typedef struct sentences {
	sp_buf file;
	char *line[SENTENCES];	/* borrowed from `file`, behind the language */
	size_t n;
} sentences;

static int load(void **state)
{
	sentences *s = test_calloc(1, sizeof *s);
	char path[4096];
	char *rest = NULL;

	snprintf(path, sizeof path, "%s/tests/unit/sentences.txt", getenv("SP_SOURCE"));
	sp_buf_init(&s->file);
	if (!sp_buf_read(&s->file, path, 0, NULL))
		return -1;
	for (char *l = strtok_r(s->file.data, "\n", &rest); l && s->n < SENTENCES;
	     l = strtok_r(NULL, "\n", &rest))
		s->line[s->n++] = strchr(l, '\t') + 1;
	*state = s;
	return 0;
}

static int unload(void **state)
{
	sentences *s = *state;

	sp_buf_release(&s->file);
	test_free(s);
	return 0;
}

/* What a reader makes of UTF-8 that it takes for `page`; false if it loses a
 * byte above 0x9F, which nothing can bring back. */
static bool spoil(const sp_charset *page, const sp_buf *in, sp_buf *out)
{
	const uint32_t *high = sp_charset_high(page);

	sp_buf_clear(out);
	for (size_t i = 0; i < in->len; i++) {
		unsigned char b = (unsigned char)in->data[i];
		if (b >= 0x80 && !high[b - 0x80])
			return false;
		sp_buf_addcp(out, b < 0x80 ? b : high[b - 0x80]);
	}
	return true;
}

static size_t mended(sp_mojibake *m, sp_buf *text)
{
	sp_document *d = sp_document_new("x");
	size_t n = 0;

	sp_repair_text(m, text, d, NULL);
	for (size_t i = 0; i < d->nrepairs; i++)
		n += d->repairs[i].count;
	sp_document_free(d);
	return n;
}

static void check(const char *in, const char *want)
{
	sp_mojibake *m = sp_mojibake_new();
	sp_buf text = SP_BUF_INIT;

	sp_buf_adds(&text, in);
	size_t n = mended(m, &text);
	assert_string_equal(text.data, want);
	assert_int_equal(n > 0, strcmp(in, want) != 0);
	sp_buf_release(&text);
	sp_mojibake_free(m);
}

static void what_is_right_stays(void **state)
{
	const sentences *s = *state;
	static const char *const more[] = {
		"SÃO PAULO", "AMANHÃ À NOITE, IRMÃ", "«À»", "¿Qué?", "naïve café", "CAFÉ”",
		"À…", "l’été", "Spaß“", "«CAFÉ»", "Œuvre", "Å", "10 Å", "25 Å²", "kΩ", "5 µm",
		"x²±½", "«В»", "СТУДЕНТОВ»", "«ДОМ УЧЁНЫХ»", "Рёв", "ВПЕРЁД", "รถรก", "AI รก", "โอกาส",
		"MŮŽE", "ÚŽAS", "STÓŁ", "Ă®", "M€", "Â", "Ã", "É°", "Žižkov", "ÞÝÐING", "don’t",
		"├── src", "│ └─ a", "N° 5", "1º", "Mª José", "l·l", "†‡", "™®©", "Đà Nẵng",
		"ξ", "Ω", "Ελλάδα", "ΌΧΙ»", "—É", "“É", "à ‘", "e\xcc\x81" "a", "ﬁ ﬂ", "全部", "“开放”",
	};

	assert_true(s->n > 50);
	for (size_t i = 0; i < s->n; i++)
		check(s->line[i], s->line[i]);
	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		check(more[i], more[i]);
}

/* Of the sentences that `page` spoils without loss, how many come back? */
static void count_back(const sentences *s, const sp_charset *page, unsigned times,
		       size_t *spoiled, size_t *back)
{
	sp_mojibake *m = sp_mojibake_new();
	sp_buf a = SP_BUF_INIT, b = SP_BUF_INIT;

	*spoiled = *back = 0;
	for (size_t i = 0; i < s->n; i++) {
		bool whole = true;
		sp_buf_clear(&a);
		sp_buf_adds(&a, s->line[i]);
		for (unsigned k = 0; k < times && whole; k++) {
			whole = spoil(page, &a, &b);
			sp_buf t = a;
			a = b;
			b = t;
		}
		if (!whole || strcmp(a.data, s->line[i]) == 0)
			continue;
		mended(m, &a);
		++*spoiled;
		*back += strcmp(a.data, s->line[i]) == 0;
	}
	sp_buf_release(&a);
	sp_buf_release(&b);
	sp_mojibake_free(m);
}

static void what_was_spoiled_comes_back(void **state)
{
	/* Floors: of all sentences that the page spoils, per cent that come back
	 * when they were spoiled once and twice. */
	static const struct { const char *page; unsigned once, twice; } floors[] = {
		{ "windows-1252", 100, 65 }, { "windows-1250", 100, 38 },
		{ "windows-1251", 100, 50 }, { "windows-1253", 100, 60 },
		{ "windows-1254", 100, 60 }, { "windows-874", 100, 60 },
		{ "macintosh", 100, 55 }, { "IBM437", 100, 70 },
		/* "–" alone between two words is three letters in it, and what is
		 * spoiled beside it looks the same as by IBM437 */
		{ "IBM850", 98, 40 },
	};

	for (size_t i = 0; i < sizeof floors / sizeof *floors; i++) {
		const sp_charset *page = sp_charset_by_name(floors[i].page);
		size_t once, back, twice, back2;
		count_back(*state, page, 1, &once, &back);
		count_back(*state, page, 2, &twice, &back2);
		print_message("# %s: once %zu of %zu, twice %zu of %zu\n", floors[i].page,
			      back, once, back2, twice);
		assert_true(once > 40 && back * 100 >= floors[i].once * once);
		assert_true(twice > 0 && back2 * 100 >= floors[i].twice * twice);
	}
}

static void lost_bytes_are_found_again(void **state)
{
	(void)state;
	static const struct { const char *in, *out; } cases[] = {
		{ "donâ€™t", "don’t" }, { "l’HumanitÃ©", "l’Humanité" },
		{ "â€œquotedâ€\xc2\x9d", "“quoted”" }, { "â€œquotedâ€", "“quoted”" },
		{ "â€œquotedâ€\xef\xbf\xbd he said", "“quoted” he said" },
		{ "â€œopenâ€?, he said", "“open”, he said" },
		{ "Americaโ€™s โ€œlead,โ€ it says", "America’s “lead,” it says" },
		{ "voilÃ  ce qu’il dÃ©clare", "voilà ce qu’il déclare" },
		{ "voilÃ\xc2\xa0 ce", "voilà ce" }, { "MarÃa GarcÃa", "María García" },
		{ "dÃ©jÃ\xc2\xa0", "déjà" }, { "Hello.Â\xc2\xa0 World", "Hello.\xc2\xa0 World" },
		{ "25Â°C and Â£5 for 3Â½", "25°C and £5 for 3½" }, { "iâm", "iâm" },
		{ "РџСЂРёРІРµС‚ Рё РІР°Рј", "Привет и вам" },
		{ "donÃ¢â‚¬â„¢t", "don’t" }, { "cafÃƒÂ© and “good”", "café and “good”" },
		{ "it‚Äôs ‚Äúmac‚Äù", "it’s “mac”" }, { "itΓÇÖs ΓÇ£dosΓÇ¥", "it’s “dos”" },
		{ "itвЂ™s", "it’s" }, { "itβ€™s", "it’s" }, { "ðŸ˜€ ok", "😀 ok" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check(cases[i].in, cases[i].out);
}

static void repairs_are_counted_by_kind(void **state)
{
	(void)state;
	sp_mojibake *m = sp_mojibake_new();
	sp_document *d = sp_document_new("x");
	sp_buf text = SP_BUF_INIT;

	sp_buf_adds(&text, "donâ€™t canâ€™t Americaโ€™s cafÃƒÂ© plain “good”");
	sp_repair_text(m, &text, d, NULL);
	assert_string_equal(text.data, "don’t can’t America’s café plain “good”");
	assert_int_equal(d->nrepairs, 3);
	assert_string_equal(d->repairs[0].kind, "UTF-8 read as windows-1252");
	assert_int_equal(d->repairs[0].count, 2);
	assert_string_equal(d->repairs[0].before, "donâ€™t");
	assert_string_equal(d->repairs[0].after, "don’t");
	assert_string_equal(d->repairs[1].kind, "UTF-8 read as windows-874");
	assert_string_equal(d->repairs[2].kind, "UTF-8 read as windows-1252, twice");
	sp_document_free(d);
	sp_buf_release(&text);
	sp_mojibake_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_right_stays, load, unload),
		cmocka_unit_test_setup_teardown(what_was_spoiled_comes_back, load, unload),
		cmocka_unit_test(lost_bytes_are_found_again),
		cmocka_unit_test(repairs_are_counted_by_kind),
	};

	return cmocka_run_group_tests_name("ingest mojibake", tests, NULL, NULL);
}
