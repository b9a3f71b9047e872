/* walk.h - the files below the paths of a command line, in one fixed order. */
#ifndef SP_INGEST_WALK_H
#define SP_INGEST_WALK_H

#include <stdbool.h>
#include <stddef.h>

/** One file, or what could not be listed. Owned by the walk. */
typedef struct sp_found {
	char *path;	/* as the corpus knows it */
	char *problem;	/* why it could not be listed; NULL: a file to read */
	bool named;	/* stood on the command line itself */
} sp_found;

typedef struct sp_walk {
	sp_found *found;	/* files by path, bytewise, none twice */
	size_t n, cap;
	size_t skipped;		/* files of other kinds in folders */
	char **manifests;	/* manifest.tsv files met, outer ones first */
	size_t nmanifests, manifests_cap;
} sp_walk;

/**
 * List the documents below paths[0..n): named files of any kind, and in
 * folders (recursively, without hidden files) those called .html .htm .xhtml
 * .xml .txt. Only regular files; a folder that was met already, by whatever
 * link, is not entered again. What cannot be listed is among `found`.
 */
void sp_walk_run(sp_walk *w, const char *const *paths, size_t n);
void sp_walk_release(sp_walk *w);

#endif
