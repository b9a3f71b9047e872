/* Parts of a page that repeat one shape, told by structure where no name tells
 * them: cards (a linked heading, a line of teaser, again and again) lead away
 * from the page, replies (a name, a date, a text) answer it, and the pictures of
 * a gallery ("3/50", "Photo: ...") stand beside it. On a page that is nothing
 * else - a list of links, a forum - they are its content, so all go only behind
 * or beside enough other prose. A box that is there twice, for a large and a small
 * screen, stays once. */
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
	MUCH = 800,		/* beside which even more cards are none of it */
	CAPTION = 300,		/* letters of a picture's line, at most */
	LEGEND = 700,		/* and of one with a number */
	COUNTED_MIN = 5,	/* numbers that are a gallery without its pictures */
	TITLE_MIN = 10,
	SEEN = 160,		/* bytes at an item's begin and end that are read */
	NODES_SEEN = 64		/* nodes of an item among which its heading is */
};

/* What is counted of a run of like children. */
typedef struct group {
	size_t items, linked, dated, timed, answers;
	size_t pictures, counted, credited;
	uint32_t len, link, prose;
} group;

static bool like(const sp_chooser *c, size_t a, size_t b)
{
	const sp_node *x = &c->t->nodes[a], *y = &c->t->nodes[b];

	return x->name == y->name && (x->nattr > 0) == (y->nattr > 0);
}

/* ---- what an item holds ------------------------------------------------------------ */

/* Does its first heading lie in a link, for the most part? Where there is none,
 * the line that it begins with counts as one, if more stands below it. */
static bool has_linked_heading(const sp_chooser *c, size_t item)
{
	bool titled = false, first = true;

	for (size_t i = item + 1; i < c->t->nodes[item].end && i < item + NODES_SEEN; i++) {
		const struct sp_measure *m = &c->m[i];
		if (m->out || !m->len)
			continue;
		if (sp_tag_heading(c->t->nodes[i].tag))
			return sp_content_link_density(m) > 0.5 && m->len > TITLE_MIN;
		if (first && m->block == i && m->own) {
			titled = m->own == m->own_link && m->own > TITLE_MIN &&
				m->own < SP_PROSE_MIN * 2 && m->own < c->m[item].len;
			first = false;
		}
	}
	return titled;
}

static bool has_picture(const sp_chooser *c, size_t item)
{
	for (size_t i = item; i < c->t->nodes[item].end && i < item + NODES_SEEN; i++)
		if (c->t->nodes[i].tag == SP_TAG_IMG)
			return true;
	return false;
}

static void count_item(const sp_chooser *c, size_t item, group *g)
{
	g->items++;
	g->len += c->m[item].len;
	g->link += c->m[item].link;
	g->prose += c->m[item].prose;
	g->linked += has_linked_heading(c, item);
}

/* The signs of a reply or a picture stand at an item's begin or end. */
static void count_signs(const sp_chooser *c, size_t item, group *g)
{
	const sp_node *n = &c->t->nodes[item];
	const char *s = c->t->text.data + n->text, *e = s + n->len, *tail;

	while (s < e && (unsigned char)*s <= ' ')
		s++;
	while (s < e && (unsigned char)e[-1] <= ' ')
		e--;
	bool one = e - s <= SEEN;
	size_t seen = one ? (size_t)(e - s) : SEEN;
	tail = e - seen;
	sp_signs begin = sp_content_signs(s, seen), end = { 0 };

	if (!one)
		end = sp_content_signs(tail, seen);
	g->pictures += has_picture(c, item);
	g->counted += begin.counter;
	g->credited += begin.credit || end.credit;
	g->dated += begin.date || end.date;
	g->timed += (begin.date && begin.time) || (end.date && end.time);
	g->answers += begin.like || end.like;
}

/* ---- what a group of them is --------------------------------------------------------- */

static bool are_cards(const sp_chooser *c, const group *g)
{
	return g->items >= CARDS_MIN && g->linked * 10 >= g->items * 8 &&
		g->prose < CARD_PROSE * g->items &&
		(g->prose * 2 < c->m[c->body].prose ||
		 c->m[c->body].prose - g->prose > MUCH);
}

/* Each with a number, or with a picture and the name of who took it. */
static bool are_pictures(const sp_chooser *c, const group *g)
{
	bool shown = g->pictures * 10 >= g->items * 8;

	if (g->items < CARDS_MIN || c->m[c->body].prose - g->prose <= REPLIED_TO)
		return false;
	if (g->counted * 10 >= g->items * 8 && (shown || g->items >= COUNTED_MIN))
		return g->len < LEGEND * g->items;
	return shown && g->credited * 10 >= g->items * 8 && g->len < CAPTION * g->items;
}

/* Names and days, and then the word on a button, or else the time of each. */
static bool are_replies(const sp_chooser *c, const group *g, uint32_t before)
{
	if (g->items < REPLIES_MIN || before <= REPLIED_TO ||
	    (before <= SP_TEXT_PROSE && g->prose * 4 > c->m[c->body].prose * 3))
		return false;
	if (g->dated * 10 >= g->items * 7 && g->answers * 10 >= g->items * 6)
		return true;
	return g->items > CARDS_MIN && before > MUCH && g->timed * 10 >= g->items * 9 &&
		g->prose * 2 < c->m[c->body].prose;
}

/* Most groups are none by their size and place, and their text is not read. */
static sp_why kind_of(const sp_chooser *c, group *g, size_t first, uint32_t before)
{
	const sp_tree *t = c->t;
	uint32_t end = t->nodes[t->nodes[first].parent].end;

	if (are_cards(c, g))
		return SP_WHY_CARDS;
	if (g->items < REPLIES_MIN || c->m[c->body].prose - g->prose <= REPLIED_TO ||
	    (before <= REPLIED_TO && !has_picture(c, first)))
		return SP_WHY_NONE;
	for (size_t i = first; i < end; i = t->nodes[i].end)
		if (!c->m[i].out && c->m[i].len && like(c, first, i))
			count_signs(c, i, g);
	return are_replies(c, g, before) ? SP_WHY_REPLIES :
		are_pictures(c, g) ? SP_WHY_PICTURES : SP_WHY_NONE;
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
	/* text may stand between the children, too */
	uint32_t others = sp_content_is_prose(&c->m[parent]) ? c->m[parent].own : 0;

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
	sp_why why = first ? kind_of(c, &g, first, before) : SP_WHY_NONE;
	if (!why)
		return;
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

static bool same_text(const sp_tree *t, size_t a, size_t b)
{
	const char *p = t->text.data + t->nodes[a].text, *p_end = p + t->nodes[a].len;
	const char *q = t->text.data + t->nodes[b].text, *q_end = q + t->nodes[b].len;

	for (;;) {
		while (p < p_end && (unsigned char)*p <= ' ')
			p++;
		while (q < q_end && (unsigned char)*q <= ' ')
			q++;
		if (p == p_end || q == q_end)
			return p == p_end && q == q_end;
		if (*p++ != *q++)
			return false;
	}
}

/* A paragraph may be said twice; a box of them, one right behind the other, is
 * there for another screen. */
static void leave_out_copies(sp_chooser *c, size_t parent)
{
	const sp_tree *t = c->t;
	size_t last = 0;

	for (size_t i = parent + 1; i < t->nodes[parent].end; i = t->nodes[i].end) {
		const struct sp_measure *m = &c->m[i];
		if (m->out || !m->prose || m->own || !t->nodes[i].name)
			continue;
		if (last && c->m[last].len == m->len && same_text(t, last, i))
			sp_content_leave_out(c, i, SP_WHY_COPY, 0);
		else
			last = i;
	}
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
		if (sp_tag_is_block(n->tag) && has_two(c, i)) {
			leave_out_copies(c, i);
			judge_children(c, i, before);
		}
		if (sp_content_is_prose(&c->m[i]))
			before += c->m[i].own;
		i++;
	}
}
