/* model.h - what the report shows, read once from the corpus.
 *
 * One byte a submitter and issue holds the stance; all counts are sums over
 * that matrix, so that every page agrees with every other. Quotes are not here:
 * they are read when their page is made (evidence.h). */
#ifndef SP_REPORT_MODEL_H
#define SP_REPORT_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "corpus/corpus.h"
#include "report/report.h"

/** A submitter's own stance on an issue; silent is never counted as one. */
typedef enum sp_stance {
	SP_SILENT,
	SP_SUPPORT,
	SP_MIXED,
	SP_OPPOSE,
	SP_STANCES
} sp_stance;

/** In the order in which the report shows them. */
enum { SP_TYPES = 7 };

/** Who was named, at most so many, is compared side by side. */
enum { SP_SIDE_MAX = 6 };

/** "company", "trade-association": as in the corpus. */
const char *sp_type_name(int type);

/** "Companies", "Trade associations" ... */
const char *sp_type_label(int type);

/** The same within a sentence: "companies", "government bodies". */
const char *sp_type_noun(int type);

/** The submitters in each stance. */
typedef struct sp_tally {
	int n[SP_STANCES];
} sp_tally;

/** support + mixed + oppose: those who address the issue. */
int sp_tally_voices(const sp_tally *t);
/** support - oppose: what charts sort by. */
int sp_tally_net(const sp_tally *t);
/** The smaller of the two sides: how contested it is. */
int sp_tally_split(const sp_tally *t);

typedef struct sp_submitter {
	int64_t id;		/* the corpus's; negative: a document */
	const char *name;
	const char *short_name;	/* at most 28 characters */
	int type;
	int documents;
	int64_t bytes;		/* of the sources */
	const char *first, *last;	/* dates of its documents, "" if unknown */
	sp_tally issues;	/* issues in each stance */
	bool in_matrix;
	bool guessed;		/* its type: nothing but its words told it */
	const unsigned char *stance;	/* nissues of sp_stance */
} sp_submitter;

typedef struct sp_issue {
	int64_t id;
	const char *name, *short_name, *proposition;
	const char *title, *stake;	/* "" if the pack gives none */
	int theme;
	sp_tally all;
	sp_tally type[SP_TYPES];
	int reported;		/* views of others that are reported */
} sp_issue;

/** A dimension of the pack: issues [first, first + n). */
typedef struct sp_theme {
	int64_t id;
	const char *title;
	char letter[4];		/* A, B, C ... */
	int first, n;
	sp_tally all;
} sp_theme;

typedef struct sp_pack {
	const char *name, *version, *title, *sha256, *program;
} sp_pack;

/** What was received and what became of it. */
typedef struct sp_received {
	int documents, ok, empty, failed, analysed;
	int campaigns, campaign_documents;
	int texts;		/* distinct ones of those analysed */
	int waiting;		/* not analysed yet */
	int speaking;		/* documents with a position of their own */
	int own, reported;	/* positions */
	const char *first, *last;	/* YYYY-MM-DD, "" if unknown */
} sp_received;

/** What the report is read from: the documents of its submitters. */
typedef struct sp_read {
	int documents;
	int own, reported;		/* positions */
	const char *first, *last;	/* YYYY-MM-DD, "" if unknown */
} sp_read;

typedef struct sp_model {
	sp_arena *arena;
	sp_received received;		/* of the whole corpus */
	sp_read read;
	sp_submitter *submitters;	/* by type, then most supportive first */
	int nsubmitters;
	int everyone;			/* submitters before some were chosen */
	int nmatrix;			/* of them in the matrix */
	int by_type[SP_TYPES];
	sp_issue *issues;
	int nissues;
	sp_theme *themes;
	int nthemes;
	sp_pack *packs;
	int npacks;
	bool chosen;			/* not all: some names or kinds */
	bool side;			/* 2 to SP_SIDE_MAX named ones */
	int64_t *asked;			/* ids of the named, as named */
	int nasked;
	unsigned char *stances;		/* nsubmitters x nissues */
	int *by_id;			/* submitters by id: lookup */
} sp_model;

/**
 * Read the corpus. Fails with SP_ENOROW if nothing was analysed or a submitter
 * of the options does not exist. Caller frees.
 */
sp_model *sp_model_new(sp_corpus *c, const sp_report_options *o,
		       sp_error *err);
void sp_model_free(sp_model *m);	/* NULL is fine */

/** Whether there is more than one kind of submitter to tell apart. */
bool sp_model_kinds(const sp_model *m);

/** The m->nmatrix submitters of the matrix, in its order. Caller frees. */
int *sp_model_rows(const sp_model *m);

/** Index of the issue with this id of the corpus, or -1. */
int sp_model_issue(const sp_model *m, int64_t id);

/** Index of the submitter with this id of the corpus, or -1. */
int sp_model_submitter(const sp_model *m, int64_t id);

#endif
