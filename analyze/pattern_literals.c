/* What each match of a pattern must hold: plain strings for the automaton. */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "analyze/pattern_internal.h"

#define APOSTROPHE "\xE2\x80\x99"

/* Where plain strings are written out: what is kept, and the way there. */
typedef struct maker {
	sp_arena *keep, *scratch;
} maker;

/* ---- plain strings ------------------------------------------------------ */

static sp_strings no_strings(maker *m, size_t room)
{
	return (sp_strings){
		.s = sp_arena_alloc(m->scratch, room * sizeof(const char *))
	};
}

static const char *join(sp_arena *a, const char *x, const char *y)
{
	size_t n = strlen(x), k = strlen(y);
	char *s = sp_arena_alloc(a, n + k + 1);

	memcpy(s, x, n);
	memcpy(s + n, y, k);
	return s;
}

static void cross(maker *m, sp_strings *out, const sp_strings *before,
		  const char *tail)
{
	for (size_t i = 0; i < before->n; i++)
		out->s[out->n++] = !tail[0] ? before->s[i] :
				   !before->s[i][0] ? tail :
				   join(m->scratch, before->s[i], tail);
}

/* Each string of `n` behind each one of `before`; there is room in `out`. */
static void expand(maker *m, sp_strings *out, sp_node *n,
		   const sp_strings *before);

static void expand_sequence(maker *m, sp_strings *out, const sp_node *n,
			    size_t from, size_t to, const sp_strings *before)
{
	sp_strings now = *before;

	for (size_t i = from; i < to; i++) {
		const sp_shape kid = sp_pattern_shape(m->keep, n->kids[i]);
		sp_strings next = no_strings(m, now.n * kid.strings);
		expand(m, &next, n->kids[i], &now);
		now = next;
	}
	for (size_t i = 0; i < now.n; i++)
		out->s[out->n++] = now.s[i];
}

static void expand_class(maker *m, sp_strings *out, const sp_node *n,
			 const sp_strings *before)
{
	for (size_t i = 0; i < n->len; i++)
		cross(m, out, before, sp_arena_strndup(m->scratch, n->text + i, 1));
}

static void expand(maker *m, sp_strings *out, sp_node *n,
		   const sp_strings *before)
{
	switch (n->kind) {
	case N_TEXT:
		cross(m, out, before, n->text);
		if (n->len == 1 && n->text[0] == '\'')
			cross(m, out, before, APOSTROPHE);
		break;
	case N_CLASS:
		expand_class(m, out, n, before);
		break;
	case N_CAT:
		expand_sequence(m, out, n, 0, n->nkids, before);
		break;
	case N_ALT:
		for (size_t i = 0; i < n->nkids; i++)
			expand(m, out, n->kids[i], before);
		break;
	case N_OPT:
		cross(m, out, before, "");
		expand(m, out, n->kids[0], before);
		break;
	default:
		break;		/* not plain */
	}
}

static size_t solid_bytes(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += *s != ' ';
	return n;
}

/* A copy that is kept, in one piece. */
static sp_strings keep(maker *m, const sp_strings *from)
{
	sp_strings out = { .n = from->n, .solid = SIZE_MAX };
	size_t bytes = 0;

	for (size_t i = 0; i < from->n; i++)
		bytes += strlen(from->s[i]) + 1;
	out.s = sp_arena_alloc(m->keep, from->n * sizeof *out.s + bytes);
	char *to = (char *)(out.s + from->n);
	for (size_t i = 0; i < from->n; i++) {
		size_t solid = solid_bytes(from->s[i]);
		out.s[i] = to;
		to = stpcpy(to, from->s[i]) + 1;
		out.solid = solid < out.solid ? solid : out.solid;
	}
	return out;
}

static sp_strings expand_kept(maker *m, const sp_node *n, size_t from, size_t to)
{
	const char *empty = "";
	const sp_strings before = { .s = &empty, .n = 1 };
	sp_strings out = no_strings(m, SP_MAX_STRINGS);

	expand_sequence(m, &out, n, from, to, &before);
	return keep(m, &out);
}

sp_strings sp_pattern_expand(sp_arena *a, sp_arena *scratch, sp_node *n,
			     size_t from, size_t to)
{
	maker m = { a, scratch };

	return expand_kept(&m, n, from, to);
}

/* ---- required literals -------------------------------------------------- */

/* How selective a set is: the length of its shortest string, less a little
 * for each further one; 0 if it is of no use. Blanks hardly tell anything. */
static int worth(size_t n, size_t solid)
{
	if (!n || solid < 2)
		return 0;
	int w = (int)solid * 8 - (int)n;
	return w > 1 ? w : 1;
}

/* Kids from..to-1 of a sequence: plain ones that are tried together, or one with
 * a set of its own. */
typedef struct choice {
	size_t from, to;
	int worth;		/* 0: nothing is chosen */
	const sp_strings *set;	/* NULL: the strings of the kids */
} choice;

static const sp_strings *required(maker *m, sp_node *n);

static void offer(choice *best, const choice *taken, const choice *c)
{
	bool free = c->from >= taken->to || taken->from >= c->to;

	if (free && c->worth > best->worth)
		*best = *c;
}

/* The best set of a sequence, elsewhere than `taken`. Runs of kids that stand for
 * plain strings are tried together: "data cent(er|re)" gives two strings, not
 * "c". */
static choice choose_in_cat(maker *m, const sp_node *n, choice taken)
{
	choice best = { 0 };
	size_t from = 0, strings = 1, solid = 0;

	for (size_t i = 0; i < n->nkids; i++) {
		const sp_shape kid = sp_pattern_shape(m->keep, n->kids[i]);
		size_t more = strings * kid.strings;
		if (more && more <= SP_MAX_STRINGS / 2) {
			strings = more;
			solid += kid.solid;
			continue;
		}
		offer(&best, &taken, &(choice){ from, i, worth(strings, solid), NULL });
		const sp_strings *inner = required(m, n->kids[i]);
		if (inner)
			offer(&best, &taken,
			      &(choice){ i, i + 1, worth(inner->n, inner->solid), inner });
		from = kid.strings ? i : i + 1;
		strings = kid.strings ? kid.strings : 1;
		solid = kid.strings ? kid.solid : 0;
	}
	offer(&best, &taken,
	      &(choice){ from, n->nkids, worth(strings, solid), NULL });
	return best;
}

static const sp_strings *chosen(maker *m, const sp_node *n, const choice *c)
{
	bool first = c->from == 0, last = c->to == n->nkids;

	if (!c->worth)
		return NULL;
	sp_strings *set = sp_arena_alloc(m->keep, sizeof *set);
	*set = c->set ? *c->set : expand_kept(m, n, c->from, c->to);
	set->leads = first && (!c->set || c->set->leads);
	set->trails = last && (!c->set || c->set->trails);
	return set;
}

static const sp_strings *required_cat(maker *m, const sp_node *n)
{
	choice c = choose_in_cat(m, n, (choice){ 0 });

	return chosen(m, n, &c);
}

static sp_strings *one_string(maker *m, const char *s, size_t len)
{
	sp_strings *set = sp_arena_alloc(m->keep, sizeof *set);

	set->s = sp_arena_alloc(m->keep, sizeof *set->s);
	set->s[0] = sp_arena_strndup(m->keep, s, len);
	set->n = 1;
	set->solid = solid_bytes(set->s[0]);
	return set;
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
static const sp_strings *required_raw(maker *m, const sp_node *n)
{
	const sp_strings *best = NULL;
	int depth = 0;

	if (!raw_is_free(n->text))
		return NULL;
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
		const sp_strings *one = one_string(m, p, len);
		if (worth(1, one->solid) > (best ? worth(1, best->solid) : 0))
			best = one;
	}
	return best;
}

/* One of the strings of any alternative. */
static const sp_strings *required_alt(maker *m, const sp_node *n)
{
	sp_strings all = { .solid = SIZE_MAX, .leads = true, .trails = true };
	size_t strings = 0;

	for (size_t i = 0; i < n->nkids; i++) {
		const sp_strings *one = required(m, n->kids[i]);
		if (!one)
			return NULL;
		strings += one->n;
		all.solid = one->solid < all.solid ? one->solid : all.solid;
		all.leads = all.leads && one->leads;
		all.trails = all.trails && one->trails;
	}
	if (strings > SP_MAX_STRINGS)
		return NULL;
	all.s = sp_arena_alloc(m->keep, strings * sizeof *all.s);
	for (size_t i = 0; i < n->nkids; i++) {
		const sp_strings *one = required(m, n->kids[i]);
		memcpy(all.s + all.n, one->s, one->n * sizeof *one->s);
		all.n += one->n;
	}
	sp_strings *set = sp_arena_alloc(m->keep, sizeof *set);
	*set = all;
	return set;
}

static const sp_strings *text_itself(maker *m, const sp_node *n)
{
	sp_strings *set = one_string(m, n->text, n->len);

	set->leads = set->trails = true;
	return set;
}

static const sp_strings *required_of(maker *m, const sp_node *n)
{
	const sp_strings *set = NULL;

	switch (n->kind) {
	case N_CAT:
		set = required_cat(m, n);
		break;
	case N_ALT:
		set = required_alt(m, n);
		break;
	case N_TEXT:
		set = text_itself(m, n);
		break;
	case N_RAW:
		set = required_raw(m, n);
		break;
	default:
		break;
	}
	return set && worth(set->n, set->solid) ? set : NULL;
}

static const sp_strings *required(maker *m, sp_node *n)
{
	sp_shape *shape = n->shape;

	if (!shape)
		return required_of(m, n);
	if (!shape->required_known) {
		shape->required = required_of(m, n);
		shape->required_known = true;
	}
	return shape->required;
}

void sp_pattern_required(sp_arena *a, sp_arena *scratch, sp_node *n,
			 const sp_strings **first, const sp_strings **second)
{
	maker m = { a, scratch };

	*second = NULL;
	sp_pattern_shape(a, n);
	if (n->kind != N_CAT) {
		*first = required(&m, n);
		return;
	}
	choice c = choose_in_cat(&m, n, (choice){ 0 });
	choice d = choose_in_cat(&m, n, c);
	*first = chosen(&m, n, &c);
	/* "(ban|limit) ~4 {open-models}" is tried only where both are met */
	if (d.worth >= SP_WORTH_TWO)
		*second = chosen(&m, n, &d);
}
