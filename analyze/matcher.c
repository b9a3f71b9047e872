#include "config.h"

#include "analyze/matcher.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "analyze/literals.h"
#include "base/buf.h"
#include "base/mem.h"

#define MATCH_LIMIT 200000
/* A pattern is interpreted when it is first tried, as most are tried but now and
 * then: making machine code takes as long as some dozens of tries. What goes back
 * and forth more than that, too, gets machine code, which has the last word. */
#define TRIES_BEFORE_JIT 24
#define INTERPRETED_LIMIT 5000

typedef _Atomic(pcre2_code *) shared_code;

typedef struct rule {
	bool whole, open_end;
	bool unanchored;
	uint8_t sets;		/* bits of the sets that must be met, */
	uint8_t leads, trails;	/* of the one that a match begins or ends with */
	const sp_node *tree;	/* what it is compiled from */
	shared_code re;		/* NULL until it is needed */
	shared_code fast;	/* with machine code, where there is JIT; or NULL */
} rule;

struct sp_matcher {
	rule *rules;
	size_t nrules, cap_rules;
	sp_literals *literals;
	uint32_t *always;	/* patterns without a literal */
	size_t nalways, cap_always;
	pthread_mutex_t lock;	/* for compiling */
};

/* What was met of a pattern's literals, and where its matches can begin. */
typedef struct trace {
	uint32_t round;		/* of which text that is */
	uint32_t first;		/* where the set that leads was met first, or 0 */
	uint32_t last[2];	/* where each set was met last */
	uint8_t met;		/* bits of sets */
	uint8_t tried;		/* how often, while it is interpreted */
} trace;

struct sp_match_state {
	sp_hit *hits;
	size_t nhits, cap_hits;
	uint32_t *candidates;
	size_t ncandidates;
	trace *traces;		/* by pattern */
	uint32_t round;
	bool no_prefilter;
	pcre2_match_data *md;
	pcre2_match_context *mc, *brief;
	pcre2_jit_stack *jit;
};

sp_matcher *sp_matcher_new(void)
{
	sp_matcher *m = sp_calloc(1, sizeof *m);

	m->literals = sp_literals_new();
	pthread_mutex_init(&m->lock, NULL);
	return m;
}

void sp_matcher_free(sp_matcher *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->nrules; i++) {
		pcre2_code_free(m->rules[i].re);
		pcre2_code_free(m->rules[i].fast);
	}
	free(m->rules);
	free(m->always);
	sp_literals_free(m->literals);
	pthread_mutex_destroy(&m->lock);
	free(m);
}

/* ---- compiling ------------------------------------------------------------ */

/* What stands in a pack, and where: for messages. */
typedef struct origin {
	const char *file;
	int line, column;
} origin;

static pcre2_code *compile(const sp_node *tree, const origin *o, sp_error *err)
{
	sp_buf regex = SP_BUF_INIT;
	int code;
	PCRE2_SIZE at;
	unsigned char msg[160];

	sp_pattern_regex(tree, &regex);
	pcre2_code *re = pcre2_compile((PCRE2_SPTR)regex.data, regex.len,
				       PCRE2_UTF | PCRE2_NO_AUTO_CAPTURE |
				       PCRE2_USE_OFFSET_LIMIT, &code, &at, NULL);
	if (!re) {
		pcre2_get_error_message(code, msg, sizeof msg);
		sp_fail_at(err, SP_ESYNTAX, o->file, o->line, o->column,
			   "invalid pattern: %s (at byte %zu of %s)",
			   (char *)msg, (size_t)at, regex.data);
	}
	sp_buf_release(&regex);
	return re;
}

static bool fail_empty(const origin *o, sp_error *err)
{
	return sp_fail_at(err, SP_ESYNTAX, o->file, o->line, o->column,
			  "the pattern can match the empty string");
}

/* What is sure to compile waits until it is tried: most never are. */
static bool check_regex(rule *r, const sp_pattern_code *code, const origin *o,
			sp_error *err)
{
	uint32_t least = 0;

	if (code->sure)
		return code->least || fail_empty(o, err);
	r->re = compile(code->tree, o, err);
	if (!r->re)
		return false;
	pcre2_pattern_info(r->re, PCRE2_INFO_MINLENGTH, &least);
	return least || fail_empty(o, err);
}

bool sp_matcher_add(sp_matcher *m, const sp_pattern_code *code,
		    const char *file, int line, int column, sp_error *err)
{
	const origin o = { file, line, column };
	uint32_t id = (uint32_t)m->nrules;

	m->rules = sp_grow(m->rules, m->nrules, &m->cap_rules,
			   sizeof *m->rules);
	rule *r = &m->rules[m->nrules++];
	*r = (rule){ .whole = code->whole, .open_end = code->open_end,
		     .sets = code->nalso ? 3 : 1, .tree = code->tree,
		     .leads = code->whole ? 1 : (uint8_t)code->leads,
		     .trails = (uint8_t)code->trails,
		     .unanchored = !code->nliterals };
	if (!code->whole && !check_regex(r, code, &o, err))
		return false;
	for (size_t i = 0; i < code->nliterals; i++)
		sp_literals_add(m->literals, code->literals[i], id, 1);
	for (size_t i = 0; i < code->nalso; i++)
		sp_literals_add(m->literals, code->also[i], id, 2);
	if (r->unanchored) {
		m->always = sp_grow(m->always, m->nalways, &m->cap_always,
				    sizeof *m->always);
		m->always[m->nalways++] = id;
	}
	return true;
}

void sp_matcher_build(sp_matcher *m)
{
	sp_literals_build(m->literals);
}

/* The code of a pattern, made once for all threads. */
static pcre2_code *code_of(const sp_matcher *shared, size_t i)
{
	sp_matcher *m = (sp_matcher *)shared;
	rule *r = &m->rules[i];
	pcre2_code *re = atomic_load_explicit(&r->re, memory_order_acquire);

	if (re)
		return re;
	pthread_mutex_lock(&m->lock);
	re = atomic_load_explicit(&r->re, memory_order_relaxed);
	if (!re) {
		const origin nowhere = { "", 0, 0 };
		re = compile(r->tree, &nowhere, NULL);
		assert(re);
		atomic_store_explicit(&r->re, re, memory_order_release);
	}
	pthread_mutex_unlock(&m->lock);
	return re;
}

/* The same with machine code: a copy, as others may be using the first. */
static pcre2_code *fast_code_of(const sp_matcher *shared, size_t i)
{
	sp_matcher *m = (sp_matcher *)shared;
	rule *r = &m->rules[i];
	const pcre2_code *re = code_of(m, i);

	pthread_mutex_lock(&m->lock);
	pcre2_code *fast = atomic_load_explicit(&r->fast, memory_order_relaxed);
	if (!fast) {
		fast = pcre2_code_copy(re);
		pcre2_jit_compile(fast, PCRE2_JIT_COMPLETE);
		atomic_store_explicit(&r->fast, fast, memory_order_release);
	}
	pthread_mutex_unlock(&m->lock);
	return fast;
}

bool sp_matcher_unanchored(const sp_matcher *m, size_t i)
{
	return m->rules[i].unanchored;
}

sp_try sp_matcher_try(const sp_matcher *m, size_t i, const char *text,
		      size_t n)
{
	pcre2_match_context *mc = pcre2_match_context_create(NULL);
	pcre2_match_data *md = pcre2_match_data_create(1, NULL);

	pcre2_set_match_limit(mc, MATCH_LIMIT);
	int rc = pcre2_match(code_of(m, i), (PCRE2_SPTR)text, n, 0,
			     PCRE2_NO_JIT, md, mc);
	pcre2_match_data_free(md);
	pcre2_match_context_free(mc);
	return rc >= 0 ? SP_TRY_MATCH :
	       rc == PCRE2_ERROR_NOMATCH ? SP_TRY_NONE : SP_TRY_LIMIT;
}

void sp_matcher_describe(const sp_matcher *m, sp_matcher_stats *out)
{
	*out = (sp_matcher_stats){ .patterns = m->nrules,
				   .unanchored = m->nalways };
	out->literals = sp_literals_count(m->literals, &out->states, &out->bytes);
	for (size_t i = 0; i < m->nrules; i++)
		out->plain += m->rules[i].whole;
	out->regexes = out->patterns - out->plain;
}

/* ---- matching ----------------------------------------------------------- */

sp_match_state *sp_match_state_new(const sp_matcher *m)
{
	sp_match_state *st = sp_calloc(1, sizeof *st);

	st->candidates = sp_calloc(m->nrules, sizeof *st->candidates);
	st->traces = sp_calloc(m->nrules, sizeof *st->traces);
	st->md = pcre2_match_data_create(1, NULL);
	st->mc = pcre2_match_context_create(NULL);
	st->jit = pcre2_jit_stack_create(32 * 1024, 1024 * 1024, NULL);
	pcre2_set_match_limit(st->mc, MATCH_LIMIT);
	pcre2_jit_stack_assign(st->mc, NULL, st->jit);
	st->brief = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(st->brief, INTERPRETED_LIMIT);
	return st;
}

void sp_match_state_free(sp_match_state *st)
{
	if (!st)
		return;
	pcre2_match_data_free(st->md);
	pcre2_match_context_free(st->mc);
	pcre2_match_context_free(st->brief);
	pcre2_jit_stack_free(st->jit);
	free(st->hits);
	free(st->candidates);
	free(st->traces);
	free(st);
}

void sp_match_without_prefilter(sp_match_state *st)
{
	st->no_prefilter = true;
}

void sp_match_fold(const char *s, size_t n, char *out)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		if (c == '-' || c == '\n' || c == '\t')
			c = ' ';
		out[i] = (char)(c + ((unsigned)(c - 'A') < 26u) * 32);
	}
}

static bool word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static void add_hit(sp_match_state *st, uint32_t pattern, size_t begin,
		    size_t end)
{
	st->hits = sp_grow(st->hits, st->nhits, &st->cap_hits,
			   sizeof *st->hits);
	st->hits[st->nhits++] = (sp_hit){ pattern, (uint32_t)begin,
					  (uint32_t)end };
}

static trace *trace_of(sp_match_state *st, uint32_t pattern)
{
	trace *t = &st->traces[pattern];

	if (t->round != st->round)
		*t = (trace){ .round = st->round, .tried = t->tried };
	return t;
}

/* A literal of `set` was met: with the last set the pattern is to be tried. */
static void meet(const rule *r, sp_match_state *st, uint32_t pattern, uint8_t set,
		 size_t begin)
{
	trace *t = trace_of(st, pattern);
	uint32_t *last = &t->last[set == 2], at = (uint32_t)begin;

	if ((r->leads & set) && (!(t->met & set) || at < t->first))
		t->first = at;
	if (at > *last)
		*last = at;
	if (t->met == r->sets)
		return;
	t->met |= set;
	if (t->met == r->sets)
		st->candidates[st->ncandidates++] = pattern;
}

/* Try the pattern wherever a match may begin. */
static void meet_anyhow(const rule *r, sp_match_state *st, uint32_t pattern,
			size_t n)
{
	trace *t = trace_of(st, pattern);

	if (t->met != r->sets)
		st->candidates[st->ncandidates++] = pattern;
	t->met = r->sets;
	t->first = 0;
	t->last[0] = t->last[1] = (uint32_t)n;
}

/* A text that is being matched. */
typedef struct subject {
	const sp_matcher *m;
	sp_match_state *st;
	const char *text;
	size_t n;
} subject;

/* Does a word go on across `at`? */
static bool within_word(const subject *s, size_t at)
{
	return at > 0 && at < s->n && word_byte(s->text[at - 1]) &&
	       word_byte(s->text[at]);
}

/* A literal was found: a match, a candidate, or nothing. Matches begin and end
 * where words do. */
static void on_literal(void *arg, uint32_t pattern, uint8_t set, size_t begin,
		       size_t end)
{
	const subject *s = arg;
	const rule *r = &s->m->rules[pattern];

	if ((r->leads & set) && within_word(s, begin))
		return;
	if (!r->whole) {
		if (!(r->trails & set) || !within_word(s, end))
			meet(r, s->st, pattern, set, begin);
		return;
	}
	if (r->open_end)
		while (end < s->n && word_byte(s->text[end]))
			end++;
	else if (within_word(s, end))
		return;
	add_hit(s->st, pattern, begin, end);
}

/* The next match of a pattern behind `from`, in st->md. One that runs into the
 * limit counts as none: bounded time. */
static bool next_match(const subject *s, uint32_t pattern, size_t from, size_t until)
{
	const rule *r = &s->m->rules[pattern];
	sp_match_state *st = s->st;
	trace *t = &st->traces[pattern];
	pcre2_code *fast = atomic_load_explicit(&r->fast, memory_order_acquire);

	if (!fast && t->tried < TRIES_BEFORE_JIT) {
		t->tried++;
		pcre2_set_offset_limit(st->brief, until);
		int rc = pcre2_match(code_of(s->m, pattern), (PCRE2_SPTR)s->text,
				     s->n, from, PCRE2_NO_UTF_CHECK, st->md,
				     st->brief);
		if (rc >= 0 || rc == PCRE2_ERROR_NOMATCH)
			return rc >= 0;
	}
	if (!fast)
		fast = fast_code_of(s->m, pattern);
	pcre2_set_offset_limit(st->mc, until);
	return pcre2_match(fast, (PCRE2_SPTR)s->text, s->n, from,
			   PCRE2_NO_UTF_CHECK, st->md, st->mc) >= 0;
}

/* A match begins with the literal that leads, and not behind any that it must
 * hold: mostly there is one place to look at, or none. */
static void verify(const subject *s, uint32_t pattern)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(s->st->md);
	const trace *t = &s->st->traces[pattern];
	size_t from = t->first, until = t->last[0];

	if ((s->m->rules[pattern].sets & 2) && t->last[1] < until)
		until = t->last[1];
	while (from <= until && from < s->n &&
	       next_match(s, pattern, from, until) && at[1] > at[0]) {
		add_hit(s->st, pattern, at[0], at[1]);
		from = at[1];
	}
}

static int by_place(const void *x, const void *y)
{
	const sp_hit *a = x, *b = y;

	if (a->begin != b->begin)
		return a->begin < b->begin ? -1 : 1;
	if (a->end != b->end)
		return a->end > b->end ? -1 : 1;
	return (a->pattern > b->pattern) - (a->pattern < b->pattern);
}

static void all_candidates(const sp_matcher *m, sp_match_state *st, size_t n)
{
	for (size_t i = 0; i < m->nrules; i++)
		if (!m->rules[i].whole)
			meet_anyhow(&m->rules[i], st, (uint32_t)i, n);
}

/* One pattern's literals can find the same place twice. */
static void drop_doubles(sp_match_state *st)
{
	size_t k = 0;

	for (size_t i = 0; i < st->nhits; i++)
		if (!k || by_place(&st->hits[k - 1], &st->hits[i]) != 0)
			st->hits[k++] = st->hits[i];
	st->nhits = k;
}

const sp_hit *sp_match(const sp_matcher *m, sp_match_state *st,
		       const char *text, size_t n, size_t *nhits)
{
	subject s = { m, st, text, n };

	st->nhits = st->ncandidates = 0;
	st->round++;
	sp_literals_find(m->literals, text, n, on_literal, &s);
	for (size_t i = 0; i < m->nalways; i++)
		meet_anyhow(&m->rules[m->always[i]], st, m->always[i], n);
	if (st->no_prefilter)
		all_candidates(m, st, n);
	for (size_t i = 0; i < st->ncandidates; i++)
		verify(&s, st->candidates[i]);
	if (st->nhits > 1)
		qsort(st->hits, st->nhits, sizeof *st->hits, by_place);
	drop_doubles(st);
	*nhits = st->nhits;
	return st->hits;
}
