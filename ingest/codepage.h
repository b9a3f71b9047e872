/* codepage.h - single-byte sets turned round: which byte stands for a character
 * in each of the sets that UTF-8 gets wrongly read by. */
#ifndef SP_INGEST_CODEPAGE_H
#define SP_INGEST_CODEPAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A set by its number, below sp_codepages(). The best known come first. */
typedef unsigned sp_codepage;

/** How many there are; at most 32, so that a word holds a set of them. */
unsigned sp_codepages(void);

/** WHATWG's name of it, or iconv's. */
const char *sp_codepage_name(sp_codepage page);

/**
 * The byte (0x80 to 0xFF) that `cp` stands for in `page`, or 0. What a table
 * leaves undefined is lenient, as decoders are: bytes 0x80 to 0x9F may have
 * become the control character of that number, or (in the sets of Windows)
 * what windows-1252 has there.
 */
unsigned char sp_codepage_byte(sp_codepage page, uint32_t cp);

/** The code pages, as bits, in which `a` and `b` could be the first two bytes
 * of a UTF-8 sequence. */
uint32_t sp_codepage_begins(uint32_t a, uint32_t b);

/** The code pages, as bits, in which `cp` is a first byte of UTF-8. */
uint32_t sp_codepage_leads(uint32_t cp);

/** Is `byte` (0x80 to 0xFF) one that a strict reader of `page` loses? */
bool sp_codepage_loses(sp_codepage page, unsigned char byte);

#endif
