/* Parts of a page that repeat one shape, told by structure where no name tells
 * them: cards (a linked heading, a line of teaser, again and again) lead away
 * from the page, and replies (a name, a date, a text) answer it. On a page that
 * is nothing else - a list of links, a forum - they are its content, so both
 * go only behind or beside enough other prose. */
#include "config.h"

#include "ingest/content_parts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
	CARDS_MIN = 3,		/* fewer are no list */
	CARD_PROSE = 450,	/* letters of prose in a card, at most */
	REPLIES_MIN = 2,
	REPLIED_TO = 300,	/* letters of prose that a thread answers */
	SEEN = 160,		/* bytes at an item's begin and end that are read */
	NODES_SEEN = 64		/* nodes of an item among which its heading is */
};

/* What is counted of a run of like children. */
typedef struct group {
	size_t items, linked, dated, answers;
	uint32_t len, link, prose;
} group;

static bool like(const sp_chooser *c, size_t a, size_t b)
{
	const sp_node *x = &c->t->nodes[a], *y = &c->t->nodes[b];

	return x->name == y->name && (x->nattr > 0) == (y->nattr > 0);
}

/* ---- what an item holds ------------------------------------------------------------ */

/* Does its first heading lie in a link, for the most part? */
static bool has_linked_heading(const sp_chooser *c, size_t item)
{
	for (size_t i = item; i < c->t->nodes[item].end && i < item + NODES_SEEN; i++) {
		const struct sp_measure *m = &c->m[i];
		if (m->out || !m->len)
			continue;
		if (sp_tag_heading(c->t->nodes[i].tag))
			return sp_content_link_density(m) > 0.5 && m->len > 10;
	}
	return false;
}

/* Is one of the words (in small letters) in s[0..n), without case? */
static bool has_word(const char *s, size_t n, const char *const *words, size_t nwords)
{
	bool begins[256] = { false };	/* most bytes begin none of them */

	for (size_t k = 0; k < nwords; k++)
		begins[(unsigned char)*words[k]] = true;
	for (size_t i = 0; i < n; i++) {
		int c = tolower((unsigned char)s[i]);
		for (size_t k = 0; begins[c] && k < nwords; k++) {
			size_t w = strlen(words[k]);
			if ((unsigned char)*words[k] == c && i + w <= n &&
			    strncasecmp(s + i, words[k], w) == 0)
				return true;
		}
	}
	return false;
}

/* "20:31", "2014/01/01", "Mar 14, 2025", "3 days ago": digits as dates have them. */
static bool has_date(const char *s, size_t n)
{
	static const char *const words[] = {
		" ago", "january", "february", "march ", "april", "june", "july",
		"august", "september", "october", "november", "december",
		"jan ", "feb ", "mar ", "apr ", "may ", "jun ", "jul ", "aug ",
		"sep ", "oct ", "nov ", "dec ",
	};
	bool digit = false;

	for (size_t i = 0; i < n; i++) {
		if (!isdigit((unsigned char)s[i]))
			continue;
		digit = true;
		if (i + 3 < n && strchr(":/.-", s[i + 1]) &&
		    isdigit((unsigned char)s[i + 2]) && isdigit((unsigned char)s[i + 3]))
			return true;
	}
	return digit && has_word(s, n, words, sizeof words / sizeof *words);
}

/* The word on a button that answers an item, in some languages. */
static bool has_answer(const char *s, size_t n)
{
	static const char *const words[] = {
		"reply", "report", "permalink", "flag as", "like",
		"antworten", "répondre", "responder", "rispondi", "beantwoorden",
		"odpowiedz", "svara", "ответить", "回覆", "回复", "返信", "답글",
	};

	return has_word(s, n, words, sizeof words / sizeof *words);
}

static void count_item(const sp_chooser *c, size_t item, group *g)
{
	g->items++;
	g->len += c->m[item].len;
	g->link += c->m[item].link;
	g->prose += c->m[item].prose;
	g->linked += has_linked_heading(c, item);
}

/* The signs of a reply stand at an item's begin or end. */
static void count_signs(const sp_chooser *c, size_t item, group *g)
{
	const sp_node *n = &c->t->nodes[item];
	const char *s = c->t->text.data + n->text, *tail = s + n->len - SEEN;
	bool one = n->len <= SEEN;
	size_t seen = one ? n->len : SEEN;

	g->dated += has_date(s, seen) || (!one && has_date(tail, seen));
	g->answers += has_answer(s, seen) || (!one && has_answer(tail, seen));
}

/* ---- what a group of them is --------------------------------------------------------- */

static bool are_cards(const sp_chooser *c, const group *g)
{
	return g->items >= CARDS_MIN && g->linked * 10 >= g->items * 8 &&
		g->prose < CARD_PROSE * g->items &&
		g->prose * 2 < c->m[c->body].prose;
}

/* Most groups are none by their size and place, and their text is not read. */
static bool are_replies(const sp_chooser *c, group *g, size_t first, uint32_t before)
{
	const sp_tree *t = c->t;
	uint32_t end = t->nodes[t->nodes[first].parent].end;

	if (g->items < REPLIES_MIN || before <= REPLIED_TO ||
	    g->prose * 4 > c->m[c->body].prose * 3)
		return false;
	for (size_t i = first; i < end; i = t->nodes[i].end)
		if (!c->m[i].out && c->m[i].len && like(c, first, i))
			count_signs(c, i, g);
	return g->dated * 10 >= g->items * 7 && g->answers * 10 >= g->items * 6;
}

/* The box around the group that holds little else: its heading, a "show more". */
static size_t box_of(const sp_chooser *c, size_t at, const group *g)
{
	while (at != c->body && c->t->nodes[at].parent != c->body) {
		size_t up = c->t->nodes[at].parent;
		const struct sp_measure *m = &c->m[up];
		if (m->len > g->len + 120 || m->prose > g->prose)
			break;
		at = up;
	}
	return at;
}

/* The children of `parent` that are like its first one with text; `before`:
 * letters of prose that stand before it. */
static void judge_children(sp_chooser *c, size_t parent, uint32_t before)
{
	const sp_tree *t = c->t;
	group g = { 0 };
	size_t first = 0;
	uint32_t others = 0;

	for (size_t i = parent + 1; i < t->nodes[parent].end; i = t->nodes[i].end) {
		if (c->m[i].out || !c->m[i].len)
			continue;
		if (t->nodes[i].name && sp_tag_is_block(t->nodes[i].tag) &&
		    t->nodes[i].tag != SP_TAG_P && !sp_tag_heading(t->nodes[i].tag) &&
		    (!first || like(c, first, i))) {
			first = first ? first : i;
			count_item(c, i, &g);
		} else {
			others += c->m[i].prose;
		}
	}
	bool cards = are_cards(c, &g);
	if (!cards && !are_replies(c, &g, first, before))
		return;
	sp_why why = cards ? SP_WHY_CARDS : SP_WHY_REPLIES;
	if (!others && parent != c->body) {
		sp_content_leave_out(c, box_of(c, parent, &g), why, (unsigned)g.items);
		return;
	}
	for (size_t i = first; i < t->nodes[parent].end; i = t->nodes[i].end)
		if (!c->m[i].out && like(c, first, i))
			sp_content_leave_out(c, i, why, (unsigned)g.items);
}

/* Two children with text: one alone, in a chain of boxes, repeats nothing. */
static bool has_two(const sp_chooser *c, size_t parent)
{
	size_t n = 0;

	for (size_t i = parent + 1; i < c->t->nodes[parent].end && n < 2;
	     i = c->t->nodes[i].end)
		n += c->m[i].len && c->t->nodes[i].name;
	return n == 2;
}

void sp_content_prune_repeats(sp_chooser *c)
{
	const sp_tree *t = c->t;
	uint32_t before = 0;

	for (size_t i = c->body; i < t->nodes[c->body].end;) {
		const sp_node *n = &t->nodes[i];
		if ((n->mark & SP_MARK_OUT) || !n->name || !c->m[i].len) {
			i = n->end;
			continue;
		}
		if (sp_tag_is_block(n->tag) && has_two(c, i))
			judge_children(c, i, before);
		if (sp_content_is_prose(&c->m[i]))
			before += c->m[i].own;
		i++;
	}
}
