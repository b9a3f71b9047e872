/* Why a sentence has the positions that it has, or none. For a position of a
 * corpus the sentence is decided once more by the same pack, in its place. */
#include "config.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/builtin.h"
#include "analyze/explain.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cli/cli.h"
#include "corpus/corpus.h"

static const char help[] =
	"usage: standpoint why [OPTION...] CORPUS POSITION-ID\n"
	"       standpoint why [OPTION...] --text \"words of it\" CORPUS\n"
	"       standpoint why [OPTION...] --text \"A sentence.\"\n"
	"\n"
	"Explain a decision: the spans found, what governs what, the rule with its file\n"
	"and line; for a sentence without a row, what was found and what was missing.\n"
	"\n"
	"  -t, --text TEXT   explain these sentences; with CORPUS the first sentence\n"
	"                    in it that holds TEXT, coded or not, where it stands\n"
	"  -d, --document NAME  look for TEXT in this document, by the end of its path\n"
	"  -l, --lead TEXT   the lead-in, as if TEXT were an item of a list\n"
	"  -i, --issue NAME  only this issue\n"
	"  -p, --pack FILE   the rule pack, or the name of a built-in one [the\n"
	"                    one that found the position, or that of the corpus;\n"
	"                    with --text alone: ai-policy]\n"
	"  -h, --help        this text\n"
	"\n"
	"exit status: 0 done, 2 wrong usage, 3 cannot go on (no such position,\n"
	"sentence, issue or pack).\n";

static const struct option options[] = {
	{ "text", required_argument, NULL, 't' },
	{ "document", required_argument, NULL, 'd' },
	{ "lead", required_argument, NULL, 'l' },
	{ "issue", required_argument, NULL, 'i' },
	{ "pack", required_argument, NULL, 'p' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 }
};

typedef struct settings {
	const char *text, *lead, *issue, *pack, *document;
} settings;

/* The verdicts of all sentences, in words. */
typedef struct verdicts {
	const sp_pack *pack;
	const char *issue;
	sp_buf *list;
	size_t n, cap;
} verdicts;

static void add_verdict(void *arg, const sp_block *b, sp_range r,
			const sp_verdict *v)
{
	verdicts *all = arg;

	(void)b, (void)r;
	all->list = sp_grow(all->list, all->n, &all->cap, sizeof *all->list);
	sp_buf_init(&all->list[all->n]);
	sp_explain(all->pack, v, all->issue, &all->list[all->n++]);
}

/* The pack, with the issue that is asked about. */
static sp_pack *load(const char *name, const char *issue, sp_error *err)
{
	sp_pack *p = sp_pack_load(name, err);

	if (!p || !issue)
		return p;
	for (size_t i = 0; i < p->nissues; i++)
		if (strcmp(p->issues[i].name, issue) == 0)
			return p;
	sp_fail(err, SP_ENOROW, name, 0,
		"no issue '%s'; 'standpoint pack list %s' names them", issue,
		name);
	sp_pack_free(p);
	return NULL;
}

static int why_text(const settings *s, sp_error *err)
{
	sp_pack *p = load(s->pack ? s->pack : "ai-policy", s->issue, err);
	if (!p)
		return sp_cli_failed(err);
	sp_reading *reading = sp_reading_new(p);
	verdicts all = { .pack = p, .issue = s->issue };
	size_t n;

	sp_read_text(reading, s->lead, s->text, add_verdict, &all);
	const sp_row *rows = sp_reading_rows(reading, &n);
	for (size_t i = 0; i < all.n; i++) {
		sp_explain_rows(p, rows, n, i, s->issue, &all.list[i]);
		printf("%s%s", i ? "\n" : "", all.list[i].data);
		sp_buf_release(&all.list[i]);
	}
	free(all.list);
	sp_reading_free(reading);
	sp_pack_free(p);
	return SP_EXIT_DONE;
}

/* Where the position stands. */
typedef struct place {
	int64_t document, block, begin;
	char pack[256];		/* name of the pack that found it */
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
		snprintf(out->pack, sizeof out->pack, "%s", sp_query_text(q, 9));
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

/* The sentence that is asked about, among those read. */
typedef struct wanted {
	const sp_pack *pack;
	const char *issue;
	const place *at;
	size_t sentences, mine;
	sp_buf out;
} wanted;

static void explain_wanted(void *arg, const sp_block *b, sp_range r,
			   const sp_verdict *v)
{
	wanted *w = arg;

	if (b->id == w->at->block && (int64_t)r.begin == w->at->begin) {
		w->mine = w->sentences;
		sp_explain(w->pack, v, w->issue, &w->out);
	}
	w->sentences++;
}

/* The whole document is read again: what stands around a sentence counts. */
static void explain_position(const sp_pack *p, const sp_document *doc,
			     const place *at, const char *issue)
{
	sp_reading *reading = sp_reading_new(p);
	wanted w = { .pack = p, .issue = issue, .at = at, .mine = SIZE_MAX };
	size_t n;

	sp_buf_init(&w.out);
	sp_read_document(reading, doc, explain_wanted, &w);
	const sp_row *rows = sp_reading_rows(reading, &n);
	sp_explain_rows(p, rows, n, w.mine, issue, &w.out);
	fputs(w.out.data, stdout);
	sp_buf_release(&w.out);
	sp_reading_free(reading);
}

/* The pack that is given, else the one that is named, if it is built in; it must
 * be the one that is named. */
static sp_pack *pack_of(const place *at, const settings *s, const char *what,
			sp_error *err)
{
	if (!s->pack && !sp_builtin_pack(at->pack)) {
		sp_fail(err, SP_ENOROW, at->pack, 0,
			"the pack that found %s is not built in: give its file "
			"with --pack",
			what);
		return NULL;
	}
	sp_pack *p = load(s->pack ? s->pack : at->pack, s->issue, err);
	if (p && at->pack[0] && strcmp(p->name, at->pack) != 0) {
		sp_fail(err, SP_ENOROW, s->pack, 0,
			"is the pack '%s', but %s was found by '%s'", p->name,
			what, at->pack);
		sp_pack_free(p);
		return NULL;
	}
	return p;
}

/* ---- a sentence of a corpus ------------------------------------------------ */

/* The one pack of the corpus; with several it must be said which one. */
static bool only_pack(sp_corpus *c, place *out, sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	sp_query *q = sp_query_new(c, "SELECT name FROM pack ORDER BY id", err);
	size_t n = 0;

	if (!q)
		return false;
	for (; sp_query_step(q, &local); n++)
		snprintf(out->pack, sizeof out->pack, "%s", sp_query_text(q, 0));
	sp_query_free(q);
	if (!sp_error_pass(err, &local))
		return false;
	return n == 1 ||
	       sp_fail(err, n ? SP_EUSAGE : SP_ENOROW, sp_corpus_path(c), 0,
		       n ? "was analysed by several packs: name one with --pack" :
			   "not analysed: name a pack with --pack");
}

/* The block, and where in it the words begin. */
static bool find_words(sp_corpus *c, const settings *s, place *out,
		       sp_error *err)
{
	static const char sql[] =
		"SELECT d.id, b.id, instr(CAST(replace(b.text, char(10), ' ') AS BLOB),"
		" CAST(w.words AS BLOB)) - 1, d.path, ifnull(b.xpath, 'line ' || b.line)"
		" FROM (SELECT replace(?1, char(10), ' ') AS words) w,"
		" document d JOIN block b ON b.document = d.id"
		" WHERE instr(replace(b.text, char(10), ' '), w.words) AND (?2 IS NULL OR"
		" substr(d.path, -length(?2)) = ?2) ORDER BY d.path, b.seq LIMIT 1";
	sp_error local = SP_ERROR_INIT;
	sp_query *q = sp_query_new(c, sql, err);

	if (!q)
		return false;
	sp_query_bind_text(q, 1, s->text);
	sp_query_bind_text(q, 2, s->document);
	bool found = sp_query_step(q, &local);
	if (found) {
		out->document = sp_query_int(q, 0);
		out->block = sp_query_int(q, 1);
		out->begin = sp_query_int(q, 2);
		snprintf(out->head, sizeof out->head, "document  %s, %s, block %lld",
			 sp_query_text(q, 3), sp_query_text(q, 4),
			 (long long)out->block);
	}
	sp_query_free(q);
	return found || (sp_error_pass(err, &local) &&
			 sp_fail(err, SP_ENOROW, sp_corpus_path(c), 0,
				 "no block %s%s holds '%s'",
				 s->document ? "of " : "",
				 s->document ? s->document : "of it", s->text));
}

/* The sentence in which the words begin. */
static void set_sentence(const sp_document *d, place *at)
{
	sp_sentence_iter it;
	sp_range r;
	int64_t words = at->begin;

	for (size_t i = 0; i < d->nblocks; i++) {
		const sp_block *b = &d->blocks[i];
		if (b->id != at->block)
			continue;
		sp_sentence_iter_init(&it, b->sentences, b->sentences_len);
		while (sp_sentence_next(&it, &r) && (int64_t)r.begin <= words)
			at->begin = r.begin;
	}
}

static bool add_positions(sp_corpus *c, const place *at, sp_error *err)
{
	sp_error local = SP_ERROR_INIT;
	sp_query *q = sp_query_new(c,
		"SELECT p.id, i.name, p.stance, p.holder FROM position p"
		" JOIN issue i ON i.id = p.issue WHERE p.block = ?1 AND p.begin = ?2"
		" ORDER BY p.id", err);
	size_t n = 0;

	if (!q)
		return false;
	sp_query_bind_int(q, 1, at->block);
	sp_query_bind_int(q, 2, at->begin);
	for (; sp_query_step(q, &local); n++)
		printf("position  %lld: %s %s, holder %s\n",
		       (long long)sp_query_int(q, 0), sp_query_text(q, 1),
		       sp_query_text(q, 2), sp_query_text(q, 3));
	sp_query_free(q);
	puts(n ? "" : "position  none\n");
	return sp_error_pass(err, &local);
}

static int why_sentence(const settings *s, const char *corpus, sp_error *err)
{
	sp_document *doc = NULL;
	sp_pack *p = NULL;
	place at = { .pack = "" };

	sp_corpus *c = sp_corpus_open(corpus, SP_CORPUS_READ, err);
	if (c && (s->pack || only_pack(c, &at, err)) &&
	    find_words(c, s, &at, err))
		p = pack_of(&at, s, "the positions of the corpus", err);
	if (p)
		doc = sp_corpus_document(c, at.document, err);
	bool ok = doc != NULL;
	if (ok) {
		set_sentence(doc, &at);
		printf("%s, from byte %lld\n", at.head, (long long)at.begin);
		ok = add_positions(c, &at, err);
	}
	if (ok)
		explain_position(p, doc, &at, s->issue);
	sp_document_free(doc);
	sp_pack_free(p);
	sp_corpus_close(c);
	return ok ? SP_EXIT_DONE : sp_cli_failed(err);
}

static int why_position(const settings *s, const char *corpus,
			const char *number, char **argv, sp_error *err)
{
	sp_document *doc = NULL;
	sp_pack *p = NULL;
	place at;
	long id;

	if (!sp_cli_number(err, argv, "POSITION-ID", number, 1, 2000000000,
			   &id))
		return SP_EXIT_USAGE;
	sp_corpus *c = sp_corpus_open(corpus, SP_CORPUS_READ, err);
	if (c && find_position(c, id, &at, err))
		p = pack_of(&at, s, "the position", err);
	if (p)
		doc = sp_corpus_document(c, at.document, err);
	if (doc) {
		puts(at.head);
		explain_position(p, doc, &at, s->issue);
	}
	bool ok = doc != NULL;
	sp_document_free(doc);
	sp_pack_free(p);
	sp_corpus_close(c);
	return ok ? SP_EXIT_DONE : sp_cli_failed(err);
}

static int run(int argc, char **argv, sp_error *err)
{
	settings s = { 0 };
	int c;

	while ((c = getopt_long(argc, argv, "d:t:l:i:p:h", options, NULL)) != -1) {
		switch (c) {
		case 't':
			s.text = optarg;
			break;
		case 'd':
			s.document = optarg;
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
	int n = argc - optind;
	if (s.text ? n > 1 : n != 2)
		return sp_cli_usage(err, argv, "give CORPUS and POSITION-ID, or --text");
	if (s.text && n == 1 && s.lead)
		return sp_cli_usage(err, argv, "--lead goes with --text alone: in a "
				    "corpus the lead-in is known");
	if (s.document && !(s.text && n == 1))
		return sp_cli_usage(err, argv, "--document goes with CORPUS and --text");
	if ((s.text && sp_utf8_valid(s.text, strlen(s.text)) < strlen(s.text)) ||
	    (s.lead && sp_utf8_valid(s.lead, strlen(s.lead)) < strlen(s.lead)))
		return sp_cli_usage(err, argv, "the words to explain are not UTF-8");
	if (!s.text)
		return why_position(&s, argv[optind], argv[optind + 1], argv, err);
	return n ? why_sentence(&s, argv[optind], err) : why_text(&s, err);
}

const sp_command sp_command_why = {
	"why", run, "explain a position, or why a sentence has none", help
};
