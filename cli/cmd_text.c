/* standpoint text: what ingest reads of one file, a block a line. */
#include "config.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/cli.h"
#include "ingest/explain.h"
#include "ingest/ingest.h"

static const char help[] =
"usage: standpoint text [OPTION...] FILE\n"
"\n"
"Print what ingest reads of FILE: a block a line, in reading order, under the\n"
"signs of Markdown: '# ' a heading, '- ' a list item (indented by its depth),\n"
"'> ' a quote, '| ' a table's row; a paragraph without any. Line breaks within\n"
"a block are printed as blanks. The corpus is not touched. FILE may be the member\n"
"of an archive (letters.zip/inner/page.html).\n"
"\n"
"  -a, --all            leave nothing out: navigation, comments, footers too\n"
"  -b, --blocks         a table instead: seq, kind, level, lead_in, heading,\n"
"                       line, xpath, text (tab separated, with a header line)\n"
"  -e, --explain        each block, kept or left out, and why: a table of verdict,\n"
"                       line, element, why, text (tab separated, with a header\n"
"                       line), under what was decided about the whole file\n"
"  -m, --metadata       title, submitter, date ... as found, before the text\n"
"  -k, --kinds FILE     words that tell kinds of submitters, as for ingest\n"
"  -d, --dialect FILE   try this XML dialect (YAML) before the built-in ones\n"
"  -h, --help           this text\n"
"\n"
"Problems are told on stderr. Exit status: 0 read, 1 the file could not be read\n"
"as text, 2 wrong usage, 3 no such file.\n";

typedef struct options {
	bool all, blocks, explain, metadata;
	const char **dialects;
	size_t ndialects, cap;
	const char *file, *kinds;
} options;

/* Text on one line: forced line breaks become blanks. */
static void put_text(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		putchar(text[i] == '\n' ? ' ' : text[i]);
	putchar('\n');
}

static void put_line(const sp_block *b)
{
	put_text(b->text, b->len);
}

static void put_block(const sp_block *b)
{
	switch (b->kind) {
	case SP_HEADING:
		for (int i = 0; i < b->level; i++)
			putchar('#');
		putchar(' ');
		break;
	case SP_LIST_ITEM:
		for (int i = 1; i < b->level && i < 20; i++)
			fputs("  ", stdout);
		fputs("- ", stdout);
		break;
	case SP_TABLE_ROW:
		fputs("| ", stdout);
		break;
	case SP_QUOTE:
		fputs("> ", stdout);
		break;
	case SP_PARAGRAPH:
		break;
	}
	put_line(b);
}

static void put_number(int n)
{
	if (n >= 0)
		printf("%d", n);
	putchar('\t');
}

static void put_table(const sp_document *d)
{
	puts("seq\tkind\tlevel\tlead_in\theading\tline\txpath\ttext");
	for (size_t i = 0; i < d->nblocks; i++) {
		const sp_block *b = &d->blocks[i];
		printf("%zu\t%s\t%d\t", i, sp_block_kind_name(b->kind), b->level);
		put_number(b->lead_in);
		put_number(b->heading);
		put_number(b->line > 0 ? b->line : -1);
		printf("%s\t", b->xpath ? b->xpath : "");
		put_line(b);
	}
}

/* The decisions about the file, an empty line, the table of blocks. */
static void put_explanation(const sp_explanation *x)
{
	for (size_t i = 0; i < x->nnotes; i++)
		printf("%s: %s\n", x->notes[i].name, x->notes[i].text);
	for (size_t i = 0; i < x->nrepairs; i++) {
		const sp_explain_repair *r = &x->repairs[i];
		printf("repair: %s → %s (%zu time%s, %s)\n", r->before, r->after,
		       r->count, r->count == 1 ? "" : "s", r->kind);
	}
	if (x->nnotes || x->nrepairs)
		putchar('\n');
	puts("verdict\tline\telement\twhy\ttext");
	for (size_t i = 0; i < x->nrows; i++) {
		const sp_explain_row *r = &x->rows[i];
		printf("%s\t", r->kept ? "kept" : "left out");
		put_number(r->line > 0 ? r->line : -1);
		printf("%s\t%s\t", r->element, r->why);
		put_text(r->text, strlen(r->text));
	}
}

static void put_field(const char *name, const char *value)
{
	if (value)
		printf("%s: %s\n", name, value);
}

static void put_metadata(const sp_document *d)
{
	put_field("title", d->title);
	put_field("submitter", d->submitter);
	put_field("submitter_type", d->submitter_type);
	put_field("submitted_on", d->submitted_on);
	put_field("docket_id", d->docket_id);
	put_field("url", d->url);
	put_field("language", d->language);
	put_field("media_type", d->media_type);
	put_field("dialect", d->dialect);
	if (d->charset)
		printf("charset: %s (%s)\n", d->charset, d->charset_by);
	if (d->nrepairs)
		printf("repairs: %zu\n", sp_document_repaired(d));
	putchar('\n');
}

static void put_problems(const sp_document *d)
{
	static const char *const names[] = {
		[SP_NOTE] = "note", [SP_WARNING] = "warning", [SP_ERROR] = "error",
	};

	for (size_t i = 0; i < d->nproblems; i++) {
		const sp_problem *p = &d->problems[i];
		fprintf(stderr, "%s:", d->path);
		if (p->line)
			fprintf(stderr, "%d:", p->line);
		fprintf(stderr, " %s: %s\n", names[p->severity], p->message);
	}
}

/* Returns -1 to go on, else the exit status. */
static int parse(int argc, char **argv, options *o, sp_error *err)
{
	static const struct option longs[] = {
		{ "all", no_argument, NULL, 'a' },
		{ "blocks", no_argument, NULL, 'b' },
		{ "explain", no_argument, NULL, 'e' },
		{ "metadata", no_argument, NULL, 'm' },
		{ "kinds", required_argument, NULL, 'k' },
		{ "dialect", required_argument, NULL, 'd' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	while ((c = getopt_long(argc, argv, "abemk:d:h", longs, NULL)) != -1) {
		switch (c) {
		case 'a':
			o->all = true;
			break;
		case 'b':
			o->blocks = true;
			break;
		case 'e':
			o->explain = true;
			break;
		case 'm':
			o->metadata = true;
			break;
		case 'k':
			o->kinds = optarg;
			break;
		case 'd':
			o->dialects = sp_grow(o->dialects, o->ndialects, &o->cap,
					      sizeof *o->dialects);
			o->dialects[o->ndialects++] = optarg;
			break;
		case 'h':
			return sp_cli_help(help);
		default:
			return sp_cli_usage(err, argv, NULL);
		}
	}
	if (o->explain && (o->all || o->blocks))
		return sp_cli_usage(err, argv, "--explain goes with neither --all nor --blocks");
	if (argc - optind != 1)
		return sp_cli_usage(err, argv, "one FILE is needed");
	o->file = argv[optind];
	return -1;
}

/* One document; those that a file holds besides are told by their paths. */
static void put_document(const sp_document *d, bool part, const options *o)
{
	if (part && !o->explain)
		printf("\n%s\n", d->path);
	if (o->metadata && !o->explain)
		put_metadata(d);
	if (o->blocks && !o->explain)
		put_table(d);
	for (size_t i = 0; !o->explain && !o->blocks && i < d->nblocks; i++)
		put_block(&d->blocks[i]);
	put_problems(d);
}

static int run_text(int argc, char **argv, sp_error *err)
{
	options o = { 0 };
	int status = parse(argc, argv, &o, err);

	if (status < 0) {
		sp_explanation explanation;
		sp_explanation_init(&explanation);
		sp_ingest_options in = {
			.dialects = o.dialects, .ndialects = o.ndialects,
			.kinds = o.kinds,
			.all = o.all, .explain = o.explain ? &explanation : NULL,
		};
		sp_document *d = sp_ingest_read(o.file, &in, err);
		status = d ? SP_EXIT_DONE : sp_cli_failed(err);
		for (const sp_document *part = d; part && o.explain && o.metadata; part = part->next)
			put_metadata(part);
		if (d && o.explain)
			put_explanation(&explanation);
		for (const sp_document *part = d; part; part = part->next) {
			put_document(part, part != d, &o);
			if (part->status == SP_DOC_FAILED)
				status = SP_EXIT_SOME_FAILED;
		}
		sp_document_free(d);
		sp_explanation_release(&explanation);
	}
	free(o.dialects);
	return status;
}

const sp_command sp_command_text = {
	.name = "text",
	.run = run_text,
	.summary = "print what ingest reads of a file, a block a line",
	.help = help,
};
