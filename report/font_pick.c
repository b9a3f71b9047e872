/* font_pick.c - which face has a character: the one that is asked for, what stands
 * in for it, then what is installed. */
#include "config.h"

#include "report/font_internal.h"

#include <stdlib.h>
#include <string.h>

#include <hb-ot.h>

#include "base/utf8.h"
#include "report/font_find.h"
#include "report/haru.h"

enum { WORD_MAX = 60 };	/* bytes of a word that a warning quotes */

static bool face_has(const struct face *f, unsigned cp)
{
	hb_codepoint_t gid;

	return f->font && hb_font_get_nominal_glyph(f->font, cp, &gid);
}

static bool has(const sp_fonts *f, sp_face face, unsigned cp)
{
	return face_has(&f->face[face], cp);
}

static hb_unicode_general_category_t category(unsigned cp)
{
	return hb_unicode_general_category(hb_unicode_funcs_get_default(), cp);
}

static bool is_mark(unsigned cp)
{
	hb_unicode_general_category_t c = category(cp);

	return c == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
	       c == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK ||
	       c == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK ||
	       c == HB_UNICODE_GENERAL_CATEGORY_FORMAT;
}

/* HarfBuzz makes the spaces of other widths itself. */
static bool is_space(unsigned cp)
{
	return category(cp) == HB_UNICODE_GENERAL_CATEGORY_SPACE_SEPARATOR;
}

/* ---- what is installed ---------------------------------------------------- */

/* The first of the fonts found that has `cp` indeed and can be embedded. */
static bool open_found(struct face *f, unsigned cp)
{
	char **paths;
	size_t n = sp_font_find(cp, &paths);
	bool open = false;

	for (size_t i = 0; i < n; i++) {
		if (open || !sp_haru_takes_font(paths[i])) {
			free(paths[i]);
			continue;
		}
		sp_error ignored = SP_ERROR_INIT;

		open = sp_face_open(f, paths[i], &ignored) && face_has(f, cp);
		if (!open)
			sp_face_close(f);
	}
	free(paths);
	return open;
}

/* SP_FACES if none has it. Nobody's private characters are looked for nowhere. */
static sp_face find_installed(sp_fonts *f, unsigned cp)
{
	int i = SP_FOUND;

	for (; i < SP_FACES && f->face[i].font; i++)
		if (has(f, (sp_face)i, cp))
			return (sp_face)i;
	if (i == SP_FACES || f->nmissing >= SP_MISSING_MAX ||
	    category(cp) == HB_UNICODE_GENERAL_CATEGORY_PRIVATE_USE ||
	    category(cp) == HB_UNICODE_GENERAL_CATEGORY_UNASSIGNED)
		return SP_FACES;
	return open_found(&f->face[i], cp) ? (sp_face)i : SP_FACES;
}

/* ---- what nobody has ------------------------------------------------------ */

static bool is_missing(const sp_fonts *f, unsigned cp)
{
	size_t kept = f->nmissing < SP_MISSING_MAX ? f->nmissing
						   : SP_MISSING_MAX;

	for (size_t i = 0; i < kept; i++)
		if (f->missing[i] == cp)
			return true;
	return false;
}

static void note_missing(sp_fonts *f, unsigned cp)
{
	if (!f->nmissing)
		f->missing_in = sp_arena_strndup(
			f->arena, f->word,
			sp_utf8_cut(f->word, f->word_len, WORD_MAX));
	if (f->nmissing < SP_MISSING_MAX)
		f->missing[f->nmissing] = cp;
	f->nmissing++;
}

size_t sp_fonts_missing(const sp_fonts *f, const unsigned **points)
{
	*points = f->missing;
	return f->nmissing;
}

void sp_fonts_add_warning(const sp_fonts *f, sp_buf *b)
{
	size_t n = f->nmissing < SP_MISSING_MAX ? f->nmissing : SP_MISSING_MAX;
	sp_buf packages = SP_BUF_INIT;

	if (!n)
		return;
	for (size_t i = 0; i < n; i++) {
		const char *p = sp_font_package(f->missing[i]);

		if (!strstr(packages.data, p))
			sp_buf_addf(&packages, " %s", p);
	}
	sp_buf_addf(b, "no font for %zu character%s, as in '%s': shown as a box; "
		       "to see them, apt-get install%s",
		    f->nmissing, f->nmissing == 1 ? "" : "s", f->missing_in,
		    packages.data);
	sp_buf_release(&packages);
}

/* A mark stays with its letter; what nobody has gets the fallback's box. */
sp_face sp_font_pick(sp_fonts *f, sp_face face, sp_face before, unsigned cp)
{
	sp_face other = sp_face_fallback(face);

	if (is_mark(cp) || is_space(cp))
		return before;
	while (!has(f, face, cp) && face != other) {
		face = other;
		other = sp_face_fallback(face);
	}
	if (has(f, face, cp))
		return face;
	if (is_missing(f, cp))
		return SP_FALLBACK;
	sp_face found = find_installed(f, cp);
	if (found != SP_FACES)
		return found;
	note_missing(f, cp);
	return SP_FALLBACK;	/* its box */
}
