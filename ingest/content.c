/* Main content in three moves. First what says by its tag, role or name that
 * it is furniture goes - unless too much of the page's prose would go with it,
 * since pages are found whose whole text stands in a form or in a "widget". What
 * repeats one shape goes before names are asked: an endless row of teasers must
 * not make the text a small part of the page.
 * Then the part is chosen that paragraphs vote for (as Readability does), and
 * widened while prose is won by it. Last the chosen part is weeded
 * (content_weed.c): runs of links, "read more", a repeated title. If little is
 * left, the first move was wrong and is taken back, but for threads of replies,
 * which are seldom the text and often longer. */
#include "config.h"

#include "ingest/content.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "ingest/content_parts.h"
#include "ingest/flow.h"

enum {
	VOTE_MIN = 25,		/* letters of a block that may vote */
	ENOUGH = 500		/* prose below this is tried again */
};

void sp_content_init(sp_content *c)
{
	*c = (sp_content){ 0 };
}

void sp_content_release(sp_content *c)
{
	free(c->m);
	free(c->fixed);
}

/* ---- second move: the part that paragraphs vote for ------------------------------- */

static float first_score(const sp_chooser *c, size_t i)
{
	float score = 0;

	switch (c->t->nodes[i].tag) {
	case SP_TAG_ARTICLE: case SP_TAG_MAIN:
		score = 12;
		break;
	case SP_TAG_DIV: case SP_TAG_SECTION:
		score = 5;
		break;
	case SP_TAG_PRE: case SP_TAG_TD: case SP_TAG_BLOCKQUOTE:
		score = 3;
		break;
	case SP_TAG_UL: case SP_TAG_OL: case SP_TAG_DL: case SP_TAG_LI:
	case SP_TAG_DD: case SP_TAG_DT: case SP_TAG_FORM: case SP_TAG_ADDRESS:
		score = -3;
		break;
	default:
		break;
	}
	sp_why which;
	switch (sp_content_hint(c, i, &which).hint) {
	case SP_HINT_BODY:
		return score + 40;
	case SP_HINT_CONTENT:
		return score + 20;
	case SP_HINT_FURNITURE:
	case SP_HINT_THREAD:
		return score - 25;
	case SP_HINT_WEAK:
		return score - 10;
	default:
		return score;
	}
}

static void vote(sp_chooser *c, size_t i)
{
	struct sp_measure *m = &c->m[i];
	float points = 1 + (float)m->commas, part[] = { 1, 1, 0.5f, 0.25f, 0.15f };
	float by_length = (float)m->own / 100;
	size_t at = i;

	points += by_length < 3 ? by_length : 3;
	points *= 1 - (float)m->own_link / (float)m->own;
	/* A box with text of its own gets its votes like a parent. */
	sp_tag tag = c->t->nodes[i].tag;
	int k = tag == SP_TAG_DIV || tag == SP_TAG_SECTION || tag == SP_TAG_TD ||
		tag == SP_TAG_ARTICLE || tag == SP_TAG_PRE ? 0 : 1;
	for (; k < 5; k++) {
		if (k) {
			if (at == c->t->nodes[at].parent)
				break;
			at = c->t->nodes[at].parent;
		}
		if (c->m[at].score == 0)
			c->m[at].score = first_score(c, at) + 0.001f;
		c->m[at].score += points * part[k];
	}
}

static float final_score(const sp_chooser *c, size_t i)
{
	return c->m[i].score * (float)(1 - sp_content_link_density(&c->m[i]));
}

static uint32_t best(sp_chooser *c, uint32_t root)
{
	uint32_t top = root;
	float high = 0;

	for (size_t i = root; i < c->t->nodes[root].end; i++) {
		const struct sp_measure *m = &c->m[i];
		if (!m->out && m->block == i && m->own >= VOTE_MIN)
			vote(c, i);
	}
	for (size_t i = root; i < c->t->nodes[root].end; i++) {
		if (c->m[i].out || c->m[i].score == 0)
			continue;
		float s = final_score(c, i);
		if (s > high) {
			high = s;
			top = (uint32_t)i;
		}
	}
	return top;
}

/* A list, table or paragraph is a part of a text, never the whole. */
static uint32_t box_around(const sp_chooser *c, uint32_t at, uint32_t root)
{
	while (at != root && at != c->body) {
		switch (c->t->nodes[at].tag) {
		case SP_TAG_UL: case SP_TAG_OL: case SP_TAG_DL: case SP_TAG_LI:
		case SP_TAG_DD: case SP_TAG_DT: case SP_TAG_P: case SP_TAG_TBODY:
		case SP_TAG_TR: case SP_TAG_BLOCKQUOTE:
			at = c->t->nodes[at].parent;
			break;
		default:
			return at;
		}
	}
	return at;
}

/* Children of `parent` that hold prose: many of them are cards in a list. */
static bool is_list_of_cards(const sp_chooser *c, uint32_t parent, uint32_t from)
{
	unsigned linked = 0, other = 0;

	for (uint32_t i = parent + 1; i < c->t->nodes[parent].end; i = c->t->nodes[i].end) {
		const struct sp_measure *m = &c->m[i];
		if (m->out || i == from || !c->t->nodes[i].name || m->len < VOTE_MIN)
			continue;
		if (sp_content_link_density(m) > 0.3)
			linked++;
		else
			other++;
	}
	return linked > 2 && linked > other;
}

/* Is what `up` holds beyond `at` worth having? Only the parts of it with prose
 * are asked; menus between them are weeded later. */
static bool worth_more(const sp_chooser *c, uint32_t at, uint32_t up, double gain)
{
	const struct sp_measure *a = &c->m[at];
	double prose = 0;

	for (uint32_t i = up + 1; i < c->t->nodes[up].end; i = c->t->nodes[i].end) {
		const struct sp_measure *m = &c->m[i];
		if (m->out || !m->prose || (i <= at && c->t->nodes[i].end > at) ||
		    sp_content_link_density(m) > 0.3)
			continue;
		prose += m->prose;
	}
	if (c->m[up].own >= SP_PROSE_MIN)
		prose += c->m[up].own;
	/* without a gain asked for: whatever prose stands beside a table */
	return prose > gain * a->prose &&
		(gain == 0 || !is_list_of_cards(c, up, at));
}

static bool is_named_body(const sp_chooser *c, uint32_t i)
{
	sp_why which;

	return sp_content_hint(c, i, &which).hint == SP_HINT_BODY;
}

/* The text may be cut in parts of one name, with other things between them. */
static bool has_other_body(const sp_chooser *c, uint32_t at, uint32_t root)
{
	uint32_t up = at;
	sp_why which;
	uint16_t name = sp_content_hint(c, at, &which).word;

	for (int k = 0; k < 5 && up != root && up != c->body; k++)
		up = c->t->nodes[up].parent;
	for (uint32_t i = up; i < c->t->nodes[up].end; i++) {
		if (i == at)
			i = c->t->nodes[i].end - 1;
		else if (c->m[i].prose * 10 > c->m[at].prose && !c->m[i].out &&
			 (i > at || c->t->nodes[i].end <= at) &&
			 sp_content_hint(c, i, &which).word == name)
			return true;
	}
	return false;
}

/* Widen the choice while prose is won, but not beyond what is named as the whole
 * text. The prose may stand higher up, not in the next box around. */
static uint32_t climb(const sp_chooser *c, uint32_t at, uint32_t root)
{
	bool in_parts = false;

	while (at != root && at != c->body) {
		if (is_named_body(c, at) && !in_parts) {
			in_parts = has_other_body(c, at, root);	/* asked once: it is dear */
			if (!in_parts)
				break;
		}
		sp_tag tag = c->t->nodes[at].tag;
		uint32_t up = c->t->nodes[at].parent, higher = up;
		bool part = tag == SP_TAG_TABLE || tag == SP_TAG_PRE;
		bool worth = c->m[up].len == c->m[at].len ||
			worth_more(c, at, up, part ? 0 : 0.1);
		for (int k = 0; !worth && k < 4 && higher != root && higher != c->body; k++) {
			higher = c->t->nodes[higher].parent;
			worth = worth_more(c, at, higher, 0.25);
		}
		if (!worth)
			break;
		at = up;
	}
	return at;
}

static bool is_article_body(const sp_chooser *c, uint32_t i)
{
	const char *prop = sp_tree_get(c->t, i, "itemprop");

	return prop && strcasecmp(prop, "articleBody") == 0;
}

/* Widen the choice to the outermost article, or part with a name of the text,
 * of which it is the most: what stands beside it there is text, too. */
static uint32_t to_named(const sp_chooser *c, uint32_t at, uint32_t root)
{
	uint32_t found = at, up = at;

	while (up != root && up != c->body) {
		uint32_t before = up;
		up = c->t->nodes[up].parent;
		if (c->m[up].prose > 2 * c->m[at].prose ||
		    sp_content_link_density(&c->m[up]) > 0.3 ||
		    is_list_of_cards(c, up, before))
			break;
		if (c->t->nodes[up].tag == SP_TAG_ARTICLE || is_named_body(c, up))
			found = up;
	}
	return found;
}

/* The main or article element, if one alone holds most of the prose. */
static uint32_t semantic_root(const sp_chooser *c)
{
	uint32_t root = c->body, found = 0;
	double most = 0;

	for (uint32_t i = c->body; i < c->t->nodes[c->body].end; i++) {
		const char *role;
		sp_tag tag = c->t->nodes[i].tag;
		if (c->m[i].out || !c->t->nodes[i].name || !c->m[i].len)
			continue;
		role = sp_tree_get(c->t, i, "role");
		if (tag != SP_TAG_MAIN && tag != SP_TAG_ARTICLE &&
		    !(role && strcasecmp(role, "main") == 0) && !is_article_body(c, i))
			continue;
		double s = sp_content_share(c, i);
		if (s > most) {
			most = s;
			found = i;
		} else if (s == most && found && i < c->t->nodes[found].end) {
			found = i;	/* the inner one of equals */
		}
	}
	if (found && most >= 0.5)
		root = found;
	return root;
}

/* ---- the three in turn ------------------------------------------------------------ */

static uint32_t find_body(const sp_tree *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->nodes[i].tag == SP_TAG_BODY)
			return (uint32_t)i;
	return 0;
}

static void find_main(sp_chooser *c)
{
	for (size_t i = 0; i < c->t->n; i++)
		if ((c->t->nodes[i].tag == SP_TAG_MAIN ||
		     c->t->nodes[i].tag == SP_TAG_ARTICLE) && c->m[i].len)
			c->has_main = true;
}

static void unmark(sp_chooser *c)
{
	for (size_t i = 0; i < c->t->n; i++) {
		c->t->nodes[i].mark &= (uint8_t)~SP_MARK_OUT;
		c->t->nodes[i].why = SP_WHY_NONE;
	}
}

static uint32_t choose(sp_chooser *c, bool names)
{
	c->threads_only = !names;
	unmark(c);
	sp_content_measure(c);
	find_main(c);
	sp_content_prune_tags(c);
	sp_content_measure(c);
	sp_content_prune_repeats(c);
	sp_content_measure(c);
	sp_content_prune_names(c);
	sp_content_measure(c);
	sp_content_prune_headed(c);
	sp_content_measure(c);
	uint32_t root = semantic_root(c);
	if (is_article_body(c, root))
		return root;
	return to_named(c, climb(c, box_around(c, best(c, root), root), root), root);
}

uint32_t sp_content_choose(sp_content *s, sp_tree *t, const char *title)
{
	sp_chooser c = { .t = t };

	if (!t->n)
		return 0;
	if (s->cap < t->n) {
		s->cap = t->n + t->n / 2;
		s->m = sp_reallocarray(s->m, s->cap, sizeof *s->m);
		s->fixed = sp_reallocarray(s->fixed, s->cap, sizeof *s->fixed);
	}
	c.m = s->m;
	c.fixed = s->fixed;
	c.body = find_body(t);
	sp_content_fix(&c);
	uint32_t root = choose(&c, true);
	uint32_t got = c.m[root].prose;
	if (got < ENOUGH) {
		uint32_t again = choose(&c, false);
		/* Names must not cost more than half of what there is. */
		if (c.m[again].prose <= 2 * got)
			root = choose(&c, true);
		else
			root = again;
	}
	if (c.m[root].prose < ENOUGH && root != c.body &&
	    c.m[root].prose * 4 < c.m[c.body].prose * (is_named_body(&c, root) ? 1 : 3))
		root = semantic_root(&c);
	sp_content_keep_only(&c, root, title);
	sp_content_weed(&c, root, title);
	return root;
}
