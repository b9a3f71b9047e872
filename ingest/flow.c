/* HTML's flow of boxes as blocks. One loop over the flat tree; what an open
 * element changes (a list's depth, a quote, a heading) stands on a stack of
 * contexts and is undone when the loop passes the element's end. */
#include "config.h"

#include "ingest/flow.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

typedef enum pre { PRE_NONE, PRE_LINES, PRE_PROSE } pre;

/* What holds inside the open elements. */
typedef struct state {
	int heading;		/* its level, or 0 */
	int depth;		/* of lists */
	int list_lead_in;	/* of the innermost list */
	size_t item;		/* the innermost item's context + 1, or 0 */
	size_t row;		/* the data table row's context + 1, or 0 */
	bool quote;
	bool paragraph;		/* in a p */
	bool table;		/* in a data table */
	bool bold;
	pre pre;
	int word_level;		/* a list paragraph of Word: its level */
} state;

typedef struct context {
	uint32_t end;		/* index behind the element */
	sp_tag tag;
	bool begun;		/* the item has a block, the row a cell */
	state saved;
} context;

typedef struct flow {
	const sp_tree *t;
	sp_writer *w;
	state s;
	context *stack;
	size_t depth, cap;
	size_t letters, bold_letters;	/* in the block under way */
	int word_item, word_lead_in;	/* last list paragraph of Word */
	int dt;				/* seq of the last dt, or -1 */
} flow;

/* ---- ending a block ------------------------------------------------------------- */

/* A short paragraph all in bold that does not end like a sentence. */
static bool looks_like_heading(const flow *f)
{
	const sp_writer *w = f->w;
	size_t n = w->text.len - w->begin;

	if (!f->letters || f->bold_letters < f->letters || n > 150 || n < 3)
		return false;
	if (memchr(w->text.data + w->begin, '\n', n))
		return false;
	return !strchr(".,;:!?", w->text.data[w->text.len - 1]);
}

static void word_item(flow *f)
{
	int last = sp_writer_last(f->w);

	if (f->word_item < 0 || f->word_item != last)
		f->word_lead_in = sp_writer_introduces(f->w, last) ? last : -1;
	int seq = sp_writer_flush(f->w, SP_LIST_ITEM, f->s.word_level,
				  f->word_lead_in);
	if (seq >= 0)
		f->word_item = seq;
}

static void flush(flow *f)
{
	const state *s = &f->s;

	if (!sp_writer_pending(f->w))
		f->w->breaks = 0;
	else if (s->row)
		sp_writer_flush(f->w, SP_TABLE_ROW, 0, -1);
	else if (s->heading)
		sp_writer_flush(f->w, SP_HEADING, s->heading, -1);
	else if (s->item && !f->stack[s->item - 1].begun)
		f->stack[s->item - 1].begun =
			sp_writer_flush(f->w, SP_LIST_ITEM, s->depth, s->list_lead_in) >= 0;
	else if (s->quote)
		sp_writer_flush(f->w, SP_QUOTE, 0, -1);
	else if (s->word_level)
		word_item(f);
	else if (!s->item && !s->table && !s->pre && looks_like_heading(f))
		sp_writer_flush(f->w, SP_HEADING, 3, -1);
	else
		sp_writer_flush(f->w, SP_PARAGRAPH, 0, -1);
	f->letters = f->bold_letters = 0;
}

/* ---- tables ------------------------------------------------------------------------ */

/* A table that holds more than figures: columns of a page, a frame around a
 * letter. Its cells are read as flow. */
static bool is_layout(const sp_tree *t, size_t table)
{
	const char *role = sp_tree_get(t, table, "role");
	size_t cells = 0, rows = 0, many = 0;
	size_t blocks = 0;

	if (role && (strcmp(role, "presentation") == 0 || strcmp(role, "none") == 0))
		return true;
	for (size_t i = table + 1; i < t->nodes[table].end; i++) {
		const sp_node *n = &t->nodes[i];
		if (n->tag == SP_TAG_TABLE || n->tag == SP_TAG_UL ||
		    n->tag == SP_TAG_OL || n->tag == SP_TAG_BLOCKQUOTE ||
		    sp_tag_heading(n->tag))
			return true;
		if (n->tag == SP_TAG_TR) {
			rows++;
			cells = 0;
		} else if (n->tag == SP_TAG_TD || n->tag == SP_TAG_TH) {
			many += ++cells == 2;
			blocks = 0;
			if (n->len > 1500)
				return true;
		} else if (n->tag == SP_TAG_P && ++blocks > 2) {
			return true;
		}
	}
	return !rows || !many;
}

/* ---- entering an element -------------------------------------------------------------- */

static void enter_list(flow *f)
{
	int last = sp_writer_last(f->w);

	f->s.list_lead_in = -1;
	if (sp_writer_introduces(f->w, last)) {
		f->s.list_lead_in = last;
	} else if (last >= 0 && f->s.item) {
		/* Points under a point that is no sentence: "Education". */
		const sp_draft *d = &f->w->drafts[last];
		if (d->kind == SP_LIST_ITEM &&
		    !strchr(".!?;", f->w->text.data[d->text + d->len - 1]))
			f->s.list_lead_in = last;
	}
	f->s.depth++;
	f->s.item = 0;
}

static void enter_item(flow *f)
{
	if (!f->s.depth)
		f->s.depth = 1;	/* an item without a list */
	f->s.item = f->depth;
	f->s.heading = 0;
}

static pre pre_kind(const sp_tree *t, size_t node)
{
	const char *s = t->text.data + t->nodes[node].text;
	size_t n = t->nodes[node].len, lines = 1, blanks = 0, indented = 0;

	for (size_t i = 0; i + 1 < n; i++) {
		if (s[i] != '\n')
			continue;
		lines++;
		blanks += s[i + 1] == '\n';
		indented += s[i + 1] == ' ' || s[i + 1] == '\t';
	}
	return lines > 3 && blanks && n / lines > 30 && indented * 2 < lines ?
		PRE_PROSE : PRE_LINES;
}

/* "mso-list:l0 level2 lfo1": Word's lists are paragraphs with a style. */
static int word_list_level(const sp_tree *t, size_t node)
{
	const char *style = sp_tree_get(t, node, "style");
	const char *class = sp_tree_get(t, node, "class");
	const char *list = style ? strstr(style, "mso-list:") : NULL;
	const char *level = list ? strstr(list, "level") : NULL;

	if (list && strncmp(list + strlen("mso-list:"), "none", 4) == 0)
		return 0;
	if (level && level[5] >= '1' && level[5] <= '9')
		return level[5] - '0';
	return class && strncmp(class, "MsoListParagraph", 16) == 0 && list;
}

static bool is_bold(const sp_tree *t, size_t node)
{
	sp_tag tag = t->nodes[node].tag;
	const char *style;

	if (tag == SP_TAG_B || tag == SP_TAG_STRONG)
		return true;
	style = sp_tree_get(t, node, "style");
	const char *w = style ? strstr(style, "font-weight:") : NULL;
	return w && (w += strspn(w + 12, " ") + 12) &&
		(strncmp(w, "bold", 4) == 0 || (*w >= '6' && *w <= '9'));
}

static void enter_cell(flow *f)
{
	if (!f->s.row)
		return;
	context *row = &f->stack[f->s.row - 1];
	if (row->begun && sp_writer_pending(f->w)) {
		f->w->blank = true;
		sp_writer_text(f->w, "|", 1, 0, SIZE_MAX);
		f->w->blank = true;
	}
	row->begun = true;
}

static void enter(flow *f, size_t i)
{
	const sp_node *n = &f->t->nodes[i];
	sp_tag tag = n->tag;
	int level = sp_tag_heading(tag);

	if (level) {
		f->s.heading = f->s.row ? 0 : level;
	} else if (tag == SP_TAG_UL || tag == SP_TAG_OL || tag == SP_TAG_DL ||
		   tag == SP_TAG_MENU || tag == SP_TAG_DIR) {
		enter_list(f);
	} else if (tag == SP_TAG_LI || tag == SP_TAG_DT || tag == SP_TAG_DD) {
		enter_item(f);
		if (tag == SP_TAG_DD && f->dt >= 0)
			f->s.list_lead_in = f->dt;
	} else if (tag == SP_TAG_BLOCKQUOTE) {
		f->s.quote = true;
	} else if (tag == SP_TAG_TABLE) {
		f->s.table = !is_layout(f->t, i);
	} else if (tag == SP_TAG_TR) {
		f->s.row = f->s.table ? f->depth : 0;
	} else if (tag == SP_TAG_TD || tag == SP_TAG_TH) {
		enter_cell(f);
	} else if (tag == SP_TAG_PRE || tag == SP_TAG_XMP || tag == SP_TAG_PLAINTEXT) {
		if (!f->s.pre)	/* one in another is of its kind, and read with it */
			f->s.pre = pre_kind(f->t, i);
	} else if (tag == SP_TAG_P) {
		f->s.word_level = word_list_level(f->t, i);
		f->s.paragraph = true;
	}
	if (!f->s.bold && is_bold(f->t, i))
		f->s.bold = true;
}

/* Does this element begin and end a block where it stands? */
static bool breaks(const flow *f, sp_tag tag)
{
	if (f->s.row)	/* inside a row nothing does but the row */
		return tag == SP_TAG_TR || tag == SP_TAG_TABLE;
	if (tag == SP_TAG_CUSTOM && f->s.paragraph)
		return false;
	return sp_tag_is_block(tag);
}

static void push(flow *f, size_t i)
{
	f->stack = sp_grow(f->stack, f->depth, &f->cap, sizeof *f->stack);
	f->stack[f->depth++] = (context){
		.end = f->t->nodes[i].end, .tag = f->t->nodes[i].tag, .saved = f->s,
	};
}

static void pop(flow *f)
{
	const context *c = &f->stack[f->depth - 1];

	if (breaks(f, c->tag)) {
		flush(f);
		c = &f->stack[f->depth - 1];
		if (c->tag == SP_TAG_DT)
			f->dt = sp_writer_last(f->w);
		else if (c->tag == SP_TAG_DL)
			f->dt = -1;
	} else if (f->s.row) {
		f->w->blank = true;
	}
	f->s = c->saved;
	f->depth--;
}

/* ---- the loop --------------------------------------------------------------------------- */

static void pre_text(flow *f, const char *s, size_t n, int line, size_t node)
{
	size_t from = 0;

	for (size_t i = 0; i <= n; i++) {
		if (i < n && s[i] != '\n')
			continue;
		sp_writer_text(f->w, s + from, i - from, line, node);
		from = i + 1;
		if (i == n)
			break;
		line++;
		if (f->s.pre == PRE_PROSE && !(i + 1 < n && s[i + 1] == '\n') &&
		    !(i && s[i - 1] == '\n'))
			f->w->blank = true;
		else
			sp_writer_break(f->w);
		if (sp_writer_double(f->w))
			flush(f);
	}
}

static void text(flow *f, size_t i)
{
	const sp_node *n = &f->t->nodes[i];
	const char *s = f->t->text.data + n->text;
	size_t before = f->w->text.len;

	if (f->s.pre && !f->s.row)
		pre_text(f, s, n->len, (int)n->line, i);
	else
		sp_writer_text(f->w, s, n->len, (int)n->line, i);
	if (f->w->text.len > before) {
		f->letters += f->w->text.len - before;
		if (f->s.bold)
			f->bold_letters += f->w->text.len - before;
	}
}

static bool never_read(sp_tag tag)
{
	switch (tag) {
	case SP_TAG_HEAD:
	case SP_TAG_TITLE:
	case SP_TAG_SCRIPT:
	case SP_TAG_STYLE:
	case SP_TAG_TEMPLATE:
	case SP_TAG_META:
	case SP_TAG_IFRAME:
	case SP_TAG_NOEMBED:
	case SP_TAG_NOFRAMES:
		return true;
	default:
		return false;
	}
}

void sp_flow(sp_tree *t, size_t from, size_t to, bool all, sp_writer *w)
{
	flow f = { .t = t, .w = w, .s = { .list_lead_in = -1 },
		   .word_item = -1, .word_lead_in = -1, .dt = -1 };

	for (size_t i = from; i < to;) {
		sp_node *n = &t->nodes[i];
		while (f.depth && f.stack[f.depth - 1].end <= i)
			pop(&f);
		bool unseen = n->name && never_read(n->tag);
		if (unseen || (!all && (n->mark & SP_MARK_OUT))) {
			/* What is left out parts what stands around it. */
			if (n->name && breaks(&f, n->tag))
				flush(&f);
			if (unseen)
				n->why = SP_WHY_NOT_SHOWN;
			if (n->len)
				sp_writer_omit(w, i);
			i = n->end;
			continue;
		}
		if (!n->name) {
			text(&f, i);
		} else if (n->tag == SP_TAG_BR) {
			if (f.s.row)
				w->blank = true;
			else
				sp_writer_break(w);
			if (sp_writer_double(w))
				flush(&f);
		} else {
			if (breaks(&f, n->tag))
				flush(&f);
			push(&f, i);
			enter(&f, i);
		}
		i++;
	}
	while (f.depth)
		pop(&f);
	flush(&f);
	free(f.stack);
}
