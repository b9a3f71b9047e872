#include "config.h"

#include "analyze/matcher.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/mem.h"

#define MATCH_LIMIT 200000
#define NONE UINT32_MAX

typedef struct literal {
	char *text;
	uint32_t len;
	uint32_t pattern;
	uint8_t set;		/* bit of the set it belongs to */
	uint32_t next;		/* further literal with the same text */
} literal;

typedef struct rule {
	bool whole, open_end;
	bool unanchored;
	uint8_t sets;		/* bits of the sets that must be met */
	atomic_bool jitted;
	pcre2_code *re;
} rule;

struct sp_matcher {
	rule *rules;
	size_t nrules, cap_rules;
	literal *literals;
	size_t nliterals, cap_literals;
	uint32_t *always;	/* patterns without a literal */
	size_t nalways, cap_always;

	uint8_t class_of[256];
	unsigned nclasses;
	size_t nstates;
	uint32_t *next;		/* nstates x nclasses: the whole DFA */
	size_t cap_states;
	uint32_t *out;		/* first literal that ends here, or NONE */
	uint32_t *suffix;	/* nearest suffix state with output, or 0 */
	pthread_mutex_t jit_lock;
};

struct sp_match_state {
	sp_hit *hits;
	size_t nhits, cap_hits;
	uint32_t *candidates;
	size_t ncandidates;
	uint32_t *stamp;	/* by pattern: the round it was met in, */
	uint8_t *met;		/* and which of its sets were */
	uint32_t round;
	bool no_prefilter;
	pcre2_match_data *md;
	pcre2_match_context *mc;
	pcre2_jit_stack *jit;
};

sp_matcher *sp_matcher_new(void)
{
	sp_matcher *m = sp_calloc(1, sizeof *m);

	pthread_mutex_init(&m->jit_lock, NULL);
	return m;
}

void sp_matcher_free(sp_matcher *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->nrules; i++)
		pcre2_code_free(m->rules[i].re);
	for (size_t i = 0; i < m->nliterals; i++)
		free(m->literals[i].text);
	free(m->rules);
	free(m->literals);
	free(m->always);
	free(m->next);
	free(m->out);
	free(m->suffix);
	pthread_mutex_destroy(&m->jit_lock);
	free(m);
}

static bool compile(rule *r, const char *regex, const char *file, int line,
		    int column, sp_error *err)
{
	int code;
	PCRE2_SIZE at;
	unsigned char msg[160];
	uint32_t least = 0;

	r->re = pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED,
			      PCRE2_UTF | PCRE2_NO_AUTO_CAPTURE, &code, &at,
			      NULL);
	if (!r->re) {
		pcre2_get_error_message(code, msg, sizeof msg);
		return sp_fail_at(err, SP_ESYNTAX, file, line, column,
				  "invalid pattern: %s (at byte %zu of %s)",
				  (char *)msg, (size_t)at, regex);
	}
	pcre2_pattern_info(r->re, PCRE2_INFO_MINLENGTH, &least);
	if (least == 0)
		return sp_fail_at(err, SP_ESYNTAX, file, line, column,
				  "the pattern can match the empty string");
	return true;
}

static void add_literals(sp_matcher *m, uint32_t pattern, uint8_t set,
			 const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		m->literals = sp_grow(m->literals, m->nliterals,
				      &m->cap_literals, sizeof *m->literals);
		m->literals[m->nliterals++] = (literal){
			.text = sp_strdup(list[i]), .pattern = pattern,
			.set = set, .next = NONE,
			.len = (uint32_t)strlen(list[i])
		};
	}
}

bool sp_matcher_add(sp_matcher *m, const sp_pattern_code *code,
		    const char *file, int line, int column, sp_error *err)
{
	m->rules = sp_grow(m->rules, m->nrules, &m->cap_rules,
			   sizeof *m->rules);
	rule *r = &m->rules[m->nrules];
	memset(r, 0, sizeof *r);
	r->whole = code->whole;
	r->open_end = code->open_end;
	uint32_t id = (uint32_t)m->nrules++;

	if (!code->whole && !compile(r, code->regex, file, line, column, err))
		return false;
	r->sets = code->nalso ? 3 : 1;
	add_literals(m, id, 1, code->literals, code->nliterals);
	add_literals(m, id, 2, code->also, code->nalso);
	if (!code->nliterals) {
		r->unanchored = true;
		m->always = sp_grow(m->always, m->nalways, &m->cap_always,
				    sizeof *m->always);
		m->always[m->nalways++] = id;
	}
	return true;
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
	int rc = pcre2_match(m->rules[i].re, (PCRE2_SPTR)text, n, 0,
			     PCRE2_NO_JIT, md, mc);
	pcre2_match_data_free(md);
	pcre2_match_context_free(mc);
	return rc >= 0 ? SP_TRY_MATCH :
	       rc == PCRE2_ERROR_NOMATCH ? SP_TRY_NONE : SP_TRY_LIMIT;
}

/* ---- automaton ---------------------------------------------------------- */

static void number_classes(sp_matcher *m)
{
	m->nclasses = 1;
	for (size_t i = 0; i < m->nliterals; i++)
		for (const char *p = m->literals[i].text; *p; p++)
			if (!m->class_of[(unsigned char)*p])
				m->class_of[(unsigned char)*p] =
					(uint8_t)m->nclasses++;
}

static uint32_t *row(const sp_matcher *m, uint32_t state)
{
	return m->next + (size_t)state * m->nclasses;
}

/* A state for each letter of the literals at most. What is not used is not touched,
 * and no memory stands behind it. */
static void reserve_states(sp_matcher *m)
{
	m->cap_states = 1;
	for (size_t i = 0; i < m->nliterals; i++)
		m->cap_states += m->literals[i].len;
	m->next = sp_calloc(m->cap_states, m->nclasses * sizeof *m->next);
	m->out = sp_reallocarray(NULL, m->cap_states, sizeof *m->out);
}

static uint32_t add_state(sp_matcher *m)
{
	assert(m->nstates < m->cap_states);
	m->out[m->nstates] = NONE;
	return (uint32_t)m->nstates++;
}

static void insert(sp_matcher *m, uint32_t id)
{
	literal *l = &m->literals[id];
	uint32_t state = 0;

	for (const char *p = l->text; *p; p++) {
		unsigned c = m->class_of[(unsigned char)*p];
		if (!row(m, state)[c]) {
			uint32_t fresh = add_state(m);
			row(m, state)[c] = fresh;
		}
		state = row(m, state)[c];
	}
	l->next = m->out[state];
	m->out[state] = id;
}

/* Breadth first: a missing edge is the edge of the longest proper suffix. */
static void complete(sp_matcher *m)
{
	uint32_t *queue = sp_reallocarray(NULL, m->nstates, sizeof *queue);
	uint32_t *fail = sp_calloc(m->nstates, sizeof *fail);
	size_t head = 0, tail = 0;

	for (unsigned c = 0; c < m->nclasses; c++)
		if (row(m, 0)[c])
			queue[tail++] = row(m, 0)[c];
	while (head < tail) {
		uint32_t s = queue[head++], f = fail[s];
		m->suffix[s] = m->out[f] != NONE ? f : m->suffix[f];
		for (unsigned c = 0; c < m->nclasses; c++) {
			uint32_t to = row(m, s)[c];
			if (to) {
				fail[to] = row(m, f)[c];
				queue[tail++] = to;
			} else {
				row(m, s)[c] = row(m, f)[c];
			}
		}
	}
	free(queue);
	free(fail);
}

void sp_matcher_build(sp_matcher *m)
{
	assert(!m->next);
	number_classes(m);
	reserve_states(m);
	add_state(m);
	for (size_t i = 0; i < m->nliterals; i++)
		insert(m, (uint32_t)i);
	m->suffix = sp_calloc(m->nstates, sizeof *m->suffix);
	complete(m);
}

void sp_matcher_describe(const sp_matcher *m, sp_matcher_stats *out)
{
	*out = (sp_matcher_stats){
		.patterns = m->nrules, .unanchored = m->nalways,
		.literals = m->nliterals, .states = m->nstates,
		.bytes = m->nstates * m->nclasses * sizeof *m->next,
	};
	for (size_t i = 0; i < m->nrules; i++)
		out->plain += m->rules[i].whole;
	out->regexes = out->patterns - out->plain;
}

/* ---- matching ----------------------------------------------------------- */

sp_match_state *sp_match_state_new(const sp_matcher *m)
{
	sp_match_state *st = sp_calloc(1, sizeof *st);

	st->candidates = sp_calloc(m->nrules, sizeof *st->candidates);
	st->stamp = sp_calloc(m->nrules, sizeof *st->stamp);
	st->met = sp_calloc(m->nrules, sizeof *st->met);
	st->md = pcre2_match_data_create(1, NULL);
	st->mc = pcre2_match_context_create(NULL);
	st->jit = pcre2_jit_stack_create(32 * 1024, 1024 * 1024, NULL);
	pcre2_set_match_limit(st->mc, MATCH_LIMIT);
	pcre2_jit_stack_assign(st->mc, NULL, st->jit);
	return st;
}

void sp_match_state_free(sp_match_state *st)
{
	if (!st)
		return;
	pcre2_match_data_free(st->md);
	pcre2_match_context_free(st->mc);
	pcre2_jit_stack_free(st->jit);
	free(st->hits);
	free(st->candidates);
	free(st->stamp);
	free(st->met);
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

/* Sets of the pattern were met: with the last one it is to be tried. */
static void meet(const sp_matcher *m, sp_match_state *st, uint32_t pattern,
		 uint8_t sets)
{
	uint8_t all = m->rules[pattern].sets;

	if (st->stamp[pattern] != st->round) {
		st->stamp[pattern] = st->round;
		st->met[pattern] = 0;
	}
	if (st->met[pattern] == all)
		return;
	st->met[pattern] |= sets;
	if (st->met[pattern] == all)
		st->candidates[st->ncandidates++] = pattern;
}

/* A literal ends at `end`: a match, a candidate, or nothing. */
static void on_literal(const sp_matcher *m, sp_match_state *st,
		       const literal *l, const char *text, size_t n,
		       size_t end)
{
	const rule *r = &m->rules[l->pattern];
	size_t begin = end - l->len;

	if (!r->whole) {
		meet(m, st, l->pattern, l->set);
		return;
	}
	if (begin && word_byte(text[begin]) && word_byte(text[begin - 1]))
		return;
	if (r->open_end) {
		while (end < n && word_byte(text[end]))
			end++;
	} else if (end < n && word_byte(text[end - 1]) &&
		   word_byte(text[end])) {
		return;
	}
	add_hit(st, l->pattern, begin, end);
}

static void on_state(const sp_matcher *m, sp_match_state *st, uint32_t state,
		     const char *text, size_t n, size_t end)
{
	for (; state; state = m->suffix[state])
		for (uint32_t l = m->out[state]; l != NONE;
		     l = m->literals[l].next)
			on_literal(m, st, &m->literals[l], text, n, end);
}

/* Most patterns never become candidates: the machine code is made when one
 * does, once for all threads. Without JIT on this machine it is interpreted. */
static void make_ready(const sp_matcher *shared, uint32_t pattern)
{
	sp_matcher *m = (sp_matcher *)shared;
	rule *r = &m->rules[pattern];

	if (atomic_load_explicit(&r->jitted, memory_order_acquire))
		return;
	pthread_mutex_lock(&m->jit_lock);
	if (!atomic_load_explicit(&r->jitted, memory_order_relaxed)) {
		pcre2_jit_compile(r->re, PCRE2_JIT_COMPLETE);
		atomic_store_explicit(&r->jitted, true, memory_order_release);
	}
	pthread_mutex_unlock(&m->jit_lock);
}

static void verify(const sp_matcher *m, sp_match_state *st, uint32_t pattern,
		   const char *text, size_t n)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(st->md);
	size_t from = 0;

	make_ready(m, pattern);

	/* a match that runs into the limit counts as none: bounded time */
	while (from < n &&
	       pcre2_match(m->rules[pattern].re, (PCRE2_SPTR)text, n, from,
			   PCRE2_NO_UTF_CHECK, st->md, st->mc) >= 0) {
		if (at[1] <= at[0])
			return;
		add_hit(st, pattern, at[0], at[1]);
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

static void all_candidates(const sp_matcher *m, sp_match_state *st)
{
	for (size_t i = 0; i < m->nrules; i++)
		if (!m->rules[i].whole)
			meet(m, st, (uint32_t)i, m->rules[i].sets);
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
	uint32_t state = 0;

	st->nhits = st->ncandidates = 0;
	st->round++;
	for (size_t i = 0; i < n; i++) {
		state = row(m, state)[m->class_of[(unsigned char)text[i]]];
		if (m->out[state] != NONE || m->suffix[state])
			on_state(m, st, state, text, n, i + 1);
	}
	for (size_t i = 0; i < m->nalways; i++)
		meet(m, st, m->always[i], m->rules[m->always[i]].sets);
	if (st->no_prefilter)
		all_candidates(m, st);
	for (size_t i = 0; i < st->ncandidates; i++)
		verify(m, st, st->candidates[i], text, n);
	if (st->nhits > 1)
		qsort(st->hits, st->nhits, sizeof *st->hits, by_place);
	drop_doubles(st);
	*nhits = st->nhits;
	return st->hits;
}
