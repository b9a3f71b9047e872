/* Rule packs: YAML, patterns, the matcher, decisions. The input is a pack;
 * behind a line "%%" may stand a text that it is tried on. */
#include "config.h"

#include <string.h>

#include "analyze/decide.h"
#include "analyze/pack.h"
#include "analyze/regex.h"
#include "base/sentence.h"
#include "base/utf8.h"
#include "tests/fuzz/fuzz.h"

#define HEAD "pack: p\nversion: 1\ntitle: t\ndimensions:\n  d: D\n"
#define ISSUE HEAD "issues:\n  i:\n    dimension: d\n    short: n\n" \
	"    proposition: It holds.\n    about:\n"

static const fuzz_hostile hostile[] = {
	{ .name = "deep-list", .head = HEAD "concepts:\n  c: ", .unit = "[", .count = 25000 },
	{ .name = "deep-map", .head = HEAD "concepts: ", .unit = "{a: ", .count = 25000 },
	{ .name = "anchors", .head = "a: &a [x]\n", .unit = "b\a: *a\n", .count = 12500 },
	{ .name = "concepts", .head = HEAD "concepts:\n", .unit = "  c\a: [word \a]\n",
	  .count = 5000 },
	{ .name = "concept-chain", .head = HEAD "concepts:\n  c: [a]\n",
	  .unit = "  c\a: [\"{c} {c}\"]\n", .count = 2000 },
	{ .name = "patterns", .head = ISSUE, .unit = "      - word \a of it\n", .count = 5000 },
	{ .name = "alternatives", .head = ISSUE "      - \"(a",
	  .unit = "|w\a", .count = 5000, .tail = ")\"\n" },
	{ .name = "groups", .head = ISSUE "      - \"", .unit = "(a|b) ", .count = 2000,
	  .tail = "\"\n" },
	{ .name = "deep-groups", .head = ISSUE "      - \"", .unit = "(a ", .count = 5000,
	  .tail = "\"\n" },
	{ .name = "optional", .head = ISSUE "      - \"", .unit = "a? ", .count = 5000,
	  .tail = "\"\n" },
	{ .name = "gaps", .head = ISSUE "      - \"a", .unit = " ... b", .count = 2000,
	  .tail = "\"\n" },
	{ .name = "extends-itself", .head = "extends: [pack.yaml]\n" HEAD },
	{ .name = "huge-scalar", .head = "pack: ", .unit = "word ", .count = 500000 },
	{ .name = "comments", .head = HEAD, .unit = "# word\n", .count = 50000 },
	{ 0 }
};

const fuzz_target fuzz_this = { .name = "pack", .hostile = hostile };

static const char letter[] =
	"We urge the agency not to adopt a licensing regime for open models. "
	"Although some argue that open weights are dangerous, we oppose restrictions "
	"on open-source AI; critics say the rule must not go too far. Congress should "
	"fund word 7 of it, and should neither ban nor limit a b.\nDon't you agree?";

static bool same_hits(const sp_hit *a, size_t na, const sp_hit *b, size_t nb)
{
	return na == nb && (!na || memcmp(a, b, na * sizeof *a) == 0);
}

/* With and without the automaton the hits are the same. */
static void match(const sp_pack *p, const char *s, size_t n)
{
	sp_match_state *quick = sp_match_state_new(p->matcher);
	sp_match_state *slow = sp_match_state_new(p->matcher);
	sp_buf folded = SP_BUF_INIT;
	size_t nquick, nslow;

	sp_buf_add(&folded, s, n);
	sp_match_fold(s, n, folded.data);
	sp_match_without_prefilter(slow);
	const sp_hit *a = sp_match(p->matcher, quick, folded.data, n, &nquick);
	const sp_hit *b = sp_match(p->matcher, slow, folded.data, n, &nslow);
	fuzz_check(same_hits(a, nquick, b, nslow),
		   "%zu hits with the automaton, %zu without, in '%.*s'", nquick, nslow,
		   (int)n, s);
	for (size_t i = 0; i < nquick; i++)
		fuzz_check(a[i].pattern < p->npatterns && a[i].begin < a[i].end &&
			   a[i].end <= n, "a hit [%u, %u) of pattern %u in %zu bytes",
			   a[i].begin, a[i].end, a[i].pattern, n);
	sp_match_state_free(quick);
	sp_match_state_free(slow);
	sp_buf_release(&folded);
}

/* What the search for a text that a pattern matches says holds before PCRE2.
 * (PCRE2 10.42 itself misses that (?=a)b*a matches "a".) */
static void reach(const sp_pack *p)
{
	sp_buf witness = SP_BUF_INIT, folded = SP_BUF_INIT, regex = SP_BUF_INIT;
	size_t n = p->npatterns < 20 ? p->npatterns : 20;

	sp_buf_adds(&folded, letter);
	sp_match_fold(folded.data, folded.len, folded.data);
	for (size_t i = 0; i < n; i++) {
		const sp_pattern_code *code = p->patterns[i].code;
		if (code->whole)
			continue;
		sp_pattern_regex(code->tree, &regex);
		sp_reached r = sp_regex_reach(regex.data, &witness);
		fuzz_check(r.reach != SP_REACH_YES || strstr(regex.data, "(?=") ||
			   sp_matcher_try(p->matcher, i, witness.data,
					  witness.len) != SP_TRY_NONE,
			   "'%s' does not match '%s'", regex.data, witness.data);
		fuzz_check(r.reach != SP_REACH_NEVER ||
			   sp_matcher_try(p->matcher, i, folded.data,
					  folded.len) != SP_TRY_MATCH,
			   "'%s' matches, but is said not to", regex.data);
	}
	sp_buf_release(&witness);
	sp_buf_release(&folded);
	sp_buf_release(&regex);
}

static void check_candidate(const sp_pack *p, const sp_verdict *v,
			    const sp_candidate *c)
{
	fuzz_check(c->entry < p->nentries && c->span < v->nspans &&
		   (c->sign == 1 || c->sign == -1), "a candidate out of range");
	fuzz_check(c->begin <= c->end && c->end <= v->len &&
		   c->name_begin <= c->name_end && c->name_end <= v->len,
		   "a candidate's words [%u, %u), name [%u, %u) of %zu bytes",
		   c->begin, c->end, c->name_begin, c->name_end, v->len);
}

static void decide(const sp_pack *p, const char *s, size_t n)
{
	sp_decider *d = sp_decider_new(p);
	sp_buf blob = SP_BUF_INIT;
	sp_sentence_iter it;
	sp_range r;

	sp_sentence_split(s, n, &blob);
	sp_sentence_iter_init(&it, blob.data, blob.len);
	while (sp_sentence_next(&it, &r)) {
		sp_statement st = {
			.lead = "The agency must:", .lead_len = 16,
			.text = s + r.begin, .len = r.end - r.begin,
			.kind = SP_LIST_ITEM, .submitter = "Example Office",
		};
		const sp_verdict *v = sp_decide(d, &st);
		for (size_t i = 0; i < v->ncandidates; i++)
			check_candidate(p, v, &v->candidates[i]);
	}
	sp_buf_release(&blob);
	sp_decider_free(d);
}

/* Blocks hold valid UTF-8 without controls: so does what packs are tried on. */
static void add_text(sp_buf *out, const char *s, size_t n)
{
	while (n) {
		unsigned cp;
		size_t step = sp_utf8_decode(s, n, &cp);
		sp_buf_addcp(out, cp >= ' ' || cp == '\n' ? cp : ' ');
		s += step;
		n -= step;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *cut = memmem(data, size, "\n%%\n", 4);
	size_t n = cut ? (size_t)(cut - (const char *)data) + 1 : size;
	sp_error err = SP_ERROR_INIT;
	sp_buf text = SP_BUF_INIT;

	sp_pack *p = sp_pack_load(fuzz_file("pack.yaml", data, n), &err);
	fuzz_check(!p == (err.code != SP_OK), "success and error at once");
	fuzz_check_text("the error", err.msg, strlen(err.msg), false);
	if (p) {
		if (cut)
			add_text(&text, cut + 4, size - n - 3);
		else
			sp_buf_adds(&text, letter);
		match(p, text.data, text.len);
		reach(p);
		decide(p, text.data, text.len);
	}
	sp_pack_free(p);
	sp_buf_release(&text);
	return 0;
}
