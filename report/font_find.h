/* font_find.h - what our own fonts lack: the installed font that has it, or the
 * Debian package of one. */
#ifndef SP_REPORT_FONT_FIND_H
#define SP_REPORT_FONT_FIND_H

#include <stdbool.h>
#include <stddef.h>

/**
 * The TrueType fonts below SP_FONTDIR that fontconfig knows to have `cp`: first
 * those that have the main language of its script (Bengali, not only Assamese), of
 * these the plainest: upright, regular, proportional; then those whose family bears
 * the script's name; then by path, so that the same fonts give the same order.
 * Returns how many; *paths and each of its strings the caller frees. None where the
 * program was built without fontconfig.
 */
size_t sp_font_find(unsigned cp, char ***paths);

/** The Debian package with a font for the script of `cp`. */
const char *sp_font_package(unsigned cp);

#endif
