/* Names that people give to the parts of a page. The lists were made from the
 * names that several hundred real pages and the published extractors know;
 * none is certain, so the caller weighs them against the prose they would cost. */
#include "config.h"

#include "ingest/words.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { PARTS = 24, PART_MAX = 32 };

typedef struct parts {
	char part[PARTS][PART_MAX];
	int n;
} parts;

/* Split "relatedPosts top_bar" into related, posts, top, bar. */
static void split(const char *s, size_t n, parts *p)
{
	size_t len = 0;

	p->n = 0;
	for (size_t i = 0; i <= n && p->n < PARTS; i++) {
		unsigned char c = i < n ? (unsigned char)s[i] : 0;
		bool letter = isalnum(c);
		bool hump = letter && isupper(c) && i && islower((unsigned char)s[i - 1]);
		if ((!letter || hump) && len) {
			p->part[p->n++][len] = '\0';
			len = 0;
		}
		if (letter && p->n < PARTS && len < PART_MAX - 1)
			p->part[p->n][len++] = (char)tolower(c);
	}
}

static bool in(const char *const *list, const char *word)
{
	for (; *list; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

/* One part of the name is enough. */
static const char *const furniture[] = {
	"ad", "adbox", "adsense", "addthis", "advert", "advertisement",
	"advertisements", "adverts", "ads", "adwrapper", "agegate", "alertbar",
	"backlinks", "blogroll", "breadcrumb", "breadcrumbs", "bookmarks",
	"byline", "bylines", "carousel", "catlinks", "combx", "community",
	"consent", "contentinfo", "cookie", "cookies", "cookiebar",
	"cookiebanner", "copyright", "copyrights", "dateline",
	"donate", "dropdown", "editsection", "extra", "followus", "foot",
	"footer", "gdpr", "globalnav", "hatnote", 
	"login", "mailinglist", "masthead", "mbox", "menu", "menubar", "menus",
	"metadata", "modal", "mostread", "mostpopular", "nav", "navbar",
	"navbox", "navigation", "navi", "navlinks", "newsletter",
	"newsletters", "noprint", "onward", "outbrain", "overlay", "pager",
	"pagination", "paywall", "permalink", "popular", "popup", "postmeta",
	"printfriendly", "promo", "promos", "promotion", "promotions",
	"readmore", "recirc", "recirculation", "recommended",
	"recommendations", "related", "relatedposts", "relatedarticles",
	"remark", "rss", "share", "sharebar", "sharedaddy",
	"sharing", "shoutbox", "sidebar", "sidebars", "sidenav", "signup",
	"skip", "skiplink", "social", "socials", "sponsor", "sponsored",
	"subnav", "subscribe", "subscription", "taboola",
	"tagcloud", "taglist", "teaser", "teasers", "toolbar", "topbar",
	"topnav", "trending", "tweetbutton", "upsell", "viewcomments",
	"yom", NULL
};

/* A thread of replies; it may be longer than what it replies to. */
static const char *const thread[] = {
	"commentlist", "comments", "commentarea", "commentsection", "disqus",
	"discussion", "livefyre", "replies", "respond", NULL
};

static const char *const thread_pairs[][2] = {
	{ "comment", "list" }, { "comment", "section" }, { "comment", "thread" },
	{ "comment", "area" }, { "comment", "wrapper" },
};

/* These need a second look: they also name parts of the text. */
static const char *const weak[] = {
	"author", "authors", "avatar", "bio", "button", "buttons",
	"categories", "comment", "contact",
	"date", "feedback", "hidden", "info", "jump",
	"latest", "meta", "more", "next", "pages", "popover", "prev", "print",
	"profile", "published", "pubdate", "rating", "ratings", "sidelinks",
	"source", "stats", "suggested", "tag", "tags", "time", "timestamp",
	"toc", "tools", "utility", "views", "vote", "votes", "widget", "widgets", NULL
};

/* Two parts that follow each other. */
static const char *const pairs[][2] = {
	{ "most", "read" }, { "most", "popular" }, { "top", "bar" },
	{ "top", "stories" }, { "read", "more" }, { "read", "next" },
	{ "sign", "up" }, { "log", "in" }, { "sign", "in" }, { "side", "bar" },
	{ "give", "feedback" }, { "site", "header" }, { "page", "header" },
	{ "global", "header" }, { "card", "header" }, { "main", "header" },
	{ "you", "may" }, { "also", "like" }, { "more", "from" },
	{ "more", "stories" }, { "more", "news" }, { "see", "also" },
	{ "follow", "us" }, { "about", "author" }, { "author", "bio" },
	{ "author", "box" }, { "author", "info" }, { "post", "meta" },
	{ "entry", "meta" }, { "article", "meta" }, { "posted", "on" },
	{ "post", "date" }, { "screen", "reader" }, { "sr", "only" },
	{ "visually", "hidden" }, { "comment", "form" }, { "leave", "reply" },
	{ "back", "top" }, { "jump", "links" }, { "cookie", "notice" },
	{ "call", "action" }, { "post", "tags" }, { "entry", "tags" },
	{ "entry", "footer" }, { "post", "footer" }, { "mw", "jump" },
	{ "email", "form" }, { "search", "form" }, { "search", "box" },
};

/* Names that contain a furniture word and mean the text or the whole page. */
static const char *const content[] = {
	"article", "articlebody", "articletext", "body", "bodytext", "blog",
	"column", "content", "contents", "entry", "hentry", "main", "maincontent",
	"page", "pagebody", "post", "postbody", "postcontent", "story",
	"storybody", "storycontent", "text", "wrap", "wrapper", "container",
	"layout", "has", "with", "no", NULL
};

static const char *const body_names[] = {
	"articlebody", "articlecontent", "articletext", "postbody",
	"postcontent", "storybody", "storycontent", "entrycontent",
	"maincontent", "bodytext", NULL
};

static const char *const body_first[] = {
	"article", "entry", "post", "story", "blog", "news", "comment", NULL
};

static const char *const body_second[] = {
	"body", "content", "text", "copy", NULL
};

static bool has_pair(const parts *p, const char *const (*list)[2], size_t n)
{
	for (int i = 0; i + 1 < p->n; i++)
		for (size_t k = 0; k < n; k++)
			if (strcmp(p->part[i], list[k][0]) == 0 &&
			    strcmp(p->part[i + 1], list[k][1]) == 0)
				return true;
	return false;
}

static bool is_thread(const parts *p)
{
	for (int i = 0; i < p->n; i++)
		if (in(thread, p->part[i]))
			return true;
	return has_pair(p, thread_pairs, sizeof thread_pairs / sizeof *thread_pairs);
}

/* "has-sidebar", "no-ads", "with-menu" speak of the page around them. */
static bool qualifies(const parts *p, int i)
{
	return i && (strcmp(p->part[i - 1], "has") == 0 ||
		     strcmp(p->part[i - 1], "with") == 0 ||
		     strcmp(p->part[i - 1], "no") == 0);
}

static sp_hint of_word(const char *s, size_t n)
{
	parts p;
	sp_hint hint = SP_HINT_NONE;

	split(s, n, &p);
	if (!p.n)
		return SP_HINT_NONE;
	if (in(body_names, p.part[0]))
		return SP_HINT_BODY;
	for (int i = 0; i + 1 < p.n; i++)
		if (in(body_first, p.part[i]) && in(body_second, p.part[i + 1]) &&
		    i + 2 == p.n)
			return SP_HINT_BODY;
	if (has_pair(&p, pairs, sizeof pairs / sizeof *pairs))
		return SP_HINT_FURNITURE;
	if (is_thread(&p))
		return SP_HINT_THREAD;
	for (int i = 0; i < p.n; i++) {
		if (in(furniture, p.part[i]) && !qualifies(&p, i))
			return SP_HINT_FURNITURE;
		/* A weak word counts if the name ends with it. */
		if (i + 1 == p.n && in(weak, p.part[i]) && !qualifies(&p, i))
			hint = SP_HINT_WEAK;
	}
	if (!hint && (in(content, p.part[0]) || in(content, p.part[p.n - 1])))
		hint = SP_HINT_CONTENT;
	return hint;
}

/* "sharing-with-a-single-developer" is a heading made an anchor. */
static bool is_anchor(const char *id)
{
	parts p;

	split(id, strlen(id), &p);
	return p.n > 3;
}

sp_hint sp_words_hint_id(const char *id)
{
	return id && !is_anchor(id) ? sp_words_hint(id) : SP_HINT_NONE;
}

sp_hint sp_words_hint(const char *s)
{
	sp_hint found = SP_HINT_NONE;
	bool body = false;

	while (s && *s) {
		size_t n = strcspn(s, " \t\r\n\f");
		sp_hint h = of_word(s, n);
		if (h == SP_HINT_BODY)
			body = true;
		else if (h == SP_HINT_FURNITURE)
			found = h;
		else if (h == SP_HINT_THREAD && found != SP_HINT_FURNITURE)
			found = h;
		else if (h == SP_HINT_WEAK && found != SP_HINT_FURNITURE &&
			 found != SP_HINT_THREAD)
			found = h;
		else if (h && !found)
			found = h;
		s += n;
		s += strspn(s, " \t\r\n\f");
	}
	return body ? SP_HINT_BODY : found;
}
