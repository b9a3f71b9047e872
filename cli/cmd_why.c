/* Why a sentence has the positions that it has, or none. For a position of a
 * corpus the sentence is decided once more by the same pack, in its place. */
#include "config.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/explain.h"
#include "base/mem.h"
#include "base/sentence.h"
#include "cli/cli.h"
#include "corpus/corpus.h"

static const char help[] =
	"usage: standpoint why CORPUS POSITION-ID [--pack FILE]\n"
	"       standpoint why [--pack FILE] [--lead TEXT] --text \"A sentence.\"\n"
	"\n"
	"Explain a decision: the spans found, what governs what, the rule with its file\n"
	"and line; for a sentence without a row, what was found and what was missing.\n"
	"\n"
	"  -t, --text TEXT   explain these sentences\n"
	"  -l, --lead TEXT   the lead-in, as if TEXT were an item of a list\n"
	"  -i, --issue NAME  only this issue\n"
	"  -p, --pack FILE   the rule pack, or the name of a built-in one [ai-policy]\n"
	"  -h, --help        this text\n"
	"\n"
	"exit status: 0 done, 2 wrong usage, 3 cannot go on (no such position).\n";

static const struct option options[] = {
	{ "text", required_argument, NULL, 't' },
	{ "lead", required_argument, NULL, 'l' },
	{ "issue", required_argument, NULL, 'i' },
	{ "pack", required_argument, NULL, 'p' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 }
};

typedef struct settings {
	const char *text, *lead, *issue, *pack;
} settings;

static int why_text(const sp_pack *p, const settings *s)
{
	sp_reading *reading = sp_reading_new(p);
	sp_buf blob = SP_BUF_INIT;
	sp_buf *verdicts = NULL;
	size_t n = 0, cap = 0, nrows;
	sp_sentence_iter it;
	sp_range r;

	sp_sentence_split(s->text, strlen(s->text), &blob);
	sp_sentence_iter_init(&it, blob.data, blob.len);
	while (sp_sentence_next(&it, &r)) {
		sp_statement st = {
			.lead = n == 0 ? s->lead : NULL,
			.lead_len = n == 0 && s->lead ? strlen(s->lead) : 0,
			.text = s->text + r.begin, .len = r.end - r.begin,
			.kind = s->lead ? SP_LIST_ITEM : SP_PARAGRAPH
		};
		verdicts = sp_grow(verdicts, n, &cap, sizeof *verdicts);
		sp_buf_init(&verdicts[n]);
		sp_explain(p, sp_read(reading, &st), s->issue, &verdicts[n++]);
	}
	const sp_row *rows = sp_reading_rows(reading, &nrows);
	for (size_t i = 0; i < n; i++) {
		sp_explain_rows(p, rows, nrows, i, s->issue, &verdicts[i]);
		printf("%s%s", i ? "\n" : "", verdicts[i].data);
		sp_buf_release(&verdicts[i]);
	}
	free(verdicts);
	sp_buf_release(&blob);
	sp_reading_free(reading);
	return SP_EXIT_DONE;
}

/* Where the position stands. */
typedef struct place {
	int64_t document, block, begin;
	char head[2048];
} place;

static bool find_position(sp_corpus *c, int64_t id, place *out, sp_error *err)
{
	sp_query *q = sp_query_new(c,
		"SELECT b.document, p.block, p.begin, d.path,"
		" ifnull(b.xpath, 'line ' || b.line), i.name, p.stance,"
		" p.holder, r.name, k.name, k.version, r.line, k.sha256"
		" FROM position p JOIN block b ON b.id = p.block"
		" JOIN document d ON d.id = b.document"
		" JOIN issue i ON i.id = p.issue JOIN rule r ON r.id = p.rule"
		" JOIN pack k ON k.id = i.pack WHERE p.id = ?1", err);
	bool found = false;

	if (!q)
		return false;
	sp_query_bind_int(q, 1, id);
	if (sp_query_step(q, err)) {
		found = true;
		out->document = sp_query_int(q, 0);
		out->block = sp_query_int(q, 1);
		out->begin = sp_query_int(q, 2);
		snprintf(out->head, sizeof out->head,
			 "position  %lld: %s %s, holder %s\n"
			 "document  %s, %s, block %lld, from byte %lld\n"
			 "rule      %s, pack %s %s, line %lld\n",
			 (long long)id, sp_query_text(q, 5),
			 sp_query_text(q, 6), sp_query_text(q, 7),
			 sp_query_text(q, 3), sp_query_text(q, 4),
			 (long long)out->block, (long long)out->begin,
			 sp_query_text(q, 8), sp_query_text(q, 9),
			 sp_query_text(q, 10), (long long)sp_query_int(q, 11));
	} else if (!err->code) {
		sp_fail(err, SP_ENOROW, sp_corpus_path(c), 0,
			"no position %lld; 'standpoint query CORPUS positions' lists them",
			(long long)id);
	}
	sp_query_free(q);
	return found;
}

/* The whole document is read again: what stands around a sentence counts. */
static void explain_position(const sp_pack *p, const sp_document *doc,
			     const place *at, const char *issue)
{
	sp_reading *reading = sp_reading_new(p);
	sp_buf out = SP_BUF_INIT;
	size_t sentence = 0, mine = SIZE_MAX, nrows;

	for (size_t i = 0; i < doc->nblocks; i++) {
		const sp_block *b = &doc->blocks[i];
		sp_sentence_iter it;
		sp_range r;
		bool first = true;
		sp_sentence_iter_init(&it, b->sentences, b->sentences_len);
		while (sp_sentence_next(&it, &r) && r.end <= b->len) {
			sp_statement s;
			sp_statement_of(doc, b, r, first, &s);
			first = false;
			const sp_verdict *v = sp_read(reading, &s);
			if (b->id == at->block && (int64_t)r.begin == at->begin) {
				mine = sentence;
				sp_explain(p, v, issue, &out);
			}
			sentence++;
		}
	}
	const sp_row *rows = sp_reading_rows(reading, &nrows);
	sp_explain_rows(p, rows, nrows, mine, issue, &out);
	fputs(out.data, stdout);
	sp_buf_release(&out);
	sp_reading_free(reading);
}

static int why_position(const sp_pack *p, const settings *s,
			const char *corpus, const char *number, char **argv,
			sp_error *err)
{
	sp_document *doc = NULL;
	place at;
	long id;

	if (!sp_cli_number(err, argv, "POSITION-ID", number, 1, 2000000000,
			   &id))
		return SP_EXIT_USAGE;
	sp_corpus *c = sp_corpus_open(corpus, SP_CORPUS_READ, err);
	if (c && find_position(c, id, &at, err))
		doc = sp_corpus_document(c, at.document, err);
	if (doc) {
		puts(at.head);
		explain_position(p, doc, &at, s->issue);
	}
	bool ok = doc != NULL;
	sp_document_free(doc);
	sp_corpus_close(c);
	return ok ? SP_EXIT_DONE : sp_cli_failed(err);
}

static int run(int argc, char **argv, sp_error *err)
{
	settings s = { .pack = "ai-policy" };
	int c;

	while ((c = getopt_long(argc, argv, "t:l:i:p:h", options, NULL)) != -1) {
		switch (c) {
		case 't':
			s.text = optarg;
			break;
		case 'l':
			s.lead = optarg;
			break;
		case 'i':
			s.issue = optarg;
			break;
		case 'p':
			s.pack = optarg;
			break;
		case 'h':
			return sp_cli_help(help);
		default:
			return sp_cli_usage(err, argv, NULL);
		}
	}
	if (argc - optind != (s.text ? 0 : 2))
		return sp_cli_usage(err, argv, "give CORPUS and POSITION-ID, or --text");
	sp_pack *p = sp_pack_load(s.pack, err);
	if (!p)
		return sp_cli_failed(err);
	int status = s.text ? why_text(p, &s) :
		     why_position(p, &s, argv[optind], argv[optind + 1], argv,
				  err);
	sp_pack_free(p);
	return status;
}

const sp_command sp_command_why = {
	"why", run, "explain a position, or why a sentence has none", help
};
