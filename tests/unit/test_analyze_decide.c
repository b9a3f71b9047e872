/* How signs are composed, on a small pack of its own, and the traps of the
 * codebook on the built-in one. */
#include "tests/unit/test.h"

#include <unistd.h>

#include "analyze/decide.h"
#include "base/sentence.h"

static const char small_pack[] =
	"pack: small\n"
	"version: \"1\"\n"
	"title: A small pack\n"
	"extends: [english]\n"
	"dimensions: { d: D }\n"
	"concepts:\n"
	"  towers: [tower*]\n"
	"issues:\n"
	"  build:\n"
	"    dimension: d\n"
	"    short: Towers\n"
	"    proposition: Towers should be built.\n"
	"    about: [towers]\n"
	"    against: [height cap*]\n"
	"    concerns: [collapse*]\n"
	"    oppose: [eyesore*]\n"
	"    except: [tower bridge]\n";

static sp_pack *load_text(const char *text, sp_error *err)
{
	char path[] = "/tmp/sp-pack-XXXXXX";
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	sp_pack *p = sp_pack_load(path, err);
	unlink(path);
	return p;
}

/* All rows of the sentences of `text`, as "issue+ issue-/other ...", each once,
 * in the order of the pack's issues. */
static void rows_of(const sp_pack *p, const char *text, char *out, size_t size)
{
	sp_decider *d = sp_decider_new(p);
	sp_buf blob = SP_BUF_INIT, rows = SP_BUF_INIT;
	sp_sentence_iter it;
	sp_range r;

	sp_sentence_split(text, strlen(text), &blob);
	sp_sentence_iter_init(&it, blob.data, blob.len);
	while (sp_sentence_next(&it, &r)) {
		sp_statement s = { .text = text + r.begin,
				   .len = r.end - r.begin,
				   .kind = SP_PARAGRAPH };
		const sp_verdict *v = sp_decide(d, &s);
		for (size_t i = 0; i < v->ncandidates; i++) {
			const sp_candidate *c = &v->candidates[i];
			char row[96];
			if (c->fate != SP_TAKEN)
				continue;
			snprintf(row, sizeof row, "%s%c%s ",
				 p->issues[p->entries[c->entry].issue].name,
				 c->sign > 0 ? '+' : '-',
				 c->other ? "/other" : "");
			if (!strstr(rows.data, row))
				sp_buf_adds(&rows, row);
		}
	}
	snprintf(out, size, "%s", rows.data);
	sp_buf_release(&blob);
	sp_buf_release(&rows);
	sp_decider_free(d);
}

static void test_composition(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "Cities should build towers.", "build+ " },
		{ "Cities should not build towers.", "build- " },
		{ "We oppose limits on towers.", "build+ " },
		{ "We do not oppose limits on towers.", "build- " },
		{ "Towers are harmful.", "build- " },
		{ "Towers are not harmful.", "build+ " },
		{ "Towers slow innovation.", "build- " },
		{ "Towers reduce costs.", "build+ " },
		{ "Towers must be restricted.", "build- " },
		{ "Towers must not be restricted.", "build+ " },
		{ "Height caps must be abolished.", "build+ " },
		{ "We urge the city to adopt height caps.", "build- " },
		{ "Cities must address the risks of collapse.", "build+ " },
		{ "Without towers, rents will rise.", "build+ " },
		{ "Cities should plant trees rather than build towers.", "build- " },
		{ "Restricting towers would harm innovation.", "build+ " },
		{ "Removing uncertainty about towers is essential.", "build+ " },
		{ "These buildings are eyesores.", "build- " },
		{ "Three towers were finished in May.", "" },
		{ "We love Tower Bridge and must keep it.", "" },
		{ "Should cities build towers?", "" },
		{ "The agency asks whether towers should be banned.", "" },
		{ "Critics argue that towers are harmful.", "build-/other " },
		{ "Acme Corp argues that towers are essential.", "build+/other " },
		{ "Although towers are useful, we oppose towers.", "build- " },
		{ "Some have called for banning towers. We disagree.", "build-/other build+ " },
		{ "Cities should build towers. This would be beneficial.", "build+ " },
		{ "Critics say that towers are harmful; we disagree.", "build+ " },
		{ "Acme Corp is wrong to say that towers are harmful.", "build+ " },
		{ "The claim that towers are harmful does not hold up.", "build+ " },
		{ "Towers are opposed by Acme Corp.", "build-/other " },
		{ "Some want towers to be banned. We join them.", "build-/other build- " },
		{ "If towers were banned, rivals would gain.", "build+ " },
		{ "If towers were banned, cities would thrive.", "build- " },
		{ "The bill would ban towers. The bill is a mistake.", "build+ " },
		{ "The bill would fund towers. Congress should pass the bill.", "build+ " },
		{ "The bill would fund towers. The bill has ten sponsors.", "" },
		{ "The court held that towers are harmful.", "" },
	};
	sp_error err = SP_ERROR_INIT;
	sp_pack *p = load_text(small_pack, &err);
	char got[256];

	(void)state;
	if (!p)
		fail_msg("%s", error_text(&err));
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		rows_of(p, cases[i].text, got, sizeof got);
		if (strcmp(got, cases[i].want) != 0)
			fail_msg("%s: wanted '%s', got '%s'", cases[i].text,
				 cases[i].want, got);
	}
	sp_pack_free(p);
}

/* An item of a list is one statement with its lead-in. */
static void test_lead_in(void **state)
{
	static const struct {
		const char *lead, *item;
		int sign;	/* 0: no row */
	} cases[] = {
		{ "Cities should:", "build towers", 1 },
		{ "Cities should avoid:", "new towers", -1 },
		{ "The plan has three parts:", "towers", 0 },
	};
	sp_error err = SP_ERROR_INIT;
	sp_pack *p = load_text(small_pack, &err);
	sp_decider *d = sp_decider_new(p);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		sp_statement s = {
			.lead = cases[i].lead, .lead_len = strlen(cases[i].lead),
			.text = cases[i].item, .len = strlen(cases[i].item),
			.kind = SP_LIST_ITEM
		};
		const sp_verdict *v = sp_decide(d, &s);
		int sign = 0;
		for (size_t k = 0; k < v->ncandidates; k++)
			if (v->candidates[k].fate == SP_TAKEN)
				sign = v->candidates[k].sign;
		assert_int_equal(sign, cases[i].sign);
	}
	sp_decider_free(d);
	sp_pack_free(p);
}

/* The own name is no other holder. */
static void test_own_name(void **state)
{
	sp_error err = SP_ERROR_INIT;
	sp_pack *p = load_text(small_pack, &err);
	sp_decider *d = sp_decider_new(p);
	const char *text = "Acme argues that towers are essential.";

	(void)state;
	for (int own = 0; own < 2; own++) {
		sp_statement s = { .text = text, .len = strlen(text),
				   .kind = SP_PARAGRAPH,
				   .submitter = own ? "Acme Inc." : "Beta" };
		const sp_verdict *v = sp_decide(d, &s);
		assert_int_equal(v->ncandidates, 1);
		assert_int_equal(v->candidates[0].fate, SP_TAKEN);
		assert_int_equal(v->candidates[0].other, !own);
		if (!own)
			assert_int_equal(v->candidates[0].name_end -
					 v->candidates[0].name_begin, 4);
	}
	sp_decider_free(d);
	sp_pack_free(p);
}

/* The sentences of the codebook's table of traps, in our own words. */
static void test_traps(void **state)
{
	static const struct {
		const char *text, *rows[4];
	} cases[] = {
		{ "We do not think that Washington should preempt state AI laws.",
		  { "federal-preemption-" } },
		{ "It is not that open models are insecure; they are more secure.",
		  { "open-security+" } },
		{ "Some want frontier models to be licensed. We disagree.",
		  { "pre-approval+/other", "pre-approval-" } },
		{ "Open weights, far from weakening security, improve it.",
		  { "open-security+" } },
		{ "Rather than issue new mandates, regulators should apply existing law.",
		  { "existing-law+", "binding-rules-" } },
		{ "The plan should: (1) fund the NAIRR; (2) avoid burdensome regulation.",
		  { "public-compute+", "binding-rules-" } },
		{ "Without chip controls, our rivals would close the gap.",
		  { "export-controls+", "adversary-competition+" } },
		{ "Red teaming is valuable, but a license for each model is premature.",
		  { "safety-evaluation+", "pre-approval-" } },
		{ "The notice asks whether export controls should be extended.",
		  { NULL } },
		{ "Halden Systems says that training is fair use; we speak for the painters whose work it copied.",
		  { "training-data+/other" } },
		{ "We object to limits on open-weight models.", { "open-models+" } },
		{ "We cannot endorse a license requirement for models.",
		  { "pre-approval-" } },
		{ "Nothing would be more harmful than repealing export controls.",
		  { "export-controls+" } },
		{ "We would back preemption only if it spares state contract law.",
		  { "federal-preemption+" } },
		{ "We need voluntary standards rather than licences for models.",
		  { "voluntary-governance+", "pre-approval-" } },
	};
	sp_error err = SP_ERROR_INIT;
	sp_pack *p = sp_pack_load("ai-policy", &err);
	char got[512];

	(void)state;
	if (!p)
		fail_msg("%s", error_text(&err));
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		rows_of(p, cases[i].text, got, sizeof got);
		for (size_t k = 0; k < 4 && cases[i].rows[k]; k++) {
			char row[96];
			snprintf(row, sizeof row, "%s ", cases[i].rows[k]);
			if (!strstr(got, row))
				fail_msg("%s: no %s in '%s'", cases[i].text,
					 row, got);
		}
		if (!cases[i].rows[0])
			assert_string_equal(got, "");
	}
	sp_pack_free(p);
}

/* The automaton only says what need not be tried: the rows are the same
 * without it. */
static void test_prefilter(void **state)
{
	sp_error err = SP_ERROR_INIT;
	sp_pack *p = sp_pack_load("ai-policy", &err);
	sp_decider *with = sp_decider_new(p), *without = sp_decider_new(p);

	(void)state;
	sp_decider_no_prefilter(without);
	for (size_t i = 0; i < p->nexamples; i++) {
		const char *text = p->examples[i].text;
		sp_statement s = { .text = text, .len = strlen(text),
				   .kind = SP_PARAGRAPH };
		const sp_verdict *a = sp_decide(with, &s);
		const sp_verdict *b = sp_decide(without, &s);
		assert_int_equal(a->nspans, b->nspans);
		assert_int_equal(a->ncandidates, b->ncandidates);
		for (size_t k = 0; k < a->ncandidates; k++) {
			assert_int_equal(a->candidates[k].entry,
					 b->candidates[k].entry);
			assert_int_equal(a->candidates[k].fate,
					 b->candidates[k].fate);
			assert_int_equal(a->candidates[k].sign,
					 b->candidates[k].sign);
		}
	}
	sp_decider_free(with);
	sp_decider_free(without);
	sp_pack_free(p);
}

static void test_pack_errors(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "pack: [x", ":1:" },
		{ "pak: x\n", ":1:1: unknown key 'pak'; did you mean 'pack'?" },
		{ "pack: x\nversion: 1\ntitle: t\nissues:\n  a: { dimension: none, short: s, proposition: p }\n",
		  ":5:19: no dimension 'none'" },
		{ "pack: x\nversion: 1\ntitle: t\nconcepts:\n  a: [\"{b} c\"]\n",
		  "no concept 'b' before this line" },
		{ "pack: x\nversion: 1\ntitle: t\ncues:\n  a: { kind: asks, words: [a] }\n",
		  ":5:14: no kind of cue 'asks'" },
		{ "pack: x\nversion: 1\ntitle: t\nconcepts:\n  a: [\"/(/\"]\n",
		  ":5:7: invalid pattern" },
		{ "pack: x\nversion: 1\ntitle: t\nextends: [nowhere]\n",
		  ":4:11: cannot read the pack" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		sp_error err = SP_ERROR_INIT;
		assert_null(load_text(cases[i].text, &err));
		if (!strstr(error_text(&err), cases[i].message))
			fail_msg("%s: no '%s' in it", error_text(&err),
				 cases[i].message);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_composition),
		cmocka_unit_test(test_lead_in),
		cmocka_unit_test(test_own_name),
		cmocka_unit_test(test_traps),
		cmocka_unit_test(test_prefilter),
		cmocka_unit_test(test_pack_errors),
	};

	return cmocka_run_group_tests_name("decide", tests, NULL, NULL);
}
