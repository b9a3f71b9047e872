#include "config.h"

#include "ingest/codepage.h"

#include <pthread.h>
#include <string.h>

#include "ingest/charset.h"

enum {
	PAGES = 30,		/* of the single-byte sets, the first */
	NEAR = 0x2600,		/* all but a few of their characters are below */
	CHARACTERS = 1600
};

typedef struct character {
	uint32_t cp;
	uint32_t leads, continues;	/* pages, as bits */
	unsigned char byte[PAGES];
} character;

/* Made once, at the first call, from iconv's tables; not changed after that. */
static struct tables {
	character list[CHARACTERS];	/* list[0] stands for none */
	size_t n;
	uint16_t near[NEAR];
	size_t far[16];			/* characters beyond NEAR */
	size_t nfar;
	uint32_t loses[PAGES][4];	/* bytes 0x80 to 0xFF, as bits */
} tables;

static character *find(uint32_t cp)
{
	if (cp < NEAR)
		return &tables.list[tables.near[cp]];
	for (size_t i = 0; i < tables.nfar; i++)
		if (tables.list[tables.far[i]].cp == cp)
			return &tables.list[tables.far[i]];
	return &tables.list[0];
}

static void put(unsigned page, unsigned byte, uint32_t cp)
{
	character *c = find(cp);

	if (c == tables.list) {
		if (tables.n == CHARACTERS || (cp >= NEAR && tables.nfar == 16))
			return;
		c = &tables.list[tables.n];
		c->cp = cp;
		if (cp < NEAR)
			tables.near[cp] = (uint16_t)tables.n;
		else
			tables.far[tables.nfar++] = tables.n;
		tables.n++;
	}
	if (c->byte[page])
		return;
	c->byte[page] = (unsigned char)byte;
	if (byte < 0xc0)
		c->continues |= 1u << page;
	else if (byte >= 0xc2 && byte <= 0xf4)
		c->leads |= 1u << page;
}

static void make(void)
{
	size_t n;
	const sp_charset *sets = sp_charset_singles(&n);
	const uint32_t *western = sp_charset_high(&sets[0]);

	tables.n = 1;
	for (unsigned page = 0; page < PAGES; page++) {
		const uint32_t *high = sp_charset_high(&sets[page]);
		bool windows = strncmp(sets[page].name, "windows", 7) == 0;
		for (unsigned byte = 0x80; byte < 0x100; byte++) {
			uint32_t cp = high[byte - 0x80];
			bool hole = !cp || (windows && cp == byte && byte < 0xa0);
			if (cp)
				put(page, byte, cp);
			if (hole)
				tables.loses[page][(byte - 0x80) / 32] |= 1u << byte % 32;
		}
		/* What one reader loses another one fills. */
		for (unsigned byte = 0x80; byte < 0xa0; byte++) {
			if (windows && high[byte - 0x80] == byte)
				put(page, byte, western[byte - 0x80]);
			put(page, byte, byte);
		}
	}
}

static void ready(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, make);
}

unsigned sp_codepages(void)
{
	return PAGES;
}

const char *sp_codepage_name(sp_codepage page)
{
	size_t n;

	return sp_charset_singles(&n)[page].name;
}

unsigned char sp_codepage_byte(sp_codepage page, uint32_t cp)
{
	ready();
	return find(cp)->byte[page];
}

uint32_t sp_codepage_begins(uint32_t a, uint32_t b)
{
	ready();
	return find(a)->leads & find(b)->continues;
}

uint32_t sp_codepage_leads(uint32_t cp)
{
	ready();
	return find(cp)->leads;
}

bool sp_codepage_loses(sp_codepage page, unsigned char byte)
{
	ready();
	return byte >= 0x80 && tables.loses[page][(byte - 0x80) / 32] >> byte % 32 & 1;
}
