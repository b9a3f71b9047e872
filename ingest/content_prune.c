/* The first move of content.c: what says that it is furniture. Nothing goes that
 * would take too much of the page's prose with it. */
#include "config.h"

#include "ingest/content_parts.h"

#include <string.h>
#include <strings.h>

#include "ingest/flow.h"

/* A thread of comments may be long behind a text of at least so much prose. */
enum { THREAD_AFTER = 250 };

/* How far up and down is looked around a header: what nests deeper is no page
 * that somebody wrote, and must not cost quadratic time. */
enum { LEVELS = 64, HEADER_NODES = 1000 };

/* Letters around the words that are in a sentence. */
enum { SENTENCE = 80 };

/* ---- measuring ------------------------------------------------------------------ */

static void find_links(sp_tree *t)
{
	size_t open = 0, end = 0;

	for (size_t i = 0; i < t->n; i++) {
		if (t->nodes[i].tag != SP_TAG_A)
			continue;
		if (i < end)
			t->nodes[open].mark |= SP_MARK_NO_LINK;
		if (!sp_tree_get(t, i, "href") &&
		    (sp_tree_get(t, i, "name") || sp_tree_get(t, i, "id")))
			t->nodes[i].mark |= SP_MARK_NO_LINK;
		open = i;
		end = t->nodes[i].end;
	}
}

static void count_text(const char *s, size_t n, struct sp_fixed *f)
{
	uint32_t letters = 0, commas = 0;

	for (size_t k = 0; k < n; k++) {
		letters += (unsigned char)s[k] > ' ';
		commas += s[k] == ',';
	}
	f->letters = letters;
	f->commas = commas;
}

void sp_content_fix(sp_chooser *c)
{
	sp_tree *t = c->t;

	find_links(t);
	for (size_t i = 0; i < t->n; i++) {
		const sp_node *n = &t->nodes[i];
		const struct sp_fixed *up = &c->fixed[n->parent];
		struct sp_fixed f = { .block = (uint32_t)i };
		bool root = n->parent == i;
		f.in_link = n->tag == SP_TAG_A ? !(n->mark & SP_MARK_NO_LINK) :
			!root && up->in_link;
		if (!root && !(n->name && sp_tag_is_block(n->tag) &&
			       !(n->tag == SP_TAG_CUSTOM &&
				 t->nodes[up->block].tag == SP_TAG_P)))
			f.block = up->block;
		if (!n->name)
			count_text(t->text.data + n->text, n->len, &f);
		c->fixed[i] = f;
	}
}

static void add_text(sp_chooser *c, const struct sp_fixed *f, struct sp_measure *m)
{
	struct sp_measure *block = &c->m[m->block];

	m->len = f->letters;
	block->own += f->letters;
	block->commas += f->commas;
	if (f->in_link) {
		m->link = f->letters;
		block->own_link += f->letters;
	}
}

void sp_content_measure(sp_chooser *c)
{
	const sp_tree *t = c->t;

	for (size_t i = 0; i < t->n; i++) {
		const sp_node *n = &t->nodes[i];
		const struct sp_fixed *f = &c->fixed[i];
		struct sp_measure *m = &c->m[i];
		*m = (struct sp_measure){ .block = f->block };
		m->out = (n->mark & (SP_MARK_OUT | SP_MARK_META)) ||
			(n->parent != i && c->m[n->parent].out);
		if (f->letters && !m->out)
			add_text(c, f, m);
	}
	for (size_t i = t->n; i-- > 0;) {
		struct sp_measure *m = &c->m[i], *up = &c->m[t->nodes[i].parent];
		if (!m->len)
			continue;
		if (sp_content_is_prose(m))
			m->prose += m->own;
		if (up != m) {
			up->len += m->len;
			up->link += m->link;
			up->prose += m->prose;
		}
	}
}

double sp_content_link_density(const struct sp_measure *m)
{
	return m->len ? (double)m->link / m->len : 0;
}

double sp_content_share(const sp_chooser *c, size_t i)
{
	const struct sp_measure *page = &c->m[c->body];

	if (page->prose)
		return (double)c->m[i].prose / page->prose;
	return page->len ? (double)c->m[i].len / page->len : 0;
}

/* ---- first move: what says that it is furniture ------------------------------------ */

/* Is the element hidden, and how? */
static bool hidden(const sp_chooser *c, size_t i, sp_hidden *how)
{
	const char *style, *value;

	if (!c->t->nodes[i].nattr)
		return false;
	*how = SP_HIDDEN_ATTRIBUTE;
	if (sp_tree_get(c->t, i, "hidden"))
		return true;
	*how = SP_HIDDEN_ARIA;
	value = sp_tree_get(c->t, i, "aria-hidden");
	if (value && strcasecmp(value, "true") == 0 &&
	    !sp_tree_has_word(c->t, i, "class", "fallback-image"))
		return true;
	*how = SP_HIDDEN_STYLE;
	style = sp_tree_get(c->t, i, "style");
	for (const char *p = style; p && (p = strchr(p, ':')); p++) {
		const char *v = p + 1 + strspn(p + 1, " ");
		if (p - style >= 7 && strncasecmp(p - 7, "display", 7) == 0 &&
		    strncasecmp(v, "none", 4) == 0)
			return true;
		if (p - style >= 10 && strncasecmp(p - 10, "visibility", 10) == 0 &&
		    strncasecmp(v, "hidden", 6) == 0)
			return true;
	}
	return false;
}

/* 1: always; else the share of prose below which it goes; 0: stays. */
static double tag_limit(const sp_chooser *c, size_t i)
{
	switch (c->t->nodes[i].tag) {
	case SP_TAG_SCRIPT: case SP_TAG_STYLE: case SP_TAG_TEMPLATE:
	case SP_TAG_HEAD:
	case SP_TAG_INPUT: case SP_TAG_SELECT: case SP_TAG_OPTION:
	case SP_TAG_TEXTAREA: case SP_TAG_SVG: case SP_TAG_IFRAME:
	case SP_TAG_NOEMBED: case SP_TAG_NOFRAMES: case SP_TAG_AUDIO:
	case SP_TAG_VIDEO: case SP_TAG_CANVAS: case SP_TAG_MAP:
	case SP_TAG_OBJECT: case SP_TAG_EMBED: case SP_TAG_DIALOG:
		return 1.1;
	case SP_TAG_NAV: case SP_TAG_FOOTER: case SP_TAG_MENU:
	case SP_TAG_SEARCH: case SP_TAG_ASIDE:
		return c->has_main ? 0.8 : 0.5;
	case SP_TAG_FORM: case SP_TAG_FIELDSET:
		return 0.5;
	case SP_TAG_NOSCRIPT:	/* the whole of some pages stands in it */
		return 0.3;
	case SP_TAG_BUTTON:	/* a question of an accordion is one */
		return sp_tag_heading(c->t->nodes[c->t->nodes[i].parent].tag) ? 0 : 1.1;
	case SP_TAG_HEADER:
		return 0.3;
	case SP_TAG_LABEL: case SP_TAG_LEGEND:
		return 0.3;
	default:
		return 0;
	}
}

static double role_limit(const sp_chooser *c, size_t i)
{
	static const char *const roles[] = {
		"navigation", "banner", "contentinfo", "complementary",
		"search", "dialog", "alertdialog", "alert", "menu", "menubar",
		"tablist", "toolbar", "tooltip", "status",
	};
	const char *role = sp_tree_get(c->t, i, "role");

	for (size_t k = 0; role && k < sizeof roles / sizeof *roles; k++)
		if (strcasecmp(role, roles[k]) == 0)
			return 0.5;
	return 0;
}

sp_hinted sp_content_hint(const sp_chooser *c, size_t i, sp_why *which)
{
	struct sp_fixed *f = &c->fixed[i];

	if (!f->which) {
		sp_hinted by_class = { 0 }, by_id = { 0 };
		if (c->t->nodes[i].nattr) {
			by_class = sp_words_hint(sp_tree_get(c->t, i, "class"));
			by_id = sp_words_hint_id(sp_tree_get(c->t, i, "id"));
		}
		bool id = by_id.hint > by_class.hint;
		f->which = id ? SP_WHY_ID : SP_WHY_CLASS;
		f->hinted = id ? by_id : by_class;
	}
	*which = (sp_why)f->which;
	return f->hinted;
}

static double name_limit(const sp_chooser *c, size_t i, sp_hint hint)
{
	sp_tag tag = c->t->nodes[i].tag;
	uint32_t rest;

	if (tag == SP_TAG_BODY || tag == SP_TAG_HTML || tag == SP_TAG_MAIN ||
	    tag == SP_TAG_ARTICLE || tag == SP_TAG_A || sp_tag_heading(tag))
		return 0;
	switch (hint) {
	case SP_HINT_FURNITURE:
		return 0.3;
	case SP_HINT_THREAD:	/* long threads follow long texts only */
		rest = c->m[c->body].prose - c->m[i].prose;
		return rest > SP_TEXT_PROSE ? 0.97 : rest > THREAD_AFTER ? 0.75 : 0.3;
	case SP_HINT_WEAK:
		return 0.15;
	default:
		return 0;
	}
}

/* Leave node i out if less than `limit` of the page's prose goes with it; the
 * reason is written down either way. */
static bool judge(sp_chooser *c, size_t i, double limit, sp_why why, unsigned detail)
{
	double share = sp_content_share(c, i);
	sp_node *n = &c->t->nodes[i];

	/* beside the body may stand more than in it */
	n->share = (uint8_t)(share < 1 ? share * 100 : 100);
	if (share < limit) {
		sp_content_leave_out(c, i, why, detail);
		return true;
	}
	n->why = (uint8_t)why;
	n->detail = (uint16_t)detail;
	return false;
}

static bool within(const sp_tree *t, size_t i, sp_tag a, sp_tag b)
{
	for (int up = 0; up < LEVELS && t->nodes[i].parent != i; up++) {
		i = t->nodes[i].parent;
		if (t->nodes[i].tag == a || t->nodes[i].tag == b)
			return true;
	}
	return false;
}

/* A heading below the first level, and nothing else? */
static bool is_heading_only(const sp_chooser *c, size_t header)
{
	for (size_t i = header + 1; i < c->t->nodes[header].end && i < header + LEVELS; i++)
		if (sp_tag_heading(c->t->nodes[i].tag) > 1)
			return c->m[i].len && c->m[i].len == c->m[header].len;
	return false;
}

/* The header of an article holds its title, date and authors, but often its
 * lead, too; the header of one of its sections holds that one's heading. Only
 * what is neither goes. */
static bool weed_header(sp_chooser *c, size_t header)
{
	const sp_tree *t = c->t;
	bool kept = false;

	if (t->nodes[header].end - header > HEADER_NODES ||
	    !within(t, header, SP_TAG_ARTICLE, SP_TAG_MAIN))
		return false;
	if (t->nodes[t->nodes[header].parent].tag == SP_TAG_SECTION &&
	    is_heading_only(c, header))
		return true;
	for (size_t i = header + 1; i < t->nodes[header].end; i++)
		kept |= sp_content_is_prose(&c->m[i]);
	if (!kept)
		return false;
	for (size_t i = header + 1; i < t->nodes[header].end;) {
		const struct sp_measure *m = &c->m[i];
		bool out = t->nodes[i].name && sp_tag_is_block(t->nodes[i].tag) &&
			m->len && !m->prose;
		if (out)
			sp_content_leave_out(c, i, SP_WHY_HEADER, 0);
		i = out ? t->nodes[i].end : i + 1;
	}
	return true;
}

static bool is_named_panel(const sp_chooser *c, size_t i)
{
	static const char *const names[] = {
		"accordion", "collapse", "collapsible", "faq", "tabpanel", "tab-pane",
		"panel-collapse", "accordion__content", "accordion-content",
	};

	for (size_t k = 0; k < sizeof names / sizeof *names; k++)
		if (sp_tree_has_word(c->t, i, "class", names[k]))
			return true;
	return false;
}

/* The same of the node around i; asked once for all its children. */
static bool is_in_panel(sp_chooser *c, size_t i)
{
	uint32_t up = c->t->nodes[i].parent;

	if (!i)
		return false;
	if (c->panels != up + 1) {
		c->panels = up + 1;
		c->panels_here = is_named_panel(c, up);
	}
	return c->panels_here;
}

/* Is i a part that a reader opens by a click on what stands before it? */
static bool is_panel(sp_chooser *c, size_t i)
{
	const char *role = sp_tree_get(c->t, i, "role");

	if (role && strcasecmp(role, "tabpanel") == 0)
		return true;
	if (is_named_panel(c, i) || is_in_panel(c, i))
		return true;
	if (i < 2 || !c->m[i].prose)
		return false;
	/* an element with aria-expanded ends right before it */
	for (size_t at = i - 1; at > c->t->nodes[i].parent; at--)
		if (c->t->nodes[at].end == i && c->t->nodes[at].name &&
		    sp_tree_get(c->t, at, "aria-expanded"))
			return true;
		else if (i - at > 8)
			break;
	return false;
}

static bool out_by_tag(sp_chooser *c, size_t i)
{
	double limit = tag_limit(c, i);
	sp_hidden how;

	if (limit > 1) {
		sp_content_leave_out(c, i, SP_WHY_ELEMENT, 0);
		return true;
	}
	/* Some pages hide all until a script has run. */
	if (hidden(c, i, &how))
		return !is_panel(c, i) && judge(c, i, 0.8, SP_WHY_HIDDEN, how);
	if (c->t->nodes[i].tag == SP_TAG_HEADER && weed_header(c, i))
		return false;
	return limit > 0 && judge(c, i, limit, SP_WHY_ELEMENT, 0);
}

/* A name, a day or a place in a line of prose: left out, it would leave a broken
 * sentence behind. Not so what the page shows on demand. */
static bool is_in_sentence(const sp_chooser *c, size_t i, sp_hinted h)
{
	static const char *const words[] = {
		"button", "buttons", "caption", "comment", "hidden", "jump", "more",
		"popover", "print", "tooltip", "widget",
	};
	const struct sp_measure *m = &c->m[i], *block = &c->m[m->block];

	if (h.hint != SP_HINT_WEAK || m->block == i || !m->len || m->len * 4 >= block->own ||
	    block->own - m->len < SENTENCE)
		return false;
	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (strcmp(sp_words_text(h.word), words[k]) == 0)
			return false;
	return true;
}

static bool out_by_name(sp_chooser *c, size_t i)
{
	sp_why which;
	sp_hinted h = sp_content_hint(c, i, &which);
	double by_role = role_limit(c, i), by_name = name_limit(c, i, h.hint);

	if (c->threads_only && h.hint != SP_HINT_THREAD)
		return false;
	if (is_in_sentence(c, i, h))
		return false;
	if (by_name > 0 && by_name >= by_role)
		return judge(c, i, by_name, which, h.word);
	return by_role > 0 && judge(c, i, by_role, SP_WHY_ROLE, 0);
}

void sp_content_prune_tags(sp_chooser *c)
{
	for (size_t i = 0; i < c->t->n;) {
		const sp_node *n = &c->t->nodes[i];
		i = n->name && i != c->body && out_by_tag(c, i) ? n->end : i + 1;
	}
}

void sp_content_prune_names(sp_chooser *c)
{
	for (size_t i = 0; i < c->t->n;) {
		const sp_node *n = &c->t->nodes[i];
		if (n->mark & SP_MARK_OUT || (n->name && n->nattr && i != c->body &&
					      out_by_name(c, i)))
			i = n->end;
		else
			i++;
	}
}
