#include "config.h"

#include "tests/unit/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sentence.h"

static char *dir;

static void die(const sp_error *err)
{
	char text[1100];

	fprintf(stderr, "fixture: %s\n", sp_error_text(err, text, sizeof text));
	exit(99);
}

const char *fixture_dir(void)
{
	static char template[256];
	const char *base = getenv("TMPDIR");

	if (dir)
		return dir;
	snprintf(template, sizeof template, "%s/standpoint-test-XXXXXX",
		 base ? base : "/tmp");
	dir = mkdtemp(template);
	if (!dir) {
		perror("fixture");
		exit(99);
	}
	return dir;
}

const char *fixture_path(const char *name)
{
	static char paths[16][300];
	static int next;
	char *path = paths[next++ % 16];

	snprintf(path, sizeof paths[0], "%s/%s", fixture_dir(), name);
	return path;
}

void fixture_clean(void)
{
	char command[300];

	if (!dir)
		return;
	snprintf(command, sizeof command, "rm -rf '%s'", dir);
	if (system(command) != 0)
		fprintf(stderr, "fixture: cannot delete %s\n", dir);
	dir = NULL;
}

void fixture_block(sp_document *d, sp_block_kind kind, int heading, int lead_in,
		   const char *text)
{
	sp_block *grown = sp_arena_alloc(d->arena,
					 (d->nblocks + 1) * sizeof *grown);
	sp_buf blob = SP_BUF_INIT;

	if (d->nblocks)
		memcpy(grown, d->blocks, d->nblocks * sizeof *grown);
	d->blocks = grown;
	sp_block *b = &grown[d->nblocks++];
	b->kind = kind;
	b->level = kind == SP_HEADING;
	b->heading = heading;
	b->lead_in = lead_in;
	b->line = (int)d->nblocks * 10;
	b->text = sp_arena_strdup(d->arena, text);
	b->len = strlen(text);
	sp_sentence_split(text, b->len, &blob);
	b->sentences = sp_arena_strndup(d->arena, blob.data, blob.len);
	b->sentences_len = blob.len;
	sp_buf_release(&blob);
}

sp_document *fixture_document(const char *path, const char *submitter,
			      const char *type, const char *text)
{
	sp_document *d = sp_document_new(path);

	sp_sha256(text, strlen(text), d->sha256);
	d->bytes = strlen(text);
	d->media_type = "text/html";
	d->charset = "utf-8";
	d->submitter = submitter;
	d->submitter_type = type;
	fixture_block(d, SP_PARAGRAPH, -1, -1, text);
	return d;
}

static const sp_dimension_row dimensions[] = { { "one", "Dimension one" } };
static const sp_issue_row issues[] = {
	{ 0, "alpha", "Alpha", "Alpha should be done.", "Alpha now", NULL },
	{ 0, "beta", "Beta", "Beta should be done.", "Beta now", NULL },
};
static const sp_rule_row rules[] = {
	{ 0, "alpha/about/1", "alpha", 3 },
	{ 1, "beta/about/1", "beta", 9 },
};
static const sp_pack_row pack = {
	"test", "1", "A test", "en", "00", dimensions, 1, issues, 2, rules, 2
};

static void put(sp_corpus *c, const sp_pack_ids *ids, sp_document *d,
		const sp_position_row *rows, size_t n)
{
	sp_error err = SP_ERROR_INIT;
	sp_position_row copy[8];
	int64_t id;

	if (!sp_corpus_put(c, d, &id, &err))
		die(&err);
	sp_document_free(d);
	d = sp_corpus_document(c, id, &err);
	if (!d)
		die(&err);
	for (size_t i = 0; i < n; i++) {
		copy[i] = rows[i];
		/* the row says which block by its number */
		copy[i].block = d->blocks[rows[i].block].id;
	}
	sp_document_free(d);
	if (!sp_corpus_put_positions(c, id, ids, copy, n, &err))
		die(&err);
}

static sp_document *document_a(void)
{
	sp_document *d = sp_document_new("a.html");

	strcpy(d->sha256, "aa");
	d->submitter = "Ann";
	d->submitter_type = "individual";
	d->title = "A \"quoted\", title";
	d->submitted_on = "2026-04-01";
	fixture_block(d, SP_HEADING, -1, -1, "On alpha");
	fixture_block(d, SP_PARAGRAPH, 0, -1,
		      "Ünïcode first. Alpha is needed. Critics hate alpha.");
	fixture_block(d, SP_LIST_ITEM, 0, 1, "Do beta. Do not do beta.");
	return d;
}

sp_corpus *fixture_corpus(const char *path)
{
	/* {block, begin, end, issue, rule, oppose, other, who, decided} */
	static const sp_position_row a[] = {
		{ 1, 17, 33, 0, 0, false, false, NULL, 17, 22 },
		{ 1, 34, 53, 0, 0, true, true, "Critics", 47, 52 },
		{ 2, 0, 8, 1, 1, false, false, NULL, 3, 7 },
		{ 2, 9, 24, 1, 1, true, false, NULL, 12, 16 },
	};
	static const sp_position_row b[] = {
		{ 0, 0, 9, 0, 0, true, false, NULL, 3, 8 },
	};
	static const sp_position_row cyd[] = {
		{ 0, 0, 10, 0, 0, false, false, NULL, 4, 9 },
	};
	sp_error err = SP_ERROR_INIT;
	sp_pack_ids ids;
	sp_corpus *c = sp_corpus_open(path, SP_CORPUS_CREATE, &err);

	if (!c || !sp_corpus_begin(c, &err) ||
	    !sp_corpus_put_pack(c, &pack, &ids, &err))
		die(&err);
	put(c, &ids, document_a(), a, 4);
	put(c, &ids, fixture_document("b.html", "Bob", "company",
				      "No alpha. Never."), b, 1);
	put(c, &ids, fixture_document("c.html", "Cyd", "nonprofit",
				      "Yes alpha!"), cyd, 1);
	put(c, &ids, fixture_document("d.html", "Cyd", NULL,
				      "About nothing."), NULL, 0);
	if (!sp_corpus_commit(c, &err))
		die(&err);
	return c;
}

const char *fixture_write(const char *name, const char *text)
{
	const char *path = fixture_path(name);
	FILE *f = fopen(path, "wb");

	if (!f || fputs(text, f) < 0 || fclose(f) != 0) {
		perror(path);
		exit(99);
	}
	return path;
}
