/* One run of characters beyond ASCII: is it mojibake, and by which code page?
 * mojibake.h states the rule. */
#include "config.h"

#include <limits.h>
#include <string.h>

#include "base/mem.h"
#include "ingest/mojibake_internal.h"
#include "ingest/spelling.h"

/* Adjacent units: s[from..to) of the window, and what they mean. */
typedef struct group {
	size_t from, to;
	size_t units, bytes;
	bool lossy;
	unsigned faults;	/* as it stands */
	unsigned left;		/* of what it means */
	bool one_script;	/* what it means */
} group;

void sp_window_put(sp_window *w, size_t i, uint32_t cp)
{
	while (i >= w->cap)
		w->s = sp_grow(w->s, w->cap, &w->cap, sizeof *w->s);
	w->s[i] = cp;
}

static void window_copy(sp_window *to, const sp_window *from)
{
	if (from->n)
		sp_window_put(to, from->n - 1, 0);
	memcpy(to->s, from->s, from->n * sizeof *from->s);
	to->n = from->n;
	to->from = from->from;
	to->to = from->to;
}

/* The first group of `page` at or behind `i`, false if there is none. */
static bool find_group(sp_codepage page, const sp_window *w, size_t i, group *g)
{
	*g = (group){ 0 };
	while (i < w->to) {
		sp_unit u = sp_mojibake_unit(page, w, i);
		if (!u.len && g->units)
			break;
		if (!u.len) {
			i++;
			continue;
		}
		if (!g->units++)
			g->from = i;
		g->lossy |= u.lossy;
		g->bytes += u.len;
		g->to = i += u.len;
	}
	return g->units;
}

/* Put what the group means in its place. */
static void replace(sp_codepage page, sp_window *w, group *g, sp_window *spare)
{
	size_t n = g->from;

	window_copy(spare, w);
	for (size_t i = g->from; i < g->to;) {
		sp_unit u = sp_mojibake_unit(page, spare, i);
		w->s[n++] = u.cp;
		i += u.len;
	}
	size_t behind = spare->n - g->to, run = spare->to > g->to ? spare->to - g->to : 0;
	memcpy(w->s + n, spare->s + g->to, behind * sizeof *w->s);
	w->n = n + behind;
	w->to = n + run;
	g->to = n;
}

/* Too long, and too much in one piece, to be an accident. */
static bool is_no_accident(const group *g, const sp_window *w)
{
	return !g->left && !g->lossy && g->one_script && g->from == w->from && g->to >= w->to &&
		(g->units >= 4 || (g->units >= 3 && g->bytes >= 3 * g->units));
}

/* Weigh a group: count its faults before and after. */
static void weigh(sp_codepage page, const sp_window *w, group *g, sp_scratch *x)
{
	group copy = *g;

	window_copy(&x->weighed, w);
	g->faults = sp_spelling_faults(w->s, w->n, g->from, g->to);
	replace(page, &x->weighed, &copy, &x->spare);
	g->left = sp_spelling_faults(x->weighed.s, x->weighed.n, copy.from, copy.to);
	g->one_script = sp_spelling_one_script(x->weighed.s, copy.from, copy.to);
}

static unsigned faults_of(const sp_window *w)
{
	return sp_spelling_faults(w->s, w->n, w->from, w->to);
}

static uint32_t candidates(const sp_window *w)
{
	uint32_t pages = 0;

	for (size_t i = w->from; i + 1 < w->to; i++)
		pages |= sp_codepage_begins(w->s[i], w->s[i + 1]);
	/* a first byte alone */
	if (w->to - w->from == 1)
		pages = sp_codepage_leads(w->s[w->from]);
	else
		pages |= sp_codepage_leads(w->s[w->to - 1]);
	return pages;
}

/* Characters that mojibake is made of and good text seldom. */
static unsigned matter(const sp_window *w, size_t from, size_t to)
{
	unsigned n = 0;

	for (size_t i = from; i < to && i < w->n; i++)
		n += w->s[i] >= 0x80 && !sp_spelling_is_punctuation(w->s[i]);
	return n;
}

/* Replace those groups of `page` that gain by it; returns how many. */
static unsigned mend_by(sp_codepage page, sp_window *w, bool lenient, sp_outcome *o,
			sp_scratch *x)
{
	unsigned n = 0;
	group g;

	o->loose = matter(w, w->from, w->to);

	for (size_t i = w->from; find_group(page, w, i, &g); i = g.to) {
		weigh(page, w, &g, x);
		bool sure = is_no_accident(&g, w);
		if (g.left >= g.faults + lenient && !sure)
			continue;
		o->sure |= sure;
		o->lossy |= g.lossy;
		o->loose -= matter(w, g.from, g.to);
		replace(page, w, &g, &x->spare);
		n++;
	}
	return n;
}

static bool has_letters(const sp_window *w, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (sp_spelling_is_letter(w->s[i]))
			return true;
	return false;
}

/* Is all that has letters in the run part of one group of some page? */
static bool could_be(const sp_window *w)
{
	uint32_t pages = candidates(w);
	group g;

	for (sp_codepage p = 0; pages; p++, pages >>= 1)
		if (pages & 1 && find_group(p, w, w->from, &g) &&
		    !has_letters(w, w->from, g.from) &&
		    (g.to >= w->to || !has_letters(w, g.to, w->to)))
			return true;
	return false;
}

/* Letters of another script than Latin, and nothing else: in Thai, say, two of
 * its consonants beside a Latin word may be right. */
static bool is_weak(const sp_window *w)
{
	for (size_t i = w->from; i < w->to; i++)
		if (w->s[i] < 0x250 || w->s[i] >= 0x2000 || !sp_spelling_is_letter(w->s[i]))
			return false;
	return true;
}

static void mend_best(sp_window *w, unsigned depth, sp_codepage likely,
		      sp_outcome *o, sp_scratch *x);

/* What a try came to, and the windows that hold it. */
typedef struct attempt {
	unsigned left;		/* faults, loose characters, one if bytes were lost */
	unsigned faults;
	sp_outcome outcome;
} attempt;

/* Try all code pages, `likely` first, until one leaves nothing to wish for.
 * Lenient: a page may gain nothing if what it brings to light then does. */
static void try_pages(const sp_window *w, unsigned depth, sp_codepage likely, bool lenient,
		      attempt *best, sp_scratch *x)
{
	sp_window *trial = &x->trial[depth];
	uint32_t pages = candidates(w);

	/* What gains nothing by itself is sought with few pages: it takes time. So
	 * is all, where the text has used up what it may try. */
	if (lenient || !x->tries)
		pages &= (1u << likely) | 1u;
	for (sp_codepage k = 0; k <= sp_codepages() && best->left; k++) {
		sp_codepage page = k ? k - 1 : likely;
		if (!(pages >> page & 1) || (k && page == likely))
			continue;
		sp_outcome now = { .page = page };
		x->tries -= x->tries > 0;
		window_copy(trial, w);
		if (!(now.count = mend_by(page, trial, lenient, &now, x)))
			continue;
		unsigned loose = now.loose;
		mend_best(trial, depth + 1, page, &now, x);
		unsigned faults = faults_of(trial);
		unsigned left = faults + loose + now.lossy;
		if (left >= best->left || (lenient && (!now.times || faults)))
			continue;
		*best = (attempt){ left, faults, now };
		window_copy(&x->best[depth], trial);
	}
}

/* The code page that leaves the fewest faults in the end, the fewest characters
 * as they were, and loses nothing; read again as often as that helps. */
static void mend_best(sp_window *w, unsigned depth, sp_codepage likely,
		      sp_outcome *o, sp_scratch *x)
{
	attempt best = { .left = UINT_MAX };
	unsigned faults = faults_of(w);

	if (depth == SP_TIMES_MAX)
		return;
	try_pages(w, depth, likely, false, &best, x);
	if (best.left && x->tries && faults >= 2 * SP_FAULT)
		try_pages(w, depth, likely, true, &best, x);
	/* On the way faults may be left; in the end at most half of them, and a
	 * whole one less than before. */
	if (!best.outcome.count ||
	    (!depth && !best.outcome.sure &&
	     (2 * best.faults > faults || best.faults + SP_FAULT > faults)))
		return;
	window_copy(w, &x->best[depth]);
	if (!o->times && !o->count) {
		o->page = best.outcome.page;
		o->count = best.outcome.count;
	}
	o->lossy |= best.outcome.lossy;
	o->times += best.outcome.times + 1;
}

sp_outcome sp_mojibake_run(sp_window *w, sp_codepage likely, sp_scratch *x)
{
	sp_outcome o = { .verdict = SP_RUN_PLAIN };
	bool weak = is_weak(w), letters = has_letters(w, w->from, w->to);

	x->tries += SP_TRIES_RUN;
	mend_best(w, 0, likely, &o, x);
	o.open = could_be(w);
	if (o.times)
		o.verdict = weak ? SP_RUN_WEAK : SP_RUN_MENDED;
	else if (o.open)
		o.verdict = SP_RUN_EITHER;
	else if (letters)
		o.verdict = SP_RUN_GOOD;
	return o;
}

void sp_mojibake_run_on(sp_codepage page, unsigned times, sp_window *w,
			sp_outcome *o, sp_scratch *x)
{
	while (o->times < times) {
		unsigned n = mend_by(page, w, true, o, x);
		if (!n)
			break;
		if (!o->times++) {
			o->page = page;
			o->count = n;
		}
		o->verdict = SP_RUN_MENDED;
	}
}
