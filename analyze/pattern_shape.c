/* The measures of a pattern's tree. */
#include "config.h"

#include <string.h>

#include "analyze/pattern_internal.h"

#define CODE_TEXT 4		/* bytes of compiled code: a letter, */
#define CODE_APOSTROPHE 30	/* one that is curly or not, */
#define CODE_CLASS 40
#define CODE_GROUP 16		/* around a group, and for each alternative */
#define CODE_WORD 70		/* each word of a gap */

static void measure_text(const sp_node *n, sp_shape *s)
{
	bool apostrophe = n->len == 1 && n->text[0] == '\'';

	s->strings = apostrophe ? 2 : 1;
	s->least = (unsigned)n->len;
	s->size = apostrophe ? CODE_APOSTROPHE : CODE_TEXT * n->len;
	for (size_t i = 0; i < n->len; i++)
		s->solid += n->text[i] != ' ';
}

static void measure_class(const sp_node *n, sp_shape *s)
{
	s->strings = n->len <= SP_MAX_STRINGS ? (unsigned)n->len : 0;
	s->least = 1;
	s->solid = memchr(n->text, ' ', n->len) ? 0 : 1;
	s->size = CODE_CLASS;
	/* [:x:] is something else to PCRE2 */
	s->sure = !strchr(":.=", n->text[0]);
}

static void measure_cat(sp_arena *a, const sp_node *n, sp_shape *s)
{
	size_t strings = 1;

	for (size_t i = 0; i < n->nkids; i++) {
		const sp_shape k = sp_pattern_shape(a, n->kids[i]);
		strings = strings * k.strings <= SP_MAX_STRINGS ?
			  strings * k.strings : 0;
		s->solid += k.solid;
		s->least += k.least;
		s->size += k.size;
		s->sure = s->sure && k.sure;
		s->depth = k.depth > s->depth ? k.depth : s->depth;
	}
	s->strings = (unsigned)strings;
}

static void measure_alt(sp_arena *a, const sp_node *n, sp_shape *s)
{
	size_t strings = 0;
	bool plain = true;

	s->size = CODE_GROUP;
	for (size_t i = 0; i < n->nkids; i++) {
		const sp_shape k = sp_pattern_shape(a, n->kids[i]);
		plain = plain && k.strings;
		strings += k.strings;
		if (i == 0 || k.solid < s->solid)
			s->solid = k.solid;
		if (i == 0 || k.least < s->least)
			s->least = k.least;
		s->size += k.size + CODE_GROUP;
		s->sure = s->sure && k.sure;
		s->depth = k.depth > s->depth ? k.depth : s->depth;
	}
	s->depth++;
	s->strings = plain && strings <= SP_MAX_STRINGS ? (unsigned)strings : 0;
}

static void measure_opt(sp_arena *a, const sp_node *n, sp_shape *s)
{
	const sp_shape k = sp_pattern_shape(a, n->kids[0]);

	s->strings = k.strings && k.strings < SP_MAX_STRINGS ?
		     k.strings + 1 : 0;
	s->size = k.size + CODE_GROUP;
	s->sure = k.sure;
	s->depth = k.depth + 1;
}

/* Of a node without kids: as fast as looking it up. */
static void measure_leaf(const sp_node *n, sp_shape *s)
{
	switch (n->kind) {
	case N_TEXT:
		measure_text(n, s);
		break;
	case N_CLASS:
		measure_class(n, s);
		break;
	case N_ENDING:
		s->size = CODE_GROUP;
		break;
	case N_GAP:
		s->size = CODE_GROUP + (size_t)n->n * CODE_WORD;
		s->depth = (unsigned)n->n;
		break;
	default:
		s->sure = false;
	}
}

sp_shape sp_pattern_shape(sp_arena *a, sp_node *n)
{
	sp_shape s = { .sure = true };

	if (n->shape)
		return *n->shape;
	if (!n->nkids && n->kind != N_CAT) {
		measure_leaf(n, &s);
		return s;
	}
	if (n->kind == N_CAT)
		measure_cat(a, n, &s);
	else if (n->kind == N_ALT)
		measure_alt(a, n, &s);
	else
		measure_opt(a, n, &s);
	n->shape = sp_arena_alloc(a, sizeof *n->shape);
	*n->shape = s;
	return s;
}
