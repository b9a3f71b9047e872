#include "config.h"

#include "ingest/explain.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ingest/flow.h"
#include "ingest/content.h"
#include "ingest/words.h"

void sp_explanation_init(sp_explanation *x)
{
	*x = (sp_explanation){ .arena = sp_arena_new() };
}

void sp_explanation_release(sp_explanation *x)
{
	sp_arena_free(x->arena);
	free(x->notes);
	free(x->repairs);
	free(x->rows);
}

/* ---- notes --------------------------------------------------------------------- */

void sp_explain_note_add(sp_explanation *x, const char *name, const char *fmt, ...)
{
	sp_buf text = SP_BUF_INIT;
	va_list ap;

	if (!x)
		return;
	va_start(ap, fmt);
	sp_buf_addv(&text, fmt, ap);
	va_end(ap);
	x->notes = sp_grow(x->notes, x->nnotes, &x->notes_cap, sizeof *x->notes);
	x->notes[x->nnotes++] = (sp_explain_note){
		.name = sp_arena_strdup(x->arena, name),
		.text = sp_arena_strndup(x->arena, text.data, text.len),
	};
	sp_buf_release(&text);
}

void sp_explain_repaired(sp_explanation *x, const char *kind, const char *before,
			 size_t nb, const char *after, size_t na)
{
	for (size_t i = 0; i < x->nrepairs; i++) {
		sp_explain_repair *r = &x->repairs[i];
		if (strlen(r->before) == nb && memcmp(r->before, before, nb) == 0 &&
		    strlen(r->after) == na && memcmp(r->after, after, na) == 0) {
			r->count++;
			return;
		}
	}
	x->repairs = sp_grow(x->repairs, x->nrepairs, &x->repairs_cap, sizeof *x->repairs);
	x->repairs[x->nrepairs++] = (sp_explain_repair){
		.kind = sp_arena_strdup(x->arena, kind), .count = 1,
		.before = sp_arena_strndup(x->arena, before, nb),
		.after = sp_arena_strndup(x->arena, after, na),
	};
}

/* <div class="entry-content" id="main"> */
static void add_element(const sp_tree *t, size_t node, sp_buf *out)
{
	static const char *const shown[] = { "id", "class", "role" };

	sp_buf_addf(out, "<%s", t->nodes[node].name);
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		const char *value = sp_tree_get(t, node, shown[i]);
		if (value && *value)
			sp_buf_addf(out, " %s=\"%.*s\"", shown[i],
				    (int)sp_utf8_cut(value, strlen(value), 60), value);
	}
	sp_buf_addc(out, '>');
}

void sp_explain_part(sp_explanation *x, const char *name, const sp_tree *t,
		     uint32_t node)
{
	sp_buf element = SP_BUF_INIT;

	if (!x || !t->n)
		return;
	add_element(t, node, &element);
	sp_explain_note_add(x, name, "%s, line %u", element.data, t->nodes[node].line);
	sp_buf_release(&element);
}

/* ---- reasons ------------------------------------------------------------------- */

static void add_why(const sp_tree *t, size_t node, sp_buf *out)
{
	static const char *const hidden[] = {
		[SP_HIDDEN_ATTRIBUTE] = "attribute hidden",
		[SP_HIDDEN_ARIA] = "aria-hidden",
		[SP_HIDDEN_STYLE] = "by its style",
	};
	const sp_node *n = &t->nodes[node];
	const char *role;

	switch ((sp_why)n->why) {
	case SP_WHY_NONE:
		break;
	case SP_WHY_ELEMENT:
		sp_buf_addf(out, "element <%s>", n->name);
		break;
	case SP_WHY_HEADER:
		sp_buf_adds(out, "in a header, and no prose");
		break;
	case SP_WHY_HIDDEN:
		sp_buf_addf(out, "hidden: %s", hidden[n->detail]);
		break;
	case SP_WHY_ROLE:
		role = sp_tree_get(t, node, "role");
		sp_buf_addf(out, "role '%s'", role ? role : "");
		break;
	case SP_WHY_CLASS:
		sp_buf_addf(out, "class word '%s'", sp_words_text(n->detail));
		break;
	case SP_WHY_ID:
		sp_buf_addf(out, "id word '%s'", sp_words_text(n->detail));
		break;
	case SP_WHY_CARDS:
		sp_buf_addf(out, "%u linked headings with teasers", n->detail);
		break;
	case SP_WHY_REPLIES:
		sp_buf_addf(out, "%u dated replies behind the text", n->detail);
		break;
	case SP_WHY_LINKS:
		sp_buf_addf(out, "link density %.2f", n->detail / 1000.0);
		break;
	case SP_WHY_LINE:
		sp_buf_addf(out, "a line that %s '%s'",
			    sp_content_line_says(n->detail),
			    sp_content_line_text(n->detail));
		break;
	case SP_WHY_DATE:
		sp_buf_adds(out, "a date, above the text");
		break;
	case SP_WHY_PICTURES:
		sp_buf_addf(out, "%u pictures with a line each", n->detail);
		break;
	case SP_WHY_COPY:
		sp_buf_adds(out, "repeats the box before it");
		break;
	case SP_WHY_HEADED:
		sp_buf_addf(out, "headed by '%s'", sp_content_line_text(n->detail));
		break;
	case SP_WHY_HEADS_NOTHING:
		sp_buf_adds(out, "heads nothing that is kept");
		break;
	case SP_WHY_ANCHOR:
		sp_buf_adds(out, "links to its own heading");
		break;
	case SP_WHY_TITLE:
		sp_buf_adds(out, "repeats the title");
		break;
	case SP_WHY_METADATA:
		sp_buf_adds(out, "read as metadata");
		break;
	case SP_WHY_OUTSIDE:
		sp_buf_adds(out, "outside the main content");
		break;
	case SP_WHY_NOT_SHOWN:
		sp_buf_addf(out, "element <%s> is never shown", n->name);
		break;
	case SP_WHY_DIALECT:
		sp_buf_addf(out, "the dialect leaves <%s> out", n->name);
		break;
	}
}

/* The nearest element at or above `from` that was kept in spite of something. */
static size_t overruled(const sp_tree *t, size_t from)
{
	for (size_t i = from;; i = t->nodes[i].parent) {
		if (t->nodes[i].why && t->nodes[i].name)
			return i;
		if (t->nodes[i].parent == i)
			return SIZE_MAX;
	}
}

/* Of the elements from `from` up to `top`, all left out, the outermost whose
 * reason is its own; that it stands outside says the least. */
static size_t reason_of(const sp_tree *t, size_t from, size_t top)
{
	size_t found = top;

	if (t->nodes[top].why != SP_WHY_OUTSIDE)
		return top;
	for (size_t i = from; i != top; i = t->nodes[i].parent)
		if ((t->nodes[i].mark & SP_MARK_OUT) && t->nodes[i].why)
			found = i;
	return found;
}

/* ---- rows ---------------------------------------------------------------------- */

static sp_explain_row *add_row(sp_explanation *x, bool kept, int line,
			       const char *text, size_t n)
{
	x->rows = sp_grow(x->rows, x->nrows, &x->rows_cap, sizeof *x->rows);
	sp_explain_row *row = &x->rows[x->nrows++];
	*row = (sp_explain_row){
		.kept = kept, .line = line, .element = "", .why = "",
		.text = sp_arena_strndup(x->arena, text, n),
	};
	return row;
}

static void give_reason(sp_explanation *x, sp_explain_row *row, const sp_tree *t,
			size_t node, sp_buf *scratch)
{
	/* A text that is left out by itself stands in its parent. */
	size_t element = t->nodes[node].name ? node : t->nodes[node].parent;

	sp_buf_clear(scratch);
	add_element(t, element, scratch);
	row->element = sp_arena_strndup(x->arena, scratch->data, scratch->len);
	sp_buf_clear(scratch);
	add_why(t, node, scratch);
	if (row->kept)
		sp_buf_addf(scratch, ", but %u %% of the page's prose stand in it",
			    t->nodes[node].share);
	row->why = sp_arena_strndup(x->arena, scratch->data, scratch->len);
}

static void omitted_row(sp_explanation *x, const sp_tree *t, size_t top,
			const sp_writer *w, const sp_draft *d, sp_buf *scratch)
{
	sp_explain_row *row = add_row(x, false, d->line, w->text.data + d->text, d->len);
	size_t from = d->node == SIZE_MAX ? top : d->node;

	give_reason(x, row, t, reason_of(t, from, top), scratch);
}

/* What stands in the node that was left out, by blocks. */
static void omitted_rows(sp_explanation *x, sp_tree *t, size_t top,
			 sp_writer *w, sp_buf *scratch)
{
	sp_draft whole = { .node = top, .line = (int)t->nodes[top].line };

	sp_writer_clear(w);
	if (t->nodes[top].why == SP_WHY_NOT_SHOWN) {	/* flow reads none of it */
		sp_tree_plain(t, top, &w->text);
		whole.len = w->text.len;
		if (whole.len)
			omitted_row(x, t, top, w, &whole, scratch);
		return;
	}
	sp_flow(t, top, t->nodes[top].end, true, w);
	for (size_t i = 0; i < w->n; i++)
		omitted_row(x, t, top, w, &w->drafts[i], scratch);
}

void sp_explain_blocks(sp_explanation *x, sp_tree *t, const sp_writer *w,
		       const sp_document *d)
{
	sp_writer scratch_writer;
	sp_buf scratch = SP_BUF_INIT;
	size_t o = 0;

	if (!x)
		return;
	sp_writer_init(&scratch_writer);
	for (size_t i = 0; i <= d->nblocks; i++) {
		for (; t && o < w->nomitted && w->omitted[o].before <= i; o++)
			omitted_rows(x, t, w->omitted[o].node, &scratch_writer, &scratch);
		if (i == d->nblocks)
			break;
		const sp_block *b = &d->blocks[i];
		sp_explain_row *row = add_row(x, true, b->line, b->text, b->len);
		size_t node = w->drafts[i].node;
		size_t at = t && node != SIZE_MAX ? overruled(t, node) : SIZE_MAX;
		if (at != SIZE_MAX)
			give_reason(x, row, t, at, &scratch);
	}
	sp_writer_release(&scratch_writer);
	sp_buf_release(&scratch);
}
