/* tokens.h - a text as words that remember how they were written.
 *
 * What names and phrases are compared by: lower case, "U.S." as "us", "&" as
 * "and", "non-profit" as two words, the genitive's 's off. Each word knows
 * where it stands in the text and what stood before it, so that the text as
 * written can be shown. */
#ifndef SP_INGEST_TOKENS_H
#define SP_INGEST_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum {
	SP_TOKEN_CAPITAL = 1,	/* written with a capital or a digit first */
	SP_TOKEN_START = 2,	/* first of its sentence or line */
	SP_TOKEN_COMMA = 4,	/* a comma, semicolon, colon or dash before it */
	SP_TOKEN_OPEN = 8,	/* a round bracket opened before it */
	SP_TOKEN_CLOSE = 16,	/* a round bracket closed before it */
	SP_TOKEN_GENITIVE = 32,	/* 's behind it */
	SP_TOKEN_NAME = 64,	/* the submitter's name begins here (span words) */
	SP_TOKEN_GLUED = 128	/* no blank before it ("non-profit", "a/b") */
};

typedef struct sp_token {
	uint32_t word, len;	/* in tokens->text, NUL-terminated */
	uint32_t begin, end;	/* in the text read, half-open bytes */
	uint32_t block;		/* of the document, as given */
	uint16_t span;		/* words that this one stands for, from 1 */
	uint8_t flags;
} sp_token;

typedef struct sp_tokens {
	sp_buf text;
	sp_token *list;
	size_t n, cap;
} sp_tokens;

void sp_tokens_init(sp_tokens *t);
void sp_tokens_release(sp_tokens *t);
void sp_tokens_clear(sp_tokens *t);	/* keeps the memory */

/** Add the words of s[0..n) (UTF-8), which is block number `block`. */
void sp_tokens_add(sp_tokens *t, const char *s, size_t n, size_t block);

const char *sp_token_word(const sp_tokens *t, size_t i);	/* lower case */

bool sp_token_is(const sp_tokens *t, size_t i, const char *word);

/** Is token i the last of its sentence or line, or the last of all? */
bool sp_token_ends(const sp_tokens *t, size_t i);

#endif
