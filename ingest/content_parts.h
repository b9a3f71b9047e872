/* content_parts.h - what content.c and content_prune.c share; nobody else's. */
#ifndef SP_INGEST_CONTENT_PARTS_H
#define SP_INGEST_CONTENT_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "ingest/content.h"
#include "ingest/flow.h"
#include "ingest/tree.h"
#include "ingest/words.h"

enum {
	SP_PROSE_MIN = 80,	/* letters of a block that count as prose */
	SP_TEXT_PROSE = 400,	/* however much more is in a thread behind it: not the text */
	LEADS = 8		/* prose blocks between heading and text, at most */
};

/** What one node holds; filled by sp_content_measure(). */
struct sp_measure {
	uint32_t block;		/* the nearest block element (may be itself) */
	uint32_t len, link;	/* letters; those inside links */
	uint32_t own, own_link;	/* block: letters of its own flow */
	uint32_t commas;	/* block: in its own flow */
	uint32_t prose;		/* letters of prose blocks below and here */
	float score;
	bool out;
};

/** What no move changes of one node; a page is measured several times. */
struct sp_fixed {
	uint32_t block;		/* as of sp_measure */
	uint32_t letters, commas;	/* text: how many it has */
	sp_hinted hinted;	/* what class and id hint at, once asked for */
	uint8_t which;		/* sp_why: the class, or the id? 0: not yet read */
	bool in_link;
};

typedef struct sp_chooser {
	sp_tree *t;
	struct sp_measure *m;
	struct sp_fixed *fixed;	/* filled by sp_content_fix(), sp_content_hint() */
	uint32_t body;
	bool threads_only;	/* of names, only threads count */
	bool has_main;		/* a main or article element with text */
	uint32_t panels;	/* the parent that was last looked at for ... */
	bool panels_here;	/* ... its name: are its children panels? */
	uint32_t lead[LEADS];	/* kept outside the chosen part */
	unsigned nleads;
} sp_chooser;

/**
 * Fill `fixed`. Marks the a elements that are no links: anchors, and those in
 * which another one begins, since a link that was not closed ends there.
 */
void sp_content_fix(sp_chooser *c);

/** Measure all nodes, without what is marked as left out. */
void sp_content_measure(sp_chooser *c);

/** Is this block prose: long enough, and not mostly links? */
static inline bool sp_content_is_prose(const struct sp_measure *m)
{
	return m->own >= SP_PROSE_MIN && m->own_link * 10 < m->own * 4;
}

/** The share of a node's letters that stands in links, 0 to 1. */
double sp_content_link_density(const struct sp_measure *m);

/**
 * The share of the page that stands in node i: of its prose, or of all its
 * letters where a page has no prose.
 */
double sp_content_share(const sp_chooser *c, size_t i);

/** What class and id of node i hint at, and which of the two says so. */
sp_hinted sp_content_hint(const sp_chooser *c, size_t i, sp_why *which);

/** Leave node i out, for this reason - unless it is out already. */
static inline void sp_content_leave_out(sp_chooser *c, size_t i, sp_why why,
					unsigned detail)
{
	sp_node *n = &c->t->nodes[i];

	if (n->mark & SP_MARK_OUT)
		return;
	n->mark |= SP_MARK_OUT;
	n->why = (uint8_t)why;
	n->detail = (uint16_t)detail;
}

/** Mark what says by its tag that it is furniture, or is hidden. */
void sp_content_prune_tags(sp_chooser *c);

/** Mark what says so by its role, class or id. */
void sp_content_prune_names(sp_chooser *c);

/**
 * Leave out all but node `root` and the leads before it; on a page without a
 * title (NULL) the heading above the leads stays, too.
 */
void sp_content_keep_only(sp_chooser *c, uint32_t root, const char *title);

/** Leave out links, lines of furniture and the title's repeat within `root`. */
void sp_content_weed(sp_chooser *c, uint32_t root, const char *title);

/** Where a line stands: before the first prose, between it, or near its end. */
typedef enum sp_where { SP_AT_HEAD, SP_AMID, SP_AT_TAIL } sp_where;

/**
 * Is block i a line that stands on pages around any text ("Read more", "Share
 * this")? Returns its phrase, for sp_content_line_text(), or 0.
 */
uint16_t sp_content_line(const sp_chooser *c, size_t i, sp_where where);

/**
 * Is block i a paragraph of the kind that sites put before and behind any text
 * ("We use cookies ...")? Returns its phrase, or 0.
 */
uint16_t sp_content_long_line(const sp_chooser *c, size_t i);

/** Is block i a line that is nothing but a date, and (`timed`) with a time? */
bool sp_content_date_line(const sp_chooser *c, size_t i, bool timed);

/** What tells dates and replies in a piece of text. */
typedef struct sp_signs {
	bool date;		/* or a time, or digits that may be either */
	bool time;		/* "20:31" */
	bool answer;		/* "reply" */
	bool like;		/* "like", "report": words of other texts, too */
	bool counter;		/* "3/50", "3 of 50" */
	bool credit;		/* "Photo:", a picture agency */
} sp_signs;

/** The signs in s[0..n), of which not more than some hundred bytes are read. */
sp_signs sp_content_signs(const char *s, size_t n);

/** Is s[0..n), in small letters, a date and nothing else? */
bool sp_content_is_date(const char *s, size_t n);

/** What a line heads, if that is a part of the page around the text. */
typedef struct sp_headed {
	uint16_t phrase;	/* 0: nothing of the kind */
	enum { SP_HEADS_LINKS, SP_HEADS_NOTE, SP_HEADS_THREAD } of;
	bool counted;		/* with a number: "12 Comments" */
} sp_headed;

sp_headed sp_content_head(const sp_chooser *c, size_t i);

/** Lower-case s[0..n) (UTF-8) into `out`, in place of which the length stays. */
void sp_content_lower(const char *s, size_t n, char *out);

/** Mark what such lines head. */
void sp_content_prune_headed(sp_chooser *c);

/**
 * Has the page anything around the text? If not it is nothing but the text, and
 * a line of it is its own.
 */
bool sp_content_is_furnished(const sp_chooser *c);

/** Mark cards and replies, told by their repeated shape. */
void sp_content_prune_repeats(sp_chooser *c);

#endif
