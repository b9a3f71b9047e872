/* What reading HTML costs, stage by stage, in one run: the files named on stdin,
 * one a line, are read into memory, and each stage goes over all of them until
 * it has taken a second of processor time. Run by the script `html`. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/mem.h"
#include "ingest/content.h"
#include "ingest/decode.h"
#include "ingest/mend.h"
#include "ingest/parse.h"
#include "ingest/reader.h"

typedef struct page {
	char *path;
	sp_buf bytes, text;	/* as it stands in the file; decoded */
} page;

/* What the stages work with, reused from page to page as a worker does. */
typedef struct bench {
	page *pages;
	size_t n, cap, bytes;
	sp_parser *parser;
	sp_tree tree;
	sp_content content;
	sp_buf markup;
	sp_reader *reader;
} bench;

static void add(bench *b, const char *path)
{
	sp_error err = SP_ERROR_INIT;
	page p = { .bytes = SP_BUF_INIT, .text = SP_BUF_INIT };
	sp_decoded info;

	if (!sp_buf_read(&p.bytes, path, SP_SOURCE_MAX, &err)) {
		fprintf(stderr, "%s: %s\n", path, err.msg);
		exit(EXIT_FAILURE);
	}
	p.path = sp_strndup(path, strlen(path));
	sp_decode(p.bytes.data, p.bytes.len, &p.text, &info);
	b->bytes += p.bytes.len;
	b->pages = sp_grow(b->pages, b->n, &b->cap, sizeof *b->pages);
	b->pages[b->n++] = p;
}

/* ---- the stages: what one of them does with one page ------------------------------ */

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Each returns the seconds that its stage took, without what it needs before. */
static double parse(bench *b, const page *p)
{
	sp_error err = SP_ERROR_INIT;
	sp_mended mended;
	double begin = now();

	sp_buf_clear(&b->markup);
	sp_mend(p->text.data, p->text.len, &b->markup, &mended);
	sp_parse_html(b->parser, b->markup.data, b->markup.len, &b->tree, &err);
	return now() - begin;
}

static double choose(bench *b, const page *p)
{
	parse(b, p);
	double begin = now();
	sp_content_choose(&b->content, &b->tree, NULL);
	return now() - begin;
}

static double read_page(bench *b, const page *p, bool all)
{
	sp_source source = { .bytes = p->bytes.data, .n = p->bytes.len };
	double begin = now();

	sp_document_free(sp_reader_read(b->reader, p->path, &source, all));
	return now() - begin;
}

static double text_all(bench *b, const page *p)
{
	return read_page(b, p, true);
}

static double text(bench *b, const page *p)
{
	return read_page(b, p, false);
}

/* Seconds for all pages, once. */
static double measure(bench *b, const char *name, double (*stage)(bench *, const page *))
{
	double seconds = 0;
	int rounds = 0;

	for (size_t i = 0; i < b->n; i++)	/* warm up */
		stage(b, &b->pages[i]);
	do {
		for (size_t i = 0; i < b->n; i++)
			seconds += stage(b, &b->pages[i]);
		rounds++;
	} while (seconds < 1 && rounds < 1000);
	seconds /= rounds;
	printf("%-24s %8.1f MB/s\n", name, (double)b->bytes / 1e6 / seconds);
	return seconds;
}

int main(void)
{
	sp_error err = SP_ERROR_INIT;
	bench b = { .markup = SP_BUF_INIT, .parser = sp_parser_new() };
	sp_dialects *dialects = sp_dialects_new(NULL, 0, &err);
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	if (!dialects) {
		fprintf(stderr, "%s\n", err.msg);
		return EXIT_FAILURE;
	}
	b.reader = sp_reader_new(dialects);
	sp_tree_init(&b.tree);
	sp_content_init(&b.content);
	while ((n = getline(&line, &cap, stdin)) > 0) {
		line[n - (line[n - 1] == '\n')] = '\0';
		add(&b, line);
	}
	free(line);
	printf("%zu pages, %.1f MB\n", b.n, (double)b.bytes / 1e6);
	double parsing = measure(&b, "parse alone", parse);
	double choosing = measure(&b, "main content alone", choose);
	measure(&b, "text --all", text_all);
	measure(&b, "text", text);
	printf("main content costs %.2f of the parse\n", choosing / parsing);

	for (size_t i = 0; i < b.n; i++) {
		free(b.pages[i].path);
		sp_buf_release(&b.pages[i].bytes);
		sp_buf_release(&b.pages[i].text);
	}
	free(b.pages);
	sp_content_release(&b.content);
	sp_tree_release(&b.tree);
	sp_buf_release(&b.markup);
	sp_parser_free(b.parser);
	sp_reader_free(b.reader);
	sp_dialects_free(dialects);
	return choosing <= parsing ? EXIT_SUCCESS : EXIT_FAILURE;
}
