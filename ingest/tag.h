/* tag.h - the elements of HTML that ingest treats in a way of their own. */
#ifndef SP_INGEST_TAG_H
#define SP_INGEST_TAG_H

#include <stdbool.h>

/* T(enum, name, block): block elements begin and end a block of text. */
#define SP_TAGS(T) \
	T(A, "a", 0) T(ADDRESS, "address", 1) T(ARTICLE, "article", 1) \
	T(ASIDE, "aside", 1) T(AUDIO, "audio", 0) T(B, "b", 0) T(BLOCKQUOTE, "blockquote", 1) \
	T(BODY, "body", 1) T(BR, "br", 0) T(BUTTON, "button", 0) \
	T(CANVAS, "canvas", 0) T(CAPTION, "caption", 1) T(CENTER, "center", 1) \
	T(DD, "dd", 1) T(DEL, "del", 0) T(DETAILS, "details", 1) \
	T(DIALOG, "dialog", 1) T(DIR, "dir", 1) T(DIV, "div", 1) T(DL, "dl", 1) \
	T(DT, "dt", 1) T(EMBED, "embed", 0) T(FIELDSET, "fieldset", 1) \
	T(FIGCAPTION, "figcaption", 1) T(FIGURE, "figure", 1) \
	T(FOOTER, "footer", 1) T(FORM, "form", 1) T(H1, "h1", 1) T(H2, "h2", 1) \
	T(H3, "h3", 1) T(H4, "h4", 1) T(H5, "h5", 1) T(H6, "h6", 1) \
	T(HEAD, "head", 1) T(HEADER, "header", 1) T(HGROUP, "hgroup", 1) \
	T(HR, "hr", 1) T(HTML, "html", 1) T(IFRAME, "iframe", 0) \
	T(IMG, "img", 0) T(INPUT, "input", 0) T(LABEL, "label", 0) \
	T(LEGEND, "legend", 1) T(LI, "li", 1) T(LINK, "link", 0) \
	T(MAIN, "main", 1) T(MAP, "map", 0) T(MATH, "math", 0) \
	T(MENU, "menu", 1) T(META, "meta", 0) T(NAV, "nav", 1) \
	T(NOEMBED, "noembed", 0) T(NOFRAMES, "noframes", 1) \
	T(NOSCRIPT, "noscript", 0) T(OBJECT, "object", 0) T(OL, "ol", 1) \
	T(OPTION, "option", 0) T(P, "p", 1) T(PLAINTEXT, "plaintext", 1) \
	T(PRE, "pre", 1) T(Q, "q", 0) T(RP, "rp", 0) T(SCRIPT, "script", 0) \
	T(SEARCH, "search", 1) T(SECTION, "section", 1) T(SELECT, "select", 0) \
	T(SPAN, "span", 0) T(STRONG, "strong", 0) T(STYLE, "style", 0) T(SUMMARY, "summary", 1) \
	T(SUP, "sup", 0) T(SVG, "svg", 0) T(TABLE, "table", 1) \
	T(TBODY, "tbody", 1) T(TD, "td", 1) T(TEMPLATE, "template", 0) \
	T(TEXTAREA, "textarea", 0) T(TFOOT, "tfoot", 1) T(TH, "th", 1) \
	T(THEAD, "thead", 1) T(TIME, "time", 0) T(TITLE, "title", 1) \
	T(TR, "tr", 1) T(UL, "ul", 1) T(VIDEO, "video", 0) T(XMP, "xmp", 1)

typedef enum sp_tag {
	SP_TAG_NONE,		/* any other element */
	SP_TAG_CUSTOM,		/* a custom element, "x-card" */
#define T(id, name, block) SP_TAG_##id,
	SP_TAGS(T)
#undef T
	SP_TAG_COUNT
} sp_tag;

/** By its lower-case name. */
sp_tag sp_tag_of(const char *name);

bool sp_tag_is_block(sp_tag tag);

/** 1 to 6 for h1 to h6, else 0. */
int sp_tag_heading(sp_tag tag);

#endif
