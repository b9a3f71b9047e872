/* The splitter, by a table: '|' in the text marks where a sentence ends. */
#include "tests/unit/test.h"

#include "base/sentence.h"

static const char *const table[] = {
	/* plain */
	"The port needs a crane.| It cannot wait!| Who pays?",
	"One sentence without a stop",
	"Trailing blanks are no sentence.  ",
	"Wait...| There is more.",
	"Is it \"safe\"?| We think so.",

	/* abbreviations, initials, decimals */
	"Dr. Okafor met Prof. Lindqvist at St. Anne.| They agreed.",
	"See Sec. 4 and Fig. 2 of the draft.| It is long.",
	"No. 12 is missing.| No.| We say it again.",
	"The answer is no.| The reason is money.",
	"J. P. Marsh wrote it.| She signed.",
	"The tax is 3.5 percent.| It was 2.",
	"In the U.S. Senate the bill died.| It will return.",
	"This holds in the U.S.| The rest of us wait.",
	"Lantern Works, Inc. builds lamps.| Others do too.",
	"We use lamps, ropes, etc.| They are cheap.",
	"Some tools, e.g. Hammers, are old.| We keep them.",
	"It opens at 9 a.m. on Mondays.| Come early.",
	"Under 5 U.S.C. 552 a request was made.| It was denied.",
	"Visit example.org today.| It is free.",

	"\xE2\x80\x9CMr. Kestrel opposes it.\xE2\x80\x9D| She said so.",
	"The chair\xE2\x80\x94" "Dr. Jones\xE2\x80\x94" "spoke.| We heard \xC2\xAB" "M. Roux\xC2\xBB.",
	"Builders (\xE2\x80\x9C" "U.S. Steel\xE2\x80\x9D) agree.| They don\xE2\x80\x99t.| U.S. law does.",
	"We asked Lantern Works, Inc.| It\xE2\x80\x99s time.",

	/* runs of stops */
	"Wait!!!| Now.| So?!.| Yes...no ..... x.",

	/* enumerators */
	"1. Fund the port.",
	"a. Fund the port.",
	"iv. Publish the map.| It is due.",

	/* quotes, brackets, notes */
	"He said: \"Go home.\"| We stayed.",
	"They call it \xE2\x80\x9Cprogress.\xE2\x80\x9D| We call it noise.",
	"(This is an aside.)| This is not.",
	"The survey proves it.[3]| Others differ.",
	"The survey proves it.12| Others differ.",

	/* lower case goes on */
	"The firm yahoo! is old.| It lives.",
	"We asked why? and got no answer.",

	/* line ends */
	"First line of verse\n|Second line of verse",
	"A sentence that is\nwrapped in lower case.",
	"Dear Office,\nWe write to you.",

	/* as they stand in letters: citations, titles, lists, quotes, addresses, dates */
	"The ship came into the port.| b. Close the gate at night.",
	"The board met in May.| a. Publish the map.",
	"Dr. Ilse Brandt and Mrs. Obi agree.| So do we.",
	"Gov. Marlow signed it.| The bill is law.",
	"The case is Harlow v. Easterly.| It was lost.",
	"Harlow v. Easterly, 12 F.3d 45 (2d Cir. 1999), is cited.| We agree.",
	"See 47 C.F.R. § 8.1.| The rule is short.",
	"See 47 C.F.R. § 8.1 and 5 U.S.C. § 553.| Both apply.",
	"See id. at 14.| The court held so.",
	"The rule (see 47 C.F.R. § 8.1(a)) is short.| It works.",
	"Under Pub. L. No. 104-104, it lapsed.| It was renewed.",
	"Smith et al. found no effect.| Others did.",
	"Smith et al. (2019) found none.| Others did.",
	"J. R. Okoro and T. S. Vale wrote it.| We read it.",
	"The letter is by J. R. Okoro.| We read it.",
	"The chair, Ms. A. Lindt, spoke.| No one else did.",
	"It was built in the U.S. by hand.| It lasted.",
	"It was built in the U.S.| We bought it.",
	"The U.S. Department of Harbours replied.| It declined.",
	"U.S. firms pay more.| E.U. firms pay less.",
	"In the U.K. Parliament it failed.| It will be back.",
	"Firms, e.g., small ones, pay more.| Big ones do not.",
	"Firms (e.g. Small Works) pay more.| Big ones do not.",
	"That is, i.e. The rule, fails.",
	"Some firms (i.e., the small ones) left.| Others stayed.",
	"Lamps, ropes, nets, etc. are taxed.| Boats are not.",
	"Lamps, ropes, etc.| Boats are not.",
	"It costs $4.50 a day.| It was $3.",
	"It costs 4.5 percent.| 12 firms pay it.",
	"Version 2.0 is out.| Version 3.1.4 is not.",
	"The rate fell by .5 percent.| It rose later.",
	"It ended in 2019.| Since then it is quiet.",
	"Rule No. 7 applies.| Rule no. 8 does not.",
	"The answer is no.| We regret it.",
	"They said no.| We said yes.",
	"Wait ... there is more.| Read on.",
	"Wait... there is more.| Read on.",
	"\"… and so it ended.\"| We agree.",
	"They waited . . . and left.| We stayed.",
	"They waited. . . .| Then they left.",
	"He asked, \"Why?\" and left.| We stayed.",
	"He asked, \"Why?\"| We stayed.",
	"\"Stop!\" she said.| We stopped.",
	"“Stop!” she said.| We stopped.",
	"“It works.”| We agree.",
	"“It works”.| We agree.",
	"‘It works.’| We agree.",
	"The so-called “fix.” was late.| It failed.",
	"(It works.)| We agree.",
	"It works (mostly).| We agree.",
	"It works (see above.)| We agree.",
	"Is it safe?!| We doubt it.",
	"Really??| Yes!!!",
	"See https://example.org/a.b?c=d.| It is long.",
	"See https://example.org/a.b?c=d.| The page is long.",
	"Visit www.example.org.| Then write to a.b@example.org.| We answer.",
	"Visit example.org for more.| It is free.",
	"The file is a.out.| Run it.",
	"1. Fund the port.| It is old.",
	"1.2. Fund the port.| It is old.",
	"(1) Fund the port.| It is old.",
	"(a) Fund the port; (b) close the gate.| Then rest.",
	"Fund three things: 1. The port.| 2. The gate.| 3. The road.",
	"We ask for: the port.| The gate can wait.",
	"Our request: Close the gate.| Open the port.",
	"First, fund it.| Second, close it.| Third, wait.",
	"A. Background",
	"II. The law is old.| It must go.",
	"Section 4.| The law is old.",
	"Question 12: Who pays?| We do.",
	"Q. Who pays?| A. We do.",
	"Sec. 4(b) is new.| Art. 5 is old.",
	"Acme Corp. and Beta Co. agree.| Gamma Ltd. does not.",
	"It is the work of Acme Inc.| The firm is old.",
	"We met Acme Inc.| They agreed.",
	"It opens at 9 a.m.| The gate is closed at 5 p.m. daily.",
	"On Jan. 5 we met.| On Feb. 6, we left.",
	"We met on Mon., Tue. and Wed. of that week.| Then we left.",
	"She holds a Ph.D. in law.| He holds an M.A. in art.",
	"John Oko, Jr. spoke.| He was brief.",
	"John Oko, Esq.| The chair thanked him.",
	"St. Mary's Hospital is closed.| Mt. Vale is open.",
	"The rule failed.[12]| It was new.",
	"The rule failed.12| The court said so.",
	"The rule failed.”3| The court said so.",
	"The rule failed.¹| The court said so.",
	"We use Yahoo! for mail.| It is fine.",
	"Approx. 40 firms pay.| Est. 30 do not.",
	"The firm (Acme, Inc.) pays.| Others do not.",
	"See Fig. 3, Tab. 4 and App. B.| They are clear.",
	"See Vol. 12, pp. 30-40.| Read it all.",
	"Cf. Harlow at 12.| It is old.",
	"So say I.| The rest is noise.",
	"So do I.| We all do.",
	"We want plan B.| It is cheap.",
	"We want vitamin C.| The rest is noise.",
	"It is the 9th.| It ends on the 10th.",
	"They pay ten pct. of it.| We pay all.",
	"Der Bund zahlt z. B. die Miete.| Das ist gut.",
	"M. Dupont a parlé.| Il était bref.",
	"¿Quién paga?| ¡Nosotros!| Así es.",
	"Мы против.| Они за.",
	"我们反对。|他们赞成！|“是吗？”|是。",
	"Dear Sir or Madam: We write to you.",
	"Thank you.| Sincerely,",
	"It is a work of art.| Museums show it.",
	"We use the app.| Users like it.",
	"See Art. IV and App. B.| They are old.",
	"Rt. Hon. Vale and Pres. Oko spoke.| We heard them.",
	"We met on Dec. 3 and Mar. 4.| It rained.",
	"हम विरोध करते हैं।| वे समर्थन करते हैं।",
	"The gate is 3 ft.| It is low.",
};

/* The text without marks, and the ends that they stand for. */
static size_t strip(const char *marked, char *text, size_t ends[16])
{
	size_t n = 0, k = 0;

	for (; *marked; marked++)
		if (*marked == '|')
			ends[k++] = n;
		else
			text[n++] = *marked;
	text[n] = '\0';
	while (n && (text[n - 1] == ' ' || text[n - 1] == '\n'))
		n--;
	ends[k++] = n;
	return k;
}

static void sentences_end_where_the_table_says(void **state)
{
	(void)state;
	int wrong = 0;

	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		char text[512];
		size_t ends[16], n = strip(table[i], text, ends), k = 0;
		sp_buf blob = SP_BUF_INIT;
		sp_sentence_iter it;
		sp_range r;

		size_t found = sp_sentence_split(text, strlen(text), &blob);
		bool same = found == n;
		sp_sentence_iter_init(&it, blob.data, blob.len);
		for (; sp_sentence_next(&it, &r); k++) {
			size_t end = k < n ? ends[k] : 0;
			while (end && text[end - 1] == '\n')
				end--;
			same = same && r.end == end;
		}
		if (!same || k != n) {
			print_error("# %s\n", table[i]);
			sp_sentence_iter_init(&it, blob.data, blob.len);
			while (sp_sentence_next(&it, &r))
				print_error("#   [%.*s]\n",
					    (int)(r.end - r.begin),
					    text + r.begin);
			wrong++;
		}
		sp_buf_release(&blob);
	}
	assert_int_equal(wrong, 0);
}

/* Whatever the text: in order, not empty, inside, no blank at the ends. */
static void check_ranges(const char *text, size_t n)
{
	sp_buf blob = SP_BUF_INIT;
	sp_sentence_iter it;
	sp_range r;
	size_t last = 0, count = 0, total;

	total = sp_sentence_split(text, n, &blob);
	sp_sentence_iter_init(&it, blob.data, blob.len);
	while (sp_sentence_next(&it, &r)) {
		assert_true(r.begin >= last && r.begin < r.end && r.end <= n);
		assert_true(r.end - r.begin <= SP_SENTENCE_MAX);
		assert_false(text[r.begin] == ' ' || text[r.end - 1] == ' ');
		last = r.end;
		count++;
	}
	assert_ptr_equal(it.p, it.end);
	assert_int_equal(count, total);
	sp_buf_release(&blob);
}

static void ranges_are_sound_for_any_text(void **state)
{
	(void)state;
	static const char alphabet[] = "aA. .?!\n\"(1)\xE2\x80\x9D.U.S";
	char text[400];
	unsigned seed = 7;

	for (int round = 0; round < 3000; round++) {
		size_t n = (size_t)round % sizeof text;
		for (size_t i = 0; i < n; i++) {
			seed = seed * 1103515245u + 12345u;
			text[i] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
		}
		check_ranges(text, n);
	}
	check_ranges("", 0);
	check_ranges("   ", 3);
}

static void a_monster_is_cut_at_a_blank(void **state)
{
	(void)state;
	sp_buf text = SP_BUF_INIT;

	for (int i = 0; i < 5000; i++)
		sp_buf_adds(&text, "w\xC3\xB6rd ");
	check_ranges(text.data, text.len);
	sp_buf_clear(&text);
	for (int i = 0; i < 5000; i++)	/* no blank anywhere */
		sp_buf_adds(&text, "\xC3\xB6");
	check_ranges(text.data, text.len);
	sp_buf_release(&text);
}

static void a_damaged_blob_ends(void **state)
{
	(void)state;
	sp_sentence_iter it;
	sp_range r;

	sp_sentence_iter_init(&it, "\x00\x05\x80", 3);
	assert_true(sp_sentence_next(&it, &r));
	assert_int_equal(r.end, 5);
	assert_false(sp_sentence_next(&it, &r));
	assert_ptr_not_equal(it.p, it.end);
	sp_sentence_iter_init(&it, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 7);
	assert_false(sp_sentence_next(&it, &r));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences_end_where_the_table_says),
		cmocka_unit_test(ranges_are_sound_for_any_text),
		cmocka_unit_test(a_monster_is_cut_at_a_blank),
		cmocka_unit_test(a_damaged_blob_ends),
	};

	return cmocka_run_group_tests_name("sentence", tests, NULL, NULL);
}
