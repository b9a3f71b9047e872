/* The third move of content.c: what is left out of the chosen part, and what is
 * kept that stands outside it. */
#include "config.h"

#include "ingest/content_parts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
	FIGURE_NODES = 200,	/* of a figure in which a caption is judged */
	FURNISHED = 4,		/* bytes of text that are left out: "Home" */
	LEFT_BELOW = 20,	/* and below a heading */
	BARE = 2,		/* headings that may be all there are */
	TAIL = 3		/* blocks of prose near the end */
};

/* Prose between the page's first heading and the chosen part: leads stand
 * there, set apart by the layout. */
static void find_leads(sp_chooser *c, uint32_t root, const char *title)
{
	uint32_t i = c->body, prose = 0;

	bool headed = false;

	c->nleads = 0;
	for (; i < root && c->nleads < LEADS; i++) {
		const struct sp_measure *m = &c->m[i];
		int level = sp_tag_heading(c->t->nodes[i].tag);
		if (m->out || !m->len)
			continue;
		if (level == 1 || level == 2) {	/* what stood above was not ours */
			headed = true;
			c->nleads = prose = 0;
			if (!title && level == 1 && c->t->nodes[i].end <= root)
				c->lead[c->nleads++] = i;
		}
		if (!headed || !sp_content_is_prose(m) || c->t->nodes[i].end > root)
			continue;
		c->lead[c->nleads++] = i;
		prose += m->own;
		i = c->t->nodes[i].end - 1;
	}
	/* too much for a lead, or a heading alone */
	if (c->nleads == LEADS || !prose || prose * 2 > c->m[root].prose)
		c->nleads = 0;
}

static bool is_kept(const sp_chooser *c, uint32_t i, uint32_t root)
{
	for (unsigned k = 0; k < c->nleads; k++)
		if (c->lead[k] == i)
			return true;
	return i == root;
}

static bool holds_kept(const sp_chooser *c, uint32_t i, uint32_t root)
{
	uint32_t end = c->t->nodes[i].end;

	for (unsigned k = 0; k < c->nleads; k++)
		if (c->lead[k] > i && c->lead[k] < end)
			return true;
	return root > i && root < end;
}

/* Everything outside root and its leads goes; elements around them stay open. */
void sp_content_keep_only(sp_chooser *c, uint32_t root, const char *title)
{
	find_leads(c, root, title);
	for (uint32_t i = 0; i < c->t->n;) {
		sp_node *n = &c->t->nodes[i];
		if (is_kept(c, i, root)) {
			i = n->end;
		} else if (holds_kept(c, i, root)) {
			i++;
		} else {
			sp_content_leave_out(c, i, SP_WHY_OUTSIDE, 0);
			i = n->end;
		}
	}
}

static bool is_blank(const sp_chooser *c, const sp_node *n)
{
	const char *s = c->t->text.data + n->text;

	for (uint32_t i = 0; i < n->len; i++)
		if ((unsigned char)s[i] > ' ')
			return false;
	return true;
}

/* Does text with a colon, or an item of a list, introduce node i? */
static bool is_introduced(const sp_chooser *c, size_t i)
{
	const char *s = c->t->text.data;
	size_t at = c->t->nodes[i].text, up = c->t->nodes[i].parent;

	if (c->t->nodes[up].tag == SP_TAG_LI && c->m[up].own > c->m[up].own_link)
		return true;
	while (at && isspace((unsigned char)s[at - 1]))
		at--;
	return at && s[at - 1] == ':';
}

/* A box of links: most of it is link text, and no block of it is prose. */
static bool is_link_box(const sp_chooser *c, size_t i, bool after_prose)
{
	const struct sp_measure *m = &c->m[i];
	sp_tag tag = c->t->nodes[i].tag;

	if (m->prose || !m->len)
		return false;
	switch (tag) {
	case SP_TAG_UL: case SP_TAG_OL: case SP_TAG_DL:
		if (after_prose && is_introduced(c, i))
			return false;
		/* fall through */
	case SP_TAG_DIV: case SP_TAG_SECTION: case SP_TAG_TABLE:
		return sp_content_link_density(m) > (after_prose ? 0.9 : 0.6);
	case SP_TAG_P:
		return sp_content_link_density(m) >= 1 && m->len < 60 && m->own == m->len;
	default:
		return false;
	}
}

/* The sign behind a heading that links to it: "#", but not "#2". */
static bool is_anchor(const sp_chooser *c, size_t i)
{
	static const char *const signs[] = { "#", "\u00b6", "\u00a7" };
	const sp_node *n = &c->t->nodes[i];
	const char *s = c->t->text.data + n->text, *end = s + n->len;

	if (n->tag != SP_TAG_A || !sp_tag_heading(c->t->nodes[n->parent].tag))
		return false;
	while (s < end && (unsigned char)*s <= ' ')
		s++;
	while (end > s && (unsigned char)end[-1] <= ' ')
		end--;
	for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
		if ((size_t)(end - s) == strlen(signs[k]) && memcmp(s, signs[k], strlen(signs[k])) == 0)
			return true;
	return false;
}

/* `a` may end with the sign of a link to itself. */
static bool same_words(const char *a, size_t n, const char *b)
{
	const char *end = a + n;

	while (end > a && (unsigned char)end[-1] <= ' ')
		end--;
	if (end - a > 2 && memcmp(end - 2, "\u00b6", 2) == 0)
		end -= 2;
	for (;;) {
		while (a < end && !isalnum((unsigned char)*a) && !(*a & 0x80))
			a++;
		while (*b && !isalnum((unsigned char)*b) && !(*b & 0x80))
			b++;
		if (a == end || !*b)
			return a == end && !*b;
		if (tolower((unsigned char)*a++) != tolower((unsigned char)*b++))
			return false;
	}
}

/* "Figure 3. ...": a picture that belongs to the text, as its number says. */
static bool is_numbered(const sp_tree *t, size_t i)
{
	static const char *const words[] = {
		"figure", "fig.", "fig ", "table", "chart", "exhibit", "box", "map",
		"abbildung", "abb.", "tabelle", "tableau", "figura", "tabla",
	};
	const char *s = t->text.data + t->nodes[i].text, *end = s + t->nodes[i].len;

	while (s < end && (unsigned char)*s <= ' ')
		s++;
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		size_t n = strlen(words[k]);
		if ((size_t)(end - s) > n + 1 && strncasecmp(s, words[k], n) == 0) {
			s += n;
			s += *s == ' ';
			return s < end && *s >= '0' && *s <= '9';
		}
	}
	return false;
}

/* The words below a picture speak of the picture; those below a quote, a table
 * or a listing belong to it. Mozilla's pages count them as content (without them
 * 4-gram F1 is 0.967 there, 0.971 if they are taken from what is expected), but
 * they are no words of the submission: often an agency's, with its credit. The
 * extractors that lead the public benchmarks leave them out, too. */
static bool is_picture_caption(const sp_chooser *c, size_t i)
{
	const sp_tree *t = c->t;
	size_t up = t->nodes[i].parent;

	for (int k = 0; k < 4 && t->nodes[up].tag != SP_TAG_FIGURE; k++)
		up = t->nodes[up].parent;
	if (t->nodes[up].tag != SP_TAG_FIGURE || t->nodes[up].end - up > FIGURE_NODES)
		return false;
	for (size_t k = up; k < t->nodes[up].end; k++)
		if (t->nodes[k].tag == SP_TAG_BLOCKQUOTE || t->nodes[k].tag == SP_TAG_PRE ||
		    t->nodes[k].tag == SP_TAG_TABLE)
			return false;
	return !is_numbered(t, i);
}

bool sp_content_is_furnished(const sp_chooser *c)
{
	for (size_t i = c->body; i < c->t->nodes[c->body].end;) {
		const sp_node *n = &c->t->nodes[i];
		if (!(n->mark & SP_MARK_OUT)) {
			i++;
			continue;
		}
		if (n->len >= FURNISHED && n->tag != SP_TAG_SCRIPT && n->tag != SP_TAG_STYLE &&
		    n->tag != SP_TAG_TEMPLATE)
			return true;
		i = n->end;
	}
	return false;
}

/* By its words or its place; *detail is that of the reason returned. A letter has
 * its day above it, too; a byline ("By ...") before it tells the day of a page. */
static sp_why is_furniture(const sp_chooser *c, uint32_t i, sp_where where,
			   bool byline, unsigned *detail)
{
	uint16_t line = sp_content_line(c, i, where);

	*detail = line;
	if (line)
		return SP_WHY_LINE;
	if (where == SP_AT_HEAD && sp_content_date_line(c, i, !byline))
		return SP_WHY_DATE;
	return c->t->nodes[i].tag == SP_TAG_FIGCAPTION && is_picture_caption(c, i) ?
		SP_WHY_ELEMENT : SP_WHY_NONE;
}

/* A heading, and what stands below it up to the next one of its level. */
typedef struct section {
	uint32_t heading;	/* 0: there is none */
	bool kept;		/* is any text? */
	size_t out;		/* bytes of text that are left out */
} section;

static void count_below(section level[7], bool kept, size_t out)
{
	for (int k = 1; k <= 6; k++) {
		level[k].kept |= kept;
		level[k].out += out;
	}
}

/* The headings of a page, and those that have nothing below them. */
typedef struct headings {
	section level[7];
	size_t n, bare;
	bool leave_out;		/* or only counted */
} headings;

/* The sections of this level and below end. */
static void end_sections(sp_chooser *c, headings *h, int from)
{
	for (int k = 6; k >= from; k--) {
		section ended = h->level[k];
		h->level[k] = (section){ 0 };
		if (!ended.heading)
			continue;
		bool bare = k > 1 && !ended.kept && ended.out >= LEFT_BELOW;
		if (bare && h->leave_out)
			sp_content_leave_out(c, ended.heading, SP_WHY_HEADS_NOTHING, 0);
		h->n++;
		h->bare += bare;
		count_below(h->level, !bare, bare ? ended.out : 0);
	}
}

static void find_bare_headings(sp_chooser *c, uint32_t root, headings *h)
{
	for (uint32_t i = root; i < c->t->nodes[root].end;) {
		const sp_node *n = &c->t->nodes[i];
		int at = n->name ? sp_tag_heading(n->tag) : 0;
		bool picture = n->tag == SP_TAG_FIGCAPTION;
		if (n->mark & SP_MARK_OUT) {
			bool shown = n->tag != SP_TAG_SCRIPT && n->tag != SP_TAG_STYLE;
			count_below(h->level, picture, shown && !is_blank(c, n) ? n->len : 0);
		} else if (at && c->m[i].len) {
			end_sections(c, h, at);
			h->level[at] = (section){ .heading = i };
		} else {
			if (!n->name && !is_blank(c, n))
				count_below(h->level, true, 0);
			i++;
			continue;
		}
		i = n->end;
	}
	end_sections(c, h, 1);
}

/* "More from us": with the links below it a heading has lost its reason. Where
 * most have, it is the page that was not understood. */
static void leave_out_bare_headings(sp_chooser *c, uint32_t root)
{
	headings counted = { .n = 0 }, h = { .leave_out = true };

	find_bare_headings(c, root, &counted);
	if (counted.bare && (counted.bare <= BARE || counted.bare * 2 <= counted.n))
		find_bare_headings(c, root, &h);
}

void sp_content_weed(sp_chooser *c, uint32_t root, const char *title)
{
	uint32_t end = c->t->nodes[root].end;
	bool title_seen = !title, byline = false;
	uint32_t first = 0, last = 0, tail[TAIL] = { 0 };
	bool furnished = sp_content_is_furnished(c);
	/* A page may hold nothing but links. */
	bool links_are_text = !c->m[root].prose &&
		sp_content_link_density(&c->m[root]) > 0.5;

	for (uint32_t i = root; i < end; i++) {
		if (c->m[i].out || !sp_content_is_prose(&c->m[i]))
			continue;
		first = first ? first : i;
		last = i;
		memmove(tail + 1, tail, sizeof tail - sizeof *tail);
		tail[0] = i;
	}

	for (uint32_t i = root; i < end;) {
		const sp_node *n = &c->t->nodes[i];
		int level = sp_tag_heading(n->tag);
		unsigned detail = 0;
		sp_why why = !furnished || c->m[i].out || i == root ? SP_WHY_NONE :
			is_furniture(c, i, i < first ? SP_AT_HEAD :
				     i >= tail[TAIL - 1] ? SP_AT_TAIL : SP_AMID,
				     byline, &detail);
		byline = why || (byline && (n->name || is_blank(c, n)));
		if (c->m[i].out) {
			sp_content_leave_out(c, i, SP_WHY_METADATA, 0);
		} else if (is_anchor(c, i)) {
			sp_content_leave_out(c, i, SP_WHY_ANCHOR, 0);
		} else if (why) {
			sp_content_leave_out(c, i, why, detail);
		} else if (n->name && i != root && !links_are_text &&
			   is_link_box(c, i, first && i > first && i < last)) {
			sp_content_leave_out(c, i, SP_WHY_LINKS,
				(unsigned)(1000 * sp_content_link_density(&c->m[i])));
		} else if ((level == 1 || level == 2) && !title_seen &&
			   same_words(c->t->text.data + n->text, n->len, title)) {
			title_seen = true;
			sp_content_leave_out(c, i, SP_WHY_TITLE, 0);
		} else {
			i++;
			continue;
		}
		i = n->end;
	}
	leave_out_bare_headings(c, root);
}
