#include "config.h"

#include "analyze/pattern.h"

#include <string.h>

#include "analyze/pattern_internal.h"
#include "base/buf.h"

#define APOSTROPHE "\xE2\x80\x99"
/* Below that PCRE2 takes a pattern for certain: it has 64 KB for the code and
 * 250 groups in each other. */
#define SURE_SIZE 30000
#define SURE_DEPTH 200

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

/* What begins with no letter ("'s letter") needs no boundary. */
void sp_pattern_regex(const sp_node *tree, sp_buf *out)
{
	bool raw = tree->kind == N_RAW;

	sp_buf_clear(out);
	sp_buf_adds(out, raw ? "(?:" : "(?:(?<!\\w)|(?!\\w))(?:");
	write_regex(out, tree);
	sp_buf_adds(out, raw ? ")" : ")(?!\\w)");
}

/* ---- compile ------------------------------------------------------------ */

static bool has_ending(const sp_node *n)
{
	return n->kind == N_CAT && n->nkids &&
	       n->kids[n->nkids - 1]->kind == N_ENDING;
}

/* The tree without a '*' at its very end, as a sequence. */
static sp_node *stem_of(sp_arena *a, sp_node *tree)
{
	sp_node *stem = sp_arena_alloc(a, sizeof *stem);

	if (tree->kind == N_CAT) {
		*stem = *tree;
		stem->shape = NULL;
		stem->nkids -= has_ending(tree);
		return stem;
	}
	stem->kind = N_CAT;
	stem->kids = sp_arena_alloc(a, sizeof *stem->kids);
	stem->kids[stem->nkids++] = tree;
	return stem;
}

static bool try_whole(sp_arena *a, sp_arena *scratch, sp_node *tree,
		      sp_pattern_code *out)
{
	sp_node *stem = stem_of(a, tree);
	const sp_shape shape = sp_pattern_shape(a, stem);

	if (!shape.strings || !shape.least)
		return false;
	sp_strings all = sp_pattern_expand(a, scratch, stem, 0, stem->nkids);
	out->whole = true;
	out->open_end = has_ending(tree);
	out->literals = all.s;
	out->nliterals = all.n;
	return true;
}

static void require(sp_arena *a, sp_arena *scratch, sp_node *tree,
		    sp_pattern_code *out)
{
	const sp_strings *first, *second;

	sp_pattern_required(a, scratch, tree, &first, &second);
	if (!first)
		return;
	out->literals = first->s;
	out->nliterals = first->n;
	out->leads = first->leads;
	out->trails = first->trails;
	if (!second)
		return;
	out->also = second->s;
	out->nalso = second->n;
	if (second->leads)
		out->leads = 2;
	if (second->trails)
		out->trails = 2;
}

void sp_pattern_compile(sp_arena *a, sp_arena *scratch, sp_node *tree,
			sp_pattern_code *out)
{
	const sp_shape shape = sp_pattern_shape(a, tree);

	*out = (sp_pattern_code){
		.tree = tree, .least = shape.least,
		.sure = shape.sure && shape.size < SURE_SIZE &&
			shape.depth < SURE_DEPTH
	};
	if (!try_whole(a, scratch, tree, out))
		require(a, scratch, tree, out);
	sp_arena_clear(scratch);
}
