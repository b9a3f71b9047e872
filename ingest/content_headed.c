/* Parts of a page that a line heads: "12 comments", "About the author", "Read
 * next". The line's words are in furniture.def. What it heads is the box that it
 * opens, or, where all stands in one row, what follows it. */
#include "config.h"

#include "ingest/content_parts.h"

enum {
	BOX_PROSE = 1500,	/* letters of prose in a box, at most */
	TAIL_PROSE = 700,	/* in a row behind its heading, or at the foot */
	BEFORE = 250,		/* letters of prose that a thread or tail is behind */
	MORE = 10,		/* letters that a box has beside its heading */
	SEEN = 5, WINDOW = 300,	/* bytes of a thread that are read for signs */
	FORM_NODES = 4000	/* nodes among which its form is */
};

static bool is_blank(const sp_chooser *c, size_t from, size_t to)
{
	const char *s = c->t->text.data;

	for (size_t i = from; i < to; i++)
		if ((unsigned char)s[i] > ' ')
			return false;
	return true;
}

/* May a part with so much prose be what the line heads? */
static bool is_small(const sp_chooser *c, uint32_t prose, bool thread)
{
	uint32_t page = c->m[c->body].prose;

	return thread ? page - prose > SP_TEXT_PROSE || (double)prose < 0.8 * page :
		prose <= BOX_PROSE && (double)prose < 0.3 * page;
}

/* The outermost box that begins with line i. */
static size_t box_of(const sp_chooser *c, size_t i, bool thread)
{
	const sp_tree *t = c->t;
	size_t at = i;

	while (at != c->body) {
		size_t up = t->nodes[at].parent;
		sp_tag tag = t->nodes[up].tag;
		if (up == at || up == c->body || tag == SP_TAG_MAIN || tag == SP_TAG_ARTICLE ||
		    !is_blank(c, t->nodes[up].text, t->nodes[i].text) ||
		    !is_small(c, c->m[up].prose, thread))
			break;
		at = up;
	}
	return at;
}

/* Do replies follow, or a form to write one? A text may have a heading "Comments",
 * too. */
static bool has_replies(const sp_chooser *c, size_t from, size_t to, bool counted)
{
	const sp_tree *t = c->t;
	size_t at = t->nodes[from].text, end = t->nodes[to - 1].text + t->nodes[to - 1].len;
	bool date = false, answer = false, time = false;

	for (size_t i = from; i < to && i < from + FORM_NODES; i++)
		if (t->nodes[i].tag == SP_TAG_TEXTAREA)
			return true;
	for (int k = 0; k < SEEN && at < end; k++, at += WINDOW) {
		size_t n = end - at < WINDOW ? end - at : WINDOW;
		sp_signs signs = sp_content_signs(t->text.data + at, n);
		date |= signs.date;
		time |= signs.time;
		answer |= signs.answer;
	}
	return (date && answer) || (counted && (time || answer));
}

/* The siblings behind `at` up to the next heading of its level. */
static size_t section_end(const sp_chooser *c, size_t at, int level, uint32_t *prose,
			  bool *ended)
{
	const sp_tree *t = c->t;
	size_t i = t->nodes[at].end, end = t->nodes[t->nodes[at].parent].end;

	*prose = 0;
	for (; i < end; i = t->nodes[i].end) {
		int h = sp_tag_heading(t->nodes[i].tag);
		if (h && level && h <= level && !c->m[i].out)
			break;
		*prose += c->m[i].prose;
	}
	*ended = i == end;
	return i;
}

/* Is it links for the most part, or titles of them? */
static bool is_linked(const sp_chooser *c, size_t i)
{
	return sp_content_link_density(&c->m[i]) > 0.2;
}

/* Line `at` and what follows it: `all`, or the links. It stays where none do. */
static void leave_out_row(sp_chooser *c, size_t at, size_t to, sp_headed h, bool all)
{
	const sp_tree *t = c->t;
	bool any = all;

	for (size_t i = t->nodes[at].end; i < to; i = t->nodes[i].end) {
		if (c->m[i].out || !c->m[i].len)
			continue;
		if (!all && (c->m[i].prose || !is_linked(c, i)))
			break;
		sp_content_leave_out(c, i, SP_WHY_HEADED, h.phrase);
		any = true;
	}
	if (any)
		sp_content_leave_out(c, at, SP_WHY_HEADED, h.phrase);
}

/* All stands in one row: what follows line `at`, and how much of it? */
static void judge_row(sp_chooser *c, size_t at, sp_headed h, uint32_t before)
{
	const sp_tree *t = c->t;
	bool thread = h.of == SP_HEADS_THREAD, ended;
	uint32_t prose, link = 0, len = 0;
	int level = sp_tag_heading(t->nodes[at].tag);
	size_t end = section_end(c, at, thread ? 0 : level, &prose, &ended);

	for (size_t i = t->nodes[at].end; i < end; i = t->nodes[i].end) {
		len += c->m[i].len;
		link += c->m[i].link;
	}
	if (thread) {
		if (is_small(c, prose, true) && (!prose || has_replies(c, at, end, h.counted)))
			leave_out_row(c, at, end, h, true);
		return;
	}
	bool links = h.of == SP_HEADS_NOTE || link * 5 > len;
	leave_out_row(c, at, end, h, links && level && ended && before >= BEFORE &&
		      prose <= TAIL_PROSE && is_small(c, prose, false));
}

/* Returns where to go on. */
static size_t judge(sp_chooser *c, size_t i, sp_headed h, uint32_t before)
{
	const sp_tree *t = c->t;
	bool thread = h.of == SP_HEADS_THREAD;
	size_t at = box_of(c, i, thread), end = t->nodes[at].end;

	if (thread && before < BEFORE)
		return 0;
	if (c->m[at].len <= c->m[i].len + MORE)
		judge_row(c, at, h, before);
	else if (thread ? !c->m[at].prose || has_replies(c, i, end, h.counted) :
		 h.of == SP_HEADS_NOTE || is_linked(c, at))
		sp_content_leave_out(c, at, SP_WHY_HEADED, h.phrase);
	return t->nodes[at].mark & SP_MARK_OUT ? end : 0;
}

/* What a site says of itself above and below all it has (cookies, rights) would
 * count as prose, and draw the choice of the text down to the page's foot. */
static void leave_out_notice(sp_chooser *c, size_t i, uint32_t before)
{
	uint16_t phrase = 0;

	if (!before || (before >= BEFORE && c->m[c->body].prose - before <= TAIL_PROSE))
		phrase = sp_content_long_line(c, i);
	if (phrase)
		sp_content_leave_out(c, i, SP_WHY_LINE, phrase);
}

void sp_content_prune_headed(sp_chooser *c)
{
	const sp_tree *t = c->t;
	uint32_t before = 0;

	if (!sp_content_is_furnished(c))
		return;
	for (size_t i = c->body; i < t->nodes[c->body].end;) {
		const sp_node *n = &t->nodes[i];
		if ((n->mark & SP_MARK_OUT) || !n->name || !c->m[i].len) {
			i = n->end;
			continue;
		}
		sp_headed h = sp_content_head(c, i);
		size_t next = h.phrase ? judge(c, i, h, before) : 0;
		if (sp_content_is_prose(&c->m[i])) {
			leave_out_notice(c, i, before);
			before += c->m[i].own;
		}
		i = next > i ? next : i + 1;
	}
}
