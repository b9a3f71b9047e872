#include "config.h"

#include "analyze/pattern.h"

#include <string.h>

#include "analyze/pattern_internal.h"
#include "base/buf.h"

#define MAX_STRINGS 128		/* more plain strings than that: use PCRE2 */
#define WORTH_TWO 8		/* of a second set: see worth() */
#define APOSTROPHE "\xE2\x80\x99"

/* ---- plain strings ------------------------------------------------------ */

typedef struct strings {
	sp_arena *a;
	const char *s[MAX_STRINGS + 1];
	size_t n;
	bool over;	/* too many, or not plain */
} strings;

static void strings_add(strings *out, const char *s)
{
	if (out->n >= MAX_STRINGS)
		out->over = true;
	else
		out->s[out->n++] = s;
}

static const char *join(sp_arena *a, const char *x, const char *y)
{
	size_t n = strlen(x), m = strlen(y);
	char *s = sp_arena_alloc(a, n + m + 1);

	memcpy(s, x, n);
	memcpy(s + n, y, m);
	return s;
}

static void expand(strings *out, const sp_node *n, const strings *before);

static void cross(strings *out, const strings *before, const char *tail)
{
	for (size_t i = 0; i < before->n; i++)
		strings_add(out, join(out->a, before->s[i], tail));
}

static void expand_cat(strings *out, const sp_node *n, const strings *before)
{
	strings now = *before;

	for (size_t i = 0; i < n->nkids && !out->over; i++) {
		strings next = { .a = out->a };
		expand(&next, n->kids[i], &now);
		out->over = next.over;
		now = next;
	}
	for (size_t i = 0; i < now.n; i++)
		strings_add(out, now.s[i]);
}

static void expand_class(strings *out, const sp_node *n, const strings *before)
{
	for (size_t i = 0; i < n->len; i++) {
		char one[2] = { n->text[i], '\0' };
		cross(out, before, one);
	}
}

/* All strings of `n`, each behind each string of `before`. */
static void expand(strings *out, const sp_node *n, const strings *before)
{
	switch (n->kind) {
	case N_TEXT:
		cross(out, before, n->text);
		if (n->len == 1 && n->text[0] == '\'')
			cross(out, before, APOSTROPHE);
		break;
	case N_CLASS:
		expand_class(out, n, before);
		break;
	case N_CAT:
		expand_cat(out, n, before);
		break;
	case N_ALT:
		for (size_t i = 0; i < n->nkids && !out->over; i++)
			expand(out, n->kids[i], before);
		break;
	case N_OPT:
		cross(out, before, "");
		expand(out, n->kids[0], before);
		break;
	default:
		out->over = true;
	}
}

/* The tree without a '*' at its very end; NULL if there is none. */
static const sp_node *without_ending(sp_arena *a, const sp_node *n)
{
	if (n->kind != N_CAT || !n->nkids ||
	    n->kids[n->nkids - 1]->kind != N_ENDING)
		return NULL;
	sp_node *cut = sp_arena_alloc(a, sizeof *cut);
	*cut = *n;
	cut->nkids--;
	return cut;
}

/* ---- PCRE2 -------------------------------------------------------------- */

static void write_text(sp_buf *b, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '\'') {
			sp_buf_adds(b, "(?:'|" APOSTROPHE ")");
			continue;
		}
		if (strchr("\\^$.|?*+()[]{}/#", s[i]))
			sp_buf_addc(b, '\\');
		sp_buf_addc(b, s[i]);
	}
}

static void write_regex(sp_buf *b, const sp_node *n)
{
	switch (n->kind) {
	case N_TEXT:
		write_text(b, n->text, n->len);
		break;
	case N_CLASS:
		sp_buf_addf(b, "[%s]", n->text);
		break;
	case N_CAT:
		for (size_t i = 0; i < n->nkids; i++)
			write_regex(b, n->kids[i]);
		break;
	case N_ALT:
		sp_buf_adds(b, "(?:");
		for (size_t i = 0; i < n->nkids; i++) {
			if (i)
				sp_buf_addc(b, '|');
			write_regex(b, n->kids[i]);
		}
		sp_buf_addc(b, ')');
		break;
	case N_OPT:
		sp_buf_adds(b, "(?:");
		write_regex(b, n->kids[0]);
		sp_buf_adds(b, ")?");
		break;
	case N_ENDING:
		sp_buf_adds(b, "\\w*");
		break;
	case N_GAP:
		sp_buf_addf(b, "(?:[^ ;:]+ ){0,%d}?", n->n);
		break;
	case N_RAW:
		sp_buf_addf(b, "(?:%s)", n->text);
		break;
	}
}

/* ---- required literals -------------------------------------------------- */

/* How selective a set is: the length of its shortest string, less a little
 * for each further one; 0 if it is of no use. Blanks hardly tell anything. */
static int worth(const strings *s)
{
	size_t least = 1000;

	if (s->over || !s->n)
		return 0;
	for (size_t i = 0; i < s->n; i++) {
		size_t len = strlen(s->s[i]), solid = 0;
		for (size_t k = 0; k < len; k++)
			solid += s->s[i][k] != ' ';
		if (solid < least)
			least = solid;
	}
	int w = (int)least * 8 - (int)s->n;
	return least < 2 ? 0 : w > 1 ? w : 1;
}

static void required(sp_arena *a, const sp_node *n, strings *best);

static void take_better(strings *best, const strings *other)
{
	if (worth(other) > worth(best))
		*best = *other;
}

/* Kids of a sequence, from..to-1. */
typedef struct stretch {
	size_t from, to;
} stretch;

/* The best set so far of a sequence, and where it stands; `taken`: not there. */
typedef struct choice {
	strings *best;
	stretch at;
	stretch taken;
} choice;

static void offer(choice *c, const strings *set, size_t from, size_t to)
{
	if (from < c->taken.to && c->taken.from < to)
		return;
	if (worth(set) <= worth(c->best))
		return;
	*c->best = *set;
	c->at = (stretch){ from, to };
}

/* Within a sequence, runs of kids that stand for plain strings are tried
 * together: "data cent(er|re)" gives two strings, not "c". */
static void choose_in_cat(sp_arena *a, const sp_node *n, choice *c)
{
	strings run = { .a = a, .s = { "" }, .n = 1 };
	size_t from = 0;

	for (size_t i = 0; i < n->nkids; i++) {
		strings next = { .a = a };
		expand(&next, n->kids[i], &run);
		if (!next.over && next.n <= MAX_STRINGS / 2) {
			run = next;
			continue;
		}
		offer(c, &run, from, i);
		strings inner = { .a = a };
		required(a, n->kids[i], &inner);
		offer(c, &inner, i, i + 1);
		run = (strings){ .a = a, .s = { "" }, .n = 1 };
		from = i + 1;
		strings alone = { .a = a };
		expand(&alone, n->kids[i], &run);
		if (!alone.over) {
			run = alone;
			from = i;
		}
	}
	offer(c, &run, from, n->nkids);
}

static void required_cat(sp_arena *a, const sp_node *n, strings *best)
{
	choice c = { .best = best };

	choose_in_cat(a, n, &c);
}

/* A second set that each match of a sequence must hold, elsewhere in it: "(ban|
 * limit) ~4 {open-models}" is tried only where both are met. */
static void required_too(sp_arena *a, const sp_node *n, strings *second)
{
	strings first = { .a = a };
	choice c = { .best = &first };

	if (n->kind != N_CAT)
		return;
	choose_in_cat(a, n, &c);
	c = (choice){ .best = second, .taken = c.at };
	choose_in_cat(a, n, &c);
}

/* Bytes of the escape, class or single byte at `p`: what a raw pattern says there
 * as one thing. */
static size_t raw_item(const char *p)
{
	size_t n = 1;

	if (*p == '\\' && p[1]) {
		n = 2;
		if (p[1] == 'Q') {
			const char *end = strstr(p, "\\E");
			return end ? (size_t)(end - p) + 2 : strlen(p);
		}
		if (p[2] == '{' && strchr("pPxogkN", p[1]))
			n += strcspn(p + 2, "}") + 1;
		else if (p[1] == 'x')
			n += strspn(p + 2, "0123456789abcdefABCDEF");
		else if (strchr("pPc", p[1]) && p[2])
			n++;
	} else if (*p == '[') {
		n += p[1] == '^';
		n += p[n] == ']';	/* the first one stands for itself */
		while (p[n] && p[n] != ']') {
			if (p[n] == '[' && p[n + 1] && strchr(":.=", p[n + 1])) {
				const char *end = strstr(p + n, ":]");
				n = end ? (size_t)(end - p) + 2 : n + 1;
			} else {
				n += p[n] == '\\' && p[n + 1] ? 2 : 1;
			}
		}
		n += p[n] == ']';
	}
	return n <= strlen(p) ? n : strlen(p);
}

/* Alternatives outside brackets, or settings that change what a letter means. */
static bool raw_is_free(const char *p)
{
	int depth = 0;

	for (; *p; p += raw_item(p)) {
		depth += *p == '(';
		depth -= *p == ')';
		if (*p == '|' && depth == 0)
			return false;
		if (p[0] == '(' && p[1] == '?' &&
		    p[2 + strspn(p + 2, "imsnJU-")] == 'x')
			return false;
	}
	return true;
}

static bool raw_is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || c == ' ';
}

/* Plain runs of letters of a raw pattern, outside brackets, classes and
 * anything that a quantifier or alternation makes optional. */
static void required_raw(sp_arena *a, const sp_node *n, strings *best)
{
	int depth = 0;

	if (!raw_is_free(n->text))
		return;
	for (const char *p = n->text, *next; *p; p = next) {
		next = p + raw_item(p);
		depth += *p == '(';
		depth -= *p == ')';
		if (depth || !raw_is_letter(*p))
			continue;
		while (raw_is_letter(*next))
			next++;
		size_t len = (size_t)(next - p);
		if (strchr("?*{", *next) && *next)
			len--;
		if (!len)
			continue;
		strings one = { .a = a, .n = 1 };
		one.s[0] = sp_arena_strndup(a, p, len);
		take_better(best, &one);
	}
}

static void required_alt(sp_arena *a, const sp_node *n, strings *best)
{
	strings all = { .a = a };

	for (size_t i = 0; i < n->nkids; i++) {
		strings one = { .a = a };
		required(a, n->kids[i], &one);
		if (!one.n || one.over)
			return;
		for (size_t k = 0; k < one.n; k++)
			strings_add(&all, one.s[k]);
	}
	take_better(best, &all);
}

static void required(sp_arena *a, const sp_node *n, strings *best)
{
	switch (n->kind) {
	case N_CAT:
		required_cat(a, n, best);
		break;
	case N_ALT:
		required_alt(a, n, best);
		break;
	case N_TEXT: {
		strings one = { .a = a, .s = { n->text }, .n = 1 };
		take_better(best, &one);
		break;
	}
	case N_RAW:
		required_raw(a, n, best);
		break;
	default:
		break;
	}
}

/* ---- compile ------------------------------------------------------------ */

static const char **keep(sp_arena *a, const strings *s, size_t *n)
{
	const char **list = sp_arena_alloc(a, s->n * sizeof *list);

	for (size_t i = 0; i < s->n; i++)
		list[i] = sp_arena_strdup(a, s->s[i]);
	*n = s->n;
	return list;
}

static bool try_whole(sp_arena *a, sp_arena *scratch, const sp_node *tree,
		      sp_pattern_code *out)
{
	const strings none = { .a = scratch, .s = { "" }, .n = 1 };
	const sp_node *stem = without_ending(scratch, tree);
	strings all = { .a = scratch };

	expand(&all, stem ? stem : tree, &none);
	for (size_t i = 0; i < all.n; i++)
		if (!all.s[i][0])
			return false;
	if (all.over || !all.n)
		return false;
	out->whole = true;
	out->open_end = stem != NULL;
	out->literals = keep(a, &all, &out->nliterals);
	return true;
}

static void compile_regex(sp_arena *a, sp_arena *scratch, const sp_node *tree,
			  sp_pattern_code *out)
{
	sp_buf regex = SP_BUF_INIT;
	bool raw = tree->kind == N_RAW;

	/* what begins with no letter ("'s letter") needs no boundary */
	sp_buf_adds(&regex, raw ? "(?:" : "(?:(?<!\\w)|(?!\\w))(?:");
	write_regex(&regex, tree);
	sp_buf_adds(&regex, raw ? ")" : ")(?!\\w)");
	out->regex = sp_arena_strndup(a, regex.data, regex.len);
	sp_buf_release(&regex);
	strings best = { .a = scratch };
	required(scratch, tree, &best);
	if (worth(&best) == 0)
		return;
	out->literals = keep(a, &best, &out->nliterals);
	strings second = { .a = scratch };
	required_too(scratch, tree, &second);
	if (worth(&second) >= WORTH_TWO)
		out->also = keep(a, &second, &out->nalso);
}

void sp_pattern_compile(sp_arena *a, sp_arena *scratch, const sp_node *tree,
			sp_pattern_code *out)
{
	memset(out, 0, sizeof *out);
	if (!try_whole(a, scratch, tree, out))
		compile_regex(a, scratch, tree, out);
	sp_arena_clear(scratch);
}
