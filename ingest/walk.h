/* walk.h - the files below the paths of a command line, in one fixed order. */
#ifndef SP_INGEST_WALK_H
#define SP_INGEST_WALK_H

#include <stdbool.h>
#include <stddef.h>

#include "corpus/document.h"
#include "ingest/name.h"
#include "ingest/skipped.h"

/** One file, or what could not be listed. Owned by the walk. */
typedef struct sp_found {
	char *file;	/* what the system calls it */
	char *path;	/* as the corpus knows it: sp_name_add() of it */
	char *problem;	/* why it is not read; NULL: a file to read */
	sp_severity severity;	/* of the problem; an error: a document is missing */
	sp_file_kind kind;
	bool named;	/* stood on the command line itself */
} sp_found;

typedef struct sp_walk {
	sp_found *found;	/* files by path, bytewise, none twice */
	size_t n, cap;
	sp_skipped skipped;	/* files of other kinds in folders */
	sp_found *manifests;	/* manifests met, outer ones first */
	size_t nmanifests, manifests_cap;
} sp_walk;

/**
 * List what can be read below paths[0..n): named files of any kind, and in
 * folders (recursively, without hidden files) documents, archives and tables.
 * Only regular files; FIFOs, sockets and devices are named. A folder is entered
 * once. A link is followed if it leads to a place inside the folder that would
 * not be met otherwise; one that leads out of it is named and not followed.
 */
void sp_walk_run(sp_walk *w, const char *const *paths, size_t n);
void sp_walk_release(sp_walk *w);

/** "./a//b/./" -> "a/b": as the corpus writes a path. Caller frees. */
char *sp_walk_tidy(const char *path);

/** Put the files in order again after their paths were changed. Of several files
 * of one path one stays. */
void sp_walk_sort(sp_walk *w);

#endif
