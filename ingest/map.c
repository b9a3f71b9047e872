/* The tree of an XML document by the roles that its dialect gives to elements.
 * Elements that the dialect does not know are judged by their content: inside
 * text they are inline; with text of their own they are paragraphs; otherwise
 * they only hold others. */
#include "config.h"

#include "ingest/map.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ingest/entity.h"
#include "ingest/flow.h"

enum { SHORT = 300 };	/* bytes of text up to which metadata is metadata */

typedef struct state {
	sp_role role;		/* of the innermost element that makes blocks */
	int level;		/* heading */
	int sections, lists;
	int lead_in;		/* of the innermost list */
	size_t item;		/* context of the innermost item + 1, or 0 */
	size_t row;		/* context of the innermost row + 1, or 0 */
	bool quote;
	bool in_text;		/* inside a block of text: what follows is inline */
} state;

typedef struct context {
	uint32_t end;
	bool breaks;		/* ends a block */
	bool begun;		/* item: has a block; row: has a cell */
	bool label;
	state saved;
} context;

typedef struct mapper {
	const sp_mapping *map;
	const sp_dialect *d;
	sp_tree *t;
	sp_writer *w;
	bool all;
	const char *title;
	state s;
	size_t label;		/* where the text ends if nothing follows a label */
	size_t label_depth;	/* contexts around that label */
	context *stack;
	size_t depth, cap;
	uint32_t *notes;	/* met inside a block, due behind it */
	size_t nnotes, notes_cap;
	bool in_notes;
} mapper;

static void walk(mapper *m, size_t from, size_t to);

/* ---- ending a block --------------------------------------------------------------- */

static bool repeats_title(const mapper *m)
{
	const sp_writer *w = m->w;
	size_t n = w->text.len - w->begin;

	return m->title && !m->all && strlen(m->title) == n &&
		memcmp(m->title, w->text.data + w->begin, n) == 0;
}

static void end_heading(mapper *m)
{
	int level = m->s.level ? m->s.level : m->s.sections;

	if (repeats_title(m)) {
		sp_buf_truncate(&m->w->text, m->w->begin);
		m->title = NULL;
		return;
	}
	level = level < 1 ? 1 : level > 6 ? 6 : level;
	sp_writer_flush(m->w, SP_HEADING, level, -1);
}

/* A label waits for the block that it begins. */
static bool only_label(const mapper *m)
{
	return m->label && m->label == m->w->text.len && sp_writer_pending(m->w);
}

static void flush(mapper *m)
{
	const state *s = &m->s;

	if (only_label(m)) {
		m->w->breaks = 0;
		m->w->blank = true;
		return;
	}
	m->label = 0;
	if (!sp_writer_pending(m->w))
		m->w->breaks = 0;
	else if (s->row)
		sp_writer_flush(m->w, SP_TABLE_ROW, 0, -1);
	else if (s->role == SP_ROLE_HEADING)
		end_heading(m);
	else if (s->item && !m->stack[s->item - 1].begun)
		m->stack[s->item - 1].begun =
			sp_writer_flush(m->w, SP_LIST_ITEM, s->lists, s->lead_in) >= 0;
	else if (s->quote)
		sp_writer_flush(m->w, SP_QUOTE, 0, -1);
	else
		sp_writer_flush(m->w, SP_PARAGRAPH, 0, -1);
}

/* The notes of the block that has just ended, each a paragraph. */
static void flush_notes(mapper *m)
{
	state saved = m->s;

	if (m->in_notes || !m->nnotes)
		return;
	m->in_notes = true;
	for (size_t i = 0; i < m->nnotes; i++) {
		size_t node = m->notes[i], first = m->w->n;
		m->s = (state){ .lead_in = -1, .role = SP_ROLE_CONTAINER };
		walk(m, node + 1, m->t->nodes[node].end);
		flush(m);
		sp_writer_aside(m->w, first);
	}
	m->nnotes = 0;
	m->in_notes = false;
	m->s = saved;
}

/* ---- entering an element ------------------------------------------------------------- */

static void push(mapper *m, size_t i, bool breaks)
{
	m->stack = sp_grow(m->stack, m->depth, &m->cap, sizeof *m->stack);
	m->stack[m->depth++] = (context){
		.end = m->t->nodes[i].end, .breaks = breaks, .saved = m->s,
	};
}

static void enter_list(mapper *m)
{
	int last = sp_writer_last(m->w);

	m->s.lead_in = -1;
	if (sp_writer_introduces(m->w, last)) {
		m->s.lead_in = last;
	} else if (last >= 0 && m->s.item) {
		const sp_draft *d = &m->w->drafts[last];
		if (d->kind == SP_LIST_ITEM &&
		    !strchr(".!?;", m->w->text.data[d->text + d->len - 1]))
			m->s.lead_in = last;
	}
	m->s.lists++;
	m->s.item = 0;
	m->s.in_text = false;
}

static void enter_cell(mapper *m)
{
	context *row;

	m->s.in_text = true;
	if (!m->s.row)
		return;
	row = &m->stack[m->s.row - 1];
	if (row->begun && sp_writer_pending(m->w)) {
		m->w->blank = true;
		sp_writer_text(m->w, "|", 1, 0, SIZE_MAX);
	}
	m->w->blank = true;
	row->begun = true;
}

static void enter(mapper *m, size_t i, sp_role role, int level)
{
	m->s.role = role;
	m->s.level = level;
	switch (role) {
	case SP_ROLE_SECTION:
		m->s.sections++;
		m->s.in_text = false;
		break;
	case SP_ROLE_HEADING:
	case SP_ROLE_PARAGRAPH:
		m->s.in_text = true;
		break;
	case SP_ROLE_LIST:
		enter_list(m);
		break;
	case SP_ROLE_ITEM:
		m->s.lists = level ? level : m->s.lists + !m->s.lists;
		m->s.item = m->depth;
		m->s.in_text = sp_tree_own_text(m->t, i);
		break;
	case SP_ROLE_ROW:
		m->s.row = m->depth;
		break;
	case SP_ROLE_CELL:
		enter_cell(m);
		break;
	case SP_ROLE_QUOTE:
		m->s.quote = true;
		m->s.in_text = sp_tree_own_text(m->t, i);
		break;
	default:
		m->s.in_text = false;
		break;
	}
}

/* What an element that the dialect does not know is, where it stands. */
static sp_role infer(const mapper *m, size_t i)
{
	if (m->s.in_text || m->s.row)
		return SP_ROLE_INLINE;
	return sp_tree_own_text(m->t, i) ? SP_ROLE_PARAGRAPH : SP_ROLE_CONTAINER;
}

/* Blocks that a dialect knows break the text they stand in. */
static bool makes_blocks(const mapper *m, sp_role role)
{
	if (m->s.row)	/* a row is one block, whatever its cells hold */
		return role == SP_ROLE_ROW || role == SP_ROLE_TABLE;
	if (role == SP_ROLE_LABEL)	/* within a text it is part of it */
		return !m->s.in_text;
	return role != SP_ROLE_INLINE && role != SP_ROLE_CELL;
}

/* ---- notes, labels, elements ------------------------------------------------------------- */

static bool left_out(const mapper *m, size_t i, sp_role role)
{
	if (m->all)
		return false;
	if (role == SP_ROLE_DROP)
		return true;
	return role == SP_ROLE_METADATA && !m->s.in_text && !m->s.row &&
		m->t->nodes[i].len <= SHORT;
}

static bool defer_note(mapper *m, size_t i, sp_role role)
{
	if (role != SP_ROLE_NOTE || m->in_notes || !m->s.in_text)
		return false;
	m->notes = sp_grow(m->notes, m->nnotes, &m->notes_cap, sizeof *m->notes);
	m->notes[m->nnotes++] = (uint32_t)i;
	return true;
}

/* Another label may stand before it: "(b) (1)". */
static void begin_label(mapper *m)
{
	m->s.in_text = true;
	if (!only_label(m)) {
		m->label = SIZE_MAX;
		m->label_depth = m->depth - 1;
	}
}

static void element(mapper *m, size_t i, sp_role role, int level)
{
	if (role == SP_ROLE_METADATA)
		role = SP_ROLE_UNKNOWN;
	if (role == SP_ROLE_NOTE)
		role = SP_ROLE_PARAGRAPH;
	if (role == SP_ROLE_DROP)	/* only with `all` */
		role = SP_ROLE_CONTAINER;
	if (role == SP_ROLE_UNKNOWN)
		role = infer(m, i);
	if (role == SP_ROLE_HEADING && m->s.in_text && sp_writer_pending(m->w) && !only_label(m))
		role = SP_ROLE_INLINE;	/* "An Act on <docTitle>": within a text */
	bool breaks = makes_blocks(m, role);
	if (breaks)
		flush(m);
	push(m, i, breaks && role != SP_ROLE_LABEL);
	m->stack[m->depth - 1].label = role == SP_ROLE_LABEL;
	if (role == SP_ROLE_LABEL) {
		if (breaks)
			begin_label(m);
		return;
	}
	if (breaks || role == SP_ROLE_CELL)
		enter(m, i, role, level);
	else if (m->s.row)
		m->w->blank = true;
}

static void pop(mapper *m)
{
	const context *c = &m->stack[m->depth - 1];
	bool breaks = c->breaks;

	if (c->label) {
		if (m->label == SIZE_MAX)	/* its text is complete */
			m->label = m->w->text.len;
		m->w->blank = true;
	} else if (m->depth == m->label_depth) {
		m->label = 0;	/* what it stood in ends: nothing came */
	}
	if (breaks)
		flush(m);
	m->s = m->stack[--m->depth].saved;
	if (breaks && !m->s.in_text)
		flush_notes(m);
}

static void text(mapper *m, size_t i)
{
	const sp_node *n = &m->t->nodes[i];
	bool behind_label = only_label(m);
	size_t before = m->w->text.len;

	sp_writer_text(m->w, m->t->text.data + n->text, n->len, (int)n->line, n->parent);
	if (behind_label && m->w->text.len > before)	/* the block stands here */
		m->w->node = n->parent;
}

static void line_break(mapper *m)
{
	if (m->s.row)
		m->w->blank = true;
	else
		sp_writer_break(m->w);
	if (sp_writer_double(m->w))
		flush(m);
}

/* ---- HTML in the text of an element --------------------------------------------------- */

/* "</b>", "<br>", "<p class=x>": a tag that nobody writes who means text. A lone
 * "<b" may be "a < b". */
static bool is_tag(const char *s, const char *end)
{
	static const char *const alone[] = { "p", "br", "hr", "img", "li", "div", "tr" };
	bool close = s + 1 < end && s[1] == '/';
	char name[12];
	size_t n = 0;

	s += close ? 2 : 1;
	while (s + n < end && n < sizeof name - 1 && isalnum((unsigned char)s[n])) {
		name[n] = (char)tolower((unsigned char)s[n]);
		n++;
	}
	name[n] = '\0';
	if (!n || s + n == end || !strchr(" \t\r\n/>", s[n]))
		return false;
	if (close)
		return sp_tag_of(name) > SP_TAG_CUSTOM || strcmp(name, "i") == 0 ||
			strcmp(name, "em") == 0 || strcmp(name, "u") == 0 ||
			strcmp(name, "font") == 0;
	for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
		if (strcmp(name, alone[i]) == 0)
			return true;
	return false;
}

static bool is_reference(const char *s, const char *end)
{
	const char *semicolon = memchr(s, ';', end - s > 12 ? 12 : (size_t)(end - s));

	return semicolon && semicolon > s + 1 &&
		(s[1] == '#' || sp_entity(s + 1, (size_t)(semicolon - s - 1)));
}

static bool looks_like_html(const char *s, size_t n)
{
	for (const char *end = s + n; s < end; s++)
		if ((*s == '<' && is_tag(s, end)) || (*s == '&' && is_reference(s, end)))
			return true;
	return false;
}

static bool holds_html(const mapper *m, size_t i)
{
	const sp_node *n = &m->t->nodes[i];

	return m->map->html && !m->s.row && n->len &&
		n->end == i + 2 && !m->t->nodes[i + 1].name &&
		sp_dialect_is_html(m->d, m->t, i) &&
		looks_like_html(m->t->text.data + n->text, n->len);
}

static void embedded(mapper *m, size_t i)
{
	const sp_node *n = &m->t->nodes[i];
	size_t first, omitted = m->w->nomitted;

	m->label = 0;
	flush(m);
	first = m->w->n;
	m->map->html(m->map->html_arg, m->t->text.data + n->text, n->len);
	for (; first < m->w->n; first++) {
		m->w->drafts[first].node = i;
		m->w->drafts[first].line += (int)m->t->nodes[i + 1].line - 1;
	}
	m->w->nomitted = omitted;	/* nodes of another tree */
}

/* ---- the loop ---------------------------------------------------------------------------- */

/* One node; where to go on. */
static size_t visit(mapper *m, size_t i)
{
	const sp_node *n = &m->t->nodes[i];
	const char *insert;
	int level;

	if (!n->name) {
		text(m, i);
		return i + 1;
	}
	if (n->mark & SP_MARK_OUT)
		return n->end;
	insert = sp_dialect_insert(m->d, m->t, i);
	if (insert) {
		sp_writer_text(m->w, insert, strlen(insert), (int)n->line, i);
		return n->end;
	}
	sp_role role = sp_dialect_role(m->d, m->t, i, &level);
	if (left_out(m, i, role)) {
		m->t->nodes[i].why = SP_WHY_DIALECT;
		sp_writer_omit(m->w, i);
		return n->end;
	}
	if (holds_html(m, i)) {
		embedded(m, i);
		return n->end;
	}
	if (defer_note(m, i, role))
		return n->end;
	if (role == SP_ROLE_BREAK)
		line_break(m);
	else if (role == SP_ROLE_SPACE)
		m->w->blank = true;
	else
		element(m, i, role, level);
	return i + 1;
}

static void walk(mapper *m, size_t from, size_t to)
{
	size_t floor = m->depth;

	for (size_t i = from; i < to;) {
		while (m->depth > floor && m->stack[m->depth - 1].end <= i)
			pop(m);
		i = visit(m, i);
	}
	while (m->depth > floor)
		pop(m);
	m->label = 0;
}

void sp_map(const sp_mapping *map, sp_writer *w)
{
	mapper m = { .map = map, .d = map->dialect, .t = map->tree, .w = w,
		     .all = map->all, .title = map->title,
		     .s = { .lead_in = -1, .role = SP_ROLE_CONTAINER } };
	size_t root = map->root || map->all ? map->root :
		sp_dialect_body(map->dialect, map->tree);
	uint8_t mark;

	if (!m.t->n)
		return;
	mark = m.t->nodes[root].mark;
	m.t->nodes[root].mark = 0;
	walk(&m, root, m.t->nodes[root].end);
	m.t->nodes[root].mark = mark;
	flush(&m);
	flush_notes(&m);
	free(m.stack);
	free(m.notes);
}
