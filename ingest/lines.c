#include "config.h"

#include "ingest/lines.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ingest/date.h"

enum { HEAD_BYTES = 16 << 10, TAIL_BYTES = 6 << 10, SHORT_LINE = 110 };

void sp_lines_init(sp_lines *l)
{
	*l = (sp_lines){ 0 };
	sp_tokens_init(&l->tokens);
}

void sp_lines_release(sp_lines *l)
{
	free(l->list);
	sp_tokens_release(&l->tokens);
	*l = (sp_lines){ 0 };
}

static void add(sp_lines *l, const char *s, size_t n, bool heading)
{
	if (!n)
		return;
	l->list = sp_grow(l->list, l->n, &l->cap, sizeof *l->list);
	sp_line *line = &l->list[l->n];
	*line = (sp_line){ .s = s, .n = n, .first = l->tokens.n, .heading = heading };
	sp_tokens_add(&l->tokens, s, n, l->n++);
	line->end = l->tokens.n;
}

static void add_block(sp_lines *l, const sp_block *b)
{
	const char *s = b->text, *end = b->text + b->len;

	while (s < end) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));
		const char *stop = nl ? nl : end;
		add(l, s, (size_t)(stop - s), b->kind == SP_HEADING);
		s = stop + 1;
	}
}

void sp_lines_read(sp_lines *l, const sp_document *d)
{
	size_t head = 0, tail = d->nblocks, bytes = 0;

	sp_tokens_clear(&l->tokens);
	l->n = 0;
	while (head < d->nblocks && bytes < HEAD_BYTES)
		bytes += d->blocks[head++].len;
	for (bytes = 0; tail > head && bytes < TAIL_BYTES; tail--)
		bytes += d->blocks[tail - 1].len;
	for (size_t i = 0; i < head; i++)
		add_block(l, &d->blocks[i]);
	l->tail = l->n;
	for (size_t i = tail; i < d->nblocks; i++)
		add_block(l, &d->blocks[i]);
}

bool sp_line_is_short(const sp_line *line)
{
	return line->n <= SHORT_LINE && line->end - line->first <= 16;
}

static bool has_word(const sp_lines *l, const sp_line *line, const char *const *words)
{
	for (size_t i = line->first; i < line->end; i++)
		for (const char *const *w = words; *w; w++)
			if (sp_token_is(&l->tokens, i, *w))
				return true;
	return false;
}

bool sp_line_is_contact(const sp_lines *l, const sp_line *line)
{
	static const char *const streets[] = {
		"street", "st", "avenue", "ave", "road", "rd", "blvd", "boulevard",
		"suite", "floor", "nw", "ne", "sw", "se", "drive", "lane", "plaza",
		"square", "parkway", "box", "room", "way", "highway", "place", "court", NULL
	};
	static const char *const marks[] = {
		"tel", "telephone", "phone", "fax", "email", "mobile", "www", "http",
		"https", "via", NULL
	};
	size_t digits = 0;

	if (!sp_line_is_short(line) || line->first == line->end)
		return false;
	if (memchr(line->s, '@', line->n) || has_word(l, line, marks))
		return true;
	for (size_t i = 0; i < line->n; i++)
		digits += isdigit((unsigned char)line->s[i]) != 0;
	return digits >= 5 || (digits && has_word(l, line, streets));
}

bool sp_line_is_date(const sp_lines *l, const sp_line *line)
{
	char text[128], date[SP_DATE_SIZE];

	(void)l;
	if (line->n > 60 || line->n < 6)
		return false;
	memcpy(text, line->s, line->n);
	text[line->n] = '\0';
	return sp_date(text, date);
}

bool sp_line_begins(const sp_lines *l, const sp_line *line, const char *words, size_t *end)
{
	size_t i = line->first;

	while (*words) {
		size_t n = strcspn(words, " ");
		if (i >= line->end || l->tokens.list[i].len != n ||
		    memcmp(sp_token_word(&l->tokens, i), words, n) != 0)
			return false;
		words += n + (words[n] == ' ');
		i++;
	}
	*end = i;
	return true;
}

bool sp_lines_is_one(const sp_lines *l, size_t i, const char *const *list)
{
	for (; *list; list++)
		if (sp_token_is(&l->tokens, i, *list))
			return true;
	return false;
}
