/* The first move of content.c: what says that it is furniture. Nothing goes that
 * would take too much of the page's prose with it. */
#include "config.h"

#include "ingest/content_parts.h"

#include <string.h>
#include <strings.h>

#include "ingest/flow.h"

/* A thread of comments may be long behind a text of at least so much prose. */
enum { THREAD_AFTER = 500 };

/* ---- measuring ------------------------------------------------------------------ */

static void count_text(sp_chooser *c, size_t i)
{
	const sp_node *n = &c->t->nodes[i];
	struct sp_measure *m = &c->m[i], *block = &c->m[m->block];
	const char *s = c->t->text.data + n->text;
	uint32_t letters = 0, commas = 0;

	for (uint32_t k = 0; k < n->len; k++) {
		letters += (unsigned char)s[k] > ' ';
		commas += s[k] == ',';
	}
	m->len = letters;
	block->own += letters;
	block->commas += commas;
	if (m->in_link) {
		m->link = letters;
		block->own_link += letters;
	}
}

void sp_content_measure(sp_chooser *c)
{
	sp_tree *t = c->t;

	memset(c->m, 0, t->n * sizeof *c->m);
	for (size_t i = 0; i < t->n; i++) {
		const sp_node *n = &t->nodes[i];
		struct sp_measure *m = &c->m[i], *up = &c->m[n->parent];
		bool root = n->parent == i;
		m->out = (n->mark & (SP_MARK_OUT | SP_MARK_META)) || (!root && up->out);
		m->in_link = n->tag == SP_TAG_A || (!root && up->in_link);
		m->block = root || (n->name && sp_tag_is_block(n->tag)) ?
			(uint32_t)i : up->block;
		if (!n->name && !m->out)
			count_text(c, i);
	}
	for (size_t i = t->n; i-- > 0;) {
		struct sp_measure *m = &c->m[i], *up = &c->m[t->nodes[i].parent];
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

static bool hidden(const sp_chooser *c, size_t i)
{
	const char *style, *value;

	if (!c->t->nodes[i].nattr)
		return false;
	if (sp_tree_get(c->t, i, "hidden"))
		return true;
	value = sp_tree_get(c->t, i, "aria-hidden");
	if (value && strcasecmp(value, "true") == 0 &&
	    !sp_tree_has_word(c->t, i, "class", "fallback-image"))
		return true;
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
	case SP_TAG_NOSCRIPT: case SP_TAG_HEAD: case SP_TAG_BUTTON:
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

sp_hint sp_content_hint(const sp_chooser *c, size_t i)
{
	static const sp_hint order[] = {
		SP_HINT_BODY, SP_HINT_FURNITURE, SP_HINT_THREAD, SP_HINT_WEAK,
	};
	sp_hint by_class, by_id;

	if (!c->t->nodes[i].nattr)
		return SP_HINT_NONE;
	by_class = sp_words_hint(sp_tree_get(c->t, i, "class"));
	by_id = sp_words_hint_id(sp_tree_get(c->t, i, "id"));
	for (size_t k = 0; k < sizeof order / sizeof *order; k++)
		if (by_class == order[k] || by_id == order[k])
			return order[k];
	return by_class ? by_class : by_id;
}

static double name_limit(const sp_chooser *c, size_t i)
{
	sp_tag tag = c->t->nodes[i].tag;

	if (tag == SP_TAG_BODY || tag == SP_TAG_HTML || tag == SP_TAG_MAIN ||
	    tag == SP_TAG_ARTICLE || tag == SP_TAG_A || sp_tag_heading(tag))
		return 0;
	switch (sp_content_hint(c, i)) {
	case SP_HINT_FURNITURE:
		return 0.3;
	case SP_HINT_THREAD:	/* long threads follow long texts only */
		return c->m[c->body].prose - c->m[i].prose > THREAD_AFTER ? 0.75 : 0.3;
	case SP_HINT_WEAK:
		return 0.15;
	default:
		return 0;
	}
}

void sp_content_prune_tags(sp_chooser *c)
{
	for (size_t i = 0; i < c->t->n;) {
		sp_node *n = &c->t->nodes[i];
		if (n->name && i != c->body) {
			double limit = tag_limit(c, i);
			if (limit > 1 || hidden(c, i) ||
			    (limit > 0 && sp_content_share(c, i) < limit)) {
				n->mark |= SP_MARK_OUT;
				i = n->end;
				continue;
			}
		}
		i++;
	}
}

void sp_content_prune_names(sp_chooser *c)
{
	for (size_t i = 0; i < c->t->n;) {
		sp_node *n = &c->t->nodes[i];
		if (n->mark & SP_MARK_OUT) {
			i = n->end;
			continue;
		}
		if (n->name && n->nattr && i != c->body) {
			double limit = role_limit(c, i), by_name = name_limit(c, i);
			limit = by_name > limit ? by_name : limit;
			if (limit > 0 && sp_content_share(c, i) < limit) {
				n->mark |= SP_MARK_OUT;
				i = n->end;
				continue;
			}
		}
		i++;
	}
}
