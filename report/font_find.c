/* font_find.c - see font_find.h. Files that users drop into their own folders are
 * passed over: libharu is not safe from a hostile font, so only those count that
 * a package installed. */
#include "config.h"

#include "report/font_find.h"

#include <stdlib.h>
#include <string.h>

#include <hb.h>
#ifdef HAVE_FONTCONFIG
#include <fontconfig/fontconfig.h>
#endif

#include "base/mem.h"

struct script {
	hb_script_t script;
	const char *package;	/* of a font for it */
	const char *language;	/* its main one; NULL: none is */
	const char *name;	/* in a font family's */
};

/* NULL for one that is not known. */
static const struct script *script_of(unsigned cp)
{
	static const struct script known[] = {
		{ HB_SCRIPT_DEVANAGARI, "fonts-lohit-deva", "hi", "Devanagari" },
		{ HB_SCRIPT_BENGALI, "fonts-lohit-beng-bengali", "bn",
		  "Bengali" },
		{ HB_SCRIPT_GURMUKHI, "fonts-lohit-guru", "pa", "Gurmukhi" },
		{ HB_SCRIPT_GUJARATI, "fonts-lohit-gujr", "gu", "Gujarati" },
		{ HB_SCRIPT_ORIYA, "fonts-lohit-orya", "or", "Odia" },
		{ HB_SCRIPT_TAMIL, "fonts-lohit-taml", "ta", "Tamil" },
		{ HB_SCRIPT_TELUGU, "fonts-lohit-telu", "te", "Telugu" },
		{ HB_SCRIPT_KANNADA, "fonts-lohit-knda", "kn", "Kannada" },
		{ HB_SCRIPT_MALAYALAM, "fonts-lohit-mlym", "ml", "Malayalam" },
		{ HB_SCRIPT_THAI, "fonts-tlwg-garuda-ttf", "th", "Thai" },
		{ HB_SCRIPT_ETHIOPIC, "fonts-sil-abyssinica", "am",
		  "Ethiopic" },
		{ HB_SCRIPT_HANGUL, "fonts-nanum", "ko", "Nanum" },
		{ HB_SCRIPT_HAN, "fonts-droid-fallback", NULL, NULL },
		{ HB_SCRIPT_HIRAGANA, "fonts-droid-fallback", "ja", "Japanese" },
		{ HB_SCRIPT_KATAKANA, "fonts-droid-fallback", "ja", "Japanese" },
		{ HB_SCRIPT_COMMON, "fonts-symbola", NULL, NULL },
	};
	hb_script_t script =
		hb_unicode_script(hb_unicode_funcs_get_default(), cp);

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].script == script)
			return &known[i];
	return NULL;
}

#ifdef HAVE_FONTCONFIG

struct candidate {
	const char *path;	/* the set's */
	int plain;		/* 0: the plainest */
	bool foreign;		/* of the script, but not of its main language */
	bool other;		/* the family is named after something else */
};

static int property(FcPattern *p, const char *name, int missing)
{
	int value;

	return FcPatternGetInteger(p, name, 0, &value) == FcResultMatch
		? value : missing;
}

static int distance(int a, int b)
{
	return a > b ? a - b : b - a;
}

/* How far a font is from an upright, regular, proportional one. */
static int how_plain(FcPattern *p)
{
	int d = distance(property(p, FC_WEIGHT, FC_WEIGHT_REGULAR),
			 FC_WEIGHT_REGULAR);

	d += distance(property(p, FC_SLANT, FC_SLANT_ROMAN), FC_SLANT_ROMAN);
	d += distance(property(p, FC_WIDTH, FC_WIDTH_NORMAL), FC_WIDTH_NORMAL);
	return d + property(p, FC_SPACING, FC_PROPORTIONAL);
}

/* Fonts that libharu can take: TrueType, the first of the file, one instance. */
static bool takes(FcPattern *p, const char **path)
{
	static const char below[] = SP_FONTDIR "/";
	FcChar8 *file, *format;
	FcBool variable = FcFalse, color = FcFalse;

	FcPatternGetBool(p, FC_VARIABLE, 0, &variable);
	FcPatternGetBool(p, FC_COLOR, 0, &color);
	if (variable || color || property(p, FC_INDEX, 0) != 0 ||
	    FcPatternGetString(p, FC_FILE, 0, &file) != FcResultMatch ||
	    FcPatternGetString(p, FC_FONTFORMAT, 0, &format) != FcResultMatch)
		return false;
	*path = (const char *)file;
	return !strcmp((const char *)format, "TrueType") &&
	       !strncmp(*path, below, strlen(below)) && !strstr(*path, "/../");
}

static bool has_language(FcPattern *p, const char *language)
{
	FcLangSet *set;

	return FcPatternGetLangSet(p, FC_LANG, 0, &set) == FcResultMatch &&
	       FcLangSetHasLang(set, (const FcChar8 *)language) !=
		       FcLangDifferentLang;
}

/* Two fonts of a script may differ in letters that another of its languages
 * draws in its own way. */
static void judge(struct candidate *c, FcPattern *p, const struct script *s)
{
	FcChar8 *family;

	c->plain = how_plain(p);
	if (!s || !s->language)
		return;
	c->foreign = !has_language(p, s->language);
	c->other = FcPatternGetString(p, FC_FAMILY, 0, &family) !=
			   FcResultMatch ||
		   !strstr((const char *)family, s->name);
}

static int by_fitness(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->foreign != y->foreign)
		return x->foreign - y->foreign;
	if (x->plain != y->plain)
		return x->plain - y->plain;
	if (x->other != y->other)
		return x->other - y->other;
	return strcmp(x->path, y->path);
}

static FcFontSet *fonts_with(unsigned cp)
{
	FcCharSet *set = FcCharSetCreate();
	FcPattern *wanted = FcPatternCreate();
	FcObjectSet *told = FcObjectSetBuild(
		FC_FILE, FC_INDEX, FC_FONTFORMAT, FC_VARIABLE, FC_COLOR,
		FC_WEIGHT, FC_SLANT, FC_WIDTH, FC_SPACING, FC_FAMILY, FC_LANG,
		(char *)NULL);

	FcCharSetAddChar(set, cp);
	FcPatternAddCharSet(wanted, FC_CHARSET, set);
	FcFontSet *found = FcFontList(NULL, wanted, told);
	FcObjectSetDestroy(told);
	FcPatternDestroy(wanted);
	FcCharSetDestroy(set);
	return found;
}

size_t sp_font_find(unsigned cp, char ***paths)
{
	FcFontSet *found = fonts_with(cp);
	size_t all = found ? (size_t)found->nfont : 0, n = 0;
	struct candidate *c = sp_calloc(all + 1, sizeof *c);
	const struct script *script = script_of(cp);

	for (size_t i = 0; i < all; i++)
		if (takes(found->fonts[i], &c[n].path))
			judge(&c[n++], found->fonts[i], script);
	qsort(c, n, sizeof *c, by_fitness);
	*paths = sp_calloc(n + 1, sizeof **paths);
	for (size_t i = 0; i < n; i++)
		(*paths)[i] = sp_strdup(c[i].path);
	free(c);
	if (found)
		FcFontSetDestroy(found);
	return n;
}

#else

size_t sp_font_find(unsigned cp, char ***paths)
{
	(void)cp;
	*paths = sp_calloc(1, sizeof **paths);
	return 0;
}

#endif

const char *sp_font_package(unsigned cp)
{
	const struct script *s = script_of(cp);

	return s ? s->package : "fonts-noto-core";
}
